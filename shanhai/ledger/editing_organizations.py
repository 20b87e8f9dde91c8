"""Organisations joined and parted, as judgements: two names of one, a name that is another's, pages that mean another by a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from sqlalchemy import Connection, select

from shanhai.model import JudgementError
from shanhai.reconcile.calling import REST
from shanhai.reconcile.judgement import ORGANIZATION, Judgement, Verdict, named_at

from . import schema
from .editing import MOST_PAGES, MOST_PAIRS


def names_of(connection: Connection, key: str) -> dict[str, list[str]]:
    """The names by which pages mean an organisation, with those pages. JudgementError where there is no such organisation."""
    o, r = schema.reading_organizations.c, schema.readings.c
    chosen = select(o.name, r.page).join(schema.readings, (r.id == o.reading) & r.shown).where(o.organization == key).distinct()
    found: dict[str, list[str]] = {}
    for row in connection.execute(chosen.order_by(o.name, r.page)):
        found.setdefault(row.name, []).append(row.page)
    if not found:
        raise JudgementError(key, "没有这个单位 (no such organisation)", "从单位里找 (look under Organisations)")
    return found


def same_organization(connection: Connection, one: str, other: str) -> list[Judgement]:
    """That two organisations are one: said of each name, and each page that was set apart. JudgementError where they are one already."""
    first, second = names_of(connection, one), names_of(connection, other)
    if one == other:
        raise JudgementError(other, "是同一个单位 (one and the same)", "选另一个单位 (choose another)")
    units = product(_units(connection, first), _units(connection, second))
    return [
        Judgement(verdict=Verdict.SAME, anchor=named_at(ORGANIZATION, *here), other=named_at(ORGANIZATION, *there))
        for here, there in list(units)[:MOST_PAIRS]
    ]


def other_name(connection: Connection, key: str, name: str) -> list[Judgement]:
    """That one of an organisation's names is another's: it goes back to what it means by itself."""
    names = names_of(connection, key)
    rest = [each for each in names if each != name]
    if name not in names or not rest:
        raise JudgementError(name, "要分出一个名称，不是全部 (one of its names, not all)", "选另一个名称 (choose another name)")
    going = names[name][0], name
    return [
        Judgement(verdict=Verdict.DIFFERENT, anchor=named_at(ORGANIZATION, *going), other=named_at(ORGANIZATION, names[each][0], each))
        for each in rest
    ]


def other_organization(connection: Connection, key: str, apart: Sequence[str]) -> list[Judgement]:
    """That some pages mean another organisation by a name than the rest do. JudgementError where nothing, or all, is to go."""
    names = names_of(connection, key)
    wanted = set(apart)
    made: list[Judgement] = []
    for name, pages in names.items():
        going, rest = [page for page in pages if page in wanted], [page for page in pages if page not in wanted]
        if going and (not rest or len(going) > MOST_PAGES):
            raise JudgementError(
                key, f"要分出一部分网页，不是全部，一次最多 {MOST_PAGES} 页 (some of the pages)", "勾选说另一个单位的那几页 (choose those)"
            )
        anchors = [named_at(ORGANIZATION, page, name) for page in going]
        made += [Judgement(verdict=Verdict.DIFFERENT, anchor=each, other=named_at(ORGANIZATION, rest[0], name)) for each in anchors]
        made += [Judgement(verdict=Verdict.SAME, anchor=anchors[0], other=each) for each in anchors[1:]]
    if not made:
        raise JudgementError(key, "没有选网页 (no page was chosen)", "勾选说另一个单位的那几页 (choose those)")
    return made


def _units(connection: Connection, names: dict[str, list[str]]) -> list[tuple[str, str]]:
    """A page and a name for each thing that was said to be this organisation: each of its names, and each page that was set apart."""
    n = schema.organization_names.c
    apart = {(row.page, row.name) for row in connection.execute(select(n.name, n.page).where(n.name.in_(list(names)), n.page != REST))}
    alone = [(page, name) for name, pages in names.items() for page in pages if (page, name) in apart]
    rest = [(page, name) for name, pages in names.items() if (page := next((each for each in pages if (each, name) not in apart), ""))]
    return [*rest, *alone][:MOST_PAGES]
