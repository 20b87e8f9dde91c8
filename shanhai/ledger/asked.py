"""The tables of what people are asked; `schema` has them with all others."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table

from shanhai.reconcile.asking import Question
from shanhai.reconcile.effect import Effect

from .columns import Json, Word


def asked(metadata: MetaData) -> tuple[Table, Table, Table, Table]:
    """Pairs just under the joining weight, questions by their gain, who has one in hand, and what an answer changed."""
    near = Table(
        "near",
        metadata,
        Column("one", Integer, ForeignKey("facts.number", ondelete="CASCADE"), primary_key=True, comment="the smaller number"),
        Column("other", Integer, ForeignKey("facts.number", ondelete="CASCADE"), primary_key=True),
        Column("score", Float, nullable=False, comment="just under what joins two statements"),
        Column("features", Json(tuple[str, ...]), nullable=False, comment="what the two have alike"),
        Index(None, "other"),
        sqlite_with_rowid=False,
    )

    questions = Table(
        "questions",
        metadata,
        Column("key", Word, primary_key=True, comment="of what is asked: the same in every ledger"),
        Column("kind", Word, nullable=False, comment="fact, conflict, guess, join or part"),
        Column("entry", Word, nullable=False),
        Column("other", Word, comment="the other entry, where it is asked whether two are one"),
        Column("gain", Float, nullable=False, comment="what an answer is worth"),
        Column("body", Json(Question), nullable=False),
        Index(None, "gain", "key"),
        Index(None, "kind", "gain"),
        Index(None, "entry"),
        Index(None, "other"),
    )

    leases = Table(
        "leases",
        metadata,
        Column("question", Word, primary_key=True, comment="outlives the question: its key comes back when it is asked anew"),
        Column("who", Word, primary_key=True),
        Column("until", Word, nullable=False, comment="ISO 8601, UTC"),
        Column("later", Boolean, nullable=False, comment="put off by this person, free for others"),
        Index(None, "until"),
        sqlite_with_rowid=False,
    )

    effects = Table(
        "effects",
        metadata,
        Column("judgement", Word, primary_key=True, comment="id of the first of those that were made together"),
        Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
        Column("body", Json(Effect), nullable=False, comment="what changed in the entries"),
    )
    return near, questions, leases, effects
