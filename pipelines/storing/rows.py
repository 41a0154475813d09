"""A story that was read → the row that keeps it, and what is shared with documents.

Pure: nothing is looked up, nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from db.write import NewVersion, RemovedRow
from pipelines.reading.model import Block, Reading, RemovedBlock, Span
from words.runs import Origin

READER_VERSION = "1"
"""Raised when the readers change what they read, so that old versions can be told from new."""
# What no text needs and one database or the other cannot keep: C0 controls but tab and line ends,
# DEL, and lone surrogates. Readers strip them too; facts that come from JSON or a file name do not
# pass through a reader.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

Json = dict[str, Any]


def storable(value: Any) -> Any:
    """Return a JSON-like value with the characters removed that cannot be stored anywhere."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, Mapping):
        return {storable(key): storable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [storable(part) for part in value]
    return value


def version_of_reading(reading: Reading, *, capture_id: int, origin: Origin) -> NewVersion:
    """Return the version that keeps a news story or a content item."""
    fields = storable(
        {
            "title": reading.title,
            "standfirst": reading.standfirst,
            "byline": reading.byline,
            "section": reading.section,
            "canonical_url": reading.canonical_url,
            "image_url": reading.image_url,
            "language": (reading.language or "")[:5] or None,
            "text": reading.text,
            "markdown": reading.markdown,
            "blocks": [_block(block) for block in reading.body],
            "candidates": [asdict(candidate) for candidate in reading.candidates],
            "opt_outs": list(reading.opt_outs),
            "doubts": list(reading.doubts),
        }
    )
    return NewVersion(
        capture_id=capture_id,
        published_at=reading.published,
        published_precision=reading.published_precision,
        modified_at=reading.modified,
        page_kind=reading.kind.value,
        access=reading.access.value,
        reader=reading.reader[:50],
        reader_version=READER_VERSION,
        origin=origin,
        removed=removed_rows(reading.removed),
        **fields,
    )


def _block(block: Block) -> Json:
    return {"kind": block.kind.value, "text": block.text, "spans": span_rows(block.spans)}


def span_rows(spans: Iterable[Span]) -> list[list[int | str | None]]:
    """Return spans as they are kept: start, end, what was mended."""
    return [[span.start, span.end, span.repair] for span in spans]


def removed_rows(blocks: Iterable[RemovedBlock]) -> tuple[RemovedRow, ...]:
    """Return what was cut, in the order given."""
    return tuple(
        RemovedRow(
            rule=block.rule[:100],
            kind=block.kind[:30],
            text=storable(block.text),
            position=block.position,
            spans=tuple((span.start, span.end) for span in block.spans),
            evidence=storable(block.evidence),
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
