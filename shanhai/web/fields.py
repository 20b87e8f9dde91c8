"""The fields of a fact as a form has them: what can be typed into each, and the value that it means."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from shanhai.knowledge import places
from shanhai.knowledge.programmes import family
from shanhai.mentions.amount import amount
from shanhai.model import FACT_TYPES, Amount, DateBasis, Fact, JudgementError, PlaceRef, Precision, Programme, When
from shanhai.model.struct import Value
from shanhai.reconcile.settling import FRAME

_PARTS = re.compile(r"[、，,；;\n]+")
_RANGE = re.compile(r"\s*(?:—|–|~|～|至|/)\s*")
_DAY = re.compile(
    r"(?:(?P<year>\d{4})(?:[-./年]|$))?\s*(?:(?P<month>\d{1,2})(?:[-./月]|$))?\s*(?:(?P<day>\d{1,2})[日号]?)?|--(?P<m>\d\d)(?:-(?P<d>\d\d))?"
)


class Slot(Value, frozen=True, kw_only=True):
    """A field: what kind of value it takes, whether it must have one, and the words to choose from."""

    name: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()


@cache
def slots(type_: str) -> tuple[Slot, ...]:
    """The fields of a type that a person may fill in, in their order.

    >>> [(slot.name, slot.kind, slot.required) for slot in slots("policy")]
    [('name', 'text', True), ('kind', 'text', False), ('modality', 'choice', True)]
    """
    shape = FACT_TYPES[type_]
    hints = get_type_hints(shape)
    required = {each.name for each in msgspec.structs.fields(shape) if each.required}
    named = [name for name in shape.__struct_fields__ if name not in FRAME and name != "trip"]
    return tuple(_slot(name, hints[name], required=name in required) for name in [*named, "modality"])


def _slot(name: str, hint: Any, *, required: bool) -> Slot:
    options = [each for each in get_args(hint) if each is not type(None)] if get_origin(hint) in (Union, UnionType) else [hint]
    first = options[0]
    if get_origin(first) is tuple:
        inner = get_args(first)[0]
        if isinstance(inner, type) and issubclass(inner, Enum):
            return Slot(name=name, kind="choices", choices=tuple(each.value for each in inner))
        return Slot(name=name, kind="sides" if inner is not str else "list")
    if PlaceRef in options:
        return Slot(name=name, kind="side" if str in options else "place", required=required)
    if isinstance(first, type) and issubclass(first, Enum):
        return Slot(name=name, kind="choice", required=required or len(options) == len(get_args(hint) or (hint,)), choices=_values(first))
    kinds = {When: "when", Amount: "amount", Programme: "programme", Decimal: "number", int: "count", bool: "flag"}
    return Slot(name=name, kind=kinds.get(first, "text"), required=required)


def _values(vocabulary: type[Enum]) -> tuple[str, ...]:
    return tuple(str(each.value) for each in vocabulary)


def typed(value: Any) -> str:
    """A value as one would type it into its field.

    >>> typed(PlaceRef(name="衡水市", code="131100")), typed(("甲园", "乙馆")), typed(When(text="", start="2024-05", end="2024-06"))
    ('衡水市', '甲园、乙馆', '2024-05—2024-06')
    """
    match value:
        case None:
            return ""
        case PlaceRef():
            return value.name if _named(value.name, value.code) else value.code or value.name
        case When():
            return f"{value.start}—{value.end}" if value.end else value.start or value.text
        case Amount():
            return value.text
        case Programme():
            return value.stated
        case Enum():
            return str(value.value)
        case tuple():
            return "、".join(typed(each) for each in value)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def _named(name: str, code: str | None) -> bool:
    """Whether a name alone leads to the place again."""
    return code is None or [place.code for place in places.named(name)] == [code]


def meant(type_: str, field: str, text: str) -> Any:
    """The value that typed words mean, as JSON has it; JudgementError says what can stand there.

    >>> meant("visit", "host_place", "衡水市"), meant("visit", "date", "2024年5月14日")["start"], meant("visit", "sites", "甲园、 乙馆")
    ({'name': '衡水市', 'code': '131100'}, '2024-05-14', ['甲园', '乙馆'])
    """
    slot = next((each for each in slots(type_) if each.name == field), None)
    if slot is None:
        raise JudgementError(field, "没有这一栏 (no such field)", "刷新再试 (look again)")
    words = " ".join(text.split()) if slot.kind not in {"list", "sides", "choices"} else text.strip()
    if not words:
        return _empty(slot)
    match slot.kind:
        case "place" | "side":
            return _place(field, words, loose=slot.kind == "side")
        case "when":
            return _when(field, words)
        case "amount":
            return _amount(field, words)
        case "programme":
            known = family(words)
            return {"stated": words, "family": known.value if known else None}
        case "number" | "count":
            return _number(field, words, whole=slot.kind == "count")
        case "list" | "choices":
            return [part.strip() for part in _PARTS.split(words) if part.strip()]
        case "sides":
            return [_place(field, part.strip(), loose=True) for part in _PARTS.split(words) if part.strip()]
        case _:
            return words


def _empty(slot: Slot) -> Any:
    if slot.required:
        raise JudgementError(slot.name, "这一栏不能空着 (it must have a value)", "填上，或把整条判为不对 (fill it in)")
    return [] if slot.kind in {"list", "sides", "choices"} else None


def _place(field: str, words: str, *, loose: bool) -> Any:
    if words.isdecimal() and (known := places.place(words)) is not None:
        return {"name": known.name, "code": known.code}
    found = places.named(words)
    exact = [each for each in found if each.name == words] or list(found)
    if len(exact) == 1:
        return {"name": exact[0].name, "code": exact[0].code}
    if exact:
        told = "、".join(f"{each.code} {_within(each.code)}{each.name}" for each in exact[:8])
        raise JudgementError(field, f"不止一个地方叫“{words}” (several places bear it)", f"填代码：{told} (give its code)")
    return words if loose else {"name": words, "code": None}


def _within(code: str) -> str:
    above = places.ancestors(code)
    return above[0].name if above else ""


def _when(field: str, words: str) -> Any:
    ends = [_prefix(part) for part in _RANGE.split(words, maxsplit=1)]
    if not all(ends):
        raise JudgementError(
            field, f"“{words}”不是日期 (no date)", "写成 2024-05-14、2024-05、2024，或 2024-05-14—2024-05-16；没有年份写 5月14日"
        )
    start, end = ends[0], ends[1] if len(ends) > 1 else None
    digits = len(str(start).replace("-", "").rjust(8, "0").lstrip("0")) if str(start).startswith("--") else len(str(start))
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(digits, Precision.DAY)
    return {"text": words, "start": start, "end": end, "precision": precision.value, "basis": DateBasis.STATED.value}


def _prefix(words: str) -> str | None:
    found = _DAY.fullmatch(words.strip())
    if not found or not words.strip():
        return None
    year, month, day = found["year"], found["month"] or found["m"], found["day"] or found["d"]
    if (month and not 1 <= int(month) <= 12) or (day and not (month and 1 <= int(day) <= 31)) or not (year or month):
        return None
    return "-".join([year or "-", *(f"{int(part):02}" for part in (month, day) if part)])


def _amount(field: str, words: str) -> Any:
    found = amount(words, bare=True)
    if found is None:
        raise JudgementError(field, f"“{words}”不是金额 (no sum of money)", "写成 5000万元、1.92亿元 (as 5000万元)")
    return msgspec.to_builtins(found)


def _number(field: str, words: str, *, whole: bool) -> Any:
    try:
        number = Decimal(words.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise JudgementError(field, f"“{words}”不是数 (no number)", "只写数字，单位写在单位一栏 (digits only)") from error
    return int(number) if whole else str(number)


def current(fact: Fact) -> dict[str, str]:
    """What the form of a fact holds before anybody types."""
    return {slot.name: typed(getattr(fact, slot.name)) for slot in slots(str(type(fact).__struct_config__.tag))}
