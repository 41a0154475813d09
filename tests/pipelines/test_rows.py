"""From what was read to the rows that keep it."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.ofsted.model import (
    DateRange,
    Evidence,
    Fact,
    Judgement,
    Publication,
    PublicationKind,
)
from pipelines.reading.model import PageKind, Reading, RemovedBlock, Span
from pipelines.storing import publication_rows, rows
from words.frameworks import Framework
from words.null_reasons import NullReason


def publication(*days: tuple[date, date], **changes: object) -> Publication:
    fields: dict[str, object] = {
        "kind": PublicationKind.PUBLICATION,
        "framework": Framework.ILACS_FOCUSED_VISIT,
        "event_type": "focused visit",
        "provider": "Marlshire",
        "title": "Focused visit to Marlshire children’s services",
        "inspected": tuple(DateRange(started_on=a, ended_on=b) for a, b in days),
    }
    return Publication(**(fields | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([(date(2022, 9, 21), date(2022, 9, 22))], "21 to 22 September 2022"),
        ([(date(2022, 9, 21), date(2022, 9, 21))], "21 September 2022"),
        ([(date(2022, 9, 28), date(2022, 10, 3))], "28 September to 3 October 2022"),
        ([(date(2022, 12, 28), date(2023, 1, 3))], "28 December 2022 to 3 January 2023"),
        (
            [(date(2022, 9, 5), date(2022, 9, 6)), (date(2022, 9, 19), date(2022, 9, 20))],
            "5 to 20 September 2022",
        ),
    ],
)
def test_a_document_is_titled_by_subject_event_and_days(
    days: list[tuple[date, date]], words: str
) -> None:
    assert (
        publication_rows.document_title(publication(*days)) == f"Marlshire: focused visit, {words}"
    )


def test_a_short_inspection_is_called_an_inspection() -> None:
    document = publication((date(2022, 9, 5), date(2022, 9, 9)), event_type="short")
    assert (
        publication_rows.document_title(document)
        == "Marlshire: short inspection, 5 to 9 September 2022"
    )


@pytest.mark.parametrize("missing", [{"provider": None}, {"event_type": None}, {}])
def test_a_title_is_never_half_composed(missing: dict[str, None]) -> None:
    days = [(date(2022, 9, 5), date(2022, 9, 9))] if missing else []
    document = publication(*days, **missing)
    assert (
        publication_rows.document_title(document)
        == "Focused visit to Marlshire children’s services"
    )


def test_a_day_of_publication_is_the_same_day_in_utc_and_in_london() -> None:
    document = publication(published_printed=date(2022, 7, 1))
    version = publication_rows.version_of_publication(
        document, capture_id=1, origin="import", listing={}
    )
    assert version.published_at is not None
    assert version.published_at.isoformat() == "2022-07-01T00:00:00+00:00"
    assert version.published_precision == "day"


def test_the_day_of_the_site_comes_before_the_day_of_the_letter() -> None:
    document = publication(published_printed=date(2022, 7, 1))
    listing = {"published_on": "2022-07-19"}
    version = publication_rows.version_of_publication(
        document, capture_id=1, origin="crawl", listing=listing
    )
    assert version.published_at is not None
    assert version.published_at.date() == date(2022, 7, 19)


def test_a_document_without_a_day_has_none() -> None:
    version = publication_rows.version_of_publication(
        publication(), capture_id=1, origin="x", listing={}
    )
    assert (version.published_at, version.published_precision) == (None, None)


def test_a_value_that_is_missing_keeps_its_reason() -> None:
    document = publication(
        judgements=(
            Judgement(area="a", label="A", reason=NullReason.NOT_REPORTED_POST_REFORM),
            Judgement(area="b", label="B", grade="good", evidence=Evidence(words="Good", page=1)),
        ),
        facts=(Fact(name="theme", reason=NullReason.NOT_PRINTED),),
        improvements=("The quality of plans.",),
    )
    first, second = publication_rows.judgement_rows(document)
    assert (first.grade, first.null_reason) == (None, "not_reported_post_reform")
    assert (second.evidence_words, second.evidence_page, second.null_reason) == ("Good", 1, None)
    theme, improvement = publication_rows.fact_rows(document)
    assert (theme.value, theme.null_reason) == (None, "not_printed")
    assert improvement.evidence_words == improvement.value == "The quality of plans."


def test_nothing_that_cannot_be_stored_gets_through() -> None:
    reading = Reading(
        kind=PageKind.ARTICLE,
        title="A\x00 title\ud800",
        text="One.\n\nTwo\tthree.\x07",
        removed=(
            RemovedBlock(
                rule="r", kind="k", text="x\x00", position=0, spans=(Span(start=0, end=2),)
            ),
        ),
    )
    version = rows.version_of_reading(reading, capture_id=1, origin="crawl")
    assert (version.title, version.text) == ("A title", "One.\n\nTwo\tthree.")
    assert version.removed[0].text == "x"
    assert version.removed[0].spans == [[0, 2]]


def test_a_time_without_a_zone_is_no_time() -> None:
    assert rows.iso_time("2026-01-01T10:00:00") is None
    assert rows.iso_time(None) is None
    with pytest.raises(ValueError, match="tomorrow"):
        rows.iso_time("tomorrow")
