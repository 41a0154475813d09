"""A doubt is a code and words; it has one stored form, and the forms of before are still read."""

from __future__ import annotations

import pickle

import pytest

from words.doubts import (
    ALARMING,
    Doubt,
    DoubtCode,
    PageDoubt,
    PublicationDoubt,
    StatisticsDoubt,
    parse_doubt,
    shown_form,
)


def test_a_doubt_is_stored_as_code_and_words() -> None:
    assert str(Doubt(PageDoubt.NO_DATE)) == "no_date"
    assert str(Doubt(PageDoubt.SELECTOR_MISSED, "body")) == "selector_missed: body"


@pytest.mark.parametrize(
    ("stored", "code", "words"),
    [
        ("no_date", "no_date", ""),
        ("selector_missed: body", "selector_missed", "body"),
        ("selector_missed:body", "selector_missed", "body"),
        ("framework:unknown: Guidance", "framework", "unknown: Guidance"),
        ("a_code_of_before: words", "a_code_of_before", "words"),
    ],
)
def test_what_was_stored_is_read_and_shown_in_one_form(stored: str, code: str, words: str) -> None:
    assert parse_doubt(stored) == (code, words)
    assert shown_form(stored) == (f"{code}: {words}" if words else code)


@pytest.mark.parametrize("kind", DoubtCode.__subclasses__(), ids=lambda one: one.__name__)
def test_every_doubt_says_what_it_means_and_what_to_do(kind: type[DoubtCode]) -> None:
    for code in kind:
        assert code.meaning
        assert code.advice
        doubt = Doubt(code, "words: of it")
        assert parse_doubt(str(doubt)) == (code, doubt.words)
        assert pickle.loads(pickle.dumps(doubt)) == doubt  # noqa: S301 - made one line above


def test_a_doubt_about_our_own_readers_asks_for_a_person() -> None:
    assert PublicationDoubt.UNKNOWN_LABEL in ALARMING
    assert PublicationDoubt.NO_INSPECTORS not in ALARMING
    assert set(StatisticsDoubt) - set(ALARMING) == {StatisticsDoubt.NO_AS_AT}
    assert not set(ALARMING) & set(PageDoubt)
