"""One story: its text, what was cut from it, its versions, copies and links, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.linking.asked import coverage_of_reports
from db.queries import RemovedRow, VersionRow, removed_blocks, report, report_at, versions
from web.addresses import story_path, story_urls
from web.page import Asked, NoSuchPage, Page


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A block of the page in its order: kept (rule None), or cut by a rule."""

    start: int
    kind: str
    lines: tuple[str, ...]
    rule: str | None = None
    evidence: str | None = None


def story_page(session: Session, asked: Asked) -> Page:
    """Return a story or a document by its address. Raises NoSuchPage."""
    urls, digest = story_urls(asked.path["address"])
    number = next((id_ for url in urls if (id_ := report_at(session, url)) is not None), None)
    found = report(session, number) if number is not None else None
    if found is None or found.hidden_at is not None:
        raise NoSuchPage("No story or document is kept under this address.")
    states = versions(session, found.id)
    chosen = _chosen(states, found.latest, digest)
    about = coverage_of_reports(session, [found.id]).get(found.id, [])
    return Page(
        template="story.html",
        title=chosen.title or "Untitled",
        address=story_path(found.url, chosen.text_sha256),
        values={
            "outlet": found.source_name,
            "outlet_key": found.source,
            "url": found.url,
            "kind": found.kind,
            "version": chosen if asked.may_read else None,
            "pieces": pieces(chosen, removed_blocks(session, chosen.id)) if asked.may_read else [],
            "versions": [
                {
                    "number": one.number,
                    "stored_at": one.stored_at,
                    "words": one.word_count,
                    "modified_at": one.modified_at,
                    "text_sha256": one.text_sha256,
                    "address": story_path(found.url, one.text_sha256),
                }
                for one in states
            ],
            "coverage": about,
            "withdrawn_at": found.withdrawn_at_source_at,
            "suspect": found.suspect_reason,
        },
        extra={"chosen": chosen, "section": ""},
    )


def _chosen(states: Sequence[VersionRow], latest: VersionRow, digest: str | None) -> VersionRow:
    if digest is None:
        return latest
    for one in states:
        if one.text_sha256.startswith(digest):
            return one
    raise NoSuchPage(f"This story is kept, but no state of it has the digest {digest}…")


def pieces(version: VersionRow, removed: Sequence[RemovedRow]) -> list[Piece]:
    """Return what was kept and what was cut, in the order of the page."""
    kept = [
        Piece(start=_start(block), kind=block["kind"], lines=tuple(block["text"].splitlines()))
        for block in version.blocks
    ]
    cut = [
        Piece(
            start=one.position,
            kind=one.kind,
            lines=tuple(one.text.splitlines()),
            rule=one.rule,
            evidence=one.evidence,
        )
        for one in removed
    ]
    return sorted(kept + cut, key=lambda piece: piece.start)


def _start(block: object) -> int:
    spans = block.get("spans") if hasattr(block, "get") else None
    return int(spans[0][0]) if spans else 0
