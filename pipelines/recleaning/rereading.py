"""`winnow reclean`: today's rules over the archived bytes of stored reports, and of statistics.

A report gets a new version only where its title, standfirst or text became another; the facts of a
document are brought up to date. What cannot be read again is set aside, keeps what it had, and the
rest goes on. Nothing is asked of the web, and no page's state is touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from db.engine import read_session
from db.models import PageState
from db.queries.archived import (
    STATISTICS,
    ArchivedReport,
    Chosen,
    CutText,
    StatedFact,
    archived_files,
    archived_reports,
)
from db.rows import NewPublication, NewVersion
from pipelines.archive.files import ArchiveError, CapturedResponse, WarcError
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ReadFailure
from pipelines.process import read_capture, store_answer
from pipelines.reading.model import Layout
from pipelines.run import in_parallel
from pipelines.services import Services
from pipelines.statistics.model import StatisticsTables
from pipelines.storing.prepare import made_ready, prepare
from pipelines.storing.prepared import Prepared, Subject
from pipelines.storing.statistics import holds_statistics
from words.quarantine import QuarantineCode
from words.runs import Origin

__all__ = ["Change", "Recleaning", "Reread", "Wording"]

"""Quarantine code of a stored report whose bytes are read as something else today."""
LONGEST_DETAIL = 160
"""Characters of what is said of a damaged record: it may quote the bytes it met."""
BATCH = 100
"""Reports whose texts are asked of the database at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What a reader sees of a version."""

    title: str | None
    standfirst: str | None
    text: str

    def __str__(self) -> str:
        """Return it as one text, a part a paragraph."""
        return "\n\n".join(part for part in (self.title, self.standfirst, self.text) if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """How a report reads under today's rules, against its latest version.

    newly_removed: rule → blocks that are cut now and stood in the text before; no_longer_removed:
    the reverse. A block that another rule cuts now, or that is divided otherwise, is neither.
    """

    before: Wording
    after: Wording
    newly_removed: Mapping[str, int] = field(default_factory=dict)
    no_longer_removed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reread:
    """What became of one report. state: stored (it changed), unchanged, quarantined.

    change: None unless it changed. facts_changed: a document states other facts than were kept.
    """

    report: ArchivedReport
    state: PageState
    reason: str | None = None
    change: Change | None = None
    facts_changed: bool = False


LayoutOf = Callable[[str, str], Layout]
"""(key of a source, URL of a page) → selectors of the site."""


class Recleaning:
    """Reads reports again: a few on their way at a time, each in a thread that mostly waits.

    dry_run: nothing is handed to the writer; what would be is told.
    """

    def __init__(self, services: Services, layout_of: LayoutOf, *, dry_run: bool) -> None:
        self._services = services
        self._layout_of = layout_of
        self._dry_run = dry_run

    def run(self, chosen: Sequence[Chosen]) -> Generator[Reread, None, None]:
        """Yield what became of each report, in the order in which they are done.

        Close it (contextlib.closing) when it is left early: the children are ended then, and what
        was being stored is stored. Raises DatabaseError, WorkersUnavailable, OSError.
        """
        yield from in_parallel(self._reread, self._reports(chosen), self._services)

    def _reports(self, chosen: Sequence[Chosen]) -> Iterator[ArchivedReport]:
        for start in range(0, len(chosen), BATCH):
            some = chosen[start : start + BATCH]
            reports = [one.report_id for one in some if one.report_id is not None]
            files = [one.capture_id for one in some if one.capture_id is not None]
            with read_session(self._services.engine) as session:
                found = archived_reports(session, reports) + archived_files(session, files)
            yield from found

    def _reread(self, report: ArchivedReport) -> Reread:
        try:
            response = self._bytes_of(report)
        except (ArchiveError, WarcError) as error:
            capture = self._capture(report, None)
            words = "".join(c for c in str(error) if c.isprintable())[:LONGEST_DETAIL]
            lost = ReadFailure(code=QuarantineCode.NO_RECORD, detail=words)
            return self._settle(report, capture, prepare(capture, lost))
        capture = self._capture(report, response)
        answer = read_capture(capture, self._services).result()
        ready = made_ready(capture, answer)
        is_tables = ready.tables is not None
        if not isinstance(answer, ReadFailure) and is_tables != (report.kind == STATISTICS):
            words = f"stored, but read as {'statistics' if is_tables else 'a text'} today"
            ready = prepare(capture, ReadFailure(code=QuarantineCode.NO_REPORT, detail=words))
        return self._settle(report, capture, ready)

    def _bytes_of(self, report: ArchivedReport) -> CapturedResponse:
        """Return the archived record; raises ArchiveError, WarcError where it is not the one."""
        response = self._services.archive.read(report.warc_file, report.warc_offset)
        if response.payload_sha256 != report.payload_sha256:
            place = f"{report.warc_file} at byte {report.warc_offset}"
            raise ArchiveError(f"{place} does not hold what was fetched from {report.url}")
        return response

    def _capture(self, report: ArchivedReport, response: CapturedResponse | None) -> CaptureToRead:
        is_file = response is not None and response.file_name is not None
        return CaptureToRead(
            page_id=report.page_id,
            capture_id=report.capture_id,
            run_id=self._services.run_id,
            source_id=report.source_id,
            source_key=report.source,
            role=report.role,
            url=report.url,
            payload=response.payload if response else b"",
            content_type=report.content_type,
            status=report.status,
            headers=report.headers,
            fetched_at=None if is_file else report.fetched_at,
            listing=_listing(report, response),
            layout=self._layout_of(report.source, report.url),
            origin=Origin.RECLEAN,
            topic="all",  # a stored report is not judged for its topic again
            known_sha256=report.text_sha256 or None,
            file_name=response.file_name if response else None,
        )

    def _settle(self, report: ArchivedReport, capture: CaptureToRead, ready: Prepared) -> Reread:
        state, reason = ready.verdict.state, ready.verdict.reason
        change, other_facts = None, False
        if ready.tables is not None:
            state = self._state_of_tables(capture, ready.tables)
        elif ready.version is not None:
            change = compare(report, ready.version)
            if ready.subject is Subject.DOCUMENT and ready.publication is not None:
                other_facts = facts_of(ready.publication) != report.facts
            state = PageState.STORED if change else PageState.UNCHANGED
        if not self._dry_run:
            outcome = store_answer(capture, ready, self._services).result()
            state, reason = outcome.state, outcome.reason
        return Reread(
            report=report,
            state=state,
            reason=reason,
            change=change if state is PageState.STORED else None,
            facts_changed=other_facts and state is not PageState.QUARANTINED,
        )

    def _state_of_tables(self, capture: CaptureToRead, tables: StatisticsTables) -> PageState:
        """Return `stored` where the file says other things than are held of it."""
        with read_session(self._services.engine) as session:
            same = holds_statistics(session, capture, tables)
        return PageState.UNCHANGED if same else PageState.STORED


def _listing(report: ArchivedReport, response: CapturedResponse | None) -> Mapping[str, Any]:
    """Return what the listing said; an imported file of statistics is titled by its name."""
    name = response.file_name if response else None
    if report.kind != STATISTICS or not name:
        return report.listing
    return {"title": PurePath(name).stem, **report.listing}


def compare(report: ArchivedReport, new: NewVersion) -> Change | None:
    """Return how a report would change; None where a reader would see the same."""
    if new.text_sha256 == report.text_sha256:
        return None
    cut_now = [CutText(rule=block.rule, text=block.text) for block in new.removed]
    return Change(
        before=Wording(title=report.title, standfirst=report.standfirst, text=report.text),
        after=Wording(title=new.title, standfirst=new.standfirst, text=new.text),
        newly_removed=_moved(cut_now, report.removed, report.text),
        no_longer_removed=_moved(report.removed, cut_now, new.text),
    )


def _moved(some: Iterable[CutText], others: Iterable[CutText], text: str) -> dict[str, int]:
    """Count by rule the cut blocks that are not among the others but stand in a kept text."""
    left = Counter(_folded(block.text) for block in others)
    kept = {_folded(line) for line in text.splitlines()}
    found: Counter[str] = Counter()
    for block in some:
        words = _folded(block.text)
        if left[words]:
            left[words] -= 1
        elif any(_stands_in(kept, _folded(line)) for line in block.text.splitlines()):
            found[block.rule] += 1
    return dict(found)


def _folded(line: str) -> str:
    """Return a line as it is compared: case, spacing and the bullet of a list item do not count."""
    return " ".join(line.casefold().split()).removeprefix("• ")


def _stands_in(kept: Collection[str], line: str) -> bool:
    """Say whether a line is among those kept, or was glued to the front or the end of one."""
    return bool(line) and (
        line in kept or any(k.startswith(line) or k.endswith(line) for k in kept)
    )


def facts_of(new: NewPublication) -> frozenset[StatedFact]:
    """Return what a document states, in the form in which the database is asked for it."""
    return frozenset(
        [("judgement", row.area, row.grade) for row in new.judgements]
        + [("inspector", row.name, row.role) for row in new.inspectors]
        + [("fact", row.name, row.value) for row in new.facts]
    )
