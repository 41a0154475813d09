"""The plain function face that scorers of article extraction call."""

from __future__ import annotations

from pipelines.reading import read_html


def article_text(html: str, url: str) -> str:
    """Return the text of the article in a page; the standfirst is a field of its own, not in it."""
    return read_html(html, url).text
