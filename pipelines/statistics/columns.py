"""What the headings of management information mean to us, by name: positions change every year.

Headings of: social care 2017-18; state-funded schools 2023-24 and 2026; childcare 2026 (the last
two as described by their users). A heading that is not here is kept and named, never guessed.
"""

from __future__ import annotations

import re

FIELDS: dict[str, str] = {
    "urn": "urn",
    "provider urn": "urn",
    "unique reference number": "urn",
    "name": "name",
    "school name": "name",
    "provider name": "name",
    "provision type": "provider_type",
    "provider type": "provider_type",
    "type of education": "provider_type",
    "local authority": "local_authority",
    "event type": "event_type",
    "inspection type": "event_type",
    "inspection visit type": "event_type",
    "inspection date": "inspected_on",
    "inspection start date": "inspected_on",
    "inspection end date": "ended_on",
    "publication date": "published_on",
    "inspection number": "inspection_number",
    "event number": "inspection_number",
}
AREAS: dict[str, str] = {
    "overall effectiveness": "overall_effectiveness",
    "overall experiences and progress of children and young people": "overall_effectiveness",
    "outcomes for children and young people": "outcomes",
    "quality of care": "quality_of_care",
    "safeguarding children and young people": "safeguarding_children",
    "how well children and young people are helped and protected": "help_and_protection",
    "the effectiveness of leaders and managers": "leadership",
    "leadership and management": "leadership",
    "effectiveness of leadership and management": "leadership",
    "quality of education": "quality_of_education",
    "behaviour and attitudes": "behaviour_and_attitudes",
    "personal development": "personal_development",
    "early years provision": "early_years",
    "sixth form provision": "sixth_form",
    "safeguarding standards": "safeguarding",
    "safeguarding standards met": "safeguarding",
    "inclusion": "inclusion",
    "curriculum and teaching": "curriculum_and_teaching",
    "achievement": "achievement",
    "attendance and behaviour": "attendance_and_behaviour",
    "behaviour, attitudes and establishing routines": "behaviour_attitudes_routines",
    "personal development and wellbeing": "personal_development_wellbeing",
    "children's welfare and wellbeing": "welfare_and_wellbeing",
    "early years": "early_years",
    "post-16 provision": "sixth_form",
    "leadership and governance": "leadership",
}
"""Heading → area, with the keys that the readers of reports use (pipelines.ofsted.vocabularies)."""

# Headings that speak of another inspection than the row's latest one, by what they begin with.
SLOTS: tuple[tuple[str, str], ...] = (
    (r"latest oeif ", "oeif"),
    (r"previous graded inspection (?=overall)", "previous"),
    (r"previous graded (?=inspection number)", "previous"),
    (r"previous ", "previous"),
    (r"eyr reif: most recent: ", "latest"),
    (r"eyr oeif/cif: most recent: ", "oeif"),
    (r"eyr oeif: most recent: ", "oeif"),
    (r"ncor: most recent: ", "ncor"),
    (r"oosc: most recent: ", "oosc"),
)
WHOLE: dict[str, tuple[str, str]] = {
    "date of latest ungraded inspection": ("inspected_on", "ungraded"),
    "ungraded inspection publication date": ("published_on", "ungraded"),
    "latest ungraded inspection number since last graded inspection": (
        "inspection_number",
        "ungraded",
    ),
    "inspection number of latest graded inspection": ("inspection_number", "latest"),
    "inspection start date of latest oeif graded inspection": ("inspected_on", "oeif"),
}
"""Headings that are only understood as a whole: field and slot."""

DESCRIBING = frozenset(
    """
    web link|linked education urn|registration status|address 1|address 2|town|county|postcode
    |ofsted region|government office region|region|parliamentary constituency|sector|places
    |laestab|ofsted phase|school open date|admissions policy|sixth form
    |designated religious character|religious ethos|faith grouping|total number of pupils
    |the income deprivation affecting children index (idaci) quintile
    |number of ungraded inspections since the last graded inspection
    |did the latest ungraded inspection convert to a graded inspection
    |ungraded inspection overall outcome
    |number of monitoring and urgent inspections since last graded inspection
    |inspection type grouping|event type grouping|category of concern|safeguarding is effective
    |previous category of concern|previous safeguarding is effective|cr: compliance
    """.replace("\n", " ").split("|")
)
_DESCRIBING = frozenset(re.sub(r"\s+", " ", one).strip() for one in DESCRIBING)
# "School type at time of latest graded.inspection" · "Does the previous graded inspection relate to
# the URN of the current school?" (state-funded schools, 2023-24)
_AT_THE_TIME = re.compile(
    r"(?:urn|laestab|school name|school type) at time of |does the .+ relate to the urn "
)
DESCRIBES = "describes"
"""The field of a column that is known, and kept as it stands."""

# "Early years provision (where applicable)"
_WHERE = re.compile(r" ?\(where applicable\)$")


def folded(heading: str) -> str:
    """Return a heading as the tables above have it: "Safeguarding is effective?" and the like."""
    words = heading.replace("’", "'").replace(" ", " ").replace(".", " ").casefold()
    words = re.sub(r"\s+", " ", words).strip(" ?*:")
    return _WHERE.sub("", words)


def meaning(heading: str) -> tuple[str | None, str]:
    """Return (field, slot) of a heading; an area is "grade:area", an unknown heading None."""
    words = folded(heading)
    if words in WHOLE:
        return WHOLE[words]
    if words in _DESCRIBING or _AT_THE_TIME.match(words):
        return DESCRIBES, "latest"
    for start, slot in (("", "latest"), *SLOTS):
        rest = re.sub(f"^{start}", "", words)
        if start and rest == words:
            continue
        if rest in AREAS:
            return f"grade:{AREAS[rest]}", slot
        if rest in FIELDS:
            return FIELDS[rest], slot
    return None, "latest"
