"""Links to other stories: labels such as "Read more", and the headlines that stand with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.elements import TEASER, cards, links_of
from pipelines.boilerplate.fragment import Fragment, FragmentLine
from pipelines.boilerplate.openings import openings
from pipelines.boilerplate.rules import rule
from pipelines.boilerplate.stock import stock

# "READ MORE: …", "SEE MORE: …" (Express, 2019), "More: …", "RELATED: …", "WATCH: …" before a link
_LABEL = re.compile(
    r"(?:(?:READ|SEE|LEARN|NOW|WATCH|LISTEN|VIEW)(?: MORE| NEXT| ALSO| NOW)?|MORE|RELATED|GALLERY|"
    r"PHOTOS|VIDEO|WATCH|ALSO|DON[’']T MISS|MUST READ|TRENDING|OPINION|LATEST|EXCLUSIVE|TOP STORY|"
    r"Read [Mm]ore|Read [Nn]ext|Read [Aa]lso|See [Aa]lso|Also [Rr]ead|Related|Watch|More|Photos|"
    r"Video|"
    r"Recommended|(?:Related|related) (?:[Ss]tor(?:y|ies)|[Aa]rticles?))\s*(?:[:|>»–]|-(?=\s))"
)
# "WATCH | What the inspectors found:" over a video (CBC, 2024)
_PIPED = re.compile(r"(?:WATCH|LISTEN|READ|MORE|VIDEO|PHOTOS|ANALYSIS)\s*\|\s")
_HEADS = openings(_LABEL.pattern, 3)
"""What `_LABEL` begins with."""
MAX_FOLLOWING = 6


@rule("related-label", kind="related", alone=True)
def related_label(fragment: Fragment) -> Iterator[Cut]:
    """Cut labels, the link glued to them, and the links that follow a bare label."""
    lines = fragment.lines
    named = {cut.line for cut in stock(fragment, "related")}
    maybe = [line.index for line in lines if line.text[:3] in _HEADS]
    for line in [lines[at] for at in sorted(named.union(maybe))]:
        found = _LABEL.match(line.text)
        if (
            found
            and not line.table
            and (line.link_share > 0.3 or _PIPED.match(line.text))
            and len(line.text) < 260
        ):
            yield Cut(line=line.index, evidence=found.group())
            continue
        if _is_bare_label(line, line.index in named):
            yield Cut(line=line.index, evidence=line.text[:40])
            for following in lines[line.index + 1 : line.index + 1 + MAX_FOLLOWING]:
                if following.link_share < 0.8:
                    break
                yield Cut(line=following.index, evidence=f"follows “{line.text[:40]}”")


def _is_bare_label(line: FragmentLine, named: bool) -> bool:
    if len(line.text) > 45 or line.table:
        return False
    if named:
        return True
    label = _LABEL.match(line.text)
    return label is not None and label.end() == len(line.text)


# "More from Vale Chronicle", "Read more from the Herald" over a list of headlines with teasers
_MORE_FROM = re.compile(
    r"(?:read )?more (?:news |stories )?from\b.{2,60}$|more (?:news|stories|headlines)$"
)
STORY = 220
"""Characters of unlinked text that no teaser has."""


@rule("related-tail", kind="related")
def related_tail(fragment: Fragment) -> Iterator[Cut]:
    """Cut from "More from …" to the end, if links follow it and no paragraph of a story does."""
    lines = fragment.lines
    for line in fragment.short.holding("more "):
        if len(line.text) > 70 or not line.index:
            continue
        if not _MORE_FROM.match(line.folded.strip(" :")):
            continue
        rest = lines[line.index + 1 :]
        links = sum(following.link_share > 0.8 for following in rest)
        told = any(len(other.text) > STORY and other.link_share < 0.3 for other in rest)
        if links >= 2 and not told and 3 * links >= len(rest):
            for following in lines[line.index :]:
                yield Cut(line=following.index, evidence=line.text[:60])
            return


# "TAYLOR SWIFT CLEARED TO PERFORM" as a paragraph that is one link (Fox News, 2019)
@rule("related-headline", kind="related", alone=True)
def related_headline(fragment: Fragment) -> Iterator[Cut]:
    """Cut paragraphs that are one link and read like a headline: no sentence end, or capitals."""
    for line in [line for line in fragment.lines if line.seen.linked]:
        if line.link_share < 0.9 or line.table or line.listed or line.heading or line.joint == 2:
            continue
        letters = [character for character in line.text if character.isalpha()]
        shouted = len(letters) > 12 and all(character.isupper() for character in letters)
        if shouted or not line.text.rstrip("\"'”’)").endswith((".", "!", "?", "…", ":", ",")):
            yield Cut(line=line.index, evidence="the paragraph is a link")


@rule("related-cards", kind="related")
def related_cards(fragment: Fragment) -> Iterator[Cut]:
    """Cut cards of other stories: siblings with one linked picture, headline and short teaser."""
    if "teaser" not in fragment.marks:
        return
    for card in cards(fragment):
        lines = [fragment.lines[at] for at in fragment.lines_in(card)]
        if sum(len(line.text) for line in lines if line.link_share < 0.5) > TEASER:
            continue
        address = next(links_of(card))
        for line in lines:
            yield Cut(
                line=line.index,
                evidence=f"a card that leads to {address}"[:80],
            )
