"""Stories on one publication, on two, and on several authorities."""

from __future__ import annotations

from datetime import date, timedelta

from bench.invented_press.on_nothing import OnNothing
from bench.invented_press.sentences import BODY, GRADE_WORDS, IN_TOWN, KINDS, ROUND_UP
from bench.invented_press.stories import Story, Subject
from bench.invented_press.writing import MONTHS


class Reporter(OnNothing):
    """Invents stories about subjects. One seed gives the same stories every time."""

    def stories(self, count: int) -> list[Story]:
        """Return so many stories, of every kind its share."""
        shares = (
            ("plain", self.plain, 0.36),
            ("facts only", self.facts_only, 0.08),
            ("two reports", self.two_reports, 0.10),
            ("round-up", self.round_up, 0.07),
            ("dates disagree", self.dates_disagree, 0.06),
            ("misspelt", self.misspelt, 0.06),
            ("town for county", self.town_for_county, 0.05),
            ("negative", self.negative, 0.22),
        )
        made = [make() for _, make, share in shares for _ in range(round(count * share))]
        self.dice.shuffle(made)
        return made

    def plain(self) -> Story:
        """A story on one publication that quotes it."""
        subject = self.dice.choice(self.subjects)
        told_on = self.told(subject)
        quotes = self.quotes(subject, self.dice.randint(1, 4))
        text = self.body(self.opening(subject), *quotes, self.visit(subject, told_on))
        return self.story("plain", subject, text, told_on, quotes)

    def story(
        self, kind: str, subject: Subject, text: str, told_on: date | None, quotes: list[str]
    ) -> Story:
        """Return a story on one publication."""
        return Story(
            kind=kind,
            title=self.title(subject),
            text=text,
            told_on=told_on,
            truth=frozenset({subject.report}),
            quotations=len(quotes),
        )

    def facts_only(self) -> Story:
        """A story without a quotation: visit days, or the grade soon after publication."""
        graded = [s for s in self.subjects if s.grades.get("overall_effectiveness") in GRADE_WORDS]
        subject = self.dice.choice(graded)
        told_on = subject.published_on + timedelta(days=self.dice.randint(0, 14))
        grade = GRADE_WORDS[subject.grades["overall_effectiveness"]]
        fact = f"The service was rated ‘{grade}’ overall by the watchdog."
        name = subject.name
        text = self.body(self.opening(subject, name), fact, self.visit(subject, told_on))
        return self.story("facts only", subject, text, told_on, [])

    def two_reports(self) -> Story:
        """A story on one publication that also quotes an earlier one on the same authority."""
        by_urn: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            by_urn.setdefault(subject.urn, []).append(subject)
        pairs = [sorted(v, key=lambda s: s.published_on) for v in by_urn.values() if len(v) > 1]
        history = self.dice.choice(pairs)
        at = self.dice.randrange(1, len(history))
        new, old = history[at], history[at - 1]
        told_on = new.published_on + timedelta(days=self.dice.randint(0, 30))
        quotes = self.quotes(new, 2)
        earlier = f"In an earlier report, of {old.published_on.year}, inspectors had said: "
        earlier += self.quote(self.dice.choice(old.sentences)) + "."
        text = self.body(self.opening(new), *quotes, earlier)
        story = self.story("two reports", new, text, told_on, [*quotes, earlier])
        return Story(
            kind=story.kind,
            title=story.title,
            text=text,
            told_on=told_on,
            truth=frozenset({new.report, old.report}),
            quotations=3,
        )

    def round_up(self) -> Story:
        """A national story on three to six authorities whose publications came out together."""
        first = self.dice.choice(self.subjects)
        near = [
            s
            for s in self.subjects
            if abs((s.published_on - first.published_on).days) <= 200 and s.urn != first.urn
        ]
        others = {s.urn: s for s in self.dice.sample(near, min(len(near), self.dice.randint(2, 5)))}
        chosen = [first, *others.values()]
        told_on = max(s.published_on for s in chosen) + timedelta(days=self.dice.randint(0, 10))
        paragraphs = [ROUND_UP.format(n=len(chosen))]
        for subject in chosen:
            kind = self.dice.choice(KINDS.get(subject.framework, KINDS["ILACS"]))
            quote = self.quote(self.dice.choice(subject.sentences))
            paragraphs.append(f"In {subject.name}, {kind} found: {quote}.")
        return Story(
            kind="round-up",
            title="Ofsted: what inspectors found in this month's reports on children's services",
            text="\n\n".join([*paragraphs, self.dice.choice(BODY)]),
            told_on=told_on,
            truth=frozenset(s.report for s in chosen),
            quotations=len(chosen),
        )

    def dates_disagree(self) -> Story:
        """A story whose own date or visit days do not fit the publication."""
        subject = self.dice.choice(self.subjects)
        quotes = self.quotes(subject, self.dice.randint(2, 3))
        month = self.dice.choice(MONTHS)
        wrong = f"Inspectors visited on {self.dice.randint(1, 27)} {month}."
        off = self.dice.choice((-70, -20, 500, 700))
        told_on = self.dice.choice((None, subject.published_on + timedelta(days=off)))
        text = self.body(self.opening(subject), *quotes, wrong)
        return self.story("dates disagree", subject, text, told_on, quotes)

    def misspelt(self) -> Story:
        """A story that gets the authority's name wrong by a letter, everywhere."""
        long = [s for s in self.subjects if len(s.name) > 6 and " " not in s.name]
        subject = self.dice.choice(long)
        at = self.dice.randint(2, len(subject.name) - 3)
        name = subject.name
        wrong = self.dice.choice(
            (
                name[:at] + name[at + 1 :],
                name[:at] + name[at] + name[at:],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            )
        )
        told_on = self.told(subject)
        quotes = self.quotes(subject, self.dice.randint(1, 3))
        text = self.body(self.opening(subject, f"{wrong} Council"), *quotes)
        text = text.replace("Council Council", "Council").replace("Council council", "Council")
        title = self.title(subject, wrong)
        return Story(
            kind="misspelt",
            title=title,
            text=text,
            told_on=told_on,
            truth=frozenset({subject.report}),
            quotations=len(quotes),
        )

    def town_for_county(self) -> Story:
        """A story that names a town (of no authority, or of another one) and "the council"."""
        subject = self.dice.choice(self.subjects)
        others = [name for urn, name in self.places.items() if urn != subject.urn]
        town = self.dice.choice(
            (*("Little Marlow", "Stanbridge", "Northwick") * 3, self.dice.choice(others))
        )
        told_on = self.told(subject)
        quotes = self.quotes(subject, self.dice.randint(2, 3))
        first = IN_TOWN.format(town=town)
        text = self.body(first, *quotes, self.visit(subject, told_on))
        return Story(
            kind="town for county",
            title="Ofsted publishes its findings on the council's children's services",
            text=text,
            told_on=told_on,
            truth=frozenset({subject.report}),
            quotations=len(quotes),
        )
