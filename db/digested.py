"""What is computed of a text once, before it is stored: its digest, its words.

A reading child does it for the pages it reads, so nothing here knows the database's engine.
"""

from __future__ import annotations

from dataclasses import replace

from db.rows import NewVersion
from db.search_words import report_line
from db.text import refuse_unstorable, text_digest

__all__ = ["checked", "digested", "search_words"]


def checked(new: NewVersion) -> NewVersion:
    """Return a version with everything that is made of its texts, made here where it is not yet.

    Raises UnstorableText, which names the field, where a character cannot be stored.
    """
    if new.text_sha256 is not None and new.word_count is not None:
        return new
    for name in new.__dataclass_fields__:
        if name != "removed":
            refuse_unstorable(f"version.{name}", getattr(new, name))
    for cut in new.removed:
        refuse_unstorable("version.removed", [cut.rule, cut.kind, cut.text, cut.evidence or ""])
    return digested(new)


def digested(new: NewVersion, *, known_sha256: str | None = None) -> NewVersion:
    """Return a clean version (db.rows.row_of) with everything that is made of its texts.

    known_sha256: the digest of the text that is stored; the words of the same text are in the
    index already, and are not made.
    """
    digest = new.text_sha256 or text_digest(new.title, new.standfirst, new.text)
    return replace(
        new,
        text_sha256=digest,
        word_count=len(new.text.split()) if new.word_count is None else new.word_count,
        search_words=None if digest == known_sha256 else search_words(new),
    )


def search_words(new: NewVersion) -> str:
    """Return the words by which a version is found, divided by spaces."""
    return new.search_words or report_line(new.title, new.standfirst, new.text)
