"""Why a page or file is in quarantine."""

from __future__ import annotations

from words.advised import Advised

__all__ = ["QuarantineCode"]


class QuarantineCode(Advised):
    """What kept a page or file from being read or stored."""

    EMPTY_FILE = (
        "empty_file",
        "nothing is in it, or a WARC holds no response",
        "save or fetch it again",
    )
    NOT_TEXT = (
        "not_text",
        "the bytes are neither page nor text nor PDF",
        "look at the file: another format, or noise",
    )
    TOO_LARGE = (
        "too_large",
        "more bytes than are read: as a file, when unpacked, or in a workbook's parts",
        "cut it into parts, or dismiss it",
    )
    UNREADABLE_FILE = (
        "unreadable_file",
        "the file could not be opened; the words say why",
        "mend its rights, import it again",
    )
    DAMAGED_WARC = (
        "damaged_warc",
        "a record of a WARC, or what follows it, cannot be read; the whole records are stored",
        "get a whole copy, import it again",
    )
    CUT_BODY = (
        "cut_body",
        "compressed bytes end too soon: half a page would look like a whole one",
        "retry; of a file get a whole copy",
    )
    BAD_BODY = (
        "bad_body",
        "the bytes are not of the compression that is named",
        "retry; if it stays, the site is at fault",
    )
    UNKNOWN_ENCODING = (
        "unknown_encoding",
        "a compression that is not known (`Content-Encoding`)",
        "report it with the address",
    )
    BAD_RESPONSE = (
        "bad_response",
        "the answer is no HTTP",
        "retry another night",
    )
    UNREADABLE = (
        "unreadable",
        "the page or PDF does not open, or the reader failed on it; the words say which",
        "look at the file; report it if a browser shows it",
    )
    ENCRYPTED = (
        "encrypted",
        "a PDF or workbook wants a password",
        "ask for one without, or dismiss it",
    )
    NO_TEXT_LAYER = (
        "no_text_layer",
        "a PDF of pictures of pages",
        "run it through OCR, import the result",
    )
    TIMEOUT = (
        "timeout",
        "reading took too long",
        "report it with the file; nothing else was touched",
    )
    MEMORY = (
        "memory",
        "reading took too much memory",
        "report it with the file; nothing else was touched",
    )
    CRASHED = (
        "crashed",
        "reading ended its process",
        "report it with the file; nothing else was touched",
    )
    READER_ERROR = (
        "reader_error",
        "a reader failed: a fault of this software",
        "report it; after the mend retry or import again",
    )
    STORE_ERROR = (
        "store_error",
        "the database refused what was read: a fault of this software",
        "report it; after the mend retry or import again",
    )
    ANSWER_TOO_LARGE = (
        "answer_too_large",
        "what was read is larger than can be handed on: a fault of this software",
        "report it; after the mend retry or import again",
    )
    NOT_JSON = (
        "not_json",
        "GOV.UK's answer is not what its interface gives",
        "retry; if it stays, report it",
    )
    NOT_HTML = (
        "not_html",
        "a page of the reports site is none",
        "retry; if it stays, report it",
    )
    NO_RESULTS = (
        "no_results",
        "a page of search results of the reports site has changed its markup",
        "retry; if it stays, report it",
    )
    NO_TIMELINE = (
        "no_timeline",
        "a provider's page of the reports site has changed its markup",
        "retry; if it stays, report it",
    )
    NOT_A_TABLE = (
        "not_a_table",
        "a file of statistics that cannot be read as a table; the words name the line",
        "fetch it again, or save it as CSV or XLSX",
    )
    NO_HEADER = (
        "no_header",
        "no line of known headings with a URN: nothing says what its columns are",
        "check that it is a table of inspections; report new headings",
    )
    TWO_COLUMNS = (
        "two_columns",
        "two columns have a heading of the same meaning",
        "take one out, import it again",
    )
    CELLS_WITHOUT_HEADING = (
        "cells_without_heading",
        "cells stand where no heading is",
        "mend the line that is named",
    )
    NO_RECORD = (
        "no_record",
        "the archive does not hold the page where it should be",
        "put the archive's file back from a backup, else retry",
    )
    NO_REPORT = (
        "no_report",
        "`winnow reclean`: a stored report reads as something else today",
        "look at it; report it",
    )
