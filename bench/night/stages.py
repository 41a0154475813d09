"""What a page costs in a reading child, step by step: measured in this process, nothing stored."""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.reduction import ForkingPickler
from typing import TypeVar

from lxml import html

from bench.night.corpus import ServedPage
from bench.watched import watch
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ReadCall
from pipelines.children.read import read_call
from pipelines.storing.prepare import made_ready
from words.roles import Role
from words.runs import Origin

T = TypeVar("T")
R = TypeVar("R")
IN_CHILD = ("lxml's parse", "the rest of reading", "made ready to be stored", "over the pipe")


def child_stages(pages: list[ServedPage]) -> dict[str, float]:
    """Return the CPU milliseconds a page of each step in a child."""
    captures = [_capture(page) for page in pages]
    calls = [_call(capture) for capture in captures]
    read_call(calls[0])  # what is loaded once
    _, parse = _spent(lambda call: html.document_fromstring(call.payload), calls)
    answers, read = _spent(read_call, calls)
    ready, made = _spent(lambda both: made_ready(*both), list(zip(captures, answers, strict=True)))
    _, taken = _spent(pickle.loads, [bytes(ForkingPickler.dumps(call)) for call in calls])
    _, back = _spent(ForkingPickler.dumps, ready)
    return dict(zip(IN_CHILD, (parse, read - parse, made, taken + back), strict=True))


def start_seconds() -> float:
    """Return the CPU seconds that starting one reading child takes."""
    command = [sys.executable, "-P", "-c", "import pipelines.children.read"]
    return min(watch(command).cpu for _ in range(2))


def _spent(work: Callable[[T], R], values: Iterable[T]) -> tuple[list[R], float]:
    """Return what became of each value, and the CPU milliseconds that one took."""
    started = time.process_time()
    done = [work(value) for value in values]
    return done, (time.process_time() - started) * 1000 / len(done)


def _capture(page: ServedPage) -> CaptureToRead:
    """Return a page as a night captures it."""
    headers = {"content-type": "text/html; charset=utf-8"}
    return CaptureToRead(
        page_id=1,
        capture_id=1,
        run_id=1,
        source_id=1,
        source_key="title_0",
        role=Role.ARTICLE,
        url=f"http://www.title-0.test{page.path}",
        payload=page.html,
        content_type=headers["content-type"],
        status=200,
        headers=headers,
        fetched_at=datetime.now(UTC),
        origin=Origin.CRAWL,
        topic="all",
    )


def _call(capture: CaptureToRead) -> ReadCall:
    """Return the call that a night makes for a capture."""
    return ReadCall(
        role=Role.ARTICLE,
        payload=capture.payload,
        url=capture.url,
        content_type=capture.content_type,
        store=replace(capture, payload=b""),
    )
