"""An office's workbook laid beside the ledger: what is found for each row, and what public pages tell that no row does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock
from weakref import WeakKeyDictionary

from shanhai.ledger import Ledger
from shanhai.ledger.claims import Scope, beyond, entries_for, scopes
from shanhai.ledger.row_deciding import RowDecision, RowVerdict, decisions_on
from shanhai.ledger.workbooks import Workbook, rows_in, workbook
from shanhai.model import AnyFact
from shanhai.model.struct import Value
from shanhai.sheets import SheetRow
from shanhai.sheets.matching import Match, Matched, match_rows
from shanhai.sheets.row import id_of

from .statement import Statement, of_entries


class State(StrEnum):
    """What is known of a row.

    An entry was found; a person is to say which; only the sheet tells it; a person said which entry it is, that there is none, or made one;
    it could not be read.
    """

    FOUND = "found"
    UNSURE = "unsure"
    CLAIMED = "claimed"
    LINKED = "linked"
    SETTLED = "settled"
    MADE = "made"
    UNREAD = "unread"


GROUPS: Mapping[str, tuple[State, ...]] = {
    "found": (State.FOUND, State.LINKED),
    "unsure": (State.UNSURE,),
    "claimed": (State.CLAIMED, State.SETTLED, State.MADE),
    "unread": (State.UNREAD,),
}
"""The states of rows as they are shown together; beside them what only public pages tell."""


class RowLine(Value, frozen=True, kw_only=True):
    """A row with what is known of it; `entry` is the entry that it is, found or decided."""

    row: SheetRow
    state: State
    matched: Matched
    entry: str | None = None
    decision: RowDecision | None = None


class SheetView(Value, frozen=True, kw_only=True):
    """A workbook: its rows, the entries of its places and time that no row means, and how many rows are in each state."""

    workbook: Workbook
    lines: tuple[RowLine, ...]
    public: tuple[str, ...]
    scopes: tuple[Scope, ...]
    counted: dict[str, int]

    def of_group(self, group: str) -> tuple[RowLine, ...]:
        """The rows of a group of states, in the order of the sheet."""
        return tuple(line for line in self.lines if line.state in GROUPS[group])

    def line(self, name: str) -> RowLine | None:
        """A row by its name in addresses."""
        return next((line for line in self.lines if id_of(line.row) == name), None)


def sheet(ledger: Ledger, name: str) -> SheetView | None:
    """A workbook by its id or the name of its file, as everything stands; null where there is none.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     sheet(ledger, "台账.xlsx") is None
    True
    """
    held = workbook(ledger, name)
    if held is None:
        return None
    laid = _laid(ledger, held)
    with ledger.looking() as connection:
        decided = decisions_on(connection, [row.key for row in laid.rows])
    lines = tuple(_line(row, matched, decided.get(row.key)) for row, matched in zip(laid.rows, laid.matched, strict=True))
    meant = {line.entry for line in lines if line.entry}
    asked = {line.matched.candidates[0].entry for line in lines if line.state is State.UNSURE and line.matched.candidates}
    found = scopes(held.plans, laid.rows)
    public = tuple(dict.fromkeys(entry for scope in found for entry in beyond(scope, laid.entries, meant | asked)))
    counted = Counter(next(group for group, states in GROUPS.items() if line.state in states) for line in lines)
    return SheetView(
        workbook=held,
        lines=lines,
        public=_ordered(public, laid.entries),
        scopes=found,
        counted={group: counted[group] for group in GROUPS} | {"public": len(public)},
    )


def _line(row: SheetRow, matched: Matched, decision: RowDecision | None) -> RowLine:
    if decision is not None and (decision.verdict is RowVerdict.NONE or decision.entry):
        state = {RowVerdict.ENTRY: State.LINKED, RowVerdict.NONE: State.SETTLED, RowVerdict.MADE: State.MADE}[decision.verdict]
        return RowLine(row=row, state=state, matched=matched, entry=decision.entry, decision=decision)
    if row.fact is None:
        return RowLine(row=row, state=State.UNREAD, matched=matched)
    if matched.match is Match.NONE:
        return RowLine(row=row, state=State.CLAIMED, matched=matched)
    best = matched.candidates[0].entry
    found = matched.match is Match.FOUND
    return RowLine(row=row, state=State.FOUND if found else State.UNSURE, matched=matched, entry=best if found else None)


def _ordered(public: Sequence[str], entries: Mapping[str, AnyFact]) -> tuple[str, ...]:
    def day(entry: str) -> str:
        when = getattr(entries[entry], "date", None) or getattr(entries[entry], "period", None)
        return (when.start or "") if when else ""

    return tuple(sorted(public, key=lambda entry: (day(entry), entry)))


def told_of(ledger: Ledger, entries: Sequence[str]) -> dict[str, Statement]:
    """What pages say of these entries, to be shown beside rows."""
    with ledger.looking() as connection:
        return of_entries(connection, entries)


# --- what is found, kept until the ledger changes -----------------------------------------------------------------------------------------


class _Laid(Value, frozen=True, kw_only=True):
    rows: tuple[SheetRow, ...]
    entries: dict[str, AnyFact]
    matched: tuple[Matched, ...]


_kept: WeakKeyDictionary[Ledger, dict[str, tuple[int, _Laid]]] = WeakKeyDictionary()
_lock = Lock()
_MOST = 4
"""Workbooks whose matching is kept: what one office looks at in a morning."""


def _laid(ledger: Ledger, held: Workbook) -> _Laid:
    with _lock:
        version, known = ledger.version, _kept.setdefault(ledger, {}).get(held.id)
        if known is not None and known[0] == version:
            return known[1]
    with ledger.looking() as connection:
        rows = rows_in(connection, held.id)
        entries = entries_for(connection, rows)
    made = _Laid(rows=rows, entries=entries, matched=match_rows(rows, entries))
    with _lock:
        mine = _kept[ledger]
        mine[held.id] = (version, made)
        while len(mine) > _MOST:
            mine.pop(next(iter(mine)))
    return made


@contextmanager
def rows_only(ledger: Ledger) -> Iterator[None]:
    """What is written inside is a decision of rows, which changes no entry: what was found for rows holds on."""
    before = ledger.version
    yield
    with _lock:
        if ledger.version == before + 1:
            mine = _kept.get(ledger, {})
            mine |= {name: (before + 1, laid) for name, (version, laid) in mine.items() if version == before}
