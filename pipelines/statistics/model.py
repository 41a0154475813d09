"""The values that a file of management information is read into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from words.doubts import Doubt
from words.null_reasons import NullReason
from words.quarantine import QuarantineCode


@dataclass(frozen=True, kw_only=True, slots=True)
class TableError:
    """A file that is no management information we know.

    code: not_a_table (no rows, or bytes of another form), no_header (no row of headings with a
    URN), two_columns (two headings for one field), cells_without_heading, too_large (unpacked),
    encrypted. words: what was seen.
    """

    code: QuarantineCode
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TableColumn:
    """One column. group: the heading above the heading. field: what it is to us, None = unknown.

    slot: which of the inspections in a row it speaks of: latest, previous, ungraded, oeif …
    position: of the column, from 0.
    """

    position: int  # from 0
    name: str  # as printed
    group: str | None = None
    field: str | None = None
    slot: str = "latest"


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedGrade:
    """One graded area as the file has it; grade None has a null_reason.

    null_reason: NOT_PRINTED also for NULL, NOT_JUDGED also for 9, UNREADABLE for a word that is no
    grade (the file has a doubt then).
    """

    area: str
    label: str
    grade: str | None = None
    as_printed: str = ""
    null_reason: NullReason | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedInspection:
    """What one line says of one inspection. Fields are None where nothing, or REDACTED, stands.

    line: of the file, from 1. urn: empty in a table of authorities that gives names alone.
    urn_then, name_then: the URN and name the provider had at the time of that inspection, where
    the file says; an academy has another URN than the school it was. opened_on: the day the school
    of this URN opened. other: every further cell that is not empty, under its heading; only in the
    first row of a line.
    """

    line: int
    slot: str
    urn: str
    provider_kind: str
    name: str | None = None
    provider_type: str | None = None
    local_authority: str | None = None
    event_type: str | None = None
    inspection_number: str | None = None
    inspected_on: date | None = None
    ended_on: date | None = None
    published_on: date | None = None
    urn_then: str | None = None
    name_then: str | None = None
    opened_on: date | None = None
    grades: tuple[StatedGrade, ...] = ()
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsTable:
    """One table: a CSV file, or a sheet of a workbook.

    as_at: the day it describes, None where nothing names one.
    preamble: lines before and after the table that are words. sheet: its name, None for CSV.
    doubts: codes with words (unknown_column, unknown_grade, unreadable_date, no_as_at,
    no_urn …): each is an alarm. Columns that are unknown stay in `other`.
    """

    dataset: str  # schools, childcare, social_care, authorities, other
    title: str | None
    as_at: date | None
    encoding: str
    preamble: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    rows: tuple[StatedInspection, ...]
    lines: int  # lines with a provider; a line may give several rows
    doubts: tuple[Doubt, ...] = ()
    reader: str = "statistics"
    sheet: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsTables:
    """What one file holds: a CSV file one table, a workbook one for each sheet with known headings.

    doubts: of the file as a whole: unknown_sheet (a table whose headings we do not know),
    unreadable_sheet (headings we know, over cells that do not fit them), hidden_sheet (a table that
    readers of the file are not shown). None of them is loaded; the file is in the archive.
    """

    tables: tuple[StatisticsTable, ...]
    doubts: tuple[Doubt, ...] = ()
