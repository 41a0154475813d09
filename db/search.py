"""Full-text search: one query language and the same answer on both databases.

The language is described in db.search_query. The order is newest first: it is what a researcher
wants to begin with, it is the same everywhere, and no index has to rank a common word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import TextClause, bindparam, select, text
from sqlalchemy.orm import Session

from db.days import end_of, start_of
from db.engine import is_sqlite
from db.models import Page, Report, Source, Version
from db.search_query import Clause, Phrase, Query, fts5_query, parse_query, tsquery, whole_tsquery
from db.snippets import cut_snippet
from db.types import UtcDateTime

__all__ = [
    "Hit",
    "SearchPage",
    "count_undated",
    "search",
]

MOST_HITS = 1_000  # on one page of answers


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One report that matches. highlights: ranges of characters of the snippet."""

    report_id: int
    kind: str
    title: str | None
    source: str  # its key
    source_name: str
    published_at: datetime | None
    url: str
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    suspect: bool  # an alarm stands against it: read with care


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage:
    """One page of hits, newest first. total: all of them; shortened: see db.search_query.Query."""

    total: int | None
    hits: list[Hit]
    shortened: bool = False


# In SQLite CROSS JOIN keeps the order written here: first the words, then each report by its
# key. A plain JOIN starts from the filter and asks the index row by row: 2.6 s instead of 2.6 ms.
_FROM_SQLITE = """
FROM search_index f
CROSS JOIN reports r ON r.id = f.rowid
CROSS JOIN versions v ON v.id = r.latest_version_id
CROSS JOIN sources s ON s.id = r.source_id
WHERE f.search_index MATCH :words AND {filters}
"""
# The same order in PostgreSQL: OFFSET 0 keeps the planner from starting elsewhere, which it does
# while a table has no statistics yet (20,000 reports just imported: 153 s instead of 60 ms).
_FROM_POSTGRESQL = """
FROM ({matches}) f
CROSS JOIN LATERAL (
    SELECT * FROM reports WHERE id = f.report_id OFFSET 0
) r
CROSS JOIN LATERAL (
    SELECT id, published_at FROM versions WHERE id = r.latest_version_id OFFSET 0
) v
CROSS JOIN LATERAL (
    SELECT key, group_key FROM sources WHERE id = r.source_id OFFSET 0
) s
WHERE {filters}
"""
_FROM_ALL = """
FROM reports r
JOIN versions v ON v.id = r.latest_version_id
JOIN sources s ON s.id = r.source_id
WHERE {filters}
"""
_MATCHES = """
SELECT report_id FROM search_index WHERE whole AND words @@ CAST(:whole AS tsquery)
UNION ALL SELECT report_id FROM ({clauses}) long
"""
_LONG_PHRASE = """
(SELECT report_id FROM search_index WHERE NOT whole AND words @@ CAST(:{name} AS tsquery))
"""
NOT_WITHDRAWN = (
    "(r.withdrawn_at_source_at IS NULL OR r.withdrawal_kept_at >= r.withdrawn_at_source_at)"
)
_ORDER = "ORDER BY v.published_at DESC NULLS LAST, r.id DESC LIMIT :limit OFFSET :offset"


