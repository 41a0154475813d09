"""What is printed around a story: lines that say who wrote it, and lines that hold its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pipelines.page.markup import Region
from pipelines.page.visible import Visible
from pipelines.reading.draft import Draft
from pipelines.reading.headline import find_title
from pipelines.reading.metadata.people import (
    holds_person,
    holds_signature,
    is_person,
    names_in,
    signs,
    without_date,
)
from words.rules import PageRule

DATED = re.compile(r"\b(?:19|20)\d{2}\b|\b\d{1,2}:\d{2}\b|\bago\b|\bmin(?:ute)?s? read\b", re.I)
# "By Jo Bloggs", "ByJo BloggsUpdated 4 March 2025" (spans without a blank), "Words: Jo Bloggs"
_BY = re.compile(
    r"(?i:(?:(?:written|words|story|reported|report|posted|article|published|text)\s+)?"
    r"by\s*:?\s+)(?=[A-Z])|By(?=[A-Z][a-z])|(?i:authors?|reporter|words|writer)\s*:\s*(?=[A-Z])"
)
# "4 March 2025 by Jo Bloggs", "Text by Jo Bloggs"
_BY_BEHIND = re.compile(r"\b[Bb]y\s+(?=[A-Z])")
_LABEL = re.compile(
    r"(?:(?:written|words|posted|reported|story|text)\s+)?by\s*:?$|(?:about the )?authors?\s*:?$|"
    r"(?:reporter|writer|words)\s*:?$",
    re.I,
)
_MARKED = re.compile(r"author(?!i[tsz])|byline|contributor")
# /author/jo-bloggs/, /team/jo-bloggs, /staff/jo-bloggs
_PERSONAL = re.compile(
    r"/(?:authors?|staff|team|reporters?|contributors?|journalists?|people|profiles?|bloggers?|"
    r"columnists?|writers?)/[^/?#]+/?$",
    re.I,
)
_OFF = Region.NAV | Region.BUTTON | Region.FORM | Region.CAPTION | Region.FOOTER | Region.DIALOG
_SET_APART = _OFF | Region.ASIDE | Region.HEADING
_SITE = Region.FOOTER | Region.ARTICLE | Region.MAIN
"""A footer that stands in neither of these is the site's: "Theme by …" signs no story."""
TAIL = 12
"""Lines around the end of a story in which it may be signed."""
_DIVIDERS = " .,-–|•·"


@dataclass(slots=True)
class _Found:
    """Lines that name the author, by how surely they do."""

    told: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)


def visible_bylines(draft: Draft, title: str | None) -> list[str]:
    """Return the visible lines that say who wrote the story, the surest first."""
    page = draft.page
    kept = draft.kept()
    first = kept[0] if kept else draft.place.first
    at = find_title(page, title, first + 3)
    begin = max(0, (at if at is not None else first) - 3)
    end = min(len(page.lines), first + 2)
    found = _Found()
    for index in range(begin, end):
        _look(draft, index, at if at is not None else begin, found)
    found.alone += [
        page.lines[index].text for index in range(end, first + 6) if _is_cut_name(draft, index)
    ]
    near = [*found.told, *found.marked, *found.named, *found.alone, *_named_before(page, begin)]
    return [*near, *_tail(draft, sure=bool(near))][:8]


def _look(draft: Draft, index: int, title: int, found: _Found) -> None:
    """Sort one line near the headline in, where it names the author."""
    page = draft.page
    line = page.lines[index]
    text = line.text
    if len(text) > 160 or line.regions & Region.NAV or line.regions & _SITE == Region.FOOTER:
        return
    if _may_say(text) and (said := _said(page, index)):
        found.told.append(said)
    elif not holds_signature(text):
        return
    elif marked := _marked(page, index):
        found.marked.append(marked)
    elif page.nodes[line.node].hint == "byline":
        found.named += _signing(text)
    elif _is_cut_name(draft, index):
        found.alone.append(text)
    elif title < index < draft.place.last and (name := _beside_date(page, index)):
        found.alone.append(name)


def _is_cut_name(draft: Draft, index: int) -> bool:
    """Say whether a line was cut from the head of the story and is a name."""
    mark = draft.cuts.get(index)
    text = draft.page.lines[index].text if mark is not None else ""
    return mark is not None and mark.rule == PageRule.HEAD_LINE and bool(_signing(text))


def _may_say(text: str) -> bool:
    """Say whether a line has a word that `_said` looks for; nearly all lines have none."""
    return (
        "by" in text
        or "By" in text
        or "BY" in text
        or "uthor" in text
        or "eporter" in text
        or "ords" in text
        or "riter" in text
    )


def _said(page: Visible, index: int) -> str | None:
    """Return the words of a line that says "by", or the line behind one that says no more."""
    text = page.lines[index].text
    if _BY.match(text):
        return text
    if len(text) < 100 and (found := _BY_BEHIND.search(text)):
        before = text[: found.start()]
        if DATED.search(before) and len(before) < 60:
            return text[found.end() :]
    if len(text) < 20 and index + 1 < len(page.lines) and _LABEL.match(text):
        below = page.lines[index + 1].text
        if len(below) < 80 and _signing(below):
            return below
    return None


