"""Search results, provider pages in both layouts, and pages that are neither."""

from datetime import date

import pytest

from pipelines.ofsted.site_pages import (
    PageError,
    ProviderPage,
    SearchPage,
    read_provider,
    read_search,
    soft_404_title,
)

SITE = "https://reports.ofsted.gov.uk"


def result(name: str, href: str, *fields: str) -> str:
    lists = "".join(
        f'<ul class="search-result__provider-info"><li>{one}</li></ul>' for one in fields
    )
    return (
        '<li class="search-result"><h3 class="search-result__title">'
        f'<a href="{href}">{name}</a></h3>{lists}<address>Marl Road</address></li>'
    )


def results(*items: str, total: str = "2", after: str = "") -> str:
    return (
        f'<html><body><h2><strong class="results-count js-results-count">{total}</strong></h2>'
        f'<ul class="results-list list-unstyled">{"".join(items)}</ul>{after}</body></html>'
    )


def provider(*events: str, extra: str = "") -> str:
    return (
        '<html><head><link rel="canonical" href="/provider/44/80999"/></head><body><main>'
        "<h1>Marlshire</h1><ul><li><span>Type:</span> <span>Local authority</span></li></ul>"
        f'{extra}<ol class="timeline">{"".join(events)}</ol></main></body></html>'
    )


OLD_LAYOUT = (
    '<li class="timeline__day"><div class="event"><p class="timeline__date"><time>3 June 2017'
    '</time></p><span class="event__title"><a class="publication-link" href="/v1/file/50252240">'
    "Full"
    ' inspection: <strong>Good</strong><span class="nonvisual">Full inspection, PDF - 14 July 2017'
    "</span></a></span></div></li>"
)
NEW_LAYOUT = (
    '<li class="timeline__day"><div class="event"><p class="timeline__date"><time>21 September 2022'
    '</time></p><span class="event__title"><a class="publication-link"'
    ' href="https://files.ofsted.gov.uk/v1/file/50199999">Children’s services focused visit</a>'
    '</span><div class="event__metadata">PDF. Published <time pubdate>26 October 2022</time></div>'
    "</div></li>"
)
REGISTERED = (
    '<li class="timeline__day timeline__day--registered"><div class="event"><p'
    ' class="timeline__date"><time>1 May 2010</time></p><span class="event__title">Registered'
    "</span></div></li>"
)


def test_items_are_read_by_label_and_not_by_position() -> None:
    page = read_search(
        results(
            result("Larch &amp; Elm", "/provider/21/139999", "URN: <strong>139999</strong>",
                   "Rating: <strong>Good</strong>", "Category: <strong>Primary</strong>"),
            result("Marlshire", "/provider/44/80999",
                   "Latest report: <strong><time>23 January 2023</time></strong>"),
        ),
        f"{SITE}/search?start=0",
    )  # fmt: skip
    assert isinstance(page, SearchPage)
    first, second = page.items
    assert (first.name, first.urn, first.kind, first.category) == (
        "Larch & Elm",
        "139999",
        "school",
        "21",
    )
    assert first.field("rating") == "Good"
    assert first.href == f"{SITE}/provider/21/139999"
    assert (second.kind, second.urn, second.field("Rating")) == ("authority", "80999", None)
    assert second.latest_report_on == date(2023, 1, 23)


def test_the_next_page_is_the_sites_own_link() -> None:
    link = (
        '<div class="pagination"><a class="pagination__next" href="/search?start=100">2</a></div>'
    )
    page = read_search(results(total="1,153", after=link), f"{SITE}/search")
    assert isinstance(page, SearchPage)
    assert page.total == 1153
    assert page.next_url == f"{SITE}/search?start=100"


def test_no_results_are_a_page_and_a_page_without_a_count_is_an_error() -> None:
    page = read_search(results(total="0"), SITE)
    assert page == SearchPage(total=0, items=(), next_url=None)
    assert read_search(
        "<html><title>Busy</title><body><p>Wait</p></body></html>", SITE
    ) == PageError(code="no_results", words="Busy")


