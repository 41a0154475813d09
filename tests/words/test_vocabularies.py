"""What every vocabulary keeps to: each member is explained, and is found by its value."""

from __future__ import annotations

import ast
import copy
import importlib
import pickle
import pkgutil
from enum import Enum
from pathlib import Path

import pytest

import words
from words.advised import Advised
from words.doubts import DoubtCode
from words.explained import Explained, ExplainedNumber
from words.reasons import Reason
from words.rules import RuleName
from words.runs import VISITING, RunKind

ROOT = Path(__file__).resolve().parent.parent.parent


def vocabularies() -> list[type[Enum]]:
    for module in pkgutil.iter_modules(words.__path__):
        importlib.import_module(f"words.{module.name}")
    bases = (Explained, ExplainedNumber, Advised, DoubtCode, RuleName)
    found = {kind for base in bases for kind in base.__subclasses__() if len(kind)} | {Reason}
    return sorted(found, key=lambda one: one.__name__)


@pytest.mark.parametrize("vocabulary", vocabularies(), ids=lambda one: one.__name__)
def test_every_member_is_explained_and_survives_a_way_between_processes(
    vocabulary: type[Explained],
) -> None:
    assert len(vocabulary) > 1
    for member in vocabulary:
        assert member.meaning.strip() == member.meaning != ""
        assert vocabulary(member.value) is member
        assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - made one line above
        assert copy.copy(member) is member


def test_imports_and_recleaning_visit_no_source() -> None:
    assert set(RunKind) - set(VISITING) == {RunKind.IMPORT, RunKind.RECLEAN}


def members_in_use() -> set[str]:
    """Return "Vocabulary.MEMBER" for each member that the code outside this room names."""
    rooms = ("words", "db", "pipelines", "crawler", "cli", "web", "export")
    files = (path for room in rooms for path in (ROOT / room).rglob("*.py"))
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {
        f"{node.value.id}.{node.attr}"
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def test_every_word_of_a_vocabulary_is_said_somewhere() -> None:
    unsaid = {
        f"{vocabulary.__name__}.{member.name}"
        for vocabulary in vocabularies()
        for member in vocabulary
    } - members_in_use()
    assert not unsaid
