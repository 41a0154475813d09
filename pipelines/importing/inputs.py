"""Files of a person's own → what there is to read in them. Nothing is parsed, nothing is stored.

A file is a saved page (also gzipped), a text dump, a PDF, or a WARC of many captures. What cannot
be read comes back with its reason in place of bytes, so that it is counted like the rest.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from pipelines.archive.bodies import BodyError, gunzip
from pipelines.archive.foreign import BadRecord, read_records
from pipelines.archive.records import CapturedResponse, WarcError
from pipelines.importing.sidecars import SidecarError, is_sidecar, is_web_address, read_sidecar
from pipelines.page.forms import Form, form_of
from words.exit_codes import ExitCode
from words.quarantine import QuarantineCode

__all__ = [
    "FoundFiles",
    "Input",
    "PathMistake",
    "Problem",
    "SidecarError",
    "find_files",
    "input_of",
    "is_web_address",
    "read_inputs",
]

MAX_FILE = 64 * 1024 * 1024
PAGES = {".html", ".htm", ".xhtml", ".shtml"}
TEXTS = {".txt", ".text"}
# ".mhtml" and the like are pages, but in a form we do not read: they are skipped and counted.
_TAKEN = PAGES | TEXTS | {".pdf", ".warc"}
# The mark that browsers leave in a page they save: <!-- saved from url=(0034)https://a.example/ -->
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{4}\)(https?://[^\s>]+)\s*-->", re.I)


class PathMistake(Exception):
    """A path that is named and is neither file nor folder; the message is one line."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Why there is nothing to read: a quarantine code, and a line for a person."""

    code: QuarantineCode
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """One page, text or document to read.

    name: as a person would call it. url: where it came from, None if nobody says. payload is empty
    where there is a problem. response: the capture of a WARC, with its headers and time.
    """

    path: Path
    name: str
    payload: bytes = field(default=b"", repr=False)
    url: str | None = None
    content_type: str | None = None
    is_document: bool = False  # a PDF, or what should be one
    problem: Problem | None = None
    response: CapturedResponse | None = field(default=None, repr=False)
    record: int | None = None  # the number of a WARC's record that is no use

    @property
    def place(self) -> str:
        """The file and, of a record that is no use, its number."""
        file = str(self.path.absolute())
        return file if self.record is None else f"{file}: record {self.record}"

    @property
    def fetched_at(self) -> datetime | None:
        """When it was fetched: known of a WARC's captures alone."""
        return self.response.fetched_at if self.response else None

    @property
    def headers(self) -> dict[str, str]:
        """The response's headers under lower-case names."""
        return self.response.headers_by_name() if self.response else {}


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundFiles:
    """The files to read, in order; what was left aside, by kind; the URLs that sidecars give."""

    files: tuple[Path, ...]
    skipped: Mapping[str, int] = field(default_factory=dict)  # ".csv" → how many
    urls: Mapping[Path, str] = field(default_factory=dict)
    sidecars: tuple[Path, ...] = ()


def find_files(paths: Iterable[Path], *, sidecar: Path | None = None) -> FoundFiles:
    """Return the files that paths name, folders with all that is under them.

    A file that is named itself is always taken. In a folder, data files that are clearly no pages
    are skipped and counted, and so is what is no file (a pipe would be waited for without end); a
    JSONL of `{file, url}` there is a sidecar. Raises FileNotFoundError for a path that is not
    there, PathMistake for one that is neither file nor folder, SidecarError.
    """
    files: dict[Path, None] = {}
    skipped: Counter[str] = Counter()
    urls: dict[Path, str] = read_sidecar(sidecar) if sidecar else {}
    sidecars = [sidecar] if sidecar else []
    for path in paths:
        if not path.is_dir():
            path.lstat()  # FileNotFoundError names the path
            if special := _special(path):
                raise PathMistake(f"{path}: {special}, not a file: save what it gives as a file")
            files[path] = None
            continue
        for inside in _files_under(path):
            if sidecar and inside.resolve() == sidecar.resolve():
                continue
            if special := _special(inside):
                skipped[f"({special})"] += 1
            elif is_sidecar(inside):
                sidecars.append(inside)
                urls.update(read_sidecar(inside))
            elif _is_taken(inside):
                files[inside] = None
            else:
                skipped[inside.suffix.lower() or "(no ending)"] += 1
    return FoundFiles(files=tuple(files), skipped=skipped, urls=urls, sidecars=tuple(sidecars))


def _files_under(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder, in the order of their names; hidden ones are left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place) / name


