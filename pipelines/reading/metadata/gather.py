"""Every candidate for every field, and the choice between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipelines.boilerplate.fragment import fold
from pipelines.reading.metadata.dates import OLDEST, Moment, read_moment
from pipelines.reading.metadata.declared import Declared
from pipelines.reading.metadata.jsonld import is_article, names_of, text_of
from pipelines.reading.metadata.people import is_name, join_names, names_in
from pipelines.reading.model import Candidate, PageContext, Precision

_WORDS = re.compile(r"\w+")
_LIVE = re.compile(r"\bLIVE\b")
MIN_LIKENESS = 0.5
_SITE_TAIL = re.compile(r"\s+(?:[|•·»–—:-]|::|\|\|)\s+")


@dataclass(slots=True)
class Metadata:
    """What was chosen for each field of a reading, and everything it was chosen from."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    section: str | None = None
    canonical_url: str | None = None
    image_url: str | None = None
    language: str | None = None
    site: str | None = None
    description: str | None = None
    types: tuple[str, ...] = ()
    free: bool | None = None
    article_body: str | None = None
    names: list[tuple[list[str], str]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)


def gather(page: Declared, url: str, context: PageContext) -> Metadata:
    """Choose every field but the byline, which `choose_byline` adds when the body is known."""
    stories = [value for value in page.json_ld if is_article(value)]
    story: dict[str, Any] = _main_story(stories, url)
    found = Metadata(
        site=page.first("og:site_name", "application-name") or text_of(story.get("publisher")),
        description=page.first("og:description", "description", "twitter:description"),
        types=tuple(kind for value in stories[:5] for kind in _types(value)),
        article_body=_article_body(story),
    )
    free = story.get("isAccessibleForFree")
    if isinstance(free, (bool, str)):
        found.free = str(free).lower() != "false"
    found.title = _title(page, story, context, found)
    found.names = _declared_names(page, story)
    _dates(page, story, url, context, found)
    found.section = page.first("article:section", "section") or text_of(story.get("articleSection"))
    found.canonical_url = _canonical(page, url, found)
    image = page.first("og:image", "og:image:url", "twitter:image", "twitter:image:src")
    found.image_url = _absolute(image or _image(story), url)
    found.language = _language(page)
    return found


def _types(value: dict[str, Any]) -> tuple[str, ...]:
    kinds = value.get("@type")
    return tuple(map(str, kinds)) if isinstance(kinds, list) else (str(kinds),)


