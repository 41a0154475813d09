"""Today's rules over the archive: what changes, what stays, what is told. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, select, update

from db.engine import read_session, write_session
from db.models import (
    Judgement,
    Outcome,
    Page,
    PageState,
    Quarantine,
    RemovedBlock,
    Report,
    Run,
    SiteBlock,
    StatisticsGrade,
    StatisticsRow,
    Version,
)
from db.queries import run_table
from db.queries.archived import ArchivedFilter, choose_archived
from db.write import mark_gone, note_site_blocks, prune_site_blocks, retry_quarantined
from pipelines.archive.files import Archive, CapturedResponse
from pipelines.children.calls import ReadAnswer, ReadCall, ReadFailure
from pipelines.children.pool import Workers
from pipelines.ofsted import model
from pipelines.reading.model import Block, BlockKind, Layout, PageKind, Reading
from pipelines.reading.model import RemovedBlock as Cut
from pipelines.recleaning.rereading import Reread
from pipelines.recleaning.run import RecleanSummary, open_reclean
from pipelines.statistics import StatisticsTables, read_statistics
from pipelines.storing.store import store_reading
from tests.pipelines.world import NIGHT, World

PROMO = "Sign up to the Gazette's letter."
SECOND = "https://thorley.test/news/2"


def story(*lines: str, cut: tuple[Cut, ...] = (), title: str = "School praised") -> Reading:
    body = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines)
    text = "\n\n".join(lines)
    kind = PageKind.ARTICLE
    return Reading(kind=kind, title=title, text=text, body=body, removed=cut, reader="cluster")


def cut(rule: str, text: str, position: int = 0) -> Cut:
    return Cut(rule=rule, kind="promo", text=text, position=position)


OLD = story("Inspectors praised it.", PROMO, cut=(cut("outside-body:page", "Menu\nWeather"),))
NEW = story(
    "Inspectors praised it.",
    cut=(
        cut("outside-body:page", "Menu"),
        cut("outside-body:page", "Weather", 5),
        cut("newsletter-line", PROMO, 30),
    ),
)
LETTER = model.Publication(
    kind=model.PublicationKind.PUBLICATION,
    judgements=(model.Judgement(area="overall_effectiveness", label="Overall", grade="good"),),
    facts=(model.Fact(name="theme", reason=model.NullReason.NOT_PRINTED),),
    paragraphs=(model.Paragraph(text="Children are safe.", page=1, number="1"),),
    text="Children are safe.",
    page_count=3,
)


class Readers(Workers):
    """Answers at once, by the page's URL, and remembers what it was asked."""

    def __init__(self, answers: dict[str, ReadAnswer]) -> None:
        self.count = 1
        self.answers = answers
        self.calls: list[ReadCall] = []

    def read(self, call: ReadCall) -> Future[ReadAnswer]:
        self.calls.append(call)
        done: Future[ReadAnswer] = Future()
        done.set_result(self.answers[call.url or ""])
        return done

    def close(self) -> None:
        """Nothing was started."""


@dataclass
class Record:
    """A database and an archive with some stored reports, and how to read them again."""

    engine: Engine
    archive: Path
    world: World

    def keep(self, url: str, answer: ReadAnswer, **changes: object) -> None:
        """Archive a page and store what was read from it, as a night does."""
        payload = f"bytes of {url}".encode()
        response = CapturedResponse(
            url=url,
            body=payload,
            payload=payload,
            fetched_at=NIGHT,
            file_name=changes.pop("saved_as", None),  # type: ignore[arg-type]
        )
        with Archive(self.archive, run_id=next(self.world.numbers)) as archive:
            at = archive.append("main", response)
        place = {"warc_file": at.file, "warc_offset": at.offset, "payload": payload}
        with write_session(self.engine) as s:
            capture = self.world.capture(s, url=url, topic="all", **place, **changes)
            store_reading(s, capture, answer, at=NIGHT)

    def reclean(
        self,
        answers: dict[str, ReadAnswer],
        *,
        dry_run: bool = False,
        progress: Callable[[int, int, Reread], None] = lambda done, total, last: None,
        **wanted: object,
    ) -> tuple[RecleanSummary, list[ReadCall]]:
        readers = Readers(answers)
        with read_session(self.engine) as s:
            chosen = choose_archived(s, ArchivedFilter(**wanted))  # type: ignore[arg-type]
        opened = open_reclean(
            self.engine, self.archive, readers, chosen, dry_run=dry_run, software="0"
        )
        with opened as run:
            summary = run.run(lambda key, url: Layout(body=(f"#{key}",)), progress)
        return summary, readers.calls

    def versions(self) -> list[tuple[int, str, str]]:
        with read_session(self.engine) as s:
            found = s.scalars(select(Version).order_by(Version.report_id, Version.number))
            return [(v.number, v.origin, v.text) for v in found]

    def count(self, table: type) -> int:
        with read_session(self.engine) as s:
            return s.scalar(select(func.count()).select_from(table)) or 0


