"""Whether lines in columns are a table, or prose in columns, a list, contents or an address."""

import re

from ingest.readers.pdf_rows import Column, Row

_MARK = re.compile(r"[•●○▪■□◦·o§\-–—*➢]|\(?[\divxa-zA-Z]{1,4}[.)]|\(?\d+(\.\d+)*\.?\)?")
_LEADER = re.compile(r"\.{4,}|(\. ){3,}|…{2,}|_{5,}")


def is_table(rows: list[Row], columns: list[Column], closed: bool) -> bool:
    """Tell whether rows are a table; `closed`: rules stand above and below."""
    several = [row for row in rows if len(row.filled) > 1]
    if len(several) < 2 or len(several) < 0.45 * len(rows):
        return False
    if sum(len(row.filled) for row in rows) < (0.3 if closed else 0.38) * len(rows) * len(columns):
        return False
    texts = [[" ".join(p.text for p in cell) for cell in row.cells] for row in several]
    if (len(columns) < 3 or not closed) and sum(any(_LEADER.search(t) for t in row) for row in texts) > 0.2 * len(
        texts
    ):
        return False
    others = [p for row in several for cell in row.cells[1:] for p in cell]
    figures = sum(p.is_value for p in others) / max(1, len(others))
    if _marks(texts) and len(columns) < 4 and figures < 0.5:
        return False
    if figures >= 0.4:
        return len(several) >= (2 if len(columns) > 2 or closed else 3)
    if any(_is_prose(texts, i) for i in range(len(columns))):
        return False
    if len(columns) == 2:
        return closed and len(several) > 2
    return len(several) >= (2 if closed else 3) and _aligned(several, columns)


def _marks(texts: list[list[str]]) -> bool:
    """Whether the first column holds list marks and numbers only."""
    first = [row[0] for row in texts if row[0]]
    return bool(first) and sum(_MARK.fullmatch(t) is not None for t in first) >= 0.7 * len(first)


def _is_prose(texts: list[list[str]], column: int) -> bool:
    """Whether the cells of a column are sentences that run on from one to the next."""
    cells = [row[column] for row in texts if row[column]]
    long = [t for t in cells if len(t) > 16 and t.count(" ") > 1]
    return len(long) > 0.6 * len(cells) and sum(t[:1].islower() for t in long) > 0.45 * len(long)


def _aligned(rows: list[Row], columns: list[Column]) -> bool:
    """Whether the cells of most columns begin, end or are centred at one x."""
    straight = 0
    for i in range(len(columns)):
        firsts = [row.cells[i][0] for row in rows if row.cells[i]]
        for value in (
            [p.x0 for p in firsts],
            [row.cells[i][-1].x1 for row in rows if row.cells[i]],
            [(p.x0 + p.x1) / 2 for p in firsts],
        ):
            middle = sorted(value)[len(value) // 2]
            if sum(abs(v - middle) < 3 for v in value) >= 0.7 * len(value):
                straight += 1
                break
    return straight >= 0.75 * len(columns)
