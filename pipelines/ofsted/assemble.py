"""What a framework reader found → a Publication, with a fact and a reason for every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.ofsted.authorities import known_authorities, plain_name
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import (
    DateRange,
    Evidence,
    Fact,
    Inspector,
    Judgement,
    Publication,
    PublicationKind,
)
from pipelines.ofsted.printed_days import ReadDates
from pipelines.ofsted.sections import Section, listed_items
from words.doubts import Doubt, PublicationDoubt
from words.frameworks import Framework
from words.null_reasons import NullReason

LONGEST_WRITING = 400  # days from an inspection to the last change of its report's file
LEAD_ROLES = ("lead", "reporting")
NO_DATES = ReadDates()
NO_PUBLISHED = Fact(name="published_printed", reason=NullReason.NOT_PRINTED)
NO_THEME = Fact(name="theme", reason=NullReason.NOT_PRINTED)
NO_OUTCOME = Fact(name="send_outcome", reason=NullReason.NOT_PRINTED)
NO_PREVIOUS = Fact(name="previous_inspection_printed", reason=NullReason.NOT_PRINTED)
NO_URN = Fact(name="urn", reason=NullReason.NOT_PRINTED)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one framework reader read. A fact without a value carries its reason."""

    event_type: str | None = None
    title: str | None = None
    subject: Fact
    provider: str | None = None  # plain name, where the text names it but no title prints it
    published: Fact = NO_PUBLISHED
    dates: ReadDates = NO_DATES
    inspectors: tuple[Inspector, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    theme: Fact = NO_THEME
    send_outcome: Fact = NO_OUTCOME
    previous_inspection: Fact = NO_PREVIOUS
    urn: Fact = NO_URN
    more: tuple[Fact, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    improvements: tuple[str, ...] | None = None  # None: the items under the headings
    priority_actions: tuple[str, ...] | None = None


def publication(
    document: Document, framework: Framework, found: Found, *, proven: bool
) -> Publication:
    """The publication of one framework; `reader` is the framework's own name in lower case."""
    subject = found.subject.value
    listed = listed_items(document.paragraphs)
    return Publication(
        kind=PublicationKind.PUBLICATION,
        framework=framework,
        event_type=found.event_type,
        title=found.title,
        provider=found.provider or _provider(subject),
        provider_as_printed=subject,
        urn=found.urn.value,
        published_printed=_as_date(found.published),
        inspected=found.dates.ranges,
        dates_as_printed=found.dates.words,
        inspectors=found.inspectors,
        judgements=found.judgements,
        theme=found.theme.value,
        send_outcome=found.send_outcome.value,
        previous_inspection_printed=found.previous_inspection.value,
        improvements=_read_or(found.improvements, listed[Section.IMPROVEMENTS]),
        priority_actions=_read_or(found.priority_actions, listed[Section.PRIORITY_ACTIONS]),
        recommendations=listed[Section.RECOMMENDATIONS],
        paragraphs=document.paragraphs,
        facts=_facts(found),
        text=document.text,
        removed=document.removed,
        page_count=document.page_count,
        doubts=(*_doubts(found), *_against_the_file(found.dates, document.saved_on)),
        reader=framework.value.lower(),
        proven=proven,
    )


def fact(name: str, value: str | None, evidence: Evidence | None) -> Fact:
    """A fact with its evidence, or with NOT_PRINTED where there is no value."""
    if value is None:
        return Fact(name=name, reason=NullReason.NOT_PRINTED)
    return Fact(name=name, value=value, evidence=evidence)


def _read_or(read: tuple[str, ...] | None, listed: tuple[str, ...]) -> tuple[str, ...]:
    return listed if read is None else read


def _provider(printed: str | None) -> str | None:
    if not printed:
        return None
    resolved = known_authorities().resolve(printed)
    # a trust that no authority answers for stays the subject under its own name
    return resolved or (printed if "trust" in printed.casefold() else plain_name(printed))


def _as_date(published: Fact) -> date | None:
    return date.fromisoformat(published.value) if published.value else None


def _facts(found: Found) -> tuple[Fact, ...]:
    leads = [one for one in found.inspectors if one.role in LEAD_ROLES]
    lead = (
        Fact(name="lead_inspector", value=leads[0].name, evidence=leads[0].evidence)
        if leads
        else Fact(name="lead_inspector", reason=NullReason.NOT_PRINTED)
    )
    return (
        found.subject,
        *_inspected_facts(found.dates),
        found.published,
        lead,
        found.theme,
        found.send_outcome,
        found.previous_inspection,
        found.urn,
        *found.more,
    )


def _inspected_facts(dates: ReadDates) -> Sequence[Fact]:
    if not dates.ranges:
        reason = NullReason.UNREADABLE if dates.words else NullReason.NOT_PRINTED
        return [Fact(name="inspected", reason=reason)]
    return [_range_fact(one) for one in dates.ranges]


def _range_fact(one: DateRange) -> Fact:
    value = f"{one.started_on.isoformat()}/{one.ended_on.isoformat()}"
    return Fact(name="inspected", value=value, evidence=one.evidence)


def _against_the_file(dates: ReadDates, saved_on: date | None) -> tuple[Doubt, ...]:
    """A report is saved after its inspection and within the year: a misprinted year shows."""
    ended = max((one.ended_on for one in dates.ranges), default=None)
    if ended is None or saved_on is None or 0 <= (saved_on - ended).days <= LONGEST_WRITING:
        return ()
    words = f"{ended.isoformat()}: saved {saved_on.isoformat()}"
    return (Doubt(PublicationDoubt.DATES_FAR_FROM_FILE, words),)


def _doubts(found: Found) -> tuple[Doubt, ...]:
    doubts = [*found.doubts, *found.dates.doubts]
    if not found.dates.ranges:
        doubts.append(Doubt(PublicationDoubt.NO_DATES))
    if found.subject.value is None and found.provider is None:
        doubts.append(Doubt(PublicationDoubt.NO_SUBJECT))
    leads = {one.name for one in found.inspectors if one.role in LEAD_ROLES}
    if len(leads) > 1:
        doubts.append(Doubt(PublicationDoubt.TWO_LEADS, "; ".join(sorted(leads))))
    return tuple(doubts)
