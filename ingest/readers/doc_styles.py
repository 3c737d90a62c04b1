"""The styles and lists of old Word files."""

import re
import struct
from dataclasses import dataclass, field

from ingest.readers.doc_file import WordFile
from ingest.readers.doc_properties import Change, Paragraph, changes
from ingest.readers.numbering import LEVELS, Counter, Level
from ingest.readers.unseen import SMALLEST, WHITE, alike

_FORMATS = {0: "decimal", 1: "upper roman", 2: "lower roman", 3: "upper letter", 4: "lower letter", 22: "padded"}
_FORMATS |= {23: "bullet", 255: "none"}
_TITLE = 62
_CONTENTS = range(19, 28)
_MOST_STYLES = 5000
_VANISH, _SIZE, _INK, _COLOUR = 0x083C, 0x4A43, 0x2A42, 0x6870
_MARKED, _SHADES = 0x2A0C, (0x2A0C, 0x4866, 0xCA71)
_WHITE_INK = 8


@dataclass(slots=True)
class Style:
    """A style: its built-in number and name, the style it is based on, what it changes in that one."""

    built_in: int
    name: str
    base: int
    paragraph: tuple[Change, ...] = ()
    character: tuple[Change, ...] = ()


@dataclass(slots=True)
class Styles:
    """The styles of a document by their number."""

    by_number: dict[int, Style] = field(default_factory=dict)

    def chain(self, number: int) -> list[Style]:
        """Return a style and those it is based on, the outermost base first."""
        found: list[Style] = []
        while number in self.by_number and len(found) < 20:
            found.append(self.by_number[number])
            number = found[-1].base
        return found[::-1]

    def paragraph(self, number: int) -> Paragraph:
        """Return what a style makes of a paragraph."""
        properties = Paragraph()
        for style in self.chain(number):
            if 1 <= style.built_in <= 9:
                properties.outline = style.built_in - 1
            elif match := re.match(r"heading (\d)\b", style.name.lower()):
                properties.outline = int(match[1]) - 1
            elif style.built_in == _TITLE:
                properties.outline = 0
            properties.apply(style.paragraph)
        return properties

    def lists_contents(self, number: int) -> bool:
        """Tell whether a style is one of a table of contents."""
        return any(style.built_in in _CONTENTS for style in self.chain(number))

    def bold(self, number: int) -> bool:
        """Tell whether a style is bold."""
        bold = False
        for style in self.chain(number):
            bold = is_bold(style.character, bold)
        return bold


