"""Invented news about real publications, for measuring. Every sentence of a reporter is ours.

Only the quotations are not: they are cut from the publications at run time (Crown copyright, Open
Government Licence v3.0). docs/linking.md tells the recipe.
"""

from __future__ import annotations

import random
import re
from calendar import month_name
from dataclasses import dataclass, field
from datetime import date, timedelta

MONTHS = tuple(month_name)[1:]
WORDS_PUT_IN = ("really", "also", "very", "clearly", "now", "still", "largely", "often")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
NOT_QUOTED = re.compile(r"@|www|Ofsted|\bHMI\b|\d{3}|Yours|[\ue000-\uf8ff]|^\W|inspected|visit")

TITLES = {
    "ILACS": "Ofsted verdict on {name} children's services is published",
    "SIF": "Ofsted verdict on {name} children's services is published",
    "ILACS-FV": "Inspectors return to look at children's social care in {name}",
    "JTAI": "Agencies in {name} told how well they work together for children",
    "AREASEND": "Report on support for SEND pupils in {name} is out",
    "JAR": "Progress of children's services in {name} is reviewed",
}
KINDS = {
    "ILACS": ("an inspection of children's services", "a full inspection of its social care teams"),
    "SIF": (
        "an inspection of children's services",
        "a review of services for looked after children",
    ),
    "ILACS-FV": ("a focused visit to children's services", "a focused visit by two inspectors"),
    "JTAI": ("a joint targeted area inspection", "a joint targeted area inspection (JTAI)"),
    "AREASEND": (
        "an inspection of support for special educational needs and disabilities (SEND)",
        "an area SEND inspection",
    ),
    "JAR": ("a review of its children's services", "a progress review of children's services"),
}
GRADE_WORDS = {
    "outstanding": "outstanding",
    "good": "good",
    "requires_improvement": "requires improvement",
    "inadequate": "inadequate",
    "adequate": "adequate",
}
OPENINGS = (
    "{who} has been told what Ofsted thinks of it after {kind}.",
    "Ofsted has set out its findings on {who} after {kind}.",
    "The findings of {kind} at {who} were made public by Ofsted.",
    "Social workers at {who} know where they stand after {kind}, Ofsted's report shows.",
)
LEAD_INS = (
    "The report says: {q}",
    "Inspectors wrote: {q}",
    "In their words, {q}",
    "The letter to the director goes on: {q}",
    "On the work of front-line teams they found: {q}",
    "It adds: {q}",
)
BODY = (
    "Councillors will discuss the findings when they next meet at the town hall.",
    "The director thanked staff for the way they had opened their case files.",
    "Opposition members have asked for a plan with dates and names in it.",
    "Foster carers we spoke to said that they had heard little so far.",
    "A plan will be sent to the government within the usual time.",
    "The cabinet member said that families would see the difference by next year.",
    "Recruiting experienced staff has been hard across the whole region.",
    "The authority spends about a third of its budget on these services.",
)
SPOKEN = (
    "“We know there is more to do and we will not rest until every family gets the help it "
    "needs,” said Coun Ida Fenwright, who leads on young people.",
    "“Our staff come in every day wanting to do right by children, and I am proud of each of "
    "them,” Coun Tom Barleymow said.",
    "A spokeswoman said: “We welcome what was said and have begun to put it into practice "
    "already.”",
)
ROUND_UP = "Ofsted has published its reports on {n} councils and their work for children."
IN_TOWN = (
    "Families in {town} will want to read what Ofsted says about the council's care for children."
)
MONITORED = "A monitoring visit to {who} found that children's services make progress, Ofsted says."
MONITORED_SAID = (
    "Inspectors wrote: “Since the last visit the pace of change has picked up and managers "
    "know their teams.”"
)
ANNUAL = "Leaders of {who} had their annual conversation with Ofsted about children's services."
SCHOOL = (
    "Pupils at Harrowgate Lane Primary School in {place} are celebrating after Ofsted "
    "inspectors rated it ‘{grade}’."
)
SCHOOL_SAID = (
    "Inspectors wrote: “Pupils are proud of their school and behave well in lessons and at play.”"
)
TAX = "{who} will raise council tax by the most it may, councillors agreed."
TAX_SAID = (
    "Coun Ida Fenwright said: “Nobody came into local politics to close libraries, but the "
    "sums have to add up.”"
)
CUTS = (
    "Roads, parks and waste collection will all be cut back from April under the proposals, "
    "with the savings going to care for adults and to children's services, which were looked "
    "at by Ofsted."
)
NOT_HELD = "Ofsted has rated children's services at {name} Council as good after a full inspection."
NOT_HELD_SAID = (
    "The report says: “Children are seen often and alone, and their wishes shape the plans "
    "made for them.”"
)
CARE_HOME = "A care home in {place} has been rated inadequate by the Care Quality Commission."
CARE_HOME_SAID = (
    "Inspectors wrote: “Medicines were not always given at the time at which they were needed.”"
)
HIRING = "{who} wants to hire forty social workers before Ofsted inspectors call again."
HIRING_MORE = (
    "The posts will be advertised in spring, and agency staff will leave as they are filled."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A publication as the generator uses it. report: its id in the bench's database."""

    report: int
    urn: str
    name: str
    framework: str
    published_on: date
    started_on: date | None
    ended_on: date | None
    inspectors: tuple[str, ...]
    grades: dict[str, str]
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """An invented news report and the publications it is truly about."""

    kind: str
    title: str
    text: str
    told_on: date | None
    truth: frozenset[int]
    quotations: int = 0
    areas: tuple[str, ...] = field(default=())


def capital(words: str) -> str:
    """Return the words as a sentence begins with them."""
    return words[0].upper() + words[1:]


def quotable(paragraphs: list[str]) -> list[str]:
    """Return the sentences of a publication that a reporter might quote."""
    return [
        sentence.strip()
        for paragraph in paragraphs
        for sentence in SENTENCE.split(paragraph)
        if 8 <= len(sentence.split()) <= 40
        and sentence.strip().endswith(".")
        and not NOT_QUOTED.search(sentence)
    ]


class Reporter:
    """Invents stories about subjects. One seed gives the same stories every time."""

    def __init__(self, seed: int, subjects: list[Subject], places: dict[str, str]) -> None:
        self.dice = random.Random(seed)
        self.subjects = [s for s in subjects if len(s.sentences) >= 8]
        self.held = {s.urn for s in subjects}
        self.places = places  # URN → name of every authority

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
        filler = [*self.dice.sample(BODY, 3), self.dice.choice(SPOKEN)]
        rest = [p for p in needed[1:] if p] + filler
        self.dice.shuffle(rest)
        return "\n\n".join([needed[0], *rest])

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

    def negative(self) -> Story:
        """A story on no inspection that is held."""
        return self.dice.choice(
            (
                self.monitoring_visit,
                self.annual_letter,
                self.school,
                self.in_passing,
                self.not_held,
                self.hospital,
                self.awaiting,
            )
        )()

    def no_link(self, kind: str, title: str, text: str, told_on: date) -> Story:
        """Return a story that must not be linked."""
        return Story(
            kind=f"negative: {kind}", title=title, text=text, told_on=told_on, truth=frozenset()
        )

    def monitoring_visit(self) -> Story:
        """A monitoring visit, whose letter is not held, soon after a publication that is."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(20, 300))
        first = MONITORED.format(who=self.council(subject.name))
        said = MONITORED_SAID
        title = f"{subject.name}: Ofsted sees progress at monitoring visit"
        return self.no_link("monitoring visit", title, self.body(first, said), told_on)

    def annual_letter(self) -> Story:
        """The yearly talk between Ofsted and the director."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(10, 200))
        first = ANNUAL.format(who=self.council(subject.name))
        return self.no_link(
            "annual letter", f"{subject.name} leaders meet Ofsted", self.body(first), told_on
        )

    def school(self) -> Story:
        """A school's inspection in an authority with a fresh publication."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(0, 50))
        grade = self.dice.choice(("good", "inadequate", "outstanding", "requires improvement"))
        text = self.body(
            SCHOOL.format(place=subject.name, grade=grade),
            SCHOOL_SAID,
            "The headteacher said that the whole school had worked for this day.",
        )
        return self.no_link(
            "school", f"{subject.name} school rated {grade} by Ofsted", text, told_on
        )

    def in_passing(self) -> Story:
        """A budget story that mentions an inspection in a late paragraph."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(0, 60))
        text = "\n\n".join(
            (
                TAX.format(who=capital(self.council(subject.name))),
                *self.dice.sample(BODY, 4),
                TAX_SAID,
                CUTS,
            )
        )
        return self.no_link("in passing", f"{subject.name} to raise council tax", text, told_on)

    def not_held(self) -> Story:
        """An inspection of an authority of which nothing is held, or years from what is held."""
        free = [name for urn, name in self.places.items() if urn not in self.held]
        name = self.dice.choice(free)
        told_on = date(self.dice.randint(2015, 2025), self.dice.randint(1, 12), 10)
        text = self.body(
            NOT_HELD.format(name=name),
            NOT_HELD_SAID,
        )
        return self.no_link("not held", f"{name} children's services rated good", text, told_on)

    def hospital(self) -> Story:
        """Another inspectorate."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(0, 60))
        text = self.body(
            CARE_HOME.format(place=subject.name),
            CARE_HOME_SAID,
        )
        return self.no_link(
            "another inspectorate", f"{subject.name} care home rated inadequate", text, told_on
        )

    def awaiting(self) -> Story:
        """A story on recruiting before any inspection."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(61, 300))
        text = self.body(
            HIRING.format(who=capital(self.council(subject.name))),
            HIRING_MORE,
        )
        return self.no_link("awaiting", f"{subject.name} recruits social workers", text, told_on)
