"""How a draft or a brief looks in the terminal, and as JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.text import Text

from assistant.outgoing.charts import headed, told
from assistant.outgoing.paper import Block, Bullets, Chart, Heading, PageBreak, Paper, Paragraph, Table
from assistant.outgoing.paper import Line as Statement
from assistant.outgoing.sources import plain
from ui.format import Line, citation_lines
from ui.register import values_of

if TYPE_CHECKING:
    from assistant.drafting.model import Draft

_STYLES = {1: "bold", 2: "bold", 3: "italic"}


def draft_dict(draft: "Draft") -> dict[str, Any]:
    """Return a draft, for JSON: every bullet with its sources, its score and why it stands where it does."""
    value: dict[str, Any] = values_of(draft)
    return value


def paper_lines(paper: Paper) -> list[Line]:
    """Return a paper for the terminal: its statements with [n], and under them what they cite."""
    lines: list[Line] = [(0, Text(plain(paper.title), style="bold"))]
    if paper.subtitle:
        lines.append((0, Text(plain(paper.subtitle), style="dim")))
    for block in paper.blocks:
        lines += _block(block)
    if paper.citations:
        lines += [(0, Text()), (0, Text("Sources", style="bold")), *citation_lines(paper.citations)]
    return lines


def _block(block: Block) -> Iterator[Line]:
    match block:
        case Heading(text, level):
            yield 0, Text()
            yield 0, Text(plain(text).upper() if level == 1 else plain(text), style=_STYLES[level])
        case Paragraph(lines):
            yield 0, Text(" ").join(_line(line) for line in lines)
        case Bullets(lines, numbered):
            for n, line in enumerate(lines, 1):
                yield 2, Text.assemble(f"{n}. " if numbered else "• ", _line(line))
        case Table(header, rows, caption):
            yield from ((0, Text()), (0, Text(plain(caption), style="bold")))
            for row in rows:
                yield 2, Text.assemble("• ", Text("; ").join(_cells(header, row)))
        case Chart(marks=marks) as chart:
            figures = told(chart).removeprefix(f"{headed(chart)}. ")
            yield 2, Text.assemble("• ", _line(Statement(figures, marks, strong=headed(chart))))
        case PageBreak():
            yield 0, Text()


def _cells(header: tuple[str, ...], row: tuple[Statement, ...]) -> Iterator[Text]:
    """Yield the cells of a row that say something, all but the first with the name of their column."""
    for n, cell in enumerate(row):
        if cell.text:
            name = plain(header[n]).lower() if n and n < len(header) else ""
            yield Text.assemble(f"{name} " if name else "", _line(cell))


def _line(line: Statement) -> Text:
    label = plain(line.strong).rstrip(":")
    return Text.assemble(
        (f"{label}: ", "bold") if label else "",
        plain(line.text),
        *((f" [{n}]", "cyan") for n in line.marks),
        (f" ({plain(line.note)})", "dim") if line.note else "",
    )
