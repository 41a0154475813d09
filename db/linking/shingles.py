"""The indexes of hashes: five words of publications, marks of news reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models import QuotationShingle, SentenceHash, Shingle

CHUNK = 500
"""Values of one statement."""

Table = type[Shingle] | type[QuotationShingle] | type[SentenceHash]


def statement_for(table: Table) -> Select[int, int]:
    """Return the question which reports have some of these hashes."""
    columns = table.__table__.c
    return select(columns.hash, columns.report_id).where(
        columns.hash.in_(bindparam("hashes", expanding=True))
    )


HITS: dict[Table, Select[int, int]] = {
    table: statement_for(table) for table in (Shingle, QuotationShingle, SentenceHash)
}


INSERTS: dict[tuple[str, Table], Any] = {
    (name, table): dialect.insert(table.__table__).on_conflict_do_nothing()
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
    for table in (Shingle, QuotationShingle, SentenceHash)
}
MARKS = select(SentenceHash.__table__.c.hash).where(
    SentenceHash.__table__.c.report_id == bindparam("report")
)


def chunks(values: Collection[int], size: int = CHUNK) -> Iterator[list[int]]:
    """Yield the values in order, so many at a time: neighbours share a page of the index."""
    ordered = iter(sorted(values))
    while chunk := list(islice(ordered, size)):
        yield chunk


def hits(s: Session, table: Table, hashes: Collection[int]) -> list[tuple[int, int]]:
    """Return (hash, report id) of every recorded hash among these."""
    connection = s.connection()
    found: list[tuple[int, int]] = []
    for chunk in chunks(hashes):
        found += connection.execute(HITS[table], {"hashes": chunk}).all()
    return found


def shingle_hits(s: Session, hashes: Collection[int]) -> list[tuple[int, int]]:
    """Return (hash, report id) of the publications in which these runs of five words stand."""
    return hits(s, Shingle, hashes)


def mark_hits(s: Session, marks: Collection[int]) -> list[tuple[int, int]]:
    """Return (mark, report id) of the news reports that share these marks."""
    return hits(s, SentenceHash, marks)


def insert_new(s: Session, table: Table, report_id: int, hashes: Collection[int]) -> None:
    """Record hashes of a report; those already there stay."""
    if hashes:
        rows = [{"hash": number, "report_id": report_id} for number in sorted(hashes)]
        s.connection().execute(INSERTS[s.get_bind().dialect.name, table], rows)


def saturated(s: Session, table: Table, hashes: Collection[int], most: int) -> set[int]:
    """Return those of the hashes that so many reports have already."""
    columns = table.__table__.c
    asked = (
        select(columns.hash)
        .where(columns.hash.in_(bindparam("hashes", expanding=True)))
        .group_by(columns.hash)
        .having(func.count() >= most)
    )
    connection = s.connection()
    return {
        row[0] for chunk in chunks(hashes) for row in connection.execute(asked, {"hashes": chunk})
    }


def saturated_runs(s: Session, hashes: Collection[int], most: int) -> set[int]:
    """Return those of the runs of five words that so many publications have."""
    return saturated(s, Shingle, hashes, most)


def add_shingles(s: Session, report_id: int, hashes: Collection[int], *, most: int) -> int:
    """Record a publication's runs of five words; return how many rows it takes.

    A run that `most` publications have is a set phrase: no further one is recorded.
    """
    wanted = set(hashes) - saturated_runs(s, hashes, most)
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
