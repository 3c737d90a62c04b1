"""The paragraphs and tables of old Word files, put together from their text and its properties."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.cells import Assembler
from ingest.readers.doc_file import Piece, Run, WordFile
from ingest.readers.doc_properties import Change, Paragraph
from ingest.readers.doc_styles import Lists, Styles, is_bold, is_unseen, looks_of, read_styles
from ingest.readers.flow import Grid, Line
from ingest.readers.symbols import plain, symbol

_CELL = "\x07"
_ENDS = "\r\x0c" + _CELL
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\xa0": " ", "\t": "\t"}
_DELETED, _SYMBOL, _STYLE = 0x0800, 0x6A09, 0x4A30
_SHADED = frozenset((0x442D, 0xC64D))


@dataclass(slots=True)
class _Gathered:
    """The characters of a paragraph so far, whether words are bold, and the fields that are open at its end."""

    text: list[str] = field(default_factory=list)
    bold: set[bool] = field(default_factory=set)
    anchors: list[int] = field(default_factory=list)
    asked: list[bool] = field(default_factory=list)

    def add(self, shown: str, bold: bool) -> None:
        """Add a character, unless it belongs to what a field asks for."""
        if not any(self.asked):
            self.text.append(shown)
            if shown.strip():
                self.bold.add(bold)

    def field(self, mark: str) -> None:
        """Follow a field: what it asks for is left out, what it came to is kept."""
        if mark == "\x13":
            self.asked.append(True)
        elif self.asked and mark == "\x14":
            self.asked[-1] = False
        elif self.asked:
            self.asked.pop()


class Body:
    """Turns stretches of an old Word file's text into paragraphs and tables; `hid` tells whether words were left out
    that nobody sees."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._styles: Styles = read_styles(file)
        self._lists = Lists(file)
        self._boxes = _boxes(file)
        self._boxed = False
        self.hid = False

    def flow(self, start: int, end: int) -> list[Line | Grid]:
        """Return the paragraphs and tables from one character to another."""
        assembler = Assembler()
        gathered = _Gathered()
        for position, offset, text, run, piece in self._file.stretches(start, end):
            gone, sign, styled = self._traits(run, piece, offset)
            bold = self._bold(run, offset, styled)
            for number, character in enumerate(text):
                if character in _ENDS and (not gone or character == _CELL):
                    at = offset + number * piece.width
                    self._end(character, at, piece, gathered, assembler)
                    gathered = _Gathered(asked=gathered.asked)
                    bold = self._bold(run, at + piece.width, styled)
                elif character in "\x13\x14\x15":
                    gathered.field(character)
                elif character == "\x08":
                    gathered.anchors.append(position + number)
                elif not gone:
                    gathered.add(sign or _SHOWN.get(character, character if character >= " " else ""), bold)
        if gathered.text:
            assembler.add(Line(_joined(gathered.text)), 0)
        return assembler.finish()

    def _bold(self, run: Run | None, offset: int, styled: bool) -> bool:
        paragraph = self._file.paragraphs.at(offset)
        own = styled or self._styles.bold(paragraph.style if paragraph else 0)
        return is_bold(run.changes if run else (), own)

    def _traits(self, run: Run | None, piece: Piece, offset: int) -> tuple[bool, str, bool]:
        """Return whether a stretch is deleted or hidden, the sign it stands for, whether its own style is bold."""
        gone, sign, styled = False, "", False
        character = 0
        made = (run.changes if run else ()) + piece.changes
        for code, value in made:
            if code == _DELETED:
                gone = value[0] in (1, 0x81)
            elif code == _SYMBOL:
                sign = symbol(value[2] | value[3] << 8)
            elif code == _STYLE:
                character = value[0] | value[1] << 8
                styled = self._styles.bold(character)
        unseen = not gone and self._unseen(offset, character, made)
        self.hid = self.hid or unseen
        return gone or unseen, sign, styled

    def _unseen(self, offset: int, character: int, made: tuple[Change, ...]) -> bool:
        """Whether letters are not seen; those in tables and boxes may stand on any colour."""
        paragraph = self._file.paragraphs.at(offset)
        style = paragraph.style if paragraph else 0
        looks = looks_of(self._styles, style, character, made)
        if not looks:
            return False
        properties = self._styles.paragraph(style)
        own = paragraph.changes if paragraph else ()
        properties.apply(own)
        dark = self._boxed or properties.table_depth() > 0 or any(code in _SHADED and any(value) for code, value in own)
        return is_unseen(looks, dark)

    def _end(self, mark: str, offset: int, piece: Piece, gathered: _Gathered, assembler: Assembler) -> None:
        run = self._file.paragraphs.at(offset)
        properties = self._styles.paragraph(run.style if run else 0)
        properties.indent = None  # a list's own indent counts for more than a style's
        properties.apply((run.changes if run else ()) + piece.changes)
        depth = properties.table_depth()
        if depth and properties.ends_row:
            assembler.end_row(depth, properties.shapes, properties.heading_row)
            return
        contents = run is not None and self._styles.lists_contents(run.style)
        assembler.add(self._line(properties, gathered, not contents and gathered.bold == {True}), depth)
        for anchor in gathered.anchors:
            for start, end in self._boxes.pop(anchor, ()):
                for boxed in self._box(start, end):
                    assembler.add(boxed, depth)
        if depth and (mark == _CELL or properties.ends_inner_cell):
            assembler.end_cell(depth)

    def _line(self, properties: Paragraph, gathered: _Gathered, bold: bool) -> Line:
        text = _joined(gathered.text)
        number = self._lists.count(properties.list_number, properties.list_level) if properties.list_number > 0 else ""
        indent = self._lists.indent(properties.list_number, properties.list_level)
        return Line(
            text,
            properties.outline + 1 if properties.outline < 9 else 0,
            properties.list_level if number else None,
            number,
            bold,
            indent if properties.indent is None else properties.indent,
        )

    def left_boxes(self) -> Iterator[Line | Grid]:
        """Yield what stands in text boxes whose anchor was not met."""
        for anchor in sorted(self._boxes):
            for start, end in self._boxes[anchor]:
                yield from self._box(start, end)

    def _box(self, start: int, end: int) -> list[Line | Grid]:
        outer, self._boxed = self._boxed, True
        try:
            return self.flow(start, end)
        finally:
            self._boxed = outer


def _joined(characters: list[str]) -> str:
    joined = "".join(characters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain(joined)


def _boxes(file: WordFile) -> dict[int, list[tuple[int, int]]]:
    """Return where the text of each text box stands, by the character its drawing is anchored at."""
    positions, shapes = file.positions(40, 26)
    anchors = {shape[:4]: position for position, shape in zip(positions, shapes, strict=False)}
    bounds, boxes = file.positions(56, 22)
    start, end = file.story("boxes")
    found: dict[int, list[tuple[int, int]]] = {}
    for number, box in enumerate(boxes):
        first, last = start + bounds[number], start + bounds[number + 1]
        if start <= first < last <= end and box[14:18] in anchors:
            found.setdefault(anchors[box[14:18]], []).append((first, last))
    return found
