"""Files of a person's own: which are read, where they came from, and what is wrong with them."""

from __future__ import annotations

import gzip
import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.archive.files import Archive, CapturedResponse
from pipelines.importing.inputs import (
    Input,
    PathMistake,
    SidecarError,
    find_files,
    read_inputs,
    url_in_name,
)

PAGE = b"<!doctype html><html><body><p>Governors met.</p></body></html>"
THEN = datetime(2024, 5, 1, 10, tzinfo=UTC)


def write(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)


def only(path: Path, **options: str) -> Input:
    (given,) = read_inputs(path, **options)  # type: ignore[arg-type]
    return given


def problem(path: Path) -> str:
    given = only(path)
    assert given.problem is not None
    return given.problem.code


def test_a_folder_gives_its_pages_and_counts_what_it_leaves(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    write(tmp_path, b__html=PAGE, a__htm=PAGE, c__txt=b"text", d__pdf=b"%PDF-1.4", page=PAGE)
    write(tmp_path, notes__md=b"# notes", data__csv=b"a,b", more__csv=b"a,b", scorer__py=b"x = 1")
    write(tmp_path, LICENCE=b"You may.", data__jsonl=b'{"id": 1}\n')
    (tmp_path / ".hidden.html").write_bytes(PAGE)
    (inner / "e.html.gz").write_bytes(gzip.compress(PAGE))
    found = find_files([tmp_path])
    names = [str(path.relative_to(tmp_path)) for path in found.files]
    assert names == ["a.htm", "b.html", "c.txt", "d.pdf", "page", "inner/e.html.gz"]
    assert found.skipped == {".csv": 2, ".md": 1, ".py": 1, ".jsonl": 1, "(no ending)": 1}


def test_a_file_that_is_named_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    write(tmp_path, story__md=b"A story.")
    assert find_files([tmp_path / "story.md"]).files == (tmp_path / "story.md",)


def test_a_path_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a__html=PAGE)
    assert len(find_files([tmp_path, tmp_path / "a.html"]).files) == 1


def test_a_path_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_files([tmp_path / "none"])


def test_a_link_back_to_the_folder_is_not_followed_for_ever(tmp_path: Path) -> None:
    write(tmp_path, a__html=PAGE)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(find_files([tmp_path]).files) == 1


def test_what_is_no_file_is_passed_over_in_a_folder_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a__html=PAGE)
    for name in ("pipe.html", "pipe.jsonl", "pipe"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "null.html").symlink_to("/dev/null")
    (tmp_path / "gone.html").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.html")
        found = find_files([tmp_path])
    assert [path.name for path in found.files] == ["a.html", "gone.html"]
    assert found.skipped == {"(a named pipe)": 3, "(a device)": 1, "(a socket)": 1}
    assert problem(tmp_path / "gone.html") == "unreadable_file"


def test_a_pipe_that_is_named_is_a_mistake_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    with pytest.raises(PathMistake, match=r"pipe\.html: a named pipe, not a file"):
        find_files([tmp_path / "pipe.html"])


def test_a_sidecar_in_the_folder_gives_the_urls(tmp_path: Path) -> None:
    write(tmp_path, a__html=PAGE)
    entry = json.dumps({"file": "a.html", "url": "https://a.example/1"})
    (tmp_path / "urls.jsonl").write_text(f"{entry}\n\n")
    found = find_files([tmp_path])
    assert found.sidecars == (tmp_path / "urls.jsonl",)
    (given,) = read_inputs(found.files[0], urls=found.urls)
    assert given.url == "https://a.example/1"


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "3", '{"file": "a.html"}', '{"file": "a.html", "url": "ftp://a.example/"}'],
)
def test_a_sidecar_with_a_mistake_names_the_line(tmp_path: Path, line: str) -> None:
    sidecar = tmp_path / "urls.jsonl"
    sidecar.write_text(f'{{"file": "b.html", "url": "https://a.example/"}}\n{line}\n')
    with pytest.raises(SidecarError, match=r"urls\.jsonl:2"):
        find_files([], sidecar=sidecar)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("https%3A%2F%2Fa.example%2Fnews%2Fstory.html", "https://a.example/news/story.html"),
        ("https%3a%2f%2fa.example%2fnews%2f12.html.gz", "https://a.example/news/12.html"),
        ("www.a.example_news_story.html", None),
        ("report%20card.html", None),
    ],
)
def test_a_name_that_encodes_a_url_gives_it_and_no_other_is_guessed(
    name: str, url: str | None
) -> None:
    assert url_in_name(Path(name)) == url


