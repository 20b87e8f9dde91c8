"""Who holds a post, since when pages name them in it, and who held it before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from shanhai.ledger.chunks import chunks
from shanhai.ledger.schema import entries
from shanhai.model import Tenure
from shanhai.model.struct import Value

from .statement import Statement


class Holding(Value, frozen=True, kw_only=True):
    """A person in a post, with the dates of the first and the last page that names them in it; null where no page has a date."""

    stated: Statement
    first: str | None
    last: str | None


class Post(Value, frozen=True, kw_only=True):
    """A post of an organisation and who is seen in it, the last seen first: the others held it before, or beside."""

    organization: str
    post: str
    holders: tuple[Holding, ...]


def posts(connection: Connection, tenures: Iterable[Statement], until: date | None = None) -> tuple[Post, ...]:
    """The posts of these tenures, those last seen first; where no page names the person, the post is left out. `until`: as of that day."""
    told = [each for each in tenures if isinstance(each.fact, Tenure) and each.fact.person]
    seen = _seen(connection, [each.entry for each in told])
    held: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for each in told:
        assert isinstance(each.fact, Tenure)
        first, last = seen.get(each.entry, (None, None))
        if until and last:
            last = min(last, until.isoformat())
        held[each.fact.organization or "", each.fact.post or ""].append(Holding(stated=each, first=first, last=last))
    made = [
        Post(organization=organization, post=post, holders=tuple(sorted(holders, key=_last, reverse=True)))
        for (organization, post), holders in held.items()
    ]
    return tuple(sorted(made, key=lambda post: _last(post.holders[0]), reverse=True))


def _last(held: Holding) -> tuple[str, int]:
    return held.last or "", held.stated.pages


def _seen(connection: Connection, ids: list[str]) -> dict[str, tuple[str, str]]:
    """The first and the last date of publication of the pages of each entry."""
    dated = select(entries.c.id, entries.c.seen_first, entries.c.seen_last).where(entries.c.seen_first.is_not(None))
    return {
        row.id: (row.seen_first, row.seen_last)
        for chunk in chunks(sorted(set(ids)))
        for row in connection.execute(dated.where(entries.c.id.in_(chunk)))
    }
