"""Publications by the thousand, to measure linking beside them. None of them is real.

Ofsted repeats itself: of the runs of five words of a real publication 18 % stand in another one of
the 219 of the measuring data. Every invented publication draws 30 % of its sentences from the real
ones: half of them any sentence, half in proportion to how many publications print its words
already, so that set phrases spread until the index holds no more of them. Its other words are its
own: their hashes are random, as those of new sentences are. Each is a whole report with an
inspection, a day and a text, so that what shares a story's words is a candidate and is searched.
"""

from __future__ import annotations

import random
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, cycle

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bench.press_world import AT, Document, World
from db.models import (
    Capture,
    Inspection,
    Page,
    Provider,
    Publication,
    Report,
    Version,
)
from pipelines.linking.words import keys_of, shingles
from pipelines.storing.linking.shortlist import SATURATED

SHARED = 0.30
"""Share of the sentences that real publications print as well."""
SLICES = 256
BATCH = 500
FIRST_DAY = date(2010, 1, 1)
DAYS = 6_000  # until 2026
PUT_PARAGRAPH = "INSERT INTO paragraphs (version_id, position, page, text) VALUES (?, ?, ?, ?)"
Row = tuple[int, int]


@dataclass
class Corpus:
    """The sentences of the real publications: their words and hashes, and how to draw them."""

    sentences: list[str]
    hashes: list[list[int]]
    weights: list[int]  # accumulated
    filler: list[str]

    def draw(self, dice: random.Random) -> int:
        """Return the number of a sentence: any, or one of those that many print."""
        if dice.random() < 0.5:
            return dice.randrange(len(self.sentences))
        return bisect(self.weights, dice.random() * self.weights[-1])


def read_corpus(documents: Sequence[Document], dice: random.Random) -> Corpus:
    """Return the sentences of the documents, each as often as it is printed."""
    sentences = [
        sentence
        for document in documents
        for paragraph in document.read.paragraphs
        for sentence in paragraph.text.split(". ")
        if len(sentence.split()) >= 6
    ]
    hashes = [shingles(keys_of(sentence)) for sentence in sentences]
    spread = Counter(number for found in hashes for number in set(found))
    weights = accumulate(max((spread[n] for n in found), default=1) - 1 for found in hashes)
    words = [w for sentence in sentences[:4000] for w in sentence.split() if w.isascii()]
    dice.shuffle(words)
    return Corpus(sentences, hashes, list(weights), words)


