"""What was cut is printed line by line, each run of lines with what cut it."""

import pytest

from cli.audit import Piece, print_document, print_pieces
from pipelines.ofsted.model import Paragraph, Publication, PublicationKind
from pipelines.reading.model import RemovedBlock, Span


def test_a_region_of_several_lines_keeps_its_lines_and_says_once_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    region = "Read more\nBus fares  to rise\n \nMarket to move"
    why = {"rule": "region-aside", "kind": "related", "evidence": "<aside>"}
    print_pieces(
        [
            Piece(start=9, text=region, **why),
            Piece(start=0, text="The story."),
            Piece(start=60, text="Monday", rule="head-date", kind="date", evidence="Monday"),
        ]
    )
    assert capsys.readouterr().out == (
        "  The story.\n\n"
        "- Read more\n- Bus fares to rise\n- Market to move\n"
        "  [these 3 lines: related, rule region-aside: <aside>]\n\n"
        "- Monday\n  [date, rule head-date]\n\n"
    )


def test_a_documents_paragraph_is_one_line_and_its_furniture_several(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = Paragraph(text="Children are\nsafe.", page=2, spans=(Span(start=20, end=38),))
    cut = RemovedBlock(
        rule="letterhead", kind="furniture", text="Ofsted\nM1 2WD", position=0, evidence="page 1"
    )
    document = Publication(
        kind=PublicationKind.PUBLICATION, paragraphs=(kept,), removed=(cut,), text="", reader="x"
    )
    print_document("a.pdf", document)
    assert capsys.readouterr().out.partition("\n\n")[2] == (
        "- Ofsted\n- M1 2WD\n  [these 2 lines: furniture, rule letterhead: page 1]\n\n"
        "  Children are safe.\n  [page 2]\n\n"
    )
