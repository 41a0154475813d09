"""Printed names of authorities → their plain names, by an alias table that the caller may hand in.

The default table is db/reference/authorities.csv of the checkout (columns `name`, `provider_urn`
and `also_known_as`, names divided by a vertical bar; `urn` and `aliases` are read too). Without a
table the plain name is worked out from the printed words alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "db" / "reference" / "authorities.csv"

# Words that stand around the name: "the Royal Borough of Kingston-upon-Thames local authority
# children’s services" · "London Borough of Havering" · "Rotherham Metropolitan Borough Council" ·
# "Council of the Isles of Scilly" · "Norfolk Council" · "Derby City" · "Slough Children First" ·
# "Bournemouth, Christchurch and Poole (BCP)" · "Bradford Children and Families Trust"
_BEFORE = re.compile(
    r"^(?:the |royal borough of |london borough of |metropolitan borough of |borough of |city of "
    r"|city and county of |county of |council of the |council of |county borough of )",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?: local authority| children's services| children's social care services"
    r"| children's social care| (?:local )?area partnership| local area"
    r"| safeguarding children partnership"
    r"| local safeguarding partnership| safeguarding partnership| partnership"
    r"| children's services trust| children's trust| children and families trust| children first"
    r"| (?:metropolitan )?(?:district|borough|county|city|unitary)? ?council"
    r"| metropolitan borough| metropolitan district| borough| city| corporation| county"
    r"| \([^()]*\)|'s)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Authorities:
    """Names by folded alias. An alias that two authorities share is in neither."""

    names: Mapping[str, str] = field(default_factory=dict)
    urns: Mapping[str, str] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()  # abolished: their name may live on in a trust's

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Authorities:
        """A table of rows with a name, and a URN and other names where known."""
        claims: dict[str, set[str]] = {}
        urns = {}
        gone = set()
        for row in rows:
            if row.get("ended_on"):
                gone.add(row["name"])
            urns[row["name"]] = row.get("provider_urn") or row.get("urn") or ""
            others = row.get("also_known_as") or row.get("aliases") or ""
            for alias in (row["name"], *others.split("|")):
                if alias.strip():
                    claims.setdefault(folded(alias), set()).add(row["name"])
        own = {folded(name): name for name in urns}
        names = {alias: next(iter(who)) for alias, who in claims.items() if len(who) == 1}
        return cls(names | own, urns, frozenset(gone))

    def resolve(self, printed: str) -> str | None:
        """The authority a printed subject means; None where none or several could be meant."""
        variants = _variants(printed)
        named = next((self.names[one] for one in variants if one in self.names), None)
        name = named or self._only_beginning(variants[-1]) or self._only_inside(folded(printed))
        if name in self.ended and "trust" in printed.casefold():
            return None  # Northamptonshire’s trust serves both successors of the county
        return name

    def named_in(self, text: str) -> tuple[str, ...]:
        """Every authority whose name stands in a text; a name inside a longer one is left out."""
        words = f" {folded(text)} "
        found = {alias for alias in self.names if f" {alias} " in words}
        longest = {a for a in found if not any(a != b and f" {a} " in f" {b} " for b in found)}
        return tuple(sorted({self.names[alias] for alias in longest}))

    def _only_beginning(self, words: str) -> str | None:
        """ "East Riding" → East Riding of Yorkshire, if no other name begins so.

        A name with commas is a list of places: one of them does not stand for all.
        """
        names = {
            name
            for alias, name in self.names.items()
            if alias.startswith(f"{words} ") and "," not in name
        }
        return next(iter(names)) if len(words) > 4 and len(names) == 1 else None

    def _only_inside(self, words: str) -> str | None:
        """The one name in a text; none for "North and West Northamptonshire", which are two."""
        names = self.named_in(words)
        joint = any(f" and {folded(name)}" in words for name in names)
        return names[0] if len(names) == 1 and not joint else None


def folded(name: str) -> str:
    """One spelling for comparison: case, hyphens, "&" and quotes levelled."""
    text = name.casefold().replace("’", "'").replace("&", " and ")
    return re.sub(r"\s+", " ", re.sub(r"[-‐‑–,.]", " ", text)).strip()


def _variants(printed: str) -> list[str]:
    """The folded words, and again with each layer of words around the name taken off."""
    words = re.sub(r"\s+", " ", printed.replace("’", "'")).strip(" .,")
    variants = [folded(words)]
    while True:
        shorter = _AFTER.sub("", words)
        shorter = _BEFORE.sub("", words) if shorter == words else shorter
        shorter = shorter.strip(" .,")
        if shorter == words or not shorter:
            return variants
        words = shorter
        variants.append(folded(words))


def plain_name(printed: str) -> str:
    """The printed subject without the words around the name, in its own spelling."""
    words = re.sub(r"\s+", " ", printed).strip(" .,")
    while True:
        bare = words.replace("’", "'")
        end = _AFTER.sub("", bare)
        start = _BEFORE.sub("", end)
        shorter = words[len(end) - len(start) : len(end)].strip(" .,")
        if shorter == words or not shorter:
            return words
        words = shorter


def read_table(path: Path) -> Authorities:
    """The table of a CSV file; raises OSError or KeyError where it cannot serve."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return Authorities.of(list(csv.DictReader(file)))


@cache
def known_authorities() -> Authorities:
    """The checkout's own table; empty where the file is not there."""
    return read_table(REFERENCE) if REFERENCE.is_file() else Authorities()
