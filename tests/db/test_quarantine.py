"""What a person dismissed stays so while it is the same fault of the same bytes."""

from __future__ import annotations

from db import queries
from db.engine import write_session
from db.write import (
    dismiss_quarantined,
    quarantine,
    record_outcome,
    restore_dismissed,
    retry_quarantined,
)

EMPTY = {"stage": "import", "code": "empty_file", "detail": "a.html: no byte"}


def test_what_was_dismissed_is_listed_only_when_asked_for_with_who_and_why(engine, world, night):
    with write_session(engine) as s:
        row = quarantine(s, **EMPTY, at=night, file_path="/a.html")
        assert dismiss_quarantined(s, [row], at=night, by="ann", note="an old server") == [row]
        assert queries.quarantine_list(s) == []
        assert queries.status(s).quarantined == 0
        (listed,) = queries.quarantine_list(s, include_resolved=True)
        assert (listed.resolution, listed.resolved_by) == ("dismissed", "ann")
        assert listed.note == "an old server"
        assert restore_dismissed(s, [row]) == [row]
        assert [one.id for one in queries.quarantine_list(s)] == [row]


def test_the_same_fault_of_the_same_file_stays_dismissed_and_is_counted(engine, world, night):
    with write_session(engine) as s:
        row = quarantine(s, **EMPTY, at=night, file_path="/a.html", run_id=world.run(s))
        dismiss_quarantined(s, None, at=night, by="ann", note="known")
        assert quarantine(s, **EMPTY, at=night, file_path="/a.html", run_id=world.run(s)) == row
        assert queries.quarantine_list(s) == []
        assert queries.quarantine_list(s, include_resolved=True)[0].attempts == 2
        other = EMPTY | {"detail": "a.html: 3 bytes of noise"}
        assert quarantine(s, **other, at=night, file_path="/a.html") != row
        assert quarantine(s, **EMPTY, at=night, file_path="/b.html") != row
        assert len(queries.quarantine_list(s)) == 2


def test_other_bytes_with_the_same_fault_are_listed_again(engine, world, night):
    fault = {"stage": "read", "code": "timeout", "detail": "10 s"}
    with write_session(engine) as s:
        page = world.page(s, world.source(s))
        first, again, other = (
            world.capture(s, page, payload_sha256=digit * 64) for digit in ("a", "a", "b")
        )
        row = quarantine(s, **fault, at=night, page_id=page, capture_id=first)
        dismiss_quarantined(s, [row], at=night, by="ann", note="a huge table")
        assert quarantine(s, **fault, at=night, page_id=page, capture_id=again) == row
        assert queries.quarantine_list(s) == []
        assert quarantine(s, **fault, at=night, page_id=page, capture_id=other) != row
        assert len(queries.quarantine_list(s)) == 1


def test_a_dismissed_page_is_not_fetched_again_and_a_good_night_does_not_rewrite_it(
    engine, world, night
):
    with write_session(engine) as s:
        page = world.page(s, world.source(s))
        record_outcome(s, world.run(s), page, "quarantined", reason="timeout", at=night)
        row = quarantine(s, stage="read", code="timeout", detail="x", at=night, page_id=page)
        dismiss_quarantined(s, [row], at=night, by="ann", note="known")
        assert retry_quarantined(s, None, at=night) == []
        record_outcome(s, world.run(s), page, "stored", reason=None, at=night)
        (listed,) = queries.quarantine_list(s, include_resolved=True)
        assert listed.resolution == "dismissed"
