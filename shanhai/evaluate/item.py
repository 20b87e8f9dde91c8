"""What is compared: the entries of a label and the facts of an account, brought to the same shape."""

from __future__ import annotations

from shanhai.model.struct import Value

TYPES = (
    "people",
    "tenures",
    "places",
    "orgs",
    "visits",
    "visit slots",
    "meetings",
    "pairings",
    "agreements",
    "projects",
    "platforms",
    "measures",
    "pledges",
)
# What a page that only looks like the subject must not give.
ALARMING = ("visits", "pairings", "agreements", "pledges")


class PlaceName(Value, frozen=True, kw_only=True):
    """A place by its name without marks, and its code where it is known."""

    name: str = ""
    code: str | None = None


class Item(Value, frozen=True, kw_only=True):
    """The frame of everything compared; an optional label may be found or not."""

    optional: bool = False


class PersonItem(Item, frozen=True, kw_only=True):
    """A person of the page."""

    name: str


class TenureItem(Item, frozen=True, kw_only=True):
    """A person holds a post in an organisation, or of a place."""

    person: str
    title: str
    org: str = ""


class PlaceItem(Item, frozen=True, kw_only=True):
    """A place of the page."""

    place: PlaceName


class OrganizationItem(Item, frozen=True, kw_only=True):
    """An organisation, with the other forms in which the page writes it."""

    name: str
    forms: tuple[str, ...] = ()


class NamedItem(Item, frozen=True, kw_only=True):
    """A meeting, a project or a platform."""

    name: str


class Slot(Value, frozen=True, kw_only=True):
    """A value of a visit: date, end, head, one host, one site, or the names of its programme."""

    key: str
    value: str = ""
    among: frozenset[str] = frozenset()


class VisitItem(Item, frozen=True, kw_only=True):
    """A visit from one place to one other."""

    visitor: PlaceName
    host: PlaceName
    slots: tuple[Slot, ...] = ()


class PairingItem(Item, frozen=True, kw_only=True):
    """Two sides that are paired, under a programme."""

    a: PlaceName
    b: PlaceName
    programmes: frozenset[str] = frozenset()


class AgreementItem(Item, frozen=True, kw_only=True):
    """An agreement by its amount in yuan and its number of projects."""

    yuan: float | None = None
    count: float | None = None


class MeasureItem(Item, frozen=True, kw_only=True):
    """A number of the page: its values with their units, multiplied out."""

    values: frozenset[tuple[float, str]]


class PledgeItem(Item, frozen=True, kw_only=True):
    """What is promised, in the page's words."""

    text: str


class Items(Value, frozen=True, kw_only=True):
    """Everything comparable on one page."""

    people: tuple[PersonItem, ...] = ()
    tenures: tuple[TenureItem, ...] = ()
    places: tuple[PlaceItem, ...] = ()
    orgs: tuple[OrganizationItem, ...] = ()
    visits: tuple[VisitItem, ...] = ()
    meetings: tuple[NamedItem, ...] = ()
    pairings: tuple[PairingItem, ...] = ()
    agreements: tuple[AgreementItem, ...] = ()
    projects: tuple[NamedItem, ...] = ()
    platforms: tuple[NamedItem, ...] = ()
    measures: tuple[MeasureItem, ...] = ()
    pledges: tuple[PledgeItem, ...] = ()

    def of(self, kind: str) -> tuple[Item, ...]:
        """The items of one type.

        >>> Items(people=(PersonItem(name="王五"),)).of("people")[0].name
        '王五'
        """
        found: tuple[Item, ...] = getattr(self, kind)
        return found


def spelled(item: Item) -> str:
    """The item in words, the same for the same content; what baselines and reports print.

    >>> spelled(VisitItem(visitor=PlaceName(name="甲县"), host=PlaceName(name="乙市")))
    '甲县→乙市'
    """
    match item:
        case TenureItem():
            return f"{item.person} {item.org}{item.title}"
        case PlaceItem():
            return item.place.name
        case VisitItem():
            return f"{item.visitor.name}→{item.host.name}" + "".join(f" {slot.value}" for slot in item.slots if slot.key == "date")
        case PairingItem():
            return "–".join(sorted((item.a.name, item.b.name))) + "".join(f" {name}" for name in sorted(item.programmes))
        case AgreementItem():
            return f"{item.yuan or '–'} 元 {item.count or '–'} 个"
        case MeasureItem():
            return " ".join(f"{value:g}{unit}" for value, unit in sorted(item.values))
        case PledgeItem():
            return item.text
        case PersonItem() | OrganizationItem() | NamedItem():
            return item.name
    return ""
