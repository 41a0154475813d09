"""An invented authority, its documents and the news about it, for the tests of linking."""

from __future__ import annotations

from datetime import date

from pipelines.linking.alignment import Printed, prepare
from pipelines.linking.gazetteer import Gazetteer, Name, build
from pipelines.linking.model import Candidate, NewsText

NAMES = {
    1: ("Thorleyshire", "Thorleyshire County Council"),
    2: ("Thorley", "Thorley City Council"),
    3: ("North Thorleyshire", "North Thorleyshire Council"),
    4: ("Barking and Dagenham",),
    5: ("Reading", "Reading Borough Council"),
    6: ("Kestrelham", "Kestrelham Borough Council"),
}
LETTER = (
    "Focused visit to Thorleyshire local authority children’s services",
    "Many families have been helped to make lasting changes, so that their children make good "
    "progress at home and at school.",
    "While average caseloads in most teams are low, they are too high for a good many workers.",
    "Leaders know their services well and have a clear plan for the recruitment of foster carers.",
)


def gazetteer() -> Gazetteer:
    names = [
        Name(provider_id=id_, kind="authority", name=name, authority_id=id_)
        for id_, forms in NAMES.items()
        for name in forms
    ]
    schools = [
        Name(provider_id=21, kind="school", name="St Mary's Primary School", authority_id=1),
        Name(provider_id=22, kind="school", name="St Mary's Primary School", authority_id=5),
        Name(provider_id=23, kind="school", name="Gorse Lane Academy", authority_id=6),
    ]
    return build([*names, *schools])


def letter(**changes: object) -> Candidate:
    values: dict[str, object] = {
        "inspection_id": 7,
        "version_id": 70,
        "provider_id": 1,
        "framework": "ILACS-FV",
        "published_on": date(2022, 10, 26),
        "ranges": ((date(2022, 9, 21), date(2022, 9, 22)),),
        "inspectors": ("Margot Penrose",),
        "prepared": prepare([Printed(n, 1 + n // 2, text) for n, text in enumerate(LETTER)]),
    }
    return Candidate(**(values | changes))  # type: ignore[arg-type]


def news(text: str, title: str | None = None, told_on: date | None = date(2022, 11, 2)) -> NewsText:
    return NewsText(title=title, standfirst=None, text=text, told_on=told_on)
