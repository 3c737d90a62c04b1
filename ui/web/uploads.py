"""Uploaded files: a safe name in the data folder, within limits, and put into the library."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sqlalchemy import select

from index import schema
from index.library import FileReport, Library
from ingest.readers import READERS

MOST_FILES = 50
MOST_BYTES = 100_000_000
SUFFIXES = sorted(READERS)


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters or leading dots, at most 120 characters long."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    base = re.sub(r"[^\w .,()&'–-]", "_", base).strip(" .") or "paper"
    stem, dot, suffix = base.rpartition(".")
    return f"{stem[:100]}{dot}{suffix[:20]}" if stem else base[:120]


def put_in(library: Library, files: Sequence[Path], seen: Callable[[int, FileReport], None]) -> list[FileReport]:
    """Save uploads and ingest them; `seen` is called with the count and report of each file as it is done."""
    folder = library.home / "uploads"
    folder.mkdir(exist_ok=True)
    reports: list[FileReport] = []
    taken: list[Path] = []
    for i, file in enumerate(files):
        target = folder / safe_name(file.name)
        problem = _problem(i, file, target, taken)
        if problem:
            reports.append(FileReport(target, "failed", problem))
            continue
        partial = target.with_name(target.name + ".part")
        shutil.copyfile(file, partial)
        partial.replace(target)
        taken.append(target)
    for result in library.ingest(taken):
        reports.append(result)
        seen(len(reports), result)
    _forget(folder, [r.path for r in reports if r.outcome == "failed"])
    return reports


def _problem(i: int, file: Path, target: Path, taken: Iterable[Path]) -> str:
    if i >= MOST_FILES:
        return f"only {MOST_FILES} files can be added at once: add this one in another go"
    if target.suffix.lower() not in READERS:
        return f"files of this kind cannot be read yet: use {', '.join(SUFFIXES)}"
    if file.stat().st_size > MOST_BYTES:
        return f"the file is over {MOST_BYTES // 1_000_000} MB: split it, or add it from the command line"
    if target in taken:
        return "another file of this name was chosen: rename one of them"
    return ""


def take_out(library: Library, document: str) -> bool:
    """Remove a paper from the library, and its uploaded file; tells whether it was there."""
    s = schema.sources.c
    held = [Path(row.path) for row in library.catalogue.rows(select(s.path).where(s.document == document))]
    found = library.remove(document)
    _forget(library.home / "uploads", held)
    for folder in {path.parent for path in held if path.is_relative_to(library.home.resolve() / "returns")}:
        _forget(folder, held)
    return found


def _forget(folder: Path, files: Iterable[Path]) -> None:
    for file in files:
        if file.parent.resolve() == folder.resolve():
            file.unlink(missing_ok=True)