def test_an_unknown_category_is_kept_without_a_kind() -> None:
    page = read_search(results(result("X", "/provider/99/1")), SITE)
    assert isinstance(page, SearchPage)
    assert (page.items[0].category, page.items[0].kind) == ("99", None)


def test_both_layouts_of_the_timeline_give_the_same_fields() -> None:
    page = read_provider(provider(NEW_LAYOUT, OLD_LAYOUT, REGISTERED), f"{SITE}/provider/44/80999")
    assert isinstance(page, ProviderPage)
    new, old, registered = page.timeline
    assert (new.label, new.grade, new.file_id, new.known) == (
        "Children’s services focused visit",
        None,
        "50199999",
        True,
    )
    assert (new.inspected_on, new.published_on) == (date(2022, 9, 21), date(2022, 10, 26))
    assert (old.label, old.grade, old.file_id) == ("Full inspection", "Good", "50252240")
    assert (old.inspected_on, old.published_on) == (date(2017, 6, 3), date(2017, 7, 14))
    assert old.file_url == f"{SITE}/v1/file/50252240"
    assert (registered.label, registered.file_url, registered.known) == ("Registered", None, True)


def test_who_the_provider_is_stands_in_the_canonical_address() -> None:
    page = read_provider(provider(OLD_LAYOUT), f"{SITE}/provider/ELS/1")
    assert isinstance(page, ProviderPage)
    assert (page.name, page.urn, page.kind, page.category) == (
        "Marlshire",
        "80999",
        "authority",
        "44",
    )
    assert page.canonical == f"{SITE}/provider/44/80999"
    assert page.details == (("Type", "Local authority"),)


def test_a_label_never_seen_before_is_kept_and_named() -> None:
    event = OLD_LAYOUT.replace("Full inspection", "Moat visit").replace("Full", "Moat")
    page = read_provider(provider(event.replace(" inspection", " visit")), SITE)
    assert isinstance(page, ProviderPage)
    assert page.timeline[0].known is False
    assert page.unknown_labels == (page.timeline[0].label,)
    assert page.timeline[0].file_id == "50252240"


def test_grades_of_the_page_itself_are_read() -> None:
    shown = (
        '<div class="subjudgements__overall"><p>The overall outcome of the inspection on 3 May 2020'
        ' was:</p><strong>Good</strong></div><div class="subjudgements__rates__item"><p>Behaviour'
        " and attitudes</p><strong>Outstanding</strong></div>"
    )
    page = read_provider(provider(OLD_LAYOUT, extra=shown), SITE)
    assert isinstance(page, ProviderPage)
    assert page.grades == (
        ("The overall outcome of the inspection on 3 May 2020 was", "Good"),
        ("Behaviour and attitudes", "Outstanding"),
    )


def test_a_page_without_a_timeline_is_an_error_and_not_an_empty_one() -> None:
    shell = "<html><body><h1>Marlshire</h1><div id='app'></div></body></html>"
    assert read_provider(shell, SITE) == PageError(code="no_timeline", words="Marlshire")


def test_not_found_with_status_200_is_a_soft_404() -> None:
    page = (
        "<html><head><title>Report not found - Find</title></head><body><h1>Oh</h1></body></html>"
    )
    assert soft_404_title(page) == "Report not found - Find"
    assert read_provider(page, SITE) == PageError(code="soft_404", words="Report not found - Find")
    assert read_search(page, SITE) == PageError(code="soft_404", words="Report not found - Find")


@pytest.mark.parametrize("page", ["", b"", b"\x00\x01", "   "])
def test_what_is_no_page_is_said_to_be_none(page: bytes | str) -> None:
    answer = read_provider(page, SITE)
    assert isinstance(answer, PageError)
