"""Second pass over a dump: lines that only their neighbours give away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.boilerplate.phrases import weak_kind
from pipelines.reading.dump.region import Region
from pipelines.reading.dump.repeats import doubled_lines, repeated_lines
from pipelines.reading.dump.rules.byline import byline_names
from pipelines.reading.dump.rules.line import DumpLine, Found
from pipelines.reading.dump.rules.shape import (
    ends_like_a_sentence,
    is_rating,
    is_sentence,
    looks_like_a_name,
)
from pipelines.reading.dump.stock import Marks
from words.months import ANY_MONTH
from words.rules import DumpRule

__all__ = ["neighbour_marks"]

_MONTH = rf"{ANY_MONTH}[a-z]*"
_DATE_ONLY = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    r"(?:[ ,|•·@-]+(?:at )?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?)?\W*(?:edt|gmt|bst|est|uk)?$"
)
_IMAGE_MARK = re.compile(r"(?:.{0,300}\b)?image (?:source\b.{0,80}|caption,?)$")
_CREDIT_ALONE = re.compile(
    r"(?:photo(?:graph)?s?|picture|image|pic|credit|video)s?\b ?(?:by|:|credit)"
)
_RATING = re.compile(r"[:–-] ?[\w ]{2,30}$|\b(?:good|outstanding|inadequate|requires improvement)$")
# A story's own subhead may stand beside these.
_NOT_MENU = frozenset({"ad", "caption", "related", "markup"})
_FULL_NAME = re.compile(r"[A-Z][a-z'’-]+(?:[A-Z][a-z]+)?(?:['’]s)?,?$")
_POSSESSIVE = re.compile(r"(?:['’]s)?,?$")
_NO_FIRST_NAMES = frozenset({"The", "A", "An", "Our", "More", "New", "Some", "All", "How", "Why"})
# What the second word of a body's name may be: it speaks and is spoken of as people are.
_BODIES = frozenset(
    """
    academy agency airport association authority board care cathedral centre charity church cities
    city club college committee council county court department federation foundation government
    group hall hospital hotel house international league line ltd ministry museum office ofsted park
    party police primary project road school service services society station street team theatre
    town trust union united university village
    """.split()  # noqa: SIM905 - a word a line would hide the list
)
_MOST_PEOPLE = 2
_HEAD_WORDS = 6
_ENTRIES = 3
_DUPLICATE_CHARACTERS = 40


def _cut(rule: DumpRule, kind: str, number: int, evidence: str) -> Found:
    return Found(rule=rule, kind=kind, first=number, last=number, evidence=evidence[:60])


def _is_label(line: DumpLine) -> bool:
    return not ends_like_a_sentence(line) and len(line.match) <= 160


def _head(lines: Sequence[DumpLine], marks: Marks, region: Region) -> Iterator[Found]:
    """Short labels between the headline and the first sentence: names, dates, sections."""
    zone = range(region.title + 1 if region.title is not None else 0, region.first)
    for number in zone:
        line = lines[number]
        if number in marks or ends_like_a_sentence(line):
            continue
        weak = weak_kind(line.match)
        if _DATE_ONLY.match(line.match):
            yield _cut(DumpRule.HEAD_DATE, "date", number, line.match)
        elif weak is not None:
            yield _cut(DumpRule.HEAD_SECTION, weak, number, line.match)
        elif region.title is None or not _is_head_label(lines, line):
            continue
        elif looks_like_a_name(line):
            yield _cut(DumpRule.HEAD_NAME, "byline", number, line.match)
        else:
            yield _cut(DumpRule.HEAD_LABEL, "caption", number, line.match)


def _is_head_label(lines: Sequence[DumpLine], line: DumpLine) -> bool:
    """Whether a line in the head may be alt text or a name; a heading over a list is none."""
    over_list = lines[line.number + 1].bullet
    return not (over_list or line.bullet or is_rating(line)) and len(line.words) <= _HEAD_WORDS


def _beside_credits(lines: Sequence[DumpLine], marks: Marks) -> Iterator[Found]:
    """The caption above "Photograph by …", below "Image caption,", and an image's alt text."""
    for number, mark in marks.items():
        if mark.kind != "caption":
            continue
        line = lines[number]
        if _IMAGE_MARK.match(line.match) and number + 1 < len(lines):
            below = lines[number + 1]
            if (
                number + 1 not in marks
                and not ends_like_a_sentence(below)
                and len(below.words) <= 30
            ):
                yield _cut(DumpRule.CAPTION_BELOW_MARK, "caption", number + 1, line.match)
        above = lines[number - 1] if number else None
        if above is None or above.number in marks or above.bullet:
            continue
        if _CREDIT_ALONE.match(line.match) and line.blank_before == 0 and len(above.match) <= 300:
            yield _cut(DumpRule.CAPTION_ABOVE_CREDIT, "caption", above.number, line.match)
        elif _is_label(above) and len(above.words) <= 12 and _share_words(above, line):
            yield _cut(DumpRule.CAPTION_ALT_TEXT, "caption", above.number, line.match)


