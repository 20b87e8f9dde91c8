"""The administrative divisions of China (GB/T 2260): codes, names of all times, and what lies in what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from shanhai.model.struct import Value

from . import words
from .load import table

TOWNSHIP_DIGITS = 9


class Place(Value, frozen=True, kw_only=True):
    """A division for as long as it bore this code and this name.

    `since` and `until` are the first and last years at whose end it was in force (null: before 1999, and still).
    `successor` is today's code. `lon` and `lat` are degrees (WGS 84) of the seat or the middle, null where no open source has them.
    """

    code: str
    name: str
    short: str
    common: str
    level: str
    kind: str
    parent: str | None = None
    lon: float | None = None
    lat: float | None = None
    since: int | None = None
    until: int | None = None
    successor: str | None = None
    current: bool = True

    def in_force(self, year: int) -> bool:
        """Whether the division existed under this code and name in that year; the year of a change counts for both.

        >>> named("江干区")[0].in_force(2021), named("江干区")[0].in_force(2022)
        (True, False)
        """
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until + 1)


class Alias(Value, frozen=True, kw_only=True):
    """A name that may stand for a division: name, short, common, former-name, former-short, abbr1 (浙) or abbr1-city (甬)."""

    text: str
    code: str
    kind: str


@cache
def place(code: str) -> Place | None:
    """The division of this code, its newest row; nine digits are a township.

    >>> place("330305").name, place("330108001").level, place("000000")
    ('洞头区', 'township', None)
    """
    if len(code) == TOWNSHIP_DIGITS:
        return _township(code)
    rows = _by_code().get(code)
    return rows[-1] if rows else None


def named(name: str, year: int | None = None) -> tuple[Place, ...]:
    """Every division that bears this name, short name, common name or abbreviation, the former too; those in force in `year` first.

    Of a division and what became of it, when both bear the name, only the one in force in `year` (today, without a year) is given.

    >>> [p.code for p in named("洞头")], [p.code for p in named("洞头县")], [p.code for p in named("洞头", 2010)]
    (['330305'], ['330322'], ['330322'])
    >>> len(named("鼓楼区")) > 3
    True
    """
    rows = _bearers().get(name, ())
    if len(rows) < 2:
        return rows
    wanted = [row for row in rows if _stands(row, rows, year)]
    return tuple(sorted(wanted, key=lambda row: (not _fits(row, year), row.code)))


def _fits(row: Place, year: int | None) -> bool:
    return row.current if year is None else row.in_force(year)


def _stands(row: Place, rows: tuple[Place, ...], year: int | None) -> bool:
    """Whether no other row of the same lineage answers better: it fits the year, or neither does and it is newer."""
    lineage = [other for other in rows if (other.successor or other.code) == (row.successor or row.code)]
    return row == max(lineage, key=lambda other: (_fits(other, year), other.current, other.since or 0, other.until or 0))


_AUTONOMOUS = re.compile("自治[县旗州]$")
_WITHOUT_PEOPLES = re.compile("[\u4e00-\u9fff]{2,4}?自治[县旗州]")


@cache
def aliases() -> Mapping[str, tuple[Alias, ...]]:
    """All names of provinces, prefectures and counties, with the codes they may stand for.

    >>> [(a.code, a.kind) for a in aliases()["黄南州"]], len(aliases()["苏"])
    ([('632300', 'common')], 2)
    """
    found: dict[str, list[Alias]] = defaultdict(list)
    autonomous = {row["code"] for row in table("aliases") if row["kind"].endswith("name") and _AUTONOMOUS.search(row["text"])}
    for row in table("aliases"):
        found[row["text"]].append(Alias(**row))
        if row["kind"] == "common" and row["code"] in autonomous and row["text"][-1] in "县旗州":  # 彭水自治县, without its peoples
            found[f"{row['text'][:-1]}自治{row['text'][-1]}"].append(Alias(**row))
    return MappingProxyType({text: tuple(rows) for text, rows in found.items()})


def with_peoples(name: str) -> str:
    """A name that begins with an autonomous unit called without its peoples, in full.

    >>> with_peoples("彭水自治县教育局"), with_peoples("丹江口市教育局")
    ('彭水苗族土家族自治县教育局', '丹江口市教育局')
    """
    begun = _WITHOUT_PEOPLES.match(name)
    codes = [alias.code for alias in aliases().get(begun[0], ()) if alias.kind == "common"] if begun else []
    row = place(codes[0]) if codes else None
    return row.name + name[len(begun[0]) :] if begun is not None and row is not None else name


# The peoples in the name of a township: three characters at most before 族 (百纳|彝族|乡, 新场|布依族苗族|乡).
@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:(?:{words.alternation('民族')})族(?:各族)?)+(?=乡$)")


def _short_township(name: str) -> str:
    return _peoples().sub("", name)


@cache
def townships() -> Mapping[str, tuple[str, ...]]:
    """Names of townships, towns and streets, with their nine-digit codes.

    An ethnic township is also called without its people: 百纳彝族乡 is 百纳乡.

    >>> "330108001" in townships()["西兴街道"], townships()["百纳乡"] == townships()["百纳彝族乡"]
    (True, True)
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in table("townships"):
        found[row["name"]].append(row["code"])
        if (short := _short_township(row["name"])) != row["name"]:
            found[short].append(row["code"])
    return MappingProxyType({name: tuple(codes) for name, codes in found.items()})


