"""The paragraphs of one document, and how often the press quoted each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Coverage, CoverageQuotation, Paragraph, Report, Source

__all__ = ["LetterParagraph", "paragraphs"]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterParagraph:
    """One paragraph. number: as printed, None where none is. titles: which quoted it, by name.

    quoted: the words of it that stories quoted, as printed. changed: titles that changed words.
    """

    position: int
    number: str | None
    page: int
    heading: str | None
    text: str
    titles: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


def paragraphs(session: Session, version_id: int) -> list[LetterParagraph]:
    """Return the paragraphs of a version in reading order, with what linked stories quoted."""
    asked = (
        select(
            CoverageQuotation.paragraph,
            CoverageQuotation.printed,
            CoverageQuotation.similarity,
            Source.name,
        )
        .join(Coverage, Coverage.id == CoverageQuotation.coverage_id)
        .join(Report, Report.id == Coverage.report_id)
        .join(Source, Source.id == Report.source_id)
        .where(
            CoverageQuotation.version_id == version_id,
            Coverage.status == "linked",
            Report.hidden_at.is_(None),
        )
        .order_by(CoverageQuotation.id)
    )
    quoted: dict[int | None, list[tuple[str, float, str]]] = {}
    for position, printed, similarity, title in session.execute(asked):
        quoted.setdefault(position, []).append((printed, similarity, title))
    rows = session.scalars(
        select(Paragraph).where(Paragraph.version_id == version_id).order_by(Paragraph.position)
    )
    return [
        LetterParagraph(
            position=row.position,
            number=row.number,
            page=row.page,
            heading=row.heading,
            text=row.text,
            titles=tuple(dict.fromkeys(title for *_, title in quoted.get(row.position, ()))),
            changed=tuple(
                dict.fromkeys(title for _, s, title in quoted.get(row.position, ()) if s < 1)
            ),
            quoted=tuple(dict.fromkeys(words for words, *_ in quoted.get(row.position, ()))),
        )
        for row in rows
    ]
