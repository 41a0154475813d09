"""Bylines → names: "By Jo Bloggs, education reporter" → "Jo Bloggs"."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"^(?:(?:written|posted|published|reported|words|story|report|article|authored|edited|"
    r"exclusive|analysis|opinion|review|interview)\s+)*(?:by|author|reporter|words|from)\b\s*:?\s+|"
    r"^(?:by|author|reporter)\s*:\s*",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:;|\||\s&\s|\band\b|,\s*and\b|•|·|/)\s*", re.I)
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|journalist|writer|columnist|chief|staff|contributor|"
    r"producer|photographer|head of|local democracy|reporting service|ldrs?|senior|trainee|"
    r"apprentice|multimedia|digital|content|community|education|health|political|politics|crime|"
    r"sports?|news|audience|director|analyst|service|fellow|professor|published|updated|"
    r"bbc|press association|for |at |in |of |@|the )",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2,}|^\W*$|^(?:admin|editor|staff|unknown|none|null|by|published|updated|"
    r"share|comments?|twitter|facebook|instagram|linkedin|email|author|about the author|posted|"
    r"advertisement|opinion|news|home|follow)$",
    re.I,
)
_DATE_TAIL = re.compile(
    r"\s*(?:[-–|•·]|,|\bon\b|\bpublished\b|\bupdated\b|\bposted\b)?\s*(?:\d{1,2}[:.]\d{2}|\d{1,2}\s+"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.I,
)
# "By Jo BloggsReporter", "ByJo BloggsNews Reporter": spans without a blank (Reach titles, 2022-24)
_GLUED_ROLE = re.compile(
    r"(?<=[a-z]{2})(?=(?:[A-Z][a-z]+ ){0,3}(?:Reporter|Editor|Correspondent|Journalist|Writer)\b)"
)
_GLUED_BY = re.compile(r"^By(?=[A-Z][a-z])")
# "By Jo Bloggs - news@valechronicle.test" (Iliffe titles)
_ADDRESS = re.compile(r"\s*(?:[-–|,(<]\s*)?\S+@\S+")
MAX_NAME = 60


def names_in(text: str) -> list[str]:
    """Return the names in a byline, roles and dates left out; nothing where none is found."""
    text = _ADDRESS.sub(" ", " ".join(text.split())[:300]).strip()
    text = _GLUED_ROLE.sub(", ", _GLUED_BY.sub("By ", text))
    text = _DATE_TAIL.sub("", _LEAD.sub("", text))
    names: list[str] = []
    for part in _SPLIT.split(text):
        pieces = [piece.strip(" .-–:") for piece in part.split(",")]
        for place, piece in enumerate(pieces):
            if place and _ROLE.search(piece + " "):
                break
            if is_name(piece):
                names.append(piece)
    return _unique(names)


def is_name(text: str) -> bool:
    """Say whether a short string can be a person's or an agency's name."""
    return (
        1 < len(text) <= MAX_NAME
        and not _NOT_A_NAME.search(text)
        and len(text.split()) <= 6
        and any(character.isupper() for character in text)
    )


def _unique(names: list[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if not (name.casefold() in seen or seen.add(name.casefold()))]  # type: ignore[func-returns-value]


def join_names(names: list[str]) -> str | None:
    """Return names as the byline of a report, None for no name."""
    return "; ".join(_unique(names)) or None
