"""Where a provider's page says otherwise than the document it links to: grade, day, or kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from db.models import Inspection, Provider, Publication, Report, SiteGrade
from db.queries.disagreements import OVERALL, SITE, Disagreement, grades_of
from db.queries.statistics_pairs import are_near
from words.frameworks import Framework
from words.london import LONDON


def site_disagreements(
    session: Session,
    *,
    inspection_id: int | None = None,
    provider_id: int | None = None,
    provider_ids: Iterable[int] | None = None,
) -> list[Disagreement]:
    """Return what provider pages say otherwise than the documents that they link to.

    Of the grades, what a page printed at any time counts: it may have been corrected since.
    inspection_id, provider_id, provider_ids: only of that one, or of those.
    """
    wanted = list(_only(inspection_id, provider_id, provider_ids))
    asked = _linked().where(*wanted)
    graded = asked.add_columns(SiteGrade).join(
        SiteGrade,
        and_(SiteGrade.provider_id == Provider.id, SiteGrade.file_id == Publication.file_id),
    )
    rows = session.execute(graded.order_by(SiteGrade.id)).all()
    grades = grades_of(session, {inspection.id for inspection, *_ in rows})
    found = [
        one
        for inspection, provider, _, seen in rows
        if (one := _grade(inspection, provider, seen, grades.get(inspection.id, {})))
    ]
    for inspection, provider, publication in session.execute(asked.order_by(Inspection.id)):
        found += _day_and_kind(inspection, provider, publication)
    return found


def _linked() -> Select[*tuple[Any, ...]]:
    asked: Select[*tuple[Any, ...]] = (
        select(Inspection, Provider, Publication)
        .join(Provider, Provider.id == Inspection.provider_id)
        .join(Publication, Publication.inspection_id == Inspection.id)
        .join(Report, Report.id == Publication.report_id)
        .where(Report.hidden_at.is_(None))
    )
    return asked


def _only(
    inspection_id: int | None, provider_id: int | None, provider_ids: Iterable[int] | None
) -> Iterator[ColumnElement[bool]]:
    if inspection_id is not None:
        yield Inspection.id == inspection_id
    if provider_id is not None:
        yield Inspection.provider_id == provider_id
    if provider_ids is not None:
        yield Inspection.provider_id.in_(list(provider_ids))


def _grade(
    inspection: Inspection, provider: Provider, seen: SiteGrade, grades: dict[str, str]
) -> Disagreement | None:
    ours = grades.get(OVERALL)
    theirs = " ".join(seen.grade_as_printed.split()).casefold().replace(" ", "_")
    theirs = theirs.removesuffix("_to_be_good")
    if ours is None or theirs == ours:
        return None
    day = seen.first_seen_at.astimezone(LONDON)
    where = f"the provider's page ({seen.label}, {day:%Y-%m-%d})"
    return _disagreement(inspection, provider, OVERALL, ours, theirs, where)


def _day_and_kind(
    inspection: Inspection, provider: Provider, publication: Publication
) -> Iterator[Disagreement]:
    """Yield a day that is none of the inspection's, and a label that names another framework."""
    day, first, last = publication.site_inspected_on, inspection.started_on, inspection.ended_on
    within = day is not None and first is not None and last is not None and first <= day <= last
    where = f"the provider's page ({publication.site_label or 'no label'})"
    if day is not None and not within and not are_near(first, day, None):
        yield _disagreement(inspection, provider, "started_on", str(first), str(day), where)
    named = framework_named(publication.site_label)
    if named and inspection.framework not in named:
        kinds = " or ".join(named)
        yield _disagreement(inspection, provider, "framework", inspection.framework, kinds, where)


def framework_named(label: str | None) -> tuple[Framework, ...]:
    """Return the frameworks a label of the site stands for; empty where it may be any."""
    words = " ".join((label or "").replace("’", "'").split()).casefold()
    return tuple(one for one in Framework if one.site_label and re.search(one.site_label, words))


def _disagreement(
    inspection: Inspection, provider: Provider, field: str, ours: str, theirs: str, where: str
) -> Disagreement:
    return Disagreement(
        code=SITE,
        inspection_id=inspection.id,
        provider=provider.name,
        urn=provider.urn,
        field=field,
        ours=ours,
        theirs=theirs,
        where=where,
    )
