"""The quality gate: every answer has one state."""

from __future__ import annotations

import pytest

from db.models.base import PageState
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ReadAnswer, ReadFailure
from pipelines.ofsted.model import Publication, PublicationKind
from pipelines.reading.model import Access, PageKind, Reading
from pipelines.storing.verdict import judge
from words.quarantine import QuarantineCode

STORY = "Ofsted inspectors came to Elmbrook."


def capture(**changes: object) -> CaptureToRead:
    fields: dict[str, object] = {
        "page_id": 1,
        "capture_id": 1,
        "run_id": 1,
        "source_id": 1,
        "source_key": "s",
        "role": "article",
        "url": "https://thorley.test/1",
        "payload": b"",
        "content_type": None,
        "status": 200,
        "headers": {},
        "fetched_at": None,
    }
    return CaptureToRead(**(fields | changes))  # type: ignore[arg-type]


def reading(kind: PageKind = PageKind.ARTICLE, **changes: object) -> Reading:
    return Reading(**({"kind": kind, "text": STORY, "reason": "why"} | changes))  # type: ignore[arg-type]


def document(kind: PublicationKind) -> Publication:
    return Publication(kind=kind, text=STORY, reason="why")


@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [
        (reading(), PageState.STORED, None),
        (reading(PageKind.LIVE), PageState.STORED, None),
        (reading(access=Access.PARTIAL), PageState.STORED, None),
        (reading(access=Access.NONE), PageState.NOT_ARTICLE, "wall"),
        (reading(text=" \n"), PageState.NOT_ARTICLE, "no_text"),
        (reading(PageKind.INDEX), PageState.NOT_ARTICLE, "index"),
        (reading(PageKind.GALLERY), PageState.NOT_ARTICLE, "gallery"),
        (reading(PageKind.CONSENT), PageState.NOT_ARTICLE, "consent"),
        (reading(PageKind.WALL), PageState.NOT_ARTICLE, "wall"),
        (reading(PageKind.NEEDS_JS), PageState.NOT_ARTICLE, "needs_js"),
        (reading(PageKind.SOFT_404), PageState.GONE, "soft_404"),
        (reading(PageKind.UNREADABLE), PageState.QUARANTINED, "unreadable"),
        (reading(text="The fair returns to Elmbrook."), PageState.OFF_TOPIC, "off_topic"),
        (document(PublicationKind.SOFT_404), PageState.GONE, "soft_404"),
        (document(PublicationKind.ENCRYPTED), PageState.QUARANTINED, "encrypted"),
        (document(PublicationKind.NO_TEXT_LAYER), PageState.QUARANTINED, "no_text_layer"),
        (document(PublicationKind.UNREADABLE), PageState.QUARANTINED, "unreadable"),
        (document(PublicationKind.PUBLICATION), PageState.NOT_ARTICLE, "pdf"),
        (ReadFailure(code="timeout", detail="why"), PageState.QUARANTINED, "timeout"),
        (ReadFailure(code="cut_body", detail="why"), PageState.QUARANTINED, "cut_body"),
    ],
    ids=lambda value: getattr(value, "kind", None) or str(value)[:30],
)
def test_each_answer_has_its_state(answer: ReadAnswer, state: PageState, code: str | None) -> None:
    verdict = judge(capture(), answer)
    assert (verdict.state, verdict.code) == (state, code)
    if code not in (None, "off_topic", "pdf"):
        assert verdict.reason == f"{code}: why"


def test_every_kind_of_page_is_judged() -> None:
    for kind in PageKind:
        assert judge(capture(), reading(kind)).state in PageState


def test_every_kind_of_document_and_failure_is_judged() -> None:
    for kind in PublicationKind:
        judge(capture(role="publication"), document(kind))
    for code in QuarantineCode:
        failure = ReadFailure(code=code, detail="x")
        assert judge(capture(), failure).state is PageState.QUARANTINED


@pytest.mark.parametrize(
    "given", [{"topic": "all"}, {"role": "content"}], ids=["topic is all", "content item"]
)
def test_topic_is_asked_only_of_stories_and_only_where_it_is_set(given: dict[str, str]) -> None:
    fair = reading(text="The fair returns to Elmbrook.")
    assert judge(capture(**given), fair).state is PageState.STORED


@pytest.mark.parametrize("given", [{"role": "publication"}, {"origin": "import"}])
def test_a_document_is_kept_where_one_was_expected_or_imported(given: dict[str, str]) -> None:
    answer = document(PublicationKind.PUBLICATION)
    assert judge(capture(**given), answer).state is PageState.STORED


def test_a_store_error_is_a_fault_of_the_store() -> None:
    failure = ReadFailure(code=QuarantineCode.STORE_ERROR, detail="x")
    assert judge(capture(), failure).stage == "store"
