"""What a page turned out to be: each kind by its evidence, and the stories that only look so."""

from __future__ import annotations

import pytest

from pipelines.reading import Access, PageContext, PageKind, Reading, read_html, read_text
from tests.reading import pages

URL = "https://www.vale-chronicle.test/news/25990003.nursery-praised/"
BRIEF = "<p>Inspectors praised Aldmere Nursery on Tuesday. Its head teacher said she was proud.</p>"


def read(html: str, url: str = URL) -> Reading:
    return read_html(html, url, PageContext())


def brief(title: str, text: str, *, above: str = "", below: str = "", head: str = "") -> str:
    """Return a page of a story of a sentence or two."""
    return pages.page(
        f"{above}<main><h1>{title}</h1><div><p>{text}</p></div></main>{below}",
        title=title,
        head=head,
    )


def cards(count: int, teaser: str = "") -> str:
    return "".join(
        f"<div class='card'><h3><a href='/news/{n}'>Council hears plan number {n} for the mill</a>"
        f"</h3>{teaser}</div>"
        for n in range(count)
    )


def refused(reading: Reading, kind: PageKind) -> None:
    assert reading.kind is kind, reading.reason
    assert reading.access is Access.NONE
    assert reading.reason
    assert reading.text == ""


def is_story(reading: Reading) -> None:
    assert reading.kind is PageKind.ARTICLE, reading.reason
    assert reading.access is Access.FULL, reading.reason
    assert reading.text


# ------------------------------------------------------------------ not found


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404", "Go back to our home page."),
        ("Page not found", "The page you want is gone."),
        ("404 - Page not found", "Try our search."),
        ("Sorry, this story is no longer available", "Read our latest news instead."),
        ("Vale Chronicle", "We cannot find the page you asked for. It may have moved."),
        ("Vale Chronicle", "This article has been removed for legal reasons."),
        ("Oops! That page can’t be found.", "It looks like nothing was found here."),
    ],
)
def test_a_page_that_says_it_is_not_there_is_a_soft_404(title: str, text: str) -> None:
    refused(read(brief(title, text)), PageKind.SOFT_404)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Body not found after week of searching", "Divers left the lake on Tuesday, police said."),
        ("404 pupils to move to the new school", "They start in September, the council said."),
        ("Man sought after robbery", "Police could not find the man, who ran down Mill Lane."),
        ("Statue not found in the mill pond", "Members of the society will look again in May."),
    ],
)
def test_a_short_story_about_what_was_not_found_is_a_story(title: str, text: str) -> None:
    is_story(read(brief(title, text)))


@pytest.mark.parametrize(
    "widget",
    ["Did you find what you were looking for?", "Is a link broken? Tell us: page not found"],
)
def test_a_brief_over_a_question_about_the_page_is_a_story(widget: str) -> None:
    text = (
        "Inspectors praised the staff of Aldmere Nursery in Thornbeck after a visit in March.</p>"
        "<p>Its head teacher said that she was proud of them."
    )
    is_story(read(brief("Nursery praised", text, below=f"<div>{widget} Yes No</div>")))


# ------------------------------------------------------------------ consent

CONSENT = (
    "<div><h2>We value your privacy</h2><p>We and our 842 partners store information on a device,"
    " such as cookies. Some partners rely on legitimate interest. You can manage your preferences"
    " at any time in our cookie policy.</p><button>Manage options</button>"
    "<button>Accept all</button></div>"
)


def test_a_page_that_asks_for_consent_and_tells_nothing_is_a_consent_wall() -> None:
    refused(read(f"<html><body>{CONSENT}</body></html>"), PageKind.CONSENT)


def test_a_short_story_under_a_consent_banner_is_a_story() -> None:
    text = "Inspectors praised the staff of Aldmere Nursery in Thornbeck after a visit in March."
    told = text + " Children flourish there, and leaders know every family, their report says."
    more = "</p><p>The nursery was told to improve in 2019, when it had moved twice in a year."
    is_story(read(brief("Nursery praised by inspectors", told + more, above=CONSENT)))


