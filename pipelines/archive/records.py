"""WARC records: what was fetched, as it was received, in the form every archive tool opens.

One gzip member a record, so that a record can be read by its offset, copied and left out.
"""

from __future__ import annotations

import hashlib
import mmap
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.archive.bodies import BodyError, decode_body

__all__ = ["CapturedResponse", "WarcError", "captured", "read_member", "response_member"]

FILE_NAME = "X-Winnow-File"
"""WARC header with the name of an imported file."""
DIGEST = "WARC-Payload-Digest"
LEVEL = 4
"""Of compression: a page takes a third of the time that the highest takes, and 7 % more room."""
LEVEL_OF_PACKED = 0
"""Of bodies that came compressed: trying again takes 0.7 ms a page and saves 0.3 % of the room."""
_STEP = 1024 * 1024
# The first bytes of a gzip member as our writer (and every other one) makes them.
_MEMBER = b"\x1f\x8b\x08"


class WarcError(Exception):
    """A WARC file or record that cannot be read; the message names file and offset."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CapturedResponse:
    """One fetched response or imported file.

    url: after redirects. headers: as received, in order. body: as received (still encoded);
    payload: decoded, and empty where `damage` says why it cannot be. file_name: of an imported
    file, None for a response.
    """

    url: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes
    payload: bytes
    fetched_at: datetime
    request_headers: tuple[tuple[str, str], ...] = ()
    file_name: str | None = None
    damage: BodyError | None = None

    @property
    def payload_sha256(self) -> str:
        """SHA-256 of the decoded body."""
        return hashlib.sha256(self.payload).hexdigest()

    def header(self, name: str) -> str | None:
        """Return the first value of a header, whatever its case; None if it was not sent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def headers_by_name(self) -> dict[str, str]:
        """Return the headers under lower-case names; repeated ones are joined by a comma."""
        joined: dict[str, str] = {}
        for key, value in self.headers:
            name = key.lower()
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
        return joined


