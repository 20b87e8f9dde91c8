"""Who and what bears the names that judgements are about, at one moment: with the pages of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, select

from shanhai.reconcile.effect import Seen
from shanhai.reconcile.judgement import NAMED, ORGANIZATION, PERSON, Judgement

from . import schema
from .chunks import chunks

Names = frozenset[tuple[str, str]]
"""Names, each with what bears it: person or organization."""


def names_in(judgements: Iterable[Judgement]) -> Names:
    """The names that judgements are about."""
    anchors = (anchor for each in judgements for anchor in (each.anchor, each.other) if anchor)
    return frozenset((anchor.type, str(anchor.value)) for anchor in anchors if anchor.type in NAMED)


def seen_by(connection: Connection, names: Names) -> list[Seen]:
    """All that bear these names."""
    people = sorted(name for kind, name in names if kind == PERSON)
    organizations = sorted(name for kind, name in names if kind == ORGANIZATION)
    return [
        *_seen(connection, PERSON, schema.reading_people, "person", people),
        *_seen(connection, ORGANIZATION, schema.reading_organizations, "organization", organizations),
    ]


def _seen(connection: Connection, kind: str, lists: Table, column: str, names: list[str]) -> Iterator[Seen]:
    r, key_of = schema.readings.c, lists.c[column]
    owner = {PERSON: schema.people, ORGANIZATION: schema.organizations}[kind]
    pages: dict[str, set[str]] = defaultdict(set)
    called: dict[str, str] = {}
    for chunk in chunks(names):
        keys = select(owner.c.key).where(owner.c.name.in_(chunk)) if kind == PERSON else select(key_of).where(lists.c.name.in_(chunk))
        chosen = select(key_of.label("key"), lists.c.name, owner.c.name.label("called"), r.page).select_from(lists)
        chosen = chosen.join(schema.readings, (r.id == lists.c.reading) & r.shown).join(owner, owner.c.key == key_of)
        for row in connection.execute(chosen.where(key_of.in_(keys))):
            pages[row.key].add(f"{row.page}/{row.name}")
            called[row.key] = row.called
    for key in sorted(pages):
        yield Seen(id=f"{kind}/{key}", type=kind, caption=called[key], statements=tuple(sorted(pages[key])))
