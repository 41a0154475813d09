"""A content item of GOV.UK (JSON) → a Reading: its title, description and body, nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from pipelines.children.calls import ReadAnswer, ReadFailure
from pipelines.ofsted.govuk import ContentItem, GovukError, read_content_item
from pipelines.reading import read_html
from pipelines.reading.model import (
    Access,
    Block,
    BlockKind,
    Candidate,
    Layout,
    PageContext,
    PageKind,
    Precision,
    Reading,
)
from words.doubts import Doubt, PageDoubt, codes
from words.quarantine import QuarantineCode

__all__ = ["read_content"]

READER = "govuk"
_PAGE = (
    "<!doctype html><html lang='{locale}'><head><meta charset='utf-8'><title>{title}</title></head>"
    "<body><main><h1>{title}</h1><div class='govspeak'>{body}</div></main></body></html>"
)
_LAYOUT = Layout(title=("h1",), body=("div.govspeak",))


def read_content(payload: bytes, url: str, context: PageContext) -> ReadAnswer:
    """Read one answer of the content API. Moved and removed items are `soft_404`, with where to."""
    item = read_content_item(payload)
    if isinstance(item, GovukError):
        detail = f"{item.code}: {item.words}"
        return ReadFailure(code=QuarantineCode.NOT_JSON, detail=detail)
    if item.state in ("redirect", "gone"):
        reason = f"moved to {item.moved_to}" if item.moved_to else "removed from GOV.UK"
        return Reading(kind=PageKind.SOFT_404, url=url, reason=reason, reader=READER)
    return _with_facts(_body_of(item, url, context), item)


def _body_of(item: ContentItem, url: str, context: PageContext) -> Reading:
    """Read the body as a page of its own; an item without one is its description."""
    page = _PAGE.format(
        locale=escape(item.locale or "en", quote=True),
        title=escape(item.title or ""),
        body=item.body_html,
    )
    reading = read_html(page, url, replace(context, layout=_LAYOUT, content_type=None))
    if reading.text.strip():
        return replace(reading, kind=PageKind.ARTICLE, access=Access.FULL)
    words = item.description or item.title or ""
    if not words:
        return replace(reading, kind=PageKind.UNREADABLE, reason="no title, description or body")
    blocks = (Block(kind=BlockKind.PARAGRAPH, text=words),)
    doubts = (*reading.doubts, Doubt(PageDoubt.NO_BODY))
    return Reading(
        kind=PageKind.ARTICLE, url=url, body=blocks, text=words, markdown=words, doubts=doubts
    )


def _with_facts(reading: Reading, item: ContentItem) -> Reading:
    """Put what the item states in place of what a page would only suggest."""
    has_body = PageDoubt.NO_BODY not in codes(reading.doubts)
    doubts = [doubt for doubt in reading.doubts if doubt.code is not PageDoubt.NO_DATE]
    if item.state == "withdrawn":
        doubts.append(Doubt(PageDoubt.WITHDRAWN, item.withdrawn_notice or "no reason given"))
    undated = () if item.first_published_at else (Doubt(PageDoubt.NO_DATE),)
    return replace(
        reading,
        title=item.title,
        standfirst=item.description if has_body else None,
        published=item.first_published_at,
        published_precision=Precision.TIME if item.first_published_at else None,
        modified=item.updated_at,
        section=item.document_type,
        language=item.locale,
        candidates=tuple(_candidates(item)),
        doubts=(*doubts, *item.doubts, *undated),
        reader=READER,
    )


def _candidates(item: ContentItem) -> list[Candidate]:
    """Keep what has no column: attachments, organisations and the notes of changes."""
    found = [
        Candidate(field="attachment", value=one.url, source="json", why=one.title)
        for one in item.attachments
    ]
    found += [Candidate(field="organisation", value=o, source="json") for o in item.organisations]
    found += [
        Candidate(
            field="change",
            value=change.changed_at.isoformat() if change.changed_at else "",
            source="json",
            why=change.note,
        )
        for change in item.changes
    ]
    return found
