"""The quality gate: what was read decides the state of its page. Pure."""

from __future__ import annotations

from db.states import PageState
from pipelines.capture import CaptureToRead
from pipelines.children.calls import ReadAnswer, ReadFailure
from pipelines.ofsted.model import Publication, PublicationKind
from pipelines.reading.model import Access, PageKind, Reading
from pipelines.statistics.model import StatisticsTables
from pipelines.storing.prepared import Verdict
from pipelines.storing.topic import is_on_topic
from words.quarantine import QuarantineCode
from words.reasons import Reason
from words.roles import Role
from words.runs import Origin

__all__ = ["Verdict", "judge"]


STORED = Verdict(state=PageState.STORED)
BAD_DOCUMENTS = {
    PublicationKind.ENCRYPTED: QuarantineCode.ENCRYPTED,
    PublicationKind.NO_TEXT_LAYER: QuarantineCode.NO_TEXT_LAYER,
    PublicationKind.UNREADABLE: QuarantineCode.UNREADABLE,
}
NO_STORY = {
    PageKind.INDEX: Reason.INDEX,
    PageKind.GALLERY: Reason.GALLERY,
    PageKind.CONSENT: Reason.CONSENT,
    PageKind.WALL: Reason.WALL,
    PageKind.NEEDS_JS: Reason.NEEDS_JS,
}


def judge(capture: CaptureToRead, answer: ReadAnswer) -> Verdict:
    """Return what a page's state becomes. `stored` may still turn out to be `unchanged`.

    A stored report that today's rules would not store is set aside for a person, never dropped.
    """
    verdict = _judge(capture, answer)
    if capture.origin != Origin.RECLEAN or verdict.state in (
        PageState.STORED,
        PageState.QUARANTINED,
    ):
        return verdict
    words = f"stored, but would be {verdict.state} today: {verdict.words}"
    return Verdict(state=PageState.QUARANTINED, code=verdict.code, words=words)


def _judge(capture: CaptureToRead, answer: ReadAnswer) -> Verdict:
    if isinstance(answer, ReadFailure):
        return _failure(answer)
    if isinstance(answer, Publication):
        return _publication(capture, answer)
    if isinstance(answer, StatisticsTables):
        return STORED
    return _reading(capture, answer)


def _failure(failure: ReadFailure) -> Verdict:
    stages = {QuarantineCode.STORE_ERROR: "store", QuarantineCode.NO_RECORD: "archive"}
    stage = stages.get(failure.code, "read")
    return Verdict(
        state=PageState.QUARANTINED, code=failure.code, words=failure.detail, stage=stage
    )


def _publication(capture: CaptureToRead, publication: Publication) -> Verdict:
    """Judge a document. A PDF linked as a story is no publication of Ofsted's."""
    words = publication.reason or ""
    if publication.kind is PublicationKind.SOFT_404:
        return Verdict(state=PageState.GONE, code=Reason.SOFT_404, words=words)
    if publication.kind is not PublicationKind.PUBLICATION:
        return Verdict(
            state=PageState.QUARANTINED, code=BAD_DOCUMENTS[publication.kind], words=words
        )
    if capture.origin == Origin.CRAWL and capture.role == Role.ARTICLE:
        return Verdict(
            state=PageState.NOT_ARTICLE, code=Reason.PDF, words="a PDF in place of a story"
        )
    return STORED


def _reading(capture: CaptureToRead, reading: Reading) -> Verdict:
    words = reading.reason or ""
    if reading.kind is PageKind.UNREADABLE:
        return Verdict(state=PageState.QUARANTINED, code=QuarantineCode.UNREADABLE, words=words)
    if reading.kind is PageKind.SOFT_404:
        return Verdict(state=PageState.GONE, code=Reason.SOFT_404, words=words)
    if reading.kind not in (PageKind.ARTICLE, PageKind.LIVE):
        return Verdict(state=PageState.NOT_ARTICLE, code=NO_STORY[reading.kind], words=words)
    if reading.access is Access.NONE:
        return Verdict(state=PageState.NOT_ARTICLE, code=Reason.WALL, words=words)
    if not reading.text.strip():
        return Verdict(state=PageState.NOT_ARTICLE, code=Reason.NO_TEXT, words=words)
    if capture.topic == "ofsted" and capture.role == Role.ARTICLE:
        topical = is_on_topic(reading)
        if not topical.on_topic:
            heard = ", ".join(topical.evidence)
            words = f"only {heard}" if heard else "no word of the topic"
            return Verdict(state=PageState.OFF_TOPIC, code=Reason.OFF_TOPIC, words=words)
    return STORED
