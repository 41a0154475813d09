"""One news report: who is named, what is quoted, which inspection it is about, whose copy it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

import db.linking as store
from pipelines.linking.clues import read_clues
from pipelines.linking.judge import judge, weigh
from pipelines.linking.mentions import Naming
from pipelines.linking.model import Candidate, Clues, Link, NewsText
from pipelines.linking.quotations import Quotation
from pipelines.linking.scoring import UNKNOWN
from pipelines.storing.linking.copies import join_story
from pipelines.storing.linking.memory import Memory, memory_of
from pipelines.storing.linking.shortlist import Shortlist, quoted_hashes, shortlist
from pipelines.storing.linking.stored import StoredNews
from words.london import LONDON

BEFORE, AFTER = timedelta(days=420), timedelta(days=170)
"""How long before and after a story a publication on a named provider may have appeared."""
MOST_NAMED = 40
"""Inspections of named providers that are weighed for one story, the latest first."""
UNQUOTED = 2
"""Publications without a shared run of words in which short quotations are still looked for."""
LIKELIEST = 3
"""Publications that are searched for one quotation: Ofsted repeats itself."""
NEARLY = 0.6
"""Share of the best publication's shared runs of a quotation that makes another worth searching."""


def link_report(
    s: Session,
    report_id: int,
    version_id: int,
    at: datetime,
    stored: StoredNews | None = None,
) -> None:
    """Write everything that linking finds in a news report's latest version.

    Mentions, quoted words, coverage or the reason for none, and the story it is a copy in. stored:
    its text, where it has just been stored. Raises LookupError if there is no such version.
    """
    s.flush()
    relink_report(s, report_id, version_id, at, stored)
    join_story(s, report_id, at, stored)


def relink_report(
    s: Session,
    report_id: int,
    version_id: int,
    at: datetime,
    stored: StoredNews | None = None,
) -> None:
    """The same without looking for copies: what a new publication changes."""
    is_new = stored is not None and stored.is_new
    if not is_new:
        store.lock_report(s, report_id)
    memory = memory_of(s)
    row = (
        stored.news_row(report_id, version_id, store.areas_of(s, stored.source_id))
        if stored
        else store.news(s, report_id, version_id)
    )
    clues = read_clues(memory.gazetteer(s), text_of(row))
    store.write_mentions(s, report_id, mention_rows(clues.naming), is_new=is_new)
    store.replace_quotation_shingles(s, report_id, quoted_hashes(clues), is_new=is_new)
    if clues.on_inspection:
        found = shortlist(s, clues)
        rejected = frozenset() if is_new else store.rejected_inspections(s, report_id)
        candidates = [
            one
            for one in candidates_for(s, clues, found, memory)
            if one.inspection_id not in rejected
        ]
        verdict = judge(clues, candidates, found.shared)
    else:
        verdict = judge(clues, (), {})
    rows = [coverage_row(link) for link in verdict.links]
    store.write_coverage(s, report_id, rows, reason=verdict.reason, at=at, is_new=is_new)


def coverage_of_one(s: Session, latest: tuple[int, int], inspection_id: int) -> store.CoverageRow:
    """Return what speaks for and against one inspection, by itself; nothing is written.

    latest: (report id, version id). Raises LookupError where no document tells of the inspection.
    """
    memory = memory_of(s)
    clues = read_clues(memory.gazetteer(s), text_of(store.news(s, *latest)))
    found = shortlist(s, clues)
    reports = store.publications_on(s, inspection_id)
    candidates = candidates_for(s, clues, found, memory, only=reports)
    if not candidates:
        raise LookupError(f"no document on inspection {inspection_id} is held")
    return coverage_row(weigh(clues, candidates, found.shared))


def text_of(row: store.NewsRow) -> NewsText:
    """Return a stored news report as linking reads it; its day is the one in London."""
    return NewsText(
        title=row.title,
        standfirst=row.standfirst,
        text=row.text,
        told_on=row.told_at.astimezone(LONDON).date() if row.told_at else None,
        areas=row.areas,
    )


def mention_rows(naming: Naming) -> list[store.MentionRow]:
    """Return the mentions as rows, each place once per provider."""
    rows = {
        (mention.provider_id, field, mention.start): store.MentionRow(
            provider_id=mention.provider_id,
            field=field,
            start=mention.start,
            end=mention.end,
            method=mention.method,
        )
        for field in ("title", "standfirst", "text")
        for mention in getattr(naming, field)
    }
    return list(rows.values())


