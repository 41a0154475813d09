""" "Follow us": accounts and groups of the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.openings import openings
from pipelines.boilerplate.rules import rule

# "Follow The Vale Herald on Facebook and X", "Like us on Facebook", "Find us on Instagram"
_FOLLOW = re.compile(
    r"(?:you can )?(?:also )?(?:follow|like|find|join|connect with)\b.{0,100}\b(?:on|via|@)\s*"
    r"(?:our\s+)?(?:facebook|twitter|instagram|whatsapp|x\b|tiktok|youtube|linkedin|threads|"
    r"bluesky|social media|google news)",
)
_HEADS = openings(_FOLLOW.pattern, 3)
LONGEST = 260


@rule("social-follow", kind="social", alone=True)
def social_follow(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that ask readers to follow an account."""
    for line in fragment.short.lines:
        if line.folded[:3] in _HEADS and not line.listed and not line.table:
            found = _FOLLOW.match(line.folded) if len(line.text) <= LONGEST else None
            if found:
                yield Cut(line=line.index, evidence=found.group()[:60])


# "View this post on Instagram", "A post shared by Aldmere Nursery (@aldmere)" (embed code, 2019-24)
_CARD_LINE = re.compile(
    r"view (?:this (?:post|profile)|more) on\b|a (?:post|photo|video) shared by\b"
)


@rule("social-card", kind="social", alone=True)
def social_card(fragment: Fragment) -> Iterator[Cut]:
    """Cut the frame of a post that is embedded from another site; words of the post itself stay."""
    for at, name in fragment.posts.items():
        line = fragment.lines[at]
        if line.link_share > 0.8 or _CARD_LINE.match(line.folded):
            yield Cut(line=at, evidence=name[:60])
