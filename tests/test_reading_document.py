"""docs/reading.md names every doubt, code, class, rule and alarm of the code, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from crawler import fetching
from crawler.fetch_errors import FetchError
from db.models import PageState
from pipelines.children.calls import FailureCode
from pipelines.ofsted.model import PublicationKind
from pipelines.reading.model import PageKind
from pipelines.recleaning.rereading import NO_REPORT
from words.doubts import ALARMING

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")


def trees(*folders: str) -> list[ast.Module]:
    paths = [ROOT / name for name in folders]
    files = [one for path in paths for one in (sorted(path.rglob("*.py")) or [path])]
    return [_tree(path) for path in files]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def table(heading: str) -> set[str]:
    """Return what stands first in the rows of the tables under a heading."""
    part = TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert part, heading
    cells = re.findall(r"^\| ([^|]+) \|", part, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def calls(name: str, *folders: str) -> Iterator[ast.Call]:
    for tree in trees(*folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield node


def argument(call: ast.Call, place: int, name: str) -> str | None:
    """Return an argument that is a plain string, by its place or its name."""
    named = [one.value for one in call.keywords if one.arg == name]
    found = named[0] if named else call.args[place] if len(call.args) > place else None
    if isinstance(found, ast.Constant) and isinstance(found.value, str):
        return found.value
    return None


def alarms_of_the_code() -> set[str]:
    raised: list[tuple[str, Callable[[ast.Call], str | None]]] = [
        ("alarm", lambda call: argument(call, 1, "code")),
        ("raise_alarm", lambda call: argument(call, 9, "code")),
        ("PageError", lambda call: argument(call, 0, "code")),
    ]
    folders = ("crawler", "pipelines", "db")
    found = {
        code
        for name, code_of in raised
        for call in calls(name, *folders)
        if (code := code_of(call))
    }
    found |= {"statistics_disagree", "site_disagrees"}
    return (found | ALARMING) - {"soft_404"}


STORED_KINDS = {PageKind.ARTICLE, PageKind.LIVE}
GONE_KINDS = {PageKind.SOFT_404, PublicationKind.SOFT_404}


def codes(*places: tuple[str, int, str], folders: tuple[str, ...]) -> set[str]:
    """Return the plain codes that calls are given: (function, place, name of the argument)."""
    found = {
        argument(call, place, name)
        for function, place, name in places
        for call in calls(function, *folders)
    }
    return {one for one in found if one}


def partials(name: str) -> set[str]:
    """Return the codes of `partial(name, code)`."""
    made = (call for call in calls("partial", "crawler") if ast.unparse(call.args[0]) == name)
    return {code for call in made if (code := argument(call, 1, "code"))}


def quarantine_codes_of_the_code() -> set[str]:
    reading = (("BodyError", 0, "code"), ("_bad", 1, "code"), ("Problem", 0, "code"))
    found = codes(*reading, folders=("pipelines",))
    tables = (("TableError", 0, "code"), ("Error", 0, "code"))
    found |= codes(*tables, folders=("pipelines/statistics",))
    at_the_site = (("BadBody", 0, "code"), ("PageError", 0, "code"), ("BodyError", 0, "code"))
    found |= codes(*at_the_site, folders=("crawler",))
    found |= codes(("PageError", 0, "code"), folders=("pipelines/ofsted",)) | partials("BadBody")
    found |= set(FailureCode) | set(PublicationKind) | {PageKind.UNREADABLE, NO_REPORT}
    return {str(one) for one in found} - {PublicationKind.PUBLICATION, *GONE_KINDS}


def test_every_code_of_the_quarantine_is_explained() -> None:
    assert table("Codes of the quarantine") == quarantine_codes_of_the_code()


def reasons_in_the_document() -> set[tuple[str, str]]:
    part = TEXT.partition("\n## Why a page is not stored\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \|", part, re.MULTILINE)
    return {(state, name) for state, cell in rows for name in re.findall(r"`([^`]+)`", cell)}


def errors_of_the_code(base: type[FetchError] = FetchError) -> Iterator[tuple[str, str]]:
    """Yield state and code of every error that has both of its class."""
    for error in base.__subclasses__():
        if error.state is not PageState.QUARANTINED and error.code != FetchError.code:
            yield str(error.state), error.code
        yield from errors_of_the_code(error)


def reasons_of_the_code() -> set[tuple[str, str]]:
    kinds = set(PageKind) - STORED_KINDS - {PageKind.SOFT_404, PageKind.UNREADABLE}
    found = {("not_article", str(kind)) for kind in kinds} | set(errors_of_the_code())
    for call in calls("Verdict", "pipelines/storing/verdict.py"):
        given = {one.arg: one.value for one in call.keywords}
        state = ast.unparse(given["state"]).removeprefix("PageState.").lower()
        code = argument(call, 9, "code")
        if code and state != "quarantined":
            found.add((state, code))
    failed = codes(("Failed", 0, "code"), folders=("crawler",)) | partials("Failed")
    return found | {("failed", code) for code in failed} | BY_OTHER_MEANS


BY_OTHER_MEANS = {
    *(("gone", "status_404"), ("gone", "status_410"), ("refused", "takedown")),
    *(("failed", "blocked"), ("failed", "status_N")),
    *(("failed", "no_answer"), ("failed", "stage_error")),
}
"""Reasons that are put together where a page is settled: each is looked for in the code below."""


def test_every_reason_is_explained() -> None:
    assert fetching.Failed in FetchError.__subclasses__()
    assert reasons_in_the_document() == reasons_of_the_code()


def test_the_reasons_that_are_named_here_are_in_the_code() -> None:
    source = "".join(
        (ROOT / name).read_text(encoding="utf-8")
        for name in (
            *("crawler/spiders/base.py", "crawler/frontier.py", "crawler/fetching.py"),
            "pipelines/importing/files.py",
        )
    )
    for _, code in BY_OTHER_MEANS:
        assert f'"{re.sub("_[0-9N]+$", "_", code)}' in source.replace('f"', '"'), code


def test_every_alarm_is_explained() -> None:
    assert table("Alarms") == alarms_of_the_code()
