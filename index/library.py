"""The library: papers added, replaced and removed, each as one atomic step, and healed after a crash."""

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from filelock import FileLock, Timeout
from sqlalchemy import delete, insert, select

from index import schema
from index.catalogue import Catalogue, bump, drop_unheld, store
from index.embedding import Embedder, SentenceEmbedder, Vectors
from index.register.deriving import derive_stale
from index.settings import IndexSettings
from index.vectors import VectorStore
from ingest.documents import Document, identity_of
from ingest.errors import IngestError
from ingest.opening import Opened
from ingest.stating import Stated, with_stated
from ingest.worker import read_all

Outcome = Literal["added", "replaced", "unchanged", "same as", "removed", "failed"]
_BATCH_CHUNKS = 384
MAX_HASHED = 100_000_000  # larger files are the reader's to refuse, unread
_HIDDEN = (".", "~$")
_PACKED = (".zip", ".eml", ".msg")


class LibraryBusy(Exception):
    """Another process is changing the library."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: `detail` says why it failed, or which paper it is the same as.

    A file that is packed in another has the other's path before its own name: /papers/pack.zip/folder/minutes.docx.
    """

    path: Path
    outcome: Outcome
    detail: str = ""
    document: str = ""
    title: str = ""


Progress = Callable[[FileReport], None]


