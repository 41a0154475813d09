"""Linking as the stages call it: what is stored stays stored, whatever happens here."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import db.linking as store
from db.text import storable
from pipelines.storing.linking.news import link_report
from pipelines.storing.linking.publications import link_publication
from pipelines.storing.linking.stored import StoredNews

log = logging.getLogger(__name__)


@contextmanager
def savepoint(s: Session) -> Iterator[None]:
    """Undo what the block wrote if it raises. A session's own savepoint costs several times that.

    Objects that the session held are forgotten then.
    """
    s.flush()
    connection = s.connection()
    connection.exec_driver_sql("SAVEPOINT linking")
    try:
        yield
        s.flush()
    except BaseException as error:
        if not isinstance(error, DBAPIError):  # else the whole transaction is lost
            s.expunge_all()
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT linking")
        raise
    connection.exec_driver_sql("RELEASE SAVEPOINT linking")


def link_stored(
    s: Session,
    kind: str,
    report_id: int,
    version_id: int,
    at: datetime,
    stored: StoredNews | None = None,
) -> bool:
    """Link a report just stored, in the same transaction; return whether it worked.

    kind: news or publication. A fault of linking undoes the linking alone: the report stays, marked
    for `winnow relink --needed`, with an alarm. Errors of the database are passed on. stored: the
    text of news that has just been stored.
    """
    try:
        with savepoint(s):
            if kind == "publication":
                link_publication(s, report_id, version_id, at)
            else:
                link_report(s, report_id, version_id, at, stored)
    except DBAPIError:
        raise
    except Exception as error:
        log.exception("report %d could not be linked", report_id)
        store.note_failure(s, report_id, storable(f"{type(error).__name__}: {error}"), at)
        return False
    return True
