"""Asks the full-text index: how many documents meet a search, and which are the best of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    column,
    exists,
    func,
    literal,
    select,
    table,
    text,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from .columns import Word
from .fulltext import OF_KIND, TITLED
from .query import Query
from .schema import search
from .tokens import LONGEST_PHRASE, Phrase
from .word_tables import WORDS

# A word in the title counts as much as five in the text.
_TITLE_WEIGHT = 5.0
# Ranking reads every match: 3 µs each on SQLite, 25 µs on PostgreSQL, which looks into the vector of each. Where there are more, those with
# the words in the title and the latest added are ranked.
RANKED = {"sqlite": 5000, "postgresql": 1500}

_words = table(
    WORDS,
    column("rowid", Integer),
    column("id", Integer),
    column("part", Integer),
    column("kind"),
    column("key", Word),
    column("words"),
    column(WORDS),
)


def count(connection: Connection, sought: Query, *where: ColumnElement[bool], kind: str | None = None) -> int:
    """How many documents, of one kind or of all, have the words and meet the conditions, which are on `search`."""
    if connection.dialect.name == "sqlite":
        chosen = _in_fts5(fts5(sought), _of(kind, *where), _words.c.rowid)
    else:
        chosen = _in_vectors(sought, where, kind).distinct()
    with _by_the_index(connection):
        return int(connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one())


def kinds(connection: Connection, sought: Query) -> dict[str, int]:
    """How many documents of each kind have the words, most first."""
    if connection.dialect.name == "sqlite":
        found = keys(connection, sought).with_only_columns(search.c.kind, func.count().label("n")).group_by(search.c.kind)
        counted = Counter({row.kind: row.n for row in connection.execute(found)})
    else:
        with _by_the_index(connection):
            counted = _kinds_in_vectors(connection, sought)
    return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def keys(connection: Connection, sought: Query, kind: str | None = None) -> Select[Any]:
    """The keys of the documents, of one kind or of all, that have the words, to be asked for within another question."""
    if connection.dialect.name == "sqlite":
        return _in_fts5(fts5(sought), (literal(True), *_of(kind)), search.c.key)
    return _with_words(sought, kind).with_only_columns(_words.c.key)


def has(connection: Connection, sought: Query, kind: str, key: ColumnElement[str]) -> ColumnElement[bool]:
    """The document of this kind and key has the words: asked of one document after the other, for lists most of which have them.

    60 µs for each that is asked on SQLite; `keys` takes 0.3 µs for each that has the words, whatever its kind.
    """
    mine = (search.c.kind == kind, search.c.key == key)
    if connection.dialect.name != "sqlite":
        return exists().where(*mine, search.c.id.in_(_with_words(sought, kind)))
    number = select(search.c.id).where(*mine).scalar_subquery().correlate_except(search)
    return exists(select(_words.c.rowid).where(_match(fts5(sought)), _words.c.rowid == number))


def best(
    connection: Connection, sought: Query, *where: ColumnElement[bool], kind: str | None = None, offset: int, limit: int
) -> tuple[int, ...]:
    """The numbers of the best documents, best first; of those that are as good, the latest by their date.

    Of more matches than `RANKED`, those with all words in the title and the latest added take part.
    """
    score = _ranked_fts5(sought, _of(kind, *where)) if connection.dialect.name == "sqlite" else _ranked_vectors(sought, where, kind)
    order = (score.c.rank, search.c.date.desc().nulls_last(), search.c.key)
    chosen = select(search.c.id).join(score, score.c.id == search.c.id).order_by(*order).offset(offset).limit(limit)
    with _by_the_index(connection):
        return tuple(connection.execute(chosen).scalars())


def _of(kind: str | None, *where: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return where if kind is None else (search.c.kind == kind, *where)


# --- SQLite -------------------------------------------------------------------------------------------------------------------------------


def fts5(sought: Query) -> str:
    """The search in FTS5's language.

    >>> from .query import query
    >>> fts5(query("山海协作 县 -招聘"))
    '("山海 海协 协作" AND "县" *) NOT "招聘"'
    """
    wanted = " AND ".join(map(_phrase, sought.wanted))
    excluded = "".join(
        f" NOT {_phrase(each[0])}" if len(each) == 1 else f" NOT ({' AND '.join(map(_phrase, each))})" for each in sought.unwanted
    )
    return f"({wanted}){excluded}" if excluded and len(sought.wanted) > 1 else wanted + excluded


def _phrase(phrase: Phrase) -> str:
    asked = phrase.tokens[:LONGEST_PHRASE]
    return f'"{" ".join(asked)}"' + (" *" if phrase.prefix and asked == phrase.tokens else "")


def _match(asked: str) -> ColumnElement[bool]:
    return _words.c[WORDS].op("MATCH", is_comparison=True)(asked)


def _in_fts5(asked: str, where: Sequence[ColumnElement[bool]], *columns: ColumnElement[Any]) -> Select[Any]:
    chosen = select(*columns).where(_match(asked))
    # `+ 0`: SQLite asks the index once for all matches, not once for each document whether it is one (150 ms at 3,500 pages).
    return chosen.join(search, search.c.id == _words.c.rowid + 0).where(*where) if where else chosen


def _ranked_fts5(sought: Query, where: Sequence[ColumnElement[bool]]) -> Subquery:
    rank = func.bm25(text(WORDS), _TITLE_WEIGHT, 1.0).label("rank")
    everywhere = fts5(sought)
    titled = f"({{title}} : ({fts5(Query(wanted=sought.wanted))})) AND ({everywhere})"
    some = (
        _in_fts5(asked, where, _words.c.rowid.label("id"), rank).order_by(_words.c.rowid.desc()).limit(RANKED["sqlite"])
        for asked in (everywhere, titled)
    )
    together = union_all(*(select(each.subquery()) for each in some)).subquery()
    return select(together.c.id, func.min(together.c.rank).label("rank")).group_by(together.c.id).subquery()


# --- PostgreSQL ---------------------------------------------------------------------------------------------------------------------------


@contextmanager
def _by_the_index(connection: Connection) -> Iterator[None]:
    """No table is looked through from end to end meanwhile.

    PostgreSQL counts looking into a vector as dear as comparing two numbers, and reads all vectors for a word that most documents have:
    0.76 s of 442,464 documents, 0.21 s by the index.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    yield
    connection.exec_driver_sql("SET LOCAL enable_seqscan TO DEFAULT")


