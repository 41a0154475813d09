"""Every removed block that a test makes names a rule and a class that are declared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipelines.boilerplate import fragment_rules
from pipelines.boilerplate.classes import classes
from pipelines.boilerplate.phrases import stock_classes
from pipelines.reading.model import RemovedBlock
from words.rules import DocumentRule, DumpRule, PageRule, opener_rule, phrase_rule, rule_of_name


def declared(rule: str, kind: str) -> bool:
    """Say whether a rule exists and may cut a block of the class."""
    if kind not in classes():
        return False
    kinds = {one.name: one.kind for one in fragment_rules()}
    kinds |= {phrase_rule(one.name): one.name for one in stock_classes()}
    kinds |= {opener_rule(one.name): one.name for one in stock_classes()}
    if kinds.get(rule) == kind or rule == rule_of_name(kind):
        return True
    lists = (PageRule, DumpRule, DocumentRule)
    return any(rule == one and one.kind in (None, kind) for rules in lists for one in rules)


@pytest.fixture(autouse=True)
def rules_are_declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look at every removed block that a test makes in this process."""
    made: set[tuple[str, str]] = set()
    make = RemovedBlock.__init__

    def noted(block: RemovedBlock, **values: object) -> None:
        make(block, **values)  # type: ignore[arg-type]
        made.add((block.rule, block.kind))

    monkeypatch.setattr(RemovedBlock, "__init__", noted)
    yield
    undeclared = sorted(one for one in made if not declared(*one))
    assert not undeclared
