"""What one page states: a tagged union of facts, each over the sentence that says it."""

from __future__ import annotations

from decimal import Decimal

from .struct import Value
from .text import Evidence
from .value import Amount, PlaceRef, Programme, When
from .vocabulary import (
    Chain,
    Field,
    MeasureStatus,
    Modality,
    PledgeKind,
    Qualifier,
    Relation,
    Role,
    Stage,
    TraitKind,
)


class Fact(Value, frozen=True, kw_only=True, tag_field="type"):
    """The frame of every fact; `evidence` is keyed by field, "" is the fact as a whole."""

    id: str
    page: str
    modality: Modality = Modality.HAPPENED
    confidence: float = 1.0
    needs_review: bool = False
    evidence: dict[str, tuple[Evidence, ...]] = {}


class Tenure(Fact, frozen=True, kw_only=True, tag="tenure"):
    """A person holds a post (任职)."""

    person: str | None = None
    post: str | None = None
    organization: str | None = None
    place: PlaceRef | None = None
    role: Role = Role.ACTOR


class Visit(Fact, frozen=True, kw_only=True, tag="visit"):
    """Somebody from one place calls on another (来往); a trip to three places is three visits with the same `trip`."""

    visitors: tuple[str, ...] = ()
    visitor_place: PlaceRef | None = None
    members: tuple[str, ...] = ()
    head: str | None = None
    host_place: PlaceRef | None = None
    hosts: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    date: When | None = None
    kind: str | None = None
    programme: Programme | None = None
    purpose: str | None = None
    topics: tuple[str, ...] = ()
    trip: str | None = None
    background: bool = False


class Meeting(Fact, frozen=True, kw_only=True, tag="meeting"):
    """A named meeting, fair or ceremony (会议)."""

    name: str
    kind: str | None = None
    place: PlaceRef | None = None
    date: When | None = None
    parties: tuple[PlaceRef | str, ...] = ()


class Pairing(Fact, frozen=True, kw_only=True, tag="pairing"):
    """Two sides are paired (结对); one fact per pair of sides."""

    a: PlaceRef | str
    b: PlaceRef | str
    level: str | None = None
    programme: Programme | None = None
    relation: Relation | None = None
    since: str | None = None
    until: str | None = None


class Agreement(Fact, frozen=True, kw_only=True, tag="agreement"):
    """An agreement or a batch of signed projects (协议)."""

    name: str | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()
    amount: Amount | None = None
    project_count: int | None = None
    purpose: str | None = None
    date: When | None = None
    chains: tuple[Chain, ...] = ()


class Project(Fact, frozen=True, kw_only=True, tag="project"):
    """A project and the stage that the page states (项目)."""

    name: str
    place: PlaceRef | None = None
    stage: Stage | None = None
    stage_text: str | None = None
    amount: Amount | None = None
    date: When | None = None
    parties: tuple[str, ...] = ()
    chains: tuple[Chain, ...] = ()


class Platform(Fact, frozen=True, kw_only=True, tag="platform"):
    """A lasting platform: park, enclave (飞地), cooperation centre (平台)."""

    name: str
    kind: str | None = None
    place: PlaceRef | None = None
    event: str | None = None
    date: When | None = None
    chains: tuple[Chain, ...] = ()


class Measure(Fact, frozen=True, kw_only=True, tag="measure"):
    """A number that the page gives (指标); value and unit as stated: 25, 万元."""

    subject: str
    value: Decimal | None = None
    unit: str | None = None
    amount: Amount | None = None
    qualifier: Qualifier | None = None
    category: str | None = None
    status: MeasureStatus = MeasureStatus.DONE
    before: Decimal | None = None
    after: Decimal | None = None
    change: Decimal | None = None
    period: When | None = None
    place: PlaceRef | None = None
    part_of: str | None = None


class Pledge(Fact, frozen=True, kw_only=True, tag="pledge"):
    """What somebody says will or shall be done (承诺): one verb clause, verbatim."""

    text: str
    speaker: str | None = None
    actors: tuple[str, ...] = ()
    addressee: str | None = None
    kind: PledgeKind = PledgeKind.COMMITMENT
    field: Field | None = None
    deadline: When | None = None
    quantity: str | None = None
    chains: tuple[Chain, ...] = ()


class Action(Fact, frozen=True, kw_only=True, tag="action"):
    """Done work (出台, 启动, 建成): what closes a pledge."""

    text: str
    actor: str | None = None
    field: Field | None = None
    date: When | None = None
    chains: tuple[Chain, ...] = ()


class Trait(Fact, frozen=True, kw_only=True, tag="trait"):
    """A need or a strength of a place (所需, 所长)."""

    text: str
    kind: TraitKind
    place: PlaceRef | None = None
    field: Field | None = None


class Policy(Fact, frozen=True, kw_only=True, tag="policy"):
    """A policy, strategy or plan that the page names."""

    name: str
    kind: str | None = None


AnyFact = Tenure | Visit | Meeting | Pairing | Agreement | Project | Platform | Measure | Pledge | Action | Trait | Policy

FACT_TYPES: dict[str, type[Fact]] = {
    "tenure": Tenure,
    "visit": Visit,
    "meeting": Meeting,
    "pairing": Pairing,
    "agreement": Agreement,
    "project": Project,
    "platform": Platform,
    "measure": Measure,
    "pledge": Pledge,
    "action": Action,
    "trait": Trait,
    "policy": Policy,
}
