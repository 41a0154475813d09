"""Every candidate for every field, and the choice between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from pipelines.reading.metadata.addresses import canonical, host_of, image_of, path_of
from pipelines.reading.metadata.bylines import Names, declared_names
from pipelines.reading.metadata.bylines import choose_byline as _choose_byline
from pipelines.reading.metadata.declared import Declared
from pipelines.reading.metadata.jsonld import is_article, is_broken, text_of, types_of
from pipelines.reading.metadata.moments import choose_moment, gather_dates, refusal, stated_in
from pipelines.reading.metadata.stated_times import Moment
from pipelines.reading.metadata.titles import choose_title
from pipelines.reading.model import Candidate, PageContext

__all__ = [
    "Metadata",
    "add_visible_dates",
    "choose_byline",
    "gather",
    "host_of",
    "path_of",
    "refusal",
    "unchoose",
]


@dataclass(slots=True)
class Metadata:
    """What was chosen for each field of a reading, and everything it was chosen from.

    types: the JSON-LD types of stories on the page; other_types: of everything else.
    """

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
    other_types: tuple[str, ...] = ()
    free: bool | None = None
    article_body: str | None = None
    names: Names = field(default_factory=Names)
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def dated_by(self) -> str | None:
        """The source of the chosen date, None where there is none."""
        dates = (one for one in self.candidates if one.field == "published" and one.chosen)
        return next((one.source for one in dates), None)


def gather(page: Declared, url: str, context: PageContext) -> Metadata:
    """Choose every field but the byline, which `choose_byline` adds when the body is known."""
    stories = [value for value in page.json_ld if is_article(value)]
    story: dict[str, Any] = _main_story(stories, url)
    found = Metadata(
        site=page.first("og:site_name", "application-name") or text_of(story.get("publisher")),
        description=page.first("og:description", "description", "twitter:description"),
        types=tuple(kind for value in stories[:5] for kind in _types(value)),
        other_types=tuple(kind for value in page.json_ld[:20] for kind in types_of(value)),
        article_body=_article_body(story),
    )
    free = story.get("isAccessibleForFree")
    if isinstance(free, (bool, str)):
        found.free = str(free).lower() != "false"
    found.title, titles = choose_title(page, story, context, found.site, url)
    found.names = declared_names(page, story, found.site)
    published, modified = gather_dates(page, story, url, context)
    limit = context.fetched_at or datetime.now(UTC)
    found.published, first = choose_moment("published", published, limit)
    found.modified, later = choose_moment("modified", modified, limit)
    found.section = page.first("article:section", "section") or text_of(story.get("articleSection"))
    own = canonical(page, url)
    found.canonical_url = next((offer.value for offer in own if offer.chosen), None)
    found.candidates = [*titles, *first, *later, *own]
    found.image_url = image_of(page, story, url)
    found.language = _language(page)
    return found


def choose_byline(found: Metadata, visible: Iterable[str]) -> None:
    """Choose the byline from what is declared and from visible lines."""
    found.byline, candidates = _choose_byline(found.names, visible, found.site)
    found.candidates += candidates


def add_visible_dates(found: Metadata, lines: Iterable[str], context: PageContext) -> None:
    """Choose from visible lines where nothing was declared: "Published 9th Nov 2023, 09:34"."""
    if found.published is not None:
        return
    limit = context.fetched_at or datetime.now(UTC)
    published, modified = stated_in(lines, context.fetched_at)
    found.published, first = choose_moment("published", published, limit)
    changed, later = choose_moment("modified", modified, limit)
    if found.modified is not None:
        later = [replace(offer, chosen=False) for offer in later]
    found.modified = found.modified or changed
    found.candidates += [*first, *later]


def unchoose(found: Metadata, name: str) -> None:
    """Take back the choice for a field: a better source has spoken."""
    found.candidates = [
        replace(offer, chosen=False) if offer.field == name and offer.chosen else offer
        for offer in found.candidates
    ]


def _types(value: dict[str, Any]) -> tuple[str, ...]:
    kinds = value.get("@type")
    return tuple(map(str, kinds)) if isinstance(kinds, list) else (str(kinds),)


def _main_story(stories: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """Return the JSON-LD object of this page: the one that names its URL, else the fullest.

    One put together from a broken script comes last.
    """
    if len(stories) > 1 and (path := path_of(url).rstrip("/")):
        for value in stories:
            named = f"{value.get('url') or ''} {value.get('@id') or ''}"
            if path in named and value.get("headline"):
                return value
    return max(stories, key=_fullness, default={})


def _fullness(value: dict[str, Any]) -> tuple[bool, bool, int]:
    return not is_broken(value), "datePublished" in value, len(value)


def _article_body(story: dict[str, Any]) -> str | None:
    body = story.get("articleBody")
    return body if isinstance(body, str) and len(body) > 300 else None


def _language(page: Declared) -> str | None:
    value = page.language or page.first("og:locale", "content-language", "language", "inlanguage")
    code = re.match(r"[a-z]{2}(?![a-z])", value.strip().lower()) if value else None
    return code.group() if code else None
