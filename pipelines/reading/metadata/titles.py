"""The headline: what the page shows as its heading, checked against what it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from pipelines.boilerplate.fragment import fold
from pipelines.page.visible import composed
from pipelines.reading.metadata.addresses import host_of
from pipelines.reading.metadata.declared import Declared
from pipelines.reading.metadata.jsonld import is_broken, source_of, text_of
from pipelines.reading.model import Candidate, PageContext

MIN_LIKENESS = 0.5
"""Shared words from which a heading and a declared title are the same headline."""
LOOSE_LIKENESS = 0.3
"""The same for the only heading of the first rank that a page has."""
LONGEST = 400
_SHORT_LABEL = 4
"""Characters of labels such as "www", "news", "co" or "com"."""
_WORDS = re.compile(r"\w+")
_DIVIDER = re.compile(r"\s+(?:[|•·»–—:-]|::|\|\|)\s+")
_WEAK_DIVIDERS = frozenset("–—:-")
_LIVE = re.compile(r"\bLIVE\b")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_TITLE_META = ("og:title", "twitter:title", "dc.title", "title")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's text, and the pieces it is put together from: child elements, dividers."""

    text: str
    pieces: tuple[str, ...]


def choose_title(
    page: Declared, story: dict[str, Any], context: PageContext, site: str | None, url: str
) -> tuple[str | None, list[Candidate]]:
    """Return the headline and every candidate for it, the chosen one with why."""
    headings = list(_headings(page.headings[:12]))
    stated = _stated(page, story)
    label = _label(host_of(url) or "")
    known = list(dict.fromkeys([text for text, _ in stated]))
    heads = frozenset(letters(text) for text in (*known, *(one.text for one in headings)))
    own_part = {text: without_site(text, site, label, heads) for text in known}
    declared = [(own_part[text], source) for text, source in stated]
    own = {letters(site or ""), label}
    if context.listing_title:
        known.append(context.listing_title)
    shown = [one for one in headings if letters(one.text) not in own] or headings
    chosen, why, extra = _choose(page, shown, declared, known)
    offers = [
        (context.listing_title, context.listing_via or "feed"),
        *((heading.text, "h1") for heading in headings),
        *((text, source) for text, source in declared),
        *extra,
    ]
    return chosen, list(_candidates(offers, chosen, why))


def _candidates(
    offers: list[tuple[str | None, str]], chosen: str | None, why: str | None
) -> Iterator[Candidate]:
    for value, source in offers:
        if value:
            taken = value == chosen and why is not None
            yield Candidate(
                field="title",
                value=value,
                source=source,
                chosen=taken,
                why=why if taken else None,
            )
            why = None if taken else why


def _headings(elements: list[Any]) -> Iterator[Heading]:
    for element in elements:
        nodes = list(element.itertext()) if len(element) else [element.text or ""]
        text = composed(" ".join("".join(nodes).split()))
        if text and len(text) < LONGEST:
            plain = [" ".join(node.split()) for node in nodes] if len(nodes) > 1 else [text]
            pieces = [piece for node in plain for piece in _DIVIDER.split(node) if piece]
            yield Heading(text, tuple(pieces))


