"""The verdict on a story: which inspections it is about, which it only tells of, or why none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pipelines.linking.alignment import MIDDLE, Match
from pipelines.linking.model import Candidate, Clues, Link, LinkVerdict, Part, Role, Status
from pipelines.linking.passages import narrowed
from pipelines.linking.scoring import match_quotations, parts_of, score_of
from words.subjects import Subject

LINKED = 0.80
POSSIBLE = 0.50
FITTING = 0.8
"""Points of words for the kind of inspection that fit and are contradicted by no others."""
NOTHING = Part(points=0.0, words="")
PROOF = 2.5
"""Points of quotations that can only come from one document."""
TOGETHER = timedelta(days=30)
"""Two publications on one provider within this time are news together: both are the subject."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its matches, its parts and the sum of their points."""

    candidate: Candidate
    matches: tuple[Match, ...]
    parts: Mapping[str, Part]
    points: float


def scored_as(
    clues: Clues, candidate: Candidate, matches: tuple[Match, ...], shared: Mapping[int, int]
) -> Scored:
    """Return a candidate weighed with these of its matches."""
    parts = parts_of(clues, candidate, matches, shared)
    return Scored(candidate, matches, parts, sum(part.points for part in parts.values()))


def judge(clues: Clues, candidates: Sequence[Candidate], shared: Mapping[int, int]) -> LinkVerdict:
    """Return the verdict on a story, given every inspection worth trying.

    shared: shingle of the story's quotations → number of publications in which it stands.
    """
    if not clues.on_inspection:
        return LinkVerdict(
            links=(), reason="not_on_inspection: speaks of no inspection or inspector"
        )
    views = {c.provider_id: narrowed(clues, c.provider_id) for c in candidates}
    scored = [score(views[c.provider_id], c, shared) for c in candidates]
    claimed = claim(views, scored, shared)
    links = [link_of(clues, found) for found in claimed]
    links = with_roles(settle(links))
    return LinkVerdict(links=tuple(links), reason=reason_for_none(clues, links, candidates))


def weigh(clues: Clues, candidates: Sequence[Candidate], shared: Mapping[int, int]) -> Link:
    """Return the best of one inspection's documents as the link that a person says it is."""
    view = narrowed(clues, candidates[0].provider_id)
    best = max((score(view, c, shared) for c in candidates), key=lambda one: one.points)
    return Link(
        candidate=best.candidate,
        status=Status.LINKED,
        role=Role.SUBJECT,
        score=score_of(best.points),
        parts=best.parts,
        matches=best.matches,
    )


def score(clues: Clues, candidate: Candidate, shared: Mapping[int, int]) -> Scored:
    """Return one candidate with its evidence."""
    return scored_as(clues, candidate, match_quotations(clues, candidate, shared), shared)


def claim(
    views: Mapping[int, Clues], scored: Sequence[Scored], shared: Mapping[int, int]
) -> list[Scored]:
    """Return the candidates, best first, each scored by the quotations no better one has.

    views: what the story says of each provider. Ofsted repeats its own sentences from letter to
    letter; a quotation speaks for one inspection.
    """
    taken: set[int] = set()
    kept: list[Scored] = []
    waiting = sorted(scored, key=lambda found: -found.points)
    while waiting:
        best = waiting.pop(0)
        kept.append(best)
        taken |= {match.quotation.start for match in best.matches}
        if best.matches and any(found.matches for found in waiting):
            left = (without(views[f.candidate.provider_id], f, taken, shared) for f in waiting)
            waiting = sorted(left, key=lambda found: -found.points)
    return kept


def without(clues: Clues, found: Scored, taken: set[int], shared: Mapping[int, int]) -> Scored:
    """Return the candidate scored anew without the quotations that are taken."""
    left = tuple(match for match in found.matches if match.quotation.start not in taken)
    if len(left) == len(found.matches):
        return found
    return scored_as(clues, found.candidate, left, shared)


def link_of(clues: Clues, found: Scored) -> Link:
    """Return the link that the points alone would give."""
    value = score_of(found.points)
    status = Status.LINKED if value >= LINKED else Status.POSSIBLE
    if value < POSSIBLE:
        status = Status.NONE
    elif status is Status.LINKED and not is_vouched_for(clues, found):
        status = Status.POSSIBLE
    return Link(
        candidate=found.candidate,
        status=status,
        role=Role.SUBJECT,
        score=value,
        parts=found.parts,
        matches=found.matches,
    )


def has_own_evidence(parts: Mapping[str, Part], matches: Sequence[Match]) -> bool:
    """Say whether something points at this inspection and no other of the provider's."""
    if any(match.quotation.word_count >= MIDDLE for match in matches):
        quoted = parts.get("quotations")
        if quoted and quoted.points >= 0.8:
            return True
    strong = (("visit_days", 2.0), ("inspector", 1.0), ("echoes", 1.2))
    return any(name in parts and parts[name].points >= least for name, least in strong)


