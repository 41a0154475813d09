"""What was fetched, as the archive wants it. The archive itself lives in `pipelines.archive.files`,
because import and re-cleaning write and read the same files.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.archive.files import Archive, ArchivedAt, ArchiveError, CapturedResponse

if TYPE_CHECKING:
    from scrapy.http import Headers, Response

__all__ = ["Archive", "ArchiveError", "ArchivedAt", "CapturedResponse", "captured"]


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Return headers in order, names and values as text."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
        if name is not None and value is not None
    )


def captured(response: Response, fetched_at: datetime) -> CapturedResponse:
    """Return a decoded response with the bytes as they were received."""
    request = response.request
    received = request.meta.get("body_as_received", response.body) if request else response.body
    return CapturedResponse(
        url=response.url,
        status=response.status,
        headers=_pairs(response.headers),
        body=received,
        payload=response.body,
        fetched_at=fetched_at,
        request_headers=_pairs(request.headers) if request else (),
    )
