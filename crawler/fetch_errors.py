"""Why a page could not be fetched: one named exception for each reason."""

from __future__ import annotations

from db.models.base import PageState
from words.quarantine import QuarantineCode
from words.reasons import Reason


class FetchError(Exception):
    """A page has no usable response. `state` and `code` are what the ledger will say."""

    state = PageState.FAILED
    code: str

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    @property
    def reason(self) -> str:
        """The code, then the words."""
        return f"{self.code}: {self.detail}" if self.detail else self.code


class PrivateAddress(FetchError):
    """The address guard refused the host."""

    state = PageState.REFUSED
    code = Reason.PRIVATE_ADDRESS


class ForeignScheme(FetchError):
    """Not an http(s) address: file, ftp, data …"""

    state = PageState.REFUSED
    code = Reason.SCHEME


class OffSite(FetchError):
    """A redirect led to a host that is not the source's."""

    state = PageState.REFUSED
    code = Reason.OFF_SITE


class RobotsDisallow(FetchError):
    """robots.txt says no."""

    state = PageState.REFUSED
    code = Reason.ROBOTS


class RobotsUnreachable(FetchError):
    """robots.txt could not be read tonight, so nothing of the site is."""

    code = Reason.ROBOTS_UNREACHABLE


class CrawlDelayTooLong(RobotsUnreachable):
    """robots.txt wants so long a wait between two requests that a night could read nothing."""

    code = Reason.CRAWL_DELAY


class RedirectLoop(FetchError):
    """More redirects than are followed."""

    code = Reason.REDIRECT_LOOP


class BadRedirect(FetchError):
    """A redirect without a usable address."""

    code = Reason.BAD_REDIRECT


class NameUnknown(FetchError):
    """The host name has no address."""

    code = Reason.DNS


class SiteDeferred(FetchError):
    """The site asks to be left alone for longer than we wait: the next night."""

    code = Reason.RETRY_AFTER

    def __init__(self, detail: str, seconds: float | None = None) -> None:
        super().__init__(detail)
        self.seconds = seconds


class BadBody(FetchError):
    """A response came, but its body cannot be trusted: cut_body, too_large, bad_body, bad_response,
    unknown_encoding. `body` is what was received, empty where nothing was kept.
    """

    state = PageState.QUARANTINED

    def __init__(self, code: QuarantineCode, detail: str, body: bytes = b"") -> None:
        super().__init__(detail)
        self.code = code
        self.body = body
