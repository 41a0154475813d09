"""Bylines → names: "By Jo Bloggs, education reporter" → "Jo Bloggs"."""

from __future__ import annotations

import re

from words.months import ANY_MONTH, MONTHS

_LEAD = re.compile(
    r"^(?:(?:written|posted|published|reported|words|story|report|article|authored|edited|text|"
    r"exclusive|analysis|opinion|review|interview)\s+)*(?:by|authors?|reporters?|words|from)\b"
    r"\s*:?\s+|^(?:by|authors?|reporters?)\s*:\s*",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:;|\||\s&\s|\band\b|,\s*and\b|\bwith\b|•|·|/)\s*", re.I)
# "Jo Bloggs - Chief Reporter", "Jo Bloggs, education reporter"
_PIECES = re.compile(r"\s*,\s*|\s+[-–—]\s+|:\s+")
# "Jo Bloggs for the Vale Chronicle", "Jo Bloggs in Ambleford", "Jo Bloggs at the county court"
_PLACE_TAIL = re.compile(r"\s+(?:for|in|at|from)\s+\S.*$", re.I)
_ROLES = (
    r"reporter|editor|correspondent|journalist|writer|columnist|chief|staff|contributor|"
    r"producer|photographer|head of|local democracy|reporting service|ldrs?|senior|trainee|"
    r"apprentice|multimedia|digital|content|community|education|health|political|politics|crime|"
    r"sports?|news|audience|director|analyst|service|fellow|professor|expert|specialist|"
    r"consultant|founder|manager|published|updated"
)
_ROLE = re.compile(rf"\b(?:{_ROLES}|bbc|press association|for |at |in |of |@|the )", re.I)
_ROLE_ALONE = re.compile(rf"\b(?:{_ROLES})\b|^(?:in|on|at|for):", re.I)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2,}|^\W*$|^(?:admin|editor|staff|unknown|none|null|by|published|updated|"
    r"share|comments?|twitter|facebook|instagram|linkedin|email|author|about the author|posted|"
    r"advertisement|opinion|news|home|follow)$",
    re.I,
)
# Words of short lines near a headline that are set like a name: "Most Read", "Table Of Contents"
_NOT_A_PERSON = frozenset(
    """
    read more most share sign log table content contents listen watch follow latest local
    live news sport sports home menu search subscribe contact about photo photos image
    images credit stock getty comment comments copy link print save city county council
    school street road park hospital police court university college team club united post
    article story stories guide tips business politics education health crime opinion
    feature features video gallery update updated published posted today monday tuesday
    wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905 - as they stand
) | ({*MONTHS} - {"may"})
_WORDS = re.compile(r"\w+")
_PERSON_WORD = re.compile(r"[A-ZÀ-Þ][\w'’.-]*$|\([A-Z][\w'’-]+\)$")
_PARTICLES = frozenset("de la le du van von der den da di del bin al el ter ap mac".split())  # noqa: SIM905
_PARTICLE = rf"(?:{'|'.join(sorted(_PARTICLES))})\b"
# "Jo Bloggs", "Jo van Bloggs", "Jo (Ann) Bloggs", "de la Bloggs"
_TWO_WORDS = re.compile(
    rf"[A-ZÀ-Þ(]\S* (?:[A-ZÀ-Þ(]|{_PARTICLE})|(?<!\w){_PARTICLE} (?:[A-ZÀ-Þ(]|{_PARTICLE})"
)
_GLUED_WORDS = re.compile(r"[a-z]{2}[A-Z][a-z]")
_AGENCIES = frozenset("PA AFP AP Reuters Bloomberg SWNS".split())  # noqa: SIM905 - as they sign
_MAY_BE_DATED = re.compile(r"\d|day", re.I)
_DATE_TAIL = re.compile(
    r"(?:\s*(?:[-–|•·,]|\b(?:first|last|at|published|updated|posted|modified)\b:?|\bon:?))*\s*"
    rf"(?:\d{{1,2}}[:.]\d{{2}}|\d{{1,2}}\s+{ANY_MONTH}|\d{{1,2}}[/-]\d{{1,2}}[/-]\d|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+\s+(?:min|hour|day|comment)|"
    rf"{ANY_MONTH}[a-z]*\.?\s+\d).*$",
    re.I,
)
# "By Jo BloggsReporter", "ByJo BloggsNews Reporter": spans without a blank (Reach titles, 2022-24)
_GLUED_ROLE = re.compile(
    r"(?<=[a-z]{2})(?=(?:[A-Z][a-z]+ ){0,3}(?:Reporter|Editor|Correspondent|Journalist|Writer)\b)"
)
_GLUED_BY = re.compile(r"^By(?=[A-Z][a-z])")
# "By Jo Bloggs - news@valechronicle.test" (Iliffe titles)
_ADDRESS = re.compile(r"\s*(?:[-–|,(<]\s*)?\S+@\S+")
# "Jo Bloggs", as half of all pages declare it; nothing in it is a lead, a divider or a date.
_PLAIN_NAME = re.compile(
    r"(?!(?:By|Authors?|Reporters?|Words|From)\b|.*\b(?:And|With)\b|"
    r".*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]+ [A-Z][a-z]+\Z"
)
MAX_NAME = 60
# "Local Democracy Reporter Huw Tallis": the role in an element of its own before the name
_ROLE_LEAD = re.compile(
    r"^(?:[A-Z][a-z]+ ){0,3}(?:Reporter|Correspondent|Editor|Journalist|Writer)s?\s*:?\s+"
    r"(?=[A-Z][\w'’-]+ [A-Z])"
)
# "By Kit Amory @kitamory_news"
_HANDLE = re.compile(r"\s+\(?@\w+\)?")
_OFFICES = frozenset(
    """
    local democracy reporter reporters reporting service news newsroom newsdesk desk room staff
    editor editors editorial team web digital online chief senior trainee press association office
    contributor contributors correspondent education politics political crime health community
    content multimedia audience writer writers journalist journalists guest our agency media bbc itv
    sky admin communications
    """.split()  # noqa: SIM905 - as they sign
)
"""Words of which roles and desks are made: "Local Democracy Reporter", "BBC News", "News Desk"."""


def names_in(text: str) -> list[str]:
    """Return the names in a byline, roles, places and dates left out; nothing where none is."""
    if _PLAIN_NAME.match(text) and len(text) <= MAX_NAME:
        return [text]
    text = " ".join(text.split())[:300]
    if "@" in text:
        text = _HANDLE.sub("", _ADDRESS.sub(" ", text)).strip()
    text = _GLUED_ROLE.sub(", ", _GLUED_BY.sub("By ", text))
    text = _ROLE_LEAD.sub("", without_date(_LEAD.sub("", text)))
    names: list[str] = []
    for part in _SPLIT.split(text):
        if not (names and _ROLE_ALONE.search(part.partition(",")[0])):
            names += _names_of_part(part)
    return _unique(names)


def _names_of_part(part: str) -> list[str]:
    """Return the names at the head of one part of a byline, up to a role, a place or a degree."""
    names: list[str] = []
    pieces = [_PLACE_TAIL.sub("", piece).strip(" .-–—:") for piece in _PIECES.split(part)]
    if len(pieces) == 2 and len(pieces[0].split()) == 1 and not _ROLE.search(pieces[1] + " "):
        pieces = [part.strip(" .-–—:")]  # "Bloggs, Jo", "Vale - Newsroom": as it stands
    for place, piece in enumerate(pieces):
        if place and (_ROLE.search(piece + " ") or not (piece in _AGENCIES or is_person(piece))):
            break
        if is_name(piece):
            names.append(piece)
    return names


def without_date(text: str) -> str:
    """Return a byline without the date behind it."""
    return _DATE_TAIL.sub("", text) if _MAY_BE_DATED.search(text) else text


def holds_person(text: str) -> bool:
    """Say whether a line can hold what `is_person` takes for a name: a look that spares others."""
    return " " in text and _TWO_WORDS.search(text) is not None


def holds_signature(text: str) -> bool:
    """Say whether a line can hold a name that `signs`: a person's or a news agency's."""
    return holds_person(text) or any(map(text.__contains__, _AGENCIES))


def is_person(text: str) -> bool:
    """Say whether a short line is set like a person's name: two to four capitalised words."""
    words = text.split()
    if not 2 <= len(words) <= 4 or len(text) > MAX_NAME:
        return False
    for word in words:
        if not (_PERSON_WORD.match(word) or word in _PARTICLES):
            return False
    said = _WORDS.findall(text.lower())
    return said[0] != "the" and _NOT_A_PERSON.isdisjoint(said) and not text.isupper()


def is_office(text: str) -> bool:
    """Say whether a string names a role, a desk or a service, and nobody."""
    words = _WORDS.findall(text.lower())
    return bool(words) and _OFFICES.issuperset(words)


def is_name(text: str) -> bool:
    """Say whether a short string can be a person's or an agency's name."""
    return (
        1 < len(text) <= MAX_NAME
        and not _NOT_A_NAME.search(text)
        and len(text.split()) <= 6
        and any(character.isupper() for character in text)
    )


def is_set_as_name(text: str) -> bool:
    """Say whether a string is written as names are: up to four words, capitals at their heads.

    "Share this article" is not, nor are the glued words of a menu ("PlanningOfficePapers").
    """
    words = text.split()
    return (
        len(words) <= 4
        and len(_GLUED_WORDS.findall(text)) < 2
        and all(word[:1].isupper() or word[:1] in "(@" or word in _PARTICLES for word in words)
    )


def signs(name: str) -> bool:
    """Say whether a name is a person's, in capitals too ("JO BLOGGS"), or a news agency's."""
    return name in _AGENCIES or is_person(name.title() if name.isupper() else name)


def _unique(names: list[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if not (name.casefold() in seen or seen.add(name.casefold()))]  # type: ignore[func-returns-value]


def join_names(names: list[str]) -> str | None:
    """Return names as the byline of a report, None for no name."""
    return "; ".join(_unique(names)) or None
