"""The lists of entries: their addresses, their columns, and how each is first shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shanhai.model.struct import Value


class Register(Value, frozen=True, kw_only=True):
    """A list: its address, the type of its entries, all columns, those shown at first, and the order they come in at first.

    A column is a field of the fact, or one of `JOINED`.
    """

    name: str
    type: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    sort: str = "-date"
    sorts: tuple[str, ...] = ("date", "pages")


JOINED: Mapping[str, tuple[str, ...]] = {
    "route": ("visitor_place", "host_place"),
    "sides": ("a", "b"),
    "years": ("since", "until"),
    "title": ("name", "kind", "purpose"),
    "number": ("value", "unit", "amount", "before", "after", "change"),
    "office": ("organization", "post"),
}
"""Columns that put several fields together, and these fields, which stand apart in downloads."""

_LISTS: Sequence[Register] = (
    Register(
        name="visits",
        type="visit",
        columns=("date", "route", "visitors", "head", "members", "hosts", "sites", "kind", "programme", "purpose", "topics", "modality"),
        shown=("date", "route", "visitors", "head", "kind", "programme"),
    ),
    Register(
        name="pairings",
        type="pairing",
        columns=("sides", "programme", "relation", "level", "years", "modality"),
        shown=("sides", "programme", "relation", "years"),
        sort="-pages",
        sorts=("pages",),
    ),
    Register(
        name="meetings",
        type="meeting",
        columns=("date", "name", "kind", "place", "parties", "modality"),
        shown=("date", "name", "kind", "place", "parties"),
        sorts=("date", "name", "pages"),
    ),
    Register(
        name="agreements",
        type="agreement",
        columns=("date", "title", "parties", "amount", "project_count", "purpose", "chains", "modality"),
        shown=("date", "title", "parties", "amount", "project_count"),
        sorts=("date", "amount", "pages"),
    ),
    Register(
        name="projects",
        type="project",
        columns=("name", "stage", "stage_text", "place", "amount", "date", "parties", "chains", "modality"),
        shown=("name", "stage", "place", "amount", "date"),
        sort="-pages",
        sorts=("name", "amount", "date", "pages"),
    ),
    Register(
        name="platforms",
        type="platform",
        columns=("name", "kind", "place", "event", "date", "chains", "modality"),
        shown=("name", "kind", "place", "event", "date"),
        sort="-pages",
        sorts=("name", "date", "pages"),
    ),
    Register(
        name="pledges",
        type="pledge",
        columns=("text", "speaker", "actors", "addressee", "kind", "field", "deadline", "quantity", "chains"),
        shown=("text", "speaker", "kind", "field", "deadline"),
    ),
    Register(
        name="measures",
        type="measure",
        columns=("subject", "number", "category", "period", "place", "status", "qualifier", "part_of"),
        shown=("subject", "number", "category", "period", "place", "status"),
        sorts=("date", "amount", "name", "pages"),
    ),
    Register(
        name="posts",
        type="tenure",
        columns=("person", "office", "place", "role"),
        shown=("person", "office", "place"),
        sort="-pages",
        sorts=("name", "pages"),
    ),
    Register(
        name="traits",
        type="trait",
        columns=("text", "kind", "place", "field"),
        shown=("text", "kind", "place", "field"),
        sort="-pages",
        sorts=("pages",),
    ),
    Register(name="actions", type="action", columns=("text", "actor", "field", "date", "chains"), shown=("text", "actor", "field", "date")),
    Register(name="policies", type="policy", columns=("name", "kind"), shown=("name", "kind"), sort="-pages", sorts=("name", "pages")),
)

REGISTERS: Mapping[str, Register] = {register.name: register for register in _LISTS}
"""The lists by the last part of their address."""

OF_TYPE: Mapping[str, Register] = {register.type: register for register in _LISTS}
"""The lists by the type of their entries."""


def columns_of(register: Register, asked: str) -> tuple[str, ...]:
    """The columns that an address asks for, in the list's order; those shown at first where it asks for none that there is.

    >>> columns_of(REGISTERS["policies"], "kind,colour"), columns_of(REGISTERS["policies"], "")
    (('kind',), ('name', 'kind'))
    """
    wanted = set(asked.split(","))
    return tuple(column for column in register.columns if column in wanted) or register.shown


def list_href(kind: str) -> str:
    """The address of the list of a type.

    >>> list_href("tenure")
    '/posts'
    """
    return f"/{OF_TYPE[kind].name}"
