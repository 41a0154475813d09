"""Grades: the scales they stand on, which is worse, and how people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["SCALES", "grade_named", "worst"]

# Best first. "adequate" (to 2013) and "satisfactory" (schools to 2012) were replaced by "requires
# improvement": the words stand on scales of their own and are not compared with each other.
SCALES = (
    ("outstanding", "good", "requires_improvement", "inadequate"),
    ("outstanding", "good", "adequate", "inadequate"),
    ("outstanding", "good", "satisfactory", "inadequate"),
    (
        "exceptional",
        "strong_standard",
        "expected_standard",
        "needs_attention",
        "urgent_improvement",
    ),
    ("met", "not_met"),
)
_SHORT = {
    "o": "outstanding",
    "g": "good",
    "ri": "requires_improvement",
    "i": "inadequate",
    "requires_improvement_to_be_good": "requires_improvement",
    "require_improvement": "requires_improvement",
    "require_improvement_to_be_good": "requires_improvement",
    "exceptional_standard": "exceptional",
    "strong": "strong_standard",
    "expected": "expected_standard",
    "1": "outstanding",
    "2": "good",
    "3": "requires_improvement",
    "4": "inadequate",
}
_GAP = re.compile(r"[\s_-]+")


def grade_named(words: str) -> str | None:
    """Return the grade that somebody means: "RI", "Requires improvement to be good", "Good".

    None for words that are no grade.
    """
    plain = _GAP.sub("_", words.strip().strip(".").casefold())
    plain = _SHORT.get(plain, plain)
    known = {grade for scale in SCALES for grade in scale} | {"not_judged"}
    return plain if plain in known else None


def worst(grades: Iterable[str | None]) -> str | None:
    """Return the worst of some grades: the one nearest the end of its scale; None without any."""
    known = [grade for grade in grades if grade is not None and _place(grade) is not None]
    return max(known, key=lambda grade: _place(grade) or 0.0, default=None)


def _place(grade: str) -> float | None:
    """Return how far down its scale a grade stands, 0 to 1."""
    scale = next((one for one in SCALES if grade in one), None)
    return scale.index(grade) / (len(scale) - 1) if scale else None
