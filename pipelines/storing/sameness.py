"""Has the page changed, or only our reading of it?

A rule that is new, or a block that was learnt to repeat on a site, lets the same page give another
text. That is no new version of the story: `reclean` rewrites texts on purpose, a night does not.
"""

from __future__ import annotations

from collections.abc import Iterable

from db.models import Version
from pipelines.reading import block_digest
from pipelines.reading.model import Reading


def is_same_page(reading: Reading, latest: Version) -> bool:
    """Tell whether all that either reading kept stands on the page of the other, kept or cut.

    What both cut may differ: banners change on every request.
    """
    kept_now = _digests([reading.title, reading.standfirst, *(b.text for b in reading.body)])
    kept_then = _digests([latest.title, latest.standfirst, *(b["text"] for b in latest.blocks)])
    seen_now = kept_now | _digests(block.text for block in reading.removed)
    seen_then = kept_then | _digests(block.text for block in latest.removed)
    return kept_now <= seen_then and kept_then <= seen_now


def _digests(texts: Iterable[str | None]) -> set[str]:
    return {block_digest(text) for text in texts if text}
