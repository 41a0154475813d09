"""The invented reporter at work: sentences chosen, quotations cut, misquoted and gapped."""

from __future__ import annotations

import random
from calendar import month_name
from datetime import date, timedelta

from bench.invented_press.sentences import ASIDES, BODY, KINDS, LEAD_INS, OPENINGS, SPOKEN, TITLES
from bench.invented_press.stories import Subject

MONTHS = tuple(month_name)[1:]
WORDS_PUT_IN = ("really", "also", "very", "clearly", "now", "still", "largely", "often")


def capital(words: str) -> str:
    """Return the words as a sentence begins with them."""
    return words[0].upper() + words[1:]


class Writer:
    """Chooses among subjects and words by one seed."""

    def __init__(self, seed: int, subjects: list[Subject], places: dict[str, str]) -> None:
        self.dice = random.Random(seed)
        self.subjects = [s for s in subjects if len(s.sentences) >= 8]
        self.held = {s.urn for s in subjects}
        self.places = places  # URN → name of every authority

    def quote(self, sentence: str) -> str:
        """Return a sentence as a newspaper prints it: cut, misquoted in 15, gapped in 15 of 100."""
        words = sentence.rstrip(".").split()
        if len(words) > 24 or self.dice.random() < 0.3:
            length = self.dice.randint(7, min(20, len(words)))
            start = self.dice.randint(0, len(words) - length)
            words = words[start : start + length]
        chance = self.dice.random()
        if chance < 0.15:
            self.misquote(words)
        elif chance < 0.30 and len(words) >= 12:
            at = self.dice.randint(4, len(words) - 7)
            words[at : at + self.dice.randint(1, 3)] = [self.dice.choice(("…", "...", "[...]"))]
        marks = self.dice.choice((("“", "”"), ('"', '"'), ("“", "”"), ("‘", "’")))
        text = " ".join(words)
        if marks[0] == "‘":
            text = text.replace("‘", "").replace("’", "'")
        return f"{marks[0]}{text.replace(chr(34), '')}{marks[1]}"

    def misquote(self, words: list[str]) -> None:
        """Drop a word, put one in, or swap one, once or twice."""
        for _ in range(self.dice.randint(1, 2)):
            at = self.dice.randrange(1, len(words) - 1)
            what = self.dice.random()
            if what < 0.4:
                del words[at]
            elif what < 0.8:
                words.insert(at, self.dice.choice(WORDS_PUT_IN))
            else:
                words[at] = self.dice.choice(("the", "their", "these", "all"))

    def quotes(self, subject: Subject, count: int) -> list[str]:
        """Return so many paragraphs that quote a publication."""
        chosen = self.dice.sample(subject.sentences, min(count, len(subject.sentences)))
        return [self.dice.choice(LEAD_INS).format(q=self.quote(s)) + "." for s in chosen]

    def council(self, name: str) -> str:
        """Return an authority as a reporter calls it."""
        return self.dice.choice(
            (f"{name} Council", f"{name}", f"{name} council", f"{name}'s council")
        )

    def visit(self, subject: Subject, told_on: date) -> str:
        """Return when the inspectors came, as a reporter says it; often nothing."""
        if not subject.started_on or not subject.ended_on or self.dice.random() < 0.45:
            return ""
        a, b = subject.started_on, subject.ended_on
        month, year = MONTHS[a.month - 1], a.year
        days = (
            f"{a.day} and {b.day} {MONTHS[b.month - 1]}"
            if (b - a).days == 1 and a.month == b.month
            else f"{a.day} {month} to {b.day} {MONTHS[b.month - 1]}"
        )
        old = (told_on - a).days > 300
        forms = [
            f"between {a.day} {month} and {b.day} {MONTHS[b.month - 1]} {b.year}",
            f"in {month} {year}",
        ]
        if not old:
            forms += [
                f"on {days}",
                f"in {month}",
                f"from {month} {a.day} to {MONTHS[b.month - 1]} {b.day}",
            ]
        return f"Inspectors visited {self.dice.choice(forms)}."

    def told(self, subject: Subject) -> date:
        """Return when a story on a publication appears: mostly soon, now and then much later."""
        late = self.dice.random()
        days = self.dice.randint(0, 45) if late < 0.92 else self.dice.randint(60, 380)
        return subject.published_on + timedelta(days=days)

    def body(self, *needed: str) -> str:
        """Return the paragraphs with a few of our own between them."""
        filler = [*self.dice.sample(BODY, 3), self.dice.choice(SPOKEN), *self.aside()]
        rest = [p for p in needed[1:] if p] + filler
        self.dice.shuffle(rest)
        return "\n\n".join([needed[0], *rest])

    def aside(self) -> list[str]:
        """Return, in one story of four, a sentence with the name of some other authority."""
        if self.dice.random() > 0.25:
            return []
        name = self.dice.choice(self.subjects).name
        grade = self.dice.choice(("good", "inadequate", "outstanding"))
        return [self.dice.choice(ASIDES).format(name=name, grade=grade)]

    def opening(self, subject: Subject, name: str | None = None) -> str:
        """Return the first paragraph."""
        who = self.council(name or subject.name)
        kind = self.dice.choice(KINDS.get(subject.framework, KINDS["ILACS"]))
        return self.dice.choice(OPENINGS).format(who=capital(who), kind=kind)

    def title(self, subject: Subject, name: str | None = None) -> str:
        """Return a headline; one in three names nobody."""
        if self.dice.random() < 0.33:
            return "Ofsted tells council where it must do better for children"
        return TITLES.get(subject.framework, TITLES["ILACS"]).format(name=name or subject.name)
