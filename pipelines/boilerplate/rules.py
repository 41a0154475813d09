"""The registry of boilerplate rules, and the values that rules take and give.

A rule is a pure function from a sequence of lines to the cuts it would make. It never changes
what it is given: rules are free of order within a pass, testable alone, and can be audited.
There are two faces. A *fragment rule* sees the article fragment of a page (BeautifulSoup tags
beside the lines); a *line rule* sees the lines of a text dump (pipelines.reading.dump.rules). A
class that stock phrases tell is a table of `phrases.toml`; what else cuts is a file of this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment

__all__ = ["FRAGMENT_RULES", "FragmentRule", "RuleFunction", "register", "rule"]


RuleFunction = Callable[[Fragment], Iterable[Cut]]
F = TypeVar("F", bound=RuleFunction)


@dataclass(frozen=True, slots=True)
class FragmentRule:
    """One registered rule: its identifier, its class of boilerplate, its function, what it does.

    alone: it judges each line by itself, so that it finds nothing new where others are gone.
    """

    name: str
    kind: str
    find: RuleFunction
    explanation: str
    alone: bool = False

    def __call__(self, fragment: Fragment) -> Iterable[Cut]:
        """Return the cuts that the rule would make on the fragment."""
        return self.find(fragment)


FRAGMENT_RULES: dict[str, FragmentRule] = {}


def register(one: FragmentRule) -> None:
    """Add a rule to the registry. Raises ValueError for a name that another rule has."""
    known = FRAGMENT_RULES.setdefault(one.name, one)
    if (known.kind, known.explanation) != (one.kind, one.explanation):
        raise ValueError(f"two rules are called {one.name!r}")


def rule(name: str, *, kind: str, alone: bool = False) -> Callable[[F], F]:
    """Register a fragment rule under `name` (unique) for the class of boilerplate `kind`.

    The first line of its docstring is what docs/reading.md says of it.
    """

    def registered(function: F) -> F:
        explanation = (function.__doc__ or "").strip().partition("\n")[0]
        register(FragmentRule(name, kind, function, explanation, alone))
        return function

    return registered
