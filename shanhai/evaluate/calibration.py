"""Whether the confidence of facts is what is observed: each fact of a labelled page judged, facts of like confidence together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from shanhai.model.account import Account
from shanhai.model.fact import Agreement, Fact, Measure, Meeting, Pairing, Platform, Pledge, Project, Tenure, Visit
from shanhai.model.struct import Value

from .answer import answers
from .comparison import pairs
from .item import ALARMING, Item, PledgeItem
from .label import Label
from .matching import assign, unique
from .score import PLEDGE_FOUND

KINDS: dict[type[Fact], str] = {
    Tenure: "tenures",
    Visit: "visits",
    Meeting: "meetings",
    Pairing: "pairings",
    Agreement: "agreements",
    Project: "projects",
    Platform: "platforms",
    Measure: "measures",
    Pledge: "pledges",
}
FLOORED = ("visits", "pairings", "tenures", "agreements", "measures")  # issue 6: .97 of those that ask for no review
BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.001)


class Verdict(Value, frozen=True, kw_only=True):
    """A fact, the type under which it is scored, and whether its label is there."""

    fact: Fact
    kind: str
    right: bool


class Bin(Value, frozen=True, kw_only=True):
    """The facts of like confidence: how many, their mean confidence, and how many were right."""

    judged: int
    confidence: float
    right: int


def verdicts(account: Account, label: Label) -> Iterator[Verdict]:
    """A verdict on each fact that labels speak of; a fact that a label only allows is passed over."""
    for type_, kind in KINDS.items():
        told = [(fact, item) for fact in account.facts if type(fact) is type_ for item in _item(account, label, fact, kind)]
        if not label.relevant:
            yield from (Verdict(fact=fact, kind=kind, right=False) for fact, _ in told if kind in ALARMING)
        elif kind == "pledges":
            yield from _pledges(label, told)
        else:
            yield from _judged(label, kind, told)


def _item(account: Account, label: Label, fact: Fact, kind: str) -> Sequence[Item]:
    alone = msgspec.structs.replace(account, facts=(fact,), people=(), places=(), organizations=())
    return answers(alone, label).of(kind)[:1]


def _judged(label: Label, kind: str, told: Sequence[tuple[Fact, Item]]) -> Iterator[Verdict]:
    """Each label settles one fact; what repeats a fact that was right is right too."""
    labelled = label.items.of(kind)
    must, may = unique([item for item in labelled if not item.optional]), [item for item in labelled if item.optional]
    items = [item for _, item in told]
    right = {j for _, j in assign(must, items)}
    rest = [j for j in range(len(items)) if j not in right]
    allowed = {rest[j] for _, j in assign(may, [items[j] for j in rest])}
    settled = [items[j] for j in right]
    for j, (fact, item) in enumerate(told):
        if j in right or (j not in allowed and item in settled):
            yield Verdict(fact=fact, kind=kind, right=True)
        elif j not in allowed:
            yield Verdict(fact=fact, kind=kind, right=False)


def _pledges(label: Label, told: Sequence[tuple[Fact, Item]]) -> Iterator[Verdict]:
    allowed = frozenset().union(*(pairs(item.text) for item in label.items.pledges))
    for fact, item in told:
        said = pairs(item.text) if isinstance(item, PledgeItem) else frozenset()
        if said:
            yield Verdict(fact=fact, kind="pledges", right=len(said & allowed) >= PLEDGE_FOUND * len(said))


def curve(found: Iterable[Verdict]) -> list[Bin]:
    """Facts by their confidence, from the least sure.

    >>> from shanhai.model import Platform
    >>> sure = Platform(id="1", page="2", name="甲乙产业园", confidence=0.9)
    >>> curve([Verdict(fact=sure, kind="platforms", right=True), Verdict(fact=sure, kind="platforms", right=False)])
    [Bin(judged=2, confidence=0.9, right=1)]
    """
    ordered = sorted(found, key=lambda verdict: verdict.fact.confidence)
    bins: list[Bin] = []
    for low, high in itertools.pairwise(BINS):
        here = [verdict for verdict in ordered if low <= verdict.fact.confidence < high]
        if here:
            mean = sum(verdict.fact.confidence for verdict in here) / len(here)
            bins.append(Bin(judged=len(here), confidence=round(mean, 3), right=sum(verdict.right for verdict in here)))
    return bins


def calibration_text(found: Sequence[Verdict], facts: int, reviewed: int) -> str:
    """The reliability curve, the precision of facts without review, and the share of facts that are.

    >>> calibration_text([], 0, 0).splitlines()[0]
    '把握：读出时所说，实际对的'
    """
    lines = ["把握：读出时所说，实际对的"]
    lines += [f"  {one.confidence:.3f}   {one.right / one.judged:.3f}   {one.right} / {one.judged}" for one in curve(found)]
    sure = [verdict for verdict in found if not verdict.fact.needs_review]
    for kind in sorted({verdict.kind for verdict in found}, key=list(KINDS.values()).index):
        good = [verdict.right for verdict in sure if verdict.kind == kind]
        every = [verdict.right for verdict in found if verdict.kind == kind]
        lines.append(
            f"  不须核对的 {kind:11} {_share(good)}   {sum(good)} / {len(good)}，全部 {_share(every)}   {sum(every)} / {len(every)}"
        )
    pooled = [verdict.right for verdict in sure if verdict.kind in FLOORED]
    lines.append(f"  {'、'.join(FLOORED)} 合计 {_share(pooled)}   {sum(pooled)} / {len(pooled)}")
    if facts:
        lines.append(f"  不须核对的事实占 {(facts - reviewed) / facts:.3f}（{facts - reviewed} / {facts}）")
    return "\n".join(lines)


def _share(good: Sequence[bool]) -> str:
    return f"{sum(good) / len(good):.3f}" if good else "   – "
