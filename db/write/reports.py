"""Storing a text: a new report, a new version of one, or nothing where nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from db.digested import checked, search_words
from db.models import RemovedBlock, Report, Version
from db.rows import NewVersion, RemovedRow, StoredVersion
from db.search_index import index_words
from db.write.core import Values, insert_one, table_of, write
from db.write.known import KnownPage, known_page
from db.write.takedowns import standing
from words.runs import Origin

_NOT_COLUMNS = frozenset({"removed", "search_words"})
_COLUMNS = tuple(f.name for f in fields(NewVersion) if f.name not in _NOT_COLUMNS)
_LISTS = frozenset({"blocks", "candidates", "opt_outs", "doubts"})
_REPORTS = table_of(Report)

INSERT_REPORT = insert(_REPORTS)
INSERT_VERSION = insert(table_of(Version))
INSERT_REMOVED = insert(table_of(RemovedBlock))
UPDATE_REPORT = update(_REPORTS).where(_REPORTS.c.id == bindparam("of_report"))


def store_version(
    s: Session,
    new: NewVersion,
    *,
    report_kind: str,
    page_id: int,
    source_id: int,
    at: datetime,
    known: KnownPage | None = None,
) -> StoredVersion:
    """Store one state of a page's text, with what was cut from it and the words to find it by.

    The text of the latest version again: nothing is written, but a report that had been
    withdrawn is no longer, unless the archive was read again and not the web. What a takedown
    names is stored hidden. known: the page and its report, where they were looked up already.
    Raises UnstorableText.
    """
    new = checked(new)
    known = known or known_page(s, 0, page_id, new.capture_id)
    digest = new.text_sha256 or ""
    withdrawn = known.withdrawn_at if new.origin == Origin.RECLEAN else None
    if known.stored is not None and digest == known.text_sha256:
        if known.withdrawn_at != withdrawn:
            back = {"of_report": known.report_id, "withdrawn_at_source_at": withdrawn}
            write(s, UPDATE_REPORT, back)
        return known.stored
    report_id = known.report_id or insert_one(
        s,
        INSERT_REPORT,
        {"kind": report_kind, "page_id": page_id, "source_id": source_id, "first_stored_at": at},
    )
    number = (known.version_number or 0) + 1
    version_id = insert_one(s, INSERT_VERSION, _version_row(new, report_id, number, at))
    write(s, INSERT_REMOVED, [_removed_row(version_id, block) for block in new.removed])
    hidden = known.hidden_at
    digests = (digest, known.capture_sha256 or "")
    if hidden is None and standing(s).names(known.url, source_id, *digests):
        hidden = at
    report = {
        "latest_version_id": version_id,
        "withdrawn_at_source_at": withdrawn,
        "hidden_at": hidden,
    }
    write(s, UPDATE_REPORT, {"of_report": report_id, **report})
    before = known.stored.version_id if known.stored else None
    index_words(s, report_id, search_words(new), before=before)
    return StoredVersion(
        report_id=report_id,
        version_id=version_id,
        number=number,
        changed=True,
        is_hidden=hidden is not None,
    )


def _version_row(new: NewVersion, report_id: int, number: int, at: datetime) -> Values:
    values = {name: getattr(new, name) for name in _COLUMNS}
    values |= {name: [_plain(part) for part in values[name]] for name in _LISTS}
    return {**values, "report_id": report_id, "number": number, "stored_at": at}


def _plain(part: object) -> object:
    """Give JSON what it knows: a mapping of any kind as a dict."""
    return dict(part) if isinstance(part, Mapping) else part


def _removed_row(version_id: int, row: RemovedRow) -> Values:
    return {
        "version_id": version_id,
        "rule": row.rule,
        "kind": row.kind,
        "text": row.text,
        "position": row.position,
        "spans": [list(span) for span in row.spans],
        "evidence": row.evidence,
    }
