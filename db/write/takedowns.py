"""What must not be fetched, stored or shown: takedowns that stand, and tombstones of the erased."""

from __future__ import annotations

import hashlib

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from db.models import Page, Setting, Source, Takedown, Tombstone


def tombstone_hash(s: Session, url: str) -> str:
    """Return the salted hash under which an erased URL is remembered."""
    salt = s.get(Setting, "salt")
    if salt is None:
        raise LookupError("this database has no salt: run `winnow db upgrade`")
    return hashlib.sha256(f"{salt.value}\n{url}".encode()).hexdigest()


def _standing(url: ColumnElement[str], source_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a takedown that stands names this URL, a prefix or its source."""
    key = select(Source.key).where(Source.id == source_id).scalar_subquery()
    starts = func.substr(url, 1, func.length(Takedown.value)) == Takedown.value
    named = or_(
        and_(Takedown.scope == "url", Takedown.value == url),
        and_(Takedown.scope == "prefix", starts),
        and_(Takedown.scope == "source", Takedown.value == key),
    )
    return exists().where(Takedown.lifted_at.is_(None), named)


def page_is_taken_down() -> ColumnElement[bool]:
    """Return the condition, for a query of pages, that a takedown names the page."""
    return _standing(Page.__table__.c.url, Page.__table__.c.source_id)


def is_taken_down(s: Session, url: str, source_id: int) -> bool:
    """Say whether a takedown that stands, or a tombstone, names this URL."""
    if s.scalar(select(_standing(literal(url), literal(source_id)))):
        return True
    return s.get(Tombstone, tombstone_hash(s, url)) is not None
