"""`winnow import`: files of a person's own go the same way as what the night fetches.

Every file ends in a state of its page, or in a quarantine row: nothing vanishes. The same bytes
again change nothing. A kill in the middle leaves pages pending; importing again takes them up.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from db.models import Capture, Page, PageState
from db.text import storable
from db.write import (
    CaptureRow,
    NewPage,
    Queued,
    SourceRow,
    find_page,
    quarantine,
    queue_pages,
    record_capture,
    record_outcome,
    start_run_source,
    upsert_source,
)
from db.write.core import ask
from pipelines.archive.files import CapturedResponse
from pipelines.capture import CaptureToRead, ProcessOutcome
from pipelines.children.calls import ReadFailure
from pipelines.importing.imported import (
    Address,
    BadFile,
    Imported,
    ImportMistake,
    ImportSummary,
    Progress,
)
from pipelines.importing.inputs import FoundFiles, Input, is_web_address, read_inputs
from pipelines.page.forms import is_table
from pipelines.process import process_capture, store_answer
from pipelines.run import in_parallel
from pipelines.services import Services
from words.quarantine import QuarantineCode
from words.reasons import Reason
from words.roles import Role
from words.runs import Origin

SOURCE = SourceRow(key="import", group_key="import", kind="import", name="Imported files")
SAME_BYTES = "same_bytes"
_HELD = (PageState.STORED, PageState.UNCHANGED)
_LATEST = (
    select(func.max(Capture.id))
    .where(Capture.page_id == Page.id, Capture.payload_sha256 == bindparam("digest"))
    .scalar_subquery()
)
TAKEN = select(Page.id, Page.state, Page.payload_sha256, _LATEST.label("capture_id")).where(
    Page.url == bindparam("url")
)
"""A page by its address, and its latest capture with the same bytes."""


def import_files(
    found: FoundFiles,
    *,
    services: Services,
    url: str | None = None,
    resolve: Callable[[str], Address] | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import files; returns when each is committed.

    url: where the one file came from. resolve: gives a URL its canonical form and layout.
    Raises ImportMistake, DatabaseError, WorkersUnavailable, OSError of the archive's disk; what
    was not yet stored stays pending then.
    """
    if url is not None and len(found.files) != 1:
        raise ImportMistake(f"--url names one page, but there are {len(found.files)} files")
    if url is not None and not is_web_address(url):
        raise ImportMistake(f"--url {url!r} is not an http(s) address")
    job = _Import(services, resolve or (lambda address: Address(url=address)))
    states: Counter[str] = Counter()
    bad: list[BadFile] = []
    files_done = 0
    with closing(job.run(_inputs(found, url))) as imported:
        for done in imported:
            if done is None:
                files_done += 1
            else:
                states[done.state.value] += 1
                if done.state is PageState.QUARANTINED:
                    bad.append(BadFile(name=done.name, reason=done.reason or "unreadable"))
            if progress:
                progress(files_done, len(found.files), done)
    return ImportSummary(states=dict(states), bad=tuple(bad), skipped=dict(found.skipped))


def _inputs(found: FoundFiles, url: str | None) -> Iterator[Input | None]:
    """Yield all inputs; None at the end of each file."""
    for path in found.files:
        yield from read_inputs(path, url=url, urls=found.urls)
        yield None


