"""The place set: sentences whose places are marked with the code that each means; `python -m bench.placeset` makes the part that is made.

A line of `places/*.txt` is a sentence of our own. `{洞头县|330322}` is a division, `{朝阳区|?}` a name that the sentence does not decide,
`{两江新区|zone}` a functional zone, and `{合作|-}` a word that is no place here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from shanhai.knowledge import pairings, places
from shanhai.knowledge.places import Place
from shanhai.knowledge.zones import zones
from shanhai.model.struct import Value

FOLDER = Path(__file__).resolve().parent / "places"
MADE = FOLDER / "made.txt"
SEED = 20261128
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")

# Sentences in which one place (甲) or two (甲, 乙) are named; the places are put in with their marks.
_ONE = (
    "9月3日，甲的代表介绍了情况。",
    "近日，甲党政代表团一行抵达。",
    "来自甲的特产摆上了货架。",
    "会上，甲作了交流发言。",
    "考察组走进甲，看了三个点。",
    "今年以来，甲新建帮扶车间五个。",
    "甲干部说，路通了，心更近了。",
    "在甲，老乡端出了新茶。",
    "这批教师将在甲支教一年。",
    "设备从甲运来，当天就装好了。",
)
_TWO = (
    "甲与乙签订了框架协议。",
    "甲、乙两地常来常往。",
    "甲党政代表团赴乙考察。",
    "从甲到乙，坐车要走大半天。",
    "甲选派十名医生到乙坐诊。",
    "甲的企业落户乙。",
    "自甲和乙结对以来，往来不断。",
    "乙的苹果，在甲卖得好。",
    "会议由甲承办，乙协办。",
    "乙向甲发来感谢信。",
)
_FORMER = (
    "{year}年，甲的代表前来考察。",
    "早在{year}年，甲就派出了教师。",
    "{year}年的老照片里，甲代表团正在看苗圃。",
)


class Marked(Value, frozen=True, kw_only=True):
    """A sentence without its marks, and the places marked in it as (start, end, meaning)."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


def marked(line: str) -> Marked:
    """A line of the set as a sentence with its marks.

    >>> marked("赴{洞头县|330322}考察")
    Marked(text='赴洞头县考察', marks=((1, 4, '330322'),))
    """
    text, marks, at = "", [], 0
    for hit in _MARK.finditer(line):
        text += line[at : hit.start()] + hit[1]
        marks.append((len(text) - len(hit[1]), len(text), hit[2]))
        at = hit.end()
    return Marked(text=text + line[at:], marks=tuple(marks))


