"""Addresses that are refused, however they are written."""

from __future__ import annotations

import pytest

from shanhai.model import PageError
from shanhai.pages.address import checked, is_public, resolve

REFUSED = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.0.1"),
    *("100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254"),
    *("::ffff:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1"),
    *("2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:db8::1", "fec0::1", "nonsense", ""),
]


@pytest.mark.parametrize("address", REFUSED)
def test_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "223.5.5.5", "2606:4700:4700::1111", "240e::1", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_permitted(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "::1", "localhost"])
def test_other_ways_to_write_this_machine(host: str) -> None:
    with pytest.raises(PageError, match=r"内部地址|找不到"):
        checked(host, 80, place="u")


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(PageError, match=r"10\.0\.0\.1"):
        checked("a.cn", 80, place="u", resolver=lambda host, port: ["1.1.1.1", "10.0.0.1"])


def test_a_name_without_address_is_named() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(PageError, match="找不到网站"):
        checked("a.cn", 80, place="u", resolver=nowhere)
    with pytest.raises(PageError, match="内部地址"):
        checked("a.cn", 80, place="u", resolver=lambda host, port: [])


def test_numbers_resolve_to_themselves() -> None:
    assert resolve("1.1.1.1", 80) == ["1.1.1.1"]