def _share_words(alt: DumpLine, caption: DumpLine) -> bool:
    words = {word for word in alt.words if len(word) > 3}
    return bool(words) and 2 * len(words & set(caption.words)) >= len(words)


def _bylines(lines: Sequence[DumpLine], marks: Marks) -> Iterator[Found]:
    """A name alone that a byline of the same dump prints, or that stands over many entries."""
    names = {
        name.casefold()
        for number, mark in marks.items()
        if mark.kind == "byline" and (name := byline_names(lines[number]))
    }
    times = Counter(line.match for line in lines if _is_lone_name(line))
    stamps = sum(1 for mark in marks.values() if mark.kind in {"byline", "date"})
    is_live = any("key event" in mark.evidence for mark in marks.values())
    if stamps >= _ENTRIES or is_live:
        names |= {name for name, count in times.items() if count >= _ENTRIES}
    for line in lines:
        if line.number not in marks and line.match in names:
            yield _cut(DumpRule.BYLINE_NAME, "byline", line.number, line.match)


def _is_lone_name(line: DumpLine) -> bool:
    return not line.bullet and len(line.match) <= 40 and looks_like_a_name(line)


def _people(lines: Sequence[DumpLine], marks: Marks, region: Region) -> Iterator[Found]:
    """A name, or a name and what its bearer is seen doing, alone between two paragraphs.

    Only a full name that the story itself uses, and no more than two such lines in a dump: a list
    of candidates or a panel of speakers prints names as subheads.
    """
    inside = [lines[n] for n in range(region.first, region.stop) if n not in marks]
    named = [
        line for line in inside if _is_person_label(line) and _stands_alone(lines, line, marks)
    ]
    if not 0 < len(named) <= _MOST_PEOPLE:
        return
    story = " ".join(line.text for line in inside if is_sentence(line))
    for line in named:
        name = _POSSESSIVE.sub("", " ".join(line.text.split()[:2]))
        if _is_person(name, story):
            yield _cut(DumpRule.CAPTION_PERSON, "caption", line.number, line.match)


def _is_person(name: str, story: str) -> bool:
    """Whether the story speaks of the two words as of a person: age, title, speech or "who"."""
    first, last = name.split()
    if name not in story or first in _NO_FIRST_NAMES or last.casefold() in _BODIES:
        return False
    spoken = rf"\b(?:{first}|{last}) (?:said|says|added|told|explained|scored|netted|went|was)\b"
    seen = re.compile(
        rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Sir|Prof|PC|Sgt|Judge) {last}\b|\b{name}, (?:who|aged|\d)"
        rf"|{spoken}|\b(?:said|added) (?:{first}|{last})\b|\b{name}(?:['’]s (?:\w+ )?goal)"
    )
    return seen.search(story) is not None


def _is_person_label(line: DumpLine) -> bool:
    words = line.text.split()
    if line.bullet or not _is_label(line) or not 2 <= len(words) <= 25 or ":" in line.match:
        return False
    full_name = all(_FULL_NAME.match(word) for word in words[:2])
    return full_name and (len(words) == 2 or any(word.islower() for word in words[2:]))


def _stands_alone(lines: Sequence[DumpLine], line: DumpLine, marks: Marks) -> bool:
    """Whether running text, or an advertisement in it, stands right above and below."""
    beside = [n for n in (line.number - 1, line.number + 1) if 0 <= n < len(lines)]
    return len(beside) == 2 and all(
        marks[n].kind == "ad" if n in marks else is_sentence(lines[n]) for n in beside
    )


def _among_boilerplate(lines: Sequence[DumpLine], marks: Marks) -> Iterator[Found]:
    """A section word or "Comments" right beside a stock line, and lines without letters."""
    for line in lines:
        number = line.number
        if number in marks:
            continue
        weak = weak_kind(line.match)
        beside = [marks[n] for n in (number - 1, number + 1) if n in marks]
        if not any(letter.isalnum() for letter in line.match):
            yield _cut(DumpRule.NO_LETTERS, "markup", number, line.text)
        elif weak and any(mark.kind not in _NOT_MENU for mark in beside):
            yield _cut(DumpRule.WEAK_PHRASE, weak, number, line.match)


def neighbour_marks(lines: Sequence[DumpLine], marks: Marks, region: Region) -> Marks:
    """What stands beside something removed, or is printed twice."""
    found: Marks = {}
    for cut in (
        *_among_boilerplate(lines, marks),
        *_beside_credits(lines, marks),
        *_bylines(lines, marks),
        *_people(lines, marks, region),
        *repeated_lines(lines, marks, region),
        *doubled_lines(lines, marks),
        *_head(lines, marks, region),
    ):
        if cut.first not in marks and cut.first != region.title:
            found.setdefault(cut.first, cut)
    return found
