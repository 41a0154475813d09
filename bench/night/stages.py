"""What a page costs in a reading child, step by step: measured in this process, nothing stored."""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.reduction import ForkingPickler
from statistics import fmean

from lxml import html

from bench.night.corpus import ServedPage
from bench.watched import watch
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ReadCall
from pipelines.children.read import read_call
from pipelines.storing.prepare import made_ready
from words.roles import Role
from words.runs import Origin

IN_CHILD = ("lxml's parse", "the rest of reading", "made ready to be stored", "over the pipe")


def child_stages(pages: Sequence[ServedPage]) -> dict[str, float]:
    """Return the CPU milliseconds a page of each step in a child.

    Each page is gone through twice and the quicker turn counts: neighbours on a busy machine make
    some turns dear.
    """
    turns = zip(*([_steps(page) for page in pages] for _ in range(2)), strict=True)
    quicker = [[min(pair) for pair in zip(*both, strict=True)] for both in turns]
    means = (1000 * fmean(step) for step in zip(*quicker, strict=True))
    return dict(zip(IN_CHILD, means, strict=True))


def _steps(page: ServedPage) -> list[float]:
    """Return the CPU seconds of each step with one page; nothing of it is kept."""
    capture = _capture(page)
    call = _call(capture)
    sent = bytes(ForkingPickler.dumps(call))
    clock = [time.process_time()]
    html.document_fromstring(page.html)
    clock.append(time.process_time())
    answer = read_call(call)
    clock.append(time.process_time())
    ready = made_ready(capture, answer)
    clock.append(time.process_time())
    pickle.loads(sent)  # noqa: S301 - packed just above
    ForkingPickler.dumps(ready)
    clock.append(time.process_time())
    parse, read, made, pipe = (end - start for start, end in pairwise(clock))
    return [parse, read - parse, made, pipe]


def start_seconds() -> float:
    """Return the CPU seconds that starting one reading child takes."""
    command = [sys.executable, "-P", "-c", "import pipelines.children.read"]
    return min(watch(command).cpu for _ in range(2))


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