def _special(path: Path) -> str | None:
    """Return what a path is that is no regular file; None for files, folders and broken links."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None  # reading it says why
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _kind_of(path: Path) -> str:
    """Return the ending that says what a file is, without `.gz`, in lower case."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _is_taken(path: Path) -> bool:
    """Whether a file in a folder is a page, text, PDF or WARC by its name, else by its bytes."""
    kind = _kind_of(path)
    if kind in _TAKEN:
        return True
    if kind and kind not in {".bin", ".dat", ".php", ".aspx", ".asp", ".jsp", ".cms"}:
        return False
    try:
        with path.open("rb") as file:
            return form_of(file.read(8192)) in (Form.PDF, Form.HTML, Form.WARC)
    except OSError:
        return False


def url_in_name(path: Path) -> str | None:
    """Return the URL that a file name encodes ("https%3A%2F%2Fa.example%2Fnews.html"), or None."""
    name = path.name.removesuffix(".gz")
    if "%2f" not in name.lower():
        return None
    for candidate in (name, name.removesuffix(path.suffix)):
        if is_web_address(unquote(candidate)):
            return unquote(candidate)
    return None


def read_inputs(
    path: Path, *, url: str | None = None, urls: Mapping[Path, str] | None = None
) -> Iterator[Input]:
    """Yield what is in one file; a file that cannot be read gives one input with its problem.

    url: given by the person for this file. urls: from sidecars, by resolved path.
    """
    try:
        payload = _bytes_of(path)
    except OSError as error:
        words = error.strerror or str(error)
        yield _bad(path, QuarantineCode.UNREADABLE_FILE, words)
        return
    except BodyError as error:
        yield _bad(path, error.code, str(error))
        return
    if form_of(payload) is Form.WARC:
        yield from _captures_of(path)
        return
    yield input_of(path, payload, url or (urls or {}).get(path.resolve()) or url_in_name(path))


def input_of(path: Path, payload: bytes, url: str | None) -> Input:
    """Return the input of a plain file; a page may itself say where it was saved from."""
    if url is None and (marked := _SAVED_FROM.search(payload[:4096])):
        candidate = marked[1].decode("ascii", "replace")
        url = candidate if is_web_address(candidate) else None
    kind = _kind_of(path)
    is_document = kind == ".pdf" or form_of(payload) is Form.PDF
    return Input(
        path=path,
        name=path.name,
        payload=payload,
        url=url,
        content_type="text/plain" if kind in TEXTS and not is_document else None,
        is_document=is_document,
    )


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, gunzipped unless it is a WARC. Raises OSError and BodyError."""
    if path.stat().st_size > MAX_FILE and _kind_of(path) != ".warc":
        raise BodyError(
            QuarantineCode.TOO_LARGE, f"{path.stat().st_size} bytes, more than {MAX_FILE}"
        )
    with path.open("rb") as file:
        if _kind_of(path) == ".warc":
            return b"WARC/"  # its records are read one by one
        data = file.read(MAX_FILE + 1)
    if form_of(data) is Form.GZIP:
        data = gunzip(data, limit=MAX_FILE)
    return data


def _captures_of(path: Path) -> Iterator[Input]:
    """Yield the pages and PDFs of a WARC file; redirects, errors and the rest are passed over."""
    number = 0
    try:
        for response in read_records(path):
            number += 1
            if isinstance(response, BadRecord):
                yield _bad_record(path, response)
            elif response.status == 200 and (found := _capture(path, response)):
                yield found
    except WarcError as error:
        yield _bad(path, QuarantineCode.DAMAGED_WARC, str(error))
        return
    except OSError as error:
        yield _bad(path, QuarantineCode.UNREADABLE_FILE, error.strerror or str(error))
        return
    if number == 0:
        yield _bad(path, QuarantineCode.EMPTY_FILE, "a WARC without a response")


def _capture(path: Path, response: CapturedResponse) -> Input | None:
    form = form_of(response.payload)
    kind = (response.header("content-type") or "").partition(";")[0].strip().lower()
    is_page = kind in ("text/html", "application/xhtml+xml") and form is not Form.PDF
    is_document = form is Form.PDF or kind == "application/pdf"
    if not (is_page or is_document) or not is_web_address(response.url):
        return None
    damage = response.damage
    return Input(
        path=path,
        name=f"{path.name}: {response.url}",
        payload=response.payload,
        url=response.url,
        content_type=response.header("content-type"),
        is_document=is_document,
        problem=Problem(code=damage.code, words=str(damage)) if damage else None,
        response=response,
    )


def _bad_record(path: Path, record: BadRecord) -> Input:
    return Input(
        path=path,
        name=f"{path.name}: record {record.number}",
        problem=Problem(code=QuarantineCode.DAMAGED_WARC, words=record.words),
        record=record.number,
    )


def _bad(path: Path, code: QuarantineCode, words: str) -> Input:
    return Input(path=path, name=path.name, problem=Problem(code=code, words=words))