def _in_vectors(sought: Query, where: Sequence[ColumnElement[bool]], kind: str | None) -> Select[Any]:
    """The documents that have the words and meet the conditions, which are on `search`; some more than once."""
    having = _with_words(sought, kind)
    return select(search.c.id).where(search.c.id.in_(having), *where) if where else having


def _kinds_in_vectors(connection: Connection, sought: Query) -> Counter[str]:
    """Parts are counted, which are documents but for long ones; of these, those that have the first word in later parts alone are added.

    To count different numbers, PostgreSQL sorts them: 1.05 s of 442,464 documents, 0.28 s so.
    """
    w, found, counted = _words.c, _with_words(sought, None), Counter[str]()
    parts = connection.execute(found.with_only_columns(w.kind, w.part, func.count().label("n")).group_by(w.kind, w.part)).all()
    for row in parts:
        counted[row.kind] += row.n if row.part == 0 else 0
    if any(row.part for row in parts):
        first = _words.alias()
        before = exists().where(first.c.id == w.id, first.c.part == 0, _has(first, [_tsquery(sought.wanted[0])], None))
        later = found.where(w.part > 0, ~before).with_only_columns(w.kind, func.count(w.id.distinct()).label("n")).group_by(w.kind)
        counted.update({row.kind: row.n for row in connection.execute(later)})
    return counted


def _with_words(sought: Query, kind: str | None) -> Select[Any]:
    """The documents in which every wanted phrase stands in some part, and no unwanted one; once for each part that has the first."""
    first, *others = sought.wanted
    also = (_words.c.id.in_(_containing(phrase, kind)) for phrase in others)
    return select(_words.c.id).where(_has(_words, [_tsquery(first)], kind), *also, *_without(sought, kind))


def _without(sought: Query, kind: str | None) -> Iterator[ColumnElement[bool]]:
    for each in sought.unwanted:
        yield ~and_(*(_words.c.id.in_(_containing(phrase, kind)) for phrase in each))


def _containing(phrase: Phrase, kind: str | None) -> Select[Any]:
    parts = _words.alias()
    return select(parts.c.id).where(_has(parts, [_tsquery(phrase)], kind))


def _has(parts: FromClause, asked: Sequence[str], kind: str | None) -> ColumnElement[bool]:
    """One part of a document has all that is asked, and is of the kind."""
    of_kind = [f"'{OF_KIND}{kind}'"] if kind else []
    return parts.c.words.op("@@", is_comparison=True)(_vector_query(" & ", [*asked, *of_kind]))


def _vector_query(between: str, asked: Sequence[str]) -> ColumnElement[Any]:
    return cast(literal(between.join(f"({each})" for each in asked)), TSQUERY)


def _tsquery(phrase: Phrase, mark: str = "") -> str:
    """The phrase in the language of PostgreSQL's vectors, where its tokens are marked so."""
    asked = phrase.tokens[:LONGEST_PHRASE]
    return " <-> ".join(f"'{mark}{token}'" for token in asked) + (":*" if phrase.prefix and asked == phrase.tokens else "")


def _ranked_vectors(sought: Query, where: Sequence[ColumnElement[bool]], kind: str | None) -> Subquery:
    everywhere = _in_vectors(sought, where, kind)
    in_title = _has(_words, [_tsquery(each, TITLED) for each in sought.wanted], kind)
    titled = select(_words.c.id).where(in_title, *_without(sought, kind))
    if where:
        titled = select(search.c.id).where(search.c.id.in_(titled), *where)
    some = [select(_latest(chosen).subquery()) for chosen in (everywhere, titled)]
    any_of = _vector_query(" | ", list(map(_tsquery, sought.wanted)))
    # {D, C, B, A}: how much a word counts by its weight; 1: divided by one more than the logarithm of the length.
    score = func.ts_rank(text(f"'{{{1 / _TITLE_WEIGHT},0,0,1}}'::real[]"), _words.c.words, any_of, 1)
    ranked = select(_words.c.id, (-func.sum(score)).label("rank")).where(_words.c.id.in_(union(*some)))
    return ranked.group_by(_words.c.id).subquery()


def _latest(chosen: Select[Any]) -> Select[Any]:
    number = chosen.selected_columns[0]
    return chosen.order_by(number.desc()).limit(RANKED["postgresql"])
