"""Addresses on the network: which a page may be fetched from; those of this machine, its neighbours and its cloud are refused."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from shanhai.model import PageError

# Public addresses under which a cloud answers its own machines only: Azure's wire server (Microsoft Learn, "What is IP address
# 168.63.129.16?"). The other clouds' metadata addresses are link-local, shared (100.100.100.200) or unique-local, refused by range.
METADATA = frozenset({ip_address("168.63.129.16")})
# Of the IETF itself (RFC 6890; Oracle's cloud answers there) and site-local (RFC 3879, deprecated): the library calls most of them global.
_LOCAL = (IPv4Network("192.0.0.0/24"), IPv6Network("fec0::/10"))
# IPv4 inside IPv6: NAT64 (RFC 6052), local NAT64 (RFC 8215); mapped, 6to4 and Teredo are known to the library.
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))

Resolver = Callable[[str, int], list[str]]
Permit = Callable[[str], bool]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host name, as the system knows them; raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is one that anyone may reach, also where it lies inside another.

    >>> [is_public(address) for address in ("1.1.1.1", "10.0.0.1", "127.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1%eth0")]
    [True, False, False, False, False, False]
    """
    try:
        parsed = ip_address(address.split("%")[0])
    except ValueError:
        return False
    while (embedded := _embedded(parsed)) is not None:
        parsed = embedded
    refused = parsed in METADATA or any(parsed in network for network in _LOCAL)
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved and not refused


def checked(host: str, port: int, *, place: str, resolver: Resolver = resolve, permits: Permit = is_public) -> list[str]:
    """The addresses of a host, every one of them permitted; raises PageError. Connect to these, not to the name: it may change its mind."""
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise PageError(place, f"找不到网站 {host} (host not found)", "请检查网址和网络") from error
    refused = [address for address in addresses if not permits(address)]
    if refused or not addresses:
        shown = "、".join(refused) or "-"
        raise PageError(place, f"网址指向内部地址 {shown} (private address refused)", "只读公开网站上的网页；内部网页请先另存为文件")
    return addresses


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to; null when it is none of these."""
    if isinstance(address, IPv4Address):
        return None
    if any(address in network for network in _NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if int(address) >> 32 == 0 and int(address) > 1:  # "IPv4-compatible", ::a.b.c.d (RFC 4291, deprecated)
        return IPv4Address(int(address))
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
