"""What the inspectorate has published: one history per authority, and what changes overnight."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from miniweb.model import Publication
from miniweb.places import Authority
from miniweb.publications import Press

_QUIET_WITH_ONE = 30  # authorities beyond the papers' homes that have one publication


def build_archive(
    authorities: list[Authority], homes: int, today: date, rng: random.Random
) -> list[Publication]:
    """Return every publication of both nights.

    The first `homes` authorities have a history through all table styles and a letter of this
    autumn; thirty more have one document; the rest have none yet.
    """
    press = Press(rng)
    found: list[Publication] = []
    for number, authority in enumerate(authorities[:homes]):
        found += _history(press, authority, number, today)
    for number, authority in enumerate(authorities[homes : homes + _QUIET_WITH_ONE]):
        started_on = _monday(today - timedelta(days=120 + 61 * number))
        form = press.report if number % 3 else press.letter
        found.append(form(authority, started_on))
    return found + _oddities(press, authorities, found, homes, today)


def _history(press: Press, authority: Authority, number: int, today: date) -> list[Publication]:
    """Return one authority's publications, oldest first."""
    visit = _monday(today - timedelta(days=52 + number)) + timedelta(days=1)
    found = [
        press.report(authority, _monday(date(2019, 3, 4) + timedelta(days=17 * number))),
        press.letter(authority, _monday(date(2018, 2, 26) + timedelta(days=90 * number))),
        press.report(authority, _monday(date(2023, 2, 6) + timedelta(days=40 * number))),
        press.letter(authority, visit, priority=number % 5 == 4),
    ]
    if number % 2:
        found.append(
            press.report(authority, _monday(date(2026, 6, 1) + timedelta(days=3 * number)))
        )
    if number % 4 == 0:
        found.append(press.area_send(authority, _monday(date(2026, 5, 4) + timedelta(days=number))))
    if number % 6 == 0:
        found.append(press.joint_letter(authority, _monday(date(2024, 9, 2))))
    return found


def _oddities(
    press: Press,
    authorities: list[Authority],
    found: list[Publication],
    homes: int,
    today: date,
) -> list[Publication]:
    """Return the withdrawn, the broken, the unheard-of and what is new on the second night."""
    late = today - timedelta(days=40)
    strange = press.survey(authorities[2], _monday(late - timedelta(days=100)))
    gone = replace(press.letter(authorities[3], _monday(date(2021, 5, 3))), answers="soft_404")
    broken = replace(press.letter(authorities[4], _monday(date(2020, 2, 3))), answers="broken_pdf")
    new = replace(press.letter(authorities[homes], _monday(late)), from_night=2)
    old = [p for p in found if p.kind == "ilacs" and p.started_on.year == 2023]
    again = press.republished(old[5], night=2)
    for publication, ending in ((old[5], 2), (old[7], 2)):
        found[found.index(publication)] = replace(publication, until_night=ending)
    return [strange, gone, broken, new, again]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
