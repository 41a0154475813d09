"""Invitations to a messaging community: an opener, then the lines that explain it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.dump.rules.line import DumpLine, Found
from words.rules import DumpRule

__all__ = ["community_invitation"]

# "Join the Anyshire Live WhatsApp community!", "Get the latest news sent straight to your messages
# by joining our WhatsApp community today." (Reach titles, 2023-25), then up to nine lines.
_OPENS = re.compile(
    r"(?=.*\b(?:our|news|latest|breaking|headlines|stories|live|community)\b)"
    r"(?:join|get|receive|want|sign up|stay|be the first|click here|don't miss)\b"
    r".{0,120}\b(?:whatsapp|messages by joining|telegram|facebook messenger)\b.{0,200}$"
)
_BELONGS = re.compile(
    r"(?:you'll (?:also )?(?:receive|get)|no one will be able to see|all you (?:have|need) to do"
    r"|if you're (?:on|curious)|if you don't like|we also treat|our community members"
    r"|to (?:leave|join) our|to sign up|simply (?:click|scan)|click (?:here|this link|on the)"
    r"|you can (?:leave|check out|also|read)|if you (?:want|wish|change your mind)"
    r"|some (?:users|people|readers)|some of our|we will (?:also )?(?:send|treat)"
    r"|just (?:click|scan)|then (?:click|select)|you will receive|messages will)\b"
)
_FORM_LINES = 9
_LONGEST = 420


def community_invitation(lines: Sequence[DumpLine], number: int) -> Found | None:
    """An invitation from line `number` on: its opener and the lines of instructions right below."""
    if len(lines[number].match) > _LONGEST or not _OPENS.match(lines[number].match):
        return None
    last = number
    for following in lines[number + 1 : number + 1 + _FORM_LINES]:
        short = len(following.match) <= _LONGEST
        if not short or not (_BELONGS.match(following.match) or _OPENS.match(following.match)):
            break
        last = following.number
    evidence = lines[number].match[:60]
    return Found(
        rule=DumpRule.COMMUNITY_INVITATION,
        kind="social",
        first=number,
        last=last,
        evidence=evidence,
    )
