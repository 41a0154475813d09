"""Ofsted's documents and pages → Publication: framework, dates, inspectors, judgements, each with
evidence.

Doubts of a Publication are codes, mostly followed by ":" and the printed words:

framework             no framework or several claim the document
reader_failed         a reader's own fault; the text is kept
no_subject, no_dates, no_inspectors, no_lead, no_cqc_lead
missing_judgement     a row that inspections of that day print was not found, or its label has no
                      grade beside it that is known
unknown_label         a graded row whose label is in no vocabulary
tables_disagree       the two readings of a judgement differ: it has no grade
single_reading        only one of the two readings found the judgement
sentences_disagree    a judgement is stated twice, differently: it has no grade
heading_disagrees     a section's heading repeats another grade than the table
running_head_disagrees  a running head prints other dates than page 1
year_misprinted       the year of a range was mended; impossible_date, impossible_range: it was not
week_commencing, broken_date, more_dates, dates_unreadable: the days are not plainly named
dates_far_from_letter a visit after its letter, or long before it
dates_far_from_file   a visit after the day its file was last saved, or over a year before it
signed_by_another     a letter is signed by another than its first-named inspector
scripted              the file holds scripts; none was run
two_leads, lead_unreadable, inspector_unreadable, send_outcome
"""

from pipelines.ofsted.model import Publication
from pipelines.ofsted.reader import read_pdf

__all__ = ["Publication", "read_pdf"]
