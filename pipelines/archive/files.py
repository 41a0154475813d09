"""The archive: every byte that was fetched, in WARC files that are only ever added to.

A run writes one file a series, under the name `<series>-<run>-<time>.warc.gz` with `.open` behind
it until it is finished. What a kill tore off its end is cut at the next start. Rows of captures
name the finished file and an offset, and are committed only after `sync()`: so a row always points
at whole bytes, while bytes without a row (a kill between the two) do no harm.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pipelines.archive.records import (
    CapturedResponse,
    WarcError,
    info_member,
    raw_member,
    read_member,
    request_member,
    response_member,
    whole_length,
)

__all__ = ["Archive", "ArchiveError", "ArchivedAt", "CapturedResponse", "Recovered", "WarcError"]

SOFTWARE = "Winnow"
ROLL_AT = 1024 * 1024 * 1024
"""Bytes after which a series goes on in a new file, so that erasing rewrites little."""
_OPEN = ".open"
# "recent-12-20260103T020500Z.warc.gz"; a second file in one second carries "-2"
_NAME = re.compile(r"^(?P<series>[a-z_]+)-(?P<run>\d+)-(?P<time>\d{8}T\d{6}Z)(-\d+)?\.warc\.gz$")
_TIME = "%Y%m%dT%H%M%SZ"


class ArchiveError(Exception):
    """A record is not where its row says; the message names file and offset."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedAt:
    """Where a record lies: file name under the archive's folder, byte offset, compressed length.

    payload_sha256 and payload_bytes are of the decoded body.
    """

    series: str
    file: str
    offset: int
    length: int
    payload_sha256: str
    payload_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovered:
    """A file that an earlier run left open: how many bytes were cut, or what is wrong with it."""

    file: str
    cut: int
    problem: str | None = None


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """One folder of WARC files; may be used from several threads.

    Opening one touches nothing on disk. Only one process writes at a time (the run's lock).
    """

    def __init__(
        self, folder: Path, *, run_id: int = 0, now: Callable[[], datetime] = _now
    ) -> None:
        self.folder = folder
        self.run_id = run_id
        self._now = now
        self._lock = threading.RLock()
        self._files: dict[str, _OpenFile] = {}  # series → the file it is written to

    def append(self, series: str, response: CapturedResponse) -> ArchivedAt:
        """Write a response (and its request); it is safe only after sync(). Raises OSError."""
        member = response_member(response)
        request = request_member(response) if response.request_headers else b""
        return self._write(series, member, request, response)

    def sync(self) -> None:
        """Return when everything appended so far survives a power cut. Raises OSError."""
        with self._lock:
            for file in self._files.values():
                file.sync()

    def read(self, file: str, offset: int) -> CapturedResponse:
        """Return the record at an offset, whether its file is finished or not.

        Raises ArchiveError if the file is gone, WarcError if the record is damaged.
        """
        with self._opened(file) as stream:
            return read_member(stream, file, offset)

    def carry(self, file: str, offsets: Iterable[int], to_series: str = "main") -> list[ArchivedAt]:
        """Copy records of one file to another series, byte for byte, and say where they are now.

        They are safe when this returns. Raises ArchiveError, WarcError, OSError.
        """
        carried = []
        with self._lock:
            for offset in offsets:
                with self._opened(file) as stream:
                    response = read_member(stream, file, offset)
                    member = raw_member(stream, offset)
                carried.append(self._write(to_series, member, b"", response))
            self.sync()
        return carried

    def recover(self) -> list[Recovered]:
        """Finish the files that a killed run left open, cutting what was torn off their ends.

        To be called by the run that holds the lock, before anything is appended.
        """
        left = sorted(self.folder.glob(f"*.warc.gz{_OPEN}")) if self.folder.is_dir() else []
        with self._lock:
            ours = {file.path for file in self._files.values()}
            return [_recover(path) for path in left if path not in ours]

    def finished_before(self, series: str, moment: datetime) -> list[str]:
        """Return the finished files of a series that were begun before a moment, by name."""
        names = (path.name for path in sorted(self.folder.glob(f"{series}-*.warc.gz")))
        matches = ((name, _NAME.match(name)) for name in names)
        return [
            name
            for name, match in matches
            if match and match["series"] == series and _begun_at(match) < moment
        ]

    def delete(self, name: str) -> None:
        """Delete a finished file. Raises ArchiveError for a name that is not the archive's."""
        if _NAME.match(name) is None:
            raise ArchiveError(f"{name!r} is not a name of the archive's")
        (self.folder / name).unlink()
        _sync_folder(self.folder)

    def close(self) -> None:
        """Sync and finish every file that was written."""
        with self._lock:
            for file in self._files.values():
                file.finish()
            self._files.clear()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(
        self, series: str, member: bytes, request: bytes, response: CapturedResponse
    ) -> ArchivedAt:
        with self._lock:
            file = self._file(series)
            offset = file.write(member + request)
        return ArchivedAt(
            series=series,
            file=file.name,
            offset=offset,
            length=len(member),
            payload_sha256=response.payload_sha256,
            payload_bytes=len(response.payload),
        )

    def _file(self, series: str) -> _OpenFile:
        file = self._files.get(series)
        if file and file.size >= ROLL_AT:
            file.finish()
            file = None
        if file is None:
            file = self._files[series] = self._new_file(series)
        return file

    def _new_file(self, series: str) -> _OpenFile:
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = f"{series}-{self.run_id}-{self._now().astimezone(UTC).strftime(_TIME)}"
        for number in range(1, 1000):
            name = f"{stem}.warc.gz" if number == 1 else f"{stem}-{number}.warc.gz"
            path = self.folder / f"{name}{_OPEN}"
            if not (self.folder / name).exists() and not path.exists():
                return _OpenFile(path, name)
        raise ArchiveError(f"{self.folder}: no free name for {stem}.warc.gz")

    def _opened(self, file: str) -> BinaryIO:
        if _NAME.match(file) is None:
            raise ArchiveError(f"{file!r} is not a name of the archive's")
        for path in (self.folder / file, self.folder / f"{file}{_OPEN}", self.folder / file):
            try:
                return path.open("rb")
            except FileNotFoundError:
                continue
        raise ArchiveError(f"{file} is not in the archive: deleted with its series, or lost")


