"""Lines of a PDF page, put together from its words, and lines put together to running text."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.cleaning import BULLET
from ingest.positions import WordBox
from ingest.readers.building import Boxed
from ingest.readers.content import Word

_WIDE_GAP = 1.6  # of a line's height: what parts the pieces of a line
_MARK = re.compile(r"(?:\(?\w{1,4}[.)]|\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?\.?|[A-Z]|item\s\d{1,3}\.?|\W{1,3}|o)", re.I)
_BEFORE = frozenset("re co pre mid post sub".split())  # parts a hyphen may join to a whole word
_KEEPS_HYPHEN = frozenset("non self ex well multi anti cross two three twenty thirty forty fifty e".split())


# what only the second half of a word that was cut begins with: "nity", "tions", "ment"
_ENDING = re.compile(
    r"[a-z]{0,2}(?:[ts]ion|ment|ing|ity|ed|ly|ness|[ai]ble|[ae]nce|ship|ous|ful|less|is[mt]|isation|ary|ory|ally|ated?)s?"
)
_MANY_CUT = 0.015  # of all lines: fewer end in a hyphen by chance


@dataclass(slots=True)
class Line:
    """Words on one line; a tab stands in `text` for every wide gap.

    `left` and `right` are the edges of the column it stands in; `base` is the foot of its letters, those that reach
    below it aside where boxes tell; `owner` holds the lines that stand beside it in a column of owners.
    """

    words: list[Word]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    base: float
    left: float = 0.0
    right: float = 0.0
    owner: "list[Line]" = field(default_factory=list)


def height_of(word: Word) -> float:
    """Return the height of a line of a word's letters, whether its own box is that high or as low as its letters."""
    return 1.15 * word.size


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Return words that share a height, each row from left to right, rows from top to bottom.

    Raised and lowered small letters belong to the row they touch; a letter as high as several lines does not join them.
    """
    rows: list[list[Word]] = []
    leads: list[Word] = []  # the tallest word of each row: what others are held against
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        tall = word.bottom - word.top
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            lead = leads[at]
            lead_tall = lead.bottom - lead.top
            shared = min(lead.bottom, word.bottom) - max(lead.top, word.top)
            small, large = (tall, lead_tall) if tall < lead_tall else (lead_tall, tall)
            if shared > 0.5 * small and (large < 2.2 * small or large < 1.5 * word.size):
                rows[at].append(word)
                leads[at] = word if tall > lead_tall else lead
                break
        else:
            rows.append([word])
            leads.append(word)
    order = sorted(range(len(rows)), key=lambda i: (leads[i].top + leads[i].bottom) / 2)
    return [sorted(rows[i], key=lambda w: w.x0) for i in order]


def pieces_of(row: Sequence[Word]) -> list[list[Word]]:
    """Return the runs of words of a row that wide gaps part."""
    pieces = [[row[0]]]
    for left, right in pairwise(row):
        if _space(left, right) == "\t":
            pieces.append([])
        pieces[-1].append(right)
    return pieces


def _space(left: Word, right: Word) -> str:
    gap, height = right.x0 - left.x1, height_of(left)
    if gap > _WIDE_GAP * max(height, height_of(right)):
        return "\t"
    raised = abs(height_of(right) - height) > 0.2 * height and gap < 0.12 * height
    return "" if raised and right.text[:1].isalpha() else " "


def text_of(words: Sequence[Word]) -> str:
    """Return the text of a row of words: a tab for a wide gap, unless a mark (a bullet, a number) stands before it."""
    return "".join(space + word.text for space, word in _spaced(words))


def _spaced(words: Sequence[Word]) -> list[tuple[str, Word]]:
    spaced = [("", words[0])]
    for number, (left, right) in enumerate(pairwise(words), 1):
        space = _space(left, right)
        if space == "\t" and number <= 2 and _MARK.fullmatch(" ".join(w.text for w in words[:number])):
            space = " "
        spaced.append((space, right))
    return spaced


def line_of(row: list[Word], left: float = 0.0, right: float = 0.0) -> Line:
    """Return the line that a row of words is, in a column from `left` to `right`."""
    heights: Counter[float] = Counter()
    for word in row:
        heights[round(height_of(word), 1)] += len(word.text)
    size = heights.most_common(1)[0][0]
    main = [w for w in row if height_of(w) >= 0.85 * size and any(c.isalnum() for c in w.text)]
    lettered = [w for w in main if not w.text.isdigit() and any(c.isalpha() for c in w.text)]
    return Line(
        words=row,
        text=text_of(row),
        x0=row[0].x0,
        top=min(w.top for w in row),
        x1=max(w.x1 for w in row),
        bottom=max(w.bottom for w in row),
        size=size,
        bold=all(w.bold for w in lettered or row),
        base=min(w.bottom for w in main or row),
        left=left,
        right=right,
    )


def lines_of(words: Iterable[Word], left: float | None = None, right: float | None = None) -> list[Line]:
    """Return the lines of a column of words, top to bottom; its edges are those of its words unless they are given."""
    rows = rows_of(words)
    if not rows:
        return []
    left = min(row[0].x0 for row in rows) if left is None else left
    right = _right_edge(rows) if right is None else right
    return [line_of(row, left, right) for row in rows]


def _right_edge(rows: Sequence[Sequence[Word]]) -> float:
    """Return how far a column's lines reach, one in forty that reaches further aside."""
    ends = sorted(max(w.x1 for w in row) for row in rows)
    return ends[len(ends) - 1 - len(ends) // 40]


def fits_after(last: Line, line: Line) -> bool:
    """Tell whether the first word of a line had room on the line before: then that line was ended on purpose."""
    first = line.words[0]
    return last.x1 + (first.x1 - first.x0) + 0.45 * last.size < last.right


@dataclass(frozen=True, slots=True)
class Setting:
    """What putting lines together needs to know: the page's size, the words of the whole paper, in small letters, and
    whether words of the paper are cut at the end of lines."""

    width: float
    height: float
    known: Container[str] = frozenset()
    cuts: bool = True

    def boxed(self, lines: Sequence[Line], between: str = "\n") -> Boxed:
        """Return lines as one text with something between them; a word cut by a hyphen is whole again."""
        text = ""
        boxes: list[WordBox] = []
        for line in lines:
            joint = self._joint(text, line, between) if text else ""
            if joint == "-":
                text, joint = text[:-1], ""
                boxes[-1] = replace(boxes[-1], end=boxes[-1].end - 1)
            text += joint
            for space, word in _spaced(line.words):
                text += space
                start = len(text)
                text += word.text
                boxes.append(WordBox(start, len(text), *self._fractions(word)))
        return Boxed(text, tuple(boxes))

    def _fractions(self, word: Word) -> tuple[float, float, float, float]:
        if word.seen:
            return word.seen
        return word.x0 / self.width, word.top / self.height, word.x1 / self.width, word.bottom / self.height

    def _joint(self, before: str, line: Line, between: str) -> str:
        """Return what stands between text and the line after it; "-" where the text's last hyphen has to go."""
        cut = re.search(r"(\S*\w)[-\u2010]$", before)
        follows = line.words[0].text
        if not cut or not follows[:1].isalpha() or _MARK.fullmatch(follows):
            return between
        head, tail = cut[1].lower().lstrip("(“‘\"'"), re.match(r"[\w’']*", follows.lower())
        rest = tail[0] if tail else ""
        if follows[:1].isupper() or not head.isalpha() or "/" in before[-40:].rpartition(" ")[2]:
            return ""
        if head + rest in self.known:
            return "-"
        if not self.cuts and not _ENDING.fullmatch(rest):
            return ""
        keeps = f"{head}-{rest}" in self.known or head in _KEEPS_HYPHEN or (head[-1] == rest[:1] and rest[:1] in "aeio")
        return "" if keeps or (rest in self.known and (head in self.known or head in _BEFORE)) else "-"


def cuts_words(lines: Sequence[Line]) -> bool:
    """Tell whether the words of a paper may be cut at the end of lines: where so few lines of many end in a hyphen as
    by chance, the hyphens are the words' own."""
    cut = sum(bool(re.search(r"[a-z][-\u2010]$", a.text)) and b.text[:1].islower() for a, b in pairwise(lines))
    return len(lines) < 60 or cut > _MANY_CUT * len(lines)


def paragraphs_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the paragraphs of a cell: a line that fills the cell's width runs on in the next."""
    groups: list[list[Line]] = []
    for last, line in zip([None, *lines], lines, strict=False):
        if last is None or _starts(last, line):
            groups.append([])
        groups[-1].append(line)
    return groups


def _starts(last: Line, line: Line) -> bool:
    if line.base - last.base > 1.6 * line.size or BULLET.match(line.text) or line.bold != last.bold:
        return True
    return fits_after(last, line) and not line.text[:1].islower()
