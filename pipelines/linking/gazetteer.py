"""Who is named: one automaton over the names and aliases of authorities and other providers.

A name counts where it stands as whole words, with its capitals, and is not the beginning of
another body's name ("Bolton News", "Derbyshire Police"). The longest name wins, so that Derby is
not seen in "Derbyshire", nor Lincolnshire in "North Lincolnshire". A name that several providers
bear counts only for those whose area the story or its outlet vouches for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import ahocorasick

from pipelines.linking.other_names import is_part_of_another
from pipelines.linking.press_names import short_names
from pipelines.linking.trusts import TRUSTS


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One name of one provider.

    authority_id: the provider id of the authority it lies in (of an authority, its own); None if
    unknown.
    """

    provider_id: int
    kind: str  # authority, school …
    name: str
    authority_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A provider named in a text: its place, the words, and how it was recognised.

    method: alias, shared_name (vouched for by the area), misspelt, council_of_area.
    """

    provider_id: int
    authority_id: int | None
    start: int
    end: int
    words: str
    method: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text before it is decided whose it is."""

    start: int
    end: int
    owners: tuple[Name, ...]


# Names of places that are words too: only with capitals inside a sentence, or as a council.
WORDS_TOO = {
    "reading",
    "bury",
    "bath",
    "barking",
    "rutland",
    "york",
    "kent",
    "wells",
    "sale",
    "hull",
}
SAINTLY = re.compile(r"^(?:st\.?|saint|all saints|holy|our lady|sacred|christ|trinity)\b")
KINDS = """
the and of at for a primary secondary junior infant infants first middle upper high grammar
special school schools academy college nursery pre preschool playgroup sixth form church england
catholic roman methodist voluntary aided controlled community foundation free trust ce rc c e va
vc cofe day care centre house home children's childrens club out group ltd limited
"""
KINDS_OF_SCHOOL = frozenset(KINDS.split())
COMMON = """
ash bank beech bridge brook castle cedar churchfield cherry chestnut court cross dale east elm
elms farm fern field fields forest garden gardens gate grange green greenfield greenfields grove
heath heights hall hill hills hillside hilltop highfield holly kings king's lake lakeside lane
lea little lodge manor mead meadow meadows mill moor mount north oak oaks oakfield oakwood old
orchard park parkside parklands parkview priory queens queen's rainbow ridge river riverside
road rose rowan south spring springfield star stars stone sunny sunshine tree trees vale valley
victoria view village walk water way west willow willows wood woods woodside woodland woodlands
"""
EVERYWHERE = frozenset(COMMON.split())
COUNCIL = re.compile(
    r"(?:['’]s)?\s+(?:(?:Metropolitan|County|City|Borough|District|Unitary|MBC|BC)\s*)*"
    r"(?:Council|council|local authority|Local Authority|children|Children|MBC)\b"
)
SMALL_WORDS = """
and of the with upon on in for a & le cum de by under
council county city borough district metropolitan local authority trust
"""
SMALL = frozenset(SMALL_WORDS.split())
"""Words of a name that need no capital, unless one begins it: "Bradford council"."""
FOLDED = {"’": "'", "‘": "'", "`": "'", "–": "-", "‑": "-", "\xa0": " ", "\n": " "}


def fold_places(text: str) -> str:
    """Return the text in lower case with plain quotes and spaces, every place as it was."""
    for sign, instead in FOLDED.items():  # quicker than str.translate where few signs are there
        text = text.replace(sign, instead)
    return lower_places(text)


