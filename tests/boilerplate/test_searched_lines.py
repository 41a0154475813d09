"""The looks that spare most lines the rules: none may pass over a line that a rule would cut."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

import pipelines.boilerplate.phrases as phrases
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.openings import openings
from pipelines.page.visible import see
from pipelines.reading.draft import Draft, Mark, fragment_of
from pipelines.reading.drafting import run_rules
from pipelines.reading.locate import Place
from pipelines.reading.metadata.gather import Metadata


def fragment(*lines: str) -> tuple[Draft, Fragment]:
    """Return a draft of some paragraphs, and its fragment."""
    page = see(lxml_html.fromstring(f"<div>{''.join(f'<p>{line}</p>' for line in lines)}</div>"))
    draft = Draft(page, Place(0, 0, len(page.lines), "test"))
    return draft, fragment_of(draft)


def test_words_are_found_in_every_line_that_holds_one_and_in_no_other() -> None:
    _, found = fragment("Bread and salt", "salt, salt", "Bread", "Water", "Sweet BREAD")
    assert [line.index for line in found.holding("bread")] == [0, 2, 4]
    assert [line.index for line in found.holding("salt", "bread")] == [0, 1, 2, 4]
    assert found.holding("tea") == []


def test_a_later_pass_finds_a_word_in_the_lines_that_are_left() -> None:
    draft, first = fragment("Bread", "Read more", "Salt", "Bread again")
    assert first.holding("tea") == []
    draft.cut(1, Mark("related-stock", "related"))
    second = fragment_of(draft, first)
    assert [(line.index, line.text) for line in second.holding("bread", "tea")] == [
        (0, "Bread"),
        (2, "Bread again"),
    ]
    assert second.at == [0, 2, 3]


def _phrases(table: str) -> list[str]:
    return [phrase for one in phrases.stock_classes() for phrase in getattr(one, table)]


@pytest.mark.parametrize("shape", ["{}", "{}:", "- {}", "> {}...", "\N{NEWSPAPER} {}"])
def test_no_exact_phrase_is_passed_over(shape: str) -> None:
    lines = [shape.format(phrase) for phrase in _phrases("exact")]
    assert phrases.may_be_stock(lines) == list(range(len(lines)))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("(?:read|see) more", {"read", "see "}),
        (r"\(?\d+ replies", {*"0123456789", *(f"({digit}" for digit in range(10))}),
        ("(?!not )as?k us", {"ak u", "ask "}),
        (".{0,9}cookie", {""}),
    ],
)
def test_the_beginnings_of_a_pattern_are_read_from_it(pattern: str, found: set[str]) -> None:
    assert openings(pattern, 4) == found


def test_a_list_story_of_cards_with_long_texts_grows_no_soup(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "The garden behind the chapel was dug by parents in winter, and children grow beans. " * 3
    )
    card = (
        "<div class='card'><a href='/{0}'><img src='/{0}.jpg'></a>"
        "<h3><a href='/{0}'>Market {0} reopens on the quay</a></h3><p>" + text + "</p></div>"
    )
    page = see(lxml_html.fromstring("<div>" + "".join(map(card.format, (1, 2, 3))) + "</div>"))
    grown: list[object] = []
    monkeypatch.setattr("pipelines.reading.draft._grown", lambda *_: grown.append(1))
    draft = Draft(page, Place(0, 0, len(page.lines), "test"))
    run_rules(draft, Metadata())
    assert grown == []
    assert draft.cuts == {}
