"""Numbers with their units and qualifiers (近900人, 1400余万元, 百分之九十, 三十多家); whether they count is decided in facts/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache

from shanhai.knowledge import words
from shanhai.knowledge.units import UnitKind, meanings, qualifiers, units
from shanhai.model import Mention, Qualifier
from shanhai.model.struct import Value

SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELLED = "一二两三四五六七八九十百千零〇"
_WORDS = (
    rf"[一二两三四五六七八九十][{_SPELLED}]*(?:[万亿](?=[一二三四五六七八九])[{_SPELLED}]+)?(?:点[一二三四五六七八九零〇]+)?|百(?=余|多)"
)
# Not the tail of a longer number (上百, though 会上5个), an ordinal, a range (3—5家) or a code (A4).
_FREE = r"(?<![\d.,第№A-Za-z+/])(?<![\d一二三四五六七八九][-–~～—－至到])(?<![一二三四五六七八九十百千万亿零〇几数好])(?:(?<!上)|(?=\d))"
# Where a number can begin. 一 alone counts nothing: 一批, 一个, 一次 are figures of speech.
_FIRST = re.compile(r"[\d二两三四五六七八九十百]|一(?=[一二三四五六七八九十百千万亿零〇点])")
_FEW = re.compile(r"[一二两三四五六七八九]{2}")  # 三五家, 七八个: no number but "a few"
_ORDINAL = frozenset({"期", "站", "节", "号"})  # 二期, 三站: which, not how many
_LONGEST_QUALIFIER = 6  # characters of 约为, 累计达 with 了 and a space
_CACHED = 4096


class Count(Value, frozen=True, kw_only=True):
    """What a quantity says: value and unit as stated (25, 万元), the unit without its scale, and how far to trust the number."""

    value: Decimal
    unit: str
    base: str
    kind: UnitKind
    qualifier: Qualifier | None = None
    spelled: bool = False

    @property
    def scaled(self) -> Decimal:
        """The value multiplied out: 25 万元 is 250000 元.

        >>> count("25万元").scaled
        Decimal('250000')
        """
        product = self.value * SCALES.get(self.unit.removesuffix(self.base), 1)
        return product.quantize(Decimal(1)) if product == product.to_integral_value() else product


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _core() -> re.Pattern[str]:
    """From the number to what follows its unit."""
    inside, after = (_either(qualifiers(position)) for position in ("inside", "after"))
    unit, scale = _either(units()), _either(SCALES)
    return re.compile(
        rf"百分之(?P<share>{_DIGITS}|{_WORDS})(?P<safter>{after})?"
        rf"|{_FREE}(?:(?P<digits>{_DIGITS})\s?(?P<many>{inside})?(?P<scale>{scale})?(?P<more>{inside})?\s?(?P<unit>{unit})?(?![-–~～]\d)"
        rf"|(?P<words>{_WORDS})(?P<wmany>{inside})?(?P<wscale>{scale})?(?P<wmore>{inside})?(?P<wunit>{unit}))(?P<after>{after})?"
    )


@cache
def _before() -> re.Pattern[str]:
    """A qualifier that ends where the number begins."""
    return re.compile(rf"(?P<before>{_either(qualifiers('before'))})了?\s?\Z")


def _number(text: str, scale: str = "") -> Decimal | None:
    """A number in digits or words, in units of the scale behind it; null for words that are none.

    >>> _number("1,107"), _number("二十八点八"), _number("一亿六千", "万"), _number("一亿二"), _number("一十零")
    (Decimal('1107'), Decimal('28.8'), Decimal('16000'), Decimal('120000000'), None)
    """
    if text[0].isdecimal():
        return Decimal(text.replace(",", ""))
    import cn2an  # takes a while, and only pages with numbers in words need it

    plain = text.replace("两", "二").replace("〇", "零")
    above, _, rest = plain.partition("亿")
    if len(rest) == 1 and above and (tenth := _number(rest)) is not None and (whole := _number(above)) is not None:
        return whole * 100_000_000 + tenth * 10_000_000  # 一亿二
    if above and rest and scale == "万":  # 一亿六千多万: the 万 belongs to both
        whole, part = _number(above), _number(rest)
        return whole * 10_000 + part if whole is not None and part is not None else None
    try:
        return Decimal(str(cn2an.cn2an("一百" if plain == "百" else plain, "smart")))
    except (ValueError, KeyError):  # it knows no 一十零
        return None


def _read(hit: re.Match[str], before: str | None) -> Count | None:
    groups = hit.groupdict()
    said = (
        (qualifiers("before"), before),
        (qualifiers("inside"), groups["many"] or groups["more"] or groups["wmany"] or groups["wmore"]),
        (qualifiers("after"), groups["after"] or groups["safter"]),
    )
    qualifier = next((known[word] for known, word in reversed(said) if word), None)
    stated = groups["share"] or groups["digits"] or groups["words"]
    spelled = not stated[0].isdecimal()
    if spelled and (_FEW.search(stated) or groups["wunit"] in _ORDINAL):
        return None
    scale, unit = groups["scale"] or groups["wscale"] or "", groups["unit"] or groups["wunit"] or ""
    number = _number(stated, scale)
    if number is None:
        return None
    if groups["share"]:
        return Count(value=number, unit="%", base="%", kind=UnitKind.SHARE, qualifier=qualifier, spelled=spelled)
    if not scale and not unit:
        return None
    base, kind = meanings().get(unit, unit), units().get(unit, UnitKind.COUNT)
    return Count(value=number, unit=scale + base, base=base, kind=kind, qualifier=qualifier, spelled=spelled)


@lru_cache(_CACHED)
def count(text: str) -> Count | None:
    """What the text of a quantity says; None when it is none.

    >>> count("近900人").qualifier.value, count("1400余万元").unit, count("百分之九十").value
    ('近', '万元', Decimal('90'))
    """
    hit = _core().search(text)
    if hit is None or hit.end() != len(text):
        return None
    before = _before().fullmatch(text, 0, hit.start())
    return _read(hit, before["before"] if before else None) if before or not hit.start() else None


def _qualifier(text: str, end: int) -> re.Match[str] | None:
    """The qualifier before a number; none in 签约8个."""
    before = _before().search(text, max(0, end - _LONGEST_QUALIFIER), end)
    return before if before is None or not text.endswith(words.words("非约数"), 0, before.end("before")) else None


def find_quantities(text: str) -> tuple[Mention, ...]:
    """Every number with a unit or a scale; money is of type amount.

    >>> [(m.type, m.text) for m in find_quantities("实施项目74个，到位资金5.1亿元，第3个年头，近900人")]
    [('quantity', '74个'), ('amount', '5.1亿元'), ('quantity', '近900人')]
    """
    found: list[Mention] = []
    for first in _FIRST.finditer(text):  # a plain class is found ten times as fast as the expression, which is then tried only there
        if found and first.start() < found[-1].end:
            continue
        hit = _core().match(text, first.start())
        before = _qualifier(text, first.start()) if hit else None
        read = _read(hit, before["before"] if before else None) if hit else None
        if hit is not None and read is not None:
            start = before.start() if before else hit.start()
            type_ = "amount" if read.kind is UnitKind.MONEY else "quantity"
            found.append(Mention(type=type_, start=start, end=hit.end(), text=text[start : hit.end()]))
    return tuple(found)
