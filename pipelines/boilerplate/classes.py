"""The classes of what is cut: those of stock phrases, and those that other rules tell."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.boilerplate.phrases import stock_classes

__all__ = ["OTHERS", "classes"]

OTHERS: Mapping[str, str] = {
    "title": "the headline: a field of its own, not of the text",
    "standfirst": "the standfirst: a field of its own, not of the text",
    "metadata": "other lines of the head or foot of a story",
    "gallery": "what stands picture by picture",
    "sidebar": "what stands beside the story",
    "toolbar": "buttons of a page",
    "popup": "overlays",
    "login": "fields to log in",
    "donate": "asking for gifts",
    "print": "what is for printing",
    "dup": "the same words once more",
    "template": "a block that many pages of the source share",
    "layout": "what the source's own selectors leave out",
    "hidden": "what the page hides, or shows to screen readers alone",
    "outside": "what stands outside the story and is of no other class",
    "furniture": "of a PDF: page numbers, running heads, letterhead, imprint",
}
"""Class → what it is."""


def classes() -> dict[str, str]:
    """Return every class with its explanation, by name."""
    stock = {one.name: one.explanation for one in stock_classes()}
    return dict(sorted({**stock, **OTHERS}.items()))
