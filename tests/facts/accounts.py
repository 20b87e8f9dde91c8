"""Small pages of tests/cases/facts, and what they say in a short form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shanhai.facts.blocks import blocks
from shanhai.facts.context import Context
from shanhai.facts.evidence import only_likely
from shanhai.model import (
    Action,
    Agreement,
    AnyFact,
    Measure,
    Meeting,
    Page,
    Pairing,
    PlaceRef,
    Platform,
    Pledge,
    Policy,
    Programme,
    Project,
    Tenure,
    Trait,
    Visit,
    When,
)
from shanhai.read import read
from shanhai.restore import restore

CASES = Path(__file__).parents[1] / "cases" / "facts"


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page and some of its facts; a list that is left out is not asked for, a key of a fact that is left out neither."""

    label: str
    text: str
    title: str | None = None
    stamp: str | None = None
    relevant: bool = True
    visits: tuple[dict[str, Any], ...] | None = None
    pairings: tuple[dict[str, Any], ...] | None = None
    meetings: tuple[dict[str, Any], ...] | None = None
    tenures: tuple[dict[str, Any], ...] | None = None
    agreements: tuple[dict[str, Any], ...] | None = None
    projects: tuple[dict[str, Any], ...] | None = None
    platforms: tuple[dict[str, Any], ...] | None = None
    measures: tuple[dict[str, Any], ...] | None = None
    pledges: tuple[dict[str, Any], ...] | None = None
    actions: tuple[dict[str, Any], ...] | None = None
    traits: tuple[dict[str, Any], ...] | None = None
    policies: tuple[dict[str, Any], ...] | None = None

    @property
    def page(self) -> Page:
        stamp = f"发布时间：{self.stamp}" if self.stamp else None
        return page("\n".join(line for line in (self.title, stamp, self.text) if line))


def page(text: str, **more: Any) -> Page:
    return Page(id="0" * 64, format="text", encoding="utf-8", text=text, **more)


def context(text: str, **more: Any) -> Context:
    own = page(text, **more)
    restored = restore(own)
    return Context(restored, blocks(restored, own))


def cases(name: str) -> list[Case]:
    return msgspec.yaml.decode((CASES / f"{name}.yaml").read_bytes(), type=list[Case])


def every_case(*names: str) -> Callable[..., Any]:
    """One test for each case of some files."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for name in names for case in cases(name)])


def _named(place: PlaceRef | str | None) -> str | None:
    return place.name if isinstance(place, PlaceRef) else place


def _dated(when: When | None) -> str | None:
    if when is None or when.start is None:
        return None
    return f"{when.start}/{when.end}" if when.end else when.start


def _programme(programme: Programme | None) -> str | None:
    return programme.stated if programme else None


def short(fact: AnyFact) -> dict[str, Any]:
    """A fact in the words of the cases."""
    match fact:
        case Visit():
            return {
                "visitors": list(fact.visitors),
                "from": _named(fact.visitor_place),
                "to": _named(fact.host_place),
                "head": fact.head,
                "hosts": list(fact.hosts),
                "members": list(fact.members),
                "sites": list(fact.sites),
                "date": _dated(fact.date),
                "kind": fact.kind,
                "programme": _programme(fact.programme),
                "modality": fact.modality.value,
                "background": fact.background,
                "trip": fact.trip,
            }
        case Pairing():
            return {
                "a": _named(fact.a),
                "b": _named(fact.b),
                "relation": fact.relation.value if fact.relation else None,
                "programme": _programme(fact.programme),
                "since": fact.since,
            }
        case Meeting():
            return {
                "name": fact.name,
                "kind": fact.kind,
                "place": _named(fact.place),
                "date": _dated(fact.date),
                "parties": [_named(p) for p in fact.parties],
                "modality": str(fact.modality),
            }
        case Tenure():
            return {
                "person": fact.person,
                "post": fact.post,
                "organization": fact.organization,
                "place": _named(fact.place),
                "role": fact.role.value,
            }
        case _:
            return _matter(fact)


def _matter(fact: AnyFact) -> dict[str, Any]:
    """An agreement, a project and the like in the words of the cases: every field, plain."""
    told = {name: _plain(getattr(fact, name)) for name in type(fact).__struct_fields__ if name not in ("evidence", "id", "page")}
    return told | ({"yuan": int(fact.amount.yuan)} if getattr(fact, "amount", None) else {})


def _plain(value: Any) -> Any:
    match value:
        case PlaceRef():
            return value.name
        case When():
            return _dated(value)
        case Decimal():
            return float(value)
        case tuple():
            return [_plain(each) for each in value]
        case Enum():
            return value.value
    return value


_TYPES = {
    "visits": Visit,
    "pairings": Pairing,
    "meetings": Meeting,
    "tenures": Tenure,
    "agreements": Agreement,
    "projects": Project,
    "platforms": Platform,
    "measures": Measure,
    "pledges": Pledge,
    "actions": Action,
    "traits": Trait,
    "policies": Policy,
}


def differences(case: Case) -> dict[str, tuple[Any, Any]]:
    """What the page says by rules otherwise than the case wants: by kind of fact, what was wanted and what was found."""
    account = read(case.page)
    ruled = [fact for fact in account.facts if not only_likely(quote.rule for quote in fact.evidence.get("", ()))]
    result: dict[str, tuple[Any, Any]] = {}
    if account.page.relevant is not case.relevant:
        result["relevant"] = (case.relevant, account.page.relevant)
    for field, type_ in _TYPES.items():
        wanted = getattr(case, field)
        if wanted is None:
            continue
        found = [short(fact) for fact in ruled if isinstance(fact, type_)]
        asked = [*wanted, *({} for _ in found[len(wanted) :])]
        told = [{key: fact[key] for key in keys or fact} for keys, fact in zip(asked, found, strict=False)]
        if told != list(wanted):
            result[field] = (list(wanted), told)
    return result