class _Import:
    """One import: a few files on their way at a time, each in a thread that mostly waits."""

    def __init__(self, services: Services, resolve: Callable[[str], Address]) -> None:
        self._services = services
        self._resolve = resolve
        self._source_id = services.writer.submit(self._begin).result()

    def _begin(self, s: Session) -> int:
        source_id = upsert_source(s, SOURCE)
        start_run_source(s, self._services.run_id, source_id)
        return source_id

    def run(self, inputs: Iterable[Input | None]) -> Generator[Imported | None, None, None]:
        """Yield what became of each input, in the order in which they are done; None for None."""
        addressed = ((given, self._address(given) if given else None) for given in inputs)
        yield from in_parallel(
            lambda one: self._imported(*one),
            addressed,
            self._services,
            key=lambda one: one[1].url if one[1] else None,  # captures of a page go one by one
        )

    def _address(self, given: Input) -> Address:
        """Return the page's address; bytes without a URL are known by their digest."""
        if given.url is not None:
            return self._resolve(given.url)
        return Address(url=f"urn:sha256:{hashlib.sha256(given.payload).hexdigest()}")

    def _imported(self, given: Input | None, address: Address | None) -> Imported | None:
        if given is None or address is None:
            return None
        state, reason = self._import(given, address)
        return Imported(path=given.path, name=given.name, state=state, reason=reason)

    def _import(self, given: Input, address: Address) -> tuple[PageState, str | None]:
        if given.problem is not None and given.response is None:
            return self._set_aside_file(given, *_words(given))
        writer = self._services.writer
        taken = writer.submit(lambda s: self._take(s, given, address)).result()
        if isinstance(taken, ProcessOutcome):
            return taken.state, taken.reason
        page_id, capture_id = taken
        if capture_id is None:
            row = self._archive(given, page_id, address.url)
            capture_id = writer.submit(lambda s: record_capture(s, row)).result()
        capture = self._capture(given, address, page_id, capture_id)
        outcome = self._process(given, capture)
        return outcome.state, outcome.reason

    def _set_aside_file(
        self, given: Input, code: QuarantineCode, words: str
    ) -> tuple[PageState, str]:
        """Write the quarantine row of a file that has no bytes, and so no page."""
        services = self._services
        at = datetime.now(UTC)
        path = storable(given.place)
        services.writer.submit(
            lambda s: quarantine(
                s,
                stage="import",
                code=code,
                detail=storable(f"{given.name}: {words}"),
                at=at,
                run_id=services.run_id,
                source_id=self._source_id,
                file_path=path,
            )
        ).result()
        return PageState.QUARANTINED, f"{code}: {words}"

    def _take(
        self, s: Session, given: Input, address: Address
    ) -> ProcessOutcome | tuple[int, int | None]:
        """Make the page pending; return it with its capture, if these bytes are archived already.

        Bytes that were stored before are done: the outcome is returned.
        """
        run_id, at = self._services.run_id, datetime.now(UTC)
        digest = hashlib.sha256(given.payload).hexdigest()
        before = ask(s, TAKEN, url=address.url, digest=digest)
        (queued,) = queue_pages(s, [self._new_page(given, address)], at=at, revisit=True)
        if before is None or queued is Queued.TAKEN_DOWN:
            page_id = find_page(s, address.url)
            if page_id is None:
                raise LookupError(f"{address.url} was queued and is not there")
        else:
            page_id = int(before.id)
        if queued is Queued.TAKEN_DOWN:
            state, reason = PageState.REFUSED, str(Reason.TAKEDOWN)
            record_outcome(s, run_id, page_id, state, reason=reason, at=at)
            return ProcessOutcome(state=state, reason=reason)
        capture_id = before.capture_id if before is not None else None
        if before is not None and before.payload_sha256 == digest and before.state in _HELD:
            state, reason = PageState.UNCHANGED, SAME_BYTES
            record_outcome(s, run_id, page_id, state, reason=reason, capture_id=capture_id, at=at)
            return ProcessOutcome(state=state, reason=reason)
        return page_id, capture_id

    def _new_page(self, given: Input, address: Address) -> NewPage:
        return NewPage(
            url=address.url,
            raw_url=storable(given.url or given.path.name),
            source_id=self._source_id,
            role=Role.PUBLICATION if given.is_document else Role.ARTICLE,
            via="import",
            discovered_on=storable(str(given.path.absolute())),
        )

    def _archive(self, given: Input, page_id: int, url: str) -> CaptureRow:
        """Write the bytes, durably; return the row that points at them."""
        response = given.response or CapturedResponse(
            url=url,
            headers=(("Content-Type", given.content_type),) if given.content_type else (),
            body=given.payload,
            payload=given.payload,
            fetched_at=datetime.now(UTC),
            file_name=given.path.name,
        )
        at = self._services.archive.append("main", response)
        self._services.archive.sync()
        return CaptureRow(
            page_id=page_id,
            run_id=self._services.run_id,
            url=storable(response.url),
            fetched_at=response.fetched_at,
            status=response.status,
            headers=storable(response.headers_by_name()),
            content_type=(response.header("content-type") or "")[:200] or None,
            payload_sha256=at.payload_sha256,
            payload_bytes=at.payload_bytes,
            series=at.series,
            warc_file=at.file,
            warc_offset=at.offset,
            warc_length=at.length,
        )

    def _capture(
        self, given: Input, address: Address, page_id: int, capture_id: int
    ) -> CaptureToRead:
        return CaptureToRead(
            page_id=page_id,
            capture_id=capture_id,
            run_id=self._services.run_id,
            source_id=self._source_id,
            source_key=SOURCE.key,
            role=Role.PUBLICATION if given.is_document else Role.ARTICLE,
            url=address.url,
            payload=given.payload,
            content_type=given.content_type,
            status=200,
            headers=given.headers,
            fetched_at=given.fetched_at,
            layout=address.layout,
            listing={"title": given.path.stem} if is_table(given.path.name, None) else {},
            origin=Origin.IMPORT,
            topic=self._services.topic,
            file_name=str(given.path.absolute()),
        )

    def _process(self, given: Input, capture: CaptureToRead) -> ProcessOutcome:
        if given.problem is None:
            return process_capture(capture, self._services)
        failure = ReadFailure(code=given.problem.code, detail=given.problem.words)
        return store_answer(capture, failure, self._services).result()


def _words(given: Input) -> tuple[QuarantineCode, str]:
    return (
        (given.problem.code, given.problem.words)
        if given.problem
        else (QuarantineCode.UNREADABLE, "")
    )
