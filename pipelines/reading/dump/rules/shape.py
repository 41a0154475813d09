"""What the shape of one line tells: sentence, headline-like, name."""

from __future__ import annotations

import re

from pipelines.reading.dump.rules.line import DumpLine

__all__ = [
    "ends_like_a_sentence",
    "is_paragraph",
    "is_rating",
    "is_sentence",
    "is_short_label",
    "looks_like_a_name",
]

# "… at 9am." / "… they said.”" / "… for a party?’" / "… (see below)."
_SENTENCE_END = re.compile(r"[.!?…][\"')\]]*$|[\"']$|[,;:]$")
_NAME_WORD = re.compile(r"(?:[A-Z][\w'’.-]*|de|von|van|der|la|and|&|Mc\w+|O['’]\w+)$")
PARAGRAPH_CHARACTERS = 80


def ends_like_a_sentence(line: DumpLine) -> bool:
    """Whether the line closes as a sentence, a quotation or an introduction of a list does."""
    return _SENTENCE_END.search(line.match) is not None


def is_paragraph(line: DumpLine) -> bool:
    """Whether the line reads as a paragraph of running text (80 characters and a closed end)."""
    size = len(line.match)
    return size >= PARAGRAPH_CHARACTERS and (ends_like_a_sentence(line) or size >= 200)


def is_sentence(line: DumpLine) -> bool:
    """Whether the line reads as running text: six words and more, and a closed end."""
    if len(line.match) >= 200:
        return True
    closed = ends_like_a_sentence(line) and not line.match.endswith((":", ",", ";"))
    return len(line.words) >= 6 and closed


# "Leadership and management: requires improvement", "Care leavers – outstanding"
_RATING = re.compile(
    r".{2,90}[:-] ?(?:good|outstanding|inadequate|requires improvement(?: to be good)?|satisfactory"
    r"|met|not met|expected standard|strong standard|needs attention|exceptional)\W*$"
)


def is_rating(line: DumpLine) -> bool:
    """Whether the line is a judgement of an inspection: an area and its grade."""
    return len(line.match) <= 140 and _RATING.match(line.match) is not None


def is_short_label(line: DumpLine) -> bool:
    """Whether the line is short and open-ended, like a menu entry, a headline or a caption."""
    return not ends_like_a_sentence(line) and len(line.match) <= 160


def looks_like_a_name(line: DumpLine) -> bool:
    """Whether the line is two to four words that are all capitalised."""
    words = line.text.split()
    return 2 <= len(words) <= 4 and all(_NAME_WORD.match(word) for word in words)
