"""Titles, authors and dates: which of a page's offers is chosen, and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.reading import PageContext, Precision, Reading, read_html
from pipelines.reading.metadata.people import holds_person, is_person, names_in
from pipelines.reading.metadata.stated_times import read_moment
from pipelines.reading.metadata.titles import without_site
from tests.reading import pages
from words.doubts import codes

URL = "https://www.vale-chronicle.test/news/nursery-in-thornbeck-praised-1234567/"
FETCHED = datetime(2025, 7, 2, 23, 30, tzinfo=UTC)  # half past midnight of 3 July in London


def read(html: str, url: str = URL, **context: object) -> Reading:
    return read_html(html, url, PageContext(**context))  # type: ignore[arg-type]


def page(headline: str, *, title: str, head: str = "", above: str = "", below: str = "") -> str:
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body><main><article>{headline}"
        f"{above}<div>{pages.story()}</div>{below}</article></main></body></html>"
    )


def why(reading: Reading, field: str) -> str:
    (chosen,) = (one for one in reading.candidates if one.field == field and one.chosen)
    return chosen.why or ""


# ------------------------------------------------------------------ title


@pytest.mark.parametrize(
    "headline",
    [
        "<h1>Local News | Road to close for a whole week</h1>",
        "<h1><span>Travel</span><span>Road to close for a whole week</span></h1>",
        "<h1><span>Road to close for a whole week</span> <small>Diversions explained</small></h1>",
    ],
)
def test_a_label_or_a_subtitle_in_the_h1_is_no_part_of_the_headline(headline: str) -> None:
    meta = "<meta property='og:title' content='Road to close for a whole week'>"
    reading = read(page(headline, title="Road to close for a whole week - Vale", head=meta))
    assert reading.title == "Road to close for a whole week"


def test_a_divider_within_the_headline_stays() -> None:
    told = "Best nurseries — the full list"
    assert read(page(f"<h1>{told}</h1>", title=f"{told} | Vale Chronicle")).title == told


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("Road to close | Vale Chronicle", "Vale Chronicle", "Road to close"),
        ("Road to close for a week | Chronicle", "VC Online", "Road to close for a week"),
        ("Vale Chronicle | Road to close for a week", None, "Road to close for a week"),
        ("Vale-Chronicle.test - Road to close for good", None, "Road to close for good"),
        ("Best nurseries - what the inspectors of the county say", None, None),
        ("Nursery rated - the full report of the visit", "Vale Chronicle", None),
    ],
)
def test_the_name_of_the_site_goes_and_nothing_else(
    title: str, site: str | None, wanted: str | None
) -> None:
    assert without_site(title, site, "valechronicle") == (wanted or title)


def test_the_headline_in_a_lower_heading_is_found_where_the_h1_is_the_sites() -> None:
    html = page(
        "<h1>Pulse!</h1><h2>Five nurseries praised by inspectors this week</h2>",
        title="Vale Chronicle | Five nurseries praised by inspectors",
    )
    reading = read(html)
    assert reading.title == "Five nurseries praised by inspectors this week"
    assert "lower heading" in why(reading, "title")


def test_the_only_h1_is_the_headline_though_the_page_calls_itself_something_else() -> None:
    html = page(
        "<h1>The seven best nurseries for a child of two</h1>",
        title="Nurseries: my seven favourites for children",
    )
    assert read(html).title == "The seven best nurseries for a child of two"


def test_entities_that_were_escaped_twice_and_markup_are_not_in_a_declared_title() -> None:
    meta = "<meta property='og:title' content='Mayor&amp;#8217;s &lt;i&gt;new&lt;/i&gt; plan told'>"
    assert read(page("", title="x", head=meta)).title == "Mayor’s new plan told"


# ------------------------------------------------------------------ byline


@pytest.mark.parametrize(
    "above",
    [
        "<div>4 March 2025 by Jo Bloggs</div>",
        "<div><span>By</span><span>Jo Bloggs</span> <span>Updated on</span>4 March 2025</div>",
        "<p>Written by</p><p>Jo Bloggs</p>",
        "<div>Jo Bloggs Published: 4 March 2025</div>",
        "<p>Jo Bloggs</p><p>4 March 2025, 10:15</p>",
        "<div><a href='/author/jo-bloggs/'>Jo Bloggs</a> · Thornbeck</div>",
        "<div>In brief <span class='entry-author'>Jo Bloggs</span></div>",
        "<div><a rel='author' href='/x'>Jo Bloggs</a> | 3 comments</div>",
    ],
)
def test_the_author_is_read_where_the_page_prints_one(above: str) -> None:
    assert read(page(f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, above=above)).byline == (
        "Jo Bloggs"
    )


@pytest.mark.parametrize(
    "above",
    [
        "<p>Most Read</p><p>4 March 2025</p>",
        "<p>A book by Jane Marsh is on show in the library of the town from today.</p>",
        "<p>Thornbeck Nursery</p>",
        "<p>By Course or Type</p>",
        "<p>Author</p><p>Share this article</p>",
        "<div class='author'>The Russian and Syrian defence ministries</div>",
        "<ul><li>Local News</li><li>4 March 2025</li></ul>",
    ],
)
def test_what_is_set_like_a_name_is_no_author(above: str) -> None:
    html = page(f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, above=above)
    assert read(html).byline is None


def test_an_author_named_behind_the_story_is_read() -> None:
    below = "<h3>Author</h3><p>Jo Bloggs</p>"
    html = page(f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, below=below)
    assert read(html).byline == "Jo Bloggs"


def test_the_authors_of_other_stories_and_of_comments_are_not_read() -> None:
    below = (
        "<div class='related'><h4><a href='/a'>Bridge reopens after repairs</a></h4>"
        "<span class='author'>Sam Otter</span></div>"
        "<ol class='comments'><li><span class='comment-author'>Nell Finch</span></li></ol>"
    )
    html = page(f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, below=below)
    assert read(html).byline is None


def test_two_names_in_bold_above_the_first_paragraph_are_the_byline_and_not_the_text() -> None:
    inner = "<p><strong>Jo Bloggs/Sam Otter</strong></p>" + pages.story()
    reading = read(pages.article("<p><em>…as parents cheer</em></p>" + inner))
    assert reading.byline == "Jo Bloggs; Sam Otter"
    assert "Otter" not in reading.text


def test_a_name_in_bold_within_the_story_stays() -> None:
    first, *rest = pages.PARAGRAPHS
    inner = f"<p>{first}</p><p><strong>Jo Bloggs</strong></p>" + pages.story(tuple(rest))
    assert "Jo Bloggs" in read(pages.article(inner)).text


def test_the_publisher_is_the_author_only_where_no_person_is_named() -> None:
    head = (
        "<meta property='og:site_name' content='Vale Chronicle'>"
        "<meta name='author' content='Vale Chronicle'>"
    )
    html = page(f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, head=head)
    reading = read(html)
    assert reading.byline == "Vale Chronicle"
    assert "no person is named" in why(reading, "byline")
    signed = page(
        f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, head=head, above="<p>By Jo Bloggs</p>"
    )
    assert read(signed).byline == "Jo Bloggs"


def test_an_ampersand_in_the_name_of_the_site_makes_no_two_people_of_it() -> None:
    head = (
        "<meta property='og:site_name' content='Jobs &amp; Homes'>"
        "<meta name='author' content='Jobs &amp; Homes'>"
    )
    html = page(
        f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, head=head, above="<p>By Jo Bloggs</p>"
    )
    assert read(html).byline == "Jo Bloggs"


def test_the_label_of_a_social_card_names_the_author() -> None:
    head = (
        "<meta name='twitter:label1' content='Written by'>"
        "<meta name='twitter:data1' content='Jo Bloggs'>"
    )
    html = page(f"<h1>{pages.TITLE}</h1>", title=pages.TITLE, head=head)
    assert read(html).byline == "Jo Bloggs"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jo Bloggs, PhD", ["Jo Bloggs"]),
        ("Jo Bloggs, Dietitian", ["Jo Bloggs"]),
        ("Jo Bloggs, Sam Otter and Nell Finch", ["Jo Bloggs", "Sam Otter", "Nell Finch"]),
        ("Jo Bloggs and Sam Otter - Vale Press team", ["Jo Bloggs", "Sam Otter"]),
        ("By Jo Bloggs And Sam Otter For The Vale On Sunday", ["Jo Bloggs", "Sam Otter"]),
        ("Jo Bloggs in Thornbeck", ["Jo Bloggs"]),
        ("By Jo Bloggs, Privacy and Digital Security Expert", ["Jo Bloggs"]),
        ("Jo Bloggs – Local Democracy Reporting Service", ["Jo Bloggs"]),
        ("Vale - Atlas", ["Vale - Atlas"]),
        ("Kiersten · In: Sides, Bread", ["Kiersten"]),
        ("Authors: Jo Bloggs and Sam Otter, educators", ["Jo Bloggs", "Sam Otter"]),
        ("By Jo Bloggs Updated onMarch 4, 2025", ["Jo Bloggs"]),
        ("Jo Bloggs", ["Jo Bloggs"]),
        ("By Bloggs", ["Bloggs"]),
        ("Bloggs And", ["Bloggs"]),
        ("With Bloggs", ["Bloggs"]),
        ("Bloggs Tuesday", ["Bloggs"]),
        ("Tuesday Bloggs", []),
    ],
)
def test_roles_degrees_places_and_dates_are_no_names(line: str, names: list[str]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize("text", ["Jo Bloggs", "Ana de la Cruz", "Mary-Ann O’Dell", "Jo K. Bloggs"])
def test_a_person_is_two_to_four_capitalised_words(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "line", ["4 March Jo Bloggs", "by Ana de la Cruz", "(Jo) Bloggs", "de Cruz"]
)
def test_a_line_that_holds_a_person_is_looked_at(line: str) -> None:
    assert holds_person(line)


@pytest.mark.parametrize("line", ["Bloggs", "Most read today", "Pupils sat in Thornbeck for hours"])
def test_a_line_without_two_words_set_as_a_name_is_not_looked_at(line: str) -> None:
    assert not holds_person(line)


@pytest.mark.parametrize(
    "text", ["Jo", "Local News", "JO BLOGGS", "Jo went home", "Mill Street", "The Bloggs"]
)
def test_a_label_is_no_person(text: str) -> None:
    assert not is_person(text)


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Published: 2025.03.04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("Post time: 04-03-2025", datetime(2025, 3, 4, tzinfo=UTC)),
        ("04.03.25", datetime(2025, 3, 4, tzinfo=UTC)),
        ("13/03/2025 09:21:40", datetime(2025, 3, 13, 9, 21, 40, tzinfo=UTC)),
    ],
)
def test_days_in_figures_are_read_day_first_or_year_first(text: str, wanted: datetime) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.at == wanted


@pytest.mark.parametrize("text", ["12 November 09:34", "call 020-10-2020-11", "12-11-10"])
def test_figures_that_are_no_day_are_none(text: str) -> None:
    assert read_moment(text) is None


def test_today_and_yesterday_count_from_the_fetch_in_london() -> None:
    moment = read_moment("Yesterday at 10:15", fetched_at=FETCHED)
    assert moment is not None
    assert moment.at == datetime(2025, 7, 2, 9, 15, tzinfo=UTC)
    assert read_moment("Yesterday at 10:15") is None


def test_the_day_of_the_fetch_in_london_is_not_in_the_future() -> None:
    html = pages.article(above="<div>Published 3 July 2025</div>")
    reading = read(html, fetched_at=FETCHED)
    assert reading.published == datetime(2025, 7, 3, tzinfo=UTC)
    assert reading.published_precision is Precision.DAY
    late = pages.article(above="<div>Published 4 July 2025</div>")
    assert read(late, fetched_at=FETCHED).published is None


def test_the_time_near_the_headline_is_chosen_before_those_of_other_stories() -> None:
    other = "<h3><a href='/x'>{}</a></h3><time datetime='2025-06-0{}'>June</time>"
    cards = "".join(f"<li>{other.format('A road is closed', day)}</li>" for day in (1, 2, 3))
    html = pages.page(
        f"<header><ul>{cards}</ul></header><main><article><h1>{pages.TITLE}</h1>"
        f"<div><time datetime='2025-03-04'>4 March</time></div>{pages.story()}</article></main>"
    )
    reading = read(html)
    assert reading.published == datetime(2025, 3, 4, tzinfo=UTC)
    refused = [one.why for one in reading.candidates if (one.why or "").startswith("refused")]
    assert len(refused) == 3


def test_the_times_of_other_stories_alone_give_no_date() -> None:
    card = (
        "<li><h3><a href='/x'>Road is closed</a></h3><time datetime='2025-06-01'>June</time></li>"
    )
    assert read(pages.article(below=f"<ul>{card}</ul>")).published is None


def test_a_time_that_says_updated_is_the_change_and_not_the_publication() -> None:
    above = "<p>Published: <time datetime='2025-03-04'>4 March</time> Last updated on "
    reading = read(pages.article(above=above + "<time datetime='2025-03-05'>5 March</time></p>"))
    assert reading.published == datetime(2025, 3, 4, tzinfo=UTC)
    assert reading.modified == datetime(2025, 3, 5, tzinfo=UTC)


def test_a_time_of_both_publication_and_update_is_the_publication() -> None:
    above = "<time class='entry-date published updated' datetime='2025-03-04T10:00:00Z'>x</time>"
    assert read(pages.article(above=above)).published == datetime(2025, 3, 4, 10, tzinfo=UTC)


def test_an_update_printed_before_the_publication_is_not_taken_for_it() -> None:
    above = "<p>UPDATED: 5 March 2025, 16:30 | PUBLISHED: 4 March 2025, 10:15</p>"
    reading = read(pages.article(above=above))
    assert reading.published == datetime(2025, 3, 4, 10, 15, tzinfo=UTC)
    assert reading.modified == datetime(2025, 3, 5, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/2025/03/04/nursery-praised/", datetime(2025, 3, 4, tzinfo=UTC)),
        ("/education/2025/mar/04/nursery-praised", datetime(2025, 3, 4, tzinfo=UTC)),
        ("/news/20250304.nursery-praised/", None),
    ],
)
def test_a_day_in_the_address_is_read_and_the_number_of_an_article_is_not(
    path: str, wanted: datetime | None
) -> None:
    url = f"https://www.vale-chronicle.test{path}"
    assert read(pages.article(), url).published == wanted


def test_a_date_in_microdata_near_the_headline_is_read() -> None:
    above = "<div><span itemprop='datePublished' content='2025-03-04T10:00:00Z'>Tue</span></div>"
    assert read(pages.article(above=above)).published == datetime(2025, 3, 4, 10, tzinfo=UTC)


def test_dates_and_names_are_told_from_json_ld_that_an_unescaped_quote_broke() -> None:
    head = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        '"headline":"A "good" nursery","datePublished":"2025-03-04T10:00:00Z","author":'
        '{"@type":"Person","name":"Jo Bloggs"}}</script>'
    )
    reading = read(pages.article(head=head))
    assert reading.title == pages.TITLE
    assert reading.byline == "Jo Bloggs"
    assert reading.published == datetime(2025, 3, 4, 10, tzinfo=UTC)


# ------------------------------------------------------------------ JSON-LD that is no JSON

UNESCAPED = '"description":"He said "no" to it"'
SITE = '{"@type":"WebSite","name":"Vale","datePublished":"2001-01-01T00:00:00Z"}'
STORY = (
    '{"@type":"NewsArticle","headline":"Nursery in Thornbeck praised by inspectors",'
    '"datePublished":"2025-03-04T08:00:00Z","dateModified":"2025-03-05T09:00:00Z",'
    f'"author":{{"@type":"Person","name":"Jo Bloggs"}},{UNESCAPED}}}'
)
META_DATE = "<meta property='article:published_time' content='2025-03-06T07:00:00Z'>"


def broken(*objects: str, head: str = "") -> Reading:
    graph = f'{{"@context":"https://schema.org","@graph":[{",".join(objects)}]}}'
    return read(pages.article(head=f"{head}<script type='application/ld+json'>{graph}</script>"))


def sources(reading: Reading, field: str) -> list[str]:
    return [one.source for one in reading.candidates if one.field == field and one.chosen]


def test_a_broken_script_gives_its_dates_and_author_and_says_that_it_is_broken() -> None:
    reading = broken(STORY)
    assert reading.published == datetime(2025, 3, 4, 8, tzinfo=UTC)
    assert reading.modified == datetime(2025, 3, 5, 9, tzinfo=UTC)
    assert reading.byline == "Jo Bloggs"
    for field in ("published", "modified", "byline"):
        assert sources(reading, field) == ["json-ld-broken"]


@pytest.mark.parametrize("objects", [(SITE, STORY), (STORY, SITE)])
def test_of_two_dates_in_a_broken_script_none_is_taken(objects: tuple[str, ...]) -> None:
    reading = broken(*objects)
    assert reading.published is None
    assert "no_date" in codes(reading.doubts)
    assert reading.modified == datetime(2025, 3, 5, 9, tzinfo=UTC)


def test_the_only_date_of_a_broken_script_is_not_the_storys_where_the_site_has_it() -> None:
    undated = f'{{"@type":"NewsArticle","headline":"Nursery praised by inspectors",{UNESCAPED}}}'
    assert broken(SITE, undated).published is None


def test_a_date_before_the_type_of_its_own_story_is_the_storys() -> None:
    story = f'{{"datePublished":"2025-03-04T08:00:00Z","@type":"NewsArticle",{UNESCAPED}}}'
    assert broken(story).published == datetime(2025, 3, 4, 8, tzinfo=UTC)


def test_meta_elements_are_believed_before_a_broken_script() -> None:
    head = f"{META_DATE}<meta name='author' content='Al Other'>"
    reading = broken(STORY, head=head)
    assert reading.published == datetime(2025, 3, 6, 7, tzinfo=UTC)
    assert reading.byline == "Al Other"
    assert sources(reading, "published") == sources(reading, "byline") == ["meta"]


def test_a_sound_script_is_believed_before_a_broken_one() -> None:
    sound = '{"@type":"NewsArticle","headline":"Nursery praised","author":"Al Other"}'
    reading = broken(STORY, head=f"<script type='application/ld+json'>{sound}</script>")
    assert reading.byline == "Al Other"
    assert sources(reading, "byline") == ["json-ld"]


# ------------------------------------------------------------------ proved tails, roles, moments


@pytest.mark.parametrize("tail", [" - Smith", ": pupils first", " – a year on"])
def test_a_tail_behind_a_dash_stays_where_nothing_proves_that_it_is_the_sites(tail: str) -> None:
    title = f"Council leader calls the report of March a fair one{tail}"
    html = f"<html><head><title>{title}</title></head><body>{pages.story()}</body></html>"
    assert read(html).title == title


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Nursery in Thornbeck is praised again - Thornbeck Now",
            "<h1>Nursery in Thornbeck is praised again</h1>",
        ),
        ("Nursery in Thornbeck is praised again | Thornbeck Now", ""),
        ("Nursery in Thornbeck is praised again - Vale Chronicle", ""),
    ],
    ids=["the h1", "a bar", "the host"],
)
def test_a_tail_that_is_proved_goes(title: str, body: str) -> None:
    html = f"<html><head><title>{title}</title></head><body>{body}{pages.story()}</body></html>"
    assert read(html).title == "Nursery in Thornbeck is praised again"


def test_soft_hyphens_and_characters_of_no_width_are_not_in_a_headline() -> None:
    title = "Inspec\u00adtors re\u200bturn to Moat Farm"
    html = pages.article().replace(pages.TITLE, title)
    assert read(html).title == "Inspectors return to Moat Farm"


def _by(author: str, line: str = "") -> str:
    stated = f'{{"@type":"NewsArticle","headline":"{pages.TITLE}","author":{{"name":"{author}"}}}}'
    return pages.article(head=f'<script type="application/ld+json">{stated}</script>', above=line)


@pytest.mark.parametrize(
    "office", ["Local Democracy Reporter", "Newsroom", "News Desk", "BBC News", "Staff Reporter"]
)
def test_a_role_is_no_person_and_is_kept_apart(office: str) -> None:
    alone = read(_by(office))
    assert alone.byline is None
    assert [one.value for one in alone.candidates if one.field == "byline_office"] == [office]
    printed = "<div class='author'><span>Education Reporter</span> <span>Huw Tallis</span></div>"
    assert read(_by(office, printed)).byline == "Huw Tallis"


@pytest.mark.parametrize("name", ["Deske Newsham", "Jo Guest", "Sky Brown"])
def test_a_name_with_a_word_of_a_role_in_it_is_a_person(name: str) -> None:
    assert read(_by(name)).byline == name


def test_a_handle_behind_a_name_is_not_in_the_byline() -> None:
    line = "<p>By <a href='/team/kit'>Kit Amory</a> @kitamory_news</p>"
    assert read(pages.article(above=line)).byline == "Kit Amory"


@pytest.mark.parametrize(
    "others",
    [
        "<aside><h2>Latest news</h2><a href='/a'><time datetime='2026-02-18'>18 Feb 2026</time>"
        "<span>Bakery wins county award</span></a></aside>",
        "<blockquote class='embed'><p>Glad</p><time datetime='2026-02-18'>Feb</time></blockquote>",
        "<div class='comments'><time datetime='2026-02-18'>Feb</time><p>Well done</p></div>",
    ],
    ids=["cards", "an embedded post", "comments"],
)
def test_a_printed_day_beats_the_times_of_others(others: str) -> None:
    html = pages.article(above="<p>Published: 22/05/2024</p>", below=others)
    assert read(html).published == datetime(2024, 5, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "hour"), [("OriginalPublicationDate", 15), ("article:published_time", 14)]
)
def test_old_metadata_of_the_bbc_is_in_gmt(name: str, hour: int) -> None:
    head = f"<meta name='{name}' content='2006/07/22 15:33:08'>"
    assert read(pages.article(head=head)).published == datetime(
        2006, 7, 22, hour, 33, 8, tzinfo=UTC
    )
