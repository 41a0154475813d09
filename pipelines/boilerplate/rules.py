"""The registry of boilerplate rules, and the values that rules take and give.

A rule is a pure function from a sequence of lines to the cuts it would make. It never changes
what it is given: rules are free of order within a pass, testable alone, and can be audited.
There are two faces. A *fragment rule* sees the article fragment of a page (BeautifulSoup tags
beside the lines); a *line rule* sees the lines of a text dump. Each class of boilerplate is one
file of this folder; adding a class is adding a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pipelines.boilerplate.fragment import Fragment

__all__ = ["Cut", "FragmentRule", "RuleFunction", "rule"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """What a rule would remove from one line.

    line: index of the line. start, end: characters of the line's text, half open; end None means
    to the end of the line, so that the default is the whole line. evidence: the words or marks
    that decided. trim: whether the rest of the line stays as a mended line.
    """

    line: int
    start: int = 0
    end: int | None = None
    evidence: str = ""


RuleFunction = Callable[["Fragment"], Iterable[Cut]]
F = TypeVar("F", bound=RuleFunction)


@dataclass(frozen=True, slots=True)
class FragmentRule:
    """One registered rule: its identifier, its class of boilerplate, its function.

    alone: it judges each line by itself, so that it finds nothing new where others are gone.
    """

    name: str
    kind: str
    find: RuleFunction
    alone: bool = False

    def __call__(self, fragment: Fragment) -> Iterable[Cut]:
        """Return the cuts that the rule would make on the fragment."""
        return self.find(fragment)


FRAGMENT_RULES: dict[str, FragmentRule] = {}


def rule(name: str, *, kind: str, alone: bool = False) -> Callable[[F], F]:
    """Register a fragment rule under `name` (unique) for the class of boilerplate `kind`."""

    def register(function: F) -> F:
        if name in FRAGMENT_RULES and FRAGMENT_RULES[name].find is not function:
            raise ValueError(f"two rules are called {name!r}")
        FRAGMENT_RULES[name] = FragmentRule(name, kind, function, alone)
        return function

    return register
