"""The account of one page: the JSON that `shanhai read --json` prints, one object a page."""

from __future__ import annotations

from .fact import AnyFact
from .struct import Value
from .text import Evidence
from .value import PlaceRef
from .vocabulary import BlockKind, OrganizationKind, Role


class Block(Value, frozen=True, kw_only=True):
    """A stretch of the restored text and what it is to the reader."""

    kind: BlockKind
    start: int
    end: int


class Person(Value, frozen=True, kw_only=True):
    """A person named on the page."""

    name: str
    role: Role = Role.ACTOR


class Organization(Value, frozen=True, kw_only=True):
    """An organisation named on the page."""

    name: str
    kind: OrganizationKind = OrganizationKind.OTHER


class PageAccount(Value, frozen=True, kw_only=True):
    """Source facts of a page: who published it, when, under which title."""

    id: str
    source: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    source_name: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    column: str | None = None
    canonical: str | None = None
    relevant: bool = True
    evidence: dict[str, tuple[Evidence, ...]] = {}
    text: str | None = None


class Account(Value, frozen=True, kw_only=True):
    """Everything that one page says."""

    page: PageAccount
    people: tuple[Person, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    organizations: tuple[Organization, ...] = ()
    facts: tuple[AnyFact, ...] = ()
