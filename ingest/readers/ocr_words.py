"""Words put together from the letters that were read on the picture of one line."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.ocr_models import Letter, Picture

Ink = NDArray[np.bool_]
_TALL, _LOW = 0.72, 0.52  # of the letters' size, above the base line
_TAIL, _COMMA = 0.21, 0.13  # below it
ABOVE, BELOW = 0.9, 0.22  # of the letters' size: how far a word's box reaches from the base line
_TALL_LETTERS = re.compile(r"[A-Z0-9bdfhklt£&()\[\]/ÂÊÎÔÛŴŶâêîôûŵŷ]")
_TAILED_LETTERS = re.compile(r"[gjpqy()\[\]]")
_COMMAS = re.compile("[,;]")
_TWINS = frozenset("cosuvwxz")  # look like their capitals but for their height
_AS_TALL = 0.12  # of a capital's height that its neighbour may begin below it; a capital J may reach lower, too
_BLUR = 1.0  # pixels that ink spreads over its edges
_SPACE = 0.5  # the model's own word for a space
_MAYBE = 0.02
_ANOTHER_SHADE = 40  # of 255


@dataclass(slots=True)
class Piece:
    """A word on a line: its text, its left and right in pixels, and how sure the model is of its letters."""

    text: str
    left: float
    right: float
    confidence: float


def ink_of(grey: Picture) -> Ink:
    """Return which pixels of a line's picture are writing, on light paper or on dark."""
    _, dark = cv2.threshold(_paper_only(grey), 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink: Ink = dark > 0
    return ~ink if ink.mean() > 0.5 else ink


def _paper_only(grey: Picture) -> Picture:
    """Return a line's picture with what lies beyond the edges of its painted cell given the cell's own shade."""
    found = grey.copy()
    shade = float(np.median(grey))
    for picture in (found, found.T):
        other = np.abs(np.median(picture, axis=0) - shade) > _ANOTHER_SHADE
        beyond = np.logical_and.accumulate(other) | np.logical_and.accumulate(other[::-1])[::-1]
        picture[:, beyond] = round(shade)
    return found


def own_rows(ink: Ink) -> tuple[int, int]:
    """Return the first row of a line's writing and the one after its last, without strokes of the lines beside it."""
    height = len(ink)
    filled = ink.sum(axis=1) > 1
    middle = height // 2
    near = np.flatnonzero(filled)
    if not near.size:
        return 0, height
    start = int(near[np.abs(near - middle).argmin()])
    top = bottom = start
    while top > 0 and filled[top - 1]:
        top -= 1
    while bottom < height and filled[bottom]:
        bottom += 1
    return top, bottom


def measure_line(text: str, top: int, bottom: int) -> tuple[float, float]:
    """Return the size of a line's letters and how far down its base line is, in pixels, judging by which letters
    they are: "one" is low, "Only" has strokes up and down."""
    up = _TALL if _TALL_LETTERS.search(text) else _LOW
    down = _TAIL if _TAILED_LETTERS.search(text) else _COMMA if _COMMAS.search(text) else 0.0
    size = max(1.0, bottom - top - _BLUR) / (up + down)
    return size, bottom - _BLUR / 2 - down * size


def pieces_of(letters: list[Letter], ink: Ink, height: int) -> list[Piece]:
    """Return the words of a line whose picture is `height` pixels high, `ink` being the rows with writing.

    A space is where the model saw one, or may have seen one and the gap in the ink is as wide as its other spaces.
    """
    if not letters:
        return []
    letters = with_capitals(letters, ink)
    filled, width = np.flatnonzero(ink.any(axis=0)), ink.shape[1]
    gaps = [_widest_gap(filled, a.at * width, b.at * width, 0.2 * height) for a, b in pairwise(letters)]
    wide = _wide(letters, gaps, height)
    left, right = _ends(filled, letters, width, 0.2 * height)
    pieces, start = [], 0
    for place, gap in enumerate(gaps, 1):
        seen = letters[place].gap
        if seen >= _SPACE or (gap[1] - gap[0] >= wide and seen >= _MAYBE):
            pieces.append(_piece(letters[start:place], left, gap[0]))
            start, left = place, gap[1]
    return [*pieces, _piece(letters[start:], left, right)]


def with_capitals(letters: list[Letter], ink: Ink) -> list[Letter]:
    """Return the letters with capitals that look like their small letters put right ("sP"): those that stand between
    capitals and reach as far up."""
    middles = [0.0, *((a.at + b.at) / 2 for a, b in pairwise(letters)), 1.0]
    found = []
    for place, (letter, left, right) in enumerate(zip(letters, middles, middles[1:], strict=False)):
        beside = [n for n in (place - 1, place + 1) if 0 <= n < len(letters) and letters[n].text.isupper()]
        if letter.text in _TWINS and beside and not any(n.text.islower() for n in _around(letters, place)):
            top, _ = _reach(ink, left, right)
            others = [_reach(ink, middles[n], middles[n + 1]) for n in beside]
            if all(top - first <= _AS_TALL * (last - first) for first, last in others):
                letter = replace(letter, text=letter.text.upper())
        found.append(letter)
    return found


def _around(letters: list[Letter], place: int) -> list[Letter]:
    """Return the letters of the word that a letter stands in but for those with twins."""
    start, end = place, place + 1
    while start > 0 and letters[start - 1].text.isalpha() and letters[start].gap < _SPACE:
        start -= 1
    while end < len(letters) and letters[end].text.isalpha() and letters[end].gap < _SPACE:
        end += 1
    return [letter for letter in letters[start:end] if letter.text not in _TWINS]


def _reach(ink: Ink, left: float, right: float) -> tuple[int, int]:
    """Return the first row of the ink between two places, in fractions of the width, and the one after its last."""
    rows = np.flatnonzero(ink[:, int(left * ink.shape[1]) : max(1, round(right * ink.shape[1]))].any(axis=1))
    return (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, 0)


def _piece(letters: list[Letter], left: float, right: float) -> Piece:
    text = "".join(letter.text for letter in letters)
    return Piece(text, left, max(right, left + 1), sum(letter.confidence for letter in letters) / len(letters))


def _ends(filled: NDArray[np.intp], letters: list[Letter], width: int, gap: float) -> tuple[float, float]:
    """Return where the first letter begins and the last one ends; a mark that stands apart was not read with them."""
    if not filled.size:
        return 0.0, float(width)
    apart = np.flatnonzero(np.diff(filled) > gap)
    before = [int(i) + 1 for i in apart if filled[i + 1] <= letters[0].at * width]
    after = [int(i) for i in apart if filled[i] >= letters[-1].at * width]
    return float(filled[max(before, default=0)]), float(filled[min(after, default=-1)] + 1)


def _widest_gap(filled: NDArray[np.intp], start: float, end: float, slack: float) -> tuple[float, float]:
    """Return the widest run of columns without ink between two letters; without one, what lies midway, twice.

    Where the model has a letter may be off by as much as `slack`.
    """
    inside = filled[(filled >= start - slack) & (filled <= end + slack)]
    steps = np.diff(inside)
    if not steps.size or steps.max() < 2:
        middle = (start + end) / 2
        return middle, middle
    widest = int(steps.argmax())
    return float(inside[widest] + 1), float(inside[widest + 1])


def _wide(letters: list[Letter], gaps: list[tuple[float, float]], height: int) -> float:
    """How wide a gap must be, in pixels, to be a space that the model did not see."""
    spaces = [right - left for letter, (left, right) in zip(letters[1:], gaps, strict=True) if letter.gap >= _SPACE]
    return 0.75 * float(np.median(spaces)) if len(spaces) > 1 else 0.15 * height
