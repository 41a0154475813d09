"""Pages of reports.ofsted.gov.uk → values: search results, providers, the site's "not found".

Pure readers: bytes or text and the page's URL in, frozen values out; nothing is fetched. A page
that is not what it should be comes back as a PageError, never as an empty list. Items of a list
are read by their labels, never by position. Labels never seen before are kept, with known=False.

The result page was read from a capture of November 2023; the timeline in its two layouts is rebuilt
from what other readers of the site rely on.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from pipelines.ofsted.page_values import (
    CATEGORIES,
    ListedProvider,
    PageError,
    ProviderPage,
    SearchPage,
    TimelineEntry,
)
from pipelines.ofsted.timeline import first_text, has_class, read_entry, text_of
from words.quarantine import QuarantineCode
from words.reasons import Reason

__all__ = [
    "ListedProvider",
    "PageError",
    "ProviderPage",
    "SearchPage",
    "TimelineEntry",
    "read_provider",
    "read_search",
    "soft_404_title",
]


def soft_404_title(page: bytes | str) -> str | None:
    """The title of the site's "not found" page served with status 200; None for other pages."""
    root = _parse(page)
    if root is None:
        return None
    title = first_text(root, "//title")
    heading = first_text(root, "//h1")
    says_so = re.search(r"\bnot found\b|no longer available", f"{title} {heading}", re.IGNORECASE)
    return (title or heading) if says_so else None


def read_search(page: bytes | str, url: str) -> SearchPage | PageError:
    """Read a result page; url is the page's own address, for relative links."""
    root = _parse(page)
    if root is None:
        return PageError(code=QuarantineCode.NOT_HTML)
    error = _soft_404(page)
    if error:
        return error
    total = _total(root)
    if total is None:
        return PageError(code=QuarantineCode.NO_RESULTS, words=first_text(root, "//title") or "")
    items = tuple(
        item
        for node in root.xpath(f"//li[{has_class('search-result')}]")
        if (item := _listed(node, url)) is not None
    )
    return SearchPage(total=total, items=items, next_url=_next_url(root, url))


def read_provider(page: bytes | str, url: str) -> ProviderPage | PageError:
    """Read a provider's page; url is the page's own address."""
    root = _parse(page)
    if root is None:
        return PageError(code=QuarantineCode.NOT_HTML)
    error = _soft_404(page)
    if error:
        return error
    timelines = root.xpath(f"//ol[{has_class('timeline')}]")
    name = first_text(root, "//h1") or ""
    if not timelines:
        return PageError(
            code=QuarantineCode.NO_TIMELINE, words=name or first_text(root, "//title") or ""
        )
    canonical = next(iter(root.xpath("//link[@rel='canonical']/@href")), None)
    category, urn = _address(canonical or url)
    details = _details(root, timelines)
    return ProviderPage(
        name=name,
        urn=urn or _detail(details, "urn"),
        kind=CATEGORIES.get(category or ""),
        category=category,
        canonical=urljoin(url, canonical) if canonical else None,
        details=details,
        grades=_grades(root),
        timeline=tuple(
            read_entry(node, url)
            for timeline in timelines
            for node in timeline.xpath("./li[normalize-space()]")
        ),
    )


def _parse(page: bytes | str) -> lxml_html.HtmlElement | None:
    if not page.strip():
        return None
    data = page.encode("utf-8", "replace") if isinstance(page, str) else page
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root if root.xpath("//body//*") else None


def _soft_404(page: bytes | str) -> PageError | None:
    title = soft_404_title(page)
    return PageError(code=Reason.SOFT_404, words=title) if title else None


def _total(root: lxml_html.HtmlElement) -> int | None:
    printed = first_text(root, f"//*[{has_class('results-count')}]") or ""
    number = re.search(r"\d[\d,]*", printed)
    return int(number.group().replace(",", "")) if number else None


def _listed(node: lxml_html.HtmlElement, url: str) -> ListedProvider | None:
    links = node.xpath(".//a[contains(@href, '/provider/')]")
    if not links:
        return None
    href = urljoin(url, links[0].get("href"))
    category, urn = _address(href)
    fields = tuple(
        pair
        for item in node.xpath(f".//ul[{has_class('search-result__provider-info')}]/li")
        if (pair := _labelled(text_of(item))) is not None
    )
    printed_urn = next((value for label, value in fields if label.casefold() == "urn"), None)
    return ListedProvider(
        name=text_of(links[0]),
        href=href,
        category=category,
        kind=CATEGORIES.get(category or ""),
        urn=printed_urn or urn,
        fields=fields,
    )


def _labelled(text: str) -> tuple[str, str] | None:
    """ "Latest report: 23 January 2023" → (label, value); None without a colon."""
    label, colon, value = text.partition(":")
    return (label.strip(), value.strip()) if colon and value.strip() else None


def _address(href: str) -> tuple[str | None, str | None]:
    """(category, urn) of ".../provider/44/80418"."""
    match = re.search(r"/provider/([^/?#]+)/([^/?#]+)", href)
    return (match[1], match[2]) if match else (None, None)


def _next_url(root: lxml_html.HtmlElement, url: str) -> str | None:
    links = root.xpath(
        f"//a[{has_class('pagination__next')}]/@href | //*[{has_class('pagination__next')}]"
        "//a/@href | //a[@rel='next']/@href | //link[@rel='next']/@href"
    )
    return urljoin(url, links[0]) if links else None


def _details(
    root: lxml_html.HtmlElement, timelines: list[lxml_html.HtmlElement]
) -> tuple[tuple[str, str], ...]:
    """Registration details: <li><span>Type:</span><span>…</span></li> and dt/dd pairs."""
    inside = {node for timeline in timelines for node in timeline.iter()}
    pairs: dict[str, str] = {}
    for item in root.xpath("//main//li | //body//li[span] | //body//li[strong]"):
        pair = (
            None
            if item in inside or item.xpath(".//li | .//a[@class]")
            else _labelled(text_of(item))
        )
        if pair and len(pair[0]) <= 60:
            pairs.setdefault(*pair)
    for term in root.xpath("//dl/dt"):
        value = next(iter(term.xpath("following-sibling::dd[1]")), None)
        if value is not None and text_of(term):
            pairs.setdefault(text_of(term).rstrip(": "), text_of(value))
    return tuple(pairs.items())


def _detail(details: tuple[tuple[str, str], ...], label: str) -> str | None:
    return next((value for name, value in details if name.casefold() == label), None)


def _grades(root: lxml_html.HtmlElement) -> tuple[tuple[str, str], ...]:
    """Grades the page prints outside the timeline: overall, and each area with its label."""
    found = []
    for block in root.xpath(f"//div[{has_class('subjudgements__overall')}]"):
        grade = first_text(block, ".//strong")
        if grade:
            found.append((_before(text_of(block), grade), grade))
    for item in root.xpath(f"//div[{has_class('subjudgements__rates__item')}]"):
        grade = first_text(item, ".//strong")
        if grade:
            found.append((_before(text_of(item), grade), grade))
    return tuple(found)


def _before(text: str, grade: str) -> str:
    return text.rpartition(grade)[0].strip(" :") or text.strip(" :")
