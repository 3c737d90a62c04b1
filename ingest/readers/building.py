"""The text of a paper put together piece by piece, for formats that have no plain text of their own."""

from ingest.cleaning import clean
from ingest.documents import Block, BlockKind, Cell, Page


class TextBuilder:
    """Collects pieces of text and the blocks that stand in them, with right offsets."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._tables = 0
        self._page_start = 0
        self.blocks: list[Block] = []
        self.pages: list[Page] = []

    @property
    def text(self) -> str:
        """Everything added so far."""
        return "".join(self._pieces)

    def _add(self, piece: str) -> int:
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        return start

    def block(self, kind: BlockKind, raw: str, level: int = 0, mark: str = "•", owner: str = "") -> None:
        """Add a heading, paragraph or list item (after its mark); nothing is added for one without words.

        `owner` holds initials that stand beside it: they follow the block in the text and are not part of it.
        """
        raw = raw.strip()
        words = clean(raw)
        if not words:
            return
        if kind == "item":
            self._add(mark + " ")
        start = self._add(raw)
        self.blocks.append(Block(kind, start, self._length, words, level, owner=owner))
        self._add(f"\t{owner}\n" if owner else "\n")

    def table(self, rows: list[list[str]], colours: list[list[str]] | None = None, continues: bool = False) -> None:
        """Add a table; each cell may hold several lines. `colours` holds a word ("amber") or "" for each cell.

        With `continues`, its rows belong to the table that was added last.
        """
        self._tables += not continues
        for number, row in enumerate(rows):
            painted = colours[number] if colours else [""] * len(row)
            if not any(cell.strip() for cell in row) and not any(painted):
                continue
            cells, start = [], self._length
            for position, raw in enumerate(row):
                if position:
                    self._add("\t")
                at = self._add(raw.strip())
                cells.append(Cell(at, self._length, _with_colour(clean(raw), painted[position]), painted[position]))
            words = " | ".join(c.text for c in cells)
            self.blocks.append(Block("row", start, self._length, words, cells=tuple(cells), table=self._tables))
            self._add("\n")

    def end_page(self) -> None:
        """Close the page that has been added to since the last call."""
        self._add("\f")
        self.pages.append(Page(len(self.pages) + 1, self._page_start, self._length))
        self._page_start = self._length


def _with_colour(words: str, colour: str) -> str:
    """Say a cell's colour in words, unless its words say it already."""
    if not colour or colour in words.lower().split():
        return words
    return f"{words} ({colour})".strip()
