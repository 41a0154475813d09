"""Measure the linking of news to inspections on invented stories over the measuring data's PDFs.

    python -m bench.linking --seed 1              precision, recall, and the quotations of link_dev
    python -m bench.linking --seed 1 --errors 10  with the stories that went wrong
    python -m bench.linking --cost 10000          CPU of a story beside so many publications

The recipe is in docs/linking.md. Exit codes: 0 the bars held · 1 a bar was broken · 2 no data.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.data import DataMissing, find_data
from bench.invented_press import Reporter, Story, Subject, quotable
from bench.press_world import Document, World, inspection_of, new_world, read_documents
from db.engine import read_session, write_session
from db.models import Coverage, CoverageQuotation, Provider, Publication
from pipelines.linking.alignment import Printed, align, prepare
from pipelines.linking.quotations import quotation_at

PRECISION, RECALL, QUOTATIONS = 0.98, 0.96, 0.95
COMMON = 3  # publications in which a sentence may stand and still be quoted by the generator


@dataclass
class Tally:
    """What came of the stories."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    negatives: int = 0
    linked_negatives: int = 0
    quotations_right: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def precision(self) -> float:
        """Return the share of links that are right."""
        return self.right / max(1, self.right + self.wrong)

    def recall(self) -> float:
        """Return the share of the true links that were found."""
        return self.right / max(1, self.right + self.missed)


def subjects_of(s: Session, stored: dict[int, Document]) -> list[Subject]:
    """Return the stored publications as the generator uses them."""
    sentences = {
        report: quotable([p.text for p in document.read.paragraphs])
        for report, document in stored.items()
    }
    spread = Counter(sentence for found in sentences.values() for sentence in set(found))
    subjects = []
    for report, document in stored.items():
        inspection = inspection_of(s, report)
        provider = s.get_one(Publication, report).provider
        if inspection is None or provider is None or inspection.published_on is None:
            continue
        read = document.read
        subjects.append(
            Subject(
                report=report,
                urn=provider.urn,
                name=provider.name,
                framework=inspection.framework,
                published_on=inspection.published_on,
                started_on=inspection.started_on,
                ended_on=inspection.ended_on,
                inspectors=tuple(i.name for i in read.inspectors),
                grades={j.area: j.grade for j in read.judgements if j.grade},
                sentences=tuple(t for t in sentences[report] if spread[t] <= COMMON),
            )
        )
    return subjects


def authorities(s: Session) -> dict[str, str]:
    """Return URN → name of every authority."""
    rows = s.execute(select(Provider.urn, Provider.name).where(Provider.kind == "authority"))
    return dict(rows.all())


def weigh(s: Session, news_id: int, story: Story, tally: Tally, report_of: dict[int, int]) -> None:
    """Count what was linked for one story."""
    rows = s.scalars(select(Coverage).where(Coverage.report_id == news_id)).all()
    linked = {report_of[row.inspection_id] for row in rows if row.status == "linked"}
    kind = tally.by_kind.setdefault(story.kind, Counter())
    kind["stories"] += 1
    right, wrong, missed = linked & story.truth, linked - story.truth, story.truth - linked
    tally.right += len(right)
    tally.wrong += len(wrong)
    tally.missed += len(missed)
    kind.update(right=len(right), wrong=len(wrong), missed=len(missed))
    kind["possible"] += len(rows) - len(linked)
    if not story.truth:
        tally.negatives += 1
        tally.linked_negatives += bool(linked)
    matched = {
        text
        for row in rows
        if report_of[row.inspection_id] in story.truth
        for text in s.scalars(
            select(CoverageQuotation.quoted).where(CoverageQuotation.coverage_id == row.id)
        )
    }
    kind["quotations"] += story.quotations
    kind["matched"] += min(len(matched), story.quotations)
    if wrong or missed:
        found = {
            report_of[row.inspection_id]: (
                row.status,
                row.score,
                {k: v["points"] for k, v in row.parts.items()},
            )
            for row in rows
        }
        tally.errors.append(
            f"[{story.kind}] wrong {sorted(wrong)} missed {sorted(missed)} told {story.told_on}\n"
            f"  {story.title}\n  {story.text}\n  {found}"
        )


def invent(world: World, seed: int, count: int, stored: dict[int, Document]) -> list[Story]:
    """Return the stories of a seed about the stored publications."""
    with read_session(world.engine) as s:
        return Reporter(seed, subjects_of(s, stored), authorities(s)).stories(count)


def put_publications(world: World, documents: list[Document]) -> dict[int, Document]:
    """Store the publications and link them the way a night does; return them by report id."""
    with write_session(world.engine) as s:
        return {world.publication(s, document): document for document in documents}


