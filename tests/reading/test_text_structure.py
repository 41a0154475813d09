"""Dumps: the standfirst is a field of its own where its place proves it; subheads keep theirs."""

from __future__ import annotations

import pytest

from pipelines.reading import BlockKind, Reading, read_text

_TITLE = "Inspectors find steady progress in Brackwater children's services"
_STANDFIRST = (
    "Workers know the families of Brackwater well, but too many of them leave, a visit found"
)
_STORY = (
    "Children in Brackwater are getting help sooner than they were a year ago, inspectors said.",
    "The visit looked at how the council in Brackwater responds to a concern about a child.",
    "Inspectors said caseloads in two of the six children's teams in Brackwater were too high.",
    "The council in Brackwater said that it had hired five more social workers since the visit.",
)
_SIGNED = ("By Jo Tansley", "Published: 06:00, 02 December 2022")


def _read(*lines: str) -> Reading:
    return read_text("\n\n".join(lines))


@pytest.mark.parametrize("signed", [_SIGNED, _SIGNED[:1], _SIGNED[1:]])
@pytest.mark.parametrize("end", ["", "."])
def test_the_line_between_headline_and_byline_is_the_standfirst(
    signed: tuple[str, ...], end: str
) -> None:
    reading = _read(_TITLE, _STANDFIRST + end, *signed, *_STORY)
    assert reading.title == _TITLE
    assert reading.standfirst == _STANDFIRST + end
    assert reading.text == "\n\n".join(_STORY)
    (block,) = (block for block in reading.removed if block.rule == "standfirst")
    assert block.evidence == "between the headline and the byline or date"


@pytest.mark.parametrize(
    "lines",
    [
        (_TITLE, *_SIGNED, _STANDFIRST, *_STORY),
        (_TITLE, _STANDFIRST, *_STORY),
        (_TITLE, *_STORY, *_SIGNED),
    ],
    ids=["below the byline", "nobody signs", "signed at the end"],
)
def test_what_is_not_proved_to_be_a_standfirst_stays_in_the_text(lines: tuple[str, ...]) -> None:
    reading = _read(*lines)
    assert reading.standfirst is None
    assert all(line in reading.text for line in _STORY)


def test_a_rating_below_the_headline_is_no_standfirst() -> None:
    rating = "Impact of leaders on social work practice in the borough: requires improvement"
    reading = _read(_TITLE, rating, *_SIGNED, *_STORY)
    assert reading.standfirst is None
    assert rating in reading.text


def _subheads(reading: Reading) -> list[str]:
    return [block.text for block in reading.body if block.kind is BlockKind.SUBHEAD]


@pytest.mark.parametrize("line", ["What happens next", "What did the inspectors find?", "2. Staff"])
def test_a_short_line_between_a_sentence_and_a_paragraph_is_a_subhead(line: str) -> None:
    reading = _read(_TITLE, *_STORY[:2], line, *_STORY[2:])
    assert _subheads(reading) == [line]
    assert f"## {line}" in reading.markdown


@pytest.mark.parametrize(
    "lines",
    [
        ("Leadership: good", "Quality of education: good"),
        ("  • Leadership",),
        ("Brackwater Town", "Brackwater Vale", "Brackwater Moor"),
        ("Jo: I am not sure there is anything",),
        ("It will take a year.",),
        ("The council also",),
    ],
)
def test_ratings_lists_answers_and_broken_sentences_are_no_subheads(lines: tuple[str, ...]) -> None:
    after = _STORY[2] if lines != ("The council also",) else "said " + _STORY[2][0].lower()
    reading = _read(_TITLE, *_STORY[:2], *lines, after, _STORY[3])
    assert _subheads(reading) == []
    assert all(line.strip(" •") in reading.text for line in lines)
