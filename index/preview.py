"""What putting files in would do: everything is read, and nothing is changed."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.library import MAX_HASHED, FileReport, source_of
from index.settings import IndexSettings
from ingest.documents import Document, identity_of
from ingest.errors import IngestError
from ingest.worker import read_all


@dataclass(slots=True)
class _Known:
    """What a library holds: the document of each source, and the name of each document."""

    sources: dict[str, str]
    names: dict[str, str]


def preview(settings: IndexSettings, paths: Iterable[Path]) -> Iterator[tuple[FileReport, Document | None]]:
    """Yield for each file what would become of it, with the Document that was read where it would go in.

    No file and no folder is made or changed. Files that are there already come first.
    """
    known = _known(settings.home.expanduser() / "catalogue.sqlite")
    fresh: list[Path] = []
    for path in paths:
        identity = _identity(path)
        if identity in known.names:
            yield _held(known, path, identity), None
        else:
            fresh.append(path)
    for path, result in read_all(fresh, settings.seconds_per_file) if fresh else ():
        if isinstance(result, IngestError):
            yield FileReport(path, "failed", str(result)), None
        elif result.id in known.names:
            yield _held(known, path, result.id), None
        else:
            source = source_of(path)
            outcome = "replaced" if source in known.sources else "added"
            known.sources[source], known.names[result.id] = result.id, path.name
            yield FileReport(path, outcome, "; ".join(result.warnings), result.id, result.title), result


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


def _identity(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size <= MAX_HASHED:
            with path.open("rb") as stream:
                return identity_of(stream)
    except OSError:  # the reader says what is wrong with it
        pass
    return ""
