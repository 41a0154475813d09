"""When a story was published and changed: every stated moment, the surest source first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pipelines.page.hints import hint
from pipelines.reading.metadata.declared import Declared
from pipelines.reading.metadata.jsonld import is_broken, source_of, text_of
from pipelines.reading.metadata.stated_times import OLDEST, Moment, read_moment
from pipelines.reading.model import Candidate, PageContext, Precision
from words.london import LONDON
from words.months import SHORT_MONTHS

_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "publication_date",
    "og:published_time",
    "pub_date",
    "displaydate",
    "published_time",
    "article:post_date",
    "datecreated",
    "og:pubdate",
    "citation_publication_date",
    "bt:pubdate",
    "rnews:datepublished",
    "citation_online_date",
    "timestamp",
)
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dc.date.modified",
    "dcterms.modified",
    "article:updated_time",
    "og:article:modified_time",
    "last-modified",
    "revised",
)
# "2006/11/22 15:33:08" on pages of the BBC of 1998 to 2011, in summer too
_IN_GMT, _NO_ZONE = "originalpublicationdate", re.compile(r"\d:\d{2}$")
_STAMPS = re.compile(
    r"(?=\b(?:last )?(?:updated|modified)\b|\b(?:first |originally )?(?:published|posted)\b)", re.I
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)\b", re.I)
_LABEL_UPDATED = re.compile(r"\b(?:updated|modified|reviewed)(?: (?:on|at))?\W*$", re.I)
# A day in the path: /2025/03/04/ (WordPress titles), /2025/mar/04/ (Guardian). Eight digits in a
# row are as likely a number of the article (/news/24017365.slug/, Newsquest).
_URL_DATE = re.compile(
    rf"/((?:19|20)\d{{2}})[/-](\d{{1,2}}|{'|'.join(SHORT_MONTHS)})[/-]"
    r"(\d{1,2})(?:/|\b)"
)
_MOST_TIMES = 12
_NOT_ITS_OWN = frozenset(["related", "comments", "sidebar", "nav", "footer", "promo"])
_OF_OTHERS = frozenset(["nav", "blockquote"])
"""Elements of menus, and of posts embedded from other sites."""
_CARD_TEXT = 20
"""Characters of a link beside a time from which it is the headline of another story."""


class Offer(NamedTuple):
    """A moment that a page states, the words it was read from, and why it is refused, if it is."""

    moment: Moment
    source: str
    text: str
    refused: str | None = None


def gather_dates(
    page: Declared, story: dict[str, Any], url: str, context: PageContext
) -> tuple[list[Offer], list[Offer]]:
    """Return what the page and its listing state as published, and as modified."""
    published: list[Offer] = []
    modified: list[Offer] = []
    fetched_at = context.fetched_at
    broken = is_broken(story)
    own = (
        (published, story.get("datePublished") or story.get("dateCreated")),
        (modified, story.get("dateModified")),
    )
    for into, value in () if broken else own:
        into += _stated(value, "json-ld", fetched_at)
    for names, into in ((_PUBLISHED_META, published), (_MODIFIED_META, modified)):
        for name in names:
            if name in page.meta:
                value = page.first(name)
                if name == _IN_GMT and value and _NO_ZONE.search(value):
                    value += " GMT"
                into += _stated(value, "meta", fetched_at)
    times = _times(page, sure=bool(published)) if page.times else ()
    for into, value in own if broken else ():
        into += _stated(value, source_of(story), fetched_at)
    for element, refused in times:
        into = modified if _is_update(element) else published
        value = element.get("datetime") or text_in(element)
        into += _stated(value, "time", fetched_at, refused)
    for other in page.json_ld if not story else ():
        published += _stated(other.get("datePublished"), "json-ld", fetched_at)
        modified += _stated(other.get("dateModified"), "json-ld", fetched_at)
    if stamp := _URL_DATE.search(url):
        published += _stated(_day_in(stamp), "url", fetched_at)
    _add_listing(context, published, modified)
    return published, modified


def _stated(
    value: Any, source: str, fetched_at: datetime | None, refused: str | None = None
) -> Iterable[Offer]:
    """Return the moment that a value states as the one offer; nothing where it states none."""
    text = value if isinstance(value, str) else text_of(value)
    moment = read_moment(text, fetched_at=fetched_at) if text else None
    if not text or moment is None:
        return ()
    return (Offer(moment, source, " ".join(text.split()), refused),)


def text_in(element: Any) -> str:
    """Return the text of a small element."""
    return "".join(element.itertext())


def _day_in(stamp: re.Match[str]) -> str:
    year, month, day = stamp.groups()
    return f"{year}-{SHORT_MONTHS.index(month) + 1 if month.isalpha() else month}-{day}"


def _times(page: Declared, *, sure: bool) -> Iterator[tuple[Any, str | None]]:
    """Return time elements, and why one is not the story's own.

    Where nothing surer is declared (`sure`), those nearest the headline come first, and those of
    other stories in a list, of comments and of menus are refused.
    """
    times = page.times[:_MOST_TIMES]
    if sure or not times:
        yield from ((element, None) for element in times[:6])
        return
    above: dict[Any, int] = {}
    for heading in page.headings[:1]:
        above = {element: steps for steps, element in enumerate(heading.iterancestors())}
    placed = [(*_place(element, above), element) for element in times]
    for _, refused, element in sorted(placed, key=lambda place: place[0]):
        yield element, refused


def _place(element: Any, above: dict[Any, int]) -> tuple[int, str | None]:
    """Return how many steps above the headline a time joins it, and whose else it may be."""
    refused = None
    for level, ancestor in enumerate(element.iterancestors()):
        if ancestor in above:
            return above[ancestor], refused
        if refused is None and ancestor.tag != "body":
            refused = _whose(ancestor, element, level)
    return len(above), refused


def _whose(ancestor: Any, element: Any, level: int) -> str | None:
    tag = ancestor.tag
    named = hint(ancestor.get("class") or "")
    if tag in _OF_OTHERS or named in _NOT_ITS_OWN:
        return f"refused: stands in {tag if tag in _OF_OTHERS else named}"
    if tag == "aside" and (
        next(ancestor.iter("h2", "h3", "h4"), None) is not None
        or sum(1 for _ in ancestor.iter("time")) > 1
    ):
        return "refused: stands in a list beside the story"
    if level < 4 and tag in ("a", "li", "article", "div"):
        own = len(text_in(element).strip())
        if tag == "a" and len(text_in(ancestor).strip()) > own + _CARD_TEXT:
            return "refused: part of a link to another story"
        heading = next(ancestor.iter("h2", "h3", "h4"), None)
        if heading is not None and next(heading.iter("a"), None) is not None:
            return "refused: beside the linked headline of another story"
    return None


def _is_update(element: Any) -> bool:
    """Say whether a time element tells when the page was changed, not published."""
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    if "publish" in marks:  # "entry-date published updated": WordPress, where nothing was changed
        return False
    if "updat" in marks or "modif" in marks:
        return True
    own = (element.text or "").strip()
    return bool(_UPDATED.match(own) or _LABEL_UPDATED.search(_before(element)))


def _before(element: Any) -> str:
    """Return the last characters of the text that leads to a time element."""
    for _ in range(2):
        sibling = element.getprevious()
        if sibling is not None:
            return ((sibling.tail or "").strip() or (sibling.text or "").strip())[-40:]
        element = element.getparent()
        if element is None:
            break
        if text := (element.text or "").strip():
            return str(text[-40:])
    return ""


def _add_listing(context: PageContext, published: list[Offer], modified: list[Offer]) -> None:
    """Add what the feed or sitemap said."""
    via = context.listing_via or "feed"
    for at, into in (
        (context.listing_published, published),
        (context.listing_modified, modified),
    ):
        if at is not None:
            into.append(Offer(Moment(at.astimezone(UTC), Precision.TIME), via, at.isoformat()))


def choose_moment(
    name: str, offers: list[Offer], limit: datetime
) -> tuple[Moment | None, list[Candidate]]:
    """Choose the first offer that is not refused; a time of day beats a bare day.

    limit: the moment of the fetch; nothing later is believed.
    """
    refusals = [offer.refused or refusal(offer.moment, limit) for offer in offers]
    chosen: Offer | None = None
    for offer, refused in zip(offers, refusals, strict=True):
        if refused:
            continue
        if chosen is None or (
            chosen.moment.precision is Precision.DAY
            and offer.moment.precision is Precision.TIME
            and abs(offer.moment.at - chosen.moment.at) < timedelta(hours=30)
        ):
            chosen = offer
    candidates = [
        Candidate(
            field=name,
            value=offer.text,
            source=offer.source,
            chosen=offer is chosen,
            why=refused or (f"first usable source: {offer.source}" if offer is chosen else None),
        )
        for offer, refused in zip(offers, refusals, strict=True)
    ]
    return (chosen.moment if chosen else None), candidates


def stated_in(lines: Iterable[str], fetched_at: datetime | None) -> tuple[list[Offer], list[Offer]]:
    """Return what visible lines state as published and as modified.

    "Published 9th Nov 2023, 09:34", "UPDATED: 10 Nov 2023 | PUBLISHED: 9 Nov 2023"
    """
    published: list[Offer] = []
    modified: list[Offer] = []
    for line in lines:
        for text in _STAMPS.split(line):
            moment = read_moment(text, fetched_at=fetched_at)
            if moment is not None:
                into = modified if _UPDATED.match(text) else published
                into.append(Offer(moment, "visible", text.strip()))
    return published, modified


def refusal(moment: Moment, limit: datetime) -> str | None:
    """Return why a moment cannot be a story's date, or None.

    A bare day is in the future where it is later than the day of `limit` in London.
    """
    if moment.precision is Precision.DAY:
        late = moment.at.date() > limit.astimezone(LONDON).date()
    else:
        late = moment.at > limit
    if late:
        return "refused: in the future"
    if moment.at < OLDEST:
        return "refused: before 1990"
    return None
