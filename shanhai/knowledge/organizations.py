"""Organisations by their names: organs that every level has (发改局), and endings that type a name (有限公司, 产业园)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from shanhai.model.struct import Value
from shanhai.model.vocabulary import OrganizationKind

from .load import table

SITE_KINDS = ("site-industry", "site-place", "site-culture", "site-service")


class Organ(Value, frozen=True, kw_only=True):
    """An organ as a level of government has it, without the place: its usual short form, its full form, and other forms in use."""

    short: str
    full: str
    kind: OrganizationKind
    variants: tuple[str, ...] = ()


@cache
def organs() -> Mapping[str, OrganizationKind]:
    """Every form of every organ, with its kind.

    >>> str(organs()["发改局"]), str(organs()["人民代表大会常务委员会"])
    ('government', 'congress')
    """
    return MappingProxyType({form: organ.kind for form, organ in _forms().items()})


def organ(form: str) -> Organ | None:
    """The organ that a form stands for.

    >>> organ("人力社保局").short, organ("甲局")
    ('人社局', None)
    """
    return _forms().get(form)


@cache
def suffixes() -> Mapping[str, str]:
    """Endings that say what a name is: a kind of organisation (company, school …) or of site (site-industry …).

    >>> suffixes()["有限公司"], suffixes()["示范基地"]
    ('company', 'site-industry')
    """
    return MappingProxyType({row["suffix"]: row["kind"] for row in table("suffixes")})


@lru_cache(8_192)  # pairs of names; a page of our corpus has at most 900
def same_body(short: str, long: str) -> bool:
    """Whether the shorter of two names may stand for the longer one: its end, with schools and hospitals by their short forms.

    >>> same_body("青川一中", "广元市青川县第一中学"), same_body("青川二中", "青川县第一中学"), same_body("横山初中", "枞阳县横山初级中学")
    (True, False, True)
    """
    if len(short) >= len(long):
        return False
    one, other = _spelled_out(short), _spelled_out(long)
    return other.endswith(one) or any(each.endswith(one) for each in _leveless(other)) or any(map(other.endswith, _leveless(one)))


def _leveless(name: str) -> Iterator[str]:
    """A name without one of the words for levels in it: 青川第一中学 for 青川县第一中学."""
    return (name[:at] + name[at + 1 :] for at, character in enumerate(name) if character in _LEVELS and at > 1)


@lru_cache(8_192)
def abbreviates(short: str, long: str) -> bool:
    """Whether a name is another with its organ in short: same place, the organ's characters in order and its last one alike.

    A name that stands whole at the end of the other is that of another body (甲区总工会, 甲区乙镇总工会), and a long one is no short form.

    >>> abbreviates("安康市经合局", "安康市经济合作局"), abbreviates("天津市合作办", "天津市对口支援与经济合作办公室")
    (True, True)
    >>> abbreviates("安康市教育局", "安康市体育局"), abbreviates("安康市政府", "安康市政府办公室")
    (False, False)
    >>> abbreviates("安康市人民医院", "安康市第二人民医院"), abbreviates("安康市对口支援合作局", "安康市对口支援和区域合作局")
    (False, False)
    """
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), min(len(short), len(long)))
    place = max((i for i in range(2, at + 1) if short[i - 1] in _LEVELS), default=0)
    one, other = short[place:], long[place:]
    if not place or not _SHORTEST <= len(one) < len(other) or len(one) > _LONGEST or other.endswith(one):
        return False
    if not any(other.endswith(end) for end in (one[-1], *_ENDS.get(one[-1], ()))):
        return False
    rest = iter(other)
    return all(character in rest for character in one)


@lru_cache(8_192)
def by_initials(short: str, long: str) -> bool:
    """Whether a name is another with its two places by their first characters.

    >>> by_initials("深河指挥部", "深圳对口帮扶河源指挥部"), by_initials("阜合现代产业园", "阜阳合肥现代产业园区")
    (True, True)
    >>> by_initials("深河指挥部", "深圳对口帮扶汕尾指挥部"), by_initials("衡水指挥部", "衡阳指挥部")
    (False, False)
    """
    tail, whole = short[2:].removesuffix("区"), long.removesuffix("区")
    if len(tail) < _SHORTEST or not whole.endswith(tail):
        return False
    before = whole.removesuffix(tail)
    return len(before) >= 4 and before[0] == short[0] and short[1] in before[2:] and not before.startswith(short[:2])


_SHORTEST, _LONGEST = 3, 5  # characters of an organ's short form (发改委, 对口合作办)
_ENDS = {"办": ("办公室",), "委": ("委员会",)}
_LEVELS = "省市县区州旗"


@cache
def _spelled_out(name: str) -> str:
    longest = max((short for short in _short_bodies() if name.endswith(short)), key=len, default="")
    long = _short_bodies().get(longest, "")
    return name if name.endswith(long) else name.removesuffix(longest) + long


@cache
def _short_bodies() -> Mapping[str, str]:
    return MappingProxyType({row["short"]: row["long"] for row in table("short_bodies")})


@cache
def _forms() -> Mapping[str, Organ]:
    found: dict[str, Organ] = {}
    for row in table("organs"):
        variants = tuple(filter(None, row["variants"].split("|")))
        known = Organ(short=row["short"], full=row["full"], kind=OrganizationKind(row["kind"]), variants=variants)
        for form in (known.short, known.full, *variants):
            found.setdefault(form, known)
    return found
