"""Rows of the tables can be switched off for a while, one by one, and come back."""

from __future__ import annotations

from bench.sites import Support, without
from pipelines.boilerplate import fragment_rules, phrases
from pipelines.page import hints
from pipelines.reading import read_html
from tests.reading import pages

URL = "https://www.vale-chronicle.test/news/nursery-praised-1234567/"


def _reads(words: str) -> bool:
    html = pages.article(pages.story() + f"<p>{words}</p>" + pages.story())
    return words in read_html(html, URL).text


def test_a_row_is_off_within_the_block_and_on_again_behind_it() -> None:
    rows = frozenset({("exact", "photo sales"), ("rule", "byline-stock"), ("hint", "taboola")})
    assert not _reads("Photo sales")
    with without(rows):
        assert phrases.exact_kind("photo sales") is None
        assert phrases.exact_kind("advertisement") == "ad"
        assert "byline-stock" not in {rule.name for rule in fragment_rules()}
        assert hints.hint("taboola-box") is None
        assert hints.hint("outbrain-box") == "related"
        assert _reads("Photo sales")
    assert phrases.exact_kind("photo sales") == "promo"
    assert "byline-stock" in {rule.name for rule in fragment_rules()}
    assert hints.hint("taboola-box") == "related"
    assert not _reads("Photo sales")


def test_a_row_belongs_to_a_site_when_it_fires_on_no_other() -> None:
    support = Support()
    support.add([("exact", "photo sales"), ("exact", "read more")], "vale.test")
    support.add([("exact", "read more")], "moor.test")
    assert support.only("vale.test") == {("exact", "photo sales")}
    assert support.only("moor.test") == frozenset()
