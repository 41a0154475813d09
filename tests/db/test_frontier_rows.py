"""A page is queued once, ends in one state, and comes back when it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.engine import write_session
from db.models import Capture, Outcome, Page, PageState, SiteBlock, Source, Takedown, Tombstone
from db.write import (
    NewPage,
    Queued,
    SourceRow,
    UnstorableText,
    find_page,
    note_site_blocks,
    pending_pages,
    queue_page,
    queue_revisits,
    record_outcome,
    repeated_blocks,
    tombstone_hash,
    upsert_source,
)

URL = "https://thorley.test/news/a"


@pytest.fixture
def s(engine):
    with write_session(engine) as session:
        yield session


def page_of(source: int, url: str = URL, **changes) -> NewPage:
    new = NewPage(url=url, raw_url=url + "?x=1", source_id=source, role="article", via="feed")
    return replace(new, **changes)


def test_a_page_is_new_once_and_then_known_with_its_latest_listing(s, world, night):
    source = world.source(s)
    first = page_of(source, listing={"title": "A"})
    assert queue_page(s, first, at=night) is Queued.NEW
    later = night + timedelta(days=1)
    again = page_of(source, listing={"title": "B"}, raw_url="https://other.test/")
    assert queue_page(s, again, at=later) is Queued.KNOWN
    assert queue_page(s, page_of(source), at=later) is Queued.KNOWN  # an empty listing says nothing
    page = s.get_one(Page, find_page(s, URL))
    assert (page.listing, page.raw_url) == ({"title": "B"}, URL + "?x=1")
    assert (page.first_seen_at, page.listed_at, page.queued_at) == (night, later, night)


def test_a_page_that_was_dealt_with_comes_back_only_to_be_revisited_and_not_too_early(
    s, world, night
):
    source, run = world.source(s), world.run(s)
    page = world.page(s, source, url=URL)
    record_outcome(s, run, page, PageState.STORED, reason=None, at=night)
    assert queue_page(s, page_of(source), at=night) is Queued.KNOWN
    assert queue_page(s, page_of(source), at=night, revisit=True) is Queued.REQUEUED
    assert queue_page(s, page_of(source), at=night, revisit=True) is Queued.KNOWN  # waits already
    hour = night + timedelta(hours=1)
    record_outcome(s, run, page, PageState.FAILED, reason="503", at=night, not_before=hour)
    assert queue_page(s, page_of(source), at=night, revisit=True) is Queued.KNOWN
    assert queue_page(s, page_of(source), at=hour, revisit=True) is Queued.REQUEUED


@pytest.mark.parametrize("kind", ["url", "prefix", "source", "tombstone"])
@pytest.mark.parametrize("known", [True, False])
def test_what_was_taken_down_is_never_pending(s, world, night, kind, known):
    source = world.source(s)
    if known:
        world.page(s, source, url=URL)
    value = {"prefix": "https://thorley.test/news/", "source": "thorley_gazette"}.get(kind, URL)
    takedown = Takedown(
        scope="url" if kind == "tombstone" else kind,
        value="elsewhere" if kind == "tombstone" else value,
        mode="hide",
        reason="asked",
        created_at=night,
    )
    s.add(takedown)
    s.flush()
    if kind == "tombstone":
        digest = tombstone_hash(s, URL)
        s.add(Tombstone(url_hash=digest, takedown_id=takedown.id, erased_at=night))
    assert queue_page(s, page_of(source), at=night, revisit=True) is Queued.TAKEN_DOWN
    page = s.get_one(Page, find_page(s, URL))
    assert (page.state, page.reason) == (PageState.REFUSED, "takedown")
    assert pending_pages(s, source, limit=9) == []
    other = page_of(source, "https://thorley.test/sport/b")
    wanted = Queued.TAKEN_DOWN if kind == "source" else Queued.NEW
    assert queue_page(s, other, at=night) is wanted
    takedown.lifted_at = night
    s.flush()
    if kind != "tombstone":
        assert queue_page(s, page_of(source), at=night, revisit=True) is Queued.REQUEUED


@pytest.mark.parametrize(
    ("scope", "value"),
    [("url", URL), ("prefix", "https://thorley.test/news"), ("source", "thorley_gazette")],
)
def test_a_page_taken_down_after_it_was_queued_is_neither_requested_nor_revisited(
    s, world, night, scope, value
):
    source, run = world.source(s), world.run(s)
    page = world.page(s, source, url=URL)
    assert len(pending_pages(s, source, limit=9)) == 1
    s.add(Takedown(scope=scope, value=value, mode="hide", reason="asked", created_at=night))
    assert pending_pages(s, source, limit=9) == []
    record_outcome(s, run, page, PageState.STORED, reason=None, at=night)
    long_ago = night - timedelta(days=7)
    assert queue_revisits(s, source, first_seen_after=long_ago, at=night, max_attempts=5) == 0


def test_pending_pages_come_by_id_in_portions(s, world):
    source, other = world.source(s), world.source(s, "other_echo")
    ids = [world.page(s, source) for _ in range(5)]
    world.page(s, other)
    first = pending_pages(s, source, limit=3)
    rest = pending_pages(s, source, limit=3, after_id=first[-1].id)
    assert [page.id for page in first + rest] == ids
    assert (first[0].role, first[0].attempts, first[0].listing) == ("article", 0, {})


def test_young_and_failed_pages_come_back_old_and_hopeless_ones_rest(s, world, night):
    source, run = world.source(s), world.run(s)
    names = ("young", "old", "failed", "hopeless", "waits", "gone", "refused", "pending")
    ids = {name: world.page(s, source, url=f"https://thorley.test/{name}") for name in names}
    s.get_one(Page, ids["old"]).first_seen_at = night - timedelta(days=30)
    later = night + timedelta(days=1)
    for name, state in {
        "young": PageState.UNCHANGED,
        "old": PageState.STORED,
        "failed": PageState.FAILED,
        "hopeless": PageState.FAILED,
        "gone": PageState.GONE,
        "refused": PageState.REFUSED,
    }.items():
        record_outcome(s, run, ids[name], state, reason=None, at=night)
    s.get_one(Page, ids["hopeless"]).attempts = 5
    wait = later + timedelta(hours=1)
    record_outcome(s, run, ids["waits"], PageState.FAILED, reason="429", at=night, not_before=wait)
    back = queue_revisits(
        s, source, first_seen_after=night - timedelta(days=7), at=later, max_attempts=5
    )
    waiting = {page.url.rsplit("/", 1)[1] for page in pending_pages(s, source, limit=99)}
    assert (back, waiting) == (4, {"young", "failed", "gone", "refused", "pending"})
    assert s.get_one(Page, ids["young"]).queued_at == later


def test_a_later_outcome_of_a_run_takes_the_place_of_the_earlier(s, world, night):
    source, run = world.source(s), world.run(s)
    page = world.page(s, source)
    for state in (PageState.FAILED, PageState.FAILED, PageState.GONE):
        record_outcome(s, run, page, state, reason="r", at=night)
    assert s.scalar(select(func.count()).select_from(Outcome)) == 1
    assert s.get_one(Outcome, (run, page)).state == PageState.GONE
    second = world.run(s)
    record_outcome(s, second, page, PageState.STORED, reason=None, at=night)
    assert s.scalar(select(func.count()).select_from(Outcome)) == 2


def test_failures_are_counted_once_a_night_and_forgotten_after_a_success(s, world, night):
    source = world.source(s)
    page = world.page(s, source)
    for wanted in (1, 2, 3):
        run = world.run(s)
        for _ in range(2):
            record_outcome(s, run, page, PageState.FAILED, reason="timeout", at=night)
        assert s.get_one(Page, page).attempts == wanted
    record_outcome(s, world.run(s), page, PageState.UNCHANGED, reason=None, at=night)
    assert s.get_one(Page, page).attempts == 0


def test_validators_are_kept_only_of_bytes_that_were_dealt_with(s, world, night):
    source, run = world.source(s), world.run(s)
    page_id = world.page(s, source)
    capture = world.capture(s, page_id, run, headers={"etag": '"a"', "last-modified": "Mon"})
    record_outcome(s, run, page_id, PageState.STORED, reason=None, capture_id=capture, at=night)
    page = s.get_one(Page, page_id)
    assert (page.etag, page.last_modified, page.fetched_at) == ('"a"', "Mon", night)
    assert page.payload_sha256 == s.get_one(Capture, capture).payload_sha256
    record_outcome(s, run, page_id, PageState.UNCHANGED, reason="304", at=night)
    assert page.etag == '"a"'  # no new response, so the old validator stands
    other = world.capture(s, page_id, run, headers={"etag": '"b"'})
    record_outcome(
        s, run, page_id, PageState.QUARANTINED, reason="timeout", capture_id=other, at=night
    )
    assert (page.etag, page.last_modified, page.payload_sha256) == (None, None, None)


def test_pending_is_no_outcome_and_a_page_that_is_not_there_is_named(s, world, night):
    run, page = world.run(s), world.page(s, world.source(s))
    with pytest.raises(ValueError, match="pending"):
        record_outcome(s, run, page, PageState.PENDING, reason=None, at=night)
    with pytest.raises(LookupError, match="77"):
        record_outcome(s, run, 77, PageState.GONE, reason=None, at=night)


def test_a_record_of_the_archive_is_written_once(s, world):
    page = world.page(s, world.source(s))
    one = world.capture(s, page, warc_offset=5)
    assert world.capture(s, page, warc_offset=5) == one
    assert world.capture(s, page, warc_offset=6) != one


def test_a_source_keeps_its_first_sight_and_comes_back_from_retirement(s, night):
    row = SourceRow(key="k", group_key="g", kind="news", name="One", hosts=["a.test", "b.test"])
    first = upsert_source(s, row, at=night)
    s.get_one(Source, first).retired_at = night
    later = night + timedelta(days=1)
    assert upsert_source(s, replace(row, name="Two"), at=later) == first
    source = s.get_one(Source, first)
    assert (source.name, source.first_seen_at, source.updated_at) == ("Two", night, later)
    assert source.retired_at is None
    assert source.hosts == ["a.test", "b.test"]


def test_an_unstorable_url_is_refused_by_name(s, world, night):
    with pytest.raises(UnstorableText, match=r"page\.url"):
        queue_page(s, page_of(world.source(s), "https://thorley.test/\x00"), at=night)


A_BLOCK = int.from_bytes(b"\xaa" * 8, "big", signed=True)


def test_blocks_that_pages_share_become_evidence(s, world, night):
    source, other = world.source(s), world.source(s, "other_echo")
    for number in range(10):
        world.report(s, source, text=f"Story {number}")
        stock_sentence = ["b" * 16] if number < 7 else []
        blocks = ["a" * 16, "a" * 16, f"{number}" * 16, *stock_sentence]
        note_site_blocks(s, source, blocks, at=night)
    note_site_blocks(s, other, ["a" * 16], at=night)
    note_site_blocks(s, other, [], at=night)
    assert repeated_blocks(s, source) == {"a" * 16: "seen on 10 of 10 pages of this source"}
    assert repeated_blocks(s, other) == {}
    assert repeated_blocks(s, other, at_least=1).keys() == {"a" * 16}
    assert "b" * 16 not in repeated_blocks(s, source, at_least=1), "on 7 of 10: a stock sentence"
    assert s.get_one(SiteBlock, (source, A_BLOCK)).pages_seen == 10
