"""Imports run one way: words ← db ← pipelines ← crawler ← cli; the pure parts stay pure."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "words": {"words"},
    "db": {"words", "db"},
    "pipelines": {"words", "db", "pipelines"},
    "crawler": {"words", "db", "pipelines", "crawler"},
    "export": {"words", "db", "export"},
    "web": {"words", "db", "export", "web"},
    "miniweb": {"words", "miniweb"},
    "cli": {"words", "db", "pipelines", "crawler", "export", "web", "miniweb", "cli"},
}
PURE = ("page", "reading", "boilerplate", "ofsted", "statistics", "linking", "duplicates")
ENGINES = {"scrapy", "twisted", "sqlalchemy", "alembic", "db", "crawler"}


def files_of(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported_rooms(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    rooms = set(MAY_IMPORT) | {"tests", "bench"}
    wrong = {
        str(path.relative_to(ROOT)): sorted(above)
        for path in files_of(room)
        if (above := (imported_rooms(path) & rooms) - MAY_IMPORT[room])
    }
    assert not wrong


def test_the_ground_room_needs_nothing_but_the_standard_library() -> None:
    files = files_of("words")
    assert files
    known = sys.stdlib_module_names | {"words"}
    wrong = {path.name: other for path in files if (other := imported_rooms(path) - known)}
    assert not wrong


def test_the_pure_parts_of_the_pipelines_know_neither_scrapy_nor_the_database() -> None:
    pure = [
        path
        for path in files_of("pipelines")
        if path.relative_to(ROOT / "pipelines").parts[0] in PURE
    ]
    assert len(pure) > 5
    wrong = {path.name: hit for path in pure if (hit := imported_rooms(path) & ENGINES)}
    assert not wrong


def test_the_database_room_knows_no_engine_of_the_others() -> None:
    forbidden = {"scrapy", "twisted", "bs4", "lxml"}
    wrong = {path.name: hit for path in files_of("db") if (hit := imported_rooms(path) & forbidden)}
    assert not wrong
