"""The cells of the table of formats × encodings × damage: the page of each is made, read and measured."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import msgspec
from rapidfuzz.distance import Levenshtein

from bench.characters import errors
from bench.damage import damage
from bench.damage.script import traditional
from shanhai.model import Capture, Page, PageError
from shanhai.model.struct import Value
from shanhai.pages import fetch_all, open_pages, read_fetched
from shanhai.pages.web import Limits
from shanhai.restore import restore_text
from shanhai.restore.converter import simplify

from . import specimens
from .cases import CASES
from .made import parquet

SEED = 1

Result = tuple[Page, Capture] | PageError


class Format(Value, frozen=True, kw_only=True):
    """A format or a way in, and what of the encoding it leaves open."""

    name: str
    holds: str


class Encoding(Value, frozen=True, kw_only=True):
    """How the page's characters became bytes, what the page says of them, and what the reading must say."""

    name: str
    encode: str
    says: str
    mark: str = ""
    declared: str | None = None
    wrong: bool = False
    loses: int = 0
    read_as: str | None = None
    traditional: bool = False
    four_bytes: bool = False
    lossy: bool = False


class Damage(Value, frozen=True, kw_only=True):
    """A kind of damage done to the page before it was encoded."""

    kind: str
    adds: bool = False


class Table(Value, frozen=True, kw_only=True):
    """The axes of the table."""

    text: str
    four_bytes: str
    formats: tuple[Format, ...]
    encodings: tuple[Encoding, ...]
    damage: tuple[Damage, ...]


@cache
def table() -> Table:
    return msgspec.yaml.decode((CASES / "formats.yaml").read_bytes(), type=Table)


def open_to(form: Format, encoding: Encoding) -> bool:
    """Whether a format can hold a page in this encoding, so that there is a cell."""
    if form.holds == "nothing":
        return encoding == table().encodings[0]
    if form.holds == "characters":
        return encoding == table().encodings[0] or encoding.read_as is not None
    return form.holds == "declared" or not encoding.wrong


@cache
def clean(encoding: Encoding) -> str:
    """The page before any damage, in simplified characters."""
    return table().text + ("\n" + table().four_bytes if encoding.four_bytes else "")


@cache
def written(encoding: Encoding, harm: Damage) -> str:
    """The page as it was before it was encoded."""
    text = traditional(clean(encoding)) if encoding.traditional else clean(encoding)
    if harm.kind == "none":
        return text
    damaged = damage(text, harm.kind, seed=SEED).text
    if not harm.adds:
        return damaged
    # A site in this encoding has menus and notices in it.
    kept = (traditional(damaged) if encoding.traditional else damaged).encode(encoding.encode, "ignore")
    return kept.decode(encoding.encode)


def encoded(text: str, encoding: Encoding) -> bytes | None:
    """The bytes of a document; null where the encoding has no such characters."""
    try:
        octets = bytes.fromhex(encoding.mark) + text.encode(encoding.encode)
    except UnicodeEncodeError:
        return None
    if encoding.loses:
        draw = Random(SEED)
        octets = bytes(octet for octet in octets if octet < 0x80 or draw.random() > 1 / encoding.loses)
    if encoding.read_as == "cp1252":
        octets = "".join(bytes([octet]).decode("cp1252", "ignore") or chr(octet) for octet in octets).encode()
    elif encoding.read_as:
        octets = octets.decode(encoding.read_as, "replace").encode()
    return octets


Maker = Callable[[str, Encoding], bytes | None]


def _html(text: str, encoding: Encoding) -> bytes | None:
    return encoded(specimens.html(text, encoding.declared), encoding)


def _of_characters(make: Callable[[str], bytes]) -> Maker:
    """A format that holds characters holds those that the wrong reading gave."""

    def made(text: str, encoding: Encoding) -> bytes | None:
        octets = encoded(text, encoding)
        return None if octets is None else make(octets.decode())

    return made


def _around(make: Callable[[bytes], bytes], inner: Maker = _html) -> Maker:
    def made(text: str, encoding: Encoding) -> bytes | None:
        octets = inner(text, encoding)
        return None if octets is None else make(octets)

    return made


def _packed(suffix: str) -> Maker:
    """Two pages in an archive, one of HTML and one of text, which cannot say a wrong encoding."""

    def made(text: str, encoding: Encoding) -> bytes | None:
        page, plain = _html(text, encoding), encoded(text, encoding)
        return (
            None
            if page is None or plain is None
            else specimens.PACK[suffix]({"a.html": page, **({} if encoding.wrong else {"夹/b.txt": plain})})
        )

    return made


