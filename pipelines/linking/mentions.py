"""Who a story names, with places: exact names first, then misspelt councils, then "the council"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipelines.linking.gazetteer import (
    Gazetteer,
    Hit,
    Mention,
    Name,
    fold_places,
    is_common,
    spellings,
)
from pipelines.linking.trusts import TRUSTS

# "Darbyshire County Council", "Blackburn with Darwin Council", "Rochdail's children's services".
COUNCIL_NAMED = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+(?:\s+(?:and|with|upon|of|&|[A-Z][\w'’-]+)){0,4}?)(?:['’]s)?\s+"
    r"(?:(?:Metropolitan|County|City|Borough|District)\s+)*"
    r"(?:Council|council|local authority|children['’]?s\s+(?:social\s+)?(?:services|care))\b"
)
# "The county council", "council bosses", "the borough", "the local authority"
SOME_COUNCIL = re.compile(
    r"\b(?:the\s+)?(?:(?:county|city|borough|town)\s+)?council\b|"
    r"\bthe\s+(?:borough|local authority)\b",
    re.I,
)
COUNCIL_HINTS = ("council", "borough", "local authority")
BEFORE_NAMES = ("ouncil", "local authority", "hildren")
"""Letters of what may follow a council's name: most stories on other things have none of them."""
TRUST_FORMS = frozenset(form for trust in TRUSTS for form in spellings(trust))
LEADING = re.compile(r"^(?:The|At|In|And|But|For|Of|Inspectors|Ofsted|That)\s+")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a story names: the mentions in its fields, and names that stayed undecided."""

    title: tuple[Mention, ...] = ()
    standfirst: tuple[Mention, ...] = ()
    text: tuple[Mention, ...] = ()
    undecided: tuple[str, ...] = ()

    def everywhere(self) -> tuple[Mention, ...]:
        """Return all mentions, title first."""
        return self.title + self.standfirst + self.text


def outlet_authorities(gazetteer: Gazetteer, areas: Sequence[str]) -> frozenset[int]:
    """Return the provider ids of the authorities that an outlet's areas name.

    Each is looked for as a place inside a sentence: "Reading" alone could be any word.
    """
    return frozenset(
        owner.provider_id
        for area in areas
        for hit in gazetteer.hits(f"in {area}")
        for owner in hit.owners
        if owner.kind == "authority"
    )


def decide(hit: Hit, text: str, vouched: Collection[int]) -> list[Mention]:
    """Return whose name it is: its only owner, or every owner whose area is vouched for.

    A trust that works for several authorities stands for those that are named besides, else for
    all. A short name that two authorities share ("Kingston Council") is that of the only one
    vouched for, else nobody's. A common name ("St Mary's") needs its area vouched for even if one
    provider bears it here.
    """
    owners: Sequence[Name] = hit.owners
    authorities = [owner for owner in owners if owner.kind == "authority"]
    method = "alias"
    if authorities:
        owners = [one for one in authorities if one.provider_id in vouched] or authorities
        if len(owners) > 1 and fold_places(text[hit.start : hit.end]) not in TRUST_FORMS:
            owners = ()
    elif len(owners) > 1 or is_common(text[hit.start : hit.end]):
        owners = [owner for owner in owners if owner.authority_id in vouched]
        owners = owners if len(owners) == 1 else ()
        method = "shared_name"
    return [mention_of(owner, hit.start, hit.end, text, method) for owner in owners]


def mention_of(owner: Name, start: int, end: int, text: str, method: str) -> Mention:
    """Return the mention of an owner at a place."""
    return Mention(
        provider_id=owner.provider_id,
        authority_id=owner.provider_id if owner.kind == "authority" else owner.authority_id,
        start=start,
        end=end,
        words=text[start:end],
        method=method,
    )


def misspelt(
    gazetteer: Gazetteer, text: str, taken: Sequence[tuple[int, int]]
) -> Iterator[Mention]:
    """Yield authorities whose name is nearly written before "Council" or "children's services"."""
    if not any(word in text for word in BEFORE_NAMES):
        return
    for found in COUNCIL_NAMED.finditer(text):
        shift = len(LEADING.match(found["name"]).group()) if LEADING.match(found["name"]) else 0  # type: ignore[union-attr]
        start, end = found.start("name") + shift, found.end("name")
        if any(start < last and end > first for first, last in taken):
            continue
        name = re.sub(r"['’]s$", "", fold_places(text[start:end]))
        allowed = 1 if len(name) < 8 else 2
        nearest = process.extractOne(
            name, gazetteer.authorities, scorer=OSA.distance, score_cutoff=allowed
        )
        if nearest and len(name) > 4:
            yield Mention(
                provider_id=nearest[2],
                authority_id=nearest[2],
                start=start,
                end=end,
                words=text[start:end],
                method="misspelt",
            )


def unnamed_council(text: str, area: Collection[int]) -> list[Mention]:
    """Return "the council" where no authority is named: that of an only area.

    area: of the schools that the story names, else of its outlet.
    """
    lowered = text.lower() if len(area) == 1 else ""
    is_there = any(hint in lowered for hint in COUNCIL_HINTS)
    found = SOME_COUNCIL.search(text) if is_there else None
    if found is None:
        return []
    (provider,) = area
    return [
        Mention(
            provider_id=provider,
            authority_id=provider,
            start=found.start(),
            end=found.end(),
            words=found.group(),
            method="council_of_area",
        )
    ]


def sole(hit: Hit) -> Sequence[Name]:
    """Return the owner of a name that one provider bears alone, none where it is not clear."""
    return hit.owners if len(hit.owners) == 1 else ()


def areas_of(mentions: Iterable[Mention]) -> frozenset[int]:
    """Return the authorities in which the schools and homes that a story names lie."""
    return frozenset(one.authority_id for one in mentions if one.authority_id is not None)


def name_all(
    gazetteer: Gazetteer,
    *,
    title: str | None,
    standfirst: str | None,
    text: str,
    areas: Sequence[str] = (),
) -> Naming:
    """Return everybody a story names. areas: names of the places its outlet writes about."""
    fields = (title or "", standfirst or "", text)
    hits = [gazetteer.hits(field) for field in fields]
    area = outlet_authorities(gazetteer, areas) if areas else frozenset[int]()
    named = {
        owner.provider_id
        for found in hits
        for hit in found
        for owner in sole(hit)
        if owner.kind == "authority"
    }
    decided = [
        [mention for hit in found for mention in decide(hit, field, named | area)]
        for found, field in zip(hits, fields, strict=True)
    ]
    body = decided[2]
    if not any(
        mention.authority_id == mention.provider_id for found in decided for mention in found
    ):
        taken = [(mention.start, mention.end) for mention in body]
        near = areas_of(mention for found in decided for mention in found) or area
        body += list(misspelt(gazetteer, text, taken)) or unnamed_council(text, near)
    undecided = {
        field[hit.start : hit.end]
        for found, field, mentions in zip(hits, fields, decided, strict=True)
        for hit in found
        if not any(mention.start == hit.start for mention in mentions)
    }
    return Naming(tuple(decided[0]), tuple(decided[1]), tuple(body), tuple(sorted(undecided)))