def _marked(page: Visible, index: int) -> str | None:
    """Return the person in an element of a line that is marked as its author, or None.

    `rel=author`, `itemprop=author`, a class that says so, or a link to the person's own page.
    """
    line = page.lines[index]
    node = page.nodes[line.node]
    if len(line.text) > 120 or line.regions & _OFF or node.last - node.first > 2:
        return None
    names: list[str] = []
    whole = node.element
    for element in islice(whole.iter(), 25) if len(whole) else (whole,):
        if _marks_author(element.get):
            name = without_date(" ".join("".join(element.itertext()).split())).strip(_DIVIDERS)
            if is_person(name) and name in line.text and name not in names:
                names.append(name)
    return "; ".join(names) or None


def _marks_author(get: Any) -> bool:
    for attribute in ("class", "itemprop", "rel"):
        marks = get(attribute)
        if marks:
            folded = marks.lower()
            if ("author" in folded or "byline" in folded or "contributor" in folded) and (
                _MARKED.search(folded)
            ):
                return "comment" not in marks
    href = get("href")
    return bool(href and _PERSONAL.search(href))


def _beside_date(page: Visible, index: int) -> str | None:
    """Return the person that a line names and nothing else, with a date in it or close by."""
    line = page.lines[index]
    if len(line.text) > 100 or line.text[0].isdigit() or line.regions & _SET_APART:
        return None
    name = without_date(line.text).strip(_DIVIDERS)
    if not is_person(name):
        return None
    near = page.lines[max(0, index - 2) : index + 4]
    dated = any(len(one.text) < 60 and DATED.search(one.text) for one in near)
    return name if dated else None


def _tail(draft: Draft, *, sure: bool) -> Iterator[str]:
    """Return lines around the end of the story that say who wrote it.

    Where nothing stood near the headline (not `sure`): a person who is marked as the author too,
    if it is one alone; there the cards of other stories name theirs.
    """
    page = draft.page
    told: list[str] = []
    marked: list[str] = []
    for index in range(
        max(0, draft.place.last - TAIL), min(len(page.lines), draft.place.last + TAIL)
    ):
        line = page.lines[index]
        text = line.text
        if len(text) >= 80 or line.regions & _SITE == Region.FOOTER:
            continue
        if _may_say(text) and (said := _said(page, index)):
            told.append(said)
        elif (
            not sure
            and index >= draft.place.last - 1
            and holds_person(text)
            and not _of_others(page, line.node)
        ):
            own = page.nodes[line.node].hint == "byline" and is_person(text)
            name = text if own else _marked(page, index)
            marked += [name] if name else []
    yield from told
    if len(set(marked)) == 1:
        yield marked[0]


def _of_others(page: Visible, node: int) -> bool:
    """Say whether an element stands among comments or other stories, three levels up."""
    for _ in range(4):
        if node < 0:
            break
        if page.nodes[node].hint in ("comments", "related", "sidebar", "promo"):
            return True
        node = page.nodes[node].parent
    return False


def is_name_line(text: str) -> bool:
    """Say whether a line is one to four capitalised words, as a name is, or two such names."""
    names = [part.split() for part in re.split(r"\s*/\s*|\s+and\s+", text)]
    return len(names) <= 3 and all(
        0 < len(words) <= 4 and all(word[:1].isupper() for word in words) for words in names
    )


def _named_before(page: Visible, before: int) -> list[str]:
    """Return lines shortly above the headline in elements named as bylines."""
    found = [
        line.text
        for line in page.lines[max(0, before - TAIL) : before]
        if len(line.text) < 100
        and holds_signature(line.text)
        and page.nodes[line.node].hint == "byline"
    ]
    return [text for line in found for text in _signing(line)][:3]


def _signing(text: str) -> list[str]:
    """Return a line of a byline's element where it names a person or an agency."""
    names = names_in(text)
    return [text] if any(signs(name) for name in names) else []


def visible_dates(draft: Draft, title: str | None) -> list[str]:
    """Return short lines around the headline, and just above the story, that may hold a date."""
    page = draft.page
    kept = draft.kept()
    if not kept:
        return []
    at = find_title(page, title, kept[0] + 3)
    begin = max(0, (at if at is not None else kept[0]) - 4)
    near = range(begin, min(len(page.lines), kept[0] + 2))
    after = range(kept[-1], min(len(page.lines), kept[-1] + 4))
    printed = [
        line.text
        for index in (*near, *after)
        if len((line := page.lines[index]).text) <= 140 and DATED.search(line.text)
    ]
    return [*_marked_dates(page, near), *printed]


def _marked_dates(page: Visible, near: range) -> Iterator[str]:
    """Return dates that microdata or hAtom give in attributes of elements near the headline."""
    for index in near:
        node = page.nodes[page.lines[index].node]
        if len(page.lines[index].text) > 140 or node.last - node.first > 2:
            continue
        for element in islice(node.element.iter(), 12):
            get = element.get
            if get("itemprop") in ("datePublished", "dateCreated") or (
                element.tag == "abbr" and "published" in (get("class") or "")
            ):
                stated = get("content") or get("datetime") or get("title")
                if stated:
                    yield stated