def sentences(folder: Path = FOLDER) -> Iterator[Marked]:
    """Every sentence of the set."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                yield marked(line)


def _mark(name: str, code: str) -> str:
    return f"{{{name}|{code}}}"


def _rows(level: str, *, current: bool = True) -> list[Place]:
    codes = sorted({a.code for listed in places.aliases().values() for a in listed})
    rows = [row for code in codes if (row := places.place(code)) and row.level == level and row.current is current]
    return [row for row in rows if row.code[:2] not in ("71", "81", "82")]


def _alone(name: str) -> bool:
    """Whether only one division of today bears a name."""
    return len({p.successor or p.code for p in places.named(name)}) == 1 and len(places.aliases().get(name, ())) == 1


def _whole(draw: random.Random, counties: Sequence[Place]) -> Iterator[str]:
    """Chains of divisions, from the province or the prefecture down."""
    for row in draw.sample(counties, 260):
        above = [p for p in reversed(places.ancestors(row.code)) if p.name != row.name]
        first = draw.choice(range(len(above))) if above else 0
        marked = "".join(_mark(p.name, p.code) for p in (*above[first:], row))
        yield draw.choice(_ONE).replace("甲", marked)


def _full(draw: random.Random, counties: Sequence[Place]) -> Iterator[str]:
    """Full names, two in a sentence."""
    alone = [row for row in counties if _alone(row.name)]
    for a, b in zip(draw.sample(alone, 330), draw.sample(alone, 330), strict=True):
        if a.code != b.code:
            yield draw.choice(_TWO).replace("甲", _mark(a.name, a.code)).replace("乙", _mark(b.name, b.code))


def _short(draw: random.Random, rows: Sequence[Place]) -> Iterator[str]:
    """Short names behind their province."""
    usable = [r for r in rows if r.short != r.name and len(r.short) > 1 and not places.ordinary(r.short) and _clear(r)]
    for row in draw.sample(usable, 260):
        above = places.ancestors(row.code)[-1]
        yield draw.choice(_ONE).replace("甲", _mark(above.short, above.code) + _mark(row.short, row.code))


def _clear(row: Place) -> bool:
    """Whether a short name means one division of its province."""
    inside = {p.successor or p.code for p in places.named(row.short) if p.code[:2] == row.code[:2]}
    return len(inside) == 1 and all(p.code[:2] != row.code[:2] or p.current for p in places.named(row.short))


def _common(draw: random.Random) -> Iterator[str]:
    """Autonomous units by their common names (秀山县, 黄南州)."""
    listed = sorted({(text, a.code) for text, found in places.aliases().items() for a in found if a.kind == "common"})
    for text, code in draw.sample(listed, min(190, len(listed))):
        if _alone(text):
            yield draw.choice(_ONE).replace("甲", _mark(text, code))


def _former(draw: random.Random) -> Iterator[str]:
    """Former names in the years when they were borne."""
    rows = [row for row in _rows("county", current=False) if row.until and row.until >= 2008 and _alone(row.name)]
    for row in draw.sample(rows, min(150, len(rows))):
        year = draw.randint(max(row.since or 2004, 2004), row.until or 2010)
        yield draw.choice(_FORMER).replace("{year}", str(year)).replace("甲", _mark(row.name, row.code))


def _pairs(draw: random.Random) -> Iterator[str]:
    """Two provinces by one character each before the name of their programme (浙川东西部协作)."""
    characters = {a.code: a.text for listed in places.aliases().values() for a in listed if a.kind == "abbr1"}
    official = {(p.a, p.b) for p in pairings.pairings() if p.programme == "东西部协作" and p.a in characters and p.b in characters}
    for a, b in sorted((a, b) for a, b in official if a and b):
        joined = _mark(characters[a], a) + _mark(characters[b], b)
        for rest in draw.sample(("协作工作推进会召开。", "东西部协作再上台阶。", "协作结出新果。", "协作产业园开园。"), 2):
            yield joined + rest


def _zoned(draw: random.Random) -> Iterator[str]:
    """Functional zones by their full names."""
    names = sorted({z.name for listed in zones().values() for z in listed if z.name.endswith(("开发区", "新区"))})
    for name in draw.sample(names, 120):
        yield draw.choice(_ONE).replace("甲", _mark(name, "zone"))


def _ambiguous(draw: random.Random, counties: Sequence[Place]) -> Iterator[str]:
    """Names that several divisions bear, with their city beside them and without."""
    borne: dict[str, list[Place]] = {}
    for row in counties:
        borne.setdefault(row.name, []).append(row)
    several = {n: rows for n, rows in sorted(borne.items()) if len({r.code[:2] for r in rows}) > 1 and n not in ("城区", "郊区")}
    for name, rows in several.items():
        for template in draw.sample(_ONE, 3):
            yield template.replace("甲", _mark(name, "?"))
        row = draw.choice(rows)
        city = places.ancestors(row.code)[0]
        template = draw.choice(_TWO)
        other = draw.choice([r for r in counties if _alone(r.name) and r.code[:2] not in {x.code[:2] for x in rows}])
        yield template.replace("甲", _mark(city.name, city.code) + _mark(name, row.code)).replace("乙", _mark(other.name, other.code))


def made() -> Iterator[str]:
    """The lines of the made part, the same in every run."""
    draw = random.Random(SEED)
    counties = _rows("county")
    yield "# Made by `python -m bench.placeset`; the marks are explained there. Do not edit."
    for title, lines in (
        ("chains", _whole(draw, counties)),
        ("full names", _full(draw, counties)),
        ("short names behind their province", _short(draw, [*counties, *_rows("prefecture")])),
        ("common names of autonomous units", _common(draw)),
        ("former names", _former(draw)),
        ("provinces by one character", _pairs(draw)),
        ("functional zones", _zoned(draw)),
        ("ambiguous names", _ambiguous(draw, counties)),
    ):
        yield f"# -- {title}"
        yield from lines


if __name__ == "__main__":
    MADE.write_text("".join(line + "\n" for line in made()), "utf-8")
