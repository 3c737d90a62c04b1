"""The catalogue: what was read, in one SQLite file. It is the truth; everything else can be rebuilt from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, create_engine, delete, event, func, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from index import schema
from index.relations import Relation, relate, related, unrelate
from index.rows import document_of, insert_document
from index.stale import mark_stale
from ingest.documents import Document

HEAD = "0003"
_ADVICE = {
    "SQLITE_CORRUPT": "is damaged: move it away, or put a copy back, and put the papers in again",
    "SQLITE_NOTADB": "is damaged: move it away, or put a copy back, and put the papers in again",
    "SQLITE_FULL": "cannot grow because the disk is full: make room and try again",
    "SQLITE_BUSY": "is in use by another program: try again when that has finished",
    "SQLITE_READONLY": "may not be written: check the permissions of its folder",
    "SQLITE_CANTOPEN": "cannot be opened: check the permissions of its folder",
    "SQLITE_IOERR": "could not be read or written: check the disk and try again",
}


class CatalogueError(Exception):
    """The catalogue cannot be used: the text says why and what to do."""


class Catalogue:
    """Keeps documents and their pieces; every change is one transaction."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        event.listen(self.engine, "connect", _prepare)
        self.path = path
        self._migrate()

    def _migrate(self) -> None:
        with self.reading() as connection:
            known = connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None
        if version == HEAD:
            return
        if version and version > HEAD:
            raise CatalogueError(f"the catalogue {self.path} was made by a newer version of this program: update it")
        from alembic import command  # imported late: only a new or old catalogue needs it
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.transaction() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: everything in it becomes visible at once, or nothing does."""
        with self._understood(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading."""
        with self._understood(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Say in words what the database says in codes."""
        try:
            yield
        except DatabaseError as error:
            name = str(getattr(error.orig, "sqlite_errorname", ""))
            advice = next((words for code, words in _ADVICE.items() if name.startswith(code)), None)
            if advice is None:
                raise
            raise CatalogueError(f"the catalogue {self.path} {advice}") from error

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    # what stands in it

    def rows(self, query: Any) -> list[Row[Any]]:
        """Return the rows of a query."""
        with self.reading() as connection:
            return list(connection.execute(query))

    def documents(self) -> list[Row[Any]]:
        """Return every document's facts without its text, newest first, with how many chunks and sources it has."""
        d, c, s = schema.documents.c, schema.chunks.c, schema.sources.c
        count = select(func.count()).where(c.document == d.id).scalar_subquery()
        copies = select(func.count()).where(s.document == d.id).scalar_subquery()
        columns = [column for column in d if column.name not in ("text", "facts")]
        query = select(*columns, count.label("chunks"), copies.label("copies"))
        return self.rows(query.order_by(func.coalesce(d.date, d.period_end).desc(), d.name))

    def document(self, identity: str) -> Document | None:
        """Return a document as it was read, without its chunks."""
        with self.reading() as connection:
            return document_of(connection, identity)

    def relations(self, identity: str) -> list[Relation]:
        """Return what a document's parts are to those of other papers, and those to them."""
        with self.reading() as connection:
            return related(connection, identity)

    def document_of(self, source: str) -> str | None:
        """Return the id of the document that a source path holds."""
        found = self.rows(select(schema.sources.c.document).where(schema.sources.c.path == source))
        return found[0][0] if found else None

    def chunk_ids(self) -> set[str]:
        """Return the id of every live chunk."""
        return {row[0] for row in self.rows(select(schema.chunks.c.id))}

    def get_state(self, key: str) -> str | None:
        """Return a value kept under a key."""
        found = self.rows(select(schema.state.c.value).where(schema.state.c.key == key))
        return found[0][0] if found else None

    def set_state(self, key: str, value: str | None) -> None:
        """Keep a value under a key; None forgets it."""
        with self.transaction() as connection:
            set_state(connection, key, value)


def set_state(connection: Connection, key: str, value: str | None) -> None:
    """Keep a value under a key, within a transaction; None forgets it."""
    connection.execute(delete(schema.state).where(schema.state.c.key == key))
    if value is not None:
        connection.execute(insert(schema.state), {"key": key, "value": value})


def _prepare(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def store(connection: Connection, source: str, document: Document) -> list[str]:
    """Make a source hold a document: add it if it is new, and drop what the source alone held before.

    Returns the chunk ids that are live no longer.
    """
    s = schema.sources
    old = connection.execute(select(s.c.document).where(s.c.path == source)).scalar()
    known = connection.execute(select(schema.documents.c.id).where(schema.documents.c.id == document.id)).scalar()
    if not known:
        insert_document(connection, document)
        mark_stale(connection, {document.id} | relate(connection, document.id))
    if old is None:
        connection.execute(insert(s), {"path": source, "document": document.id})
    else:
        connection.execute(update(s).where(s.c.path == source).values(document=document.id))
    gone = drop_unheld(connection, old) if old and old != document.id else []
    bump(connection)
    return gone


def drop_unheld(connection: Connection, document: str) -> list[str]:
    """Remove a document that no source holds any more; returns the ids of its chunks."""
    held = connection.execute(select(schema.sources.c.path).where(schema.sources.c.document == document)).first()
    if held:
        return []
    ids = [row[0] for row in connection.execute(select(schema.chunks.c.id).where(schema.chunks.c.document == document))]
    mark_stale(connection, {document} | unrelate(connection, document))
    for table in (schema.chunks, schema.people, schema.records, schema.parts, schema.page_words, schema.structures):
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document))
    return ids


def bump(connection: Connection) -> None:
    """Count a change, so that what is cached from the catalogue knows to look again."""
    current = connection.execute(select(schema.state.c.value).where(schema.state.c.key == "generation")).scalar()
    set_state(connection, "generation", str(int(current or 0) + 1))
