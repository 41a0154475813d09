"""One provider: where it stands, its inspections with the press around each, its names."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.queries.providers import provider
from web.addresses import provider_path
from web.page import Asked, NoSuchPage, Page


def provider_page(session: Session, asked: Asked) -> Page:
    """Return a provider by kind and URN. Raises NoSuchPage."""
    kind, urn = asked.path["kind"], asked.path["urn"]
    found = provider(session, kind, urn)
    if found is None:
        raise NoSuchPage(f"No {kind.replace('_', ' ')} with URN {urn} is held.")
    return Page(
        template="provider.html",
        title=found.head.name,
        address=provider_path(kind, urn),
        values={"provider": found},
        extra={"section": ""},
    )
