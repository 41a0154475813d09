"""What is asked of the record: the night's sums, one report, exports, and what needs a person."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from db import queries
from db.engine import read_session, write_session
from db.models import Page, PageState, Report, Source
from db.search import search
from db.write import (
    FactRow,
    InspectorRow,
    JudgementRow,
    NewPage,
    ParagraphRow,
    PublicationRow,
    end_run,
    end_run_source,
    find_page,
    mark_gone,
    quarantine,
    queue_page,
    queue_revisits,
    raise_alarm,
    record_outcome,
    start_run_source,
    store_publication,
    store_version,
)

LETTER = PublicationRow(
    framework="ILACS",
    event_type="standard",
    provider_name="Derbyshire County Council",
    started_on=date(2026, 1, 12),
    ended_on=date(2026, 1, 23),
    date_ranges=[(date(2026, 1, 12), date(2026, 1, 23))],
    proven=True,
    page_count=9,
    published_printed_on=date(2026, 2, 20),
)
JUDGEMENTS = [
    JudgementRow(
        area="overall_effectiveness",
        label="Overall effectiveness",
        grade="good",
        grade_as_printed="Good",
        evidence_words="Overall effectiveness Good",
        evidence_page=1,
        evidence_method="table",
    ),
    JudgementRow(area="care_leavers", label="Care leavers", null_reason="not_judged"),
]


def store_letter(s, world, source, row=LETTER, **changes):
    stored = world.report(s, source, kind="publication", **changes)
    inspection = store_publication(
        s,
        stored.report_id,
        stored.version_id,
        row,
        JUDGEMENTS,
        [InspectorRow(name="Ann Example", role="lead")],
        [FactRow(name="theme", null_reason="not_printed")],
        [ParagraphRow(text="Children are safe.", page=2, number="1")],
    )
    return stored, inspection


def test_a_nights_sums_add_up_and_keep_adding_up_after_the_next_night(engine, world, night):
    with write_session(engine) as s:
        source, quiet = world.source(s), world.source(s, "quiet_echo")
        first = world.run(s)
        start_run_source(s, first, source)
        start_run_source(s, first, quiet)
        world.report(s, source, run_id=first)
        failed, waiting = world.page(s, source), world.page(s, source)
        record_outcome(s, first, failed, PageState.FAILED, reason="timeout", at=night)
        (account, none) = queries.accounting(s, first)[::-1]
        assert (account.found, account.pending, account.adds_up) == (3, 1, True)
        assert (none.found, none.adds_up) == (0, True)
        end_run_source(s, first, source, status="ok", discovered=3)
        end_run_source(s, first, quiet, status="failed", reason="robots_unreachable")
        end_run(s, first, exit_code=3, reason="1 source failed", at=night)
        later = night + timedelta(days=1)
        second = world.run(s, later)
        start_run_source(s, second, source)
        back = queue_revisits(
            s, source, first_seen_after=night - timedelta(days=7), at=later, max_attempts=5
        )
        assert back == 2  # the stored one and the failed one; the third waits already
        for page in (failed, waiting):
            record_outcome(s, second, page, PageState.GONE, reason="404", at=later)
    with read_session(engine) as s:
        old, new = queries.run_table(s, first), queries.run_table(s, second)
    assert old.adds_up
    assert new.adds_up
    row = next(row for row in old.rows if row.account.source == "thorley_gazette")
    assert row.account.outcomes[PageState.STORED] == 1
    assert row.account.outcomes[PageState.FAILED] == 1
    assert (row.account.found, row.account.pending, row.discovered) == (3, 1, 3)
    assert new.rows[0].account.outcomes[PageState.GONE] == 2
    assert (new.rows[0].account.found, new.rows[0].account.pending) == (3, 1)


def test_a_page_whose_state_changed_without_an_outcome_spoils_the_sum(engine, world, night):
    with write_session(engine) as s:
        source = world.source(s)
        run = world.run(s)
        start_run_source(s, run, source)
        world.report(s, source, run_id=run)
        page = s.get_one(Page, world.page(s, source))
        assert queries.accounting(s, run)[0].adds_up
        page.state, page.state_at = PageState.GONE, night
        s.flush()
        assert queries.accounting(s, run)[0].adds_up is False
        assert not queries.run_table(s, run).adds_up


def test_the_sums_of_a_killed_run_are_not_made_up_once_another_run_followed(engine, world, night):
    with write_session(engine) as s:
        source = world.source(s)
        killed = world.run(s)
        start_run_source(s, killed, source)
        world.report(s, source, run_id=killed)
        world.page(s, source)
        assert queries.accounting(s, killed)[0].adds_up
        world.run(s, night + timedelta(hours=1))
        account = queries.accounting(s, killed)[0]
        assert (account.found, account.pending, account.adds_up) == (None, None, None)
        assert account.outcomes[PageState.STORED] == 1
        with pytest.raises(LookupError):
            queries.accounting(s, 99)


def test_a_report_is_shown_with_what_was_cut_and_what_it_says(engine, world):
    with write_session(engine) as s:
        source = world.source(s, "reports_site", kind="ofsted")
        stored, inspection = store_letter(s, world, source)
    with read_session(engine) as s:
        shown = queries.report(s, stored.report_id)
        assert queries.report(s, 999) is None
        assert queries.report_at(s, shown.url) == stored.report_id
        assert queries.report_at(s, "https://nowhere.test/") is None
    assert shown.removed[0].rule == "radio-banner"
    assert shown.latest.blocks[0]["kind"] == "paragraph"
    said = shown.publication
    assert (said.provider, said.provider_urn, said.inspection_id) == (
        "Derbyshire",
        "80460",
        inspection,
    )
    assert (said.started_on, said.ended_on) == (LETTER.started_on, LETTER.ended_on)
    assert [(j.area, j.grade, j.null_reason) for j in said.judgements] == [
        ("overall_effectiveness", "good", None),
        ("care_leavers", None, "not_judged"),
    ]
    assert said.inspectors[0].name == "Ann Example"
    assert said.facts[0].null_reason == "not_printed"


def test_one_inspection_has_several_publications_and_storing_again_doubles_nothing(engine, world):
    with write_session(engine) as s:
        source = world.source(s, "reports_site", kind="ofsted")
        first, inspection = store_letter(s, world, source)
        again = store_publication(s, first.report_id, first.version_id, LETTER, JUDGEMENTS)
        second, same = store_letter(s, world, source, text="The letter, published again.")
        other = dataclasses.replace(LETTER, started_on=date(2024, 3, 4), proven=False)
        _, earlier = store_letter(s, world, source, other, text="An older letter.")
        assert inspection == again == same != earlier
    with read_session(engine) as s:
        found = queries.inspections(s, provider_urn="80460", provider_kind="authority")
        every = queries.inspections(s, framework="ILACS", unproven=True)
        judgements = s.execute(text("SELECT count(*) FROM judgements")).scalar()
    assert [row.id for row in found] == [inspection]
    assert found[0].publications == (first.report_id, second.report_id)
    assert (found[0].overall, found[0].proven) == ("good", True)
    assert [row.id for row in every] == [inspection, earlier]
    assert judgements == 6


@pytest.mark.parametrize(
    ("row", "urn"),
    [
        (PublicationRow(provider_name="hull city council"), "80477"),
        (PublicationRow(provider_name="Nowhere Borough Council"), None),
        (PublicationRow(provider_urn="80460"), "80460"),
        (PublicationRow(provider_kind="school", provider_urn="100001"), "100001"),
        (PublicationRow(provider_kind="school", provider_name="Derbyshire"), None),
        (PublicationRow(), None),
    ],
)
def test_a_provider_is_found_by_key_or_by_a_name_that_is_its_alone(engine, world, row, urn):
    with write_session(engine) as s:
        source = world.source(s, "reports_site", kind="ofsted")
        stored, inspection = store_letter(s, world, source, row)
        assert inspection is None  # nothing says which inspection it is about
        assert queries.publication(s, stored.report_id).provider_urn == urn


def fill_for_export(s, world, night):
    """Store two clean reports and one of each kind that must stay at home."""
    gazette = world.source(s)
    letters = world.source(s, "reports_site", kind="ofsted")
    doubted = world.source(s, "doubted_echo")
    clean = world.report(s, gazette).report_id
    letter = store_letter(s, world, letters)[0].report_id
    unproven = store_letter(s, world, letters, dataclasses.replace(LETTER, proven=False))[0]
    hidden, suspect, gone = (s.get_one(Report, world.report(s, gazette).report_id) for _ in "abc")
    hidden.hidden_at = night
    suspect.suspect_reason = "wall"
    mark_gone(s, gone.page_id, night)
    world.report(s, doubted)
    s.get_one(Source, doubted).suspect_since = night
    return clean, letter, unproven.report_id


def test_days_leave_out_what_has_none_unless_it_is_asked_for(engine, world, night):
    with write_session(engine) as s:
        gazette = world.source(s)
        early = world.report(s, gazette, published_at=datetime(2026, 1, 5, tzinfo=UTC)).report_id
        undated = world.report(s, gazette, published_at=None).report_id
        for days in ({"since": date(2026, 1, 6)}, {"until": date(2026, 1, 4)}):
            assert queries.count_exports(s, **days) == 0
            assert queries.count_undated_exports(s, **days) == 1
            assert queries.count_undated_exports(s, **days, kind="publication") == 0
            rows = queries.export_reports(s, **days, undated=True)
            assert [row.id for row in rows] == [undated]
        assert queries.count_exports(s, until=date(2026, 1, 5), undated=True) == 2
        assert [row.id for row in queries.export_reports(s, until=date.max)] == [early]


def test_exports_hold_what_the_clean_view_holds_and_unproven_facts_only_when_asked(
    engine, world, night
):
    with write_session(engine) as s:
        clean, letter, unproven = fill_for_export(s, world, night)
    with read_session(engine) as s:
        rows = list(queries.export_reports(s))
        view = s.execute(text("SELECT id, kind, provider, published_on FROM clean_report")).all()
        everything = list(queries.export_reports(s, unproven=True))
        letters = list(queries.export_reports(s, kind="publication"))
        assert queries.count_exports(s) == len(rows)
        assert queries.count_exports(s, kind="news", source="thorley_gazette") == 1
        assert queries.count_exports(s, group="hartwell", since=date(2026, 3, 3)) == 0
        assert queries.count_exports(s, since=date(2026, 3, 2), until=date(2026, 3, 2)) == 2
        assert queries.count_exports(s, since=date.min, until=date.max) == 2
    assert [row.id for row in rows] == [clean, letter] == sorted(row[0] for row in view)
    assert [row.id for row in everything] == [clean, letter, unproven]
    assert [row.proven for row in everything] == [None, True, False]
    assert letters[0].judgements[0].grade == "good"
    assert letters[0].inspectors[0].name == "Ann Example"
    assert letters[0].published_on == date(2026, 2, 20)
    assert rows[0].judgements == ()


def test_the_view_and_the_export_agree_column_by_column(engine, world, night):
    with write_session(engine) as s:
        fill_for_export(s, world, night)
    with read_session(engine) as s:
        exported = {row.id: row for row in queries.export_reports(s)}
        view = s.execute(text("SELECT * FROM clean_report")).mappings().all()
    for row in view:
        one = exported[row["id"]]
        for name, value in row.items():
            wanted = getattr(one, name)
            if isinstance(wanted, date):
                shown = value if isinstance(value, str) else str(value)
                assert shown[:10] == str(wanted)[:10], name
            else:
                assert value == wanted, name


def test_status_counts_everything_that_is_held(engine, world, night):
    with read_session(engine) as s:
        empty = queries.status(s)
    assert (empty.last_run, empty.reports, empty.versions) == (None, {}, 0)
    assert (empty.statistics_tables, empty.statistics_lines, empty.statistics_as_at) == (0, 0, None)
    with write_session(engine) as s:
        source = world.source(s)
        run = world.run(s)
        world.report(s, source, run_id=run)
        page = world.page(s, source)
        quarantine(s, stage="read", code="timeout", detail="too slow", at=night, page_id=page)
        raise_alarm(s, code="zero_yield", detail="nothing", at=night, source_id=source)
        end_run(s, run, exit_code=0, reason=None, at=night)
    with read_session(engine) as s:
        now = queries.status(s)
        counts = queries.source_counts(s)
        info = queries.sources(s)
    assert (now.sources, now.reports, now.versions, now.removed_blocks) == (1, {"news": 1}, 1, 1)
    assert (now.quarantined, now.alarms, now.unindexed) == (1, 1, 0)
    assert (now.pages[PageState.STORED], now.pages[PageState.PENDING]) == (1, 1)
    assert now.last_run == now.last_good_run
    assert (counts[0].key, counts[0].reports, counts[0].newest) == ("thorley_gazette", 1, night)
    assert info[0].hosts == ("x",)


def test_runs_are_listed_latest_first(engine, world, night):
    with write_session(engine) as s:
        ids = [world.run(s, night + timedelta(days=n)) for n in range(3)]
        assert [run.id for run in queries.runs(s, limit=2)] == [ids[2], ids[1]]
        assert queries.runs(s)[0].exit_code is None


def test_the_same_fault_of_the_same_page_is_one_row_that_ends_when_the_page_is_read(
    engine, world, night
):
    with write_session(engine) as s:
        source, first, second = world.source(s), world.run(s), world.run(s)
        page = world.page(s, source)
        fault = {"stage": "read", "code": "timeout", "detail": "10 s", "source_id": source}
        one = quarantine(s, **fault, at=night, page_id=page, run_id=first)
        same_run = quarantine(s, **fault, at=night, page_id=page, run_id=first)
        same = quarantine(s, **fault, at=night, page_id=page, run_id=second)
        other = quarantine(s, **fault, at=night, file_path="a.html")
        assert one == same_run == same != other
        assert [row.attempts for row in queries.quarantine_list(s)] == [1, 2]
        assert [row.id for row in queries.quarantine_list(s, run_id=second)] == [one]
        record_outcome(s, second, page, PageState.QUARANTINED, reason="timeout", at=night)
        assert len(queries.quarantine_list(s)) == 2
        record_outcome(s, second, page, PageState.STORED, reason=None, at=night)
        assert [row.id for row in queries.quarantine_list(s)] == [other]
        resolved = queries.quarantine_list(s, include_resolved=True)[-1]
        assert (resolved.id, resolved.resolution) == (one, "retried")


def test_the_same_alarm_of_one_run_is_one_row(engine, world, night):
    with write_session(engine) as s:
        run = world.run(s)
        alarm = {"code": "unknown_label", "detail": "Grade: Splendid", "run_id": run, "at": night}
        assert raise_alarm(s, **alarm) == raise_alarm(s, **alarm, values={"n": 1})
        raise_alarm(s, **(alarm | {"detail": "another"}))
        assert [row.detail for row in queries.alarms(s)] == ["another", "Grade: Splendid"]
        assert len(queries.alarms_of_run(s, run)) == 2


def test_a_page_of_the_government_site_is_shown_under_its_public_address(engine, world, night):
    api, public = "https://www.gov.test/api/content/a", "https://www.gov.test/a"
    with write_session(engine) as s:
        source = world.source(s, "govuk", kind="govuk")
        new = NewPage(url=api, raw_url=public, source_id=source, role="content", via="search")
        queue_page(s, new, at=night)
        page = find_page(s, api)
        capture = world.capture(s, page)
        stored = store_version(
            s,
            world.version(capture, text="Inspectors begin anew."),
            report_kind="publication",
            page_id=page,
            source_id=source,
            at=night,
        )
        store_publication(s, stored.report_id, stored.version_id, PublicationRow(proven=True), [])
        found = queries.report(s, stored.report_id)
        assert found is not None
        assert found.url == public
        assert [one.url for one in queries.export_reports(s)] == [public]
        assert [hit.url for hit in search(s, "anew").hits] == [public]
        assert s.execute(text("SELECT url FROM clean_report")).scalar() == public
        assert queries.report_at(s, public) == queries.report_at(s, api) == stored.report_id
