"""`winnow import`: every file ends in a state or a quarantine row, and twice is once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from db.engine import make_engine, read_session
from db.models import Capture, Outcome, Page, Quarantine, Report, Run, RunSource, Version
from db.models.base import PageState
from pipelines.archive.files import Archive, CapturedResponse
from pipelines.children.pool import Workers
from pipelines.importing.imported import Address, ImportMistake, ImportSummary
from pipelines.importing.inputs import find_files
from pipelines.importing.run import ImportRun, open_import
from tests.ofsted import sample_pdfs

HERE = Path(__file__).parent
THEN = datetime(2024, 5, 1, 10, tzinfo=UTC)
LINES = [
    "Inspectors have praised the warmth of a village school in Lower Fenwick after a visit.",
    "The report says that pupils at the school are kind to one another and proud of their work.",
    "“Staff know every child and what that child needs,” wrote the lead inspector, Ann Marlow.",
    "The school, which has ninety pupils, was last visited by inspectors six years ago.",
]
DUMP = "\n\n".join(["School praised by Ofsted", *LINES])
VISIT = (
    "This letter summarises the findings of the focused visit to Marlshire local authority"
    " children’s services on 21 and 22 September 2022."
)


def page(lines: list[str] = LINES, title: str = "School praised by Ofsted") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    return (
        f"<!doctype html><html lang=en>{head}<body><main><article><h1>{title}</h1>{body}"
        "</article></main></body></html>"
    ).encode()


@dataclass
class Importer:
    """Imports into one database and one archive, a run at a time, with real reading children."""

    engine: Engine
    archive: Path
    workers: Workers
    topic: str = "all"

    def __call__(self, *paths: Path, url: str | None = None, **options: object) -> ImportSummary:
        return self.run(find_files(paths), url=url, **options)

    def run(self, found: object, **options: object) -> ImportSummary:
        kept = _Kept(self.workers)
        with open_import(self.engine, self.archive, kept, topic=self.topic, software="0") as opened:
            assert isinstance(opened, ImportRun)
            return opened.run(found, **options)  # type: ignore[arg-type]


class _Kept(Workers):
    """The same children for every import of a test: starting them is what takes time."""

    def __init__(self, real: Workers) -> None:
        self.real, self.count = real, real.count
        self.read = real.read  # type: ignore[method-assign]

    def close(self) -> None:
        """Leave the children to the next import."""


@pytest.fixture(scope="module")
def children() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


@pytest.fixture
def importer(engine: Engine, tmp_path: Path, children: Workers) -> Importer:
    return Importer(engine=engine, archive=tmp_path / "archive", workers=children)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one of everything, good and bad."""
    place = tmp_path / "files"
    place.mkdir()
    (place / "story.html").write_bytes(page())
    (place / "dump.txt").write_text(DUMP, encoding="utf-8")
    (place / "letter.pdf").write_bytes(
        sample_pdfs.letter(VISIT, "His Majesty’s Inspector for this visit was Ann Bell.")
    )
    (place / "empty.html").write_bytes(b"")
    (place / "noise.html").write_bytes(random.Random(5).randbytes(200_000))
    (place / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing follows")
    (place / "cut.html.gz").write_bytes(b"\x1f\x8b\x08\x00")
    (place / "notes.csv").write_text("a,b")
    return place


def count(engine: Engine, table: type) -> int:
    with read_session(engine) as s:
        return s.scalar(select(func.count()).select_from(table)) or 0


def states(engine: Engine) -> dict[str, int]:
    with read_session(engine) as s:
        rows = s.execute(select(Page.state, func.count()).group_by(Page.state))
        return {state: number for state, number in rows}


def test_a_folder_is_imported_and_what_is_bad_is_set_aside(
    importer: Importer, folder: Path
) -> None:
    summary = importer(folder)
    assert summary.states == {"stored": 3, "quarantined": 4}
    assert summary.exit_code == 3
    assert {bad.name: bad.reason.partition(":")[0] for bad in summary.bad} == {
        "empty.html": "empty_file",
        "noise.html": "not_text",
        "broken.pdf": "unreadable",
        "cut.html.gz": "cut_body",
    }
    assert summary.skipped == {".csv": 1}
    with read_session(importer.engine) as s:
        for row in s.scalars(select(Quarantine)):
            assert row.file_path is not None
            assert Path(row.file_path).parent == folder
            assert Path(row.file_path).name in row.detail
        run, source = s.scalars(select(Run)).one(), s.scalars(select(RunSource)).one()
        assert (run.command, run.exit_code) == ("import", 3)
        assert (source.status, source.found, source.pending) == ("alarmed", 6, 0)
        letter = s.scalars(select(Version).where(Version.page_kind == "publication")).one()
        assert letter.title == "Marlshire: focused visit, 21 to 22 September 2022"
        story = s.scalars(select(Version).where(Version.page_kind == "article").limit(1)).one()
        assert (story.title, story.origin) == ("School praised by Ofsted", "import")
        assert story.text == "\n\n".join(LINES)


def test_importing_twice_changes_nothing(importer: Importer, folder: Path) -> None:
    importer(folder)
    before = {table: count(importer.engine, table) for table in (Report, Version, Capture)}
    size = sum(file.stat().st_size for file in importer.archive.iterdir())
    rows = count(importer.engine, Quarantine)
    again = importer(folder)
    assert again.states == {"unchanged": 3, "quarantined": 4}
    assert {table: count(importer.engine, table) for table in before} == before
    assert count(importer.engine, Quarantine) == rows
    assert sum(file.stat().st_size for file in importer.archive.iterdir()) == size


def test_the_bytes_of_every_file_can_be_read_again_from_the_archive(
    importer: Importer, folder: Path
) -> None:
    importer(folder)
    archive = Archive(importer.archive)
    with read_session(importer.engine) as s:
        kept = {
            archive.read(row.warc_file, row.warc_offset).file_name: row.payload_bytes
            for row in s.scalars(select(Capture))
        }
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    del sizes["cut.html.gz"], sizes["notes.csv"]
    assert kept == sizes


def test_the_same_bytes_under_two_names_are_one_page(importer: Importer, tmp_path: Path) -> None:
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_bytes(page())
    summary = importer(*(tmp_path / name for name in ("a.html", "b.html", "c.html")))
    assert summary.states == {"stored": 1, "unchanged": 2}
    assert states(importer.engine) == {"stored": 1}
    assert count(importer.engine, Report) == count(importer.engine, Outcome) == 1


def test_an_edited_page_of_one_url_is_a_second_version(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page())
    importer(file, url="https://a.example/news/1?utm_source=x", resolve=without_query)
    file.write_bytes(page([*LINES, "Governors said they were delighted with what was written."]))
    summary = importer(file, url="https://a.example/news/1", resolve=without_query)
    assert summary.states == {"stored": 1}
    with read_session(importer.engine) as s:
        assert s.scalars(select(Page.url)).all() == ["https://a.example/news/1"]
        assert sorted(s.scalars(select(Version.number))) == [1, 2]


def without_query(url: str) -> Address:
    return Address(url=url.partition("?")[0])


def test_captures_of_one_url_in_a_warc_become_versions_in_their_order(
    importer: Importer, tmp_path: Path
) -> None:
    texts = [LINES[:3], LINES, [*LINES, "A third state of the same story was seen in the evening."]]
    with Archive(tmp_path / "theirs", run_id=1) as theirs:
        for lines in texts:
            at = theirs.append(
                "main",
                CapturedResponse(
                    url="https://a.example/news/1",
                    headers=(("Content-Type", "text/html"),),
                    body=page(lines),
                    payload=page(lines),
                    fetched_at=THEN,
                ),
            )
    summary = importer(tmp_path / "theirs" / at.file)
    assert summary.states == {"stored": 3}
    with read_session(importer.engine) as s:
        versions = s.scalars(select(Version).order_by(Version.number)).all()
        assert [version.text for version in versions] == ["\n\n".join(lines) for lines in texts]
        assert s.scalars(select(Capture.fetched_at)).all() == [THEN] * 3


def test_a_topic_is_asked_only_when_one_is_given(importer: Importer, tmp_path: Path) -> None:
    fair = ["The fair comes to Elmbrook on Friday with rides and music for every age."] * 2
    fair += ["Stalls will stand on the green until Sunday evening, the organisers said today."]
    (tmp_path / "fair.html").write_bytes(page(fair, "The fair is back"))
    importer.topic = "ofsted"
    assert importer(tmp_path / "fair.html").states == {"off_topic": 1}
    importer.topic = "all"
    assert importer(tmp_path / "fair.html").states == {"stored": 1}


def test_an_index_page_is_named_and_is_no_bad_file(importer: Importer, tmp_path: Path) -> None:
    links = "".join(f"<li><a href=/n/{n}>Headline number {n} of today</a></li>" for n in range(60))
    (tmp_path / "home.html").write_text(
        f"<!doctype html><html><body><ul>{links}</ul></body></html>"
    )
    summary = importer(tmp_path / "home.html")
    assert summary.states == {"not_article": 1}
    assert summary.exit_code == 0


@pytest.mark.parametrize("url", ["ftp://a.example/x", "a.example", "javascript:alert(1)"])
def test_a_url_that_is_none_is_a_mistake(importer: Importer, folder: Path, url: str) -> None:
    with pytest.raises(ImportMistake, match="http"):
        importer(folder / "story.html", url=url)
    with read_session(importer.engine) as s:
        assert s.scalars(select(Run.exit_code)).one() == 2


def test_one_url_for_many_files_is_a_mistake(importer: Importer, folder: Path) -> None:
    with pytest.raises(ImportMistake, match="7 files"):
        importer(folder, url="https://a.example/1")


def test_progress_is_told_to_the_end(importer: Importer, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    seen: list[PageState] = []

    def hear(done: int, total: int, last: object) -> None:
        told.append((done, total))
        if last is not None:
            seen.append(last.state)  # type: ignore[attr-defined]

    importer(folder, progress=hear)
    assert (told[-1][1], max(told)[0], len(seen)) == (7, 7, 7)


def test_an_interrupt_ends_the_run_in_the_ledger(importer: Importer, folder: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importer(folder, progress=interrupt)
    with read_session(importer.engine) as s:
        assert s.scalars(select(Run.exit_code)).one() == 11
    assert importer(folder).exit_code == 3
    left = states(importer.engine)
    assert left.get("stored", 0) + left.get("unchanged", 0) == 3


def test_kill_in_the_middle_loses_nothing_and_doubles_nothing(
    sqlite_template: Path, tmp_path: Path
) -> None:
    database = tmp_path / "winnow.db"
    database.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{database}"
    place = tmp_path / "files"
    place.mkdir()
    texts = {f"Story number {n}, and what Ofsted said of it." for n in range(80)}
    for number, text in enumerate(sorted(texts)):
        (place / f"{number}.txt").write_text(text)
    chance = random.Random(7)
    for kill in (chance.randrange(5, 70), chance.randrange(5, 70), None):
        run_import(place, url, tmp_path / "archive", kill)
    engine = make_engine(url)
    with read_session(engine) as s:
        assert set(s.scalars(select(Version.text))) == texts
        assert count(engine, Version) == count(engine, Report) == count(engine, Page) == len(texts)
        assert set(s.scalars(select(Page.state))) <= {"stored", "unchanged"}
        archive = Archive(tmp_path / "archive")
        captures = s.scalars(select(Capture)).all()
        read = [archive.read(row.warc_file, row.warc_offset).payload for row in captures]
    assert {payload.decode() for payload in read} == texts
    assert len(captures) == len(texts)
    assert not list((tmp_path / "archive").glob("*.open"))
    engine.dispose()


def run_import(folder: Path, url: str, archive: Path, kill_after: int | None) -> None:
    """Import in another process, and kill it after so many lines of its progress."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(HERE)])}
    script = str(HERE / "import_process.py")
    with subprocess.Popen(
        [sys.executable, script, str(folder), url, str(archive)],
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        for number, _ in enumerate(process.stdout):
            if number == kill_after:
                process.kill()
    assert process.returncode == (0 if kill_after is None else -9)


def test_a_sidecar_names_the_pages(importer: Importer, folder: Path) -> None:
    entry = {"file": "story.html", "url": "https://a.example/news/9"}
    (folder / "urls.jsonl").write_text(json.dumps(entry))
    importer(folder)
    with read_session(importer.engine) as s:
        assert "https://a.example/news/9" in s.scalars(select(Page.url)).all()
