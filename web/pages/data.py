"""How to cite, whose words they are, how to ask for a correction; and the addresses of the room."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.queries import last_night, status
from web.page import Asked, Page


def data_page(session: Session, asked: Asked) -> Page:
    """Return what is held, licences, and how to cite."""
    return Page(
        template="data.html",
        title="Data and how to cite",
        address="/data",
        values={"record": status(session), "night": last_night(session)},
        extra={"section": "/data"},
    )
