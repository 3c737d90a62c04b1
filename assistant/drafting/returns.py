"""What partners send for a quarter, pasted or as files, put in as papers of the board and the quarter."""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from assistant.drafting.wanted import Wanted, wanted
from index import schema
from index.library import FileReport, Library, source_of
from ingest.readers import READERS
from ingest.stating import Stated

FOLDER = "returns"
MOST_FILES = 50
MOST_BYTES = 100_000_000
MOST_TEXT = 500_000
MOST_NAME = 120
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic")


def put_in(
    library: Library,
    board: str,
    period: str,
    partner: str,
    text: str = "",
    files: Sequence[Path] = (),
    seen: Callable[[FileReport], None] = lambda report: None,
) -> list[FileReport]:
    """Put in what a partner sent, a pasted text or files; returns what became of each, and tells `seen` on the way.

    Papers that name no board or period themselves are of the ones given. Raises DraftError for a board that is not
    there and a period that is no quarter; nothing has happened then.
    """
    asked = wanted(library, board, period)
    partner = _one_line(partner)[:MOST_NAME]
    reports: list[FileReport] = []
    if text.strip() or not files:
        reports.append(_pasted(library, asked, partner, text))
        seen(reports[0])
    if files:
        reports += _sent(library, asked, partner, files, seen)
    return reports


def _pasted(library: Library, asked: Wanted, partner: str, text: str) -> FileReport:
    words = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip("\n ")
    title = f"{partner}: return for {_quarter(asked)}"
    body = f"# {title}\n\nBoard: {asked.board}\n\n{_parted(words)}\n".encode()
    number = hashlib.sha256(body).hexdigest()[:6]
    path = _folder(library, asked, partner) / _file_name(f"{partner.replace('/', '-')} return {number}.md")
    if problem := _wrong_with(partner, words):
        return FileReport(path, "failed", problem)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, body)
    return _ingested(library, [path], Stated(asked.board, asked.period, partner, sure=True))[0]


def _wrong_with(partner: str, words: str) -> str:
    if not re.search(r"\w\w", words):
        return "nothing was pasted: paste the words of the return, or choose its file"
    if not partner:
        return "the partner is not named: say whose return it is"
    if len(words) > MOST_TEXT:
        return f"the text is over {MOST_TEXT:,} characters: save it as a file and upload that"
    return ""


def _parted(words: str) -> str:
    """Part lines that are statements of their own with a blank line; a line that was only broken goes on."""
    return re.sub(r"[^\n]+(?:\n[^\n]+)*", lambda paragraph: _parted_lines(paragraph[0].split("\n")), words)


def _parted_lines(lines: Sequence[str]) -> str:
    going_on = [line.lstrip()[:1].islower() for line in lines]
    broken = sum(going_on) * 3 >= len(lines)
    found = lines[0]
    for line, before, goes_on in zip(lines[1:], lines, going_on[1:], strict=False):
        ended = before.rstrip().endswith((".", "!", "?")) or not broken
        alone = ended and not goes_on and "\t" not in line + before and not re.match(r"\s*\|", line)
        found += ("\n\n" if alone else "\n") + line
    return found


def _sent(
    library: Library, asked: Wanted, partner: str, files: Sequence[Path], seen: Callable[[FileReport], None]
) -> list[FileReport]:
    folder = _folder(library, asked, partner)
    failed: list[FileReport] = []
    taken: list[Path] = []
    for i, file in enumerate(files):
        target = folder / _file_name(file.name)
        problem = _problem(i, file, target, taken)
        if problem:
            failed.append(FileReport(target, "failed", problem))
            continue
        folder.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".part")
        shutil.copyfile(file, partial)
        partial.replace(target)
        taken.append(target)
    reports = _ingested(library, taken, Stated(asked.board, asked.period, partner), seen)
    return failed + [_told(library, asked, report) for report in reports]


def _problem(i: int, file: Path, target: Path, taken: Iterable[Path]) -> str:
    if i >= MOST_FILES:
        return f"only {MOST_FILES} files can be put in at once: put this one in in another go"
    if target.suffix.lower() in _PICTURES:
        return "this is a picture, not a paper: save it as a PDF, whose words can be recognised, or paste its words"
    if target.suffix.lower() not in READERS and target.suffix.lower() != ".zip":
        return f"files of this kind cannot be read: use {', '.join(sorted(READERS))}"
    if file.stat().st_size > MOST_BYTES:
        return f"the file is over {MOST_BYTES // 1_000_000} MB: split it"
    if target in taken:
        return "another file of this name was chosen: rename one of them"
    return ""


def _ingested(
    library: Library, files: Sequence[Path], stated: Stated, seen: Callable[[FileReport], None] = lambda report: None
) -> list[FileReport]:
    """Ingest files; those that cannot be read are not kept."""
    reports = []
    for report in library.ingest(files, stated=stated) if files else ():
        reports.append(report)
        seen(report)
        if report.outcome == "failed" and report.path in files:
            report.path.unlink(missing_ok=True)
    return reports


def returned(library: Library, asked: Wanted) -> list[tuple[str, str]]:
    """Return the title and file name of each return that is in for a board's quarter, in order of title."""
    s, d = schema.sources.c, schema.documents.c
    inside = source_of(library.home / FOLDER) + os.sep
    query = (
        select(d.title, d.name)
        .join(schema.sources, s.document == d.id)
        .where(s.path.startswith(inside, autoescape=True), d.board.in_(asked.names | {""}))
        .where(d.period_start == asked.period.start, d.period_end == asked.period.end)
    )
    return sorted({(row.title or row.name, row.name) for row in library.catalogue.rows(query)})


def _told(library: Library, asked: Wanted, report: FileReport) -> FileReport:
    """Say of a paper that is another board's or another time's than the ones given that it will not be drafted from."""
    document = library.catalogue.document(report.document) if report.document else None
    if document is None:
        return report
    notes = [report.detail] if report.detail and report.outcome != "same as" else []
    if not document.board and not asked.alone:
        notes.append("it was here before, of no board: remove it under Papers, then put it in again")
    elif document.board and document.board not in asked.names:
        notes.append(f"it says that it is of the {document.board.removeprefix('The ')}, so this draft leaves it out")
    if document.period and not document.period.overlaps(asked.period):
        notes.append(f"it says that it is of {document.period.label}")
    elif document.period is None:
        notes.append(f"only what it dates in {asked.period.label} itself is drafted from")
    same = [f"the same as {report.detail}"] if report.outcome == "same as" and report.detail else []
    return replace(report, detail="; ".join([*same, *notes])) if notes else report


def _folder(library: Library, asked: Wanted, partner: str) -> Path:
    """Return the folder of one partner's returns for a quarter, so that files of one name do not meet."""
    key = hashlib.sha256(f"{asked.board}\0{partner.casefold()}".encode("utf-8", "replace")).hexdigest()[:8]
    return library.home / FOLDER / f"{_quarter(asked).replace('/', '-')} {key}"


def _quarter(asked: Wanted) -> str:
    return asked.period.label.partition(" (")[0]


def _file_name(name: str) -> str:
    """Return a file name without folders, control characters or leading dots, at most 120 characters long."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    base = re.sub(r"[^\w .,()&'–-]", "_", base).strip(" .") or "return"
    stem, dot, suffix = base.rpartition(".")
    return f"{stem[:100]}{dot}{suffix[:20]}" if stem else base[:100]


def _one_line(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(content)
    os.replace(partial, path)
