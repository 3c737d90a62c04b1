"""Office files that are zip archives of XML: opened within limits, parsed without what XML can be made to do."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from ingest.errors import EncryptedDocument, IngestError, TooLarge, UnreadableDocument

_MAX_UNPACKED = 300_000_000
_MAX_MARKUP = 60_000_000
_MAX_ENTRIES = 20_000
_DEEPEST = 500


class Package:
    """The members of an office file, by name; parsed members hold no entities, comments or document types.

    Raises TooLarge for a file that unpacks beyond reason, EncryptedDocument for one with a password.
    """

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        entries = self._archive.infolist()
        self.names = frozenset(entry.filename for entry in entries)
        markup = sum(e.file_size for e in entries if e.filename.lower().endswith((".xml", ".rels")))
        if sum(entry.file_size for entry in entries) > _MAX_UNPACKED or len(entries) > _MAX_ENTRIES:
            raise TooLarge("the file unpacks to more than 300 MB: save it without its pictures and try again")
        if markup > _MAX_MARKUP:
            raise TooLarge("the file unpacks to more than 60 MB of text: split it and put the pieces in")
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedDocument("the file needs a password: save a copy without one and put that in")

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def xml(self, name: str) -> Element | None:
        """Return the root element of a member, None where there is no such member."""
        if name not in self.names:
            return None
        try:
            data = self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise UnreadableDocument("the file is damaged: open it in its own program and save it again") from error
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, defusedxml.DefusedXmlException, ValueError, LookupError) as error:
            raise UnreadableDocument("the file is damaged: open it in its own program and save it again") from error
        if _depth(root) > _DEEPEST:
            raise TooLarge("the file's parts are nested too deeply: copy its text into a new one and put that in")
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a member: id -> (the last word of its type, the name of the member it points to)."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", file + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def embedded(self) -> tuple[str, ...]:
        """Return a warning that names the files embedded in this one, which are not read."""
        names = sorted(posixpath.basename(n) for n in self.names if "/embeddings/" in n and not n.endswith(".rels"))
        return (f"files embedded in it are not read: {', '.join(names[:10])}",) if names else ()


@contextmanager
def opened(path: Path, damaged: str) -> Iterator[Package]:
    """Open an office file to be read; whatever goes wrong that has no words of its own is told as `damaged`."""
    try:
        with Package(path) as package:
            yield package
    except (IngestError, OSError):
        raise
    except Exception as error:
        raise UnreadableDocument(damaged) from error


def _depth(root: Element) -> int:
    """Return how deep elements stand in each other, counted to just beyond what is allowed."""
    layer, depth = [root], 0
    while layer and depth <= _DEEPEST:
        layer, depth = [inner for element in layer for inner in element], depth + 1
    return depth


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """Return an attribute's value whatever its namespace."""
    if element is None:
        return default
    if (value := element.get(name)) is not None:
        return value
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), default)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names, None where it ends early."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def within(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name at any depth, in their order."""
    return (inner for inner in element.iter() if local(inner) == name)


def whole(text: str, default: int = 0) -> int:
    """Return the whole number a value begins with."""
    match = re.match(r"\s*-?\d{1,9}", text)
    return int(match[0]) if match else default


_CORE = {"title": "title", "creator": "author", "created": "created", "modified": "modified", "language": "language"}


def core_properties(package: Package) -> list[tuple[str, str]]:
    """Return what an Office Open XML file says of itself, dates as 2018-03-26."""
    root = package.xml("docProps/core.xml")
    found = []
    for element in root if root is not None else ():
        name, value = _CORE.get(local(element)), (element.text or "").strip()
        if name and value:
            found.append((name, value[:10] if name in ("created", "modified") else value))
    return found


def usable_title(title: str) -> str:
    """Return a file's own title unless it is a word processor's stand-in ("Document1")."""
    stand_in = r"(?i)(word document|powerpoint presentation|(document|presentation)\d*|untitled.*)?"
    return "" if re.fullmatch(stand_in, title) else title
