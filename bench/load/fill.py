"""Fills a ledger with made-up pages in bulk, joined as reconciling would join them; and copies it into PostgreSQL."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import Any

import msgspec
from msgspec import structs
from sqlalchemy import Connection, Table, insert, select, text

from shanhai.ledger import Ledger, PageReading, between, following, fulltext, journeys, placing, schema, staying
from shanhai.ledger.caption import caption
from shanhai.ledger.finding import sentence
from shanhai.ledger.gazetteer import rows_for
from shanhai.ledger.listed import row_of
from shanhai.ledger.ties import organizations_in, people_in, place_key, places_in
from shanhai.ledger.word_tables import WORDS
from shanhai.ledger.writer import date_of
from shanhai.model import AnyFact, Visit

from .events import Event, event
from .pages import RULES, pages_of

STEP = 4_000
"""Pages that are written in one transaction."""
ADDED = "2025-11-28T00:00:00+00:00"

Rows = dict[str, list[dict[str, Any]]]


class Entry:
    """An entry that grows: its first statement, and how many pages tell it."""

    __slots__ = ("anchor", "fact", "pages", "said")

    def __init__(self, fact: AnyFact) -> None:
        self.anchor = f"{fact.page}/{fact.id}"
        self.fact = structs.replace(fact, id="", page="", evidence={})
        self.said = sentence(fact)
        self.pages = 0

    @property
    def id(self) -> str:
        """As `entering` mints it."""
        return f"{type(self.fact).__struct_config__.tag}-{hashlib.sha256(self.anchor.encode()).hexdigest()[:12]}"


class Filler:
    """Rows of all tables, gathered page by page and written step by step."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.rows: Rows = defaultdict(list)
        self.facts = self.pages = self.documents = 0
        self.known: dict[str, set[str]] = defaultdict(set)
        self.lasting: dict[str, Entry] = {}
        self.late: list[tuple[int, str, str]] = []
        """Statements of the entries that are written at the end."""

    def fill(self, facts: int) -> None:
        """Writes events until there are so many facts."""
        number = 0
        while self.facts < facts:
            self._event(event(number))
            number += 1
            if self.pages % STEP < 3 and len(self.rows["readings"]) > STEP // 2:
                self._flush()
        for entry in self.lasting.values():
            self._entry(entry)
            if len(self.rows["entries"]) > STEP * 4:
                self._flush()
        self._flush()
        for at in range(0, len(self.late), STEP * 4):
            self.rows["statements"] = [{"fact": fact, "entry": entry, "key": key} for fact, entry, key in self.late[at : at + STEP * 4]]
            self._flush()
        with self.ledger.writing() as connection:
            placing.refill(connection)
            between.refill(connection)
            for derived in (following, staying, journeys):
                derived.refill(connection)

    def _event(self, told: Event) -> None:
        entries: dict[int, Entry] = {}
        for reading, kept in pages_of(told, self.pages + 1):
            self._page(reading)
            for place, (position, fact) in enumerate(zip(kept, reading.account.facts, strict=True)):
                entry = self._entry_of(told, position, fact, entries)
                entry.pages += 1
                if told.keys[position]:
                    self.late.append((self.facts + 1, entry.id, told.keys[position]))
                else:
                    self.rows["statements"].append({"fact": self.facts + 1, "entry": entry.id, "key": None})
                self._fact(reading, self.facts + 1, place, fact)
                self.facts += 1
        for entry in entries.values():
            self._entry(entry)

    def _entry_of(self, told: Event, position: int, fact: AnyFact, entries: dict[int, Entry]) -> Entry:
        key = f"{type(fact).__struct_config__.tag}:{told.keys[position]}"
        if told.keys[position]:
            if key not in self.lasting:
                self.lasting[key] = Entry(fact)
            return self.lasting[key]
        if position not in entries:
            entries[position] = Entry(fact)
        return entries[position]

    def _page(self, reading: PageReading) -> None:
        self.pages += 1
        page, source = reading.page, reading.account.page
        put = self.rows
        put["pages"].append({"id": page.id, "bytes": reading.raw, "size": len(reading.raw), "added": ADDED})
        put["captures"].append({"page": page.id, "source": reading.capture.source, "fetched": "", "headers": {}})
        put["texts"].append({"page": page.id} | {field: getattr(page, field) for field in _TEXT})
        account = structs.replace(reading.account, facts=())
        put["readings"].append(
            {
                "id": self.pages,
                "page": page.id,
                "linearisation": page.linearisation,
                "rules": RULES,
                "shown": True,
                "made": ADDED,
                "relevant": True,
                "title": source.title,
                "publisher": source.publisher,
                "published": source.published,
                "restored": None,
                "damage": 0,
                "edits": (),
                "blocks": reading.blocks,
                "account": account,
            }
        )
        put["fingerprints"].append({"reading": self.pages, "signature": b"", "length": 0, "source": page.id})
        self._ties(reading)
        self._document(fulltext.PAGE, page.id, source.published, source.title or "", page.text)

    def _ties(self, reading: PageReading) -> None:
        account, put = reading.account, self.rows
        named = Counter(place_key(ref) for fact in account.facts for _, ref in dict.fromkeys(places_in(fact)))
        for ref in account.places:
            for row in reversed(rows_for(ref)):
                self._know("places", row.key, msgspec.to_builtins(row))
            put["reading_places"].append({"reading": self.pages, "name": ref.name, "place": place_key(ref), "facts": named[place_key(ref)]})
        for person in account.people:
            self._know("people", person.name, {"key": person.name, "name": person.name})
            put["reading_people"].append({"reading": self.pages, "role": person.role.value, "name": person.name, "person": person.name})
        for body in account.organizations:
            self._know("organizations", body.name, {"key": body.name, "name": body.name})
            row = {"reading": self.pages, "kind": body.kind.value, "name": body.name, "organization": body.name}
            put["reading_organizations"].append(row)

    def _know(self, table: str, key: str, row: dict[str, Any]) -> None:
        if key not in self.known[table]:
            self.known[table].add(key)
            self.rows[table].append(row)

    def _fact(self, reading: PageReading, number: int, position: int, fact: AnyFact) -> None:
        put, when = self.rows, date_of(fact)
        put["facts"].append(
            {
                "number": number,
                "reading": self.pages,
                "position": position,
                "id": fact.id,
                **_frame(fact),
                "date_start": when.start if when else None,
                "date_end": when.end if when else None,
                "body": fact,
            }
        )
        places = dict.fromkeys((slot, ref.name, place_key(ref)) for slot, ref in places_in(fact))
        put["fact_places"] += [{"fact": number, "slot": slot, "name": name, "place": key} for slot, name, key in places]
        people = dict.fromkeys(people_in(fact, reading.account))
        put["fact_people"] += [{"fact": number, "slot": tie.slot, "name": tie.name, "person": tie.key} for tie in people]
        bodies = dict.fromkeys(organizations_in(fact, reading.account))
        put["fact_organizations"] += [{"fact": number, "slot": tie.slot, "name": tie.name, "organization": tie.key} for tie in bodies]

    def _entry(self, entry: Entry) -> None:
        when = date_of(entry.fact)
        row = {
            "id": entry.id,
            "anchor": entry.anchor,
            "type": type(entry.fact).__struct_config__.tag,
            **_frame(entry.fact),
            "date_start": when.start if when else None,
            "date_end": when.end if when else None,
            "statements": entry.pages,
            "pages": entry.pages,
            "sources": entry.pages,
            "settled": entry.pages,
            "body": entry.fact,
            "conflicts": {},
        }
        self.rows["entries"].append(row)
        self.rows["listed"].append(row_of(row))
        self._document(str(row["type"]), entry.id, row["date_start"], caption(entry.fact), entry.said)  # type: ignore[arg-type]

    def _document(self, kind: str, key: str, date: str | None, title: str, said: str) -> None:
        self.documents += 1
        self.rows["search"].append({"id": self.documents, "kind": kind, "key": key, "date": date, "tokens": fulltext.VERSION})
        self.rows["search_texts"].append({"id": self.documents, "title": title, "text": said.encode()})
        columns = {name: " ".join(fulltext.tokens(value)) for name, value in (("title", title), ("body", said))}
        self.rows[WORDS].append({"id": self.documents, **columns})

    def _flush(self) -> None:
        with self.ledger.writing() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table in (*schema.metadata.sorted_tables,):
                if rows := self.rows.pop(table.name, None):
                    connection.execute(insert(table), rows)
            if words := self.rows.pop(WORDS, []):
                connection.execute(text(f"INSERT INTO {WORDS}(rowid, title, body) VALUES (:id, :title, :body)"), words)
        self.rows.clear()
        print(f"{self.pages:,} pages, {self.facts:,} facts", flush=True)


