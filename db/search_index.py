"""Keeping the full-text index in step with the reports, the same way on both databases.

SQLite's holds where words stand and no text: that would be a second copy of each. So an entry is
taken out by saying the words that were put in; they are made anew from the version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.engine import is_sqlite
from db.models import Report, Setting, Version
from db.search_words import SCHEME, parts, report_line

_SCHEME_KEY = "search_words"
_BATCH = 200  # reports in memory at once while the index is rebuilt

_IS_INDEXED = text("SELECT 1 FROM search_index WHERE rowid = :report_id")
_TEXTS = text("SELECT title, standfirst, text FROM versions WHERE id = :version_id")
_FORGET_SQLITE = text(
    "INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', :report_id, :words)"
)
_FORGET_POSTGRESQL = text("DELETE FROM search_index WHERE report_id = :report_id")
_FORGET_ALL = {
    True: text("INSERT INTO search_index (search_index) VALUES ('delete-all')"),
    False: text("DELETE FROM search_index"),
}
_INSERT_SQLITE = text("INSERT INTO search_index (rowid, words) VALUES (:report_id, :words)")
_INSERT_POSTGRESQL = text(
    "INSERT INTO search_index (report_id, part, whole, words)"
    " VALUES (:report_id, :part, :whole, CAST(:words AS tsvector))"
)


def index_words(session: Session, report_id: int, words: str, *, before: int | None = None) -> None:
    """Put ready words, divided by spaces, into the index.

    before: the version whose words they take the place of, None for a new report.
    """
    if before is not None:
        unindex_report(session, report_id, before)
    _insert(session, report_id, words)


def unindex_report(session: Session, report_id: int, version_id: int) -> None:
    """Take a report out of the index, which holds the words of this version; it may be gone."""
    connection = session.connection()
    values: dict[str, int | str] = {"report_id": report_id}
    if not is_sqlite(connection):
        connection.execute(_FORGET_POSTGRESQL, values)
    elif connection.execute(_IS_INDEXED, values).first() is not None:
        title, standfirst, body = connection.execute(_TEXTS, {"version_id": version_id}).one()
        words = report_line(title, standfirst, body)
        connection.execute(_FORGET_SQLITE, {**values, "words": words})


def _insert(session: Session, report_id: int, words: str) -> None:
    if _sqlite(session):
        values = {"report_id": report_id, "words": words}
        session.connection().execute(_INSERT_SQLITE, values)
        return
    tokens = words.split(" ")
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
    session.execute(_FORGET_ALL[_sqlite(session)])
    done = 0
    for report_id, title, standfirst, body in _latest_texts(session):
        _insert(session, report_id, report_line(title, standfirst, body))
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
