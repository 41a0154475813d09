"""Invented news about real publications, for measuring. Every sentence of a reporter is ours.

Only the quotations are not: they are cut from the publications at run time (Crown copyright, Open
Government Licence v3.0). docs/linking.md tells the recipe.
"""

from bench.invented_press.reporter import Reporter
from bench.invented_press.stories import Story, Subject, quotable

__all__ = ["Reporter", "Story", "Subject", "quotable"]
