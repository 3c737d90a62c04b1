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

records = Table(  # what papers state, as they state it; what the register works out from it stands in tables of its own
    "records",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    _document(),
    Column("part", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("board", Text, nullable=False),
    Column("date", Date),  # the day of the meeting or paper that states it
    *_period(),
    Column("name", Text, nullable=False),  # of a measure or term; else the words of the record
    Column("data", Text, nullable=False),  # the record itself, as JSON
    _hidden(),
    Index("records_by_kind", "kind", "board", "date"),
    Index("records_by_document", "document", "kind", "ordinal"),
)

boards = Table(  # the names that papers give one body, worked out from all of them
    "boards",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False, index=True),
)

actions = Table(
    "actions",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("id", String(12), nullable=False, unique=True),
    Column("board", Text, nullable=False),  # as its first paper has it
    Column("body", Text, nullable=False, index=True),  # what all names of the board stand for, as in `boards`
    Column("text", Text, nullable=False),
    Column("minute", String(40), nullable=False),
    Column("heading", Text, nullable=False),
    Column("meeting", Date),
    Column("due", Text, nullable=False),
    Column("due_date", Date),
    Column("doubts", JSON, nullable=False),
    Column("first", Date),  # the day of the oldest statement about it
)

action_statements = Table(  # every statement of an action and about it, the oldest first
    "action_statements",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("action", Integer, nullable=False, index=True),  # row of `actions`
    Column("key", String(16), nullable=False),  # the same after every new reading of the paper
    Column("alias", String(12), nullable=False, index=True),  # the id that it alone would give the action
    Column("record", Integer, nullable=False, index=True),  # row of `records`
    Column("source", Text, nullable=False),  # the title of its paper
    Column("kind", String(10), nullable=False),  # "agreed", "listed" again, or "update"
    Column("date", Date),
    Column("after", Boolean, nullable=False),  # said after the meeting of its day
    Column("status", String(10), nullable=False),
    Column("owners", JSON, nullable=False),
    Column("moved_to", JSON, nullable=False),
    Column("score", Float, nullable=False),
    Column("basis", Text, nullable=False),
    Column("doubtful", Boolean, nullable=False),
)

action_states = Table(  # how an action stood from one day up to, not with, another
    "action_states",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("action", Integer, nullable=False, index=True),  # row of `actions`
    Column("body", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Column("owners", JSON, nullable=False),
    Column("owned_by", Text, nullable=False),  # every owner's names and initials, folded, to be searched
    Column("doubts", JSON, nullable=False),
    Column("day", Date, nullable=False),  # of the meeting that agreed the action, to be listed by
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Index("action_states_by_board", "body", "status", "day", "since", "until", "action"),
    Index("action_states_by_status", "status", "day", "since", "until", "action"),
    Index("action_states_by_day", "day", "since", "until", "action"),
)

corrections = Table(  # what people say against the papers; never removed with a paper
    "corrections",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("action", String(12), nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # "status", "owner", "link" (a wrong one), "note"
    Column("value", Text, nullable=False),
    Column("statement", String(16), nullable=False),  # the key of the statement a link goes to
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("withdrawn", DateTime),
    Column("withdrawn_by", Text, nullable=False, server_default=""),
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
    "CREATE VIRTUAL TABLE IF NOT EXISTS actions_text"  # a row for each of `actions`: its words, all its owners' names
    " USING fts5(text, owners, tokenize = 'unicode61 remove_diacritics 2')",
)
