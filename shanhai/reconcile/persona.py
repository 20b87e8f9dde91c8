"""A name on a page, with what that page says of whose name it is; and when two of them are one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shanhai.model import AnyFact, Fact, PlaceRef, Tenure, Visit
from shanhai.model.struct import Value

from .clustering import Bond
from .nearness import Nearness, chain, nearness, prefecture
from .wording import bare

SAME_BODY, SAME_SEAT, NEAR_SEAT, SAME_SURROUNDINGS = 4.0, 3.0, 2.0, 1.0
"""What joins two bearers of a name, and how strongly: an organisation, a place of office, a place in the other's, places around both."""
MOST_PLACES = 6
"""Places of a page that say where a person without a post belongs; a round-up that names more says nothing of anybody."""

_HOME = "省市州盟县区旗乡镇村街"
"""A body that begins so is somebody's own (区委, 县人民医院): of which place, the page did not say."""


class Persona(Value, frozen=True, kw_only=True):
    """A name on one page: places and organisations of its posts and journeys, and the places that the page names around it."""

    page: str
    name: str
    seats: tuple[PlaceRef, ...] = ()
    bodies: tuple[str, ...] = ()
    around: tuple[PlaceRef, ...] = ()

    @property
    def key(self) -> str:
        """The same in every ledger."""
        return f"{self.page}/{self.name}"


def persona(page: str, name: str, facts: Iterable[AnyFact], places: Sequence[PlaceRef]) -> Persona:
    """A name with what the facts of its page say of it; `places` are those that the page names.

    >>> held = Tenure(id="1", page="p", person="李四", organization="鹿城区委", place=PlaceRef(name="鹿城区", code="330302"))
    >>> persona("p", "李四", [held], ()).bodies
    ('鹿城区委',)
    """
    seats: dict[PlaceRef, None] = {}
    bodies: dict[str, None] = {}
    for fact in facts:
        seats |= dict.fromkeys(ref for ref in _seats(fact, name) if ref is not None and ref.name)
        if isinstance(fact, Tenure) and fact.person == name and fact.organization and fact.organization[0] not in _HOME:
            bodies[bare(fact.organization)] = None
    named = tuple(ref for ref in dict.fromkeys(places) if ref.code)
    return Persona(
        page=page, name=name, seats=tuple(seats), bodies=tuple(bodies), around=named if not seats and len(named) <= MOST_PLACES else ()
    )


def _seats(fact: Fact, name: str) -> Iterable[PlaceRef | None]:
    if isinstance(fact, Tenure) and fact.person == name:
        yield fact.place
    if isinstance(fact, Visit):
        if name == fact.head or name in fact.members:
            yield fact.visitor_place
        if name in fact.hosts:
            yield fact.host_place


def persona_keys(one: Persona) -> frozenset[str]:
    """Where to look for others of the name: its prefectures and its organisations.

    >>> sorted(persona_keys(Persona(page="p", name="李四", seats=(PlaceRef(name="鹿城区", code="330302"),), bodies=("鹿城区委",))))
    ['李四|330300', '李四|鹿城区委']
    """
    return frozenset({f"{one.name}|{prefecture(ref)}" for ref in (*one.seats, *one.around)} | {f"{one.name}|{body}" for body in one.bodies})


def bond(one: Persona, other: Persona) -> Bond | None:
    """What joins two bearers of a name; null where nothing does. One seat or body is firm: who changes places has both on some page.

    >>> lucheng, wenzhou = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="温州市", code="330300")
    >>> here = Persona(page="p", name="李四", seats=(lucheng,))
    >>> bond(here, Persona(page="q", name="李四", seats=(wenzhou,))).score, bond(here, Persona(page="q", name="张三", seats=(lucheng,)))
    (2.0, None)
    """
    if one.name != other.name or one.page == other.page:
        return None
    strength = _strength(one, other)
    return Bond(one=one.key, other=other.key, score=strength, firm=strength >= SAME_SEAT) if strength else None


def _strength(one: Persona, other: Persona) -> float:
    if set(one.bodies) & set(other.bodies):
        return SAME_BODY
    found = {_near(first, second) for first in one.seats for second in other.seats}
    if Nearness.SAME in found:
        return SAME_SEAT
    if Nearness.WITHIN in found:
        return NEAR_SEAT
    around = [_near(first, second) for first in one.seats or one.around for second in other.seats or other.around]
    bound = sum(near is Nearness.SAME for near in around)
    enough = 1 if one.seats or other.seats else 2  # a page that names one place around a name says little; two places are a pair
    return SAME_SURROUNDINGS if bound >= enough and not (one.seats and other.seats) else 0.0


def _near(one: PlaceRef, other: PlaceRef) -> Nearness:
    """As places lie, but that a province holds whom a county has in post says nothing."""
    found = nearness(one, other)
    provincial = len(chain(one)) == 1 or len(chain(other)) == 1
    return Nearness.APART if found is Nearness.WITHIN and provincial else found


def look_apart(one: Persona, other: Persona) -> bool:
    """Whether the seats of two bearers of a name all lie apart."""
    return bool(one.seats and other.seats) and all(_near(first, second) is Nearness.APART for first in one.seats for second in other.seats)
