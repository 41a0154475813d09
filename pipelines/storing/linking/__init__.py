"""Linking in the database: candidates fetched, scored by pure functions, and written.

Called inside the transaction that stores a report, in the writer thread:

    link_report(session, report_id, version_id, at)       a new version of a news report
    link_publication(session, report_id, version_id, at)  a publication that was read
    link_stored(session, kind, report_id, version_id, at) either, so that a fault loses no report

`relink(engine)` for the whole archive; `confirm_link`, `reject_link` and `undo_decision` for what a
person says about one link.
"""

from pipelines.storing.linking.archive import Relinked, relink
from pipelines.storing.linking.copies import join_story
from pipelines.storing.linking.decisions import confirm_link, reject_link, undo_decision
from pipelines.storing.linking.guarded import link_stored
from pipelines.storing.linking.news import link_report
from pipelines.storing.linking.publications import link_publication

__all__ = [
    "Relinked",
    "confirm_link",
    "join_story",
    "link_publication",
    "link_report",
    "link_stored",
    "reject_link",
    "relink",
    "undo_decision",
]
