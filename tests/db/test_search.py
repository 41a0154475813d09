"""One query language, the same reports in the same order on both databases, and no query fails."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text

from db.engine import read_session, write_session
from db.models import Report
from db.search import count_undated, search
from db.search_index import out_of_step, rebuild, rebuild_if_needed, unindex_report
from db.search_query import MOST_TERMS, parse_query
from db.search_words import OVERLAP, PART_SAME, parts, report_tokens, tokenise
from db.snippets import WIDTH, cut_snippet
from db.write import store_version

TEXTS = {
    "caseloads": "Social workers said caseloads were too high, and the council agreed.",
    "oversight": "Strategic oversight of children’s homes was weak. Managers left.",
    "skies": "Blue skies over Thorley as the café reopened; care-home residents cheered.",
    "school": "The school was graded good. Inspectors were inspecting it for two days.",
    "numbers": "It rose by 10.5% to £1.5m, said O'Brien, who doesn't mind C++.",
    "apart": "Oversight was strategic, they said; the sky fell.",
    "polish": "Pani Łuczak z Łodzi and 日本 friends.",
}
QUERIES = {
    "caseloads": {"caseloads"},
    "CASELOAD": {"caseloads"},
    "strategic oversight": {"oversight", "apart"},
    '"strategic oversight"': {"oversight"},
    "“strategic oversight”": {"oversight"},
    '"strategic oversight" OR caseloads': {"oversight", "caseloads"},
    "sky": {"skies", "apart"},
    "sky -café": {"apart"},
    "cafe": {"skies"},
    "childrens homes": {"oversight"},
    "children's": {"oversight"},
    "care-home": {"skies"},
    "care home": {"skies"},
    '"home care"': set(),
    "10.5%": {"numbers"},
    "5.10": set(),
    "obrien": {"numbers"},
    "O’Brien doesnt": {"numbers"},
    "C++": {"numbers"},
    "inspector": {"school"},
    "łuczak": {"polish"},
    "luczak": set(),
    "日本": {"polish"},
    "-school -sky -skies": {"caseloads", "oversight", "numbers", "polish"},
    '-"strategic oversight" oversight': {"apart"},
    "the -council": set(TEXTS) - {"caseloads"},
    "school good OR caseloads high OR": {"school", "caseloads"},
    "OR OR caseloads": {"caseloads"},
    '"unclosed strategic oversight': set(),
    '"strategic oversight of': {"oversight"},
    "title": set(TEXTS),
    '"title strategic"': set(),  # the headline's last word, then the text's first
    "": set(TEXTS),
    "  \t ": set(TEXTS),
    "???": set(),
    "\x00 \ud800": set(),
    "a:b AND (x) NEAR/3 *": set(),
}


@pytest.fixture
def stored(engine, world):
    with write_session(engine) as s:
        source = world.source(s)
        names = {}
        for days, (name, body) in enumerate(TEXTS.items()):
            report = world.report(s, source, title="The title", text=body, days=days)
            names[report.report_id] = name
    return names


def test_a_query_finds_the_same_reports_on_both_databases_newest_first(engine, stored):
    order = list(TEXTS)
    with read_session(engine) as s:
        for query, wanted in QUERIES.items():
            page = search(s, query)
            found = [stored[hit.report_id] for hit in page.hits]
            assert found == [name for name in order if name in wanted], query
            assert page.total == len(wanted), query


def test_no_query_fails_however_strange(engine, stored):
    chance = random.Random(7)
    pieces = ['"', "-", "OR", "*", "'", "(", ")", ":", "\x00", "NEAR", "\\", "&", "|", "!", "<->"]
    with read_session(engine) as s:
        for _ in range(200):
            size = chance.randrange(1, 12)
            parts_ = [
                chance.choice(pieces)
                if chance.random() < 0.4
                else "".join(chr(chance.randrange(0x11_0000)) for _ in range(3))
                for _ in range(size)
            ]
            search(s, chance.choice(["", " "]).join(parts_), source="\x00" if size == 3 else None)


def test_a_query_too_long_is_shortened_and_says_so(engine, stored):
    words = " ".join(f"word{n}" for n in range(MOST_TERMS + 1))
    with read_session(engine) as s:
        assert search(s, words).shortened
        assert search(s, f'"{words}"').shortened
        assert not search(s, "caseloads").shortened
        assert search(s, " ".join(["caseloads"] * 5_000)).total == 1
    assert len(parse_query(f'"{words}"').clauses[0].required[0]) == OVERLAP


def test_filters_narrow_a_search_and_days_are_londons(engine, world, night):
    with write_session(engine) as s:
        gazette, letters = world.source(s), world.source(s, "reports_site", kind="ofsted")
        summer = night.replace(month=7, hour=23, minute=30)  # 00:30 of the next day in London
        late = world.report(s, gazette, published_at=summer).report_id
        letter = world.report(s, letters, kind="publication", days=1).report_id
        undated = world.report(s, gazette, published_at=None).report_id
    with read_session(engine) as s:

        def ids(**filters):
            return [hit.report_id for hit in search(s, "council", **filters).hits]

        assert ids() == [late, letter, undated]
        assert ids(kind="publication") == [letter]
        assert ids(source="thorley_gazette") == [late, undated]
        assert ids(group="hartwell", kind="news") == [late, undated]
        assert ids(source="nowhere") == []
        assert ids(since=date(2026, 7, 3)) == [late]
        assert ids(until=date(2026, 7, 2)) == [letter]
        assert ids(since=summer, until=summer) == [late]
        assert ids(since=date.min, until=date.max) == [late, letter]
        assert ids(since=date(2026, 7, 3), undated=True) == [late, undated]
        assert ids(until=date(2026, 7, 2), undated=True) == [letter, undated]
        assert count_undated(s, "council") == count_undated(s, "", source="thorley_gazette") == 1
        assert count_undated(s, "council", kind="publication") == count_undated(s, "zebra") == 0


def test_pages_of_hits_follow_each_other_and_the_total_stays(engine, stored):
    with read_session(engine) as s:
        pages = [search(s, "title", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {page.total for page in pages} == {len(TEXTS)}
    ids = [hit.report_id for page in pages for hit in page.hits]
    assert len(set(ids)) == len(TEXTS)


def test_hidden_and_withdrawn_reports_are_never_shown_and_suspects_are_marked(
    engine, stored, night
):
    by_name = {name: report_id for report_id, name in stored.items()}
    with write_session(engine) as s:
        s.get_one(Report, by_name["skies"]).hidden_at = night
        s.get_one(Report, by_name["school"]).withdrawn_at_source_at = night
        s.get_one(Report, by_name["apart"]).suspect_reason = "identical text"
    with read_session(engine) as s:
        found = {stored[hit.report_id]: hit.suspect for hit in search(s, "title").hits}
    assert found == {
        "caseloads": False,
        "oversight": False,
        "numbers": False,
        "apart": True,
        "polish": False,
    }


def test_a_long_text_is_found_by_any_word_and_by_phrases_past_every_limit(engine, world):
    common = "the council said the children were safe and the homes were good. " * 1_500
    body = f"opening aardvark words. {common} late zebra crossing. {common} closing yak herd."
    assert len(list(tokenise(body))) > 30_000
    with write_session(engine) as s:
        source = world.source(s)
        long = world.report(s, source, text=body).report_id
        world.report(s, source, text="An aardvark. A yak.")
    with read_session(engine) as s:

        def found(query):
            return long in [hit.report_id for hit in search(s, query).hits]

        for query in (
            '"zebra crossing"',
            '"good late zebra crossing the council"',
            '"closing yak herd"',
            "aardvark zebra herd",
            '"homes were good the council said"',
            "nothing OR zebra",
            "aardvark -tapir",
        ):
            assert found(query), query
        for query in ('"zebra yak"', "aardvark -zebra", '"closing zebra"', "-council"):
            assert not found(query), query


def test_parts_keep_within_the_limits_and_no_phrase_falls_between_them():
    tokens = report_tokens("A title", None, "the cat and the dog saw the bird " * 3_000)
    cut = list(parts(tokens))
    assert len(cut) > 10
    assert all(max(part.count(token) for token in set(part)) <= PART_SAME for part in cut)
    assert all(a[-OVERLAP:] == b[:OVERLAP] for a, b in itertools.pairwise(cut))
    joined = list(cut[0]) + [token for part in cut[1:] for token in part[OVERLAP:]]
    assert joined == tokens


def test_a_snippet_shows_the_words_that_were_found_in_one_line():
    body = (
        "Nothing here.\n\n" * 50
        + "Managers had strategic\n oversight, inspectors said. "
        + "z " * 99
    )
    query = parse_query('"strategic oversight" inspector absent')
    snippet = cut_snippet([body, "standfirst"], query.wanted)
    assert len(snippet.text) <= WIDTH + 2
    assert "\n" not in snippet.text
    marked = [snippet.text[start:end] for start, end in snippet.hits]
    assert marked == ["strategic oversight", "inspectors"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert cut_snippet(["Short text."], ()).text == "Short text."
    assert cut_snippet([None, ""], ()).text == ""
    assert cut_snippet(["body", "the oversight"], parse_query("oversight").wanted).hits == (
        (4, 13),
    )


def test_hits_carry_a_snippet_with_the_match_marked(engine, stored):
    with read_session(engine) as s:
        hit = search(s, "caseload").hits[0]
    start, end = hit.highlights[0]
    assert hit.snippet[start:end] == "caseloads"
    assert (hit.title, hit.source, hit.url) == (
        "The title",
        "thorley_gazette",
        "https://thorley.test/news/1",
    )


def test_the_index_is_built_anew_and_strays_are_noticed(engine, stored):
    with write_session(engine) as s:
        assert rebuild_if_needed(s) == 0
        assert rebuild(s) == len(TEXTS)
        assert out_of_step(s) == (0, 0)
        assert search(s, "caseloads").total == 1
        report = s.get_one(Report, next(iter(stored)))
        for _ in range(2):  # what is not there can be taken out
            unindex_report(s, report.id, report.latest_version_id)
            assert out_of_step(s) == (1, 0)


def test_a_new_version_is_found_by_its_own_words_alone(engine, world, night):
    with write_session(engine) as s:
        source = world.source(s)
        first = world.report(s, source, title="A tapir", text="An aardvark’s yak; 12 zebras.")
        other = world.report(s, source, title="Another", text="The aardvark and the yaks.")
        page = s.get_one(Report, first.report_id).page_id
        new = world.version(world.capture(s, page), title="A lemur", text="An okapi, 12 zebras.")
        store_version(s, new, report_kind="news", page_id=page, source_id=source, at=night)
    with read_session(engine) as s:
        found = {
            query: [hit.report_id for hit in search(s, query).hits]
            for query in ("tapir", "yak", "aardvark", "okapi", '"okapi 12 zebra"', "-aardvark")
        }
        assert out_of_step(s) == (0, 0)
    ours, theirs = [first.report_id], [other.report_id]
    assert found == {
        "tapir": [],
        "yak": theirs,
        "aardvark": theirs,
        "okapi": ours,
        '"okapi 12 zebra"': ours,
        "-aardvark": ours,
    }


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_the_index_keeps_no_second_copy_of_a_text(engine, stored):
    with read_session(engine) as s:
        kept = s.execute(text("SELECT words FROM search_index")).scalars().all()
    assert kept == [None] * len(stored)


@pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)
def test_sqlite_asks_the_index_first_and_then_each_report_by_its_key(engine, stored):
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *a: statements.append((a[2], a[3])))
    with read_session(engine) as s:
        search(s, "title", source="thorley_gazette", since=date(2020, 1, 1))
        statement, values = next(pair for pair in statements if "MATCH" in pair[0])
        plan = s.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    steps = [row[3] for row in plan if row[3].startswith(("SCAN", "SEARCH"))]
    assert steps[0].startswith("SCAN f VIRTUAL TABLE INDEX")
    assert [step.split()[1] for step in steps[:4]] == ["f", "r", "v", "s"]
    assert all("INTEGER PRIMARY KEY" in step for step in steps[1:4])


def test_newest_first_is_the_order_even_when_days_are_alike(engine, world, night):
    with write_session(engine) as s:
        source = world.source(s)
        ids = [world.report(s, source).report_id for _ in range(3)]
        older = world.report(s, source, published_at=night - timedelta(days=9)).report_id
    with read_session(engine) as s:
        found = [hit.report_id for hit in search(s, "council").hits]
    assert found == [*reversed(ids), older]