URL = "https://thorley.test/news/1"


@pytest.fixture
def record(engine: Engine, tmp_path: Path) -> Record:
    record = Record(engine=engine, archive=tmp_path / "archive", world=World())
    record.keep(URL, OLD)
    return record


def test_a_text_that_reads_otherwise_becomes_a_version_and_the_next_time_nothing_changes(
    record: Record,
) -> None:
    summary, calls = record.reclean({URL: NEW})
    assert record.versions() == [(1, "crawl", OLD.text), (2, "reclean", NEW.text)]
    assert calls[0].payload == f"bytes of {URL}".encode()
    assert calls[0].context.layout.body == ("#thorley_news",)
    assert summary.exit_code == 0
    again, _ = record.reclean({URL: NEW})
    assert again.sources["thorley_news"].states == {PageState.UNCHANGED: 1}
    assert record.count(Version) == 2
    with read_session(record.engine) as s:
        runs = s.scalars(select(Run).order_by(Run.id.desc()).limit(2)).all()
        assert [run.reason for run in runs] == [f"{n} of 1 reports changed" for n in (0, 1)]
        assert run_table(s, runs[0].id).adds_up
        row = s.get_one(Outcome, (runs[1].id, 1))
        assert (row.state, row.version_id) == ("stored", s.get_one(Report, 1).latest_version_id)


def test_the_summary_counts_what_left_the_text_and_not_what_was_divided_otherwise(
    record: Record,
) -> None:
    summary, _ = record.reclean({URL: NEW}, dry_run=True)
    rules = summary.sources["thorley_news"].rules
    assert {rule: count.newly_removed for rule, count in rules.items()} == {"newsletter-line": 1}
    record.reclean({URL: NEW})
    back, _ = record.reclean({URL: OLD}, dry_run=True)
    count = back.sources["thorley_news"].rules["newsletter-line"]
    assert (count.newly_removed, count.no_longer_removed) == (0, 1)


def test_a_dry_run_writes_nothing_and_tells_the_change(record: Record) -> None:
    tables = (Version, RemovedBlock, Outcome, Run, Quarantine)
    before = [record.count(table) for table in tables]
    seen: list[Reread] = []
    record.reclean({URL: NEW}, dry_run=True, progress=lambda _, __, last: seen.append(last))
    assert [record.count(table) for table in tables] == before
    assert seen[0].change is not None
    assert PROMO in seen[0].change.before.text
    assert PROMO not in seen[0].change.after.text


def test_a_lost_record_is_set_aside_and_the_rest_goes_on(record: Record) -> None:
    lost = next(record.archive.glob("main-*"))
    lost.rename(lost.with_name("elsewhere"))
    record.keep(SECOND, OLD)
    summary, _ = record.reclean({URL: NEW, SECOND: NEW})
    assert summary.exit_code == 3
    assert [text for *_, text in record.versions()] == [OLD.text, OLD.text, NEW.text]
    with read_session(record.engine) as s:
        row = s.scalars(select(Quarantine)).one()
        assert (row.stage, row.code, row.page_id) == ("archive", "no_record", 1)
        table = run_table(s, row.run_id or 0)
        assert (table.rows[0].status, table.adds_up) == ("alarmed", True)
        assert s.get_one(Page, 1).state == "stored"
    lost.with_name("elsewhere").rename(lost)  # the backup is found
    record.reclean({URL: NEW, SECOND: NEW})
    with read_session(record.engine) as s:
        assert s.scalars(select(Quarantine)).one().resolved_at is not None


