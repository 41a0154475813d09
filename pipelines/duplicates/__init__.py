"""The same story on sister sites: marks that shortlist copies, and the comparison that verifies."""

from pipelines.duplicates.compare import Comparison, Fingerprint, compare, fingerprint
from pipelines.duplicates.marks import SATURATED, marks_of, shortlist

__all__ = [
    "SATURATED",
    "Comparison",
    "Fingerprint",
    "compare",
    "fingerprint",
    "marks_of",
    "shortlist",
]
