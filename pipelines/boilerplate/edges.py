"""The edges of a line: an emoji or an arrow before and behind its words, which no rule compares."""

from __future__ import annotations

import re

__all__ = ["without_edges"]

# "📰 Sign up to our newsletter 📰": what stands at the edges of a line and is no word or mark
_FIRST = re.compile(r"[^\w\"'(\[£$€@#©+\-.]+")
_LAST = re.compile(r"[^\w\"')\]?!.:;…%*+\-]")


def without_edges(text: str) -> str:
    """The text without the characters at both ends that belong to no word.

    The end is walked from behind: a pattern that is sought and must reach the end of the text
    tries each of a hundred thousand dots in the middle of a line, to no end.
    """
    head = _FIRST.match(text)
    start = head.end() if head else 0
    end = len(text)
    while end > start and _LAST.match(text, end - 1):
        end -= 1
    return text[start:end]
