"""Signings (签约) as sentences tell them, and when two tellings are of one paper."""

from __future__ import annotations

import re

import msgspec

from shanhai.knowledge import words
from shanhai.model import Amount, Modality, When
from shanhai.model.struct import Value

from .evidence import Claim

_SUBSTANCE = re.compile(rf"^(?:关于)?(?:共同)?(?:{words.alternation('深化')})?")
_GOVERNMENT = re.compile(r"(?<=[省市县区州旗])(?:人民)?政府\Z")
_LEAST_ABRIDGED = 6  # characters of a name that may be a longer one's short form
_LEAST_SUBSTANCE = 4  # characters of what a paper is about


class Signing(Value, frozen=True, kw_only=True):
    """An agreement as a sentence tells it."""

    start: int
    end: int
    name: str | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    amount: Amount | None = None
    project_count: int | None = None
    date: When | None = None
    modality: Modality = Modality.HAPPENED
    purpose: str | None = None
    purpose_span: tuple[int, int] | None = None
    of_project: bool = False
    doubted: bool = False
    title: bool = False
    vague: bool = False
    many: bool = False
    again: bool = False
    claims: tuple[Claim, ...] = ()


def same(a: Signing, b: Signing) -> bool:
    """Whether two tellings are of one signing: they overlap, or sum and number are the same where both give them and one is shared."""
    sums = (a.amount.yuan if a.amount else None, b.amount.yuan if b.amount else None)
    counts = (a.project_count, b.project_count)
    differ = any(None not in pair and pair[0] != pair[1] for pair in (sums, counts))
    if a.start < b.end and b.start < a.end:
        return not differ or not _own_sums(a, b)
    if b.again and not b.name and not (b.amount or b.project_count) and (b.kind or "") in (a.kind or ""):  # 双方签订协议，意义深远
        return True
    kinds = (a.kind, b.kind)
    if not (a.name or b.name) and None not in kinds and kinds[0] == kinds[1] and len(a.parties) > 1 and set(a.parties) == set(b.parties):
        return not differ  # 甲与乙签订战略合作协议, told twice
    if a.name and b.name and _same_paper(a, b):
        return not differ
    return not differ and any(None not in pair for pair in (sums, counts))


def told_again(title: Signing, told: Signing) -> bool:
    """Whether the story tells a headline's paper: of the same name, or by what it is about where the headline names nobody."""
    if title.name == told.name:
        return True
    if title.amount or title.project_count:
        return False
    if not title.name and title.kind and title.kind == told.kind and len(title.parties) == len(told.parties):
        return all(_spelled(a, b) for a, b in zip(title.parties, told.parties, strict=True))  # 甲经开区与乙园区签订战略合作协议
    return bool(title.name) and (not title.parties or len(told.parties) > 1) and _spelled(title.name or "", told.name or "")


def _spelled(short: str, long: str) -> bool:
    """Whether all characters of a name stand in another in this order.

    >>> _spelled("甲经开区", "乙甲经济开发区"), _spelled("甲园", "乙园")
    (True, False)
    """
    rest = iter(long)
    return all(character in rest for character in short)


def _own_sums(a: Signing, b: Signing) -> bool:
    """Whether two tellings take their sums from different words of the page; or their numbers, where one of them has no sum."""
    field = "amount" if a.amount and b.amount else "project_count"
    spans = [{(c.start, c.end) for c in signing.claims if c.field == field} for signing in (a, b)]
    return all(spans) and spans[0].isdisjoint(spans[1])


def _same_paper(a: Signing, b: Signing) -> bool:
    """Whether two papers are one: one name is the other's end or the same, and the parties are not others; or both are about one thing."""
    short, long = sorted((a.name or "", b.name or ""), key=len)
    shared = not _speaking(a.parties).isdisjoint(_speaking(b.parties))
    inner, outer = _substance(short), _substance(long)
    about = shared and len(inner) >= _LEAST_SUBSTANCE and (inner in outer or outer in inner)
    again = long.endswith(short) or _abridged(short, long)
    return (again and (shared or not (a.parties and b.parties))) or about


def _speaking(parties: tuple[str, ...]) -> frozenset[str]:
    """For whom parties sign: a government for its place.

    >>> sorted(_speaking(("桐庐县人民政府", "衡水市")))
    ['桐庐县', '衡水市']
    """
    return frozenset(_GOVERNMENT.sub("", party) for party in parties)


def _abridged(short: str, long: str) -> bool:
    """Whether all characters of a shorter name stand in the longer in this order, and both begin and end alike.

    >>> _abridged("园区框架合作协议", "园区共建框架合作协议"), _abridged("山茶购销协议", "年画购销协议")
    (True, False)
    """
    rest = iter(long)
    return len(short) >= _LEAST_ABRIDGED and short[:2] == long[:2] and short[-2:] == long[-2:] and all(c in rest for c in short)


def _substance(name: str) -> str:
    """What a paper is about.

    >>> _substance("共同实施山茶工程协议书"), _substance("山茶工程结对协议")
    ('山茶工程', '山茶工程')
    """
    head = max((w for w in words.words("协议") if name.endswith(w)), key=len, default="")
    return _SUBSTANCE.sub("", name.removesuffix(head)).removesuffix("结对")


def united(a: Signing, b: Signing) -> Signing:
    """Two tellings as one; what the first leaves open the second fills."""
    return msgspec.structs.replace(
        a,
        start=min(a.start, b.start),
        end=max(a.end, b.end) if a.start < b.end and b.start < a.end else a.end,
        name=max((a.name, b.name), key=len) if a.name and b.name and _same_paper(a, b) else a.name or b.name,
        kind=max((a.kind or "", b.kind or ""), key=len) or None,
        purpose=a.purpose or b.purpose,
        parties=max(a.parties, b.parties, key=len),
        groups=a.groups or b.groups,
        amount=a.amount or b.amount,
        project_count=a.project_count or b.project_count,
        date=a.date or b.date,
        doubted=all(one.doubted for one in ([s for s in (a, b) if s.amount] or [a, b])),
        title=a.title and b.title,
        vague=a.vague and b.vague,
        claims=tuple(dict.fromkeys((*a.claims, *b.claims))),
    )