class Library:
    """Papers in a data folder. Opening it heals what a crash left; models load when they are first needed."""

    def __init__(self, settings: IndexSettings | None = None, embedder: Embedder | None = None) -> None:
        self.settings = settings or IndexSettings()
        self.home = self.settings.home.expanduser()
        self.home.mkdir(parents=True, exist_ok=True)
        self.catalogue = Catalogue(self.home / "catalogue.sqlite")
        self.embedder = embedder or SentenceEmbedder(self.settings.embedding_model)
        self._lock = FileLock(self.home / "changing.lock")
        self._named: Callable[[Path], Path] = lambda path: path
        self.vectors = VectorStore(self.home / "vectors", self.embedder.name, self._lock, self._refill)
        if self.catalogue.get_state("pending"):
            self._heal_if_free()

    def close(self) -> None:
        """Let go of the catalogue."""
        self.catalogue.close()

    # changing it

    def ingest(
        self, paths: Iterable[Path], keep_copies: bool = True, stated: Stated | None = None
    ) -> Iterator[FileReport]:
        """Put files in, and what is packed in them; yields a report for each as it becomes visible.

        `stated` holds of papers that do not say themselves what it says. Stopping half-way loses nothing stored. What
        an archive or e-mail held before and holds no more is removed.
        """
        with self._changing(), Opened(self.settings.seconds_per_file, self.home / "unpacked") as opened:
            self._named = opened.named
            dropped = False
            for report in self._put_in(opened.files(paths), keep_copies, stated):
                dropped = dropped or report.outcome in ("replaced", "same as")
                yield replace(report, path=opened.named(report.path))
                opened.done_with(report.path)
            for container, members in opened.holds.items():
                now = {source_of(member) for member in members}
                for source in set(self.packed_in(source_of(container))) - now:
                    dropped = self._take_out([source]) or dropped
                    yield FileReport(Path(source), "removed", f"no longer in {_printable(container.name)}")
            if dropped:
                self._forget_embeddings()

    def remove(self, source: str) -> bool:
        """Take a paper out by its source path, file name or id, and what was packed in it; tells whether there was one.

        An archive's path or name takes out all that came in with it.
        """
        s, d = schema.sources.c, schema.documents.c
        query = select(s.path).join(schema.documents, d.id == s.document)
        with self._changing():
            rows = self.catalogue.rows(query.where((s.path == source) | (d.name == source) | (d.id == source)))
            held = {row.path for row in rows}.union(*(map(self.packed_in, [source, *(row.path for row in rows)])))
            if held and self._take_out(sorted(held)):
                self._forget_embeddings()
        return bool(held)

    def packed_in(self, name: str) -> list[str]:
        """Return the sources that came in with an archive or e-mail, by its path or name."""
        if not name.lower().endswith(_PACKED):
            return []  # a folder of that name is no archive
        rows = self.catalogue.rows(select(schema.sources.c.path))
        inside = (name + os.sep, os.sep + name + os.sep)
        return sorted(row.path for row in rows if row.path.startswith(inside[0]) or inside[1] in row.path)

    def _take_out(self, sources: list[str]) -> bool:
        """Forget sources in one step, and the papers that no other holds; tells whether there were such papers."""
        s, gone = schema.sources.c, list[str]()
        with self.catalogue.transaction() as connection:
            for path in sources:
                document = connection.execute(select(s.document).where(s.path == path)).scalar()
                connection.execute(delete(schema.sources).where(s.path == path))
                gone += drop_unheld(connection, document) if document else []
            bump(connection)
        if gone:
            self.vectors.remove(gone)
        return bool(gone)

    def heal(self) -> None:
        """Make the vectors agree with the catalogue: forget what is not live, embed what is missing."""
        live = self.catalogue.chunk_ids()
        stored = self.vectors.ids()
        self.vectors.remove(sorted(stored - live))
        missing = sorted(live - stored)
        for i in range(0, len(missing), _BATCH_CHUNKS):
            c = schema.chunks.c
            rows = self.catalogue.rows(
                select(c.id, c.document, c.header, c.text).where(c.id.in_(missing[i : i + _BATCH_CHUNKS]))
            )
            vectors = self._embedded([_words(r.header, r.text) for r in rows])
            self.vectors.add([r.id for r in rows], vectors, [r.document for r in rows])
        self.vectors.drop_others()
        self._drop_copies()
        derive_stale(self.catalogue)
        self.catalogue.set_state("pending", None)

    # the steps of an ingest

    def _put_in(
        self, files: Iterable[tuple[Path, IngestError | None]], keep_copies: bool, stated: Stated | None
    ) -> Iterator[FileReport]:
        batch: list[tuple[Path, Document]] = []
        for path, result in self._read(files):
            if isinstance(result, FileReport):
                yield result
                continue
            if isinstance(result, IngestError):
                yield FileReport(path, "failed", str(result))
                continue
            batch.append((path, with_stated(result, stated) if stated else result))
            if sum(len(d.chunks) for _, d in batch) >= _BATCH_CHUNKS:
                yield from self._store(batch, keep_copies)
                batch = []
        yield from self._store(batch, keep_copies)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            with self._lock.acquire(timeout=0):
                if self.catalogue.get_state("pending") or self.vectors.count() != len(self.catalogue.chunk_ids()):
                    self.heal()
                self.catalogue.set_state("pending", "ingest")
                yield
                self._drop_copies()
                derive_stale(self.catalogue)
                self.catalogue.set_state("pending", None)
        except Timeout as error:
            raise LibraryBusy(
                "papers are being put in by another window or command: wait until it has finished"
            ) from error

    def _heal_if_free(self) -> None:
        try:
            with self._lock.acquire(timeout=0):
                self.heal()
        except Timeout:
            return

    def _refill(self) -> None:
        if self.catalogue.chunk_ids():
            self._heal_if_free()

    def _drop_copies(self) -> None:
        """Delete the kept files of papers that are here no longer."""
        live = {row.id for row in self.catalogue.rows(select(schema.documents.c.id))}
        for copy in (self.home / "papers").glob("*"):
            if copy.stem not in live or copy.suffix == ".part":
                with suppress(OSError):  # one that is open in another program goes the next time
                    copy.unlink()

    def _read(
        self, files: Iterable[tuple[Path, IngestError | None]]
    ) -> Iterator[tuple[Path, Document | IngestError | FileReport]]:
        """Leave out files whose content is there already, and read the others."""
        aside: deque[tuple[Path, IngestError | FileReport]] = deque()

        def fresh() -> Iterator[Path]:
            for path, problem in files:
                if other := problem or self._if_known(path):
                    aside.append((path, other))
                else:
                    yield path

        for read in read_all(fresh(), self.settings.seconds_per_file):
            while aside:
                yield aside.popleft()
            yield read
        yield from aside

    def _if_known(self, path: Path) -> FileReport | None:
        try:
            if not path.is_file() or path.stat().st_size > MAX_HASHED:
                return None
            with path.open("rb") as stream:
                identity = identity_of(stream)
        except OSError:
            return None
        return self._if_stored(path, identity)

    def _if_stored(self, path: Path, identity: str) -> FileReport | None:
        d = schema.documents.c
        found = self.catalogue.rows(select(d.name, d.title).where(d.id == identity))
        if not found:
            return None
        if self.catalogue.document_of(source_of(self._named(path))) == identity:
            return FileReport(path, "unchanged", document=identity, title=found[0].title)
        return self._link(path, identity, found[0].name, found[0].title)

    def _link(self, path: Path, identity: str, name: str, title: str) -> FileReport:
        """The same content under another name or in another folder: one document, one more source."""
        source = source_of(self._named(path))
        with self.catalogue.transaction() as connection:
            old = self.catalogue.document_of(source)
            connection.execute(delete(schema.sources).where(schema.sources.c.path == source))
            connection.execute(insert(schema.sources), {"path": source, "document": identity})
            gone = drop_unheld(connection, old) if old else []
            bump(connection)
        if gone:
            self.vectors.remove(gone)
        return FileReport(path, "same as", name, identity, title)

    def _store(self, batch: list[tuple[Path, Document]], keep_copies: bool) -> Iterator[FileReport]:
        """Embed the chunks of several documents together, then make each document visible in its own transaction."""
        texts = [_words(c.header, c.text) for _, d in batch for c in d.chunks]
        if not batch:
            return
        vectors = self._embedded(texts)
        position = 0
        for path, document in batch:
            own = vectors[position : position + len(document.chunks)]
            position += len(document.chunks)
            report = self._if_stored(path, document.id)
            if report:
                yield report
                continue
            source = source_of(self._named(path))
            before = self.catalogue.document_of(source)
            if keep_copies:
                self._keep(path, document)
            if document.chunks:
                self.vectors.add([c.id for c in document.chunks], own, [document.id] * len(own))
            with self.catalogue.transaction() as connection:
                gone = store(connection, source, replace(document, name=_printable(self._named(path).name)))
            if gone:
                self.vectors.remove(gone)
            outcome: Outcome = "replaced" if before else "added"
            yield FileReport(path, outcome, "; ".join(document.warnings), document.id, document.title)

    def _keep(self, path: Path, document: Document) -> None:
        """Keep a copy of the file, so that a citation can open the original later."""
        folder = self.home / "papers"
        folder.mkdir(exist_ok=True)
        target = folder / (document.id + path.suffix.lower())
        if not target.exists():
            partial = target.with_suffix(".part")
            try:
                shutil.copyfile(path, partial)
                partial.replace(target)
            except OSError:
                partial.unlink(missing_ok=True)

    def _forget_embeddings(self) -> None:
        """Drop the embeddings of words that no paper says any more, so that a removed paper leaves nothing behind."""
        c, e = schema.chunks.c, schema.embeddings.c
        live = {_key(_words(row.header, row.text)) for row in self.catalogue.rows(select(c.header, c.text))}
        dead = sorted({row.words for row in self.catalogue.rows(select(e.words))} - live)
        with self.catalogue.transaction() as connection:
            for i in range(0, len(dead), 500):
                connection.execute(delete(schema.embeddings).where(e.words.in_(dead[i : i + 500])))

    def _embedded(self, texts: list[str]) -> Vectors:
        """Return vectors for texts; words that were embedded before are not embedded again."""
        keys = [_key(t) for t in texts]
        e = schema.embeddings.c
        found: dict[str, bytes] = {}
        for i in range(0, len(keys), 500):
            query = select(e.words, e.vector).where(e.model == self.embedder.name, e.words.in_(keys[i : i + 500]))
            found |= {row.words: row.vector for row in self.catalogue.rows(query)}
        fresh = {k: t for k, t in zip(keys, texts, strict=True) if k not in found}
        if fresh:
            vectors = self.embedder.embed(list(fresh.values()))
            new = {k: v.astype(np.float32).tobytes() for k, v in zip(fresh, vectors, strict=True)}
            with self.catalogue.transaction() as connection:
                rows = [{"words": k, "model": self.embedder.name, "vector": v} for k, v in new.items()]
                connection.execute(insert(schema.embeddings).prefix_with("OR REPLACE"), rows)
            found |= new
        return (
            np.stack([np.frombuffer(found[k], dtype=np.float32) for k in keys])
            if keys
            else np.zeros((0, 1), np.float32)
        )


def _printable(name: str) -> str:
    """A file name as text: bytes that are none are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def source_of(path: Path) -> str:
    """What the catalogue calls a file: its full path."""
    return _printable(str(path.resolve()))


def _key(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _words(header: str, text: str) -> str:
    """What is embedded of a chunk."""
    return f"{header}\n{text}" if header else text


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of a mixture of files and folders, folders in order of name, without hidden files.

    A folder that may not be opened is yielded itself, so that it has its line in the report.
    """
    for path in paths:
        if os.path.isdir(path):
            yield from _files_in(path)
        else:
            yield path


def _files_in(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    found: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        found += [Path(root, name) for name in files if not name.startswith(_HIDDEN)]
    yield from sorted(closed + [path for path in found if os.path.isfile(path)])
