"""What stands on the pages that tell a visit, a pairing or a meeting of two places, and is about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, Select, and_, bindparam, or_, select, union

from shanhai.ledger.chunks import chunks
from shanhai.ledger.schema import entries, entry_places, fact_places, facts, readings, statements
from shanhai.model import Modality

from .parts import INTO, OUT
from .statement import LATEST_PAGES, PageHead, head_columns, head_of

ABOUT = ("agreement", "project", "platform", "pledge", "measure")
"""Types whose facts name one side at most: they are of a pair where their page is about it."""


def around(connection: Connection, one: str, other: str) -> tuple[list[int], dict[str, list[str]]]:
    """The readings that tell of both places (their keys), and the entries about them by type, latest first.

    An entry about them is tied to one of them, or to no place at all where its page tells of no other pair.
    """
    asked = {"one": one, "other": other}
    told = list(connection.execute(_TELLING, asked).scalars())
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(_ABOUT, asked) if told else ():
        found[row.type].append(row.id)
    return told, dict(found)


def latest(connection: Connection, told: Sequence[int], limit: int) -> tuple[PageHead, ...]:
    """The latest pages of these readings."""
    days = [row for chunk in chunks(told) for row in connection.execute(_DAYS, {"ids": chunk})]
    first = sorted(sorted(days, key=lambda row: str(row.page)), key=lambda row: row.published or "", reverse=True)[:limit]
    heads = connection.execute(select(*head_columns()).where(readings.c.id.in_([row.id for row in first])).order_by(*LATEST_PAGES))
    return tuple(map(head_of, heads))


# Made once: to put such a question together takes as long as to answer it.
_x, _y = entry_places.alias("x"), entry_places.alias("y")
_WAYS = ((OUT, INTO), (INTO, OUT), ("pairing", "pairing"), ("meeting", "meeting"))


def _ends(mine: str, theirs: str) -> Select[tuple[str]]:
    meets = and_(_y.c.entry == _x.c.entry, _y.c.part == theirs, _y.c.place == bindparam("other"))
    return select(_x.c.entry).where(_x.c.place == bindparam("one"), _x.c.part == mine, select(_y.c.entry).where(meets).exists())


_between = union(*(_ends(*way) for way in _WAYS)).cte("between")
_told = select(facts.c.reading).join(statements, statements.c.fact == facts.c.number)
_telling = _told.join(_between, statements.c.entry == _between.c.entry).distinct().cte("telling")
_TELLING = select(_telling.c.reading)
_on = facts.c.reading == _telling.c.reading
_others = select(facts.c.reading).select_from(_telling).join(facts, _on).join(statements, statements.c.fact == facts.c.number)
_others_ = _others.where(facts.c.type.in_(("visit", "pairing")), statements.c.entry.not_in(select(_between.c.entry)))
_tied = and_(
    entry_places.c.entry == entries.c.id,
    entry_places.c.part == entries.c.type,
    entry_places.c.place.in_((bindparam("one"), bindparam("other"))),
)
_placed = select(entry_places.c.entry).where(_tied).exists()
_unplaced = and_(~select(fact_places.c.fact).where(fact_places.c.fact == facts.c.number).exists(), facts.c.reading.not_in(_others_))
_ABOUT = (
    select(entries.c.type, entries.c.id)
    .select_from(_telling)
    .join(facts, _on)
    .join(statements, statements.c.fact == facts.c.number)
    .join(entries, entries.c.id == statements.c.entry)
    .where(facts.c.type.in_(ABOUT), entries.c.modality != Modality.DENIED.value, or_(_placed, _unplaced))
    .group_by(entries.c.type, entries.c.id, entries.c.date_start, entries.c.anchor)
    .order_by(entries.c.date_start.desc().nulls_last(), entries.c.anchor)
)
_DAYS = select(readings.c.id, readings.c.page, readings.c.published).where(readings.c.id.in_(bindparam("ids", expanding=True)))
