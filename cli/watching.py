"""What a person sees while a night runs: a live line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.progress import Event, Progress

SECONDS_BETWEEN_LINES = 30.0


@contextmanager
def watching() -> Iterator[Progress]:
    """Give the callback that a night reports to."""
    if sys.stderr.isatty():
        with live_line() as progress:
            yield progress
    else:
        yield PlainLines()


class PlainLines:
    """One line a finished source, and one every half minute while pages settle."""

    def __init__(self) -> None:
        self._settled = 0
        self._spoke_at = time.monotonic()

    def __call__(self, event: Event) -> None:
        """Print what is worth a line in a log."""
        from crawler.progress import Happened

        if event.kind is Happened.PAGE_SETTLED:
            self._settled += 1
            if time.monotonic() - self._spoke_at < SECONDS_BETWEEN_LINES:
                return
            words = f"{self._settled} pages settled, {event.finished}/{event.sources} sources done"
        elif event.kind is Happened.SOURCE_FINISHED:
            words = f"{event.finished}/{event.sources} {event.source}: {in_words(event.counts)}"
            words += f" ({event.detail})" if event.detail else ""
        elif event.kind is Happened.STOPPING:
            words = f"stopping: {event.detail}"
        else:
            return
        self._spoke_at = time.monotonic()
        with suppress(OSError):  # whoever listened has gone: the night goes on
            print(words, file=sys.stderr, flush=True)


def in_words(counts: dict[str, int]) -> str:
    """Return counts as "stored 12, unchanged 3"; "nothing" where all are zero."""
    named = [f"{name} {count}" for name, count in counts.items() if count]
    return ", ".join(named) or "nothing"


@contextmanager
def live_line() -> Iterator[Progress]:
    """Draw one progress bar over the sources, with the page counts of the whole night."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from crawler.progress import Happened

    bar = Progress(
        TextColumn("{task.fields[done]} sources"),
        BarColumn(),
        TextColumn("{task.fields[pages]} pages  {task.fields[latest]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task("night", total=None, done="0", pages=0, latest="")
        pages = 0

        def tell(event: Event) -> None:
            nonlocal pages
            pages += event.kind is Happened.PAGE_SETTLED
            if event.kind is Happened.SOURCE_FINISHED:
                bar.console.print(f"{event.source}: {in_words(event.counts)}", highlight=False)
            latest = event.detail if event.kind is Happened.STOPPING else event.source
            bar.update(
                task,
                total=event.sources or None,
                completed=event.finished,
                done=f"{event.finished}/{event.sources}" if event.sources else "0",
                pages=pages,
                latest=latest or "",
            )

        yield tell