def looks_of(styles: Styles, paragraph: int, character: int, made: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return all changes that bear on how letters look, the outermost style's first."""
    inherited = [styles.chain(paragraph), styles.chain(character) if character else []]
    return (*(change for chain in inherited for style in chain for change in style.character), *made)


def is_unseen(looks: tuple[Change, ...], shaded: bool) -> bool:
    """Tell whether letters are hidden, specks, or white where nothing is `shaded` behind them."""
    hidden = small = white = False
    for code, value in looks:
        if code == _VANISH:
            hidden = value[0] in (1, 0x81)
        elif code == _SIZE:
            small = 0 < value[0] | value[1] << 8 < 2 * SMALLEST
        elif code == _INK:
            white = value[0] == _WHITE_INK
        elif code == _COLOUR:
            white = value[3] == 0 and alike((value[0], value[1], value[2]), WHITE)
        elif code in _SHADES:
            shaded = shaded or _is_shade(code, value)
    return hidden or small or (white and not shaded)


def _is_shade(code: int, value: bytes) -> bool:
    if code == _MARKED:
        return value[0] not in (0, 8)
    return any(value) and value[4:7] != b"\xff\xff\xff" if len(value) >= 8 else any(value)


def is_bold(made: tuple[Change, ...], style: bool) -> bool:
    """Return whether text is bold after some changes to what its style makes it."""
    bold = style
    for code, value in made:
        if code == 0x0835:
            bold = {0: False, 1: True, 0x80: style, 0x81: not style}.get(value[0], bold)
    return bold


def read_styles(file: WordFile) -> Styles:
    """Read the style sheet; what is damaged in it is passed over."""
    styles = Styles()
    start, length = file.pointed(1)
    if length < 6:
        return styles
    size, count, fixed = struct.unpack_from("<HHH", file.table, start)
    at, stop = start + 2 + size, start + length
    for number in range(min(count, _MOST_STYLES)):
        if at + 2 > stop:
            break
        (size,) = struct.unpack_from("<H", file.table, at)
        raw = file.table[at + 2 : at + 2 + size]
        at += 2 + size
        if len(raw) >= fixed + 2:
            styles.by_number[number] = _style(raw, fixed)
    return styles


def _style(raw: bytes, fixed: int) -> Style:
    first, second = struct.unpack_from("<HH", raw, 0)
    (length,) = struct.unpack_from("<H", raw, fixed)
    at = fixed + 2 + 2 * length + 2
    name = raw[fixed + 2 : fixed + 2 + 2 * length].decode("utf-16-le", "replace")
    style = Style(first & 0xFFF, name, second >> 4)
    kind = second & 15
    parts: list[bytes] = []
    while at + 2 <= len(raw) and len(parts) < 2:
        (size,) = struct.unpack_from("<H", raw, at)
        parts.append(raw[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if kind == 1:
        style.paragraph = changes(parts[0][2:], b"") if parts else ()
        style.character = changes(parts[1], b"") if len(parts) > 1 else ()
    elif kind == 2 and parts:
        style.character = changes(parts[0], b"")
    return style


class Lists:
    """The lists of a document, counted as its paragraphs come by."""

    def __init__(self, file: WordFile) -> None:
        self._levels: dict[int, list[Level]] = {}
        self._uses: list[tuple[int, list[tuple[int, int | None, Level | None]]]] = []
        self._counters: dict[int, Counter] = {}
        self._met: set[int] = set()
        try:
            self._read_lists(file.table, *file.pointed(73))
            self._read_uses(file.table, *file.pointed(74))
        except (struct.error, IndexError):  # a damaged list costs its numbers alone
            pass

    def count(self, use: int, depth: int) -> str:
        """Count one more paragraph of a list and return the number in front of it."""
        if not 1 <= use <= len(self._uses):
            return ""
        listing, overrides = self._uses[use - 1]
        if listing not in self._levels:
            return ""
        counter = self._counters.setdefault(listing, Counter(list(self._levels[listing])))
        if use not in self._met:
            self._met.add(use)
            for level, start, shape in overrides:
                if shape is not None and level < len(counter.levels):
                    counter.levels[level] = shape
                if start is not None and level < LEVELS:
                    counter.restart(level, start)
        return counter.count(depth)

    def indent(self, use: int, depth: int) -> int:
        """Return how far a list's level indents its paragraphs."""
        counter = self._counters.get(self._uses[use - 1][0]) if 1 <= use <= len(self._uses) else None
        return counter.indent(depth) if counter else 0

    def _read_lists(self, table: bytes, start: int, length: int) -> None:
        if length < 2:
            return
        (count,) = struct.unpack_from("<h", table, start)
        at = start + 2 + 28 * max(count, 0)
        for number in range(max(count, 0)):
            head = start + 2 + 28 * number
            (listing,) = struct.unpack_from("<i", table, head)
            levels = []
            for _ in range(1 if table[head + 26] & 1 else LEVELS):
                level, at = _level(table, at)
                levels.append(level)
            self._levels[listing] = levels

    def _read_uses(self, table: bytes, start: int, length: int) -> None:
        if length < 4:
            return
        (count,) = struct.unpack_from("<I", table, start)
        at = start + 4 + 16 * count
        for number in range(min(count, length // 16)):
            (listing,) = struct.unpack_from("<i", table, start + 4 + 16 * number)
            overrides: list[tuple[int, int | None, Level | None]] = []
            self._uses.append((listing, overrides))
            at += 4
            for _ in range(table[start + 4 + 16 * number + 12]):
                first, flags = struct.unpack_from("<iI", table, at)
                at += 8
                shape = None
                if flags & 0x20:
                    shape, at = _level(table, at)
                overrides.append((flags & 15, first if flags & 0x10 and shape is None else None, shape))


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """Return how a level counts, and where the next one begins."""
    start, kind, flags = struct.unpack_from("<iBB", table, at)
    character, paragraph, limit = table[at + 24], table[at + 25], table[at + 26]
    text = at + 28 + character + paragraph
    properties = Paragraph()
    properties.apply(changes(table[at + 28 : at + 28 + paragraph], b""))
    (length,) = struct.unpack_from("<H", table, text)
    pattern = table[text + 2 : text + 2 + 2 * length].decode("utf-16-le", "replace")
    level = Level(
        style=_FORMATS.get(kind, "decimal"),
        pattern=pattern,
        start=start,
        restarts_after=limit if flags & 8 else LEVELS,
        plain=bool(flags & 4),
        indent=properties.indent or 0,
    )
    return level, text + 2 + 2 * length
