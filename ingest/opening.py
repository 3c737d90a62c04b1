"""Files and what is packed in them, in a row; the unpacking itself is done by ingest.containers in another process."""

import contextlib
import itertools
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import EmptyDocument, IngestError
from ingest.worker import Unpacker

_OFFICE = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"META-INF/")
_OLD_OFFICE = (".doc", ".dot", ".xls", ".xlt", ".ppt", ".pps")


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was unpacked: its name inside, where it lies now, or the reason why it does not."""

    name: str
    file: Path | None
    problem: IngestError | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What is packed in a file, and whether the file is a paper itself, as an e-mail is and an archive is not."""

    paper: bool
    members: tuple[Member, ...] = ()


class Opened:
    """Opens files that others are packed in, into a folder that is made when it is needed and goes when this is closed.

    `names` says what an unpacked file is called: /papers/pack.zip/folder/minutes.docx. `holds` says what each file
    that was opened holds.
    """

    def __init__(self, seconds_per_file: float, folder: Path | None = None) -> None:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)  # what a crash left
        self._folder, self._numbers = folder, itertools.count()
        self._unpacker = Unpacker(seconds_per_file)
        self.names: dict[Path, Path] = {}
        self.holds: dict[Path, set[Path]] = {}

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self._unpacker.stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def named(self, path: Path) -> Path:
        """Return what a file is called."""
        return self.names.get(path, path)

    def files(self, paths: Iterable[Path]) -> Iterator[tuple[Path, IngestError | None]]:
        """Yield each file, and what is packed in it after it, or why that is not to be had."""
        for path in paths:
            if _may_hold(path):
                yield from self._opened(path)
            else:
                yield path, None

    def _opened(self, path: Path) -> Iterator[tuple[Path, IngestError | None]]:
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="partnership-"))
        folder = self._folder / str(next(self._numbers))
        folder.mkdir(parents=True)
        contents = self._unpacker.unpack(path, folder)
        if isinstance(contents, IngestError):
            yield path, contents
            return
        if contents.paper:
            yield path, None
        elif not contents.members:
            yield path, EmptyDocument("no papers are packed in it: put the papers in themselves")
        self.holds[path] = {path / member.name for member in contents.members}
        for number, member in enumerate(contents.members):
            place = member.file or folder / f"missing {number}" / member.name.rpartition("/")[2]
            self.names[place] = path / member.name
            yield place, member.problem

    def done_with(self, path: Path) -> None:
        """Delete an unpacked file that has been read and kept."""
        if path in self.names:
            with contextlib.suppress(OSError):
                path.unlink()


def _may_hold(path: Path) -> bool:
    """Tell quickly, from a file's name and first bytes, whether others may be packed in it."""
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            start = stream.read(64)
    except OSError:
        return False
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return suffix == ".zip" or not start[30:].startswith(_OFFICE)
    return suffix == ".eml" or (start[:4] == b"\xd0\xcf\x11\xe0" and suffix not in _OLD_OFFICE)
