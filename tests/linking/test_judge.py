"""One story, its candidates, the verdict."""

from __future__ import annotations

from datetime import date

from press import LETTER, gazetteer, letter, news

from pipelines.linking.alignment import Printed, prepare
from pipelines.linking.clues import read_clues
from pipelines.linking.judge import judge
from pipelines.linking.model import Candidate, LinkVerdict, NewsText, Role, Status
from pipelines.linking.words import keys_of, shingles

NAMES = gazetteer()
OPENING = (
    "Ofsted has told Thorleyshire County Council what it saw on a focused visit to social workers."
)


def verdict(told: NewsText, *candidates: Candidate) -> LinkVerdict:
    return judge(read_clues(NAMES, told), candidates, {})


def with_hits(candidate: Candidate, *texts: str) -> Candidate:
    from dataclasses import replace

    return replace(candidate, hits=frozenset(h for t in texts for h in shingles(keys_of(t))))


def test_a_quoted_letter_is_linked_with_page_and_paragraph() -> None:
    told = news(f"{OPENING}\n\nThey wrote: “{LETTER[2]}”")
    (link,) = verdict(told, with_hits(letter(), LETTER[2])).links
    assert (link.status, link.role) == (Status.LINKED, Role.SUBJECT)
    assert [(m.page, m.paragraph, m.similarity) for m in link.matches] == [(2, 2, 1.0)]
    assert set(link.parts) >= {"name", "quotations", "kind", "timing"}


def test_the_days_of_the_visit_and_the_inspector_speak_for_it() -> None:
    told = news(OPENING + " Inspector Margot Penrose came on September 21 and 22 to inspect it.")
    (link,) = verdict(told, letter()).links
    assert link.status is Status.LINKED
    assert link.parts["visit_days"].words == "September 21 and 22"
    assert link.parts["inspector"].words == "Margot Penrose"


def test_days_without_any_year_are_no_proof_alone() -> None:
    told = news(
        "Inspectors from Ofsted saw children's services of Thorleyshire County Council on "
        "September 21 and 22.",
        told_on=None,
    )
    (link,) = verdict(told, letter()).links
    assert link.status is Status.POSSIBLE


def test_a_story_on_a_monitoring_visit_is_linked_to_nothing_and_says_why() -> None:
    told = news("A monitoring visit to Thorleyshire County Council went well, Ofsted says.")
    found = verdict(told, letter())
    assert not [link for link in found.links if link.status is Status.LINKED]
    assert found.reason is not None
    assert found.reason.startswith("not_held")


def test_a_school_in_the_same_county_is_another_story() -> None:
    told = news(
        "Pupils at Gorse Lane school in Thorleyshire cheer: Ofsted inspectors rated the school "
        "good. The headteacher thanked pupils."
    )
    assert verdict(told, letter()).links == ()


def test_a_story_that_never_speaks_of_inspections_is_not_weighed() -> None:
    found = verdict(news("Thorleyshire County Council will raise council tax."), letter())
    assert found.links == ()
    assert found.reason is not None
    assert found.reason.startswith("not_on_inspection")


def test_an_unnamed_authority_must_be_quoted() -> None:
    days = "Inspectors from Ofsted saw children's services in Kestrelham on September 21 and 22."
    assert not [x for x in verdict(news(days), letter()).links if x.status is Status.LINKED]
    quoting = news(f"{days} They wrote: “{LETTER[1]}” and “{LETTER[3]}”")
    found = verdict(quoting, with_hits(letter(), LETTER[1], LETTER[3]))
    assert found.links[0].status is Status.LINKED


def test_an_earlier_letter_quoted_in_passing_is_background() -> None:
    old_words = "Too many children waited for months before anybody came to see them at home."
    old = letter(
        inspection_id=3,
        version_id=30,
        published_on=date(2019, 5, 2),
        ranges=((date(2019, 3, 4), date(2019, 3, 5)),),
        inspectors=(),
        prepared=prepare([Printed(0, 1, old_words)]),
    )
    told = news(f"{OPENING} “{LETTER[2]}” In 2019 inspectors had said: “{old_words}”")
    found = verdict(told, with_hits(letter(), LETTER[2]), with_hits(old, old_words))
    assert [(x.candidate.inspection_id, x.role) for x in found.links] == [
        (7, Role.SUBJECT),
        (3, Role.BACKGROUND),
    ]


def test_a_sentence_that_two_letters_print_speaks_for_one_of_them() -> None:
    older = letter(inspection_id=3, version_id=30, published_on=date(2021, 5, 2), ranges=())
    told = news(f"{OPENING} They wrote: “{LETTER[2]}”")
    both = with_hits(older, LETTER[2]), with_hits(letter(), LETTER[2])
    assert [x.candidate.inspection_id for x in verdict(told, *both).links] == [7]


def test_words_that_many_letters_print_prove_nothing() -> None:
    told = news(f"Ofsted wrote to a council: “{LETTER[2]}”")
    common = dict.fromkeys(shingles(keys_of(LETTER[2])), 40)
    candidate = with_hits(letter(), LETTER[2])
    found = judge(read_clues(NAMES, told), [candidate], common)
    assert not [link for link in found.links if link.status is Status.LINKED]


def test_another_inspectorate_is_not_ofsted() -> None:
    told = news(
        "A care home in Thorleyshire was rated inadequate by the Care Quality Commission. "
        "Inspectors said children in care there were safe."
    )
    assert not [x for x in verdict(told, letter()).links if x.status is Status.LINKED]


def test_a_monitoring_visit_that_quotes_the_last_letter_has_it_as_background() -> None:
    told = news(
        "A monitoring visit to Thorleyshire County Council went well, Ofsted says. Its last letter "
        f"said: “{LETTER[2]}” and “{LETTER[3]}”"
    )
    (link,) = verdict(told, with_hits(letter(), LETTER[2], LETTER[3])).links
    assert (link.status, link.role) == (Status.LINKED, Role.BACKGROUND)


def test_care_for_adults_is_another_matter() -> None:
    told = news(
        "Adult social care in Thorleyshire was rated good after inspectors came in September.",
        title="Thorleyshire adult care is good",
    )
    assert not [x for x in verdict(told, letter()).links if x.status is Status.LINKED]


def test_a_story_told_while_inspectors_are_there_is_possibly_about_what_they_will_say() -> None:
    told = news(
        "Ofsted inspectors are with children's social workers of Thorleyshire County Council.",
        title="Ofsted comes to Thorleyshire",
        told_on=date(2022, 9, 22),
    )
    (link,) = verdict(told, letter()).links
    assert link.status is Status.POSSIBLE
    assert link.parts["timing"].words == "told while the inspectors were there"


def test_an_authority_named_in_passing_was_not_visited_on_the_days_of_another() -> None:
    told = news(
        OPENING
        + " Inspectors came on September 21 and 22. "
        + "Nobody at the town hall had much to add to it. " * 12
        + "Before she was made director she ran the teams of Kestrelham.",
        title="Thorleyshire is told what inspectors saw",
    )
    neighbour = letter(provider_id=6, inspection_id=8, version_id=80)
    linked = [x for x in verdict(told, letter(), neighbour).links if x.status is Status.LINKED]
    assert [x.candidate.provider_id for x in linked] == [1]