def _stated(page: Declared, story: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the titles that JSON-LD, meta elements and the title element declare."""
    own = (text_of(story.get("headline")) or text_of(story.get("name")), source_of(story))
    meta = (page.first(*_TITLE_META), "meta")
    first = (meta, own) if is_broken(story) else (own, meta)
    offers = (*first, (page.title, "title-element"))
    return [(plain, source) for text, source in offers if text and (plain := _plain(text))]


def _plain(text: str) -> str:
    """Return a declared title without markup and without entities that were escaped twice."""
    if "&" in text and _ENTITY.search(text):
        text = unescape(text)
    if "<" in text:
        text = _MARKUP.sub("", text)
    return composed(" ".join(text.split()))


def _choose(
    page: Declared, headings: list[Heading], declared: list[tuple[str, str]], known: list[str]
) -> tuple[str | None, str | None, list[tuple[str, str]]]:
    """Return the headline, why it was chosen, and candidates that were looked for on the way.

    known: titles that the page and its listing state, as they stand.
    """
    ranked = sorted(((_most_alike(one, known), one) for one in headings), key=lambda pair: -pair[0])
    likeness_, best = ranked[0] if ranked else (0.0, Heading("", ()))
    alone = not known and len(headings) == 1
    if alone or (likeness_ >= MIN_LIKENESS and (likeness_ > 1 or len(best.text.split()) > 1)):
        return *_agreed(best, declared), []
    long = {one.text for one in headings if len(one.text.split()) > 2}
    if likeness_ >= LOOSE_LIKENESS and long == {best.text}:
        return best.text, "the only h1, and like what the page declares", []
    if known and not long and (lower := _lower_heading(page, known)):
        text = _part(lower, declared) or lower.text
        return text, "a lower heading that agrees with what the page declares", [(text, "h2")]
    if declared:
        return declared[0][0], f"no h1 agrees; first declared: {declared[0][1]}", []
    return (headings[0].text, "the only heading", []) if headings else (None, None, [])


def _agreed(heading: Heading, declared: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the headline where an h1 agrees with what is declared, and why."""
    meta = next((text for text, source in declared if source == "meta"), None)
    if meta and _LIVE.search(heading.text) and not _LIVE.search(meta):
        return meta, "a live page's h1 changes through the day; what it declares does not"
    if part := _part(heading, declared):
        return part, "the part of the h1 that the page declares; the rest is a label or a subtitle"
    return heading.text, "the h1 that agrees with what the page declares"


def _part(heading: Heading, declared: list[tuple[str, str]]) -> str | None:
    """Return the pieces at the end or the start of a heading that are a declared title.

    "Local News | Road to close for a week" (MediaNews titles, 2023), and a kicker or a subtitle
    in an element of its own, set by style sheets on another line.
    """
    pieces = heading.pieces
    if len(pieces) < 2:
        return None
    wanted = {letters(text) for text, _ in declared}
    if letters(heading.text) in wanted:
        return None
    for cut in range(1, len(pieces)):
        for run in (pieces[cut:], pieces[:-cut]):
            text = " ".join(run)
            if len(text.split()) > 2 and letters(text) in wanted:
                return text
    return None


def _lower_heading(page: Declared, known: list[str]) -> Heading | None:
    """Return the first h2 or h3 that is surely the headline of a page without one in an h1."""
    if page.root is None:
        return None
    for count, element in enumerate(page.root.iter("h2", "h3")):
        if count == 8:
            break
        for heading in _headings([element]):
            if len(heading.text.split()) > 2 and _most_alike(heading, known) >= 0.7:
                return heading
    return None


def likeness(one: str, *others: str) -> float:
    """Return how alike the words of titles are: twice the shared over all, 0 to 1; the best."""
    first = set(_WORDS.findall(fold(one)))
    best = 0.0
    for other in others:
        second = set(_WORDS.findall(fold(other)))
        best = max(best, 2 * len(first & second) / max(1, len(first) + len(second)))
    return best


def _most_alike(heading: Heading, known: list[str]) -> float:
    """Return the best likeness to what is stated; 2 where it is the same or a divided part.

    A part may be the section's name or the site's: three words count before the first divider,
    four behind it.
    """
    own, size = letters(heading.text), len(heading.text.split())
    for text in known if own else ():
        if own == letters(text):
            return 2.0
        first, *parts = _DIVIDER.split(text) if size > 2 else (text,)
        if own == letters(first) or (size > 3 and own in map(letters, parts)):
            return 2.0
    return likeness(heading.text, *known) if known else 0.0


def without_site(
    title: str, site: str | None, label: str, heads: frozenset[str] = frozenset()
) -> str:
    """Return a title without the site's name behind its last divider, or before its first.

    label: the site's own label of the host name. Where the page names no site, a short tail goes
    behind a bar; behind a dash or a colon it may be the headline's own ("… - inspectors"), and goes
    where what stands before it is a headline of the page by itself. heads: letters of those.
    """
    dividers = list(_DIVIDER.finditer(title))
    if not dividers:
        return title
    head, tail = title[: dividers[0].start()], title[dividers[-1].end() :]
    short = (
        site is None
        and len(tail.split()) <= 4
        and (
            dividers[-1].group().strip() not in _WEAK_DIVIDERS
            or letters(title[: dividers[-1].start()]) in heads
        )
    )
    if short or _is_site(tail, site, label) or _is_half(tail, label):
        return title[: dividers[-1].start()]
    rest = title[dividers[0].end() :]
    if _is_site(head, site, label) and len(rest.split()) > 2:
        return without_site(rest, site, label)
    return title


def _is_site(part: str, site: str | None, label: str) -> bool:
    if site is not None and likeness(part, site) > MIN_LIKENESS:
        return True
    own = letters(part)
    return own == label or (len(label) > 5 and label in own)


def _is_half(part: str, label: str) -> bool:
    """Say whether a title's tail is how the host's name begins or ends ("Vale" of valenews)."""
    own = letters(part)
    return len(own) > 3 and (label.startswith(own) or label.endswith(own))


@lru_cache(maxsize=256)
def _label(host: str) -> str:
    """Return the letters of the label of a host name that is the site's own, most often.

    The last one of some length: "valechronicle" of news.valechronicle.co.uk; else the longest.
    """
    labels = [letters(part) for part in host.split(".")]
    own = [one for one in labels[:-1] if len(one) > _SHORT_LABEL]
    return own[-1] if own else max(labels, key=len)


def letters(text: str) -> str:
    """Return the letters and digits of a title or a name: two ways to set it share them."""
    text = text if text.isascii() else fold(text)
    if text.isascii():
        return text.encode().translate(_LOWER, _NO_LETTERS).decode()
    return "".join(filter(str.isalnum, text))
