"""Who and what bears the names that judgements are about, at one moment: with the pages of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from shanhai.reconcile.effect import Seen
from shanhai.reconcile.judgement import NAMED, ORGANIZATION, PERSON, Judgement

from . import schema
from .chunks import chunks

Names = frozenset[tuple[str, str]]
"""Names, each with what bears it: person or organization."""


class Borne(NamedTuple):
    """Where bearers of names of one kind stand: they themselves, on which pages and in which facts, and the column of their key."""

    owner: Table
    lists: Table
    ties: Table
    column: str


BORNE: Mapping[str, Borne] = {
    PERSON: Borne(schema.people, schema.reading_people, schema.fact_people, "person"),
    ORGANIZATION: Borne(schema.organizations, schema.reading_organizations, schema.fact_organizations, "organization"),
}


def names_in(judgements: Iterable[Judgement]) -> Names:
    """The names that judgements are about."""
    anchors = (anchor for each in judgements for anchor in (each.anchor, each.other) if anchor)
    return frozenset((anchor.type, str(anchor.value)) for anchor in anchors if anchor.type in NAMED)


def seen_by(connection: Connection, names: Names) -> list[Seen]:
    """All that bear these names."""
    return [seen for kind in BORNE for seen in _seen(connection, kind, sorted(name for of, name in names if of == kind))]


def _seen(connection: Connection, kind: str, names: list[str]) -> Iterator[Seen]:
    owner, lists, _, column = BORNE[kind]
    r, key_of = schema.readings.c, lists.c[column]
    pages: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(names):
        keys = select(owner.c.key).where(owner.c.name.in_(chunk)) if kind == PERSON else select(key_of).where(lists.c.name.in_(chunk))
        chosen = select(key_of.label("key"), lists.c.name, r.page).join(schema.readings, (r.id == lists.c.reading) & r.shown)
        for row in connection.execute(chosen.where(key_of.in_(keys))):
            pages[row.key].add(f"{row.page}/{row.name}")
    for key in sorted(pages):
        yield Seen(id=f"{kind}/{key}", type=kind, caption=key, statements=tuple(sorted(pages[key])))
