"""Why a fact of a document has no value."""

from __future__ import annotations

from words.explained import Explained

__all__ = ["NullReason"]


class NullReason(Explained):
    """Why a field has no value. A reason is a value: NULL never stands alone."""

    NOT_PRINTED = "not_printed", "documents of this kind, or this one, do not print it"
    NOT_REPORTED_POST_REFORM = (
        "not_reported_post_reform",
        "inspections from April 2026 have no overall effectiveness",
    )
    NOT_JUDGED = "not_judged", "the document says that it was not judged"
    UNGRADED_TYPE = "ungraded_type", "visits and letters of this kind give no grade"
    UNREADABLE = (
        "unreadable",
        "it is printed in words or a layout that the reader does not know; an alarm names the "
        "document",
    )
    NO_READER = (
        "no_reader",
        "no reader knows documents of this kind; the document itself is kept and searchable",
    )
    AMBIGUOUS = "ambiguous", "two places of the document say different things; both are kept"
    NOT_APPLICABLE = "not_applicable", "of statistics: the file says that it does not apply"
    REDACTED = "redacted", "of statistics: the file holds it back"
