"""Asking for one address: a response that can be used, or a named reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http.request import NO_CALLBACK

from crawler.fetch_errors import (
    BadBody,
    BadRedirect,
    FetchError,
    ForeignScheme,
    NameUnknown,
    RedirectLoop,
)
from words.quarantine import QuarantineCode
from words.reasons import Reason, reason_of_status

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.source_run import SourceRun
    from db.write import PendingPage

PARSE_FAULTS = ("ParseError", "BrokenPipe", "ValueError", "BadHeaders", "LineTooLong")


class Failed(FetchError):
    """A request that may well succeed the next night; `code` says what went wrong."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def _is_garbage(error: BaseException) -> bool:
    """Tell whether a response came that is no HTTP (rather than no response at all)."""
    seen: list[BaseException] = [error]
    for each in seen:
        if type(each).__name__ in PARSE_FAULTS:
            return True
        inner = [each.__cause__, *(getattr(r, "value", None) for r in getattr(each, "reasons", ()))]
        seen.extend(found for found in inner if isinstance(found, BaseException))
        if len(seen) > 20:
            break
    return False


def _is_of_an_address(error: Exception) -> bool:
    """Tell whether an address that the site gave could not be taken apart (`http://[bad`)."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = trace.tb_frame.f_globals.get("__name__", "") if trace is not None else ""
    return isinstance(error, ValueError) and where in ("urllib.parse", "ipaddress")


NAMED: tuple[tuple[tuple[type[Exception], ...], Callable[[str], FetchError]], ...] = (
    ((IgnoreRequest,), RedirectLoop),
    ((DownloadTimeoutError,), partial(Failed, Reason.TIMEOUT)),
    ((CannotResolveHostError,), NameUnknown),
    ((DownloadConnectionRefusedError,), partial(Failed, Reason.REFUSED_CONNECTION)),
    ((DownloadCancelledError,), partial(BadBody, QuarantineCode.TOO_LARGE)),
    ((ResponseDataLossError,), partial(BadBody, QuarantineCode.CUT_BODY)),
    ((NotSupported, UnsupportedURLSchemeError), ForeignScheme),
)


def named_error(error: Exception) -> FetchError:
    """Return the named reason for an exception of the downloader; raises it again if unknown."""
    if isinstance(error, FetchError):
        return error
    words = str(error) or type(error).__name__
    for kinds, name in NAMED:
        if isinstance(error, kinds):
            return name(words)
    if isinstance(error, DownloadFailedError) and _is_garbage(error):
        return BadBody(QuarantineCode.BAD_RESPONSE, f"no HTTP: {words}")
    if _is_of_an_address(error):
        return BadRedirect(words)
    is_twisted = type(error).__module__.startswith("twisted.")
    if is_twisted or isinstance(error, (DownloadFailedError, OSError)):
        return Failed(Reason.CONNECTION, f"{type(error).__name__}: {words}")
    raise error


async def fetch(
    crawler: Crawler,
    source: SourceRun,
    url: str,
    *,
    headers: dict[str, str] | None = None,
    largest: int | None = None,
) -> Response:
    """Return the response to one request, after redirects and retries, whatever its status.

    The engine's own `download_async` is awaited: every middleware acts, and unlike a scheduled
    request none can vanish without an answer. largest: bytes, None = the setting's.

    Raises FetchError.
    """
    meta: dict[str, Any] = {
        "hosts": source.plan.hosts,
        "delay_seconds": source.plan.delay_seconds,
        "source_key": source.plan.key,
    }
    if largest is not None:
        meta["download_maxsize"] = largest
    request = Request(url, headers=headers, meta=meta, callback=NO_CALLBACK, dont_filter=True)
    try:
        response = await crawler.engine.download_async(request)
    except Exception as error:
        raise named_error(error) from error
    if 300 <= response.status < 400 and response.status != 304:
        raise BadRedirect(f"status {response.status} without an address to follow")
    return response


def refusal(response: Response) -> Failed | None:
    """Return why a response is none that can be read, None when it can (200, 304, 404, 410).

    202 is what walls against robots answer: a challenge in place of the page.
    """
    status = response.status
    if status in (200, 304, 404, 410):
        return None
    if status == 202:
        return Failed(Reason.BLOCKED, f"status 202, a challenge: {response.url}")
    return Failed(reason_of_status(status), f"status {status}: {response.url}")


def validators(page: PendingPage) -> dict[str, str]:
    """Return the headers that let a site answer "not modified"; none for a new page."""
    headers = {}
    if page.etag:
        headers["If-None-Match"] = page.etag
    if page.last_modified:
        headers["If-Modified-Since"] = page.last_modified
    return headers
