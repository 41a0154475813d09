"""Pages that stand in front of a story or in its place: consent, paywall, not found, a shell."""

from __future__ import annotations

import re
from typing import Any

from pipelines.boilerplate.fragment import fold
from pipelines.page.visible import Visible
from pipelines.reading.draft import Draft
from pipelines.reading.headline import find_title
from pipelines.reading.metadata.gather import Metadata

SHORT = 250
"""Characters of body below which a page may be something other than a story."""
BARE = 100
"""Characters of body below which there is no story at all: two short sentences are one."""
FEW = 1200
"""Characters of body below which a notice on the page may be what the page is about."""
_TOP = 1500
_HEADLINE, _FEWEST_HEADLINES, _SCRIPTED = 25, 4, 500
_WHOLE = 20_000

# The whole title: "404", "Page not found", "Sorry, this story is no longer available". A story's
# title goes on: "Body not found, say police", "404 pupils to move".
_NOT_FOUND_TITLE = re.compile(
    r"^\W*(?:(?:sorry|oops|whoops|uh[ -]?oh)\W+)*(?:"
    r"(?:error\W*)?404(?:\W*(?:error|page|file|not found|-|–|\|).*)?"
    r"|(?:(?:this|the|that|your) )?(?:page|story|article|content|file|url)? ?(?:was |is )?not found"
    r"|(?:(?:this|the|that) )?(?:page|story|article|content)\b.{0,30}\b(?:cannot be found|can't be "
    r"found|could not be found|no longer (?:exists|available)|doesn't exist|does not exist|"
    r"(?:has been|was) removed)"
    r")\W*$"
)
_PAGE = r"(?:page|story|article|content|file|url|address|link)"
_NOT_FOUND = re.compile(
    r"\b(?:(?:error )?404\W+(?:error|page|file|not found)|error 404|"
    rf"{_PAGE} (?:was |is )?not found|"
    rf"{_PAGE} (?:cannot be|can't be|could not be|couldn't be) found|"
    r"(?:this|the|that) (?:page|story|article|content)\b.{0,40}\b(?:(?:has been|was) removed|"
    r"is no longer available|no longer exists?|does(?:n't| not) exist)|"
    r"(?:couldn't|could not|can't|cannot|unable to) find (?:the|that|this) "
    rf"(?:requested )?{_PAGE}|(?<!did you )find what you (?:are|were|'re) looking for)"
)
_CONSENT = re.compile(
    r"\b(?:we (?:and our (?:\d+ )?partners )?(?:use|store|value)\b.{0,60}\b(?:cookies|privacy|"
    r"information)|before you continue|consent to (?:the use|cookies|our)|accept all|"
    r"manage (?:your )?(?:preferences|options)|your privacy choices|legitimate interest|"
    r"cookie (?:policy|settings|preferences))\b"
)
_ABOUT_CONSENT = re.compile(r"\b(?:cookies?|consent|privacy|partners|personal data|vendors?)\b")
# What is pressed on such a wall, alone on its line.
_BUTTON = re.compile(
    r"^(?:accept(?: all)?(?: cookies)?|(?:yes,? )?i (?:accept|agree)|"
    r"agree(?: (?:and|&) (?:close|continue))?|got it|ok(?:ay)?|allow all(?: cookies)?|"
    r"reject(?: all)?(?: cookies)?|"
    r"decline(?: all)?|manage (?:your )?(?:options|preferences|settings|cookies|choices)|"
    r"(?:cookie|privacy) settings|more options|save and (?:close|exit)|confirm(?: my)? choices)\W*$"
)
_OTHER_GOODS = r"(?!.{0,40}\b(?:e-?paper|e-?edition|edition|magazine|newsletter|app)\b)"
_WALL = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock)" + _OTHER_GOODS + r"|"
    r"register (?:now |for free )?to (?:continue|read)" + _OTHER_GOODS + r"|"
    r"continue reading with|this (?:article|story|content) is (?:"
    r"(?:available )?(?:to|for) (?:our )?(?:premium |registered |digital |paying )?|"
    r"(?:only|exclusively) (?:available )?(?:to|for) .{0,40})\b(?:subscribers|members|users)|"
    r"(?:to|and) (?:continue|keep) reading|(?:log|sign) in to (?:continue|read)|"
    r"unlock this (?:article|story)|want to read more\?|to read the (?:full|rest)|"
    r"you(?:'ve| have) (?:reached|read|used) (?:your|all))"
)
# These stand on pages that are free as well: in the head, in the foot, on cards of other stories.
_WEAK_WALL = re.compile(
    r"\b(?:(?:create|register for) (?:a|your) free account|subscribers?[- ]only|"
    r"already (?:a subscriber|a member|subscribed|registered|have an account))\b"
)
_WALL_WORDS = (b"to continue", b"to read", b"reading", b"unlock", b"article is", b"story is",
               b"content is", b"ve re", b"ve used")  # fmt: skip
