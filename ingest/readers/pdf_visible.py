"""The words of a PDF page that a reader sees, and those that are stamped across it."""

from itertools import pairwise
from math import dist
from statistics import median

from ingest.cleaning import plain_letters, visible
from ingest.readers.content import Word
from ingest.readers.pdf_letters import Letters
from ingest.readers.pdf_shapes import Shapes
from ingest.readers.unseen import SMALLEST, WHITE, alike

_PICTURED = 0.3  # of the page's area: pictures of so much show its words
_MISHAPS = 3
_WATERMARK = 30.0  # points: larger pale words, or such words aslant, are stamped across the page


def readable(letters: list[Letters], shapes: Shapes) -> list[Letters]:
    """Return the words that a reader of the page sees: no watermark, nothing hidden, nothing drawn twice.

    Words that are not drawn are kept where they lie over a picture of the page, be it a scan or an outline of letters.
    """
    seen = [item for item in letters if item.drawn and not _is_stamp(item) and not _is_hidden(item, shapes)]
    places = {(item.word.text, round(item.word.x0 / 4), round(item.word.top / 4)) for item in seen}
    pictured = shapes.pictured > _PICTURED
    outlined = not seen and shapes.outlines > len(letters)
    for item in letters:
        word = item.word
        if item.drawn or (item.word.text, round(word.x0 / 4), round(word.top / 4)) in places:
            continue
        if (pictured or outlined) and not item.off and (outlined or shapes.on_picture(*_middle(word))):
            seen.append(item)
    return _once(seen)


def holds_unseen(letters: list[Letters], shapes: Shapes) -> bool:
    """Tell whether words are among them that nobody sees, more than a page has by mishap."""
    drawn = {item.word.text for item in letters if item.drawn}
    pictured = shapes.pictured > _PICTURED
    unseen = (
        item.off
        or (not item.drawn and not pictured and item.word.text not in drawn)
        or (item.drawn and _is_hidden(item, shapes))
        for item in letters
    )
    return sum(unseen) > _MISHAPS


def watermark_of(letters: list[Letters], shapes: Shapes) -> str:
    """Return the words stamped across the page."""
    stamps = [item.word for item in letters if item.drawn and _is_stamp(item) and not _is_hidden(item, shapes)]
    apart = [dist(_middle(a), _middle(b)) for a, b in pairwise(stamps)]
    usual = median(apart) if apart else 0.0
    words = stamps[0].text if stamps else ""
    for word, far in zip(stamps[1:], apart, strict=True):
        close = len(word.text) == 1 and far < 1.28 * usual  # words aslant come letter by letter
        words += word.text if close else " " + word.text
    return " ".join(dict.fromkeys(words.split()))


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2


def _is_stamp(item: Letters) -> bool:
    """Whether a word is part of a watermark."""
    pale = min(item.rgb) > 150
    aslant, large = item.turn % 90 != 0, item.word.size >= _WATERMARK
    return (aslant and (large or pale)) or (pale and item.word.size >= 1.5 * _WATERMARK)


def _is_hidden(item: Letters, shapes: Shapes) -> bool:
    """Whether a word is a speck, or white on white."""
    if item.word.size < SMALLEST:
        return True
    if not alike(item.rgb, WHITE):
        return False
    x, y = _middle(item.word)
    return alike(shapes.ground(x, y), WHITE) and not shapes.on_picture(x, y)


def _once(letters: list[Letters]) -> list[Letters]:
    """Drop words drawn a second time on the same spot, a little apart, to look bold."""
    places: dict[tuple[str, int, int], Word] = {}
    kept = []
    for item in letters:
        word = item.word
        x, y = int(word.x0 / 2), int(word.top / 2)
        twin = next(
            (t for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (t := places.get((word.text, x + dx, y + dy)))), None
        )
        if twin is not None:
            twin.bold = True
            continue
        places[(word.text, x, y)] = word
        kept.append(item)
    return kept


def tidied(words: list[Word]) -> list[Word]:
    """Return the words with tied letters apart, soft hyphens gone, and s p a c e d letters put together."""
    for word in words:
        if not word.text.isascii():
            word.text = visible(plain_letters(word.text))
    result: list[Word] = []
    run: list[Word] = []
    for word in [w for w in words if w.text]:
        if run and not _goes_on(run, word):
            result += _spaced(run)
            run = []
        if word.upright and len(word.text) == 1 and word.text.isupper():
            run.append(word)
        else:
            result += _spaced(run)
            run = []
            result.append(word)
    return result + _spaced(run)


def _goes_on(run: list[Word], word: Word) -> bool:
    last = run[-1]
    gap = word.x0 - last.x1
    if abs(word.top - last.top) > 1 or not 0 < gap < 0.8 * (last.bottom - last.top):
        return False
    return len(run) < 2 or gap < 1.6 * (run[1].x0 - run[0].x1) + 1


def _spaced(run: list[Word]) -> list[Word]:
    """Join single capitals that stand at even distances, at least four of them."""
    if len(run) < 4:
        return run
    first = run[0]
    first.text = "".join(w.text for w in run)
    first.x1, first.bottom = run[-1].x1, max(w.bottom for w in run)
    return [first]
