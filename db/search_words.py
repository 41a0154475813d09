"""Words as both full-text indexes see them: folded, cut and stemmed here, once.

The engines' own analysers disagree about accents, stop words and plurals, so that the same query
would find different reports. Both are given ready tokens of ASCII letters, digits and "_".
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import Stemmer

SCHEME = "1"
"""Raise this when the tokens change: the next upgrade then builds the index anew."""

ALL = "_all"
"""A token of every report, so that a query of exclusions alone has something to exclude from."""

BREAK = "_break"
"""Stands between title, standfirst and text, so that no phrase runs from one into the next."""

LONGEST = 64  # characters of a token; PostgreSQL refuses words over 2 kB
OVERLAP = 32  # tokens that two parts share: no phrase of a query is longer
PART_TOKENS = 16_000  # PostgreSQL keeps positions up to 16,383 …
PART_SAME = 255  # … and 255 places of one word

# Zero-width characters and the soft hyphen stand inside words of copied text.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])"
# A word may hold apostrophes: children's, O'Brien, don’t.
WORD = re.compile(rf"[^\W_]{_LETTER}*(?:['’ʼ＇]{_LETTER}+)*")
_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇", "'") | dict.fromkeys(_INVISIBLE, ""))

_local = threading.local()


def _stem(word: str) -> str:
    """Stem with a stemmer of this thread's own: one stemmer must not be used by two."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    return str(stemmer.stemWord(word))


def fold(text: str) -> str:
    """Return the text in one case, compatibility forms and accents folded away."""
    folded = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_APOSTROPHES)


def _token(word: str) -> str:
    """Return the token of one folded word: its stem, or its code points where not ASCII."""
    bare = word.removesuffix("'s").replace("'", "")
    stem = _stem(bare)
    if stem.isascii():
        return stem[:LONGEST]
    return "_" + "_".join(f"{ord(c):x}" for c in stem)[: LONGEST - 1]


@lru_cache(maxsize=65_536)
def tokens_of_word(word: str) -> tuple[str, ...]:
    """Return the tokens of one word as printed: mostly one, none if folding leaves nothing."""
    return tuple(_token(match[0]) for match in _PIECE.finditer(fold(word)))


def tokenise(text: str) -> list[str]:
    """Return the tokens of a text in order."""
    return [token for word in WORD.findall(text) for token in tokens_of_word(word)]


def report_tokens(*fields: str | None) -> list[str]:
    """Return the tokens of a report's fields, with a break between two and the mark of all."""
    found = [ALL]
    for field in fields:
        found.append(BREAK)
        found.extend(tokenise(field or ""))
    return found


def parts(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut tokens into overlapping parts that keep within PostgreSQL's limits."""
    start = 0
    counts: dict[str, int] = {}
    for end, token in enumerate(tokens):
        if end - start >= PART_TOKENS or counts.get(token, 0) >= PART_SAME:
            yield tokens[start:end]
            start = end - OVERLAP
            counts = {}
            for shared in tokens[start:end]:
                counts[shared] = counts.get(shared, 0) + 1
        counts[token] = counts.get(token, 0) + 1
    yield tokens[start:]
