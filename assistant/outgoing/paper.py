"""A paper that goes out: its blocks, and the citations that its statements carry."""

from dataclasses import dataclass
from typing import TypeAlias

from assistant.answer import Citation


@dataclass(frozen=True, slots=True)
class Line:
    """A statement with the numbers of its citations in the paper's `citations`; `note` stands after it in brackets.

    `strong` is a label before the text ("Owner"), "" for none.
    """

    text: str
    marks: tuple[int, ...] = ()
    note: str = ""
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; the paper's title is above them all."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines set one after the other as one paragraph."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with a bullet before each line, or a number."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; every cell is a line, so that a figure keeps its citation."""

    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure over time: points of a label and a value, with the target of each where there is one."""

    title: str
    unit: str
    points: tuple[tuple[str, float, float | None], ...]
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Chart | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that goes out. Citations are numbered from 1 in the order in which the blocks first use them."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()
