"""Grades and judgement areas in their own words, and the scale they are compared on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# printed (lower case, single blanks) → normalised. Four-point scale of ILACS, SIF, EIF; "adequate"
# to 2013; "satisfactory" for schools to 2012; "not judged" for very small authorities.
FOUR_POINT: Mapping[str, str] = {
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement to be good": "requires_improvement",
    "require improvement to be good": "requires_improvement",
    "requires improvement": "requires_improvement",
    "require improvement": "requires_improvement",
    "inadequate": "inadequate",
    "not judged": "not_judged",
}
ADEQUATE_SCALE: dict[str, str] = {
    "outstanding": "outstanding",
    "good": "good",
    "adequate": "adequate",
    "inadequate": "inadequate",
    "not judged": "not_judged",
}
SCHOOL_SCALE: Mapping[str, str] = {**FOUR_POINT, "satisfactory": "satisfactory"}
# The closing table of 2013 prints word and number in one cell: "Inadequate Grade 4". A pair that
# does not belong together is no grade.
WORDS_AND_NUMBERS: Mapping[str, str] = ADEQUATE_SCALE | {
    f"{word} grade {number}": word
    for number, word in enumerate(("outstanding", "good", "adequate", "inadequate"), 1)
}
# Report cards from 10 November 2025.
REPORT_CARD: Mapping[str, str] = {
    "exceptional": "exceptional",
    "strong standard": "strong_standard",
    "expected standard": "expected_standard",
    "needs attention": "needs_attention",
    "urgent improvement": "urgent_improvement",
    "met": "met",
    "not met": "not_met",
}


@dataclass(frozen=True)
class Area:
    """A judgement area: its key and the pattern of its printed label (case ignored).

    A pattern holds words, groups and "|" alone: the boxes' reading takes blanks, commas, hyphens
    and apostrophes out of it, so none of them may carry a quantifier.
    """

    key: str
    pattern: str


@dataclass(frozen=True)
class Vocabulary:
    """The areas and grades one kind of judgement table may print."""

    areas: Sequence[Area]
    grades: Mapping[str, str]

    def area_of(self, label: str) -> str | None:
        """The key of a complete printed label; None for words that are no label."""
        words = plain_label(label)
        for area in self.areas:
            if re.fullmatch(area.pattern, words, re.IGNORECASE):
                return area.key
        return None

    def grade_of(self, printed: str) -> str | None:
        """The normalised grade of complete printed words; None for words that are no grade."""
        return self.grades.get(re.sub(r"\s+", " ", printed).strip(" .").casefold())

    @property
    def label_pattern(self) -> str:
        """One alternation of all labels, longest pattern first."""
        patterns = sorted((area.pattern for area in self.areas), key=len, reverse=True)
        return "|".join(patterns)

    @property
    def grade_pattern(self) -> str:
        """One alternation of all grades, longest first."""
        return "|".join(
            re.escape(grade).replace(r"\ ", r"\s+")
            for grade in sorted(self.grades, key=len, reverse=True)
        )


_LEADING_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})?\.?\s+")


def plain_label(label: str) -> str:
    """A label without its row number ("2.1 Adoption performance"), quotes straight."""
    words = re.sub(r"\s+", " ", label.replace("’", "'")).strip(" .:")
    return _LEADING_NUMBER.sub("", words)
