"""Asks the full-text index: how many documents meet a search, and which are the best of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, cast, column, exists, func, literal, select, table, text, union_all
from sqlalchemy.dialects.postgresql import TSQUERY

from .query import Query
from .schema import WORDS, search
from .tokens import LONGEST_PHRASE, Phrase

# A word in the title counts as much as five in the text.
_TITLE_WEIGHT = 5.0
# Ranking reads every match: 3 µs each on SQLite. Where there are more, those with the words in the title and the latest added are ranked.
RANKED = 5000

_words = table(WORDS, column("rowid", Integer), column("id", Integer), column("part", Integer), column("words"), column(WORDS))


def count(connection: Connection, sought: Query, *where: ColumnElement[bool]) -> int:
    """How many documents have the words and meet the conditions, which are on `search`."""
    if connection.dialect.name != "sqlite":
        chosen = select(search.c.id).where(*_in_vectors(sought), *where)
    else:
        chosen = _in_fts5(fts5(sought), where, _words.c.rowid)
    return int(connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one())


def keys(connection: Connection, sought: Query, *where: ColumnElement[bool]) -> Select[Any]:
    """The keys of the documents that have the words and meet the conditions, to be asked for within another question."""
    if connection.dialect.name != "sqlite":
        return select(search.c.key).where(*_in_vectors(sought), *where)
    return _in_fts5(fts5(sought), (literal(True), *where), search.c.key)


def has(connection: Connection, sought: Query, kind: str, key: ColumnElement[str]) -> ColumnElement[bool]:
    """The document of this kind and key has the words: asked of one document after the other, for lists most of which have them.

    60 µs for each that is asked on SQLite; `keys` takes 0.3 µs for each that has the words, whatever its kind.
    """
    mine = (search.c.kind == kind, search.c.key == key)
    if connection.dialect.name != "sqlite":
        return exists().where(*mine, *_in_vectors(sought))
    number = select(search.c.id).where(*mine).scalar_subquery().correlate_except(search)
    return exists(select(_words.c.rowid).where(_match(fts5(sought)), _words.c.rowid == number))


def best(connection: Connection, sought: Query, *where: ColumnElement[bool], offset: int, limit: int) -> tuple[int, ...]:
    """The numbers of the best documents, best first; of those that are as good, the latest by their date.

    Of more matches than `RANKED`, those with all words in the title and the latest added take part.
    """
    ranked = _ranked_fts5(sought, where) if connection.dialect.name == "sqlite" else _ranked_vectors(sought, where)
    together = union_all(*ranked).subquery()
    score = select(together.c.id, func.min(together.c.rank).label("rank")).group_by(together.c.id).subquery()
    order = (score.c.rank, search.c.date.desc().nulls_last(), search.c.key)
    chosen = select(search.c.id).join(score, score.c.id == search.c.id).order_by(*order).offset(offset).limit(limit)
    return tuple(connection.execute(chosen).scalars())


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


def _ranked_fts5(sought: Query, where: Sequence[ColumnElement[bool]]) -> list[Any]:
    rank = func.bm25(text(WORDS), _TITLE_WEIGHT, 1.0).label("rank")
    everywhere = fts5(sought)
    titled = f"({{title}} : ({fts5(Query(wanted=sought.wanted))})) AND ({everywhere})"
    some = (
        _in_fts5(asked, where, _words.c.rowid.label("id"), rank).order_by(_words.c.rowid.desc()).limit(RANKED)
        for asked in (everywhere, titled)
    )
    return [select(each.subquery()) for each in some]


# --- PostgreSQL ---------------------------------------------------------------------------------------------------------------------------


def _in_vectors(sought: Query) -> list[ColumnElement[bool]]:
    """Conditions on `search`: every wanted phrase stands in some part of the document, and no unwanted one."""
    return [*map(_in_some_part, sought.wanted), *(~and_(*map(_in_some_part, each)) for each in sought.unwanted)]


def _in_some_part(phrase: Phrase) -> ColumnElement[bool]:
    return search.c.id.in_(select(_words.c.id).where(_words.c.words.op("@@", is_comparison=True)(_asked([phrase]))))


def _asked(wanted: Sequence[Phrase]) -> ColumnElement[Any]:
    return cast(literal(" | ".join(f"({_tsquery(phrase)})" for phrase in wanted)), TSQUERY)


def _tsquery(phrase: Phrase) -> str:
    asked = phrase.tokens[:LONGEST_PHRASE]
    return " <-> ".join(f"'{token}'" for token in asked) + (":*" if phrase.prefix and asked == phrase.tokens else "")


def _ranked_vectors(sought: Query, where: Sequence[ColumnElement[bool]]) -> list[Any]:
    any_of = _asked(sought.wanted)
    # {D, C, B, A}: how much a word counts by its weight; 1: divided by one more than the logarithm of the length.
    score = func.ts_rank(text(f"'{{{1 / _TITLE_WEIGHT},0,0,1}}'::real[]"), _words.c.words, any_of, 1)
    latest = select(search.c.id).where(*_in_vectors(sought), *where).order_by(search.c.id.desc()).limit(RANKED)
    in_title = [
        search.c.id.in_(select(_words.c.id).where(_words.c.part == 0, _words.c.words.op("@@")(_asked([each])))) for each in sought.wanted
    ]
    titled = select(search.c.id).where(*in_title, *_in_vectors(sought), *where).order_by(search.c.id.desc()).limit(RANKED)
    rank = select(_words.c.id, (-func.sum(score)).label("rank")).group_by(_words.c.id)
    return [rank.where(_words.c.id.in_(select(chosen.subquery().c.id))) for chosen in (latest, titled)]