_TEXT = ("linearisation", "format", "encoding", "encoding_reason", "hidden", "text", "parts")


def _frame(fact: AnyFact) -> dict[str, Any]:
    return {
        "type": str(type(fact).__struct_config__.tag),
        "modality": fact.modality.value,
        "confidence": fact.confidence,
        "needs_review": fact.needs_review,
        "background": isinstance(fact, Visit) and fact.background,
    }


def copy_to_postgres(source: Ledger, address: str) -> None:
    """The same ledger in an empty PostgreSQL database: rows by COPY, the index of words made of the same documents."""
    import psycopg

    Ledger.open(address).close()  # makes the tables
    with source.looking() as reader, psycopg.connect(address.replace("+psycopg", "")) as writer, writer.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("DELETE FROM changes")
        for table in schema.metadata.sorted_tables:
            _copy(reader, cursor, table)
        _copy_words(reader, cursor)
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as writer:
        writer.execute("VACUUM ANALYZE")


def _copy(reader: Connection, cursor: Any, table: Table) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    yes_or_no = [at for at, column in enumerate(table.columns) if column.type.python_type is bool]
    driver = reader.connection.driver_connection
    with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in driver.execute(f'SELECT {names} FROM "{table.name}"'):
            copy.write_row([bool(value) if at in yes_or_no else value for at, value in enumerate(row)] if yes_or_no else row)
    print("copied", table.name, flush=True)


def _copy_words(reader: Connection, cursor: Any) -> None:
    chosen = select(schema.search, schema.search_texts.c.title, schema.search_texts.c.text)
    rows = reader.execution_options(stream_results=True).execute(
        chosen.join(schema.search_texts, schema.search_texts.c.id == schema.search.c.id)
    )
    with cursor.copy(f"COPY {WORDS} (id, part, kind, key, words) FROM STDIN") as copy:
        for row in rows:
            document = fulltext.Document(kind=row.kind, key=row.key, date=row.date, title=row.title, text=row.text.decode())
            for part, words in enumerate(fulltext.vectors(document)):
                copy.write_row((row.id, part, row.kind, row.key, words))
