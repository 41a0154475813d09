"""What a dump turned out to be, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.dump.region import Region
from pipelines.reading.dump.rules.line import DumpLine
from pipelines.reading.dump.rules.shape import is_sentence
from pipelines.reading.dump.stock import Marks
from pipelines.reading.kind_verdict import KindVerdict
from pipelines.reading.model import Access, PageKind
from words.doubts import Doubt, PageDoubt

__all__ = ["KindVerdict", "judge_dump"]

# "404", "Error 404: page not found"; "404 pupils to move" is a story
_MISSING = re.compile(
    r"(?:error\W*)?404(?:\W*$|\W+(?:error|page|file|not found))|error 404"
    r"|(?:.{0,30}\b)?(?:"
    r"page (?:not found|cannot be found|can't be found|does(?: not|n't) exist)"
    r"|(?:story|article|page) (?:has been removed|is no longer available|you requested)"
    r"|we (?:can't|cannot|couldn't|could not) find (?:the|that|this) (?:page|story|article))"
)
_NO_SCRIPT = re.compile(
    r"(?:please |you (?:need|must|have) to |to \w+ this \w+,? )?(?:enable|turn on|activate) java"
    r"script|javascript (?:is|must be) (?:disabled|required|enabled)"
    r"|this (?:site|page|app) requires javascript"
)
_WALL = re.compile(
    r".{0,120}\b(?:to (?:continue|see the rest|keep reading|read (?:the|this|on|more))|register"
    r"|subscrib|log ?in|login|sign in|subscription)"
)
_LIVE_TITLE = re.compile(r"\bLIVE\b|: live\b|\blive(?: blog| updates)?:|\blive updates\b|- live$")
_LIVE_NOTICE = re.compile(
    r"this is a live blog|key events?$|this live (?:page|blog)|show key events"
)
# "Picture 3 of 12", "3/12"
_COUNTED = re.compile(r"(?:(?:picture|image|photo|slide)s? )?\d{1,3} ?(?:of|/) ?\d{1,3}$")
_FEW_PARAGRAPHS = 2
_FEWEST_PICTURES = 5
_INDEX_LINES = 12
_LIVE_STAMPS = 3


def judge_dump(lines: Sequence[DumpLine], marks: Marks, region: Region) -> KindVerdict:
    """Decide what the dump is. In doubt it is an article: nothing is thrown away for its shape."""
    kept = [line for line in lines if line.number not in marks and line.number != region.title]
    paragraphs = [line for line in kept if is_sentence(line)]
    if len(paragraphs) < _FEW_PARAGRAPHS:
        found = _bare_kind(lines, kept, paragraphs, marks)
        if found is not None:
            return found
    live = _live_reason(lines, marks, region)
    wall = _wall_behind(lines, marks, region)
    return KindVerdict(
        kind=PageKind.LIVE if live else PageKind.ARTICLE,
        access=Access.PARTIAL if wall else Access.FULL,
        reason=live,
        doubts=(Doubt(PageDoubt.PARTIAL, wall),) if wall else (),
    )


def _bare_kind(
    lines: Sequence[DumpLine],
    kept: Sequence[DumpLine],
    paragraphs: Sequence[DumpLine],
    marks: Marks,
) -> KindVerdict | None:
    kinds = [mark.kind for mark in marks.values()]
    top = lines[:40]
    for kind, pattern in ((PageKind.SOFT_404, _MISSING), (PageKind.NEEDS_JS, _NO_SCRIPT)):
        said = next((n.match[:80] for n in top if pattern.match(n.match)), None)
        if said is not None and len(kept) <= _INDEX_LINES:
            return KindVerdict(kind=kind, access=Access.NONE, reason=said)
    if kinds.count("cookie") >= _FEW_PARAGRAPHS and not paragraphs:
        reason = "cookie notices and no paragraph of a story"
        return KindVerdict(kind=PageKind.CONSENT, access=Access.NONE, reason=reason)
    if kinds.count("paywall") >= _FEW_PARAGRAPHS and not paragraphs:
        reason = "lines of a wall and no paragraph of a story"
        return KindVerdict(kind=PageKind.WALL, access=Access.NONE, reason=reason)
    counted = sum(1 for line in lines if _COUNTED.match(line.match))
    if counted >= _FEWEST_PICTURES and not paragraphs:
        reason = f"{counted} lines count pictures, and no paragraph of a story"
        return KindVerdict(kind=PageKind.GALLERY, access=Access.NONE, reason=reason)
    if len(lines) >= _INDEX_LINES and not paragraphs and len(kept) * 2 >= len(lines):
        reason = f"{len(lines)} lines and no paragraph"
        return KindVerdict(kind=PageKind.INDEX, access=Access.NONE, reason=reason)
    return None


def _live_reason(lines: Sequence[DumpLine], marks: Marks, region: Region) -> str | None:
    stamps = sum(1 for mark in marks.values() if mark.kind in {"byline", "date"})
    notice = next((line.match for line in lines if _LIVE_NOTICE.match(line.match)), None)
    titled = region.title is not None and _LIVE_TITLE.search(lines[region.title].text)
    if stamps >= _LIVE_STAMPS and (notice or titled):
        return f"live blog: {notice or lines[region.title or 0].match}"[:120]
    return None


def _wall_behind(lines: Sequence[DumpLine], marks: Marks, region: Region) -> str | None:
    """The wall that follows the last line of the story at once; its text is cut there."""
    for line in lines[region.stop : region.stop + 2]:
        mark = marks.get(line.number)
        if mark is not None and mark.kind == "paywall" and _WALL.match(line.match):
            return line.match[:80]
    return None
