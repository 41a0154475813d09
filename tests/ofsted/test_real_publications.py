"""Ofsted's own documents, where the measuring data is at hand: the gold facts, and every file."""

import csv
import importlib.util
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pypdfium2 as pdfium
import pytest

from pipelines.ofsted.model import Evidence, Publication
from pipelines.ofsted.reader import read_pdf
from words.doubts import PublicationDoubt, codes

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("WINNOW_DATA", ROOT.parent / "shared" / "data"))
PDFS = DATA / "ofsted" / "pdf"
pytestmark = pytest.mark.skipif(
    not PDFS.is_dir(), reason=f"no measuring data: {PDFS} is not there (set WINNOW_DATA)"
)
KNOWN_GAPS = (("80517_csinsp_2015-01-20.pdf", 89),)  # prints "89." and no paragraph after it
GRADED = ("ILACS", "SIF", "LAC-2013")


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def publications() -> dict[str, Publication]:
    found = {path.name: read_pdf(path.read_bytes()) for path in sorted(PDFS.glob("*.pdf"))}
    assert found, f"{PDFS} holds no publication: nothing would be tested"
    return found


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def test_every_document_is_told_by_its_own_text(publications: dict[str, Publication]) -> None:
    unknown = [
        name for name, one in publications.items() if one.framework is None or not one.proven
    ]
    assert unknown == []


def test_both_readings_of_every_table_agree(publications: dict[str, Publication]) -> None:
    disagreed = [
        (name, judgement.area)
        for name, one in publications.items()
        if one.framework in GRADED
        for judgement in one.judgements
        if judgement.agreed is not True
        and judgement.grade is not None
        and judgement.evidence is not None
        and judgement.area not in ("lscb", "overall_effectiveness")
    ]
    assert disagreed == []


NEVER = {
    PublicationDoubt.MISSING_JUDGEMENT,
    PublicationDoubt.UNKNOWN_LABEL,
    PublicationDoubt.READER_FAILED,
    PublicationDoubt.TABLES_DISAGREE,
}


def test_no_row_of_a_table_is_missing_or_unknown(publications: dict[str, Publication]) -> None:
    doubts = [
        (name, doubt)
        for name, one in publications.items()
        for doubt in one.doubts
        if doubt.code in NEVER
    ]
    assert doubts == []


def test_what_is_read_is_the_gold_or_a_listed_dispute(
    publications: dict[str, Publication],
) -> None:
    predictions = module(ROOT / "bench" / "ofsted_predictions.py")
    scorer = module(DATA / "ofsted" / "score_ofsted.py")
    authorities = predictions.read_table(predictions.default_table())
    disputed = {(row["file"], row["field"]) for row in rows(ROOT / "bench" / "disputes.csv")}
    wrong = []
    for gold in rows(DATA / "ofsted" / "gold_dev.csv"):
        read = predictions.columns(publications[gold["file"]], authorities)
        for field in set(gold) - scorer.NOT_SCORED:
            want, got = scorer.normal(field, gold[field]), scorer.normal(field, read.get(field))
            known = (gold["file"], field) in disputed
            if not scorer.equal(field, want, got) and not known:
                wrong.append((gold["file"], field, gold[field], read.get(field)))
    assert wrong == []


def test_printed_paragraph_numbers_run_without_gaps(publications: dict[str, Publication]) -> None:
    gaps = []
    for name, one in publications.items():
        numbers = [int(p.number) for p in one.paragraphs if p.number and p.number.isdigit()]
        if len(numbers) >= 5:
            gaps += [(name, n) for n in sorted(set(range(1, max(numbers))) - set(numbers))]
    assert gaps == [gap for gap in KNOWN_GAPS if gap[0] in publications]


def bare(words: str) -> str:
    """Letters and digits alone: blanks, hyphens, quotes and bullets are printed in many ways."""
    return re.sub(r"\W+", "", words.casefold())


def evidence_of(publication: Publication) -> Iterator[tuple[str, str | None, Evidence | None]]:
    """(field, value as it must stand in the words, evidence) of every fact that has a value."""
    for fact in publication.facts:
        if fact.value is not None:
            is_printed = fact.name not in ("send_outcome", "event_type_derived")
            is_date = re.match(r"\d{4}-\d\d-\d\d", fact.value)
            yield fact.name, fact.value if is_printed and not is_date else None, fact.evidence
    for one in publication.inspectors:
        yield f"inspector {one.name}", one.name, one.evidence
    for judgement in publication.judgements:
        if judgement.grade is not None:
            yield judgement.area, judgement.grade_as_printed, judgement.evidence
    for days in publication.inspected:
        yield "inspected", None, days.evidence


def test_the_words_of_every_fact_stand_on_its_page(publications: dict[str, Publication]) -> None:
    wrong, asked = [], 0
    for name, publication in publications.items():
        document = pdfium.PdfDocument(PDFS / name)
        pages: dict[int, str] = {}
        for field, value, evidence in evidence_of(publication):
            asked += 1
            if evidence is None or evidence.page is None:
                wrong.append((name, field, "no evidence"))
                continue
            if evidence.page not in pages:
                text = document[evidence.page - 1].get_textpage().get_text_range()
                pages[evidence.page] = bare(text.replace("\ufffe", "-"))
            if bare(evidence.words) not in pages[evidence.page]:
                wrong.append((name, field, f"not on page {evidence.page}: {evidence.words}"))
            if value and bare(value) not in bare(evidence.words):
                wrong.append((name, field, f"{value} is not in: {evidence.words}"))
        document.close()
    assert wrong == []
    assert asked > 2_000


def test_readings_that_disagree_have_no_grade_and_a_doubt(
    publications: dict[str, Publication],
) -> None:
    silent = [
        (name, judgement.area)
        for name, one in publications.items()
        for judgement in one.judgements
        if judgement.agreed is False
        and (judgement.grade is not None or not any(judgement.area in d.words for d in one.doubts))
    ]
    assert silent == []
    assert not any("heading_disagrees" in codes(one.doubts) for one in publications.values())


def test_a_field_without_a_value_has_a_reason(publications: dict[str, Publication]) -> None:
    silent = [
        (name, fact.name)
        for name, one in publications.items()
        for fact in one.facts
        if fact.value is None and fact.reason is None
    ]
    silent += [
        (name, judgement.area)
        for name, one in publications.items()
        for judgement in one.judgements
        if judgement.grade is None and judgement.reason is None
    ]
    assert silent == []


def folded(text: str) -> str:
    text = re.sub("[‐‑‒–—―−\u00ad\ufffe]", "-", text)
    text = re.sub("[‘’`´]", "'", re.sub("[“”]", '"', text))
    return re.sub(r"[\s•◼]+", " ", text).casefold().strip(" .,")


def test_quotations_stand_verbatim_in_the_text(publications: dict[str, Publication]) -> None:
    found, asked = 0, 0
    for line in (DATA / "links" / "link_dev.jsonl").read_text(encoding="utf-8").splitlines():
        for quotation in json.loads(line).get("quotes") or []:
            if len(quotation["quote"].split()) >= 5:
                asked += 1
                text = folded(publications[quotation["pdf"]].text)
                found += folded(quotation["quote"]) in text
    assert asked > 20
    assert found == asked
