"""A brief as it is put together: parts of entries, of which the least important go where it must be short."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.outgoing.paper import Block, Bullets, Chart, Heading, Line, Paper, Paragraph, Table
from assistant.outgoing.sources import reference

_PAGE = 54.0  # lines of a page, as Word sets them
_ACROSS, _NOTE_ACROSS, _CELL_ACROSS = 82, 98, 46  # characters of a line; of a footnote's; of a wide cell's
_NOTE = 0.8  # the height of a footnote's line
_HEADINGS = {1: 2.9, 2: 2.3, 3: 1.8}
_CHART, _GAP = 19.0, 0.4
_BROKEN = 5.0  # lines that stay empty where a page ends before what does not fit


@dataclass(frozen=True, slots=True)
class Entry:
    """A bullet of one line, or a table's row of several. The higher the `rank`, the sooner it is left out."""

    cells: tuple[Line, ...]
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a brief: `lead` above its entries, `charts` below; `called` says what they are.

    The more `weight`, the more of it is kept. A `header` makes a table of the entries.
    """

    title: str
    entries: tuple[Entry, ...] = ()
    lead: tuple[Line, ...] = ()
    header: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    called: str = "entries"
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
        kept = [_flat(part) if pages == 1 else replace(part, level=2) for part in kept]
        kept = fitted(
            kept,
            citations,
            pages * _PAGE - (pages - 1) * _BROKEN - 2.2 * _lines(title, 38) - _lines(subtitle, 78) - 0.6,
        )
    return numbered(Paper(title, subtitle, tuple(block for part in kept for block in _blocks(part)), tuple(citations)))


def _flat(part: Part) -> Part:
    """Return a part as it takes least room: a small heading, bullets instead of a table, no charts."""
    entries = tuple(replace(entry, cells=(_row(entry.cells, part.header),)) for entry in part.entries)
    lead = () if entries else part.lead
    return replace(part, entries=entries, lead=lead, header=(), charts=(), level=3)


def _row(cells: tuple[Line, ...], header: tuple[str, ...]) -> Line:
    if len(cells) == 1:
        return cells[0]
    first, second, *others = cells
    told = [
        f"{name[:1].lower()}{name[1:]} {cell.text}" for name, cell in zip(header[2:], others, strict=True) if cell.text
    ]
    return replace(second, strong=first.text, note="; ".join(filter(None, (second.note, *told))))


def fitted(parts: Sequence[Part], citations: Sequence[Citation], budget: float) -> list[Part]:
    """Return parts with the entries that so many lines hold, footnotes counted: of every part the most important first.

    How much is left out is said at the end.
    """
    sources = {citation.n: citation for citation in citations}
    budget -= 2.5 + sum(_opening(part, sources) for part in parts if not part.entries)
    kept = _chosen(parts, sources, budget)
    spent = sum(
        _opening(parts[at], sources) + sum(_cost(parts[at].entries[i], sources) for i in own)
        for at, own in kept.items()
    )
    shown = []
    for at, part in enumerate(parts):
        if at not in kept and part.entries:
            continue
        charts = []
        for chart in part.charts:
            if spent + _CHART <= budget:
                spent += _CHART
                charts.append(chart)
        entries = tuple(entry for i, entry in enumerate(part.entries) if i in kept.get(at, ()))
        shown.append(replace(part, entries=entries, charts=tuple(charts)))
    gone = [(len(part.entries) - len(kept.get(at, ())), part.called) for at, part in enumerate(parts)]
    told = ", ".join(f"{count} {called}" for count, called in gone if count)
    if told:
        words = f"Left out to keep the length asked for: {told}. The same brief without a length has them all."
        shown.append(Part("", lead=(Line(words),)))
    return shown


def _chosen(parts: Sequence[Part], sources: Mapping[int, Citation], budget: float) -> dict[int, set[int]]:
    """Return which entries of which part are kept, by number."""
    order: list[tuple[float, int, int]] = []
    for at, part in enumerate(parts):
        by_rank = sorted(enumerate(part.entries), key=lambda e: (e[1].rank, e[0]))
        order += [(part.weight / (1 + place), at, i) for place, (i, _) in enumerate(by_rank)]
    kept: dict[int, set[int]] = {}
    full: set[int] = set()
    for _, at, i in sorted(order, key=lambda o: (-o[0], o[1])):
        cost = _cost(parts[at].entries[i], sources) + (0 if at in kept else _opening(parts[at], sources))
        if at in full or cost > budget:
            full.add(at)
            continue
        kept.setdefault(at, set()).add(i)
        budget -= cost
    return kept


def _cost(entry: Entry, sources: Mapping[int, Citation]) -> float:
    """How many lines an entry takes with its footnotes."""
    across = _ACROSS - 4 if len(entry.cells) == 1 else _CELL_ACROSS if len(entry.cells) > 2 else _ACROSS - 20
    lines = max(_lines(f"{cell.strong} {cell.text} {cell.note}", across) for cell in entry.cells)
    return lines + _GAP + _notes(entry.cells, sources)


def _notes(lines: Iterable[Line], sources: Mapping[int, Citation]) -> float:
    told = [reference(sources[n], line.text) for line in lines for n in line.marks]
    return sum(_NOTE * _lines(words, _NOTE_ACROSS) for words in told)


def _opening(part: Part, sources: Mapping[int, Citation]) -> float:
    lead = _lines(" ".join(f"{line.strong} {line.text} {line.note}" for line in part.lead), _ACROSS) if part.lead else 0
    return (
        (_HEADINGS[part.level] if part.title else 0)
        + lead
        + _notes(part.lead, sources)
        + (1.6 if part.header else _GAP)
    )


def _lines(words: str, across: int) -> int:
    return math.ceil(len(words.strip()) / across)


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
