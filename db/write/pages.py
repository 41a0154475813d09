"""The frontier: sources, pages that wait, and where their responses lie in the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from db.models import Capture, Page, PageState, Quarantine, Source, StatisticsFile, Version
from db.rows import CaptureRow, NewPage, PendingPage, Queued, SourceRow
from db.text import refuse_unstorable
from db.write.core import Values, ask, ask_all, insert_one, table_of, write
from db.write.takedowns import page_is_taken_down, standing
from words.reasons import Reason

_WRITTEN = ("url", "raw_url", "role", "via", "discovered_on", "listing")
_PAGES, _CAPTURES = table_of(Page), table_of(Capture)

BY_URL = select(
    _PAGES.c.id,
    _PAGES.c.url,
    _PAGES.c.state,
    _PAGES.c.reason,
    _PAGES.c.state_at,
    _PAGES.c.queued_at,
    _PAGES.c.not_before,
    _PAGES.c.listing,
).where(_PAGES.c.url.in_(bindparam("urls", expanding=True)))
INSERT_PAGE = insert(_PAGES)
UPDATE_PAGE = update(_PAGES).where(_PAGES.c.id == bindparam("of_page"))
CAPTURE_AT = select(_CAPTURES.c.id).where(
    _CAPTURES.c.warc_file == bindparam("warc_file"),
    _CAPTURES.c.warc_offset == bindparam("warc_offset"),
)
INSERT_CAPTURE = insert(_CAPTURES)
UPDATE_CAPTURE = update(_CAPTURES).where(_CAPTURES.c.id == bindparam("of_capture"))
CAPTURES_TO_KEEP = select(_CAPTURES.c.id, _CAPTURES.c.warc_offset).where(
    _CAPTURES.c.warc_file == bindparam("file"),
    or_(
        exists().where(Version.capture_id == _CAPTURES.c.id),
        exists().where(StatisticsFile.capture_id == _CAPTURES.c.id),
        exists().where(Quarantine.capture_id == _CAPTURES.c.id, Quarantine.resolved_at.is_(None)),
    ),
)


def upsert_source(s: Session, row: SourceRow, *, at: datetime | None = None) -> int:
    """Write a source as its registry entry stands; its key stays, and so does its first sight.

    at: None = now.
    """
    at = at or datetime.now(UTC)
    refuse_unstorable("source", asdict(row))
    source = s.scalars(select(Source).where(Source.key == row.key)).one_or_none()
    if source is None:
        source = Source(key=row.key, first_seen_at=at)
        s.add(source)
    source.group_key, source.kind, source.name = row.group_key, row.kind, row.name
    source.homepage, source.entry_sha256 = row.homepage, row.entry_sha256
    source.hosts, source.areas = list(row.hosts), list(row.areas)
    source.updated_at, source.retired_at = at, None
    s.flush()
    return source.id


def queue_page(s: Session, page: NewPage, *, at: datetime, revisit: bool = False) -> Queued:
    """Queue one page: see queue_pages."""
    return queue_pages(s, [page], at=at, revisit=revisit)[0]


def queue_pages(
    s: Session, pages: Sequence[NewPage], *, at: datetime, revisit: bool = False
) -> list[Queued]:
    """Make discovered URLs pending, or note that they were listed again; say which, in order.

    revisit: a page that has been dealt with becomes pending again, unless it must wait
    (`not_before`). A URL that was taken down ends refused and is never pending. Every URL is to
    be given once.
    """
    for page in pages:
        refuse_unstorable("page", {name: getattr(page, name) for name in _WRITTEN})
    urls = [page.url for page in pages]
    known = {row.url: row for row in ask_all(s, BY_URL, urls=urls)}
    takedowns = standing(s)
    answers: list[Queued] = []
    rows: dict[Queued, list[Values]] = {each: [] for each in Queued}
    for page in pages:
        there = known.get(page.url)
        is_down = takedowns.names(page.url, page.source_id)
        answer = Queued.TAKEN_DOWN if is_down else _answer(page, there, at, revisit=revisit)
        answers.append(answer)
        if there is None:
            rows[Queued.NEW].append(_new_row(page, at, is_down=is_down))
        else:
            rows[answer].append(_listed_again(page, there, answer, at))
    write(s, INSERT_PAGE, rows[Queued.NEW])
    for answer in (Queued.KNOWN, Queued.REQUEUED, Queued.TAKEN_DOWN):
        write(s, UPDATE_PAGE, rows[answer])
    return answers


_LISTED_ANEW = (PageState.OFF_TOPIC, PageState.NOT_ARTICLE, PageState.GONE, PageState.QUARANTINED)
"""States of a page that another listing of it opens again: it may be a story now."""


def _is_listed_anew(page: NewPage, there: Row[Any]) -> bool:
    """Tell whether a listing of the same kind says another title, or another time, than it did."""
    old = there.listing or {}
    return old.get("via") == page.listing.get("via") and any(
        old.get(name) and page.listing.get(name) and old[name] != page.listing[name]
        for name in ("title", "modified")
    )


def _answer(page: NewPage, there: Row[Any] | None, at: datetime, *, revisit: bool) -> Queued:
    if there is None:
        return Queued.NEW
    waits = there.not_before is not None and there.not_before > at
    changed = there.state in _LISTED_ANEW and _is_listed_anew(page, there)
    may = (revisit or changed) and not waits and there.state != PageState.PENDING
    return Queued.REQUEUED if may else Queued.KNOWN


def _new_row(page: NewPage, at: datetime, *, is_down: bool) -> Values:
    return {
        "url": page.url,
        "raw_url": page.raw_url,
        "source_id": page.source_id,
        "role": page.role,
        "state": PageState.REFUSED if is_down else PageState.PENDING,
        "reason": Reason.TAKEDOWN if is_down else None,
        "discovered_via": page.via,
        "discovered_on": page.discovered_on,
        "listing": dict(page.listing),
        "first_seen_at": at,
        "listed_at": at,
        "queued_at": None if is_down else at,
        "state_at": at,
    }


def _listed_again(page: NewPage, there: Row[Any], answer: Queued, at: datetime) -> Values:
    """Return the columns of a page that is there. Refused, no run has to deal with it any more."""
    row = {
        "of_page": there.id,
        "listed_at": at,
        "listing": dict(page.listing) or there.listing,
        "state": there.state,
        "reason": there.reason,
        "state_at": there.state_at,
        "queued_at": there.queued_at,
    }
    if answer is Queued.REQUEUED:
        row |= {"state": PageState.PENDING, "reason": None, "state_at": at, "queued_at": at}
    elif answer is Queued.TAKEN_DOWN:
        row |= {"listing": there.listing, "queued_at": None}
        if (there.state, there.reason) != (PageState.REFUSED, Reason.TAKEDOWN):
            row |= {"state": PageState.REFUSED, "reason": Reason.TAKEDOWN, "state_at": at}
    return row


def queue_revisits(
    s: Session,
    source_id: int,
    *,
    first_seen_after: datetime,
    at: datetime,
    max_attempts: int,
    role: str | None = None,
) -> int:
    """Make the pages of a source that are due pending again; return how many. Once a night.

    They are young stored pages, failed pages, and those whose nights of rest are over: the state
    in which they were seen is looked at again (db.life). first_seen_after: older stored pages
    rest. A failed page comes back until max_attempts failures in a row, and not before its
    `not_before`.
    """
    rests = (Page.source_id == source_id, Page.rest_nights > 0, Page.state != PageState.PENDING)
    s.execute(
        update(Page).where(*rests).values(rest_nights=Page.rest_nights - 1),
        execution_options={"synchronize_session": False},
    )
    young = and_(
        Page.state.in_([PageState.STORED, PageState.UNCHANGED]),
        Page.first_seen_at > first_seen_after,
    )
    failed = and_(Page.state == PageState.FAILED, Page.attempts < max_attempts)
    rested = Page.rest_nights == 0
    may = or_(Page.not_before.is_(None), Page.not_before <= at)
    change = (
        update(Page)
        .where(
            Page.source_id == source_id,
            Page.state != PageState.PENDING,
            or_(young, failed, rested),
            may,
            ~page_is_taken_down(),
        )
        .values(state=PageState.PENDING, reason=None, state_at=at, queued_at=at, rest_nights=None)
        .execution_options(synchronize_session=False)
    )
    if role is not None:
        change = change.where(Page.role == role)
    s.expire_all()
    return int(s.execute(change).rowcount)  # type: ignore[attr-defined]


def pending_pages(
    s: Session, source_id: int, *, limit: int, after_id: int = 0
) -> list[PendingPage]:
    """Return pages of a source that wait, in the order of their ids.

    One that was taken down while it waited is left out: it must not be requested.
    """
    asked: Select[Any] = (
        select(
            Page.id,
            Page.url,
            Page.role,
            Page.etag,
            Page.last_modified,
            Page.listing,
            Page.source_id,
            Page.attempts,
        )
        .where(
            Page.source_id == source_id,
            Page.state == PageState.PENDING,
            Page.id > after_id,
            ~page_is_taken_down(),
        )
        .order_by(Page.id)
        .limit(limit)
    )
    return [PendingPage(**row._mapping) for row in s.execute(asked)]


def find_page(s: Session, url: str) -> int | None:
    """Return the id of the page with this canonical URL."""
    return s.scalars(select(Page.id).where(Page.url == url)).one_or_none()


def record_capture(s: Session, row: CaptureRow) -> int:
    """Write where a response lies in the archive; the same record again gives the same id."""
    known = ask(s, CAPTURE_AT, warc_file=row.warc_file, warc_offset=row.warc_offset)
    if known is not None:
        return int(known.id)
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    values["headers"] = dict(row.headers)
    refuse_unstorable("capture", values)
    return insert_one(s, INSERT_CAPTURE, values)


def captures_to_keep(s: Session, file: str) -> dict[int, int]:
    """Return offsets of the records of a file that the archive must keep, by capture.

    They are those a version was read from, and those set aside for a person.
    """
    return {row.id: row.warc_offset for row in ask_all(s, CAPTURES_TO_KEEP, file=file)}


def move_captures(s: Session, places: Mapping[int, tuple[str, str, int, int]]) -> None:
    """Note where records lie now. places: series, file, offset and length by capture."""
    write(
        s,
        UPDATE_CAPTURE,
        [
            {
                "of_capture": capture_id,
                "series": series,
                "warc_file": file,
                "warc_offset": offset,
                "warc_length": length,
            }
            for capture_id, (series, file, offset, length) in places.items()
        ],
    )
