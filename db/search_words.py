"""Words as both full-text indexes see them: folded, cut and stemmed here, once.

The engines' own analysers disagree about accents, stop words and plurals, so that the same query
would find different reports. Both are given ready tokens of ASCII letters, digits and "_".
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence

import Stemmer

SCHEME = "1"
"""Raise this when the tokens change: the next upgrade then builds the index anew."""

ALL = "_all"
"""A token of every report, so that a query of exclusions alone has something to exclude from."""

BREAK = "_break"
"""Stands between title, standfirst and text, so that no phrase runs from one into the next."""

MOST_WORDS = 65_536  # whose tokens are remembered
LONGEST = 64  # characters of a token; PostgreSQL refuses words over 2 kB
OVERLAP = 32  # tokens that two parts share: no phrase of a query is longer
PART_TOKENS = 16_000  # PostgreSQL keeps positions up to 16,383 …
PART_SAME = 255  # … and 255 places of one word

# Zero-width characters and the soft hyphen stand inside words of copied text.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARK = rf"[\u0300-\u036f{_INVISIBLE}]"
_LETTERS = rf"[^\W_]*(?:{_MARK}+[^\W_]*)*"  # or none; a choice for every letter is slower
# A word may hold apostrophes: children's, O'Brien, don’t.
WORD = re.compile(rf"[^\W_]{_LETTERS}(?:['’ʼ＇](?:[^\W_]|{_MARK}){_LETTERS})*")
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
    plain = text.translate(_APOSTROPHES)
    if plain.isascii():  # nearly every word
        return plain.lower()
    folded = unicodedata.normalize("NFKC", plain).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_APOSTROPHES)


def _token(word: str) -> str:
    """Return the token of one folded word: its stem, or its code points where not ASCII."""
    bare = word.removesuffix("'s").replace("'", "")
    stem = _stem(bare)
    if stem.isascii():
        return stem[:LONGEST]
    return "_" + "_".join(f"{ord(c):x}" for c in stem)[: LONGEST - 1]


class _Words(dict[str, str]):
    """The tokens of each word met before, divided by spaces; forgotten together when too many."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_WORDS:
            self.clear()
        tokens = " ".join(_token(match[0]) for match in _PIECE.finditer(fold(word)))
        self[word] = tokens
        return tokens


_words = _Words()


def tokens_of_word(word: str) -> list[str]:
    """Return the tokens of one word as printed: mostly one, none if folding leaves nothing."""
    return _words[word].split()


def token_line(text: str) -> str:
    """Return the tokens of a text in order, divided by spaces."""
    return " ".join(filter(None, map(_words.__getitem__, WORD.findall(text))))


def tokenise(text: str) -> list[str]:
    """Return the tokens of a text in order."""
    return token_line(text).split()


def report_line(*fields: str | None) -> str:
    """Return the tokens of a report's fields, with a break between two and the mark of all."""
    found = [ALL]
    for field in fields:
        found += [BREAK, token_line(field or "")]
    return " ".join(filter(None, found))


def report_tokens(*fields: str | None) -> list[str]:
    """Return the tokens of a report's fields in order."""
    return report_line(*fields).split()


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
