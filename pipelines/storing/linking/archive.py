"""Linking the whole archive anew: after better rules, or after an import of many documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import db.linking as store
from db.engine import read_session, write_session
from pipelines.storing.linking.news import link_report
from pipelines.storing.linking.publications import index_publication, link_publication

SCHEME = "1"
"""Version of the hashes in the index. Raise it when words are folded or hashed in another way."""
KINDS = ("publication", "official", "news")
BATCH = 50
"""Reports of one transaction."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relinked:
    """How many publications were indexed and news reports linked, and what came of it.

    official: what Ofsted says on GOV.UK.
    """

    publications: int
    official: int
    news: int
    linked: int
    possible: int
    stories: int


def relink(
    engine: Engine,
    *,
    at: datetime,
    only_needed: bool = False,
    progress: Progress | None = None,
) -> Relinked:
    """Index every publication, then link every news report, in transactions of some reports.

    only_needed: only those whose linking failed when they were stored.

    Interrupted, it leaves every report either as it was or linked anew; run again, it goes on from
    the beginning. Raises DatabaseUnreachable.
    """
    with write_session(engine) as s:
        store.begin_scheme(s, SCHEME)
    with read_session(engine) as s:
        todo = {kind: store.reports_of(s, kind, only_needed=only_needed) for kind in KINDS}
    done, total = 0, sum(map(len, todo.values()))
    for kind, reports in todo.items():
        for batch in batches(reports):
            with write_session(engine) as s:
                for report_id, version_id in batch:
                    link_again(s, kind, report_id, version_id, at, alone=only_needed)
            done += len(batch)
            if progress:
                progress(done, total)
    with read_session(engine) as s:
        counts = store.coverage_counts(s)
    return Relinked(
        publications=len(todo["publication"]),
        news=len(todo["news"]),
        official=len(todo["official"]),
        **counts,
    )


def link_again(
    s: Session, kind: str, report_id: int, version_id: int, at: datetime, *, alone: bool
) -> None:
    """Index a publication or link a news report, unless it went away meanwhile.

    alone: the news is not linked anew after it, so the publication looks for its own.
    """
    if store.version_of(s, report_id) != version_id:
        return
    if kind == "news":
        link_report(s, report_id, version_id, at)
        return
    if alone or kind == "official":
        link_publication(s, report_id, version_id, at)
    else:
        index_publication(s, report_id, version_id)
    store.note_linked(s, report_id)


def batches(rows: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the rows some at a time."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
