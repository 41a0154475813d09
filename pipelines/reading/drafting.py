"""Which lines are the story: candidates are drafted, doubted, and the best one is chosen.

In this order: the source's layout where it has one; our own location with names as evidence; the
same without the names where they cut too much; hidden text where the page shows next to none; and
a second opinion where what we kept is still a small part of what reads like paragraphs.
"""

from __future__ import annotations

from typing import Any

from pipelines.boilerplate import fragment_rules, load_rules, rules_of_context
from pipelines.boilerplate.fragment import Fragment
from pipelines.boilerplate.rules import FragmentRule
from pipelines.page.templates import has_templates, unpacked
from pipelines.page.visible import Visible, see
from pipelines.reading import second_opinion
from pipelines.reading.carried import carried_story, with_story
from pipelines.reading.draft import Draft, Mark, fragment_of
from pipelines.reading.evidence import contradiction, lightened, other_stories, set_apart
from pipelines.reading.head import cut_head, cut_standfirst, find_standfirst
from pipelines.reading.hidden import continuation
from pipelines.reading.kind_walls import names_a_wall
from pipelines.reading.layout import cut_layout, place_of, standfirst_of
from pipelines.reading.locate import Masses, Place, locate, masses
from pipelines.reading.metadata.gather import Metadata, host_of
from pipelines.reading.model import PageContext
from pipelines.reading.spans import block_digest
from pipelines.reading.structure import (
    cut_contents,
    cut_copies,
    cut_link_lists,
    cut_loose_headings,
    cut_pull_quotes,
    cut_structure,
)
from words.doubts import Doubt, PageDoubt
from words.rules import PageRule

LOW_SHARE = 0.3
"""A draft that keeps less than this share of the page's paragraph text is doubtful."""
SHORT = 250
"""Characters of body below which a draft is doubtful where the page has more to say."""
BARE = 100
"""Characters of body below which hidden text and templates are looked into."""
PASSES = 3
load_rules()  # with the reader: the first page of a process costs no more than the others


def best_draft(
    root: Any, page: Visible, facts: Metadata, url: str, context: PageContext
) -> tuple[Draft, list[Doubt]]:
    """Return the draft to publish, and the doubts that were met on the way.

    Where the story goes on in what the page hides, it is drafted again with that shown.
    """
    draft, doubts = _best_draft(root, page, facts, url, context)
    if draft.chosen_by is not None:
        doubts.append(Doubt(PageDoubt.BODY_BY_EVIDENCE, draft.chosen_by))
    shown = continuation(draft, facts) if draft.page is page else frozenset[Any]()
    if not shown:
        return draft, doubts
    longer, others = _best_draft(root, see(root, shown=shown), facts, url, context)
    if longer.kept_characters() <= draft.kept_characters():
        return draft, doubts
    return longer, [*others, Doubt(PageDoubt.HIDDEN_TEXT_USED)]


def _best_draft(
    root: Any, page: Visible, facts: Metadata, url: str, context: PageContext
) -> tuple[Draft, list[Doubt]]:
    doubts = [Doubt(PageDoubt.TOO_DEEP)] if page.too_deep else []
    mass = masses(page)
    meant = place_of(root, page, context.layout.body, doubts)
    if meant is not None:
        place, selected = meant
        draft = _draft(root, page, mass, place, facts, context, selected=selected)
        if draft.kept_characters() >= BARE or not _doubtful(draft, mass):
            return draft, doubts
        doubts.append(Doubt(PageDoubt.SELECTOR_EMPTY, "body"))
    draft = _located(root, page, mass, facts, context)
    if not _doubtful(draft, mass) and draft.kept_characters() >= BARE:
        return draft, doubts
    bare = masses(page, hints=False)
    other = _located(root, page, bare, facts, context, hints=False)
    if other.kept_characters() > 2 * draft.kept_characters() + SHORT:
        doubts.append(Doubt(PageDoubt.NAMES_NOT_BELIEVED))
        draft = other
    if draft.kept_characters() < BARE:
        carried = _carried(root, draft, facts, context)
        if carried is not None:
            doubts.append(Doubt(PageDoubt.TEXT_FROM_DATA, carried.place.reader))
            return carried, doubts
    if draft.kept_characters() < SHORT and (page.hidden > SHORT or has_templates(root)):
        draft = _with_hidden(root, draft, facts, context, doubts)
    if draft.page is page and _doubtful(draft, mass):
        draft = _second(root, draft, bare, facts, url, doubts)
    return draft, doubts


