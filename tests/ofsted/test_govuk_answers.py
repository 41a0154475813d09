"""GOV.UK's search and content answers, whole, old and broken."""

import json
from datetime import UTC, date, datetime

import pytest

from pipelines.ofsted.govuk import (
    ContentItem,
    GovukError,
    SearchAnswer,
    as_at_date,
    latest_as_at,
    read_content_item,
    read_search_answer,
)


def item(**fields: object) -> ContentItem:
    made = read_content_item(json.dumps({"base_path": "/government/x", **fields}))
    assert isinstance(made, ContentItem)
    return made


def test_a_page_of_results_is_read() -> None:
    answer = read_search_answer(
        json.dumps(
            {
                "total": 1501,
                "start": 100,
                "results": [
                    {
                        "title": "Main findings",
                        "link": "/government/statistics/main-findings",
                        "public_timestamp": "2026-03-04T09:30:00Z",
                        "content_store_document_type": "official_statistics",
                        "organisations": [{"slug": "ofsted", "title": "Ofsted"}],
                    }
                ],
                "aggregates": {
                    "content_store_document_type": {
                        "options": [{"value": {"slug": "guidance"}, "documents": 12}]
                    }
                },
            }
        )
    )
    assert isinstance(answer, SearchAnswer)
    assert (answer.total, answer.start) == (1501, 100)
    assert answer.results[0].url == "https://www.gov.uk/government/statistics/main-findings"
    assert answer.results[0].published_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    assert answer.results[0].organisations == ("ofsted",)
    assert answer.counts == (("guidance", 12),)


def test_a_refusal_keeps_its_words() -> None:
    answer = read_search_answer('{"error": "Unexpected parameters: foo"}')
    assert answer == GovukError(code="refused", words="Unexpected parameters: foo")


@pytest.mark.parametrize("data", ["", "<html>", "[1]", "null", "[" * 50_000])
def test_what_is_no_json_object_is_an_error(data: str) -> None:
    for read in (read_search_answer, read_content_item):
        answer = read(data)
        assert isinstance(answer, GovukError)
        assert answer.code == "not_json"


def test_listed_attachments_carry_their_day() -> None:
    made = item(
        details={
            "attachments": [
                {
                    "title": "Inspections as at 31 Dec 2025",
                    "url": "/media/a/one.csv",
                    "file_size": 9,
                },
                {"title": "Inspections as at 30 April 2026", "url": "/media/b/two.csv"},
                {"title": "Notes", "url": "/government/x/notes", "attachment_type": "html"},
            ]
        }
    )
    assert [one.as_at for one in made.attachments] == [date(2025, 12, 31), date(2026, 4, 30), None]
    latest = latest_as_at(made.attachments)
    assert latest is not None
    assert latest.url == "https://www.gov.uk/media/b/two.csv"
    assert made.attachments[2].is_html
    assert made.attachments[0].size == 9


def test_files_of_older_items_are_read_from_the_body() -> None:
    body = (
        '<section class="attachment embedded"><h2 class="title"><a href="/government/uploads/'
        'system/uploads/attachment_data/file/5/a.xlsx">Inspections at 31 March 2018</a></h2>'
        '<a href="/'
        'government/uploads/system/uploads/attachment_data/file/5/a.csv/preview">View online</a>'
        '</section><p><a href="/help">Help</a></p>'
    )
    made = item(details={"body": body})
    assert [(one.title, one.filename, one.as_at) for one in made.attachments] == [
        ("Inspections at 31 March 2018", "a.xlsx", date(2018, 3, 31))
    ]


def test_a_withdrawn_item_is_there_with_its_notice() -> None:
    notice = {"explanation": "<p>See the new one.</p>", "withdrawn_at": "2016-07-12T09:52:00Z"}
    made = item(withdrawn_notice=notice, schema_name="publication")
    assert (made.state, made.withdrawn_notice) == ("withdrawn", "See the new one.")
    assert made.withdrawn_at == datetime(2016, 7, 12, 9, 52, tzinfo=UTC)


def test_moved_and_removed_items_say_so() -> None:
    moved = item(schema_name="redirect", redirects=[{"path": "/x", "destination": "/guidance/y"}])
    assert (moved.state, moved.moved_to) == ("redirect", "https://www.gov.uk/guidance/y")
    assert item(schema_name="gone").state == "gone"


def test_changes_and_linked_documents_are_kept() -> None:
    made = item(
        details={
            "change_history": [
                {"public_timestamp": "2026-05-01T09:30:00+01:00", "note": "Added April."},
                {"public_timestamp": "when", "note": "First published."},
            ]
        },
        links={"documents": [{"base_path": "/guidance/a"}], "organisations": [{"title": "Ofsted"}]},
    )
    assert [one.note for one in made.changes] == ["Added April.", "First published."]
    assert made.changes[0].changed_at is not None
    assert made.changes[1].changed_at is None
    assert made.documents == ("https://www.gov.uk/guidance/a",)
    assert made.organisations == ("Ofsted",)


def test_an_object_without_a_path_is_no_content() -> None:
    answer = read_content_item('{"title": "x"}')
    assert isinstance(answer, GovukError)
    assert answer.code == "not_content"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("State-funded schools: as at 31 August 2026", date(2026, 8, 31)),
        ("Inspections as at 30 Apr 2026 (CSV)", date(2026, 4, 30)),
        ("Providers at 31 Dec 2020", date(2020, 12, 31)),
        ("Year to date, 2025 to 2026", None),
        ("August 2026", None),
    ],
)
def test_the_day_of_a_title_is_read_or_left_open(title: str, wanted: date | None) -> None:
    assert as_at_date(title) == wanted