def test_a_story_about_cookies_is_no_consent_wall() -> None:
    text = (
        "The council must change its cookie policy, a watchdog said on Tuesday. Visitors had to"
        " accept all cookies before they could pay a bill.</p><p>“Nobody can consent to cookies"
        " that they are not told of,” the watchdog said. “Legitimate interest is no excuse for it.”"
    )
    is_story(read(brief("Council told to change cookie banner", text)))


# ------------------------------------------------------------------ walls


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe now to continue reading",
        "Register now to continue reading. Already have an account?",
        "This article is only available to subscribers",
        "This story is only available to Vale Chronicle subscribers",
        "You have reached your limit of free articles",
        "Log in to read this story",
        "You’ve read all your free stories this month",
        "THIS STORY IS EXCLUSIVELY FOR OUR ONLINE USERS",
    ],
)
def test_a_teaser_with_a_wall_behind_it_is_a_wall(words: str) -> None:
    text = "Councillors argued late into the night over the plans for the old mill …"
    refused(read(brief("Mill plans divide town", text, below=f"<div>{words}</div>")), PageKind.WALL)


@pytest.mark.parametrize(
    "words",
    [
        "Already a subscriber? Log in",
        "Create a free account",
        "Subscribe now to read our e-paper every morning",
        "Subscriber-only",
    ],
)
def test_a_short_story_on_a_site_that_sells_is_no_teaser(words: str) -> None:
    text = "Inspectors praised Aldmere Nursery in Thornbeck. Its head said that she was proud."
    is_story(read(brief("Nursery praised", text, below=f"<div>{words}</div>")))


def test_a_whole_story_with_an_offer_behind_it_is_not_partial() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}'
        "</script>"
    )
    below = "<div>Create a free account. Already have an account?</div>"
    story = "".join(pages.story().replace("Aldmere", name) for name in ("Aldmere", "Bram", "Cole"))
    is_story(
        read(
            pages.article(
                story + pages.story(("The end of it is near. " * 20,)), head=head, below=below
            )
        )
    )


# ------------------------------------------------------------------ shells


def test_a_shell_needs_javascript_and_a_story_of_one_sentence_does_not() -> None:
    scripts = "<script src='/x.js'></script>" * 20
    refused(read(f"<html><body><div id='app'></div>{scripts}</body></html>"), PageKind.NEEDS_JS)
    is_story(read(brief("Mill Lane closed", "Mill Lane is closed until noon.", below=scripts)))


# ------------------------------------------------------------------ lists


def test_a_section_page_is_an_index_whatever_dates_its_cards_print() -> None:
    teaser = (
        "<p>Members heard both sides. A vote is due.</p><time datetime='2025-03-04'>4 Mar</time>"
    )
    html = pages.page(f"<main><h1>Education news</h1>{cards(30, teaser)}</main>", title="Education")
    refused(read(html, "https://www.vale-chronicle.test/news/education/"), PageKind.INDEX)


def test_a_list_of_stories_under_the_address_of_one_is_an_index() -> None:
    intro = "<p>All the stories about schools from our reporters.</p>"
    html = pages.page(f"<main><h1>Schools</h1>{intro}{cards(30)}</main>", title="Schools")
    refused(read(html), PageKind.INDEX)


def test_a_list_that_declares_each_of_its_stories_is_an_index() -> None:
    story = '{"@type":"NewsArticle","headline":"Plan %d","datePublished":"2025-03-04"}'
    graph = ",".join(story % n for n in range(9))
    head = f'<script type="application/ld+json">[{graph}]</script>'
    html = pages.page(f"<main><h1>Schools</h1>{cards(30)}</main>", title="Schools", head=head)
    refused(read(html, "https://www.vale-chronicle.test/tag/schools/"), PageKind.INDEX)


