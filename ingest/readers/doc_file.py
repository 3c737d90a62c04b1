"""The old Word format's file ([MS-DOC]): where its text lies, and which properties hold for which bytes of it."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import olefile

from ingest.errors import EncryptedDocument, UnreadableDocument
from ingest.readers.doc_properties import Change, changes
from ingest.readers.ole_summary import summary_of

_WORD_97 = 0xA5EC
_MOST_CHARACTERS = 30_000_000
_FIRST_POINTER = 154
_CP1252 = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))
STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header boxes")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of the text and the bytes they lie in; `changes` hold for all of them."""

    start: int
    end: int
    offset: int
    width: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of bytes with one set of properties, those of the style numbered `style` under them."""

    start: int
    end: int
    style: int
    changes: tuple[Change, ...]


class OldWord(Exception):
    """The file is of Word 6, Word 95 or before, whose text lies otherwise."""


class WordFile:
    """A Word 97 to 2003 file.

    Raises OldWord, EncryptedDocument, and UnreadableDocument or struct.error for a damaged one.
    """

    def __init__(self, path: Path) -> None:
        with olefile.OleFileIO(str(path)) as container:
            self._text = _stream(container, "WordDocument")
            if len(self._text) < _FIRST_POINTER:
                raise UnreadableDocument("the Word file is damaged: open it in Word and save it as .docx")
            kind, _, flags = *struct.unpack_from("<HH", self._text, 0), self.word(10)
            if flags & 0x100 or flags & 0x8000:
                raise EncryptedDocument("the file needs a password: save a copy without one and put that in")
            if kind != _WORD_97:
                raise OldWord
            self.table = _stream(container, "1Table" if flags & 0x200 else "0Table")
            self.data = _stream(container, "Data")
            self.properties = summary_of(container)
        self._lengths = struct.unpack_from("<3i5i", self._text, 76)
        self.pieces = self._pieces()
        self._starts = [piece.start for piece in self.pieces]
        self.paragraphs = self._runs(13, paragraphs=True)
        self.characters = self._runs(12, paragraphs=False)

    def word(self, offset: int) -> int:
        """Return the two bytes at an offset of the text's stream as a number."""
        return int(struct.unpack_from("<H", self._text, offset)[0])

    def pointed(self, number: int) -> tuple[int, int]:
        """Return where in the table stream a structure begins and how long it is, by its place in the header."""
        start, length = struct.unpack_from("<II", self._text, _FIRST_POINTER + 8 * number)
        return (start, length) if start + length <= len(self.table) else (0, 0)

    def positions(self, number: int, size: int) -> tuple[list[int], list[bytes]]:
        """Return a structure's character positions and the `size` bytes that go with each but the last."""
        start, length = self.pointed(number)
        count = max(0, (length - 4) // (4 + size))
        if not count:
            return [], []
        found = list(struct.unpack_from(f"<{count + 1}i", self.table, start))
        at = start + 4 * (count + 1)
        return found, [self.table[at + size * i : at + size * (i + 1)] for i in range(count)]

    def story(self, name: str) -> tuple[int, int]:
        """Return where one of STORIES begins and ends in the text."""
        index = STORIES.index(name)
        start = sum(max(0, length) for length in self._lengths[:index])
        return start, start + max(0, self._lengths[index])

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, str, Run | None, Piece]]:
        """Yield the text between two positions: position, offset of its bytes, characters, their run, their piece."""
        first = max(0, bisect_right(self._starts, start) - 1)
        for piece in self.pieces[first:]:
            if piece.start >= end:
                return
            at, stop = max(start, piece.start), min(end, piece.end)
            while at < stop:
                offset = piece.offset + (at - piece.start) * piece.width
                run = self.characters.at(offset)
                upto = self.characters.end(offset)
                count = max(1, min(stop - at, (upto - offset) // piece.width))
                yield at, offset, self._decoded(offset, count, piece.width), run, piece
                at += count

    def _decoded(self, offset: int, count: int, width: int) -> str:
        raw = self._text[offset : offset + count * width]
        if width == 1:
            return "".join(_CP1252[code] for code in raw)
        return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))

    def _pieces(self) -> list[Piece]:
        at, length = self.pointed(33)
        stop, shared = at + length, []
        while at < stop and self.table[at] == 1:
            (size,) = struct.unpack_from("<H", self.table, at + 1)
            shared.append(changes(self.table[at + 3 : at + 3 + size], self.data))
            at += 3 + size
        if at >= stop or self.table[at] != 2:
            raise UnreadableDocument("the Word file is damaged: open it in Word and save it as .docx")
        (size,) = struct.unpack_from("<I", self.table, at + 1)
        count = (min(size, stop - at - 5) - 4) // 12
        if count < 1:
            raise UnreadableDocument("the Word file is damaged: open it in Word and save it as .docx")
        bounds = struct.unpack_from(f"<{count + 1}I", self.table, at + 5)
        pieces = []
        for number in range(count):
            flagged, modifier = struct.unpack_from("<IH", self.table, at + 5 + 4 * (count + 1) + 8 * number + 2)
            width = 1 if flagged & 0x40000000 else 2
            offset = (flagged & 0x3FFFFFFF) // (3 - width)
            start, end = bounds[number], bounds[number + 1]
            if end < start or end > _MOST_CHARACTERS or offset + (end - start) * width > len(self._text):
                raise UnreadableDocument("the Word file is damaged: open it in Word and save it as .docx")
            pieces.append(Piece(start, end, offset, width, _modified(modifier, shared)))
        return pieces

    def _runs(self, number: int, paragraphs: bool) -> "Runs":
        _, pages = self.positions(number, 4)
        found: dict[int, Run] = {}
        for page in pages:
            at = (struct.unpack("<I", page)[0] & 0x3FFFFF) * 512
            block = self._text[at : at + 512]
            if len(block) == 512:
                for run in _page_runs(block, self.data, paragraphs):
                    found.setdefault(run.start, run)
        return Runs([found[start] for start in sorted(found)])


