"""The reactor's only resolver: answers every connection from the book of checked addresses."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from typing import TYPE_CHECKING, Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import AddressBook, AddressRefused, NameNotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from twisted.internet.base import ReactorBase

_book = AddressBook()


def use_book(book: AddressBook) -> None:
    """Make this the process's book: Scrapy builds guard and resolver apart, and they must agree."""
    global _book
    _book = book


def current_book() -> AddressBook:
    """Return the process's book of checked addresses."""
    return _book


@implementer(IHostResolution)
class _Resolution:
    """One name being resolved, as Twisted wants to see it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Ignore: an answer that nobody waits for costs nothing."""


@implementer(IHostnameResolver)
class CheckedResolver:
    """Gives a connection checked addresses, or none at all."""

    def __init__(self, reactor: ReactorBase) -> None:
        self._reactor = reactor
        self._running: set[asyncio.Task[None]] = set()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> Self:
        """Build with the process's book (Scrapy hands in the process, not a crawler)."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        resolver: Any = self  # implements the interface, which the type checker cannot see
        self._reactor.installNameResolver(resolver)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Answer with the checked addresses; a refused name has none."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        task = asyncio.ensure_future(self._answer(resolutionReceiver, hostName, portNumber))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return resolution

    async def _answer(self, receiver: Any, host: str, port: int) -> None:
        """Look the name up and hand the answer to the receiver."""
        with contextlib.suppress(AddressRefused, NameNotFound):
            for address in await current_book().find(host, port):
                version = ipaddress.ip_address(address).version
                kind = IPv4Address if version == 4 else IPv6Address
                receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
