"""Every class of boilerplate: what must go goes, and its near miss stays."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from lxml import html as lxml_html

from pipelines.boilerplate import fragment_rules
from pipelines.boilerplate.fragment import Marks
from pipelines.page.visible import Visible, see
from pipelines.reading.draft import Draft, fragment_of
from pipelines.reading.drafting import run_rules
from pipelines.reading.locate import Place
from pipelines.reading.metadata.gather import Metadata


def _load(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"boilerplate_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SNIPPETS = _load("snippets").SNIPPETS


def cleaned(html: str) -> tuple[Visible, Draft]:
    """Run every rule on a snippet as if the whole of it were the body."""
    page = see(lxml_html.fromstring(f"<div>{html}</div>"))
    draft = Draft(page, Place(0, 0, len(page.lines), "test"))
    run_rules(draft, Metadata(site="Vale Chronicle", title="Nursery praised"))
    return page, draft


def marked(page: Visible) -> set[int]:
    """Return the lines inside elements that carry data-remove."""
    found = set()
    for at, line in enumerate(page.lines):
        node = line.node
        while node >= 0:
            if page.nodes[node].element.get("data-remove") is not None:
                found.add(at)
            node = page.nodes[node].parent
    return found


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.name)
def test_what_is_marked_goes_and_all_else_stays(snippet: object) -> None:
    page, draft = cleaned(snippet.html)  # type: ignore[attr-defined]
    gone = {page.lines[at].text for at in draft.cuts}
    wanted = {page.lines[at].text for at in marked(page)}
    assert gone == wanted


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.name)
def test_a_second_run_on_what_is_left_finds_nothing_more(snippet: object) -> None:
    page, draft = cleaned(snippet.html)  # type: ignore[attr-defined]
    before = dict(draft.cuts)
    run_rules(draft, Metadata(site="Vale Chronicle", title="Nursery praised"))
    assert draft.cuts == before, [page.lines[at].text for at in set(draft.cuts) - set(before)]


def test_every_removal_names_its_rule_its_class_and_its_evidence() -> None:
    for snippet in SNIPPETS:
        _, draft = cleaned(snippet.html)
        for mark in draft.cuts.values():
            assert mark.rule in {rule.name for rule in fragment_rules()}
            assert mark.kind
            assert mark.evidence


def test_a_fused_label_is_trimmed_inside_the_line_and_the_paragraph_stays() -> None:
    page, draft = cleaned(
        "<p>Hide AdAdvertisement Hide AdThe council said the school would stay.</p>"
    )
    assert not draft.cuts
    ((start, end, mark),) = draft.trims[0]
    assert page.lines[0].text[end:] == "The council said the school would stay."
    assert (start, mark.kind) == (0, "ad")


FUSED = (
    ("2026-11-12T14:22:00ZA visit by inspectors has left the council with work to do.", "date"),
    ("A visit by inspectors has left the council with work.Hide AdAdvertisement Hide Ad", "ad"),
    ("Aldmere Nursery has 76 children, and 24 of them have a funded place. (Image: PA)", "caption"),
)


@pytest.mark.parametrize(("line", "kind"), FUSED)
def test_what_is_fused_to_a_sentence_is_trimmed_and_the_sentence_stays(
    line: str, kind: str
) -> None:
    page, draft = cleaned(f"<p>{line}</p>")
    assert not draft.cuts
    ((start, end, mark),) = draft.trims[0]
    left = (page.lines[0].text[:start] + page.lines[0].text[end:]).strip()
    assert left in line
    assert left.startswith("A")
    assert left.endswith(("do.", "work.", "place."))
    assert mark.kind == kind


def test_a_caption_that_is_no_sentence_goes_with_its_credit() -> None:
    page, draft = cleaned("<p>Staff outside the old chapel in Mill Lane, Thornbeck (Image: PA)</p>")
    assert set(draft.cuts) == {0}
    assert page.lines[0].text.startswith("Staff")


def test_a_linked_word_before_a_hidden_marker_stays_in_its_sentence() -> None:
    from pipelines.reading import read_html

    story = "".join(f"<p>{'The council said that work goes on in the town. ' * 3}</p>" * 4)
    linked = (
        "<p><a href='/r'>The<span class='visually-hidden'>, external</span></a> letter is addressed"
        " to the director, who has led the department for six years.</p>"
    )
    html = f"<html><body><article><h1>Letter</h1>{story}{linked}{story}</article></body></html>"
    reading = read_html(html, "https://www.vale-chronicle.test/news/letter")
    assert "The letter is addressed to the director" in reading.text


def test_a_salutation_stays_in_a_letter_to_the_editor() -> None:
    from pipelines.reading import read_html

    story = "".join(f"<p>{'We have read what the inspectors say of our school. ' * 3}</p>" * 5)
    html = f"<html><body><article><h1>Letter</h1><p>Dear Editor,</p>{story}</article></body></html>"
    reading = read_html(html, "https://www.vale-chronicle.test/news/letter")
    assert reading.text.startswith("Dear Editor,")


def test_the_marker_of_external_links_is_trimmed_and_the_sentence_stays() -> None:
    page, draft = cleaned(
        "<p>The <a href='/r'>report</a>, external, was sent to parents on Monday.</p>"
    )
    ((start, end, _),) = draft.trims[0]
    assert page.lines[0].text[start:end] == ", external"


def test_a_rule_that_asks_for_the_soup_finds_the_lines_in_its_elements() -> None:
    box = "<div><p class='a'>Your postcode</p><input type='text'></div>"
    page = see(lxml_html.fromstring(f"<div>{box}<p>Another line.</p></div>"))
    fragment = fragment_of(Draft(page, Place(0, 0, len(page.lines), "test")))
    tag = fragment.soup.find("p", class_="a")
    assert tag is not None
    assert fragment.lines_in(tag) == [0]


def test_no_soup_is_grown_for_a_page_without_such_elements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grown: list[Draft] = []
    monkeypatch.setattr("pipelines.reading.draft._grown", lambda draft, _: grown.append(draft))
    cleaned("<p>Inspectors praised the <a href='/nursery'>nursery</a> in Thornbeck.</p>" * 5)
    assert grown == []


def test_the_soup_of_a_draft_is_grown_once_for_all_rules_and_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pipelines.reading.draft as module

    grown: list[Draft] = []
    grow = module._grown

    def counted(draft: Draft, marks: Marks) -> object:
        grown.append(draft)
        return grow(draft, marks)

    monkeypatch.setattr(module, "_grown", counted)
    snippet = next(one for one in SNIPPETS if one.name == "a sign-up box without a form")
    cleaned(snippet.html + "<p><a href='mailto:?subject=x'>Send it on</a> today</p>")
    assert len(grown) == 1


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name for rule in fragment_rules()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>" + "go <a href='https://www.facebook.com/sharer/x'>on</a><br>" * 2000 + "</p>",
        "<div>label <input type='text'></div>" * 2000,
    ],
    ids=["share_links", "fields"],
)
def test_a_page_full_of_marked_elements_is_not_looked_at_for_long(hostile: str) -> None:
    story = "<p>Inspectors praised the nursery in Thornbeck after a visit in March.</p>" * 3
    start = time.process_time()
    cleaned(story + hostile)
    assert time.process_time() - start < 5