def test_a_page_says_itself_where_a_browser_saved_it_from(tmp_path: Path) -> None:
    mark = b"<!-- saved from url=(0026)https://a.example/news/12 -->\n"
    write(tmp_path, a__html=b"<!doctype html>\n" + mark + PAGE)
    assert only(tmp_path / "a.html").url == "https://a.example/news/12"
    assert only(tmp_path / "a.html", url="https://b.example/").url == "https://b.example/"


def test_a_gzipped_page_is_unpacked(tmp_path: Path) -> None:
    write(tmp_path, a__html__gz=gzip.compress(PAGE))
    assert only(tmp_path / "a.html.gz").payload == PAGE


def test_a_pdf_is_a_document_by_its_bytes_or_its_name(tmp_path: Path) -> None:
    write(tmp_path, a__bin=b"%PDF-1.4", b__pdf=PAGE, c__html=PAGE)
    assert only(tmp_path / "a.bin").is_document
    assert only(tmp_path / "b.pdf").is_document
    assert not only(tmp_path / "c.html").is_document


def test_what_cannot_be_read_has_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, cut__html__gz=gzip.compress(PAGE)[:-20], bomb__gz=gzip.compress(bytes(10**8)))
    write(tmp_path, large__html=PAGE * 10, damaged__warc=b"nothing of the kind")
    (tmp_path / "folder.html").mkdir()
    assert problem(tmp_path / "cut.html.gz") == "cut_body"
    assert problem(tmp_path / "bomb.gz") == "too_large"
    assert problem(tmp_path / "folder.html") == "unreadable_file"
    assert problem(tmp_path / "damaged.warc") == "damaged_warc"
    monkeypatch.setattr("pipelines.importing.inputs.MAX_FILE", 100)
    assert problem(tmp_path / "large.html") == "too_large"


def response(number: int, **changes: object) -> CapturedResponse:
    fields: dict[str, object] = {
        "url": f"https://a.example/{number}",
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": PAGE,
        "payload": PAGE,
        "fetched_at": THEN,
    }
    return CapturedResponse(**(fields | changes))  # type: ignore[arg-type]


def test_a_warc_gives_its_pages_and_documents_and_nothing_else(tmp_path: Path) -> None:
    image = {"headers": (("Content-Type", "image/png"),), "body": b"\x89PNG", "payload": b"\x89PNG"}
    packed = {"headers": (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))}
    with Archive(tmp_path, run_id=1, now=lambda: THEN) as archive:
        archive.append("main", response(1, request_headers=(("Host", "a.example"),)))
        archive.append("main", response(2, status=404))
        archive.append("main", response(3, **image))
        archive.append("main", response(4, body=b"%PDF-1.4", payload=b"%PDF-1.4"))
        at = archive.append("main", response(5, body=gzip.compress(PAGE)[:-9], **packed))
    found = list(read_inputs(tmp_path / at.file))
    assert [(given.url, given.is_document) for given in found] == [
        ("https://a.example/1", False),
        ("https://a.example/4", True),
        ("https://a.example/5", False),
    ]
    assert found[0].fetched_at == THEN
    assert found[0].headers == {"content-type": "text/html; charset=utf-8"}
    assert found[2].problem is not None
    assert found[2].problem.code == "cut_body"


def test_a_warc_that_ends_too_soon_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    with Archive(tmp_path, run_id=1, now=lambda: THEN) as archive:
        archive.append("main", response(1))
        at = archive.append("main", response(2))
    path = tmp_path / at.file
    path.write_bytes(path.read_bytes()[:-15])
    found = list(read_inputs(path))
    assert found[0].url == "https://a.example/1"
    assert found[-1].problem is not None
    assert found[-1].problem.code == "damaged_warc"
