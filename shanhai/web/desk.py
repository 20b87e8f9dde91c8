"""One page laid open: both texts marked, its facts in order, the damage counted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal, get_args

from shanhai.model import Account, AnyFact, Block, Edit, Page, PlaceRef, Repair, RestoredText
from shanhai.model.struct import Value

from .marking import Passage, damage, passages, runs
from .values import ORDER, type_name

Mode = Literal["both", "restored", "published", "facts"]
MODES: tuple[Mode, ...] = get_args(Mode)
# Script and width touch nearly every line of the pages that have them: shown at once they hide the rest, so they wait for their switch.
QUIET_MARKS = frozenset({Repair.SCRIPT.value, Repair.WIDTH.value})


class Desk(Value, frozen=True, kw_only=True):
    """What the page's view shows.

    `facts` are in order of type and place in the text; spans refer to them by position. `damage` counts edits by kind, `shown_marks` are
    the kinds that are marked at first.
    """

    facts: tuple[AnyFact, ...]
    grouped: tuple[tuple[str, tuple[tuple[int, AnyFact], ...]], ...]
    runs: tuple[tuple[bool, tuple[Passage, ...]], ...]
    damage: dict[str, int]
    shown_marks: tuple[str, ...]
    published_tag: str
    places: tuple[PlaceRef, ...]
    original: str | None
    to_review: int


def laid_open(page: Page, restored: RestoredText, blocks: Sequence[Block], account: Account, asked_marks: str | None = None) -> Desk:
    """Return the view of one page; `asked_marks` names the kinds of damage to mark, separated by spaces.

    >>> from shanhai.model import PageAccount
    >>> page = Page(id="p", format="text", encoding="utf-8", text="甲县")
    >>> desk = laid_open(page, RestoredText(page="p", text="甲县"), (), Account(page=PageAccount(id="p", source="a.txt")))
    >>> desk.runs[0][1][0].restored[0].text, desk.damage, desk.original
    ('甲县', {}, None)
    """
    facts = in_order(account.facts)
    counted = damage(restored.edits)
    shown = counted.keys() - QUIET_MARKS if asked_marks is None else set(asked_marks.split())
    return Desk(
        facts=facts,
        grouped=_grouped(facts),
        runs=tuple(runs(passages(page.text, restored, blocks, facts, page.parts))),
        damage=counted,
        shown_marks=tuple(kind for kind in counted if kind in shown),
        published_tag=published_tag(restored.edits),
        places=account.places,
        original=original(account.page.canonical, account.page.source),
        to_review=sum(fact.needs_review for fact in facts),
    )


def in_order(facts: Sequence[AnyFact]) -> tuple[AnyFact, ...]:
    """Return facts by type, in the order in which types are read out, and within a type as they come in the text."""
    return tuple(sorted(facts, key=lambda fact: (ORDER.index(type_name(fact)), _position(fact))))


def published_tag(edits: Sequence[Edit]) -> str:
    """Return the language tag of the published text: traditional where characters had to be converted.

    >>> published_tag(())
    'zh-Hans'
    """
    return "zh-Hant" if any(edit.repair is Repair.SCRIPT for edit in edits) else "zh-Hans"


def original(*addresses: str | None) -> str | None:
    """Return the first address that leads to the web, None where a page was read from a file.

    >>> original(None, "https://example.invalid/1.html"), original("javascript:alert(1)"), original("a.html")
    ('https://example.invalid/1.html', None, None)
    """
    return next((address for address in addresses if address and address.startswith(("https://", "http://"))), None)


def _grouped(facts: Sequence[AnyFact]) -> tuple[tuple[str, tuple[tuple[int, AnyFact], ...]], ...]:
    return tuple((kind, tuple(group)) for kind, group in groupby(enumerate(facts), key=lambda pair: type_name(pair[1])))


def _position(fact: AnyFact) -> int:
    return min((words.start for evidence in fact.evidence.values() for words in evidence), default=0)
