"""WARC files that others wrote: cut anywhere, damaged in the middle, with records of no use."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.importing.inputs import Input, read_inputs

PAGE = b"<!doctype html><html><body><p>Governors met.</p></body></html>"


def members(number: int) -> list[bytes]:
    """Return the request and the response of one page, each a gzip member, as crawlers do."""
    made = []
    for kind, line in (("request", "GET / HTTP/1.1"), ("response", "200 OK")):
        out = BytesIO()
        writer = WARCWriter(out, gzip=True)
        http = StatusAndHeaders(line, [("Content-Type", "text/html")], "HTTP/1.1")
        if kind == "request":
            http = StatusAndHeaders(line, [("Host", "a.example")], is_http_request=True)
        record = writer.create_warc_record(
            f"https://a.example/{number}",
            kind,
            payload=BytesIO(PAGE),
            length=len(PAGE),  # else warcio leaves a temporary file open
            http_headers=http,
        )
        writer.write_record(record)
        made.append(out.getvalue())
    return made


def plain(*lines: str, body: bytes = b"", length: int | None = None) -> bytes:
    head = ["WARC/1.0", "WARC-Type: response", "Content-Type: application/http", *lines]
    head.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
CUT = "cut off: it ends before its last record does"
DATE = "WARC-Date: 2024-05-01T10:00:00Z"
URL = "WARC-Target-URI: https://a.example/1"


def read(path: Path, data: bytes) -> tuple[list[str | None], list[str]]:
    """Return the URLs that were read and the words about what was not."""
    path.write_bytes(data)
    found: list[Input] = list(read_inputs(path))
    bad = [given.problem for given in found if given.problem is not None]
    assert {problem.code for problem in bad} <= {"damaged_warc"}
    return [given.url for given in found if given.problem is None], [p.words for p in bad]


def test_a_cut_gzipped_warc_is_noticed_wherever_the_cut_falls(tmp_path: Path) -> None:
    parts = members(1) + members(2)
    whole = b"".join(parts)
    ends = {sum(map(len, parts[: n + 1])) for n in range(len(parts))}
    path = tmp_path / "cut.warc.gz"
    for kept in range(len(parts[0]) + len(parts[1]) + 1, len(whole)):
        urls, words = read(path, whole[:kept])
        assert urls[:1] == ["https://a.example/1"]
        if kept - 1 in ends:  # a single byte: whether of a gzip member, nobody can tell
            assert len(words) == 1, kept
        elif kept not in ends:
            assert words == [CUT], kept
    assert read(path, whole) == (["https://a.example/1", "https://a.example/2"], [])


def test_a_cut_plain_warc_is_noticed_wherever_the_cut_falls(tmp_path: Path) -> None:
    parts = [gzip.decompress(part) for part in members(1) + members(2)]
    whole, first = b"".join(parts), len(parts[0]) + len(parts[1])
    ends = {first + len(parts[2])}
    path = tmp_path / "cut.warc"
    for kept in range(first + 1, len(whole)):
        urls, words = read(path, whole[:kept])
        assert urls[:1] == ["https://a.example/1"]
        if kept not in ends:
            assert words == [CUT], kept
    assert read(path, whole) == (["https://a.example/1", "https://a.example/2"], [])


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (plain(DATE, body=HTTP), "a response without its URL (WARC-Target-URI)"),
        (plain(URL, body=HTTP), "it has no date (WARC-Date)"),
        (plain(URL, "WARC-Date: May", body=HTTP), "'May' is no date (WARC-Date)"),
        (plain(URL, DATE, body=b"HTTP/1.1 fine\r\n\r\n"), "its HTTP status is not a number"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_record_of_no_use_is_set_aside_and_the_rest_is_read(
    tmp_path: Path, record: bytes, words: str, pack: object
) -> None:
    after = plain("WARC-Target-URI: https://a.example/2", DATE, body=HTTP)
    data = b"".join(map(pack, (record, after)))  # type: ignore[call-overload]
    assert read(tmp_path / "a.warc", data) == (["https://a.example/2"], [words])
    (bad, _) = read_inputs(tmp_path / "a.warc")
    assert bad.name == "a.warc: record 1"
    assert bad.place.endswith("a.warc: record 1")


def test_a_gzipped_record_that_is_short_costs_no_other(tmp_path: Path) -> None:
    short = gzip.compress(plain(URL, DATE, body=HTTP, length=len(HTTP) + 50))
    urls, words = read(tmp_path / "a.warc.gz", short + b"".join(members(2)))
    assert urls == ["https://a.example/2"]
    assert words == ["46 bytes are missing"]


def test_a_record_that_is_longer_than_it_says_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = plain(URL, DATE, body=HTTP, length=len(HTTP) - 7)
    after = plain("WARC-Target-URI: https://a.example/2", DATE, body=HTTP)
    urls, words = read(tmp_path / "a.warc", long + after)
    assert urls == ["https://a.example/1", "https://a.example/2"]
    assert words == ["damaged: a record is longer than it says"]
    assert capsys.readouterr().err == ""


def test_damage_in_the_middle_is_told_in_words_and_not_in_bytes(tmp_path: Path) -> None:
    record = plain(URL, DATE, body=HTTP)
    urls, words = read(tmp_path / "a.warc", record + b"\x00\xfe" * 50 + b"\n" + record)
    assert urls == ["https://a.example/1"]
    assert words == ["damaged after record 1: what follows cannot be read"]
    packed = bytearray(b"".join(members(1) + members(2)))
    middle = len(b"".join(members(1))) + 60
    packed[middle : middle + 40] = bytes(40)
    urls, words = read(tmp_path / "a.warc.gz", bytes(packed))
    assert urls[:1] == ["https://a.example/1"]
    assert words[-1].startswith("damaged after record")
    assert words[-1].isprintable()


def test_a_warc_gzipped_as_a_whole_says_what_to_do(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(gzip.decompress(part) for part in members(1)))
    assert "gunzip" in read(tmp_path / "a.warc.gz", whole)[1][0]
