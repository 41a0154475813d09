"""HTML and text dumps → Reading: page kind, body location, metadata with candidates.

`import pipelines.reading` is cheap: the readers and their parsers are loaded when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.reading.model import (
    Access,
    Block,
    BlockKind,
    Candidate,
    Layout,
    PageContext,
    PageKind,
    Precision,
    Reading,
    RemovedBlock,
    Span,
)

if TYPE_CHECKING:
    from pipelines.reading.dump.reader import read_text
    from pipelines.reading.html import read_html, read_tree
    from pipelines.reading.spans import block_digest

__all__ = [
    "Access",
    "Block",
    "BlockKind",
    "Candidate",
    "Layout",
    "PageContext",
    "PageKind",
    "Precision",
    "Reading",
    "RemovedBlock",
    "Span",
    "block_digest",
    "read_html",
    "read_text",
    "read_tree",
]

_HOMES = {
    "read_html": "pipelines.reading.html",
    "read_tree": "pipelines.reading.html",
    "read_text": "pipelines.reading.dump.reader",
    "block_digest": "pipelines.reading.spans",
}


def __getattr__(name: str) -> Any:
    """Load a reader when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
