"""Words of a PDF page's text layer, put together from its characters."""

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.content import Box, Word
from ingest.readers.pdf_hidden import layers_of
from ingest.readers.pdf_shapes import Placed

_MAX_CHARACTERS = 400_000


@dataclass(slots=True)
class Letters:
    """A word as it is drawn: clockwise turn in degrees as seen, its colour, whether it is drawn at all, and whether it
    stands in a layer that is switched off."""

    word: Word
    turn: int
    rgb: tuple[int, int, int]
    drawn: bool
    off: bool
    end: float  # where it ends along its own direction


def letters_of(page: pdfium.PdfPage, placed: Placed, rotation: int, off: frozenset[str]) -> list[Letters]:
    """Return the words of the text layer in the order of its content; `off` names the layers that are not shown."""
    textpage = page.get_textpage()
    try:
        return _Reader(textpage.raw, placed, rotation, off).read()
    finally:
        textpage.close()


class _Reader:
    def __init__(self, handle: Any, placed: Placed, rotation: int, off: frozenset[str]) -> None:
        self._handle = handle
        self._off = off
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
        return Letters(word, turn, look.rgb, look.drawn, look.off, end)

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
            off = bool(self._off) and bool(pointer) and not self._off.isdisjoint(layers_of(pointer))
            drawn = drawn and not off and (not coloured or a.value > 10)
            look = _Look(size, _is_bold(self._handle, index), rgb, drawn, off)
            self._looks[key] = look
        return look


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    bold: bool
    rgb: tuple[int, int, int]
    drawn: bool
    off: bool


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
