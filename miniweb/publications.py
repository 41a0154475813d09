"""Invented documents of the inspectorate: their facts, their text and what may be quoted.

The forms follow the documents of 2018-26: three tables of judgements, letters of both reigns.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from miniweb.grammar import Writer, load_texts, word_list
from miniweb.model import Piece, Publication
from miniweb.places import Authority, person, surname

_LEADERS = "The impact of leaders on social work practice with children and families"
_LEADERS_2026 = "The impact of leaders on practice with children and families"
_HELP = "The experiences and progress of children who need help and protection"
_CARE_BOTH = "The experiences and progress of children in care and care leavers"
_CARE = "The experiences and progress of children in care"
_LEAVERS = "The experiences and progress of care leavers"
_OVERALL = "Overall effectiveness"
_FIVE_ROWS_FROM = date(2023, 1, 1)
_NO_OVERALL_FROM = date(2026, 4, 1)
_KING_FROM = date(2022, 9, 9)
_GRADES = ("Outstanding", "Good", "Good", "Requires improvement to be good", "Inadequate")
_SERVICES = word_list("services")
_BOARDS = ("improvement board", "corporate parenting panel", "safeguarding partnership")
_CLOSING = (
    "Ofsted will take the findings from this focused visit into account when planning the next "
    "inspection or visit."
)


def his_or_her(day: date) -> str:
    """Return whose inspectors they were on that day."""
    return "His Majesty’s" if day >= _KING_FROM else "Her Majesty’s"


def span_in_words(first: date, last: date) -> str:
    """Return a printed range: `9 to 20 March 2026`, or `30 March to 10 April 2026`."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def pair_in_words(first: date, last: date) -> str:
    """Return two days as letters print them: `21 and 22 September 2022`."""
    if first.month == last.month:
        return f"{first.day} and {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B} and {last.day} {last:%B %Y}"


def judgement_rows(started_on: date, grades: list[str]) -> tuple[tuple[str, str], ...]:
    """Return label and grade as a report that began on that day prints them."""
    if started_on >= _NO_OVERALL_FROM:
        labels: tuple[str, ...] = (_LEADERS_2026, _HELP, _CARE, _LEAVERS)
    elif started_on >= _FIVE_ROWS_FROM:
        labels = (_LEADERS, _HELP, _CARE, _LEAVERS, _OVERALL)
    else:
        labels = (_LEADERS, _HELP, _CARE_BOTH, _OVERALL)
    return tuple(zip(labels, grades, strict=False))


