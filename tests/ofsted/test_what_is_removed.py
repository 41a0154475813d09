"""What is taken out of a document's text: the imprint and page furniture, each with its trace."""

import pytest
from reportlab.platypus import PageBreak

from cli.audit import Piece, print_pieces
from db.packing import unpack_blocks
from pipelines.ofsted import Publication, read_pdf
from pipelines.ofsted.pdf_text import open_pdf, read_lines
from pipelines.storing.publication_rows import version_of_publication
from tests.ofsted import sample_pdfs as sample

IMPRINT = (
    "The Office for Standards in Education, Children’s Services and Skills (Ofsted) regulates and"
    " inspects to achieve excellence in the care of children and young people.",
    "If you would like a copy of this document in a different format, such as large print, please"
    " telephone 0300 123 1231.",
    "You may reuse this information (not including logos) free of charge in any format.",
    "This report is available at https://reports.ofsted.gov.uk/.",
    "Interested in our work? You can subscribe to our monthly newsletter.",
)
FOOT = "Inspection of Marlshire local authority children’s services"


def with_imprint() -> bytes:
    address = ["Piccadilly Gate", "Store St", "Manchester", "M1 2WD", "T: 0300 123 1231"]
    story = [*(sample.text(one) for one in IMPRINT), *sample.lines(address)]
    story += [sample.text("© Crown copyright 2024"), sample.text("Thank you for your help.")]
    return sample.ilacs([(sample.OVERALL, "Good")], body=[PageBreak(), *story], foot=FOOT)


def rules(read: Publication) -> set[str]:
    return {one.rule for one in read.removed}


def test_the_imprint_goes_from_the_text_and_is_kept_as_removed() -> None:
    read = read_pdf(with_imprint())
    cut = [one.text for one in read.removed if one.rule == "imprint"]
    assert [words for words in IMPRINT if words in read.text] == []
    assert [words for words in IMPRINT if words not in cut] == []
    assert "© Crown copyright 2024" in cut
    assert "Piccadilly" not in read.text


def test_a_paragraph_below_the_imprint_stays() -> None:
    assert "Thank you for your help." in read_pdf(with_imprint()).text


def test_sentences_about_licences_and_complaints_stay() -> None:
    stays = (
        "Children may reuse this information in any format, and any complaints are answered.",
        "Inspectors read the monthly newsletter. If you would like a copy, ask the council.",
    )
    text = read_pdf(sample.plain(*stays)).text
    assert [one for one in stays if one not in text] == []


def test_kept_and_removed_are_every_printed_line_once() -> None:
    for data in (with_imprint(), sample.letter("Marlshire was visited.", "Ann Bell led it.")):
        read = read_pdf(data)
        visible = "\n".join(line.text for line in read_lines(open_pdf(data)).lines)
        places = [one.spans for one in read.paragraphs] + [one.spans for one in read.removed]
        spans = sorted((span.start, span.end) for place in places for span in place)
        assert "\n".join(visible[start:end] for start, end in spans) == visible


def test_letterhead_running_heads_and_page_numbers_leave_a_trace() -> None:
    letter = read_pdf(sample.letter("Marlshire was visited.", "Ann Bell led it."))
    assert {"letterhead", "page-number"} <= rules(letter)
    [head] = [one for one in letter.removed if one.rule == "letterhead"]
    assert head.text.splitlines()[:2] == ["Ofsted", "Piccadilly Gate"]
    assert (head.kind, head.evidence) == ("furniture", "page 1")
    pages = [
        [(70, 800, "Marlshire report"), (70, 400, f"Sentence of page {page}.")]
        for page in (1, 2, 3)
    ]
    heads = [one for one in read_pdf(sample.drawn(pages)).removed if one.rule == "running-head"]
    assert [one.text for one in heads] == ["Marlshire report"] * 3


def test_a_footnote_mark_taken_from_a_line_leaves_a_trace() -> None:
    words = "Children know the Board<font size=6><super>1</super></font> and trust it in all."
    read = read_pdf(sample.plain(words))
    assert read.text == "Children know the Board and trust it in all."
    assert [(one.rule, one.text) for one in read.removed] == [("footnote-mark", "1")]
    assert read.removed[0].position == len("Children know the Board")


def test_a_stored_version_prints_kept_and_removed_in_the_documents_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pages = [
        [(70, 800, "Marlshire report"), (70, 400, f"Sentence {page} is kept.")]
        for page in (1, 2, 3)
    ]
    version = version_of_publication(
        read_pdf(sample.drawn(pages)), capture_id=1, origin="crawl", listing={}
    )
    blocks = unpack_blocks(version.text, version.blocks)
    kept = [Piece(start=one["spans"][0][0], text=one["text"]) for one in blocks]
    gone = [Piece(start=one.position, text=one.text, rule=one.rule) for one in version.removed]
    print_pieces(kept + gone)
    marked = [
        line for line in capsys.readouterr().out.splitlines() if line[:1] in "- " and line[2:]
    ]
    assert [line for line in marked if "[" not in line] == [
        "- Marlshire report",
        "  Sentence 1 is kept.",
        "- Marlshire report",
        "  Sentence 2 is kept.",
        "- Marlshire report",
        "  Sentence 3 is kept.",
    ]
