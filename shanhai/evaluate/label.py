"""A page's label: the JSON that a person wrote about it (docs/codebook.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from shanhai.model.errors import ShanhaiError
from shanhai.model.struct import Value

from .comparison import based, customary, normal, number, programme_names
from .item import (
    AgreementItem,
    Items,
    MeasureItem,
    NamedItem,
    OrganizationItem,
    PairingItem,
    PersonItem,
    PlaceItem,
    PlaceName,
    PledgeItem,
    Slot,
    TenureItem,
    VisitItem,
)

Entry = Mapping[str, Any]
OPTIONAL = ("background", "optional", "weak")


class LabelError(ShanhaiError):
    """A label that is not one: no JSON object, or without a page."""


class Label(Value, frozen=True, kw_only=True):
    """What a page states according to its reader; `parents` are names of divisions above those labelled."""

    page: str
    relevant: bool = True
    items: Items
    parents: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


def read_label(path: Path) -> Label:
    """The label in a file; the file's name is the page's. LabelError where it is no JSON object."""
    try:
        entry = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise LabelError(str(path), f"it is no label ({error})", "see docs/codebook.md") from error
    return label(path.stem, entry)


def label(page: str, entry: Entry) -> Label:
    """The label that a JSON object holds.

    >>> made = label("E00", {"people": [{"name": "王五", "posts": [{"org": "甲县委", "title": "书记"}]}], "orgs": [{"name": "甲县委"}]})
    >>> made.items.tenures[0].org, made.items.orgs  # an organisation that only holds a post does not count
    ('甲县委', ())
    """
    people = [person for person in _named(entry, "people") if person.get("role") != "credit"]
    tenures = tuple(_tenures(people))
    held = frozenset(customary(tenure.org) for tenure in tenures)
    posts = frozenset(customary(_name(post.get("org"))) for person in entry.get("people", ()) for post in person.get("posts", ()))
    return Label(
        page=page,
        relevant=entry.get("relevant") is not False,
        parents=frozenset(customary(normal(place.get("parent"))) for place in entry.get("places", ())),
        held=posts,
        items=Items(
            people=tuple(PersonItem(name=_name(person), optional=_optional(person)) for person in people),
            tenures=tenures,
            places=tuple(PlaceItem(place=_place(place), optional=_optional(place)) for place in _named(entry, "places")),
            orgs=tuple(_organization(org) for org in _named(entry, "orgs") if customary(_name(org)) not in held),
            visits=tuple(_visits(entry.get("visits", ()))),
            meetings=_plain(entry, "meetings"),
            pairings=tuple(_pairings(entry.get("pairings", ()))),
            agreements=tuple(_agreements(entry.get("agreements", ()))),
            projects=_plain(entry, "projects"),
            platforms=_plain(entry, "platforms"),
            measures=tuple(_measures(entry.get("measures", ()))),
            pledges=tuple(PledgeItem(text=p["text"], optional=_optional(p)) for p in entry.get("pledges", ()) if p.get("text")),
        ),
    )


def _name(value: object) -> str:
    """The name in a string, or in an object such as {"name": …}."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("stated") or value.get("text")
    return normal(value)


def _place(value: object) -> PlaceName:
    return PlaceName(name=_name(value), code=(value.get("code") or None) if isinstance(value, Mapping) else None)


def _optional(entry: Entry) -> bool:
    return any(entry.get(mark) for mark in OPTIONAL) or entry.get("certain") is False


def _named(entry: Entry, key: str) -> list[Entry]:
    entries = ({"name": value} if isinstance(value, str) else value for value in entry.get(key, ()))
    return [found for found in entries if normal(found.get("name"))]


def _plain(entry: Entry, key: str) -> tuple[NamedItem, ...]:
    return tuple(NamedItem(name=_name(found), optional=_optional(found)) for found in _named(entry, key))


def _organization(entry: Entry) -> OrganizationItem:
    return OrganizationItem(name=_name(entry), forms=tuple(map(_name, entry.get("mentions", ()))), optional=_optional(entry))


def _tenures(people: list[Entry]) -> Iterator[TenureItem]:
    for person in people:
        for post in person.get("posts", ()):
            if post.get("title"):
                optional = post.get("certain") is False
                yield TenureItem(person=_name(person), title=normal(post["title"]), org=_name(post.get("org")), optional=optional)


def _sides(value: object) -> list[object]:
    return [side for side in (value if isinstance(value, list) else [value]) if side]


def _visits(entries: list[Entry]) -> Iterator[VisitItem]:
    for visit in entries:
        for visitor in _sides(visit.get("visitor_place")):
            for host in _sides(visit.get("host_place")):
                yield VisitItem(visitor=_place(visitor), host=_place(host), slots=tuple(_slots(visit)), optional=_optional(visit))


def _slots(visit: Entry) -> Iterator[Slot]:
    for key in ("date", "end"):
        if day := _day(visit, key):
            yield Slot(key=key, value=day)
    if visit.get("head"):
        yield Slot(key="head", value=_name(visit["head"]))
    if programmes := programme_names(_name(visit.get("programme")), visit.get("programme_family")):
        yield Slot(key="programme", among=programmes)
    for key in ("hosts", "sites"):
        for name in dict.fromkeys(map(_name, _sides(visit.get(key)))):
            yield Slot(key=key, value=name)


def _day(visit: Entry, key: str) -> str | None:
    """The stated start or end: ISO 8601, --MM-DD where the page has no year, null where it says nothing."""
    if value := visit.get(key):
        return str(value)
    first, _, last = str(visit.get("month_day") or "").partition("/")
    part = last if key == "end" else first
    return visit.get(f"{key}_partial") or (f"--{part}" if part else None)


def _pairings(entries: list[Entry]) -> Iterator[PairingItem]:
    for pairing in entries:
        programmes = programme_names(_name(pairing.get("programme")), pairing.get("programme_family"))
        for a in _sides(pairing.get("a")):
            for b in _sides(pairing.get("b")):
                yield PairingItem(a=_place(a), b=_place(b), programmes=programmes, optional=_optional(pairing))


def _agreements(entries: list[Entry]) -> Iterator[AgreementItem]:
    for agreement in entries:
        projects = agreement.get("projects")
        yuan, count = number(agreement.get("amount_yuan")), number(len(projects) if isinstance(projects, list) else projects)
        if yuan is not None or count is not None:
            yield AgreementItem(yuan=yuan, count=count, optional=_optional(agreement))


def _measures(entries: list[Entry]) -> Iterator[MeasureItem]:
    for measure in entries:
        stated = (based(measure.get(key), measure.get("unit")) for key in ("value", "before", "after", "change"))
        if values := frozenset(filter(None, stated)):
            yield MeasureItem(values=values, optional=_optional(measure))
