"""Writes the stories: genre by genre, from templates, so that no sentence comes twice."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from miniweb.grammar import Writer, load_texts, word_list
from miniweb.model import Block, Publication, Quotation, Site, Story
from miniweb.places import Authority, person, street, surname, town_names

_SAINTS = word_list("saints")
_BANDS = word_list("bands")
_TRACKS = word_list("tracks")
_NURSERIES = word_list("nurseries")
_SUBHEADS = ("‘No quick fix’", "What the council says", "Next steps", "‘Proud of our staff’")
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

_DRAFTS, _ALIKE, _MEMORY = 8, 0.3, 250
Draft = tuple[str, str | None, list[Block], list[Quotation]]
"""Headline, standfirst, body and what it quotes."""
ON_TOPIC = ("visit", "inspection", "school", "nursery", "send", "home", "feature")
OFF_TOPIC = ("roads", "match", "planning", "court", "food", "flood", "band")


class Slots(dict[str, str]):
    """Fixed slots of one story; names of people, streets and days are drawn anew each time."""

    def __init__(self, rng: random.Random, fixed: dict[str, str]) -> None:
        super().__init__(fixed)
        self._rng = rng

    def __missing__(self, key: str) -> str:
        draw: dict[str, Callable[[], str]] = {
            "person": lambda: person(self._rng),
            "first": lambda: person(self._rng).split()[0],
            "first2": lambda: person(self._rng).split()[0],
            "street": lambda: street(self._rng),
            "day": lambda: self._rng.choice(_DAYS),
        }
        return draw[key]()


def press_days(first: date, last: date, *, british: bool) -> str:
    """Return visit days as a journalist writes them, without a year."""
    month = f"{first:%B}"
    if (last - first).days == 1 and first.month == last.month:
        days = f"{first.day} and {last.day}"
        return f"on {days} {month}" if british else f"on {month} {days}"
    if first.month == last.month:
        days = f"{first.day} and {last.day}"
        return f"between {days} {month}" if british else f"between {month} {days}"
    return f"between {first.day} {month} and {last.day} {last:%B}"


def typeset(text: str, *, curly: bool) -> str:
    """Return the text in a title's typography: all curly, or all straight quotation marks."""
    if not curly:
        return text.translate(str.maketrans("‘’“”", "''\"\""))
    out = []
    for before, char in zip(" " + text, text, strict=False):
        opening = char == "'" and before in " (“"
        out.append("‘" if opening else "’" if char == "'" else char)
    return "".join(out)


