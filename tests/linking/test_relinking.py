"""Links, copies and the index in a real database, through the functions that the stages call."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from press import LETTER
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

import db.linking as store
from bench.press_world import AT, Document, World
from db.engine import read_session, write_session
from db.linking.asked import coverage_of_inspection, coverage_of_reports, story
from db.models import (
    Alarm,
    Coverage,
    CoverageQuotation,
    Mention,
    QuotationShingle,
    Report,
    Shingle,
    Story,
    StoryMember,
)
from db.models import Inspector as StoredInspector
from pipelines.ofsted.model import DateRange, Inspector, Paragraph, Publication, PublicationKind
from pipelines.storing.linking import link_publication, link_report, link_stored, relink
from pipelines.storing.linking.memory import memory_of
from words.frameworks import Framework

OPENING = (
    "Ofsted has told Derbyshire County Council what it saw on a focused visit to social workers."
)
TOLD = f"{OPENING}\n\nThey wrote: “{LETTER[2]}”\n\nThe council is glad of it."


def document(urn: str = "80460", published: str = "2022-10-26", words: str = "") -> Document:
    day = date.fromisoformat(published)
    visit = DateRange(started_on=day - timedelta(days=35), ended_on=day - timedelta(days=34))
    texts = [*LETTER, words] if words else LETTER
    read = Publication(
        kind=PublicationKind.PUBLICATION,
        framework=Framework.ILACS_FOCUSED_VISIT,
        event_type="focused visit",
        title="Focused visit",
        inspected=(visit,),
        inspectors=(Inspector(name="Margot Penrose", role="lead"),),
        paragraphs=tuple(Paragraph(text=text, page=1 + n // 2) for n, text in enumerate(texts)),
        text="\n\n".join(texts),
    )
    listing = {"provider_kind": "authority", "provider_urn": urn, "published_on": published}
    return Document(file=f"{urn}.pdf", listing=listing, read=read)


@pytest.fixture
def world(engine: Engine) -> World:
    return World(engine)


def linked(s: Session, news: int) -> list[tuple[str, str]]:
    rows = s.scalars(select(Coverage).where(Coverage.report_id == news))
    return [(row.status, row.role) for row in rows]


def put_news(world: World, s: Session, text: str = TOLD, **changes: object) -> int:
    values: dict[str, object] = {"title": "Verdict is out", "told_on": date(2022, 11, 2)}
    return world.news(s, text=text, **(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("news_first", [False, True])
def test_news_and_publication_find_each_other_in_either_order(
    world: World, news_first: bool
) -> None:
    with write_session(world.engine) as s:
        if news_first:
            news = put_news(world, s)
            assert s.get_one(Report, news).link_reason.startswith("not_held")  # type: ignore[union-attr]
        publication = world.publication(s, document())
        if not news_first:
            news = put_news(world, s)
    with read_session(world.engine) as s:
        assert linked(s, news) == [("linked", "subject")]
        assert s.get_one(Report, news).link_reason is None
        (one,) = coverage_of_reports(s, [news])[news]
        assert (one.inspection.provider, one.inspection.framework) == ("Derbyshire", "ILACS-FV")
        (quotation,) = one.quotations
        assert (quotation.page, quotation.paragraph, quotation.similarity) == (2, 2, 1.0)
        assert quotation.printed == LETTER[2].rstrip(".")
        found = coverage_of_inspection(s, one.inspection.inspection_id)
        assert [row.report_id for row in found] == [news]
        assert store.version_of(s, publication) is not None


def test_linking_twice_is_linking_once(world: World) -> None:
    tables = (Coverage, CoverageQuotation, Mention, Shingle, QuotationShingle)
    with write_session(world.engine) as s:
        publication = world.publication(s, document())
        news = put_news(world, s)
        before = [s.scalar(select(func.count()).select_from(table)) for table in tables]
        first = s.scalars(select(Coverage.id)).all()
        later = AT + timedelta(days=9)
        link_publication(s, publication, version(s, publication), later)
        link_report(s, news, version(s, news), later)
        assert [s.scalar(select(func.count()).select_from(table)) for table in tables] == before
        assert s.scalars(select(Coverage.id)).all() == first
        s.expire_all()
        assert s.scalars(select(Coverage)).one().created_at == AT


def version(s: Session, report: int) -> int:
    found = store.version_of(s, report)
    assert found is not None
    return found


def test_what_a_person_confirmed_stays(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document())
        news = put_news(world, s)
        row = s.scalars(select(Coverage)).one()
        row.confirmed_at = AT
        s.flush()
        latest = s.get_one(Report, news).latest
        assert latest is not None
        latest.text = "Nothing on inspections any more."
        s.flush()
        link_report(s, news, latest.id, AT)
        assert linked(s, news) == [("linked", "subject")]
        row.confirmed_at = None
        s.flush()
        link_report(s, news, latest.id, AT)
        assert linked(s, news) == []


def test_a_reworded_publication_leaves_no_words_behind(world: World) -> None:
    with write_session(world.engine) as s:
        publication = world.publication(
            s, document(words="A plum tree grows by the old gate here.")
        )
        count = s.scalar(select(func.count()).select_from(Shingle))
        rows = set(s.scalars(select(Shingle.hash)))
        store.drop_shingles(s, publication, rows)
        assert s.scalar(select(func.count()).select_from(Shingle)) == 0
        link_publication(s, publication, version(s, publication), AT)
        assert s.scalar(select(func.count()).select_from(Shingle)) == count


def test_a_run_of_words_that_many_publications_have_is_not_recorded_again(world: World) -> None:
    with write_session(world.engine) as s:
        first = world.publication(s, document())
        second = world.publication(s, document(urn="80459"))
        assert put(s, first, {1, 2, 3}, most=1) == 3
        assert put(s, second, {2, 3, 4}, most=1) == 1
        assert store.widespread(s, first, {1, 2, 3, 4}, least=1) == {4: 1}
        assert store.widespread(s, AT.year, {1, 2, 3, 4}, least=1) == dict.fromkeys((1, 2, 3, 4), 1)
        assert store.widespread(s, AT.year, {1, 2, 3, 4}, least=2) == {}


def put(s: Session, report_id: int, hashes: set[int], *, most: int) -> int:
    held = store.widespread(s, report_id, hashes, least=1)
    return store.add_shingles(s, report_id, hashes, held=held, most=most)


def test_inspectors_that_are_read_anew_are_not_remembered_as_they_were(world: World) -> None:
    with write_session(world.engine) as s:
        publication = world.publication(s, document())
        latest = version(s, publication)
        assert memory_of(s).details(s, [latest])[latest].inspectors == ("Margot Penrose",)
        s.execute(update(StoredInspector).values(name="Ida Larkin"))
        link_publication(s, publication, latest, AT)
        assert memory_of(s).details(s, [latest])[latest].inspectors == ("Ida Larkin",)


def test_who_holds_a_run_of_words_is_told_run_by_run(world: World) -> None:
    with write_session(world.engine) as s:
        first = world.publication(s, document())
        second = world.publication(s, document(urn="80459"))
        put(s, first, {-5, 2}, most=9)
        put(s, second, {2, 3}, most=9)
        held = store.shingle_holders(s, {-5, 2, 9})
        assert {run: sorted(ids) for run, ids in held.items()} == {-5: [first], 2: [first, second]}
        assert store.shingle_holders(s, set()) == {}


COPY = "\n\n".join(
    f"The {a} of Lower Wick met the {b} on {c} and they spoke for a long while of {d} by the river."
    for a, b, c, d in (
        ("baker", "miller", "Monday", "bread and barley"),
        ("farmer", "smith", "Tuesday", "iron gates and ploughs"),
        ("teacher", "clerk", "Friday", "ink and slate and chalk"),
        ("ferryman", "angler", "Sunday", "eels and the price of rope"),
    )
)


def told(world: World, s: Session, text: str, day: int, outlet: str, title: str = "A talk") -> int:
    return world.news(s, title=title, text=text, told_on=date(2024, 5, day), outlet=outlet)


def test_copies_become_a_story_whose_earliest_is_the_first_told(world: World) -> None:
    with write_session(world.engine) as s:
        late = told(world, s, COPY, 9, "echo")
        cut = told(world, s, COPY.rpartition("\n\n")[0], 8, "mail", "Talk by the river")
        early = told(world, s, COPY, 2, "star")
        other = told(
            world, s, "An owl was seen in the church on the hill in the evening.", 9, "echo"
        )
    with read_session(world.engine) as s:
        number = s.scalars(select(Story.id)).one()
        found = story(s, number)
        assert found is not None
        assert [m.report_id for m in found.members] == [early, late, cut]
        relations = {m.report_id: m.relation for m in found.members}
        assert relations == {early: "earliest", late: "copy", cut: "cut"}
        assert found.members[2].changes["title"] == ["A talk", "Talk by the river"]
        assert s.get(StoryMember, other) is None


def test_two_stories_become_one_when_a_copy_joins_them(world: World) -> None:
    parts = COPY.split("\n\n")
    more = [
        "Rain fell on the fair at Upper Wick and the band played on under a sail of canvas.",
        "A prize for the longest marrow went to Ada Thorne, who had fed hers on cold tea all June.",
        "Children rode a grey pony twice about the green and were given a bun each at the end.",
        "By dusk the stalls were empty and the vicar counted ninety pounds to mend the bells.",
    ]
    with write_session(world.engine) as s:
        told(world, s, COPY, 1, "a")
        told(world, s, COPY, 2, "b")
        told(world, s, "\n\n".join(more), 3, "c")
        told(world, s, "\n\n".join(more), 4, "d")
        assert s.scalar(select(func.count()).select_from(Story)) == 2
        told(world, s, "\n\n".join([*parts, *more]), 5, "e")
        assert s.scalar(select(func.count()).select_from(Story)) == 1
        assert s.scalar(select(func.count()).select_from(StoryMember)) == 5


def test_a_report_that_is_no_copy_any_more_leaves_and_a_story_of_one_ends(world: World) -> None:
    with write_session(world.engine) as s:
        told(world, s, COPY, 1, "a")
        second = told(world, s, COPY, 2, "b")
        latest = s.get_one(Report, second).latest
        assert latest is not None
        latest.text = "An owl was seen in the church on the hill in the evening by the vicar."
        s.flush()
        link_report(s, second, latest.id, AT)
        assert s.scalar(select(func.count()).select_from(StoryMember)) == 0
        assert s.scalar(select(func.count()).select_from(Story)) == 0


def test_a_fault_of_linking_loses_no_report(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.storing.linking import guarded

    def fails(*_: object) -> None:
        raise ValueError("no such thing as a story")

    with write_session(world.engine) as s:
        news = put_news(world, s, link=False)
        monkeypatch.setattr(guarded, "link_report", fails)
        assert not link_stored(s, "news", news, version(s, news), AT)
    with read_session(world.engine) as s:
        assert s.get_one(Report, news).relink_needed
        assert s.scalars(select(Alarm.code)).all() == ["linking_failed"]
    monkeypatch.undo()
    done = relink(world.engine, at=AT, only_needed=True)
    assert (done.news, done.publications) == (1, 0)
    with read_session(world.engine) as s:
        assert not s.get_one(Report, news).relink_needed


def test_the_archive_linked_anew_is_the_archive_linked_at_night(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document(), link=False)
        news = put_news(world, s, link=False)
        told(world, s, COPY, 1, "a")
        told(world, s, COPY, 2, "b")
        (before,) = s.scalars(select(Story.id))
    seen: list[tuple[int, int]] = []
    done = relink(
        world.engine,
        at=datetime(2026, 12, 1, tzinfo=UTC),
        progress=lambda n, of: seen.append((n, of)),
    )
    assert (done.publications, done.news, done.linked, done.stories) == (1, 3, 1, 1)
    assert seen[-1] == (4, 4)
    with read_session(world.engine) as s:
        assert linked(s, news) == [("linked", "subject")]
        assert s.scalars(select(Story.id)).all() == [before]


def test_hidden_reports_are_in_no_story_and_no_coverage(world: World) -> None:
    with write_session(world.engine) as s:
        world.publication(s, document())
        news = put_news(world, s)
        s.get_one(Report, news).hidden_at = AT
        s.flush()
        (row,) = s.scalars(select(Coverage))
        assert coverage_of_inspection(s, row.inspection_id) == []


def test_a_story_that_is_everywhere_goes_on_taking_copies(world: World) -> None:
    with write_session(world.engine) as s:
        for n in range(30):
            told(world, s, COPY, 1 + n, f"paper_{n}")
        assert s.scalar(select(func.count()).select_from(Story)) == 1
        assert s.scalar(select(func.count()).select_from(StoryMember)) == 30
