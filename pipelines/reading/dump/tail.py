"""Where the tail of a dump begins: boilerplate below the story, with no more of it behind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipelines.boilerplate.phrases import exact_kind, weak_kind
from pipelines.reading.dump.rules.line import DumpLine, Found
from pipelines.reading.dump.rules.shape import (
    ends_like_a_sentence,
    is_paragraph,
    is_rating,
    is_sentence,
)
from pipelines.reading.dump.stock import Marks
from pipelines.reading.dump.story import Story

__all__ = ["WITHIN_STORY", "find_stop"]

# After these a story goes on only when a paragraph on its topic follows.
_STRONG = frozenset(
    {"footer", "comments", "tags", "ipso", "cookie", "correction", "weather", "nav"}
)
_STRONG_LABEL = re.compile(
    r"more from|most (?:read|popular|viewed|shared|commented|watched|recent)|recent|latest"
    r"|top stories|related|recommended|you (?:might|may)|trending|popular|galleries"
    r"|more (?:like|stories|news|by|on)"
    r"|promoted|around the|from the web|next|read more from|today's|editors?'"
)
# Inside a story and after it alike: these never open the tail while a sentence follows.
# "12 comments", "Comments are closed on this article", but not "Let us know in the comments"
_COMMENT_SECTION = re.compile(
    r"(?:\(?\d+\)? ?)?(?:comments?|responses?|replies)\b|leave a|add (?:a )?comment"
    r"|(?:view|show|post) (?:a |all )?comment|(?:newest|oldest) first|responses? to"
    r"|join the (?:conversation|discussion)"
)
WITHIN_STORY = frozenset({"ad", "caption", "byline", "date", "ldrs", "markup", "title"})
_NEAR = 12


_TAG_WORDS = 4
_CONTACT = re.compile(r"https?:|www\.|@|\d{4}")
_LINK_WORDS = 8
# "Focused visit Anyshire", "Inspection report: Anyshire", "Read the full letter here"
_DOCUMENT = re.compile(
    r"\b(?:reports?|visit|inspections?|letter|review|statement|guidance|strategy|document|pdf"
    r"|download|framework|consultation|findings|ilacs|jtai|minutes|agenda)\b"
)
# What a name of a document has not: a verb, a closed end, the two halves of a rating.
_NO_LINK = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|said|says|can|may|must)\b|[.!?,;:\"]$|[:–-] ?\w+$"
)


class _Later:
    """The story's sentences that are no bullets or teasers, ready to be asked what follows a line.

    Each list holds line numbers in order; a dump may have thousands of lines that could open the
    tail, and each of them asks.
    """

    def __init__(self, lines: Sequence[DumpLine], marks: Marks, story: Story) -> None:
        plain = [
            lines[n] for n in story.sentences if not lines[n].bullet and not _is_nested(lines, n)
        ]
        about = {line.number: story.is_about(line, least=2) for line in plain}
        self.plain = [line.number for line in plain]
        self.related = [number for number in self.plain if about[number]]
        self.quoted = [
            line.number
            for line in plain
            if line.number <= story.last and (line.text[0] in '“"‘' or about[line.number])
        ]
        self.on_topic = [n for n in self.related if story.is_about(lines[n])]
        self.continuing = [n for n in self.on_topic if is_paragraph(lines[n])]
        self.surely_continuing = [
            n
            for n in self.continuing
            if ends_like_a_sentence(lines[n - 1]) or story.is_about(lines[n], least=5)
        ]
        self.threads = sorted(n for n, mark in marks.items() if mark.kind == "comments")

    def continues(self, behind: int) -> bool:
        """Whether a paragraph on the story's topic follows; under a label it takes more words."""
        place = bisect_right(self.continuing, behind)
        next_one = self.continuing[place] if place < len(self.continuing) else None
        return next_one == behind + 1 or count_behind(self.surely_continuing, behind) > 0


def count_behind(numbers: Sequence[int], line: int) -> int:
    """How many of the numbers, which are in order, are greater than a line's."""
    return len(numbers) - bisect_right(numbers, line)


def _goes_on(
    lines: Sequence[DumpLine], later: _Later, story: Story, behind: int, found: Found | None
) -> bool:
    """Whether the story goes on after line `behind`, which may open the tail."""
    strong = found is None or _opens_tail(found, lines[behind])
    if not strong:
        bound = max(story.last, behind + _NEAR)
        near = count_behind(later.plain, behind) - count_behind(later.plain, bound)
        return bool(near or count_behind(later.related, behind))
    if found is not None and found.kind == "comments":
        threads = count_behind(later.threads, behind)
        about = count_behind(later.on_topic, behind)
        many = count_behind(later.plain, behind) * 2 > len(story.sentences)
        return many or (threads < 2 <= about)
    if (
        found is not None
        and found.kind == "related"
        and _sentence_follows(lines, story, found.last)
    ):
        return True
    return count_behind(later.quoted, behind) >= 2 or later.continues(behind)


