"""`winnow clean`: read files and print what was read; nothing is stored."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from words.exit_codes import ExitCode

if TYPE_CHECKING:
    from pipelines.children.calls import ReadAnswer
    from pipelines.children.pool import Workers
    from pipelines.importing.inputs import Input

STDIN = Path("-")


def clean(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders; - reads one from stdin.")],
    url: Annotated[str, typer.Option(help="Where the one file came from.")] = "",
    explain: Annotated[
        bool,
        typer.Option("--explain", help="For people: all visible text, each block kept or cut."),
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Reading processes.")] = 2,
) -> None:
    """Read pages, text dumps and PDFs; print one JSON object a file, with what was cut and why.

    Needs no home and no database. A file that cannot be read gives an object with `failure`, or
    of kind `unreadable`, and the exit code 3.

    --explain prints the visible text of a page in order, none of it left out: what was cut is led
    by a dash, with its class, its rule and what the rule went by.

    Examples:

        winnow clean story.html --url https://www.example.org/news/story | jq .text

        winnow clean story.html --explain | less

        curl -s https://www.example.org/news/story | winnow clean -
    """
    from cli.audit import print_answer
    from cli.errors import UsageError
    from pipelines.children.pool import Workers
    from pipelines.importing.inputs import find_files, is_web_address

    named = [path for path in paths if path != STDIN]
    try:
        found = find_files(named)
    except FileNotFoundError as error:
        raise UsageError(f"{error.filename}: no such file or folder") from error
    files = [*found.files, *([STDIN] if STDIN in paths else [])]
    if url and len(files) != 1:
        raise UsageError(f"--url names one page, but there are {len(files)} files")
    if url and not is_web_address(url):
        raise UsageError(f"--url {url!r} is not an http(s) address")
    all_well = True
    with Workers(min(workers, max(1, len(files)))) as pool:
        for given, answer in _answers(_inputs(files, url or None), pool):
            record = as_record(given, answer)
            all_well = all_well and is_readable(record)
            if explain:
                print_answer(given.name, answer)
            else:
                print(json.dumps(record, ensure_ascii=False, default=_plain))
    raise typer.Exit(ExitCode.WELL if all_well else ExitCode.PARTIAL)


def _inputs(files: list[Path], url: str | None) -> Iterator[Input]:
    from pipelines.importing.inputs import input_of, read_inputs

    for path in files:
        if path == STDIN:
            yield input_of(path, sys.stdin.buffer.read(), url)
        else:
            yield from read_inputs(path, url=url)


def _answers(inputs: Iterator[Input], pool: Workers) -> Iterator[tuple[Input, ReadAnswer]]:
    """Yield each input with what was read, in order; a few are read at a time."""
    waiting: deque[tuple[Input, Future[ReadAnswer]]] = deque()
    for given in inputs:
        waiting.append((given, _ask(given, pool)))
        while len(waiting) > pool.count * 2:
            first, future = waiting.popleft()
            yield first, future.result()
    for given, future in waiting:
        yield given, future.result()


def _ask(given: Input, pool: Workers) -> Future[ReadAnswer]:
    from pipelines.children.calls import ReadCall, ReadFailure
    from pipelines.page.forms import role_of
    from pipelines.reading.model import PageContext
    from words.roles import Role

    if given.problem is not None:
        failed: Future[ReadAnswer] = Future()
        failed.set_result(ReadFailure(code=given.problem.code, detail=given.problem.words))
        return failed
    expected = Role.PUBLICATION if given.is_document else Role.ARTICLE
    context = PageContext(
        headers=given.headers, content_type=given.content_type, fetched_at=given.fetched_at
    )
    return pool.read(
        ReadCall(
            role=role_of(expected, given.payload, given.content_type),
            payload=given.payload,
            url=given.url,
            content_type=given.content_type,
            context=context,
        )
    )


def as_record(given: Input, answer: ReadAnswer) -> dict[str, Any]:
    """Return the JSON object of one file: its name, then the fields of what was read."""
    from pipelines.children.calls import ReadFailure

    if isinstance(answer, ReadFailure):
        return {"file": given.name, "failure": asdict(answer)}
    return {"file": given.name, **asdict(answer)}


def is_readable(record: dict[str, Any]) -> bool:
    """Whether something could be read: a page of any kind, or a document with text."""
    return record.get("kind") not in (None, "unreadable", "encrypted", "no_text_layer")


def _plain(value: object) -> str:
    """Give JSON what it does not know; anything else is a mistake of ours."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a record")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("clean")(clean)
