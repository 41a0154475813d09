"""Sample publications, laid out as Ofsted lays them out; authorities and people are invented."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=12, leading=15, spaceAfter=12)
ADDRESS = ParagraphStyle("address", parent=BODY, spaceAfter=0)
HEADING = ParagraphStyle(
    "heading", fontName="Helvetica-Bold", fontSize=14, leading=17, spaceAfter=8
)
TITLE = ParagraphStyle("title", fontName="Helvetica", fontSize=24, leading=28, spaceAfter=14)
LABEL = ParagraphStyle("label", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceAfter=10)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=11, leading=14)

LEADERS = "The impact of leaders on social work practice with children and families"
LEADERS_2026 = "The impact of leaders on practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
CARE_BOTH = "The experiences and progress of children in care and care leavers"
IN_CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
LEAVERS_MISPRINT = "The experiences and progress of children care leavers"
OVERALL = "Overall effectiveness"
RI = "Requires improvement to be good"
FILLER = (
    "Children in this sample are visited often by people who know them. Their plans say what must"
    " change, by when, and who will help. Managers read the records and ask good questions."
)

Row = tuple[str, str]


def pdf(
    story: Sequence[Flowable], *, foot: str | None = None, password: str | None = None
) -> bytes:
    """A PDF of a story; foot is printed on each page from the second with its number."""
    buffer = BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    made = SimpleDocTemplate(buffer, pagesize=A4, invariant=1, encrypt=encrypt)

    def later(canvas: Canvas, document: SimpleDocTemplate) -> None:
        if foot:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(70, 30, foot)
        canvas.drawString(520, 30, str(document.page))

    made.build(list(story), onFirstPage=lambda *_: None, onLaterPages=later)
    return buffer.getvalue()


def text(words: str, style: ParagraphStyle = BODY) -> Paragraph:
    """One paragraph."""
    return Paragraph(words, style)


def lines(words: Sequence[str], style: ParagraphStyle = ADDRESS) -> list[Flowable]:
    """Lines below each other, as in an address."""
    return [Paragraph(one, style) for one in words]


def table(rows: Sequence[Row], *, head: bool = True, widths: tuple[int, int] = (230, 130)) -> Table:
    """A ruled table of label and grade; narrow columns wrap both."""
    cells = [[Paragraph(label, CELL), Paragraph(grade, CELL)] for label, grade in rows]
    if head:
        cells.insert(0, [Paragraph("Judgement", LABEL), Paragraph("Grade", LABEL)])
    made = Table(cells, colWidths=widths, spaceAfter=14)
    made.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    return made


def ilacs(
    rows: Sequence[Row],
    *,
    title: Sequence[str] = ("Inspection of Marlshire local authority children’s services",),
    dates: str = "Inspection dates: 6 to 17 December 2021",
    lead: str | None = "Lead inspector: Ann Bell, His Majesty’s Inspector",
    widths: tuple[int, int] = (230, 130),
    body: Sequence[Flowable] = (),
    foot: str | None = None,
) -> bytes:
    """An ILACS report of two pages or more."""
    story: list[Flowable] = [text(one, TITLE) for one in title]
    story.append(text(dates, LABEL))
    if lead:
        story.append(text(lead, LABEL))
    story += [table(rows, widths=widths), text(FILLER), *body]
    story += [PageBreak(), text("What needs to improve?", HEADING)]
    story += [text("• The timeliness of plans for the youngest children."), text("• Records.")]
    story += [text("Findings", HEADING), text(f"1. {FILLER}"), text(f"2. {FILLER}")]
    return pdf(story, foot=foot)


def letter(
    sentence: str,
    inspectors: str,
    *,
    theme: str | None = None,
    items: Sequence[str] = (),
    date: str | None = "26 October 2022",
    title: str = "Focused visit to Marlshire local authority children’s services",
    signed: str = "Ann Bell",
    priority: Sequence[str] = (),
) -> bytes:
    """A letter on a visit, its letterhead in the middle of the reading order."""
    story: list[Flowable] = lines(
        [date, "Cy Dow", "Director of Children’s Services"] if date else []
    )
    story += [
        *lines(["Marl Hall", "Marlton", "ML1 1AA"]),
        text("Dear Ms Dow"),
        text(title, HEADING),
    ]
    story += [text(f"{sentence} {inspectors}")]
    story += [text(theme)] if theme else []
    story += [text(f"• {item}") for item in items]
    story += [text("This visit was carried out in line with the framework.")]
    story += [text("Headline findings", HEADING), text(FILLER)]
    story += lines(
        ["Ofsted", "Piccadilly Gate", "Store Street", "Manchester", "M1 2WD", "T 0300 123 1231"]
    )
    story += lines(["Textphone 0161 618 8524", "enquiries@ofsted.gov.uk", "www.gov.uk/ofsted"])
    story += [PageBreak(), text("What needs to improve in this area of practice?", HEADING)]
    story += [text("• The quality of plans."), text("• How soon children are seen.")]
    if priority:
        story += [
            text("Areas for priority action", HEADING),
            *[text(f"• {one}") for one in priority],
        ]
    story += [text("Main findings", HEADING), text(FILLER), text("Yours sincerely"), text(signed)]
    story += [text("His Majesty’s Inspector")]
    return pdf(story)


def sif(
    rows: Sequence[Row],
    *,
    council: str = "Marlshire County Council",
    kind: str = "Inspection",
    dates: str = "Inspection date: 6 July 2015 – 30 July 2015",
    published: str | None = "Report published: 19 October 2015",
    overall: str = "Children’s services in Marlshire are inadequate",
    board: str | None = "The Local Safeguarding Children Board requires improvement",
    team: Sequence[str] = (
        "Lead inspector: Ann Bell HMI",
        "Deputy lead inspector: Bo Cole HMI",
        "Team inspectors: Di Eve HMI, Fay Gold and Hal Inn (OI)",
    ),
) -> bytes:
    """A report of the single inspection framework."""
    heading = (
        f"{kind} of services for children in need of help and protection, children looked after and"
        " care leavers"
    )
    story: list[Flowable] = [text(council, TITLE), text(heading, LABEL)]
    if board:
        review = "Review of the effectiveness of the Local Safeguarding Children Board"
        story += [text("and", LABEL), text(review, LABEL)]
    story += [text(dates, LABEL)]
    story += [text(published, LABEL)] if published else []
    story += [text(overall, LABEL), table(rows, head=False), PageBreak()]
    story += [text("Executive summary", HEADING), text(FILLER)]
    story += [text(board, HEADING), text(FILLER)] if board else []
    story += [text("The inspection team", HEADING), *lines(team)]
    return pdf(story)


def plain(*paragraphs: str | Flowable) -> bytes:
    """Headings (first word "#") and paragraphs, each divided from the next."""
    story: list[Flowable] = []
    for one in paragraphs:
        if isinstance(one, str):
            story.append(text(one[2:], HEADING) if one.startswith("# ") else text(one))
        else:
            story.append(one)
    return pdf(story)


def drawn(pages: Sequence[Sequence[tuple[float, float, str]]], *, size: float = 12) -> bytes:
    """Lines at exact places: (left, baseline, words) in points, page by page."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for left, baseline, words in page:
            canvas.drawString(left, baseline, words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
