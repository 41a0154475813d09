"""What every vocabulary keeps to: each member is explained, and is found by its value."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
from enum import Enum

import pytest

import words
from words.explained import Explained, ExplainedNumber
from words.runs import VISITING, RunKind


def vocabularies() -> list[type[Enum]]:
    for module in pkgutil.iter_modules(words.__path__):
        importlib.import_module(f"words.{module.name}")
    found = {*Explained.__subclasses__(), *ExplainedNumber.__subclasses__()}
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
