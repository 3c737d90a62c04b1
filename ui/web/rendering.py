"""A paper's text as readable HTML, with the cited characters marked. Nothing in it but text and our own elements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.cleaning import clean
from ingest.documents import Page, Statement
from ui.web.words import safe

_WORD = re.compile(r"\w")


@dataclass(slots=True)
class Paper:
    """What is shown of a paper: its text, where its pages begin, its headings with their depth, and its statements."""

    text: str
    pages: Sequence[Page] = ()
    headings: dict[str, int] = field(default_factory=dict)
    statements: Sequence[Statement] = ()
    parts: dict[int, int] = field(default_factory=dict)


def readable(raw: str) -> str:
    """Return words without the marks of their format, on one line; a space at either end stays, as one."""
    words = clean(re.sub(r"\||(?<!\S)(?:#+|:?-{3,}:?)(?!\S)", " ", raw))
    return f"{' ' * raw[:1].isspace()}{words}{' ' * raw[-1:].isspace()}" if words else " " * raw[:1].isspace()


class Rendering:
    """Renders one paper; `html()` is the whole, in reading order, every character escaped."""

    def __init__(self, paper: Paper, start: int = 0, end: int = 0) -> None:
        self._paper = paper
        self._quote = (start, end)
        self._marked = False
        self._out: list[str] = []
        self._open = ""
        self._anchors = [(p.start, f'<p class="page" id="page-{p.number}">Page {p.number}</p>') for p in paper.pages]
        self._anchors += [(start, f'<span id="part-{number}"></span>') for number, start in paper.parts.items()]
        self._anchors.sort()

    def html(self) -> str:
        """Return the paper's text as HTML."""
        position = 0
        for statement in self._paper.statements:
            heads = statement.kind == "row" and any(name for name, _ in statement.cells)
            begin = self._gap(position, statement.start, heads)
            self._statement(statement, begin, joined=begin == position > 0)
            position = statement.end
        self._gap(position, len(self._paper.text), heads=False, last=True)
        self._close()
        return "".join(self._out)

    # what stands between the statements: headings, labels, page breaks

    def _gap(self, start: int, end: int, heads: bool, last: bool = False) -> int:
        """Render the whole lines of a gap; return where the rest, on the line of the next statement, begins.

        `heads` tells that the last line holds the column headings of a table.
        """
        text = self._paper.text
        tail = end if last else max(start, text.rfind("\n", start, end) + 1)
        position = start
        for line in text[start:tail].splitlines(keepends=True):
            if _WORD.search(line):
                is_head = heads and not _WORD.search(text[position + len(line) : tail])
                self._line(position, position + len(line.rstrip()), "th" if is_head else "td")
            position += len(line)
        return tail

    def _line(self, start: int, end: int, cell: str) -> None:
        line = self._paper.text[start:end]
        level = self._paper.headings.get(readable(line).strip())
        if level is not None:
            self._enter("", start)
            self._out.append(f"<h{level}>{self._words(start, end)}</h{level}>")
        elif "\t" in line.strip() or line.count("|") > 1:
            self._row(start, end, cell)
        else:
            self._enter("", start)
            self._out.append(f"<p>{self._words(start, end)}</p>")

    # statements

    def _statement(self, statement: Statement, begin: int, joined: bool) -> None:
        numbered = _WORD.search(self._paper.text[begin : statement.start])
        start, end = begin if numbered else statement.start, statement.end
        if statement.kind == "row":
            self._row(start, end, "td")
        elif statement.kind == "item":
            self._enter("ul", start)
            self._out.append(f'<li class="level{min(statement.level, 3)}">{self._words(start, end)}</li>')
        elif joined and self._out and self._out[-1] == "</p>":
            self._out[-1:] = [" ", self._words(start, end), "</p>"]
        else:
            self._enter("", start)
            self._out += ["<p>", self._words(start, end), "</p>"]

    def _row(self, start: int, end: int, tag: str) -> None:
        self._enter("table", start)
        out, position = [], start
        for cell in re.split(r"([\t|])", self._paper.text[start:end]):
            if cell not in ("\t", "|"):
                out.append(f"<{tag}>{self._words(position, position + len(cell))}</{tag}>")
            position += len(cell)
        self._out.append(f"<tr>{''.join(out)}</tr>")

    # elements and characters

    def _enter(self, element: str, position: int) -> None:
        """Close what is open and open an element, unless it is open already; put page breaks before it."""
        due = [anchor for start, anchor in self._anchors if start <= position]
        if due or element != self._open:
            self._close()
            self._out += due
            del self._anchors[: len(due)]
            self._open = element
            if element:
                self._out.append('<div class="scroll"><table>' if element == "table" else f"<{element}>")

    def _close(self) -> None:
        if self._open:
            self._out.append("</table></div>" if self._open == "table" else f"</{self._open}>")
        self._open = ""

    def _words(self, start: int, end: int) -> str:
        """Return characters escaped, those of the quote inside <mark>."""
        first, last = max(start, self._quote[0]), min(end, self._quote[1])
        if first >= last:
            return self._shown(start, end)
        name = "" if self._marked else ' id="quote"'
        self._marked = True
        return f"{self._shown(start, first)}<mark{name}>{self._shown(first, last)}</mark>{self._shown(last, end)}"

    def _shown(self, start: int, end: int) -> str:
        return safe(readable(self._paper.text[start:end]))
