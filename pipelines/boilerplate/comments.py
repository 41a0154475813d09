"""The discussion under a story: prompts, house rules, counters."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.elements import MOST_LOOKED_AT, box_around
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import rule

_WORDS = ("comment", "reply", "email address will not", "required fields", "respectful")


@rule("comment-form", kind="comments")
def comment_form(fragment: Fragment) -> Iterator[Cut]:
    """Cut the box around the field in which a comment would be written."""
    if "field" not in fragment.marks:
        return
    for field in fragment.soup.find_all(_is_for_comments, limit=MOST_LOOKED_AT):
        for at in box_around(fragment, field, _WORDS):
            yield Cut(line=at, evidence="<textarea comment>")


def _is_for_comments(tag: Tag) -> bool:
    """Say whether an element is the field for a comment, by its name or id."""
    return tag.name == "textarea" and any(
        "comment" in str(tag.get(attribute, "")) for attribute in ("name", "id")
    )
