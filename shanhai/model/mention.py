"""A typed span of the restored text."""

from __future__ import annotations

from .struct import Value


class Reading(Value, frozen=True, kw_only=True):
    """Another span or type that is possible where a mention stands."""

    type: str
    start: int
    end: int
    text: str


class Mention(Value, frozen=True, kw_only=True):
    """A typed span; `value` is its normal form, `parts` the smaller mentions inside it, in order of start."""

    type: str
    start: int
    end: int
    text: str
    value: str | None = None
    parts: tuple[Mention, ...] = ()
    readings: tuple[Reading, ...] = ()
