"""The two client samples and the publications they are about, read from the measuring data."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bench.data import find_data
from bench.press_world import Document, World, inspection_of, read_documents
from db.engine import read_session, write_session
from db.linking.asked import coverage_of_reports
from pipelines.reading import read_text

DERBYSHIRE = "80460"


@pytest.fixture(scope="module")
def data() -> Path:
    found = find_data()
    if found is None:
        pytest.skip("the client's samples are not linked: there is no measuring data (WINNOW_DATA)")
    return found


@pytest.fixture(scope="module")
def documents(data: Path) -> list[Document]:
    files = {p.name for p in (data / "ofsted" / "pdf").glob(f"{DERBYSHIRE}_*.pdf")}
    assert len(files) > 5
    return [doc for name in sorted(files) for doc in read_documents(data, {name})]


@pytest.fixture
def world(engine: Engine) -> World:
    return World(engine)


@pytest.mark.parametrize("news_first", [False, True])
def test_each_sample_is_linked_to_its_own_visit_and_to_no_other(
    world: World, data: Path, documents: list[Document], news_first: bool
) -> None:
    samples = [read_text(p.read_text("utf-8")) for p in sorted((data / "seeds").glob("*.txt"))]
    with write_session(world.engine) as s:

        def put_news() -> list[int]:
            return [world.news(s, title=r.title, text=r.text, told_on=None) for r in samples]

        ids = put_news() if news_first else []
        stored = {world.publication(s, document): document.file for document in documents}
        ids = ids or put_news()
    with read_session(world.engine) as s:
        file_of = {i.id: f for r, f in stored.items() if (i := inspection_of(s, r))}
        found = coverage_of_reports(s, ids)
    (glossop,), (willis,) = found[ids[0]], found[ids[1]]
    assert file_of[glossop.inspection.inspection_id] == "80460_focusedvisit_2022-10-26.pdf"
    assert file_of[willis.inspection.inspection_id] == "80460_focusedvisit_2018-03-22.pdf"
    assert {glossop.status, willis.status} == {"linked"}
    assert (len(glossop.quotations), len(willis.quotations)) == (13, 2)
    assert all(q.similarity == 1 and q.page for q in (*glossop.quotations, *willis.quotations))
    assert glossop.parts["visit_days"]["words"] == "September 21 and 22"
    assert glossop.parts["inspector"]["words"] == "Margaret Burke"
