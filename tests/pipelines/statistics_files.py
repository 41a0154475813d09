"""Files of statistics and the report of one home, and storing them as a night does."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Alarm, PageState
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ReadCall
from pipelines.children.read import read_call
from pipelines.ofsted.model import DateRange, Publication, PublicationKind
from pipelines.ofsted.model import Judgement as Judged
from pipelines.reading.model import PageContext
from pipelines.statistics import StatisticsTables
from pipelines.storing.store import store_reading
from tests.pipelines.world import NIGHT, World
from words.frameworks import Framework
from words.roles import Role

HEADINGS = (
    "URN,Provision type,Name,Local authority,Inspection date,Publication date,"
    "Overall effectiveness,Leadership and management"
)

TITLE = "Providers as at 31 August 2026"

DAY = date(2026, 3, 3)


def statistics(*lines: str) -> bytes:
    return "\r\n".join([HEADINGS, *lines, ""]).encode("cp1252")


def line(grade: str = "Good", day: str = "03/03/2026", published: str = "20/04/2026") -> str:
    return f"SC100001,Children's home,Fernlea House,Hull,{day},{published},{grade},Good"


def read(payload: bytes, title: str = TITLE) -> StatisticsTables:
    call = ReadCall(
        role=Role.STATISTICS,
        payload=payload,
        url="https://assets.test/a.csv",
        context=PageContext(listing_title=title),
    )
    answer = read_call(call)
    assert isinstance(answer, StatisticsTables), answer
    return answer


def load(s: Session, payload: bytes, *, title: str = TITLE, **changes: object) -> CaptureToRead:
    """Store a file as a night does, and return its capture."""
    number = next(NUMBERS)
    capture = WORLD.capture(
        s,
        url=f"https://assets.test/media/{number}/a.csv",
        kind="govuk",
        role="publication",
        payload=payload,
        listing={"title": title},
        **changes,
    )
    outcome = store_reading(s, capture, read(payload, title), at=NIGHT)
    assert outcome.report_id is None
    LAST["state"] = outcome.state
    return capture


WORLD = World()

NUMBERS = WORLD.numbers

LAST: dict[str, PageState] = {}


def publish(s: Session, grade: str = "good", *, file_id: str = "50000001", **said: str) -> None:
    """Store the report of an inspection of the home above."""
    document = Publication(
        kind=PublicationKind.PUBLICATION,
        framework=Framework.CHILDRENS_HOME,
        event_type="full inspection",
        provider="Fernlea House",
        inspected=(DateRange(started_on=DAY, ended_on=DAY + timedelta(days=1)),),
        judgements=(Judged(area="overall_effectiveness", label="Overall", grade=grade),),
        text=f"Fernlea House is {grade} ({file_id}).",
        reader="childrens_home",
    )
    capture = WORLD.capture(
        s,
        url=f"https://files.test/v1/file/{file_id}",
        kind="ofsted",
        role="publication",
        listing={
            "provider_kind": "childrens_home",
            "provider_urn": "SC100001",
            "provider_name": "Fernlea House",
            "published_on": "2026-04-20",
            "file_id": file_id,
        }
        | said,
    )
    store_reading(s, capture, document, at=NIGHT)


def alarms(s: Session) -> list[str]:
    return list(s.scalars(select(Alarm.code).order_by(Alarm.id)))


def monthly(grade: str, month: int) -> bytes:
    """Return one of a series of files: each month another, most lines as the month before."""
    return statistics(line(grade), f"SC2,Children's home,Home {month},Hull,,,Good,Good")
