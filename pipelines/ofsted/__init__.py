"""Ofsted's documents and pages → Publication: framework, dates, inspectors, judgements, each with
evidence.
"""

from pipelines.ofsted.model import Publication
from pipelines.ofsted.reader import read_pdf

__all__ = ["Publication", "read_pdf"]
