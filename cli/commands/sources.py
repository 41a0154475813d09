"""`winnow source`: the registry of news sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import NotFound

if TYPE_CHECKING:
    from crawler.sources.registry import NewsSource

family = typer.Typer(no_args_is_help=True, help="Where news comes from.")


@family.command("list")
def list_sources(
    group: Annotated[str, typer.Option(help="Only this publisher group, e.g. newsquest.")] = "",
) -> None:
    """List every title in the registry.

    Example: winnow source list --group reach
    """
    from cli.tables import print_table

    rows = [
        (
            source.key,
            source.name,
            source.group_key,
            source.hosts[0],
            "yes" if source.verified else "no",
            ", ".join(source.areas),
        )
        for source in configured_sources()
        if group in {"", source.group_key}
    ]
    if not rows:
        raise NotFound(f"no source in group {group!r}; `winnow source list` has them all")
    print_table(("key", "name", "group", "host", "verified", "areas"), rows)
    verified = sum(row[4] == "yes" for row in rows)
    print(f"{len(rows)} titles; {verified} verified by a probe of the live site")


@family.command("show")
def show(key: str) -> None:
    """Print one title with everything its group lends it.

    Example: winnow source show bolton_news
    """
    source = next((one for one in configured_sources() if one.key == key), None)
    if source is None:
        raise NotFound(f"no source {key!r}; `winnow source list` has them all")
    for name, value in described(source):
        print(f"{name:17} {value}")


def described(source: NewsSource) -> list[tuple[str, str]]:
    """Return the fields of a source as lines for a person."""
    return [
        ("key", source.key),
        ("name", source.name),
        ("group", source.group_key),
        ("hosts", ", ".join(source.hosts)),
        ("areas", ", ".join(source.areas) or "-"),
        ("article URL", source.article_url.pattern),
        ("feeds", ", ".join(source.feeds) or "-"),
        ("sitemaps", ", ".join(source.sitemaps) or "-"),
        ("sections", ", ".join(source.sections) or "-"),
        ("verified", "yes" if source.verified else "no probe has read the live site yet"),
        ("wall", source.wall),
        ("delay", f"{source.delay_seconds or 'the configuration’s'}"),
        ("pages a night", f"{source.max_pages or 'the configuration’s'}"),
        ("expected at least", str(source.expect_min)),
        ("body", ", ".join(source.layout.body) or "found without a selector"),
    ]


@family.command("check")
def check(
    places: Annotated[
        list[Path] | None, typer.Argument(help="Registry files or folders; none = configured.")
    ] = None,
) -> None:
    """Read registry files and name the file and key of every mistake.

    Example: winnow source check my-sources/ local_radio.toml
    """
    from crawler.sources.registry import load_sources

    found = load_sources(places) if places else configured_sources()
    groups = {source.group_key for source in found}
    print(f"{len(found)} titles in {len(groups)} groups: no mistakes")


def configured_sources() -> tuple[NewsSource, ...]:
    """Return the sources of the configuration; raises ConfigError."""
    from crawler.config import find_config
    from crawler.sources.registry import load_sources
    from db.home import find_home

    return load_sources(find_config(find_home()).sources)


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="source")
