"""A list as a file: exactly what its address shows, all of it, one row an entry."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec
from openpyxl import Workbook

from shanhai.ledger.finding import sentence
from shanhai.model import Amount, PlaceRef, Programme, When
from shanhai.views import Statement

from .language import Language
from .register import JOINED
from .values import fact_href, place_href

MOST = 100_000
"""Rows of a file: more than a spreadsheet is looked through, and about 20 s; a longer list is to be narrowed."""
BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the local code page."""

Row = dict[str, str | int | float | None]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(statements: Iterable[Statement], columns: Iterable[str], language: Language, base: str) -> Iterator[Row]:
    """The rows of a file, under the words of the reader's language; `base` is the address of the application.

    >>> from shanhai.model import Meeting
    >>> from shanhai.views import PageHead
    >>> from shanhai.web.language import language
    >>> told = Statement(fact=Meeting(id="f", page="p", name="联席会议"), page=PageHead(id="p", source="a.txt"), entry="meeting-1")
    >>> next(rows([told], ["name"], language("zh"), "http://localhost"))["名称"]
    '联席会议'
    """
    fields = [field for column in columns for field in JOINED.get(column, (column,))]
    for stated in statements:
        row: Row = {}
        for field in fields:
            row |= _cells(language.say(f"slot.{field}"), getattr(stated.fact, field, None), language)
        yield row | _frame(stated, language, base)


def _frame(stated: Statement, language: Language, base: str) -> Row:
    say = language.say
    return {
        say("file.review"): say("yes" if stated.fact.needs_review else "no"),
        say("file.differs"): say("yes" if stated.differs else "no"),
        say("file.pages"): stated.pages,
        say("file.sources"): stated.sources,
        say("file.sentence"): sentence(stated.fact),
        say("file.page"): stated.page.title or "",
        say("file.publisher"): stated.page.publisher or "",
        say("file.published"): stated.page.published or "",
        say("file.where"): base + fact_href(stated.fact.page, stated.fact.id),
        say("file.entry"): f"{base}/entries/{stated.entry}",
    }


def _cells(label: str, value: Any, language: Language) -> Row:
    """The cells of a field: places with their codes, times with both ends, money in yuan beside the page's words."""
    match value:
        case PlaceRef():
            return {label: value.name, f"{label} {language.say('file.code')}": value.code or ""}
        case When():
            return {
                label: value.start or "",
                f"{label} {language.say('file.end')}": value.end or "",
                f"{label} {language.say('file.stated')}": value.text,
            }
        case Amount():
            return {label: value.text, f"{label} {language.say('file.yuan')}": float(value.yuan)}
        case Programme():
            return {label: value.family.value if value.family else "", f"{label} {language.say('file.stated')}": value.stated}
        case Enum():
            return {label: language.word(type(value).__name__.lower(), str(value.value))}
        case Decimal():
            return {label: float(value)}
        case bool() | None:
            return {label: "" if value is None else language.say("yes" if value else "no")}
        case tuple():
            return {label: "；".join(each.name if isinstance(each, PlaceRef) else str(getattr(each, "value", each)) for each in value)}
        case _:
            return {label: value}


def head(made: Iterable[Row]) -> tuple[list[str], list[Row]]:
    """The columns that any of the rows has, in order, and the rows."""
    held = list(made)
    order: dict[str, None] = {}
    for row in held:
        fresh = [name for name in row if name not in order]
        if fresh:  # a date's end comes beside its start, though the first row has none
            order = dict.fromkeys(_merged(list(order), list(row)))
    return list(order), held


def _merged(one: list[str], other: list[str]) -> list[str]:
    merged = list(one)
    for at, name in enumerate(other):
        if name not in merged:
            before = next((each for each in reversed(other[:at]) if each in merged), None)
            merged.insert(merged.index(before) + 1 if before else 0, name)
    return merged


def as_csv(made: Iterable[Row]) -> bytes:
    r"""UTF-8 with a byte order mark, RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe.

    >>> as_csv([{"名称": "联席会议", "页数": 2}, {"名称": "=1+1"}]).decode()
    "\ufeff名称,页数\r\n联席会议,2\r\n'=1+1,\r\n"
    """
    columns, held = head(made)
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, columns, restval="")
    writer.writeheader()
    writer.writerows({name: _inert(value) for name, value in row.items()} for row in held)
    return (BOM + written.getvalue()).encode()


def as_xlsx(made: Iterable[Row]) -> bytes:
    """A workbook with one sheet, its first row fixed; texts are texts, whatever they begin with."""
    columns, held = head(made)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    for at, row in enumerate(held, 2):
        for column, name in enumerate(columns, 1):
            value = row.get(name)
            if value not in (None, ""):
                cell = sheet.cell(at, column)
                cell.value = _printable(value)
                if isinstance(value, str):
                    cell.data_type = "s"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_json(made: Iterable[Row]) -> bytes:
    """A JSON array of objects, each with all the names that the other files have; null where an entry has nothing."""
    columns, held = head(made)
    return msgspec.json.encode([{name: row.get(name) for name in columns} for row in held])


FORMATS: Mapping[str, tuple[str, Callable[[Iterable[Row]], bytes]]] = {
    "csv": ("text/csv", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
}
"""Media type and writer of each kind of file, by its suffix."""


def geojson(places: Iterable[tuple[PlaceRef, float, float, dict[str, Any]]]) -> bytes:
    """Places with coordinates (WGS 84) as a FeatureCollection."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"name": ref.name, "code": ref.code, "view": place_href(ref), **more},
        }
        for ref, lon, lat, more in places
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _inert(value: str | int | float | None) -> str | int | float | None:
    held = _printable(value)
    return f"'{held}" if isinstance(held, str) and held.startswith(_FORMULA) else held


def _printable(value: str | int | float | None) -> str | int | float | None:
    """A text without control characters, which a workbook cannot hold and a terminal obeys."""
    if not isinstance(value, str):
        return value
    return "".join(character for character in value if character >= " " or character in "\n\t")
