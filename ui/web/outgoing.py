"""A draft or a brief as the page shows it: its blocks as HTML, each statement with links to its sources."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.answer import Citation
from assistant.outgoing.charts import headed, shown
from assistant.outgoing.paper import Block, Bullets, Chart, Heading, Line, PageBreak, Paper, Paragraph, Table
from assistant.outgoing.sources import plain
from ingest.periods import find_periods
from ui.format import day
from ui.web import charts
from ui.web.fragments import link as linked
from ui.web.words import safe

STYLE = Path(__file__).parent / "outgoing.css"
Link = Callable[[Citation], str]


def html(paper: Paper, link: Link) -> str:
    """Return a paper as one article, its title the page's heading; `link` gives a source's address, HTML already."""
    pieces = _Pieces(paper, link)
    subtitle = f'<p class="soft">{_safe(paper.subtitle)}</p>' if paper.subtitle else ""
    blocks = "".join(pieces.block(block) for block in paper.blocks)
    title = f'<h1 tabindex="-1">{_safe(paper.title)}</h1>'
    return f'<article class="outgoing">{title}{subtitle}{blocks}{pieces.sources()}</article>'


class _Pieces:
    """The blocks of one paper as HTML."""

    def __init__(self, paper: Paper, link: Link) -> None:
        self._citations = {c.n: c for c in paper.citations}
        self._link = link

    def block(self, block: Block) -> str:
        """Return one block."""
        match block:
            case Heading(text, level):
                return f"<h{level + 1}>{_safe(text)}</h{level + 1}>"
            case Paragraph(lines):
                return f"<p>{' '.join(map(self._line, lines))}</p>"
            case Bullets(lines, numbered):
                name = "ol" if numbered else "ul"
                return f"<{name}>{''.join(f'<li>{self._line(line)}</li>' for line in lines)}</{name}>"
            case Table(header, rows, caption):
                return self._table(header, [[self._line(cell) for cell in row] for row in rows], caption)
            case Chart():
                return self._chart(block)
            case PageBreak():
                return "<hr>"

    def sources(self) -> str:
        """Return the list of sources, numbered as the statements name them."""
        items = []
        for c in self._citations.values():
            facts = (c.part if c.part != c.title else "", day(c.date), f"page {c.page}" if c.page else "")
            told = "".join(f"<span>{_safe(fact)}</span>" for fact in facts if fact)
            items.append(
                f'<li value="{c.n}">{linked(self._link(c), _safe(c.title or c.document))}'
                f' <span class="soft facts">{told}</span><q>{_safe(c.quote)}</q></li>'
            )
        return f'<h2>Sources</h2><ol class="sources">{"".join(items)}</ol>' if items else ""

    def _line(self, line: Line) -> str:
        label = line.strong.strip().rstrip(":")
        strong = f"<strong>{_safe(label)}:</strong> " if label else ""
        note = f' <span class="soft">({_safe(line.note)})</span>' if line.note else ""
        return f"{strong}{_safe(line.text)}{self._marks(line.marks)}{note}"

    def _marks(self, marks: Sequence[int]) -> str:
        return "".join(
            f"&nbsp;{linked(self._link(self._citations[n]), f'&#91;{n}&#93;', 'reference', f'Source {n}')}"
            for n in marks
        )

    def _table(self, header: Sequence[str], rows: Sequence[Sequence[str]], caption: str, marks: str = "") -> str:
        over = f"<caption>{_safe(caption)}{marks}</caption>" if caption else ""
        head = "".join(f'<th scope="col">{_safe(name)}</th>' for name in header)
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        table = f"<table>{over}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{_safe(caption) or "Table"}">{table}</div>'

    def _chart(self, chart: Chart) -> str:
        """Return a drawing where there are two periods to compare, else the figures as a table."""
        title, marks = headed(chart), self._marks(chart.marks)
        address = self._link(self._citations[chart.marks[0]]) if chart.marks else ""
        points = [
            charts.Point(
                plain(label), when, value, shown(value, chart.unit), address, target,
                "" if target is None else shown(target, chart.unit),
            )
            for when, (label, value, target) in zip(_days(chart), chart.points, strict=True)
        ]  # fmt: skip
        drawn = charts.chart(title, points)
        if drawn:
            return f'<p class="over"><strong>{_safe(title)}</strong>{marks}</p>{drawn}'
        rows = [[_safe(p.label), _safe(p.shown), _safe(p.target_shown)] for p in points]
        return self._table(("Period", "Figure", "Target"), rows, title, marks)


def _days(chart: Chart) -> list[datetime.date]:
    """Return where the points stand in time: by their periods, or where those cannot be told one step apart."""
    found = [find_periods(label) for label, _, _ in chart.points]
    days = [periods[0].start + (periods[0].end - periods[0].start) / 2 for periods in found if len(periods) == 1]
    if len(days) == len(chart.points) and days == sorted(set(days)):
        return days
    return [datetime.date(2000, 1, 1) + datetime.timedelta(days=30 * n) for n in range(len(chart.points))]


def _safe(text: str) -> str:
    return safe(plain(text))
