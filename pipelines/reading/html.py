"""A page → its Reading. The order of the work; each step is a file of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipelines.boilerplate import fragment_rules
from pipelines.boilerplate.fragment import Fragment, FragmentLine
from pipelines.reading.charset import strip_controls, to_utf8
from pipelines.reading.draft import Draft, Mark, fragment_of
from pipelines.reading.head import cut_head, cut_standfirst, find_standfirst, visible_bylines
from pipelines.reading.hostile import disarm, unreadable
from pipelines.reading.locate import Place, locate, masses
from pipelines.reading.metadata.declared import Declared, declared
from pipelines.reading.metadata.gather import Metadata, choose_byline, gather
from pipelines.reading.optouts import opt_outs
from pipelines.reading.model import PageContext, PageKind, Reading
from pipelines.reading.parse import parse
from pipelines.reading.spans import markdown, plain_text, share_out
from pipelines.reading.structure import cut_link_lists, cut_loose_headings, cut_structure
from pipelines.reading.visible import Visible, see

_NO_CONTEXT = PageContext()


def read_html(html: bytes | str, url: str, context: PageContext = _NO_CONTEXT) -> Reading:
    """Read a page from its bytes. Never raises: what cannot be read is `unreadable`, with why."""
    try:
        return _read_html(html, url, context)
    except Exception as fault:  # the face never raises; the fault is named in the reading
        return _unreadable(url, f"{type(fault).__name__}: {fault}"[:200], doubts=("fault",))


def read_tree(root: Any, url: str, context: PageContext = _NO_CONTEXT) -> Reading:
    """Read a page whose lxml tree is there already. The tree is not changed. Never raises."""
    try:
        return _read(root, url, context)
    except Exception as fault:  # as read_html
        return _unreadable(url, f"{type(fault).__name__}: {fault}"[:200], doubts=("fault",))


def _read_html(html: bytes | str, url: str, context: PageContext) -> Reading:
    clean, encoding = to_utf8(html, context.content_type)
    reason = unreadable(clean)
    if reason is not None:
        return _unreadable(url, reason, encoding=encoding)
    clean, disarmed = disarm(clean)
    root = parse(clean)
    if root is None:
        return _unreadable(url, "no markup was found", encoding=encoding)
    reading = _read(root, url, context)
    doubts = (*reading.doubts, "attributes_cut") if disarmed else reading.doubts
    return replace(reading, encoding=encoding, doubts=doubts)


def _unreadable(
    url: str, reason: str, *, encoding: str | None = None, doubts: tuple[str, ...] = ()
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
    draft = _draft(page, facts)
    choose_byline(facts, visible_bylines(draft, facts.title))
    return _finish(page, heads, facts, draft, url, context)


def _draft(page: Visible, facts: Metadata) -> Draft:
    """Locate the story and mark what is not part of it."""
    mass = masses(page)
    place = locate(page, mass)
    if place is None:
        return Draft(page, Place(0, 0, 0, "none"))
    draft = Draft(page, place)
    cut_structure(draft, mass)
    cut_head(draft, facts)
    standfirst = find_standfirst(page, facts, draft.kept())
    if standfirst:
        facts.standfirst = " ".join(page.lines[at].text for at in standfirst)
        cut_standfirst(draft, standfirst)
    cut_link_lists(draft)
    run_rules(draft, facts)
    cut_loose_headings(draft)
    return draft


def run_rules(draft: Draft, facts: Metadata, passes: int = 3) -> None:
    """Run every rule on what is left, until a pass finds nothing more."""
    known: dict[int, FragmentLine] = {}
    for _ in range(passes):
        fragment, at = fragment_of(draft, known)
        fragment.title, fragment.site = facts.title, facts.site
        fragment.standfirst = facts.standfirst
        if not _one_pass(draft, fragment, at):
            return


def _one_pass(draft: Draft, fragment: Fragment, at: list[int]) -> bool:
    found = False
    for rule in fragment_rules():
        for cut in rule(fragment):
            line = fragment.lines[cut.line]
            mark = Mark(rule.name, rule.kind, cut.evidence or None)
            end = len(line.text) if cut.end is None else cut.end
            if cut.start <= 0 and end >= len(line.text):
                if at[cut.line] not in draft.cuts:
                    draft.cut(at[cut.line], mark)
                    found = True
            elif not any(trim[0] == cut.start for trim in draft.trims.get(at[cut.line], ())):
                draft.trims.setdefault(at[cut.line], []).append((cut.start, end, mark))
    return found


def _finish(
    page: Visible, heads: Declared, facts: Metadata, draft: Draft, url: str, context: PageContext
) -> Reading:
    blocks, removed = share_out(draft)
    return Reading(
        kind=PageKind.ARTICLE if blocks else PageKind.INDEX,
        reason=None if blocks else "no paragraphs were found",
        url=url,
        title=facts.title,
        standfirst=facts.standfirst,
        byline=facts.byline,
        published=facts.published.at if facts.published else None,
        published_precision=facts.published.precision if facts.published else None,
        modified=facts.modified.at if facts.modified else None,
        section=facts.section,
        canonical_url=facts.canonical_url,
        image_url=facts.image_url,
        language=facts.language,
        body=blocks,
        text=plain_text(blocks),
        markdown=markdown(blocks),
        removed=removed,
        visible=page.text,
        opt_outs=opt_outs(heads, context.headers),
        candidates=tuple(facts.candidates),
        reader=draft.place.reader,
    )
