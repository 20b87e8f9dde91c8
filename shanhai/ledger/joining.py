"""Whether the entries are in step with the statements that make them, and putting them in step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, exists, func, select

from . import schema
from .by_hand import FIRST
from .waiting import Waiting, wait

_LOST = "有事实没有归入 (facts of the page that are in no entry's making)"


def out_of_step(connection: Connection) -> Iterator[tuple[str, str]]:
    """The ids of entries that have no statements or count others, and of pages whose facts were passed over, each with what is wrong.

    What waits to be joined is no trouble: the next `shanhai add` joins it.
    """
    e, s, w = schema.entries.c, schema.statements.c, schema.waiting.c
    counted = select(s.entry, func.count().label("n")).where(s.entry.is_not(None)).group_by(s.entry).subquery()
    waits = exists().where(w.kind == Waiting.ENTRY.value, w.key == e.id)
    rows = select(e.id, e.statements, counted.c.n).outerjoin(counted, counted.c.entry == e.id)
    for row in connection.execute(rows.where(func.coalesce(counted.c.n, 0) != e.statements, ~waits).order_by(e.id)):
        yield row.id, f"陈述记作 {row.statements} 条，有 {row.n or 0} 条 (it counts other statements than it has)"
    f, r = schema.facts.c, schema.readings.c
    known = exists().where(s.fact == f.number)
    joining = exists().where(w.kind == Waiting.PAGE.value, w.key == r.page)
    lost = select(r.page).join(schema.facts, f.reading == r.id).where(r.shown, f.position < FIRST, ~known, ~joining).distinct()
    for page in connection.execute(lost.order_by(r.page)).scalars():
        yield page, _LOST


def put_in_step(connection: Connection, keys: Iterable[str]) -> None:
    """Notes that entries, or the pages that were passed over, are to be joined anew."""
    known = set(connection.execute(select(schema.entries.c.id)).scalars())
    wanted = list(keys)
    wait(connection, Waiting.ENTRY, [key for key in wanted if key in known])
    wait(connection, Waiting.PAGE, [key for key in wanted if key not in known])
