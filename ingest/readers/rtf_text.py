"""Rich text cut into its words of control, groups and characters, and the code pages those characters are in."""

import codecs
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r"(?P<open>\{)|(?P<close>\})|\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<code>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])|(?P<line>[\r\n\x00]+)|(?P<text>[^\\{}\r\n\x00]+)|(?P<stray>\\)",
    re.S,
)
_PAGES = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
SYMBOLS = "symbols"


class Token(NamedTuple):
    """A piece of rich text: `value` is a control word's name, a sign, or characters; `number` is a word's, or None."""

    kind: Literal["open", "close", "word", "code", "sign", "text"]
    value: str = ""
    number: int | None = None


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a rich text file's bytes, read as Latin-1; binary data is passed over."""
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        kind = match.lastgroup
        if kind == "number" or kind == "word":
            number = int(match["number"]) if match["number"] else None
            word = match["word"]
            if word == "bin" and number is not None and number > 0:
                at += number
            yield Token("word", word, number)
        elif kind == "open" or kind == "close":
            yield Token("open" if kind == "open" else "close")
        elif kind == "code":
            yield Token("code", chr(int(match["code"], 16)))
        elif kind == "sign":
            yield Token("sign", match["sign"])
        elif kind == "text":
            yield Token("text", match["text"])


def page_of_charset(charset: int) -> str:
    """Return the codec for a font's character set, "" where the document's own holds, SYMBOLS for symbol fonts."""
    return SYMBOLS if charset == 2 else _PAGES.get(charset, "")


def page_of_number(number: int) -> str:
    """Return the codec for a Windows code page."""
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gbk"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