def test_a_short_undated_story_beside_a_long_list_of_others_is_a_story() -> None:
    text = (
        "Inspectors praised Aldmere Nursery in Thornbeck on Tuesday.</p><p>Its head teacher said"
        " that she was proud of her staff.</p><p>The nursery was told to improve in 2019."
    )
    html = brief("Nursery praised", text, below=f"<div><h2>More</h2>{cards(30)}</div>")
    is_story(read(html))


def test_an_undated_story_at_an_address_of_one_part_is_no_index() -> None:
    text = (
        "Inspectors praised Aldmere Nursery in Thornbeck on Tuesday.</p><p>Its head teacher said"
        " that she was proud of her staff."
    )
    html = brief("Nursery praised", text, below=f"<div><h2>More</h2>{cards(12)}</div>")
    is_story(read(html, "https://www.vale-chronicle.test/nursery-praised/"))


def test_a_story_with_a_list_of_links_is_no_index() -> None:
    links = "".join(
        f"<li><a href='/r/{n}'>Report of the inspection of school number {n}</a></li>"
        for n in range(25)
    )
    is_story(read(pages.article(pages.story() + f"<p>All the reports:</p><ul>{links}</ul>")))


# ------------------------------------------------------------------ live


def _entries(count: int) -> str:
    return "".join(
        f"<div><p>1{n}:05</p><p>Members vote on item {n} of the long list before them.</p></div>"
        for n in range(count)
    )


def test_a_live_blog_that_declares_nothing_is_known_by_its_headline_and_times() -> None:
    title = "LIVE: Inspectors' report debated at town hall"
    html = pages.page(f"<main><h1>{title}</h1><div>{_entries(6)}</div></main>", title=title)
    reading = read(html)
    assert reading.kind is PageKind.LIVE
    assert reading.reason is not None
    assert "LIVE" in reading.reason
    assert "Members vote on item 3" in reading.text


@pytest.mark.parametrize("title", ["Live music is back in Thornbeck", "LIVE: A nursery is praised"])
def test_the_word_alone_makes_no_live_blog(title: str) -> None:
    assert read(brief(title, pages.story())).kind is PageKind.ARTICLE


# ------------------------------------------------------------------ galleries


def _pictures(count: int) -> str:
    return "".join(
        f"<figure><img src='/{n}.jpg' alt=''><figcaption>Picture {n} of 12</figcaption></figure>"
        for n in range(1, count + 1)
    )


@pytest.mark.parametrize(
    ("title", "url", "head"),
    [
        ("In pictures: school fair in the rain", URL, ""),
        ("School fair in pictures", URL, ""),
        ("School fair", "https://www.vale-chronicle.test/picture-gallery/school-fair/", ""),
        (
            "School fair",
            URL,
            '<script type="application/ld+json">{"@type":"ImageGallery"}</script>',
        ),
    ],
)
def test_pictures_with_next_to_no_text_are_a_gallery(title: str, url: str, head: str) -> None:
    html = pages.page(f"<main><h1>{title}</h1>{_pictures(12)}</main>", title=title, head=head)
    refused(read(html, url), PageKind.GALLERY)


def test_a_story_with_pictures_is_a_story() -> None:
    title = "In pictures: school fair in the rain"
    html = pages.page(f"<main><h1>{title}</h1>{pages.story()}{_pictures(12)}</main>", title=title)
    is_story(read(html))


def test_a_short_story_about_a_gallery_is_no_gallery() -> None:
    text = "The art gallery in Mill Lane opens again on Tuesday, the council said."
    is_story(read(brief("Gallery opens again", text, below=_pictures(2))))


# ------------------------------------------------------------------ dumps


def test_a_dump_of_picture_numbers_is_a_gallery() -> None:
    lines = ["In pictures: school fair", *(f"Picture {n} of 12" for n in range(1, 13))]
    assert read_text("\n\n".join(lines)).kind is PageKind.GALLERY


def test_a_dump_of_one_paragraph_about_404_pupils_is_a_story() -> None:
    dump = (
        "404 pupils to move\n\nSome 404 pupils will move to the new school in May, the head said."
    )
    assert read_text(dump).kind is PageKind.ARTICLE
