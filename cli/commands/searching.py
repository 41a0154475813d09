"""`winnow search`: full-text search over everything that is stored clean."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.search import Hit, SearchPage


def search(
    words: Annotated[list[str], typer.Argument(help='Words, "a phrase", OR, -not.')],
    kind: Annotated[str, typer.Option(help="news or publication.")] = "",
    source: Annotated[str, typer.Option(help="Key of one source.")] = "",
    since: Annotated[str, typer.Option(help="Published on or after this day, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Published on or before this day, YYYY-MM-DD.")] = "",
    undated: Annotated[
        bool, typer.Option("--undated", help="With --since or --until: also those without a day.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits on one page.")] = 20,
    page: Annotated[int, typer.Option(min=1, help="Which page of hits.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Search titles, standfirsts and texts; newest first.

    All words must occur; OR lets either; a leading - forbids; quotation marks make a phrase.
    --since and --until leave out reports without a day of publication and say how many.

    Examples:

        winnow search '"strategic oversight" OR caseloads'

        winnow search 'inadequate -school' --kind news --since 2024-01-01
    """
    from cli.dates import parse_days, refuse_idle_undated, undated_left_out
    from cli.opening import reading
    from db.search import count_undated
    from db.search import search as search_reports

    check_kind(kind)
    query = as_query(words)
    first, last = parse_days(since, until)
    refuse_idle_undated(since, until, undated=undated)
    with reading() as session:
        check_source(session, source)
        narrowed = {"kind": kind or None, "source": source or None}
        found = search_reports(
            session,
            query,
            **narrowed,
            since=first,
            until=last,
            undated=undated,
            limit=limit,
            offset=(page - 1) * limit,
        )
        if (first or last) and not undated:
            for note in undated_left_out(count_undated(session, query, **narrowed)):
                print(note, file=sys.stderr)
    if as_json:
        for hit in found.hits:
            print(json.dumps(as_record(hit), ensure_ascii=False))
        return
    if found.shortened:
        print("only the first words of this long query were asked for", file=sys.stderr)
    print_hits(found, (page - 1) * limit)


def as_query(words: list[str]) -> str:
    """Return the words of the command line as one query.

    Raises UsageError for strange options, and where no word is left to search for.
    """
    from cli.errors import UsageError
    from db.search_query import parse_query

    strange = next((word for word in words if word.startswith("--")), None)
    if strange is not None:
        raise UsageError(f"no such option: {strange} (--help says what is possible)")
    query = " ".join(words)
    asked = parse_query(query)
    if not asked.clauses and not asked.blank:
        raise UsageError(f"there is no word to search for in {query!r}")
    return query


def check_source(session: Session, key: str, group: str = "") -> None:
    """Raise UsageError for a source or group that the record does not have, or not together."""
    from cli.errors import UsageError
    from db.queries import sources

    groups = {one.key: one.group for one in sources(session)} if key or group else {}
    if key and key not in groups:
        raise UsageError(
            f"no source {key!r} in the record; `winnow source list` has the registry's"
        )
    if group and group not in groups.values():
        held = ", ".join(sorted(set(groups.values()))) or "none"
        raise UsageError(f"no group {group!r} in the record; held: {held}")
    if key and group and groups[key] != group:
        raise UsageError(f"--source {key} is of the group {groups[key]}, not {group}")


def check_kind(kind: str) -> None:
    """Raise UsageError for a kind that does not exist."""
    from cli.errors import UsageError

    if kind not in {"", "news", "publication"}:
        raise UsageError(f"--kind wants news or publication, not {kind!r}")


def as_record(hit: Hit) -> dict[str, object]:
    """Return a hit as a JSON object."""
    return {
        "id": hit.report_id,
        "kind": hit.kind,
        "title": hit.title,
        "source": hit.source,
        "published_at": hit.published_at.isoformat() if hit.published_at else None,
        "url": hit.url,
        "snippet": hit.snippet,
    }


def print_hits(found: SearchPage, offset: int) -> None:
    """Print hits as a person reads them: number, date, source, title, words, address."""
    from cli.dates import show_moment

    if not found.hits:
        past = f"; only {found.total} match, so this page is past the last" if found.total else ""
        print(f"no report {'here' if past else 'matches'}{past}")
        return
    for hit in found.hits:
        print(f"[{hit.report_id}] {show_moment(hit.published_at)}  {hit.source_name}")
        print(f"    {hit.title or '(no title)'}{'  (suspect)' if hit.suspect else ''}")
        print(f"    {emphasise(hit)}")
        print(f"    {hit.url}\n")
    last = offset + len(found.hits)
    print(f"{offset + 1} to {last} of {found.total}; winnow show ID prints one")


def emphasise(hit: Hit) -> str:
    """Return the snippet on one line, the words searched for in bold on a terminal."""
    start, end = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    parts, place = [], 0
    for begin, stop in hit.highlights:
        parts += [hit.snippet[place:begin], start, hit.snippet[begin:stop], end]
        place = stop
    return " ".join("".join([*parts, hit.snippet[place:]]).split())


def register(app: typer.Typer) -> None:
    """Add the command."""
    # A leading "-" forbids a word, so that what looks like an unknown option is part of the query.
    app.command("search", context_settings={"ignore_unknown_options": True})(search)
