"""Which of the tables that an item of GOV.UK carries are loaded: the latest of each series."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipelines.ofsted.govuk import Attachment, ContentItem
from pipelines.page.forms import is_table

# "… as at 31 August 2026" · "30 Apr 2026" · "at 31 Dec 2020": what changes from one to the next
# The first day of a period stays: "1 September 2015 to 31 August 2019" is a table of its own.
_DAY = re.compile(
    r"\b(?:as )?(?:at )?\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9} \d{4}\b"
    r"(?! (?:to|-|–) \d{1,2} [a-z]{3,9} \d)"
)
_FORM = re.compile(r"\((?:csv|ods|xlsx?|ms excel|excel)[^)]*\)|\b(?:csv|ods|xlsx?)\b")


def tables_to_load(item: ContentItem) -> tuple[Attachment, ...]:
    """Return the tables of an item that are management information, the latest of each series.

    So is the data that underlies a year's statistics. Other tables that Ofsted publishes (of its
    spending, of answers to enquiries) hold no providers.
    """
    about = f"{item.title or ''} {item.document_type or ''}".casefold()
    every = [one for one in item.attachments if not one.is_html and _is_table(one)]
    if "management information" not in about and item.document_type != "statistical_data_set":
        every = [one for one in every if one.as_at is not None or _underlies(one)]
    return latest_of_each(every)


def latest_of_each(tables: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Return the table with the latest day of each series; of two forms of it the CSV.

    A series is known by its title without the day; a table whose title names no day stands alone.
    """
    chosen: dict[str, Attachment] = {}
    for one in tables:
        name = _series(one)
        known = chosen.get(name)
        if known is None or _rank(one) > _rank(known):
            chosen[name] = one
    return tuple(chosen.values())


def _is_table(one: Attachment) -> bool:
    return is_table(one.filename or one.url, one.content_type)


def _underlies(one: Attachment) -> bool:
    """Say whether it is "Childrens_social_care_in_England_2025_underlying_data" or the like."""
    words = f"{one.title or ''} {one.filename or one.url}".casefold().replace("_", " ")
    return "underlying data" in words


def _series(one: Attachment) -> str:
    words = re.sub(r"[\s_]+", " ", one.title or one.filename or one.url).casefold()
    return re.sub(r"[\s:,-]+", " ", _FORM.sub("", _DAY.sub("", words))).strip()


def _rank(one: Attachment) -> tuple[date, bool]:
    is_csv = "csv" in (one.content_type or "") or (one.filename or one.url).lower().endswith(".csv")
    return one.as_at or date.min, is_csv
