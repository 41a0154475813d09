"""Storing a text: a new report, a new version of one, or nothing where nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Capture, Page, RemovedBlock, Report, Takedown, Version
from db.search_index import index_report
from db.write.rows import NewVersion, RemovedRow, StoredVersion
from db.write.takedowns import is_taken_down
from db.write.text import refuse_unstorable, text_digest

_NOT_COLUMNS = frozenset({"removed", "text_sha256", "word_count"})
_COLUMNS = tuple(f.name for f in fields(NewVersion) if f.name not in _NOT_COLUMNS)
_LISTS = frozenset({"blocks", "candidates", "opt_outs", "doubts"})


def store_version(
    s: Session,
    new: NewVersion,
    *,
    report_kind: str,
    page_id: int,
    source_id: int,
    at: datetime,
) -> StoredVersion:
    """Store one state of a page's text, with what was cut from it and the words to find it by.

    The text of the latest version again: nothing is written, but a report that had been
    withdrawn is no longer, unless the archive was read again and not the web. What a takedown
    names is stored hidden. Raises UnstorableText.
    """
    refuse_unstorable("version", asdict(new))
    digest = new.text_sha256 or text_digest(new.title, new.standfirst, new.text)
    report = s.scalars(select(Report).where(Report.page_id == page_id)).one_or_none()
    latest = report.latest if report else None
    if report is not None and new.origin != "reclean":
        report.withdrawn_at_source_at = None
    if report is not None and latest is not None and latest.text_sha256 == digest:
        s.flush()
        return StoredVersion(
            report_id=report.id, version_id=latest.id, number=latest.number, changed=False
        )
    report = report or _new_report(s, report_kind, page_id, source_id, at)
    version = _new_version(new, report.id, (latest.number if latest else 0) + 1, digest, at)
    s.add(version)
    s.flush()
    s.add_all(_removed_block(version.id, block) for block in new.removed)
    report.latest_version_id = version.id
    if report.hidden_at is None and _is_taken_down(s, report, new.capture_id, digest):
        report.hidden_at = at
    s.flush()
    s.expire(report, ["latest"])
    index_report(s, report.id, new.title, new.standfirst, new.text)
    return StoredVersion(
        report_id=report.id, version_id=version.id, number=version.number, changed=True
    )


def _new_report(s: Session, kind: str, page_id: int, source_id: int, at: datetime) -> Report:
    report = Report(kind=kind, page_id=page_id, source_id=source_id, first_stored_at=at)
    s.add(report)
    s.flush()
    return report


def _new_version(
    new: NewVersion, report_id: int, number: int, digest: str, at: datetime
) -> Version:
    values = {name: getattr(new, name) for name in _COLUMNS}
    values.update({name: [_plain(part) for part in values[name]] for name in _LISTS})
    words = len(new.text.split()) if new.word_count is None else new.word_count
    return Version(
        **values,
        report_id=report_id,
        number=number,
        stored_at=at,
        text_sha256=digest,
        word_count=words,
    )


def _plain(part: object) -> object:
    """Give JSON what it knows: a mapping of any kind as a dict."""
    return dict(part) if isinstance(part, Mapping) else part


def _removed_block(version_id: int, row: RemovedRow) -> RemovedBlock:
    return RemovedBlock(
        version_id=version_id,
        rule=row.rule,
        kind=row.kind,
        text=row.text,
        position=row.position,
        spans=[list(span) for span in row.spans],
        evidence=row.evidence,
    )


def _is_taken_down(s: Session, report: Report, capture_id: int, digest: str) -> bool:
    """Say whether a takedown names the report's URL, its source, its text or its bytes."""
    page = s.get_one(Page, report.page_id)
    payload = s.get_one(Capture, capture_id).payload_sha256
    asked = select(Takedown.id).where(
        Takedown.scope == "sha256",
        Takedown.lifted_at.is_(None),
        Takedown.value.in_([digest, payload]),
    )
    return s.execute(asked.limit(1)).first() is not None or is_taken_down(
        s, page.url, report.source_id
    )