def _main_story(stories: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """Return the JSON-LD object of this page: the one that names its URL, else the fullest."""
    path = path_of(url).rstrip("/")
    if len(stories) > 1 and path:
        for value in stories:
            named = f"{value.get('url') or ''} {value.get('@id') or ''}"
            if path in named and value.get("headline"):
                return value
    return max(stories, key=lambda value: ("datePublished" in value, len(value)), default={})


def path_of(url: str) -> str:
    """Return the path of an address, empty where it is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def host_of(url: str) -> str | None:
    """Return the host of an address, None where it is no address."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _article_body(story: dict[str, Any]) -> str | None:
    body = story.get("articleBody")
    return body if isinstance(body, str) and len(body) > 300 else None


def likeness(one: str, other: str) -> float:
    """Return how alike the words of two titles are: twice the shared over all, 0 to 1."""
    first, second = set(_WORDS.findall(fold(one))), set(_WORDS.findall(fold(other)))
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _title(
    page: Declared, story: dict[str, Any], context: PageContext, found: Metadata
) -> str | None:
    """Choose the headline: the visible h1 that is most like what the page declares."""
    visible = [" ".join("".join(h1.itertext()).split()) for h1 in page.headings[:12]]
    visible = [text for text in visible if text and len(text) < 400]
    headline = text_of(story.get("headline")) or text_of(story.get("name"))
    raw = page.first("og:title", "twitter:title", "dc.title", "title")
    meta = _without_site(raw, found.site) if raw else None
    tag = _without_site(page.title, found.site) if page.title else None
    declared = ((headline, "json-ld"), (meta, "meta"), (tag, "title-element"))
    chosen, why = _choose_title(visible, declared, context, found)
    offers = [
        (context.listing_title, context.listing_via or "feed"),
        *((text, "h1") for text in visible),
        *declared,
    ]
    for value, source in offers:
        if value:
            taken = value == chosen and why is not None
            found.candidates.append(
                Candidate(
                    field="title",
                    value=value,
                    source=source,
                    chosen=taken,
                    why=why if taken else None,
                )
            )
            why = None if taken else why
    return chosen


def _choose_title(
    visible: list[str],
    declared: tuple[tuple[str | None, str], ...],
    context: PageContext,
    found: Metadata,
) -> tuple[str | None, str | None]:
    """Return the headline and why it was chosen."""
    known = [value for value in (*(value for value, _ in declared), context.listing_title) if value]
    if found.site:
        visible = [text for text in visible if fold(text) != fold(found.site)] or visible
    ranked = sorted(visible, key=lambda text: -_most_alike(text, known))
    best = _most_alike(ranked[0], known) if ranked else 0.0
    if ranked and (
        (best >= MIN_LIKENESS and len(ranked[0].split()) > 1) or (not known and len(visible) == 1)
    ):
        meta = declared[1][0]
        if meta and _LIVE.search(ranked[0]) and not _LIVE.search(meta):
            return meta, "a live page's h1 changes through the day; what it declares does not"
        return ranked[0], "the h1 that agrees with what the page declares"
    for value, source in declared:
        if value:
            return _without_site(value, found.site), f"no h1 agrees; first declared: {source}"
    return (visible[0], "the only heading") if ranked else (None, None)


def _most_alike(text: str, known: list[str]) -> float:
    return max((likeness(text, value) for value in known), default=0.0)


def _without_site(title: str, site: str | None) -> str:
    """Return a title without the site's name after its last divider."""
    title = " ".join(title.split())
    parts = _SITE_TAIL.split(title)
    if len(parts) < 2:
        return title
    tail = parts[-1]
    named = site is not None and likeness(tail, site) > 0.5
    if named or (site is None and len(tail.split()) <= 4):
        return title[: title.rfind(tail)].rstrip(" |•·»–—:-")
    return title


_AUTHOR_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "article:author_name",
    "dcterms.creator",
    "citation_author",
)


def _declared_names(page: Declared, story: dict[str, Any]) -> list[tuple[list[str], str]]:
    """Return the names that JSON-LD and meta elements give, each with its source."""
    people = story.get("author") or story.get("creator")
    named = [name for raw in names_of(people) for name in names_in(raw)]
    metas = [
        value
        for key in _AUTHOR_META
        for value in page.meta.get(key, ())
        if not value.startswith("http")
    ]
    several = len(page.meta.get("author", ())) > 1 or len(page.meta.get("citation_author", ())) > 1
    written = metas if several else metas[:1]
    return [(named, "json-ld"), ([name for value in written for name in names_in(value)], "meta")]


def choose_byline(found: Metadata, visible: Iterable[str]) -> None:
    """Choose the byline: the first of JSON-LD, meta and visible lines that names a person."""
    site = fold(found.site or "")
    offers = [*found.names, *((names_in(line), "visible") for line in visible)]
    for names, source in offers:
        people = [name for name in names if is_name(name) and fold(name) != site]
        value = join_names(people)
        if value is None:
            continue
        first = found.byline is None
        found.byline = found.byline or value
        why = "first source that names a person" if first else None
        found.candidates.append(
            Candidate(field="byline", value=value, source=source, chosen=first, why=why)
        )


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
_UPDATED = re.compile(r"(?=\b(?:last )?(?:updated|modified)\b)", re.I)
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|\b)")


_Offers = list[tuple[Moment, str, str]]


def _dates(
    page: Declared, story: dict[str, Any], url: str, context: PageContext, found: Metadata
) -> None:
    """Gather every stated moment, the surest source first, and choose."""
    published: _Offers = []
    modified: _Offers = []

    def offer(into: _Offers, value: Any, source: str) -> None:
        text = value if isinstance(value, str) else text_of(value)
        moment = read_moment(text, fetched_at=context.fetched_at) if text else None
        if text and moment is not None:
            into.append((moment, source, text))

    offer(published, story.get("datePublished") or story.get("dateCreated"), "json-ld")
    offer(modified, story.get("dateModified"), "json-ld")
    for names, into in ((_PUBLISHED_META, published), (_MODIFIED_META, modified)):
        for name in names:
            if name in page.meta:
                offer(into, page.meta[name][0], "meta")
    for element in page.times[:6]:
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        into = modified if "updat" in marks or "modif" in marks else published
        offer(into, element.get("datetime") or "".join(element.itertext()), "time")
    for other in page.json_ld if not story else ():
        offer(published, other.get("datePublished"), "json-ld")
        offer(modified, other.get("dateModified"), "json-ld")
    if stamp := _URL_DATE.search(url):
        offer(published, "-".join(stamp.groups()), "url")
    _add_listing(context, published, modified)
    limit = context.fetched_at or datetime.now(UTC)
    found.published = choose_moment("published", published, limit, found)
    found.modified = choose_moment("modified", modified, limit, found)


