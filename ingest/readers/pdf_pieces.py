"""Words as lines, and lines as pieces that wide gaps part."""

import re
from dataclasses import dataclass

from ingest.readers.content import Word

VALUE = re.compile(
    r"(?i)[(\[<>~±+\-–—−]*[£$€¥]?\s?[(+\-–−]?\.?\d[\d.,:/\s–−\-]*(%|k|m|bn|pp|p|st|nd|rd|th)?[)\]*†‡¹²³a-c]{0,3}"
    r"|(\d{1,2}(st|nd|rd|th)? )?(jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6},? \d{2,4}"
    r"|[-–—−•.…*x✓✔✗]{1,3}|n/?a|nil|yes|no|tbc|£|\$|€|%|[([]?[a-z][)\]]"
)
"""A piece of text that is a value by itself: a figure, a sum of money, a dash, a tick."""

BULLET = re.compile(r"[•●○▪■□◦·∙‣⁃➢➤❖❑☐✓>§o*\-–—\uf000-\uf0ff]{1,2}")
"""The mark of a list item."""


@dataclass(slots=True)
class Piece:
    """Words of one line with no wide gap between them."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def text(self) -> str:
        """The words, a space between them."""
        return " ".join(w.text for w in self.words)

    @property
    def is_value(self) -> bool:
        """Whether the piece is a figure or a sign that stands for one."""
        return VALUE.fullmatch(self.text) is not None

    @property
    def height(self) -> float:
        """The height of its letters' boxes."""
        return self.bottom - self.top


def word_lines(words: list[Word]) -> list[list[Word]]:
    """Return the words of each line, lines from top to bottom and words from left to right."""
    lines: list[list[Word]] = []
    middle = height = 0.0
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        at, tall = (word.top + word.bottom) / 2, word.bottom - word.top
        if lines and at - middle <= 0.45 * max(height, tall):
            lines[-1].append(word)
            if tall > height:
                middle, height = at, tall
        else:
            lines.append([word])
            middle, height = at, tall
    for line in lines:
        line.sort(key=lambda w: w.x0)
    return lines


def in_reading_order(words: list[Word]) -> list[Word]:
    """Return the words of one cell line by line; turned ones as they come, which is as they are written."""
    if len(words) < 2 or not all(w.upright for w in words):
        return words
    return [word for line in word_lines(words) for word in line]


def piece_of(words: list[Word]) -> Piece:
    """Return words of one line as a piece."""
    return Piece(
        words,
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
    )


def pieces_of(line: list[Word], cuts: list[float] | None = None) -> list[Piece]:
    """Cut a line at its wide gaps, and at `cuts`, the x where ruled lines part it.

    Between two figures a smaller gap is wide; a bullet goes with what follows.
    """
    groups: list[list[Word]] = []
    for word in line:
        if groups:
            last = groups[-1][-1]
            tall = min(last.bottom - last.top, word.bottom - word.top)
            bullet = len(groups[-1]) == 1 and BULLET.fullmatch(last.text) and not VALUE.fullmatch(word.text)
            figures = _is_figure(last) and _is_figure(word) and len(last.text + word.text) > 2
            cut = any(last.x1 - 2 <= x <= word.x0 + 2 for x in cuts or ())
            if not cut and word.x0 - last.x1 <= (4.0 if bullet else 0.5 if figures else 0.8) * tall:
                groups[-1].append(word)
                continue
        groups.append([word])
    return [piece_of(group) for group in groups]


def _is_figure(word: Word) -> bool:
    return VALUE.fullmatch(word.text) is not None and any(c.isdigit() for c in word.text)
