"""The page of one figure: its chart over time with its target, and the same values as a table, each with its source."""

import datetime
from collections.abc import Sequence

from index.catalogue import Catalogue
from index.register.asking import Asked, Stated
from index.register.measures import Point, Series, normal_name, series
from ingest.records.record import Measure
from ui.format import day
from ui.web import charts
from ui.web.columns import opened, plain_table, to, under
from ui.web.words import safe, source_link

_LENGTHS = {
    "day": "by day",
    "month": "by month",
    "quarter": "by quarter",
    "half-year": "by half-year",
    "year": "by year",
    "other": "by period",
}
_CSS = {
    "Period": "main",
    "Value": "number",
    "Target": "day",
    "Given by": "words",
    "Note": "words",
    "Replaces": "words",
}
_MOST_OTHERS = 12


def figure(catalogue: Catalogue, name: str, board: str, unit: str, as_of: datetime.date | None) -> str:
    """Return the page of the figure of this name, board and unit; "" where the papers give none for any period."""
    asked = Asked(boards=frozenset([board] if board else []), as_of=as_of)
    found = series(catalogue, asked, name)
    own = [s for s in found if normal_name(s.name) == normal_name(name) and s.unit == unit]
    if not own:
        return ""
    others = [s for s in found if s not in own]
    when = f" as of {day(as_of)}" if as_of else ""
    shown = "".join(_series(s) for s in own)
    return (
        f'<p class="back">{to("/register", "All figures", kind="measures")}</p><p class="trail">Figure{when}</p>'
        f'<h1 tabindex="-1">{safe(own[0].name)}</h1>{shown}{_others(others, as_of)}'
    )


def _series(found: Series) -> str:
    lengths = list(dict.fromkeys(p.length for p in found.points))
    several = len(lengths) > 1
    drawn = "".join(_chart(found, [p for p in found.points if p.length == n], n, several) for n in lengths)
    rows = [_cells(p) for p in found.points]
    columns = {name: css for name, css in _CSS.items() if any(row[name] for row in rows)}
    unit = f"<span>in {safe(found.unit)}</span>" if found.unit else ""
    return (
        f'<p class="soft facts"><span>{safe(found.board)}</span>{unit}</p>{drawn}'
        f"{plain_table(f'Values of {found.name}', columns, rows)}"
    )


def _chart(found: Series, points: Sequence[Point], length: str, several: bool) -> str:
    known = [p for p in points if p.number is not None]
    drawn = charts.chart(f"{found.name} {_LENGTHS[length]}", [d for p in known for d in _drawn(p)])
    return f"<h2>{_LENGTHS[length].capitalize()}</h2>{drawn}" if drawn and several else drawn


def _drawn(point: Point) -> list[charts.Point]:
    """Return a period's figure, and beside it those of other papers."""
    assert point.number is not None
    middle = point.period.start + (point.period.end - point.period.start) / 2
    label, place = _short(point), point.place
    newest = charts.Point(
        label, middle, point.number, point.value, source_link(place.document, place.start, place.end),
        point.target_number, point.target,
    )  # fmt: skip
    older = [
        charts.Point(label, middle, s.record.number, s.record.value, _address(s), replaced=True)
        for s in point.replaced
        if s.record.number is not None
    ]
    return [newest, *older]


def _short(point: Point) -> str:
    """Return a period's name without the dates that explain it: "Q2 2023/24"."""
    return point.period.label.partition(" (")[0]


def _address(found: Stated[Measure]) -> str:
    return source_link(found.place.document, found.place.start, found.place.end)


def _cells(point: Point) -> dict[str, str]:
    doubts = "".join(f'<span class="doubt">{safe(doubt)}</span>' for doubt in point.doubts)
    note = point.stated.record.note
    before = "<br>".join(
        f"{safe(s.record.value)}, in {opened(s.place)}{f' of {day(s.date)}' if s.date else ''}" for s in point.replaced
    )
    return {
        "Period": safe(point.period.label),
        "Value": safe(point.value) + under(f"rated {point.colour}" if point.colour else "") + doubts,
        "Target": safe(point.target),
        "Given by": opened(point.place) + under(day(point.stated.date)),
        "Note": safe(note),
        "Replaces": before,
    }


def _others(found: Sequence[Series], as_of: datetime.date | None) -> str:
    """Return links to figures whose names hold the same words and more, or in another unit."""
    when = as_of.isoformat() if as_of else ""
    links = "".join(
        f"<li>{to('/figure', safe(s.name), name=s.name, board=s.board, unit=s.unit, as_of=when)}"
        f"{f' <span class=soft>({safe(s.unit)})</span>' if s.unit else ''}</li>"
        for s in found[:_MOST_OTHERS]
    )
    return f"<h2>Figures of a similar name</h2><ul>{links}</ul>" if links else ""
