"""Files with files in them: archives and e-mails are unpacked, each member becomes a paper of its own."""

import contextlib
import itertools
import re
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import EncryptedDocument, IngestError, TooLarge, UnreadableDocument, UnsupportedFormat
from ingest.formats import MAX_BYTES, PACKED, identify, true_suffix
from ingest.opening import Contents, Member
from ingest.readers.mail import open_letter

MAX_MEMBERS = 2_000
MAX_UNPACKED = 500_000_000
MAX_RATIO = 200
MAX_DEPTH = 4
_ENOUGH = 50_000_000  # what a small archive may always unpack to, however well it is packed
_SKIPPED = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.I)


@dataclass(slots=True)
class _Task:
    """An unpacking: where to, and how much of what is allowed has been used."""

    folder: Path
    allowed: int
    found: list[Member] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    used: int = 0

    def name(self, wanted: str) -> str:
        """Return a name that no member has yet."""
        stem, dot, ending = wanted.rpartition(".")
        others = (f"{stem or ending} ({n}){dot if stem else ''}{ending if stem else ''}" for n in itertools.count(2))
        name = next(name for name in itertools.chain([wanted], others) if name.lower() not in self.names)
        self.names.add(name.lower())
        return name

    def place(self, name: str) -> Path:
        """Return where a member is put: in a folder of its own, so that no name inside can point anywhere."""
        folder = self.folder / str(len(self.names))
        folder.mkdir()
        return folder / name.rpartition("/")[2]

    def fail(self, name: str, problem: IngestError) -> None:
        """Say that a member is not to be had."""
        self.found.append(Member(name, None, problem))


def unpack(path: Path, folder: Path) -> Contents:
    """Unpack an archive or an e-mail's attachments into a folder, archives inside archives too.

    Raises TooLarge for one that unpacks beyond reason, and what its reader would raise for a damaged one.
    """
    task = _Task(folder, max(_ENOUGH, min(MAX_UNPACKED, path.stat().st_size * MAX_RATIO)))
    kind = true_suffix(path)
    if kind in PACKED:
        _unpack(path, kind, "", 1, task)
    return Contents(kind != ".zip", tuple(task.found))


def _unpack(path: Path, kind: str, prefix: str, depth: int, task: _Task) -> None:
    if kind == ".zip":
        _unpack_archive(path, prefix, depth, task)
        return
    for attached in open_letter(path).attached:
        if not attached.inline:
            name = task.name(prefix + (sound(attached.name) or "attachment").replace("/", "_"))
            _count(task, len(attached.data))
            file = task.place(name)
            file.write_bytes(attached.data)
            if _is_paper(file):
                _keep(name, file, depth, task)


def _is_paper(file: Path) -> bool:
    """What comes with an e-mail and is no paper (a picture, a business card) is left out; the e-mail names it."""
    try:
        return true_suffix(file) in PACKED or bool(identify(file))
    except UnsupportedFormat:
        return False
    except IngestError:
        return True


def _unpack_archive(path: Path, prefix: str, depth: int, task: _Task) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                inside = sound(_decoded(entry))
                if entry.is_dir() or not inside or _SKIPPED.search(inside):
                    continue
                _unpack_member(archive, entry, task.name(prefix + inside), depth, task)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableDocument("the archive is damaged: pack it again and put that in") from error


def _unpack_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, depth: int, task: _Task) -> None:
    _count(task, 0)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return task.fail(name, UnsupportedFormat("this is a link to another file: put in the file itself"))
    if entry.flag_bits & 1:
        return task.fail(name, EncryptedDocument("the file needs a password: unpack the archive and put its files in"))
    file = task.place(name)
    try:
        with archive.open(entry) as source, file.open("wb") as target:
            size = 0
            while piece := source.read(1 << 18):
                size += len(piece)
                _count(task, len(piece))
                if size > MAX_BYTES:
                    raise TooLarge(f"the file is over {MAX_BYTES // 1_000_000} MB: split it or save it smaller")
                target.write(piece)
    except TooLarge as error:
        file.unlink()
        if task.used > task.allowed:
            raise
        return task.fail(name, error)
    except OSError as error:
        raise UnreadableDocument("there is no room to unpack it: free some and put it in again") from error
    except Exception:  # zipfile, zlib, bz2 and lzma each have their own
        with contextlib.suppress(OSError):
            file.unlink()
        return task.fail(name, UnreadableDocument("the file is damaged: pack it again and put that in"))
    _keep(name, file, depth, task)


def _count(task: _Task, size: int) -> None:
    task.used += size
    if task.used > task.allowed:
        raise TooLarge(f"it unpacks to more than {task.allowed // 1_000_000} MB: unpack it and put its papers in")
    if len(task.names) > MAX_MEMBERS:
        raise TooLarge(f"more than {MAX_MEMBERS:,} files are packed in it: unpack it and put its papers in")


def _keep(name: str, file: Path, depth: int, task: _Task) -> None:
    """Take a member up, and what is packed in it."""
    try:
        kind = true_suffix(file)
    except IngestError:
        kind = ""  # its reader says what is wrong
    if kind != ".zip":
        task.found.append(Member(name, file))
    if kind not in PACKED:
        return
    try:
        if depth < MAX_DEPTH:
            _unpack(file, kind, name + "/", depth + 1, task)
        elif kind == ".zip" or any(not a.inline for a in open_letter(file).attached):
            task.fail(name, UnsupportedFormat(f"it is packed {depth} deep in others: unpack it and put its papers in"))
    except TooLarge:
        raise
    except IngestError as error:
        if kind == ".zip":
            task.fail(name, error)


def _decoded(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; some programs write UTF-8 and do not say so."""
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            return entry.filename.encode("cp437").decode("utf-8")
    return entry.filename


def sound(name: str) -> str:
    """Return a member's name as a path that stays below where it starts: no drive, no root, no way up."""
    pieces = [re.sub(r'[\x00-\x1f\x7f<>"|?*:]', "_", p).strip() for p in name.replace("\\", "/").split("/")]
    if pieces and re.fullmatch("[A-Za-z]_", pieces[0]):
        pieces = pieces[1:]
    return "/".join(_short(p) for p in pieces if p.strip(". "))


def _short(piece: str) -> str:
    stem, dot, ending = piece.rpartition(".")
    return piece if len(piece.encode()) <= 200 else stem.encode()[:150].decode(errors="ignore") + dot + ending[-20:]
