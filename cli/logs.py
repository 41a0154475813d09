"""The log: JSON lines in the home's log folder, rotated by size. No page text, no secrets."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.home import Home

LARGEST = 10 * 2**20  # bytes of one file
KEPT = 5  # older files
QUIET = ("scrapy", "twisted", "asyncio", "py.warnings", "htmldate", "trafilatura")


class JsonLines(logging.Formatter):
    """One JSON object a record: when, how grave, who, what, and the error if there was one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_to(home: Home) -> None:
    """Send everything the run says to `winnow.log` in the home; libraries from WARNING up."""
    home.logs.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        home.logs / "winnow.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8"
    )
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
