"""Why a page could not be fetched: one named exception for each reason."""

from __future__ import annotations

from db.models.base import PageState


class FetchError(Exception):
    """A page has no usable response. `state` and `code` are what the ledger will say."""

    state = PageState.FAILED
    code = "not_fetched"

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
    code = "private_address"


class ForeignScheme(FetchError):
    """Not an http(s) address: file, ftp, data …"""

    state = PageState.REFUSED
    code = "scheme"


class OffSite(FetchError):
    """A redirect led to a host that is not the source's."""

    state = PageState.REFUSED
    code = "off_site"


class RobotsDisallow(FetchError):
    """robots.txt says no."""

    state = PageState.REFUSED
    code = "robots"


class RobotsUnreachable(FetchError):
    """robots.txt could not be read tonight, so nothing of the site is."""

    code = "robots_unreachable"


class RedirectLoop(FetchError):
    """More redirects than are followed."""

    code = "redirect_loop"


class BadRedirect(FetchError):
    """A redirect without a usable address."""

    code = "bad_redirect"


class NameUnknown(FetchError):
    """The host name has no address."""

    code = "dns"


class SiteDeferred(FetchError):
    """The site asks to be left alone for longer than we wait: the next night."""

    code = "retry_after"

    def __init__(self, detail: str, seconds: float | None = None) -> None:
        super().__init__(detail)
        self.seconds = seconds


class BadBody(FetchError):
    """A response came, but its body cannot be trusted: cut_body, too_large, bad_body, bad_response,
    unknown_encoding. `body` is what was received, empty where nothing was kept.
    """

    state = PageState.QUARANTINED

    def __init__(self, code: str, detail: str, body: bytes = b"") -> None:
        super().__init__(detail)
        self.code = code
        self.body = body
