"""Forms: the boxes around fields that a reader would fill in, and their labels."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.elements import MOST_LOOKED_AT, box_around
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import rule

_TYPED = ("email", "text", "tel")
_WORDS = (
    *("newsletter", "sign up", "subscri", "inbox", "email address", "e-mail address", "postcode"),
    *("privacy notice", "privacy policy", "unsubscribe", "your details", "required field"),
)


@rule("form-fields", kind="form")
def form_fields(fragment: Fragment) -> Iterator[Cut]:
    """Cut the box around a field, found on the fragment's soup, with or without a <form>."""
    if "field" not in fragment.marks:
        return
    for field in fragment.soup.find_all(_is_typed_in, limit=MOST_LOOKED_AT):
        name = field.get("name") or field.get("type") or ""
        for at in box_around(fragment, field, _WORDS):
            yield Cut(line=at, evidence=f"<{field.name} {name}>".replace(" >", ">"))


def _is_typed_in(tag: Tag) -> bool:
    """Say whether a reader types words into an element."""
    if tag.name == "input":
        return str(tag.get("type", "text")).lower() in _TYPED
    return tag.name == "textarea"
