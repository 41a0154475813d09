"""What a reader was not sure of: a code of a vocabulary, and the words it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

__all__ = [
    "ALARMING",
    "Doubt",
    "DoubtCode",
    "PageDoubt",
    "PublicationDoubt",
    "StatisticsDoubt",
    "codes",
    "parse_doubt",
    "shown_form",
    "stored_form",
]


class DoubtCode(StrEnum):
    """A kind of doubt.

    meaning: what it says. advice: what whoever meets it may do. alarms: whether it asks for a
    person: it says that our vocabularies or readers lack something, not that one document does.
    """

    meaning: str
    advice: str
    alarms: bool

    def __new__(cls, value: str, meaning: str, advice: str, alarms: bool = False) -> Self:
        """Return a member that is its value, with what is said of it beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning, member.advice, member.alarms = meaning, advice, alarms
        return member


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt. words: what it is about, "" where the code says all."""

    code: DoubtCode
    words: str = ""

    def __str__(self) -> str:
        """Return the one form in which doubts are stored and shown: "code: words", or "code"."""
        return f"{self.code}: {self.words}" if self.words else str(self.code)


def codes(doubts: Iterable[Doubt]) -> tuple[DoubtCode, ...]:
    """Return the codes of some doubts, in order."""
    return tuple(doubt.code for doubt in doubts)


def stored_form(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    """Return doubts as they are stored."""
    return tuple(map(str, doubts))


def parse_doubt(stored: str) -> tuple[str, str]:
    """Return code and words of a stored doubt: "code: words", "code:words" (to 2026) or "code"."""
    code, _, words = stored.partition(":")
    return code, words.strip()


def shown_form(stored: str) -> str:
    """Return a stored doubt, also one of before, in the form in which doubts are stored now."""
    return ": ".join(filter(None, parse_doubt(stored)))


class PageDoubt(DoubtCode):
    """Doubts of a page or a text."""

    NO_DATE = (
        "no_date",
        "neither page, listing nor address gives a day of publication",
        "days leave the report out: `--undated` has it; where all of a source lack it, "
        "give its layout a selector `published`",
    )
    NO_TITLE = (
        "no_title",
        "a text dump has no line that is a headline",
        "nothing; the report is found by its words",
    )
    SHORT_TEXT = (
        "short_text",
        "fewer characters were kept than a story usually has",
        "look at it: a brief, or a text that is loaded by a script",
    )
    WALL = (
        "wall",
        "a wall stands on the page and the text ends before it: access is `partial`",
        "leave it out where whole texts are needed",
    )
    PARTIAL = (
        "partial",
        "the same, of a text dump; the words of the wall follow",
        "leave it out where whole texts are needed",
    )
    SELECTOR_MISSED = (
        "selector_missed",
        "a selector of the source's layout (its field follows) found nothing",
        "repair the layout in the registry (CONTRIBUTING)",
    )
    SELECTOR_MANY = (
        "selector_many",
        "a selector for one thing found several",
        "make it more exact",
    )
    SELECTOR_EMPTY = (
        "selector_empty",
        "what the body selector found holds no text; the general reader took over",
        "repair the layout",
    )
    NAMES_NOT_BELIEVED = (
        "names_not_believed",
        "elements with names of boilerplate held most of the text, so names were not heeded",
        "read the text once with `--removed`",
    )
    HIDDEN_TEXT_USED = (
        "hidden_text_used",
        "the story stands in elements that the page hides until a script shows them",
        "nothing, unless it repeats itself",
    )
    BODY_BY_EVIDENCE = (
        "body_by_evidence",
        "more text stands elsewhere on the page: the body was chosen by the evidence that follows",
        "read it once",
    )
    TEXT_FROM_DATA = (
        "text_from_data",
        "the page shows no text: the story is what it carries as data for a script (which follows)",
        "read it once: such data may be a summary, or cut short",
    )
    SECOND_OPINION_ASKED = (
        "second_opinion_asked",
        "little was found, so another program was asked for the text",
        "read it once; the rule `second-opinion` shows what it left out",
    )
    SECOND_OPINION_FAILED = (
        "second_opinion_failed",
        "that program failed on the page",
        "nothing; our own reading stands",
    )
    SENTENCES_OUTSIDE_BODY = (
        "sentences_outside_body",
        "below the end of a text dump stand whole sentences; how many follows",
        "look at them with `--removed`",
    )
    ATTRIBUTES_CUT = (
        "attributes_cut",
        "a tag with an absurd number of attributes was cut before parsing",
        "nothing",
    )
    TOO_DEEP = (
        "too_deep",
        "elements are nested deeper than any page needs and were read as if they were not",
        "nothing",
    )
    PARSE_CUT_SHORT = (
        "parse_cut_short",
        "the parser stopped before the end of the bytes",
        "look whether the text ends well",
    )
    WITHDRAWN = (
        "withdrawn",
        "GOV.UK itself marks the page as withdrawn; its notice follows",
        "quote it with the notice; what left its source altogether is in `winnow withdrawn list`",
    )
    NO_BODY = (
        "no_body",
        "GOV.UK's answer has no body: its description stands in place of a text",
        "nothing",
    )
    FAULT = (
        "fault",
        "the reader failed: the page is `unreadable` and in quarantine",
        "report it with the file; `winnow reclean` after the mend",
    )


class PublicationDoubt(DoubtCode):
    """Doubts of a document of Ofsted's."""

    FRAMEWORK = (
        "framework",
        "no framework, or several, claim the document",
        "if it is one of Ofsted's reports, a reader is missing: report it",
        True,
    )
    UNKNOWN_LABEL = (
        "unknown_label",
        "a table has a judgement whose label no vocabulary knows",
        "report it: the vocabulary wants a line",
        True,
    )
    MISSING_JUDGEMENT = (
        "missing_judgement",
        "an area that documents of the kind grade has no grade that could be read",
        "look at the page of the table",
        True,
    )
    TABLES_DISAGREE = (
        "tables_disagree",
        "the table read as text and as boxes gives different grades: neither is taken",
        "look, and report it",
        True,
    )
    SENTENCES_DISAGREE = (
        "sentences_disagree",
        "two sentences give different grades of one area: neither is taken",
        "look: the document may contradict itself",
        True,
    )
    SINGLE_READING = (
        "single_reading",
        "only one of the two readings of the table found the grade; it is taken",
        "nothing, or look where it matters",
    )
    HEADING_DISAGREES = (
        "heading_disagrees",
        "a heading repeats another grade than the table's, which stands",
        "look: a misprint of the document",
    )
    READER_FAILED = (
        "reader_failed",
        "the reader of the framework failed on the document",
        "report it with the file",
        True,
    )
    SEND_OUTCOME = (
        "send_outcome",
        "not exactly one sentence gives the outcome of an area SEND inspection",
        "look at the document",
    )
    NO_DATES = (
        "no_dates",
        "no day of the visit could be read",
        "days are empty; lists go by the day of publication",
    )
    DATES_UNREADABLE = (
        "dates_unreadable",
        "days are printed in a form that is not known",
        "report the words",
    )
    BROKEN_DATE = (
        "broken_date",
        "digits beside a day show that it is broken",
        "look at the document",
    )
    WEEK_COMMENCING = (
        "week_commencing",
        "only the week is given, not the days",
        "nothing",
    )
    IMPOSSIBLE_DATE = (
        "impossible_date",
        "a day that no calendar has",
        "nothing: a misprint",
    )
    IMPOSSIBLE_RANGE = (
        "impossible_range",
        "days that run backwards or for months: none is taken",
        "nothing: a misprint",
    )
    YEAR_MISPRINTED = (
        "year_misprinted",
        "the first day's year alone cannot be right; the last day's was taken",
        "nothing, or look",
    )
    MORE_DATES = (
        "more_dates",
        "other days stand beside the days of the visit: none is taken",
        "look at the document",
    )
    DATES_FAR_FROM_LETTER = (
        "dates_far_from_letter",
        "the visit lies after its letter, or long before it",
        "look: one of the days is misprinted",
    )
    DATES_FAR_FROM_FILE = (
        "dates_far_from_file",
        "the file was saved before the visit ended, or long after it",
        "look: a year may be misprinted",
    )
    RUNNING_HEAD_DISAGREES = (
        "running_head_disagrees",
        "the running head has other days than page 1, which stand",
        "nothing",
    )
    NO_SUBJECT = (
        "no_subject",
        "who was inspected could not be read",
        "the provider comes from the site's listing, else is empty",
    )
    NO_INSPECTORS = (
        "no_inspectors",
        "no list of inspectors was found",
        "nothing",
    )
    NO_LEAD = (
        "no_lead",
        "nobody in the list is called its lead",
        "nothing",
    )
    NO_CQC_LEAD = (
        "no_cqc_lead",
        "nobody in the list is called the lead of the CQC",
        "nothing",
    )
    TWO_LEADS = (
        "two_leads",
        "more than one lead inspector is named; both are kept",
        "nothing",
    )
    LEAD_UNREADABLE = (
        "lead_unreadable",
        "the words beside the label of the lead are no name that can be trusted",
        "report the words",
    )
    INSPECTOR_UNREADABLE = (
        "inspector_unreadable",
        "words in a list of inspectors are no name that can be trusted",
        "report the words",
    )
    SIGNED_BY_ANOTHER = (
        "signed_by_another",
        "a letter is signed by somebody else than the lead inspector",
        "nothing",
    )
    ATTACHMENT_WITHOUT_URL = (
        "attachment_without_url",
        "GOV.UK lists an attachment without an address",
        "nothing; it cannot be fetched",
    )
    SCRIPTED = (
        "scripted",
        "the PDF holds scripts; none was run",
        "do not open it outside a sandbox: Ofsted's have none",
    )


