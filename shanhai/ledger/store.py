"""The ledger: opening it, adding pages, and looking at it while others add."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from shanhai.model import Capture, LedgerError
from shanhai.reconcile.judgement import Judgement

from . import judging, writer
from .changes import count_change, version
from .engine import compact, engine_of, file_of, reader_of, url_of, writer_of
from .migrate import bring_up_to_date
from .reading import Added, PageReading, checked
from .reconciler import reconcile
from .tombstone import page_forgotten
from .trouble import said_plainly

DEFAULT = "./shanhai.ledger"


class Ledger:
    """An open ledger; safe to share between threads, and with other programs that add or look at the same time.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     ledger.revisit(Capture(page="0" * 64, source="a.html"), rules="1") is None
    True
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self.place = place
        self._engine = engine
        self._reader = reader_of(engine)
        self._writer = writer_of(engine)

    @classmethod
    def open(cls, place: str = DEFAULT, *, create: bool = True) -> Self:
        """The ledger in a file (`office.ledger`, `sqlite:///office.ledger`) or a database (`postgresql://…`), brought up to date.

        LedgerError where it is not a ledger, is of a newer schema, cannot be opened or written, or is not there and not to be made.
        """
        with said_plainly(place):
            url = url_of(place)
            file = file_of(url)
            if file is not None and not create and not file.exists():
                raise LedgerError(place, "这里没有台账 (there is no ledger here)", "先 shanhai add PAGE… (make one by adding pages)")
            engine = engine_of(url)
            shown = url.render_as_string()  # a password in it is masked
            try:
                bring_up_to_date(engine, shown if file is None else place)
            except BaseException:
                engine.dispose()
                raise
            return cls(engine, shown if file is None else place)

    def add(self, reading: PageReading) -> Added:
        """Keeps a page with its capture and its reading, in one transaction; adding the same again changes nothing.

        What the ledger is to forget is not kept: a page not at all, a person on no page. LedgerError where the reading does not fit its
        page, or the ledger cannot be written.
        """
        sound = checked(reading)
        with self.writing() as connection:
            return writer.add(connection, sound)

    def revisit(self, capture: Capture, rules: str) -> Added | None:
        """Records the capture of a page that was already read under these rules; null where the page must be read.

        It costs a look-up, and writes only where the capture is new: the quick way past pages that are already there.
        """
        with self.looking() as connection:
            if page_forgotten(connection, capture.page):
                return Added.forgotten
            if not writer.read_under(connection, capture.page, rules):
                return None
            if writer.captured(connection, capture):
                return Added.known
        with self.writing() as connection:
            return Added.recaptured if writer.capture(connection, capture) else Added.known

    def reconcile(self) -> int:
        """Joins the pages that have been added since with all others, a hundred in a transaction; the number of pages joined.

        Views of entries and people show what has been joined. Cut short, it goes on with the next call.
        """
        joined = 0
        while True:
            with self.writing() as connection:
                count = reconcile(connection)
            if not count:
                return joined
            joined += count

    def judge(self, *judgements: Judgement) -> tuple[str, ...]:
        """Keeps what a person decided, and makes the entries anew that it changes; the judgements' ids. JudgementError: see `judging`."""
        with self.writing() as connection:
            ids = judging.record(connection, judgements)
        self.reconcile()
        return ids

    def undo(self, *ids: str, sitting: str | None = None) -> int:
        """Takes judgements back, these or a whole sitting's, and makes the entries anew; the number of those that were in force."""
        with self.writing() as connection:
            count = judging.undo(connection, ids=ids, sitting=sitting)
        self.reconcile()
        return count

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A connection in which everything is as it was at one moment, whoever adds meanwhile."""
        with said_plainly(self.place), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; all of it is kept at the end, or nothing if the end is not reached."""
        with said_plainly(self.place), self._writer.begin() as connection:
            yield connection
            count_change(connection)

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A connection that may write what no view shows (who is signed in): what was worked out from the ledger stays good."""
        with said_plainly(self.place), self._writer.begin() as connection:
            yield connection

    @property
    def version(self) -> int:
        """A number that rises with every transaction that has written, whoever wrote."""
        with self.looking() as connection:
            return version(connection)

    def scrub(self) -> None:
        """Writes the database anew without what was deleted from it. LedgerError where another program is in the way."""
        with said_plainly(self.place):
            compact(self._engine)

    @property
    def dialect(self) -> str:
        """The kind of database: `sqlite` or `postgresql`."""
        return self._engine.dialect.name

    def close(self) -> None:
        """Lets go of the database; a closed ledger can be opened again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
