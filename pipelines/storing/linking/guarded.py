"""Linking as the stages call it: what is stored stays stored, whatever happens here."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import db.linking as store
from db.text import storable
from pipelines.storing.linking.news import link_report
from pipelines.storing.linking.publications import link_publication

log = logging.getLogger(__name__)


def link_stored(s: Session, kind: str, report_id: int, version_id: int, at: datetime) -> bool:
    """Link a report just stored, in the same transaction; return whether it worked.

    kind: news or publication. A fault of linking undoes the linking alone: the report stays, marked
    for `winnow relink --needed`, with an alarm. Errors of the database are passed on.
    """
    link = link_publication if kind == "publication" else link_report
    try:
        with s.begin_nested():
            link(s, report_id, version_id, at)
    except DBAPIError:
        raise
    except Exception as error:
        log.exception("report %d could not be linked", report_id)
        store.note_failure(s, report_id, storable(f"{type(error).__name__}: {error}"), at)
        return False
    return True
