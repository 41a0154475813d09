"""The judgement areas each framework prints, as key and pattern of the printed label.

Sources: ILACS framework and its reports of 2018-26 (14 reports since mid-2025 misprint "progress of
children care leavers"); single inspection framework 2013-18; inspections of looked after children
to 2013; education inspection framework 2019-25; report cards from 10 November 2025; social care
common inspection framework.
"""

from __future__ import annotations

from pipelines.ofsted.grades import FOUR_POINT, REPORT_CARD, SCHOOL_SCALE, WORDS_AND_NUMBERS
from pipelines.ofsted.grades import Area as A
from pipelines.ofsted.grades import Vocabulary as V

ILACS = V(
    areas=(
        A(
            "impact_of_leaders",
            r"the impact of leaders on (?:social work )?practice with children"
            r" and (?:their )?families",
        ),
        A(
            "help_and_protection",
            r"the experiences? and progress of children who need help and protection",
        ),
        A(
            "in_care_and_care_leavers",
            r"the experiences? and progress of children in care and care leavers",
        ),
        A("in_care", r"the experiences? and progress of children in care"),
        A("care_leavers", r"the experiences? and progress of (?:children )?care leavers"),
        A("overall_effectiveness", r"overall effectiveness"),
    ),
    grades=FOUR_POINT,
)

SIF = V(
    areas=(
        A("help_and_protection", r"children who need help and protection"),
        A("looked_after_permanence", r"children looked after and achieving permanence"),
        A("adoption", r"adoption performance"),
        A("care_leavers", r"(?:the )?experiences? and progress of care leavers"),
        A("leadership", r"leadership, management and governance"),
    ),
    grades=FOUR_POINT,
)

LAC_2013 = V(
    areas=(
        A("overall_effectiveness", r"overall effectiveness"),
        A("capacity_to_improve", r"capacity to improve"),
        A("outcomes", r"outcomes for looked after children and young people"),
        A("quality_of_provision", r"quality of provision"),
        A("leadership", r"leadership and management"),
    ),
    grades=WORDS_AND_NUMBERS,
)

SCHOOL_EIF = V(
    areas=(
        A("overall_effectiveness", r"overall effectiveness"),
        A("quality_of_education", r"(?:the )?quality of education"),
        A("behaviour_and_attitudes", r"behaviour and attitudes"),
        A("personal_development", r"personal development"),
        A("leadership", r"(?:effectiveness of )?leadership and management"),
        A("early_years", r"early years(?: provision)?"),
        A("sixth_form", r"(?:sixth form|sixth-form) provision"),
        A(
            "previous_overall",
            r"previous inspection grade|overall effectiveness at previous inspection",
        ),
    ),
    grades=SCHOOL_SCALE,
)

FE_SKILLS = V(
    areas=(
        *SCHOOL_EIF.areas,
        A("young_people", r"education programmes for young people"),
        A("adult_learning", r"adult learning programmes"),
        A("apprenticeships", r"apprenticeships"),
        A("high_needs", r"provision for learners with high needs"),
    ),
    grades=SCHOOL_SCALE,
)

EARLY_YEARS = V(
    areas=(
        A("overall_effectiveness", r"overall effectiveness"),
        A("quality_of_education", r"(?:the )?quality of education"),
        A("behaviour_and_attitudes", r"behaviour and attitudes"),
        A("personal_development", r"personal development"),
        A("leadership", r"(?:effectiveness of )?leadership and management"),
        A("previous_overall", r"overall effectiveness at previous inspection"),
    ),
    grades={**SCHOOL_SCALE, "met": "met", "not met": "not_met"},
)

SCHOOL_REPORT_CARD = V(
    areas=(
        A("safeguarding", r"safeguarding(?: standards)?"),
        A("inclusion", r"inclusion"),
        A(
            "curriculum_and_teaching",
            r"(?:curriculum and teaching|curriculum, teaching and training)",
        ),
        A("achievement", r"achievement"),
        A("attendance_and_behaviour", r"attendance and behaviour"),
        A(
            "behaviour_attitudes_routines",
            r"behaviour, attitudes and establishing routines",
        ),
        A("personal_development_wellbeing", r"personal development and (?:wellbeing|well-being)"),
        A("welfare_and_wellbeing", r"children's welfare and (?:wellbeing|well-being)"),
        A("leadership", r"leadership and governance"),
        A("early_years", r"early years"),
        A("sixth_form", r"(?:sixth form|post-16(?: provision)?)"),
        A("participation_and_development", r"participation and development"),
        A("contribution_to_skills", r"contribution to (?:meeting )?skills needs"),
    ),
    grades=REPORT_CARD,
)

CHILDRENS_HOME = V(
    areas=(
        A(
            "overall_effectiveness",
            r"overall experiences and progress of children and young people"
            r"(?:, taking into account)?",
        ),
        A("help_and_protection", r"how well children and young people are helped and protected"),
        A("leadership", r"the effectiveness of leaders and managers"),
    ),
    grades=FOUR_POINT,
)
