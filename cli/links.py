"""Links and copies as a person reads them on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from cli.dates import show_moment

if TYPE_CHECKING:
    from db.linking.asked import CoverageDetail, InspectionHead, MatchedQuotation, StoryPlace
    from db.queries import DecisionRow


LABELS = {
    "name": "named",
    "quotations": "quoted",
    "echoes": "words in common outside quotations",
    "visit_days": "days",
    "inspector": "inspector",
    "year": "year stated",
    "kind": "kind of inspection",
    "grades": "grades",
    "timing": "time",
    "in_passing": "in passing",
}
"""What the parts of a score are called on a terminal; in JSON they keep their names."""


def line_of(head: InspectionHead) -> str:
    """Return an inspection as one line."""
    days = f"{head.started_on} to {head.ended_on or '?'}" if head.started_on else "days unknown"
    return (
        f"inspection {head.inspection_id}: {head.provider}, {head.event_type} ({head.framework}), "
        f"{days}, published {head.published_on or '-'}"
    )


def count_of(number: int, one: str, many: str) -> str:
    """Return "1 report" or "3 reports"."""
    return f"{number} {one if number == 1 else many}"


def print_group(heading: str, found: Sequence[CoverageDetail]) -> None:
    """Print links under a heading; nothing where there are none."""
    if found:
        print(f"\n{heading}")
    for one in found:
        print_coverage(one)


def print_coverage(one: CoverageDetail) -> None:
    """Print one link with its evidence."""
    print()
    print_told(one)
    sure = "confirmed" if one.confirmed else one.status
    if one.withdrawn_at is not None:
        print(f"    gone from its source since {show_moment(one.withdrawn_at)}")
    print(f"    {sure}, as {one.role}; score {one.score:.3f}, because of:")
    if one.decision is not None:
        print(f"      {decided(one.decision)}")
    for name, part in one.parts.items():
        words = shorten(part["words"] or "-", 100, placeholder=" …")
        print(f"      {part['points']:+5.1f}  {LABELS.get(name, name)}: {words}")
    if one.quotations:
        print(
            f"    {count_of(len(one.quotations), 'quotation', 'quotations')} found in the document:"
        )
    for quotation in one.quotations:
        print_quotation(quotation)
    if one.copies:
        print(f"    copies of this story: {', '.join(f'[{n}]' for n in one.copies)}")


def print_told(one: CoverageDetail | StoryPlace) -> None:
    """Print which report it is: number, day, outlet, title, address."""
    day = show_moment(one.told_at) if one.told_at else "day unknown"
    print(f"[{one.report_id}] {day}  {one.source}")
    print(f"    {one.title or '(no title)'}")
    print(f"    {one.found_as if one.url.startswith('urn:') else one.url}")


def decided(decision: DecisionRow) -> str:
    """Return a person's decision as one line."""
    note = f": {decision.note}" if decision.note else ""
    return f"{decision.verdict} by {decision.decided_by}, {show_moment(decision.decided_at)}{note}"


def print_quotation(quotation: MatchedQuotation) -> None:
    """Print both wordings of a quotation, or one if they are the same."""
    place = f"page {quotation.page or '?'}, paragraph {quotation.paragraph}"
    print(f"      “{quotation.quoted}” [{place}]")
    if quotation.similarity < 1:
        print(f"        as printed: “{quotation.printed}” ({quotation.similarity:.0%} alike)")


def print_member(member: StoryPlace) -> None:
    """Print one report of a story."""
    print_told(member)
    if member.relation == "earliest":
        print("    told first")
        return
    kept = member.changes.get("kept")
    more = f", keeps {kept:.0%} of the first" if isinstance(kept, float) else ""
    print(f"    {member.relation.replace('_', ' ')}, similarity {member.similarity:.2f}{more}")
