"""People in post, one entry a person, with every post and its source."""

from __future__ import annotations

from collections.abc import Iterable

from shanhai.model import Tenure
from shanhai.model.struct import Value
from shanhai.views import Statement


class Holder(Value, frozen=True, kw_only=True):
    """A person, or nobody named, and the statements of the posts they hold."""

    name: str | None
    tenures: tuple[Statement, ...]


def roster(tenures: Iterable[Statement]) -> tuple[Holder, ...]:
    """Gather tenures by the name of the person, in the order in which names first come; those without a name stay apart.

    >>> from shanhai.views import PageHead
    >>> page = PageHead(id="p", source="a.txt")
    >>> posts = [Statement(page=page, fact=Tenure(id=post, page="p", person="李四", post=post)) for post in ("书记", "主任")]
    >>> [(holder.name, len(holder.tenures)) for holder in roster(posts)]
    [('李四', 2)]
    """
    held: dict[str, list[Statement]] = {}
    for stated in tenures:
        name = stated.fact.person if isinstance(stated.fact, Tenure) else None
        held.setdefault(name or f"\n{stated.page.id}\n{stated.fact.id}", []).append(stated)
    return tuple(Holder(name=None if key.startswith("\n") else key, tenures=tuple(statements)) for key, statements in held.items())
