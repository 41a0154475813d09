"""Which addresses may be reached: nothing but the public internet, and what the operator names.

Every name is resolved here and nowhere else: the guard asks before a request is queued for its
host, the reactor's resolver answers the connection from the same book. So the address that was
checked is the address that is used, also after a redirect, for robots.txt and for an IP literal.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Awaitable[list[str]]]

PINNED_SECONDS = 600.0  # how long a checked answer is used: longer than one story takes
DNS_SECONDS = 20.0
PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressRefused(Exception):
    """A host stands, wholly or in part, at an address that is not on the public internet."""


class NameNotFound(Exception):
    """A host name has no address."""


def embedded_ipv4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one only wraps (mapped or NAT64), or None."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None


def is_public(text: str) -> bool:
    """Tell whether an IP address is one of the public internet; what cannot be read is not."""
    try:
        address: Address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = embedded_ipv4(address)
        if inner is not None:
            return is_public(str(inner))
        tunnel = address.sixtofour is not None or address.teredo is not None
        if address.scope_id or tunnel or address not in PUBLIC_IPV6:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def ask_system(host: str, port: int) -> list[str]:
    """Return the addresses the system's resolver gives, IPv4 first; raises NameNotFound."""
    loop = asyncio.get_running_loop()
    try:
        query = loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers = await asyncio.wait_for(query, DNS_SECONDS)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise NameNotFound(f"{host}: no address: {error or 'timeout'}") from error
    found = {str(answer[4][0]): answer[0] for answer in answers}
    return sorted(found, key=lambda address: found[address] != socket.AF_INET)


@dataclass(frozen=True, slots=True)
class Pinned:
    """A checked answer and the monotonic time until which it is used."""

    addresses: tuple[str, ...]
    until: float


class AddressBook:
    """Checked addresses by host and port.

    allow_hosts: the exact `host:port` names that may stand at a private address, and the address
    each stands at. They are never looked up anywhere else.
    """

    def __init__(
        self, allow_hosts: Mapping[str, str] | None = None, lookup: Lookup = ask_system
    ) -> None:
        self._allowed = {name.lower(): address for name, address in (allow_hosts or {}).items()}
        self._lookup = lookup
        self._pinned: dict[tuple[str, int], Pinned] = {}

    def is_allowed(self, host: str, port: int) -> bool:
        """Tell whether the operator named this exact host and port."""
        return f"{host.lower()}:{port}" in self._allowed

    async def find(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses to connect to, all of them checked.

        Raises AddressRefused when any answer is not public, NameNotFound when there is none.
        """
        key = (host.lower().rstrip("."), port)
        named = self._allowed.get(f"{key[0]}:{port}")
        if named is not None:
            return (named,)
        pinned = self._pinned.get(key)
        if pinned is None or pinned.until < time.monotonic():
            pinned = Pinned(await self._check(*key), time.monotonic() + PINNED_SECONDS)
            self._pinned[key] = pinned
        return pinned.addresses

    async def _check(self, host: str, port: int) -> tuple[str, ...]:
        """Resolve a name afresh and refuse it when one answer leads inside."""
        if host == "localhost" or host.endswith(".localhost"):
            raise AddressRefused(f"{host}:{port} is this machine")
        found = await self._lookup(host, port)
        if not found:
            raise NameNotFound(f"{host}: no address")
        inside = [address for address in found if not is_public(address)]
        if inside:
            raise AddressRefused(f"{host}:{port} stands at {inside[0]}, not a public address")
        return tuple(found)
