"""The timeline of a provider's page, in both layouts: one entry per event, none left out."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from pipelines.ofsted.page_values import GRADES, KNOWN_LABELS, TimelineEntry
from pipelines.ofsted.printed_days import single_date


def has_class(name: str) -> str:
    """An XPath test for one class among several."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def text_of(node: lxml_html.HtmlElement) -> str:
    """The text of an element, a blank between elements, blanks single."""
    return re.sub(r"\s+", " ", " ".join(str(part) for part in node.itertext())).strip()


def first_text(root: lxml_html.HtmlElement, path: str) -> str | None:
    """The first text that is not empty among the elements of a path."""
    return next((text for node in root.xpath(path) if (text := text_of(node))), None)


def read_entry(node: lxml_html.HtmlElement, url: str) -> TimelineEntry:
    """One li of the timeline; url is the page's, for relative links."""
    link = next(iter(node.xpath(f".//a[{has_class('publication-link')}]")), None)
    if link is None:
        link = next(iter(node.xpath(".//a[contains(@href, '/file')]")), None)
    hidden = first_text(node, f".//span[{has_class('nonvisual')}]") or ""
    label, grade = _label_and_grade(node, link, hidden)
    href = urljoin(url, link.get("href")) if link is not None and link.get("href") else None
    return TimelineEntry(
        label=label,
        known=_folded(label) in KNOWN_LABELS,
        inspected_on=_inspected_on(node),
        published_on=single_date(hidden) or _published_on(node),
        grade=grade,
        file_url=href,
        file_id=_file_id(href),
        text=text_of(node),
    )


def _label_and_grade(
    node: lxml_html.HtmlElement, link: lxml_html.HtmlElement | None, hidden: str
) -> tuple[str, str | None]:
    """Older layout "Full inspection: Good", newer "Full inspection"; the hidden span has both."""
    title = link if link is not None else _titled(node)
    visible = text_of(title) if title is not None else text_of(node)
    if hidden:
        visible = visible.replace(hidden, "").strip()
    strong = first_text(title, ".//strong") if title is not None else None
    grade = strong if strong and _folded(strong) in GRADES else None
    label, _, rest = visible.partition(":")
    if grade is None and _folded(rest) in GRADES:
        grade = rest.strip()
    if grade is None and rest.strip():
        label = visible
    if not label.strip() or (hidden and label.casefold().startswith("http")):
        label = hidden
    return _bare_label(label or hidden), grade


def _titled(node: lxml_html.HtmlElement) -> lxml_html.HtmlElement | None:
    return next(iter(node.xpath(f".//*[{has_class('event__title')}]")), None)


# "Full inspection, PDF - 14 July 2017"; not the end of "Single inspection of LA children's services
# (as pdf)", which is a label of its own
_FILE_WORDS = re.compile(
    r",?\s*(?<!\(as )\b(?:pdf|html)\b.*$|\s*[-–]\s*(?:published\s*)?\d{1,2} \w+ \d{4}.*$|"
    r",? opens in.*$",
    re.IGNORECASE,
)


def _bare_label(label: str) -> str:
    """ "Full inspection, PDF - 14 July 2017" → "Full inspection"."""
    return _FILE_WORDS.sub("", label).strip(" :,-–")


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .").casefold()


def _inspected_on(node: lxml_html.HtmlElement) -> date | None:
    return single_date(first_text(node, f".//*[{has_class('timeline__date')}]") or "")


def _published_on(node: lxml_html.HtmlElement) -> date | None:
    for time in node.xpath(".//time[@pubdate] | .//*[contains(@class, 'metadata')]//time"):
        found = single_date(text_of(time)) or _iso(time.get("datetime"))
        if found:
            return found
    words = re.search(r"published\s*:?\s*(\d{1,2} \w+ \d{4})", text_of(node), re.IGNORECASE)
    return single_date(words[1]) if words else None


def _iso(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _file_id(href: str | None) -> str | None:
    """The number at the end of ".../v1/file/50252240"; None for another address."""
    match = re.search(r"/files?/(\d{4,10})\b", urlsplit(href or "").path)
    return match[1] if match else None
