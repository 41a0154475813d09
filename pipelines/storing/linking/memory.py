"""What one process remembers of one database between two reports: names, and texts it just used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import db.linking as store
from pipelines.linking.alignment import PreparedText, Printed, prepare
from pipelines.linking.gazetteer import Gazetteer, Name, build

MANY_NAMES = 5_000
REST_SECONDS = 30.0
"""A list of many names, which takes a third of a second to build, is not built more often."""
TEXTS = 192
"""Prepared publications kept: a night's stories are about few of them. About 0.1 MB each."""
DETAILS = 4_000
"""Publications whose inspectors and grades are kept. About a kilobyte each."""


@dataclass(frozen=True, slots=True)
class Details:
    """Who inspected, and area → grade, as a publication says."""

    inspectors: tuple[str, ...]
    judgements: Mapping[str, str]


class Memory:
    """The gazetteer and the latest prepared publications of one database."""

    def __init__(self) -> None:
        self._stamp: tuple[int, int] | None = None
        self._gazetteer = build([])
        self._names = 0
        self._built_at = 0.0
        self._texts: OrderedDict[int, PreparedText] = OrderedDict()
        self._details: OrderedDict[int, Details] = OrderedDict()

    def gazetteer(self, s: Session) -> Gazetteer:
        """Return the names, read again when a provider or an alias was added.

        Of many names, the last half minute's additions may be missing.
        """
        stamp = store.names_stamp(s)
        rests = self._names > MANY_NAMES and monotonic() - self._built_at < REST_SECONDS
        if stamp != self._stamp and not rests:
            rows = store.names(s)
            self._gazetteer = build(
                Name(
                    provider_id=row.provider_id,
                    kind=row.kind,
                    name=row.name,
                    authority_id=row.authority_id,
                )
                for row in rows
            )
            self._stamp, self._names, self._built_at = stamp, len(rows), monotonic()
        return self._gazetteer

    def prepared(self, s: Session, version_id: int) -> PreparedText:
        """Return a publication's text ready for searching."""
        if version_id in self._texts:
            self._texts.move_to_end(version_id)
            return self._texts[version_id]
        text = prepare([Printed(*row) for row in store.paragraphs_of(s, version_id)])
        self._texts[version_id] = text
        if len(self._texts) > TEXTS:
            self._texts.popitem(last=False)
        return text

    def details(self, s: Session, version_ids: Sequence[int]) -> dict[int, Details]:
        """Return inspectors and grades of publications by version."""
        found = {v: self._details[v] for v in version_ids if v in self._details}
        if missing := [v for v in version_ids if v not in found]:
            inspectors = store.inspectors_of(s, missing)
            judgements = store.judgements_of(s, missing)
            read = {
                v: Details(tuple(inspectors.get(v, ())), judgements.get(v, {})) for v in missing
            }
            self._details.update(read)
            found.update(read)
        for version_id in found:
            self._details.move_to_end(version_id)
        while len(self._details) > DETAILS:
            self._details.popitem(last=False)
        return found

    def forget(self, version_id: int) -> None:
        """Forget a publication whose paragraphs, grades or inspectors were written anew."""
        self._texts.pop(version_id, None)
        self._details.pop(version_id, None)


_memories: WeakKeyDictionary[Engine, Memory] = WeakKeyDictionary()


def memory_of(s: Session) -> Memory:
    """Return what is remembered of the session's database."""
    return _memories.setdefault(s.get_bind().engine, Memory())
