"""What is read from a page: body, head, metadata, kind, layout, doubts, opt-outs."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest

from pipelines.reading import (
    Access,
    BlockKind,
    Layout,
    PageContext,
    PageKind,
    Precision,
    Reading,
    block_digest,
    read_html,
    read_tree,
)
from pipelines.reading.metadata.people import names_in
from pipelines.reading.metadata.stated_times import read_moment
from words.doubts import codes, stored_form

URL = "https://www.vale-chronicle.test/news/nursery-in-thornbeck-praised-1234567/"


def _load() -> ModuleType:
    path = Path(__file__).with_name("pages.py")
    spec = importlib.util.spec_from_file_location("reading_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


pages = _load()


def read(html: str | bytes, **context: object) -> Reading:
    return read_html(html, URL, PageContext(**context))  # type: ignore[arg-type]


def rules_of(reading: Reading) -> dict[str, str]:
    return {block.text: block.rule for block in reading.removed}


# ------------------------------------------------------------------ body and head


def test_the_body_is_the_story_and_nothing_else() -> None:
    reading = read(
        pages.article(below="<aside><h2>Most read</h2><a href='/x'>Bus ends</a></aside>")
    )
    assert reading.text.split("\n\n") == list(pages.PARAGRAPHS)
    assert reading.kind is PageKind.ARTICLE
    assert reading.title == pages.TITLE


def test_a_tree_that_is_there_already_reads_the_same_and_is_not_changed() -> None:
    root = lxml.html.fromstring(pages.article())
    before = lxml.html.tostring(root)
    assert read_tree(root, URL).text == read(pages.article()).text
    assert lxml.html.tostring(root) == before


def test_the_standfirst_is_a_field_of_its_own_and_never_in_the_text() -> None:
    reading = read(
        pages.article(above="<h2 class='standfirst'>Leaders know every family, a report says</h2>")
    )
    assert reading.standfirst == "Leaders know every family, a report says"
    assert "Leaders know every family, a report" not in reading.text


def test_a_headline_repeated_as_the_first_paragraph_goes() -> None:
    reading = read(pages.article(f"<p>{pages.TITLE}</p>{pages.story()}"))
    assert reading.text.startswith("Inspectors have praised")


def test_lists_subheads_and_quotations_keep_their_structure() -> None:
    inner = pages.story() + (
        "<h2>What was rated</h2><ul><li>Leadership: Good</li><li>Care: Outstanding</li></ul>"
        "<blockquote>“The town needs us, and we need the town.”</blockquote>"
        "<p>The next inspection is due within four years, the report adds.</p>"
    )
    reading = read(pages.article(inner))
    kinds = [block.kind for block in reading.body]
    assert kinds[4:] == [
        BlockKind.SUBHEAD,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTATION,
        BlockKind.PARAGRAPH,
    ]
    assert "• Leadership: Good" in reading.text
    assert "## What was rated" in reading.markdown
    assert "- Care: Outstanding" in reading.markdown


def test_a_body_split_by_advertisements_is_whole() -> None:
    first, second = pages.story(pages.PARAGRAPHS[:2]), pages.story(pages.PARAGRAPHS[2:])
    inner = (
        f"<div class='text-block'>{first}</div><div class='ad-slot'>Advertisement</div>"
        f"<div class='text-block'>{second}</div>"
    )
    assert read(pages.article(inner)).text.split("\n\n") == list(pages.PARAGRAPHS)


def test_a_name_on_the_element_that_holds_the_story_does_not_empty_it() -> None:
    html = pages.page(
        f"<h1>{pages.TITLE}</h1><div class='sidebar-layout promo'>{pages.story()}</div>"
    )
    assert read(html).text.split("\n\n") == list(pages.PARAGRAPHS)


def test_a_story_that_the_page_hides_is_read_and_says_so() -> None:
    hidden = f"<div style='display:none'>{pages.story()}{pages.story()}</div>"
    reading = read(pages.page(f"<h1>{pages.TITLE}</h1><p>Loading the story.</p>{hidden}"))
    assert "Inspectors have praised" in reading.text
    assert "hidden_text_used" in codes(reading.doubts)
    assert "fault" not in codes(reading.doubts)


def test_a_story_in_a_script_template_is_read() -> None:
    template = f"<script type='text/template'>{pages.story()}{pages.story()}</script>"
    reading = read(pages.page(f"<h1>{pages.TITLE}</h1><div class='post-body'>{template}</div>"))
    assert "Inspectors have praised" in reading.text


def test_a_short_story_of_two_sentences_is_still_a_story() -> None:
    inner = pages.story(("A man of 22 was fined £70 in court.", "He admitted the theft in August."))
    reading = read(pages.article(inner))
    assert reading.kind is PageKind.ARTICLE
    assert "fined £70" in reading.text


def test_mojibake_is_mended_and_curly_quotes_are_left_alone() -> None:
    broken = "The ðŸ“° newsletter of the school said â€œwell doneâ€\x9d to all of them on Friday."
    reading = read(pages.article(pages.story() + f"<p>{broken}</p>"))
    last = reading.body[-1]
    assert "📰" in last.text
    assert {span.repair for span in last.spans} == {"mojibake"}
    assert "“flourish”" in reading.text


def test_what_lies_outside_the_body_is_removed_by_region() -> None:
    kinds = {block.rule for block in read(pages.article()).removed}
    assert {"outside-body:nav", "outside-body:footer", "title"} <= kinds


def test_a_block_that_repeats_on_the_source_goes_with_its_evidence() -> None:
    box = "The Vale is a place where people talk to one another, and so are we."
    html = pages.article(pages.story() + f"<p>{box}</p>")
    assert box in read(html).text
    evidence = "seen on 37 of 40 pages of this source"
    reading = read(html, repeated_blocks={block_digest(box): evidence})
    assert box not in reading.text
    (block,) = (block for block in reading.removed if block.rule == "site-template")
    assert block.evidence == evidence


# ------------------------------------------------------------------ layouts


def test_a_layout_decides_what_the_body_is() -> None:
    html = pages.page(
        f"<h1>{pages.TITLE}</h1><div id='a'>{pages.story()}</div>"
        "<div id='b'><p>The column of the week is about hedges: how they are laid, who lays"
        " them, and why a hedge outlives the people who planted it by a hundred years.</p></div>"
    )
    reading = read(html, layout=Layout(body=("#b",), title=("h1",)))
    assert reading.text.startswith("The column of the week")
    assert reading.reader == "layout"


def test_a_selector_that_finds_nothing_is_a_doubt_and_the_story_is_read_all_the_same() -> None:
    reading = read(pages.article(), layout=Layout(body=(".gone",), byline=(".by",)))
    assert {"selector_missed: body", "selector_missed: byline"} <= {*stored_form(reading.doubts)}
    assert reading.text.split("\n\n") == list(pages.PARAGRAPHS)


def test_what_a_layout_strips_is_gone_with_its_selector() -> None:
    inner = (
        pages.story() + "<p class='p402_hide'>This line is for subscribers of the paper only.</p>"
    )
    reading = read(pages.article(inner), layout=Layout(strip=(".p402_hide",)))
    (block,) = (block for block in reading.removed if block.rule == "layout-strip")
    assert block.evidence == ".p402_hide"


# ------------------------------------------------------------------ metadata


def test_json_ld_names_author_dates_and_section() -> None:
    head = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":'
        '"NewsArticle","headline":"Nursery in Thornbeck praised by inspectors","datePublished":'
        '"2024-03-05T08:30:00Z","dateModified":"2024-03-05T10:00:00Z","articleSection":"Education",'
        '"author":[{"@type":"Person","name":"Jo Bloggs"},{"@type":"Person","name":"Al Other"}]}]}'
        "</script>"
    )
    reading = read(pages.article(head=head))
    assert reading.byline == "Jo Bloggs; Al Other"
    assert reading.published == datetime(2024, 3, 5, 8, 30, tzinfo=UTC)
    assert reading.modified == datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
    assert reading.section == "Education"
    assert reading.language == "en"
    chosen = [offer for offer in reading.candidates if offer.field == "published" and offer.chosen]
    assert [offer.source for offer in chosen] == ["json-ld"]


def test_broken_json_ld_is_no_harm() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    assert read(pages.article(head=head)).title == pages.TITLE


def test_a_date_in_the_future_is_refused_and_says_so() -> None:
    head = "<meta property='article:published_time' content='2031-01-01T00:00:00Z'>"
    fetched = datetime(2024, 3, 6, tzinfo=UTC)
    reading = read(pages.article(head=head), fetched_at=fetched)
    assert reading.published is None
    (offer,) = (offer for offer in reading.candidates if offer.field == "published")
    assert offer.why == "refused: in the future"
    assert "no_date" in codes(reading.doubts)


def test_a_visible_date_is_read_where_none_is_declared() -> None:
    reading = read(pages.article(above="<div>Published 9th Nov 2023, 09:34 GMT</div>"))
    assert reading.published == datetime(2023, 11, 9, 9, 34, tzinfo=UTC)
    assert reading.published_precision is Precision.TIME


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("04/03/2025", datetime(2025, 3, 4, tzinfo=UTC)),
        ("4 March 2025", datetime(2025, 3, 4, tzinfo=UTC)),
        ("Tuesday 1 July 2025, 10:15am", datetime(2025, 7, 1, 9, 15, tzinfo=UTC)),
        ("08:39, 06 Jan 2026", datetime(2026, 1, 6, 8, 39, tzinfo=UTC)),
        ("2025-07-01", datetime(2025, 7, 1, tzinfo=UTC)),
        ("March 4, 2025", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03-04T10:00:00+02:00", datetime(2025, 3, 4, 8, 0, tzinfo=UTC)),
        ("2025-03-04T10:00:00.1234567-0500", datetime(2025, 3, 4, 15, 0, 0, 123456, tzinfo=UTC)),
        ("2025-3-4T10:00:00 GMT", datetime(2025, 3, 4, 10, 0, tzinfo=UTC)),
        ("2025-07-01T10:00:00", datetime(2025, 7, 1, 9, 0, tzinfo=UTC)),
        ("20250304", datetime(2025, 3, 4, tzinfo=UTC)),
    ],
)
def test_dates_are_british_and_in_london_time(text: str, wanted: datetime) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.at == wanted


@pytest.mark.parametrize("text", ["", "31/31/2024", "99 March 2025", "soon", "2025-13-40", "0"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_moment(text) is None


def test_hours_ago_count_from_the_fetch() -> None:
    fetched = datetime(2024, 3, 6, 12, tzinfo=UTC)
    moment = read_moment("3 hours ago", fetched_at=fetched)
    assert moment is not None
    assert moment.at == datetime(2024, 3, 6, 9, tzinfo=UTC)
    assert read_moment("3 hours ago") is None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jo Bloggs", ["Jo Bloggs"]),
        ("By Jo Bloggs, education reporter", ["Jo Bloggs"]),
        ("Jo Bloggs and Al Other", ["Jo Bloggs", "Al Other"]),
        ("Words by Nell Finch | 4 March 2025", ["Nell Finch"]),
        ("Mary-Ann O’Dell & Sam Otter", ["Mary-Ann O’Dell", "Sam Otter"]),
        ("Facebook", []),
        ("admin", []),
    ],
)
def test_bylines_give_names_only(byline: str, names: list[str]) -> None:
    assert names_in(byline) == names


def test_a_visible_byline_is_read() -> None:
    assert read(pages.article(above="<p class='author'>By Jo Bloggs</p>")).byline == "Jo Bloggs"


def test_opt_outs_are_recorded_with_where_they_stood() -> None:
    head = "<meta name='robots' content='noindex, noai'><meta name='tdm-reservation' content='1'>"
    reading = read(pages.article(head=head), headers={"x-robots-tag": "noarchive"})
    assert set(reading.opt_outs) == {
        "meta:noindex",
        "meta:noai",
        "header:noarchive",
        "meta:tdm-reservation",
    }


# ------------------------------------------------------------------ kinds


def kind_of(html: str | bytes, url: str = URL) -> tuple[PageKind, str | None]:
    reading = read_html(html, url)
    if reading.kind is not PageKind.ARTICLE:
        assert reading.reason, "a kind that is not ARTICLE says why"
        assert not reading.body or reading.kind is PageKind.LIVE
    return reading.kind, reading.reason


def test_a_section_page_is_an_index() -> None:
    links = "".join(
        f"<div class='card'><h3><a href='/news/{n}'>Council hears plan number {n} for the mill</a>"
        "</h3></div>"
        for n in range(30)
    )
    html = pages.page(f"<h1>Education news</h1>{links}", title="Education")
    assert kind_of(html, "https://www.vale-chronicle.test/news/education/")[0] is PageKind.INDEX


def test_a_page_that_says_not_found_is_a_soft_404() -> None:
    html = pages.page("<h1>Page not found</h1><p>The page you want is gone.</p>", title="Not found")
    assert kind_of(html)[0] is PageKind.SOFT_404


def test_a_story_about_a_missing_page_is_no_soft_404() -> None:
    inner = (
        pages.story() * 3 + "<p>Visitors to the council's site met a “page not found” notice.</p>"
    )
    assert kind_of(pages.article(inner))[0] is PageKind.ARTICLE


def test_a_shell_that_a_browser_would_fill_needs_javascript() -> None:
    script = "<script>" + "var state = 1;" * 3000 + "</script>"
    html = (
        f"<html><head><title>Vale</title></head><body><div id='root'></div>{script}</body></html>"
    )
    assert kind_of(html)[0] is PageKind.NEEDS_JS


def test_a_registration_teaser_gives_partial_access_and_keeps_what_there_is() -> None:
    inner = pages.story(pages.PARAGRAPHS[:3]) + (
        "<div><p>Register now to continue reading</p><p>Already have an account?</p></div>"
    )
    reading = read(pages.article(inner))
    assert reading.access is Access.PARTIAL
    assert "Inspectors have praised" in reading.text
    assert "Register now" not in reading.text


def test_a_live_blog_is_live() -> None:
    head = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"x"}</script>'
    assert kind_of(pages.article(head=head))[0] is PageKind.LIVE


# ------------------------------------------------------------------ bytes


@pytest.mark.parametrize(
    "data", [b"", b"   \n", b"%PDF-1.7 x", b"\x89PNG\r\n", b"\x00\x01\x02" * 900]
)
def test_what_is_no_page_is_unreadable_with_its_reason(data: bytes) -> None:
    reading = read_html(data, URL)
    assert reading.kind is PageKind.UNREADABLE
    assert reading.reason


def test_windows_1252_served_as_utf_8_is_read_as_what_it_is() -> None:
    words = "“Café” owners met the head’s deputy – twice. "
    html = pages.article(pages.story((words * 40,))).encode("cp1252")
    reading = read(html, content_type="text/html; charset=utf-8")
    assert reading.encoding == "cp1252"
    assert "\ufffd" not in reading.text
    assert "Café" in reading.text


@pytest.mark.parametrize("before", range(4))
def test_characters_of_several_bytes_are_whole_wherever_the_page_is_divided(before: int) -> None:
    words = "x" * before + "“Café” 𝒳 " * 4000
    reading = read(pages.article(pages.story((words,))).encode())
    assert reading.encoding == "utf-8"
    assert reading.text == words.strip()


@pytest.mark.parametrize("end", [b"caf\xe9", b"\xe2\x80", b"\xf0\x9f\x93"])
def test_one_broken_character_at_the_end_loses_no_other(end: bytes) -> None:
    reading = read(pages.article(pages.story(("“Café” owners met. " * 400,))).encode() + end)
    assert reading.encoding == "utf-8"
    assert reading.text == ("“Café” owners met. " * 400).strip()


def test_control_characters_are_dropped_and_the_words_around_them_stay() -> None:
    html = pages.article(pages.story((*pages.PARAGRAPHS, "The wo\x0brds\x01 stay\x7f together.")))
    assert read(html.encode()).text.endswith("The words stay together.")


@pytest.mark.parametrize("label", ["rot13", "zlib", "hex", "idna", "unicode_escape", "nonsense"])
def test_labels_that_no_browser_knows_are_not_believed(label: str) -> None:
    reading = read(pages.article().encode(), content_type=f"text/html; charset={label}")
    assert reading.encoding == "utf-8"
    assert reading.text.split("\n\n") == list(pages.PARAGRAPHS)


def test_a_tag_with_20000_attributes_costs_little_and_the_story_is_read() -> None:
    bomb = "<div " + " ".join(f"a{n}=x" for n in range(20_000)) + "></div>"
    reading = read(pages.article(pages.story() + bomb))
    assert reading.text.split("\n\n")[:4] == list(pages.PARAGRAPHS)
    assert "attributes_cut" in codes(reading.doubts)


def test_a_script_with_angle_brackets_is_not_cut() -> None:
    script = "<script>" + "if (a<b) { x y z } " * 2000 + "</script>"
    assert "attributes_cut" not in codes(read(pages.article(pages.story() + script)).doubts)


def test_a_script_is_one_however_many_arrows_stand_in_it() -> None:
    arrows = "f(() => 1);" * 3000
    script = f"<script>{arrows}" + "if (a<b) { x y z } " * 2000 + "</script>"
    assert "attributes_cut" not in codes(read(pages.article(pages.story() + script)).doubts)


def test_a_tag_with_20000_attributes_behind_a_script_is_cut() -> None:
    script = "<script>" + "f(() => 1);" * 3000 + "if (a<b) { x y z } " * 2000 + "</script>"
    bomb = "<div " + " ".join(f"a{n}=x" for n in range(20_000)) + "></div>"
    assert "attributes_cut" in codes(read(pages.article(pages.story() + script + bomb)).doubts)


def test_absurd_nesting_is_flattened_and_no_text_is_lost() -> None:
    deep = "<div>" * 1200 + "<p>At the bottom there is a sentence that must not be lost.</p>"
    reading = read(pages.article(below=deep))
    assert "must not be lost" in reading.visible
    assert "too_deep" in codes(reading.doubts)


def test_a_page_deeper_than_the_parser_goes_says_that_it_was_cut() -> None:
    reading = read(pages.article(below="<div>" * 3000 + "<p>Lost.</p>"))
    assert "parse_cut_short" in codes(reading.doubts)


def test_import_of_the_package_loads_no_parser() -> None:
    import subprocess

    code = (
        "import sys, pipelines.reading; "
        "bad = {'lxml', 'bs4', 'trafilatura', 'ftfy', 'htmldate'} & set(sys.modules); "
        "sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("count", [3_000, 200_000])
@pytest.mark.parametrize("closed", [True, False])
def test_nesting_without_end_costs_no_reading(count: int, closed: bool) -> None:
    deep = "<div>" * count + "hello" + "</div>" * count * closed
    reading = read(pages.article(below=deep))
    assert reading.text.split("\n\n")[:4] == list(pages.PARAGRAPHS)
    assert read(deep).kind is not PageKind.ARTICLE


def test_a_fault_of_the_second_opinion_is_a_doubt_and_our_reading_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("zip() argument 2 is longer than argument 1")

    monkeypatch.setattr("pipelines.reading.drafting._doubtful", lambda *_: True)
    monkeypatch.setattr("pipelines.reading.second_opinion.ask", fails)
    reading = read(pages.article())
    assert reading.text.split("\n\n") == list(pages.PARAGRAPHS)
    assert "second_opinion_failed" in codes(reading.doubts)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Marta QuillReporter", ["Marta Quill"]),
        ("ByMarta QuillNews Reporter", ["Marta Quill"]),
        ("By Marta Quill - news@vale-chronicle.test", ["Marta Quill"]),
        ("Byron Quill", ["Byron Quill"]),
        ("By Kit McEditor", ["Kit McEditor"]),
    ],
)
def test_what_is_glued_to_a_name_is_no_part_of_it(line: str, names: list[str]) -> None:
    assert names_in(line) == names


# ------------------------------------------------------------------ inside sentences


@pytest.mark.parametrize(
    "term",
    [
        "<button class='term'>Ofsted</button>",
        "<span data-word='o'><button type='button'><em>Ofsted</em></button></span>",
        "<span class='g'>Ofsted<span role='tooltip'>It inspects schools in England</span></span>",
        "<span>Ofsted<span class='tooltiptext'>It inspects schools in England</span></span>",
    ],
)
def test_a_glossary_in_a_sentence_leaves_the_sentence(term: str) -> None:
    sentence = "Inspectors from {} praised the nursery in Thornbeck, and its staff were glad of it."
    body = read(pages.article(f"<p>{sentence.format(term)}</p>{pages.story()}")).body
    assert body[0].text == sentence.format("Ofsted")


def test_a_button_below_a_sentence_is_none_of_it() -> None:
    text = read(pages.article(f"{pages.story()}<p><button>Show all</button></p>")).text
    assert "Show all" not in text


def test_a_link_that_is_never_closed_round_the_story_is_no_link() -> None:
    reading = read(pages.page(f"<h1>{pages.TITLE}</h1><div><a name='story'>{pages.story()}</div>"))
    assert [block.text for block in reading.body] == list(pages.PARAGRAPHS)


def test_a_card_that_is_one_link_is_no_story() -> None:
    card = "<a href='/x'><h3>Bus lane to be doubled</h3><p>It runs through Millbrook.</p></a>"
    assert "Millbrook" not in read(pages.article(below=f"<div>{card * 6}</div>")).text


# ------------------------------------------------------------------ layouts of groups


def _layout(group: str) -> Layout:
    from crawler.sources.registry import load_sources

    return next(one.layout for one in load_sources() if one.group_key == group)


def test_the_body_that_a_survey_wall_toggles_is_the_body() -> None:
    first, *rest = pages.PARAGRAPHS
    inner = (
        "<div class='article-wrapper'><div id='subscription-content'>"
        f"<p class='article-first-paragraph'>{first}</p>"
        f"<div class='p402_hide'>{pages.story(tuple(rest))}</div></div></div>"
    )
    html = pages.page(f"<main><h1 class='headline'>{pages.TITLE}</h1>{inner}</main>")
    for layout in (_layout("newsquest"), Layout()):
        reading = read(html, layout=layout)
        assert [block.text for block in reading.body] == list(pages.PARAGRAPHS)
        assert reading.standfirst is None


@pytest.mark.parametrize(
    ("group", "body"),
    [
        (
            "national_world",
            "<div id='content-wrapper'><div><div class='markup'>{}</div></div></div>",
        ),
        ("wordpress", "<div class='td-post-content tagdiv-type'>{}</div>"),
        ("wordpress", "<div class='entry__content'>{}</div>"),
        ("wordpress", "<div class='entry-content'>{}</div>"),
    ],
)
def test_the_layouts_of_groups_find_the_body_on_pages_of_today(group: str, body: str) -> None:
    html = pages.page(f"<article><h1>{pages.TITLE}</h1>{body.format(pages.story())}</article>")
    reading = read(html, layout=_layout(group))
    assert reading.reader == "layout"
    assert [block.text for block in reading.body] == list(pages.PARAGRAPHS)
    assert not {"selector_missed", "selector_many"} & set(codes(reading.doubts))


def test_of_two_headings_that_a_layout_selects_the_headline_is_taken() -> None:
    thanks = "<h1 class='signed'>Thank you for subscribing!</h1>"
    for above, below in ((thanks, ""), ("", thanks)):
        html = pages.article(above=below, head="").replace("<main>", f"<main>{above}")
        reading = read(html, layout=Layout(title=("h1",)))
        assert reading.title == pages.TITLE


def test_a_heading_named_as_the_subtitle_is_the_standfirst_however_short() -> None:
    html = pages.article(above="<h3 class='subtitle'>What a visit did to a town</h3>")
    assert read(html).standfirst == "What a visit did to a town"


def test_a_short_subhead_below_the_headline_is_no_standfirst() -> None:
    assert read(pages.article("<h3>What the report says</h3>" + pages.story())).standfirst is None


def test_a_day_above_the_first_paragraph_of_a_page_laid_out_by_tables_is_none_of_it() -> None:
    cell = f"<h1>{pages.TITLE}</h1><p>Friday 27th March 2026</p>{pages.story()}"
    html = pages.page(f"<table><tr><td><a href='/'>Home</a></td><td>{cell}</td></tr></table>")
    assert [block.text for block in read(html).body] == list(pages.PARAGRAPHS)


@pytest.mark.parametrize("name", ["content-nav-section", "wysiwyg text-to-speech", "share-story"])
def test_paragraphs_are_story_whatever_the_layout_calls_their_element(name: str) -> None:
    first, rest = pages.story(pages.PARAGRAPHS[:2]), pages.story(pages.PARAGRAPHS[2:])
    more = pages.story(
        tuple(f"{text} So it was in year {n}." for n, text in enumerate(pages.PARAGRAPHS))
    )
    body = read(pages.article(f"<div class='{name}'>{first}</div>{rest}{more}")).body
    assert [block.text for block in body][:4] == list(pages.PARAGRAPHS)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='share-story'><p>Send this to your friends</p><p>Copy the link</p></div>",
        "<div class='content-nav'>"
        + f"<p><a href='/x'>{pages.PARAGRAPHS[0][::-1]}</a></p>" * 3
        + "</div>",
    ],
    ids=["labels", "links"],
)
def test_an_element_named_so_without_paragraphs_of_its_own_goes(box: str) -> None:
    body = read(pages.article(pages.story() + box)).body
    assert [block.text for block in body] == list(pages.PARAGRAPHS)
