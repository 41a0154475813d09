"""The top of a story: headline, standfirst, byline and date stand before it, never in it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from pipelines.boilerplate.fragment import fold
from pipelines.page.markup import Region
from pipelines.page.visible import Line, Visible
from pipelines.reading.draft import Draft, Mark
from pipelines.reading.headline import find_title, same_title
from pipelines.reading.metadata.gather import Metadata
from pipelines.reading.metadata.people import is_person
from pipelines.reading.printed import DATED, is_name_line, visible_bylines, visible_dates
from words.months import MONTH
from words.rules import PageRule

__all__ = [
    "cut_head",
    "cut_standfirst",
    "find_standfirst",
    "find_title",
    "same_title",
    "visible_bylines",
    "visible_dates",
]

_STANDFIRST = re.compile(
    r"stand-?first|sub-?(?:title|head(?:line)?|heading)|\bdeck?\b|__dek|-dek|strap-?line|tagline|"
    r"lead-?text|article-?(?:summary|description)|-summary\b|__summary|\bsummary\b|excerpt|"
    r"synopsis|\bsell\b",
    re.I,
)
# "news-abstract" (Quest titles), "lead" and "intro": the first paragraph on some sites, the
# standfirst on others; believed where the page's description says the same.
_OPENING = re.compile(r"\b(?:lead|lede|intro|introduction|abstract)\b", re.I)
_NOT_STORY = re.compile(
    r"^(?:by|published|updated|posted|last updated|words|written by|photo|image|picture)\b", re.I
)
_ENDED = re.compile(r"[.!?:…][\"'”’)]*$|^Dear [A-Z][\w .'’-]*,$")
"""How a line of the story ends; a letter to the editor begins with its salutation."""
# "Friday 27th March 2026"
_DAY_ALONE = re.compile(
    rf"(?:\w+day,? )?\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH}) \d{{4}}(?:,? \d{{1,2}}[:.]\d\d)?$", re.I
)
_NEVER = Region.LIST | Region.TABLE | Region.NAV | Region.CAPTION | Region.FIGURE | Region.FOOTER
_JOINED = re.compile(r"\s*/\s*|\s+(?:and|&)\s+|,\s+")
_FEWEST = 60
"""Characters from which a line before the first paragraph can be the first paragraph."""


_SUMMARY = 30
"""Characters of a description from which a line that repeats it is known by it."""


def find_standfirst(page: Visible, facts: Metadata, kept: list[int]) -> list[int]:
    """Return the lines of the standfirst: near the headline, and named or set as one.

    `kept`: the lines that would be the body. A heading among the story's paragraphs is a subhead.
    """
    if not kept:
        return []
    first = kept[0]
    title = find_title(page, facts.title, first + 3)
    begin = title + 1 if title is not None else max(0, first - 12)
    siblings = {page.nodes[page.lines[at].node].parent for at in kept[1:8]}
    tags = {page.nodes[page.lines[at].node].tag for at in kept[1:8]}
    summary = fold(facts.description or "").rstrip(" .…")
    header = _header_end(page, title, kept) if title is not None else 0
    found: list[int] = []
    for at in range(begin, min(len(page.lines), first + 2, begin + 12)):
        line = page.lines[at]
        if found and at > found[-1] + 1:
            break
        if (
            20 <= len(line.text) <= 600
            and line.linked < 0.5 * len(line.text)
            and not line.regions & _NEVER
            and (
                _is_standfirst(page, at, title, siblings)
                or _is_summary(page, at, summary, siblings, tags)
                or (at < header and _tells(page, at) and not found)
            )
        ):
            found.append(at)
    return found


def _header_end(page: Visible, title: int, kept: list[int]) -> int:
    """Return the end of the largest element that holds the headline and no paragraph below it."""
    last = kept[min(len(kept) - 1, 3)]
    at = page.lines[title].node
    end = title + 1
    while at >= 0 and page.nodes[at].last <= last:
        end = page.nodes[at].last
        at = page.nodes[at].parent
    return end


def _tells(page: Visible, at: int) -> bool:
    """Say whether a line of the header is a sentence, not a byline, a date or a label."""
    text = page.lines[at].text
    if page.nodes[page.lines[at].node].tag == "p" and not page.lines[at].regions & Region.HEADER:
        return False
    return len(text) >= 40 and not _NOT_STORY.match(text) and not DATED.search(text[:30])


def _is_standfirst(page: Visible, at: int, title: int | None, siblings: set[int]) -> bool:
    line = page.lines[at]
    node = page.nodes[line.node]
    if _NOT_STORY.match(line.text):
        return False
    amid = node.parent in siblings
    if line.regions & Region.HEADING and title is not None and at - title <= 3 and not amid:
        return len(line.text) >= 40 or _names_standfirst(node.element.get("class") or "")
    for level in range(2):
        get = node.element.get
        names = f"{get('class') or ''} {get('id') or ''} {get('data-testid') or ''}"
        prop = get("itemprop") or ""
        if prop in ("description", "alternativeHeadline") or _names_standfirst(names):
            small = node.last - node.first <= (4 if level == 0 else 2)
            return small and (not amid or level == 0) and node.tag != "article"
        if node.parent < 0:
            break
        node = page.nodes[node.parent]
    return False


@lru_cache(maxsize=2048)
def _names_standfirst(names: str) -> bool:
    """Say whether names of an element are those of a standfirst: the pages of a site share them."""
    return _STANDFIRST.search(names) is not None


def _is_summary(page: Visible, at: int, summary: str, siblings: set[int], tags: set[str]) -> bool:
    """Say whether a line is the page's description of itself, and set apart from the paragraphs."""
    line = page.lines[at]
    node = page.nodes[line.node]
    apart = node.parent not in siblings or node.tag not in tags
    if not apart or len(summary) < _SUMMARY or not fold(line.text).startswith(summary):
        return False
    return bool(_OPENING.search(node.element.get("class") or ""))


