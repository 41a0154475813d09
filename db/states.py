"""Where a page stands, and what it is expected to be. Imports nothing: reading children use it."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["PageRole", "PageState"]


class PageState(StrEnum):
    """Where a page stands. Everything but PENDING is an outcome of a run."""

    PENDING = "pending"
    STORED = "stored"
    UNCHANGED = "unchanged"
    OFF_TOPIC = "off_topic"
    NOT_ARTICLE = "not_article"
    REFUSED = "refused"  # robots.txt, the address guard or a takedown; `reason` says which
    FAILED = "failed"  # will be tried again
    QUARANTINED = "quarantined"
    GONE = "gone"


class PageRole(StrEnum):
    """What kind of thing a page is expected to be."""

    ARTICLE = "article"  # a news story
    PUBLICATION = "publication"  # a document of Ofsted's (a PDF)
    PROVIDER = "provider"  # a provider's page on the reports site: its list of publications
    CONTENT = "content"  # a GOV.UK content item
