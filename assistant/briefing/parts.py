"""A brief as it is put together: parts of entries, of which the least important go where it must be short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.outgoing.paper import Block, Bullets, Chart, Heading, Line, Paper, Paragraph, Table

WORDS_A_PAGE = 450
_CHART = 130  # words that a chart's place would hold
_ROW = 3  # words that the lines of a table's row cost beside its own
_SOURCE = 7  # words that a source's footnote takes from a page


@dataclass(frozen=True, slots=True)
class Entry:
    """A bullet of one line, or a table's row of several. The higher the `rank`, the sooner it is left out."""

    cells: tuple[Line, ...]
    rank: float = 0.0

    @property
    def words(self) -> int:
        """How much of a page it takes, in words."""
        own = sum(len(f"{c.strong} {c.text} {c.note}".split()) for c in self.cells)
        return own + (_ROW * len(self.cells) if len(self.cells) > 1 else 2)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a brief: `lead` above its entries, `charts` below; `called` says what they are, `where` the rest is.

    The more `weight`, the more of it is kept. A `header` makes a table of the entries.
    """

    title: str
    entries: tuple[Entry, ...] = ()
    lead: tuple[Line, ...] = ()
    header: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    called: str = "entries"
    where: str = ""
    weight: float = 1.0
    level: int = 1

    @property
    def empty(self) -> bool:
        """Tell whether it says nothing."""
        return not (self.entries or self.lead or self.charts)


def paper(title: str, subtitle: str, parts: Sequence[Part], citations: Sequence[Citation], pages: int | None) -> Paper:
    """Return the brief as a paper of at most so many pages."""
    kept = [part for part in parts if not part.empty]
    if pages is not None:
        kept = fitted(kept, pages * WORDS_A_PAGE - len(f"{title} {subtitle}".split()) * 2)
    return numbered(Paper(title, subtitle, tuple(block for part in kept for block in _blocks(part)), tuple(citations)))


def fitted(parts: Sequence[Part], budget: float) -> list[Part]:
    """Return parts with the entries that the budget of words holds: of every part the most important first.

    What is left out is said below its part; a part of which nothing is kept is named at the end.
    """
    spent = 40.0
    order: list[tuple[float, int, int]] = []
    for at, part in enumerate(parts):
        by_rank = sorted(range(len(part.entries)), key=lambda i: (part.entries[i].rank, i))
        order += [(part.weight / (2 + place), at, i) for place, i in enumerate(by_rank)]
    kept: dict[int, set[int]] = {}
    cited: set[int] = set()
    full: set[int] = set()
    for _, at, i in sorted(order, key=lambda o: (-o[0], o[1])):
        part, entry = parts[at], parts[at].entries[i]
        marks = {n for cell in entry.cells for n in cell.marks}
        opening = 0 if at in kept else _opening(part)
        cost = entry.words + opening + _SOURCE * len(marks - cited)
        if at in full or spent + cost > budget:
            full.add(at)
            continue
        kept.setdefault(at, set()).add(i)
        cited |= marks
        spent += cost
    shown = []
    for at, part in enumerate(parts):
        if at in kept or not part.entries:
            entries = tuple(e for i, e in enumerate(part.entries) if i in kept.get(at, ()))
            charts = []
            for chart in part.charts:
                if spent + _CHART <= budget:
                    spent += _CHART
                    charts.append(chart)
            short = replace(part, entries=entries, charts=tuple(charts))
            shown.append(replace(short, called=_left(part, len(part.entries) - len(entries))))
    gone = [f"{len(p.entries)} {p.called}" for at, p in enumerate(parts) if p.entries and at not in kept]
    if gone:
        words = f"Left out to keep the length asked for: {', '.join(gone)}. The brief without a length has them."
        shown.append(Part("", lead=(Line(words),)))
    return shown


def _opening(part: Part) -> int:
    return len(part.title.split()) + 6 + sum(len(line.text.split()) for line in part.lead) + 3 * len(part.header) + 12


def _left(part: Part, count: int) -> str:
    if not count:
        return ""
    where = f"; all are in {part.where}" if part.where else ""
    return f"{count} more {part.called} left out to keep the length{where}."


def _blocks(part: Part) -> Iterable[Block]:
    if part.title:
        yield Heading(part.title, part.level)
    if part.lead:
        yield Paragraph(part.lead)
    if part.entries and part.header:
        yield Table(part.header, tuple(entry.cells for entry in part.entries))
    elif part.entries:
        yield Bullets(tuple(entry.cells[0] for entry in part.entries))
    yield from part.charts
    if part.called.endswith("."):
        yield Paragraph((Line(part.called),))


def numbered(brief: Paper) -> Paper:
    """Return a paper whose citations are those it uses, numbered in the order of their first use."""
    numbers: dict[int, int] = {}

    def line(old: Line) -> Line:
        marks = tuple(numbers.setdefault(n, len(numbers) + 1) for n in old.marks)
        return replace(old, marks=marks)

    blocks: list[Block] = []
    for block in brief.blocks:
        if isinstance(block, Paragraph | Bullets):
            blocks.append(replace(block, lines=tuple(line(one) for one in block.lines)))
        elif isinstance(block, Table):
            blocks.append(replace(block, rows=tuple(tuple(line(cell) for cell in row) for row in block.rows)))
        elif isinstance(block, Chart):
            marks = tuple(numbers.setdefault(n, len(numbers) + 1) for n in block.marks)
            blocks.append(replace(block, marks=marks))
        else:
            blocks.append(block)
    old = {citation.n: citation for citation in brief.citations}
    made = tuple(replace(old[n], n=new) for n, new in numbers.items())
    return replace(brief, blocks=tuple(blocks), citations=made)
