"""What a line must begin with that a pattern matches: read from the pattern, asked before it."""

from __future__ import annotations

__all__ = ["openings"]

_SPECIAL = frozenset(".^$*+?{}[]|()")


def openings(pattern: str, size: int) -> frozenset[str]:
    """Return the beginnings, of up to `size` characters, of which every match has one.

    "" is among them where a match may begin with anything.
    """
    needed = f"(?:{_without_lookahead(pattern)})"
    return frozenset(start for start, _ in _openings(needed, size))


def _without_lookahead(pattern: str) -> str:
    """Return a pattern without the lookaheads it begins with: what a line needs at least."""
    while pattern.startswith(("(?!", "(?=")):
        depth = 0
        for place, character in enumerate(pattern):
            escaped = place and pattern[place - 1] == "\\"
            depth += (character == "(" and not escaped) - (character == ")" and not escaped)
            if not depth:
                break
        pattern = pattern[place + 1 :]
    return pattern


def _alternatives(pattern: str) -> tuple[list[str], str]:
    """Split a pattern that opens with a group into the group's alternatives and the rest."""
    depth, start, in_class = 0, 3, False
    parts: list[str] = []
    for place, character in enumerate(pattern):
        if place and pattern[place - 1] == "\\":
            continue
        in_class = character != "]" if in_class else character == "["
        if in_class:
            continue
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 1:
            parts.append(pattern[start:place])
            start = place + 1
        elif not depth:
            return [*parts, pattern[start:place]], pattern[place + 1 :]
    return [], pattern


def _next(pattern: str) -> tuple[list[str], str, str] | None:
    """Split a pattern into the alternatives it begins with, their quantifier, and the rest.

    None where that is no literal, no digit and no group.
    """
    if pattern.startswith("(?:"):
        parts, rest = _alternatives(pattern)
    elif pattern.startswith("\\d"):
        parts, rest = list("0123456789"), pattern[2:]
    elif pattern[0] == "\\" and not pattern[1].isalnum():
        parts, rest = [pattern[:2]], pattern[2:]
    elif pattern[0] == "\\" or pattern[0] in _SPECIAL:
        return None
    else:
        parts, rest = [pattern[0]], pattern[1:]
    mark = rest[:1] if rest[:1] in ("?", "*", "+", "{") else ""
    return parts, mark, rest[len(mark) :]


def _openings(pattern: str, size: int) -> frozenset[tuple[str, bool]]:
    """Return what matches of a pattern can begin with, up to `size` characters.

    Each beginning comes with whether it is a match as a whole (the pattern ends there).
    """
    if not size:
        return frozenset([("", False)])
    if not pattern:
        return frozenset([("", True)])
    split = _next(pattern)
    if split is None:
        return frozenset([("", False)])
    parts, mark, rest = split
    if mark == "*" or (mark == "{" and rest.startswith("0")):
        return frozenset([("", False)])
    found = set(_openings(rest, size)) if mark == "?" else set()
    for part in parts:
        literal = part.removeprefix("\\")
        heads = frozenset([(literal, True)]) if len(literal) == 1 else _openings(part, size)
        for head, whole in heads:
            if whole and mark in ("", "?"):
                found |= {(head + tail, ended) for tail, ended in _openings(rest, size - len(head))}
            else:
                found.add((head, False))
    return frozenset(found)