@cache
def ancestors(code: str) -> tuple[Place, ...]:
    """The divisions that a division lies in, nearest first.

    >>> [p.name for p in ancestors("330305")]
    ['温州市', '浙江省']
    """
    found: list[Place] = []
    here = place(code)
    while here and here.parent and (here := place(here.parent)):
        found.append(here)
    return tuple(found)


def within(code: str, ancestor: str) -> bool:
    """Whether a division is the other one or lies in it.

    >>> within("330305", "330000"), within("330000", "330305")
    (True, False)
    """
    return code == ancestor or ancestor in above(code)


@cache
def above(code: str) -> frozenset[str]:
    """The codes of the divisions that a division lies in.

    >>> sorted(above("330305"))
    ['330000', '330300']
    """
    return frozenset(unit.code for unit in ancestors(code))


def position(code: str) -> tuple[float, float] | None:
    """Longitude and latitude of a division's seat; where no open source has it, of the nearest division above.

    >>> position("632300") is not None, position("000000")
    (True, None)
    """
    here = place(code)
    chain = (here, *ancestors(code)) if here else ()
    return next(((unit.lon, unit.lat) for unit in chain if unit.lon is not None and unit.lat is not None), None)


def ordinary(alias: str) -> str | None:
    """Whether a place name is also a word of the language; null where it is a name only.

    'word:557' (with the frequency in jieba's dictionary) where the word is the commoner reading, 'curated' where the place is.

    >>> ordinary("互助"), ordinary("朝阳"), ordinary("仪陇")
    ('word:557', 'curated', None)
    """
    return _ordinary().get(alias)


def code_in(code: str, year: int) -> str:
    """The code that the division of this code had in a year; the code itself where no other is known.

    >>> code_in("330305", 2010), code_in("330322", 2024), code_in("330102", 2010)
    ('330322', '330305', '330102')
    """
    here = place(code)
    if here is None or here.in_force(year):
        return code
    if here.successor and (heir := place(here.successor)) and heir.in_force(year):
        return heir.code
    before = [row for row in _predecessors().get(here.successor or code, ()) if row.in_force(year) and row.level == here.level]
    return before[0].code if len(before) == 1 else code


def _township(code: str) -> Place | None:
    name = _township_names().get(code)
    if name is None:
        return None
    kind = next((kind for kind in ("街道", "镇", "乡", "苏木") if name.endswith(kind)), "其他")
    return Place(code=code, name=name, short=name, common=name, level="township", kind=kind, parent=code[:6])


@cache
def _township_names() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in table("townships")}


@cache
def _by_code() -> Mapping[str, tuple[Place, ...]]:
    """Rows of each code, oldest first."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row in table("places"):
        found[row["code"]].append(_division(row))
    return {code: tuple(sorted(rows, key=lambda row: (row.current, row.until or 0))) for code, rows in found.items()}


def _division(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        common=row["common"] or row["name"],
        level=row["level"],
        kind=row["kind"],
        parent=row["parent"] or None,
        lon=float(row["lon"]) if row["lon"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        since=int(row["since"]) if row["since"] else None,
        until=int(row["until"]) if row["until"] else None,
        successor=row["successor"] or None,
        current=not row["until"],
    )


@cache
def _bearers() -> Mapping[str, tuple[Place, ...]]:
    """Every row of a code that an alias stands for: the row that bears the name itself, else the newest."""
    found: dict[str, tuple[Place, ...]] = {}
    for text, known in aliases().items():
        rows: dict[Place, None] = {}
        for alias in known:
            candidates = _by_code()[alias.code]
            bearing = [row for row in candidates if text in (row.name, row.common, row.short)]
            rows |= dict.fromkeys(bearing or candidates[-1:])
        found[text] = tuple(rows)
    return found


@cache
def _predecessors() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for rows in _by_code().values():
        for row in rows:
            if row.successor and row.successor != row.code:
                found[row.successor].append(row)
    return {code: tuple(rows) for code, rows in found.items()}


@cache
def _ordinary() -> Mapping[str, str]:
    return {row["alias"]: row["mark"] for row in table("ordinary")}
