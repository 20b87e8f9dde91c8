"""Tables of pages: which column holds the page, and a row as a page; the names are in `columns.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO

import msgspec

from shanhai.model import PageError
from shanhai.model.struct import Value

from .container import Member
from .encoding import Decoded


class Columns(Value, frozen=True, kw_only=True):
    """The columns of a table: of HTML or of text, one of them at least, of the title, the address and the time of fetching."""

    html: str | None = None
    text: str | None = None
    title: str | None = None
    url: str | None = None
    fetched: str | None = None


class ColumnNames(Value, frozen=True, kw_only=True):
    """What columns are called, by what they hold."""

    html: tuple[str, ...]
    text: tuple[str, ...]
    title: tuple[str, ...]
    url: tuple[str, ...]
    fetched: tuple[str, ...]


@cache
def column_names() -> ColumnNames:
    """The names of `columns.yaml`."""
    return msgspec.yaml.decode(files(__package__).joinpath("columns.yaml").read_bytes(), type=ColumnNames)


def columns_of(names: Iterable[str], given: str | None = None) -> Columns | None:
    """The columns of a table whose names these are, `given` the one that holds the page; null when none holds pages.

    >>> columns_of(["编号", "标题", "正文"])
    Columns(html=None, text='正文', title='标题', url=None, fetched=None)
    >>> columns_of(["id", "Raw_HTML", "Text"]).html
    'Raw_HTML'
    >>> columns_of(["a", "b"], given="b").text
    'b'
    """
    present = {_plain(name): name for name in reversed(list(names))}
    known = column_names()
    html, text, title, url, fetched = (
        next((present[name] for name in wanted if name in present), None)
        for wanted in (known.html, known.text, known.title, known.url, known.fetched)
    )
    if given is not None:
        if given not in present.values():
            return None
        html, text = None, given
    if html is None and text is None:
        return None
    return Columns(html=html, text=text, title=title if title != text else None, url=url, fetched=fetched)


def row_member(table: Member, number: str, row: Mapping[str, object], columns: Columns, heard: Decoded | None = None) -> Member | PageError:
    r"""The page of a row, in UTF-8: its HTML where it has some, else its text under its title; an error for a row without either.

    `heard` is how the row was decoded; what it was before it became UTF-8 is kept among the headers.

    >>> table = Member(source="a.csv", name="a.csv", stream=BytesIO())
    >>> member = row_member(table, "2", {"t": "甲", "x": "乙"}, Columns(text="x", title="t"))
    >>> member.source, member.stream.read().decode()
    ('a.csv#2', '甲\n乙')
    """
    place = f"{table.source}#{number}"
    html, text, title = (_cell(row, column) for column in (columns.html, columns.text, columns.title))
    page, name = (html, "page.html") if html.strip() else (text, "page")
    if not page.strip():
        return PageError(place, "这一行没有网页 (empty row)", "若网页在别的列，请用 --column 指明")
    if name == "page" and title.strip() and not page.lstrip().startswith((title.strip(), "<")):
        page = f"{title.strip()}\n{page}"
    headers = {"url": url} if (url := _cell(row, columns.url).strip()) else {}
    if heard is not None:
        headers |= {"encoding": heard.encoding, "encoding-reason": heard.reason}
    stream = BytesIO(page.encode("utf-8", "replace"))
    fetched = _cell(row, columns.fetched).strip() or None
    return msgspec.structs.replace(table, source=place, name=name, stream=stream, headers=headers, fetched=fetched)


def no_column(place: str, names: Iterable[str]) -> PageError:
    """The error of a table none of whose columns is known to hold pages.

    >>> str(no_column("a.csv", ["id", "甲"]))
    'a.csv: 没有找到网页所在的列，只有：id、甲 (no column of pages); 请用 --column 指明，如 --column 正文'
    """
    shown = "、".join(" ".join(name.split())[:20] for name, _ in zip(names, range(20), strict=False)) or "（空）"
    return PageError(place, f"没有找到网页所在的列，只有：{shown} (no column of pages)", "请用 --column 指明，如 --column 正文")


def _plain(name: str) -> str:
    return "".join(name.lower().replace("-", "").replace("_", "").split())


def _cell(row: Mapping[str, object], column: str | None) -> str:
    value = row.get(column) if column is not None else None
    return "" if value is None else value if isinstance(value, str) else str(value)
