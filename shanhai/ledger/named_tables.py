"""The tables of what organisations' names mean, and of who is to answer what; `schema` has them with all others."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table

from .columns import Word


def called(metadata: MetaData) -> tuple[Table, Table, Table]:
    """What a name means where somebody decided, by what names may be of one organisation, and whose a question is."""
    organization_names = Table(
        "organization_names",
        metadata,
        Column("name", Word, primary_key=True),
        Column("page", Word, primary_key=True, comment="where the name means this; empty: everywhere else"),
        Column("organization", Word, ForeignKey("organizations.key"), nullable=False),
        Index(None, "organization"),
        sqlite_with_rowid=False,
    )

    organization_folds = Table(
        "organization_folds",
        metadata,
        Column("fold", Word, primary_key=True, comment="names that fold alike may be of one organisation"),
        Column("name", Word, primary_key=True),
        Index(None, "name"),
        sqlite_with_rowid=False,
    )

    assignments = Table(
        "assignments",
        metadata,
        Column("question", Word, primary_key=True, comment="outlives the question: its key comes back when it is asked anew"),
        Column("who", Word, nullable=False, comment="who is to answer; nobody else is asked"),
        Column("by", Word, nullable=False, comment="who said so"),
        Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
        Index(None, "who"),
        sqlite_with_rowid=False,
    )
    Index("ix_reading_organizations_name", metadata.tables["reading_organizations"].c.name)
    return organization_names, organization_folds, assignments
