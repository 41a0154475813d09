"""One score for a story and an inspection, made of parts that each name their words.

Every part adds points or takes some; the points become a score between 0 and 1. The weights are
round numbers chosen by hand on invented stories (docs/linking.md), not fitted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from pipelines.linking.alignment import LONG, MIDDLE, Match, align
from pipelines.linking.gazetteer import Mention
from pipelines.linking.model import Candidate, Clues, Part
from pipelines.linking.passages import is_of_another
from pipelines.linking.timing import stated_year, timing, visit_days
from pipelines.linking.types import MEANS, TOLD_BY_GRADE
from pipelines.linking.words import keys_of
from words.subjects import Subject

MIDPOINT = 2.6
"""Points at which a link is as likely as not (score 0.5)."""

# Words that every document of a kind prints; quoted, they say nothing about which one.
STOCK = re.compile(
    r"^(?:(?:rated|now|as|judged|to be|still)\s)*"
    r"(?:outstanding|good|inadequate|requires improvement)(?:\sto be good)?"
    r"(?:\s(?:overall|rating|grade))*$|"
    r"^(?:the )?(?:overall )?experiences? and progress|^(?:the )?impact of leaders on|"
    r"^children who need help and protection$|^overall effectiveness|"
    r"^widespread and or systemic failings$|^leadership and (?:governance|management)$"
)
VERY_LONG = 16
"""Words that prove by themselves which document is quoted, if no other prints them."""
UNKNOWN = 15
"""Words of the longest quotation that is looked for although the index knows none of its words."""
SPECIFIC = (Subject.FOCUSED_VISIT, Subject.MONITORING_VISIT, Subject.JTAI, Subject.SEND)
BESIDE = 1.8
"""Points of a name in whose paragraph the document is quoted."""


def score_of(points: float) -> float:
    """Return points as a score between 0 and 1."""
    return round(1 / (1 + math.exp(MIDPOINT - points)), 3)


def names(clues: Clues, candidate: Candidate, matches: Sequence[Match]) -> Part | None:
    """Weigh how the story names the provider; beside a quotation from the document is as good."""
    naming = clues.naming
    mine = [m for m in naming.everywhere() if m.provider_id == candidate.provider_id]
    if not mine:
        others = clues.authorities()
        return Part(points=-1.0, words="other authorities are named") if others else None
    best = max(mine, key=lambda mention: name_points(clues, mention, len(mine)))
    points = name_points(clues, best, len(mine))
    if any(clues.is_beside(match.quotation, candidate.provider_id) for match in matches):
        points = max(points, BESIDE)
    return Part(points=points, words=best.words)


def name_points(clues: Clues, mention: Mention, count: int) -> float:
    """Return what one mention is worth: most in the title, least as "the council"."""
    if mention.method == "council_of_area":
        return 0.6
    if mention.method == "misspelt":
        return 1.5 if count > 1 else 1.2
    if mention in clues.naming.title:
        return 2.0
    if names_another(clues, mention.provider_id):
        return 0.6
    return 1.8 if count > 1 or mention in clues.naming.standfirst or mention.start < 600 else 1.0


def names_another(clues: Clues, provider_id: int) -> bool:
    """Say whether the title names an authority, but not this provider."""
    titled = {mention.provider_id for mention in clues.naming.title}
    return bool(titled) and provider_id not in titled


def match_quotations(
    clues: Clues, candidate: Candidate, shared: Mapping[int, int]
) -> tuple[Match, ...]:
    """Return the quotations that stand in the candidate's publication.

    shared: shingle → number of publications in which it stands. A quotation that shares one with
    other publications alone is theirs; one of many words that shares none at all is nobody's: three
    misquoted words and more would leave little to recognise.
    """
    if candidate.prepared is None:
        return ()
    found = []
    for quotation in clues.quotations:
        if is_of_another(clues, quotation, candidate.provider_id):
            continue
        known = any(h in shared for h in quotation.hashes)
        passed_over = known or quotation.word_count > UNKNOWN
        if clues.is_beside(quotation, candidate.provider_id):
            passed_over = quotation.word_count > UNKNOWN and not known
        if candidate.hits.isdisjoint(quotation.hashes) and passed_over:
            continue
        if match := align(quotation, candidate.prepared):
            found.append(match)
    return tuple(found)


def rarity(match: Match, shared: Mapping[int, int], *, beside: bool) -> float:
    """Return 1 for words of one or two publications, less for words that many print.

    beside: the quotation's own paragraph names the provider; then half its worth is certain.
    """
    counts = [shared[h] for h in match.quotation.hashes if h in shared]
    if not counts:
        return 1.0
    return max(0.5 if beside else 0.0, min(1.0, 2.0 / min(counts)))


def is_stock(match: Match) -> bool:
    """Say whether the quoted words are those of a form: a grade or a judgement's name."""
    return bool(STOCK.match(" ".join(keys_of(match.quotation.text))))


def quotation_points(
    match: Match, shared: Mapping[int, int], *, named: bool, beside: bool = False
) -> float:
    """Return what one matched quotation is worth; short ones only confirm a named provider."""
    if is_stock(match):
        return 0.0
    words = match.quotation.word_count
    if words >= LONG:
        return (4.2 if words >= VERY_LONG else 3.6) * rarity(match, shared, beside=beside)
    if words >= MIDDLE:
        return (2.6 if named else 1.4) * rarity(match, shared, beside=beside)
    return 0.6 if named else 0.0


