"""One form for the characters that come out of a PDF, and for words that a line's end broke."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A hyphen at a line's end comes out of pdfium as U+FFFE (U+0002 in older builds): it is a real
# hyphen ("multi-agency"). Word writes the same sign as a soft hyphen, U+00AD.
_JOINT, _OLD_JOINT = "\ufffe", "\x02"
_HYPHENS = {ord(c): "-" for c in _JOINT + _OLD_JOINT + "\u00ad\u2010\u2011"}
_BULLETS = {ord(c): "•" for c in "◼■▪●◾⬛\uf0b7\uf0a7\uf06e\uf0d8\uf0fc\uf076\uf0a8\uf02d"}
_SPACES = {ord(c): " " for c in "\u00a0\u2002\u2003\u2009\u200a\u202f\t\x0b\x0c"}
_NOTHING: dict[int, None] = dict.fromkeys(
    [*range(0x00, 0x02), *range(0x03, 0x09), *range(0x0E, 0x20), 0x200B, 0x200C, 0x200D, 0xFEFF]
)
_CHARACTERS: dict[int, str | None] = {**_NOTHING, **_HYPHENS, **_BULLETS, **_SPACES}
_KEPT = "\ue0ff"  # stands for a joint until it is known how the document spells the word
_WITH_JOINTS = _CHARACTERS | {ord(_JOINT): _KEPT, ord(_OLD_JOINT): _KEPT, ord(_KEPT): "•"}
_PRIVATE_USE = re.compile("[\ue000-\ue0fe\ue100-\uf8ff]")
_BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char != " ")
_ODD = re.compile(  # most lines have none of these
    f"[{re.escape(''.join(map(chr, _CHARACTERS)))}{re.escape(_BLANKS)}\ue000-\uf8ff]"
)
_BROKEN_WORD = re.compile(rf"[^\W\d_]*{_KEPT}[^\W\d_]*")


def clean_characters(text: str) -> str:
    """One form for hyphens, bullets and blanks; NUL and other controls out. Quotes are kept."""
    return _PRIVATE_USE.sub("•", text.translate(_CHARACTERS))


def is_broken(text: str) -> bool:
    """Whether a line holds a joint: two printed lines that a hyphen divides come as one."""
    return _JOINT in text or _OLD_JOINT in text


def printed_words(text: str) -> str:
    """The words of a line in the one form, single blanks between; `unbroken` settles its joints."""
    if _ODD.search(text):
        text = _PRIVATE_USE.sub("•", text.translate(_WITH_JOINTS))
    elif "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())


def unbroken(lines: Sequence[str]) -> list[str]:
    """The lines with each joint written as the document spells the word in a line's midst.

    Mostly a joint is a hyphen; "re-" | "investment" is one word where the document prints
    "reinvestment" elsewhere and never "re-investment", nor both parts by themselves.
    """
    if not any(_KEPT in line for line in lines):
        return list(lines)
    whole = " ".join(line.casefold() for line in lines)
    return [
        _BROKEN_WORD.sub(lambda word: _spelt(word, whole), line) if _KEPT in line else line
        for line in lines
    ]


def _spelt(word: re.Match[str], whole: str) -> str:
    first, second = word.group(0).casefold().split(_KEPT, 1)
    joined = first + second
    is_one = _stands_in(whole, joined) and not _stands_in(whole, f"{first}-{second}")
    both_words = is_one and _stands_in(whole, first) and _stands_in(whole, second)
    return word.group(0).replace(_KEPT, "" if is_one and not both_words else "-")


def _stands_in(whole: str, word: str) -> bool:
    """Whether a word stands in a text by itself, not as a part of another."""
    place = whole.find(word)
    while place >= 0:
        around = whole[place - 1 : place] + whole[place + len(word) : place + len(word) + 1]
        if not any(char.isalnum() or char in ("-", _KEPT) for char in around):
            return True
        place = whole.find(word, place + 1)
    return False
