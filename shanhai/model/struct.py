"""The base of every type: frozen, keyword-only, and strict about the fields it is given."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An immutable value; equal when its fields are equal, absent optional fields are null in JSON."""
