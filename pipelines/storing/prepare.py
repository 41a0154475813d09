"""The door of a reading child: an answer is judged, cleaned, cut to its columns and digested once.

Pure: nothing is looked up, nothing is written. What is made of one page alone is made here, where
it costs the writer nothing.
"""

from __future__ import annotations

from db.digested import digested
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ChildAnswer, ReadAnswer
from pipelines.duplicates.marks import marks_of
from pipelines.ofsted.model import Publication
from pipelines.reading import block_digest
from pipelines.reading.model import BlockKind, Reading
from pipelines.statistics.model import StatisticsTables
from pipelines.storing import publication_rows, rows
from pipelines.storing.prepared import BlockDigests, Prepared, Subject
from pipelines.storing.verdict import STORED, judge
from words.roles import Role
from words.runs import Origin

__all__ = ["made_ready", "prepare"]


def prepare(capture: CaptureToRead, answer: ReadAnswer) -> Prepared:
    """Return what is stored of a capture that was read; its bytes are not looked at."""
    verdict = judge(capture, answer)
    if isinstance(answer, StatisticsTables):
        return Prepared(verdict=verdict, tables=answer)
    if verdict != STORED:
        return Prepared(verdict=verdict)
    if isinstance(answer, Publication):
        return _document(capture, answer)
    if isinstance(answer, Reading):
        return _reading(capture, answer)
    raise TypeError(f"a {type(answer).__name__} cannot be stored")


def made_ready(capture: CaptureToRead, answer: ChildAnswer) -> Prepared:
    """Return what a child made ready as it is; prepare what it did not."""
    return answer if isinstance(answer, Prepared) else prepare(capture, answer)


def _document(capture: CaptureToRead, publication: Publication) -> Prepared:
    version = publication_rows.version_of_publication(
        publication, capture_id=capture.capture_id, origin=capture.origin, listing=capture.listing
    )
    return Prepared(
        verdict=STORED,
        subject=Subject.DOCUMENT,
        version=digested(version, known_sha256=capture.known_sha256),
        publication=publication_rows.new_publication(publication, capture.listing),
    )


def _reading(capture: CaptureToRead, reading: Reading) -> Prepared:
    version = digested(
        rows.version_of_reading(reading, capture_id=capture.capture_id, origin=capture.origin),
        known_sha256=capture.known_sha256,
    )
    if capture.role == Role.CONTENT:
        return Prepared(
            verdict=STORED,
            subject=Subject.CONTENT,
            version=version,
            publication=publication_rows.content_publication(reading),
        )
    is_visit = capture.origin != Origin.RECLEAN  # else nobody asks whether it is the same page
    return Prepared(
        verdict=STORED,
        subject=Subject.NEWS,
        version=version,
        blocks=block_digests(reading) if is_visit else None,
        marks=marks_of(version.text),
    )


def block_digests(reading: Reading) -> BlockDigests:
    """Return the digests of the blocks of a page, kept or cut."""
    kept = [block_digest(text) for text in (reading.title, reading.standfirst) if text]
    body = [(block.kind, block_digest(block.text)) for block in reading.body if block.text]
    cut = [block_digest(block.text) for block in reading.removed if block.text]
    shared = {digest for kind, digest in body if kind is not BlockKind.LIST_ITEM} | set(cut)
    return BlockDigests(
        kept=frozenset([*kept, *(digest for _, digest in body)]),
        cut=frozenset(cut),
        shared=tuple(sorted(shared)),
    )
