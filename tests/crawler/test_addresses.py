"""The address guard's book: nothing but the public internet, and what the operator names."""

from __future__ import annotations

import asyncio

import pytest

from crawler.addresses import AddressBook, AddressRefused, NameNotFound, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "0.0.0.1", "100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "0.0.0.0",  # noqa: S104
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%1",
        "fec0::1", "fc00::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
        "2001:0:53aa:64c:0:0:80ff:fffe", "nonsense", "",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4009::200e", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def book(answers: dict[str, list[str]], **allowed: str) -> tuple[AddressBook, list[str]]:
    """Return a book over these answers, and the list of names it asks for."""
    asked: list[str] = []

    async def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.get(host, [])

    return AddressBook({name.replace("__", ":"): to for name, to in allowed.items()}, lookup), asked


def find(book: AddressBook, host: str, port: int = 443) -> tuple[str, ...]:
    return asyncio.run(book.find(host, port))


def test_a_name_with_one_address_inside_is_refused_altogether() -> None:
    addresses, _ = book({"mixed.test": ["93.184.216.34", "10.0.0.1"]})
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        find(addresses, "mixed.test")


def test_localhost_is_refused_without_asking() -> None:
    addresses, asked = book({})
    for name in ("localhost", "LOCALHOST", "a.localhost", "localhost."):
        with pytest.raises(AddressRefused):
            find(addresses, name)
    assert not asked


def test_a_name_without_an_address_is_not_found() -> None:
    addresses, _ = book({})
    with pytest.raises(NameNotFound):
        find(addresses, "nowhere.test")


def test_a_checked_answer_is_pinned_so_that_the_second_answer_cannot_lead_inside() -> None:
    answers = {"rebinding.test": ["93.184.216.34"]}
    addresses, asked = book(answers)
    assert find(addresses, "rebinding.test") == ("93.184.216.34",)
    answers["rebinding.test"] = ["127.0.0.1"]
    assert find(addresses, "rebinding.test") == ("93.184.216.34",)
    assert asked == ["rebinding.test"]


def test_a_named_host_is_reached_at_exactly_its_port() -> None:
    allowed = AddressBook({"www.dale.test:8800": "127.0.0.1"}, book({})[0]._lookup)
    assert find(allowed, "www.dale.test", 8800) == ("127.0.0.1",)
    assert find(allowed, "WWW.dale.test", 8800) == ("127.0.0.1",)
    assert allowed.is_allowed("www.dale.test", 8800)
    assert not allowed.is_allowed("www.dale.test", 8801)
    with pytest.raises(NameNotFound):
        find(allowed, "www.dale.test", 8801)
    with pytest.raises(NameNotFound):
        find(allowed, "x.www.dale.test", 8800)


def test_the_forms_of_a_loopback_number_are_refused_by_the_systems_own_answer() -> None:
    for host in ("2130706433", "0x7f.1", "127.1", "0"):
        with pytest.raises((AddressRefused, NameNotFound)):
            find(AddressBook(), host)
