"""Measures from tables: the figure of every cell with its name, period, unit, target and note."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ingest.documents import Block, Section
from ingest.periods import Period
from ingest.records.figures import (
    SEVERAL,
    Figure,
    cell_figure,
    is_rating,
    labelled_figures,
    scale_of_label,
    target_number,
    unit_of_label,
)
from ingest.records.frame import frame_of
from ingest.records.record import Measure
from ingest.records.source import Source
from ingest.records.spans import Span, spans_of
from ingest.records.table_heads import UNSURE
from ingest.records.table_labels import (
    CAPTION,
    PLAIN,
    dated,
    labels_of,
    names_in,
    note_under,
    numbered,
    said_of,
    subject_of,
    value_of,
)
from ingest.records.table_shape import Shape, filled, plain, shape_of

_GENERIC = re.compile(
    r"(?:(?:grand |sub-?)?totals?|all|other|others|unknown|not known|actual|number|no\.?|percentage|%|rate|average|mean"
    r"|male|female|men|women|yes|no|high|medium|low|standard|current|previous|baseline|performance|overall|of which.*"
    r"|(?:% |percentage )?(?:change|difference|variance).*)",
    re.I,
)
_TARGET_ROW = re.compile(r"(?:annual |yearly |quarterly )?(?:targets?|goal)\b.{0,25}", re.I)
_MONEY = re.compile(r"\(?£\s?(?:000s?|k|m)?\)?|\(%\)|\(000s?\)", re.I)
_LABEL_TARGET = re.compile(
    r"\s*[(\[]?\b(?:annual |year(?:ly)? )?target\b\s*(?:of|is|:|=|–|-)?\s*([^()\]]*\d[^()\]]{0,20})[)\]]?", re.I
)
_LISTS = re.compile(r"\b(?:contents|agenda|index|list of|attendance|apologies|timetable|contacts?)\b", re.I)


def table_measures(source: Source) -> list[Measure]:
    """Return the measures of a part's tables, in reading order."""
    found: list[Measure] = []
    heads: dict[int, list[str]] = {}
    for section in source.sections:
        position = 0
        for number, group in groupby(section.blocks, key=lambda b: b.table if b.kind == "row" else 0):
            rows = list(group)
            first, position = position, position + len(rows)
            if (
                number
                and not _LISTS.search(" ".join(section.path[-1:]))
                and (shape := shape_of(rows, heads.get(number)))
            ):
                heads[number] = shape.heads
                if source.part.kind != "action log" or any(numbered(row) for row in shape.rows):
                    found += _Reading(source, section, shape, first, position).measures()
    return found