def search(
    session: Session,
    query: str,
    *,
    kind: str | None = None,
    source: str | None = None,
    group: str | None = None,
    since: date | None = None,
    until: date | None = None,
    undated: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> SearchPage:
    """Return the reports whose latest text matches, newest first. Any query is safe.

    kind: news or publication; source and group: keys. since and until: days in London, both
    included, or aware moments; reports without a date are left out then, unless undated asks for
    them too. Hidden reports and those withdrawn at their source are never shown.
    """
    asked = parse_query(query)
    filters, values = _filters(kind, source, group, _days(since, until, undated=undated))
    if (not asked.clauses and not asked.blank) or _unaskable(values):
        return SearchPage(total=0, hits=[])
    origin, words = _origin(session, asked, filters)
    values |= words
    place = {"limit": max(1, min(limit, MOST_HITS)), "offset": max(0, min(offset, 2**31))}
    listing = f"SELECT r.id, count(*) OVER () {origin} {_ORDER}"
    rows = session.execute(_typed(listing, values), values | place).all()
    if rows or place["offset"] == 0:
        total = rows[0][1] if rows else 0
    else:
        total = session.execute(_typed(f"SELECT count(*) {origin}", values), values).scalar_one()
    return SearchPage(
        total=total,
        hits=_hits(session, [row[0] for row in rows], asked),
        shortened=asked.shortened,
    )


def count_undated(
    session: Session,
    query: str,
    *,
    kind: str | None = None,
    source: str | None = None,
    group: str | None = None,
) -> int:
    """Return how many reports without a date match: what since and until leave out."""
    asked = parse_query(query)
    filters, values = _filters(kind, source, group, {"v.published_at IS NULL": {}})
    if (not asked.clauses and not asked.blank) or _unaskable(values):
        return 0
    origin, words = _origin(session, asked, filters)
    values |= words
    counted = session.execute(_typed(f"SELECT count(*) {origin}", values), values)
    return int(counted.scalar_one())


Conditions = dict[str, dict[str, Any]]
"""SQL, and the values that it names."""


def _filters(
    kind: str | None, source: str | None, group: str | None, days: Conditions
) -> tuple[str, dict[str, Any]]:
    """Return the conditions besides the words, and their values."""
    parts = ["r.hidden_at IS NULL", NOT_WITHDRAWN]
    wanted: dict[str, tuple[str, Any]] = {
        "kind": ("r.kind = :kind", kind),
        "source": ("s.key = :source", source),
        "group": ("s.group_key = :group", group),
    }
    values = {name: value for name, (_, value) in wanted.items() if value is not None}
    parts += [wanted[name][0] for name in values]
    parts += days
    for named in days.values():
        values |= named
    return " AND ".join(parts), values


def _days(since: date | None, until: date | None, *, undated: bool) -> Conditions:
    """Return the conditions on the day of publication. undated: or where there is none."""
    otherwise = " OR v.published_at IS NULL" if undated else ""
    days: Conditions = {}
    if since is not None:
        days[f"(v.published_at >= :since{otherwise})"] = {"since": start_of(since)}
    if until is not None:
        days[f"(v.published_at < :until{otherwise})"] = {"until": end_of(until)}
    return days


def _unaskable(values: Mapping[str, Any]) -> bool:
    """Say whether a filter holds what no database can hold, so that nothing can match it."""
    texts = (value for value in values.values() if isinstance(value, str))
    return any("\0" in value or not _is_text(value) for value in texts)


def _is_text(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _typed(statement: str, values: Mapping[str, Any]) -> TextClause:
    moments = [bindparam(name, type_=UtcDateTime) for name in ("since", "until") if name in values]
    return text(statement).bindparams(*moments)


def _origin(session: Session, query: Query, filters: str) -> tuple[str, dict[str, str]]:
    """Return FROM and WHERE for the database at hand, with the values of its words."""
    if query.blank:
        return _FROM_ALL.format(filters=filters), {}
    if is_sqlite(session.connection()):
        return _FROM_SQLITE.format(filters=filters), {"words": fts5_query(query)}
    matches, words = _postgresql_matches(query)
    return _FROM_POSTGRESQL.format(matches=matches, filters=filters), words


def _postgresql_matches(query: Query) -> tuple[str, dict[str, str]]:
    """Return a query for the ids of matching reports.

    A report of one part is asked the whole question at once. Of a long one, one part may hold
    the first word and another the second, so the sets of each phrase are combined.
    """
    words: dict[str, str] = {"whole": whole_tsquery(query)}
    clauses = [_long_clause(clause, words) for clause in query.clauses]
    return _MATCHES.format(clauses=" UNION ".join(clauses)), words


def _long_clause(clause: Clause, words: dict[str, str]) -> str:
    wanted = " INTERSECT ".join(_long_phrase(phrase, words) for phrase in clause.required)
    unwanted = "".join(f" EXCEPT {_long_phrase(phrase, words)}" for phrase in clause.excluded)
    return f"(({wanted}){unwanted})"


def _long_phrase(phrase: Phrase, words: dict[str, str]) -> str:
    name = f"phrase_{len(words)}"
    words[name] = tsquery(phrase)
    return _LONG_PHRASE.format(name=name)


def _hits(session: Session, ids: list[int], query: Query) -> list[Hit]:
    """Return the hits with these ids, in their order."""
    asked = (
        select(Report, Version, Page.public_url, Source)
        .join(Version, Version.id == Report.latest_version_id)
        .join(Page, Page.id == Report.page_id)
        .join(Source, Source.id == Report.source_id)
        .where(Report.id.in_(ids))
    )
    found = {row[0].id: row for row in session.execute(asked)} if ids else {}
    return [_hit(*found[report_id], query) for report_id in ids]


def _hit(report: Report, version: Version, url: str, source: Source, query: Query) -> Hit:
    snippet = cut_snippet([version.text, version.standfirst], query.wanted)
    doubted = source.suspect_since is not None and version.stored_at >= source.suspect_since
    return Hit(
        report_id=report.id,
        kind=report.kind,
        title=version.title,
        source=source.key,
        source_name=source.name,
        published_at=version.published_at,
        url=url,
        snippet=snippet.text,
        highlights=snippet.hits,
        suspect=report.suspect_reason is not None or doubted,
    )
