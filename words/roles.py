"""What the bytes of a capture are expected to be."""

from __future__ import annotations

from words.explained import Explained

__all__ = ["Role"]


class Role(Explained):
    """What the bytes are expected to be. The bytes themselves have the last word."""

    ARTICLE = "article", "a page of a news site"
    TEXT = "text", "a text dump"
    PUBLICATION = "publication", "a PDF of Ofsted's"
    CONTENT = "content", "a content item of GOV.UK (JSON)"
    STATISTICS = "statistics", "a file of management information: CSV, XLSX, ODS"
