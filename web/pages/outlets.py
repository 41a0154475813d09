"""The outlets, and each outlet's nights: read, silent, failed."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from db.queries import source_counts, sources
from db.queries.gaps import SourceNight, source_nights
from web.addresses import outlet_path
from web.page import Asked, NoSuchPage, Page

NIGHTS = 366


def outlets_page(session: Session, asked: Asked) -> Page:
    """Return the list of sources with how much of each is held."""
    return Page(
        template="outlets.html",
        title="Outlets",
        address="/outlets",
        values={"outlets": source_counts(session)},
        extra={"section": "/outlets"},
    )


def outlet_page(session: Session, asked: Asked) -> Page:
    """Return one source with its nights. Raises NoSuchPage."""
    key = asked.path["key"]
    info = next((one for one in sources(session, include_retired=True) if one.key == key), None)
    if info is None:
        raise NoSuchPage(f"No outlet has the key {key!r}.", (("All outlets", "/outlets"),))
    nights = source_nights(session, source=key)[-NIGHTS:]
    counts = next(one for one in source_counts(session) if one.key == key)
    return Page(
        template="outlet.html",
        title=info.name,
        address=outlet_path(key),
        values={"outlet": info, "counts": counts, "nights": nights, "months": _months(nights)},
        extra={"section": "/outlets"},
    )


def _months(nights: list[SourceNight]) -> list[dict[str, object]]:
    """Return sums of each month, the latest first."""
    by_month: dict[date, list[SourceNight]] = {}
    for one in nights:
        by_month.setdefault(one.night.replace(day=1), []).append(one)
    return [
        {
            "month": month,
            "nights": len(some),
            "failed": sum(one.state == "failed" for one in some),
            "silent": sum(one.state == "silent" for one in some),
            "stored": sum(one.stored for one in some),
            "off_topic": sum(one.off_topic for one in some),
        }
        for month, some in sorted(by_month.items(), reverse=True)
    ]
