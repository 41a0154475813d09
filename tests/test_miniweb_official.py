"""The miniature reports site and government site answer in the forms that the real ones do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from lxml import html

from miniweb import MiniatureWeb, Publication
from miniweb.files_host import FILES
from miniweb.govuk import GOVUK
from miniweb.pdfs import render_pdf
from miniweb.reports_site import REPORTS
from tests.test_miniweb import get

LA_SEARCH = "level_1_types=3&level_2_types%5B%5D=12"


@pytest.fixture(scope="module")
def web() -> Iterator[MiniatureWeb]:
    with MiniatureWeb(seed=1, articles=60) as served:
        yield served


def pdf_text(publication: Publication) -> str:
    document = pypdfium2.PdfDocument(render_pdf(publication))
    pages = [page.get_textpage() for page in document]
    text = " ".join(page.get_text_bounded() for page in pages)
    for page in pages:
        page.close()
    document.close()
    return " ".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def hits(page: bytes) -> list[str]:
    tree = html.fromstring(page)
    return [str(a) for a in tree.xpath('//li[@class="search-result"]/h3/a/@href')]


def test_search_stops_at_a_hundred_rows_and_leads_on(web: MiniatureWeb) -> None:
    found: list[str] = []
    path: str | None = f"/search?q=&location=&{LA_SEARCH}&start=0&rows=1000"
    lengths = []
    while path:
        page = get(web, web.url(REPORTS, path)).body
        tree = html.fromstring(page)
        lengths.append(len(hits(page)))
        found += hits(page)
        following = tree.xpath('//div[@class="pagination"]/a[@class="pagination__next"]/@href')
        path = str(following[0]) if following else None
        counts = tree.xpath('//strong[contains(@class,"js-results-count")]/text()')
        assert set(counts) == {str(len(web.world.authorities))}
    assert lengths == [100, len(web.world.authorities) - 100]
    assert len(set(found)) == len(web.world.authorities)


def test_search_knows_names_codes_dates_and_order(web: MiniatureWeb) -> None:
    one = web.world.authorities[3]

    def search(query: str) -> list[str]:
        return hits(get(web, web.url(REPORTS, f"/search?{LA_SEARCH}&rows=100&{query}")).body)

    assert search(f"q={one.name}") == [f"/provider/44/{one.urn}"]
    assert search(f"local_authority%5B%5D={one.code}") == [f"/provider/44/{one.urn}"]
    recent = search("latest_report_date_start=01-10-2026&latest_report_date_end=31-12-2026")
    assert 0 < len(recent) < 60
    assert search("sort=date&order=desc")[: len(recent)] != []
    assert set(search("sort=date&order=desc")[: len(recent)]) == set(recent)


def test_schools_and_nurseries_are_found_by_their_own_types_and_share_a_number(
    web: MiniatureWeb,
) -> None:
    def search(types: str) -> list[str]:
        return hits(get(web, web.url(REPORTS, f"/search?{types}&rows=100")).body)

    schools, nurseries = search("level_1_types=1"), search("level_1_types=2")
    assert len(schools) + len(nurseries) == len(web.world.establishments)
    assert {path.rsplit("/", 1)[1] for path in schools} & {
        path.rsplit("/", 1)[1] for path in nurseries
    }
    everything = search("level_1_types=0&q=")
    assert len(everything) == 100
    for path in (*schools, *nurseries):
        page = get(web, web.url(REPORTS, path))
        tree = html.fromstring(page.body)
        files = [str(a) for a in tree.xpath('//a[@class="publication-link"]/@href')]
        assert files
        assert all(get(web, url).body.startswith(b"%PDF-") for url in files)


def test_both_timelines_a_shell_and_a_wrong_category_are_there(web: MiniatureWeb) -> None:
    graded = plain = shells = 0
    for page in web.manifest.pages:
        if page.role != "provider":
            continue
        tree = html.fromstring(get(web, page.url).body)
        if not tree.xpath('//ol[@class="timeline"]'):
            shells += 1
            continue
        graded += bool(tree.xpath('//a[@class="publication-link"]/strong'))
        plain += bool(tree.xpath('//a[@class="publication-link"][not(strong)]'))
    assert shells == 1
    assert graded > 5
    assert plain > 5
    urn = web.world.authorities[0].urn
    assert get(web, web.url(REPORTS, f"/provider/2/{urn}")).status == 404


def test_every_publication_is_on_one_timeline_and_served(web: MiniatureWeb) -> None:
    links: list[str] = []
    for page in web.manifest.pages:
        if page.role == "provider":
            tree = html.fromstring(get(web, page.url).body)
            links += [str(a) for a in tree.xpath('//a[@class="publication-link"]/@href')]
    known = {
        url: state
        for url, state in web.manifest.expected(1, role="publication").items()
        if url in web.manifest.publications
    }
    of_others = {page.url for page in web.manifest.pages if "school or nursery" in page.reason}
    assert sorted(links) == sorted([*known, *of_others])
    for url, state in known.items():
        answer = get(web, url)
        assert answer.status == 200
        assert answer.body.startswith(b"%PDF-") is (state != "gone")
        if state == "gone":
            assert "Report not found - Find an Inspection Report - Ofsted" in answer.text


def test_the_three_tables_of_judgements_follow_the_first_day(web: MiniatureWeb) -> None:
    reports = [p for p in web.world.publications if p.kind == "ilacs"]
    shapes = {
        (p.started_on >= date(2023, 1, 1)) + (p.started_on >= date(2026, 4, 1)): p for p in reports
    }
    assert {style: len(p.grades) for style, p in shapes.items()} == {0: 4, 1: 5, 2: 4}
    assert "Overall effectiveness" not in dict(shapes[2].grades)
    for publication in shapes.values():
        text = pdf_text(publication)
        assert "Judgement Grade" in text
        for label, grade in publication.grades:
            assert label in text
            assert grade in text
        assert f"Inspection dates: {publication.dates_as_printed}" in text
        assert publication.inspectors[0] in text


def test_letters_name_the_monarch_of_their_day(web: MiniatureWeb) -> None:
    letters = [p for p in web.world.publications if p.kind == "focused_visit"]
    for letter in (min(letters, key=_day), max(letters, key=_day)):
        king = "His" if letter.published_on.year > 2022 else "Her"
        assert f"{king} Majesty’s Inspector" in pdf_text(letter)
    assert any(letter.priority_actions for letter in letters)


def _day(publication: Publication) -> date:
    return publication.published_on


def test_stories_quote_documents_verbatim_and_some_misquote(web: MiniatureWeb) -> None:
    texts: dict[str, str] = {}
    exact = wrong = 0
    for page in web.manifest.articles():
        for quotation in page.quotations:
            publication = web.world.publication(quotation.publication)
            text = texts.setdefault(publication.key, pdf_text(publication))
            assert quotation.original in text
            assert quotation.printed in page.text[1]
            assert web.url(FILES, f"/v1/file/{publication.key}") in page.about
            exact += quotation.exact
            wrong += not quotation.exact
            if not quotation.exact:
                assert len(quotation.printed.split()) == len(quotation.original.split()) - 1
    assert exact > 20
    assert wrong > 1


def test_a_document_is_published_again_under_a_new_id_and_one_is_withdrawn() -> None:
    with MiniatureWeb(seed=1, articles=20) as web:
        gone = [p for p in web.world.publications if p.until_night == 2]
        assert all(get(web, web.url(FILES, f"/v1/file/{p.key}")).body[:4] == b"%PDF" for p in gone)
        web.turn_night(2)
        for publication in gone:
            answer = get(web, web.url(FILES, f"/v1/file/{publication.key}"))
            assert "Report not found" in answer.text
        again = next(p for p in web.world.publications if p.replaces)
        assert again.replaces in {p.key for p in gone}
        page = get(web, web.url(REPORTS, f"/provider/44/{again.authority_urn}")).text
        assert again.key in page
        assert str(again.replaces) not in page


def test_search_of_the_government_site_is_strict(web: MiniatureWeb) -> None:
    def ask(query: str) -> tuple[int, dict[str, object]]:
        answer = get(web, web.url(GOVUK, f"/api/search.json?{query}"))
        return answer.status, json.loads(answer.body)

    assert ask("filter_organisation=ofsted")[0] == 422
    assert ask("count=1501")[0] == 422
    assert ask("order=newest")[0] == 422
    assert ask("fields=title,nonsense")[0] == 422
    status, answer = ask("filter_organisations=ofsted&count=3&start=0&order=-public_timestamp")
    results = answer["results"]
    assert status == 200
    assert isinstance(results, list)
    assert len(results) == 3
    total = answer["total"]
    assert isinstance(total, int)
    assert total > 8
    _, rest = ask(f"filter_organisations=ofsted&count=100&start=3&fields=link&c={total}")
    assert isinstance(rest["results"], list)
    assert len(rest["results"]) == total - 3


def test_content_comes_in_every_state(web: MiniatureWeb) -> None:
    schemas: dict[str, dict[str, object]] = {}
    for page in web.manifest.pages:
        if page.role == "content" and page.expected[1]:
            answer = get(web, page.url)
            item = json.loads(answer.body)
            schemas[page.reason] = item
            assert answer.status == (410 if item["schema_name"] == "gone" else 200)
    assert {"news_article", "publication", "html_publication", "statistical_data_set"} <= set(
        schemas
    )
    assert schemas["redirect"]["redirects"]
    assert schemas["withdrawn"]["withdrawn_notice"]


def test_attachments_are_served(web: MiniatureWeb) -> None:
    kinds = set()
    for item in web._items:
        for attachment in item.attachments:
            if attachment["attachment_type"] == "file":
                answer = get(web, attachment["url"])
                assert answer.status == 200
                kinds.add(answer.headers["content-type"])
    assert kinds == {"application/pdf", "text/csv"}
