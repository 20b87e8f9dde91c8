"""The tables of the ledger; docs/ledger.md says what each promises.

Layers, and nothing flows back: what was fetched (`pages`, `captures`) and what people decided (`judgements`) are the sources; what the
rules made of them (`readings` and all that hangs on them), who and what is meant (`places`, `people`, `organizations`) and what many pages
together say (`entries`) can each be made again. A tie carries the name as the page means it *and* a key of who is meant, so that who is
meant can change without touching what was said.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from shanhai.model import Account, AnyFact, Block, Edit, Part
from shanhai.reconcile.judgement import Judgement
from shanhai.reconcile.persona import Persona
from shanhai.reconcile.settling import Standing

from .asked import asked
from .columns import Compressed, Json, Packed, Word
from .named_tables import called
from .sheet_tables import sheeted
from .word_tables import worded

HEAD = "0015"  # the newest migration; tests/ledger/test_migrate.py holds it to the files

_NAMES = {kind: f"{kind}_%(table_name)s_%(column_0_N_name)s" for kind in ("ix", "uq", "fk")} | {"pk": "pk_%(table_name)s"}
metadata = MetaData(naming_convention=_NAMES)

# --- what was fetched -------------------------------------------------------------------------------------------------------------------

pages = Table(
    "pages",
    metadata,
    Column("id", Word, primary_key=True, comment="SHA-256 of the bytes, hexadecimal"),
    Column("bytes", Compressed, nullable=False, comment="as fetched; zstd"),
    Column("size", Integer, nullable=False, comment="of the bytes as fetched"),
    Column("added", Word, nullable=False, comment="ISO 8601, UTC: when the ledger first got it"),
)

captures = Table(
    "captures",
    metadata,
    Column("page", Word, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Word, primary_key=True, comment="path or URL"),
    Column("fetched", Word, primary_key=True, comment="ISO 8601; empty: not known"),
    Column("headers", Json(dict[str, str]), nullable=False),
    Index(None, "source"),
    sqlite_with_rowid=False,
)

texts = Table(
    "texts",
    metadata,
    Column("page", Word, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True),
    Column("linearisation", Integer, primary_key=True, comment="version of the walk that laid the text out"),
    Column("format", Word, nullable=False),
    Column("encoding", Word, nullable=False),
    Column("encoding_reason", Text, nullable=False),
    Column("hidden", Integer, nullable=False),
    Column("text", Text, nullable=False, comment="the published text: what offsets count in"),
    Column("parts", Packed(tuple[Part, ...]), nullable=False),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("kind", Word, primary_key=True, comment="page or person"),
    Column("hash", Word, primary_key=True, comment="SHA-256 of what is not to come back, hexadecimal"),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    sqlite_with_rowid=False,
)

redactions = Table(
    "redactions",
    metadata,
    Column("page", Word, ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    sqlite_with_rowid=False,
)
"""Pages whose bytes are no longer those that were fetched: somebody's name was taken out of them, and they are plain text now."""

# --- what the rules made of it ----------------------------------------------------------------------------------------------------------

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page", Word, nullable=False),
    Column("linearisation", Integer, nullable=False),
    Column("rules", Word, nullable=False, comment="version of rules and knowledge"),
    Column("shown", Boolean, nullable=False, comment="what views show; at most one a page"),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("relevant", Boolean, nullable=False),
    Column("title", Text),
    Column("publisher", Word),
    Column("published", Word),
    Column("restored", Text, comment="null: nothing was damaged, the published text itself"),
    Column("damage", Integer, nullable=False, comment="number of edits"),
    Column("edits", Packed(tuple[Edit, ...]), nullable=False),
    Column("blocks", Packed(tuple[Block, ...]), nullable=False),
    Column("account", Json(Account), nullable=False, comment="without its facts and the page's text"),
    UniqueConstraint("page", "rules"),
    ForeignKeyConstraint(["page", "linearisation"], ["texts.page", "texts.linearisation"], ondelete="CASCADE"),
    Index("ix_readings_shown", "page", unique=True, sqlite_where=text("shown = 1"), postgresql_where=text("shown")),
    Index(None, "published"),
)

