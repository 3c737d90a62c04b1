"""Words of papers, sets and answers, made so that they show as written and do nothing, in each kind of file."""

import re

# controls, halves of characters, and what turns the direction of text round or hides in it
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)
_MARKDOWN = re.compile(r"[\\`*_\[\]|~#$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[\d,.]+%?")
_LONGEST_CELL = 32_000  # characters; Excel refuses more than 32,767


def shown(text: str) -> str:
    """Return text with a � for each character that cannot be seen but could steer what shows it."""
    return _UNSEEN.sub("�", text.replace("\r\n", "\n"))


def cut(text: str, longest: int) -> str:
    """Return text, of a very long one the beginning."""
    return text if len(text) <= longest else text[:longest].rstrip() + " … (cut here)"


def in_markdown(text: str) -> str:
    """Return text as one line of Markdown of which no character is markup."""
    line = " ".join(shown(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\g<0>", line)


def in_cell(text: str) -> str:
    """Return text for a cell of a table that a spreadsheet opens: never a formula, never too long."""
    cell = cut(shown(text), _LONGEST_CELL)
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
