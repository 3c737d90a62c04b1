"""Lines of a PDF page, put together from its words."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.cleaning import BULLET
from ingest.owners import is_owner
from ingest.readers.content import Word


@dataclass(slots=True)
class Line:
    """Words on one line; a tab stands in `text` for every wide gap. `owner` holds initials from the right margin."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    owner: str = ""


def lines_of(words: list[Word]) -> list[Line]:
    """Return lines: words that share a height, left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        group = groups[-1] if groups else None
        if group and middle <= max(w.bottom for w in group[-3:]) - 0.35 * (word.bottom - word.top):
            group.append(word)
        else:
            groups.append([word])
    lines = []
    for group in groups:
        group.sort(key=lambda w: w.x0)
        text = group[0].text
        for left, right in pairwise(group):
            gap = right.x0 - left.x1
            text += ("\t" if gap > 1.6 * (left.bottom - left.top) else " ") + right.text
        size = Counter(round(w.bottom - w.top, 1) for w in group for _ in w.text).most_common(1)[0][0]
        lines.append(
            Line(
                text=text,
                x0=group[0].x0,
                top=min(w.top for w in group),
                x1=group[-1].x1,
                bottom=max(w.bottom for w in group),
                size=size,
                bold=all(w.bold for w in group),
            )
        )
    return lines


def with_owners(lines: list[Line]) -> list[Line]:
    """Return the lines; initials apart at the right end of one become the owner of what it belongs to."""
    kept: list[Line] = []
    for line in lines:
        head, tab, tail = line.text.rpartition("\t")
        if tab and is_owner(tail) and len(head) > 8 and "\t" not in head.strip():
            line = replace(line, text=head, owner=tail)
        elif is_owner(line.text) and kept and line.x0 > 350 and line.top - kept[-1].bottom < 30:
            kept[-1].owner = "/".join(filter(None, (kept[-1].owner, line.text)))
            continue
        kept.append(line)
    return kept


def cell_text(lines: list[Line]) -> str:
    """Return the paragraphs of a cell, a line each: a line that is nearly as long as the cell's longest runs on."""
    right = max((line.x1 for line in lines), default=0.0)
    text = ""
    for last, line in zip([None, *lines], lines, strict=False):
        words = line.text.replace("\t", " ")
        if last is None:
            text = words
            continue
        apart = line.top - last.bottom > 0.6 * line.size or BULLET.match(words) or line.bold != last.bold
        full = last.x1 > last.x0 + 0.6 * (right - last.x0)
        text += ("\n" if apart or not (full or words[:1].islower()) else " ") + words
    return text
