"""What stands on one page, whether it came from a PDF's text layer or from recognising a picture of it."""

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left corner, the right way up."""


@dataclass(slots=True)
class Word:
    """One word: its box, the size of its letters, whether they are bold, and how sure recognition is of it.

    `seen` is its box in fractions of the page as one sees it, where the page's picture was turned to read it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    upright: bool = True
    confidence: float = 1.0
    seen: Box | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight ruled line, across (top equals bottom) or down (x0 equals x1)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fill:
    """An area painted in a colour that may carry meaning: "red", "amber", "green" or "blue"."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str


@dataclass(slots=True)
class PageContent:
    """Words, ruled lines and coloured areas of a page. `confidence` (0 to 1) is set where words were recognised.

    `watermark` holds words stamped across the page ("DRAFT"), which are not among the others; `unseen` tells that words
    were left out that nobody sees.
    """

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    confidence: float | None = None
    watermark: str = ""
    unseen: bool = False


@dataclass(slots=True)
class TableCell:
    """A cell: the words in it, its box, and the colour it is painted in ("" for none)."""

    words: list[Word]
    box: Box | None = None
    colour: str = ""


@dataclass(slots=True)
class PageTable:
    """A table: its box, its rows of cells (all of one length), and whether lines rule its columns."""

    box: Box
    rows: list[list[TableCell]]
    ruled: bool = True