def test_a_page_whose_record_is_lost_can_be_fetched_again(record: Record) -> None:
    next(record.archive.glob("main-*")).unlink()
    record.reclean({})
    with write_session(record.engine) as s:
        assert len(retry_quarantined(s, None, at=NIGHT)) == 1
        assert s.get_one(Page, 1).state == "pending"


def test_bytes_that_are_not_those_of_the_row_are_not_read(record: Record) -> None:
    with write_session(record.engine) as s:
        report = s.get_one(Report, 1)
        assert report.latest is not None
        report.latest.capture.payload_sha256 = "0" * 64
    summary, calls = record.reclean({URL: NEW})
    assert (summary.total(PageState.QUARANTINED), calls) == (1, [])


@pytest.mark.parametrize("kind", [PageKind.SOFT_404, PageKind.CONSENT])
def test_a_stored_report_that_would_not_be_stored_today_is_shown_to_a_person(
    record: Record, kind: PageKind
) -> None:
    record.reclean({URL: replace(NEW, kind=kind, reason="few words")})
    assert record.count(Version) == 1
    with read_session(record.engine) as s:
        row = s.scalars(select(Quarantine)).one()
        assert "stored, but would be" in row.detail
        assert s.get_one(Report, 1).withdrawn_at_source_at is None


def test_what_the_source_withdrew_stays_withdrawn_and_what_waits_keeps_waiting(
    record: Record,
) -> None:
    with write_session(record.engine) as s:
        mark_gone(s, 1, NIGHT)
        s.get_one(Page, 1).state = PageState.PENDING
    record.reclean({URL: NEW})
    with read_session(record.engine) as s:
        assert s.get_one(Report, 1).withdrawn_at_source_at == NIGHT
        assert s.get_one(Page, 1).state == "pending"


def test_the_facts_of_a_document_are_brought_up_to_date_without_a_version(record: Record) -> None:
    url = "https://files.test/1.pdf"
    record.keep(url, LETTER, role="publication", kind="ofsted")
    better = replace(LETTER, judgements=(replace(LETTER.judgements[0], grade="inadequate"),))
    same, _ = record.reclean({url: LETTER}, kind="publication")
    assert same.sources["thorley_ofsted"].facts_changed == 0
    summary, _ = record.reclean({url: better}, kind="publication")
    assert summary.sources["thorley_ofsted"].facts_changed == 1
    assert record.count(Version) == 2  # the story's and the document's
    with read_session(record.engine) as s:
        first = s.scalars(select(Judgement)).one()
        assert first.grade == "inadequate"
    record.reclean({url: better}, kind="publication")
    with read_session(record.engine) as s:
        assert s.scalars(select(Judgement)).one().id == first.id  # nothing was written anew


TABLE = "URN,Provision type,Name,Local authority,Overall effectiveness\nSC100001,Home,A,Hull,{}\n"


def tables(grade: str) -> StatisticsTables:
    found = read_statistics(TABLE.format(grade).encode(), ("as at 31 August 2026",))
    assert isinstance(found, StatisticsTables)
    return found


def test_statistics_are_read_again_too_and_written_only_where_they_say_something_else(
    record: Record,
) -> None:
    url = "https://assets.test/a.csv"
    record.keep(url, tables("Good"), role="publication", kind="govuk")
    held = record.count(StatisticsRow)

    def again(grade: str, **how: object) -> dict[PageState, int]:
        summary, _ = record.reclean({url: tables(grade)}, kind="statistics", **how)  # type: ignore[arg-type]
        return dict(summary.sources["thorley_govuk"].states)

    assert again("Good") == {PageState.UNCHANGED: 1}
    assert again("Inadequate", dry_run=True) == {PageState.STORED: 1}
    with read_session(record.engine) as s:
        assert s.scalars(select(StatisticsGrade.grade)).all() == ["good"]
    assert again("Inadequate") == {PageState.STORED: 1}
    with read_session(record.engine) as s:
        assert s.scalars(select(StatisticsGrade.grade)).all() == ["inadequate"]
    assert record.count(StatisticsRow) == held
    everything, _ = record.reclean({url: tables("Inadequate"), URL: OLD})
    assert sum(sum(one.states.values()) for one in everything.sources.values()) == 2
    by_rule, _ = record.reclean({url: tables("Good")}, rule="radio-banner")
    assert "thorley_govuk" not in by_rule.sources


