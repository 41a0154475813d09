"""What text must be before it is stored: free of what one database refuses or both garble."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

# PostgreSQL refuses NUL, SQLite's length() stops at it; a lone surrogate is no text at all.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# What no text needs beside these: C0 controls but tab and line ends, and DEL. Readers strip them
# too; facts that come from JSON or a file name do not pass through a reader.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
LONG = 100  # characters from which looking at bytes is quicker than the regular expression


class UnstorableText(ValueError):
    """A text holds a NUL or a lone surrogate, which the reader should have stripped."""


def storable(value: Any) -> Any:
    """Return a JSON-like value with the characters removed that cannot be stored anywhere."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return value if len(value) > LONG and _is_clean(value) else _CONTROLS.sub("", value)
    if isinstance(value, Mapping):
        return {storable(key): storable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [storable(part) for part in value]
    return value


def _is_clean(text: str) -> bool:
    """Say whether a long text holds nothing that must go."""
    try:
        written = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return len(written.translate(None, _CONTROL_BYTES)) == len(written)


def refuse_unstorable(where: str, value: Any) -> None:
    """Raise UnstorableText naming the field if a value, however nested, holds such a text."""
    if isinstance(value, str):
        if len(value) > LONG and _is_clean(value):
            return
        if found := _UNSTORABLE.search(value):
            raise UnstorableText(
                f"{where} holds U+{ord(found[0]):04X} at {found.start()}: {value[:60]!r}"
            )
    elif isinstance(value, Mapping):
        for key, part in value.items():
            refuse_unstorable(f"a key of {where}", key)
            refuse_unstorable(f"{where}.{key}", part)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for part in value:
            refuse_unstorable(where, part)


def text_digest(title: str | None, standfirst: str | None, text: str) -> str:
    """Return the SHA-256 of what a reader sees; differences of white space do not count."""
    fields = (" ".join((part or "").split()) for part in (title, standfirst, text))
    return hashlib.sha256("\0".join(fields).encode("utf-8")).hexdigest()
