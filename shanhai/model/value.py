"""Values that facts are made of: places, times, amounts, programmes."""

from __future__ import annotations

from decimal import Decimal

from .struct import Value
from .vocabulary import DateBasis, Family, Precision, Qualifier


class PlaceRef(Value, frozen=True, kw_only=True):
    """A place as the page means it: official name and GB/T 2260 code; no code for zones, townships and the undecided."""

    name: str
    code: str | None = None
    candidates: tuple[str, ...] = ()


class When(Value, frozen=True, kw_only=True):
    """A time as ISO 8601 prefixes: 2025, 2025-08, 2025-08-26, or --08-26 where the page gives no year.

    `end` is null unless the page states a range; `year_offset` (今年 0, 去年 -1) orders a page's dates while the year is unknown.
    """

    text: str
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    basis: DateBasis = DateBasis.NONE
    year_offset: int | None = None


class Amount(Value, frozen=True, kw_only=True):
    """A sum of money in yuan, with the page's own qualifier and words."""

    yuan: Decimal
    text: str
    qualifier: Qualifier | None = None


class Programme(Value, frozen=True, kw_only=True):
    """A programme as the page says it (闽宁协作), and its family (东西部协作) where it has one."""

    stated: str
    family: Family | None = None
