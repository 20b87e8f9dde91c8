"""How often somebody may try: counted in the ledger, so that neither a restart nor a second server forgets."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection, delete, insert, select, update

from shanhai.ledger import signed

from .clock import iso
from .secret import digest

WINDOW = timedelta(minutes=15)
# ASVS 4.0.3, 2.2.1 allows a hundred failures an hour on one account; from one address there are fewer, so that a stranger elsewhere does
# not soon keep an account's owner out.
PER_ACCOUNT = 25
PER_PAIR = 8
PER_ADDRESS = 30
"""An office behind one address has many who mistype."""
MOST_ROWS = 20_000
"""Counts that are kept at once; above it whoever has none yet waits. A row has about 120 octets."""


def counted(connection: Connection, kind: str, name: str, most: int) -> bool:
    """Counts one try under a name; whether it may be made. Tries count from the first until the window is over."""
    a = signed.attempts.c
    now, key = iso(), digest(f"{kind}\0{name}")
    connection.execute(delete(signed.attempts).where(a.until <= now))
    number = connection.execute(select(a.number).where(a.key == key)).scalar()
    if number is None:
        if _full(connection):
            return False
        connection.execute(insert(signed.attempts), {"key": key, "number": 1, "until": iso(plus=WINDOW)})
        return True
    if number >= most:
        return False
    connection.execute(update(signed.attempts).where(a.key == key).values(number=number + 1))
    return True


def forgiven(connection: Connection, kind: str, name: str) -> None:
    """Forgets the tries under a name: one has succeeded."""
    connection.execute(delete(signed.attempts).where(signed.attempts.c.key == digest(f"{kind}\0{name}")))


def given_back(connection: Connection, kind: str, name: str) -> None:
    """Takes one try back: it was no failure."""
    a = signed.attempts.c
    key = digest(f"{kind}\0{name}")
    connection.execute(update(signed.attempts).where(a.key == key, a.number > 0).values(number=a.number - 1))


def whence(address: str) -> str:
    """An address as tries are counted by: one house has a whole /64 of IPv6.

    >>> whence("10.0.0.3"), whence("2001:db8::1"), whence("::ffff:10.0.0.3"), whence("")
    ('10.0.0.3', '2001:db8::/64', '10.0.0.3', 'unknown')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped) if parsed.ipv4_mapped else f"{IPv6Address(int(parsed) >> 64 << 64)}/64"


def _full(connection: Connection) -> bool:
    return connection.execute(select(signed.attempts.c.key).offset(MOST_ROWS - 1).limit(1)).first() is not None
