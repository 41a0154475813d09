"""A reader for tests only: it does to its process whatever the payload says."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from pipelines.children.calls import ReadCall
from pipelines.reading.model import PageKind, Reading

KEPT: list[bytearray] = []


def misbehave(call: ReadCall) -> Reading:
    """Obey the first word of the payload."""
    order, _, rest = call.payload.decode().partition(" ")
    if order in HARM:
        HARM[order](rest)
    text = TEXTS[order](call, rest) if order in TEXTS else str(os.getpid())
    return Reading(kind=PageKind.ARTICLE, text=text)


def hang(_: str) -> None:
    time.sleep(3600)


def spin(_: str) -> None:
    while True:
        pass


def eat(megabytes: str) -> None:
    KEPT.append(bytearray(int(megabytes) * 1024 * 1024))


def abort(megabytes: str) -> None:
    """Grow, then end as a C library does that gets no memory."""
    eat(megabytes)
    time.sleep(0.3)
    os.abort()


def fail(words: str) -> None:
    raise ValueError(words)


HARM: dict[str, Callable[[str], None]] = {
    "hang": hang,
    "spin": spin,
    "eat": eat,
    "abort": abort,
    "raise": fail,
    "exit": lambda code: os._exit(int(code)),
    "signal": lambda number: os.kill(os.getpid(), int(number)),
}
TEXTS: dict[str, Callable[[ReadCall, str], str]] = {
    "boast": lambda _, megabytes: "x" * int(megabytes) * 1024 * 1024,
    "context": lambda call, _: str(dict(call.context.headers)),
    "environment": lambda _, name: os.environ.get(name, "(unset)"),
}


def echo(call: ReadCall) -> Reading:
    """Read a text as its own story."""
    return Reading(
        kind=PageKind.ARTICLE, title="A story", text=call.payload.decode(), reader="echo"
    )
