import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.linking.alignment import Printed, align, prepare
from pipelines.linking.quotations import quotation_at, read_quotations
from pipelines.linking.words import (
    WIDTH,
    hash_words,
    joined_keys,
    keys_of,
    keys_of_each,
    read_words,
    shingles,
)

REPORT = prepare(
    [
        Printed(0, 1, "Headline findings"),
        Printed(1, 1, "Children’s plans are reviewed often, and multi-agency work is strong."),
        Printed(2, 2, "Too few of the newest workers have the time to read the files of a family"),
        Printed(3, 3, "before they meet it. Managers see this and act."),
    ]
)


def quoted(text: str) -> list[str]:
    return [quotation.text for quotation in read_quotations(text)]


def matched(words: str) -> tuple[str, float, int] | None:
    quotation = quotation_at(words, 0, len(words))
    assert quotation
    found = align(quotation, REPORT)
    return (found.printed, found.similarity, found.paragraph) if found else None


def test_a_quotation_over_paragraphs_is_read_paragraph_by_paragraph() -> None:
    text = "She wrote: “Leaders know it well.\n\nAdvertisement\n\n“Workers are well supported.”"
    assert quoted(text) == ["Leaders know it well.", "Workers are well supported."]


def test_straight_and_single_marks_are_read_but_apostrophes_are_not() -> None:
    text = (
        "The council's \"very high expectations\" and ‘keen and energised’ staff, workers' homes."
    )
    assert quoted(text) == ["very high expectations", "keen and energised"]


def test_a_grade_in_quotation_marks_is_too_short_to_be_a_quotation() -> None:
    assert quoted("It was rated ‘requires improvement’ and then “good”.") == []


def test_a_nested_quotation_belongs_to_the_outer_one() -> None:
    assert quoted("“They gave ‘hands on every day’ help to all.”") == [
        "They gave ‘hands on every day’ help to all."
    ]


def test_a_verbatim_quotation_is_found_whatever_its_case_quotes_and_dashes() -> None:
    found = matched("children's plans are reviewed often and multi agency work")
    assert found == ("Children’s plans are reviewed often, and multi-agency work", 1.0, 1)


def test_a_quotation_may_cross_from_one_page_to_the_next() -> None:
    found = matched("the files of a family before they meet it")
    assert found == ("the files of a family before they meet it", 1.0, 2)


def test_a_misquotation_is_found_with_both_wordings() -> None:
    found = matched("too few of the newest workers have really the time to read files of a family")
    assert found is not None
    assert found[0].startswith("Too few of the newest workers have the time")
    assert 0.84 < found[1] < 1


def test_a_quotation_with_a_gap_needs_every_part() -> None:
    whole = matched("children’s plans are reviewed often ... multi-agency work is strong")
    assert whole is not None
    assert whole[0] == "Children’s plans are reviewed often … multi-agency work is strong"
    assert matched("children’s plans are reviewed often … dogs are walked at noon") is None


def test_words_that_stand_nowhere_are_not_found() -> None:
    assert matched("our staff come in every day wanting to do right by children") is None
    assert matched("managers see that and act") is None


def test_a_shingle_is_five_words_and_the_same_number_for_ever() -> None:
    assert shingles(["a", "b", "c", "d"]) == []
    assert shingles(["the", "council", "was", "rated", "good", "again"]) == [-374455708, 2129880316]


@given(st.lists(st.text(alphabet=st.sampled_from("abé中"), min_size=1)))
def test_shingles_cut_from_one_string_are_those_of_the_words(keys: list[str]) -> None:
    runs = (keys[i : i + WIDTH] for i in range(len(keys) - WIDTH + 1))
    assert shingles(keys) == [hash_words(" ".join(run)) for run in runs]


@given(st.text(alphabet=st.sampled_from("abÉé’'-–“” \n.,£1ß")))
def test_both_ways_of_reading_words_agree(text: str) -> None:
    assert keys_of(text) == list(read_words(text).keys)


@given(st.lists(st.text(alphabet=st.sampled_from("ab’ .é"))))
def test_texts_read_together_are_read_as_one_by_one(texts: list[str]) -> None:
    assert keys_of_each(texts) == ([keys_of(text) for text in texts] or [[]])
    assert joined_keys(texts) == ([" ".join(keys_of(text)) for text in texts] or [""])


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        (
            "Too few of the workers have time to read the files",
            "Too few of the newest workers have the time to read the files",
        ),
        (
            "Too few of all the very newest workers still have the time to read",
            "Too few of the newest workers have the time to read",
        ),
    ],
)
def test_words_left_out_or_put_in_do_not_shorten_what_was_printed(told: str, printed: str) -> None:
    found = matched(told)
    assert found is not None
    assert found[0] == printed
    assert 0.84 <= found[1] < 1
