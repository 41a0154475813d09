"""The values that pages of reports.ofsted.gov.uk are read into, and the site's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.ofsted.printed_days import single_date
from words.quarantine import QuarantineCode
from words.reasons import Reason

# /provider/{category}/{urn}; the category is the site's own number. Legacy ELS is education.
CATEGORIES: dict[str, str] = {
    "1": "school",  # boarding
    "2": "childrens_home",  # children's homes and other care
    "15": "early_years",  # domestic childcare
    "16": "early_years",  # non-domestic childcare
    "17": "early_years",  # childminder
    "18": "early_years",  # home childcarer
    "21": "school",  # primary
    "22": "other",  # seen, but never with a name
    "23": "school",  # secondary
    "25": "school",  # special
    "27": "school",  # independent
    "39": "fe_skills",
    "44": "authority",
    "46": "fe_skills",  # sixth form
    "ELS": "school",
}
# Publication types seen in link texts (lower case, without dates and grades). Anything else is kept
# as it stands, with known=False.
KNOWN_LABELS = frozenset(
    {
        "children's services inspection",
        "inspection of local authority children's services",
        "single inspection of la children's services",
        "single inspection of la children's services (as pdf)",
        "children's services focused visit",
        "focused visit",
        "children's services monitoring visit",
        "monitoring visit",
        "monitoring inspection",
        "joint area child protection inspection",
        "joint targeted area inspection",
        "joint area review",
        "joint area review - progress inspection",
        "area send full inspection",
        "area send inspection",
        "area send monitoring inspection",
        "send inspection",
        "written statement of action",
        "school inspection",
        "full inspection",
        "short inspection",
        "interim inspection",
        "ungraded inspection",
        "graded inspection",
        "section 5 inspection",
        "section 8 inspection",
        "inspection report",
        "full inspection report",
        "report card",
        "academy conversion letter",
        "curriculum and development visit",
        "registration visit",
        "registered",
        "closed",
    }
)
GRADES = frozenset(
    {
        "outstanding",
        "good",
        "requires improvement",
        "requires improvement to be good",
        "inadequate",
        "satisfactory",
        "adequate",
        "met",
        "not met",
        "exceptional",
        "strong standard",
        "expected standard",
        "needs attention",
        "urgent improvement",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageError:
    """A page that is not what was asked for.

    code: soft_404 (the site's "not found", status 200), no_timeline (a provider page without
    reports: a script shell or a new layout), no_results (a result page without its count),
    not_html. words: the title or heading that shows it.
    """

    code: QuarantineCode | Reason
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedProvider:
    """One item of a result page. href is absolute and must be kept: a wrong category is a 404."""

    name: str
    href: str
    category: str | None  # the site's number in the address
    kind: str | None  # authority, school, early_years, childrens_home …; None = unknown category
    urn: str | None
    fields: tuple[tuple[str, str], ...] = ()  # (label, value) as printed: Category, Rating, URN …

    def field(self, label: str) -> str | None:
        """The value of a label, case ignored; None where the item does not print it."""
        wanted = label.casefold()
        return next((value for name, value in self.fields if name.casefold() == wanted), None)

    @property
    def latest_report_on(self) -> date | None:
        """The day of "Latest report"; None where there is none."""
        return single_date(self.field("Latest report") or "")


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage:
    """One page of results. total is the site's own count over all pages."""

    total: int
    items: tuple[ListedProvider, ...]
    next_url: str | None  # absolute; None on the last page


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineEntry:
    """One event of a provider's timeline, newest first on the page.

    label: the kind of event as printed, without date, grade and "PDF"; known tells whether it is in
    KNOWN_LABELS. file_url: absolute; None for events without a document.
    """

    label: str
    known: bool
    inspected_on: date | None = None  # may be the first or the second day of the inspection
    published_on: date | None = None
    grade: str | None = None  # as printed
    file_url: str | None = None
    file_id: str | None = None
    text: str = ""  # the whole entry as printed


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderPage:
    """A provider's page: who it is, what it prints about it, and every event of the timeline."""

    name: str
    urn: str | None
    kind: str | None
    category: str | None
    canonical: str | None
    details: tuple[tuple[str, str], ...] = ()  # registration details, (label, value) as printed
    grades: tuple[tuple[str, str], ...] = ()  # (label, grade) printed on the page itself
    timeline: tuple[TimelineEntry, ...] = ()

    @property
    def unknown_labels(self) -> tuple[str, ...]:
        """Labels of the timeline never seen before: each is an alarm."""
        return tuple(dict.fromkeys(entry.label for entry in self.timeline if not entry.known))
