"""A page → its Reading. The order of the work; each step is a file of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pipelines.page.charset import strip_controls, to_utf8
from pipelines.page.hostile import disarm, unreadable
from pipelines.page.mojibake import mend
from pipelines.page.parse import parse_whole
from pipelines.page.visible import see
from pipelines.reading.draft import Draft
from pipelines.reading.drafting import best_draft
from pipelines.reading.head import visible_bylines, visible_dates
from pipelines.reading.hidden import hidden_blocks
from pipelines.reading.kind_verdict import KindVerdict
from pipelines.reading.kinds import judge
from pipelines.reading.layout import select, select_text
from pipelines.reading.locate import Place
from pipelines.reading.metadata.declared import Declared, declared
from pipelines.reading.metadata.gather import (
    Metadata,
    add_visible_dates,
    choose_byline,
    gather,
    unchoose,
)
from pipelines.reading.metadata.people import join_names, names_in
from pipelines.reading.model import Candidate, PageContext, PageKind, Precision, Reading
from pipelines.reading.optouts import opt_outs
from pipelines.reading.spans import markdown, plain_text, share_out
from words.doubts import Doubt, PageDoubt

_NO_CONTEXT = PageContext()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the cycle collector back for one reading.

    A reading makes thousands of small values and no cycles: a collection amid it finds all of
    them alive, and costs a tenth of the time. They are gone when the reading ends.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_FAULT = (Doubt(PageDoubt.FAULT),)


def read_html(html: bytes | str, url: str, context: PageContext = _NO_CONTEXT) -> Reading:
    """Read a page from its bytes. Never raises: what cannot be read is `unreadable`, with why."""
    try:
        with _uncollected():
            return _read_html(html, url, context)
    except Exception as fault:  # the face never raises; the fault is named in the reading
        return _unreadable(url, f"{type(fault).__name__}: {fault}"[:200], doubts=_FAULT)


def read_tree(root: Any, url: str, context: PageContext = _NO_CONTEXT) -> Reading:
    """Read a page whose lxml tree is there already. The tree is not changed. Never raises."""
    try:
        with _uncollected():
            return _read(root, url, context)
    except Exception as fault:  # as read_html
        return _unreadable(url, f"{type(fault).__name__}: {fault}"[:200], doubts=_FAULT)


def _read_html(html: bytes | str, url: str, context: PageContext) -> Reading:
    reason = unreadable(html) if isinstance(html, bytes) else None
    if reason is not None:
        return _unreadable(url, reason)
    clean, encoding = to_utf8(html, context.content_type)
    if not clean or clean.isspace():
        return _unreadable(url, "the page is empty", encoding=encoding)
    clean, disarmed = disarm(clean)
    root, whole = parse_whole(clean)
    if root is None:
        return _unreadable(url, "no markup was found", encoding=encoding)
    reading = _read(root, url, context)
    doubts = (
        *reading.doubts,
        *((Doubt(PageDoubt.ATTRIBUTES_CUT),) if disarmed else ()),
        *(() if whole else (Doubt(PageDoubt.PARSE_CUT_SHORT),)),
    )
    return replace(reading, encoding=encoding, doubts=doubts)


def _unreadable(
    url: str, reason: str, *, encoding: str | None = None, doubts: tuple[Doubt, ...] = ()
) -> Reading:
    return Reading(
        kind=PageKind.UNREADABLE,
        url=url,
        reason=strip_controls(reason),
        encoding=encoding,
        doubts=doubts,
        reader="none",
    )


def _read(root: Any, url: str, context: PageContext) -> Reading:
    page = see(root)
    heads = declared(root)
    facts = gather(heads, url, context)
    draft, doubts = best_draft(root, page, facts, url, context)
    choose_byline(facts, visible_bylines(draft, facts.title))
    if facts.published is None:
        add_visible_dates(facts, visible_dates(draft, facts.title), context)
    _heed_layout(root, facts, context, doubts)
    verdict = judge(draft.page, root, draft, facts, url)
    return _finish(heads, facts, draft, url, context, verdict, tuple(doubts))


def _heed_layout(root: Any, facts: Metadata, context: PageContext, doubts: list[Doubt]) -> None:
    """Let the selectors of the source's layout have the last word on standfirst and byline."""
    layout = context.layout
    standfirst = select_text(root, "standfirst", layout.standfirst, doubts)
    facts.standfirst = standfirst or facts.standfirst
    title = select_text(root, "title", layout.title, doubts, facts.title)
    if title and title != facts.title:
        facts.title = title
        unchoose(facts, "title")
        facts.candidates.append(
            Candidate(field="title", value=title, source="layout", chosen=True, why="layout")
        )
    _heed_layout_date(root, facts, context, doubts)
    byline = select_text(root, "byline", layout.byline, doubts)
    if byline and (names := join_names(names_in(byline))):
        facts.byline = names
        unchoose(facts, "byline")
        facts.candidates.append(
            Candidate(field="byline", value=names, source="layout", chosen=True, why="layout")
        )


def _heed_layout_date(
    root: Any, facts: Metadata, context: PageContext, doubts: list[Doubt]
) -> None:
    """Let the layout's date selector speak where nothing else names a time of day."""
    found, selector = select(root, context.layout.published)
    if context.layout.published and selector is None:
        doubts.append(Doubt(PageDoubt.SELECTOR_MISSED, "published"))
    if not found or (facts.published and facts.published.precision is Precision.TIME):
        return
    stated = found[0].get("datetime") or found[0].get("content") or "".join(found[0].itertext())
    facts.published = None
    unchoose(facts, "published")
    add_visible_dates(facts, [stated], context)


def _finish(
    heads: Declared,
    facts: Metadata,
    draft: Draft,
    url: str,
    context: PageContext,
    verdict: KindVerdict,
    doubts: tuple[Doubt, ...],
) -> Reading:
    if verdict.kind not in (PageKind.ARTICLE, PageKind.LIVE):
        draft = Draft(draft.page, Place(0, 0, 0, draft.place.reader))
    blocks, removed = share_out(draft)
    hidden, unseen = hidden_blocks(draft.page, len(draft.page.text))
    published, modified = facts.published, facts.modified
    if published is None and verdict.kind in (PageKind.ARTICLE, PageKind.LIVE):
        doubts = (*doubts, Doubt(PageDoubt.NO_DATE))
    return Reading(
        kind=verdict.kind,
        reason=verdict.reason,
        access=verdict.access,
        url=url,
        title=mend(facts.title) if facts.title else None,
        standfirst=mend(facts.standfirst) if facts.standfirst else None,
        byline=facts.byline,
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        modified=modified.at if modified else None,
        section=facts.section,
        canonical_url=facts.canonical_url,
        image_url=facts.image_url,
        language=facts.language,
        body=blocks,
        text=plain_text(blocks),
        markdown=markdown(blocks),
        removed=(*removed, *unseen),
        visible=draft.page.text + hidden,
        opt_outs=opt_outs(heads, context.headers),
        candidates=tuple(facts.candidates),
        doubts=(*doubts, *verdict.doubts),
        reader=draft.place.reader,
    )