class _OpenFile:
    """A WARC file that is being written. Whole members only: a failed write is taken back."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name
        self.size = 0
        self._dirty = False
        self._raw = path.open("xb", buffering=0)
        self.write(info_member(name, SOFTWARE))
        self.sync()
        _sync_folder(path.parent)

    def write(self, data: bytes) -> int:
        """Add bytes; return the offset at which they lie."""
        offset = self.size
        view = memoryview(data)
        try:
            while view:
                view = view[self._raw.write(view) :]
        except OSError:
            os.ftruncate(self._raw.fileno(), offset)
            self._raw.seek(offset)
            raise
        self.size += len(data)
        self._dirty = True
        return offset

    def sync(self) -> None:
        if self._dirty:
            os.fsync(self._raw.fileno())
            self._dirty = False

    def finish(self) -> None:
        self.sync()
        self._raw.close()
        self.path.rename(self.path.with_name(self.name))
        _sync_folder(self.path.parent)


def _begun_at(match: re.Match[str]) -> datetime:
    return datetime.strptime(match["time"], _TIME).replace(tzinfo=UTC)


def _recover(path: Path) -> Recovered:
    """Cut one file back to its last whole record and give it its final name."""
    name = path.name.removesuffix(_OPEN)
    problem = None
    size = path.stat().st_size
    try:
        whole = whole_length(path)
    except WarcError as error:  # damaged in the middle: nothing is cut, and it is said
        whole, problem = size, str(error)
    with path.open("r+b") as file:
        file.truncate(whole)
        os.fsync(file.fileno())
    if whole == 0:
        path.unlink()
    else:
        path.rename(path.with_name(name))
    _sync_folder(path.parent)
    return Recovered(file=name, cut=size - whole, problem=problem)


def _sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
