"""Bylines: "By Jo Tansley", "Jo Tansley Local democracy reporter", a role alone.

Read word by word, not by one large pattern, so that no line can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.dump.rules.line import DumpLine, Found, unbulleted
from words.rules import DumpRule

__all__ = ["byline_line", "byline_names"]

_LONGEST = 120
_MOST_WORDS = 14
_ROLES = frozenset(
    """
    reporter reporters writer correspondent editor journalist columnist critic producer
    photographer contributor staff newsroom
    """.split()  # noqa: SIM905 - a word a line would hide the list
)
# Lower-case words that may stand beside a role: "local democracy reporter", "home affairs editor"
_BESIDE_ROLE = frozenset(
    """
    local senior chief news sport sports of the for at in and on with democracy digital trainee
    multimedia online feature features political politics education health crime community
    deputy assistant lifestyle royal science world foreign home social affairs business content
    what's regional bbc live audience showbiz tv entertainment consumer money transport
    environment breaking group our published updated live social video data court council trends
    """.split()  # noqa: SIM905 - a word a line would hide the list
)
_JOINING = frozenset({"and", "&", "with", "de", "von", "van", "der", "la"})
_CAPITAL = re.compile(r"[\"'‘“(]?[A-ZÀ-Þ]")
_STAMP = re.compile(r"[\d@|•·–/-]|\d")
# "20:24Jo Tansley" and "20:42KEY EVENT" over the entries of a live blog (Mirror, 2024)
_LIVE_STAMP = re.compile(
    r"\d{1,2}:\d{2}(?:KEY EVENT|[A-Z][a-z'’-]+ [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)$"
)
# "Lucy TansleyNews Reporter" (Mirror, 2024): a role glued to the name
_GLUED_ROLE = re.compile(
    r"(?<=[a-z])(?=(?:News|Chief|Senior|Political|Sports?|Local|Crime|Health)\b)"
)


def _words(line: DumpLine) -> list[str]:
    text = unbulleted(line.text)
    if len(text) > _LONGEST or text.endswith((".", "?", "!", ":", "”", '"')):
        return []
    words = _GLUED_ROLE.sub(" ", text).split()
    return words if 1 < len(words) <= _MOST_WORDS else []


def _bare(word: str) -> str:
    return word.strip(",;:()|-–").casefold()


def _is_name_part(word: str) -> bool:
    return bool(_CAPITAL.match(word)) and _bare(word) not in _ROLES


def _fits(word: str) -> bool:
    """Whether a word may stand in a byline: capitalised, a role, a date or a joining word."""
    known = _bare(word) in _ROLES or _bare(word) in _BESIDE_ROLE or _bare(word) in _JOINING
    return known or bool(_CAPITAL.match(word)) or bool(_STAMP.match(word)) or not _bare(word)


def _names(words: Sequence[str]) -> str | None:
    """The leading names: capitalised words up to a role, a lower-case word, a comma or a date."""
    names: list[str] = []
    for word in words:
        if _bare(word) in _ROLES or not (_CAPITAL.match(word) or _bare(word) in _JOINING):
            break
        names.append(word)
        if word.endswith((",", "|")):
            break
    while names and (_bare(names[-1]) in _JOINING or _bare(names[-1]) in _BESIDE_ROLE):
        names.pop()
    return " ".join(names).strip(" ,|-–") or None


def _after_by(words: Sequence[str]) -> str | None:
    if not words or words[0] not in {"By", "BY", "by", "By:", "Words", "WORDS", "Words:"}:
        return None
    rest = words[2:] if words[0].startswith(("W",)) and words[1].startswith("by") else words[1:]
    if not rest or not _is_name_part(rest[0]) or not all(_fits(word) for word in rest):
        return None
    return _names(rest)


def _with_role(words: Sequence[str]) -> str | None:
    """ "Sam Tansley Local democracy reporter": two or three name words, then a role."""
    if not len(words) >= 3 or not all(_is_name_part(word) for word in words[:2]):
        return None
    places = [n for n, word in enumerate(words) if _bare(word) in _ROLES]
    if not places or places[0] < 2 or not all(_fits(word) for word in words):
        return None
    return _names(words[:3] if _bare(words[2]) not in _BESIDE_ROLE else words[:2])


def _with_date(words: Sequence[str]) -> str | None:
    """ "Wil Tansley 05 August 2019": two or three name words, then a date."""
    digits = next((n for n, word in enumerate(words) if word[0].isdigit()), 0)
    dated = digits in {2, 3, 4} and any(
        re.fullmatch(r"\d{4},?", word) for word in words[digits + 1 :]
    )
    if not dated or not all(_is_name_part(word) or word in "-|•·" for word in words[:digits]):
        return None
    return _names(words[:digits]) if all(_fits(word) for word in words) else None


def byline_names(line: DumpLine) -> str | None:
    """The names that a byline prints; None where the line is no byline."""
    words = _words(line)
    return _after_by(words) or _with_role(words) or _with_date(words)


def _is_role_alone(line: DumpLine) -> bool:
    words = [_bare(word) for word in line.words]
    return (
        2 <= len(words) <= 5
        and words[-1] in _ROLES
        and all(word in _BESIDE_ROLE or word in _ROLES for word in words)
    )


def byline_line(lines: Sequence[DumpLine], number: int) -> Found | None:
    """A byline at line `number`; a sentence ("By Monday the road was open.") is none."""
    line = lines[number]
    short = len(line.words) <= 12 and not line.match.endswith((".", '"'))
    if short and "local democracy report" in line.match and " said" not in line.match:
        rule = DumpRule.LDRS_LINE
    elif byline_names(line) or _is_role_alone(line) or _LIVE_STAMP.match(line.text[:80]):
        rule = DumpRule.BYLINE_LINE
    else:
        return None
    kind = "ldrs" if rule is DumpRule.LDRS_LINE else "byline"
    return Found(rule=rule, kind=kind, first=number, last=number, evidence=line.match[:60])
