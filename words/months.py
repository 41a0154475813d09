"""The months, and how British pages write them: "January", "Jan", "Sept"."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "ANY_MONTH",
    "CAPITAL_MONTH",
    "MONTH",
    "MONTHS",
    "MONTH_NUMBERS",
    "SHORT_MONTHS",
]

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
"""Their names in lower case, in order."""
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
"""Their first three letters in lower case, in order."""
MONTH_NUMBERS: Mapping[str, int] = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name: number for number, name in enumerate(SHORT_MONTHS, 1)},
    "sept": 9,
}
"""Every spelling in lower case → 1 to 12."""
_SPELLED = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?"),
    *("aug(?:ust)?", "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
MONTH = rf"(?:{'|'.join(_SPELLED)})"
"""A pattern for those spellings, the longest first; it may stand in a longer word."""
CAPITAL_MONTH = rf"(?:{'|'.join(spelled.capitalize() for spelled in _SPELLED)})"
"""The same with a capital: "may" and "march" are words too."""
ANY_MONTH = rf"(?:{'|'.join(SHORT_MONTHS)})"
"""A pattern for what a month's name begins with."""
