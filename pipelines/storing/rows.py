"""A story that was read → the row that keeps it, and what is shared with documents.

Pure: nothing is looked up, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from db.packing import SAME, markdown_of, pack_blocks, pack_candidate
from db.rows import NewVersion, RemovedRow, row_of
from db.text import storable
from pipelines.reading.model import Block, Reading, RemovedBlock, Span
from words.doubts import stored_form
from words.runs import Origin

READER_VERSION = "1"
"""Raised when the readers change what they read, so that old versions can be told from new."""

Json = dict[str, Any]


def version_of_reading(reading: Reading, *, capture_id: int, origin: Origin) -> NewVersion:
    """Return the version that keeps a news story or a content item."""
    text = storable(reading.text)
    blocks = [_block(block) for block in reading.body]
    markdown = storable(reading.markdown)
    version = row_of(
        NewVersion,
        capture_id=capture_id,
        title=reading.title,
        standfirst=reading.standfirst,
        byline=reading.byline,
        published_at=reading.published,
        published_precision=reading.published_precision,
        modified_at=reading.modified,
        section=reading.section,
        canonical_url=reading.canonical_url,
        image_url=reading.image_url,
        language=reading.language or None,
        page_kind=reading.kind.value,
        access=reading.access.value,
        text="",
        markdown=SAME if markdown == markdown_of(blocks) else markdown,
        candidates=[
            pack_candidate(one.field, one.value, one.source, one.chosen, one.why)
            for one in reading.candidates
        ],
        opt_outs=reading.opt_outs,
        doubts=stored_form(reading.doubts),
        reader=reading.reader,
        reader_version=READER_VERSION,
        origin=origin,
    )
    removed = removed_rows(reading.removed)
    return replace(version, text=text, blocks=pack_blocks(text, blocks), removed=removed)


def _block(block: Block) -> Json:
    text = storable(block.text)
    return {"kind": block.kind.value, "text": text, "spans": span_rows(block.spans)}


def span_rows(spans: Iterable[Span]) -> list[list[int | str | None]]:
    """Return spans as they are kept: start, end, what was mended."""
    return [[span.start, span.end, span.repair] for span in spans]


def removed_rows(blocks: Iterable[RemovedBlock]) -> tuple[RemovedRow, ...]:
    """Return what was cut, in the order given."""
    return tuple(
        row_of(
            RemovedRow,
            rule=block.rule,
            kind=block.kind,
            text=block.text,
            position=block.position,
            spans=[(span.start, span.end) for span in block.spans],
            evidence=block.evidence,
        )
        for block in blocks
    )


def iso_date(value: object) -> date | None:
    """Return the day of an ISO date or time; None for None. Raises ValueError for other words."""
    return date.fromisoformat(str(value)[:10]) if value else None


def iso_time(value: object) -> datetime | None:
    """Return an aware moment; None for None or a moment without a zone. Raises ValueError."""
    moment = datetime.fromisoformat(str(value)) if value else None
    return moment if moment and moment.tzinfo else None
