"""Names of inspectors out of the sentences and lists that print them.

Written for these forms (2013-2026), the people invented: "Ann Bell, HMI, and Bo Cole, HMI" · "Ann
Bell and Bo Cole" · "Ann Bell, Bo Cole and Di Eve, all of whom are Her Majesty's Inspectors" · "Ann
Bell and Bo Cole, two of Her Majesty's Inspectors" · "Ann Bell HMI, Bo Cole HMI" · "Ann Bell (OI)" ·
"Ann Bell, Senior HMI" · "Ann Bell, His Majesty's Inspector (designate)".
"""

from __future__ import annotations

import re

_MAJESTY = r"(?:his|her)\s+majesty\s*[’'`]?\s*s?\s+inspectors?(?: of schools)?"
_RANKS = (
    r"(?:(?:both|two|three|four|five|all|one)\s+of\s+(?:whom\s+(?:are|were)\s+)?|both\s+"
    r"|senior\s+|lead\s+|team\s+"
    r"|seconded\s+|social care\s+|regulatory\s+|education\s+|additional\s+"
    r"|associate\s+|contracted\s+|ofsted\s+)"
)
# "Ann Bell (lead)" · "Ann Bell, lead inspector," · "Ann Bell, Regional Director (North
# West)": whatever names an office is a title, and never a second person
_TITLES = re.compile(
    rf"\(?\b{_RANKS}*(?:{_MAJESTY}|S?HMIs?\b|SCRIs?\b|OIs?\b|AIs?\b|inspection managers?\b"
    rf"|deputy director,? social care(?: inspection)?\b|inspectors?\b)"
    rf"(?:\s*\(HMIs?\))?\)?(?:\s*\(designate\))?(?:,?\s*designate\b)?,?\s*(?:for this visit)?"
    rf"|\((?:the )?(?:lead|team|deputy lead|OI|AI|HMI)\)",
    re.IGNORECASE,
)
_DIVIDERS = re.compile(
    r"\s*(?:,|;|&|/|•|\band\b|\bas well as\b|\b(?:together )?with\b)\s*", re.IGNORECASE
)
# "Jo Tho-Josephs", "Bo O’Brine", "Ann J Mills", "Ann-ellen Bell", "Di McKane", "Ann-Marie d’Arcy",
# "Inés de la Cruz", "Bo van der Berg"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_PARTICLE = r"(?:de|da|do|dos|du|di|la|le|van|von|der|den|ten|ter|al|bin|el|ap|ab|y)"
_WORD = rf"(?:(?:[dD]|[oO]|[lL])[’'`]{_CAPITAL}[\w’'`-]*|{_CAPITAL}[\w’'`]*(?:-[\w’'`]+)*\.?)"
_NAME = re.compile(
    rf"(?:(?:Dr|Mr|Mrs|Ms|Miss) )?{_CAPITAL}[\w’'`-]*\.?(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,3}}"
)
_STRAY_HYPHEN = re.compile(r"(?<=\w)\s*[-‐‑–]\s*(?=[A-Z])")
_HONORIFIC = re.compile(r"^(?:Dr|Mr|Mrs|Ms|Miss) ")
_POST_NOMINALS = re.compile(r"(?:,? \b(?:CBE|OBE|MBE|QPM|KC|QC|JP|PhD|BEM)\b)+$")
# "Regional Director", "Headline Findings", "Quality Assurance Manager": no surname is among these
_OFFICES = re.compile(
    r"\b(?:directors?|officers?|managers?|inspectors?|inspections?|services|councils?|council[’']s"
    r"|ofsted|ofsted[’']s|commission|commissioner|judgements?|findings|overview|authority"
    r"|authorities|reports?|analysts?|advis[eo]rs?|executives?|majesty[’']?s?|hmi|cqc|hmicfrs|hmip"
    r"|children[’']s|education|assurance|secretary|constabulary|probation|trust|dates?|regional|region)\b",
    re.IGNORECASE,
)


def clean_name(text: str) -> str | None:
    """One name without titles; stray blanks at a hyphen mended. None if it is no person's name."""
    bare = _TITLES.sub(" ", text)
    bare = re.sub(r"\((?:[^()]*)\)", " ", bare)
    bare = _STRAY_HYPHEN.sub("-", re.sub(r"\s+", " ", bare)).strip(" ,.;:-–")
    bare = _POST_NOMINALS.sub("", bare)
    return bare if _NAME.fullmatch(bare) and not _OFFICES.search(bare) else None


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
