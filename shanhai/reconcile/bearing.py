"""Whether two bearers of a name, or two names, are one: what a person may be asked, and what the answer is worth.

The formula is that of `asking`: the chance that the ledger is wrong, times the values that are wrong then; one value on each page that
names them, counted by the share that it is parted from.
"""

from __future__ import annotations

from collections.abc import Iterable

from shanhai.model import PlaceRef
from shanhai.model.struct import Value

from .asking import Kind, Question, chances, parted
from .persona import Persona, look_apart


class Bearer(Value, frozen=True, kw_only=True):
    """A person or an organisation as it may be asked about: its key, a page that names it, by which name, and on how many pages it is."""

    key: str
    page: str
    name: str
    pages: int

    @property
    def said(self) -> str:
        """The page and the name, as questions have them."""
        return f"{self.page}/{self.name}"


def united(bodies: Iterable[Persona]) -> Persona:
    """All that pages say of one bearer of a name.

    >>> one, other = (Persona(page=page, name="李四", bodies=(page,)) for page in "pq")
    >>> united([one, other]).bodies
    ('p', 'q')
    """
    held = sorted(bodies, key=lambda each: (each.seats, each.bodies, each.around, each.page).__repr__())
    seats: dict[PlaceRef, None] = dict.fromkeys(ref for each in held for ref in each.seats)
    around: dict[PlaceRef, None] = dict.fromkeys(ref for each in held for ref in each.around)
    bodies_ = dict.fromkeys(body for each in held for body in each.bodies)
    return Persona(page="", name=held[0].name, seats=tuple(seats), bodies=tuple(bodies_), around=tuple(around))


def chance_of(one: Persona, other: Persona) -> float:
    """The chance that two bearers of a name whom nothing joined are one person all the same.

    >>> lucheng, qiaocheng = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="谯城区", code="341602")
    >>> here, there = Persona(page="p", name="李四", seats=(lucheng,)), Persona(page="q", name="李四", seats=(qiaocheng,))
    >>> chance_of(here, there) < chance_of(here, Persona(page="q", name="李四"))
    True
    """
    return chances().moved if look_apart(one, other) else chances().unplaced


def of_people(one: Bearer, other: Bearer, chance: float) -> Question:
    """Whether two bearers of one name are one person.

    >>> two = (Bearer(key=key, page=page, name="李四", pages=2) for key, page in (("李四", "p"), ("李四-2", "q")))
    >>> of_people(*two, 0.25).gain
    0.5
    """
    return _asked(Kind.PERSON, one, other, chance)


def of_organizations(one: Bearer, other: Bearer) -> Question:
    """Whether two names are of one organisation."""
    return _asked(Kind.ORGANIZATION, one, other, chances().folded)


def _asked(kind: Kind, one: Bearer, other: Bearer, chance: float) -> Question:
    first, second = sorted((one, other), key=lambda each: each.said)
    return Question(
        kind=kind,
        type=kind.value,
        entry=f"{kind}/{first.key}",
        other=f"{kind}/{second.key}",
        one=first.said,
        two=second.said,
        chance=chance,
        stake=parted(first.pages, second.pages),
    )
