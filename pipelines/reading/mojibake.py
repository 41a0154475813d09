"""Text that was decoded wrongly somewhere upstream, mended where it is surely so.

Only article text comes here. A cheap look decides whether ftfy is loaded at all, and ftfy's own
test of badness has the last word; curly quotes and ligatures are the publisher's and stay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# "ðŸ“°" (an emoji), "â€™" (an apostrophe), "Ã©", "Â£": UTF-8 that was read as Windows-1252.
_SUSPECT = re.compile("[ÃÂâð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


@cache
def _settings() -> Any:
    from ftfy import TextFixerConfig

    return TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=False, unescape_html=False)


def mend(text: str) -> str:
    """Return the text mended; the same text where nothing is wrong with it."""
    if text.isascii() or not _SUSPECT.search(text):
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    return fix_encoding(text, config=_settings()) if is_bad(text) else text
