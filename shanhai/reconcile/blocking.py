"""Where to look for tellings of the same event: two statements that share no key are never weighed against each other.

A statement lies under the keys that it `stores` and looks under those that it `asks`; so an exact day meets the days beside it and the
months that hold it, without meeting all other days of the month.
"""

from __future__ import annotations

from itertools import combinations

from shanhai.model import Agreement, Meeting, Visit, When

from .dating import days_around, span
from .identity import side
from .nearness import prefecture, province
from .statement import Statement
from .wording import bare

MOST_PARTIES = 4
"""Parties of an agreement that are paired into keys: 6 pairs."""


def stored(said: Statement) -> frozenset[str]:
    """The keys that a statement lies under.

    >>> from shanhai.model import PlaceRef
    >>> visit = Visit(id="1", page="p", visitor_place=PlaceRef(name="鹿城区", code="330302"),
    ...     host_place=PlaceRef(name="南部县", code="511321"), date=When(text="", start="2024-05-14"))
    >>> sorted(stored(Statement(fact=visit)))
    ['visit|33|51|05', 'visit|33|51|05-14']
    """
    return _keys(said, asking=False)


def asked(said: Statement) -> frozenset[str]:
    """The keys under which a statement looks for others."""
    return _keys(said, asking=True)


def _keys(said: Statement, *, asking: bool) -> frozenset[str]:
    fact = said.fact
    if isinstance(fact, Visit):
        return frozenset(_visit(said, fact, asking=asking))
    if isinstance(fact, Meeting):
        return frozenset(_meeting(fact, asking=asking))
    if isinstance(fact, Agreement):
        return frozenset(_agreement(fact))
    return frozenset()


def _visit(said: Statement, fact: Visit, *, asking: bool) -> set[str]:
    frame = f"visit|{province(fact.visitor_place)}|{province(fact.host_place)}"
    keys = _times(frame, fact.date, asking=asking) | _news(frame, said, fact.date, asking=asking)
    found = span(fact.date)
    dated = found is not None and found.fine
    if fact.head:
        exact, open_ = f"visit|{fact.head}|day", f"visit|{fact.head}|open"
        keys |= ({open_} if dated else {exact, open_}) if asking else {exact if dated else open_}
    return keys


def _news(frame: str, said: Statement, when: When | None, *, asking: bool) -> set[str]:
    """The month in which a page without a date came out meets that month's events and those of the month before."""
    found = span(when)
    if found is not None:
        month = found.first.month
        return {f"{frame}|{month:02}~", f"{frame}|{month % 12 + 1:02}~"} if asking else set()
    out = span(When(text="", start=said.published[:7])) if said.published else None
    if out is None or not out.dated:
        return set()
    month, before, after = out.first.month, (out.first.month - 2) % 12 + 1, out.first.month % 12 + 1
    if not asking:
        return {f"{frame}|{month:02}~"}
    events = {f"{frame}|{each:02}{mark}" for each in (before, month) for mark in ("", "?")}
    return events | {f"{frame}|{each:02}~" for each in (before, month, after)}


def _times(frame: str, when: When | None, *, asking: bool) -> set[str]:
    """Days, and months marked as such where nothing finer is said."""
    found = span(when)
    if found is None or (not found.fine and (found.last - found.first).days > 31):
        return set()
    month = found.first.strftime("%m")
    if not found.fine:
        return {f"{frame}|{month}?", *([f"{frame}|{month}"] if asking else [])}
    days = list(days_around(found))
    if asking:
        return {f"{frame}|{month}?", *(f"{frame}|{day}" for day in days)}
    return {f"{frame}|{month}", *(f"{frame}|{day}" for day in days[1:-1])}


def _meeting(fact: Meeting, *, asking: bool) -> set[str]:
    found = span(fact.date)
    if found is None:
        return set()
    named = {f"meeting|{bare(fact.name)}|{found.first.month}"}
    return named | _times(f"meeting|{prefecture(fact.place)}", fact.date, asking=asking) if fact.place else named


def _agreement(fact: Agreement) -> set[str]:
    parties = sorted({side(party) for party in fact.parties})[:MOST_PARTIES]
    keys = {f"agreement|{one}|{other}" for one, other in combinations(parties, 2)}
    return keys | ({f"agreement|{bare(fact.name)}"} if fact.name and len(bare(fact.name)) >= _LONG_NAME else set())


_LONG_NAME = 8
"""Characters from which an agreement's name says more than what kind it is (战略合作框架协议 has 8)."""
