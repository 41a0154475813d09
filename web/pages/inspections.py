"""One inspection: the letter by paragraph, and beside it the press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.linking.asked import CoverageDetail, coverage_of_inspection
from db.queries import InspectionRow, inspections
from db.queries.letters import paragraphs
from db.wording import Piece, paragraph_pieces
from web.addresses import inspection_path, provider_path
from web.page import Asked, Elsewhere, NoSuchPage, Page


@dataclass(frozen=True, kw_only=True, slots=True)
class Misquotation:
    """Words that a story quotes otherwise than they are printed. pieces: the word difference."""

    title: str | None
    outlet: str
    url: str
    paragraph: int | None
    quoted: str
    printed: str
    similarity: float
    pieces: tuple[Piece, ...]


def inspection_page(session: Session, asked: Asked) -> Page | Elsewhere:
    """Return an inspection by URN and day. Raises NoSuchPage."""
    urn, day = asked.path["urn"], asked.path["day"]
    rows = list(inspections(session, provider_urn=urn, unproven=True, withdrawn=True))
    if not rows:
        raise NoSuchPage(f"No inspection of URN {urn} is held.")
    same = [row for row in rows if address_of(row).rpartition("/")[2] == day]
    framework = asked.query.get("framework")
    if len(same) > 1 and framework:
        same = [row for row in same if row.framework == framework]
    if len(same) != 1:
        raise NoSuchPage(
            "Several inspections began on that day." if same else f"None of URN {urn} is of {day}.",
            tuple((_name(row), _full_address(row, rows)) for row in same or rows[:20]),
        )
    return _page(session, same[0], _full_address(same[0], rows))


def address_of(row: InspectionRow) -> str:
    """Return the path of an inspection."""
    return inspection_path(row.provider_urn, row.started_on, row.published_on)


def _full_address(row: InspectionRow, rows: Sequence[InspectionRow]) -> str:
    """Return the address that names this inspection alone."""
    path = address_of(row)
    alone = sum(address_of(other) == path for other in rows) == 1
    return path if alone else f"{path}?framework={row.framework}"


def _name(row: InspectionRow) -> str:
    day = row.started_on or row.published_on
    return f"{row.provider}: {row.framework} {row.event_type}, {day}"


def _page(session: Session, row: InspectionRow, address: str) -> Page:
    found = coverage_of_inspection(session, row.id)
    groups = {
        "linked": [c for c in found if c.status == "linked" and c.role == "subject" and _press(c)],
        "possible": [c for c in found if c.status == "possible" and _press(c)],
        "background": [
            c for c in found if c.status == "linked" and c.role != "subject" and _press(c)
        ],
        "ofsted_itself": [c for c in found if not _press(c)],
    }
    for some in groups.values():
        some.sort(key=lambda c: (c.told_at is None, c.told_at))
    return Page(
        template="inspection.html",
        title=f"{row.provider}, {row.event_type.replace('_', ' ')}",
        address=address,
        values={
            "inspection": row,
            "provider_address": provider_path(row.provider_kind, row.provider_urn),
            "letter": paragraphs(session, row.document.version_id),
            "press": groups,
            "misquotations": misquotations(groups["linked"]),
        },
        extra={"section": ""},
    )


def _press(one: CoverageDetail) -> bool:
    return not one.by_ofsted


def misquotations(found: Sequence[CoverageDetail]) -> list[Misquotation]:
    """Return what linked stories quote in other words than the document has."""
    return [
        Misquotation(
            title=one.title,
            outlet=one.source,
            url=one.url,
            paragraph=quotation.paragraph,
            quoted=quotation.quoted,
            printed=quotation.printed,
            similarity=quotation.similarity,
            pieces=tuple(
                piece
                for paragraph in paragraph_pieces(
                    " ".join(quotation.printed.split()), " ".join(quotation.quoted.split())
                )
                for piece in paragraph
            ),
        )
        for one in found
        for quotation in one.quotations
        if quotation.similarity < 1
    ]
