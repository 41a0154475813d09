"""A class of boilerplate is declared once, with what it is; whatever may cut names one of them."""

from __future__ import annotations

import pytest

from pipelines.boilerplate import fragment_rules
from pipelines.boilerplate.classes import OTHERS, classes
from pipelines.boilerplate.phrases import _by_phrase, stock_classes
from pipelines.page import hints
from pipelines.reading import read_html, read_text
from pipelines.reading.structure import _SHARES
from tests.boilerplate.snippets import SNIPPETS
from tests.named_rules import declared
from tests.reading import pages
from words.rules import DocumentRule, DumpRule, PageRule


def kinds_of_rules() -> set[str]:
    lists = (PageRule, DumpRule, DocumentRule)
    named = {one.kind for rules in lists for one in rules if one.kind}
    of_names = {*hints._WORDS, *hints._PHRASES}
    return named | of_names | {one.kind for one in fragment_rules()}


def test_every_class_can_be_cut_and_every_cut_has_a_class() -> None:
    assert set(classes()) == kinds_of_rules()
    assert all(classes().values())


def test_a_class_is_no_other_one_as_well() -> None:
    assert not set(OTHERS) & {one.name for one in stock_classes()}


def test_the_shares_of_named_elements_are_of_classes() -> None:
    assert set(_SHARES) <= set(classes())


@pytest.mark.parametrize("one", stock_classes(), ids=lambda one: one.name)
def test_a_class_of_stock_phrases_cuts_pages_and_dumps_alike(one: object) -> None:
    name = one.name  # type: ignore[attr-defined]
    assert f"{name}-stock" in {rule.name for rule in fragment_rules()}
    assert declared(f"{name}-phrase", name)


def test_every_class_of_stock_phrases_has_a_snippet_with_what_must_stay() -> None:
    shown = {snippet.kind for snippet in SNIPPETS}
    assert {one.name for one in stock_classes()} - shown == set()
    assert all("<p>" in snippet.html for snippet in SNIPPETS if "data-remove" in snippet.html)


def test_a_phrase_of_two_classes_is_refused() -> None:
    with pytest.raises(ValueError, match="phrase of"):
        _by_phrase([("nav", "home"), ("footer", "home")])


def test_what_is_not_declared_is_noticed() -> None:
    assert declared("links-only", "related")
    assert not declared("links-only", "nav")
    assert not declared("outside-body:nowhere", "nav")
    assert not declared("nav-stock", "footer")


SOURCE = "Source: Marlshire Council"


def test_the_source_of_a_chart_goes_from_a_page_as_from_a_dump() -> None:
    page = read_html(pages.article(pages.story() + f"<p>{SOURCE}</p>"), "https://a.test/news/1")
    told = page.text.split("\n\n")
    dump = read_text("\n".join(["Nursery praised", "", *told, SOURCE, *told]))
    for reading, rule in ((page, "source-stock"), (dump, "source-opener")):
        assert SOURCE not in reading.text
        assert rule in {block.rule for block in reading.removed}