def candidates_for(
    s: Session,
    clues: Clues,
    found: Shortlist,
    memory: Memory,
    only: Collection[int] | None = None,
) -> list[Candidate]:
    """Return the inspections worth trying, with their texts where quotations may be in them.

    only: the publications to try in place of those that the story suggests.
    """
    told_on = clues.news.told_on
    rows = store.candidates(
        s,
        provider_ids=clues.providers() if only is None else (),
        since=told_on - BEFORE if told_on else None,
        until=told_on + AFTER if told_on else None,
        report_ids=found.best() if only is None else only,
        named_report_ids=found.others(),
        limit=MOST_NAMED,
    )
    versions = [row.version_id for row in rows]
    details = memory.details(s, versions)
    searched = to_search(clues, rows, found)
    return [
        Candidate(
            inspection_id=row.inspection_id,
            version_id=row.version_id,
            provider_id=row.provider_id,
            framework=row.framework,
            published_on=row.published_on,
            ranges=tuple(row.ranges),
            inspectors=details[row.version_id].inspectors,
            judgements=details[row.version_id].judgements,
            hits=frozenset(found.quoted.get(row.report_id, ())),
            echoes=found.echoed.get(row.report_id, 0),
            prepared=memory.prepared(s, row.version_id) if row.report_id in searched else None,
        )
        for row in rows
    ]


def to_search(
    clues: Clues, rows: Iterable[store.CandidateRow], found: Shortlist
) -> Collection[int]:
    """Return the reports whose text is searched for quotations.

    For each quotation a few of those that share as many runs of words with it as any. For short
    quotations, and such as the index does not know, the few nearest in time.
    """
    by_time = sorted(rows, key=lambda row: distance(row, clues.news.told_on))
    searched: set[int] = set()
    unknown = False
    for quotation in clues.quotations:
        hashes = quotation.hashes
        if alike := most_alike(clues, quotation, hashes, by_time, found):
            searched |= set(alike)
            continue
        set_phrase = not hashes.isdisjoint(found.shared)
        if quotation.word_count > UNKNOWN and not set_phrase:
            continue
        beside = [row for row in by_time if clues.is_beside(quotation, row.provider_id)]
        searched |= {row.report_id for row in beside[:UNQUOTED]}
        unknown |= not beside and quotation.word_count <= UNKNOWN
    if unknown:
        searched |= {row.report_id for row in by_time[:UNQUOTED]}
    return searched


def most_alike(
    clues: Clues,
    quotation: Quotation,
    hashes: Set[int],
    rows: Iterable[store.CandidateRow],
    found: Shortlist,
) -> list[int]:
    """Return the few reports that share most runs of words with a quotation, the likeliest first.

    Ofsted repeats itself. Where one that is named shares as many as any, the others are left out;
    of several, such as the quotation's paragraph names come first, then those that share most with
    the whole story.
    """
    counts = {
        row.report_id: (len(hashes & found.quoted[row.report_id]), row)
        for row in rows
        if row.report_id in found.quoted
    }
    most = max((n for n, _ in counts.values()), default=0)
    if not most:
        return []
    named = clues.providers()
    all_of_it = {row.provider_id for n, row in counts.values() if n == most} & named
    alike = [
        (
            not clues.is_beside(quotation, row.provider_id),
            -found.votes[row.report_id],
            row.report_id,
        )
        for n, row in counts.values()
        if n >= NEARLY * most and (row.provider_id in named or not all_of_it)
    ]
    return [report for *_, report in sorted(alike)[:LIKELIEST]]


def distance(row: store.CandidateRow, told_on: date | None) -> int:
    """Return the days between a publication and the story; the latest first without a date."""
    day = row.published_on or max((last for _, last in row.ranges), default=None)
    if day is None:
        return 100_000
    return abs((told_on - day).days) if told_on else -day.toordinal()


def coverage_row(link: Link) -> store.CoverageRow:
    """Return a link as rows: its parts as JSON, its quotations with both wordings."""
    return store.CoverageRow(
        inspection_id=link.candidate.inspection_id,
        status=link.status.value,
        role=link.role.value,
        score=link.score,
        parts={name: asdict(part) for name, part in link.parts.items()},
        quotations=[
            store.MatchRow(
                version_id=link.candidate.version_id,
                quoted=match.quotation.text,
                printed=match.printed,
                similarity=match.similarity,
                page=match.page,
                paragraph=match.paragraph,
            )
            for match in link.matches
        ],
    )
