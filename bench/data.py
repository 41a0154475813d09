"""Where the measuring data lies: WINNOW_DATA, else ../shared/data beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class DataMissing(Exception):
    """The measuring data was said to be there and is not; the message names the folder."""


def find_data() -> Path | None:
    """Return the data folder, or None where nobody named one and the usual place is empty.

    Raises DataMissing when WINNOW_DATA names a folder without the scorers in it.
    """
    named = os.environ.get("WINNOW_DATA")
    folder = Path(named).expanduser() if named else ROOT.parent / "shared" / "data"
    if (folder / "articles" / "score_articles.py").is_file():
        return folder
    if named:
        raise DataMissing(f"WINNOW_DATA names {folder}, but there are no scorers in it")
    return None