def test_an_imported_table_is_titled_by_its_name_when_it_is_read_again(record: Record) -> None:
    name = "saved/Providers as at 31 August 2026.xlsx"
    record.keep("urn:sha256:1", tables("Good"), role="publication", kind="import", saved_as=name)
    _, calls = record.reclean({"urn:sha256:1": tables("Good")}, kind="statistics")
    assert [(one.role, one.context.listing_title) for one in calls] == [
        ("statistics", "Providers as at 31 August 2026")
    ]


def test_a_file_of_statistics_that_is_none_today_keeps_what_was_read_of_it(record: Record) -> None:
    url = "https://assets.test/a.csv"
    record.keep(url, tables("Good"), role="publication", kind="govuk")
    failure = ReadFailure(code="no_header", detail="no line of headings")
    summary, _ = record.reclean({url: failure}, kind="statistics")
    assert summary.exit_code == 3
    assert record.count(StatisticsRow) == 1


def test_an_interrupted_run_is_closed_with_what_it_left_and_can_be_repeated(
    record: Record,
) -> None:
    urls = [f"https://thorley.test/news/{n}" for n in range(2, 12)]
    for url in urls:
        record.keep(url, OLD)
    answers: dict[str, ReadAnswer] = dict.fromkeys([URL, *urls], NEW)

    def stop(done: int, total: int, last: Reread) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.reclean(answers, progress=stop)
    with read_session(record.engine) as s:
        run = s.scalars(select(Run).order_by(Run.id.desc()).limit(1)).one()
        assert (run.exit_code, run.reason) == (11, "interrupted")
        row = run_table(s, run.id).rows[0]
        assert row.status == "failed"
        assert (row.account.found, row.account.adds_up) == (11, True)
        assert 0 < (row.account.pending or 0) <= 8
    summary, _ = record.reclean(answers)
    assert summary.total(PageState.STORED) == row.account.pending
    assert record.count(Version) == 22


CHOICES: list[tuple[dict[str, object], int]] = [
    ({}, 2),
    ({"source": "thorley_news"}, 1),
    ({"kind": "publication"}, 1),
    ({"rule": "outside-body:page"}, 1),
    ({"rule": "outside-body"}, 1),
    ({"rule": "outside"}, 0),
    ({"since": date(2026, 3, 2), "until": date(2026, 3, 2)}, 2),
    ({"since": date(2026, 3, 3)}, 0),
    ({"until": date(2026, 3, 1)}, 0),
]


def test_reports_are_chosen_by_source_kind_rule_and_day(record: Record) -> None:
    record.keep("https://files.test/1.pdf", LETTER, role="publication", kind="ofsted")
    filters = [(ArchivedFilter(**wanted), found) for wanted, found in CHOICES]  # type: ignore[arg-type]
    with write_session(record.engine) as s:
        assert [len(choose_archived(s, one)) for one, _ in filters] == [n for _, n in filters]
        s.execute(update(Report).values(hidden_at=NIGHT))
        assert [choose_archived(s, one) for one, _ in filters] == [[] for _ in filters]


def test_a_saved_file_has_no_day_on_which_it_was_fetched(record: Record) -> None:
    record.keep(SECOND, OLD, saved_as="story.html")
    _, calls = record.reclean({URL: NEW, SECOND: NEW})
    fetched = {call.url: call.context.fetched_at for call in calls}
    assert fetched == {URL: NIGHT, SECOND: None}


def test_blocks_that_one_page_alone_has_shown_are_forgotten_after_a_time(record: Record) -> None:
    later = NIGHT + timedelta(days=61)
    with write_session(record.engine) as s:
        s.execute(delete(SiteBlock))
        note_site_blocks(s, 1, ["a" * 16, "1" * 16], at=NIGHT)
        note_site_blocks(s, 1, ["1" * 16], at=NIGHT)
        note_site_blocks(s, 1, ["2" * 16], at=later)
        assert prune_site_blocks(s, before=later - timedelta(days=60)) == 1
        left = s.scalars(select(SiteBlock.block_hash).order_by(SiteBlock.block_hash)).all()
    assert left == [int("1" * 16, 16), int("2" * 16, 16)]
