"""The rarer forms of the reports site: older and other documents, homes, colleges, an academy."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from miniweb.establishments import Establishment
from miniweb.establishments import document as plain_document
from miniweb.model import Piece, Publication
from miniweb.places import Authority, street
from miniweb.publications import Press, pair_in_words, span_in_words

FIRST_FILE = 50900100
_SIF = (
    ("1. Children who need help and protection", "Good"),
    ("2. Children looked after and achieving permanence", "Requires improvement"),
    ("2.1 Adoption performance", "Good"),
    ("2.2 Experiences and progress of care leavers", "Requires improvement"),
    ("3. Leadership, management and governance", "Good"),
)
_HOME = (
    ("Overall experiences and progress of children and young people", "Good"),
    ("How well children and young people are helped and protected", "Good"),
    ("The effectiveness of leaders and managers", "Outstanding"),
)
_SCHOOL = (
    ("Overall effectiveness", "Requires improvement"),
    ("The quality of education", "Requires improvement"),
    ("Behaviour and attitudes", "Good"),
    ("Personal development", "Good"),
    ("Leadership and management", "Requires improvement"),
)
_CARD = (
    ("Safeguarding", "Met"),
    ("Inclusion", "Expected standard"),
    ("Achievement", "Strong standard"),
)


def more_documents(seed: int, authorities: Sequence[Authority]) -> list[Publication]:
    """Return documents of every kind that an authority's timeline has had since 2009."""
    press = Press(random.Random(seed + 9090), FIRST_FILE)
    one, other = authorities
    listed_late = press.letter(one, date(2024, 2, 6))
    return [
        _monitoring(press, one),
        _single(press, one),
        _review(press, other),
        _send_letter(press, one, date(2018, 3, 5)),
        replace(
            press.letter(other, date(2019, 6, 4)),
            kind="wsoa",
            label="Written statement of action",
        ),
        replace(listed_late, listed_on=listed_late.started_on + timedelta(days=1)),
        replace(
            press.report(other, date(2022, 5, 9)),
            label="Inspection of local authority children's services",
        ),
    ]


def _monitoring(press: Press, authority: Authority) -> Publication:
    """Return a letter on a monitoring visit to an inadequate authority."""
    letter = press.letter(authority, date(2024, 11, 5))
    subject = f"{authority.name} local authority children’s services"
    dates = pair_in_words(letter.started_on, letter.ended_on)
    opening = (
        f"This letter summarises the findings of the monitoring visit to {subject} on {dates}. "
        "This was the second monitoring visit since the local authority was judged inadequate in "
        f"May 2023. His Majesty’s Inspectors for this visit were {letter.inspectors[0]} and "
        f"{letter.inspectors[1]}."
    )
    pieces = tuple(
        replace(piece, text=f"Monitoring visit to {subject}")
        if piece.style == "letter title"
        else replace(piece, text=opening)
        if piece.text.startswith("This letter summarises")
        else replace(piece, text=piece.text.replace("focused visit", "monitoring visit"))
        for piece in letter.pieces
    )
    return replace(
        letter,
        kind="monitoring_visit",
        label="Children's services monitoring visit",
        title=f"Monitoring visit to {subject}",
        pieces=pieces,
    )


def _single(press: Press, authority: Authority) -> Publication:
    """Return a single inspection of 2014 with its five rows."""
    base = press.report(authority, date(2014, 6, 3))
    published = date(2014, 8, 1)
    title = (
        f"{authority.council}\nInspection of services for children in need of help and protection, "
        "children looked after and care leavers"
    )
    dates = span_in_words(base.started_on, base.ended_on)
    pieces = (
        Piece(style="title", text=title),
        Piece(style="fact", text=f"Inspection date: {dates}"),
        Piece(style="fact", text=f"Report published: {published.day} {published:%B %Y}"),
        Piece(
            style="paragraph",
            text=f"Children’s services in {authority.name} require improvement to be good.",
        ),
        Piece(style="table", rows=(("Judgement", "Grade"), *_SIF)),
        *(piece for piece in base.pieces[4:] if piece.style in ("paragraph", "bullet")),
    )
    return replace(
        base,
        kind="sif",
        label="Single inspection of LA children's services (as pdf)",
        title=title.replace("\n", " "),
        published_on=published,
        grades=_SIF,
        pieces=pieces,
    )


