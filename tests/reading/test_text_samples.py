"""Dumps shaped like the two that users sent: a radio group's page and a trade site's.

All towns, people and stories are invented; the seeded generator varies what changes on real pages
(presenter, track, banner form, newsletter wording, weather, links, footer).
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipelines.reading import PageKind, read_text

TOWNS = ("Brackwater", "Little Senn", "Fenmarsh", "Westmere", "Harrow Lane", "Stokely", "Ardle Bay")
PAPERS = ("Chronicle", "Argosy", "Mercury", "Advertiser", "Echo", "Correspondent")
PEOPLE = ("Tia Fern", "Sam Okoro", "Jo Tansley", "Robin Hale", "Petra Vale", "Lee Garrow")
ARTISTS = ("The Lanterns", "Mo Firth", "Ida Quill & The Tides", "Paper Boats")
TRACKS = ("Slow Train Home", "Nice to Greet You", "Ten Past Nine", "Harbour Lights")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
QUOTES = (
    "“Workers know families well and see children often,” the letter says.",
    "“Managers check the work each week and know where it falls short,” it adds.",
    "“Plans are not always clear about what must change, or by when.",
    "“We welcome the letter and we will keep at it.”",
    "Ms {surname} found: “Caseloads remain too high for many workers.”",
    "She said: “Sign up to the newsletter of the parents’ group, they told us, and you will hear.”",
    "He told the {paper}: “The weather kept two schools shut during the visit.”",
)
PLAIN = (
    "Children in {town} are getting help sooner than they were a year ago, inspectors have said.",
    "The focused visit on {day} and {next} March looked at how the council responds to concerns.",
    "Inspector {person} wrote that social workers visit families often and listen to children.",
    "Two of the six teams in {town} still hold too many cases, the report of the visit says.",
    "The council said it had hired {day} new social workers since the last full inspection.",
    "However, the letter says that some children in {town} waited too long for a plan.",
)


@dataclass
class Dump:
    """A generated dump: its text, its headline, what must stay, and what must go."""

    title: str
    body: list[str] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    text: str = ""


def _clock(rng: random.Random) -> str:
    return f"{rng.randint(1, 12)}:00{rng.choice(('am', 'pm'))}"


def _banner(rng: random.Random) -> list[str]:
    who, artist, track = rng.choice(PEOPLE), rng.choice(ARTISTS), rng.choice(TRACKS)
    times = f"{rng.choice((_clock(rng), 'Midnight', 'Midday'))} - {_clock(rng)}"
    return rng.choice(
        [
            [f"On Air Now {who} {times}", f"Now Playing {artist} {track}"],
            [f"On Air Now Late Lounge {times} Playing {track} - {artist}"],
            [f"On Air Now Non Stop Hits {times} {artist} - {track} Schedule"],
            ["Listen Live", f"On Air Now {who} {times}", f"Now Playing {artist} {track}"],
            ["On Air Now", f"Now Playing {artist} {track}"],
        ]
    )


def _story(rng: random.Random, town: str, paper: str) -> list[str]:
    words = {
        "town": town,
        "paper": paper,
        "person": rng.choice(PEOPLE),
        "surname": rng.choice(PEOPLE).split()[-1],
        "day": str(rng.randint(3, 12)),
        "next": str(rng.randint(13, 27)),
    }
    middle = [line.format(**words) for line in rng.sample(PLAIN[1:] + QUOTES, rng.randint(5, 9))]
    last = f"“{town} will hire more staff, but this is a national challenge,” a spokesperson said."
    return [PLAIN[0].format(**words), *middle, last]


def _newsletter(rng: random.Random) -> list[str]:
    return rng.choice(
        [
            [
                "📰 Sign up to our newsletterÂ\xa0ðŸ“°",
                "Want to get regular round-ups of news in your local area straight to your inbox? "
                "Simply enter your email address and tick the box below.\xa0",
                "Newsletter",
            ],
            ["📰 Sign up to our newsletter", "Newsletter"],
            ["Sign up for our free daily newsletter", "Enter your email address", "Sign up"],
        ]
    )


def _tail(rng: random.Random, town: str, paper: str) -> list[str]:
    links = [
        f"Read more from the {town} {paper}",
        "Click here for more of the latest news",
        "Click here to read the latest edition of the paper online",
        "Click here to find out where you can pick up a copy of the paper",
    ]
    more = [f"More from {town} {paper}"]
    for number in range(rng.randint(1, 4)):
        more += [f"  • Bowls club {number} opens its new green to all", "    Members turned out in"]
        more[-1] += f" numbers on Saturday for match {number} on the new green behind the library."
    first = rng.randrange(7)
    weather = ["Weather"]
    for day in range(rng.randint(3, 5)):
        mark = rng.choice(("°C", " °C", "°"))
        weather += [f"  • {DAYS[(first + day) % 7]}", f"    {rng.randint(-3, 28)}{mark}"]
    return links[: rng.randint(2, 4)] + more + (weather if rng.random() < 0.9 else [])


def radio_dump(seed: int) -> Dump:
    """A page of a radio group's paper, as text."""
    rng = random.Random(seed)
    town, paper = rng.choice(TOWNS), rng.choice(PAPERS)
    dump = Dump(title=f"Inspectors find steady progress in {town} children's services")
    dump.body = _story(rng, town, paper)
    banner, letter, tail = _banner(rng), _newsletter(rng), _tail(rng, town, paper)
    dump.noise = [*banner, *letter, *tail]
    lines = [*banner, dump.title, *dump.body, *letter, *tail]
    dump.text = "\n\n".join(lines)
    return dump