def _add_listing(context: PageContext, published: _Offers, modified: _Offers) -> None:
    """Add what the feed or sitemap said."""
    via = context.listing_via or "feed"
    for at, into in (
        (context.listing_published, published),
        (context.listing_modified, modified),
    ):
        if at is not None:
            into.append((Moment(at.astimezone(UTC), Precision.TIME), via, at.isoformat()))


def choose_moment(
    name: str, offers: list[tuple[Moment, str, str]], limit: datetime, found: Metadata
) -> Moment | None:
    """Choose the first offer that is not in the future; a time of day beats a bare day."""
    chosen: tuple[Moment, str, str] | None = None
    for offer in offers:
        if refusal(offer[0], limit):
            continue
        if chosen is None or (
            chosen[0].precision is Precision.DAY
            and offer[0].precision is Precision.TIME
            and abs(offer[0].at - chosen[0].at) < timedelta(hours=30)
        ):
            chosen = offer
    for offer in offers:
        taken = offer is chosen
        why = refusal(offer[0], limit) or (f"first usable source: {offer[1]}" if taken else None)
        found.candidates.append(
            Candidate(field=name, value=offer[2], source=offer[1], chosen=taken, why=why)
        )
    return chosen[0] if chosen else None


def add_visible_dates(found: Metadata, lines: Iterable[str], context: PageContext) -> None:
    """Choose from visible lines where nothing was declared: "Published 9th Nov 2023, 09:34"."""
    if found.published is not None:
        return
    limit = context.fetched_at or datetime.now(UTC)
    published: list[tuple[Moment, str, str]] = []
    modified: list[tuple[Moment, str, str]] = []
    for line in lines:
        for text in _UPDATED.split(line):
            moment = read_moment(text, fetched_at=context.fetched_at)
            if moment is not None:
                into = modified if _UPDATED.match(text) else published
                into.append((moment, "visible", text.strip()))
    found.published = choose_moment("published", published, limit, found)
    found.modified = found.modified or choose_moment("modified", modified, limit, found)


def unchoose(found: Metadata, name: str) -> None:
    """Take back the choice for a field: a better source has spoken."""
    found.candidates = [
        replace(offer, chosen=False) if offer.field == name and offer.chosen else offer
        for offer in found.candidates
    ]


def refusal(moment: Moment, limit: datetime) -> str | None:
    """Return why a moment cannot be a story's date, or None."""
    if moment.at > limit:
        return "refused: in the future"
    if moment.at < OLDEST:
        return "refused: before 1990"
    return None


def _canonical(page: Declared, url: str, found: Metadata) -> str | None:
    offers = [(value, "link") for value in page.links.get("canonical", [])[:2]]
    offers += [(value, "meta") for value in page.meta.get("og:url", [])[:1]]
    chosen = None
    for value, source in offers:
        absolute = _absolute(value, url)
        if absolute is None:
            continue
        first = chosen is None
        chosen = chosen or absolute
        found.candidates.append(
            Candidate(field="canonical_url", value=absolute, source=source, chosen=first)
        )
    return chosen


def _absolute(value: str | None, url: str) -> str | None:
    """Return an http(s) address, or None."""
    if not value:
        return None
    try:
        absolute = urljoin(url, value.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    return absolute if parts.scheme in ("http", "https") and parts.netloc else None


def _image(story: dict[str, Any]) -> str | None:
    image = story.get("image")
    image = image[0] if isinstance(image, list) and image else image
    if isinstance(image, dict):
        image = image.get("url")
    return image if isinstance(image, str) else None


def _language(page: Declared) -> str | None:
    value = page.language or page.first("og:locale", "content-language", "language", "inlanguage")
    code = re.match(r"[a-z]{2}(?![a-z])", value.strip().lower()) if value else None
    return code.group() if code else None