class _Reading:
    """One table being read: what stands above and below it, and the time its rows and columns name."""

    def __init__(self, source: Source, section: Section, shape: Shape, first: int, after: int) -> None:
        above = section.blocks[first - 1] if first else None
        captioned = (
            above is not None and above.kind != "row" and (CAPTION.match(above.text) or above.text.endswith(":"))
        )
        self.caption = above.text if captioned and above and len(above.text) <= 160 else ""
        self.shape = shape
        self.note = note_under(section.blocks[after : after + 3])
        words = [*section.path, self.caption, shape.title]
        self.frame = frame_of(source, words, [b.text for b in section.blocks[:first] if b.kind != "row"])
        heading = section.path[-1] if section.path else source.part.title
        self.title = subject_of(shape.title) or subject_of(self.caption.rstrip(":")) or subject_of(heading)
        self.kind = next((shape.heads[i].strip() for i in shape.columns("label")), "")
        self.part = source.part.ordinal
        value = shape.columns("value", "target", "change")
        has = [any(i < len(r.cells) and filled(r.cells[i].text) for r in shape.rows) for i in range(len(shape.heads))]
        self.spans = spans_of(shape.heads, has, self.frame.within, self.frame.day)
        self.mixed = len({self.spans[i].rest for i in value}) > 1
        self.timed = any(self.spans[i].stated for i in value)
        self.labels = labels_of(shape)
        times = spans_of([r[0] for r in self.labels], [True] * len(self.labels), self.frame.within, self.frame.day)
        pure = [s for s in times if s.stated and not s.rest]
        by_time = not self.timed and any(not s.whole for s in pure)
        self.times = [s if s.stated and not s.rest and by_time else Span() for s in times]
        self.dated = [s if s.rest and dated(s) and not self.timed else None for s in times]

    def measures(self) -> Iterator[Measure]:
        """Yield the measures of the table, row by row; a row of targets goes to the row above it."""
        group = ""
        targets = self._row_of_targets()
        made: list[Measure] = []
        for number, row in enumerate(self.shape.rows):
            label, group = self.labels[number][0], self.labels[number][1]
            if not label or len(label) > 200:
                continue
            if _TARGET_ROW.fullmatch(label) and self.shape.columns("value"):
                made = [self._with_target(m, row) if not targets else m for m in made]
                continue
            yield from made
            read = [m for i in self._figures(row) if (m := self._measure(row, number, i, label, group))]
            made = [part for m in read for part in _parted(m, row)]
            if targets:
                made = [self._with_target(m, targets) for m in made]
        yield from made

    def _row_of_targets(self) -> Block | None:
        """Return the row of targets of a table whose rows are periods."""
        rows = [r for r, (label, _) in zip(self.shape.rows, self.labels, strict=True) if _TARGET_ROW.fullmatch(label)]
        return rows[0] if len(rows) == 1 and sum(bool(s.stated) for s in self.times) * 2 >= len(self.times) else None

    def _with_target(self, measure: Measure, row: Block) -> Measure:
        for i, head in enumerate(self.shape.heads):
            if head == measure.column and i < len(row.cells) and filled(row.cells[i].text) and not measure.target:
                return replace(measure, target=row.cells[i].text, target_number=target_number(row.cells[i].text))
        return measure

    def _figures(self, row: Block) -> list[int]:
        wanted = [i for i in self.shape.columns("value", "change") if i < len(row.cells)]
        had = [i for i in wanted if filled(row.cells[i].text)]
        return had or [i for i in self.shape.columns("rating", "target") if i < len(row.cells)]

    def _measure(self, row: Block, number: int, column: int, label: str, group: str) -> Measure | None:
        cell, head, span = row.cells[column], self.shape.heads[column], self.spans[column]
        figure = cell_figure(cell.text)
        rated = is_rating(cell.text)
        if not filled(cell.text) or (figure is None and not rated):
            return None
        figure = figure or Figure(None)
        role = self.shape.roles[column]
        bare = _LABEL_TARGET.sub("", label) or label
        name, row_time = self._name(bare, group, span, number, role), self.times[number]
        own = self.dated[number]
        if own:
            name = name.replace(bare, own.rest, 1)
        time = span if span.stated else own or row_time
        period, stated, doubt = self._period(time)
        labels = (head,) if role == "change" else (head, label, self.shape.title, self.caption)
        unit = figure.unit or (next(filter(None, map(unit_of_label, labels)), "") if not rated else "")
        number_is = figure.number
        if number_is is not None and figure.unit != "%":
            number_is *= scale_of_label(f"{head} {self.shape.title} {self.caption}")
        value, more = value_of(plain(cell) or cell.colour)
        aimed = _LABEL_TARGET.search(label)
        target = "" if role in ("target", "change") else self._target(row, column) or (aimed[1] if aimed else "")
        return Measure(
            part=self.part,
            start=row.start,
            end=row.end,
            name=name,
            value=value,
            number=number_is,
            unit=unit,
            period=period,
            stated_period=stated,
            row=label,
            column=head,
            table=self.shape.title or self.caption or self.title,
            target=target,
            target_number=target_number(target) if target else None,
            note=" ".join(filter(None, (more, self._remark(row), self.note))),
            colour=cell.colour or self._rating(row, column),
            doubts=tuple(filter(None, (figure.doubt, doubt, UNSURE if column in self.shape.unsure else ""))),
        )

    def _name(self, label: str, group: str, span: Span, number: int, role: str) -> str:
        """Return what is measured: the row's label, with the words of column, group or table it needs."""
        extra = _MONEY.sub("", span.rest).strip(" ,-")
        extra = extra if not PLAIN.fullmatch(extra) else ""
        if role == "target" and "target" not in extra.lower():
            extra = f"{extra} target".strip()
        if self.times[number].stated:
            return extra or said_of(self.kind) or self.title
        vague = _GENERIC.fullmatch(label) or label.isdigit()
        above = group if group and group != label else ""
        if above and (vague or len(label.split()) == 1 or label[:1].islower()):
            return ", ".join(filter(None, (above, label, extra)))
        about = ""
        if not extra and (vague or not PLAIN.fullmatch(self.kind)):
            about = self.kind if len(self.kind.split()) >= 3 else self.title
            about = span.rest if self.mixed and span.rest and not vague else about if about != label else ""
        return ", ".join(filter(None, (label, extra, about)))

    def _period(self, span: Span) -> tuple[Period | None, str, str]:
        if span.stated:
            return span.period, span.stated, span.doubt
        return self.frame.own, "", self.frame.doubt

    def _target(self, row: Block, column: int) -> str:
        """Return the target of a row: that under the same upper head, else the only one there is."""
        groups, cells = self.shape.groups, row.cells
        columns = [i for i in self.shape.columns("target") if i < len(cells) and filled(cells[i].text)]
        near = [i for i in columns if groups[i] and groups[i] == groups[column]]
        if not near and len(columns) > 1:
            same = [i for i in columns if self.spans[i].period and self.spans[i].period == self.spans[column].period]
            near = same or [i for i in columns if len(columns) == len(self._figures(row)) and i == column + 1]
        chosen = near or (columns if len(columns) == 1 else [])
        return cells[chosen[0]].text if chosen else ""

    def _rating(self, row: Block, column: int) -> str:
        """Return the colour of the rating beside a figure: the next one right of it, before any other figure."""
        for i in range(column + 1, len(row.cells)):
            if self.shape.roles[i] == "rating" and filled(row.cells[i].text):
                return row.cells[i].colour or row.cells[i].text.split("(")[0].strip().lower()
            if self.shape.roles[i] == "value":
                return ""
        return ""

    def _remark(self, row: Block) -> str:
        texts = [row.cells[i].text for i in self.shape.columns("remark") if i < len(row.cells)]
        return " ".join(t for t in texts if filled(t) and len(t) <= 300)


def _parted(measure: Measure, row: Block) -> Iterator[Measure]:
    """Yield each labelled figure of a cell with several: under the label of its own row, or with its own label."""
    parts = labelled_figures(measure.value) if SEVERAL in measure.doubts else ()
    if not parts:
        yield measure
        return
    names, named = names_in(row), measure.row in measure.name
    doubts = tuple(doubt for doubt in measure.doubts if doubt != SEVERAL)
    for number, (value, label) in enumerate(parts):
        figure = cell_figure(value)
        own = names[number] if len(names) == len(parts) else f"{measure.row}, {label}"
        yield replace(
            measure,
            name=measure.name.replace(measure.row, own, 1) if named else f"{measure.name}, {label}",
            row=own if len(names) == len(parts) else measure.row,
            value=value,
            number=figure.number if figure else None,
            doubts=doubts,
        )