def _review(press: Press, authority: Authority) -> Publication:
    """Return an inspection of progress of 2009, which prints no day."""
    base = press.report(authority, date(2009, 6, 1))
    title = f"Joint area review {authority.name} children’s services authority area"
    pieces = (
        Piece(style="title", text=title),
        Piece(style="fact", text="Published: July 2009"),
        *base.pieces[4:],
    )
    return replace(
        base,
        kind="jar",
        label="Joint area review - progress inspection",
        title=title,
        grades=(),
        pieces=pieces,
    )


def _send_letter(press: Press, authority: Authority, started_on: date) -> Publication:
    """Return a letter on a joint local area SEND inspection that asks for a written statement."""
    base = press.letter(authority, started_on)
    ended_on = started_on + timedelta(days=4)
    title = f"Joint local area SEND inspection in {authority.name}"
    opening = (
        f"Between {span_in_words(started_on, ended_on).replace(' to ', ' and ')}, Ofsted and the "
        "Care Quality Commission (CQC) conducted a joint inspection of the local area of "
        f"{authority.name}. A written statement of action is required."
    )
    pieces = tuple(
        replace(piece, text=title)
        if piece.style == "letter title"
        else replace(piece, text=opening)
        if piece.text.startswith("This letter summarises")
        else piece
        for piece in base.pieces
        if " visit" not in piece.text or piece.style in ("letter title", "paragraph")
        if not any(words in piece.text for words in ("ILACS", "from this focused", "arrangements"))
    )
    return replace(
        base,
        kind="area_send_2016",
        label="SEND inspection",
        title=title,
        ended_on=ended_on,
        inspectors=(),
        theme=None,
        pieces=pieces,
    )


def _document(
    rng: random.Random,
    name: str,
    key: int,
    started_on: date,
    rows: tuple[tuple[str, str], ...],
    label: str,
    details: tuple[str, str] = ("School details", ""),
) -> Publication:
    """Return a document that closes with the provider's details: what they are headed, the URN."""
    made = plain_document(rng, name, key, started_on, rows, label)
    heading, urn = details
    closing = (
        Piece(style="heading", text=heading),
        Piece(style="fact", text=f"Unique reference number {urn}"),
        Piece(style="fact", text="Local authority Fellchester"),
    )
    body = tuple(piece for piece in made.pieces if piece.style != "table" or rows)
    return replace(made, pieces=(*body[:-1], *(closing if urn else ()), body[-1]))


def more_establishments(seed: int, town: str) -> list[Establishment]:
    """Return a home, a childminder, a college, and an academy with the school it was."""
    rng = random.Random(seed + 9191)

    def at(category: str, urn: str, name: str, *of: Publication, **more: object) -> Establishment:
        values: dict[str, object] = {
            "category": category,
            "urn": urn,
            "name": name,
            "town": town,
            "address": f"{street(rng)}, {town}, ZZ9 1QX",
            "rating": None,
            "publications": of,
        }
        return Establishment(**(values | more))  # type: ignore[arg-type]

    home, college, school = "Larkrise House", f"{town} College", "St Osyth’s Primary School"
    full = _document(
        rng,
        home,
        60900001,
        date(2025, 3, 4),
        _HOME,
        "Full inspection",
        ("Children’s home details", "SC480001"),
    )
    interim = _document(rng, home, 60900002, date(2025, 9, 2), (), "Interim inspection")
    before = _document(
        rng,
        school,
        60900005,
        date(2019, 5, 7),
        _SCHOOL,
        "School inspection",
        ("School details", "100901"),
    )
    card = _document(
        rng,
        school,
        60900006,
        date(2026, 9, 8),
        _CARD,
        "Full inspection",
        ("School details", "148001"),
    )
    letter = _document(rng, school, 60900007, date(2024, 9, 1), (), "Academy conversion letter")
    return [
        at("2", "SC480001", home, interim, full),
        at(
            "17",
            "EY480002",
            "Childminder",
            _document(
                rng, "a childminder", 60900003, date(2024, 2, 6), _SCHOOL[:1], "Full inspection"
            ),
        ),
        at(
            "39",
            "130999",
            college,
            _document(
                rng,
                college,
                60900004,
                date(2024, 10, 1),
                _SCHOOL,
                "Inspection report",
                ("Provider details", "130999"),
            ),
        ),
        at(
            "21",
            "148001",
            school,
            replace(card, kind="report_card", from_night=2),
            replace(letter, kind="conversion"),
            rating="Requires improvement",
            before=("/provider/21/100901", "St Osyth’s School"),
        ),
        at(
            "21",
            "100901",
            "St Osyth’s School",
            before,
            events=((date(2024, 8, 31), "Closed"),),
            is_closed=True,
        ),
    ]