facts = Table(
    "facts",
    metadata,
    Column("number", Integer, primary_key=True, comment="of no meaning outside this ledger"),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False, comment="in the account, from 0"),
    Column("id", Word, nullable=False, comment="Fact.id: made of the content, the same in every ledger"),
    Column("type", Word, nullable=False),
    Column("modality", Word, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    Column("background", Boolean, nullable=False, comment="a visit that is told as history"),
    Column("date_start", Word, comment="ISO 8601 prefix, as stated; --MM-DD without a year"),
    Column("date_end", Word),
    Column("body", Json(AnyFact), nullable=False),
    UniqueConstraint("reading", "id"),
    Index("ix_facts_type", "type", "date_start", "modality", "reading"),
    Index("ix_facts_reading_type", "reading", "type"),
    Index("ix_facts_review", "reading", sqlite_where=text("needs_review = 1"), postgresql_where=text("needs_review")),
)

# --- who and what is meant --------------------------------------------------------------------------------------------------------------

places = Table(
    "places",
    metadata,
    Column("key", Word, primary_key=True, comment="GB/T 2260 code, or the name where there is none"),
    Column("name", Word, nullable=False),
    Column("code", Word),
    Column("level", Word),
    Column("parent", Word, comment="key of the place it lies in"),
    Index(None, "name"),
    Index(None, "parent"),
)

people = Table(
    "people",
    metadata,
    Column("key", Word, primary_key=True, comment="the name, until people are told apart"),
    Column("name", Word, nullable=False),
    Index(None, "name"),
)

organizations = Table(
    "organizations",
    metadata,
    Column("key", Word, primary_key=True, comment="the name, until organisations are told apart"),
    Column("name", Word, nullable=False),
    Index(None, "name"),
)


def _ties(name: str, owner: str, kind: Table, *how: str) -> Table:
    """A table that ties facts or readings to the places, people or organisations they name, and says how: in which slot, role or kind.

    A slot is a field of a type: `visit.host_place`. Whose visits, or whose posts, is then a question to the tie alone.
    """
    owning = {"fact": "facts.number", "reading": "readings.id"}[owner]
    key = {"places": "place", "people": "person", "organizations": "organization"}[kind.name]
    return Table(
        name,
        metadata,
        Column(owner, Integer, ForeignKey(owning, ondelete="CASCADE"), primary_key=True),
        *(Column(column, Word, primary_key=True) for column in how),
        Column("name", Word, primary_key=True, comment="as the page means it"),
        Column(key, Word, ForeignKey(f"{kind.name}.key"), primary_key=True, comment="who or what is meant"),
        Index(None, key, *how, owner),
        sqlite_with_rowid=False,
    )


fact_places = _ties("fact_places", "fact", places, "slot")
fact_people = _ties("fact_people", "fact", people, "slot")
fact_organizations = _ties("fact_organizations", "fact", organizations, "slot")
reading_places = _ties("reading_places", "reading", places)
reading_places.append_column(Column("facts", Integer, nullable=False, comment="of this reading that name the place so"))
reading_people = _ties("reading_people", "reading", people, "role")
reading_organizations = _ties("reading_organizations", "reading", organizations, "kind")

place_pages = Table(
    "place_pages",
    metadata,
    Column("place", Word, primary_key=True, comment="that the page names, and every place in which that lies"),
    Column("published", Word, primary_key=True, comment="of the reading that is shown, as it is sorted; empty: not known"),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("facts", Integer, comment="of this reading that name the place itself; null: it names only what lies in it"),
    Index(None, "reading"),
    sqlite_with_rowid=False,
)
"""The pages of a place with all that lies in it, in the order in which they are listed: no look-up of a place reads its readings."""

# --- what people decided ----------------------------------------------------------------------------------------------------------------

judgements = Table(
    "judgements",
    metadata,
    Column("id", Word, primary_key=True, comment="SHA-256 of its content, 24 digits"),
    Column("sitting", Word, nullable=False),
    Column("who", Word, nullable=False),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("verdict", Word, nullable=False),
    Column("page", Word, nullable=False, comment="of its anchor; no foreign key: a judgement outlives its page"),
    Column("other_page", Word, comment="of its other anchor"),
    Column("undone", Word, comment="ISO 8601, UTC; null: in force"),
    Column("body", Json(Judgement), nullable=False),
    Index(None, "page"),
    Index(None, "other_page"),
    Index(None, "sitting"),
)

# --- what many pages say together -------------------------------------------------------------------------------------------------------

waiting = Table(
    "waiting",
    metadata,
    Column("kind", Word, primary_key=True, comment="page, entry or person: what has changed since entries were last made"),
    Column("key", Word, primary_key=True),
    sqlite_with_rowid=False,
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("signature", LargeBinary, nullable=False, comment="128 minima of 4 bytes; empty: too short to compare"),
    Column("length", Integer, nullable=False, comment="shingles"),
    Column("source", Word, nullable=False, comment="the smallest page id among its copies: copies count as one source"),
    Index(None, "source"),
)

