"""What a page turned out to be, judged against the text there is."""

from __future__ import annotations

from typing import Any

from pipelines.page.visible import Visible
from pipelines.reading.draft import Draft
from pipelines.reading.kind_lists import gallery, index, live
from pipelines.reading.kind_verdict import KindVerdict
from pipelines.reading.kind_walls import SHORT, consent, is_scripted, missing, shell, wall
from pipelines.reading.metadata.gather import Metadata
from pipelines.reading.model import Access, PageKind
from words.doubts import Doubt, PageDoubt

__all__ = ["KindVerdict", "judge"]


def judge(page: Visible, root: Any, draft: Draft, facts: Metadata, url: str) -> KindVerdict:
    """Decide what a page is.

    `reason` is set wherever the kind is not ARTICLE, or access not full. In doubt it is an
    article: a page that is refused is lost, one that is kept can be read again.
    """
    size = draft.kept_characters()
    stands = wall(page, draft, facts, size)
    empty = (
        (PageKind.SOFT_404, missing(page, draft, facts, size)),
        (PageKind.CONSENT, consent(page, draft, size)),
        (PageKind.WALL, stands if size < SHORT else None),
        (PageKind.GALLERY, gallery(page, root, draft, facts, url, size)),
        (PageKind.NEEDS_JS, shell(page, root, draft, facts, size)),
        (PageKind.INDEX, index(page, draft, facts, url, size)),
    )
    for kind, reason in empty:
        if reason is not None:
            return KindVerdict(kind, Access.NONE, reason)
    if reason := live(page, draft, facts):
        return KindVerdict(PageKind.LIVE, Access.FULL, reason)
    if not size:
        empty_kind = PageKind.NEEDS_JS if is_scripted(page, root) else PageKind.INDEX
        return KindVerdict(empty_kind, Access.NONE, "no paragraph of a story was found")
    if stands:
        return KindVerdict(PageKind.ARTICLE, Access.PARTIAL, stands, (Doubt(PageDoubt.WALL),))
    doubts = (Doubt(PageDoubt.SHORT_TEXT),) if size < SHORT else ()
    return KindVerdict(PageKind.ARTICLE, Access.FULL, None, doubts)
