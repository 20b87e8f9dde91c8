"""What promises and outcomes have in common, as keys: two that share none at any place are never held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations, product
from math import ceil

from sqlalchemy import BigInteger, BindParameter, Column, Connection, Integer, Table, bindparam, delete, func, insert, select

from shanhai.model import Field
from shanhai.model.struct import Value
from shanhai.reconcile.dating import span_of
from shanhai.reconcile.follow_up import NEVER_KEEPS, Outcome, Promise, weights

from .chunks import chunks
from .columns import Word
from .schema import metadata

ENOUGH = 3
"""Pairs of characters that two texts share before they are compared, or the share that the weights ask for where that is less."""

promise_keys = Table(
    "promise_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="a place, and a field, person, chain or pair of characters"),
    Column("said", Word, primary_key=True, comment="last day on which it can have been made"),
    Column("entry", Word, primary_key=True),
    Column("need", Integer, nullable=False, comment="how many such keys an outcome must have; 0: it must be among the first with this one"),
    sqlite_with_rowid=False,
)

outcome_keys = Table(
    "outcome_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "day", Word, primary_key=True, comment="first day on which it can have been; a letter after it puts what is dated coarsely first"
    ),
    Column("entry", Word, primary_key=True),
    sqlite_with_rowid=False,
)


class Keys(Value, frozen=True, kw_only=True):
    """The keys of a promise or an outcome, and where they are sorted in: `dense` ones many have in common, so that the first few tell."""

    at: str
    alone: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset()
    dense: frozenset[int] = frozenset()
    need: int = 0

    @property
    def all(self) -> frozenset[int]:
        """Every key."""
        return self.alone | self.texts | self.dense


def keys_of_promise(made: Promise) -> Keys | None:
    """The keys of a promise; null where nothing can answer it, as nobody knows when it was made."""
    said, fact = span_of(made.said), made.fact
    if said is None or made.withdrawn or not made.places:
        return None
    around, couples = [(place,) for place in made.places], list(_couples(made.places))
    names = (*fact.actors, *([fact.speaker] if fact.speaker else []))
    alone = [("actor", name) for name in names]
    alone += [("chain", chain.value) for chain in fact.chains]
    alone += [("quantity", pair) for pair in _measured(fact.quantity or "")[:1]]
    pairs = sorted(_pairs(fact.text))
    fields = [fact.field] if fact.field and fact.field is not Field.OTHER else []
    return Keys(
        at=f"{said.last.isoformat()}~",  # "~" follows every digit and letter: what came on that day did not come after it
        alone=_keys(around, alone),
        texts=_keys(around, (("pair", pair) for pair in pairs)),
        dense=_keys([*around, *couples], _of_fields(fields)) | _keys(couples, _met(names, fields)),
        need=min(ENOUGH, ceil(len(pairs) * weights().alike)),
    )


def keys_of_outcome(came: Outcome) -> Keys | None:
    """The keys of an outcome; null where its year is not known."""
    days = span_of(came.date)
    if days is None or not days.dated:
        return None
    met = came.type in NEVER_KEEPS  # those must share both places, and nobody looks at their words
    at = f"{days.first.isoformat()}{_FINENESS.get(len(came.date[:10]), 'c')}"
    couples, fields = list(_couples(came.places)), [each for each in came.fields if each is not Field.OTHER]
    if met:
        return Keys(at=at, dense=_keys(couples, [*_of_fields(fields), *_met(came.actors, fields)]))
    around = [(place,) for place in came.places]
    alone = [("actor", name) for name in came.actors] + [("chain", chain.value) for chain in came.chains]
    alone += [("quantity", pair) for pair in _measured(came.text)]
    return Keys(
        at=at,
        alone=_keys(around, alone),
        texts=_keys(around, (("pair", pair) for pair in _pairs(came.text))),
        dense=_keys([*around, *couples], _of_fields(fields)),
    )


def _of_fields(fields: Iterable[Field]) -> list[tuple[str, ...]]:
    return [("field", field.value) for field in fields]


def _met(names: Iterable[str], fields: Iterable[Field]) -> list[tuple[str, ...]]:
    """What a visit can share with a promise: somebody, or somebody and a field. Of those alike in that the first tell."""
    somebody = [("met", name) for name in names]
    return [*somebody, *((*each, field.value) for each in somebody for field in fields)]


def outcomes_for(connection: Connection, sought: Keys) -> set[str]:
    """The outcomes that share enough with a promise and came after it."""
    found: set[str] = set()
    for some in chunks(sorted(sought.alone)):
        found |= set(connection.execute(_SHARING, {"keys": some, "at": sought.at, "need": 1}).scalars())
    for some in chunks(sorted(sought.texts)):
        found |= set(connection.execute(_SHARING, {"keys": some, "at": sought.at, "need": sought.need}).scalars())
    for key in sorted(sought.dense):
        found |= set(connection.execute(_FIRST, {"key": key, "at": sought.at, "few": weights().shown}).scalars())
    return found


def promises_for(connection: Connection, came: Keys) -> set[str]:
    """The promises with which an outcome shares enough, and that were made before it."""
    found: set[str] = set()
    for some in chunks(sorted(came.alone | came.texts)):
        found |= set(connection.execute(_SHARED, {"keys": some, "at": came.at}).scalars())
    for key in sorted(came.dense):
        found |= set(connection.execute(_AMONG_FIRST, {"key": key, "at": came.at, "before": weights().shown - 1}).scalars())
    return found


# Built once: to build a question takes longer than to answer it.
_o, _p = outcome_keys.c, promise_keys.c
_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_KEY: BindParameter[int] = bindparam("key")
_AT: BindParameter[str] = bindparam("at")
_SHARING = select(_o.entry).where(_o.key.in_(_KEYS), _o.day > _AT).group_by(_o.entry).having(func.count() >= bindparam("need"))
_FIRST = select(_o.entry).where(_o.key == _KEY, _o.day > _AT).order_by(_o.day, _o.entry).limit(bindparam("few"))
_SHARED = select(_p.entry).where(_p.key.in_(_KEYS), _p.said < _AT, _p.need > 0).group_by(_p.entry, _p.need).having(func.count() >= _p.need)
# The day of the third outcome before this one with the key: to promises made before that day, three others come first.
_BEFORE = select(_o.day).where(_o.key == _KEY, _o.day < _AT).order_by(_o.day.desc()).limit(1).offset(bindparam("before"))
_AMONG_FIRST = select(_p.entry).where(_p.key == _KEY, _p.said < _AT, _p.said > func.coalesce(_BEFORE.scalar_subquery(), ""))


def put_promises(connection: Connection, held: dict[str, Keys]) -> None:
    """Writes the keys of promises that have none."""
    rows = []
    for entry, keys in held.items():
        rows += [{"key": key, "said": keys.at, "entry": entry, "need": keys.need} for key in keys.texts]
        rows += [{"key": key, "said": keys.at, "entry": entry, "need": 1} for key in keys.alone - keys.texts]
        rows += [{"key": key, "said": keys.at, "entry": entry, "need": 0} for key in keys.dense]
    if rows:
        connection.execute(insert(promise_keys), rows)


def put_outcomes(connection: Connection, held: dict[str, Keys]) -> None:
    """Writes the keys of outcomes that have none."""
    rows = [{"key": key, "day": keys.at, "entry": entry} for entry, keys in held.items() for key in sorted(keys.all)]
    if rows:
        connection.execute(insert(outcome_keys), rows)


def drop_keys(connection: Connection, table: Table, entry: str, keys: Keys) -> None:
    """Takes the keys out that an entry had."""
    day = table.c.said if table is promise_keys else table.c.day
    gone = delete(table).where(table.c.key == _KEY, day == _AT, table.c.entry == bindparam("entry"))
    if keys.all:
        connection.execute(gone, [{"key": key, "at": keys.at, "entry": entry} for key in sorted(keys.all)])


_FINENESS = {4: "a", 7: "b"}


def _couples(places: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from combinations(sorted(places), 2)


def _keys(around: Iterable[tuple[str, ...]], words: Iterable[tuple[str, ...]]) -> frozenset[int]:
    return frozenset(_hashed(*where, *word) for where, word in product(around, list(words)))


def _hashed(*parts: str) -> int:
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


def _pairs(text: str) -> set[str]:
    """The pairs of characters by which texts are compared (`reconcile.follow_up`)."""
    return {text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()}


def _measured(text: str) -> list[str]:
    """The pairs of characters that begin with a numeral, as a quantity does."""
    return [text[at : at + 2] for at in range(len(text) - 1) if text[at].isnumeric()]
