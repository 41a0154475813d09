"""Share buttons that leave their names behind as text."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.boilerplate.cut import Cut
from pipelines.boilerplate.elements import MOST_LOOKED_AT, is_share_link, links_of, may_be_label
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import rule


@rule("share-links", kind="share")
def share_links(fragment: Fragment) -> Iterator[Cut]:
    """Cut short lines of an element whose links all lead to share buttons of other sites."""
    if "share" not in fragment.marks:
        return
    seen: set[int] = set()
    for link in fragment.soup.find_all("a", href=True):
        if not is_share_link(str(link["href"])):
            continue
        holder = link.find_parent(attrs={"data-lines": True})
        if holder is None or id(holder) in seen:
            continue
        seen.add(id(holder))
        if len(seen) > MOST_LOOKED_AT:
            return
        if not all(is_share_link(href) for href in links_of(holder)):
            continue
        for at in fragment.lines_in(holder):
            if fragment.lines[at].link_share > 0 and may_be_label(fragment.lines[at]):
                yield Cut(line=at, evidence=str(link["href"])[:60])
