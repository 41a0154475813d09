"""The archive keeps what was fetched, whatever stops the process, and gives it back unchanged."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive.files import Archive, ArchivedAt, ArchiveError, CapturedResponse
from pipelines.archive.foreign import read_records
from pipelines.archive.records import WarcError, response_member

NIGHT = datetime(2026, 1, 3, 2, 5, tzinfo=UTC)
PAGE = "<html><body><p>Inspectors visited Millbrook on Tuesday – in person.</p></body></html>"


def response(number: int = 0, **changes: object) -> CapturedResponse:
    payload = PAGE.replace("Tuesday", f"day {number}").encode()
    fields: dict[str, object] = {
        "url": f"https://news.example/{number}",
        "headers": (("Content-Type", "text/html"), ("X-Robots-Tag", "noai")),
        "body": payload,
        "payload": payload,
        "fetched_at": NIGHT,
    }
    return CapturedResponse(**(fields | changes))  # type: ignore[arg-type]


def archive(folder: Path) -> Archive:
    return Archive(folder, run_id=7, now=lambda: NIGHT)


def left_open(folder: Path, records: int) -> tuple[Path, list[ArchivedAt]]:
    """Write a file as a killed run leaves it; return its path and where the records are."""
    with archive(folder / "elsewhere") as store:
        kept = [store.append("main", response(n)) for n in range(records)]
    path = folder / f"{kept[0].file}.open"
    (folder / "elsewhere" / kept[0].file).rename(path)
    return path, kept


def test_what_is_read_is_what_was_written_before_and_after_the_file_is_finished(
    tmp_path: Path,
) -> None:
    with archive(tmp_path) as store:
        kept = [store.append("main", response(n)) for n in range(5)]
        store.sync()
        assert [store.read(at.file, at.offset) for at in kept] == [response(n) for n in range(5)]
    for number, at in enumerate(kept):
        assert archive(tmp_path).read(at.file, at.offset) == response(number)
        assert at.payload_sha256 == response(number).payload_sha256
    assert [path.name for path in tmp_path.iterdir()] == ["main-7-20260103T020500Z.warc.gz"]


def test_an_encoded_body_is_kept_as_received_and_read_decoded(tmp_path: Path) -> None:
    payload = PAGE.encode()
    sent = response(
        headers=(("Content-Encoding", "gzip"), ("content-type", "text/html")),
        body=gzip.compress(payload),
        payload=payload,
    )
    with archive(tmp_path) as store:
        at = store.append("main", sent)
        found = store.read(at.file, at.offset)
    assert found.body == sent.body
    assert found.payload == payload
    assert found.damage is None


def test_a_cut_gzip_body_is_noticed(tmp_path: Path) -> None:
    body = gzip.compress(PAGE.encode() * 50)
    sent = response(headers=(("Content-Encoding", "gzip"),), body=body[: len(body) // 2])
    with archive(tmp_path) as store:
        at = store.append("main", sent)
        found = store.read(at.file, at.offset)
    assert found.body == body[: len(body) // 2]
    assert found.payload == b""
    assert found.damage is not None
    assert found.damage.code == "cut_body"


def test_an_imported_file_keeps_its_name(tmp_path: Path) -> None:
    sent = response(
        url="urn:sha256:00", file_name="Brief\r\nfür Åsa.txt", headers=(("Content-Type", "a/b"),)
    )
    with archive(tmp_path) as store:
        at = store.append("main", sent)
        found = store.read(at.file, at.offset)
    assert found.file_name == "Brief für Åsa.txt"
    assert (found.header("content-type"), found.status) == ("a/b", 200)


def test_every_archive_tool_can_read_it(tmp_path: Path) -> None:
    with archive(tmp_path) as store:
        at = store.append("main", response(request_headers=(("User-Agent", "Winnow"),)))
    with (tmp_path / at.file).open("rb") as stream:
        records = list(
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(stream, check_digests="raise")
            if record.content_stream().read() is not None
        )
    page = "https://news.example/0"
    assert records == [("warcinfo", None), ("response", page), ("request", page)]


def test_each_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    with archive(tmp_path) as store:
        at = store.append("main", response(3))
        store.append("main", response(4))
    data = (tmp_path / at.file).read_bytes()[at.offset : at.offset + at.length]
    machine = zlib.decompressobj(31)
    assert b"day 3" in machine.decompress(data)
    assert machine.eof
    assert machine.unused_data == b""


def test_a_body_that_came_compressed_takes_hardly_more_room_and_any_tool_reads_it(
    tmp_path: Path,
) -> None:
    payload = "\n".join(f"{PAGE} {number * number}" for number in range(2000)).encode()
    body = gzip.compress(payload)
    sent = response(headers=(("Content-Encoding", "gzip"),), body=body, payload=payload)
    with archive(tmp_path) as store:
        at = store.append("main", sent)
        plain = store.append("main", response(1, body=payload, payload=payload))
        assert store.read(at.file, at.offset) == sent
    assert at.length < len(body) * 1.05 + 800
    assert plain.length < len(payload) / 5
    with (tmp_path / at.file).open("rb") as stream:
        found = [
            record.content_stream().read()
            for record in ArchiveIterator(stream, check_digests="raise")
        ]
    assert found[1:] == [payload, payload]


def test_a_tail_torn_off_at_any_byte_is_cut_and_costs_only_its_record(tmp_path: Path) -> None:
    path, kept = left_open(tmp_path, 3)
    data = path.read_bytes()
    last = kept[2].offset
    places = {
        1,
        17,
        kept[0].offset - 1,
        kept[0].offset,
        kept[1].offset + 1,
        *range(last, len(data)),
    }
    for place in sorted(places):
        folder = tmp_path / f"torn-{place}"
        folder.mkdir()
        (folder / path.name).write_bytes(data[:place])
        again = archive(folder)
        (recovered,) = again.recover()
        whole = [at for at in kept if at.offset + at.length <= place]
        assert recovered.problem is None
        assert [again.read(at.file, at.offset) for at in whole] == [
            response(n) for n in range(len(whole))
        ]
        left = folder / kept[0].file
        end = whole[-1].offset + whole[-1].length if whole else None
        if end is not None:
            assert left.stat().st_size == end
            assert recovered.cut == place - end
        assert again.recover() == []


def test_a_tail_of_zeros_is_cut(tmp_path: Path) -> None:
    path, (at,) = left_open(tmp_path, 1)
    path.write_bytes(path.read_bytes() + bytes(4096))
    (recovered,) = archive(tmp_path).recover()
    assert (recovered.cut, recovered.problem) == (4096, None)
    assert archive(tmp_path).read(at.file, at.offset) == response()


def test_damage_in_the_middle_is_said_and_nothing_is_cut(tmp_path: Path) -> None:
    path, kept = left_open(tmp_path, 3)
    data = bytearray(path.read_bytes())
    data[kept[1].offset + 40] ^= 0xFF
    path.write_bytes(data)
    (recovered,) = archive(tmp_path).recover()
    assert recovered.cut == 0
    assert recovered.problem is not None
    assert "damaged" in recovered.problem
    again = archive(tmp_path)
    assert again.read(kept[2].file, kept[2].offset) == response(2)
    with pytest.raises(WarcError):
        again.read(kept[1].file, kept[1].offset)


def test_a_run_does_not_recover_the_file_it_writes(tmp_path: Path) -> None:
    store = archive(tmp_path)
    at = store.append("main", response())
    assert store.recover() == []
    store.append("main", response(1))
    store.close()
    assert archive(tmp_path).read(at.file, at.offset) == response()


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    names = set()
    for number in range(3):
        with archive(tmp_path) as store:
            names.add(store.append("main", response(number)).file)
    assert len(names) == 3
    assert len(list(tmp_path.iterdir())) == 3


def test_records_are_carried_to_another_series_byte_for_byte(tmp_path: Path) -> None:
    with archive(tmp_path) as store:
        at = [store.append("recent", response(number)) for number in (5, 6, 7)]
    with archive(tmp_path) as store:
        new = store.carry(at[0].file, [at[0].offset, at[2].offset])
    old = (tmp_path / at[0].file).read_bytes()
    for before, after, number in zip((at[0], at[2]), new, (5, 7), strict=True):
        member = old[before.offset : before.offset + before.length]
        assert after.series == "main"
        assert (tmp_path / after.file).read_bytes()[after.offset :].startswith(member)
        assert archive(tmp_path).read(after.file, after.offset) == response(number)


def test_old_files_of_a_series_are_found_and_no_others(tmp_path: Path) -> None:
    for series in ("recent", "main"):
        with archive(tmp_path) as store:
            at = store.append(series, response())
    other = tmp_path / "recent-notes.warc.gz"
    other.write_bytes(b"")
    assert archive(tmp_path).finished_before("recent", NIGHT) == []
    old = archive(tmp_path).finished_before("recent", NIGHT + timedelta(seconds=1))
    assert old == ["recent-7-20260103T020500Z.warc.gz"]
    archive(tmp_path).delete(old[0])
    assert other.exists()
    assert archive(tmp_path).read(at.file, at.offset) == response()
    with pytest.raises(ArchiveError, match="recent-7"):
        archive(tmp_path).read(old[0], 0)
    with pytest.raises(ArchiveError, match="not a name"):
        archive(tmp_path).delete("recent-notes.warc.gz")


@pytest.mark.parametrize("name", ["../winnow.db", "/etc/passwd", "main-7.warc.gz"])
def test_only_files_of_the_archive_can_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveError):
        archive(tmp_path).read(name, 0)


def test_a_write_that_fails_half_way_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, raw: object) -> None:
            self.raw = raw

        def __getattr__(self, name: str) -> object:
            return getattr(self.raw, name)

        def write(self, data: bytes) -> int:
            if len(data) > 10:
                return int(self.raw.write(data[:10]))  # type: ignore[attr-defined]
            raise OSError(28, "No space left on device")

    store = archive(tmp_path)
    first = store.append("main", response(0))
    file = store._files["main"]
    with monkeypatch.context() as full:
        full.setattr(file, "_raw", Full(file._raw))
        with pytest.raises(OSError, match="No space"):
            store.append("main", response(1))
    second = store.append("main", response(2))
    store.close()
    assert archive(tmp_path).read(first.file, first.offset) == response(0)
    assert archive(tmp_path).read(second.file, second.offset) == response(2)
    assert len(list(read_records(tmp_path / first.file))) == 2


def test_anothers_archive_is_read_chunked_plain_and_cut_short(tmp_path: Path) -> None:
    http = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"5\r\n<p>He\r\n6\r\nllo.</\r\n2\r\np>\r\n0\r\n\r\n"
    )
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        "WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    record = head + http + b"\r\n\r\n"
    path = tmp_path / "theirs.warc"
    path.write_bytes(record + record[:-30])
    found: list[CapturedResponse] = []
    with pytest.raises(WarcError, match="cut off"):  # noqa: PT012
        for page in read_records(path):
            assert isinstance(page, CapturedResponse)
            found.append(page)
    assert [page.payload for page in found] == [b"<p>Hello.</p>"]
    assert found[0].fetched_at == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_a_header_cannot_smuggle_a_line(tmp_path: Path) -> None:
    sent = response(headers=(("X-A", "one\r\nX-B: two"),), url="https://news.example/\n\ud800")
    member = gzip.decompress(response_member(sent))
    assert b"\nX-B" not in member
    assert next(iter(ArchiveIterator(BytesIO(member)))).http_headers.get_header("X-A")
