"""Names of inspectors, without their titles, whole."""

import pytest

from pipelines.ofsted.names import clean_name, split_names


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Ann Bell, HMI, and Bo Cole, HMI", ("Ann Bell", "Bo Cole")),
        ("Ann Bell and Bo Cole", ("Ann Bell", "Bo Cole")),
        ("Ann Bell, Bo Cole and Di Eve", ("Ann Bell", "Bo Cole", "Di Eve")),
        ("Ann Bell HMI and Bo Cole HMI", ("Ann Bell", "Bo Cole")),
        (
            "Ann Bell, Her Majesty’s Inspector, and Bo Cole, Her Majesty’s Inspector",
            ("Ann Bell", "Bo Cole"),
        ),
        ("Ann Bell and Bo Cole, two of Her Majesty’s Inspectors", ("Ann Bell", "Bo Cole")),
        (
            "Ann Bell, Bo Cole and Di Eve, all of whom are Her Majesty’s Inspectors",
            ("Ann Bell", "Bo Cole", "Di Eve"),
        ),
        ("Ann Bell, Bo Cole, Her Majesty’s Inspectors (HMIs)", ("Ann Bell", "Bo Cole")),
        ("Her Majesty’s Inspectors, Ann Bell and Bo Cole", ("Ann Bell", "Bo Cole")),
        ("Ann Bell, Senior HMI", ("Ann Bell",)),
        ("Ann Bell (OI) and Bo Cole (HMI)", ("Ann Bell", "Bo Cole")),
        ("Jo Crosby- Josephs", ("Jo Crosby-Josephs",)),
        ("Paula Tho-Jones and Fiona J Mills", ("Paula Tho-Jones", "Fiona J Mills")),
        ("Dick O’Brine and Maire McKane", ("Dick O’Brine", "Maire McKane")),
    ],
)
def test_names_are_split_and_bare(printed: str, wanted: tuple[str, ...]) -> None:
    assert split_names(printed) == (wanted, ())


def test_what_is_no_name_is_handed_back_and_not_kept() -> None:
    names, leftovers = split_names("Ann Bell and a team of experts from the region")
    assert names == ("Ann Bell",)
    assert leftovers == ("a team of experts from the region",)


@pytest.mark.parametrize("words", ["", "the inspectors", "Ofsted", "12 May 2020", "HMI"])
def test_other_words_are_no_name(words: str) -> None:
    assert clean_name(words) is None
