"""Sections of a document by their printed headings: what must improve, priority actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pipelines.ofsted.model import Paragraph


class Section(StrEnum):
    """The lists that a document prints under headings of their own."""

    IMPROVEMENTS = "improvements"
    PRIORITY_ACTIONS = "priority_actions"
    RECOMMENDATIONS = "recommendations"


# "What needs to improve" · "What needs to improve?" · "What needs to improve in this area of
# social work practice?" (ILACS, letters) · "What does the local authority need to improve?" (SIF)
# · "Areas for improvement" (SEND, SIF) · "What does the school need to do to improve?" (schools)
_IMPROVEMENTS = (
    r"what needs to improve\b.*|areas? for improvement|areas? for development"
    r"|what does the (?:local authority|school|setting|provider|college|lscb)"
    r" (?:and (?:the )?\S+ )?need to (?:do to )?improve\b.*"
    r"|what does the (?:early years setting|registered person) need to do to improve\b.*"
    r"|recommendations for improvement"
)
# "Areas for priority action" (letters) · "Area for priority action" · "Priority action" (ILACS) ·
# "Priority and immediate action" (SIF 2013-15) · "Responsible body Areas for priority action"
# (head of the table in area SEND reports)
_PRIORITY_ACTIONS = (
    r"(?:responsible body )?(?:immediate and |priority and )?(?:areas? (?:for|of) )?"
    r"(?:immediate and |priority and |immediate or )?(?:priority|immediate) actions?\b.*"
)
_HEADINGS = {
    Section.IMPROVEMENTS: re.compile(_IMPROVEMENTS, re.IGNORECASE),
    Section.PRIORITY_ACTIONS: re.compile(_PRIORITY_ACTIONS, re.IGNORECASE),
    Section.RECOMMENDATIONS: re.compile(
        r"recommendations?|priorities for further improvement", re.IGNORECASE
    ),
}
# Headings that end a list however they are printed: in some reports in smaller print than the
# list's own heading, in others as plain lines.
_CLOSING = re.compile(
    r"(?:local )?area partnership details|information about (?:this|the) inspection\b.*"
    r"|(?:the )?inspection team|summary for children and young people"
    r"|inspection findings\b.*|inspection judgements?\b.*|(?:main |headline |key )?findings"
    r"|overview|(?:executive )?summary|key strengths?|strengths|next steps"
    r"|(?:case|practice) stud(?:y|ies)\b.*|progress since\b.*"
    r"|the (?:local authority|lscb)[’']?s? strengths|yours (?:sincerely|faithfully)",
    re.IGNORECASE,
)
_PLAIN_HEADING = 70  # characters; a longer paragraph is no heading in plain print
# "In order to improve …, the local authority should take the following action." (2013) · "…
# address the following areas:" · "… by ensuring:"
_LEADS_IN = re.compile(r":$|\bfollowing (?:actions?|areas?|steps|recommendations?)\.?$")
# "There are no areas for priority or immediate action" · "The inspection did not find any areas for
# priority and immediate action." (SIF 2014-15)
_NONE = re.compile(
    r"(?:there (?:are|were) (?:currently )?no|the inspection did not (?:find|identify) any|no)\b"
    r"[^.]{0,40}\b(?:areas?|actions?|identified)\b[^.]{0,60}\.?|none\.?",
    re.IGNORECASE,
)
_LESSER_ITEM = re.compile(r"[−–-] |o (?=[a-z])")


def listed_items(paragraphs: Sequence[Paragraph]) -> dict[Section, tuple[str, ...]]:
    """The items of every list by the kind of its heading; bullets are off the items."""
    items: dict[Section, list[str]] = {section: [] for section in Section}
    for section, under in sections(paragraphs):
        items[section] += _items(under)
    return {section: tuple(found) for section, found in items.items()}


def sections(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Section, list[Paragraph]]]:
    """Each section with the paragraphs under it, those of its lesser headings too.

    Where a heading of the section's own print follows at once, it and its like divide the list
    ("Areas for improvement" | "Leadership and management" …, joint letters of 2016).
    """
    under: list[Paragraph] = []
    kind: Section | None = None
    level, divided = 0, False
    for paragraph in paragraphs:
        named = _named(paragraph)
        if named is not None or _closes(paragraph):
            if kind is not None:
                yield kind, under
            kind, under, level, divided = named, [], paragraph.level or level, False
        elif kind is None or paragraph.kind == "footnote":
            continue
        elif paragraph.kind != "heading":
            under.append(paragraph)
        elif not under and paragraph.level == level:
            divided = True
        elif (paragraph.level or 0) < level or (paragraph.level == level and not divided):
            yield kind, under
            kind, under = None, []
    if kind is not None:
        yield kind, under


def _named(paragraph: Paragraph) -> Section | None:
    if paragraph.kind != "heading":
        return None
    words = paragraph.text.strip(" :")
    return next((kind for kind, form in _HEADINGS.items() if form.fullmatch(words)), None)


def _closes(paragraph: Paragraph) -> bool:
    if paragraph.kind != "heading" and len(paragraph.text) > _PLAIN_HEADING:
        return False
    return _CLOSING.fullmatch(paragraph.text.strip(" :.,•")) is not None


def _items(under: Sequence[Paragraph]) -> list[str]:
    """The items of one list.

    A paragraph or item that ends with a colon takes the bullets after it. Plain paragraphs are
    items where no bullet or number stands by itself; the words that lead into the whole list are
    none.
    """
    under = [one for one in under if not _NONE.fullmatch(one.text)]
    groups = _grouped(under[1:] if _leads_into_all(under) else under)
    marked = [group for group in groups if group[0].kind == "list_item" or group[0].number]
    return [_joined(group) for group in marked or groups]


def _leads_into_all(under: Sequence[Paragraph]) -> bool:
    """Whether the first paragraph ends like a lead-in and everything else is one list."""
    rest = under[1:]
    return (
        len(rest) > 0
        and _LEADS_IN.search(under[0].text) is not None
        and under[0].kind != "list_item"
        and all(one.kind == "list_item" for one in rest)
    )


def _grouped(under: Sequence[Paragraph]) -> list[list[Paragraph]]:
    groups: list[list[Paragraph]] = []
    for paragraph in under:
        if groups and _belongs(groups[-1], paragraph):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _belongs(group: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Whether a paragraph is a part of the item that the group began."""
    if not group[0].text.endswith(":"):
        return False
    lesser = _LESSER_ITEM.match(paragraph.text) is not None
    return lesser or (paragraph.kind == "list_item" and group[0].kind != "list_item")


def _joined(group: Iterable[Paragraph]) -> str:
    return " ".join(paragraph.text for paragraph in group).removeprefix("• ")
