"""Pages that show many things and tell none: lists of stories, galleries; and live blogs."""

from __future__ import annotations

import re
from typing import Any

from pipelines.boilerplate.fragment import fold
from pipelines.page.markup import Region
from pipelines.page.visible import Visible
from pipelines.reading.draft import Draft
from pipelines.reading.kind_walls import FEW, SHORT
from pipelines.reading.metadata.gather import Metadata, path_of

_INDEX_PATH = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|sections?|search|archives?|profile)/|/page/\d+/?$"
    r"|^/(?:(?:[a-z-]+/)?(?:news|sport|business|opinion|education|local-news))?/?$",
    re.I,
)
_STATED = frozenset({"json-ld", "json-ld-broken", "meta", "feed", "sitemap", "url"})
"""Sources of a date that a list of stories does not have."""
_MOST_OF_ONE = 2
"""JSON-LD types that one story declares; a list declares those of each of its stories."""
_HEADLINE = 25
_LONG_PARAGRAPH = 250
_LIVE_TYPE = "LiveBlogPosting"
# "LIVE: Storm reaches the coast", "Storm live updates as trees fall", "Budget: as it happened"
_LIVE_TITLE = re.compile(
    r"\bLIVE\b|^Live:|\b[Ll]ive (?:updates|blog)\b|: live\b|\bas it happened\b|- live$"
)
_STAMP = re.compile(
    r"^(?:\d{1,2}[:.]\d{2}(?: ?[ap]m)?|\d{1,2} (?:min(?:ute)?s?|hours?|hrs?) ago)\b"
)
_FEWEST_STAMPS = 4
_GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})
_GALLERY_PATH = re.compile(r"/(?:picture-?|photo-?|image-?)?galler(?:y|ies)/|/in-pictures/", re.I)
_GALLERY_TITLE = re.compile(
    r"^(?:in )?(?:pictures|photos)\b|\bin (?:\d+ )?(?:pictures|photos|images)$|"
    r"\b(?:photo|picture|image) gallery\b|^gallery\b|^\d+ (?:pictures|photos|images) (?:of|from)\b"
)
# "Picture 3 of 12", "3/12"
_COUNTED = re.compile(r"^(?:(?:picture|image|photo|slide)s? )?\d{1,3} ?(?:of|/) ?\d{1,3}\b")
_FEWEST_PICTURES = 5
_STORY_OF, _PARAGRAPH = 3, 80
"""Paragraphs that are a story beside pictures, and the characters of each."""


def live(page: Visible, draft: Draft, facts: Metadata) -> str | None:
    """Return the evidence that a page is a live blog, or None."""
    if _LIVE_TYPE in facts.types:
        return f"JSON-LD says {_LIVE_TYPE}"
    headline = facts.title or ""
    if not ("ive" in headline or "LIVE" in headline or "as it happened" in headline):
        return None
    title = _LIVE_TITLE.search(headline)
    if title is None:
        return None
    place = page.lines[draft.place.first : draft.place.last]
    stamps = sum(len(line.text) < 40 and bool(_STAMP.match(line.text)) for line in place)
    if stamps < _FEWEST_STAMPS:
        return None
    return f"the headline says “{title.group()}”, {stamps} entries have a time"


def gallery(
    page: Visible, root: Any, draft: Draft, facts: Metadata, url: str, size: int
) -> str | None:
    """Return the evidence that a page shows pictures and tells next to nothing, or None.

    It takes a name (declared type, address or headline) and the pictures; a story of some length
    or of three paragraphs stays a story, whatever is shown beside it.
    """
    if size >= 2 * SHORT or _paragraphs(page, draft) >= _STORY_OF:
        return None
    named = next(iter(_GALLERY_TYPES & {*facts.types, *facts.other_types}), None)
    title = _GALLERY_TITLE.search(fold(facts.title or ""))
    if not named and title:
        named = title.group()
    if not named and (path := _GALLERY_PATH.search(path_of(url))):
        named = path.group()
    if not named:
        return None
    shown = max(_counted(page), _figures(root))
    if shown < _FEWEST_PICTURES:
        return None
    return f"“{named}”, {shown} pictures, {size} characters of text"


def _paragraphs(page: Visible, draft: Draft) -> int:
    """Return how many paragraphs of more than a caption's length stay outside of lists."""
    lines = (page.lines[at] for at in draft.kept())
    return sum(
        len(line.text) >= _PARAGRAPH and not line.regions & (Region.LIST | Region.FIGURE)
        for line in lines
    )


def _counted(page: Visible) -> int:
    return sum(len(line.text) < 40 and bool(_COUNTED.match(fold(line.text))) for line in page.lines)


def _figures(root: Any) -> int:
    return sum(next(figure.iter("img"), None) is not None for figure in root.iter("figure"))


def index(page: Visible, draft: Draft, facts: Metadata, url: str, size: int) -> str | None:
    """Return the evidence that a page lists stories and tells none, or None.

    A story may stand beside long lists of other stories, and may print no date: its own lines
    follow one another, those of a list stand between linked headlines.
    """
    several = len(facts.types) > _MOST_OF_ONE
    if size >= 3 * FEW or (not several and (facts.types or facts.dated_by in _STATED)):
        return None
    kept = draft.kept()
    longest = max((len(page.lines[at].text) for at in kept), default=0)
    if longest >= _LONG_PARAGRAPH:
        return None
    linked = [at for at, line in enumerate(page.lines) if _is_linked_headline(line)]
    if _INDEX_PATH.search(path_of(url) or "/") and len(linked) > 8:
        between = f"the address is a list's, {len(linked)} links are headlines"
        return between if facts.published is None or _interleaved(kept, linked) else None
    if size < FEW and len(linked) > 20 and longest < 200 and _tells_little(page, kept, linked):
        return f"{len(linked)} links are headlines, the longest line has {longest} characters"
    return None


def _is_linked_headline(line: Any) -> bool:
    size = len(line.text)
    return size > _HEADLINE and line.linked > 0.8 * size and not line.regions & Region.NAV


def _interleaved(kept: list[int], linked: list[int]) -> bool:
    """Say whether linked headlines stand between the lines that were kept."""
    if not kept:
        return True
    return 2 * sum(kept[0] < at < kept[-1] for at in linked) >= len(kept)


def _tells_little(page: Visible, kept: list[int], linked: list[int]) -> bool:
    sentences = [at for at in kept if page.lines[at].text.endswith((".", "!", "?", "”", '"'))]
    return len(sentences) < 2 or _interleaved(kept, linked)