def is_vouched_for(clues: Clues, found: Scored) -> bool:
    """Say whether the evidence is enough for more than "possible".

    Either something points at this very inspection, or the story is plainly about the latest one:
    the provider in its title or opening, the right kind, within two months, a fitting grade. A
    provider that is not named must be quoted: dates and kinds fit its neighbours as well.
    """
    parts = found.parts
    if "name" not in parts or parts["name"].points < 0:
        return "quotations" in parts and parts["quotations"].points >= PROOF
    if has_own_evidence(parts, found.matches):
        return True
    plain = (("name", 1.5), ("kind", FITTING), ("timing", 1.0))
    if not all(name in parts and parts[name].points >= least for name, least in plain):
        return False
    confirmed = ("grades", "visit_days", "quotations")
    return any(name in parts and parts[name].points >= 0.5 for name in confirmed) or (
        bool(clues.subjects.get(Subject.FOCUSED_VISIT))
    )


def settle(links: Sequence[Link]) -> list[Link]:
    """Drop what is no link; keep a provider's second inspection only on evidence of its own."""
    kept: list[Link] = []
    for link in links:
        if link.status is Status.NONE:
            continue
        rivals = [k for k in kept if k.candidate.provider_id == link.candidate.provider_id]
        if any(k.candidate.inspection_id == link.candidate.inspection_id for k in rivals):
            continue
        if is_named_in_passing(link):
            rivals = kept
        linked = [rival for rival in rivals if rival.status is Status.LINKED]
        if linked and not has_what_no_rival_has(link, linked):
            continue
        kept.append(link)
    return kept


def is_named_in_passing(link: Link) -> bool:
    """Say whether a story names a provider late and once, and quotes nothing of its document.

    Days and kind that fit another provider's inspection better are that one's.
    """
    named = link.parts.get("name", NOTHING).points
    quoted = link.parts.get("quotations", NOTHING).points
    return named <= 1.0 and quoted < 0.8


def has_what_no_rival_has(link: Link, rivals: Sequence[Link]) -> bool:
    """Say whether a second inspection of a provider has evidence besides what the first one has.

    The same words ("September 21 and 22", an inspector's name) speak for the better one alone.
    """
    said = {part.words for rival in rivals for part in rival.parts.values()}
    most = max((r.parts["echoes"].points for r in rivals if "echoes" in r.parts), default=0.0)
    own = {
        name: part
        for name, part in link.parts.items()
        if part.words not in said and (name != "echoes" or part.points > most)
    }
    if link.parts.get("kind", NOTHING).points < FITTING:
        own.pop("visit_days", None)  # another kind of inspection that fell on the same days
    return has_own_evidence(own, link.matches)


def with_roles(links: Sequence[Link]) -> list[Link]:
    """Return the links with roles: of one provider's inspections the latest is the subject."""
    newest: dict[int, Link] = {}
    for link in links:
        provider = link.candidate.provider_id
        if link.status is Status.LINKED and published(link) >= published(newest.get(provider)):
            newest[provider] = link
    return [replace(link, role=role_of(link, newest)) for link in links]


def published(link: Link | None) -> int:
    """Return the day of publication as a number; 0 where there is none."""
    day = link.candidate.published_on if link else None
    return day.toordinal() if day else 0


def role_of(link: Link, newest: Mapping[int, Link]) -> Role:
    """Return subject for a provider's newest linked inspection and its contemporaries.

    A story on something else, or on another kind of inspection, only quotes this one.
    """
    if "in_passing" in link.parts or link.parts.get("kind", NOTHING).points < 0:
        return Role.BACKGROUND
    subject = newest.get(link.candidate.provider_id)
    if subject is None or published(subject) - published(link) <= TOGETHER.days:
        return Role.SUBJECT
    return Role.BACKGROUND


def reason_for_none(
    clues: Clues, links: Sequence[Link], candidates: Sequence[Candidate]
) -> str | None:
    """Say why nothing is linked: a code, then words; None where something is."""
    if any(link.status is Status.LINKED for link in links):
        return None
    if links:
        best = links[0]
        return f"weak_evidence: best score {best.score} (inspection {best.candidate.inspection_id})"
    if Subject.MONITORING_VISIT in clues.subjects:
        return "not_held: a monitoring visit or an annual letter that is not in the database"
    if not clues.providers():
        return "nobody_named: no authority or provider was recognised"
    if not candidates:
        return "not_held: no inspection of those named is in the database for that time"
    return "no_evidence: inspections of those named are held, but the story fits none"
