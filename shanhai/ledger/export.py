"""The ledger as files for others: one JSON line for each entry, person, source and judgement, sorted, with ids made of content.

The same pages and judgements give the same bytes, in whatever order they came: nothing of the ledger's own (numbers, times, permanent ids)
is among it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from shanhai.model import LedgerError

from . import schema
from .reconciler import settle_grown
from .store import Ledger

_DIGITS = 16


def export_jsonl(ledger: Ledger, folder: Path) -> tuple[Path, ...]:
    """Writes the files into a folder, which is made; those of an earlier export are replaced. LedgerError where it cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     [path.name for path in export_jsonl(ledger, Path(folder) / "out")]
    ['judgements.jsonl', 'pages.jsonl', 'people.jsonl']
    """
    ledger.reconcile()
    with ledger.writing() as connection:
        settle_grown(connection)
    with ledger.looking() as connection:
        files = {"pages": _pages(connection), "people": _people(connection), "judgements": _judgements(connection)}
        files |= {kind: _entries(connection, kind) for kind in _kinds(connection)}
        return tuple(_write(folder / f"{name}.jsonl", lines) for name, lines in sorted(files.items()))


def _write(path: Path, lines: Iterator[dict[str, Any]]) -> Path:
    """One file, whole or not at all."""
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            for line in lines:
                out.write(msgspec.json.encode(line, order="sorted") + b"\n")
        beside.replace(path)
    except OSError as error:
        raise LedgerError(str(path), f"写不了 (it cannot be written: {error})", "换一个文件夹 (give another folder)") from error
    return path


def _kinds(connection: Connection) -> list[str]:
    e = schema.entries.c
    return list(connection.execute(select(e.type).distinct().order_by(e.type)).scalars())


def _pages(connection: Connection) -> Iterator[dict[str, Any]]:
    r, p, c = schema.readings.c, schema.fingerprints.c, schema.captures.c
    chosen = select(r.page, r.title, r.publisher, r.published, p.source, r.id)
    for row in connection.execute(chosen.outerjoin(schema.fingerprints, p.reading == r.id).where(r.shown).order_by(r.page)):
        captured = connection.execute(select(c.source).where(c.page == row.page).order_by(c.source).distinct()).scalars().all()
        yield {
            "id": row.page,
            "captured": list(captured),
            "title": row.title,
            "publisher": row.publisher,
            "published": row.published,
            "source": row.source or row.page,
        }


def person_id(name: str, pages: list[str]) -> str:
    """The id of a person: of the name and the first page that bears it."""
    return hashlib.sha256(f"{min(pages)}/{name}".encode()).hexdigest()[:_DIGITS]


def _bearers(connection: Connection) -> dict[str, tuple[str, list[str]]]:
    """By key of the ledger: the name of each person and the pages that bear it."""
    r, p = schema.readings.c, schema.reading_people.c
    found: dict[str, tuple[str, list[str]]] = {}
    chosen = select(p.person, p.name, r.page).join(schema.readings, (r.id == p.reading) & r.shown).distinct().order_by(r.page)
    for row in connection.execute(chosen):
        found.setdefault(row.person, (row.name, []))[1].append(row.page)
    return found


def _people(connection: Connection) -> Iterator[dict[str, Any]]:
    lines = [{"id": person_id(name, pages), "name": name, "pages": sorted(pages)} for name, pages in _bearers(connection).values()]
    yield from sorted(lines, key=lambda line: str(line["id"]))


def _entries(connection: Connection, kind: str) -> Iterator[dict[str, Any]]:
    e, s, f, r, t = schema.entries.c, schema.statements.c, schema.facts.c, schema.readings.c, schema.fact_people.c
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    chosen = select(s.entry, r.page, f.id).join(schema.facts, f.number == s.fact).join(schema.readings, r.id == f.reading)
    for row in connection.execute(chosen.where(f.type == kind, s.entry.is_not(None))):
        said[row.entry].append((row.page, row.id))
    ids = {key: person_id(name, pages) for key, (name, pages) in _bearers(connection).items()}
    people: dict[str, dict[str, str]] = defaultdict(dict)
    named = select(s.entry, t.name, t.person).join(schema.statements, s.fact == t.fact).where(s.entry.is_not(None))
    for entry, name, person in connection.execute(named):
        if person in ids:
            people[entry][name] = min(ids[person], people[entry].get(name, "g"))
    listed = select(e.id, e.anchor, e.body, e.pages, e.sources, e.conflicts).where(e.type == kind).order_by(e.anchor)
    for line in connection.execute(listed):
        fact = {name: value for name, value in msgspec.to_builtins(line.body).items() if name not in _NOT_SAID}
        yield {
            **fact,
            "id": line.anchor,
            "pages": line.pages,
            "sources": line.sources,
            "people": people[line.id],
            "statements": [{"page": page, "fact": fact_id} for page, fact_id in sorted(said[line.id])],
            "conflicts": msgspec.to_builtins(line.conflicts),
        }


_NOT_SAID = frozenset({"id", "page", "evidence"})


def _judgements(connection: Connection) -> Iterator[dict[str, Any]]:
    j = schema.judgements.c
    for row in connection.execute(select(j.id, j.body).where(j.undone.is_(None)).order_by(j.id)):
        yield {"id": row.id, **msgspec.to_builtins(row.body)}
