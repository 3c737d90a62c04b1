"""What the head of a rich text file sets out for its text: fonts, colours, styles, and what the file says of itself."""

import locale
import re
from dataclasses import dataclass, field

from ingest.readers.colours import meaning
from ingest.readers.rtf_text import Token, page_of_charset, page_of_number
from ingest.readers.unseen import RGB

_INFO = {"title": "title", "author": "author"}
_TIMES = {"creatim": "created", "revtim": "modified"}


@dataclass(slots=True)
class Head:
    """The tables of a file: a codec for each font, a word for each colour, a heading level for each style."""

    page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[str] = field(default_factory=list)
    inks: list[RGB | None] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _name: str = ""

    def whole_file(self, word: str, number: int | None) -> None:
        """Take in a control word that holds for the file."""
        if word == "ansicpg" and number:
            self.page = page_of_number(number)
        elif word in ("mac", "pc", "pca"):
            self.page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "deflang" and number in locale.windows_locale:
            self.properties.setdefault("language", locale.windows_locale[number].replace("_", "-"))

    def ink(self, number: int) -> RGB | None:
        """Return a colour of the file's table, None for the one that is usual."""
        return self.inks[number] if 0 < number < len(self.inks) else None

    def take(self, table: str, token: Token) -> None:
        """Take in a token that stands in one of the head's tables."""
        if token.kind == "word":
            self._numbers[token.value] = 1 if token.number is None else token.number
        if table == "fonttbl" and token.value == "fcharset" and "f" in self._numbers:
            self.fonts[self._numbers["f"]] = page_of_charset(self._numbers["fcharset"])
        elif table == "colortbl" and token.kind == "text":
            for _ in range(token.value.count(";")):
                rgb = [max(0, min(self._numbers.get(name, 0), 255)) for name in ("red", "green", "blue")]
                self.colours.append(meaning(*rgb) if self._numbers else "")
                self.inks.append((rgb[0], rgb[1], rgb[2]) if self._numbers else None)
                self._numbers = {}
        elif table == "stylesheet" and token.kind in ("text", "code"):
            self._name += token.value
            if token.value.endswith(";"):
                self._style()
        elif table in _INFO and token.kind == "text":
            name = _INFO[table]
            self.properties[name] = self.properties.get(name, "") + token.value
        elif table in _TIMES and {"yr", "mo", "dy"} <= self._numbers.keys():
            year, month, day = (self._numbers.pop(name) for name in ("yr", "mo", "dy"))
            if 1980 < year < 2200 and 0 < month < 13 and 0 < day < 32:
                self.properties[_TIMES[table]] = f"{year}-{month:02d}-{day:02d}"

    def _style(self) -> None:
        name, level = self._name.strip("; ").lower(), self._numbers.get("outlinelevel", 9) + 1
        if match := re.fullmatch(r"heading (\d)", name):
            level = int(match[1])
        elif name == "title":
            level = 1
        if 1 <= level <= 9 and not {"cs", "ts", "ds"} & self._numbers.keys():
            self.headings[self._numbers.get("s", 0)] = level
        self._name, self._numbers = "", {}
