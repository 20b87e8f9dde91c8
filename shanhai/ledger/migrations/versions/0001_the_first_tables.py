"""the first tables.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Sorted and compared by code point on both databases.
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Takes a ledger to this revision."""
    op.create_table(
        "organizations",
        sa.Column("key", WORD, nullable=False, comment="the name, until organisations are told apart"),
        sa.Column("name", WORD, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_organizations"),
    )
    op.create_index("ix_organizations_name", "organizations", ["name"], unique=False)
    op.create_table(
        "pages",
        sa.Column("id", WORD, nullable=False, comment="SHA-256 of the bytes, hexadecimal"),
        sa.Column("bytes", sa.LargeBinary(), nullable=False, comment="as fetched; zstd"),
        sa.Column("size", sa.Integer(), nullable=False, comment="of the bytes as fetched"),
        sa.Column("added", WORD, nullable=False, comment="ISO 8601, UTC: when the ledger first got it"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
    )
    op.create_table(
        "people",
        sa.Column("key", WORD, nullable=False, comment="the name, until people are told apart"),
        sa.Column("name", WORD, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_people"),
    )
    op.create_index("ix_people_name", "people", ["name"], unique=False)
    op.create_table(
        "places",
        sa.Column("key", WORD, nullable=False, comment="GB/T 2260 code, or the name where there is none"),
        sa.Column("name", WORD, nullable=False),
        sa.Column("code", WORD, nullable=True),
        sa.Column("level", WORD, nullable=True),
        sa.Column("parent", WORD, nullable=True, comment="key of the place it lies in"),
        sa.PrimaryKeyConstraint("key", name="pk_places"),
    )
    op.create_index("ix_places_name", "places", ["name"], unique=False)
    op.create_index("ix_places_parent", "places", ["parent"], unique=False)
    op.create_table(
        "captures",
        sa.Column("page", WORD, nullable=False),
        sa.Column("source", WORD, nullable=False, comment="path or URL"),
        sa.Column("fetched", WORD, nullable=False, comment="ISO 8601; empty: not known"),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_captures_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page", "source", "fetched", name="pk_captures"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_captures_source", "captures", ["source"], unique=False)
    op.create_table(
        "texts",
        sa.Column("page", WORD, nullable=False),
        sa.Column("linearisation", sa.Integer(), nullable=False, comment="version of the walk that laid the text out"),
        sa.Column("format", WORD, nullable=False),
        sa.Column("encoding", WORD, nullable=False),
        sa.Column("encoding_reason", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="the published text: what offsets count in"),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_texts_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page", "linearisation", name="pk_texts"),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", WORD, nullable=False),
        sa.Column("linearisation", sa.Integer(), nullable=False),
        sa.Column("rules", WORD, nullable=False, comment="version of rules and knowledge"),
        sa.Column("shown", sa.Boolean(), nullable=False, comment="what views show; at most one a page"),
        sa.Column("made", WORD, nullable=False, comment="ISO 8601, UTC"),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", WORD, nullable=True),
        sa.Column("published", WORD, nullable=True),
        sa.Column("restored", sa.Text(), nullable=True, comment="null: nothing was damaged, the published text itself"),
        sa.Column("damage", sa.Integer(), nullable=False, comment="number of edits"),
        sa.Column("edits", sa.LargeBinary(), nullable=False),
        sa.Column("blocks", sa.LargeBinary(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False, comment="without its facts and the page's text"),
        sa.ForeignKeyConstraint(
            ["page", "linearisation"], ["texts.page", "texts.linearisation"], name="fk_readings_page_linearisation", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint("page", "rules", name="uq_readings_page_rules"),
    )
    op.create_index("ix_readings_published", "readings", ["published"], unique=False)
    op.create_index(
        "ix_readings_shown", "readings", ["page"], unique=True, sqlite_where=sa.text("shown = 1"), postgresql_where=sa.text("shown")
    )
    op.create_table(
        "facts",
        sa.Column("number", sa.Integer(), nullable=False, comment="of no meaning outside this ledger"),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the account, from 0"),
        sa.Column("id", WORD, nullable=False, comment="Fact.id: made of the content, the same in every ledger"),
        sa.Column("type", WORD, nullable=False),
        sa.Column("modality", WORD, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False, comment="a visit that is told as history"),
        sa.Column("date_start", WORD, nullable=True, comment="ISO 8601 prefix, as stated; --MM-DD without a year"),
        sa.Column("date_end", WORD, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_facts_reading", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_facts"),
        sa.UniqueConstraint("reading", "id", name="uq_facts_reading_id"),
    )
    op.create_index(
        "ix_facts_review",
        "facts",
        ["reading"],
        unique=False,
        sqlite_where=sa.text("needs_review = 1"),
        postgresql_where=sa.text("needs_review"),
    )
    op.create_index("ix_facts_type", "facts", ["type", "date_start", "modality", "reading"], unique=False)
    op.create_table(
        "reading_organizations",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False, comment="as the page means it"),
        sa.Column("organization", WORD, nullable=False, comment="who or what is meant"),
        sa.ForeignKeyConstraint(["organization"], ["organizations.key"], name="fk_reading_organizations_organization"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_reading_organizations_reading", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "kind", "name", "organization", name="pk_reading_organizations"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_reading_organizations_organization_kind_reading", "reading_organizations", ["organization", "kind", "reading"], unique=False
    )
    op.create_table(
        "reading_people",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False, comment="as the page means it"),
        sa.Column("person", WORD, nullable=False, comment="who or what is meant"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_reading_people_person"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_reading_people_reading", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "role", "name", "person", name="pk_reading_people"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reading_people_person_role_reading", "reading_people", ["person", "role", "reading"], unique=False)
    op.create_table(
        "reading_places",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("name", WORD, nullable=False, comment="as the page means it"),
        sa.Column("place", WORD, nullable=False, comment="who or what is meant"),
        sa.Column("facts", sa.Integer(), nullable=False, comment="of this reading that name the place so"),
        sa.ForeignKeyConstraint(["place"], ["places.key"], name="fk_reading_places_place"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_reading_places_reading", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "name", "place", name="pk_reading_places"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reading_places_place_reading", "reading_places", ["place", "reading"], unique=False)
    op.create_table(
        "fact_organizations",
        sa.Column("fact", sa.Integer(), nullable=False),
        sa.Column("slot", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False, comment="as the page means it"),
        sa.Column("organization", WORD, nullable=False, comment="who or what is meant"),
        sa.ForeignKeyConstraint(["fact"], ["facts.number"], name="fk_fact_organizations_fact", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organization"], ["organizations.key"], name="fk_fact_organizations_organization"),
        sa.PrimaryKeyConstraint("fact", "slot", "name", "organization", name="pk_fact_organizations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fact_organizations_organization_slot_fact", "fact_organizations", ["organization", "slot", "fact"], unique=False)
    op.create_table(
        "fact_people",
        sa.Column("fact", sa.Integer(), nullable=False),
        sa.Column("slot", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False, comment="as the page means it"),
        sa.Column("person", WORD, nullable=False, comment="who or what is meant"),
        sa.ForeignKeyConstraint(["fact"], ["facts.number"], name="fk_fact_people_fact", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_fact_people_person"),
        sa.PrimaryKeyConstraint("fact", "slot", "name", "person", name="pk_fact_people"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fact_people_person_slot_fact", "fact_people", ["person", "slot", "fact"], unique=False)
    op.create_table(
        "fact_places",
        sa.Column("fact", sa.Integer(), nullable=False),
        sa.Column("slot", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False, comment="as the page means it"),
        sa.Column("place", WORD, nullable=False, comment="who or what is meant"),
        sa.ForeignKeyConstraint(["fact"], ["facts.number"], name="fk_fact_places_fact", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place"], ["places.key"], name="fk_fact_places_place"),
        sa.PrimaryKeyConstraint("fact", "slot", "name", "place", name="pk_fact_places"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fact_places_place_slot_fact", "fact_places", ["place", "slot", "fact"], unique=False)


def downgrade() -> None:
    """Takes a ledger back to the revision before."""
    op.drop_table("fact_places")
    op.drop_table("fact_people")
    op.drop_table("fact_organizations")
    op.drop_table("reading_places")
    op.drop_table("reading_people")
    op.drop_table("reading_organizations")
    op.drop_table("facts")
    op.drop_table("readings")
    op.drop_table("texts")
    op.drop_table("captures")
    op.drop_table("places")
    op.drop_table("people")
    op.drop_table("pages")
    op.drop_table("organizations")
