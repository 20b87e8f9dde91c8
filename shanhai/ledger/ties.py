"""Whom and what a fact or an account names: the rows that tie it to places, people and organisations."""

from __future__ import annotations

from collections.abc import Iterator

from shanhai.model import Account, Fact, PlaceRef
from shanhai.model.struct import Value

PERSON_FIELDS = frozenset({"person", "head", "hosts", "members"})
"""Fields that hold people's names and nothing else."""

ORGANIZATION_FIELDS = frozenset({"organization", "a", "b"})
"""Fields that hold organisations' names, where they hold a name at all: a side of a pairing that is no place is a body."""

NAME_FIELDS = frozenset({"actor", "actors", "addressee", "parties", "sites", "speaker"})
"""Fields where a person's, an organisation's or any other name may stand: the page's own lists say which."""


class Tie(Value, frozen=True, kw_only=True):
    """A name in a slot of a fact (`visit.head`), and the key of who or what is meant (today: the exact name)."""

    slot: str
    name: str
    key: str


def place_key(ref: PlaceRef) -> str:
    """The key of a place: its code, or its name where it has none.

    >>> place_key(PlaceRef(name="温州市", code="330300")), place_key(PlaceRef(name="甲经济开发区"))
    ('330300', '甲经济开发区')
    """
    return ref.code or ref.name


def slot_of(fact: Fact, field: str) -> str:
    """A field of a type of facts, as the ties call it.

    >>> from shanhai.model import Tenure
    >>> slot_of(Tenure(id="1", page="2"), "post")
    'tenure.post'
    """
    return f"{type(fact).__struct_config__.tag}.{field}"


def places_in(fact: Fact) -> tuple[tuple[str, PlaceRef], ...]:
    """Every place that a fact names, with the slot it stands in.

    >>> from shanhai.model import Visit
    >>> places_in(Visit(id="1", page="2", host_place=PlaceRef(name="温州市", code="330300")))[0][0]
    'visit.host_place'
    """
    return tuple((slot_of(fact, field), value) for field, value in _values(fact) if isinstance(value, PlaceRef) and value.name)


def people_in(fact: Fact, account: Account) -> tuple[Tie, ...]:
    """Every person that a fact names.

    >>> from shanhai.model import PageAccount, Visit
    >>> account = Account(page=PageAccount(id="2", source="a.txt"))
    >>> people_in(Visit(id="1", page="2", head="李四", sites=("甲馆",)), account)
    (Tie(slot='visit.head', name='李四', key='李四'),)
    """
    return _named(fact, PERSON_FIELDS, frozenset(person.name for person in account.people))


def organizations_in(fact: Fact, account: Account) -> tuple[Tie, ...]:
    """Every organisation that a fact names; a site or a party is one where the account lists it as one."""
    people = {person.name for person in account.people}
    return _named(fact, ORGANIZATION_FIELDS, frozenset(found.name for found in account.organizations) - people)


def _named(fact: Fact, sure: frozenset[str], listed: frozenset[str]) -> tuple[Tie, ...]:
    return tuple(
        Tie(slot=slot_of(fact, field), name=value, key=value)
        for field, value in _values(fact)
        if isinstance(value, str) and value and (field in sure or (field in NAME_FIELDS and value in listed))
    )


def _values(fact: Fact) -> Iterator[tuple[str, object]]:
    for field in fact.__struct_fields__:
        value = getattr(fact, field)
        for one in value if isinstance(value, tuple) else (value,):
            yield field, one
