"""What a process remembers of a database between two reports."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from db.engine import write_session
from db.models import Provider
from pipelines.storing.linking import memory
from pipelines.storing.linking.memory import memory_of


def test_a_provider_that_is_added_is_known_to_the_next_story(engine: Engine) -> None:
    with write_session(engine) as s:
        assert memory_of(s).gazetteer(s).hits("Gorse Lane Academy opened.") == []
        s.add(Provider(kind="school", urn="900001", name="Gorse Lane Academy", registration={}))
        s.flush()
        assert len(memory_of(s).gazetteer(s).hits("Gorse Lane Academy opened.")) == 1


def test_a_long_list_of_names_is_not_built_for_every_story(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MANY_NAMES", 10)
    with write_session(engine) as s:
        first = memory_of(s).gazetteer(s)
        s.add(Provider(kind="school", urn="900001", name="Gorse Lane Academy", registration={}))
        s.flush()
        assert memory_of(s).gazetteer(s) is first
        monkeypatch.setattr(memory, "REST_SECONDS", 0.0)
        assert memory_of(s).gazetteer(s) is not first


def test_two_databases_do_not_share_what_is_remembered(engine: Engine) -> None:
    with write_session(engine) as s:
        mine = memory_of(s)
        assert memory_of(s) is mine
    other = engine.execution_options()
    with write_session(other) as s:
        assert memory_of(s) is not mine
