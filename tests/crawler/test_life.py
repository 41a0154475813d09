"""What brings a page back that has been dealt with."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import Engine, select

from crawler import life
from crawler.ledger import past_of
from crawler.life import Again, Past
from db.engine import write_session
from db.models import Page
from db.states import PageRole, PageState
from db.write import NewPage, SourceRow, queue_page, queue_revisits, upsert_source
from tests.pipelines.world import NIGHT

DAY = timedelta(days=1)
DEALT_WITH = [state for state in PageState if state is not PageState.PENDING]


def page(state: PageState = PageState.STORED, **changes: object) -> Past:
    values = {"first_seen_at": NIGHT - 100 * DAY, "fetched_at": NIGHT - DAY, **changes}
    return Past(state=state, **values)  # type: ignore[arg-type]


def at_night(past: Past) -> Again | None:
    return life.at_night(past, at=NIGHT, revisit_days=7, max_attempts=5)


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        (page(first_seen_at=NIGHT - 6 * DAY), Again.YOUNG),
        (page(PageState.UNCHANGED, first_seen_at=NIGHT - 6 * DAY), Again.YOUNG),
        (page(first_seen_at=NIGHT - 7 * DAY), None),
        (page(first_seen_at=NIGHT - DAY, not_before=NIGHT + DAY), None),
        (page(first_seen_at=NIGHT - DAY, not_before=NIGHT), Again.YOUNG),
        (page(PageState.FAILED, attempts=4), Again.FAILED),
        (page(PageState.FAILED, attempts=5), None),
        (page(PageState.FAILED, attempts=1, not_before=NIGHT + DAY), None),
        (page(PageState.PENDING, first_seen_at=NIGHT), None),
    ],
)
def test_young_and_failed_pages_come_back_when_a_night_begins(
    past: Past, reason: Again | None
) -> None:
    assert at_night(past) is reason


def test_no_other_state_comes_back_by_itself() -> None:
    back = {state for state in PageState if at_night(page(state, first_seen_at=NIGHT - DAY))}
    assert back == {PageState.STORED, PageState.UNCHANGED, PageState.FAILED}


def provider_listed(
    past: Past, *, began: datetime = NIGHT, is_authority: bool = False, is_changed: bool = False
) -> Again | None:
    return life.provider_listed(
        past, at=NIGHT, night_began_at=began, is_authority=is_authority, is_changed=is_changed
    )


def test_an_authority_comes_back_every_night_but_once() -> None:
    assert provider_listed(page(), is_authority=True) is Again.NIGHTLY
    had = page(fetched_at=NIGHT - timedelta(hours=1))
    assert provider_listed(had, is_authority=True) is Again.NIGHTLY
    taken_up = NIGHT - timedelta(hours=2)
    assert provider_listed(had, began=taken_up, is_authority=True) is None


def test_another_provider_comes_back_for_a_reason() -> None:
    assert provider_listed(page()) is None
    assert provider_listed(page(), is_changed=True) is Again.CHANGED
    assert provider_listed(page(fetched_at=None)) is Again.NOT_HELD
    assert provider_listed(page(fetched_at=NIGHT - 30 * DAY)) is None
    assert provider_listed(page(fetched_at=NIGHT - 31 * DAY)) is Again.UNCHECKED
    for state in DEALT_WITH:
        reason = None if state in life.HELD else Again.NOT_HELD
        assert provider_listed(page(state)) is reason


def test_documents_and_items_come_back_for_a_reason() -> None:
    old = page(fetched_at=NIGHT - 31 * DAY)
    assert life.document_listed(old, at=NIGHT) is Again.UNCHECKED
    assert life.document_listed(page(), at=NIGHT) is None
    assert life.document_listed(page(PageState.FAILED, fetched_at=None), at=NIGHT) is None
    assert life.item_listed(page(), at=NIGHT, is_changed=True) is Again.CHANGED
    assert life.item_listed(page(), at=NIGHT, is_changed=False) is None
    for state in DEALT_WITH:
        reason = Again.LEFT if state in life.HELD else None
        assert life.document_not_listed(page(state), at=NIGHT) is reason


def test_nothing_comes_back_that_waits() -> None:
    for past in (
        page(PageState.PENDING, fetched_at=NIGHT - 31 * DAY),
        page(fetched_at=NIGHT - 31 * DAY, not_before=NIGHT + DAY),
    ):
        assert not life.may_come_back(past, NIGHT)
        assert provider_listed(past, is_authority=True, is_changed=True) is None
        assert life.document_listed(past, at=NIGHT) is None
        assert life.item_listed(past, at=NIGHT, is_changed=True) is None
        assert life.document_not_listed(past, at=NIGHT) is None


def test_the_database_queues_at_night_what_the_rule_says(engine: Engine) -> None:
    seen = (NIGHT - 30 * DAY, NIGHT - 7 * DAY, NIGHT - 6 * DAY)
    waits = (None, NIGHT - DAY, NIGHT, NIGHT + DAY)
    with write_session(engine) as s:
        row = SourceRow(key="thorley", group_key="g", kind="news", name="Thorley News")
        source_id = upsert_source(s, row, at=NIGHT)
        cases = product(PageState, seen, (0, 4, 5), waits)
        for number, (state, first_seen_at, attempts, not_before) in enumerate(cases):
            url = f"https://thorley.test/{number}"
            new = NewPage(
                url=url, raw_url=url, source_id=source_id, role=PageRole.ARTICLE, via="feed"
            )
            queue_page(s, new, at=first_seen_at)
            kept = s.scalars(select(Page).where(Page.url == url)).one()
            kept.state, kept.attempts, kept.not_before = state, attempts, not_before
            s.flush()
        before = {one.id: past_of(one) for one in s.scalars(select(Page))}
        wanted = {key for key, past in before.items() if at_night(past)}
        count = queue_revisits(
            s, source_id, first_seen_after=NIGHT - 7 * DAY, at=NIGHT, max_attempts=5
        )
        s.expire_all()
        queued = {
            one.id
            for one in s.scalars(select(Page))
            if one.state == PageState.PENDING and before[one.id].state is not PageState.PENDING
        }
    assert queued == wanted
    assert count == len(wanted) > 10
