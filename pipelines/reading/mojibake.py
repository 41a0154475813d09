"""Text that was decoded wrongly somewhere upstream, mended where it is surely so.

Only article text comes here. A cheap look decides whether ftfy is loaded at all, and ftfy's own
test of badness has the last word; curly quotes and ligatures are the publisher's and stay.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

# "ðŸ“°" (an emoji), "â€™" (an apostrophe), "Ã©", "Â£": UTF-8 that was read as Windows-1252.
_SUSPECT = re.compile("[ÃÂâð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def _is_suspect(text: str) -> bool:
    """Say whether a text may be broken; four looks for a letter spare most lines the pattern."""
    has_lead = "â" in text or "Ã" in text or "Â" in text or "ð" in text
    return has_lead and _SUSPECT.search(text) is not None


@cache
def _settings() -> Any:
    from ftfy import TextFixerConfig

    return TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=False, unescape_html=False)


def mend(text: str) -> str:
    """Return the text mended; the same text where nothing is wrong with it."""
    return text if text.isascii() or not _is_suspect(text) else _mended(text)


@lru_cache(maxsize=256)
def _mended(text: str) -> str:
    """Mend a text that may be broken; the rules and the reading ask for the same."""
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    return _decoded(text) or fix_encoding(text, config=_settings())


def _decoded(text: str) -> str | None:
    """Return a text that is UTF-8 read as Latin-1 throughout, None for any other.

    Nearly every broken line is one; ftfy tries this first too, but takes five times as long.
    """
    try:
        plain = text.encode("latin-1").decode()
    except UnicodeError:
        return None
    return None if _is_suspect(plain) else plain