bands = Table(
    "bands",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="copies share at least one"),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "reading"),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("id", Word, primary_key=True, comment="permanent: minted from the first statement"),
    Column("anchor", Word, nullable=False, comment="PAGE/FACT of the smallest statement: the same in every ledger"),
    Column("type", Word, nullable=False),
    Column("modality", Word, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("date_start", Word, comment="of the preferred values, as facts have them"),
    Column("date_end", Word),
    Column("statements", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("sources", Integer, nullable=False, comment="pages, copies counted once"),
    Column("settled", Integer, nullable=False, comment="statements when the preferred values were last chosen"),
    Column("key", Word, comment="that alone makes it (a pairing's sides); null: its statements are weighed, or somebody joined them"),
    Column("seen_first", Word, comment="ISO 8601 prefix: publication of the first page that says so; null where none has a year"),
    Column("seen_last", Word, comment="the same of the last page"),
    Column("body", Json(AnyFact), nullable=False, comment="the preferred values, without evidence"),
    Column("conflicts", Json(dict[str, tuple[Standing, ...]]), nullable=False, comment="per field the values that differ"),
    Index(None, "key"),
    Index("ix_entries_type", "type", "date_start", "modality"),
    Index("ix_entries_review", "type", sqlite_where=text("needs_review = 1"), postgresql_where=text("needs_review")),
)

entry_places = Table(
    "entry_places",
    metadata,
    Column("place", Word, primary_key=True, comment="that the entry names, and every place in which that lies"),
    Column("part", Word, primary_key=True, comment="under which the place lists it: its type, or the slot of a visit"),
    Column("date", Word, primary_key=True, comment="date_start, or when an entry of a type without date was last seen; empty: none"),
    Column("entry", Word, ForeignKey("entries.id"), primary_key=True),
    Index(None, "entry", "part", "place"),
    sqlite_with_rowid=False,
)
"""What a place lists, in that order: made of the entries' preferred values, without those that pages deny."""

statements = Table(
    "statements",
    metadata,
    Column("fact", Integer, ForeignKey("facts.number", ondelete="CASCADE"), primary_key=True),
    Column("entry", Word, ForeignKey("entries.id"), comment="null: rejected"),
    Column("key", Word, comment="that alone makes its entry (a pairing's sides); null: weighed against others"),
    Index(None, "entry"),
    Index(None, "key"),
)

fact_keys = Table(
    "fact_keys",
    metadata,
    Column("key", Word, primary_key=True, comment="statements that share none are never weighed against each other"),
    Column("fact", Integer, ForeignKey("facts.number", ondelete="CASCADE"), primary_key=True),
    Index(None, "fact"),
    sqlite_with_rowid=False,
)

bonds = Table(
    "bonds",
    metadata,
    Column("one", Integer, ForeignKey("facts.number", ondelete="CASCADE"), primary_key=True, comment="the smaller number"),
    Column("other", Integer, ForeignKey("facts.number", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("features", Json(tuple[str, ...]), nullable=False, comment="what the two have alike"),
    Index(None, "other"),
    sqlite_with_rowid=False,
)

redirects = Table(
    "redirects",
    metadata,
    Column("old", Word, primary_key=True, comment="id of an entry, or key of a person, that is no more"),
    Column("new", Word, nullable=False),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
)

personas = Table(
    "personas",
    metadata,
    Column("name", Word, primary_key=True),
    Column("signature", Word, primary_key=True, comment="of what pages say of whose name it is: alike for many pages"),
    Column("person", Word, ForeignKey("people.key"), nullable=False),
    Column("body", Json(Persona), nullable=False),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

reading_personas = Table(
    "reading_personas",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Word, primary_key=True),
    Column("signature", Word, nullable=False),
    Index(None, "name", "signature"),
    sqlite_with_rowid=False,
)

# --- what people are asked, and what offices keep in sheets -------------------------------------------------------------------------------
(near, questions, leases, effects), (organization_names, organization_folds, assignments) = asked(metadata), called(metadata)
workbooks, sheet_rows, sheet_shapes, row_decisions = sheeted(metadata)

# --- what can be found by words -----------------------------------------------------------------------------------------------------------
search, search_texts = worded(metadata)
