"""The registry as a page: `python -m crawler.sources.table > docs/sources.md`."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.sources.registry import NewsSource, load_sources

HEAD = """# Sources

Written from the registry (`crawler/sources/*.toml`) by `make docs`. *Verified* means that a probe
has read the live site; until then feeds, sitemaps and address patterns are those of the group, as
far as they were seen (each file says when and where). *Wall*: what stands between a reader and the
whole text.
"""


def lines() -> Iterator[str]:
    """Yield the page, line by line."""
    sources = load_sources()
    groups: dict[str, list[NewsSource]] = {}
    for source in sources:
        groups.setdefault(source.group_key, []).append(source)
    yield HEAD
    known = sum(source.verified for source in sources)
    yield f"{len(sources)} titles in {len(groups)} groups; {known} verified.\n"
    for key, titles in groups.items():
        yield f"## {key}: {len(titles)} titles\n"
        yield "| key | title | host | areas | read by | wall | verified |"
        yield "|---|---|---|---|---|---|---|"
        for source in titles:
            yield row(source)
        yield ""


def row(source: NewsSource) -> str:
    """Return one title as a row."""
    kinds = {"feed": source.feeds, "sitemap": source.sitemaps, "section": source.sections}
    read_by = ", ".join(kind for kind, addresses in kinds.items() if addresses)
    areas = ", ".join(source.areas) or "–"
    verified = "yes" if source.verified else "no"
    name = source.name.replace("|", "/")
    cells = (source.key, name, source.hosts[0], areas, read_by, source.wall, verified)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print("\n".join(lines()).rstrip())
