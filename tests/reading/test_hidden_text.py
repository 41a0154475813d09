"""What a page hides is in the audit; the rest of a story behind a button is story."""

from __future__ import annotations

import pytest

from pipelines.reading import Reading, read_html
from tests.reading.pages import PARAGRAPHS, article, story
from tests.reading.test_spans_share_out_the_page import assert_shared_out
from words.doubts import codes

URL = "https://news.example.test/news/a-story-1234567"
FIRST, REST = PARAGRAPHS[:2], PARAGRAPHS[2:]
FORM = (
    "<p>Get the news of Thornbeck by e-mail every morning before you have had your breakfast.</p>"
)


def read(html: str) -> Reading:
    reading = read_html(html, URL)
    assert_shared_out(reading)
    return reading


def hidden(reading: Reading) -> str:
    return "\n".join(block.text for block in reading.removed if block.rule == "hidden-element")


@pytest.mark.parametrize(
    "inner",
    [
        f"{story(FIRST)}<button>Read full article</button><div style='display: none'>{story(REST)}"
        "</div>",
        f"{story(FIRST)}<div hidden>{story(REST)}</div><p><a href='#'>Continue reading</a></p>",
        f"{story(FIRST)}<section hidden='until-found'>{story(REST)}</section>",
        f"<div class='cut'>{story(FIRST)}<span class='toggle'>Show more</span></div>"
        f"<div class='read-more-text' style='visibility:hidden'>{story(REST)}</div>",
    ],
    ids=["button before", "link behind", "until-found", "span in a box before"],
)
def test_the_rest_of_a_story_behind_a_control_is_story(inner: str) -> None:
    reading = read(article(inner))
    assert [block.text for block in reading.body] == list(PARAGRAPHS)
    assert "hidden_text_used" in codes(reading.doubts)


def test_a_rest_that_json_ld_has_is_story_without_any_control() -> None:
    body = " ".join(PARAGRAPHS)
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"' + body + '"}'
        "</script>"
    )
    inner = f"{story(FIRST)}<div style='display:none'>{story(REST)}</div>"
    assert [block.text for block in read(article(inner, head=head)).body] == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (
            f"{story()}<button>Show more</button><div class='newsletter' hidden>{FORM}</div>",
            "e-mail",
        ),
        (f"{story()}<div hidden><p>{REST[0][::-1]}</p></div>", REST[0][::-1]),
        (f"<button>Show more</button>{story()}<div hidden>{story()}</div>", REST[0]),
        (
            f"{story()}<p>Subscribe now to continue reading.</p><button>Read more</button>"
            f"<div hidden><p>{REST[0][::-1]}</p></div>",
            REST[0][::-1],
        ),
        (
            f"{story()}<button>Show more</button><div hidden><ul><li><a href='/a'>"
            f"{REST[0][::-1]}</a></li></ul></div>",
            REST[0][::-1],
        ),
    ],
    ids=["a form", "no control", "a copy of the story", "behind a wall", "links"],
)
def test_what_is_hidden_otherwise_stays_out_and_is_in_the_audit(inner: str, words: str) -> None:
    reading = read(article(inner))
    assert [block.text for block in reading.body][:4] == list(PARAGRAPHS)
    assert words not in reading.text or words in PARAGRAPHS
    assert reading.text.count(PARAGRAPHS[-1]) == 1
    assert words in hidden(reading)
    assert "hidden_text_used" not in codes(reading.doubts)


def test_a_declarative_shadow_root_is_what_browsers_show() -> None:
    inner = f"<x-story><template shadowrootmode='open'>{story()}</template></x-story>"
    assert [block.text for block in read(article(inner)).body] == list(PARAGRAPHS)


def test_a_template_of_the_other_kind_is_no_text() -> None:
    inner = f"{story()}<template><p>{REST[0][::-1]}</p></template>"
    reading = read(article(inner))
    assert REST[0][::-1] not in reading.visible


def test_panels_that_are_folded_up_are_story() -> None:
    panels = "".join(
        f"<h3><button aria-expanded='false'>Part {n}</button></h3>"
        f"<div style='display:none'><p>{text}</p></div>"
        for n, text in enumerate(REST)
    )
    text = read(article(story(FIRST) + panels)).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_a_form_that_is_folded_up_is_none() -> None:
    button = "<h3><button aria-expanded='false'>Sign up</button></h3>"
    panel = f"{button}<div hidden><form>{FORM}</form></div>"
    assert "e-mail" not in read(article(story() + panel)).text


def test_a_part_that_is_streamed_and_moved_at_once_is_shown() -> None:
    streamed = f"<div hidden id='S:0'>{story()}</div></body>"
    html = article("<template id='B:0'></template>").replace("</body>", streamed)
    reading = read(html)
    assert [block.text for block in reading.body] == list(PARAGRAPHS)
    assert "hidden_text_used" not in codes(reading.doubts)


def test_another_hidden_part_behind_the_page_stays_out() -> None:
    stored = f"<div hidden id='Store'><p>{REST[0][::-1]}</p></div></body>"
    html = article().replace("</body>", stored)
    assert REST[0][::-1] not in read(html).text
