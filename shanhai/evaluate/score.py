"""Precision, recall and F1 per type of fact, over labelled pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from shanhai.model.account import Account
from shanhai.model.struct import Value

from .answer import answers, page_name
from .comparison import customary, pairs
from .finding import Finding, Outcome
from .interval import interval
from .item import ALARMING, TYPES, Item, Items, OrganizationItem, PlaceItem, PledgeItem, spelled
from .label import Label, read_label
from .matching import assign, matches, slot_hits, slots, unique

# A pledge is found when half of its character pairs are answered; only findings say so, the score counts pairs.
PLEDGE_FOUND = 0.5


class Count(Value, frozen=True, kw_only=True):
    """How much of the labels is covered, and how much of the answers is right: items, or character pairs of pledges."""

    covered: int = 0
    labelled: int = 0
    right: int = 0
    answered: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            covered=self.covered + other.covered,
            labelled=self.labelled + other.labelled,
            right=self.right + other.right,
            answered=self.answered + other.answered,
        )

    @property
    def precision(self) -> float | None:
        """Right answers of all answers; null without an answer."""
        return self.right / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        """Labels found of all labels; null without a label."""
        return self.covered / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; null where there is neither label nor answer.

        >>> Count(covered=1, labelled=2, right=1, answered=1).f1
        0.6666666666666666
        """
        precision, recall = self.precision, self.recall
        if precision and recall:
            return 2 * precision * recall / (precision + recall)
        return 0.0 if self.labelled or self.answered else None


class TypeScore(Value, frozen=True, kw_only=True):
    """The score of one type over all pages, with a 95 % bootstrap interval of F1 over pages (null for few pages)."""

    precision: float | None
    recall: float | None
    f1: float | None
    interval: tuple[float, float] | None
    count: Count


class Scores(Value, frozen=True, kw_only=True):
    """The scores of a set of pages; an alarm is a negative page that gave a visit, pairing, agreement or pledge."""

    types: dict[str, TypeScore]
    negatives: int = 0
    alarms: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def evaluate(labels_dir: Path, accounts: Iterable[Account]) -> Scores:
    """Score accounts against the labels NAME.json of a folder; the account of page NAME has a source that ends in NAME.suffix."""
    given = {page_name(account): account for account in accounts}
    return score([read_label(path) for path in sorted(labels_dir.glob("*.json"))], given)


def score(labels: Iterable[Label], accounts: Mapping[str, Account]) -> Scores:
    """Score accounts, by page name, against labels in their order."""
    counts: list[dict[str, Count]] = []
    findings: list[Finding] = []
    alarms, missing, negatives = [], [], 0
    for label in labels:
        account = accounts.get(label.page)
        if account is None:
            missing.append(label.page)
        found = answers(account, label) if account else Items()
        if label.relevant:
            page, told = _page(label, found)
            counts.append(page)
            findings += told
        elif account:
            negatives += 1
            told = [f for kind in ALARMING for f in _told(label.page, kind, Outcome.FALSE, found.of(kind))]
            findings += told
            alarms += [label.page] if told else []
    return Scores(
        types={kind: _total(kind, counts) for kind in TYPES},
        negatives=negatives,
        alarms=tuple(alarms),
        missing=tuple(missing),
        findings=tuple(sorted(findings, key=Finding.key)),
    )


def _total(kind: str, pages: list[dict[str, Count]]) -> TypeScore:
    def whole(sample: list[dict[str, Count]]) -> Count:
        return sum((page[kind] for page in sample if kind in page), Count())

    total = whole(pages)
    spread = interval(pages, lambda sample: whole(sample).f1)
    return TypeScore(precision=total.precision, recall=total.recall, f1=total.f1, interval=spread, count=total)


