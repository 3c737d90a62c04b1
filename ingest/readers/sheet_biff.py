"""What an old workbook (.xls) says of its cells beside their values: number formats, paint and what is hidden."""

import struct
from collections.abc import Iterator
from dataclasses import replace

import olefile

from ingest.errors import EncryptedDocument
from ingest.readers.cell_values import format_code
from ingest.readers.sheet_looks import Look, Styles, indexed
from ingest.readers.unseen import RGB, SMALLEST, WHITE, alike

_SHEET, _FORMAT, _STYLE, _PALETTE, _PASSWORD, _ROW = 0x85, 0x41E, 0xE0, 0x92, 0x2F, 0x208
_START, _END = 0x809, 0x0A
_COLUMNS, _FONT = 0x7D, 0x31
_USUAL = 0x7FFF
_FORMULA, _BLANK = 0x06, 0x201
_ONE_CELL = frozenset((0x203, 0x27E, 0xFD, 0x204, 0x205, _FORMULA, _BLANK))
_SEVERAL = {0xBD: 6, 0xBE: 2}  # figures, blanks: the length of each
_SOLID = 1


def old_looks(container: olefile.OleFileIO) -> dict[str, Look]:
    """Return how each sheet looks, by its name; nothing for workbooks of before Excel 97.

    Raises EncryptedDocument for a workbook with a password.
    """
    if not container.exists("Workbook"):
        return {}
    data: bytes = container.openstream("Workbook").read()
    formats: dict[int, str] = {}
    cells: list[tuple[int, int, int]] = []
    fonts: list[tuple[int, int]] = []
    palette: dict[int, RGB] = {}
    sheets: dict[str, int] = {}
    for kind, body in _records(data, 0):
        if kind == _PASSWORD:
            raise EncryptedDocument("the file needs a password: save a copy without one and put that in")
        if kind == _FORMAT and len(body) > 5:
            formats[struct.unpack_from("<H", body)[0]] = _words(body[5:], body[4])
        elif kind == _STYLE and len(body) >= 20:
            (number,), (borders, fill) = struct.unpack_from("<H", body, 2), struct.unpack_from("<IH", body, 14)
            solid, font = borders >> 26 == _SOLID, struct.unpack_from("<H", body)[0]
            cells.append((number, fill & 0x7F if solid else -1 if not borders >> 26 else -2, font))
        elif kind == _FONT and len(body) >= 6:
            fonts.append((struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 4)[0]))
        elif kind == _PALETTE:
            palette = {8 + i: (body[at], body[at + 1], body[at + 2]) for i, at in enumerate(range(2, len(body) - 3, 4))}
        elif kind == _SHEET and len(body) > 8:
            sheets[_words(body[8:], body[7])] = struct.unpack_from("<I", body)[0]
    styles = Styles(
        tuple(format_code(number, formats) for number, _, _ in cells),
        tuple((palette.get(fill) or indexed(fill)) if fill >= 0 else None for _, fill, _ in cells),
    )
    unseen = (
        _is_unseen(fonts, font, fill, ground, palette)
        for (_, fill, font), ground in zip(cells, styles.fills, strict=True)
    )
    styles = replace(styles, unseen=tuple(unseen))
    return {name: _look(data, start, styles) for name, start in sheets.items()}


def _is_unseen(
    fonts: list[tuple[int, int]], number: int, fill: int, ground: RGB | None, palette: dict[int, RGB]
) -> bool:
    """Whether a font, as styles count them (there is no fourth), is a speck or in the colour of its ground."""
    number -= number > 4
    if not 0 <= number < len(fonts):
        return False
    twips, colour = fonts[number]
    ink = None if colour == _USUAL else palette.get(colour) or indexed(colour)
    behind = WHITE if fill == -1 else ground
    return 0 < twips < 20 * SMALLEST or bool(ink and behind and alike(ink, behind))


def _records(data: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a place to the end of what begins there; charts inside a sheet are left out."""
    depth = 0
    while position + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, position)
        depth += (kind == _START) - (kind == _END)
        if depth == 1 and kind != _START:
            yield kind, data[position + 4 : position + 4 + length]
        if depth <= 0:
            return
        position += 4 + length


def _words(raw: bytes, flags: int) -> str:
    return raw.decode("utf-16-le" if flags & 1 else "latin-1", errors="replace")


def _look(data: bytes, start: int, styles: Styles) -> Look:
    look = Look()
    for kind, body in _records(data, start):
        if kind == _ROW and len(body) >= 14:
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                look.hidden.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and len(body) >= 10:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & 1:
                look.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind in _ONE_CELL and len(body) >= 6:
            row, column, style = struct.unpack_from("<3H", body)
            _keep(look, row, column, style, styles, kind != _BLANK)
        elif kind in _SEVERAL and len(body) >= 6:
            row, first = struct.unpack_from("<2H", body)
            size = _SEVERAL[kind]
            for i, at in enumerate(range(4, len(body) - 2 - size + 1, size)):
                _keep(look, row, first + i, struct.unpack_from("<H", body, at)[0], styles, size > 2)
    return look


def _keep(look: Look, row: int, column: int, style: int, styles: Styles, filled: bool) -> None:
    if filled:
        look.reach = max(look.reach[0], row + 1), max(look.reach[1], column + 1)
        if style < len(styles.unseen) and styles.unseen[style]:
            look.unseen.add((row, column))
    if style < len(styles.formats):
        if styles.formats[style]:
            look.formats[row, column] = styles.formats[style]
        if paint := styles.fills[style]:
            look.paint[row, column] = paint
