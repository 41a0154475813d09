"""Every format over every kind of value, and every kind of place that an export can go to."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from export import FORMATS, BadTarget, written_to
from export.workbook import CUT, LONGEST

COLUMNS = ("id", "title", "text", "told_at", "day", "score", "proven", "doubts", "nothing")
ROWS: list[dict[str, Any]] = [
    {
        "id": 7,
        "title": "=SUM(1) is how she begins",
        "text": 'Two lines,\nwith "quotes" — and a dash',
        "told_at": datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
        "day": date(2026, 7, 2),
        "score": 0.5,
        "proven": True,
        "doubts": ["no_date", "tail: long"],
        "nothing": None,
    },
    {
        "id": 8,
        "title": None,
        "text": "-1 at the front",
        "told_at": None,
        "day": None,
        "score": 1,
        "proven": False,
        "doubts": [],
        "nothing": None,
    },
]


def written(form: str, rows: list[dict[str, Any]] = ROWS) -> bytes:
    target = io.BytesIO()
    made = FORMATS[form](target, COLUMNS)
    for row in rows:
        made.write(row)
    made.finish()
    assert not target.closed
    return target.getvalue()


def test_csv_has_a_row_a_record_and_no_live_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8"), newline="")))
    assert [row["id"] for row in rows] == ["7", "8"]
    assert rows[0]["title"] == "'=SUM(1) is how she begins"
    assert rows[0]["text"] == ROWS[0]["text"]
    assert rows[0]["told_at"] == "2026-07-01T23:30:00+00:00"
    assert json.loads(rows[0]["doubts"]) == ROWS[0]["doubts"]
    assert (rows[1]["title"], rows[1]["doubts"], rows[1]["nothing"]) == ("", "", "")


def test_json_lines_are_verbatim_and_keep_what_has_no_column() -> None:
    lines = written("jsonl", [{**ROWS[0], "coverage": [1]}]).decode("utf-8").splitlines()
    (record,) = map(json.loads, lines)
    assert record["title"] == ROWS[0]["title"]
    assert record["coverage"] == [1]
    assert list(record)[: len(COLUMNS)] == list(COLUMNS)


def test_a_workbook_holds_types_and_says_where_a_cell_was_cut(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    long = "x" * (LONGEST + 10)
    path = tmp_path / "a.xlsx"
    path.write_bytes(written("xlsx", [ROWS[0], {**ROWS[1], "text": long}]))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0] == list(COLUMNS)
    assert rows[1][:2] == [7.0, "=SUM(1) is how she begins"]
    assert rows[1][3] == datetime(2026, 7, 2, 0, 30)  # London  # noqa: DTZ001
    assert rows[1][4] == date(2026, 7, 2)
    assert len(rows[2][2]) == LONGEST
    assert rows[2][2].endswith(CUT)
    assert b"<f>" not in path.read_bytes()


def test_parquet_has_typed_columns(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "a.parquet"
    path.write_bytes(written("parquet"))
    with duckdb.connect() as database:
        found = database.execute(f"SELECT * FROM read_parquet('{path}') ORDER BY id").fetchall()  # noqa: S608
        types = database.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()  # noqa: S608
    assert [name for name, *_ in types] == list(COLUMNS)
    kinds = {name: kind for name, kind, *_ in types}
    assert kinds["id"] == "BIGINT"
    assert kinds["score"] == "DOUBLE"
    assert kinds["day"] == "DATE"
    assert kinds["told_at"].startswith("TIMESTAMP")
    assert found[0][1] == ROWS[0]["title"]
    assert found[0][3].astimezone(UTC) == ROWS[0]["told_at"]
    assert json.loads(found[0][7]) == ROWS[0]["doubts"]


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_are_a_whole_file_too(form: str) -> None:
    content = written(form, [])
    assert content or form == "jsonl"


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("of before")
    path.chmod(0o640)
    with pytest.raises(TypeError), written_to(path) as target:
        target.write(b"half" + None)  # type: ignore[operator]
    assert path.read_text() == "of before"
    with written_to(path) as target:
        target.write(b"whole")
    assert path.read_text() == "whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_kill_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("of before")
    code = (
        "import os, signal; from pathlib import Path; from export import written_to\n"
        f"with written_to(Path({str(path)!r})) as target:\n"
        "    target.write(b'half'); target.flush(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path.cwd())
    assert done.returncode < 0
    assert path.read_text() == "of before"


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("of before")
    link.symlink_to(real)
    with written_to(link) as target:
        target.write(b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with written_to(pipe) as target:
        target.write(b"through")
    reader.join(120)
    assert read == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays_a_device() -> None:
    with written_to(Path(os.devnull)) as target:
        target.write(b"gone")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116


@pytest.mark.parametrize("place", ["", "nowhere/out.csv"])
def test_a_place_that_cannot_be_is_said(tmp_path: Path, place: str) -> None:
    with pytest.raises(BadTarget), written_to(tmp_path / place):
        pass
