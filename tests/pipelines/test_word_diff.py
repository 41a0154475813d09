"""The words that went and came, and no others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.duplicates.word_diff import LONGEST, Hunk, word_diff

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "\n", "\n\n"]), max_size=12).map(" ".join)


def test_a_changed_word_is_shown_with_the_words_around_it() -> None:
    (hunk,) = word_diff(
        "It was good.\n\nThey came on Monday early.", "It was good.\n\nThey came on Friday early."
    )
    assert str(hunk) == "It was good. They came on [-Monday-] {+Friday+} early."


def test_a_paragraph_that_went_is_one_change() -> None:
    (hunk,) = word_diff("First.\n\nRead more: fire.\n\nLast.", "First.\n\nLast.")
    assert hunk == Hunk(before="First.", gone="Read more: fire.", come="", after="Last.")


def test_white_space_is_no_change() -> None:
    assert list(word_diff("One  two.\n\n\nThree.", "One two.\nThree.")) == []


def test_a_long_change_is_cut_in_the_middle_and_says_so() -> None:
    (hunk,) = word_diff(" ".join(f"w{n}" for n in range(5_000)), "none")
    assert len(hunk.gone.split()) == LONGEST + 2
    assert "…(4960 words)…" in hunk.gone


@given(TEXTS, TEXTS)
def test_no_word_goes_or_comes_unseen(before: str, after: str) -> None:
    hunks = list(word_diff(before, after))
    assert hunks or before.split() == after.split()
    gone = sum(len(hunk.gone.split()) for hunk in hunks)
    come = sum(len(hunk.come.split()) for hunk in hunks)
    assert come - gone == len(after.split()) - len(before.split())
    assert all(hunk.gone or hunk.come for hunk in hunks)
