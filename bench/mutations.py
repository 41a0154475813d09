"""What can happen to the bytes of a page: each function spoils them in one way, by a seeded hand.

All take the page, the hand, and another page whose bytes may get mixed in; all give bytes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

__all__ = ["MUTATIONS", "Mutation", "mutate"]

Mutation = Callable[[bytes, random.Random, bytes], bytes]
LARGEST = 3_000_000
"""Bytes from which a page is not made any larger."""
MOST_STEPS = 3
_TAG = re.compile(rb"<[a-zA-Z/][^<>]{0,400}>")
_NAMES = (b"div", b"p", b"span", b"b", b"li", b"ul", b"table", b"tr", b"td", b"a", b"form",
          b"section", b"blockquote", b"font", b"h1", b"button", b"select", b"option")  # fmt: skip
_CHARSETS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-7", "shift_jis", "koi8-r")
_LABELS = (b"utf-8", b"utf-16", b"windows-1252", b"no-such-charset", b"utf-7", b"shift_jis",
           b"x-user-defined", b"\xff\xfe", b"hz-gb-2312", b"")  # fmt: skip
_OPENERS = (
    b"<!--", b"<![CDATA[", b"<script>", b"<style>", b"<textarea>", b"<title>", b"<template>",
    b"<noscript>", b"<svg>", b"<math>", b"<iframe>", b"<plaintext>", b"<xmp>", b"<!doctype ",
    b"<?xml ", b"<a href='", b'<p class="', b"<select>", b"<frameset>", b"<table><tr>",
    b"<![if IE]>", b"</body></html>", b"</p>", b"-->", b"]]>", b"</script>",
)  # fmt: skip
_ODD = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe2\x80\xae", b"&#0;",
    b"&#x110000;", b"&#xD800;", b"&nbsp" * 50, b"&" * 200, b"\r", b"\x0b", b"\x1b[31m",
    b"\xef\xbb\xbf", b"\xe2\x80\x8b" * 100, b"\xcc\x81" * 300, b"\xf0\x9f\x93\xb0",
    "â€™ðŸ“°Ã©".encode(),
)  # fmt: skip
_VALUES = (
    b"99999999999999", b"0000-00-00T00:00:00Z", b"31/02/2024", b"1e400", b"[" * 300, b"{" * 300,
    b"null", b"-1", b"\\u0000", b"\\ud800", b"2024-01-01T99:99:99+99:99", b"", b"9" * 5000,
)  # fmt: skip


def _place(page: bytes, hand: random.Random) -> int:
    return hand.randrange(len(page) + 1)


def _slice(page: bytes, hand: random.Random, most: int = 20_000) -> tuple[int, int]:
    start = _place(page, hand)
    return start, min(len(page), start + hand.randrange(1, most))


def _tags(page: bytes, hand: random.Random, count: int) -> list[re.Match[bytes]]:
    """Return some tags from a random place on, in order."""
    found = []
    for match in _TAG.finditer(page, _place(page, hand)):
        if hand.random() < 0.3:
            found.append(match)
        if len(found) == count:
            break
    return found


def flip_bytes(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Change a few bytes, or a few hundred, to any others."""
    changed = bytearray(page)
    for _ in range(hand.choice((1, 5, 50, 500)) if changed else 0):
        changed[hand.randrange(len(changed))] = hand.randrange(256)
    return bytes(changed)


