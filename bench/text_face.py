"""Text-mode reading as the plain function that the line scorer calls."""

from __future__ import annotations

from pipelines.reading.dump.reader import read_text

__all__ = ["clean", "kept_lines"]


def kept_lines(text: str) -> list[str]:
    """The headline and the lines of the body, in reading order."""
    reading = read_text(text)
    head = [part for part in (reading.title, reading.standfirst) if part]
    return head + [line for line in reading.text.split("\n") if line]


def clean(text: str) -> str:
    """The same as one text."""
    return "\n".join(kept_lines(text))
