"""A judgement table is read in text order and by its boxes; where they differ, neither counts."""

from pipelines.ofsted import read_pdf
from pipelines.ofsted.document import Document
from pipelines.ofsted.drawn import Glyph
from pipelines.ofsted.grades import FOUR_POINT, Area, Vocabulary
from pipelines.ofsted.pdf_text import PrintedLine
from pipelines.ofsted.table_boxes import box_rows
from pipelines.ofsted.tables import read_table
from tests.ofsted import sample_pdfs as sample
from words.doubts import stored_form
from words.null_reasons import NullReason

HEAD = [
    (70, 760, "Inspection of Marlshire local authority children’s services"),
    (70, 730, "Inspection dates: 6 to 17 December 2021"),
    (70, 710, "Lead inspector: Ann Bell, Her Majesty’s Inspector"),
    (70, 680, "Judgement"),
    (440, 680, "Grade"),
]
LABELS = [
    (650, "The impact of leaders on social work practice with children and families"),
    (620, "The experiences and progress of children who need help and protection"),
    (590, "The experiences and progress of children in care and care leavers"),
    (560, "Overall effectiveness"),
]
GRADES = ["Good", "Inadequate", "Outstanding", "Good"]
TAIL = [(70, 500, "Children are seen often. Their plans are good and are looked at every month.")]


def drawn(table: list[tuple[float, float, str]]) -> bytes:
    return sample.drawn([[*HEAD, *table, *TAIL]], size=9)


def test_a_table_stored_column_by_column_is_read_by_its_boxes() -> None:
    labels = [(70.0, float(y), label) for y, label in LABELS]
    grades = [(440.0, float(y), grade) for (y, _), grade in zip(LABELS, GRADES, strict=True)]
    publication = read_pdf(drawn([*labels, *grades]))
    read = {one.area: (one.grade, one.agreed) for one in publication.judgements}
    assert read["help_and_protection"] == ("inadequate", None)
    assert read["impact_of_leaders"] == ("good", None)
    assert "single_reading: help_and_protection" in stored_form(publication.doubts)


def letters(words: str, left: float, bottom: float) -> list[Glyph]:
    return [
        Glyph(char=char, left=left + i * 6, bottom=bottom, right=left + i * 6 + 5, top=bottom + 8)
        for i, char in enumerate(words)
        if char != " "
    ]


def test_two_readings_that_differ_give_no_grade() -> None:
    vocabulary = Vocabulary(areas=(Area("help", "help"), Area("care", "care")), grades=FOUR_POINT)
    boxes = [
        *letters("Help", 70, 700),
        *letters("Inadequate", 300, 700),
        *letters("Care", 70, 670),
        *letters("Good", 300, 670),
    ]
    lines = tuple(PrintedLine(text=words, page=1) for words in ("Help Good", "Care Good"))
    document = Document(lines=lines, page_count=1, glyphs=lambda page: tuple(boxes))
    table = read_table(document, 1, vocabulary, expected=("help", "care"))
    refused, believed = table.judgements
    assert (refused.grade, refused.reason, refused.agreed) == (None, NullReason.AMBIGUOUS, False)
    assert (refused.grade_as_printed, refused.second_reading) == ("Good", "inadequate")
    assert (believed.grade, believed.second_reading, believed.agreed) == ("good", "good", True)
    assert stored_form(table.doubts) == ("tables_disagree: help: Good",)


def test_a_grade_far_from_every_label_belongs_to_none() -> None:
    vocabulary = Vocabulary(areas=(Area("help", "help"), Area("care", "care")), grades=FOUR_POINT)
    page = [*letters("help", 70, 700), *letters("care", 70, 670), *letters("Good", 300, 500)]
    assert box_rows(page, vocabulary)[0] == {}


def test_a_page_without_letters_has_no_rows() -> None:
    assert box_rows([], Vocabulary(areas=(), grades=FOUR_POINT)) == ({}, ())
