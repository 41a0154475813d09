"""Never another text under this headline: the body stands where the headline stands."""

from __future__ import annotations

import json

import pytest

from pipelines.reading import PageKind, Reading, read_html
from tests.reading.pages import PARAGRAPHS, TITLE, article, page, story
from words.doubts import codes

URL = "https://news.example.test/news/a-story-1234567"
OTHER_TITLE = "Bus lane through Millbrook to be doubled"
OTHER = tuple(
    f"Councillors who met on day {n} of the long inquiry heard from the drivers of route {n}, who"
    f" said that the lane had made their morning {n} minutes shorter, and that few of them would"
    " want to see the old road again."
    for n in range(2, 14)
)
LEGAL = tuple(
    f"Clause {n} of these conditions says that nothing printed here may be taken as an offer, and"
    f" that no liability is accepted for loss under section {n}, however it may have been caused."
    for n in range(2, 12)
)


def read(html: str) -> Reading:
    return read_html(html, URL)


def is_this_story(reading: Reading) -> None:
    assert reading.kind is PageKind.ARTICLE
    assert [block.text for block in reading.body] == list(PARAGRAPHS)


HEADED = f"<h1>{TITLE}</h1>{story()}"
APPENDED = f"<h1>{OTHER_TITLE}</h1>{story(OTHER)}"


@pytest.mark.parametrize(
    "body",
    [
        f"<main><div>{HEADED}</div></main><div class='legal'>{story(LEGAL)}</div>",
        f"<main><article>{HEADED}</article><article>{APPENDED}</article></main>",
        f"<div><div class='s1'>{HEADED}</div></div><div><div class='s2'>{APPENDED}</div></div>",
        f"<div role='main'>{HEADED}</div><section>{story(LEGAL)}</section>",
    ],
    ids=["legal block", "second article", "second story without elements", "role of main"],
)
def test_more_text_elsewhere_is_not_the_story_and_a_doubt_says_so(body: str) -> None:
    reading = read(page(body))
    is_this_story(reading)
    assert "body_by_evidence" in codes(reading.doubts)


def test_article_body_says_which_of_two_texts_is_the_story() -> None:
    stated = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    body = f"<div class='a'>{story(OTHER)}</div><div class='b'>{story()}</div>"
    reading = read(page(body, head=head))
    is_this_story(reading)
    assert "body_by_evidence: articleBody" in map(str, reading.doubts)


@pytest.mark.parametrize(
    "html",
    [
        page(
            f"<main><header><h1>{TITLE}</h1><p>{OTHER[0]}</p></header></main>{story()}{story(OTHER)}"
        ),
        page(f"<article><h1>{TITLE}</h1></article><article>{story(OTHER)}</article>"),
        article(story(OTHER) + "<h1>What comes next in the town</h1>" + story(OTHER[::-1][:3])),
    ],
    ids=["a standfirst in main", "the headline alone in its article", "an h1 as subhead"],
)
def test_a_story_away_from_its_headline_is_still_the_story(html: str) -> None:
    reading = read(html)
    assert OTHER[3] in reading.text
    assert "body_by_evidence" not in codes(reading.doubts)


def slides(
    count: int, text: str = "The firm said that sales in this week were better than ever."
) -> str:
    return (
        "<ul class='legends'>"
        + "".join(
            f"<li><h4>{n}/{count} Week {n} in business</h4><p>{text} It was week {n} of it, and"
            f" depot {n} had to close, while two others were sold to a rival.</p></li>"
            for n in range(1, count + 1)
        )
        + "</ul>"
    )


@pytest.mark.parametrize("count", [6, 40])
def test_slides_that_are_counted_are_no_paragraphs_of_the_story(count: int) -> None:
    is_this_story(read(article(story(PARAGRAPHS[:2]) + slides(count) + story(PARAGRAPHS[2:]))))


def test_a_list_that_counts_its_parts_is_the_story_where_there_is_no_other() -> None:
    assert "depot 4 had to close" in read(article(slides(7))).text


def comments(count: int, answer: str = "Reply") -> str:
    return (
        "<div class='x9f'>"
        + "".join(
            f"<div class='k{n}'><span>Reader {n}</span><p>I lived on day {n} of my life beside that"
            f" nursery, and what they write of chapter {n} is not what I have seen there.</p>"
            f"<span>{answer}</span></div>"
            for n in range(count)
        )
        + "</div>"
    )


@pytest.mark.parametrize("answer", ["Reply", "Report"])
def test_comments_under_hashed_names_are_known_by_what_is_pressed_below(answer: str) -> None:
    is_this_story(read(article(below=comments(30, answer))))


def test_questions_and_answers_of_a_story_stay() -> None:
    text = read(article(story() + comments(4, "Rated: good"))).text
    assert "chapter 3" in text


def test_a_gallery_named_headline_over_three_paragraphs_is_a_story() -> None:
    title = "In pictures: nursery fair in the rain"
    pictures = "".join(
        f"<div><span>{n} / 9</span><img src='/{n}.jpg'><p>Picture {n}: the yard</p></div>"
        for n in range(1, 10)
    )
    html = page(
        f"<main><h1>{title}</h1>{story(PARAGRAPHS[:3])}<div>{pictures}</div></main>", title=title
    )
    reading = read(html)
    assert [block.text for block in reading.body] == list(PARAGRAPHS[:3])


def appended(paragraphs: tuple[str, ...], *, linked: bool = False) -> str:
    head = f"<h2><a href='/x'>{OTHER_TITLE}</a></h2>" if linked else f"<h1>{OTHER_TITLE}</h1>"
    return head + story(paragraphs)


@pytest.mark.parametrize("count", [2, 3, 8])
@pytest.mark.parametrize("linked", [False, True], ids=["h1", "linked h2"])
@pytest.mark.parametrize(
    "around",
    [
        "<main><article>{0}</article><article>{1}</article></main>",
        "<div><div class='story'>{0}</div><div class='story'>{1}</div></div>",
        "<main><article>{0}<article>{1}</article></article></main>",
    ],
    ids=["articles", "twins", "nested article"],
)
def test_stories_that_follow_in_the_same_element_are_others(
    around: str, linked: bool, count: int
) -> None:
    is_this_story(read(page(around.format(HEADED, appended(OTHER[:count], linked=linked)))))


@pytest.mark.parametrize(
    "around",
    [
        "<div><div class='part'>{0}</div><div class='part'><h2>What comes next</h2>{1}</div></div>",
        "<article>{0}<section><h1>What comes next here</h1>{1}</section></article>",
    ],
    ids=["a twin under a subhead", "an h1 in a section"],
)
def test_parts_of_the_story_under_subheads_are_no_other_stories(around: str) -> None:
    text = read(page(around.format(HEADED, story(OTHER[:4])))).text
    assert PARAGRAPHS[0] in text
    assert OTHER[3] in text


def test_a_text_that_stands_twice_is_read_once() -> None:
    both = f"<div class='desktop'>{story()}</div><div class='mobile'>{story()}</div>"
    is_this_story(read(page(f"<main><h1>{TITLE}</h1><div>{both}</div></main>")))


def test_single_paragraphs_that_repeat_stay() -> None:
    refrain = "The court heard the same words again, as it had each day of that long week in May."
    texts = [text for paragraph in PARAGRAPHS for text in (paragraph, refrain)]
    assert read(article(story(tuple(texts)))).text.count(refrain) == len(PARAGRAPHS)
