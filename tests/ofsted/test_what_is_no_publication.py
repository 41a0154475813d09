"""Whatever the bytes are, the reader answers with a kind and a reason."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ofsted import read_pdf
from pipelines.ofsted.frameworks import focused_visit
from pipelines.ofsted.model import PublicationKind
from pipelines.reading.model import PageContext
from tests.ofsted import sample_pdfs as sample
from words.doubts import stored_form

GOOD = sample.letter("This letter is short.", "Nobody came.")


def test_the_sites_not_found_page_is_a_soft_404() -> None:
    page = b"<!DOCTYPE html><html><head><title>Report not found - Find a Report</title></head>"
    publication = read_pdf(page, PageContext(content_type="text/html"))
    assert publication.kind is PublicationKind.SOFT_404
    assert publication.title == "Report not found - Find a Report"


def test_other_html_is_unreadable_and_says_what_it_is() -> None:
    publication = read_pdf(b"<html><title>Busy</title>", PageContext(content_type="text/html"))
    assert publication.kind is PublicationKind.UNREADABLE
    assert publication.reason is not None
    assert "text/html" in publication.reason


def test_an_encrypted_file_is_named_as_such() -> None:
    publication = read_pdf(sample.pdf([sample.text("Secret.")], password="open sesame"))
    assert publication.kind is PublicationKind.ENCRYPTED


def test_a_picture_of_text_has_no_text_layer() -> None:
    publication = read_pdf(sample.drawn([[], [(70, 700, "2")]]))
    assert publication.kind is PublicationKind.NO_TEXT_LAYER
    assert publication.page_count == 2


def test_too_many_pages_are_refused() -> None:
    publication = read_pdf(sample.drawn([[(1, 1, "x")]] * 2_001))
    assert publication.kind is PublicationKind.UNREADABLE
    assert "2001 pages" in (publication.reason or "")


@pytest.mark.parametrize("data", [b"", b"   \n", b"%PDF-1.7\n", GOOD[:400], b"\x00" * 5_000])
def test_broken_files_are_unreadable(data: bytes) -> None:
    publication = read_pdf(data)
    assert publication.kind is PublicationKind.UNREADABLE
    assert publication.reason


def test_a_head_before_the_header_does_no_harm() -> None:
    assert read_pdf(b"\n\n" + GOOD).kind is PublicationKind.PUBLICATION


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    assert read_pdf(data).kind is not PublicationKind.PUBLICATION


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000))
def test_no_damage_raises(seed: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(GOOD)
    for _ in range(chance.randint(1, 40)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    cut = damaged[: chance.randrange(1, len(damaged))] if chance.random() < 0.3 else damaged
    publication = read_pdf(bytes(cut))
    assert publication.kind in PublicationKind
    assert (publication.reason is None) == (publication.kind is PublicationKind.PUBLICATION)


def test_a_readers_own_fault_keeps_the_text_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(document: object) -> None:
        raise KeyError("a label")

    data = sample.letter(
        "This letter summarises the findings of the focused visit to Marlshire children’s services"
        " on 21 and 22 September 2022.",
        "His Majesty’s Inspectors for this visit were Ann Bell and Bo Cole.",
    )
    monkeypatch.setattr(focused_visit, "read", break_down)
    publication = read_pdf(data)
    assert publication.kind is PublicationKind.PUBLICATION
    assert publication.framework is None
    assert sample.FILLER in publication.text
    assert stored_form(publication.doubts) == ("reader_failed: ILACS-FV: KeyError: 'a label'",)
