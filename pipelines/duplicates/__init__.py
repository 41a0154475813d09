"""The same story on sister sites: marks that shortlist copies, and the comparison that verifies."""

from pipelines.duplicates.changes import Changes, changes_between, diff_words
from pipelines.duplicates.compare import Comparison, Fingerprint, compare, fingerprint
from pipelines.duplicates.marks import SATURATED, marks_of, shortlist

__all__ = [
    "SATURATED",
    "Changes",
    "Comparison",
    "Fingerprint",
    "changes_between",
    "compare",
    "diff_words",
    "fingerprint",
    "marks_of",
    "shortlist",
]
