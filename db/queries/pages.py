"""Questions about the frontier."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Page, PageState


def page_states(session: Session) -> dict[str, PageState]:
    """Return the state of every page by its URL. Meant for audits of small records."""
    return {url: PageState(state) for url, state in session.execute(select(Page.url, Page.state))}
