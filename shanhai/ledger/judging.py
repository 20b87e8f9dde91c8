"""Judgements kept and taken back: append-only, each with who, when, why; what they change is made anew by the next joining."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select, update

from shanhai.model import JudgementError
from shanhai.model.struct import Value
from shanhai.reconcile.judgement import NAMED, OF_TWO, ORGANIZATION, WHOLE, Anchor, Judgement, Verdict, anchored, value_of

from . import schema
from .by_hand import fact_of
from .chunks import chunks
from .names_seen import BORNE
from .tellings import facts_of
from .tying import insert_missing
from .waiting import CHANGED, Waiting, wait


class Kept(Value, frozen=True, kw_only=True):
    """A judgement as the ledger keeps it; `undone` (ISO 8601, UTC) where it is in force no more."""

    id: str
    judgement: Judgement
    undone: str | None = None


def record(connection: Connection, judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """Keeps judgements after checking that each finds what it is about; their ids. One that is there already stays as it is.

    JudgementError where an anchor finds nothing, a value cannot stand in its field, or two are judged the same that cannot be.
    """
    made = [each if each.made else msgspec.structs.replace(each, made=_now()) for each in judgements]
    for each in made:
        _check(connection, each)
    _keep(connection, made)
    return tuple(each.id for each in made)


def bring(connection: Connection, judgements: Iterable[Judgement]) -> int:
    """Keeps judgements of another ledger, also those whose pages are not here (yet); the number of those that were new."""
    return _keep(connection, list(judgements))


def _keep(connection: Connection, made: Sequence[Judgement]) -> int:
    rows = [
        {
            "id": each.id,
            "sitting": each.sitting,
            "who": each.who,
            "made": each.made,
            "verdict": each.verdict.value,
            "page": each.anchor.page,
            "other_page": each.other.page if each.other else None,
            "undone": None,
            "body": each,
        }
        for each in made
    ]
    count = insert_missing(connection, schema.judgements, rows)
    _wait(connection, made)
    return count


def _wait(connection: Connection, made: Sequence[Judgement]) -> None:
    """Lets what judgements are about be made anew: the pages of facts, the bearers of names. A comment changes nothing."""
    telling = [each for each in made if each.verdict is not Verdict.NOTE or each.value is not None]
    facts = facts_of(connection, {anchor.page for each in telling for anchor in _anchors(each) if anchor.type not in NAMED})
    whole: list[Judgement] = []  # of people, whose pages bear a name of their own then, and facts by hand
    single: set[str] = set()
    for each in telling:
        found = [anchored(anchor, facts[anchor.page]) for anchor in _anchors(each)] if each.anchor.type not in NAMED else [None]
        if each.verdict is Verdict.ADD or (None in found and each.anchor.type != ORGANIZATION):
            whole.append(each)
        mark = CHANGED if each.verdict in (Verdict.CORRECT, Verdict.REJECT) else ""
        single |= {f"{fact.page}/{fact.id}{mark}" for fact in found if fact}
    wait(connection, Waiting.PAGE, _here(connection, whole))
    wait(connection, Waiting.FACT, single)
    named = [anchor for each in telling for anchor in _anchors(each) if anchor.type in NAMED]
    for kind in (Waiting.PERSON, Waiting.ORGANIZATION):
        wait(connection, kind, {str(anchor.value) for anchor in named if anchor.type == kind.value})


def _here(connection: Connection, made: Iterable[Judgement]) -> set[str]:
    """The pages of the judgements that the ledger has."""
    pages = {anchor.page for each in made for anchor in (each.anchor, each.other) if anchor}
    r = schema.readings.c
    return {
        page for chunk in chunks(sorted(pages)) for page in connection.execute(select(r.page).where(r.page.in_(chunk), r.shown)).scalars()
    }


def undo(connection: Connection, *, ids: Sequence[str] = (), sitting: str | None = None) -> int:
    """Takes judgements back, these or a whole sitting's; the number of those that were in force."""
    j = schema.judgements.c
    which = j.id.in_(ids) if sitting is None else j.sitting == sitting
    taken = connection.execute(select(j.id, j.body).where(j.undone.is_(None), which)).all()
    for chunk in chunks([row.id for row in taken]):
        connection.execute(update(schema.judgements).where(j.id.in_(chunk)).values(undone=_now()))
    _wait(connection, [row.body for row in taken])
    return len(taken)


