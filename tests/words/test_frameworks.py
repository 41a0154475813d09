"""A framework is one member and one reader: neither can be forgotten."""

from __future__ import annotations

import re

import pytest

from db.queries.grade_changes import SCALES
from db.queries.site_disagreements import framework_named
from pipelines.linking.types import MEANS, TOLD_BY_GRADE
from pipelines.ofsted.classify import Reader, readers
from pipelines.ofsted.page_values import KNOWN_LABELS
from words.frameworks import Framework, family
from words.subjects import Subject

NO_INSPECTION_OF_OFSTEDS = {Subject.ADULTS, Subject.ANOTHER_INSPECTORATE}


def vocabulary_of(reader: Reader) -> tuple[set[str], set[str]]:
    """Return the keys of the areas and the grades that a reader can give."""
    held = reader.VOCABULARY
    return ({one.key for one in held.areas}, set(held.grades.values())) if held else (set(), set())


def test_every_framework_has_a_reader_and_every_reader_a_framework() -> None:
    assert set(readers()) == set(Framework)


@pytest.mark.parametrize("framework", Framework)
def test_a_framework_is_known_to_the_press_and_says_what_its_documents_are(
    framework: Framework,
) -> None:
    assert framework.meaning
    assert framework.subjects
    for subject in framework.subjects:
        assert framework in MEANS[subject]


@pytest.mark.parametrize("framework", Framework)
def test_its_reader_gives_the_areas_that_it_names_and_grades_of_a_scale(
    framework: Framework,
) -> None:
    areas, grades = vocabulary_of(readers()[framework])
    by_sentence = {"overall_effectiveness", "lscb"}
    if framework is Framework.LSCB:
        areas = set()
    assert areas <= set(framework.areas) <= areas | by_sentence
    assert len(set(framework.areas)) == len(framework.areas)
    assert grades <= {grade for scale in SCALES for grade in scale} | {"not_judged"}


@pytest.mark.parametrize("framework", Framework)
def test_the_frameworks_that_it_names_exist_and_its_areas_can_be_compared(
    framework: Framework,
) -> None:
    for other in filter(None, (framework.compared_with, framework.superseded_by)):
        assert Framework(other) is not framework
    other_areas = Framework(family(framework)).areas
    assert not framework.areas or set(framework.areas) & set(other_areas)


@pytest.mark.parametrize("framework", [one for one in Framework if one.site_label])
def test_the_label_of_the_site_is_one_that_the_reader_of_timelines_knows(
    framework: Framework,
) -> None:
    labels = [label for label in KNOWN_LABELS if re.search(framework.site_label or "", label)]
    assert labels
    assert all(framework in framework_named(label) for label in labels)


def test_every_subject_of_ofsteds_can_mean_a_framework() -> None:
    assert {subject for subject in Subject if not MEANS[subject]} == NO_INSPECTION_OF_OFSTEDS


def test_words_of_a_grade_tell_only_where_a_subject_can_mean_graded_and_ungraded_ones() -> None:
    assert Framework.ILACS in TOLD_BY_GRADE
    assert Framework.ILACS_FOCUSED_VISIT not in TOLD_BY_GRADE
    assert Framework.SCHOOL_EIF not in TOLD_BY_GRADE


def test_a_framework_that_nobody_knows_is_of_its_own_family() -> None:
    assert family("ILACS") == family("SIF") == "ILACS"
    assert family("NEW-2030") == "NEW-2030"
