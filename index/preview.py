"""What putting files in would do: everything is read, and nothing is changed."""

import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.library import MAX_HASHED, FileReport, Outcome, source_of
from index.settings import IndexSettings
from ingest.documents import Document, identity_of
from ingest.errors import IngestError
from ingest.opening import Opened
from ingest.worker import read_all


@dataclass(slots=True)
class _Known:
    """What a library holds: the document of each source, and the name of each document."""

    sources: dict[str, str]
    names: dict[str, str]


def preview(settings: IndexSettings, paths: Iterable[Path]) -> Iterator[FileReport]:
    """Yield for each file, and for what is packed in it, what would become of it, and what it is if it would go in.

    No file and no folder is made or changed.
    """
    known = _known(settings.home.expanduser() / "catalogue.sqlite")
    with Opened(settings.seconds_per_file) as opened:
        for path, outcome in _read(known, opened, paths, settings.seconds_per_file):
            yield outcome if isinstance(outcome, FileReport) else _new(known, opened.named(path), outcome)
            opened.done_with(path)
        for container, members in opened.holds.items():
            inside, now = source_of(container) + os.sep, {source_of(member) for member in members}
            for source in sorted(s for s in known.sources if s.startswith(inside) and s not in now):
                yield FileReport(Path(source), "removed", f"no longer in {container.name}")


def _read(
    known: _Known, opened: Opened, paths: Iterable[Path], seconds: float
) -> Iterator[tuple[Path, Document | FileReport]]:
    """Yield each file with its report where its content is known or it fails, with its Document otherwise."""
    aside: deque[tuple[Path, FileReport]] = deque()

    def fresh() -> Iterator[Path]:
        for path, problem in opened.files(paths):
            if problem:
                aside.append((path, FileReport(opened.named(path), "failed", str(problem))))
            elif (identity := identity_of_file(path)) in known.names:
                aside.append((path, _held(known, opened.named(path), identity)))
            else:
                yield path

    for path, result in read_all(fresh(), seconds):
        while aside:
            yield aside.popleft()
        if isinstance(result, IngestError):
            yield path, FileReport(opened.named(path), "failed", str(result))
        else:
            yield path, result
    yield from aside


def _new(known: _Known, path: Path, document: Document) -> FileReport:
    if document.id in known.names:
        return _held(known, path, document.id)
    source = source_of(path)
    outcome: Outcome = "replaced" if source in known.sources else "added"
    known.sources[source], known.names[document.id] = document.id, path.name
    return FileReport(path, outcome, _about(document), document.id, document.title)


def _held(known: _Known, path: Path, identity: str) -> FileReport:
    """Return what becomes of a file whose content is known."""
    source = source_of(path)
    if known.sources.get(source) == identity:
        return FileReport(path, "unchanged", document=identity)
    known.sources[source] = identity
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
