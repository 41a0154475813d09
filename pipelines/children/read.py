"""Which reader reads which bytes. Runs in a reading child; pure, and testable without one."""

from __future__ import annotations

from urllib.parse import unquote

from pipelines.children.calls import ChildAnswer, ReadAnswer, ReadCall, ReadFailure
from pipelines.children.content import read_content
from pipelines.ofsted import read_pdf
from pipelines.page.forms import Form, decode_text, form_of
from pipelines.reading import read_html, read_text
from pipelines.reading.model import PageKind, Reading
from pipelines.statistics import TableError, read_statistics
from pipelines.storing.prepare import prepare
from words.doubts import PageDoubt, codes
from words.quarantine import QuarantineCode
from words.roles import Role

__all__ = ["answer_call", "read_call"]

MAX_PAGE = 20 * 1024 * 1024
MAX_PDF = 60 * 1024 * 1024


def answer_call(call: ReadCall) -> ChildAnswer:
    """Read one page; where it is to be stored, make the answer ready for that."""
    answer = read_call(call)
    if call.store is None or isinstance(answer, ReadFailure):
        return answer
    return prepare(call.store, answer)


def read_call(call: ReadCall) -> ReadAnswer:
    """Read one page. A PDF is a PDF whatever it is called; where one is due, the PDF reader judges.

    Page, text dump and content item give a Reading; a document gives a Publication; a file of
    management information its rows.
    """
    form = form_of(call.payload)
    if failure := _refuse(call, form):
        return failure
    if call.role == Role.STATISTICS:
        return _statistics(call)
    if form is Form.PDF or call.role == Role.PUBLICATION:
        return read_pdf(call.payload, call.context)
    if call.role == Role.CONTENT:
        return read_content(call.payload, call.url or "", call.context)
    if call.role == Role.TEXT or form is Form.TEXT:
        return _honest(read_text(decode_text(call.payload), call.context))
    return _honest(read_html(call.payload, call.url or "", call.context))


def _statistics(call: ReadCall) -> ReadAnswer:
    """Read tables; a file that has none, or none we know, is a failure that says why."""
    titles = (call.context.listing_title or "", unquote((call.url or "").rpartition("/")[2]))
    tables = read_statistics(call.payload, titles)
    if isinstance(tables, TableError):
        return ReadFailure(code=tables.code, detail=tables.words)
    return tables


def _honest(reading: Reading) -> ReadAnswer:
    """Name a reader's own fault as one: a reader never raises, it says `fault`."""
    if reading.kind is not PageKind.UNREADABLE or PageDoubt.FAULT not in codes(reading.doubts):
        return reading
    reason = reading.reason or "no reason given"
    is_memory = reason.startswith("MemoryError")
    return ReadFailure(
        code=QuarantineCode.MEMORY if is_memory else QuarantineCode.READER_ERROR, detail=reason
    )


def _refuse(call: ReadCall, form: Form) -> ReadFailure | None:
    """Return why no reader needs to look at these bytes, or None."""
    size = len(call.payload)
    is_file = form is Form.PDF or call.role in (Role.PUBLICATION, Role.STATISTICS)
    limit = MAX_PDF if is_file else MAX_PAGE
    if form is Form.EMPTY:
        return ReadFailure(code=QuarantineCode.EMPTY_FILE, detail=f"nothing in it ({size} bytes)")
    if size > limit:
        detail = f"{size} bytes, more than {limit // 1024 // 1024} MiB"
        return ReadFailure(code=QuarantineCode.TOO_LARGE, detail=detail)
    if form in (Form.BINARY, Form.GZIP, Form.WARC) and not is_file:
        detail = f"the bytes are neither a page nor text nor a PDF ({form}, {size} bytes)"
        return ReadFailure(code=QuarantineCode.NOT_TEXT, detail=detail)
    return None
