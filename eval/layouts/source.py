"""The sources of the layout set: invented papers as plain text, and how each is to look.

A source begins with ``name: value`` lines (how the paper looks) up to the first empty line. After that:

    # Heading                         ## Heading below it
    A paragraph => AB/CD              the initials stand beside it; AB//CD stands stacked; they may be left out
    - A list item => AB
    !fields                           label | value lines up to !end: the front sheet
    !minutes                          headings and paragraphs up to !end, with owners as `owners` says
    !table widths=10,50,20 owner=2    rows of cells up to !end, the first one the header; {amber} paints a cell;
                                      a row of one cell stands right across the table
    !page                             a new page

``~`` in a word marks where it may be hyphenated at the end of a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_COLOUR = re.compile(r"\{(red|amber|green|blue)\}\s*")
_OWNER = re.compile(r"\s+=>\s*(\S.*)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, and the colour it is painted in ("" for none)."""

    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paper: a heading, paragraph, item, page break, or a group of pieces or rows."""

    kind: str
    text: str = ""
    level: int = 1
    owner: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    pieces: list["Piece"] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)

    @property
    def widths(self) -> list[float]:
        """Each column's share of the width of the text."""
        shares = [float(share) for share in self.options["widths"].split(",")]
        return [share / sum(shares) for share in shares]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its name, how it looks, and its pieces."""

    name: str
    look: dict[str, str]
    pieces: list[Piece]

    @property
    def bullet(self) -> str:
        """The mark of list items, given as its code point where it is one of private use."""
        mark = self.look.get("bullet", "•")
        return chr(int(mark[2:], 16)) if mark.startswith("U+") else mark

    def number(self, name: str, otherwise: float) -> float:
        """Return a figure of the look."""
        return float(self.look.get(name, otherwise))


def load(path: Path) -> Paper:
    """Read a source."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    look = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    lines = iter(body.splitlines())
    return Paper(path.stem, look, list(_pieces(lines)))


def _pieces(lines: Iterator[str]) -> Iterator[Piece]:
    for raw in lines:
        line = raw.strip()
        if line == "!end":
            return
        if line:
            yield _piece(line, lines)


def _piece(line: str, lines: Iterator[str]) -> Piece:
    if line.startswith("#"):
        marks, _, text = line.partition(" ")
        return Piece("heading", text, len(marks))
    if not line.startswith("!"):
        owner = _OWNER.search(line)
        text = _OWNER.sub("", line)
        kind = "item" if text.startswith("- ") else "paragraph"
        return Piece(kind, text.removeprefix("- "), owner=owner[1] if owner else "")
    kind, *options = line[1:].split()
    settings = dict(option.split("=", 1) for option in options)
    if kind in ("table", "fields"):
        return Piece(kind, rows=list(_rows(lines)), options=settings)
    return Piece(kind, pieces=list(_pieces(lines)) if kind == "minutes" else [], options=settings)


def _rows(lines: Iterator[str]) -> Iterator[list[Cell]]:
    for line in lines:
        if line.strip() == "!end":
            return
        if line.strip():
            yield [_cell(words.strip()) for words in line.strip().split("|")]


def _cell(words: str) -> Cell:
    colour = _COLOUR.match(words)
    return Cell(_COLOUR.sub("", words), colour[1] if colour else "")
