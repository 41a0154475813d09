"""Lines, furniture and paragraphs of a PDF, whatever it is about."""

from pipelines.ofsted import read_pdf
from pipelines.ofsted.characters import clean_characters
from pipelines.ofsted.document import Document
from pipelines.ofsted.pdf_text import open_pdf, read_lines
from tests.ofsted import sample_pdfs as sample


def document(data: bytes) -> Document:
    return Document.of(read_lines(open_pdf(data)))


def test_a_hyphen_at_a_lines_end_stays_a_hyphen() -> None:
    data = sample.drawn([[(70, 700, "The multi-"), (70, 685, "agency front door works well.")]])
    assert document(data).text == "The multi-agency front door works well."


def test_a_word_broken_at_a_lines_end_is_spelt_as_elsewhere_in_the_document() -> None:
    lines = ["Our reinvestment is for children.", "Ensure re-", "investment and ser-"]
    lines += ["vices; the front-", "line is good. Our services, at the front. A line."]
    placed = [(70.0, 700.0 - 15 * n, words) for n, words in enumerate(lines)]
    assert document(sample.drawn([placed])).text == (
        "Our reinvestment is for children. Ensure reinvestment and services; the front-line is"
        " good. Our services, at the front. A line."
    )


def test_a_hyphen_that_the_document_prints_elsewhere_stays() -> None:
    lines = ["The re-investment goes on; some call it reinvestment. Ensure re-", "investment."]
    placed = [(70.0, 700.0 - 15 * n, words) for n, words in enumerate(lines)]
    assert document(sample.drawn([placed])).text.endswith("Ensure re-investment.")


def test_odd_characters_have_one_form() -> None:
    assert clean_characters("multi\ufffeagency \uf0b7 \u25fc a\x00b\u00a0c co\u00adop") == (
        "multi-agency • • ab c co-op"
    )


def test_curly_quotes_are_kept() -> None:
    assert clean_characters("‘I trust them’ – “all”") == "‘I trust them’ – “all”"


def test_a_paragraph_runs_on_over_a_page_break() -> None:
    pages = [
        [(70, 700, "Children are seen often and"), (300, 30, "1")],
        [(70, 760, "their plans are good."), (300, 30, "2")],
    ]
    read = document(sample.drawn(pages)).paragraphs
    assert [(one.text, one.page) for one in read] == [
        ("Children are seen often and their plans are good.", 1)
    ]


def test_running_heads_and_page_numbers_go_and_are_remembered() -> None:
    pages = [
        [(70, 800, f"Marlshire report {number}"), (70, 400, f"Sentence of page {number} ends.")]
        for number in (1, 2, 3)
    ]
    read = document(sample.drawn(pages))
    assert "Marlshire report" not in read.text
    assert read.text.count("Sentence of page") == 3
    assert read.running_heads == ("Marlshire report",)


def test_a_single_town_of_the_letterhead_is_left_in_the_text() -> None:
    data = sample.drawn([[(70, 700, "Hal Inn"), (70, 685, "Manchester"), (70, 650, "Dear Hal")]])
    assert "Manchester" in document(data).text


def test_a_number_within_a_sentence_starts_no_paragraph() -> None:
    data = sample.drawn([[(70, 700, "Care leavers aged 18 to"), (70, 685, "25. They are helped.")]])
    assert [one.number for one in document(data).paragraphs] == [None]


def test_a_number_is_read_with_and_without_a_blank_after_it() -> None:
    lines = ["9. Plans are good.", "10.Visits are often.", "11.‘Calls’ are heard at 10.30am."]
    placed = [(70.0, 700.0 - 15 * n, words) for n, words in enumerate(lines)]
    read = document(sample.drawn([placed])).paragraphs
    assert [(one.number, one.text) for one in read] == [
        ("9", "Plans are good."),
        ("10", "Visits are often."),
        ("11", "‘Calls’ are heard at 10.30am."),
    ]


def test_bullets_are_items_under_their_heading() -> None:
    publication = read_pdf(
        sample.plain("# What needs to improve", "• Plans.", "• Records.", "End.")
    )
    items = [one for one in publication.paragraphs if one.kind == "list_item"]
    assert [(one.text, one.heading) for one in items] == [
        ("• Plans.", "What needs to improve"),
        ("• Records.", "What needs to improve"),
    ]


def paragraphs_of(*pages: list[tuple[float, float, str]]) -> list[tuple[str, int]]:
    return [(one.text, one.page) for one in document(sample.drawn(pages)).paragraphs]


def test_a_hyphen_at_a_pages_end_joins_without_a_blank() -> None:
    first = [(70, 75, "Children who call at night reach the out-of-")]
    assert paragraphs_of(first, [(70, 760, "hours team at once.")]) == [
        ("Children who call at night reach the out-of-hours team at once.", 1)
    ]


def test_an_item_that_hangs_under_its_number_runs_on_after_a_full_stop() -> None:
    first = [(70, 90, "4. Plans are good. They"), (98, 75, "are reviewed in time.")]
    hanging = paragraphs_of(first, [(98, 760, "Leaders know this."), (70, 730, "5. Homes")])
    assert hanging == [
        ("Plans are good. They are reviewed in time. Leaders know this.", 1),
        ("Homes", 2),
    ]
    assert len(paragraphs_of(first, [(70, 760, "Leaders know this.")])) == 2


def test_a_number_in_brackets_at_a_pages_top_is_no_new_paragraph() -> None:
    first = [(70, 90, "4. There has been a"), (98, 75, "decrease in complaints (85 to")]
    assert paragraphs_of(first, [(98, 760, "58) in the last six months.")]) == [
        ("There has been a decrease in complaints (85 to 58) in the last six months.", 1)
    ]


def test_two_printed_lines_that_a_hyphen_makes_one_break_no_paragraph() -> None:
    lines = ["Children are kept safe by timely, multi-", "agency action", "which respects rights."]
    drawn = [(70, 700 - 15 * row, words) for row, words in enumerate(lines)]
    assert paragraphs_of(drawn) == [(" ".join(lines).replace("- ", "-"), 1)]


def test_a_lower_case_line_in_bold_ends_the_sentence_before_it() -> None:
    story = sample.text("The effectiveness of the board is requires <b><br/>improvement</b>")
    read = [one.text for one in document(sample.pdf([story])).paragraphs]
    assert read == ["The effectiveness of the board is requires improvement"]


def test_a_line_left_of_the_bullets_is_the_text_after_the_list() -> None:
    lines = [(80, 700, "• Plans are made"), (98, 685, "in time."), (62, 670, "Leaders should act.")]
    assert [words for words, _ in paragraphs_of(lines)] == [
        "• Plans are made in time.",
        "Leaders should act.",
    ]
