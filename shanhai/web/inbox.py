"""What was handed in and is read in the background: a folder beside the ledger, one folder in it for each handing in.

A handing in is whole or not there: files are laid into a folder whose name says that it is unfinished (`.part`), which gets its own name
in one step when all have come. What was found goes line by line into a log beside the files; killed half-way, the reading starts again at
the first file and passes quickly over pages that the ledger has. When all is read, the files go and the log stays.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import field

from shanhai.ledger import Ledger
from shanhai.ledger.engine import file_of, url_of
from shanhai.ledger.intake import take_in
from shanhai.model import PageError, ShanhaiError
from shanhai.model.struct import Value
from shanhai.pages import Fetched, fetch_all

log = logging.getLogger(__name__)

UNFINISHED = ".part"
FILES, LOG, ORDER = "files", "log.jsonl", "order.json"
KEPT = 50
"""Handings in whose logs are kept: the latest."""


class Order(Value, frozen=True, kw_only=True):
    """What was handed in: who, when (ISO 8601, UTC), the names of its files as they were given, and an address."""

    who: str = ""
    made: str = ""
    names: dict[str, str] = field(default_factory=dict)
    url: str = ""


class Line(Value, frozen=True, kw_only=True):
    """What became of one page: new, known, recaptured, reread, forgotten or unread; its title and the facts found, or why not."""

    source: str
    outcome: str
    page: str = ""
    title: str = ""
    facts: dict[str, int] = field(default_factory=dict)
    review: int = 0
    repairs: int = 0
    problem: str = ""
    remedy: str = ""


class Batch(Value, frozen=True, kw_only=True):
    """A handing in: its order, what has become of its pages so far, and whether all of it is read."""

    id: str
    order: Order
    lines: tuple[Line, ...]
    done: bool

    @property
    def counted(self) -> dict[str, int]:
        """How many pages by what became of them."""
        return dict(Counter(line.outcome for line in self.lines))


class Inbox:
    """The folder, and the thread that reads what lies in it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @classmethod
    def beside(cls, ledger: str) -> Inbox:
        """The inbox of a ledger: beside its file, or in the working folder where it has none."""
        file = file_of(url_of(ledger))
        return cls(file.with_name(f"{file.name}.inbox") if file else Path("shanhai.inbox"))

    def open(self) -> Laying:
        """A new handing in, to be filled."""
        return Laying(self)

    def batch(self, name: str) -> Batch | None:
        """The handing in of this name."""
        folder = self.place / name
        if not _is_name(name) or not (folder / ORDER).is_file():
            return None
        return Batch(id=name, order=_order(folder), lines=tuple(_lines(folder)), done=not (folder / FILES).exists())

    def batches(self) -> tuple[Batch, ...]:
        """All handings in, the latest first."""
        return tuple(found for name in reversed(self._names()) if (found := self.batch(name)) is not None)

    def start(self, ledger: Ledger) -> None:
        """Sweeps up what was never finished, and begins to read what was."""
        for left in self.place.glob(f"*{UNFINISHED}") if self.place.is_dir() else ():
            shutil.rmtree(left, ignore_errors=True)
        self._thread = threading.Thread(target=self._work, args=(ledger,), name="inbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stops after the page that is being read."""
        self._stop.set()
        self._wake.set()
        if self._thread:
            self._thread.join()

    def wake(self) -> None:
        """Says that something has come."""
        self._wake.set()

    def _names(self) -> list[str]:
        return sorted(each.name for each in self.place.iterdir() if _is_name(each.name)) if self.place.is_dir() else []

    def _work(self, ledger: Ledger) -> None:
        while not self._stop.is_set():
            waiting = [name for name in self._names() if (self.place / name / FILES).exists()]
            for name in waiting:
                try:
                    self._read(ledger, self.place / name)
                except (ShanhaiError, OSError):
                    log.exception("%s", name)  # tried again when something comes, or at the next start
                if self._stop.is_set():
                    return
            for old in [name for name in self._names() if not (self.place / name / FILES).exists()][:-KEPT]:
                shutil.rmtree(self.place / old, ignore_errors=True)
            self._wake.wait()
            self._wake.clear()

    def _read(self, ledger: Ledger, folder: Path) -> None:
        order = _order(folder)
        sources = [order.url] if order.url else [str(folder / FILES / name) for name in order.names]
        with (folder / LOG).open("wb") as told:
            for fetched in fetch_all(sources):
                if self._stop.is_set():
                    return
                line = _told(ledger, fetched, folder, order)
                told.write(msgspec.json.encode(line) + b"\n")
                told.flush()
            ledger.reconcile()
        shutil.rmtree(folder / FILES, ignore_errors=True)


class Laying:
    """A handing in that is being filled; it counts only when it is closed."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self.name = f"{datetime.now(UTC):%Y%m%d%H%M%S%f}-{secrets.token_hex(3)}"
        self._folder = inbox.place / f"{self.name}{UNFINISHED}"
        (self._folder / FILES).mkdir(parents=True)
        self._names: dict[str, str] = {}

    def file(self, given: str) -> Path:
        """Where the next file goes; its name on disk is ours, its suffix and the name that people see are the giver's."""
        known = PurePosixPath(given.replace("\\", "/")).name[:200] or "page"
        suffix = "".join(PurePosixPath(known).suffixes[-2:])[:20]
        name = f"{len(self._names):05}{suffix if suffix.isascii() and suffix.replace('.', '').isalnum() else ''}"
        self._names[name] = known
        return self._folder / FILES / name

    @property
    def empty(self) -> bool:
        """Whether no file was laid in."""
        return not self._names

    def close(self, *, who: str = "", url: str = "") -> str:
        """Makes it count, in one step; its name."""
        order = Order(who=who, made=datetime.now(UTC).isoformat(timespec="seconds"), names=self._names, url=url)
        (self._folder / ORDER).write_bytes(msgspec.json.encode(order))
        self._folder.replace(self._inbox.place / self.name)
        self._inbox.wake()
        return self.name

    def drop(self) -> None:
        """Lets it go."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _told(ledger: Ledger, fetched: Fetched | PageError, folder: Path, order: Order) -> Line:
    if isinstance(fetched, PageError):
        return _unread(fetched, folder, order)
    shown = _named(fetched.capture.source, folder, order)
    given = msgspec.structs.replace(fetched, capture=msgspec.structs.replace(fetched.capture, source=shown))
    try:
        outcome, reading = take_in(ledger, given)
    except ShanhaiError as error:
        return _unread(error, folder, order)
    except Exception as error:  # a defect of ours: one page never stops the others
        log.exception("%s", fetched.capture.page)
        problem = f"读这一页时程序出错 (internal error: {type(error).__name__})"
        return Line(source=shown, outcome="unread", problem=problem, remedy="请把这一页报告给我们 (report the page to us)")
    if reading is None:
        return Line(source=shown, outcome=outcome.value, page=fetched.capture.page)
    facts = reading.account.facts
    return Line(
        source=shown,
        outcome=outcome.value,
        page=reading.page.id,
        title=reading.account.page.title or "",
        facts=dict(Counter(str(type(fact).__struct_config__.tag) for fact in facts)),
        review=sum(fact.needs_review for fact in facts),
        repairs=len(reading.restored.edits),
    )


def _unread(error: ShanhaiError, folder: Path, order: Order) -> Line:
    return Line(source=_named(error.place, folder, order), outcome="unread", problem=error.problem, remedy=error.remedy or "")


def _named(source: str, folder: Path, order: Order) -> str:
    """A source by the name that its giver knows: what lies where on this disk is nobody's business."""
    rest = source.removeprefix(f"{folder / FILES}{os.sep}")
    for name, known in order.names.items():
        if rest.startswith(name):
            return known + rest[len(name) :]
    return rest


def _order(folder: Path) -> Order:
    return msgspec.json.decode((folder / ORDER).read_bytes(), type=Order)


def _lines(folder: Path) -> Iterator[Line]:
    try:
        written = (folder / LOG).read_bytes()
    except FileNotFoundError:
        return
    for line in written.split(b"\n")[:-1]:  # the last is being written
        yield msgspec.json.decode(line, type=Line)


def _is_name(name: str) -> bool:
    return name.replace("-", "").isalnum() and name.isascii() and len(name) < 60
