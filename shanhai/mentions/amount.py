"""Sums of money: what they are in yuan."""

from __future__ import annotations

from shanhai.knowledge.units import UnitKind
from shanhai.model import Amount

from .quantity import count

YUAN = "元"


def amount(text: str, *, bare: bool = False) -> Amount | None:
    """The sum that a text gives; None for other currencies; `bare` takes a scale without a unit (总额1.92亿) for yuan.

    >>> amount("1400余万元").yuan, amount("1400余万元").qualifier.value, amount("3万美元")
    (Decimal('14000000'), '余', None)
    """
    read = count(text)
    if read is None:
        return None
    if (read.kind is UnitKind.MONEY and read.base == YUAN) or (bare and not read.base):
        return Amount(yuan=read.scaled, text=text, qualifier=read.qualifier)
    return None
