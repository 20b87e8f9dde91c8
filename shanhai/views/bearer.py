"""A person or an organisation as one is asked about it: in short, what all pages say of it, and one page that names it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from shanhai.ledger import judging
from shanhai.ledger.judging import Kept
from shanhai.ledger.names_seen import BORNE
from shanhai.ledger.schema import entries, facts, readings, statements
from shanhai.model import JudgementError, Tenure, Visit
from shanhai.model.struct import Value
from shanhai.reconcile.asking import Question

MOST = 5
"""Posts and journeys that are told of each: two bearers stand beside each other on one screen."""


class BearerView(Value, frozen=True, kw_only=True):
    """Its key, what it is called, and by which names; posts in words (of an organisation with who holds them), latest journeys, pages."""

    kind: str
    key: str
    name: str
    names: tuple[str, ...]
    posts: tuple[str, ...]
    visits: tuple[Visit, ...]
    pages: int


def bearer(connection: Connection, kind: str, key: str) -> BearerView | None:
    """The person or organisation of this key; null where there is none any more."""
    owner, lists, ties, column = BORNE[kind]
    name = connection.execute(select(owner.c.name).where(owner.c.key == key)).scalar()
    if name is None:
        return None
    mine = lists.c[column] == key
    shown = select(func.count(lists.c.reading.distinct())).join(readings, (readings.c.id == lists.c.reading) & readings.c.shown)
    told = select(statements.c.entry).join(ties, ties.c.fact == statements.c.fact).where(ties.c[column] == key)
    latest = select(entries.c.body).order_by(entries.c.date_start.desc().nulls_last(), entries.c.id).limit(MOST)
    held = latest.where(entries.c.type == "tenure", entries.c.id.in_(told.where(ties.c.slot == f"tenure.{kind}")))
    gone = latest.where(entries.c.type == "visit", entries.c.id.in_(told))
    return BearerView(
        kind=kind,
        key=key,
        name=name,
        names=tuple(connection.execute(select(lists.c.name).where(mine).distinct().order_by(lists.c.name)).scalars()),
        posts=tuple(dict.fromkeys(_post(body, kind) for body in connection.execute(held).scalars())),
        visits=tuple(connection.execute(gone).scalars()),
        pages=connection.execute(shown.where(mine)).scalar_one(),
    )


def _post(body: Tenure, kind: str) -> str:
    own = f"{body.organization or ''}{body.post or ''}"
    return own if kind == "person" else " ".join(filter(None, (body.person, body.post)))


def naming(connection: Connection, kind: str, said: str) -> str:
    """The statement (PAGE/FACT) by which a page names a bearer (PAGE/NAME), a post before others. JudgementError where none does."""
    page, _, name = said.partition("/")
    ties = BORNE[kind].ties
    chosen = (
        select(facts.c.id).join(readings, (readings.c.id == facts.c.reading) & readings.c.shown).join(ties, ties.c.fact == facts.c.number)
    )
    chosen = chosen.where(readings.c.page == page, ties.c.name == name).order_by(facts.c.type != "tenure", facts.c.position).limit(1)
    found = connection.execute(chosen).scalar()
    if found is None:
        raise JudgementError(said, "台账里没有这个名字 (no such name)", "刷新再看 (look again)")
    return f"{page}/{found}"


def bearers(connection: Connection, asked: Question) -> tuple[BearerView, ...]:
    """The two that a question is about."""
    keys = (asked.entry, asked.other)
    return tuple(found for each in keys if (found := bearer(connection, asked.kind.value, each.partition("/")[2])))


def said_of(connection: Connection, asked: Question) -> list[Kept]:
    """The judgements on the two names that a question is about, on the pages by which it asks; those taken back among them."""
    wanted = {asked.one, asked.two}
    found: dict[str, Kept] = {}
    for page in sorted({each.partition("/")[0] for each in wanted}):
        for kept in judging.history(connection, page=page):
            anchors = (kept.judgement.anchor, kept.judgement.other)
            if any(each and each.type == asked.kind and f"{each.page}/{each.value}" in wanted for each in anchors):
                found[kept.id] = kept
    return list(found.values())
