"""A page as fetched, and where it was fetched from."""

from __future__ import annotations

from .struct import Value
from .vocabulary import PartKind


class Part(Value, frozen=True, kw_only=True):
    """A stretch of the published text with its place in the document's structure; rows and columns count from 0.

    `rows` is the number of rows that a cell spans where it is more than its own, `name` the source fact of a property.
    """

    kind: PartKind
    start: int
    end: int
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int | None = None
    href: str | None = None
    name: str | None = None


class Page(Value, frozen=True, kw_only=True):
    """The bytes of a page, decoded and laid out once and for all.

    `id` is the SHA-256 of the bytes in hexadecimal, `text` the published text, `linearisation` the version of the walk that made it.
    `hidden` counts the characters of scripts, styles and invisible elements that were left out.
    """

    id: str
    format: str
    encoding: str
    text: str
    parts: tuple[Part, ...] = ()
    encoding_reason: str = ""
    linearisation: int = 1
    hidden: int = 0


class Capture(Value, frozen=True, kw_only=True):
    """One fetching of a page: the same bytes at two addresses are one page with two captures."""

    page: str
    source: str
    fetched: str | None = None
    headers: dict[str, str] = {}