@dataclass
class Newsroom:
    """Every reporter of the miniature web; remembers all sentences."""

    rng: random.Random
    authorities: Sequence[Authority]
    publications: Sequence[Publication]
    number: int = 0
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        self.writer = Writer(self.rng, may_repeat=True)
        self._towns = town_names()
        self._shingles: dict[str, list[set[tuple[str, ...]]]] = {}

    def write(
        self,
        genre: str,
        site: Site,
        authority: Authority,
        published: datetime,
        publication: Publication | None = None,
    ) -> Story:
        """Return a new story; visit, inspection and send need the publication they are about."""
        self.number += 1
        slots = self._slots(site, authority, publication)
        headline, standfirst, blocks, quotations = self._unlike_others(genre, slots, publication)

        def set_type(text: str) -> str:
            return typeset(text, curly=site.curly)

        return Story(
            id=f"s{self.number:05d}",
            genre=genre,
            on_topic=genre in ON_TOPIC,
            headline=set_type(headline),
            standfirst=set_type(standfirst) if standfirst and self.rng.random() < 0.6 else None,
            byline=slots["reporter"],
            published=published,
            blocks=tuple(Block(text=set_type(b.text), kind=b.kind) for b in blocks),
            about=(publication.key,) if publication else (),
            quotations=tuple(
                Quotation(
                    publication=q.publication,
                    printed=set_type(q.printed),
                    original=q.original,
                    exact=q.exact,
                )
                for q in quotations
            ),
            family=f"s{self.number:05d}",
        )

    def _unlike_others(self, genre: str, slots: Slots, publication: Publication | None) -> Draft:
        """Return a draft that no duplicate finder would take for an earlier story of its genre."""
        earlier = self._shingles.setdefault(genre, [])
        for _ in range(_DRAFTS):
            draft = self._draft(genre, slots, publication)
            words = " ".join(block.text for block in draft[2]).lower().split()
            shingles = set(zip(*(words[i:] for i in range(5)), strict=False))
            if all(len(shingles & other) < _ALIKE * len(shingles) for other in earlier[-_MEMORY:]):
                break
        earlier.append(shingles)
        return draft

    def _draft(self, genre: str, slots: Slots, publication: Publication | None) -> Draft:
        if publication:
            about = {"visit": self._visit, "inspection": self._inspection, "send": self._send}
            return about[genre](slots, publication)
        if genre in ("school", "nursery"):
            return self._report_card(slots, genre)
        if genre == "home":
            return self._home(slots)
        return self._feature(slots) if genre == "feature" else self._off_topic(genre, slots)

    def _slots(self, site: Site, authority: Authority, publication: Publication | None) -> Slots:
        rng = self.rng
        expert = person(rng)
        fixed = {
            "paper": site.name.removeprefix("The "),
            "place": authority.name,
            "council": authority.council,
            "director": authority.director,
            "councillor": authority.councillor,
            "building": authority.building,
            "postcode": authority.postcode,
            "school": self._school(authority.name),
            "nursery": f"{rng.choice(_NURSERIES)} Nursery",
            "rival": rng.choice(self._towns),
            "rival2": rng.choice(self._towns),
            "business": f"{person(rng).split()[-1]} & {person(rng).split()[-1]}",
            "band": rng.choice(_BANDS),
            "track": rng.choice(_TRACKS),
            "expert": expert,
            "expert_surname": surname(expert),
            "head": person(rng),
            "reporter": person(rng),
        }
        if publication:
            fixed |= self._inspection_slots(publication)
        return Slots(rng, fixed)

    def _inspection_slots(self, publication: Publication) -> dict[str, str]:
        british = self.rng.random() < 0.5
        grades = dict(publication.grades)
        grade = grades.get("Overall effectiveness") or next(iter(grades.values()), "")
        return {
            "visit_days": press_days(publication.started_on, publication.ended_on, british=british),
            "theme_short": (publication.theme or "").split("arrangements for ")[-1].rstrip("."),
            "inspector": publication.inspectors[0] if publication.inspectors else "",
            "grade": grade.lower(),
            "grade_cap": grade,
            "stay": self.rng.choice(("two weeks", "a fortnight", "nearly a fortnight")),
        }

    def _school(self, town: str) -> str:
        kind = self.rng.choice(("Primary School", "CE Primary", "High School", "Academy"))
        first = self.rng.choice((f"St {self.rng.choice(_SAINTS)}'s", street(self.rng).split()[0]))
        return f"{first} {kind}" if self.rng.random() < 0.7 else f"{town} {first} {kind}"

    def _say(self, slots: Slots, texts: str, pool: str, count: int = 1) -> list[Block]:
        lines = self.writer.lines(load_texts(texts)[pool], slots, count)
        return [Block(text=line) for line in lines]

    def _head(self, slots: Slots, texts: str, prefix: str = "") -> tuple[str, str | None]:
        pools = load_texts(texts)
        headline = self.writer.line(pools[f"{prefix}headline"], slots)
        standfirst = pools.get("standfirst")
        return headline, self.writer.line(standfirst, slots) if standfirst else None

    def _list(self, slots: Slots, texts: str, pool: str, count: int) -> list[Block]:
        chosen = list(load_texts(texts)[pool])[:count]
        return [Block(text=self.writer.expand(t, slots), kind="list_item") for t in chosen]

    def _quote(self, publication: Publication, count: int) -> tuple[list[Block], list[Quotation]]:
        """Return paragraphs that quote the document, some of them a word short."""
        sentences = self.rng.sample(publication.quotable, k=min(count, len(publication.quotable)))
        blocks: list[Block] = []
        quotations: list[Quotation] = []
        running = self.rng.random() < 0.3 and len(sentences) > 1
        for place, original in enumerate(sentences):
            words = original.rstrip(".")
            exact = self.rng.random() > 0.15 or len(words.split()) < 12
            printed = words if exact else _drop_word(words, self.rng)
            words_in = self._quotation(printed, publication, place)
            if running and place < 2:  # one quotation over two paragraphs
                name = publication.inspectors[0] if publication.inspectors else "The report"
                words_in = f"{name} wrote: “{printed}." if place == 0 else f"“{printed}.”"
            blocks.append(Block(text=words_in))
            quotations.append(
                Quotation(publication=publication.key, printed=printed, original=words, exact=exact)
            )
        return blocks, quotations

    def _quotation(self, words: str, publication: Publication, place: int) -> str:
        paper = "letter" if publication.kind == "focused_visit" else "report"
        name = publication.inspectors[0] if publication.inspectors else f"The {paper}"
        forms = (
            f"“{words},” the {paper} says.",
            f"{name} wrote: “{words}.”",
            f"The {paper} adds: “{words}.”",
            f"“{words},” inspectors noted.",
            f"Elsewhere the {paper} says: “{words}.”",
        )
        return forms[place % len(forms)]

    def _visit(self, slots: Slots, publication: Publication) -> Draft:
        quoted, quotations = self._quote(publication, self.rng.randint(3, 4))
        say = self._say
        blocks = [
            *say(slots, "visit", "lede"),
            *say(slots, "visit", "detail", 2),
            *quoted[:2],
            *say(slots, "visit", "context"),
            Block(text=self.rng.choice(_SUBHEADS), kind="subhead"),
            *say(slots, "visit", "response", 2),
            *quoted[2:],
            *say(slots, "visit", "union"),
            *say(slots, "visit", "close"),
        ]
        return (*self._head(slots, "visit"), blocks, quotations)

    def _inspection(self, slots: Slots, publication: Publication) -> Draft:
        quoted, quotations = self._quote(publication, self.rng.randint(2, 4))
        ratings = [
            Block(text=f"{label}: {grade.lower()}", kind="list_item")
            for label, grade in publication.grades
        ]
        say = self._say
        blocks = [
            *say(slots, "inspection", "lede"),
            *say(slots, "inspection", "summary"),
            *say(slots, "inspection", "listing"),
            *ratings,
            *quoted[:1],
            *say(slots, "inspection", "context", 2),
            *say(slots, "inspection", "concern"),
            *quoted[1:],
            *say(slots, "inspection", "response"),
            *say(slots, "inspection", "voice", 2),
            *say(slots, "inspection", "close"),
        ]
        return (*self._head(slots, "inspection"), blocks, quotations)

    def _send(self, slots: Slots, publication: Publication) -> Draft:
        quoted, quotations = self._quote(publication, 2)
        say = self._say
        blocks = [
            *say(slots, "send", "lede"),
            *say(slots, "send", "detail", 2),
            *quoted,
            *say(slots, "send", "response", 2),
            *say(slots, "send", "voice", 2),
            *say(slots, "send", "close"),
        ]
        return (*self._head(slots, "send"), blocks, quotations)

    def _report_card(self, slots: Slots, texts: str) -> Draft:
        say = self._say
        blocks = [
            *say(slots, texts, "lede"),
            *say(slots, texts, "detail", 2),
            *say(slots, texts, "listing"),
            *self._list(slots, texts, "areas", self.rng.randint(4, 6)),
            *say(slots, texts, "concern"),
            *say(slots, texts, "response", 2),
            *say(slots, texts, "voice", 2),
            *say(slots, texts, "close"),
        ]
        return (*self._head(slots, texts), blocks, [])

    def _home(self, slots: Slots) -> Draft:
        say = self._say
        blocks = [
            *say(slots, "home", "lede"),
            *say(slots, "home", "detail", 3),
            *say(slots, "home", "response", 2),
            *say(slots, "home", "voice", 2),
            *say(slots, "home", "close", 2),
        ]
        return (*self._head(slots, "home"), blocks, [])

    def _feature(self, slots: Slots) -> Draft:
        form = self.rng.choice(("timeline", "qa", "letter", "radio", "consult"))
        headline, _none = self._head(slots, "feature", f"{form}_")
        lines = load_texts("feature")[form]
        if form == "qa":
            lines = tuple(self.rng.sample(lines, k=7))
        in_order = [self.writer.try_line(line, slots) or "" for line in lines]
        body = [Block(text=line) for line in in_order if line]
        lede = f"{form}_lede"
        opening = self._say(slots, "feature", lede) if lede in load_texts("feature") else []
        closing = self._say(slots, "feature", "timeline_close") if form == "timeline" else []
        return headline, None, [*opening, *body, *closing], []

    def _off_topic(self, genre: str, slots: Slots) -> Draft:
        headline = self.writer.line(load_texts("offtopic")[f"{genre}_headline"], slots)
        standfirst = self.writer.line(load_texts("offtopic")["standfirst"], slots)
        lines = [self.writer.try_line(t, slots) for t in load_texts("offtopic")[genre]]
        return headline, standfirst, [Block(text=line) for line in lines if line], []


def _drop_word(words: str, rng: random.Random) -> str:
    parts = words.split()
    plain = [i for i in range(3, len(parts) - 3) if parts[i].isalpha()]
    del parts[rng.choice(plain)]
    return " ".join(parts)


def moment(day: date, rng: random.Random) -> datetime:
    """Return an aware moment of that day's working hours."""
    start = datetime.fromisoformat(f"{day.isoformat()}T06:00:00+00:00")
    return start + timedelta(minutes=rng.randint(0, 720))