def truncate(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Cut the page off, at its end or at its start."""
    place = _place(page, hand)
    return page[:place] if hand.random() < 0.8 else page[place:]


def delete_tags(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Take tags out, so that elements stay open or close others."""
    for match in reversed(_tags(page, hand, hand.randrange(1, 40))):
        page = page[: match.start()] + page[match.end() :]
    return page


def duplicate_tags(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Repeat tags where they stand, once or many times."""
    times = hand.choice((1, 1, 3, 200))
    for match in reversed(_tags(page, hand, hand.randrange(1, 20))):
        page = page[: match.end()] + match.group() * times + page[match.end() :]
    return page


def misnest(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Exchange the names of tags for others."""
    for match in reversed(_tags(page, hand, hand.randrange(1, 30))):
        name = hand.choice(_NAMES)
        tag = (b"</" if match.group().startswith(b"</") else b"<") + name + b">"
        page = page[: match.start()] + tag + page[match.end() :]
    return page


def nest_deeply(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Wrap a part of the page in many elements, closed again or not."""
    start, end = _slice(page, hand, 60_000)
    name, count = hand.choice(_NAMES), hand.choice((10, 250, 1_000, 5_000, 20_000))
    closing = b"</" + name + b">"
    inner = page[start:end] + (closing * count if hand.random() < 0.5 else b"")
    return page[:start] + (b"<" + name + b">") * count + inner + page[end:]


def huge_attribute(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Give a tag one huge attribute, or very many."""
    tags = _tags(page, hand, 1)
    if not tags:
        return page
    at = tags[0].end() - 1
    if hand.random() < 0.5:
        words = hand.choice((b"x", b"ad related ", b"&amp;", b"<", b"&#8217;", b"'"))
        extra = b' class="' + words * hand.choice((500, 20_000)) + b'"'
    else:
        extra = b"".join(b" a%d=1" % n for n in range(hand.choice((400, 20_000))))
    return page[:at] + extra + page[at:]


def wrong_label(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """State another charset than the one the bytes are in."""
    label = hand.choice(_LABELS)
    if hand.random() < 0.5:
        return re.sub(rb"(?i)charset\s*=\s*[\"']?[\w-]+", b"charset=" + label, page, count=2)
    return b"<meta charset='" + label + b"'>" + page


def other_encoding(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Write the page in another encoding, and say nothing about it."""
    return page.decode("utf-8", "replace").encode(hand.choice(_CHARSETS), "replace")


def mixed_encodings(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Write a part of the page in another encoding than the rest."""
    start, end = _slice(page, hand, 100_000)
    part = page[start:end].decode("utf-8", "replace").encode(hand.choice(_CHARSETS), "replace")
    return page[:start] + part + page[end:]


def odd_characters(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Strew NULs, surrogates, half characters and broken entities over the page."""
    for _ in range(hand.choice((1, 10, 200))):
        at = _place(page, hand)
        page = page[:at] + hand.choice(_ODD) + page[at:]
    return page


def unclosed(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Open a comment, a script or the like and leave it open, or close what is not open."""
    for _ in range(hand.randrange(1, 6)):
        at = _place(page, hand)
        page = page[:at] + hand.choice(_OPENERS) + page[at:]
    return page


def swap_chunks(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Put a part of another page in the place of a part of this one."""
    start, end = _slice(page, hand, 60_000)
    begin, stop = _slice(other, hand, 60_000)
    return page[:start] + other[begin:stop] + page[end:]


def shuffle_chunks(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Exchange two parts of the page."""
    one, two, three = sorted(_place(page, hand) for _ in range(3))
    return page[:one] + page[two:three] + page[one:two] + page[three:]


def repeat_chunk(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Repeat a part of the page many times."""
    start, end = _slice(page, hand, 5_000)
    return page[:end] + page[start:end] * hand.choice((2, 20, 200)) + page[end:]


def one_long_line(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Put very long text without a break into the page."""
    at = _place(page, hand)
    words = hand.choice(
        (b"a", b"a ", b"By A ", b"12:30 ", b"a@b", b"- ", b"1/", b"READ MORE: ", b".")
    )
    return page[:at] + words * hand.choice((1_000, 50_000)) + page[at:]


def spoil_values(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Put nonsense in the place of values that scripts and meta elements give."""
    quoted = list(re.finditer(rb'(?<=[:=])\s*"[^"<>]{1,200}"', page))
    for match in sorted(hand.sample(quoted, min(len(quoted), 12)), key=lambda m: -m.start()):
        value = b'"' + hand.choice(_VALUES) + hand.choice((b'"', b""))
        page = page[: match.start()] + value + page[match.end() :]
    return page


def strip_blanks(page: bytes, hand: random.Random, other: bytes) -> bytes:
    """Take every blank out of a part of the page, or every quotation mark or angle bracket."""
    start, end = _slice(page, hand, 30_000)
    gone = hand.choice((b" ", b'"', b"'", b">", b"<", b"/", b"="))
    return page[:start] + page[start:end].replace(gone, b"") + page[end:]


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    truncate,
    delete_tags,
    duplicate_tags,
    misnest,
    nest_deeply,
    huge_attribute,
    wrong_label,
    other_encoding,
    mixed_encodings,
    odd_characters,
    unclosed,
    swap_chunks,
    shuffle_chunks,
    repeat_chunk,
    one_long_line,
    spoil_values,
    strip_blanks,
)


def mutate(page: bytes, hand: random.Random, other: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return a page spoilt in one to three ways, and their names."""
    names = []
    for _ in range(hand.randrange(1, MOST_STEPS + 1)):
        step = hand.choice(MUTATIONS)
        if len(page) < LARGEST:
            page = step(page, hand, other)
            names.append(step.__name__)
    return page, tuple(names)