"""Words without which `_WALL` finds nothing, in ASCII: looking for them costs a tenth of folding.
"ve re", "ve used": "you've read", with whatever apostrophe, "you have reached"."""
BEHIND = 14
"""Lines behind the text in which a wall stands."""


def missing(page: Visible, draft: Draft, facts: Metadata, size: int) -> str | None:
    """Return the words that say there is no such page, or None.

    What stands behind a text is not about it: "Did you find what you were looking for?"
    """
    if size >= FEW:
        return None
    title = fold(facts.title or "")
    if _NOT_FOUND_TITLE.match(title):
        return f"the page says “{title.strip()}”"
    end = page.lines[draft.kept()[-1]].end if size >= BARE else _TOP
    found = _NOT_FOUND.search(fold(page.text[: min(end, _TOP)])) if size < SHORT else None
    return f"the page says “{found.group()}”" if found else None


def consent(page: Visible, draft: Draft, size: int) -> str | None:
    """Return the evidence that a page asks for consent and tells nothing else, or None.

    A banner over a story asks too: there, text is left that is not about consent. A story about
    cookies has nothing to press.
    """
    if size >= 0.8 * FEW or len(page.text) >= 6000:
        return None
    text = fold(page.text)
    if sum(1 for _ in _CONSENT.finditer(text)) < 3:
        return None
    buttons = [line.text for line in page.lines if len(line.text) < 40]
    if not any(_BUTTON.match(fold(button)) for button in buttons):
        return None
    told = sum(
        len(line)
        for at in draft.kept()
        if not _ABOUT_CONSENT.search(line := fold(page.lines[at].text))
    )
    return "the page asks for consent and tells nothing" if told < 2 * BARE else None


def wall(page: Visible, draft: Draft, facts: Metadata, size: int) -> str | None:
    """Return the evidence that a wall cut the story, or None.

    `isAccessibleForFree` alone proves nothing: full texts carry it too. It takes the words of a
    wall behind the body; where there is next to no body, anywhere. A long text that ends as a
    sentence is whole, unless the page says that it is not free as well.
    """
    kept = draft.kept()
    last = kept[-1] if kept else draft.place.last
    behind = _behind(page, last)
    strong = _strong_wall(behind) or (_strong_wall(page.text[:_WHOLE]) if size < BARE else None)
    open_ended = _ends_open(page, last)
    closed = facts.free is False
    may_be_weak = open_ended or (closed and size < FEW)
    found = strong or (_WEAK_WALL.search(fold(behind)) if may_be_weak else None)
    if found is None or (size >= FEW and not (open_ended or (strong and closed))):
        return None
    said = " and the page says it is not free" if closed else ""
    return f"a wall stands after the text: “{found.group()}”{said}"


def names_a_wall(text: str) -> bool:
    """Say whether words of a wall stand in a page's text."""
    return _strong_wall(text[:_WHOLE]) is not None


def _behind(page: Visible, last: int) -> str:
    """Return the last line of the text and the lines behind it, as one."""
    near = page.lines[max(0, last - 1) : last + BEHIND]
    return page.text[near[0].start : near[-1].end].replace("\n", " ") if near else ""


def _strong_wall(text: str) -> re.Match[str] | None:
    """Return the words of a wall that free pages do not carry, or None."""
    seen = text.encode("utf-8", "ignore").lower()
    for word in _WALL_WORDS:
        if word in seen:
            return _WALL.search(fold(text))
    return None


def _ends_open(page: Visible, last: int) -> bool:
    """Say whether the last line that was kept breaks off."""
    if not 0 <= last < len(page.lines):
        return False
    return page.lines[last].text.endswith(("…", "..."))


def is_scripted(page: Visible, root: Any) -> bool:
    """Say whether a page without a story has scripts of some size, and no list of headlines."""
    linked = sum(len(line.text) > _HEADLINE < line.linked for line in page.lines)
    if linked >= _FEWEST_HEADLINES:
        return False
    return sum(len(element.text or "") for element in root.iter("script")) > _SCRIPTED


def shell(page: Visible, root: Any, draft: Draft, facts: Metadata, size: int) -> str | None:
    """Return the evidence that a browser would have to fill the page, or None.

    A headline with a sentence below it is a story, however short.
    """
    if size >= BARE or len(page.text) >= 3000:
        return None
    if size and find_title(page, facts.title, draft.place.first + 3) is not None:
        return None
    scripts = [element.text or "" for element in root.iter("script")]
    if sum(map(len, scripts)) > 20_000 or len(scripts) > 15:
        return f"{len(page.text)} characters of text beside {len(scripts)} scripts"
    noscript = " ".join("".join(element.itertext()) for element in root.iter("noscript")).lower()
    if "enable javascript" in noscript:
        return "the page asks for JavaScript and tells nothing without it"
    return None
