"""Bullets that are pictures or drawings and no letters."""

from collections.abc import Iterable

from ingest.readers.content import Box, Word
from ingest.readers.pdf_lines import rows_of
from ingest.readers.pdf_shapes import Shapes

_LEAST = 1.5  # points
_MOST_PICTURE, _MOST_DRAWN = 1.5, 0.75  # of a letter's size: what is larger is no bullet
_NEAREST, _FURTHEST = 0.15, 4.0  # of a letter's size: how far before its line a bullet stands
_DARK = 500  # red, green and blue together


def with_marks(words: list[Word], shapes: Shapes) -> list[Word]:
    """Return words with a bullet before each line that a small picture or dark dot stands before.

    It counts where another of its size and place stands before a line of the page too.
    """
    small = [(box, _MOST_PICTURE) for box in shapes.pictures if _is_dot(box)]
    small += [(box, _MOST_DRAWN) for box, rgb in shapes.areas if sum(rgb) < _DARK and _is_dot(box)]
    if len(small) < 2:
        return words
    found = [(row[0], box) for row in rows_of(words) if (box := _before(row[0], small))]
    marks = {id(word): box for word, box in found if sum(_alike(box, other) for _, other in found) > 1}
    marked: list[Word] = []
    for word in words:
        if box := marks.get(id(word)):
            marked.append(Word("•", box[0], word.top, box[2], word.bottom, word.size, bold=False))
        marked.append(word)
    return marked


def _is_dot(box: Box) -> bool:
    wide, tall = box[2] - box[0], box[3] - box[1]
    return min(wide, tall) > _LEAST and max(wide, tall) < min(24.0, 1.6 * min(wide, tall))


def _before(first: Word, dots: Iterable[tuple[Box, float]]) -> Box | None:
    """Return the dot that stands just before the first word of a row, at the height of its letters."""
    for box, most in dots:
        gap, middle = first.x0 - box[2], (box[1] + box[3]) / 2
        beside = _NEAREST * first.size < gap < _FURTHEST * first.size and first.top < middle < first.bottom
        if beside and box[3] - box[1] < most * first.size and first.text[:1].isalnum():
            return box
    return None


def _alike(one: Box, other: Box) -> bool:
    same_size = all(abs((one[i + 2] - one[i]) - (other[i + 2] - other[i])) < 1 for i in (0, 1))
    return same_size and abs(one[0] - other[0]) < 2