def _located(
    root: Any,
    page: Visible,
    mass: Masses,
    facts: Metadata,
    context: PageContext,
    *,
    hints: bool = True,
) -> Draft:
    apart = tuple(set_apart(page, mass, facts.title))
    mass = lightened(mass, apart)
    place = locate(page, mass)
    if place is None:
        return Draft(page, Place(0, 0, 0, "none"))
    said = contradiction(page, mass, place, facts)
    other = locate(page, said[0]) if said is not None else None
    draft = _draft(root, page, mass, other or place, facts, context, hints=hints, apart=apart)
    draft.mass = mass
    if _told_otherwise(draft, mass) > mass.between(draft.place.first, draft.place.last) / 2:
        draft.chosen_by = "other stories follow this one"
    if said is not None and other is not None:
        draft.mass, draft.chosen_by = said
    return draft


def _draft(
    root: Any,
    page: Visible,
    mass: Masses,
    place: Place,
    facts: Metadata,
    context: PageContext,
    *,
    hints: bool = True,
    selected: frozenset[int] = frozenset(),
    apart: tuple[tuple[range, Mark], ...] = (),
) -> Draft:
    """Mark what is not part of the story within one place.

    apart: lines of galleries and comments.
    """
    draft = Draft(page, place)
    cut_layout(root, draft, context.layout.strip, selected)
    for lines, mark in apart:
        for at in lines:
            if place.first <= at < place.last:
                draft.cut(at, mark)
    for node in other_stories(page, mass, place, facts):
        mark = Mark(PageRule.OTHER_STORY, "related", page.lines[node.first].text[:60])
        for at in range(node.first, min(node.last, place.last)):
            draft.cut(at, mark)
    cut_structure(draft, mass, hints=hints)
    cut_head(draft, facts)
    standfirst = standfirst_of(root, page, context.layout.standfirst) or find_standfirst(
        page, facts, draft.kept()
    )
    facts.standfirst = " ".join(page.lines[at].text for at in standfirst) or None
    cut_standfirst(draft, standfirst)
    cut_link_lists(draft)
    cut_contents(draft)
    cut_copies(draft)
    cut_pull_quotes(draft)
    cut_repeated(draft, context)
    run_rules(draft, facts)
    cut_loose_headings(draft)
    return draft


def _told_otherwise(draft: Draft, mass: Masses) -> float:
    """Return the mass of lines that were cut as copies or as other stories: none of it is lost."""
    rules = (PageRule.COPY, PageRule.OTHER_STORY)
    return sum(mass.weights[at] for at, mark in draft.cuts.items() if mark.rule in rules)


def _doubtful(draft: Draft, mass: Masses) -> bool:
    """Say whether a draft keeps a small part of what reads like paragraphs on its page.

    Galleries, comments and what evidence speaks against are no part of that.
    """
    mass = draft.mass or mass
    kept = sum(mass.weights[at] for at in draft.kept())
    total = mass.sums[-1] - _told_otherwise(draft, mass)
    if total < SHORT:
        return False
    return kept < LOW_SHARE * total or (
        draft.kept_characters() < SHORT and total > 2 * draft.kept_characters() + SHORT
    )


