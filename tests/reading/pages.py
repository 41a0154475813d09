"""Invented pages for the tests of reading: one story, and ways to wrap it."""

from __future__ import annotations

PARAGRAPHS = (
    "Inspectors have praised the staff of Aldmere Nursery in Thornbeck after a visit in March, a"
    " report that was published on Tuesday says.",
    "The report found that children “flourish” there, and that leaders know every family who comes"
    " through the door of the old chapel in Mill Lane.",
    "Head teacher Marta Quill said: “We are proud of what the children have done, and we shall keep"
    " going for as long as the town needs us.”",
    "The nursery was told to improve in 2019, when it had moved twice within a year and half of its"
    " staff had left.",
)
TITLE = "Nursery in Thornbeck praised by inspectors"


def story(paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """Return the paragraphs as markup."""
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def page(body: str, *, head: str = "", title: str = TITLE, language: str = "en-GB") -> str:
    """Return a whole page around a body."""
    return (
        f"<!doctype html><html lang='{language}'><head><title>{title} | Vale Chronicle</title>"
        f"{head}"
        f"</head><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul>"
        f"</nav>{body}<footer><p>© 2024 Vale Media Ltd. All rights reserved.</p></footer>"
        "</body></html>"
    )


def article(inner: str | None = None, *, head: str = "", above: str = "", below: str = "") -> str:
    """Return a page with one article."""
    return page(
        f"<main><article><h1>{TITLE}</h1>{above}<div class='article-body'>"
        f"{story() if inner is None else inner}</div>{below}</article></main>",
        head=head,
    )
