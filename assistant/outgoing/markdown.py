"""A paper that goes out as Markdown, its citations as footnotes."""

import re
from collections.abc import Iterable

from assistant.outgoing.charts import headed, shown
from assistant.outgoing.paper import Bullets, Chart, Heading, Line, PageBreak, Paper, Paragraph, Table
from assistant.outgoing.sources import plain, reference

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&$@]")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)")  # what becomes a link by itself
_STARTING = re.compile(r"^(?:([#+=-])(?=[#=-]*(?:\s|$))|(\d{1,9})(?=[.)](?:\s|$)))")


def markdown(paper: Paper) -> str:
    """Return a paper as Markdown: what is cited twice has one footnote. Nothing that a paper says is markup."""
    title = [f"# {_escaped(paper.title)}"] if plain(paper.title) else []
    under = [f"_{_escaped(paper.subtitle)}_"] if plain(paper.subtitle) else []
    blocks = [block for one in paper.blocks if (block := _block(one))]
    beside = _statements(paper)
    notes = [f"[^{c.n}]: {_escaped(reference(c, beside.get(c.n, '')))}" for c in paper.citations]
    return "\n\n".join([*title, *under, *blocks, *notes]) + "\n"


def _block(block: object) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {_escaped(text)}"
        case Paragraph(lines):
            return " ".join(_line(line) for line in lines)
        case Bullets(lines, numbered):
            return "\n".join(f"{f'{n}.' if numbered else '-'} {_line(line)}" for n, line in enumerate(lines, 1))
        case Table(header, rows, caption):
            return _table(header, [[_line(cell) for cell in row] for row in rows], caption)
        case Chart() as chart:
            return _chart(chart)
        case PageBreak():
            return "---"
    raise TypeError(f"no such block: {block!r}")


def _chart(chart: Chart) -> str:
    rows = [
        [_escaped(label), *(_escaped(shown(v, chart.unit)) if v is not None else "" for v in (value, target))]
        for label, value, target in chart.points
    ]
    return _table(("Period", "Figure", "Target"), rows, headed(chart), chart.marks)


def _table(header: tuple[str, ...], rows: Iterable[list[str]], caption: str, marks: tuple[int, ...] = ()) -> str:
    """Return a table under its caption, every row as wide as its head."""
    lines = [[_escaped(name) for name in header], ["---"] * len(header)]
    lines += [(row + [""] * len(header))[: max(len(header), len(row))] for row in rows]
    drawn = "\n".join(f"| {' | '.join(cells)} |" for cells in lines) if header else ""
    above = f"**{_escaped(caption)}**{_marked(marks)}" if plain(caption) else _marked(marks)
    return "\n\n".join(piece for piece in (above, drawn) if piece)


def _line(line: Line) -> str:
    label = plain(line.strong).rstrip(":")
    strong = f"**{_escaped(label)}:** " if label else ""
    note = f" ({_escaped(line.note)})" if plain(line.note) else ""
    return f"{strong}{_escaped(line.text)}{_marked(line.marks)}{note}"


def _marked(marks: tuple[int, ...]) -> str:
    return "".join(f"[^{n}]" for n in marks)


def _escaped(text: str) -> str:
    """Return text with a backslash before whatever would be markup, a link or a list."""
    words = _MARKUP.sub(r"\\\g<0>", plain(text))
    words = _ADDRESS.sub(lambda found: f"{found[0]}\\", words)
    return _STARTING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", words)


def _statements(paper: Paper) -> dict[int, str]:
    """Return the statement that first cites each source."""
    found: dict[int, str] = {}
    for block in paper.blocks:
        if isinstance(block, Table):
            lines = [cell for row in block.rows for cell in row]
        else:
            lines = list(block.lines) if isinstance(block, Paragraph | Bullets) else []
        for line in lines:
            for n in line.marks:
                found.setdefault(n, line.text)
    return found
