"""Questions of the crawl room to the database, on both kinds of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawler.ledger import (
    killed_night_began,
    pending_in_order,
    queue_changed,
    retire_sources,
)
from crawler.lock import AlreadyRunning, only_run
from crawler.providers import (
    Seen,
    keep_provider_page,
    publication_pages,
    queue_providers,
)
from db import write
from db.engine import write_session
from db.home import Home
from db.models import Page, PageState, Provider, SiteGrade, Source
from db.write import NewPage, PendingPage, SourceRow
from pipelines.ofsted.page_values import ProviderPage, TimelineEntry

NIGHT = datetime(2026, 3, 2, 2, tzinfo=UTC)
HOME = "https://reports.dale.test"


def source(s: Session, key: str = "ofsted") -> int:
    row = SourceRow(key=key, group_key="official", kind="ofsted", name=key)
    return write.upsert_source(s, row, at=NIGHT)


def run(s: Session, at: datetime, *, ended: bool) -> int:
    run_id = write.start_run(s, command="nightly", software="0", at=at)
    if ended:
        write.end_run(s, run_id, exit_code=0, reason=None, at=at)
    return run_id


def provider_page(source_id: int, latest: str = "2026-02-01", kind: str = "authority") -> NewPage:
    url = f"{HOME}/provider/44/99001"
    listing = {"latest_report_on": latest, "provider_kind": kind, "provider_urn": "99001"}
    return NewPage(
        url=url, raw_url=url, source_id=source_id, role="provider", via="search", listing=listing
    )


def entry(number: int, grade: str | None = None) -> TimelineEntry:
    return TimelineEntry(
        label="Focused visit",
        known=True,
        published_on=date(2026, 2, number),
        grade=grade,
        file_url=f"{HOME}/v1/file/{number}",
        file_id=str(number),
    )


def read_page(*entries: TimelineEntry, grades: tuple[tuple[str, str], ...] = ()) -> ProviderPage:
    return ProviderPage(
        name="Dale", urn="99001", kind="authority", category="44", canonical=None,
        details=(("Type", "Local authority"),), grades=grades, timeline=entries,
    )  # fmt: skip


NEXT_RUN = 100


def settle(s: Session, url: str, state: PageState, at: datetime, run_id: int) -> int:
    page_id = write.find_page(s, url)
    assert page_id is not None
    write.record_outcome(s, run_id, page_id, state, reason=None, at=at)
    s.get_one(Page, page_id).fetched_at = at
    s.flush()
    return page_id


def state_of(s: Session, url: str) -> str:
    return s.scalars(select(Page.state).where(Page.url == url)).one()


def test_a_killed_night_is_one_without_an_end_until_a_run_ends(engine: Engine) -> None:
    with write_session(engine) as s:
        assert killed_night_began(s, before=NEXT_RUN, at=NIGHT) is None
        run(s, NIGHT, ended=False)
        run(s, NIGHT + timedelta(minutes=5), ended=False)
        assert killed_night_began(s, before=NEXT_RUN, at=NIGHT + timedelta(hours=1)) == NIGHT
        assert killed_night_began(s, before=NEXT_RUN, at=NIGHT + timedelta(hours=23)) is None
        assert killed_night_began(s, before=1, at=NIGHT + timedelta(hours=1)) is None
        run(s, NIGHT + timedelta(hours=1), ended=True)
        assert killed_night_began(s, before=NEXT_RUN, at=NIGHT + timedelta(hours=2)) is None


def test_sources_that_left_the_registry_are_retired_and_come_back(engine: Engine) -> None:
    with write_session(engine) as s:
        kept, gone = source(s), source(s, "gone")
        assert retire_sources(s, keep=[kept], at=NIGHT) == 1
        assert s.get_one(Source, gone).retired_at == NIGHT
        assert s.get_one(Source, kept).retired_at is None
        source(s, "gone")
        assert s.get_one(Source, gone).retired_at is None


@pytest.mark.parametrize(
    ("kind", "latest", "days", "requeued"),
    [
        ("authority", "2026-02-01", 1, True),  # every night
        ("school", "2026-02-01", 1, False),
        ("school", "2026-03-01", 1, True),  # another date
        ("school", "2026-02-01", 31, True),  # a month ago
    ],
)
def test_a_known_provider_is_read_again_when_there_is_reason(
    engine: Engine, kind: str, latest: str, days: int, requeued: bool
) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=True)
        page = provider_page(source_id, kind=kind)
        assert queue_providers(s, [page], at=NIGHT, night_began_at=NIGHT) == 1
        settle(s, page.url, PageState.UNCHANGED, NIGHT, run_id)
        at = NIGHT + timedelta(days=days)
        again = provider_page(source_id, latest, kind)
        assert queue_providers(s, [again], at=at, night_began_at=at) == 0
        assert (state_of(s, page.url) == "pending") is requeued


def test_a_provider_that_failed_is_read_again_but_not_twice_a_night(engine: Engine) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=True)
        page = provider_page(source_id, kind="school")
        queue_providers(s, [page], at=NIGHT, night_began_at=NIGHT)
        settle(s, page.url, PageState.QUARANTINED, NIGHT, run_id)
        queue_providers(s, [page], at=NIGHT + timedelta(hours=1), night_began_at=NIGHT)
        assert state_of(s, page.url) == "quarantined"
        tomorrow = NIGHT + timedelta(days=1)
        queue_providers(s, [page], at=tomorrow, night_began_at=tomorrow)
        assert state_of(s, page.url) == "pending"


def keep(
    s: Session,
    page_id: int,
    run_id: int,
    read: ProviderPage,
    at: datetime,
    earlier: tuple[NewPage, ...] = (),
) -> int:
    row = s.get_one(Page, page_id)
    pending = PendingPage(
        id=page_id, url=row.url, role=row.role, etag=None, last_modified=None,
        listing=row.listing, source_id=row.source_id, attempts=0,
    )  # fmt: skip
    files, foreign = publication_pages(pending, read, lambda url: url if HOME in url else None)
    assert not foreign
    capture = write.record_capture(
        s,
        write.CaptureRow(
            page_id=page_id, run_id=run_id, url=row.url, fetched_at=at, status=200,
            payload_sha256="0" * 64, payload_bytes=1, warc_file="main-1.warc.gz",
            warc_offset=int(at.timestamp()),
        ),
    )  # fmt: skip
    seen = Seen(page=pending, read=read, files=tuple(files), capture_id=capture, earlier=earlier)
    return keep_provider_page(s, run_id, seen, at=at).new_files


def test_files_are_queued_once_and_checked_when_they_leave_the_timeline(engine: Engine) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=False)
        page = provider_page(source_id)
        write.queue_page(s, page, at=NIGHT)
        page_id = write.find_page(s, page.url)
        assert page_id is not None
        assert keep(s, page_id, run_id, read_page(entry(1), entry(2)), NIGHT) == 2
        assert state_of(s, page.url) == "stored"
        for number in (1, 2):
            settle(s, f"{HOME}/v1/file/{number}", PageState.STORED, NIGHT, run_id)
        later = NIGHT + timedelta(days=1)
        run_id = run(s, later, ended=False)
        assert keep(s, page_id, run_id, read_page(entry(1), entry(2)), later) == 0
        assert state_of(s, page.url) == "unchanged"
        assert state_of(s, f"{HOME}/v1/file/2") == "stored"
        run_id = run(s, later + timedelta(days=1), ended=False)
        assert keep(s, page_id, run_id, read_page(entry(1)), later + timedelta(days=1)) == 0
        assert state_of(s, page.url) == "stored"
        assert state_of(s, f"{HOME}/v1/file/1") == "stored"
        assert state_of(s, f"{HOME}/v1/file/2") == "pending"


def test_a_known_file_is_checked_after_a_month(engine: Engine) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=False)
        page = provider_page(source_id)
        write.queue_page(s, page, at=NIGHT)
        page_id = write.find_page(s, page.url)
        assert page_id is not None
        keep(s, page_id, run_id, read_page(entry(1)), NIGHT)
        settle(s, f"{HOME}/v1/file/1", PageState.STORED, NIGHT, run_id)
        keep(s, page_id, run_id, read_page(entry(1)), NIGHT + timedelta(days=29))
        assert state_of(s, f"{HOME}/v1/file/1") == "stored"
        keep(s, page_id, run_id, read_page(entry(1)), NIGHT + timedelta(days=31))
        assert state_of(s, f"{HOME}/v1/file/1") == "pending"


def test_an_earlier_provider_that_is_named_keeps_what_the_search_said_of_it(
    engine: Engine,
) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=False)
        page = provider_page(source_id)
        closed = replace(provider_page(source_id, kind="school"), url=f"{HOME}/provider/21/100901")
        queue_providers(s, [page, closed], at=NIGHT, night_began_at=NIGHT)
        settle(s, closed.url, PageState.STORED, NIGHT, run_id)
        page_id = write.find_page(s, page.url)
        assert page_id is not None
        named = replace(closed, listing={"provider_kind": "school"}, via="provider")
        keep(s, page_id, run_id, read_page(entry(1)), NIGHT, (named,))
        tomorrow = NIGHT + timedelta(days=1)
        queue_providers(s, [closed], at=tomorrow, night_began_at=tomorrow)
        assert state_of(s, closed.url) == "stored"


def test_a_grade_that_the_site_stops_printing_is_kept_with_its_days(engine: Engine) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=False)
        page = provider_page(source_id)
        write.queue_page(s, page, at=NIGHT)
        page_id = write.find_page(s, page.url)
        assert page_id is not None
        keep(s, page_id, run_id, read_page(entry(1, "Good"), grades=(("Overall", "Good"),)), NIGHT)
        keep(s, page_id, run_id, read_page(entry(1)), NIGHT + timedelta(days=3))
        provider = s.scalars(select(Provider).where(Provider.urn == "99001")).one()
        kept = s.scalars(select(SiteGrade).order_by(SiteGrade.id)).all()
        assert [(g.label, g.grade_as_printed, g.file_id) for g in kept] == [
            ("Overall", "Good", None),
            ("Focused visit", "Good", "1"),
        ]
        assert {(g.first_seen_at, g.last_seen_at) for g in kept} == {(NIGHT, NIGHT)}
        assert provider.registration["details"] == {"Type": "Local authority"}
        assert provider.registration["events"][0]["grade"] is None


def test_a_grade_seen_again_moves_only_its_last_day(engine: Engine) -> None:
    later = NIGHT + timedelta(days=2)
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=False)
        page = provider_page(source_id)
        write.queue_page(s, page, at=NIGHT)
        page_id = write.find_page(s, page.url)
        assert page_id is not None
        for at in (NIGHT, later):
            keep(s, page_id, run_id, read_page(grades=(("Overall", "Good"),)), at)
        (kept,) = s.scalars(select(SiteGrade)).all()
        assert (kept.first_seen_at, kept.last_seen_at) == (NIGHT, later)
        assert kept.first_capture_id < kept.last_capture_id


def test_an_item_is_read_again_when_its_date_moves(engine: Engine) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=False)
        url = "https://www.gov.test/api/content/a"

        def item(published: str) -> NewPage:
            return NewPage(
                url=url, raw_url=url, source_id=source_id, role="content", via="search",
                listing={"published": published},
            )  # fmt: skip

        assert queue_changed(s, [item("2026-03-01")], at=NIGHT) == 1
        settle(s, url, PageState.STORED, NIGHT, run_id)
        assert queue_changed(s, [item("2026-03-01")], at=NIGHT) == 0
        assert state_of(s, url) == "stored"
        queue_changed(s, [item("2026-03-02")], at=NIGHT)
        assert state_of(s, url) == "pending"


def test_the_lock_lets_one_run_in(home: object) -> None:
    from db.home import find_home

    place: Home = find_home().make()
    with (
        only_run(place),
        pytest.raises(AlreadyRunning, match="another run is active"),
        only_run(place),
    ):
        pass
    with only_run(place):
        pass


def test_new_pages_come_first_and_pages_that_failed_last(engine: Engine) -> None:
    with write_session(engine) as s:
        source_id, run_id = source(s), run(s, NIGHT, ended=False)
        ends = [PageState.FAILED, PageState.STORED, PageState.STORED, None, None]
        ids = []
        for number, end in enumerate(ends):
            url = f"{HOME}/news/{number}"
            new = NewPage(url=url, raw_url=url, source_id=source_id, role="article", via="feed")
            write.queue_page(s, new, at=NIGHT)
            page_id = write.find_page(s, url)
            assert page_id is not None
            ids.append(page_id)
            if end is PageState.FAILED:
                write.record_outcome(s, run_id, page_id, end, reason="timeout", at=NIGHT)
            elif end is not None:
                settle(s, url, end, NIGHT, run_id)
        tomorrow = NIGHT + timedelta(days=1)
        write.queue_revisits(
            s, source_id, first_seen_after=NIGHT - timedelta(days=1), at=tomorrow, max_attempts=5
        )
        found = [page.id for page in pending_in_order(s, source_id, limit=100)]
        assert found == [ids[3], ids[4], ids[2], ids[1], ids[0]]
