"""The indexes of hashes: five words of publications, marks of news reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from db.linking.driver import rows_of
from db.models import QuotationShingle, SentenceHash, Shingle

CHUNK = 500
"""Values of one statement."""

Table = type[Shingle] | type[QuotationShingle] | type[SentenceHash]


# Written for the driver: composing such a statement and wrapping its rows takes the ORM five times
# as long as the database needs for it. SQLite reads the hashes in order, neighbours share a page.
HITS: dict[str, dict[Table, str]] = {
    "sqlite": {
        Shingle: "SELECT hash, report_id FROM json_each(?) CROSS JOIN shingles ON hash = value",
        QuotationShingle: "SELECT hash, report_id FROM json_each(?) "
        "CROSS JOIN quotation_shingles ON hash = value",
        SentenceHash: "SELECT hash, report_id FROM json_each(?) "
        "CROSS JOIN sentence_hashes ON hash = value",
    },
    "postgresql": {
        Shingle: "SELECT hash, report_id FROM shingles WHERE hash = ANY(%s::int[])",
        QuotationShingle: "SELECT hash, report_id FROM quotation_shingles "
        "WHERE hash = ANY(%s::int[])",
        SentenceHash: "SELECT hash, report_id FROM sentence_hashes WHERE hash = ANY(%s::int[])",
    },
}
HOLDERS = {
    "sqlite": "SELECT hash, group_concat(report_id) FROM json_each(?) "
    "CROSS JOIN shingles ON hash = value GROUP BY hash",
    "postgresql": "SELECT hash, string_agg(report_id::text, ',') FROM shingles "
    "WHERE hash = ANY(%s::int[]) GROUP BY hash",
}
WIDESPREAD = {
    "sqlite": "SELECT hash, count(*) FROM json_each(?) CROSS JOIN shingles ON hash = value "
    "WHERE report_id <> ? GROUP BY hash HAVING count(*) >= ?",
    "postgresql": "SELECT hash, count(*) FROM shingles WHERE hash = ANY(%s::int[]) "
    "AND report_id <> %s GROUP BY hash HAVING count(*) >= %s",
}


INSERTS: dict[str, dict[Table, str]] = {
    "sqlite": {
        Shingle: "INSERT INTO shingles (hash, report_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        QuotationShingle: "INSERT INTO quotation_shingles (hash, report_id) VALUES (?, ?) "
        "ON CONFLICT DO NOTHING",
        SentenceHash: "INSERT INTO sentence_hashes (hash, report_id) VALUES (?, ?) "
        "ON CONFLICT DO NOTHING",
    },
    "postgresql": {
        Shingle: "INSERT INTO shingles (hash, report_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        QuotationShingle: "INSERT INTO quotation_shingles (hash, report_id) VALUES (%s, %s) "
        "ON CONFLICT DO NOTHING",
        SentenceHash: "INSERT INTO sentence_hashes (hash, report_id) VALUES (%s, %s) "
        "ON CONFLICT DO NOTHING",
    },
}
MARKS = select(SentenceHash.__table__.c.hash).where(
    SentenceHash.__table__.c.report_id == bindparam("report")
)


def chunks(values: Collection[int], size: int = CHUNK) -> Iterator[list[int]]:
    """Yield the values in order, so many at a time: neighbours share a page of the index."""
    ordered = iter(sorted(values))
    while chunk := list(islice(ordered, size)):
        yield chunk


def ask(s: Session, statements: Mapping[str, str], hashes: Collection[int]) -> list[Any]:
    """Return the driver's own rows of a statement that takes hashes."""
    dialect = s.get_bind().dialect.name
    ordered = sorted(hashes)
    given = str(ordered) if dialect == "sqlite" else ordered
    result = s.connection().exec_driver_sql(statements[dialect], (given,))
    return rows_of(result)


def hits(s: Session, table: Table, hashes: Collection[int]) -> list[tuple[int, int]]:
    """Return (hash, report id) of every recorded hash among these."""
    return ask(s, {name: each[table] for name, each in HITS.items()}, hashes)


def shingle_holders(s: Session, hashes: Collection[int]) -> dict[int, list[int]]:
    """Return hash → ids of the publications in which that run of five words stands."""
    found = ask(s, HOLDERS, hashes)
    return {number: list(map(int, reports.split(","))) for number, reports in found}


def mark_hits(s: Session, marks: Collection[int]) -> list[tuple[int, int]]:
    """Return (mark, report id) of the news reports that share these marks."""
    return hits(s, SentenceHash, marks)


def insert_new(s: Session, table: Table, report_id: int, hashes: Collection[int]) -> None:
    """Record hashes of a report; those already there stay."""
    if hashes:
        rows = [(number, report_id) for number in sorted(hashes)]
        s.connection().exec_driver_sql(INSERTS[s.get_bind().dialect.name][table], rows)


def widespread(
    s: Session, report_id: int, hashes: Collection[int], *, least: int
) -> dict[int, int]:
    """Return how many other publications have each of these runs, where so many have it."""
    dialect = s.get_bind().dialect.name
    given = str(sorted(hashes)) if dialect == "sqlite" else sorted(hashes)
    result = s.connection().exec_driver_sql(WIDESPREAD[dialect], (given, report_id, least))
    return dict(rows_of(result))


def add_shingles(
    s: Session, report_id: int, hashes: Collection[int], *, held: Mapping[int, int], most: int
) -> int:
    """Record a publication's runs of five words; return how many rows it takes.

    held: what widespread() gave. A run that `most` others have is a set phrase: no further one is
    recorded.
    """
    wanted = {number for number in hashes if held.get(number, 0) < most}
    insert_new(s, Shingle, report_id, wanted)
    return len(wanted)


def drop_shingles(s: Session, report_id: int, hashes: Collection[int]) -> None:
    """Forget runs of five words that a publication no longer has."""
    columns = Shingle.__table__.c
    for chunk in chunks(hashes):
        s.execute(
            delete(Shingle).where(columns.report_id == report_id, columns.hash.in_(chunk)),
            execution_options={"synchronize_session": False},
        )


def add_marks(
    s: Session,
    report_id: int,
    marks: Collection[int],
    found: Sequence[tuple[int, int]],
    *,
    most: int,
    replace: bool,
) -> None:
    """Record a news report's marks, but for those that `most` reports have already.

    found: what mark_hits gave for the same marks. replace: the report had another text before;
    marks of that text are forgotten.
    """
    counts = Counter(mark for mark, _ in found)
    if replace:
        known = set(s.connection().scalars(MARKS, {"report": report_id}))
        if gone := known - set(marks):
            s.execute(
                delete(SentenceHash).where(
                    SentenceHash.report_id == report_id, SentenceHash.hash.in_(sorted(gone))
                ),
                execution_options={"synchronize_session": False},
            )
    insert_new(s, SentenceHash, report_id, {mark for mark in marks if counts[mark] < most})
