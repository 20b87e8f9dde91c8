"""Measures as a table: one row a category, subject and unit, one column a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shanhai.model import Measure
from shanhai.model.struct import Value

from .statement import Statement


class Series(Value, frozen=True, kw_only=True):
    """What a number counts, and the statements of each year ("" without a year): several where pages differ."""

    category: str | None
    subject: str
    unit: str
    years: dict[str, tuple[Statement, ...]]


def series(measures: Iterable[Statement]) -> tuple[Series, ...]:
    """The rows, by category and then by how many years they have; measures without a category last.

    >>> from shanhai.model import When
    >>> from shanhai.views import PageHead
    >>> page = PageHead(id="p", source="a.txt")
    >>> told = [Statement(page=page, fact=Measure(id=year, page="p", subject="帮扶资金", category="资金支持", unit="万元",
    ...     period=When(text="", start=year))) for year in ("2022", "2023")]
    >>> [(row.subject, sorted(row.years)) for row in series(told)]
    [('帮扶资金', ['2022', '2023'])]
    """
    rows: dict[tuple[str | None, str, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for stated in measures:
        measure = stated.fact
        if isinstance(measure, Measure):
            unit = (measure.unit or "") if measure.amount is None else ""
            rows[measure.category, measure.subject, unit][_year(measure)].append(stated)
    made = (
        Series(category=category, subject=subject, unit=unit, years={year: tuple(held) for year, held in sorted(years.items())})
        for (category, subject, unit), years in rows.items()
    )
    return tuple(sorted(made, key=lambda row: (row.category is None, row.category or "", -len(row.years), row.subject)))


def _year(measure: Measure) -> str:
    start = (measure.period and measure.period.start) or ""
    return "" if start.startswith("-") else start[:4]
