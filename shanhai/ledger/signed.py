"""The tables of accounts: who may do what, who is signed in, and what was done.

Nothing of the ledger's facts hangs on them: an export holds none of it, and a judgement's author is a name.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from .columns import Word
from .schema import metadata

_DIGEST = "SHA-256, hexadecimal: what was handed out is kept nowhere"

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Word, nullable=False, comment="as judgements bear it"),
    Column("folded", Word, nullable=False, unique=True, comment="the name without regard to case and width"),
    Column("role", Word, nullable=False, comment="reader, editor, reviewer or admin"),
    Column("password", Word, nullable=False, comment="argon2id, with its salt and parameters"),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("closed", Word, comment="ISO 8601, UTC; null while the account is open"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("secret", Word, primary_key=True, comment=_DIGEST),
    Column("name", Word, nullable=False, comment="of the account to be made, or whose password is to be set anew"),
    Column("role", Word, nullable=False),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("made_by", Word, nullable=False),
    Column("until", Word, nullable=False, comment="ISO 8601, UTC"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("secret", Word, primary_key=True, comment=_DIGEST),
    Column("user", Integer, ForeignKey("users.id"), nullable=False),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("seen", Word, nullable=False, comment="ISO 8601, UTC, to the minute"),
    Column("until", Word, nullable=False, comment="ISO 8601, UTC: ends then however much it is used"),
    Column("address", Word, nullable=False),
    Index(None, "user"),
)

keys = Table(
    "keys",
    metadata,
    Column("secret", Word, primary_key=True, comment=_DIGEST),
    Column("user", Integer, ForeignKey("users.id"), nullable=False),
    Column("label", Word, nullable=False, comment="what the program is"),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("until", Word, nullable=False, comment="ISO 8601, UTC"),
    Index(None, "user"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", Word, primary_key=True, comment="SHA-256 of a name or an address; rows that have run out are swept up"),
    Column("number", Integer, nullable=False),
    Column("until", Word, nullable=False, comment="ISO 8601, UTC"),
    Index(None, "until"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("who", Word, nullable=False, comment="name of the account; empty: nobody signed in"),
    Column("act", Word, nullable=False),
    Column("about", Word, nullable=False, comment="ids, or the name of another account; never words of a page"),
    Column("address", Word, nullable=False),
    Index(None, "at"),
    Index(None, "who"),
)
