"""Schools and nurseries of the miniature reports site, with their documents.

A nursery shares its number with a school: only category and number together name a provider.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from miniweb.grammar import word_list
from miniweb.model import Piece, Publication
from miniweb.places import Authority, person, street
from miniweb.publications import pair_in_words

_PRIMARY, _SECONDARY, _NURSERY = "21", "23", "16"
_LABELS = {
    _PRIMARY: "Primary",
    _SECONDARY: "Secondary",
    _NURSERY: "Childcare on non-domestic",
    "2": "Children's home",
    "17": "Childminder",
    "39": "General further education college",
}
_LEVELS = {  # of the site's search, by category: first and second
    _PRIMARY: ("1", "1"),
    _SECONDARY: ("1", "2"),
    "39": ("1", "3"),
    _NURSERY: ("2", "7"),
    "17": ("2", "6"),
    "2": ("3", "8"),
}
_SCHOOL_AREAS = (
    "The quality of education",
    "Behaviour and attitudes",
    "Personal development",
    "Leadership and management",
)
_CARD_AREAS = (
    "Safeguarding",
    "Inclusion",
    "Curriculum and teaching",
    "Achievement",
    "Leadership and governance",
)
_CARD_GRADES = ("Strong standard", "Expected standard", "Needs attention")
_COUNT = 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Establishment:
    """One school, nursery, home or college. publications: newest first.

    rating: what the page prints until a report card is out. events: of the timeline, without a
    document. before: path and name of the provider it was. is_closed: no search names it.
    """

    category: str
    urn: str
    name: str
    town: str
    address: str
    rating: str | None
    publications: tuple[Publication, ...]
    events: tuple[tuple[date, str], ...] = ()
    before: tuple[str, str] | None = None
    is_closed: bool = False

    def publications_on(self, night: int) -> tuple[Publication, ...]:
        """Return what its page lists on a night."""
        return tuple(one for one in self.publications if one.from_night <= night)

    def rating_on(self, night: int) -> str | None:
        """Return the grade its page and search print on a night; a report card hides it."""
        cards = [one for one in self.publications_on(night) if one.kind == "report_card"]
        return None if cards else self.rating

    @property
    def path(self) -> str:
        """The provider page's path."""
        return f"/provider/{self.category}/{self.urn}"

    @property
    def kind(self) -> str:
        """The category as search prints it."""
        return _LABELS[self.category]

    @property
    def level_1(self) -> str:
        """The value of level_1_types that finds it: 1 education, 2 childcare, 3 social care."""
        return _LEVELS[self.category][0]

    @property
    def level_2(self) -> str:
        """The value of level_2_types that finds it."""
        return _LEVELS[self.category][1]


def build_establishments(seed: int, towns: Sequence[Authority]) -> list[Establishment]:
    """Return schools and nurseries in the papers' towns; the same seed gives the same ones."""
    rng = random.Random(seed + 4040)
    found = []
    for number in range(_COUNT):
        category = (_PRIMARY, _SECONDARY, _NURSERY)[number % 3]
        urn = str(146200 + (number // 3) * 11 + (5 if category == _SECONDARY else 0))
        saint, town = rng.choice(word_list("saints")), towns[number % len(towns)].name
        name = {
            _PRIMARY: f"St {saint}'s Primary School, {town}",
            _SECONDARY: f"{town} High School",
            _NURSERY: f"{rng.choice(word_list('nurseries'))} Nursery",
        }[category]
        rating = rng.choice(("Good", "Outstanding", "Requires improvement"))
        graded = _graded(rng, name, 60700000 + number * 10, rating)
        card = _report_card(rng, name, 60700001 + number * 10)
        recent = number % 4 == 3
        found.append(
            Establishment(
                category=category,
                urn=urn,
                name=name,
                town=town,
                address=f"{street(rng)}, {town}, ZZ9 {rng.randint(1, 9)}QX",
                rating=None if recent else rating,  # a report card hides the older grade
                publications=(card, graded) if recent else (graded,),
            )
        )
    return found


def _graded(rng: random.Random, name: str, key: int, rating: str) -> Publication:
    started_on = date(2023, 1, 10) + timedelta(days=7 * rng.randint(0, 60))
    rows = tuple((area, rng.choice(("Good", rating))) for area in _SCHOOL_AREAS)
    rows = (("Overall effectiveness", rating), *rows)
    return document(rng, name, key, started_on, rows, "School inspection")


def _report_card(rng: random.Random, name: str, key: int) -> Publication:
    started_on = date(2025, 11, 18) + timedelta(days=7 * rng.randint(0, 40))
    rows = tuple((area, rng.choice(_CARD_GRADES)) for area in _CARD_AREAS[1:])
    return document(rng, name, key, started_on, (("Safeguarding", "Met"), *rows), "Full inspection")


def document(
    rng: random.Random,
    name: str,
    key: int,
    started_on: date,
    rows: tuple[tuple[str, str], ...],
    label: str,
) -> Publication:
    ended_on = started_on + timedelta(days=1)
    lead = person(rng)
    dates = pair_in_words(started_on, ended_on)
    pupils = rng.randint(40, 900)
    return Publication(
        key=str(key),
        kind="school",
        label=label,
        authority_urn="",
        title=f"Inspection of {name}",
        started_on=started_on,
        ended_on=ended_on,
        published_on=ended_on + timedelta(days=35),
        inspectors=(lead,),
        dates_as_printed=dates,
        grades=rows,
        pieces=(
            Piece(style="title", text=f"Inspection of {name}"),
            Piece(style="fact", text=f"Inspection dates: {dates}"),
            Piece(style="table", rows=(("Judgement", "Grade"), *rows)),
            Piece(style="heading", text="What is it like to attend this school?"),
            Piece(
                style="paragraph",
                text=f"The {pupils} children here are greeted by name. They say that adults "
                "listen, and that lessons make them think.",
            ),
            Piece(style="heading", text="Inspection team"),
            Piece(style="paragraph", text=f"{lead}, lead inspector His Majesty’s Inspector"),
            Piece(style="about", text="This report"),
        ),
    )
