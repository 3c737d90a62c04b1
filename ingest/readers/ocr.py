"""Pages without a text layer: words recognised on their picture, and the ruled lines and colours around them."""

from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium

from ingest.readers.content import PageContent, Word
from ingest.readers.ocr_marks import marks, set_bold, settle_sizes
from ingest.readers.ocr_models import Picture, find_lines, read_line
from ingest.readers.ocr_picture import Scan, draw, fills, grey_of, rules, skew, turn
from ingest.readers.ocr_words import ABOVE, BELOW, ink_of, measure_line, own_rows, pieces_of
from ingest.worker import alive

_UNSURE = 0.6  # specks, stamps and signatures read less surely
_UPSIDE_DOWN = 0.85
_MOST_TO_READ = 6000  # times as wide as high, all lines of a page together: three close pages' worth
_TALL = 1.5  # times as high as wide: a line that runs up or down
_Box = tuple[int, int, int, int]


def recognise(page: pdfium.PdfPage) -> PageContent:
    """Return the words, ruled lines and colours on the picture of a page, in points of the page turned upright.

    `confidence` is the mean of its words', 0 where none was found. Writing that is read too unsurely is left out.
    A page takes seconds, so the reading process is told that work goes on.
    """
    scan = draw(page)
    angle = skew(grey_of(scan.colour))
    if angle:
        scan = replace(scan, colour=turn(scan.colour, angle))
    grey = grey_of(scan.colour)
    lines = find_lines(grey)
    quarters = _quarters(grey, lines)
    if quarters:
        scan = replace(scan, colour=np.ascontiguousarray(np.rot90(scan.colour, quarters)))
        grey = grey_of(scan.colour)
        lines = find_lines(grey)
    content = _content(scan, grey, lines)
    alive()
    return content


def _content(scan: Scan, grey: Picture, lines: list[_Box]) -> PageContent:
    edges, ruled = rules(grey, scan.scale)
    clean = np.where(ruled > 0, 255, grey).astype(np.uint8)
    words: list[Word] = []
    to_read = 0.0
    for line in lines:
        to_read += (line[2] - line[0]) / max(1, line[3] - line[1])
        if to_read <= _MOST_TO_READ:
            words += _line(grey, clean, line)
    settle_sizes(words)
    words += marks(clean, words)
    set_bold(clean, words)
    for word in words:
        word.x0, word.top, word.x1, word.bottom, word.size = (
            value / scan.scale for value in (word.x0, word.top, word.x1, word.bottom, word.size)
        )
    height, width = (side / scan.scale for side in grey.shape)
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    return PageContent(width, height, words, edges, fills(scan.colour, scan.scale), sure)


def _quarters(grey: Picture, lines: list[_Box]) -> int:
    """Return how many quarter turns against the clock set a page upright, trying its longest lines."""
    sideways = sum(_length(line) for line in lines if _is_tall(line)) > sum(
        _length(line) for line in lines if not _is_tall(line)
    )
    longest = sorted((line for line in lines if _is_tall(line) == sideways), key=_length, reverse=True)[:3]
    sure = {turns: _sureness(grey, longest, turns) for turns in ((1, 3) if sideways else (0,))}
    if not sideways and longest and sure[0] < _UPSIDE_DOWN:
        sure[2] = _sureness(grey, longest, 2)
    return max(sure, key=lambda turns: sure[turns])


def _sureness(grey: Picture, lines: list[_Box], turns: int) -> float:
    letters = [
        letter
        for left, top, right, bottom in lines
        for letter in read_line(np.ascontiguousarray(np.rot90(grey[top:bottom, left:right], turns)))
    ]
    return sum(letter.confidence for letter in letters) / len(letters) if letters else 0.0


def _length(line: _Box) -> int:
    return max(line[2] - line[0], line[3] - line[1])


def _is_tall(line: _Box) -> bool:
    return line[3] - line[1] > _TALL * (line[2] - line[0])


def _line(grey: Picture, clean: Picture, line: _Box) -> list[Word]:
    """Return the words of a line in pixels; `clean` is the picture without its ruled lines."""
    left, top, right, bottom = line
    picture, ink = grey[top:bottom, left:right], ink_of(clean[top:bottom, left:right])
    first, last = own_rows(ink)
    pieces = pieces_of(read_line(picture), ink[first:last], len(ink))
    size, base = measure_line(" ".join(piece.text for piece in pieces), first, last)
    return [
        Word(
            piece.text,
            left + piece.left,
            top + base - ABOVE * size,
            left + piece.right,
            top + base + BELOW * size,
            size,
            bold=False,
            confidence=piece.confidence,
        )
        for piece in pieces
        if piece.confidence >= _UNSURE
    ]