MAKERS: dict[str, Maker] = {
    ".txt": encoded,
    ".html": _html,
    ".htm": _html,
    ".mhtml": _around(specimens.mhtml),
    ".docx": _of_characters(specimens.word),
    ".pdf": _of_characters(specimens.printed),
    ".jsonl": lambda text, encoding: encoded(specimens.json_lines(text), encoding),
    ".csv": lambda text, encoding: encoded(specimens.comma_separated(text), encoding),
    ".xlsx": _of_characters(specimens.sheet),
    ".parquet": _of_characters(specimens.columns),
    ".parquet 二进制列": _around(lambda octets: parquet({"text": [octets]}), encoded),
    ".warc": _around(specimens.web_archive),
    ".warc.gz": _around(lambda octets: specimens.each_gzipped(specimens.web_archive(octets))),
    ".wet": _around(lambda octets: specimens.web_archive(octets, wet=True), encoded),
    ".zip": _packed(".zip"),
    ".tar": _packed(".tar"),
    ".tar.gz": _packed(".tar.gz"),
    "文件夹": _html,
    "标准输入": _html,
    "网址": _html,
}


def read(form: Format, octets: bytes, folder: Path, encoding: Encoding) -> list[tuple[Page, str]]:
    """Every page that is read of a cell, and all reasons that are recorded for its encoding; raises the first error."""
    pages = []
    for result in _opened(form, octets, folder, encoding):
        if isinstance(result, PageError):
            raise result
        page, capture = result
        pages.append((page, f"{page.encoding_reason}；{capture.headers.get('encoding-reason', '')}"))
    return pages


def _opened(form: Format, octets: bytes, folder: Path, encoding: Encoding) -> Iterator[Result]:
    if form.name == "标准输入":
        given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(octets))
        try:
            yield from open_pages(["-"])
        finally:
            sys.stdin = given
    elif form.name == "网址":
        with _site(octets, encoding.declared) as address:
            for fetched in fetch_all([address], limits=Limits(permits=lambda _: True)):
                yield fetched if isinstance(fetched, PageError) else (read_fetched(fetched), fetched.capture)
    elif form.name == "文件夹":
        (folder / "夹").mkdir(exist_ok=True)
        for name in ("a.html", "夹/b.htm"):
            (folder / name).write_bytes(octets)
        yield from open_pages([folder])
    else:
        path = folder / f"page{form.name.split()[0]}"
        path.write_bytes(octets)
        yield from open_pages([path])


@contextmanager
def _site(octets: bytes, charset: str | None) -> Iterator[str]:
    """A web site on this machine with one page."""

    class Site(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html" + (f"; charset={charset}" if charset else ""))
            self.end_headers()
            self.wfile.write(octets)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.002}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/page.html"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def cells(form: Format, encoding: Encoding) -> Iterator[tuple[Damage, bytes | None]]:
    """The cells of a row, by kind of damage; null bytes where the encoding has no such characters."""
    for harm in table().damage:
        yield harm, MAKERS[form.name](written(encoding, harm), encoding)


def cell_share(form: Format, encoding: Encoding, harm: Damage, octets: bytes, folder: Path) -> tuple[float, str]:
    """The share of a cell's characters that are read, of its worst page, and the reasons told; 0 and the problem when nothing is."""
    try:
        pages = read(form, octets, folder, encoding)
    except PageError as error:
        return 0.0, error.problem
    told = [share_read(written(encoding, harm), page.text) for page, _ in pages]
    return min(told), pages[told.index(min(told))][1]


def bare(text: str) -> str:
    """The text without white space, which formats lay out each in its way."""
    return "".join(text.split())


def share_read(text: str, page: str) -> float:
    """Percent of the characters of a page that the reading gives, other characters counted against it."""
    return _percent(Levenshtein.distance(bare(text), bare(page)), len(bare(text)))


def share_restored(page: str, encoding: Encoding, harm: Damage) -> float:
    """Percent of the characters right after restoration, widths not counted; traditional characters are right in simplified."""
    truth = simplify(written(encoding, harm)) if harm.adds else clean(encoding)
    found = errors(truth, _restored(page))
    return _percent(found.edits, found.length)


@cache
def _restored(page: str) -> str:
    return restore_text(page).text


def _percent(edits: int, length: int) -> float:
    return int(1000 * max(0.0, 1 - edits / length) + 1e-9) / 10


class Shares(Value, frozen=True, kw_only=True):
    """What was measured of the cells that do not hold, in percent; a cell that is not named holds whole.

    `read`: encoding → damage → format → share, "" for the formats that are not named; `restored`: encoding → damage → share, of HTML.
    `missing`: encoding → the damages whose characters it does not have.
    """

    read: dict[str, dict[str, dict[str, float]]] = {}  # noqa: RUF012
    restored: dict[str, dict[str, float]] = {}  # noqa: RUF012
    missing: dict[str, list[str]] = {}  # noqa: RUF012

    def of(self, form: Format, encoding: Encoding, harm: Damage) -> float:
        """The share of a cell's characters that are read."""
        cells = self.read.get(encoding.name, {}).get(harm.kind, {})
        return cells.get(form.name, cells.get("", 100.0))


@cache
def shares() -> Shares:
    return msgspec.yaml.decode((CASES / "formats-shares.yaml").read_bytes(), type=Shares)
