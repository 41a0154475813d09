"""What holds for every dump: the face never raises, spans share out the visible text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading import PageKind, Reading, read_text
from words.doubts import codes

_LINES = (
    "Inspectors find steady progress in Brackwater children's services",
    "Children in Brackwater are getting help sooner than they were a year ago, inspectors say.",
    "“Workers know families well and see children often,” the letter about Brackwater says.",
    "Caseloads in two of the six teams in Brackwater were described by inspectors as too high.",
    "However, inspectors said that children in Brackwater waited too long for a plan.",
    "The provider has been approached for comment.",
    "  • Leadership and management: requires improvement",
    "The nursery was rated:",
    "What happens next",
    "On Air Now Tia Fern 1:00pm - 3:00pm",
    "Now Playing The Lanterns Slow Train Home",
    "Advertisement",
    "Hide Ad",
    "Hide AdAdvertisement Hide AdThe council said that it had hired five more social workers.",
    "READ MORE: Councillors clash over plan for bypass",
    "Read more:",
    "Sign up to our daily newsletter",
    "Newsletter",
    "More from Brackwater Argosy",
    "Weather",
    "  • Thu",
    "    9°C",
    "By Jo Tansley",
    "Published: 06:00, 02 December 2022",
    "The town hall (Image: Anyshire Live)",
    "Share",
    "Comments",
    "Follow us on Facebook, Twitter and Instagram",
    "© 2024 Newsco Media Ltd",
    "Terms and Conditions",
    "Itâ€™s a long way to Brackwater, the driver of the first bus told inspectors of the town.",
    "Brackwater",
    "",
    "",
)
_dumps = st.lists(st.sampled_from(_LINES), max_size=40).map("\n".join)
_any_text = st.text(max_size=400) | st.text(
    st.sampled_from("aA .:'“”•-\n\t\u00a0\u200b()|£12ðŸÃ©"), max_size=400
)


def _spans(reading: Reading) -> list[tuple[int, int]]:
    blocks = (*reading.body, *reading.removed)
    return sorted((span.start, span.end) for block in blocks for span in block.spans)


def _assert_shared_out(reading: Reading) -> None:
    place = 0
    for start, end in _spans(reading):
        assert start == place
        assert end > start
        place = end
    assert place == len(reading.visible)


@given(_any_text | _dumps)
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_reader_raise_or_lose_a_character(text: str) -> None:
    reading = read_text(text)
    assert "fault" not in codes(reading.doubts)
    if reading.kind is not PageKind.UNREADABLE:
        _assert_shared_out(reading)


@given(_dumps)
@settings(max_examples=100, deadline=None)
def test_every_visible_word_is_in_the_dump(text: str) -> None:
    words = set(text.split())
    assert all(word in words for word in read_text(text).visible.split())


@given(_dumps)
@settings(max_examples=100, deadline=None)
def test_blocks_are_the_words_of_their_spans(text: str) -> None:
    reading = read_text(text)
    for block in reading.removed:
        (span,) = block.spans
        assert reading.visible[span.start : span.end].rstrip("\n") == block.text
        assert block.position == span.start
    for kept in reading.body:
        words = "".join(reading.visible[span.start : span.end] for span in kept.spans)
        if not any(span.repair == "mojibake" for span in kept.spans):
            assert words.strip().removeprefix("• ").strip() == kept.text


_STORY = st.lists(st.sampled_from(_LINES[2:8]), min_size=2, unique=True)
_NOISE = st.lists(st.sampled_from(_LINES[9:13] + _LINES[14:30]), max_size=4)


@given(story=_STORY, above=_NOISE, below=_NOISE)
@settings(max_examples=100, deadline=None)
def test_reading_a_kept_text_again_removes_nothing_more(
    story: list[str], above: list[str], below: list[str]
) -> None:
    """With its headline back on top, as a dump has it."""
    first = read_text("\n\n".join([*above, *_LINES[:2], *story, *below]))
    again = read_text(f"{first.title}\n\n{first.text}")
    assert first.title == _LINES[0]
    assert again.text == first.text
    assert [block.rule for block in again.removed] == ["title"]


def test_an_empty_dump_is_unreadable_and_says_why() -> None:
    for text in ("", "\n \n\u200b\n"):
        reading = read_text(text)
        assert reading.kind is PageKind.UNREADABLE
        assert reading.reason == "the dump is empty"


def test_bytes_read_as_text_are_unreadable() -> None:
    reading = read_text("PK\x03\x04" + "\x00a" * 200)
    assert reading.kind is PageKind.UNREADABLE
    assert reading.reason is not None


@pytest.mark.parametrize(
    "text",
    [
        "a" * 990_000,
        "a\n" * 19_000,
        "Read more:\n" * 19_000,
        "• \n" * 19_000,
        "Weather\n9°C\n" * 9_000,
        "Advertisement" * 60_000,
        ", external" * 60_000,
        "Sign up to our newsletter " * 30_000,
        "By " + "Aa" * 400_000,
        "Photo by A " * 60_000,
        ("The council said that it would write to parents again in the new year. " * 2 + "\n\n")
        * 3_000,
        "The council of Brackwater wrote to parents.\n" * 300
        + "\n".join(
            f"Parents number {n} in Brackwater said they were glad.\nTags\nMost read"
            for n in range(6_000)
        ),
        "ðŸ“°" * 60_000,
        ("Jo Tansley (\nImage:\nGetty)\n") * 6_000,
    ],
    ids=lambda text: repr(text[:18]),
)
def test_no_dump_takes_long(text: str) -> None:
    start = time.process_time()
    reading = read_text(text)
    assert time.process_time() - start < 6
    assert "fault" not in codes(reading.doubts)


def test_a_file_that_is_no_single_page_is_refused() -> None:
    reading = read_text("word " * 250_000)
    assert reading.kind is PageKind.UNREADABLE
    assert reading.reason == "longer than 1000000 characters"


def test_no_lines_are_not_doubled() -> None:
    from pipelines.reading.dump.repeats import doubled_lines

    assert list(doubled_lines([], {})) == []
