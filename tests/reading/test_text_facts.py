"""Kind, access, byline, dates and doubts of a dump; the listing's headline; repeated blocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.reading import Access, PageContext, PageKind, Precision, block_digest, read_text
from words.doubts import codes, stored_form

_TITLE = "Inspectors find steady progress in Brackwater children's services"
_STORY = (
    "Children in Brackwater are getting help sooner than they were a year ago, inspectors said.",
    "The visit looked at how the council in Brackwater responds to a concern about a child.",
    "Inspectors said caseloads in two of the six children's teams in Brackwater were too high.",
)
_NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


def _dump(*head: str, tail: tuple[str, ...] = ()) -> str:
    return "\n\n".join([*head, *_STORY, *tail])


@pytest.mark.parametrize(
    ("line", "published", "modified", "precision"),
    [
        (
            "Published: 06:00, 02 December 2022",
            datetime(2022, 12, 2, 6, tzinfo=UTC),
            None,
            Precision.TIME,
        ),
        (
            "PUBLISHED: 07:15 12 May 2018 | UPDATED: 09:01 13 May 2018",
            datetime(2018, 5, 12, 6, 15, tzinfo=UTC),
            datetime(2018, 5, 13, 8, 1, tzinfo=UTC),
            Precision.TIME,
        ),
        ("Published 6th Dec 2024", datetime(2024, 12, 6, tzinfo=UTC), None, Precision.DAY),
        (
            "Friday, September 20, 2019",
            datetime(2019, 9, 20, tzinfo=UTC),
            None,
            Precision.DAY,
        ),
    ],
)
def test_a_printed_date_is_read_and_kept_as_a_candidate(
    line: str, published: datetime, modified: datetime | None, precision: Precision
) -> None:
    reading = read_text(_dump(_TITLE, "By Jo Tansley", line))
    assert reading.published == published
    assert reading.modified == modified
    assert reading.published_precision is precision
    assert any(c.field == "published" and c.chosen for c in reading.candidates)
    assert line not in reading.text


def test_a_date_in_the_future_is_refused_with_the_reason() -> None:
    line = "Published: 06:00, 02 December 2030"
    reading = read_text(_dump(_TITLE, line), PageContext(fetched_at=_NOW))
    assert reading.published is None
    assert "no_date" in codes(reading.doubts)
    (candidate,) = [c for c in reading.candidates if c.field == "published"]
    assert candidate.why == "refused: in the future"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jo Tansley", "Jo Tansley"),
        ("By Jo Tansley and Sam Okoro", "Jo Tansley; Sam Okoro"),
        ("By Jo Tansley, News Reporter", "Jo Tansley"),
        ("By Robin Hale, local democracy reporter", "Robin Hale"),
        ("By: Jude Finch", "Jude Finch"),
    ],
)
def test_a_printed_byline_is_read(line: str, names: str) -> None:
    assert read_text(_dump(_TITLE, line)).byline == names


def test_the_byline_of_a_teaser_below_the_story_is_not_the_storys() -> None:
    tail = ("Related articles", *("Bowls club opens its new green to all",) * 4, "By Ann Penn")
    assert read_text(_dump(_TITLE, tail=tail)).byline is None


def test_the_headline_that_the_listing_gave_is_the_headline() -> None:
    dump = _dump("Storm closes eight schools in Brackwater", "Good news for once")
    context = PageContext(listing_title="Storm closes eight schools in Brackwater")
    assert read_text(dump, context).title == "Storm closes eight schools in Brackwater"


def test_a_block_known_to_repeat_on_the_source_goes_with_the_evidence() -> None:
    line = "The Argosy has served the people of the coast since the year of the flood."
    evidence = "seen on 37 of 40 pages of this source"
    context = PageContext(repeated_blocks={block_digest(line): evidence})
    reading = read_text(_dump(_TITLE, tail=(line,)), context)
    (cut,) = [block for block in reading.removed if block.rule == "site-template"]
    assert cut.text == line
    assert cut.evidence == evidence
    assert line in read_text(_dump(_TITLE, tail=(line,))).text


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Page not found", "Sorry, we could not find that story.", "Home"], PageKind.SOFT_404),
        (["Please enable JavaScript to view this page", "Loading"], PageKind.NEEDS_JS),
        (
            [
                "We and our partners use information collected through cookies to improve this.",
                "Some cookies are needed for this site to run.",
                "Accept all",
            ],
            PageKind.CONSENT,
        ),
        (
            ["Council vote", "Already subscribed? Log in", "Register now to continue reading"],
            PageKind.WALL,
        ),
        (
            [f"Bowls club number {n} opens its new green to all" for n in range(20)],
            PageKind.INDEX,
        ),
    ],
)
def test_a_page_without_a_story_is_named_and_keeps_no_text(
    lines: list[str], kind: PageKind
) -> None:
    reading = read_text("\n\n".join(lines))
    assert reading.kind is kind
    assert reading.text == ""
    assert reading.access is Access.NONE
    assert reading.reason


def test_a_list_of_ratings_with_one_sentence_is_still_a_story() -> None:
    lines = ["The nursery was rated by the inspectors in these areas last month:"]
    lines += [f"Area number {n}: good" for n in range(15)]
    lines += ["The owner of the nursery said that she was proud of her staff and of the children."]
    reading = read_text("\n\n".join(lines))
    assert reading.kind is PageKind.ARTICLE
    assert reading.text == "\n\n".join(lines)


def test_a_wall_behind_the_first_paragraphs_makes_the_text_partial() -> None:
    tail = ("Create a FREE account to continue reading", "Already have an account? Log in")
    reading = read_text(_dump(_TITLE, tail=tail))
    assert reading.access is Access.PARTIAL
    assert reading.kind is PageKind.ARTICLE
    assert "partial" in codes(reading.doubts)
    assert read_text(_dump(_TITLE)).access is Access.FULL


def test_a_live_blog_is_named() -> None:
    entries = [part for n, line in enumerate(_STORY) for part in (f"{n + 1} hours ago", line)]
    reading = read_text("\n\n".join([f"Storm LIVE: {_TITLE}", "Key events", *entries]))
    assert reading.kind is PageKind.LIVE
    assert reading.reason


def test_what_a_dump_does_not_print_is_none_and_a_doubt() -> None:
    reading = read_text(_STORY[0])
    assert (reading.title, reading.byline, reading.published) == (None, None, None)
    assert {"no_title", "no_date", "short_text"} <= {*stored_form(reading.doubts)}


def test_a_sentence_below_the_story_that_was_cut_is_a_doubt() -> None:
    tail = ("More from Brackwater Argosy", "Bowls club opens green", "Members came on Saturday.")
    tail += ("They played until the lights went out.",)
    reading = read_text(_dump(_TITLE, tail=tail))
    assert reading.text == "\n\n".join(_STORY)
    assert "sentences_outside_body" in codes(reading.doubts)
