from __future__ import annotations

import pytest

from db.wording import changes_between
from pipelines.duplicates import (
    SATURATED,
    compare,
    fingerprint,
    marks_of,
    shortlist,
)

PARAGRAPHS = [
    "A row over a footbridge in the village of Lower Wick went on for another week on Monday.",
    "Walkers want the old timber bridge mended before the school term begins in early September.",
    "“Nobody has asked the people who cross it with a pram every day,” said farmer Ada Thorne.",
    "The parish clerk told the meeting that a builder had looked at the beams and found rot.",
    "Work would cost about nine thousand pounds, most of it for oak and for a crane on the bank.",
    "“We will mend it when the river is low and not a day sooner,” said the chairman, Eli Marsh.",
    "A fund set up by the shop has raised a third of the money from the sale of plum jam.",
    "The next meeting will be held in the reading room and everybody is welcome to speak at it.",
]
STORY = "\n\n".join(PARAGRAPHS)
NEW = [
    "Dozens came to the hall in wellingtons to hear what would become of their way to the bus.",
    "Some had brought photographs of the flood that took the first bridge away two winters ago.",
    "Others said that the ford upstream had served their parents well enough in summer droughts.",
    "Tea was poured by the cubs, who had also drawn a plan with a swing in the middle of it.",
]


def relation(later: str, title: str = "Bridge row") -> tuple[bool, str]:
    found = compare(fingerprint("Bridge row", STORY), fingerprint(title, later))
    return found.is_copy, found.relation


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (STORY, "copy"),
        ("\n\n".join(PARAGRAPHS[:5]), "cut"),
        (STORY + "\n\n" + NEW[0], "extended"),
        ("\n\n".join([NEW[0], NEW[1], NEW[2], *PARAGRAPHS[3:]]), "rewritten_intro"),
        (STORY.replace("Monday", "Tuesday").replace("a third", "half"), "edited"),
        ("\n\n".join([*NEW, *PARAGRAPHS[:4]]), "partly"),
    ],
)
def test_a_copy_is_verified_and_named(later: str, expected: str) -> None:
    is_copy, name = relation(later)
    assert is_copy
    assert name == expected


def test_a_new_headline_alone_is_a_copy() -> None:
    assert relation(STORY, "Villagers want bridge mended") == (True, "new_headline")


def test_another_reporter_who_quotes_the_same_people_wrote_no_copy() -> None:
    rival = "\n\n".join([NEW[0], PARAGRAPHS[2], NEW[1], PARAGRAPHS[5], NEW[2], NEW[3]])
    assert not relation(rival)[0]


def test_marks_survive_a_cut_and_a_copy_edit() -> None:
    marks = marks_of(STORY)
    assert len(marks & marks_of("\n\n".join(PARAGRAPHS[:4]))) > len(marks) / 3
    edited = " ".join(w for i, w in enumerate(STORY.split()) if i % 17)
    assert len(marks & marks_of(edited)) >= 3


def test_marks_that_many_share_are_evidence_only_together() -> None:
    common = [(mark, report) for mark in range(5) for report in range(SATURATED)]
    assert shortlist(common, 40) == []
    assert len(shortlist(common, 10)) > 1
    assert shortlist([(mark, 7) for mark in range(5)], 40) == [7]


def test_two_marks_in_common_are_too_few() -> None:
    assert shortlist([(1, 7), (2, 7)], 30) == []


def test_what_changed_is_told_in_words_grades_and_notices() -> None:
    changes = changes_between(
        "Service rated good",
        "The service was rated good on Monday.",
        "Service rated inadequate",
        "The service was rated inadequate on Monday.\n\nThis article was amended on 3 May.",
    )
    assert changes.title == ("Service rated good", "Service rated inadequate")
    assert changes.grades == (("good", "inadequate"),)
    assert changes.corrections == ("This article was amended on 3 May.",)
    assert changes.places[0].before == "good"


def test_the_same_text_has_no_changes() -> None:
    changes = changes_between("A", "One two three.", "A", "One  two three.")
    assert (changes.title, changes.places, changes.words_added) == (None, (), 0)