@dataclass
class Press:
    """Writes publications; one per web, so that no two documents share a sentence."""

    rng: random.Random
    next_file: int = 50300100

    def __post_init__(self) -> None:
        self.writer = Writer(self.rng)
        self.pools = load_texts("findings")

    def _key(self) -> str:
        self.next_file += self.rng.randint(3, 40)
        return str(self.next_file)

    def _slots(self, authority: Authority) -> dict[str, str]:
        team = self.rng.choice(("north locality team", "assessment team", "through-care team"))
        return {
            "name": authority.name,
            "team": f"{authority.name} {team}",
            "service": f"‘{authority.name} {self.rng.choice(_SERVICES)}’",
            "board": f"{authority.name} {self.rng.choice(_BOARDS)}",
            "council_group": f"{authority.name} children in care council",
        }

    def _say(self, authority: Authority, pool: str, count: int) -> list[str]:
        slots = self._slots(authority)
        lines = self.writer.lines(self.pools[pool], slots, count)
        return [line.replace("'", "’") for line in lines]

    def _paragraphs(self, authority: Authority, pool: str, count: int) -> list[str]:
        said = self._say(authority, pool, count * 2)
        return [" ".join(said[i : i + 2]) for i in range(0, len(said), 2)]

    def report(self, authority: Authority, started_on: date) -> Publication:
        """Return a full inspection in the table style of its first day."""
        ended_on = started_on + timedelta(days=11)
        king = his_or_her(started_on)
        grade = self.rng.choice(_GRADES)
        rows = judgement_rows(started_on, [*self.rng.choices(_GRADES, k=3), grade, grade])
        if _OVERALL in dict(rows):
            rows = (*rows[:-1], (_OVERALL, grade))
        old = started_on.year < 2021
        lead = person(self.rng)
        title = (
            f"{authority.council}\nInspection of children’s social care services"
            if old
            else f"Inspection of {authority.name} local authority children’s services"
        )
        dates = span_in_words(started_on, ended_on)
        summary = self._paragraphs(authority, "summary", 3)
        improve = self._say(authority, "improvement", 4)
        body: list[Piece] = [
            Piece(style="title", text=title),
            Piece(style="fact", text=f"Inspection dates: {dates}"),
            Piece(
                style="fact",
                text=f"Lead inspector: {lead}{chr(10) if old else ', '}{king} Inspector",
            ),
            Piece(style="table", rows=(("Judgement", "Grade"), *rows)),
            *(Piece(style="paragraph", text=text) for text in summary),
            Piece(style="heading", text="What needs to improve" + ("" if old else "?")),
            *(Piece(style="bullet", text=text) for text in improve),
        ]
        sections = {_HELP: "protection", _CARE: "care", _CARE_BOTH: "care", _LEAVERS: "leavers"}
        sections |= {_LEADERS: "leaders", _LEADERS_2026: "leaders"}
        quotable = [sentence for text in summary for sentence in _sentences(text)]
        number = 0
        for label, printed in (*rows[1:], rows[0]):
            if label not in sections:
                continue
            body.append(Piece(style="heading", text=f"{label}: {printed.lower()}"))
            for text in self._paragraphs(authority, sections[label], 3):
                number += 1
                body.append(Piece(style=f"numbered {number}", text=text))
                quotable += _sentences(text)
        return Publication(
            key=self._key(),
            kind="ilacs",
            label="Children's services inspection",
            authority_urn=authority.urn,
            title=title.replace("\n", " "),
            started_on=started_on,
            ended_on=ended_on,
            published_on=ended_on + timedelta(days=self.rng.randint(38, 52)),
            inspectors=(lead,),
            dates_as_printed=dates,
            grades=rows,
            improvements=tuple(improve),
            quotable=tuple(quotable),
            pieces=(*body, Piece(style="about", text="This report")),
        )

    def letter(
        self, authority: Authority, started_on: date, *, priority: bool = False
    ) -> Publication:
        """Return a focused-visit letter of the period of its first day."""
        ended_on = started_on + timedelta(days=1)
        published_on = ended_on + timedelta(days=self.rng.randint(27, 36))
        king = his_or_her(published_on)
        first, second = person(self.rng), person(self.rng)
        theme = self.rng.choice(self.pools["theme"])
        dates = pair_in_words(started_on, ended_on)
        old = started_on.year < 2020
        subject = (
            f"{authority.council} children’s services"
            if old
            else f"{authority.name} local authority children’s services"
        )
        inspectors = (
            f"The inspectors were {first}, HMI, and {second}, HMI."
            if old
            else f"{king} Inspectors for this visit were {first} and {second}."
        )
        looked = "Inspectors evaluated" if old else "Inspectors looked at"
        method = (
            "Inspectors considered a range of evidence, including discussions with social workers, "
            "managers and parents, and children’s case records."
            if old
            else "This visit was carried out in line with the inspection of local authority "
            "children’s services (ILACS) framework."
        )
        summary = self._paragraphs(authority, "summary", 2)
        improve = self._say(authority, "improvement", 3)
        urgent = self._say(authority, "priority", 1) if priority else []
        findings = [
            *self._paragraphs(authority, "protection", 4),
            *self._paragraphs(authority, "leaders", 3),
        ]
        heading = "What needs to improve in this area of social work practice"
        pieces = [
            Piece(style="date", text=f"{published_on.day} {published_on:%B %Y}"),
            *_address(authority),
            Piece(style="paragraph", text=f"Dear {authority.director.split()[0]}"),
            Piece(style="letter title", text=f"Focused visit to {subject}"),
            Piece(
                style="paragraph",
                text=f"This letter summarises the findings of "
                f"{'a' if old else 'the'} focused visit to {subject} on {dates}. {inspectors}",
            ),
            Piece(
                style="paragraph", text=f"{looked} the local authority’s arrangements for {theme}."
            ),
            Piece(style="paragraph", text=method),
            Piece(style="heading", text="Overview" if old else "Headline findings"),
            *(Piece(style="paragraph", text=text) for text in summary),
            *([Piece(style="heading", text="Areas for priority action")] if urgent else []),
            *(Piece(style="bullet", text=text) for text in urgent),
            Piece(style="heading", text=heading + ("" if old else "?")),
            *(Piece(style="bullet", text=text) for text in improve),
            Piece(style="heading", text="Findings" if old else "Main findings"),
            *(Piece(style="bullet" if old else "paragraph", text=text) for text in findings),
            Piece(style="paragraph", text=_CLOSING),
            Piece(style="paragraph", text="Yours sincerely"),
            Piece(style="paragraph", text=f"{first}\n{king} Inspector"),
        ]
        return Publication(
            key=self._key(),
            kind="focused_visit",
            label="Children's services focused visit",
            authority_urn=authority.urn,
            title=f"Focused visit to {subject}",
            started_on=started_on,
            ended_on=ended_on,
            published_on=published_on,
            inspectors=(first, second),
            dates_as_printed=dates,
            theme=f"{looked} the local authority’s arrangements for {theme}.",
            improvements=tuple(improve),
            priority_actions=tuple(urgent),
            quotable=tuple(s for text in (*summary, *findings) for s in _sentences(text)),
            pieces=tuple(pieces),
        )

    def joint_letter(self, authority: Authority, started_on: date) -> Publication:
        """Return a joint targeted area inspection letter."""
        ended_on = started_on + timedelta(days=4)
        published_on = ended_on + timedelta(days=45)
        dates = span_in_words(started_on, ended_on)
        name = authority.name
        summary = self._paragraphs(authority, "summary", 2)
        improve = self._say(authority, "improvement", 3)
        findings = self._paragraphs(authority, "protection", 5)
        pieces = [
            Piece(style="date", text=f"{published_on.day} {published_on:%B %Y}"),
            Piece(
                style="address",
                text=f"{authority.director}, Director of Children’s Services, {authority.council}",
            ),
            Piece(style="address", text=f"{person(self.rng)}, {name} Integrated Care Board (ICB)"),
            Piece(style="address", text=f"{person(self.rng)}, Chief Constable, {name}shire Police"),
            Piece(style="paragraph", text=f"Dear {name} Safeguarding Partnership"),
            Piece(style="letter title", text=f"Joint targeted area inspection of {name}"),
            Piece(
                style="paragraph",
                text="This letter summarises the findings of the joint targeted area inspection "
                "(JTAI) of the multi-agency response to children and families who need help in "
                f"{name}.",
            ),
            Piece(
                style="paragraph",
                text=f"This inspection took place from {dates}. It was carried out by inspectors "
                "from Ofsted, the Care Quality Commission (CQC) and His Majesty’s Inspectorate of "
                "Constabulary and Fire & Rescue Services (HMICFRS).",
            ),
            Piece(style="heading", text="Headline findings"),
            *(Piece(style="paragraph", text=text) for text in summary),
            Piece(style="heading", text="What needs to improve?"),
            *(Piece(style="bullet", text=text) for text in improve),
            Piece(style="heading", text="Main findings"),
            *(Piece(style="paragraph", text=text) for text in findings),
            Piece(style="heading", text="Next steps"),
            Piece(
                style="paragraph",
                text="We have determined that the local authority is the principal authority and "
                "should prepare a written statement of proposed action responding to the findings "
                "outlined in this letter.",
            ),
            Piece(style="paragraph", text="Yours sincerely"),
            Piece(
                style="paragraph",
                text=f"{person(self.rng)}\nNational Director Regulation and Social Care, Ofsted",
            ),
        ]
        return Publication(
            key=self._key(),
            kind="jtai",
            label="Joint area child protection inspection",
            authority_urn=authority.urn,
            title=f"Joint targeted area inspection of {name}",
            started_on=started_on,
            ended_on=ended_on,
            published_on=published_on,
            inspectors=(),
            dates_as_printed=dates,
            theme="children and families who need help",
            improvements=tuple(improve),
            quotable=tuple(s for text in (*summary, *findings) for s in _sentences(text)),
            pieces=tuple(pieces),
        )

    def area_send(self, authority: Authority, started_on: date) -> Publication:
        """Return an area SEND report of 2023 or later."""
        ended_on = started_on + timedelta(days=4)
        dates = span_in_words(started_on, ended_on)
        name = authority.name
        outcome = (
            "The local area partnership’s arrangements lead to inconsistent experiences and "
            "outcomes for children and young people with special educational needs and/or "
            "disabilities (SEND). The local area partnership must work jointly to make "
            "improvements."
        )
        lead, second = person(self.rng), person(self.rng)
        findings = self._paragraphs(authority, "protection", 4)
        better = self._say(authority, "improvement", 3)
        areas = self._say(authority, "area improvement", 2)
        pieces = [
            Piece(style="fact", text="Local area partnership report"),
            Piece(style="title", text=f"Area SEND inspection of {name}\nLocal Area Partnership"),
            Piece(style="fact", text=f"Inspection dates: {dates}"),
            Piece(style="fact", text="Date of previous inspection: 11 June 2018"),
            Piece(style="heading", text="Inspection outcome"),
            Piece(style="paragraph", text=outcome),
            Piece(style="heading", text="Information about the local area partnership"),
            Piece(
                style="paragraph",
                text=f"{authority.council} and the NHS {name} Integrated Care Board (ICB) are "
                "responsible for planning and commissioning services to meet the needs of children "
                f"and young people with SEND in {name}.",
            ),
            Piece(
                style="heading",
                text="What is it like to be a child or young person with SEND in this area?",
            ),
            *(Piece(style="paragraph", text=text) for text in findings),
            Piece(style="heading", text="What does the area partnership need to do better?"),
            *(Piece(style="bullet", text=text) for text in better),
            Piece(style="heading", text="Areas for improvement"),
            *(Piece(style="paragraph", text=text) for text in areas),
            Piece(style="heading", text="Inspection team"),
            Piece(
                style="grid",
                rows=(
                    ("Ofsted", "Care Quality Commission"),
                    (f"{lead}, HMI, Lead inspector", f"{second}, CQC Lead inspector"),
                ),
            ),
            Piece(style="about", text="This publication"),
        ]
        return Publication(
            key=self._key(),
            kind="area_send",
            label="Area SEND full inspection",
            authority_urn=authority.urn,
            title=f"Area SEND inspection of {name} Local Area Partnership",
            started_on=started_on,
            ended_on=ended_on,
            published_on=ended_on + timedelta(days=60),
            inspectors=(lead, second),
            dates_as_printed=dates,
            send_outcome="inconsistent experiences and outcomes",
            improvements=tuple(areas),
            quotable=tuple(s for text in findings for s in _sentences(text)),
            pieces=tuple(pieces),
        )

    def republished(self, publication: Publication, night: int) -> Publication:
        """Return the same document under a new file id, with one sentence corrected."""
        last = publication.improvements[-1]
        mended = last[:-1] + ", as corrected after publication."
        pieces = tuple(
            replace(piece, text=mended) if piece.text == last else piece
            for piece in publication.pieces
        )
        return replace(
            publication,
            key=self._key(),
            pieces=pieces,
            improvements=(*publication.improvements[:-1], mended),
            from_night=night,
            replaces=publication.key,
        )

    def survey(self, authority: Authority, started_on: date) -> Publication:
        """Return a letter under a label that no list of labels has."""
        return replace(
            self.letter(authority, started_on),
            kind="survey",
            label="Thematic learning visit: kinship carers",
        )


def _address(authority: Authority) -> list[Piece]:
    lines = (
        authority.director,
        "Director of Children’s Services",
        authority.council,
        authority.building,
        authority.name,
        authority.postcode,
    )
    return [Piece(style="address", text=line) for line in lines]


def _sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph that are fit to be quoted (no quotation inside)."""
    parts = [part.rstrip(".") + "." for part in text.split(". ") if part]
    return [part for part in parts if "“" not in part and len(part.split()) >= 8]


def inspector_surname(publication: Publication) -> str:
    """Return the first inspector's surname."""
    return surname(publication.inspectors[0])
