"""The frameworks that Ofsted inspects under, with all that is known of one besides its reader.

Adding one is a member here, a file in pipelines/ofsted/frameworks/, and a test of it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Self

from words.subjects import Subject

__all__ = ["About", "Framework", "family"]


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What is known of a framework.

    meaning: the documents written under it. subjects: as what the press may speak of such an
    inspection. graded: whether it grades the provider. areas: keys of the areas it judges, in the
    order of its documents. own_facts: facts that documents of few frameworks print, and these do.
    site_label: a pattern of what the timeline of a provider's page calls it (lower case, straight
    quotes; reports.ofsted.gov.uk, 2018-26), None where its labels stand for several over the years
    ("Full inspection", "Children's services inspection"). compared_with: another framework with
    whose judgements its own are compared. superseded_by: what followed it.
    """

    meaning: str
    subjects: tuple[Subject, ...]
    graded: bool = False
    areas: tuple[str, ...] = ()
    own_facts: tuple[str, ...] = ()
    site_label: str | None = None
    compared_with: str | None = None
    superseded_by: str | None = None


class Framework(StrEnum):
    """A framework; the values are those that users of Ofsted's data know."""

    meaning: str
    subjects: tuple[Subject, ...]
    graded: bool
    areas: tuple[str, ...]
    own_facts: tuple[str, ...]
    site_label: str | None
    compared_with: str | None
    superseded_by: str | None

    def __new__(cls, value: str, about: About) -> Self:
        """Return a member that is its value, with what is known of it beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        for one in fields(about):
            setattr(member, one.name, getattr(about, one.name))
        return member

    ILACS = (
        "ILACS",
        About(
            meaning="children's services inspections, standard and short, 2018 on",
            subjects=(Subject.SERVICES,),
            graded=True,
            areas=(
                "overall_effectiveness",
                "impact_of_leaders",
                "help_and_protection",
                "in_care",
                "care_leavers",
                "in_care_and_care_leavers",  # one row until the end of 2022
            ),
        ),
    )
    ILACS_FOCUSED_VISIT = (
        "ILACS-FV",
        About(
            meaning="focused visit letters, 2018 on",
            subjects=(Subject.FOCUSED_VISIT, Subject.SERVICES),
            own_facts=("theme",),
            site_label=r"\bfocused visit\b",
        ),
    )
    ILACS_MONITORING_VISIT = (
        "ILACS-MV",
        About(
            meaning="monitoring visit letters",
            subjects=(Subject.MONITORING_VISIT, Subject.SERVICES),
            own_facts=("theme",),
            site_label=r"\bchildren's services monitoring visit\b",
        ),
    )
    SIF = (
        "SIF",
        About(
            meaning="single inspections and re-inspections, 2013–18, with the review of the LSCB",
            subjects=(Subject.SERVICES,),
            graded=True,
            areas=(
                "overall_effectiveness",
                "help_and_protection",
                "looked_after_permanence",
                "adoption",
                "care_leavers",
                "leadership",
                "lscb",
            ),
            site_label=r"\bsingle inspection of la\b",
            compared_with="ILACS",
            superseded_by="ILACS",
        ),
    )
    LAC_2013 = (
        "LAC-2013",
        About(
            meaning="looked after children services, to 2013",
            subjects=(Subject.SERVICES,),
            graded=True,
            areas=(
                "overall_effectiveness",
                "capacity_to_improve",
                "outcomes",
                "quality_of_provision",
                "leadership",
            ),
            superseded_by="SIF",
        ),
    )
    LSCB = (
        "LSCB",
        About(
            meaning="reviews of a safeguarding board that stand alone",
            subjects=(Subject.SERVICES,),
            areas=("lscb",),
        ),
    )
    JAR = (
        "JAR",
        About(
            meaning="joint area reviews and progress after them, to 2009",
            subjects=(Subject.SERVICES,),
            graded=True,
            site_label=r"\bjoint area review\b",
        ),
    )
    JTAI = (
        "JTAI",
        About(
            meaning="joint targeted area inspections, 2016 on",
            subjects=(Subject.JTAI, Subject.SERVICES),
            own_facts=("theme",),
            site_label=r"\bjoint area child protection\b|\bjoint targeted\b",
        ),
    )
    AREA_SEND = (
        "AREASEND",
        About(
            meaning="area SEND reports, 2023 on",
            subjects=(Subject.SEND,),
            own_facts=("send_outcome",),
            site_label=r"\barea send\b",
        ),
    )
    AREA_SEND_2016 = (
        "AREASEND-2016",
        About(
            meaning="area SEND letters, 2016–22, with written statements of action",
            subjects=(Subject.SEND,),
            own_facts=("send_outcome",),
            site_label=r"\barea send\b",
            superseded_by="AREASEND",
        ),
    )
    SCHOOL_EIF = (
        "SCHOOL-EIF",
        About(
            meaning="schools, graded, ungraded and monitoring, 2019 to November 2025",
            subjects=(Subject.SCHOOL,),
            graded=True,
            areas=(
                "overall_effectiveness",
                "quality_of_education",
                "behaviour_and_attitudes",
                "personal_development",
                "leadership",
                "early_years",
                "sixth_form",
                "previous_overall",
            ),
            superseded_by="SCHOOL-RC",
        ),
    )
    SCHOOL_REPORT_CARD = (
        "SCHOOL-RC",
        About(
            meaning="report cards, from 10 November 2025",
            subjects=(Subject.SCHOOL,),
            graded=True,
            areas=(
                "safeguarding",
                "inclusion",
                "curriculum_and_teaching",
                "achievement",
                "attendance_and_behaviour",
                "behaviour_attitudes_routines",
                "personal_development_wellbeing",
                "welfare_and_wellbeing",
                "leadership",
                "early_years",
                "sixth_form",
                "participation_and_development",
                "contribution_to_skills",
            ),
        ),
    )
    EARLY_YEARS = (
        "EARLY-YEARS",
        About(
            meaning="nurseries and childminders, to November 2025",
            subjects=(Subject.EARLY_YEARS,),
            graded=True,
            areas=(
                "overall_effectiveness",
                "quality_of_education",
                "behaviour_and_attitudes",
                "personal_development",
                "leadership",
                "previous_overall",
            ),
            superseded_by="SCHOOL-RC",
        ),
    )
    CHILDRENS_HOME = (
        "CHILDRENS-HOME",
        About(
            meaning="children's homes",
            subjects=(Subject.CARE_HOME,),
            graded=True,
            areas=("overall_effectiveness", "help_and_protection", "leadership"),
        ),
    )
    FE_SKILLS = (
        "FE-SKILLS",
        About(
            meaning="further education and skills, 2019 to November 2025",
            subjects=(Subject.FURTHER,),
            graded=True,
            areas=(
                "overall_effectiveness",
                "quality_of_education",
                "behaviour_and_attitudes",
                "personal_development",
                "leadership",
                "early_years",
                "sixth_form",
                "previous_overall",
                "young_people",
                "adult_learning",
                "apprenticeships",
                "high_needs",
            ),
            superseded_by="SCHOOL-RC",
        ),
    )


_FAMILIES = {one.value: one.compared_with or one.value for one in Framework}


def family(framework: str) -> str:
    """Return the framework whose judgements this one's are compared with, as a rule its own."""
    return _FAMILIES.get(framework, framework)
