"""What is seen of a page's words after they were read: bullets and dashes beside them, bold letters, sizes."""

import statistics

import cv2
import numpy as np

from ingest.readers.content import Word
from ingest.readers.ocr_models import Picture
from ingest.readers.ocr_words import ABOVE, BELOW, Ink, ink_of

_ONE_SIZE = 0.15  # sizes that differ by less are one size, measured twice
_BOLDER = 1.35  # times the strokes of most words
_SPREAD = 0.8  # pixels that strokes gain by being scanned
_ALIKE = 3  # letters that tell the strokes of a word


def marks(clean: Picture, words: list[Word]) -> list[Word]:
    """Return the bullets and dashes that stand alone on the lines of words, which the models pass over."""
    if not words:
        return []
    ink = cv2.adaptiveThreshold(clean, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 20)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    boxes = np.array([(w.x0, w.top, w.x1, w.bottom, w.size) for w in words])
    body = float(np.median(boxes[:, 4]))
    found = []
    for x, y, width, height, area in stats[1:count].tolist():
        if not (0.15 * body <= width <= 0.8 * body and height <= 0.7 * body and area >= 0.6 * width * height):
            continue
        middle_x, middle_y = x + width / 2, y + height / 2
        level = (boxes[:, 1] < middle_y) & (middle_y < boxes[:, 3])
        if not level.any() or (level & (boxes[:, 0] - 2 <= middle_x) & (middle_x <= boxes[:, 2] + 2)).any():
            continue
        _, top, _, bottom, size = boxes[level][np.abs(boxes[level][:, 0] - x).argmin()].tolist()
        text = _mark(width / size, height / size, (bottom - BELOW * size - middle_y) / size)
        to_next = boxes[level & (boxes[:, 0] > middle_x)][:, 0]
        if text in ("-", "–") or (text and to_next.size and to_next.min() - x < 5 * size):
            found.append(Word(text, x, top, x + width, bottom, size, bold=False))
    return found


def _mark(width: float, height: float, above: float) -> str:
    """Tell a mark by its width, its height and how far its middle is above the base line, in letter sizes."""
    if not 0.12 < above < 0.55:
        return ""
    if width > 2 * height and height < 0.2:
        return "–" if width > 0.4 else "-"
    return "•" if 0.2 < width < 0.7 and 0.6 < width / height < 1.7 else ""


def set_bold(clean: Picture, words: list[Word]) -> None:
    """Mark the words, in pixels, whose strokes are clearly thicker than most of the page's.

    A word of one or two letters is as bold as the word beside it.
    """
    strokes = [_stroke(clean, word) if _tells(word) else 0.0 for word in words]
    told = [stroke for word, stroke in zip(words, strokes, strict=True) for _ in word.text if stroke]
    if not told:
        return
    bold = _BOLDER * statistics.median(told)
    for number, word in enumerate(words):
        beside = (number, number - 1, number + 1)
        judged = [n for n in beside if 0 <= n < len(words) and strokes[n] and words[n].top == word.top]
        word.bold = bool(judged) and strokes[judged[0]] > bold


def _tells(word: Word) -> bool:
    return word.upright and sum(map(str.isalnum, word.text)) >= _ALIKE


def _stroke(clean: Picture, word: Word) -> float:
    """Return how wide the strokes of a word are, of the size of its letters."""
    base = word.bottom - BELOW * word.size
    rows = slice(max(0, round(base - 0.75 * word.size)), max(1, round(base)))
    columns = slice(max(0, int(word.x0)), max(1, int(word.x1) + 1))
    picture = clean[rows, columns]
    if not picture.size:
        return 0.0
    ink: Ink = ink_of(picture)
    if not ink.any():
        return 0.0
    paper, pen = float(np.median(picture[~ink])), float(np.percentile(picture[ink], 25))
    dark = np.clip((paper - picture.astype(np.float64)) / (paper - pen), 0, 1)
    dark = np.pad(np.where(dark > 0.15, dark, 0.0), ((0, 0), (1, 1))).ravel()
    begins, ends = (np.flatnonzero(np.diff((dark > 0).astype(np.int8)) == step) for step in (1, -1))
    along = dark.cumsum()
    return max(0.0, float(np.median(along[ends] - along[begins])) - _SPREAD) / word.size


def settle_sizes(words: list[Word]) -> None:
    """Give words whose sizes are nearly the page's commonest that size, and so the dashes and dots, which have none."""
    told = [word.size for word in words if _has_letters(word) for _ in word.text]
    if not told:
        return
    body = statistics.median(told)
    for word in words:
        base = word.bottom - BELOW * word.size
        if not word.upright:
            continue
        if not _has_letters(word):
            base += 0.25 * (body - word.size)
        elif abs(word.size - body) > _ONE_SIZE * body:
            continue
        word.size, word.top, word.bottom = body, base - ABOVE * body, base + BELOW * body


def _has_letters(word: Word) -> bool:
    return any(map(str.isalnum, word.text))
