"""Rows told apart by the space between them, which is wider than that between the lines of a wrapped cell."""

import re
from itertools import pairwise
from statistics import median

from ingest.readers.pdf_joining import copies, joined_rows, rows_by_rules, wraps
from ingest.readers.pdf_rows import Column, Row

_MAX_TRIES = 6
_DAY = re.compile(r"\d{1,2}(st|nd|rd|th)? [A-Za-z]{3,9},?|[A-Za-z]{3,9} \d{1,2},|\d{1,2}(st|nd|rd|th)?")


def rows_of(lines: list[Row], columns: list[Column], rules: list[float], long: list[float]) -> list[Row]:
    """Return the rows that the lines make up; `rules` are the heights of ruled lines, `long` run right across."""
    bands = rows_by_rules(lines, long)
    if bands and not _hold_rows(bands, lines, columns):
        return bands
    return rows_by_spacing(lines, columns, rules) or bands or joined_rows(lines, columns, rules)


def _hold_rows(bands: list[Row], lines: list[Row], columns: list[Column]) -> bool:
    """Whether lines between two rules begin rows of their own: apart, and from the first column on."""
    for above, line in pairwise(lines):
        together = any(band.top <= above.top and line.bottom <= band.bottom for band in bands)
        if together and len(line.filled) > 1 and 0 in line.filled and 0 in above.filled:
            upper, lower = above.cells[0][-1], line.cells[0][0]
            if lower.top - upper.bottom > 0.35 * lower.height and not wraps(upper, lower, columns[0]):
                return True
    return False


def rows_by_spacing(lines: list[Row], columns: list[Column], rules: list[float]) -> list[Row] | None:
    """Return the rows, if the lines are of cells that wrap, with more space between rows than between lines."""
    if len(lines) < 4:
        return None
    height = median(p.height for line in lines for cell in line.cells for p in cell)
    gaps = [lower.top - upper.bottom for upper, lower in pairwise(lines)]
    steps = sorted(gaps)
    jumps = [(a + b) / 2 for a, b in pairwise(steps) if b - a > 0.15 * height and a < 0.6 * height]
    for limit in jumps[:_MAX_TRIES]:
        groups: list[list[Row]] = [[lines[0]]]
        for gap, upper, line in zip(gaps, lines, lines[1:], strict=False):
            if gap > limit or any(upper.bottom - 3 <= y <= line.top + 3 for y in rules):
                groups.append([line])
            else:
                groups[-1].append(line)
        if _are_rows(groups, columns, height):
            return [_joined(group) for group in groups]
    return None


def _joined(group: list[Row]) -> Row:
    row = copies(group[:1])[0]
    for line in group[1:]:
        row.add(line)
    return row


def _are_rows(groups: list[list[Row]], columns: list[Column], height: float) -> bool:
    """Whether the first lines begin rows, and whatever stands below them in a group is there as it did not fit."""
    firsts = [_joined(group).filled for group in groups]
    rest = [line for group in groups for line in group[1:]]
    if len(groups) < 3 or sum(len(filled) > 1 for filled in firsts) < 0.5 * len(groups):
        return False
    begun = sum(0 in filled or len(filled) > 1 for filled in firsts)
    few = sum(len(line.filled) for line in rest) <= 0.75 * len(rest) * median(len(f) for f in firsts)
    if begun < 0.8 * len(groups) or not few:
        return False
    fits = [fit for group in groups[1:] for fit in _fits(group, columns, height)]
    return fits.count(False) <= 0.08 * len(fits)


def _fits(group: list[Row], columns: list[Column], height: float) -> list[bool]:
    """For each piece below another one of its cell: whether it may go on with it."""
    row = copies(group[:1])[0]
    found = []
    for line in group[1:]:
        for i in line.filled & row.filled:
            upper, lower = row.cells[i][-1], line.cells[i][0]
            figure = lower.is_value and not _DAY.fullmatch(upper.text) and any(c.isdigit() for c in lower.text)
            near = lower.top - upper.bottom < 0.6 * height
            found.append(near and not figure and not line.spans and wraps(upper, lower, columns[i]))
        row.add(line)
    return found
