"""Bytes made to hurt the reader end within the limits, with a name, and hurt nobody else."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator

import pytest

from pipelines.children.calls import ReadAnswer, ReadCall, ReadFailure
from pipelines.children.pool import Workers
from pipelines.reading.model import Reading

SECONDS = 5.0
PAGE = b"<html><body><p>Governors met in Elmbrook.</p><p>They talked.</p></body></html>"


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(1, seconds_per_page=SECONDS, seconds_per_pdf=SECONDS, memory_mb=256) as workers:
        yield workers


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + head + table + tail


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (extra, len(data), data)


CATALOGUE = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def one_page(resources: bytes) -> list[bytes]:
    box = b"/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>" % resources
    return [*CATALOGUE, b"<</Type/Page/Parent 2 0 R%s>>" % box]


def fan_out(levels: int = 9) -> bytes:
    """Forms that show the next form ten times: 2.4 KB that stand for 10^9 letters."""
    forms = []
    for level in range(levels):
        last = level == levels - 1
        body = b"BT /F1 12 Tf (A) Tj ET" if last else b"/X Do " * 10
        name = b"Font<</F1 %d 0 R>>" if last else b"XObject<</X %d 0 R>>"
        resources = b"/Resources<</" + name % (6 + level) + b">>"
        forms.append(stream(body, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + resources))
    page = one_page(b"/XObject<</X 5 0 R>>")
    return pdf([*page, stream(b"/X Do " * 10), *forms, FONT])


def flate_bomb() -> bytes:
    packed = zlib.compress(b"BT /F1 12 Tf (A) Tj ET\n" * 10_000_000, 9)
    page = one_page(b"/Font<</F1 5 0 R>>")
    return pdf([*page, stream(packed, b"/Filter/FlateDecode"), FONT])


HOSTILE: dict[str, Callable[[], bytes]] = {
    "form fan-out": fan_out,
    "flate bomb": flate_bomb,
    "page loop": lambda: pdf([CATALOGUE[0], b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
    "arrays in arrays": lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * 300_000,
    "attributes": lambda: PAGE + b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">",
    "deep nesting": lambda: b"<html><body>" + b"<div>" * 100_000 + b"text",
    "unclosed tables": lambda: PAGE + b"<table><tr><td>" * 50_000,
    "links": lambda: PAGE + b"".join(b"<a href=/%d>a</a>" % n for n in range(100_000)),
    "one long word": lambda: b"<html><body><p>" + b"a" * 5_000_000,
}


def ask(pool: Workers, payload: bytes) -> ReadAnswer:
    return pool.read(ReadCall(role="article", payload=payload)).result(60)


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_hostile_bytes_have_an_answer_in_time_and_the_next_page_is_read(
    pool: Workers, case: str
) -> None:
    assert isinstance(ask(pool, PAGE), Reading)
    begun = time.monotonic()
    answer = ask(pool, HOSTILE[case]())
    assert time.monotonic() - begun < 4 * SECONDS  # a crash is tried again in a fresh child
    assert not isinstance(answer, ReadFailure) or answer.detail
    assert isinstance(ask(pool, PAGE), Reading)


def test_a_document_that_takes_all_memory_is_called_that(pool: Workers) -> None:
    answer = ask(pool, fan_out())
    assert isinstance(answer, ReadFailure)
    assert answer.code in {"memory", "timeout"}