class StatisticsDoubt(DoubtCode):
    """Doubts of a file of statistics; all but one ask for a person."""

    UNKNOWN_COLUMN = (
        "unknown_column",
        "a heading that is not known; its cells are kept under it",
        "accept the alarm, or report the heading",
        True,
    )
    UNKNOWN_GRADE = (
        "unknown_grade",
        "a cell of a grade holds words that are no grade",
        "look at the cell",
        True,
    )
    UNREADABLE_DATE = (
        "unreadable_date",
        "a cell of a day holds no day",
        "look at the line",
        True,
    )
    UNREADABLE_URN = (
        "unreadable_urn",
        "a cell of a URN holds none",
        "look at the line",
        True,
    )
    NO_URN = (
        "no_urn",
        "a line has cells but no provider",
        "look at the line: a total, or a fault of the file",
        True,
    )
    UNKNOWN_AUTHORITY = (
        "unknown_authority",
        "the file names an authority that no list knows",
        "report the name",
        True,
    )
    NO_AS_AT = (
        "no_as_at",
        "nothing says which day the file describes",
        "every file with a day counts as later than this one",
    )
    UNKNOWN_SHEET = (
        "unknown_sheet",
        "a table whose headings are not known: it was not loaded",
        "report it if its figures matter",
        True,
    )
    UNREADABLE_SHEET = (
        "unreadable_sheet",
        "a table that is broken: it was not loaded",
        "fetch the file again, or import a mended one",
        True,
    )
    HIDDEN_SHEET = (
        "hidden_sheet",
        "a table on a hidden sheet: it was not loaded",
        "look why it is hidden",
        True,
    )


_ALL: tuple[type[DoubtCode], ...] = (PageDoubt, PublicationDoubt, StatisticsDoubt)
ALARMING: Mapping[str, DoubtCode] = {
    code.value: code for kind in _ALL for code in kind if code.alarms
}
"""Codes that ask for a person."""
