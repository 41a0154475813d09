"""Measure the finding of copies on invented families of stories.

    python -m bench.copies --seed 1                  recall of each kind, false positives
    python -m bench.copies --seed 1 --stories 100000 with so many other stories in the index

Every story is invented. A family has an original and five copies (cut by 30 %, a new intro, 5 % of
the words changed, a new headline, half kept and half new) and a rival: another agency's story on
the same event, with the same people quoted. The recipe is in docs/linking.md. Exit codes: 0 the
bars held · 1 a bar was broken.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

import db.linking as store
from bench.press_world import AT, World, new_world
from db.engine import write_session
from db.models import Report, Version
from pipelines.duplicates import SATURATED, compare, fingerprint, marks_of, shortlist

BARS = {"cut": 0.99, "new intro": 0.99, "copy-edit": 0.97, "new headline": 1.0, "half kept": 0.98}
FALSE_POSITIVES = 0.005
MILLISECONDS = 0.6
BATCH = 1000

SYLLABLES = [
    "bar",
    "dun",
    "el",
    "fen",
    "gar",
    "hol",
    "is",
    "kel",
    "lor",
    "mar",
    "nor",
    "ot",
    "pel",
    "quin",
    "rus",
    "sal",
    "tor",
    "ul",
    "ven",
    "wick",
    "yar",
    "zan",
]
PEOPLE = [
    "councillor",
    "teacher",
    "driver",
    "manager",
    "nurse",
    "officer",
    "farmer",
    "resident",
    "trader",
    "student",
]
LITTLE = [
    "the",
    "a",
    "of",
    "and",
    "to",
    "in",
    "that",
    "was",
    "for",
    "on",
    "with",
    "as",
    "by",
    "at",
    "from",
    "it",
    "had",
    "were",
    "which",
]
SET_PHRASES = (
    "Ofsted and the council have both been asked for a comment on this.",
    "Anyone with information is asked to call the police on the usual number.",
    "The meeting will be held in public and can be watched on the website.",
)


@dataclass(frozen=True, slots=True)
class Tale:
    """An invented story: sentences in paragraphs, and the words of people in it."""

    title: str
    sentences: tuple[str, ...]

    def text(self) -> str:
        """Return the text, two sentences a paragraph."""
        pairs = [" ".join(self.sentences[i : i + 2]) for i in range(0, len(self.sentences), 2)]
        return "\n\n".join(pairs)


class Newsroom:
    """Invents stories out of a made-up vocabulary whose words are as unevenly used as real ones."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        spoken = [a + b for a in SYLLABLES for b in SYLLABLES] + [
            a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES[:9]
        ]
        self.words = spoken
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(spoken))))

    def sentence(self) -> str:
        """Return a sentence of 9 to 26 words, nearly half of them little ones."""
        count = self.dice.randint(9, 26)
        telling = iter(self.dice.choices(self.words, cum_weights=self.weights, k=count))
        words = [
            self.dice.choice(LITTLE) if self.dice.random() < 0.45 else next(telling)
            for _ in range(count)
        ]
        return " ".join(words).capitalize() + "."

    def quotation(self) -> str:
        """Return a sentence that somebody says."""
        return f"“{self.sentence()[:-1]},” a {self.dice.choice(PEOPLE)} said."

    def tale(self, quotations: list[str] | None = None) -> Tale:
        """Return a story of 10 to 30 sentences, a fifth of them spoken."""
        count = self.dice.randint(10, 30)
        said = [self.quotation() for _ in range(count // 5)] if quotations is None else quotations
        own = [self.sentence() for _ in range(count - len(said))]
        if self.dice.random() < 0.2:
            own[-1] = self.dice.choice(SET_PHRASES)
        places = set(self.dice.sample(range(1, count), len(said)))
        spoken, told = iter(said), iter(own)
        return Tale(
            self.sentence()[:60], tuple(next(spoken if i in places else told) for i in range(count))
        )

    def cut(self, tale: Tale) -> Tale:
        """Drop 30 % of the sentences, most of them at the end."""
        kept = round(0.7 * len(tale.sentences))
        first = list(tale.sentences[: kept + 2])
        for _ in range(len(first) - kept):
            del first[self.dice.randrange(1, len(first))]
        return Tale(tale.title, tuple(first))

    def new_intro(self, tale: Tale) -> Tale:
        """Write the first two sentences anew."""
        return Tale(self.sentence()[:60], (self.sentence(), self.sentence(), *tale.sentences[2:]))

    def copy_edit(self, tale: Tale) -> Tale:
        """Change one word in twenty, anywhere."""
        return Tale(tale.title, tuple(self.edited(sentence) for sentence in tale.sentences))

    def edited(self, sentence: str) -> str:
        """Drop, add or swap one word in twenty of a sentence."""
        words: list[str] = []
        for word in sentence.split():
            chance = self.dice.random()
            if chance >= 0.05:
                words.append(word)
            elif chance >= 0.02:
                words.append(self.dice.choice(self.words))
            elif chance >= 0.01:
                words += [word, self.dice.choice(self.words)]
        return " ".join(words)

    def new_headline(self, tale: Tale) -> Tale:
        """Change the headline alone."""
        return Tale(self.sentence()[:60], tale.sentences)

    def half_kept(self, tale: Tale) -> Tale:
        """Keep every other paragraph's worth of sentences and write as many new ones."""
        half = len(tale.sentences) // 2
        start = self.dice.randint(0, len(tale.sentences) - half)
        new = [self.sentence() for _ in range(len(tale.sentences) - half)]
        kept = list(tale.sentences[start : start + half])
        return Tale(self.sentence()[:60], tuple(new[: len(new) // 2] + kept + new[len(new) // 2 :]))

    def rival(self, tale: Tale) -> Tale:
        """Return another reporter's story that quotes the same people in the same words."""
        return self.tale([s for s in tale.sentences if s.startswith("“")])


PAGE = text(
    "INSERT INTO pages (id, url, raw_url, source_id, role, state, discovered_via, listing, "
    "first_seen_at, listed_at, state_at, attempts) VALUES (:id, :url, :url, :source, 'article', "
    "'stored', 'import', '{}', :at, :at, :at, 0)"
)
LATEST = text(
    "UPDATE reports SET latest_version_id = id + 1000000 "
    "WHERE id >= :first AND latest_version_id IS NULL"
)
APART = 1_000_000  # the filler's pages and versions have the numbers of its reports, so much higher


def fill(s: Session, room: Newsroom, count: int, base: Report, version: Version) -> None:
    """Put so many other stories into the database and the index, modelled on a stored one."""
    first, source = base.id + 1, base.source_id
    own = {"id", "report_id", "text", "title"}
    same = {c.name: getattr(version, c.name) for c in Version.__table__.c if c.name not in own}
    at = AT.replace(tzinfo=None)
    recorded: Counter[int] = Counter()
    for start in range(0, count, BATCH):
        tales = {first + n: room.tale() for n in range(start, min(start + BATCH, count))}
        pages = [
            {"id": id_ + APART, "url": f"https://filler-{id_}.test/", "source": source, "at": at}
            for id_ in tales
        ]
        reports = [
            {"id": id_, "page_id": id_ + APART, "source_id": source, "kind": "news"}
            for id_ in tales
        ]
        versions = [
            {**same, "id": id_ + APART, "report_id": id_, "title": t.title, "text": t.text()}
            for id_, t in tales.items()
        ]
        s.execute(PAGE, pages)
        s.execute(insert(Report), [{**row, "first_stored_at": AT} for row in reports])
        s.execute(insert(Version), versions)
        s.execute(LATEST, {"first": first})
        for id_, tale in tales.items():
            marks = {mark for mark in marks_of(tale.text()) if recorded[mark] < SATURATED}
            recorded.update(marks)
            store.add_marks(s, id_, marks, (), most=SATURATED, replace=False)


@dataclass
class Found:
    """What one look-up gave: copies verified, how many were compared, CPU seconds."""

    copies: list[int]
    compared: int
    seconds: float


def look_up(s: Session, tale: Tale, *, remember_as: int | None = None) -> Found:
    """Find copies of a story the way the night does; remember it under an id."""
    told = tale.text()
    begun = time.process_time()
    marks = marks_of(told)
    hits = store.mark_hits(s, marks)
    if remember_as is not None:
        store.add_marks(s, remember_as, marks, hits, most=SATURATED, replace=False)
    likely = shortlist(hits, len(marks))
    copies = []
    if likely:
        own = fingerprint(tale.title, told)
        others = store.texts(s, likely)
        copies = [
            id_
            for id_, row in others.items()
            if compare(fingerprint(row.title, row.text), own).is_copy
        ]
    return Found(copies, len(likely), time.process_time() - begun)


def measure(world: World, seed: int, families: int, stories: int) -> bool:
    """Fill the index, look up the families, print the figures; return whether the bars held."""
    room = Newsroom(seed)
    with write_session(world.engine) as s:
        base = s.get_one(Report, world.news(s, title="t", text="x", told_on=None, link=False))
        version = s.get_one(Version, base.latest_version_id)
        originals = [room.tale() for _ in range(families)]
        ids = [
            world.news(s, title=t.title, text=t.text(), told_on=None, link=False) for t in originals
        ]
        for id_, tale in zip(ids, originals, strict=True):
            look_up(s, tale, remember_as=id_)
        top = s.get_one(Report, ids[-1])
        fill(s, room, max(0, stories - families), top, version)
        new = [room.tale() for _ in range(500)]
        new_ids = [world.news(s, title="t", text="x", told_on=None, link=False) for _ in new]
    kinds = {
        "cut": room.cut,
        "new intro": room.new_intro,
        "copy-edit": room.copy_edit,
        "new headline": room.new_headline,
        "half kept": room.half_kept,
    }
    right: Counter[str] = Counter()
    wrong = looked = compared = 0
    spent: list[float] = []
    with write_session(world.engine) as s:
        for id_, tale in zip(ids, originals, strict=True):
            for kind, change in kinds.items():
                found = look_up(s, change(tale))
                right[kind] += id_ in found.copies
                wrong += sum(other != id_ for other in found.copies)
                compared += found.compared
                looked += 1
                spent.append(found.seconds)
            for stranger in (room.rival(tale), room.tale()):
                found = look_up(s, stranger)
                wrong += len(found.copies)
                compared += found.compared
                looked += 1
                spent.append(found.seconds)
        begun = [
            look_up(s, tale, remember_as=id_).seconds
            for tale, id_ in zip(new, new_ids, strict=True)
        ]
    recall = {kind: right[kind] / families for kind in kinds}
    for kind, value in recall.items():
        print(f"{kind:14} recall {value:.3f}  (bar {BARS[kind]})")
    rate = wrong / looked
    cost = 1000 * sum(begun) / len(begun)
    print(f"verified false positives: {wrong} of {looked} look-ups ({100 * rate:.2f} %)")
    print(
        f"CPU beside {stories} stories: {cost:.2f} ms a new story, found and remembered; "
        f"{1000 * sum(spent) / len(spent):.2f} ms a copy, verified "
        f"({compared / looked:.1f} compared)"
    )
    return (
        all(recall[kind] >= bar for kind, bar in BARS.items())
        and rate < FALSE_POSITIVES
        and cost <= MILLISECONDS
    )


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--families", type=int, default=300)
    parser.add_argument("--stories", type=int, default=5_000, help="stories in the index")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = new_world(Path(folder))
        held = measure(world, asked.seed, asked.families, asked.stories)
        world.engine.dispose()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