def _carried(root: Any, shown: Draft, facts: Metadata, context: PageContext) -> Draft | None:
    """Return a draft of the story that a page carries as data, None where it carries none.

    Nothing of what the page shows is in it. What a wall keeps back is not taken from data either.
    """
    if facts.free is False or names_a_wall(shown.page.text):
        return None
    found = carried_story(root, facts)
    if found is None:
        return None
    paragraphs, source = found
    tree, story = with_story(root, paragraphs)
    page = see(tree)
    at = next((at for at, node in enumerate(page.nodes) if node.element is story), None)
    if at is None:
        return None
    node = page.nodes[at]
    draft = Draft(page, Place(at, node.first, node.last, source))
    cut_repeated(draft, context)
    run_rules(draft, facts)
    return draft if draft.kept_characters() > 2 * shown.kept_characters() + BARE else None


def _with_hidden(
    root: Any, draft: Draft, facts: Metadata, context: PageContext, doubts: list[Doubt]
) -> Draft:
    """Return a draft that reads hidden elements and templates, where the story stands in them."""
    page = see(unpacked(root) if has_templates(root) else root, hidden=True)
    other = _located(root, page, masses(page), facts, context)
    if other.kept_characters() > 2 * draft.kept_characters() + SHORT:
        doubts.append(Doubt(PageDoubt.HIDDEN_TEXT_USED))
        return other
    return draft


def _second(
    root: Any, draft: Draft, mass: Masses, facts: Metadata, url: str, doubts: list[Doubt]
) -> Draft:
    """Ask for a second opinion, and take the lines it selects where they are clearly more.

    What counts is what reads like paragraphs: a longer list of links is not more of a story.
    """
    doubts.append(Doubt(PageDoubt.SECOND_OPINION_ASKED))
    page = draft.page
    try:
        kept = second_opinion.ask(root, page, url)
    except Exception:  # another program's fault on a broken page must not cost us our reading
        doubts.append(Doubt(PageDoubt.SECOND_OPINION_FAILED))
        return draft
    if kept is None:
        return draft
    first, last = kept[0], kept[-1] + 1
    other = Draft(page, Place(0, first, last, "second-opinion"))
    chosen = set(kept)
    for at in range(first, last):
        if at not in chosen:
            other.cut(at, Mark(PageRule.SECOND_OPINION, "outside", "not in the second opinion"))
    cut_head(other, facts)
    run_rules(other, facts)
    cut_loose_headings(other)
    held, found = (sum(mass.weights[at] for at in one.kept()) for one in (draft, other))
    return other if found > second_opinion.MIN_GAIN * held + SHORT else draft


def cut_repeated(draft: Draft, context: PageContext) -> None:
    """Mark blocks that are known to repeat on other pages of the source."""
    if not context.repeated_blocks:
        return
    for at in draft.kept():
        evidence = context.repeated_blocks.get(block_digest(draft.page.lines[at].text))
        if evidence is not None:
            draft.cut(at, Mark(PageRule.SITE_TEMPLATE, "template", evidence))


def run_rules(draft: Draft, facts: Metadata, passes: int = PASSES) -> None:
    """Run every rule on what is left, until a pass finds nothing more.

    A part of a sentence may stand alone once its neighbour is gone: only where there are such
    parts does a later pass ask the rules again that judge each line by itself.
    """
    fragment: Fragment | None = None
    rules = fragment_rules()
    host = host_of(facts.canonical_url or "")
    for _ in range(passes):
        fragment = fragment_of(draft, fragment)
        fragment.site, fragment.host = facts.site, host
        if not _one_pass(draft, fragment, rules):
            return
        if not any(line.joint == 2 for line in fragment.lines):
            rules = rules_of_context()


def _one_pass(draft: Draft, fragment: Fragment, rules: tuple[FragmentRule, ...]) -> bool:
    found = False
    at = fragment.at
    for rule in rules:
        for cut in rule.find(fragment):
            line = fragment.lines[cut.line]
            mark = Mark(rule.name, rule.kind, cut.evidence or None)
            end = len(line.text) if cut.end is None else cut.end
            if cut.start <= 0 and end >= len(line.text):
                if at[cut.line] not in draft.cuts:
                    draft.cut(at[cut.line], mark)
                    found = True
            elif not any(trim[0] == cut.start for trim in draft.trims.get(at[cut.line], ())):
                draft.trims.setdefault(at[cut.line], []).append((cut.start, end, mark))
    return found
