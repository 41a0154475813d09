"""What is not the story: classes of stock phrases, and one small file for what else cuts.

`fragment_rules()` gives every fragment rule: one a class of `phrases.toml`, and those of the files
of this folder, found by listing it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.boilerplate.rules import FragmentRule

__all__ = ["fragment_rules", "load_rules", "rules_of_context"]


@cache
def load_rules() -> None:
    """Import every file of this folder once, so that its rules are registered."""
    from pipelines.boilerplate.rules import register
    from pipelines.boilerplate.stock import stock_rules

    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}")
    for one in stock_rules():
        register(one)


@cache
def fragment_rules() -> tuple[FragmentRule, ...]:
    """Every fragment rule, ordered by name."""
    from pipelines.boilerplate.rules import FRAGMENT_RULES

    load_rules()
    return tuple(FRAGMENT_RULES[name] for name in sorted(FRAGMENT_RULES))


@cache
def rules_of_context() -> tuple[FragmentRule, ...]:
    """The fragment rules that look at more than one line: a later pass needs no others."""
    return tuple(rule for rule in fragment_rules() if not rule.alone)
