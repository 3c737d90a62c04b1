"""Words of a PDF page's text layer, put together from its characters."""

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.cleaning import plain_letters
from ingest.readers.content import Box, Word
from ingest.readers.pdf_shapes import Placed, Shapes

_MAX_CHARACTERS = 400_000
_WATERMARK = 30.0  # points: larger pale words, or such words aslant, are stamped across the page


@dataclass(slots=True)
class Letters:
    """A word as it is drawn: clockwise turn in degrees as seen, its colour, and whether it is drawn at all."""

    word: Word
    turn: int
    rgb: tuple[int, int, int]
    drawn: bool
    end: float  # where it ends along its own direction


def letters_of(page: pdfium.PdfPage, placed: Placed, rotation: int) -> list[Letters]:
    """Return the words of the text layer in the order of its content."""
    textpage = page.get_textpage()
    try:
        return _Reader(textpage.raw, placed, rotation).read()
    finally:
        textpage.close()


class _Reader:
    def __init__(self, handle: Any, placed: Placed, rotation: int) -> None:
        self._handle = handle
        self._placed = placed
        self._rotation = rotation
        self._looks: dict[int, _Look] = {}
        self._words: list[Letters] = []
        self._last: Box | None = None

    def read(self) -> list[Letters]:
        rect = raw.FS_RECTF()
        handle = self._handle
        unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        reference = ctypes.byref(rect)
        current: Letters | None = None
        for i in range(min(raw.FPDFText_CountChars(handle), _MAX_CHARACTERS)):
            character = _character(unicode_of(handle, i))
            if character.isspace() or ord(character) < 32:
                if not (current and current.turn and raw.FPDFText_IsGenerated(handle, i)):
                    current = None  # PDFium sees a new line after every letter or two of words that are turned
                continue
            if not box_of(handle, i, reference):
                continue
            box = self._placed(rect.left, rect.bottom, rect.right, rect.top)
            if not (current and self._takes(current, character, box)):
                current = self._new(i, character, box)
                self._words.append(current)
            self._last = box
        return self._words

    def _takes(self, letters: Letters, character: str, box: Box) -> bool:
        """Add a character to a word if it goes on there (or is the last one drawn again)."""
        word = letters.word
        if letters.turn:
            start, end, low, high = _along(box, letters.turn)
            word_start, _, word_low, _ = _along((word.x0, word.top, word.x1, word.bottom), letters.turn)
        else:
            start, low, end, high = box
            word_start, word_low = word.x0, word.top
        tall = high - low
        gap = start - letters.end
        if box == self._last and character in "fijlt" and word.text[-1] in "ft":
            word.text += character  # tied letters are one sign with one box
            return True
        if gap > (0.2 if letters.turn else 0.35) * tall or gap < -0.8 * tall or start < word_start - 2:
            return False
        if not -4.0 <= low - word_low <= 4.0 and abs(low - word_low) > 0.3 * tall:
            return False
        if gap < 0 and character == word.text[-1] and end - letters.end < 0.3 * (end - start):
            word.bold = True  # drawn twice, a little apart, to look bold
            return True
        word.text += character
        if box[0] < word.x0:
            word.x0 = box[0]
        if box[2] > word.x1:
            word.x1 = box[2]
        if box[1] < word.top:
            word.top = box[1]
        if box[3] > word.bottom:
            word.bottom = box[3]
        if end > letters.end:
            letters.end = end
        return True

    def _new(self, index: int, character: str, box: Box) -> Letters:
        angle = raw.FPDFText_GetCharAngle(self._handle, index) * 57.29578
        turn = round(angle + self._rotation) % 360 if angle >= 0 else 0
        look = self._look(index)
        tall = min(box[3] - box[1], box[2] - box[0]) if turn % 90 else _tall(box, turn)
        size = look.size if 0.45 * tall <= look.size <= 2.3 * tall else tall / 1.15
        word = Word(character, *box, size, look.bold, upright=turn == 0)
        end = _along(box, turn)[1] if turn else box[2]
        return Letters(word, turn, look.rgb, look.drawn, end)

    def _look(self, index: int) -> "_Look":
        """How the text object that a character belongs to looks; the last character of a page may have none."""
        pointer = raw.FPDFText_GetTextObject(self._handle, index)
        key = ctypes.cast(pointer, ctypes.c_void_p).value or 0
        look = self._looks.get(key)
        if look is None:
            r, g, b, a = (ctypes.c_uint() for _ in range(4))
            coloured = raw.FPDFText_GetFillColor(self._handle, index, *(ctypes.byref(v) for v in (r, g, b, a)))
            drawn = not pointer or raw.FPDFTextObj_GetTextRenderMode(pointer) not in (3, 7)
            rgb = (r.value, g.value, b.value) if coloured else (0, 0, 0)
            size = raw.FPDFText_GetFontSize(self._handle, index)
            look = _Look(size, _is_bold(self._handle, index), rgb, drawn and (not coloured or a.value > 10))
            self._looks[key] = look
        return look


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    bold: bool
    rgb: tuple[int, int, int]
    drawn: bool


def _is_bold(handle: Any, index: int) -> bool:
    """Ask the font's name; the weight PDFium reports is 700 for many plain fonts."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.lower()
    return any(k in name for k in (b"bold", b"black", b"heavy")) and b"semilight" not in name


def _tall(box: Box, turn: int) -> float:
    return box[2] - box[0] if turn in (90, 270) else box[3] - box[1]


def _along(box: Box, turn: int) -> tuple[float, float, float, float]:
    """Return start, end, low, high of a box along the direction in which turned words run."""
    x0, top, x1, bottom = box
    if turn == 90:
        return top, bottom, -x1, -x0
    if turn == 180:
        return -x1, -x0, -bottom, -top
    if turn == 270:
        return -bottom, -top, x0, x1
    return x0, x1, top, bottom


def _character(code: int) -> str:
    """Return a character of the text layer: PDFium has 2 (or 0xFFFE) for a hyphen at a line's end."""
    if code in (2, 0xFFFE, 0xAD):
        return "-"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def readable(letters: list[Letters], shapes: Shapes) -> list[Letters]:
    """Return the words that a reader of the page sees: no watermark, nothing hidden, nothing drawn twice.

    Words that are not drawn are kept where they lie over a picture (the text of a scan) or are all there is.
    """
    seen = [item for item in letters if item.drawn and not _is_stamp(item) and not _is_hidden(item, shapes)]
    places = {(item.word.text, round(item.word.x0 / 4), round(item.word.top / 4)) for item in seen}
    for item in letters:
        word = item.word
        if item.drawn or (item.word.text, round(word.x0 / 4), round(word.top / 4)) in places:
            continue
        if not seen or shapes.on_picture((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2):
            seen.append(item)
    return _once(seen)


def _is_stamp(item: Letters) -> bool:
    """Whether a word is part of a watermark."""
    pale = min(item.rgb) > 150
    aslant, large = item.turn % 90 != 0, item.word.size >= _WATERMARK
    return (aslant and (large or pale)) or (pale and item.word.size >= 1.5 * _WATERMARK)


def _is_hidden(item: Letters, shapes: Shapes) -> bool:
    """Whether a word is white on white."""
    if min(item.rgb) < 250:
        return False
    x, y = (item.word.x0 + item.word.x1) / 2, (item.word.top + item.word.bottom) / 2
    return min(shapes.ground(x, y)) >= 250 and not shapes.on_picture(x, y)


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
            word.text = plain_letters(word.text).replace("\xad", "")
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
