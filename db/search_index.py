"""Keeping the full-text index in step with the reports, the same way on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.engine import is_sqlite
from db.models import Report, Setting, Version
from db.search_words import SCHEME, parts, report_tokens

_SCHEME_KEY = "search_words"
_BATCH = 200  # reports in memory at once while the index is rebuilt

_FORGET = {
    True: text("DELETE FROM search_index WHERE rowid = :report_id"),
    False: text("DELETE FROM search_index WHERE report_id = :report_id"),
}
_INSERT_SQLITE = text("INSERT INTO search_index (rowid, words) VALUES (:report_id, :words)")
_INSERT_POSTGRESQL = text(
    "INSERT INTO search_index (report_id, part, whole, words)"
    " VALUES (:report_id, :part, :whole, CAST(:words AS tsvector))"
)


def index_report(
    session: Session, report_id: int, title: str | None, standfirst: str | None, body: str
) -> None:
    """Put a report's latest words into the index, in place of its earlier ones."""
    index_tokens(session, report_id, report_tokens(title, standfirst, body))


def index_tokens(
    session: Session, report_id: int, tokens: Sequence[str], *, is_new: bool = False
) -> None:
    """Put ready tokens into the index; is_new: the report has no earlier ones."""
    if not is_new:
        unindex_report(session, report_id)
    _insert(session, report_id, tokens)


def unindex_report(session: Session, report_id: int) -> None:
    """Take a report out of the index; it need not be there."""
    session.connection().execute(_FORGET[_sqlite(session)], {"report_id": report_id})


def _insert(session: Session, report_id: int, tokens: Sequence[str]) -> None:
    if _sqlite(session):
        words = {"report_id": report_id, "words": " ".join(tokens)}
        session.connection().execute(_INSERT_SQLITE, words)
        return
    pieces = list(parts(tokens))
    rows = [
        {"report_id": report_id, "part": n, "whole": len(pieces) == 1, "words": as_tsvector(piece)}
        for n, piece in enumerate(pieces)
    ]
    session.connection().execute(_INSERT_POSTGRESQL, rows)


def as_tsvector(tokens: Sequence[str]) -> str:
    """Write tokens and their places as PostgreSQL's own text form: no parser of its takes part."""
    places: dict[str, list[int]] = {}
    for place, token in enumerate(tokens, start=1):
        places.setdefault(token, []).append(place)
    return " ".join(f"'{token}':{','.join(map(str, at))}" for token, at in places.items())


def rebuild_if_needed(session: Session) -> int:
    """Build the index anew when it is empty or the words are made otherwise now.

    Returns the number of reports indexed, 0 when nothing had to be done.
    """
    scheme = session.get(Setting, _SCHEME_KEY)
    if scheme is not None and scheme.value == SCHEME:
        return 0
    done = rebuild(session)
    session.merge(Setting(key=_SCHEME_KEY, value=SCHEME))
    session.flush()
    return done


def rebuild(session: Session) -> int:
    """Throw the index away and build it from the latest versions; returns the reports indexed."""
    session.execute(text("DELETE FROM search_index"))
    done = 0
    for report_id, title, standfirst, body in _latest_texts(session):
        _insert(session, report_id, report_tokens(title, standfirst, body))
        done += 1
    return done


def _latest_texts(session: Session) -> Iterable[tuple[int, str | None, str | None, str]]:
    last = 0
    while True:
        asked = (
            select(Report.id, Version.title, Version.standfirst, Version.text)
            .join(Version, Version.id == Report.latest_version_id)
            .where(Report.id > last)
            .order_by(Report.id)
            .limit(_BATCH)
        )
        found = session.execute(asked).all()
        if not found:
            return
        for row in found:
            yield row[0], row[1], row[2], row[3]
        last = found[-1][0]


def out_of_step(session: Session) -> tuple[int, int]:
    """Return how many reports lack their entry, and how many entries lack their report."""
    key = "rowid" if _sqlite(session) else "report_id"
    missing = text(
        "SELECT count(*) FROM reports r WHERE r.latest_version_id IS NOT NULL AND"  # noqa: S608
        f" NOT EXISTS (SELECT 1 FROM search_index i WHERE i.{key} = r.id)"
    )
    orphans = text(
        f"SELECT count(DISTINCT i.{key}) FROM search_index i WHERE"  # noqa: S608
        f" NOT EXISTS (SELECT 1 FROM reports r WHERE r.id = i.{key})"
    )
    return session.execute(missing).scalar_one(), session.execute(orphans).scalar_one()


def _sqlite(session: Session) -> bool:
    return is_sqlite(session.connection())