class Runs:
    """Runs in the order of their bytes."""

    def __init__(self, runs: list[Run]) -> None:
        self._runs = runs
        self._starts = [run.start for run in runs]

    def at(self, offset: int) -> Run | None:
        """Return the run that holds a byte."""
        index = bisect_right(self._starts, offset) - 1
        return self._runs[index] if index >= 0 and offset < self._runs[index].end else None

    def end(self, offset: int) -> int:
        """Return where the properties that hold for a byte stop holding."""
        index = bisect_right(self._starts, offset)
        following = self._starts[index] if index < len(self._starts) else 1 << 40
        run = self.at(offset)
        return min(run.end, following) if run else following


def _page_runs(block: bytes, data: bytes, paragraphs: bool) -> Iterator[Run]:
    """Yield the runs of a page of 512 bytes: bounds from its front, properties from its back."""
    count = block[511]
    size = 13 if paragraphs else 1
    if 4 * (count + 1) + size * count > 511:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", block, 0)
    for number in range(count):
        at = 2 * block[4 * (count + 1) + size * number]
        style, raw = 0, b""
        if at and paragraphs:
            length = 2 * block[at] - 1 if block[at] else 2 * block[at + 1]
            at += 1 if block[at] else 2
            held = block[at : at + length]
            if len(held) >= 2:
                style, raw = struct.unpack_from("<H", held)[0], held[2:]
        elif at:
            raw = block[at + 1 : at + 1 + block[at]]
        if bounds[number] < bounds[number + 1]:
            yield Run(bounds[number], bounds[number + 1], style, changes(raw, data))


def _modified(modifier: int, shared: list[tuple[Change, ...]]) -> tuple[Change, ...]:
    """Return what a piece changes in the properties of its text, as files saved fast keep it."""
    if modifier & 1:
        return shared[modifier >> 1] if modifier >> 1 < len(shared) else ()
    short = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800}.get((modifier >> 1) & 0x7F)
    return ((short, bytes([modifier >> 8])),) if short else ()


def _stream(container: olefile.OleFileIO, name: str) -> bytes:
    return bytes(container.openstream(name).read()) if container.exists(name) else b""
