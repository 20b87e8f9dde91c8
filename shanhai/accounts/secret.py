"""What is handed out to be shown again (a session, a link, a key): random, and kept only as its digest."""

from __future__ import annotations

import secrets
from hashlib import sha256

OCTETS = 32
"""256 random bits: nothing is gained by a slow digest, as there is nothing to guess."""


def new_secret(prefix: str = "") -> str:
    """A secret that fits an address, a cookie and a header.

    >>> len(new_secret()), new_secret("shanhai_").startswith("shanhai_")
    (43, True)
    """
    return prefix + secrets.token_urlsafe(OCTETS)


def digest(secret: str) -> str:
    """What is kept of a secret, and looked up by.

    >>> digest("a")[:8], len(digest("a"))
    ('ca978112', 64)
    """
    return sha256(secret.encode()).hexdigest()
