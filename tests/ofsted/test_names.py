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
        (
            "Ann-Marie d’Arcy, Bo van der Berg and Inés de la Cruz",
            ("Ann-Marie d’Arcy", "Bo van der Berg", "Inés de la Cruz"),
        ),
        ("Łucja Bell and Siân ap Cole", ("Łucja Bell", "Siân ap Cole")),
        ("ANN BELL and BO COLE", ("ANN BELL", "BO COLE")),
        ("Ann Bell (lead inspector), Bo Cole", ("Ann Bell", "Bo Cole")),
        ("Ann Bell, lead inspector, with Bo Cole, HMI", ("Ann Bell", "Bo Cole")),
        ("Ann Bell HMI (lead) as well as Bo Cole OBE", ("Ann Bell", "Bo Cole")),
        ("Ann Bell / Bo Cole", ("Ann Bell", "Bo Cole")),
        ("Dr Ann Bell, Fiona St. John", ("Dr Ann Bell", "Fiona St. John")),
    ],
)
def test_names_are_split_and_bare(printed: str, wanted: tuple[str, ...]) -> None:
    assert split_names(printed) == (wanted, ())


def test_what_is_no_name_is_handed_back_and_not_kept() -> None:
    names, leftovers = split_names("Ann Bell and a team of experts from the region")
    assert names == ("Ann Bell",)
    assert leftovers == ("a team of experts from the region",)


def test_an_office_after_a_name_is_no_second_person() -> None:
    names, leftovers = split_names("Ann Bell, Regional Director, and Bo Cole, Senior Officer")
    assert names == ("Ann Bell", "Bo Cole")
    assert leftovers == ("Regional Director", "Senior Officer")


@pytest.mark.parametrize(
    "words",
    ["", "the inspectors", "Ofsted", "12 May 2020", "HMI", "Headline Findings", "Local Authority"],
)
def test_other_words_are_no_name(words: str) -> None:
    assert clean_name(words) is None