@dataclass
class Library:
    """Invented publications and the rows of the index that they fill, slice by slice."""

    corpus: Corpus
    dice: random.Random
    shared: list[array[int]] = field(default_factory=lambda: [array("q") for _ in range(SLICES)])
    own: int = 0

    def write(self, words: int, report_id: int) -> list[str]:
        """Return the paragraphs of one publication of so many words; its shared rows are noted."""
        chosen = [self.corpus.draw(self.dice) for _ in range(int(words * SHARED / 22))]
        numbers = {number for n in chosen for number in self.corpus.hashes[n]}
        for number in numbers:
            self.shared[(number + 2**31) >> 24].append((number << 32) | report_id)
        self.own += max(0, words - len(numbers))
        at = self.dice.randrange(max(1, len(self.corpus.filler) - words))
        own = self.corpus.filler[at : at + words - 22 * len(chosen)]
        filler = (" ".join(own[n : n + 80]) for n in range(0, len(own), 80))
        return [*(self.corpus.sentences[n] for n in chosen), *filler]

    def rows(self, ids: range) -> Iterator[list[Row]]:
        """Yield (hash, report id) in the order of the index; set phrases only so often."""
        width = 2**32 // SLICES
        turns = cycle(ids)
        for number, packed in enumerate(self.shared):
            low = -(2**31) + number * width
            own = zip(self.random_hashes(low), turns, strict=False)
            yield sorted([*not_too_often(sorted(packed)), *own])

    def random_hashes(self, low: int) -> list[int]:
        """Return the hashes of one slice's own words, in order: 24 random bits above its lowest."""
        drawn = array("I", self.dice.randbytes(4 * (self.own // SLICES)))
        return sorted([low + (number & 0xFFFFFF) for number in drawn])


def not_too_often(packed: list[int]) -> Iterator[Row]:
    """Yield the rows of each hash, as many as the index records."""
    last, count = 0, 0
    for one in packed:
        number = one >> 32
        last, count = number, count + 1 if number == last else 1
        if count <= SATURATED:
            yield number, one & 0xFFFFFFFF


def put_reports(
    world: World, s: Session, library: Library, count: int, words: int, providers: Sequence[int]
) -> range:
    """Store so many invented publications without their index; return the ids of their reports."""
    source_id = world.source(s, "ofsted_reports", "ofsted")
    first = (s.scalar(select(Report.id).order_by(Report.id.desc()).limit(1)) or 0) + 1_000_000
    for start in range(0, count, BATCH):
        ids = range(first + start, first + min(start + BATCH, count))
        put_batch(s, library, ids, source_id, words, providers)
    return range(first, first + count)


def put_batch(
    s: Session,
    library: Library,
    ids: range,
    source_id: int,
    words: int,
    providers: Sequence[int],
) -> None:
    """Store some publications, each with page, capture, version and inspection of the same id."""
    dice = library.dice
    published = {n: FIRST_DAY + timedelta(days=dice.randrange(DAYS)) for n in ids}
    put = s.connection().execute
    put(insert(Page), [page_row(n, source_id) for n in ids])
    put(insert(Capture), [capture_row(n) for n in ids])
    put(
        insert(Report),
        [
            {
                "id": n,
                "page_id": n,
                "source_id": source_id,
                "kind": "publication",
                "first_stored_at": AT,
            }
            for n in ids
        ],
    )
    texts = {n: library.write(words, n) for n in ids}
    put(insert(Version), [version_row(n, texts[n]) for n in ids])
    cursor = s.connection().connection.cursor()  # a million rows: past the ORM's parameters
    cursor.executemany(PUT_PARAGRAPH, [row for n in ids for row in paragraph_rows(n, texts[n])])
    put(
        update(Report).where(Report.id.between(ids[0], ids[-1])).values(latest_version_id=Report.id)
    )
    put(
        insert(Inspection),
        [inspection_row(n, dice.choice(providers), published[n]) for n in ids],
    )
    put(
        insert(Publication),
        [{"report_id": n, "inspection_id": n, "proven": True} for n in ids],
    )


def paragraph_rows(number: int, texts: list[str]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the paragraphs of a version, twelve to a page."""
    return ((number, at, 1 + at // 12, text) for at, text in enumerate(texts))


def page_row(number: int, source_id: int) -> dict[str, object]:
    """Return a page that was stored."""
    url = f"https://invented-{number}.test/"
    return {
        "id": number,
        "url": url,
        "raw_url": url,
        "source_id": source_id,
        "role": "publication",
        "discovered_via": "import",
        "state": "stored",
        "state_at": AT,
        "first_seen_at": AT,
        "listed_at": AT,
    }


def capture_row(number: int) -> dict[str, object]:
    """Return a capture of the page of the same number."""
    return {
        "id": number,
        "page_id": number,
        "url": f"https://invented-{number}.test/",
        "fetched_at": AT,
        "status": 200,
        "headers": {},
        "payload_sha256": f"{number:064x}",
        "payload_bytes": 1,
        "warc_file": "none.warc.gz",
        "warc_offset": number,
    }


def version_row(number: int, paragraphs: list[str]) -> dict[str, object]:
    """Return the only version of a report; its text is in its paragraphs alone, to save room."""
    return {
        "id": number,
        "report_id": number,
        "number": 1,
        "capture_id": number,
        "stored_at": AT,
        "page_kind": "document",
        "access": "full",
        "text": "",
        "markdown": "",
        "blocks": [],
        "text_sha256": f"{number:064x}",
        "word_count": sum(len(text.split()) for text in paragraphs),
        "reader": "bench",
        "reader_version": "1",
    }


def inspection_row(number: int, provider_id: int, published: date) -> dict[str, object]:
    """Return an inspection published six weeks after the visit."""
    begun = published - timedelta(days=45)
    return {
        "id": number,
        "provider_id": provider_id,
        "framework": "ILACS-FV",
        "event_type": f"focused visit {number}",
        "started_on": begun,
        "ended_on": begun + timedelta(days=1),
        "date_ranges": [[begun.isoformat(), (begun + timedelta(days=1)).isoformat()]],
        "published_on": published,
        "created_at": AT,
    }


def invented_schools(s: Session, count: int, dice: random.Random) -> list[int]:
    """Add so many schools with names of their own; return their provider ids."""
    begin, end = ("Hart", "Gors", "Quen", "Thorn", "Wend", "Alder", "Bram"), ("mere", "ley", "by")
    first = (s.scalar(select(Provider.id).order_by(Provider.id.desc()).limit(1)) or 0) + 1
    rows = [
        {
            "id": first + n,
            "kind": "school",
            "urn": str(900_000 + n),
            "name": f"{dice.choice(begin)}{dice.choice(end)} {n} Fold Primary School",
            "registration": {},
            "first_seen_at": AT,
        }
        for n in range(count)
    ]
    for start in range(0, count, BATCH):
        s.connection().execute(insert(Provider), rows[start : start + BATCH])
    return [row["id"] for row in rows]  # type: ignore[misc]
