"""Text that was decoded wrongly somewhere upstream, mended where it is surely so.

Only article text comes here. A cheap look decides whether ftfy is asked at all, and its own
test of badness has the last word; curly quotes and ligatures are the publisher's and stay.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad

# "ðŸ“°" (an emoji), "â€™" (an apostrophe), "Ã©", "Â£": UTF-8 that was read as Windows-1252.
_SUSPECT = re.compile("[ÃÂâð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_ONE_BYTE = ("latin-1", "cp1252")
"""What UTF-8 is taken for."""


def _is_suspect(text: str) -> bool:
    """Say whether a text may be broken; four looks for a letter spare most lines the pattern."""
    has_lead = "â" in text or "Ã" in text or "Â" in text or "ð" in text
    return has_lead and _SUSPECT.search(text) is not None


_SETTINGS = TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=False, unescape_html=False)


def mend(text: str) -> str:
    """Return the text mended; the same text where nothing is wrong with it."""
    return text if text.isascii() or not _is_suspect(text) else _mended(text)


@lru_cache(maxsize=256)
def _mended(text: str) -> str:
    """Return a suspect text mended: most often the whole of it is UTF-8 read as one byte a letter.

    What is of both kinds is ftfy's, a fifth of a millisecond a line and more.
    """
    whole = _reread(text)
    if whole is not None and not _is_suspect(whole):
        return whole
    return fix_encoding(text, config=_SETTINGS) if is_bad(text) else text


def _reread(text: str) -> str | None:
    """Return a text as the UTF-8 that its letters spell as bytes; None where they spell none.

    By chance they do not: letters with accents and signs would have to stand in the right order.
    """
    for encoding in _ONE_BYTE:
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None
