"""Imports run one way: words ← db ← pipelines ← crawler ← cli; the pure parts stay pure."""

import ast
import sys
from functools import cache
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
ORDER: tuple[tuple[str, ...], ...] = (
    ("pipelines.page",),
    ("pipelines.boilerplate",),
    ("pipelines.reading",),
    ("pipelines.ofsted",),
    ("pipelines.statistics",),
    ("pipelines.linking",),
    ("pipelines.duplicates",),
    ("pipelines.archive", "pipelines.capture"),
    # what crosses the pipe to a child, and what a child makes ready for the writer
    ("pipelines.storing.prepared", "pipelines.children.calls"),
    ("pipelines.storing.rows", "pipelines.storing.publication_rows", "pipelines.storing.topic"),
    ("pipelines.storing.verdict", "pipelines.storing.prepare"),
    ("pipelines.children",),
    ("pipelines.storing",),
    ("pipelines.services",),
    ("pipelines.run", "pipelines.process", "pipelines.stages"),
    ("pipelines.importing", "pipelines.recleaning"),
)
"""The rooms of the pipelines, the lowest first; where one room is cut, its files by name."""
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


def module_of(path: Path) -> str:
    """Return the dotted name of a file of ours; a folder's own file has the folder's name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def graph() -> dict[str, set[str]]:
    """Return which modules of ours each module imports, also within functions and for types."""
    paths = {module_of(path): path for room in MAY_IMPORT for path in files_of(room)}
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        named: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                named |= (inner & paths.keys()) or {node.module}
        found[name] = (named & paths.keys()) - {name}
    return found


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """Return the modules that reach each other, and so could be told apart only in name."""
    reach: dict[str, set[str]] = {}
    for start in arrows:
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            for following in arrows[ahead.pop()] - seen:
                seen.add(following)
                ahead.append(following)
        reach[start] = seen
    return [
        {other for other in reach[one] if one in reach[other]} | {one}
        for one in arrows
        if one in reach[one]
    ]


def test_no_circle_of_files_exists() -> None:
    assert len(graph()) > 300
    assert circles(graph()) == []


def test_a_circle_is_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}] * 3


def rank(module: str) -> int | None:
    """Return how high a module of the pipelines stands, by the longest name that it is under."""
    under = [
        (len(name), place)
        for place, names in enumerate(ORDER)
        for name in names
        if module == name or module.startswith(f"{name}.")
    ]
    return max(under)[1] if under else None


def test_every_room_of_the_pipelines_has_its_place() -> None:
    modules = {name for name in graph() if name.startswith("pipelines.")}
    assert {name for name in modules if rank(name) is None} == set()
    known = {name for names in ORDER for name in names}
    assert {name for name in known if name not in modules} == set()


def test_no_arrow_between_the_rooms_of_the_pipelines_leads_up() -> None:
    up = {
        (name, other)
        for name, others in graph().items()
        for other in others
        if (mine := rank(name)) is not None and (theirs := rank(other)) is not None
        if theirs > mine
    }
    assert up == set()