def lower_places(text: str) -> str:
    """Return the text in lower case, every place as it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def spellings(name: str) -> set[str]:
    """Return the ways a name is written: with "&" or "and", "St" or "St.", with or without "'"."""
    plain = " ".join(fold_places(name).split())
    found = {plain, plain.replace(" & ", " and "), plain.replace(" and ", " & ")}
    found |= {form.replace("'", "") for form in found}
    return found | {form.replace("st ", "st. ", 1) for form in found if form.startswith("st ")}


def is_common(name: str) -> bool:
    """Say whether a provider's name is one that many bear, here or elsewhere.

    "St Mary's Primary School", "The Grange", "Oakwood Academy", "Park View": without the words for
    a kind of school fewer than two are left, or none that is not found everywhere.
    """
    folded = fold_places(name)
    if SAINTLY.match(folded):
        return True
    words = [w for w in re.findall(r"[^\W_]+(?:'\w+)?", folded) if w not in KINDS_OF_SCHOOL]
    return len(words) < 2 or EVERYWHERE.issuperset(words)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of one database, ready to be found in texts. Build it once; it is not changed."""

    automaton: ahocorasick.Automaton
    authorities: Mapping[int, str] = field(default_factory=dict)  # provider id → folded plain name

    def hits(self, text: str) -> list[Hit]:
        """Return the names that stand in the text in order, none of them inside another."""
        if not len(self.automaton):
            return []
        folded = fold_places(text)
        found = [
            Hit(end - length + 1, end + 1, owners)
            for end, (length, owners) in self.automaton.iter(folded)
            if is_whole(folded, end - length + 1, end + 1)
        ]
        return [hit for hit in longest(found) if is_a_name(text, hit)]


def build(names: Iterable[Name]) -> Gazetteer:
    """Return the automaton over every spelling of every name; 30,000 names take about 0.3 s."""
    names = list(names)
    owners: dict[str, dict[int, Name]] = {}
    for name in (*names, *trust_names(names), *press_names(names)):
        for form in spellings(name.name):
            if len(form) > 2:
                owners.setdefault(form, {}).setdefault(name.provider_id, name)
    automaton = ahocorasick.Automaton()
    for form, borne in owners.items():
        automaton.add_word(form, (len(form), tuple(borne.values())))
    automaton.make_automaton()
    plain: dict[int, str] = {}
    for name in names:
        if name.kind == "authority":
            plain.setdefault(name.provider_id, fold_places(name.name))
    return Gazetteer(automaton, plain)


def trust_names(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the children's trusts as names of the authorities they work for."""
    known = {fold_places(name.name): name for name in names if name.kind == "authority"}
    for trust, authorities in TRUSTS.items():
        for authority in authorities:
            if found := known.get(fold_places(authority)):
                yield Name(
                    provider_id=found.provider_id,
                    kind="authority",
                    name=trust,
                    authority_id=found.authority_id,
                )


def press_names(names: Sequence[Name]) -> Iterator[Name]:
    """Yield what the press calls authorities for short."""
    plain: dict[int, Name] = {}
    own: dict[int, list[str]] = {}
    for name in names:
        if name.kind == "authority":
            plain.setdefault(name.provider_id, name)
            own.setdefault(name.provider_id, []).append(name.name)
    others = {name.name for name in plain.values()}
    for name in plain.values():
        for short in short_names(name.name, others, own[name.provider_id]):
            yield replace(name, name=short)


def is_whole(folded: str, start: int, end: int) -> bool:
    """Say whether the range is not cut out of a longer word or a hyphenated one."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (before.isalnum() or after.isalnum() or before in "-/@." or after == "-")


def longest(hits: list[Hit]) -> list[Hit]:
    """Return the hits that lie in no longer one, in the order of the text."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    return chosen


def is_a_name(text: str, hit: Hit) -> bool:
    """Say whether the words are written like a name and are not part of another body's name."""
    words = text[hit.start : hit.end].split()
    capitals = [word[0].isupper() or word in SMALL for word in words if word[0].isalpha()]
    if not all(capitals) or not text[hit.start].isupper():
        return False
    if not any(owner.kind == "authority" for owner in hit.owners):
        return True
    if is_part_of_another(text, hit.start, hit.end):
        return False
    if len(words) == 1 and words[0].lower() in WORDS_TOO:
        return bool(COUNCIL.match(text, hit.end)) or not starts_sentence(text, hit.start)
    return True


def starts_sentence(text: str, at: int) -> bool:
    """Say whether a word stands where any word would have a capital."""
    before = text[max(0, at - 3) : at].rstrip(" “‘\"'(")
    return not before or before[-1] in ".!?:\n•"
