"""What a decision changed: entries that came, went, grew or shrank, and values that are others now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from shanhai.model import AnyFact
from shanhai.model.struct import Value

from .settling import FRAME


class Seen(Value, frozen=True, kw_only=True):
    """An entry at one moment: its name for people, its preferred values, and the statements in it.

    Or a person or an organisation: it has no values, and pages (PAGE/NAME) for statements.
    """

    id: str
    type: str
    caption: str
    fact: AnyFact | None = None
    statements: tuple[str, ...]


class Changed(Value, frozen=True, kw_only=True):
    """A value before and after, as JSON has it."""

    field: str
    before: Any = None
    after: Any = None


class Touched(Value, frozen=True, kw_only=True):
    """An entry that a decision touched: how many statements it had and has (0: it was or is not there), where it went, and its values.

    Of a person (`person/KEY`) or an organisation (`organization/KEY`), how many pages.
    """

    entry: str
    type: str
    caption: str
    before: int
    after: int
    into: str = ""
    values: tuple[Changed, ...] = ()
    settled: bool = False
    """Whether it waited for review and does no more."""


class Effect(Value, frozen=True, kw_only=True):
    """All that a decision changed."""

    touched: tuple[Touched, ...] = ()

    @property
    def still(self) -> bool:
        """Whether nothing changed that a reader sees."""
        return not self.touched


def effect(before: Iterable[Seen], after: Iterable[Seen]) -> Effect:
    """What differs between two moments of the same statements.

    >>> from shanhai.model import Policy
    >>> seen = lambda name: Seen(id="policy-1", type="policy", caption=name, fact=Policy(id="1", page="p", name=name), statements=("p/1",))
    >>> effect([seen("甲规化")], [seen("甲规划")]).touched[0].values
    (Changed(field='name', before='甲规化', after='甲规划'),)
    """
    was, now = {each.id: each for each in before}, {each.id: each for each in after}
    return Effect(touched=tuple(_touched(was, now)))


def _touched(was: Mapping[str, Seen], now: Mapping[str, Seen]) -> Iterator[Touched]:
    went = {key: each.id for each in now.values() for key in each.statements}
    for name in sorted(was.keys() | now.keys()):
        old, new = was.get(name), now.get(name)
        shown = new or old
        assert shown
        one, other = old.fact if old else None, new.fact if new else None
        values = tuple(_values(one, other)) if one and other else ()
        settled = bool(one and other and one.needs_review and not other.needs_review)
        if old and new and old.statements == new.statements and not values and not settled:
            continue
        into = next((went[key] for key in old.statements if key in went), "") if old and not new else ""
        yield Touched(
            entry=name,
            type=shown.type,
            caption=shown.caption,
            before=len(old.statements) if old else 0,
            after=len(new.statements) if new else 0,
            into=into,
            values=values,
            settled=settled,
        )


def _values(old: AnyFact, new: AnyFact) -> Iterator[Changed]:
    for field in new.__struct_fields__:
        if field not in FRAME and getattr(old, field, None) != getattr(new, field):
            yield Changed(
                field=field, before=msgspec.to_builtins(getattr(old, field, None)), after=msgspec.to_builtins(getattr(new, field))
            )
