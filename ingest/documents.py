"""What reading a paper yields: a Document and its pieces, large to small.

Every place is a pair of character offsets into `Document.text`, the text exactly as it was read, so that whatever is
quoted can be shown where it stands. `text` on a piece is the same words cleaned for reading (no markup, no doubled
spaces); `Document.text[start:end]` is the verbatim original.
"""

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from ingest.periods import Period
from ingest.records.record import Records

BlockKind = Literal["heading", "paragraph", "item", "row"]
DocumentKind = Literal[
    "minutes", "agenda pack", "strategy", "quarterly update", "report", "action log", "terms of reference", "other"
]
StatementKind = Literal["sentence", "item", "row"]


FactName = Literal[
    "title",
    "board",
    "kind",
    "meeting date",
    "report date",
    "period",
    "author",
    "contact",
    "report number",
    "status",
    "version",
    "marking",
    "exempt",
    "language",
]
FactSource = Literal["text", "running head", "file name", "file properties"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the paper; `number` counts from 1.

    `words` holds the box of every word, as `ingest.positions` packs them, where the format has fixed pages;
    `confidence` (0 to 1) is set where the page is a picture whose words were recognised.
    """

    number: int
    start: int
    end: int
    words: bytes = b""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row; `colour` is what it is painted in where that carries meaning ("amber"), else ""."""

    start: int
    end: int
    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a paper says about itself, in normal form (dates as 2018-03-26), and where it says so.

    `start` and `end` are the place in the text, None where the source is a running head or watermark that the reader
    took off the pages, or the file's name or properties. Several facts
    of one name are in order of trust: the first is the one that holds, the others disagree with it or repeat it.
    """

    name: FactName
    value: str
    source: FactSource
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row as a reader found it.

    `level` is the depth of a heading (1 is the highest) or of a list item (0 is the outermost); `table` numbers the
    table a row belongs to; `owner` holds the initials that stand in an action column beside the block.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    level: int = 0
    cells: tuple[Cell, ...] = ()
    table: int = 0
    header: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader returns: the text as read and the blocks that stand in it.

    `properties` are the file's own ("title", "author", "created", "modified", "language"), dates as 2018-03-26.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    title: str = ""
    warnings: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One paper inside an agenda pack; a single paper is one part."""

    ordinal: int
    title: str
    kind: DocumentKind
    start: int
    end: int
    date: datetime.date | None = None
    author: str = ""
    agenda_item: str = ""
    period: Period | None = None
    facts: tuple[Fact, ...] = ()

    def fact(self, name: FactName) -> str:
        """Return the value that holds for a fact, or "" where the part does not say."""
        return next((f.value for f in self.facts if f.name == name), "")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `path` holds the headings above it, outermost first."""

    ordinal: int
    part: int
    path: tuple[str, ...]
    blocks: tuple[Block, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest thing that is quoted: a sentence, a list item or a table row.

    `cells` pairs each column heading with its cell; `lead` is the line a list item hangs from ("The plan is to:").
    """

    kind: StatementKind
    start: int
    end: int
    text: str
    level: int = 0
    paragraph: int = 0
    cells: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Statements of one section, small enough to be embedded whole.

    `header` (board, paper, date, headings) travels with the chunk into the index and is not part of its text.
    """

    id: str
    ordinal: int
    part: int
    section: int
    path: tuple[str, ...]
    header: str
    text: str
    start: int
    end: int
    first_page: int | None
    last_page: int | None
    date: datetime.date | None
    period: Period | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a paper names them: `role` in the paper's words, `initials` as given or derived."""

    name: str
    role: str
    initials: str
    part: int
    start: int
    end: int
    attended: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, read: `id` is the hash of the file's bytes, so the same content is the same document."""

    id: str
    name: str
    title: str
    board: str
    kind: DocumentKind
    date: datetime.date | None
    period: Period | None
    text: str
    pages: tuple[Page, ...]
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    people: tuple[Person, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    facts: tuple[Fact, ...] = ()
    records: Records = field(default_factory=Records)

    def fact(self, name: FactName) -> str:
        """Return the value that holds for a fact, or "" where the paper does not say."""
        return next((f.value for f in self.facts if f.name == name), "")


READING = b"5"  # counts the changes to reading: a new count makes every paper new, so that it is read again


def identity_of(stream: BinaryIO) -> str:
    """Return the id of a document: the hash of its file's bytes, as this version reads them."""
    digest = hashlib.sha256(READING)
    while piece := stream.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()[:32]


def page_at(pages: tuple[Page, ...], position: int) -> int | None:
    """Return the number of the page that holds a position, or None where the format has no pages."""
    for page in pages:
        if page.start <= position < page.end:
            return page.number
    return pages[-1].number if pages else None
