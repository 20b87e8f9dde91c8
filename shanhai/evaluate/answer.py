"""The facts of an account in the shape of labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from shanhai.model.account import Account
from shanhai.model.fact import Agreement, Fact, Measure, Meeting, Pairing, Platform, Pledge, Project, Tenure, Visit
from shanhai.model.value import PlaceRef, Programme
from shanhai.model.vocabulary import Modality, Role

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
from .label import Label

NOT_SAID = (Modality.DENIED, Modality.WISHED)


def page_name(account: Account) -> str:
    """The page's name in the labels: its file's name up to the first dot or underscore.

    >>> from shanhai.model import PageAccount
    >>> page_name(Account(page=PageAccount(id="0", source="pages/E01_x.html")))
    'E01'
    """
    return PurePath(account.page.source).name.split(".")[0].split("_")[0]


def answers(account: Account, label: Label) -> Items:
    """What the account says of this page; organisations that only hold a post are left out, unless labelled."""
    facts = [fact for fact in account.facts if fact.modality not in NOT_SAID or isinstance(fact, Pledge)]
    tenures = tuple(_tenures(facts))
    held = {customary(tenure.org) for tenure in tenures} | label.held
    labelled = {customary(org.name) for org in label.items.orgs}
    orgs = [OrganizationItem(name=name) for name in map(normal, (org.name for org in account.organizations)) if name]
    people = [normal(person.name) for person in account.people if person.role is not Role.CREDIT]
    return Items(
        people=tuple(PersonItem(name=name) for name in filter(None, people or dict.fromkeys(t.person for t in tenures))),
        tenures=tenures,
        places=tuple(PlaceItem(place=_place(place)) for place in account.places if normal(place.name)),
        orgs=tuple(org for org in orgs if customary(org.name) not in held or customary(org.name) in labelled),
        visits=tuple(_visits(facts)),
        meetings=_names(fact.name for fact in facts if isinstance(fact, Meeting)),
        pairings=tuple(_pairing(fact) for fact in facts if isinstance(fact, Pairing)),
        agreements=tuple(_agreements(facts)),
        projects=_names(fact.name for fact in facts if isinstance(fact, Project)),
        platforms=_names(fact.name for fact in facts if isinstance(fact, Platform)),
        measures=tuple(_measures(facts)),
        pledges=tuple(PledgeItem(text=fact.text) for fact in facts if isinstance(fact, Pledge) and fact.text),
    )


def _place(value: PlaceRef | str) -> PlaceName:
    return PlaceName(name=normal(value)) if isinstance(value, str) else PlaceName(name=normal(value.name), code=value.code or None)


def _names(names: Iterable[str]) -> tuple[NamedItem, ...]:
    return tuple(NamedItem(name=name) for name in map(normal, names) if name)


def _programmes(programme: Programme | None) -> frozenset[str]:
    return programme_names(programme.stated, programme.family) if programme else frozenset()


def _tenures(facts: Sequence[Fact]) -> Iterator[TenureItem]:
    for fact in facts:
        if isinstance(fact, Tenure) and fact.role is not Role.CREDIT and fact.person and fact.post:
            org = fact.organization or (fact.place.name if fact.place else "")
            yield TenureItem(person=normal(fact.person), title=normal(fact.post), org=normal(org))


def _visits(facts: Sequence[Fact]) -> Iterator[VisitItem]:
    for fact in facts:
        if isinstance(fact, Visit) and fact.visitor_place and fact.host_place:
            yield VisitItem(visitor=_place(fact.visitor_place), host=_place(fact.host_place), slots=tuple(_slots(fact)))


def _slots(visit: Visit) -> Iterator[Slot]:
    if visit.date and visit.date.start:
        yield Slot(key="date", value=visit.date.start)
    if visit.date and visit.date.end and visit.date.end != visit.date.start:
        yield Slot(key="end", value=visit.date.end)
    if visit.head:
        yield Slot(key="head", value=normal(visit.head))
    if programmes := _programmes(visit.programme):
        yield Slot(key="programme", among=programmes)
    for key, names in (("hosts", visit.hosts), ("sites", visit.sites)):
        for name in dict.fromkeys(map(normal, names)):
            if name:
                yield Slot(key=key, value=name)


def _pairing(fact: Pairing) -> PairingItem:
    return PairingItem(a=_place(fact.a), b=_place(fact.b), programmes=_programmes(fact.programme))


def _agreements(facts: Sequence[Fact]) -> Iterator[AgreementItem]:
    for fact in facts:
        if isinstance(fact, Agreement) and (fact.amount or fact.project_count is not None):
            yuan = number(fact.amount.yuan) if fact.amount else None
            yield AgreementItem(yuan=yuan, count=number(fact.project_count))


def _measures(facts: Sequence[Fact]) -> Iterator[MeasureItem]:
    for fact in facts:
        if isinstance(fact, Measure):
            stated = (based(value, fact.unit) for value in (fact.value, fact.before, fact.after, fact.change))
            if values := frozenset(filter(None, stated)):
                yield MeasureItem(values=values)
