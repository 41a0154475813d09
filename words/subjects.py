"""What the press can mean when it speaks of an inspection."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Subject"]


class Subject(StrEnum):
    """A kind of inspection as the press speaks of it; its value is shown to people."""

    FOCUSED_VISIT = "focused visit"
    MONITORING_VISIT = "monitoring visit"
    JTAI = "joint targeted area inspection"
    SEND = "area SEND inspection"
    SERVICES = "inspection of children's services"
    SCHOOL = "school inspection"
    EARLY_YEARS = "early years inspection"
    CARE_HOME = "children's home inspection"
    FURTHER = "further education inspection"
    ADULTS = "inspection of care for adults"
    ANOTHER_INSPECTORATE = "inspection by somebody else than Ofsted"
