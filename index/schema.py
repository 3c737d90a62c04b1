"""The tables of the catalogue, built by Alembic (index/migrations); what only SQLite has is in `SQLITE_FULL_TEXT`."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _document() -> Column[str]:
    return Column("document", String(32), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


def _period() -> list[Column[object]]:
    return [
        Column("period_start", Date),
        Column("period_end", Date),
        Column("period_label", String(80)),
    ]


def _hidden() -> Column[str]:
    """The kind of relation to the part that answers in its stead; of a chunk as of its part."""
    return Column("hidden", String(20))


documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("board", Text, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("date", Date),
    *_period(),
    Column("text", Text, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("facts", JSON, nullable=False, server_default="[]"),
)

sources = Table(
    "sources",
    metadata,
    Column("path", Text, primary_key=True),
    _document(),
)

parts = Table(
    "parts",
    metadata,
    _document(),
    Column("ordinal", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("date", Date),
    Column("author", Text, nullable=False),
    Column("agenda_item", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *_period(),
    Column("facts", JSON, nullable=False, server_default="[]"),
    Column("edition", Text, index=True),  # what all editions of a strategy or plan are called
    Column("signature", LargeBinary),  # None: too short to be told from others
    _hidden(),
    UniqueConstraint("document", "ordinal"),
)

relations = Table(
    "relations",
    metadata,
    _document(),
    Column("part", Integer, nullable=False),
    Column("other", String(32), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("other_part", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    PrimaryKeyConstraint("document", "part", "other", "other_part"),
)

page_words = Table(
    "page_words",
    metadata,
    _document(),
    Column("page", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("confidence", Float),
    PrimaryKeyConstraint("document", "page"),
)

structures = Table(
    "structures",
    metadata,
    Column("document", String(32), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("sections", LargeBinary, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    _document(),
    Column("ordinal", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("section", Integer, nullable=False),
    Column("path", JSON, nullable=False),
    Column("header", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first_page", Integer),
    Column("last_page", Integer),
    Column("date", Date),
    *_period(),
    Column("statements", JSON, nullable=False),
    _hidden(),
    Index("chunks_by_section", "document", "section"),
)

people = Table(
    "people",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    _document(),
    Column("part", Integer, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("initials", String(12), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("attended", Boolean, nullable=False),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("words", String(32), primary_key=True),
    Column("model", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

state = Table("state", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

SQLITE_FULL_TEXT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS chunks_text"
    " USING fts5(header, text, tokenize = 'porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER IF NOT EXISTS chunks_text_added AFTER INSERT ON chunks BEGIN"
    " INSERT INTO chunks_text (rowid, header, text) VALUES (new.row, new.header, new.text); END",
    "CREATE TRIGGER IF NOT EXISTS chunks_text_removed AFTER DELETE ON chunks BEGIN"
    " DELETE FROM chunks_text WHERE rowid = old.row; END",
)
