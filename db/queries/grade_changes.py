"""One inspection's grades beside those of the one before it. Pure: grades in, differences out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from words.grades import SCALES


class Direction(StrEnum):
    """Which way a grade went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeChange:
    """One area graded both times. direction None: the two grades are not on one scale."""

    area: str
    before: str
    after: str
    direction: Direction | None


def direction(before: str, after: str) -> Direction | None:
    """Return which way a grade went; None for grades that no one scale has."""
    scale = next((one for one in SCALES if before in one and after in one), None)
    if scale is None:
        return None
    step = scale.index(after) - scale.index(before)
    return Direction.SAME if step == 0 else Direction.DOWN if step > 0 else Direction.UP


def compare(
    before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> tuple[GradeChange, ...]:
    """Return each area that both inspections graded, in the order of the later one."""
    return tuple(
        GradeChange(area=area, before=old, after=new, direction=direction(old, new))
        for area, new in after.items()
        if new is not None and (old := before.get(area)) is not None
    )
