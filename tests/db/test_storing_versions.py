"""A text is stored once, a changed text is a new version, and nothing is corrupted in secret."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from db.engine import read_session, write_session
from db.models import PageState, RemovedBlock, Report, Takedown, Version
from db.search_index import out_of_step
from db.write import UnstorableText, mark_gone, record_outcome, store_version


def test_the_same_text_again_writes_nothing_and_a_changed_one_is_a_new_version(
    engine, world, night
):
    with write_session(engine) as s:
        source = world.source(s)
        first = world.report(s, source)
        page = s.get_one(Report, first.report_id).page_id
        capture = world.capture(s, page)
        again = store_version(
            s,
            world.version(capture, text="Inspectors  praised the council. "),
            report_kind="news",
            page_id=page,
            source_id=source,
            at=night,
        )
        changed = store_version(
            s,
            world.version(capture, text="Inspectors criticised the council."),
            report_kind="news",
            page_id=page,
            source_id=source,
            at=night,
        )
    assert first.changed
    assert (again.changed, again.version_id) == (False, first.version_id)
    assert (changed.changed, changed.number, changed.report_id) == (True, 2, first.report_id)
    with read_session(engine) as s:
        report = s.get_one(Report, first.report_id)
        assert report.latest_version_id == changed.version_id
        assert [v.number for v in report.versions] == [1, 2]
        assert s.scalar(select(func.count()).select_from(RemovedBlock)) == 2
        assert out_of_step(s) == (0, 0)


def test_a_withdrawn_report_that_is_seen_again_is_no_longer_withdrawn(engine, world, night):
    with write_session(engine) as s:
        source = world.source(s)
        stored = world.report(s, source)
        report = s.get_one(Report, stored.report_id)
        mark_gone(s, report.page_id, night)
        s.refresh(report)
        assert report.withdrawn_at_source_at == night
        new = world.version(world.capture(s, report.page_id))
        again = store_version(
            s, new, report_kind="news", page_id=report.page_id, source_id=source, at=night
        )
        assert not again.changed
        s.refresh(report)
        assert report.withdrawn_at_source_at is None


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b"])
@pytest.mark.parametrize("field", ["title", "text", "candidates"])
def test_a_text_that_cannot_be_stored_is_refused_by_name_and_nothing_is_written(
    engine, world, night, bad, field
):
    value = [{"value": bad}] if field == "candidates" else bad
    with pytest.raises(UnstorableText, match=field), write_session(engine) as s:
        world.report(s, world.source(s), **{field: value})
    with read_session(engine) as s:
        assert s.scalar(select(func.count()).select_from(Version)) == 0


@pytest.mark.parametrize("scope", ["url", "prefix", "source", "sha256"])
def test_what_a_takedown_names_is_stored_hidden(engine, world, night, scope):
    value = {
        "url": "https://thorley.test/news/1",
        "prefix": "https://thorley.test/new",
        "source": "thorley_gazette",
        "sha256": "f" * 64,
    }[scope]
    with write_session(engine) as s:
        source = world.source(s)
        page = world.page(s, source, url="https://thorley.test/news/1")
        s.add(Takedown(scope=scope, value=value, mode="hide", reason="asked", created_at=night))
        capture = world.capture(s, page, payload_sha256="f" * 64)
        stored = store_version(
            s,
            world.version(capture),
            report_kind="news",
            page_id=page,
            source_id=source,
            at=night,
        )
        assert s.get_one(Report, stored.report_id).hidden_at == night
        assert s.execute(text("SELECT count(*) FROM clean_report")).scalar() == 0


def test_a_report_is_one_transaction_with_its_outcome(engine, world, night):
    def work(s):
        source = world.source(s)
        stored = world.report(s, source, run_id=world.run(s))
        record_outcome(s, 1, 999_999, PageState.STORED, reason=None, at=night)
        return stored

    with pytest.raises(LookupError), write_session(engine) as s:
        work(s)
    with read_session(engine) as s:
        assert s.scalar(select(func.count()).select_from(Report)) == 0
        assert out_of_step(s) == (0, 0)
