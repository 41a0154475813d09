"""What docs/reading.md says besides its written tables, held against the vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler import fetching
from crawler.fetch_errors import FetchError
from db.states import PageState
from pipelines.ofsted.model import PublicationKind
from pipelines.reading.model import PageKind
from pipelines.storing.verdict import BAD_DOCUMENTS, NO_STORY
from words.alarms import AlarmCode
from words.doubts import ALARMING
from words.quarantine import QuarantineCode
from words.reasons import Reason, reason_of_status

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
WRITTEN = re.compile(r"<!-- table: .*?<!-- end of table -->", re.DOTALL)


def test_no_table_of_codes_is_written_by_hand() -> None:
    left = WRITTEN.sub("", TEXT)
    assert not re.search(r"^\| `", left, re.MULTILINE)


def test_no_alarm_has_the_name_of_a_doubt_that_alarms() -> None:
    assert not set(AlarmCode) & set(ALARMING)


def test_a_reason_goes_with_a_state_that_keeps_a_page_out() -> None:
    kept = {PageState.PENDING, PageState.STORED, PageState.UNCHANGED, PageState.QUARANTINED}
    assert {reason.state for reason in Reason} == set(PageState) - kept


def errors(base: type[FetchError] = FetchError) -> Iterator[type[FetchError]]:
    """Yield every error whose code is that of its class."""
    for error in base.__subclasses__():
        if "code" in vars(error):
            yield error
        yield from errors(error)


@pytest.mark.parametrize("error", list(errors()), ids=lambda one: one.__name__)
def test_why_a_page_was_not_fetched_is_a_reason_of_its_state(error: type[FetchError]) -> None:
    assert fetching.Failed in FetchError.__subclasses__()
    assert Reason(error.code).state == error.state


def test_every_kind_that_is_no_story_has_a_reason_or_a_code() -> None:
    stored = {PageKind.ARTICLE, PageKind.LIVE}
    apart = {PageKind.SOFT_404, PageKind.UNREADABLE}
    assert set(NO_STORY) == set(PageKind) - stored - apart
    assert all(reason == kind for kind, reason in NO_STORY.items())
    apart_too = {PublicationKind.PUBLICATION, PublicationKind.SOFT_404}
    assert set(BAD_DOCUMENTS) == set(PublicationKind) - apart_too
    assert all(code == kind for kind, code in BAD_DOCUMENTS.items())


@pytest.mark.parametrize(
    ("status", "reason"),
    [(403, "blocked"), (404, "status_404"), (410, "status_410"), (500, "status_500")],
)
def test_a_status_that_gives_no_page_has_a_reason(status: int, reason: str) -> None:
    assert reason_of_status(status) == reason


def test_codes_are_short_words_that_a_person_can_type() -> None:
    for code in (*QuarantineCode, *AlarmCode, *ALARMING):
        assert re.fullmatch(r"[a-z0-9]+(?:_[a-z0-9]+)*", code)
