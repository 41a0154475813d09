"""One publication: its words go into the index, and earlier news looks for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain

from sqlalchemy.orm import Session

import db.linking as store
from pipelines.linking.words import keys_of_each, shingles
from pipelines.storing.linking.memory import memory_of
from pipelines.storing.linking.news import AFTER, BEFORE, relink_report
from pipelines.storing.linking.shortlist import SATURATED
from words.london import LONDON

MOST_NEWS = 200
"""News reports that one new publication has weighed anew, by either way of finding them."""
SET_PHRASE = 6
"""Publications that share a run of words: then news that quotes it tells of none in particular."""


def link_publication(s: Session, report_id: int, version_id: int, at: datetime) -> None:
    """Index a publication's latest version and link the news that came before it.

    A publication that tells of no known inspection is left alone, but for what Ofsted says on
    GOV.UK: that is read as a news report is.
    """
    s.flush()
    if store.tells_of_others(s, report_id):
        relink_report(s, report_id, version_id, at)
        return
    indexed = index_publication(s, report_id, version_id)
    if indexed is None:
        return
    found = store.news_quoting(s, indexed.rare, least=2, limit=MOST_NEWS)
    found += news_of_the_time(s, indexed.row, at)
    for news_id in dict.fromkeys(found):
        if (news_version := store.version_of(s, news_id)) is not None:
            relink_report(s, news_id, news_version, at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """A publication whose words are in the index: its inspection, and the runs that few have."""

    row: store.CandidateRow
    rare: Collection[int]


def index_publication(s: Session, report_id: int, version_id: int) -> Indexed | None:
    """Put a publication's words into the index in place of those of its other versions.

    Returns None if it has no inspection.
    """
    memory_of(s).forget(version_id)
    rows = store.candidates(
        s, provider_ids=(), since=None, until=None, report_ids=[report_id], limit=0
    )
    hashes = hashes_of(s, version_id) if rows else set()
    for other in store.other_versions(s, report_id, version_id):
        store.drop_shingles(s, report_id, hashes_of(s, other) - hashes)
    if not rows:
        return None
    held = store.widespread(s, report_id, hashes, least=SET_PHRASE - 1)  # beside this one
    store.add_shingles(s, report_id, hashes, held=held, most=SATURATED)
    return Indexed(row=rows[0], rare=hashes - held.keys())


def hashes_of(s: Session, version_id: int) -> set[int]:
    """Return the hash of every five words of a publication, across its paragraphs."""
    keys = keys_of_each(text for _, _, text in store.paragraphs_of(s, version_id))
    return set(shingles(list(chain.from_iterable(keys))))


def news_of_the_time(s: Session, row: store.CandidateRow, at: datetime) -> list[int]:
    """Return the news that names the provider and may be about this inspection."""
    days = [last for _, last in row.ranges]
    day = row.published_on or (max(days) if days else at.astimezone(LONDON).date())
    near = datetime.combine(day, time(12), LONDON)
    return store.news_mentioning(
        s,
        row.provider_id,
        since=near - AFTER - timedelta(days=1),
        until=near + BEFORE,
        near=near,
        limit=MOST_NEWS,
    )