def authors(connection: Connection, *, ids: Sequence[str] = (), sitting: str | None = None) -> frozenset[str]:
    """Whose the judgements in force are, of these or of a sitting: those that `undo` would take back."""
    j = schema.judgements.c
    which = j.id.in_(ids) if sitting is None else j.sitting == sitting
    return frozenset(connection.execute(select(j.who).where(j.undone.is_(None), which).distinct()).scalars())


def history(connection: Connection, *, page: str | None = None, sitting: str | None = None) -> tuple[Kept, ...]:
    """The judgements on a page, of a sitting, or all; the earliest first, those taken back among them."""
    j = schema.judgements.c
    chosen = select(j.id, j.body, j.undone).order_by(j.made, j.id)
    if page is not None:
        chosen = chosen.where(or_(j.page == page, j.other_page == page))
    if sitting is not None:
        chosen = chosen.where(j.sitting == sitting)
    return tuple(Kept(id=row.id, judgement=row.body, undone=row.undone) for row in connection.execute(chosen))


def loose(connection: Connection) -> tuple[Kept, ...]:
    """The judgements in force that find nothing any more: their page is not here, or no longer says such a thing."""
    kept = [each for each in history(connection) if each.undone is None]
    pages = {anchor.page for each in kept for anchor in _anchors(each.judgement)}
    facts, named = facts_of(connection, pages), _names_on(connection, pages)
    return tuple(each for each in kept if not all(_found(anchor, each.judgement, facts, named) for anchor in _anchors(each.judgement)))


def _anchors(made: Judgement) -> tuple[Anchor, ...]:
    return (made.anchor, made.other) if made.other else (made.anchor,)


def _found(anchor: Anchor, made: Judgement, facts: Any, named: dict[str, set[tuple[str, str]]]) -> bool:
    if anchor.type in NAMED:
        return (anchor.type, str(anchor.value)) in named.get(anchor.page, set())
    if made.verdict is Verdict.ADD:
        return anchor.page in named
    return anchored(anchor, facts[anchor.page]) is not None


def _names_on(connection: Connection, pages: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """The names of people and organisations on each of these pages that the ledger has, each with which it is of."""
    r = schema.readings.c
    found: dict[str, set[tuple[str, str]]] = {}
    for chunk in chunks(sorted(set(pages))):
        for kind, borne in BORNE.items():
            lists = borne.lists.c
            chosen = select(r.page, lists.name).outerjoin(borne.lists, lists.reading == r.id).where(r.page.in_(chunk), r.shown)
            for row in connection.execute(chosen):
                found.setdefault(row.page, set()).update([(kind, row.name)] if row.name else [])
    return found


def _check(connection: Connection, made: Judgement) -> None:
    place = f"{made.verdict.value} {made.anchor.page[:8]}"
    if (made.verdict in OF_TWO) != (made.other is not None):
        raise JudgementError(place, "same, different and unsure are said of two facts, everything else of one")
    pages = {anchor.page for anchor in _anchors(made)}
    facts, named = facts_of(connection, pages), _names_on(connection, pages)
    for anchor in _anchors(made):
        if not _found(anchor, made, facts, named):
            raise JudgementError(
                place, "这一页没有这样的话 (the page says no such thing)", "用 shanhai read --json 看这一页 (look at the page)"
            )
    if made.other and made.other.type != made.anchor.type:
        raise JudgementError(place, f"a {made.anchor.type} and a {made.other.type} cannot be one")
    if made.anchor.type in NAMED:
        return
    if made.verdict is Verdict.ADD:
        fact_of(made)
        return
    fact = anchored(made.anchor, facts[made.anchor.page])
    if fact is not None and made.anchor.field != WHOLE and made.verdict in (Verdict.CORRECT, Verdict.REJECT):
        value_of(fact, made.anchor.field, made.value if made.verdict is Verdict.CORRECT else _nothing(fact, made.anchor.field))


def _nothing(fact: Any, field: str) -> Any:
    return () if isinstance(getattr(fact, field, None), tuple) else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