def _page(label: Label, found: Items) -> tuple[dict[str, Count], list[Finding]]:
    counts: dict[str, Count] = {}
    findings: list[Finding] = []
    for kind in TYPES:
        if kind == "pledges":
            count, told = _pledges(label, found)
            counts[kind] = count
            findings += told
        elif kind != "visit slots":
            page, told = _type(kind, label, found)
            counts |= page
            findings += told
    return counts, findings


def _type(kind: str, label: Label, found: Items) -> tuple[dict[str, Count], list[Finding]]:
    labelled = label.items.of(kind)
    must, may = unique([item for item in labelled if not item.optional]), [item for item in labelled if item.optional]
    answered = unique(found.of(kind))
    hits = assign(must, answered)
    false = _false(label, must, may, answered, hits)
    met = {i for i, _ in hits}
    counts = {kind: Count(covered=len(hits), labelled=len(must), right=len(hits), answered=len(hits) + len(false))}
    if kind == "visits":
        counts["visit slots"] = _slot_count(must, answered, hits, false)
    told = [
        *_told(label.page, kind, Outcome.RIGHT, [must[i] for i in sorted(met)]),
        *_told(label.page, kind, Outcome.MISSED, [item for i, item in enumerate(must) if i not in met]),
        *_told(label.page, kind, Outcome.FALSE, [answered[j] for j in false]),
    ]
    return counts, told


def _told(page: str, kind: str, outcome: Outcome, items: Iterable[Item]) -> list[Finding]:
    return [Finding(page=page, type=kind, outcome=outcome, text=spelled(item)) for item in items]


def _false(label: Label, must: list[Item], may: list[Item], answered: list[Item], hits: list[tuple[int, int]]) -> list[int]:
    """Answers that nothing pardons: no optional label, no parent of a labelled place, no second form of an organisation."""
    taken = {j for _, j in hits}
    rest = [j for j in range(len(answered)) if j not in taken]
    pardoned = {rest[j] for _, j in assign(may, [answered[j] for j in rest])}
    for j in rest:
        item = answered[j]
        if isinstance(item, PlaceItem) and customary(item.place.name) in label.parents:
            pardoned.add(j)
        if isinstance(item, OrganizationItem) and any(matches(must[i], item) for i, _ in hits):
            pardoned.add(j)
    return [j for j in rest if j not in pardoned]


def _slot_count(must: list[Item], answered: list[Item], hits: list[tuple[int, int]], false: list[int]) -> Count:
    """Values of visits; a missed or a false visit costs all its values."""
    right = sum(slot_hits(slots(must[i]), slots(answered[j])) for i, j in hits)
    given = sum(len(slots(answered[j])) for j in [j for _, j in hits] + false)
    return Count(covered=right, labelled=sum(len(slots(item)) for item in must), right=right, answered=given)


def _pledges(label: Label, found: Items) -> tuple[Count, list[Finding]]:
    labelled = [(item, pairs(item.text)) for item in label.items.pledges]
    answered = [(item, pairs(item.text)) for item in found.pledges]
    wanted = [(item, text) for item, text in labelled if not item.optional]
    said = _union(answered)
    allowed = _union(labelled)
    count = Count(
        covered=sum(len(text & said) for _, text in wanted),
        labelled=sum(len(text) for _, text in wanted),
        right=sum(len(text & allowed) for _, text in answered),
        answered=sum(len(text) for _, text in answered),
    )
    right = [item for item, text in wanted if len(text & said) >= PLEDGE_FOUND * len(text)]
    missed = [item for item, _ in wanted if item not in right]
    false = [item for item, text in answered if len(text & allowed) < PLEDGE_FOUND * len(text)]
    told = [(Outcome.RIGHT, right), (Outcome.MISSED, missed), (Outcome.FALSE, false)]
    return count, [f for outcome, items in told for f in _told(label.page, "pledges", outcome, items)]


def _union(items: list[tuple[PledgeItem, frozenset[str]]]) -> frozenset[str]:
    return frozenset().union(*(text for _, text in items))
