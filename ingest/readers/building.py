"""The text of a paper put together piece by piece, for formats that have no plain text of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.cleaning import clean, spells_unseen, visible
from ingest.documents import Block, BlockKind, Cell, Page
from ingest.positions import WordBox, pack


@dataclass(frozen=True, slots=True)
class Boxed:
    """Text with the boxes of its words, whose offsets count from the start of this text."""

    text: str
    boxes: tuple[WordBox, ...] = ()

    def __add__(self, other: "Boxed") -> "Boxed":
        shift = len(self.text)
        moved = (replace(b, start=b.start + shift, end=b.end + shift) for b in other.boxes)
        return Boxed(self.text + other.text, (*self.boxes, *moved))

    def cut(self, at: int) -> "tuple[Boxed, Boxed]":
        """Return the text before and after a place; a word across it goes to the second."""
        head = tuple(b for b in self.boxes if b.end <= at)
        tail = (replace(b, start=max(0, b.start - at), end=b.end - at) for b in self.boxes if b.end > at)
        return Boxed(self.text[:at], head), Boxed(self.text[at:], tuple(tail))


Text = str | Boxed


class TextBuilder:
    """Collects pieces of text and the blocks that stand in them, with right offsets."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._boxes: list[WordBox] = []
        self._length = 0
        self._tables = 0
        self._page_start = 0
        self.blocks: list[Block] = []
        self.pages: list[Page] = []
        self.unseen = False  # whether words spelt in characters that nobody sees were left out

    @property
    def text(self) -> str:
        """Everything added so far."""
        return "".join(self._pieces)

    def _add(self, piece: Text) -> int:
        """Add a piece without the space around it; return where it starts."""
        start = self._length
        if isinstance(piece, Boxed):
            shift = start - (len(piece.text) - len(piece.text.lstrip()))
            self._boxes += [replace(b, start=b.start + shift, end=b.end + shift) for b in piece.boxes]
            piece = piece.text
        else:
            self.unseen = self.unseen or spells_unseen(piece)
            piece = visible(piece)
        piece = piece.strip()
        self._space(piece)
        return start

    def _space(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def block(
        self, kind: BlockKind, raw: Text, level: int = 0, mark: Text = "•", owner: Text = "", cut: bool = False
    ) -> None:
        """Add a heading, paragraph or list item (after its mark); nothing is added for one without words.

        `owner` holds initials that stand beside it: they follow the block in the text and are not part of it. With
        `cut` they stand before it, as the block goes on over the page.
        """
        words, beside = clean(_words(raw)), clean(_words(owner))
        if not words:
            return
        if beside and cut:
            self._add(owner)
            self._space("\t")
        if kind == "item":
            self._add(mark)
            self._space(" ")
        start = self._add(raw)
        self.blocks.append(Block(kind, start, self._length, words, level, owner=beside))
        if beside and not cut:
            self._space("\t")
            self._add(owner)
        self._space("\n")

    def table(
        self, rows: Sequence[Sequence[Text]], colours: list[list[str]] | None = None, continues: bool = False
    ) -> None:
        """Add a table; each cell may hold several lines. `colours` holds a word ("amber") or "" for each cell.

        With `continues`, its rows belong to the table that was added last.
        """
        self._tables += not continues
        for number, row in enumerate(rows):
            painted = colours[number] if colours else [""] * len(row)
            if not any(_words(cell).strip() for cell in row) and not any(painted):
                continue
            cells, start = [], self._length
            for position, raw in enumerate(row):
                if position:
                    self._space("\t")
                at, colour = self._add(raw), painted[position]
                cells.append(Cell(at, self._length, _with_colour(clean(_words(raw)), colour), colour))
            words = " | ".join(c.text for c in cells)
            self.blocks.append(Block("row", start, self._length, words, cells=tuple(cells), table=self._tables))
            self._space("\n")

    def end_page(self, confidence: float | None = None) -> None:
        """Close the page that has been added to since the last call."""
        self._space("\f")
        number = len(self.pages) + 1
        self.pages.append(Page(number, self._page_start, self._length, pack(self._boxes), confidence))
        self._boxes = []
        self._page_start = self._length


def _words(text: Text) -> str:
    return text.text if isinstance(text, Boxed) else text


def _with_colour(words: str, colour: str) -> str:
    """Say a cell's colour in words, unless its words say it already."""
    if not colour or colour in words.lower().split():
        return words
    return f"{words} ({colour})".strip()
