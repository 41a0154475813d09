"""WARC files that others wrote: their responses one by one, and whether the file is whole.

A record that cannot be used is given with its reason and the next one is read. A file that was cut
off gives what is whole, wherever the cut fell, and then says so.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive.records import CapturedResponse, WarcError, captured

__all__ = ["BadRecord", "read_records"]

CUT = "cut off: it ends before its last record does"
_STEP = 1024 * 1024
_LONGEST_LINE = 64 * 1024
# What the reader below raises on bytes that are no WARC, or not one any more.
_UNREADABLE = (
    ArchiveLoadFailed,
    EOFError,
    zlib.error,
    ValueError,
    AttributeError,
    LookupError,
    TypeError,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BadRecord:
    """A response that cannot be used. number: of the record in its file, from 1."""

    number: int
    words: str


class _Records(ArchiveIterator):  # type: ignore[misc]
    INC_RECORD = ""  # else it prints raw bytes on stderr; err_count still counts them


def read_records(path: Path) -> Iterator[CapturedResponse | BadRecord]:
    """Yield the responses and resources of a WARC file, in order, and those that are no use.

    Raises WarcError, in a few words without the file's name, when the file is cut off or is not
    readable to its end; what is whole before that was yielded. Raises OSError if it cannot be
    opened.
    """
    number = 0
    bad: BadRecord | None = None  # held back: where it is the last of a cut file, the cut says it
    fault: str | None = None
    with path.open("rb") as stream:
        records = _Records(stream, no_record_parse=True, arc2warc=True)
        try:
            for number, record in enumerate(records, 1):
                if bad is not None:
                    yield bad
                found = _read(records.loader, record, number)
                bad = found if isinstance(found, BadRecord) else None
                if found is not None and bad is None:
                    yield found
        except _UNREADABLE as error:
            fault = _words_of(error, number)
    fault = _fault(path, number) or fault
    if bad is not None and fault != CUT:
        yield bad
    if fault is None and records.err_count:
        fault = "damaged: a record is longer than it says"
    if fault is not None:
        raise WarcError(fault)


def _words_of(error: Exception, number: int) -> str:
    if "non-chunked gzip" in str(error):
        return "its records are not gzipped one by one: unpack it with gunzip and import that"
    return _damaged(number)


def _damaged(number: int) -> str:
    return f"damaged after record {number}: what follows cannot be read"


def _read(loader: Any, record: Any, number: int) -> CapturedResponse | BadRecord | None:
    """Return a response, or why it is none; None for records of other kinds."""
    if record.rec_type not in ("response", "resource"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not url:
        return BadRecord(number=number, words="a response without its URL (WARC-Target-URI)")
    kind = record.rec_headers.get_header("Content-Type") or ""
    if record.rec_type == "response" and not kind.startswith("application/http"):
        return None  # of DNS and the like
    try:
        record.http_headers = loader.load_http_headers(
            record.rec_type, url, record.raw_stream, record.length
        )
        return captured(record)
    except EOFError:
        return BadRecord(number=number, words="it ends too soon")
    except ValueError as error:
        return BadRecord(number=number, words=str(error))


def _fault(path: Path, number: int) -> str | None:
    """Return what is wrong with a file's end, None if it is whole."""
    try:
        return None if _is_whole(path) else CUT
    except EOFError:
        return CUT
    except (gzip.BadGzipFile, zlib.error):
        return _damaged(number)


def _is_whole(path: Path) -> bool:
    """Whether a file's last record has all its bytes.

    Raises EOFError where a gzip stream ends before its end mark and check sum, BadGzipFile and
    zlib.error where it is damaged. What is no WARC (an ARC) is read to its end and called whole.
    """
    with path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            file.seek(0)
            return _ends_with_a_record(file, blank_lines=2)
        file.seek(0)
        with gzip.GzipFile(fileobj=file) as unpacked:
            return _ends_with_a_record(unpacked, blank_lines=0)  # the members have their own end


def _ends_with_a_record(stream: BufferedIOBase, *, blank_lines: int) -> bool:
    """Whether the last record is whole and is followed by so many blank lines."""
    seen = blank_lines
    while line := stream.readline(_LONGEST_LINE):
        if line in (b"\r\n", b"\n"):
            seen += 1
            continue
        if not line.strip():
            return False  # half a line's end
        length = _content_length(stream) if line.startswith(b"WARC/") else None
        if length is None:
            while stream.read(_STEP):
                pass
            return not b"WARC/".startswith(line)
        if length < 0 or not _skip(stream, length):
            return False
        seen = 0
    return seen >= blank_lines


def _content_length(stream: BufferedIOBase) -> int | None:
    """Return the length that a record's header gives, -1 if the header is cut, None if none."""
    length: int | None = None
    while line := stream.readline(_LONGEST_LINE):
        if line in (b"\r\n", b"\n"):
            return length
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    return -1


def _skip(stream: BufferedIOBase, length: int) -> bool:
    """Read over so many bytes; False if there are fewer."""
    while length > 0:
        piece = stream.read(min(length, _STEP))
        if not piece:
            return False
        length -= len(piece)
    return True
