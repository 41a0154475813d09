"""What must not be fetched, stored or shown: takedowns that stand, and tombstones of the erased.

Pages are many and takedowns few: they are held in memory, and read anew when their number, the
latest of them or the number of those lifted is another than before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.models import Page, Setting, Source, Takedown, Tombstone
from db.write.core import ask, ask_all, table_of

_T, _TOMBSTONES, _SOURCES = table_of(Takedown).c, table_of(Tombstone).c, table_of(Source).c

STAMP = select(
    func.count(_T.id),
    func.max(_T.id),
    func.max(_T.created_at),
    func.count(_T.lifted_at),
    select(func.count(_TOMBSTONES.url_hash)).scalar_subquery(),
    select(func.max(_SOURCES.id)).scalar_subquery(),
)
STANDING = (
    select(_T.scope, _T.value, _SOURCES.id)
    .outerjoin_from(table_of(Takedown), table_of(Source), _SOURCES.key == _T.value)
    .where(_T.lifted_at.is_(None))
)
ERASED = select(_TOMBSTONES.url_hash)

Stamp = tuple[object, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The takedowns that stand. digests: of texts or bytes; erased: salted hashes of URLs."""

    urls: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    source_ids: frozenset[int] = frozenset()
    digests: frozenset[str] = frozenset()
    erased: frozenset[str] = frozenset()
    salt: str = ""

    def names(self, url: str, source_id: int, *digests: str) -> bool:
        """Say whether a takedown or a tombstone names an address, its source or its content."""
        return (
            url in self.urls
            or source_id in self.source_ids
            or url.startswith(self.prefixes)
            or not self.digests.isdisjoint(digests)
            or (bool(self.erased) and _salted(self.salt, url) in self.erased)
        )


_held: WeakKeyDictionary[Engine, tuple[Stamp, Standing]] = WeakKeyDictionary()


def standing(s: Session) -> Standing:
    """Return the takedowns that stand; one cheap question while they are the same as before."""
    engine = s.connection().engine
    stamp = tuple(ask(s, STAMP) or ())
    held = _held.get(engine)
    if held is None or held[0] != stamp:
        held = _held[engine] = (stamp, _read(s))
    return held[1]


def _read(s: Session) -> Standing:
    rows = [tuple(row) for row in ask_all(s, STANDING)]
    erased = frozenset(row[0] for row in ask_all(s, ERASED))
    return Standing(
        urls=frozenset(value for scope, value, _ in rows if scope == "url"),
        prefixes=tuple(value for scope, value, _ in rows if scope == "prefix"),
        source_ids=frozenset(id_ for scope, _, id_ in rows if scope == "source" and id_),
        digests=frozenset(value for scope, value, _ in rows if scope == "sha256"),
        erased=erased,
        salt=_salt(s) if erased else "",
    )


def _salt(s: Session) -> str:
    salt = s.get(Setting, "salt")
    if salt is None:
        raise LookupError("this database has no salt: run `winnow db upgrade`")
    return salt.value


def _salted(salt: str, url: str) -> str:
    return hashlib.sha256(f"{salt}\n{url}".encode()).hexdigest()


def tombstone_hash(s: Session, url: str) -> str:
    """Return the salted hash under which an erased URL is remembered."""
    return _salted(_salt(s), url)


def is_taken_down(s: Session, url: str, source_id: int) -> bool:
    """Say whether a takedown that stands, or a tombstone, names this URL."""
    return standing(s).names(url, source_id)


def page_is_taken_down() -> ColumnElement[bool]:
    """Return the condition, for a query of pages, that a takedown names the page."""
    url, source_id = table_of(Page).c.url, table_of(Page).c.source_id
    key = select(Source.key).where(Source.id == source_id).scalar_subquery()
    starts = func.substr(url, 1, func.length(Takedown.value)) == Takedown.value
    named = or_(
        and_(Takedown.scope == "url", Takedown.value == url),
        and_(Takedown.scope == "prefix", starts),
        and_(Takedown.scope == "source", Takedown.value == key),
    )
    return exists().where(Takedown.lifted_at.is_(None), named)
