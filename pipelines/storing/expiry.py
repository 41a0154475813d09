"""What was fetched and not kept is deleted after its days; what was kept is carried on before.

A news page lies in the series "recent" first: most of them are off topic, and when a page is
archived nobody knows yet. A file past its days is gone through once: the records that some report
or quarantine row still needs are copied to the series "main", their rows are changed in one
transaction, and only then is the file deleted. A kill in between leaves a copy too many, no less.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from db.write import captures_to_keep, move_captures
from db.writer import Writer
from pipelines.archive.files import Archive, ArchivedAt, ArchiveError, WarcError

__all__ = ["RECENT", "forget_old_captures"]

RECENT = "recent"

log = logging.getLogger(__name__)


def forget_old_captures(archive: Archive, writer: Writer, *, before: datetime) -> list[str]:
    """Delete the files of the short-lived series begun before a moment; return their names.

    A file with a record that must be kept and cannot be read stays, and the log says why. Raises
    DatabaseError, OSError.
    """
    gone = []
    for name in archive.finished_before(RECENT, before):
        kept = writer.submit(partial(captures_to_keep, file=name)).result()
        try:
            carried = archive.carry(name, kept.values())
        except (ArchiveError, WarcError) as error:
            log.warning("archive: %s is past its days and stays: %s", name, error)
            continue
        places = _places(dict(zip(kept, carried, strict=True)))
        writer.submit(partial(move_captures, places=places)).result()
        archive.delete(name)
        gone.append(name)
    return gone


def _places(moved: dict[int, ArchivedAt]) -> dict[int, tuple[str, str, int, int]]:
    """Return series, file, offset and length of each capture by its id."""
    return {
        capture_id: (at.series, at.file, at.offset, at.length) for capture_id, at in moved.items()
    }
