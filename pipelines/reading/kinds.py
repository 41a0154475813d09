"""What a page is, with its evidence: story, live blog, index, gallery, wall, consent, shell …

Asked after the body is located, so that the signs can be weighed against the text there is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipelines.boilerplate.fragment import fold
from pipelines.reading.draft import Draft
from pipelines.reading.markup import Region
from pipelines.reading.metadata.gather import Metadata, path_of
from pipelines.reading.model import Access, PageKind
from pipelines.reading.visible import Visible

SHORT = 250
"""Characters of body below which a page may be something other than a story."""
BARE = 100
"""Characters of body below which there is no story at all: two short sentences are one."""
FEW = 1200

_INDEX_PATH = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|sections?|search|archives?|profile)/|/page/\d+/?$"
    r"|^/(?:[a-z-]+/)?(?:news|sport|business|opinion|education|local-news)?/?$",
    re.I,
)
_NOT_FOUND = re.compile(
    r"\b(?:404|page (?:not found|cannot be found|can't be found|no longer (?:exists|available))|"
    r"(?:story|article|content) (?:not found|removed|no longer available|has been removed|is no "
    r"longer)|"
    r"(?:couldn't|could not|can't|cannot) find (?:the|that|this|what)|doesn't exist|not found)\b"
)
_CONSENT = re.compile(
    r"\b(?:we (?:and our (?:\d+ )?partners )?(?:use|store|value)\b.{0,60}\b(?:cookies|privacy|"
    r"information)|"
    r"before you continue|consent to (?:the use|cookies|our)|accept all|manage (?:your "
    r")?(?:preferences|options)|"
    r"your privacy choices|legitimate interest|cookie (?:policy|settings|preferences))\b"
)
_WALL = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock)|register (?:now |for free )?to "
    r"(?:continue|read)|"
    r"(?:create|register for) (?:a|your) free account|continue reading with|already (?:a "
    r"subscriber|"
    r"subscribed|registered|have an account)|this (?:article|story|content) is (?:only "
    r")?(?:available )?"
    r"(?:to|for) (?:our )?(?:premium |registered |digital )?(?:subscribers|members|users)|"
    r"subscriber[- ]only|subscribers only|to continue reading|log in to (?:continue|read)|"
    r"unlock this (?:article|story)|want to read more\?|you(?:'ve| have) (?:reached|read) your)\b"
)
_WALL_WORDS = ("subscri", "regist", "account", "continue", "log in", "unlock", "to read", "reached")
_LIVE_TYPE = "LiveBlogPosting"
_GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery", "CollectionPage"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a page, how much of the story it gives, and why."""

    kind: PageKind
    access: Access
    reason: str | None
    doubts: tuple[str, ...] = ()


def judge(page: Visible, root: Any, draft: Draft, facts: Metadata, url: str) -> Verdict:
    """Decide what a page is. `reason` is set wherever the kind is not ARTICLE, or access not "
    "full."""
    size = draft.kept_characters()
    text = fold(page.text[:20_000])
    title = fold(facts.title or "")
    if size < FEW and (found := _NOT_FOUND.search(title) or _early(_NOT_FOUND, text, size)):
        return Verdict(PageKind.SOFT_404, Access.NONE, f"the page says “{found.group()}”")
    if size < FEW and len(page.text) < 6000 and _count(_CONSENT, text) >= 3 and size < 0.8 * FEW:
        return Verdict(PageKind.CONSENT, Access.NONE, "the page asks for consent and tells nothing")
    wall = _wall(page, text, draft, facts)
    if size < SHORT and wall:
        return Verdict(PageKind.WALL, Access.NONE, wall)
    if size < BARE and (shell := _shell(page, root)):
        return Verdict(PageKind.NEEDS_JS, Access.NONE, shell)
    if index := _index(page, draft, facts, url, size):
        return Verdict(PageKind.INDEX, Access.NONE, index)
    if _LIVE_TYPE in facts.types:
        return Verdict(PageKind.LIVE, Access.FULL, f"JSON-LD says {_LIVE_TYPE}")
    if not size:
        return Verdict(PageKind.INDEX, Access.NONE, "no paragraph of a story was found")
    if wall:
        return Verdict(PageKind.ARTICLE, Access.PARTIAL, wall, ("wall",))
    doubts = ("short_text",) if size < SHORT else ()
    return Verdict(PageKind.ARTICLE, Access.FULL, None, doubts)


def _early(pattern: re.Pattern[str], text: str, size: int) -> re.Match[str] | None:
    """Search the first lines of a page that has next to no body."""
    return pattern.search(text[:1500]) if size < SHORT else None


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _wall(page: Visible, text: str, draft: Draft, facts: Metadata) -> str | None:
    """Return the evidence that a wall cut the story, or None.

    `isAccessibleForFree` alone proves nothing: full texts carry it too. It takes the words of a
    wall near the end of the body, or an element so named, on top of it or on a short text.
    """
    last = draft.kept()[-1] if draft.kept() else draft.place.last
    after = fold(" ".join(line.text for line in page.lines[max(0, last - 1) : last + 14]))
    found = _WALL.search(after) if any(word in after for word in _WALL_WORDS) else None
    if not found and draft.kept_characters() < SHORT:
        found = _WALL.search(text)
    if not found:
        return None
    size = draft.kept_characters()
    declared = facts.free is False
    if declared or size < FEW or _ends_open(page, last):
        said = " and the page says it is not free" if declared else ""
        return f"a wall stands after the text: “{found.group()}”{said}"
    return None


def _ends_open(page: Visible, last: int) -> bool:
    """Say whether the last line that was kept breaks off."""
    if not 0 <= last < len(page.lines):
        return False
    return page.lines[last].text.endswith(("…", "..."))


def _shell(page: Visible, root: Any) -> str | None:
    """Return the evidence that a browser would have to fill the page, or None."""
    scripts = [element.text or "" for element in root.iter("script")]
    size = sum(map(len, scripts))
    if len(page.text) < 3000 and (size > 20_000 or len(scripts) > 15):
        return f"{len(page.text)} characters of text beside {len(scripts)} scripts"
    noscript = " ".join("".join(element.itertext()) for element in root.iter("noscript")).lower()
    if "enable javascript" in noscript and len(page.text) < 3000:
        return "the page asks for JavaScript and tells nothing without it"
    return None


def _index(page: Visible, draft: Draft, facts: Metadata, url: str, size: int) -> str | None:
    """Return the evidence that a page lists stories and tells none, or None."""
    links = sum(
        line.linked > 0.8 * len(line.text) and len(line.text) > 25
        for line in page.lines
        if not line.regions & Region.NAV
    )
    path = path_of(url) or "/"
    longest = max((len(page.lines[at].text) for at in draft.kept()), default=0)
    listed = facts.published is None and longest < 250
    if listed and _INDEX_PATH.search(path) and links > 8 and size < 3 * FEW:
        return f"the address is a list's, {links} links are headlines, no date"
    declared = {"CollectionPage", "WebPage"} & set(facts.types)
    if listed and size < FEW and links > 20 and longest < 200 and not declared:
        return f"{links} links are headlines, the longest line has {longest} characters, no date"
    return None
