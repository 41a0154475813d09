"""What a round-up says of one authority is not said of the next."""

from __future__ import annotations

from datetime import date

import pytest
from press import LETTER, gazetteer, letter, news

from pipelines.linking.clues import read_clues
from pipelines.linking.judge import judge
from pipelines.linking.model import Candidate, Clues, Status
from pipelines.linking.passages import narrowed
from pipelines.linking.words import keys_of, shingles
from words.subjects import Subject

THORLEYSHIRE, THORLEY, KESTRELHAM = 1, 2, 6
ROUND_UP = (
    "Ofsted has told three councils what its inspectors saw.\n\n"
    f"In Thorleyshire, a focused visit found: “{LETTER[2]}”\n\n"
    "Inspectors came in September 2022.\n\n"
    "In Thorley, children’s services were rated ‘good’ after inspectors visited in March 2022.\n\n"
    f"In Kestrelham a report on SEND found: “{LETTER[1]}”"
)


@pytest.fixture
def clues() -> Clues:
    return read_clues(gazetteer(), news(ROUND_UP))


def test_each_authority_has_its_own_kind_grade_and_days(clues: Clues) -> None:
    mine, next_one, last = (narrowed(clues, n) for n in (THORLEYSHIRE, THORLEY, KESTRELHAM))
    assert (set(mine.subjects), mine.grades) == ({Subject.FOCUSED_VISIT}, frozenset())
    assert {p.first for p in mine.periods} == {date(2022, 9, 1)}
    assert next_one.grades == {"good"}
    assert {p.first for p in next_one.periods} == {date(2022, 3, 1)}
    assert set(last.subjects) == {Subject.SEND}


def test_a_story_on_two_is_read_as_a_whole() -> None:
    whole = read_clues(gazetteer(), news(ROUND_UP.rpartition("\n\n")[0]))
    assert narrowed(whole, THORLEY) is whole


def both_print_it(provider: int, number: int) -> Candidate:
    hits = frozenset(h for text in LETTER for h in shingles(keys_of(text)))
    return letter(provider_id=provider, inspection_id=number, version_id=number, hits=hits)


def test_a_sentence_of_two_documents_is_quoted_from_the_one_beside_whose_name_it_stands(
    clues: Clues,
) -> None:
    candidates = [both_print_it(THORLEYSHIRE, 7), both_print_it(KESTRELHAM, 8)]
    links = {x.candidate.provider_id: x for x in judge(clues, candidates, {}).links}
    assert [m.printed for m in links[THORLEYSHIRE].matches] == [LETTER[2].rstrip(".")]
    assert [m.printed for m in links[KESTRELHAM].matches] == [LETTER[1].rstrip(".")]


def test_a_set_phrase_counts_half_beside_the_name_and_nothing_elsewhere() -> None:
    common = dict.fromkeys(shingles(keys_of(LETTER[2])), 60)
    points = []
    for text in (
        f"Ofsted wrote of Thorleyshire on its focused visit: “{LETTER[2]}”",
        f"Ofsted made a focused visit to Thorleyshire.\n\nIt wrote: “{LETTER[2]}”",
    ):
        found = judge(read_clues(gazetteer(), news(text)), [both_print_it(1, 7)], common)
        points.append(found.links[0].parts["quotations"].points)
        assert found.links[0].status in (Status.LINKED, Status.POSSIBLE)
    assert points[0] == pytest.approx(2.1)
    assert points[1] < 0.2