def cut_head(draft: Draft, facts: Metadata) -> None:
    """Mark the headline inside the place, all that stands above it, and short lines below it."""
    page, place = draft.page, draft.place
    kept = draft.kept()
    if not kept:
        return
    middle = place.first + max(8, (place.last - place.first) // 2)
    title = find_title(page, facts.title, middle)
    first = kept[0]
    if title is not None and title < place.first:
        draft.cut(title, Mark(PageRule.TITLE, "title", "the headline"))
    if title is not None and title >= place.first and not _much_above(draft, kept, title):
        for at in kept:
            if at < title:
                draft.cut(at, Mark(PageRule.ABOVE_TITLE, "nav", "stands above the headline"))
        draft.cut(title, Mark(PageRule.TITLE, "title", "the headline"))
        first = title + 1
    _cut_repeated_title(draft, fold(facts.title or ""))
    for at in kept:
        if at < first or at in draft.cuts:
            continue
        if not _is_head_line(draft, at):
            break
        draft.cut(at, Mark(PageRule.HEAD_LINE, "byline", "short line before the first paragraph"))
    _cut_signature(draft)


def _cut_signature(draft: Draft) -> None:
    """Mark a name in bold that stands above the first paragraph, below lines of a standfirst."""
    lines = draft.page.lines
    kept = draft.kept()[:6]
    for at, below in pairwise(kept):
        line = lines[at]
        if len(line.text) >= 120 or line.regions & (_NEVER | Region.HEADING):
            return
        names = _JOINED.split(line.text)
        if line.bold >= 0.9 * len(line.text) and all(map(is_person, names)):
            if len(lines[below].text) >= _FEWEST:
                draft.cut(
                    at, Mark(PageRule.HEAD_LINE, "byline", "a name above the first paragraph")
                )
            return


def _cut_repeated_title(draft: Draft, wanted: str) -> None:
    first = _first_letter(wanted)
    for at in draft.kept()[:4] if first else ():
        text = draft.page.lines[at].text
        if _first_letter(text) == first and same_title(text, wanted):
            draft.cut(at, Mark(PageRule.REPEATED_TITLE, "dup", "the headline again"))


def _first_letter(text: str) -> str:
    """Return the first letter of a text, folded, by which most texts differ already."""
    return fold(next(filter(str.isalnum, text), ""))[:1]


def _much_above(draft: Draft, kept: list[int], title: int) -> bool:
    """Say whether there is a story's worth of text above what looks like the headline."""
    lines = draft.page.lines
    above = sum(len(lines[at].text) for at in kept if at < title and len(lines[at].text) > 80)
    below = sum(len(lines[at].text) for at in kept if at > title and len(lines[at].text) > 80)
    return above > 0.3 * below


def _is_head_line(draft: Draft, at: int) -> bool:
    """Say whether a line before the first paragraph is not one itself."""
    page = draft.page
    line = page.lines[at]
    text = line.text
    if at + 1 < len(page.lines) and page.lines[at + 1].joint == 2:
        return False
    if line.regions & (Region.LIST | Region.TABLE) and not _is_day_alone(line):
        return line.linked > 0.5 * len(text)
    if line.regions & Region.HEADING:
        return False
    told = bool(_NOT_STORY.match(text))
    if len(text) >= _FEWEST:
        return told and bool(DATED.search(text)) and len(text) < 200
    if _ENDED.search(text):
        return told
    if page.nodes[line.node].tag == "p":
        return told or bool(DATED.search(text)) or is_name_line(text)
    return True


def _is_day_alone(line: Line) -> bool:
    """Say whether a line outside lists is a day and nothing else: tables lay out old pages."""
    return not line.regions & Region.LIST and _DAY_ALONE.match(line.text) is not None


def cut_standfirst(draft: Draft, lines: list[int]) -> None:
    """Mark the standfirst, inside the place or above it."""
    for at in lines:
        draft.cuts[at] = Mark(PageRule.STANDFIRST, "standfirst", "named or set as the standfirst")
