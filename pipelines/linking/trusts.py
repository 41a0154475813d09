"""Children's trusts: companies that run an authority's children's services and bear another name.

Press and Ofsted name the trust, the authority stays responsible. From the trusts' own names as they
were public in 2024; each is the subject of inspections of the authority beside it.
"""

from __future__ import annotations

TRUSTS: dict[str, tuple[str, ...]] = {
    "Achieving for Children": (
        "Kingston upon Thames",
        "Richmond upon Thames",
        "Windsor and Maidenhead",
    ),
    "Birmingham Children's Trust": ("Birmingham",),
    "Brighter Futures for Children": ("Reading",),
    "Bradford Children and Families Trust": ("Bradford",),
    "Doncaster Children's Services Trust": ("Doncaster",),
    "Northamptonshire Children's Trust": (
        "North Northamptonshire",
        "West Northamptonshire",
        "Northamptonshire",
    ),
    "Sandwell Children's Trust": ("Sandwell",),
    "Slough Children First": ("Slough",),
    "Slough Children's Services Trust": ("Slough",),
    "Together for Children": ("Sunderland",),
    "Worcestershire Children First": ("Worcestershire",),
}
