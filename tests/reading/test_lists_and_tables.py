"""Lists of schools and tables of grades are the story in this field; related stories are not."""

from __future__ import annotations

import pytest

from pipelines.reading import Reading, read_html
from tests.reading.pages import PARAGRAPHS, article, story

URL = "https://news.example.test/news/a-story-1234567"
SCHOOLS = ("Hill Lane Nursery", "Moat Farm Day Care", "Quarry Bank Pre-school")
GRADES = ("Good", "Requires improvement", "Outstanding")


def read(inner: str) -> Reading:
    return read_html(article(story(PARAGRAPHS[:2]) + inner + story(PARAGRAPHS[2:])), URL)


def links(texts: tuple[str, ...], to: str = "https://reports.ofsted.gov.uk/") -> str:
    return "".join(f"<li><a href='{to}{n}'>{text}</a></li>" for n, text in enumerate(texts))


@pytest.mark.parametrize("to", ["https://reports.ofsted.gov.uk/", "/news/school-"])
def test_a_list_of_links_that_a_sentence_announces_is_story(to: str) -> None:
    long = tuple(
        f"{school}, which was seen on the {n}th of March" for n, school in enumerate(SCHOOLS)
    )
    text = read(f"<p>The three nurseries that were visited are:</p><ul>{links(long, to)}</ul>").text
    assert all(f"• {item}" in text for item in long)


def test_a_list_of_links_with_grades_is_story_at_the_end_too() -> None:
    graded = tuple(
        f"{school} – {grade.lower()}" for school, grade in zip(SCHOOLS, GRADES, strict=True)
    )
    html = article(story() + f"<p>Their grades are as follows.</p><ul>{links(graded)}</ul>")
    assert all(f"• {item}" in read_html(html, URL).text for item in graded)


@pytest.mark.parametrize("fact", ["Rating: {}", "{}", "Overall: {}"])
def test_linked_headings_over_short_facts_are_story(fact: str) -> None:
    items = "".join(
        f"<h3><a href='https://reports.ofsted.gov.uk/{n}'>{school}</a></h3><p>{fact.format(grade)}</p>"
        for n, (school, grade) in enumerate(zip(SCHOOLS, GRADES, strict=True))
    )
    text = read_html(article(story() + items), URL).text
    assert all(school in text for school in SCHOOLS)


HEADLINES = (
    "Nursery rated inadequate after pupils left alone in the yard",
    "Good marks for school that moved twice in a year",
    "Bus lane through Millbrook to be doubled in May",
)


@pytest.mark.parametrize(
    "announced",
    [
        "",
        "<p>Read more of our stories here:</p>",
        "<p>You may also like to look at these:</p>",
        "<p>Related stories from the town:</p>",
    ],
)
def test_a_list_of_other_stories_is_none(announced: str) -> None:
    html = article(story() + f"{announced}<ul>{links(HEADLINES, '/news/')}</ul>")
    text = read_html(html, URL).text
    assert not any(headline in text for headline in HEADLINES)


def test_headlines_over_the_age_of_their_stories_are_none() -> None:
    items = "".join(
        f"<h3><a href='/news/{n}'>{text}</a></h3><p>{n + 1} hours ago</p>"
        for n, text in enumerate(HEADLINES)
    )
    text = read_html(article(story() + items), URL).text
    assert not any(headline in text for headline in HEADLINES)


def test_a_row_is_one_block_and_an_empty_cell_keeps_its_place() -> None:
    table = (
        "<table><tr><th>School</th><th>2022</th><th>2026</th></tr>"
        "<tr><td>Hill<br>Lane</td><td></td><td><b>Good</b></td></tr>"
        "<tr><td>Moat Farm</td><td>Inadequate</td><td>&nbsp;</td></tr></table>"
    )
    texts = [block.text for block in read(table).body]
    assert texts[2:5] == ["School | 2022 | 2026", "Hill Lane | | Good", "Moat Farm | Inadequate |"]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>{}</td><td>{}</td></tr></table>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td><td>{}</td></tr></table>",
        "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
    ],
    ids=["paragraphs in cells", "a table in a table", "one cell a row"],
)
def test_a_table_that_lays_out_the_page_has_no_rows(table: str) -> None:
    long = PARAGRAPHS[0] + " " + PARAGRAPHS[1]
    texts = [block.text for block in read(table.format(long[::-1], SCHOOLS[0])).body]
    assert long[::-1] in texts
    assert not any("|" in text for text in texts)


def test_links_to_the_headings_below_are_contents() -> None:
    heads = ("What did they say?", "What comes next?")
    jump = "".join(f"<li><a href='#{n}'>{head}</a></li>" for n, head in enumerate(heads))
    below = zip(heads, PARAGRAPHS[2:], strict=True)
    parts = "".join(f"<h2>{head}</h2>{story((text,))}" for head, text in below)
    texts = [
        block.text
        for block in read_html(article(f"<ul>{jump}</ul>{story(PARAGRAPHS[:2])}{parts}"), URL).body
    ]
    assert [text for text in texts if text in heads] == list(heads)


def test_a_list_that_no_heading_repeats_is_no_contents() -> None:
    text = read(
        f"<p>These were seen in March:</p><ul>{links(SCHOOLS)}</ul><h2>{SCHOOLS[0]}</h2>"
    ).text
    assert SCHOOLS[1] in text


def test_a_quotation_set_large_is_read_once_and_one_of_its_own_stays() -> None:
    large = "We are proud of what the children have done"
    own = "Nothing in this town is as it was before"
    texts = [
        block.text
        for block in read(f"<blockquote>{large}</blockquote><blockquote>{own}</blockquote>").body
    ]
    assert large not in texts
    assert own in texts


def test_two_line_breaks_set_a_paragraph_and_one_does_not() -> None:
    one, two, three = PARAGRAPHS[:3]
    inner = f"<div>{one}<br><br>{two}<br> <br><br>{three}<br>Mill Lane</div>"
    texts = [block.text for block in read_html(article(inner), URL).body]
    assert texts == [one, two, f"{three}\nMill Lane"]
