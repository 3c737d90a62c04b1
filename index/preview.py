"""What putting files in would do: everything is read, and nothing is changed."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.library import MAX_HASHED, FileReport, Outcome, source_of
from index.settings import IndexSettings
from ingest.documents import Document, identity_of
from ingest.errors import IngestError
from ingest.worker import read_all


@dataclass(slots=True)
class _Known:
    """What a library holds: the document of each source, and the name of each document."""

    sources: dict[str, str]
    names: dict[str, str]


def preview(settings: IndexSettings, paths: Iterable[Path]) -> Iterator[FileReport]:
    """Yield for each file what would become of it, and what it is where it would go in; those already there come first.

    No file and no folder is made or changed.
    """
    known = _known(settings.home.expanduser() / "catalogue.sqlite")
    fresh: list[Path] = []
    for path in paths:
        identity = identity_of_file(path)
        if identity in known.names:
            yield _held(known, path, identity)
        else:
            fresh.append(path)
    for path, result in read_all(fresh, settings.seconds_per_file) if fresh else ():
        if isinstance(result, IngestError):
            yield FileReport(path, "failed", str(result))
        elif result.id in known.names:
            yield _held(known, path, result.id)
        else:
            source = source_of(path)
            outcome: Outcome = "replaced" if source in known.sources else "added"
            known.sources[source], known.names[result.id] = result.id, path.name
            yield FileReport(path, outcome, _about(result), result.id, result.title)


def _held(known: _Known, path: Path, identity: str) -> FileReport:
    if known.sources.get(source_of(path)) == identity:
        return FileReport(path, "unchanged", document=identity)
    return FileReport(path, "same as", known.names[identity], identity)


def _known(catalogue: Path) -> _Known:
    """Read a catalogue of any version, if there is one, without leaving a trace."""
    if not catalogue.is_file():
        return _Known({}, {})
    waiting = catalogue.with_name(catalogue.name + "-wal").exists()  # changes that only an ordinary reader sees
    address = f"{catalogue.resolve().as_uri()}?{'mode=ro' if waiting else 'immutable=1'}"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        return _Known(
            dict(connection.execute("SELECT path, document FROM sources")),
            dict(connection.execute("SELECT id, name FROM documents")),
        )


def _about(document: Document) -> str:
    """Return what was understood of a document, in a line."""
    day, period = document.date, document.period
    recognised = sum(page.confidence is not None for page in document.pages)
    counts = ((len(document.pages), "pages"), (len(document.parts), "parts"), (recognised, "pages recognised"))
    facts = [document.kind, document.board, f"{day.day} {day:%B %Y}" if day else "", period.label if period else ""]
    facts += [document.fact("status"), *(f"{count} {name}" for count, name in counts if count > 1)]
    return "; ".join([", ".join(fact for fact in facts if fact), *document.warnings])


def identity_of_file(path: Path) -> str:
    """Return the id a file's content has in a library, or "" where it cannot be told."""
    try:
        if path.is_file() and path.stat().st_size <= MAX_HASHED:
            with path.open("rb") as stream:
                return identity_of(stream)
    except OSError:  # the reader says what is wrong with it
        pass
    return ""
