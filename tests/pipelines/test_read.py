"""The right reader reads the bytes, and what none can read is named."""

from __future__ import annotations

import json
import random

import pytest

import pipelines.children.read
from pipelines.children.calls import ReadCall, ReadFailure
from pipelines.children.read import read_call
from pipelines.ofsted.model import Publication, PublicationKind
from pipelines.reading.model import PageKind, Reading
from words.doubts import Doubt, PageDoubt, codes
from words.quarantine import QuarantineCode
from words.roles import Role

STORY = [
    "Inspectors have praised the warmth of a village school in Lower Fenwick after a visit in May.",
    "The report says that pupils at the school are kind to one another and proud of their work.",
    "“Staff know every child and what that child needs,” wrote the lead inspector, Ann Marlow.",
    "The school, which has ninety pupils, was last visited by inspectors six years ago this June.",
]
PAGE = (
    "<!doctype html><html lang=en><head><title>School praised</title></head><body><main><article>"
    "<h1>School praised by Ofsted</h1>"
    + "".join(f"<p>{line}</p>" for line in STORY)
    + "</article></main></body></html>"
).encode()


def call(payload: bytes, role: str = "article", **changes: str) -> ReadCall:
    return ReadCall(role=role, payload=payload, url="https://news.example/1", **changes)  # type: ignore[arg-type]


def failure(payload: bytes, role: str = "article") -> ReadFailure:
    answer = read_call(call(payload, role))
    assert isinstance(answer, ReadFailure), answer
    return answer


def test_a_page_becomes_a_reading() -> None:
    answer = read_call(call(PAGE))
    assert isinstance(answer, Reading)
    assert answer.kind is PageKind.ARTICLE
    assert answer.text.startswith(STORY[0])
    assert answer.text.endswith(STORY[-1])


def test_a_dump_becomes_a_reading() -> None:
    answer = read_call(call("\n\n".join(["School praised by Ofsted", *STORY]).encode(), "text"))
    assert isinstance(answer, Reading)
    assert answer.title == "School praised by Ofsted"
    assert answer.text == "\n\n".join(STORY)


def test_a_pdf_is_a_pdf_whatever_it_is_called() -> None:
    answer = read_call(call(b"%PDF-1.4 broken", content_type="text/html"))
    assert isinstance(answer, Publication)
    assert answer.kind is PublicationKind.UNREADABLE


def test_a_not_found_page_in_place_of_a_pdf_is_seen() -> None:
    page = b"<html><head><title>Report not found - Find a report</title></head><body></body></html>"
    answer = read_call(call(page, "publication"))
    assert isinstance(answer, Publication)
    assert answer.kind is PublicationKind.SOFT_404


@pytest.mark.parametrize("role", ["article", "text", "publication"])
def test_nothing_is_an_empty_file(role: str) -> None:
    assert failure(b" \n", role).code is QuarantineCode.EMPTY_FILE


def test_ten_megabytes_of_noise_are_not_text() -> None:
    assert failure(random.Random(2).randbytes(10_000_000)).code is QuarantineCode.NOT_TEXT


def test_a_page_of_more_than_twenty_megabytes_is_too_large() -> None:
    assert failure(PAGE + b" " * (20 * 1024 * 1024)).code is QuarantineCode.TOO_LARGE


@pytest.mark.parametrize(
    ("reason", "code"),
    [("MemoryError: ", QuarantineCode.MEMORY), ("KeyError: 'x'", QuarantineCode.READER_ERROR)],
)
def test_a_readers_own_fault_is_called_one(
    monkeypatch: pytest.MonkeyPatch, reason: str, code: QuarantineCode
) -> None:
    fault = Reading(kind=PageKind.UNREADABLE, reason=reason, doubts=(Doubt(PageDoubt.FAULT),))
    monkeypatch.setattr(pipelines.children.read, "read_html", lambda *_: fault)
    assert failure(PAGE).code is code


def content(**changes: object) -> bytes:
    item: dict[str, object] = {
        "base_path": "/government/news/marlow-college",
        "title": "Marlow College: monitoring visit",
        "description": "What inspectors found.",
        "document_type": "press_release",
        "locale": "en",
        "first_published_at": "2026-02-03T09:30:00Z",
        "details": {"body": "".join(f"<p>{line}</p>" for line in STORY)},
    }
    return json.dumps(item | changes).encode()


def test_a_content_item_is_read_from_its_own_fields() -> None:
    answer = read_call(call(content(), Role.CONTENT))
    assert isinstance(answer, Reading)
    assert (answer.kind, answer.title) == (PageKind.ARTICLE, "Marlow College: monitoring visit")
    assert (answer.standfirst, answer.section) == ("What inspectors found.", "press_release")
    assert answer.text == "\n\n".join(STORY)
    assert answer.published is not None
    assert answer.published.isoformat() == "2026-02-03T09:30:00+00:00"


def test_a_content_item_without_a_body_is_its_description() -> None:
    answer = read_call(call(content(details={}), Role.CONTENT))
    assert isinstance(answer, Reading)
    assert answer.text == "What inspectors found."
    assert "no_body" in codes(answer.doubts)


def test_a_content_item_that_moved_is_gone_and_says_where_to() -> None:
    moved = content(
        schema_name="redirect", redirects=[{"path": "/a", "destination": "/government/news/b"}]
    )
    answer = read_call(call(moved, Role.CONTENT))
    assert isinstance(answer, Reading)
    assert answer.kind is PageKind.SOFT_404
    assert "/government/news/b" in (answer.reason or "")


def test_a_content_item_that_is_no_json_is_named() -> None:
    assert failure(b"<html>busy</html>", Role.CONTENT).code is QuarantineCode.NOT_JSON


@pytest.mark.parametrize("size", [1, 10, 400, 3000])
def test_mutilated_bytes_never_raise(size: int) -> None:
    chance = random.Random(size)
    for _ in range(40):
        data = bytearray(PAGE)
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        start = chance.randrange(len(data))
        answer = read_call(call(bytes(data[start : start + size])))
        assert isinstance(answer, Reading | Publication | ReadFailure)
