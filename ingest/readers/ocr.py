"""Pages without a text layer: words recognised on their picture, and the ruled lines and colours around them."""

import numpy as np
import pypdfium2 as pdfium

from ingest.readers.content import Box, PageContent, Word
from ingest.readers.ocr_marks import marks, set_bold, settle_sizes
from ingest.readers.ocr_models import Letter, Picture, find_lines, read_line
from ingest.readers.ocr_picture import Scan, around_fills, draw, fills, grey_of, rules, skew
from ingest.readers.ocr_words import ABOVE, BELOW, Ink, ink_of, measure_line, own_rows, pieces_of
from ingest.worker import alive

_UNSURE = 0.6  # specks read less surely
_SO_MUCH_LESS = 0.2
_UPSIDE_DOWN = 0.85
_MOST_TO_READ = 6000  # times as wide as high, all lines of a page together: three close pages' worth
_SHORT = 6  # times as wide as high: initials, dates; the model reads them best without paper around them
_MARGIN = 0.2  # of the letters' height
_DOUBTFUL = 0.9
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
        scan = scan.levelled(angle)
    grey = grey_of(scan.colour)
    lines = find_lines(grey)
    quarters = _quarters(grey, lines)
    if quarters:
        scan = scan.upright(quarters)
        grey = grey_of(scan.colour)
        lines = find_lines(grey)
    content = _content(scan, grey, lines)
    alive()
    return content


def _content(scan: Scan, grey: Picture, lines: list[_Box]) -> PageContent:
    edges, ruled = rules(grey, scan.scale)
    clean = np.where(ruled > 0, 255, grey).astype(np.uint8)
    words = _surer([_line(grey, clean, line) for line in _most(lines)])
    settle_sizes(words)
    words += marks(clean, words)
    set_bold(clean, words)
    for word in words:
        word.seen = _seen(word, scan)
        word.x0, word.top, word.x1, word.bottom, word.size = (
            value / scan.scale for value in (word.x0, word.top, word.x1, word.bottom, word.size)
        )
    height, width = (side / scan.scale for side in grey.shape)
    painted = fills(scan.colour, scan.scale)
    return PageContent(width, height, words, [*edges, *around_fills(edges, painted)], painted, _sureness(words))


def _seen(word: Word, scan: Scan) -> Box:
    corners = [(x, y, 1.0) for x in (word.x0, word.x1) for y in (word.top, word.bottom)]
    x, y, _ = scan.place @ np.array(corners).T
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def _most(lines: list[_Box]) -> list[_Box]:
    """Return as many lines of a page as may be read."""
    to_read = np.cumsum([(right - left) / max(1, bottom - top) for left, top, right, bottom in lines])
    return [line for line, so_far in zip(lines, to_read, strict=True) if so_far <= _MOST_TO_READ]


def _surer(lines: list[list[Word]]) -> list[Word]:
    """Return the words of lines but for those that are read far less surely than the page: stamps, signatures."""
    least = max(_UNSURE, _sureness([word for line in lines for word in line]) - _SO_MUCH_LESS)
    return [w for line in lines if _sureness(line) >= least for w in line if w.confidence >= _UNSURE]


def _sureness(words: list[Word]) -> float:
    return _sure_letters(words) / max(1, sum(len(word.text) for word in words))


def _sure_letters(words: list[Word]) -> float:
    return sum(word.confidence * len(word.text) for word in words)


def _quarters(grey: Picture, lines: list[_Box]) -> int:
    """Return how many quarter turns against the clock set a page upright, trying its longest lines."""
    sideways = sum(_length(line) for line in lines if _is_tall(line)) > sum(
        _length(line) for line in lines if not _is_tall(line)
    )
    longest = sorted((line for line in lines if _is_tall(line) == sideways), key=_length, reverse=True)[:3]
    sure = {turns: _sureness_turned(grey, longest, turns) for turns in ((1, 3) if sideways else (0,))}
    if not sideways and longest and sure[0] < _UPSIDE_DOWN:
        sure[2] = _sureness_turned(grey, longest, 2)
    return max(sure, key=lambda turns: sure[turns])


def _sureness_turned(grey: Picture, lines: list[_Box], turns: int) -> float:
    pictures = [np.rot90(grey[top:bottom, left:right], turns) for left, top, right, bottom in lines]
    return _sureness([word for picture in pictures for word in _read(picture, picture)])


def _length(line: _Box) -> int:
    return max(line[2] - line[0], line[3] - line[1])


def _is_tall(line: _Box) -> bool:
    return line[3] - line[1] > _TALL * (line[2] - line[0])


def _line(grey: Picture, clean: Picture, line: _Box) -> list[Word]:
    """Return the words of a line in pixels; `clean` is the picture without its ruled lines."""
    left, top, right, bottom = line
    here = np.s_[top:bottom, left:right]
    words = _read(grey[here], clean[here])
    if _is_tall(line):
        aside = [_read(np.rot90(grey[here], turns), np.rot90(clean[here], turns)) for turns in (1, 3)]
        down, up = (_sure_letters(found) for found in aside)
        if max(down, up) > 1 + _sure_letters(words):
            words = aside[0] if down > up else aside[1]
            for word in words:
                _lay_aside(word, right - left, bottom - top, up > down)
    for word in words:
        word.x0, word.x1, word.top, word.bottom = word.x0 + left, word.x1 + left, word.top + top, word.bottom + top
    return words


def _lay_aside(word: Word, width: int, height: int, up: bool) -> None:
    """Put a word that was read on a picture turned by a quarter where it stands on the picture itself."""
    word.upright = False
    x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    if up:
        word.x0, word.top, word.x1, word.bottom = top, height - x1, bottom, height - x0
    else:
        word.x0, word.top, word.x1, word.bottom = width - bottom, x0, width - top, x1


def _read(grey: Picture, clean: Picture) -> list[Word]:
    """Return the words on the picture of one line, in pixels of that picture."""
    ink = ink_of(clean)
    first, last = own_rows(ink)
    left, right, letters = _letters(grey, ink, first, last)
    pieces = pieces_of(letters, ink[first:last, left:right], len(ink))
    size, base = measure_line(" ".join(piece.text for piece in pieces), first, last)
    top, bottom = base - ABOVE * size, base + BELOW * size
    return [
        Word(p.text, p.left + left, top, p.right + left, bottom, size, bold=False, confidence=p.confidence)
        for p in pieces
    ]


def _letters(grey: Picture, ink: Ink, first: int, last: int) -> tuple[int, int, list[Letter]]:
    """Read a line from all its picture and, where it is short or that leaves doubts, from close around its writing.

    Return the left and right end of what was read, and its letters.
    """
    height, width = ink.shape
    margin = round(_MARGIN * (last - first))
    filled = np.flatnonzero(ink[first:last].any(axis=0))
    left, right = (int(filled[0]), int(filled[-1]) + 1) if filled.size else (0, width)
    close = max(0, first - margin), last + margin, max(0, left - margin), min(width, right + margin)
    whole = 0, height, 0, width
    best: tuple[int, int, list[Letter]] = (0, width, [])
    sure = -1.0
    for top, bottom, left, right in (close, whole) if width < _SHORT * height else (whole, close):
        letters = read_line(grey[top:bottom, left:right].copy())
        mean = sum(letter.confidence for letter in letters) / max(1, len(letters))
        if mean > sure:
            best, sure = (left, right, letters), mean
        if sure > _DOUBTFUL:
            break
    return best