def _sentence_follows(lines: Sequence[DumpLine], story: Story, last: int) -> bool:
    """Whether the line right behind a label is running text: the label had nothing behind it."""
    behind = last + 1
    if behind < len(lines) and is_rating(lines[behind]):
        return True
    return behind in story.spoken and not (
        lines[behind].bullet or _is_nested(lines, behind) or behind > story.last
    )


def _is_nested(lines: Sequence[DumpLine], number: int) -> bool:
    """Whether the line is the teaser of the bullet right above it: indented deeper than that."""
    above = lines[number - 1] if number else None
    return above is not None and above.bullet and lines[number].indent > above.indent


def _opens_tail(found: Found, line: DumpLine) -> bool:
    if found.kind == "comments":
        return _COMMENT_SECTION.match(line.match) is not None
    if found.kind in _STRONG:
        return True
    bare = exact_kind(line.match) is not None or line.match.startswith("more from")
    return found.kind == "related" and bare and bool(_STRONG_LABEL.match(line.match))


def find_stop(lines: Sequence[DumpLine], marks: Marks, story: Story) -> int:
    """The first line of the tail: boilerplate after the story, with no more of the story behind."""
    later = _Later(lines, marks, story)
    for line in lines[story.first + 1 :]:
        found = marks.get(line.number)
        if _is_teaser_card(lines, marks, story, line.number):
            return _card_start(lines, marks, line.number)
        if found is None:
            if weak_kind(line.match) is None or not _menu_follows(lines, marks, line.number):
                continue
        elif found.kind in WITHIN_STORY:
            continue
        if not _goes_on(lines, later, story, line.number, found):
            return _tail_start(lines, marks, story, line.number)
    return len(lines)


def _is_teaser_card(lines: Sequence[DumpLine], marks: Marks, story: Story, number: int) -> bool:
    """Whether a byline below the story is another story's: a headline above, a cut-off text below.

    "Leaders warn of pressures" / "By Ann Penn | 18 December 2024" / "Council leaders have …"
    (The MJ, 2024).
    """
    if number <= story.last or number + 1 >= len(lines) or number not in marks:
        return False
    above, below = lines[number - 1], lines[number + 1]
    is_card = marks[number].kind == "byline" and below.text.endswith(("...", "…"))
    return is_card and not ends_like_a_sentence(above) and above.number not in marks


def _card_start(lines: Sequence[DumpLine], marks: Marks, number: int) -> int:
    """The card's first line: its headline, and the section word above that."""
    section = lines[number - 2]
    is_section = section.number not in marks and len(section.words) == 1 and section.text.isupper()
    return number - 2 if is_section else number - 1


def _tail_start(lines: Sequence[DumpLine], marks: Marks, story: Story, stop: int) -> int:
    """The tail's first line, from the first stock line of it: its company motto and a link's text.

    Above a footer a dump may print the footer's first line, glued to it without a blank line, and
    the bare text of a link to the document that the story is about ("Focused visit Anyshire").
    Any other short line there may be the story's last: an address, a name under a letter, the end
    of a list of ratings. It stays.
    """
    while stop - 1 > story.first and stop - 1 not in marks and not is_sentence(lines[stop - 1]):
        line = lines[stop - 1]
        if not _is_footers_top(line, lines[stop], marks, story) and not _is_document_link(
            lines, stop - 1
        ):
            break
        stop -= 1
    return stop


def _is_footers_top(line: DumpLine, below: DumpLine, marks: Marks, story: Story) -> bool:
    """Whether the line is the first of the footer's own block: no blank line divides the two."""
    footer = below.number in marks and marks[below.number].kind == "footer"
    glued = story.spaced and below.blank_before == 0 and line.blank_before > 0
    return footer and glued and not line.bullet and _CONTACT.search(line.match) is None


def _is_document_link(lines: Sequence[DumpLine], number: int) -> bool:
    line, above = lines[number], lines[number - 1]
    return (
        is_sentence(above)
        and not line.bullet
        and len(line.words) <= _LINK_WORDS
        and _DOCUMENT.search(line.match) is not None
        and _NO_LINK.search(line.match) is None
    )


def _menu_follows(lines: Sequence[DumpLine], marks: Marks, number: int) -> bool:
    window = lines[number : number + 5]
    known = sum(
        1
        for n in window
        if n.number in marks
        or weak_kind(n.match) is not None
        or (n.bullet and len(n.words) <= _TAG_WORDS and not ends_like_a_sentence(n))
    )
    return known >= 3 and known * 2 >= len(window)