def quotations(
    clues: Clues, candidate: Candidate, matches: Sequence[Match], shared: Mapping[int, int]
) -> Part | None:
    """Weigh the matched quotations: the best counts whole, each further one a third, up to 7."""
    provider = candidate.provider_id
    named = provider in clues.providers()
    each = (
        quotation_points(m, shared, named=named, beside=clues.is_beside(m.quotation, provider))
        for m in matches
    )
    points = sorted(each, reverse=True)
    total = sum(points[:1]) + sum(points[1:]) / 3
    if not matches:
        return None
    words = f"{len(matches)} found; longest: {max(matches, key=longest).quotation.text}"
    return Part(points=round(min(7.0, total), 2), words=words)


def longest(match: Match) -> int:
    """Return the number of words quoted."""
    return match.quotation.word_count


def echoes(candidate: Candidate) -> Part | None:
    """Weigh words of the publication that the story uses without quotation marks (a sample)."""
    if candidate.echoes < 2:
        return None
    return Part(
        points=min(2.0, 0.4 * candidate.echoes),
        words=f"{candidate.echoes} runs of five words that few other documents have (sampled)",
    )


def inspectors(clues: Clues, candidate: Candidate) -> Part | None:
    """Weigh an inspector named in full."""
    for name in candidate.inspectors:
        if " " in name and name in clues.news.text:
            return Part(points=2.0, words=name)
    return None


def kind(clues: Clues, candidate: Candidate) -> Part | None:
    """Weigh whether the story's words for the inspection fit its framework."""
    said = [subject for subject in SPECIFIC if subject in clues.subjects]
    fitting = [s for s in clues.subjects if candidate.framework in MEANS[s]]
    if any(subject in fitting for subject in said):
        return Part(points=1.2, words=", ".join(s for s in said if s in fitting))
    if Subject.MONITORING_VISIT in said:
        return Part(points=-2.5, words="speaks of a monitoring visit or an annual letter")
    if Subject.ANOTHER_INSPECTORATE in clues.subjects:
        return Part(points=-2.0, words="speaks of another inspectorate, not of Ofsted")
    if Subject.SCHOOL in clues.subjects and is_outweighed(clues, Subject.SCHOOL, fitting):
        return Part(points=-1.5, words="speaks of a school")
    if fitting:
        graded = candidate.framework in TOLD_BY_GRADE and clues.graded
        points = 0.8 + (0.4 if graded else 0.0) - (0.6 if said else 0.0)
        return Part(points=round(points, 2), words=", ".join(fitting))
    if clues.subjects:
        return Part(points=-1.5, words=", ".join(clues.subjects))
    return None


def is_outweighed(clues: Clues, subject: Subject, fitting: Sequence[Subject]) -> bool:
    """Say whether the story speaks of a subject far more often than of those that fit."""
    return clues.subjects[subject] > 3 * sum(clues.subjects[s] for s in fitting)


def grade_pattern(clues: Clues, candidate: Candidate) -> Part | None:
    """Weigh the grades that the story states against those that were given."""
    given = frozenset(candidate.judgements.values())
    if not given or not clues.grades:
        return None
    said = ", ".join(sorted(clues.grades))
    if candidate.judgements.get("overall_effectiveness") in clues.grades:
        return Part(points=1.5 if clues.grades <= given else 0.8, words=said)
    if clues.grades <= given:
        return Part(points=0.8, words=said)
    return Part(points=-0.8 if clues.grades.isdisjoint(given) else 0.0, words=f"states {said}")


def softened(part: Part | None, quoted: Part | None, least: float) -> Part | None:
    """Return a part, no worse than `least` where quotations prove that the document was known.

    Then a date is wrong, the story's or the document's, and the kind of inspection that the story
    speaks of is that of its subject, while this one is its background.
    """
    if part and quoted and quoted.points >= 2.5 and part.points < least:
        return Part(points=least, words=part.words)
    return part


def in_passing(clues: Clues, quoted: Part | None) -> Part | None:
    """Weigh that neither title nor opening speaks of an inspection: the story is on something else.

    Quotations from the publication make it a story on it all the same, told from another side.
    """
    if clues.in_front:
        return None
    points = -1.0 if quoted and quoted.points >= 2.5 else -2.0
    return Part(points=points, words="title and opening do not speak of an inspection")


def parts_of(
    clues: Clues, candidate: Candidate, matches: Sequence[Match], shared: Mapping[int, int]
) -> dict[str, Part]:
    """Return every part that says something about this story and this inspection.

    clues: what the story says of the inspection's provider (pipelines.linking.passages.narrowed).
    """
    quoted = quotations(clues, candidate, matches, shared)
    parts = {
        "name": names(clues, candidate, matches),
        "quotations": quoted,
        "echoes": echoes(candidate),
        "visit_days": visit_days(clues, candidate),
        "inspector": inspectors(clues, candidate),
        "year": stated_year(clues, candidate),
        "kind": softened(kind(clues, candidate), quoted, -0.3),
        "grades": grade_pattern(clues, candidate),
        "timing": softened(timing(clues, candidate), quoted, -0.8),
        "in_passing": in_passing(clues, quoted),
    }
    return {name: part for name, part in parts.items() if part is not None}
