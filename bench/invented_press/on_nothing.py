"""Stories on no inspection that is held: none of them must be linked."""

from __future__ import annotations

from datetime import date, timedelta

from bench.invented_press import sentences as words
from bench.invented_press.stories import Story
from bench.invented_press.writing import Writer, capital


class OnNothing(Writer):
    """Writes them."""

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
        first = words.MONITORED.format(who=self.council(subject.name))
        said = words.MONITORED_SAID
        title = f"{subject.name}: Ofsted sees progress at monitoring visit"
        return self.no_link("monitoring visit", title, self.body(first, said), told_on)

    def annual_letter(self) -> Story:
        """The yearly talk between Ofsted and the director."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(10, 200))
        first = words.ANNUAL.format(who=self.council(subject.name))
        return self.no_link(
            "annual letter", f"{subject.name} leaders meet Ofsted", self.body(first), told_on
        )

    def school(self) -> Story:
        """A school's inspection in an authority with a fresh publication."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(0, 50))
        grade = self.dice.choice(("good", "inadequate", "outstanding", "requires improvement"))
        text = self.body(
            words.SCHOOL.format(place=subject.name, grade=grade),
            words.SCHOOL_SAID,
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
                words.TAX.format(who=capital(self.council(subject.name))),
                *self.dice.sample(words.BODY, 4),
                words.TAX_SAID,
                words.CUTS,
            )
        )
        return self.no_link("in passing", f"{subject.name} to raise council tax", text, told_on)

    def not_held(self) -> Story:
        """An inspection of an authority of which nothing is held, or years from what is held."""
        free = [name for urn, name in self.places.items() if urn not in self.held]
        name = self.dice.choice(free)
        told_on = date(self.dice.randint(2015, 2025), self.dice.randint(1, 12), 10)
        text = self.body(
            words.NOT_HELD.format(name=name),
            words.NOT_HELD_SAID,
        )
        return self.no_link("not held", f"{name} children's services rated good", text, told_on)

    def hospital(self) -> Story:
        """Another inspectorate."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(0, 60))
        text = self.body(
            words.CARE_HOME.format(place=subject.name),
            words.CARE_HOME_SAID,
        )
        return self.no_link(
            "another inspectorate", f"{subject.name} care home rated inadequate", text, told_on
        )

    def awaiting(self) -> Story:
        """A story on recruiting before any inspection."""
        subject = self.dice.choice(self.subjects)
        told_on = subject.published_on + timedelta(days=self.dice.randint(61, 300))
        text = self.body(
            words.HIRING.format(who=capital(self.council(subject.name))),
            words.HIRING_MORE,
        )
        return self.no_link("awaiting", f"{subject.name} recruits social workers", text, told_on)