def trade_dump(seed: int) -> Dump:
    """A page of a trade site: a bullet list that is body, a stray link's text, a footer."""
    rng = random.Random(seed)
    town = rng.choice(TOWNS)
    dump = Dump(title=f"Quality of work with children is too uneven in {town}, says Ofsted")
    bullets = [
        "Leaders understand their service well.",
        f"A ‘keen’ workforce in {town} is committed to children.",
        "Leadership and management: requires improvement",
        "Children’s views are heard in assessments.",
    ]
    chosen = bullets[: rng.randint(2, 4)]
    story = _story(rng, town, "Review")
    dump.body = [*story[:3], "The report highlights:", *chosen, *story[3:]]
    link = rng.choice(
        [f"Focused visit {town}", f"{town} inspection report", f"Monitoring visit letter {town}"]
    )
    footer = rng.choice(
        [
            [
                "Delivering a wide, reliable range of services to families across the country",
                "Registered Address:",
                "1 Mill Road, Anytown, Anyshire, England, AN1 2YT",
                "Tel: 01632 960123Contact Us",
            ],
            ["Registered Office: 1 Mill Road, Anytown", "Terms and Conditions", "Privacy Policy"],
            ["© 2024 Anyshire Reviews Ltd. All rights reserved", "Contact Us", "Sitemap"],
        ]
    )
    dump.noise = [link, *footer]
    list_at = dump.body.index(chosen[0])
    blocks = dump.body[:list_at]
    blocks.append("\n".join(f"  • {line}" for line in chosen))
    blocks += dump.body[list_at + len(chosen) :]
    dump.text = "\n\n".join([dump.title, *blocks, link, "\n" + "\n".join(footer)])
    return dump


def _lines(text: str) -> list[str]:
    return [line.removeprefix("• ") for line in text.split("\n") if line]


@pytest.mark.parametrize("seed", range(40))
def test_a_radio_groups_page_keeps_its_story_and_nothing_else(seed: int) -> None:
    dump = radio_dump(seed)
    reading = read_text(dump.text)
    assert reading.kind is PageKind.ARTICLE
    assert reading.title == dump.title
    assert _lines(reading.text) == dump.body


@pytest.mark.parametrize("seed", range(40))
def test_every_stray_line_of_a_radio_groups_page_is_a_removed_block(seed: int) -> None:
    dump = radio_dump(seed)
    removed = {" ".join(block.text.split()) for block in read_text(dump.text).removed}
    assert {" ".join(line.split()) for line in dump.noise} <= removed


@pytest.mark.parametrize("seed", range(40))
def test_a_trade_sites_page_keeps_its_list_and_ends_before_link_and_footer(seed: int) -> None:
    dump = trade_dump(seed)
    reading = read_text(dump.text)
    assert reading.title == dump.title
    assert _lines(reading.text) == dump.body


def test_list_items_of_the_body_keep_their_bullets() -> None:
    reading = read_text(trade_dump(3).text)
    assert "\n\n• Leaders understand their service well.\n\n" in reading.text
    assert "\n\n- Leaders understand their service well.\n\n" in reading.markdown


def test_the_rules_that_cut_a_radio_groups_page_are_named() -> None:
    kinds = {block.kind for block in read_text(radio_dump(1).text).removed}
    assert {"title", "radio", "newsletter", "related"} <= kinds


@pytest.mark.parametrize(
    "last",
    [
        "Care leavers – outstanding",
        "Leadership and management: good",
        "• Personal development: good",
        "Anyshire Council, 1 Mill Road, Anytown AN1 2YT",
        "Jo Tansley, Little Senn",
        "The report is on the Ofsted website.",
        "The inspection was on 4 March",
        "Tickets: 01632 960123",
    ],
)
def test_a_short_last_line_of_the_story_is_no_stray_link(last: str) -> None:
    dump = trade_dump(7)
    link = dump.noise[0]
    reading = read_text(dump.text.replace(link, last))
    assert _lines(reading.text) == [*dump.body, last.removeprefix("• ")]


def _seed_text(start: str) -> str:
    folder = Path(os.environ.get("WINNOW_DATA", "../shared/data")) / "seeds"
    found = sorted(folder.glob(f"{start}*.txt"))
    if not found:
        pytest.skip(f"no dump {start}*.txt in {folder}: set WINNOW_DATA to the measuring data")
    return found[0].read_text(encoding="utf-8")


def test_the_first_real_dump_is_read_without_losing_a_sentence() -> None:
    text = _seed_text("000")
    reading = read_text(text)
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    assert reading.title == lines[2]
    assert reading.text.split("\n\n") == lines[3:25]
    removed = [block.text for block in reading.removed]
    assert removed == [*lines[:3], *lines[25:]]
    assert {block.kind for block in reading.removed} == {
        "radio",
        "title",
        "newsletter",
        "related",
        "promo",
        "weather",
    }
    assert "ðŸ" not in reading.text


def test_the_second_real_dump_is_read_without_losing_a_sentence() -> None:
    text = _seed_text("003")
    reading = read_text(text)
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    assert reading.title == lines[0]
    assert reading.text.split("\n\n") == lines[1:18]
    assert sum(line.startswith("• ") for line in reading.text.split("\n\n")) == 6
    assert [block.text for block in reading.removed] == [lines[0], *lines[18:]]
