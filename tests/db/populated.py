"""A database with a row in every table that a night fills, and what it holds."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import Engine, MetaData, select

from db import schema
from db.engine import read_session, write_session
from db.models import (
    Base,
    Coverage,
    CoverageQuotation,
    Decision,
    Inspection,
    SentenceHash,
    Takedown,
    Tombstone,
)
from db.rows import SuccessionRow
from db.write import (
    FactRow,
    InspectorRow,
    JudgementRow,
    NewStatistics,
    ParagraphRow,
    PublicationRow,
    SeenGrade,
    StatisticsGradeRow,
    StatisticsLine,
    end_run_source,
    note_site_blocks,
    note_site_grades,
    quarantine,
    raise_alarm,
    store_publication,
    store_statistics,
)
from db.write.successions import note_successions

MIGRATIONS = schema.PROJECT / "migrations"
REVISIONS = tuple(f"{number:04}" for number in range(1, 13))
HEAD = REVISIONS[-1]
SINCE = {
    "0003": ("statistics_files", "statistics_rows", "statistics_grades", "site_grades"),
    "0004": ("decisions",),
    "0005": ("provider_successions", "service_operators"),
}
"""Tables that a revision brought, and going below it takes away with their rows."""
NEWER = tuple(name for names in SINCE.values() for name in names)
NEWER_COLUMNS = {
    "reports": {"withdrawal_kept_at"},
    "alarms": {"cause", "amount", "accepted_by", "note"},
    "quarantine": {"resolved_by", "note"},
    "site_blocks": {"block_hash", "seen_on"},
    "pages": {"last_state", "sightings", "state_since", "rest_nights"},
}
"""Columns that a revision brought to an older table."""
OLDER_COLUMNS = {"site_blocks": {"first_seen_at", "block_sha256", "seen_at"}}
"""Columns that a revision took away, which nobody asked for."""


def populate(engine: Engine, world, night) -> None:
    """Put at least one row into every table that a night fills."""
    with write_session(engine) as s:
        source = world.source(s)
        run = world.run(s)
        for number in range(20):
            text_ = f"Inspectors praised council number {number}. Children’s café “quote”."
            news = world.report(s, source, run_id=run, days=number, text=text_)
        letter = world.report(s, source, kind="publication", run_id=run)
        row = PublicationRow(
            framework="ILACS",
            event_type="standard",
            provider_name="Derbyshire",
            started_on=date(2026, 1, 12),
            proven=True,
        )
        inspection = store_publication(
            s,
            letter.report_id,
            letter.version_id,
            row,
            [JudgementRow(area="overall_effectiveness", label="Overall", grade="good")],
            [InspectorRow(name="Ann Example", role="lead")],
            [FactRow(name="theme", value="care")],
            [ParagraphRow(text="Children are safe.", page=1)],
        )
        assert inspection is not None
        coverage = Coverage(
            report_id=news.report_id,
            inspection_id=inspection,
            status="linked",
            role="subject",
            score=0.9,
            parts={"alias": 1},
            created_at=night,
        )
        s.add_all([coverage, SentenceHash(hash=7, report_id=news.report_id)])
        takedown = Takedown(scope="url", value="u", mode="hide", reason="asked", created_at=night)
        s.add(takedown)
        s.flush()
        s.add(Tombstone(url_hash="0" * 64, takedown_id=takedown.id, erased_at=night))
        s.add(
            CoverageQuotation(
                coverage_id=coverage.id,
                version_id=letter.version_id,
                quoted="safe",
                printed="Children are safe",
                similarity=0.9,
            )
        )
        s.add(
            Decision(
                about="link",
                report_id=news.report_id,
                inspection_id=inspection,
                verdict="confirmed",
                decided_at=night,
                decided_by="ann",
            )
        )
        note_site_blocks(s, source, ["a" * 16], at=night)
        seen_on = world.capture(s, world.page(s, source))
        grade = SeenGrade(label="Full inspection", grade="Good", file_id="50252240")
        provider = s.get_one(Inspection, inspection).provider_id
        assert note_site_grades(s, provider, [grade], capture_id=seen_on, at=night) == 1
        store_statistics(s, *one_file(seen_on, world.page(s, source)), at=night)
        link = SuccessionRow(
            kind="school",
            predecessor_urn="100001",
            successor_urn="140001",
            origin="statistics",
            evidence_words="URN at time of latest graded inspection 100001",
            evidence_where="line 3 of a file",
        )
        assert note_successions(s, [link, link], capture_id=seen_on, at=night) == 1
        assert note_successions(s, [link], capture_id=seen_on, at=night) == 0
        quarantine(s, stage="read", code="timeout", detail="slow", at=night, run_id=run)
        raise_alarm(s, code="zero_yield", detail="none", at=night, run_id=run)
        end_run_source(s, run, source, status="ok")


def one_file(capture_id: int, page_id: int) -> tuple[NewStatistics, list[StatisticsLine]]:
    """Return a file of statistics with one line."""
    new = NewStatistics(
        page_id=page_id,
        capture_id=capture_id,
        payload_sha256="b" * 64,
        dataset="social_care",
        title="Providers as at 31 August 2026",
        as_at=date(2026, 8, 31),
        encoding="utf-8",
        preamble=["Providers"],
        columns=[{"name": "URN", "group": None, "field": "urn", "slot": "latest"}],
        doubts=[],
        line_count=1,
        reader="statistics",
        reader_version="1",
    )
    grade = StatisticsGradeRow(
        area="overall_effectiveness",
        label="Overall effectiveness",
        grade="good",
        grade_as_printed="Good",
        null_reason=None,
    )
    line = StatisticsLine(
        line=3,
        slot="latest",
        urn="SC100001",
        provider_kind="childrens_home",
        other={"Sector": "Private"},
        grades=[grade],
    )
    return new, [line]


def row_hashes(engine: Engine) -> dict[str, tuple[int, str]]:
    """Return, for every table of the models, its number of rows and a digest of them all."""
    found = {}
    reflected = MetaData()
    reflected.reflect(engine, only=lambda name, _: name in Base.metadata.tables)
    with read_session(engine) as s:
        for name, table in reflected.tables.items():
            other = NEWER_COLUMNS.get(name, set()) | OLDER_COLUMNS.get(name, set())
            columns = [c for c in table.c if c.name not in other]
            rows = sorted(repr([_shown(one) for one in row]) for row in s.execute(select(*columns)))
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            found[name] = (len(rows), digest)
    return found


def _shown(value: object) -> object:
    """Return a digest the same way, whether it is kept as bytes or as text."""
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def without_settings(hashes: dict[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """Settings note how the words were indexed, which going down forgets; newer tables go."""
    gone = ("settings", *NEWER)
    return {name: value for name, value in hashes.items() if name not in gone}
