"""What a dump prints about its story: who wrote it and when, every candidate kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.reading.dump.region import Region
from pipelines.reading.dump.rules.byline import byline_names
from pipelines.reading.dump.rules.line import DumpLine
from pipelines.reading.dump.stock import Marks
from pipelines.reading.metadata.gather import refusal
from pipelines.reading.metadata.people import join_names, names_in
from pipelines.reading.metadata.stated_times import Moment, read_moment
from pipelines.reading.model import Candidate, PageContext, Precision

__all__ = ["Facts", "gather_facts"]

# "PUBLISHED: 07:15 12 May 2018 | UPDATED: 09:01 12 May 2018", "12:12, 03 Jun 2025Updated 13:01, …"
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)(?: at| on)?:?\s*", re.IGNORECASE)
_MOST_LINES = 12
_SOURCE = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Byline and moments of a dump (None where it prints none), and all candidates for them."""

    byline: str | None
    published: Moment | None
    modified: Moment | None
    candidates: tuple[Candidate, ...]

    @property
    def precision(self) -> Precision | None:
        """How exactly the moment of publication is stated."""
        return self.published.precision if self.published else None


def gather_facts(
    lines: Sequence[DumpLine], marks: Marks, region: Region, context: PageContext
) -> Facts:
    """Read byline and date lines around the story; those of teasers further down are left."""
    near = range(max(0, region.start - _MOST_LINES), min(region.stop + 2, len(lines)))
    bylines = [lines[n] for n in near if n in marks and marks[n].kind in {"byline", "ldrs"}]
    dates = [lines[n] for n in near if n in marks and marks[n].kind in {"date", "byline"}]
    byline, who = _byline(bylines)
    stated = [part for line in dates for part in _parts(line)]
    published, when = _moment("published", [p for n, p in stated if n == "published"], context)
    modified, later = _moment("modified", [p for n, p in stated if n == "modified"], context)
    return Facts(
        byline=byline,
        published=published or _listed(context.listing_published),
        modified=modified or _listed(context.listing_modified),
        candidates=(*who, *when, *later),
    )


def _listed(at: datetime | None) -> Moment | None:
    return Moment(at.astimezone(UTC), Precision.TIME) if at is not None else None


def _byline(lines: Sequence[DumpLine]) -> tuple[str | None, list[Candidate]]:
    chosen: str | None = None
    candidates = []
    for line in lines[:_MOST_LINES]:
        printed = byline_names(line)
        names = join_names(names_in(printed or line.text))
        take = names is not None and chosen is None and printed is not None
        chosen = names if take else chosen
        why = "the first byline printed" if take else None
        candidates.append(
            Candidate(field="byline", value=line.text, source=_SOURCE, chosen=take, why=why)
        )
    return chosen, candidates


def _parts(line: DumpLine) -> list[tuple[str, str]]:
    """A date line cut at "updated": what is before it is published, what follows is modified."""
    before, *after = _UPDATED.split(line.text[:300])
    parts = [("published", before)] if any(sign.isdigit() for sign in before) else []
    return parts + [("modified", part) for part in after if any(sign.isdigit() for sign in part)]


def _moment(
    field: str, printed: Sequence[str], context: PageContext
) -> tuple[Moment | None, list[Candidate]]:
    limit = context.fetched_at or datetime.now(UTC)
    chosen: Moment | None = None
    candidates = []
    for text in printed[:_MOST_LINES]:
        moment = read_moment(text, fetched_at=context.fetched_at)
        if moment is None:
            continue
        refused = refusal(moment, limit)
        take = chosen is None and refused is None
        chosen = moment if take else chosen
        why = "the first date printed" if take else refused
        candidates.append(
            Candidate(field=field, value=text.strip(), source=_SOURCE, chosen=take, why=why)
        )
    return chosen, candidates
