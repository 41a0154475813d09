"""What must improve, priority actions, recommendations: each item whole, in its own list."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table, TableStyle

from pipelines.ofsted import Publication, read_pdf
from pipelines.ofsted.drawn import Rule
from pipelines.ofsted.pdf_text import PrintedLine
from pipelines.ofsted.ruled_rows import Row, ruled_rows
from tests.ofsted import sample_pdfs as sample

TIGHT = ParagraphStyle("tight", parent=sample.CELL, fontSize=12, leading=14, leftIndent=0)
SMALL_HEADING = ParagraphStyle("small", parent=sample.HEADING, fontSize=13, leading=16)
PLANS = "Leaders should make sure that every plan is written down and is known to the whole family."
WAITS = "Leaders should shorten the time for which children wait, and tell their families how long."
SCHOOLS = "Leaders should work with schools, so that fewer children of Marlshire are sent home."
BEDS = "Leaders should find more beds for children who may not stay at home for some time."
GAP = Spacer(1, 12)
COUNCIL, BOARD = "Marlshire County Council", "Marlshire Integrated Care Board"


def ruled(rows: list[list[object]], widths: list[int]) -> Table:
    cells = [[c if isinstance(c, list) else Paragraph(str(c), TIGHT) for c in row] for row in rows]
    table = Table(cells, colWidths=widths)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


def send(*parts: str | Flowable) -> Publication:
    return read_pdf(
        sample.plain(
            "# Area SEND inspection of Marlshire Local Area Partnership",
            "# Inspection dates: 18 to 22 November 2024",
            "# Inspection outcome",
            "The arrangements lead to inconsistent experiences and outcomes for children.",
            sample.FILLER,
            *parts,
            sample.text("Local area partnership details", SMALL_HEADING),
            "Marlshire County Council",
            sample.FILLER,
        )
    )


def facts(publication: Publication, name: str) -> list[str | None]:
    return [fact.value for fact in publication.facts if fact.name == name]


def test_rows_of_a_ruled_table_are_items_however_tight_they_stand() -> None:
    table = ruled([[PLANS], [WAITS], [SCHOOLS]], [470])
    publication = send("# Areas for improvement", table)
    assert publication.improvements == (PLANS, WAITS, SCHOOLS)


def test_the_body_that_is_responsible_is_no_action() -> None:
    rows: list[list[object]] = [
        [f"{COUNCIL} and {BOARD}", PLANS],
        [COUNCIL, f"{COUNCIL} leaders should see to it that no child waits for a year or longer."],
        [BOARD, WAITS],
    ]
    table = ruled(rows, [160, 310])
    head = sample.text("Responsible body Areas for priority action", SMALL_HEADING)
    areas = ruled([[SCHOOLS]], [470])
    publication = send("# Areas for priority action", head, table, "# Areas for improvement", areas)
    assert publication.priority_actions == tuple(row[1] for row in rows)
    assert facts(publication, "responsible_body") == [row[0] for row in rows]
    assert publication.improvements == (SCHOOLS,)


def test_an_action_with_a_list_is_one_row_over_the_end_of_a_page() -> None:
    listed = [Paragraph(words, TIGHT) for words in ("Leaders should shorten waits for:", "• beds;")]
    rest = [Paragraph("• chairs; and", TIGHT), Paragraph("• visits.", TIGHT)]
    publication = send(
        "# Areas for improvement",
        ruled([[PLANS], [listed]], [470]),
        PageBreak(),
        ruled([[rest], [SCHOOLS]], [470]),
    )
    whole = "Leaders should shorten waits for: • beds; • chairs; and • visits."
    assert publication.improvements == (PLANS, whole, SCHOOLS)


def test_a_table_without_rules_is_read_by_its_paragraphs() -> None:
    publication = send(
        "# Areas for improvement",
        PLANS,
        "Leaders should shorten waits for:",
        "• beds; and",
        "• chairs.",
        SCHOOLS,
    )
    whole = "Leaders should shorten waits for: • beds; and • chairs."
    assert publication.improvements == (PLANS, whole, SCHOOLS)


def boxed(*rows: str) -> Table:
    return ruled([[row] for row in rows], [470])


@pytest.mark.parametrize(
    "parts",
    [
        (boxed(PLANS, WAITS), GAP, SCHOOLS, BEDS),
        (PLANS, WAITS, boxed(SCHOOLS, BEDS)),
        (PLANS, boxed(WAITS, SCHOOLS), GAP, BEDS),
    ],
    ids=["below", "above", "both"],
)
@pytest.mark.parametrize("heading", ["Areas for improvement", "Areas for priority action"])
def test_items_outside_the_table_are_not_lost(heading: str, parts: tuple[str | Flowable]) -> None:
    publication = send(f"# {heading}", *parts)
    told = " ".join(publication.improvements + publication.priority_actions)
    for item in (PLANS, WAITS, SCHOOLS, BEDS):
        assert item in told


def test_a_box_that_is_drawn_below_the_items_does_not_swallow_them() -> None:
    publication = send("# Areas for priority action", PLANS, WAITS, boxed("", ""))
    assert publication.priority_actions == (PLANS, WAITS)


def test_a_row_with_a_body_and_no_action_is_not_lost() -> None:
    rows: list[list[object]] = [[COUNCIL, PLANS], [BOARD, ""], [COUNCIL, WAITS]]
    publication = send("# Areas for priority action", ruled(rows, [160, 310]))
    assert BOARD in " ".join(publication.priority_actions)


def line(words: str, baseline: float, left: float = 75.0, page: int = 1) -> PrintedLine:
    return PrintedLine(text=words, page=page, size=12.0, left=left, baseline=baseline)


def level(height: float) -> Rule:
    return Rule(left=70, bottom=height, right=540, top=height)


def rows_of(
    *lines: PrintedLine, heights: Sequence[float] = (700, 660, 620)
) -> tuple[Row, ...] | None:
    return ruled_rows(lines, lambda page: [level(at) for at in heights], lambda page: ())


def test_lines_between_two_rules_are_one_row() -> None:
    rows = rows_of(line(PLANS, 685), line("Now.", 670), line(WAITS, 645))
    assert rows == (Row(1, (f"{PLANS} Now.",)), Row(1, (WAITS,)))


@pytest.mark.parametrize("outside", [line(SCHOOLS, 720), line(SCHOOLS, 600)])
def test_a_table_that_does_not_hold_every_line_gives_no_rows(outside: PrintedLine) -> None:
    assert rows_of(line(PLANS, 685), line(WAITS, 645), outside) is None


def test_lines_without_a_table_and_no_lines_give_no_rows() -> None:
    assert rows_of(line(PLANS, 685), heights=()) is None
    assert rows_of() is None


def single(*parts: str | Flowable) -> Publication:
    heading = (
        "Inspection of services for children in need of help and protection, children looked after"
        " and care leavers"
    )
    return read_pdf(
        sample.plain(
            sample.text("Marlshire County Council", sample.TITLE),
            f"# {heading}",
            "# Inspection date: 6 July 2015 – 30 July 2015",
            sample.FILLER,
            sample.FILLER,
            *parts,
        )
    )


def lesser(words: str) -> Paragraph:
    return sample.text(words, SMALL_HEADING)


def test_priority_and_immediate_actions_are_kept_apart_from_the_areas() -> None:
    publication = single(
        "# What does the local authority need to improve?",
        lesser("Priority and immediate action"),
        f"1. {PLANS}",
        lesser("Areas for improvement"),
        f"2. {WAITS}",
        "# The local authority’s strengths",
        f"3. {SCHOOLS}",
    )
    assert publication.priority_actions == (PLANS,)
    assert publication.improvements == (WAITS,)


def test_the_words_that_there_are_no_priority_actions_are_none() -> None:
    publication = single(
        "# What does the LSCB need to improve?",
        lesser("Priority and immediate action"),
        "There are no areas for priority or immediate action.",
        lesser("Areas for improvement"),
        f"2. {WAITS}",
    )
    assert publication.priority_actions == ()
    assert publication.improvements == (WAITS,)


def test_a_numbered_item_takes_the_list_after_its_colon() -> None:
    publication = single(
        "# Recommendations",
        f"1. {PLANS}",
        "2. Finish the following work of last year:",
        "• the list of homes",
        "• the list of schools.",
        f"3. {SCHOOLS}",
        lesser("Summary for children and young people"),
        "• Children in this sample are kept safe.",
    )
    assert publication.recommendations == (
        PLANS,
        "Finish the following work of last year: • the list of homes • the list of schools.",
        SCHOOLS,
    )


def test_the_words_that_lead_into_a_list_are_no_item() -> None:
    publication = single(
        "# Areas for improvement",
        "15. In order to improve services, the council should take the following action.",
        "• See every child.",
        "• Write every plan.",
    )
    assert publication.improvements == ("See every child.", "Write every plan.")


def test_headings_of_one_print_divide_a_list_and_others_end_it() -> None:
    publication = single(
        "# Areas for improvement",
        "# Leadership and management",
        f"• {PLANS}",
        "# Responses at the front door",
        f"• {WAITS}",
        "# Case study: highly effective practice",
        f"• {SCHOOLS}",
    )
    assert publication.improvements == (PLANS, WAITS)


def test_a_heading_that_the_file_names_last_stands_where_it_is_printed() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 12)
    for number in range(9):
        canvas.drawString(70, 700 - 15 * number, f"{number + 1}. Line of the text of this page.")
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(70, 730, "Recommendations")
    canvas.save()
    publication = read_pdf(buffer.getvalue())
    assert publication.paragraphs[0].text == "Recommendations"
    assert all(one.heading == "Recommendations" for one in publication.paragraphs[1:])


def test_space_between_rows_is_no_row() -> None:
    table = ruled([[PLANS], [""], [WAITS]], [470])
    assert send("# Areas for improvement", Spacer(1, 6), table).improvements == (PLANS, WAITS)
