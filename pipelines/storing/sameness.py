"""Has the page changed, or only our reading of it?

A rule that is new, or a block that was learnt to repeat on a site, lets the same page give another
text. That is no new version of the story: `reclean` rewrites texts on purpose, a night does not.
"""

from __future__ import annotations

from collections.abc import Iterable

from db.models import Version
from pipelines.reading import block_digest
from pipelines.storing.prepared import BlockDigests


def is_same_page(now: BlockDigests, latest: Version) -> bool:
    """Tell whether all that either reading kept stands on the page of the other, kept or cut.

    What both cut may differ: banners change on every request.
    """
    kept_then = _digests([latest.title, latest.standfirst, *(b["text"] for b in latest.blocks)])
    seen_then = kept_then | _digests(block.text for block in latest.removed)
    return now.kept <= seen_then and kept_then <= now.kept | now.cut


def _digests(texts: Iterable[str | None]) -> set[str]:
    return {block_digest(text) for text in texts if text}
