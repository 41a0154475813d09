"""What the headings of management information mean to us, by name: positions change every year.

Headings of: social care 2017-18; the sheets of local authorities and of providers in the yearly
underlying data of children's social care, 2022-26; state-funded schools 2023-24 and 2026;
independent schools 2026; childcare 2021-26 (all but the first as described by their users). A
heading that is not here is kept and named, never guessed.
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
    "local authority name": "local_authority",
    "event type": "event_type",
    "inspection type": "event_type",
    "inspection visit type": "event_type",
    "inspection date": "inspected_on",
    "full inspection date": "inspected_on",
    "inspection start date": "inspected_on",
    "first day of inspection": "inspected_on",
    "inspection end date": "ended_on",
    "last day of inspection": "ended_on",
    "publication date": "published_on",
    "inspection publication date": "published_on",
    "inspection number": "inspection_number",
    "full inspection number": "inspection_number",
    "event number": "inspection_number",
    "school open date": "opened_on",
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
"""Heading → area, with the keys that the readers of reports use (words.frameworks)."""

OF_AUTHORITIES: dict[str, str] = {
    "impact of leaders": "impact_of_leaders",
    "impact of leaders on social work practice with children and families": "impact_of_leaders",
    "impact of leaders on practice with children and families": "impact_of_leaders",
    "experiences and progress of children who need help and protection": "help_and_protection",
    "experiences and progress of children in care": "in_care",
    "experiences and progress of care leavers": "care_leavers",
    "experiences and progress of children in care and care leavers": "in_care_and_care_leavers",
    "children who need help and protection": "help_and_protection",
    "children looked after and achieving permanence": "looked_after_permanence",
    "adoption performance": "adoption",
    "leadership, management and governance": "leadership",
}
"""Areas that only authorities are judged on; headings come with and without "The" before them."""

# Headings that speak of another inspection than the row's latest one, by what they begin with.
SLOTS: tuple[tuple[str, str], ...] = (
    (r"latest oeif ", "oeif"),
    (r"previous graded inspection (?=overall)", "previous"),
    (r"previous graded (?=inspection number)", "previous"),
    (r"previous standard (?=inspection number)", "previous"),
    (r"previous full: ", "previous"),
    (r"previous ", "previous"),
    (r"most recent full: ", "latest"),
    (r"eyr reif: most recent: ", "latest"),
    (r"eyr oeif/cif: most recent: ", "oeif"),
    (r"eyr oeif: most recent: ", "oeif"),
    (r"(?:eyr oeif )?ncor: most recent: ", "ncor"),
    (r"(?:eyr oeif )?oosc: most recent: ", "oosc"),
    (r"cr: most recent: ", "register"),
    (r"(?:most recent )?progress monitoring: ", "monitoring"),
)
WHOLE: dict[str, tuple[str, str]] = {
    "date of latest ungraded inspection": ("inspected_on", "ungraded"),
    "ungraded inspection publication date": ("published_on", "ungraded"),
    "latest ungraded inspection number": ("inspection_number", "ungraded"),
    "latest ungraded inspection number since last graded inspection": (
        "inspection_number",
        "ungraded",
    ),
    "most recent progress monitoring: start date": ("inspected_on", "monitoring"),
}
"""Headings that are only understood as a whole: field and slot."""

DESCRIBES = "describes"
"""The field of a column that is known, and kept as it stands."""
_DESCRIBING = frozenset(
    re.sub(r"\s+", " ", one).strip()
    for one in """
    web link|linked education urn|registration status|registration date|date closed
    |organisation name|organisation which owns the provider
    |address 1|address 2|town|county|postcode|ofsted region|government office region|region
    |parliamentary constituency|sector|places|places including estimates|laestab|ofsted phase
    |admissions policy|sixth form|designated religious character|religious ethos|faith grouping
    |multi-academy trust uid|multi-academy trust name|academy sponsor uid|academy sponsor name
    |the income deprivation affecting children index (idaci) quintile|deprivation band
    |total number of pupils|statutory lowest age|statutory highest age
    |number of ungraded inspections since the last graded inspection
    |did the latest ungraded inspection convert to a graded inspection
    |ungraded inspection overall outcome|outcomes for legacy monitoring inspections
    |number of monitoring and urgent inspections since last graded inspection
    |inspection type grouping|event type grouping|category of concern
    |most recent category of concern|safeguarding is effective
    |provider subtype|provider status|individual register combinations
    |provider early years register flag|provider compulsory childcare register flag
    |provider voluntary childcare register flag|registered person urn|registered person name
    |provider address line 1|provider address line 2|provider address line 3|provider town
    |provider postcode|telephone number|ccr requirements suitability|vcr requirements suitability
    |cr: compliance
    """.replace("\n", " ").split("|")
)
# "School type at time of latest graded.inspection" · "Does the previous graded inspection relate to
# the URN of the current school?" (2023-24) · "Inclusion - date of grade" (2026) · "Most recent
# standard inspection: Part 1 overall" (independent schools, 2026)
_DESCRIBED = re.compile(
    r"(?:laestab|school type) at time of |does the .+ relate to the urn |.+ - date of grade$"
    r"|most recent standard inspection: "
)
# "URN at time of latest graded inspection" · "School name at time of the ungraded inspection"
_AT_THE_TIME = re.compile(
    r"(?P<what>urn|school name) at time of (?:the )?(?P<which>[\w ]+?) inspection$"
)
# "Publication date of latest OEIF graded inspection" (2026)
_OF_LATEST = re.compile(
    r"(?P<what>[\w ]+?) of (?P<which>latest (?:\w+ )?(?:graded|full|standard)) inspection$"
)
_THEN = {"urn": "urn_then", "school name": "name_then"}
# "Early years provision (where applicable)" · "Web Link (opens in new window)"
_ASIDE = re.compile(r" ?\((?:where applicable|opens in new window)\)")


def folded(heading: str) -> str:
    """Return a heading as the tables above have it: "Safeguarding is effective?" and the like."""
    words = heading.replace("’", "'").replace("\xa0", " ").replace(".", " ").casefold()
    words = re.sub(r"\s+", " ", words).strip(" ?*:")
    return _ASIDE.sub("", words)


def meaning(heading: str) -> tuple[str | None, str]:
    """Return (field, slot) of a heading; an area is "grade:area", an unknown heading None."""
    words = folded(heading)
    if words in WHOLE:
        return WHOLE[words]
    if _DESCRIBED.match(words):
        return DESCRIBES, "latest"
    if then := _AT_THE_TIME.match(words):
        return _THEN[then["what"]], _slot_of(then["which"])
    if latest := _OF_LATEST.match(words):
        return _field(latest["what"]), _slot_of(latest["which"])
    for start, slot in (("", "latest"), *SLOTS):
        rest = re.sub(f"^{start}", "", words)
        if (rest != words or not start) and (field := _field(rest)):
            return field, slot
    return None, "latest"


def is_of_authorities(heading: str) -> bool:
    """Say whether only tables of local authorities have this heading."""
    return folded(heading).removeprefix("the ") in OF_AUTHORITIES


def _field(words: str) -> str | None:
    if words in _DESCRIBING:
        return DESCRIBES
    area = AREAS.get(words) or OF_AUTHORITIES.get(words.removeprefix("the "))
    return f"grade:{area}" if area else FIELDS.get(words)


def _slot_of(which: str) -> str:
    """Return the slot of "latest graded", "latest OEIF graded", "previous graded", "ungraded"."""
    return next((slot for slot in ("oeif", "previous", "ungraded") if slot in which), "latest")