def put_news(world: World, stories: list[Story]) -> list[int]:
    """Store the stories and link them the way a night does; return their ids."""
    with write_session(world.engine) as s:
        return [world.news(s, title=t.title, text=t.text, told_on=t.told_on) for t in stories]


def count_links(
    world: World, ids: list[int], stories: list[Story], stored: dict[int, Document]
) -> Tally:
    """Count what was linked."""
    tally = Tally()
    with read_session(world.engine) as s:
        report_of = {i.id: report for report in stored if (i := inspection_of(s, report))}
        for news_id, story in zip(ids, stories, strict=True):
            weigh(s, news_id, story, tally, report_of)
    return tally


def measure(seed: int, count: int, documents: list[Document]) -> Iterator[tuple[str, Tally]]:
    """Yield what was linked with the publications stored first, then with the news stored first."""
    with new_world_for_now() as world:
        stored = put_publications(world, documents)
        stories = invent(world, seed, count, stored)
        begun = time.process_time()
        ids = put_news(world, stories)
        spent = 1000 * (time.process_time() - begun) / len(stories)
        print(f"stored and linked {len(stories)} stories, {spent:.1f} ms CPU each")
        yield "publications first", count_links(world, ids, stories, stored)
    with new_world_for_now() as world:
        ids = put_news(world, stories)
        begun = time.process_time()
        again = put_publications(world, documents)
        spent = 1000 * (time.process_time() - begun) / len(documents)
        print(f"stored and linked {len(documents)} publications, {spent:.0f} ms CPU each")
        same = dict(zip(stored, again, strict=True))
        moved = [replace(t, truth=frozenset(same[r] for r in t.truth)) for t in stories]
        yield "news first", count_links(world, ids, moved, again)


@contextmanager
def new_world_for_now() -> Iterator[World]:
    """Give an empty database that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder))
        try:
            yield world
        finally:
            world.engine.dispose()


def dev_quotations(data: Path, documents: list[Document]) -> tuple[int, int]:
    """Return how many quotations of link_dev.jsonl are found in their report, and of how many."""
    texts = {
        d.file: prepare([Printed(n, p.page, p.text) for n, p in enumerate(d.read.paragraphs)])
        for d in documents
    }
    found = total = 0
    with (data / "links" / "link_dev.jsonl").open(encoding="utf-8") as lines:
        for quote in (q for line in lines for q in json.loads(line)["quotes"]):
            quotation = quotation_at(quote["quote"], 0, len(quote["quote"]))
            total += 1
            hit = quotation and align(quotation, texts[quote["pdf"]])
            found += hit is not None
            if hit is None:
                print(f"  not found in {quote['pdf']}: {quote['quote']}")
    return found, total


def report(order: str, tally: Tally, errors: int) -> None:
    """Print the figures."""
    print(f"\n{order}:")
    print(f"{'kind':28} stories right wrong missed possible  quotations matched")
    for kind, n in sorted(tally.by_kind.items()):
        print(
            f"{kind:28} {n['stories']:7} {n['right']:5} {n['wrong']:5} {n['missed']:6} "
            f"{n['possible']:8}  {n['matched']}/{n['quotations']}"
        )
    for error in tally.errors[:errors]:
        print(error, end="\n\n")
    print(
        f"linked: precision {tally.precision():.3f}, recall {tally.recall():.3f}; "
        f"negatives linked: {tally.linked_negatives} of {tally.negatives}"
    )


def run(data: Path, seed: int, count: int, errors: int) -> bool:
    """Measure everything but the cost; return whether the bars held."""
    documents = read_documents(data)
    found, total = dev_quotations(data, documents)
    print(f"link_dev quotations found in their report: {found} of {total}")
    held = found >= QUOTATIONS * total
    for order, tally in measure(seed, count, documents):
        report(order, tally, errors)
        held &= tally.precision() >= PRECISION and tally.recall() >= RECALL
        held &= not tally.linked_negatives
    return held


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.linking", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument(
        "--errors", type=int, default=0, help="show so many stories that went wrong"
    )
    parser.add_argument("--cost", type=int, nargs="*", help="publications beside which to measure")
    asked = parser.parse_args()
    try:
        data = find_data()
    except DataMissing as missing:
        print(missing)
        return 2
    if data is None:
        print("there is no measuring data here (WINNOW_DATA)")
        return 2
    if asked.cost is not None:
        from bench.linking_cost import measure_cost

        return 0 if measure_cost(data, asked.cost or [10_000]) else 1
    return 0 if run(data, asked.seed, asked.stories, asked.errors) else 1


if __name__ == "__main__":
    sys.exit(main())
