"""Who wrote the story: what the page declares, what it prints, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.metadata.declared import Declared
from pipelines.reading.metadata.jsonld import is_broken, names_of, source_of
from pipelines.reading.metadata.people import (
    is_name,
    is_office,
    is_set_as_name,
    join_names,
    names_in,
    signs,
)
from pipelines.reading.metadata.titles import letters
from pipelines.reading.model import Candidate

_AUTHOR_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "article:author_name",
    "dcterms.creator",
    "citation_author",
    "og:article:author",
    "cxenseparse:author",
)


@dataclass(slots=True)
class Names:
    """What a page declares about its authors.

    offers: names of people, each list with its source. publisher: the site's own name with its
    source, where it is given as the author. offices: roles, desks and services that are, with
    theirs.
    """

    offers: list[tuple[list[str], str]] = field(default_factory=list)
    publisher: tuple[str, str] | None = None
    offices: list[tuple[str, str]] = field(default_factory=list)


def declared_names(page: Declared, story: dict[str, Any], site: str | None) -> Names:
    """Return the names that JSON-LD and meta elements give, each with its source."""
    metas = [
        " ".join(value.split())
        for key in _AUTHOR_META
        for value in page.meta.get(key, ())
        if not value.startswith("http")
    ]
    several = len(page.meta.get("author", ())) > 1 or len(page.meta.get("citation_author", ())) > 1
    written = metas if several else metas[:1]
    found = Names()
    own = letters(site or "")
    stated = (names_of(story.get("author") or story.get("creator")), source_of(story))
    metas_said = ((written, "meta"), (_labelled(page), "meta"))
    offers = (*metas_said, stated) if is_broken(story) else (stated, *metas_said)
    for raws, source in offers:
        people = []
        for raw in raws:
            if own and letters(raw) == own:
                found.publisher = found.publisher or (raw, source)
            elif is_office(raw):
                found.offices.append((raw, source))
            else:
                people += [name for name in names_in(raw) if not is_office(name)]
        if people:
            found.offers.append((people, source))
    return found


def _labelled(page: Declared) -> list[str]:
    """Return the author that a card for social sites labels (Yoast on WordPress).

    <meta name="twitter:label1" content="Written by"> <meta name="twitter:data1" content="Jo B">
    """
    for place in ("1", "2"):
        label = page.first(f"twitter:label{place}")
        if label and label.lower() in ("written by", "by", "author"):
            return page.meta.get(f"twitter:data{place}", [])[:1]
    return []


def choose_byline(
    names: Names, visible: Iterable[str], site: str | None
) -> tuple[str | None, list[Candidate]]:
    """Choose the byline: the first of JSON-LD, meta and visible lines that names a person.

    Where none does, the publisher, if the page gives it as the author.
    """
    own = letters(site or "")
    chosen: str | None = None
    candidates: list[Candidate] = []
    for people, source in (*names.offers, *((_printed(line), "visible") for line in visible)):
        value = join_names([name for name in people if is_name(name) and letters(name) != own])
        if value is None:
            if people and own and names.publisher is None:
                names.publisher = (people[0], source)
            continue
        first = chosen is None
        chosen = chosen or value
        why = "first source that names a person" if first else None
        candidates.append(
            Candidate(field="byline", value=value, source=source, chosen=first, why=why)
        )
    if names.publisher is not None:
        value, source = names.publisher
        taken = chosen is None and is_name(value)
        chosen = value if taken else chosen
        why = "no person is named; the page gives its publisher as the author" if taken else None
        candidates.append(
            Candidate(field="byline", value=value, source=source, chosen=taken, why=why)
        )
    candidates += [
        Candidate(
            field="byline_office", value=value, source=source, why="a role or a desk, no person"
        )
        for value, source in names.offices
    ]
    return chosen, candidates


def _printed(line: str) -> list[str]:
    """Return the names that a visible line prints; none where it rather reads as a phrase."""
    names = [name for name in names_in(line) if not is_office(name)]
    set_so = [name for name in names if is_set_as_name(name)]
    return set_so if len(set_so) == len(names) or any(map(signs, set_so)) else []
