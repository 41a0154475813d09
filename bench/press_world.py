"""A throw-away database with the measuring data's publications in it, and news put beside them.

Everything goes through the product's own readers and writers; only the crawling is left out.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.engine import make_engine
from db.models import Inspection, Publication, Report, Version
from db.schema import upgrade
from db.write import (
    CaptureRow,
    NewPage,
    NewVersion,
    PublicationRow,
    SourceRow,
    find_page,
    queue_page,
    record_capture,
    store_publication,
    store_version,
    upsert_source,
)
from pipelines.ofsted import read_pdf
from pipelines.ofsted.model import Publication as Read
from pipelines.storing import publication_rows
from pipelines.storing.linking import link_publication, link_report
from words.runs import Origin

AT = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One PDF of the measuring data as it was read, with what the site's listing said of it."""

    file: str
    listing: dict[str, Any]
    read: Read


def read_one(job: tuple[Path, dict[str, Any]]) -> Document:
    """Read one PDF."""
    path, listing = job
    return Document(file=path.name, listing=listing, read=read_pdf(path.read_bytes()))


def read_documents(data: Path, only: set[str] | None = None) -> list[Document]:
    """Return the PDFs of the measuring data, oldest first. only: their file names."""
    folder = data / "ofsted" / "pdf"
    jobs = []
    with (data / "ofsted" / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest):
            listing = {
                "provider_kind": "authority",
                "provider_urn": row["urn"],
                "published_on": row["published"],
            }
            if (folder / row["file"]).exists() and (only is None or row["file"] in only):
                jobs.append((folder / row["file"], listing))
    jobs.sort(key=lambda job: job[1]["published_on"])
    if len(jobs) < 10:
        return [read_one(job) for job in jobs]
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        return list(pool.map(read_one, jobs, chunksize=8))


@dataclass
class World:
    """A database of its own; stores publications and news the way a night does."""

    engine: Engine
    numbers: Any = field(default_factory=lambda: itertools.count(1))
    sources: dict[str, int] = field(default_factory=dict)

    def source(self, s: Session, key: str, kind: str, areas: tuple[str, ...] = ()) -> int:
        """Return the id of a source, adding it the first time."""
        if key not in self.sources:
            row = SourceRow(
                key=key, group_key=key, kind=kind, name=key, hosts=[f"{key}.test"], areas=areas
            )
            self.sources[key] = upsert_source(s, row, at=AT)
        return self.sources[key]

    def page(self, s: Session, source_id: int, role: str) -> tuple[int, int]:
        """Return a new page and a capture of it."""
        number = next(self.numbers)
        url = f"https://page-{number}.test/"
        new = NewPage(url=url, raw_url=url, source_id=source_id, role=role, via="import")
        queue_page(s, new, at=AT)
        page_id = find_page(s, url)
        if page_id is None:
            raise LookupError(url)
        capture = CaptureRow(
            page_id=page_id,
            run_id=None,
            url=url,
            fetched_at=AT,
            status=200,
            headers={},
            payload_sha256=hashlib.sha256(url.encode()).hexdigest(),
            payload_bytes=1,
            warc_file="none.warc.gz",
            warc_offset=number,
        )
        return page_id, record_capture(s, capture)

    def publication(self, s: Session, document: Document, *, link: bool = True) -> int:
        """Store a publication and return its report's id."""
        source_id = self.source(s, "ofsted_reports", "ofsted")
        page_id, capture_id = self.page(s, source_id, "publication")
        new = publication_rows.version_of_publication(
            document.read, capture_id=capture_id, origin=Origin.IMPORT, listing=document.listing
        )
        stored = store_version(
            s, new, report_kind="publication", page_id=page_id, source_id=source_id, at=AT
        )
        store_publication(
            s,
            stored.report_id,
            stored.version_id,
            publication_rows.publication_row(document.read, listing=document.listing),
            publication_rows.judgement_rows(document.read),
            publication_rows.inspector_rows(document.read),
            publication_rows.fact_rows(document.read),
            publication_rows.paragraph_rows(document.read),
        )
        if link:
            link_publication(s, stored.report_id, stored.version_id, AT)
        return stored.report_id

    def news(
        self,
        s: Session,
        *,
        title: str | None,
        text: str,
        told_on: date | None,
        outlet: str = "the_gazette",
        areas: tuple[str, ...] = (),
        link: bool = True,
    ) -> int:
        """Store a news report and return its id."""
        source_id = self.source(s, outlet, "news", areas)
        page_id, capture_id = self.page(s, source_id, "article")
        new = told_version(capture_id, title, text, told_on)
        stored = store_version(
            s, new, report_kind="news", page_id=page_id, source_id=source_id, at=AT
        )
        if link:
            link_report(s, stored.report_id, stored.version_id, AT)
        return stored.report_id

    def official(self, s: Session, *, title: str, text: str, told_on: date) -> int:
        """Store what Ofsted says on GOV.UK and return its report's id."""
        source_id = self.source(s, "govuk", "govuk")
        page_id, capture_id = self.page(s, source_id, "content")
        new = told_version(capture_id, title, text, told_on)
        stored = store_version(
            s, new, report_kind="publication", page_id=page_id, source_id=source_id, at=AT
        )
        row = PublicationRow(site_label="Press release", site_published_on=told_on)
        store_publication(s, stored.report_id, stored.version_id, row)
        link_publication(s, stored.report_id, stored.version_id, AT)
        return stored.report_id

    def again(
        self, s: Session, report_id: int, *, title: str | None, text: str, told_on: date | None
    ) -> int:
        """Store another state of a news report, as a later night would; return its version's id."""
        report = s.get_one(Report, report_id)
        latest = s.get_one(Version, report.latest_version_id)
        stored = store_version(
            s,
            told_version(latest.capture_id, title, text, told_on),
            report_kind=report.kind,
            page_id=report.page_id,
            source_id=report.source_id,
            at=AT,
        )
        link_report(s, stored.report_id, stored.version_id, AT)
        return stored.version_id


def told_version(capture_id: int, title: str | None, text: str, told_on: date | None) -> NewVersion:
    """Return a text that was told at nine in the morning of a day."""
    return NewVersion(
        capture_id=capture_id,
        title=title,
        text=text,
        published_at=datetime.combine(told_on, time(9), UTC) if told_on else None,
        page_kind="article",
        access="full",
        reader="bench",
        reader_version="1",
    )


def new_world(folder: Path) -> World:
    """Return an empty database with the schema and the reference facts."""
    url = f"sqlite:///{folder / 'bench.db'}"
    upgrade(url)
    return World(make_engine(url))


def inspection_of(s: Session, report_id: int) -> Inspection | None:
    """Return the inspection that a publication tells of."""
    return s.scalars(
        select(Inspection)
        .join(Publication, Publication.inspection_id == Inspection.id)
        .where(Publication.report_id == report_id)
    ).one_or_none()
