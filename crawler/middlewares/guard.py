"""The address guard: nothing but http(s), nothing inside, nothing that is not the source's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from crawler.addresses import AddressBook, AddressRefused, NameNotFound
from crawler.fetch_errors import ForeignScheme, NameUnknown, OffSite, PrivateAddress
from crawler.resolver import current_book
from crawler.urls import DEFAULT_PORTS, is_plain_http, netloc_of, same_site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class GuardMiddleware:
    """Checks every request, also those after a redirect and those for robots.txt.

    `request.meta["hosts"]` are the hosts that may answer; without it (robots.txt) any public host.
    """

    def __init__(self, book: AddressBook) -> None:
        self._book = book

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build with the book of checked addresses that the resolver uses."""
        return cls(current_book())

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise ForeignScheme, PrivateAddress, NameUnknown, OffSite."""
        if not is_plain_http(request.url):
            raise ForeignScheme(request.url)
        parts = urlsplit(request.url)
        host, port = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
        try:
            await self._book.find(host, port)
        except AddressRefused as error:
            raise PrivateAddress(str(error)) from error
        except NameNotFound as error:
            raise NameUnknown(str(error)) from error
        hosts = request.meta.get("hosts")
        if hosts and not same_site(netloc_of(request.url), hosts):
            raise OffSite(request.url)
