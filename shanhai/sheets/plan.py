"""How a sheet is read: what it is about, where its header stands, and which field each column fills."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from shanhai.model import PlaceRef
from shanhai.model.struct import Value

Way = Literal["", "out", "in"]
_MARKS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[（(\[【〔].*?(?:[）)\]】〕]|$)")


class ColumnUse(Value, frozen=True, kw_only=True):
    """A column (`at`, from 1), the words above it, the field that it fills (empty: none), and the unit of its bare numbers."""

    at: int
    header: str
    field: str = ""
    unit: str = ""


class SheetPlan(Value, frozen=True, kw_only=True):
    """A sheet: its kind (empty: left out), the rows of its header, its columns, and what the lines above it say for all rows.

    `place` is whose sheet it is; `way` says whether its visits go out from there or come in where no column does; `since` and `until` are
    the years that it is about; `remembered` where somebody confirmed such a header before.
    """

    sheet: str
    at: int = 0
    kind: str = ""
    first: int = 1
    last: int = 1
    columns: tuple[ColumnUse, ...] = ()
    titles: tuple[str, ...] = ()
    place: PlaceRef | None = None
    way: Way = ""
    since: int | None = None
    until: int | None = None
    remembered: bool = False

    @property
    def year(self) -> int | None:
        """The year of dates that give none: the sheet's, where it is about one."""
        return self.since if self.since == self.until else None

    def column(self, field: str) -> ColumnUse | None:
        """The column that fills a field."""
        return next((each for each in self.columns if each.field == field), None)


def plain(text: str) -> str:
    r"""Words as they are compared: without spaces, marks, and what stands in brackets.

    >>> plain("投资 额（万元）："), plain("带队领导\n（职务）")
    ('投资额', '带队领导')
    """
    folded = unicodedata.normalize("NFKC", text)
    return _MARKS.sub("", _BRACKETS.sub("", folded)).lower() or _MARKS.sub("", folded).lower()


def shape_of(headers: Iterable[str]) -> str:
    """What files of one shape have alike: the set of the words that head their columns.

    >>> shape_of(["日期", "带队领导 "]) == shape_of(["带队领导", "日期", ""]) != shape_of(["日期"])
    True
    """
    words = sorted({plain(each) for each in headers} - {""})
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:24]