def response_member(response: CapturedResponse) -> bytes:
    """Return the gzip member of a response record, or of a resource record for a file."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    names = {"WARC-Date": _warc_date(response.fetched_at)}
    names[DIGEST] = "sha256:" + hashlib.sha256(response.body).hexdigest()
    http = None
    if response.file_name is None:
        http = StatusAndHeaders(f"{response.status} -", _one_line(response.headers), "HTTP/1.1")
    else:
        names[FILE_NAME] = _safe(response.file_name)
    writer.write_record(
        writer.create_warc_record(
            _safe(response.url),
            "resource" if http is None else "response",
            payload=BytesIO(response.body),
            length=len(response.body),
            warc_content_type=(response.header("content-type") or "") if http is None else "",
            warc_headers_dict=names,
            http_headers=http,
        )
    )
    came_packed = len(response.body) < len(response.payload)
    return _member(out.getvalue(), LEVEL_OF_PACKED if came_packed else LEVEL)


def request_member(response: CapturedResponse) -> bytes:
    """Return the gzip member of the request record that belongs to a response."""
    parts = urlsplit(response.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    http = StatusAndHeaders(
        f"GET {target} HTTP/1.1", _one_line(response.request_headers), is_http_request=True
    )
    names = {"WARC-Date": _warc_date(response.fetched_at)}
    writer.write_record(
        writer.create_warc_record(
            _safe(response.url), "request", warc_headers_dict=names, http_headers=http
        )
    )
    return _member(out.getvalue())


def _member(record: bytes, level: int = LEVEL) -> bytes:
    machine = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return machine.compress(record) + machine.flush()


def info_member(file_name: str, software: str) -> bytes:
    """Return the gzip member that opens a file and says what wrote it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    about = {"software": software, "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(file_name, about))
    return out.getvalue()


def read_member(stream: IO[bytes], name: str, offset: int) -> CapturedResponse:
    """Return the record at an offset of an open file. Raises WarcError."""
    stream.seek(offset)
    try:
        record = next(iter(ArchiveIterator(stream)), None)
        if record is None or record.rec_type not in ("response", "resource"):
            raise WarcError(f"{name}: no response at offset {offset}")
        return captured(record)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        raise WarcError(f"{name}: the record at offset {offset} is damaged: {error}") from error


def whole_length(path: Path) -> int:
    """Return how many bytes of a file are whole gzip members: what follows was torn off by a kill.

    Raises WarcError when whole records follow a damaged one: that is no torn tail.
    """
    if path.stat().st_size == 0:
        return 0
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = 0
        while (following := _member_end(data, end)) is not None:
            end = following
        candidate = data.find(_MEMBER, end + 1) if end < len(data) else -1
        while candidate != -1:
            if _member_end(data, candidate) is not None:
                raise WarcError(f"{path.name}: damaged at offset {end}, whole again at {candidate}")
            candidate = data.find(_MEMBER, candidate + 1)
        return end


def raw_member(stream: IO[bytes], offset: int) -> bytes:
    """Return the bytes of the gzip member at an offset, as they are. Raises WarcError."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = _member_end(data, offset)
        if end is None:
            raise WarcError(f"the record at offset {offset} is not whole")
        return data[offset:end]


def _member_end(data: mmap.mmap, start: int) -> int | None:
    """Return the offset behind the gzip member that starts here; None if it is not whole."""
    if data[start : start + len(_MEMBER)] != _MEMBER:
        return None
    machine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    place = start
    try:
        while not machine.eof and place < len(data):
            piece = data[place : place + _STEP]
            while piece and not machine.eof:
                machine.decompress(piece, _STEP)
                piece = machine.unconsumed_tail
            place += _STEP
    except zlib.error:
        return None
    return min(place, len(data)) - len(machine.unused_data) if machine.eof else None


def captured(record: Any) -> CapturedResponse:
    """Return what warcio read as our value, with the body still encoded but not chunked.

    Raises ValueError, in words for a person, if the record is short or says nothing of its time or
    status.
    """
    http = record.http_headers
    headers = tuple((str(k), str(v)) for k, v in http.headers) if http else ()
    if http is None and (kind := record.rec_headers.get_header("Content-Type")):
        headers = (("Content-Type", kind),)
    stream = record.raw_stream
    if http and (http.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    body = stream.read()
    _check(record, body)
    payload, damage = _decoded(body, http.get_header("Content-Encoding") if http else None)
    return CapturedResponse(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        status=_status(http.get_statuscode()) if http else 200,
        headers=headers,
        body=body,
        payload=payload,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date") or ""),
        file_name=record.rec_headers.get_header(FILE_NAME),
        damage=damage,
    )


def _decoded(body: bytes, encoding: str | None) -> tuple[bytes, BodyError | None]:
    try:
        return decode_body(body, encoding), None
    except BodyError as error:
        return b"", error


def _check(record: Any, body: bytes) -> None:
    """Raise ValueError if a record is shorter than it says, or not what we wrote."""
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ValueError(f"{record.raw_stream.limit} bytes are missing")
    algorithm, _, digest = (record.rec_headers.get_header(DIGEST) or "").partition(":")
    is_ours = algorithm == "sha256" and len(digest) == 64
    if is_ours and hashlib.sha256(body).hexdigest() != digest.lower():
        raise ValueError("its digest does not match")


def _status(code: str) -> int:
    """Return an HTTP status; raises ValueError."""
    if not (code.isascii() and code.isdigit() and len(code) == 3):
        raise ValueError("its HTTP status is not a number")
    return int(code)


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _moment(date: str) -> datetime:
    """Return a WARC-Date as an aware moment; raises ValueError."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError as error:
        said = f"{_safe(date)[:40]!r} is no date" if date else "it has no date"
        raise ValueError(f"{said} (WARC-Date)") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _safe(value: str) -> str:
    """Return a header value in one line, without what UTF-8 cannot carry."""
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())


def _one_line(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(_safe(name), _safe(value)) for name, value in headers]
