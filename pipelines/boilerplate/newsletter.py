"""Sign-up boxes: the prompt, the form states glued to it, the thanks and the small print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.boilerplate.boxes import boxes
from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.openings import openings
from pipelines.boilerplate.rules import rule

# Whole lines. "You'll receive daily updates on breaking news as well as the top headlines" and the
# lines around it are the WhatsApp block of Reach titles, 2023; "By entering your email and clicking
# Sign Up, you're agreeing to let us send you" is HuffPost's, 2023.
_LINE = re.compile(
    r"(?:join|sign up|get|receive)\b.{0,80}\bwhatsapp\b|get the latest news sent straight to your|"
    r"you'll receive (?:daily|weekly|regular) (?:updates|news)|"
    r"to join(?: us)?,? .{0,40}\b(?:scan|tap|click)\b.{0,120}\bwhatsapp\b|"
    r"no one (?:will be able to|can) see who (?:is|has) signed up|"
    r"all you have to do is click here if you're on mobile|if you're on a desktop, simply scan|"
    r"we also treat our community members to|our community members are treated to|"
    r"to leave our community,? click|if you're curious, you can read our privacy|"
    r"if you don't like our community|you can check out (?:of our community )?at any time|"
    r"by (?:entering your email|clicking (?:on )?(?:sign up|subscribe)|signing up|submitting "
    r"(?:my|your))"
    r"|sign up (?:and|now|here|today|below|for|to)\b.{0,160}\b(?:newsletter|inbox|e-?mail|"
    r"alerts|whatsapp)|"
    r"subscribe (?:to|for)\b.{0,60}\b(?:newsletter|podcast|channel|inbox|mailing list)|"
    r"(?:get|receive|have|want)\b.{0,120}\b(?:in|to|into) your inbox\b|"
    r"(?:click|tap) here to (?:sign up|subscribe)|"
    r"(?:don't|never) miss (?:the latest|out|a story|an update).{0,140}\b(?:sign up|newsletter|"
    r"subscribe|follow)"
    r"|for more stories (?:like this|from)\b.{0,80}\b(?:newsletter|sign up)|"
    r"(?:this|the) (?:story|article|post|column) (?:first appeared|is (?:part|adapted) (?:of|"
    r"from)) (?:in )?.{0,60}\bnewsletter\b"
)
_HEADS = openings(_LINE.pattern, 3)
_WORDS = (
    *("newsletter", "sign up", "signing up", "subscri", "inbox", "whatsapp", "privacy notice"),
    *("privacy policy", "email address", "e-mail address", "mailing list", "qr code", "exit group"),
    *("terms of", "terms and", "free trial", "ad-free", "advert-free", "unlimited access"),
    *("we want to hear from you", "follow live updates", "special offers", "submitting"),
    *("our daily email", "our weekly email", "thank you for"),
)
_STRONG = re.compile(
    r"newsletters?\b|sign(?:ing)? up\b|inbox\b|whatsapp\b|e-?mail address|free trial|"
    r"ad(?:vert)?-free"
)
_PROMPTS = (
    *("newsletter", "sign up", "signing up", "inbox", "whatsapp"),
    *("mail address", "free trial", "-free"),
)
LONGEST = 420


@rule("newsletter-line", kind="newsletter", alone=True)
def newsletter_line(fragment: Fragment) -> Iterator[Cut]:
    """Cut lines that open like a sign-up prompt or its small print."""
    for line in fragment.lines:
        if line.folded[:3] in _HEADS and len(line.text) <= LONGEST:
            found = _LINE.match(line.folded)
            if found and not line.table and line.joint != 2:
                yield Cut(line=line.index, evidence=found.group()[:80])


@rule("newsletter-box", kind="newsletter")
def newsletter_box(fragment: Fragment) -> Iterator[Cut]:
    """Cut every line of a box in which the vocabulary of sign-up forms prevails."""
    prompts = fragment.short.holding(*_PROMPTS)
    strong = {line.index for line in prompts if _STRONG.search(line.folded)}
    if not strong:
        return
    words = {line.index for line in fragment.short.holding(*_WORDS)}
    for box in boxes(fragment, strong):
        hits = sum(line.index in words for line in box.lines)
        if hits >= 2 and hits >= 0.4 * len(box.lines) and box.characters < 1200:
            for line in box.lines:
                yield Cut(line=line.index, evidence=f"{hits} of {len(box.lines)} lines sign up")
