"""Names of inspectors out of the sentences and lists that print them.

Written for (2013-2026): "Caroline Walsh, HMI, and Ian Young, HMI" · "Margaret Burke and Claire
Beckingham" · "Peter McEntee, Andrew Waugh and Michele Costello, all of whom are Her Majesty's
Inspectors" · "Tracey Scott and Tracey Metcalfe, two of Her Majesty's Inspectors" · "Donna
Marriott HMI, Linda Steele HMI" · "Fiona Millns (OI)" · "John Mitchell, Senior HMI" ·
"Rebecca Dubbins, His Majesty's Inspector (designate)".
"""

from __future__ import annotations

import re

_MAJESTY = r"(?:his|her)\s+majesty\s*[’'`]?\s*s?\s+inspectors?(?: of schools)?"
_RANKS = (
    r"(?:(?:both|two|three|four|five|all|one)\s+of\s+(?:whom\s+are\s+)?|both\s+|senior\s+"
    r"|seconded\s+|social care\s+|regulatory\s+|education\s+|additional\s+"
    r"|associate\s+|contracted\s+|ofsted\s+)"
)
_TITLES = re.compile(
    rf"\(?\b{_RANKS}*(?:{_MAJESTY}|S?HMIs?\b|SCRIs?\b|OIs?\b|AIs?\b|inspection managers?\b"
    rf"|deputy director,? social care(?: inspection)?\b|inspectors?\b)"
    rf"(?:\s*\(HMIs?\))?\)?(?:\s*\(designate\))?(?:,?\s*designate\b)?,?\s*(?:for this visit)?",
    re.IGNORECASE,
)
_DIVIDERS = re.compile(r"\s*(?:,|;|&|•|\band\b)\s*", re.IGNORECASE)
# "Andrea Crosby-Josephs", "Dick O’Brien", "Fiona J Millns", "Jenny-ellen Scotland", "Maire McKeown"
_WORD = r"(?:[A-ZÀ-Þ][\w’'`]*(?:-[\w’'`]+)*\.?|[A-Z]\.?|de|da|van|von|der|al|bin|el)"
_NAME = re.compile(rf"(?:(?:Dr|Mr|Mrs|Ms|Miss) )?[A-ZÀ-Þ][\w’'`-]*\.?(?: {_WORD}){{1,3}}")
_STRAY_HYPHEN = re.compile(r"(?<=\w)\s*[-‐‑–]\s*(?=[A-Z])")
_HONORIFIC = re.compile(r"^(?:Dr|Mr|Mrs|Ms|Miss) ")


def clean_name(text: str) -> str | None:
    """One name without titles; stray blanks at a hyphen mended. None if it is no person's name."""
    bare = _TITLES.sub(" ", text)
    bare = re.sub(r"\((?:[^()]*)\)", " ", bare)
    bare = _STRAY_HYPHEN.sub("-", re.sub(r"\s+", " ", bare)).strip(" ,.;:-–")
    return bare if _NAME.fullmatch(bare) else None


def split_names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names, leftovers) of a list in running text; leftovers are parts that read as no name."""
    bare = _TITLES.sub(" , ", _STRAY_HYPHEN.sub("-", text))
    names: list[str] = []
    leftovers: list[str] = []
    for part in _DIVIDERS.split(bare):
        if not part.strip(" .,;:()"):
            continue
        name = clean_name(part)
        if name is None:
            leftovers.append(part.strip())
        elif name not in names:
            names.append(name)
    return tuple(names), tuple(leftovers)


def without_honorific(name: str) -> str:
    """ "Ms Ann Bell" → "Ann Bell"."""
    return _HONORIFIC.sub("", name)
