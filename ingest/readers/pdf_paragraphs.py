"""Lines become headings, paragraphs, list items and label rows."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.cleaning import BULLET
from ingest.readers.building import Boxed, TextBuilder
from ingest.readers.pdf_lines import Line, Setting, fits_after, line_of, pieces_of
from ingest.readers.pdf_owners import owner_text

_LABELLED = re.compile(r"[A-Z][\w ]{2,24}:\s")
_NUMBERED = re.compile(r"(?:(?:item|minute)\s+)?\d{1,4}[a-z]?(?P<dots>(?:\.\d{1,3}){0,3})[.):]?(?:\s|$)", re.I)
_ENDS = re.compile(r"[.!?:;][\"”’)]*$")
_LEADER = re.compile(r"\s*(?:[.…·‥_]\s*){4,}")
_PAGE = re.compile(r"\d{1,4}|[ivxl]{1,6}", re.I)
_DASHES = ("-", "–", "—")
_LONGEST_HEADING = 200
_LIST_STEP = 6.0  # points: marks that stand apart by less are of one level


class ParagraphWriter:
    """Puts lines together and adds them to a builder; it keeps what carries over from page to page: open lists."""

    def __init__(self, builder: TextBuilder, body: float, pitches: dict[float, float]) -> None:
        self._builder = builder
        self._body = body
        self._pitches = pitches
        self._marks: list[float] = []
        self._levels: dict[int, int] = {}
        self._waiting: list[Line] = []  # owners level with a heading belong to what follows it

    def write(self, lines: Sequence[Line], setting: Setting, last: bool = False) -> None:
        """Add the blocks that lines of one page amount to; with `last` the page ends after them."""
        group: list[Line] = []
        listed = _contents(lines)
        self._levels = {id(line): self._level_before(line, after) for line, after in pairwise([*lines, None]) if line}
        wrapped = {i for end, first in listed.items() for i in range(first, end)}
        for at, line in enumerate(lines):
            if at in wrapped:
                continue
            if at in listed:
                self._flush(group, setting)
                group = []
                self._entry(list(lines[listed[at] : at + 1]), setting)
            elif group and self._continues(group, line):
                group.append(line)
            else:
                self._flush(group, setting)
                group = [line]
        self._flush(group, setting, last)

    def _heading_level(self, line: Line) -> int:
        """Return 1 to 5 for a line that looks like a heading, 0 for any other."""
        words = line.text.strip()
        if len(words) > 120 or words.endswith((".", ",", ";")) or not re.search(r"[A-Za-z]{2}", words) or "\t" in words:
            return 0
        for level, factor in ((1, 1.6), (2, 1.3), (3, 1.12)):
            if line.size > self._body * factor:
                return level
        marked = BULLET.match(words) and not words[0].isdigit()
        return 5 if line.bold and not marked and not words[0].islower() else 0

    def _level_before(self, line: Line, after: Line | None) -> int:
        """Return a line's level as a heading; a full bold line that plain words go on after is none."""
        level = self._heading_level(line)
        if level < 5 or after is None or after.bold or fits_after(line, after):
            return level
        runs_on = after.text[:1].islower() and after.base - line.base < 1.6 * line.size
        return 0 if runs_on else level

    def _continues(self, group: list[Line], line: Line) -> bool:
        last, first = group[-1], group[0]
        if "\t" in first.text:
            return _hangs_from(first, last, line)
        pitch = line.base - last.base
        if "\t" in line.text or abs(line.size - last.size) > 0.12 * last.size:
            return False
        if self._level(first):
            close = pitch < max(1.3 * last.size, 1.05 * self._usual_pitch(last.size))
            ended = last.text.endswith("." if self._level(first) <= 2 else (":", "."))
            open_end = not ended and not _NUMBERED.match(line.text) and not BULLET.match(line.text)
            return close and open_end and line.bold == last.bold
        if self._level(line):
            return False
        if self._begins(group, line) or pitch < 0.2 * last.size:
            return False
        ended, lower = bool(_ENDS.search(last.text)), bool(re.match(r"[a-z(]", line.text))
        if pitch > self._longest_pitch(group):
            return pitch < 2.3 * last.size and lower and not ended and not fits_after(last, line)
        if line.text.endswith(":") and len(line.text) < 25 and ended:
            return False
        if _LABELLED.match(last.text) and _LABELLED.match(line.text):
            return False
        if _moved(group, line) and ended:
            return False
        return not fits_after(last, line) or (lower and not ended) or (lower and line.x0 > line.left + 4)

    def _level(self, line: Line) -> int:
        return self._levels.get(id(line), 0)

    def _longest_pitch(self, group: list[Line]) -> float:
        """Return how far apart two lines of a paragraph stand at most: a little more than lines usually do."""
        own = group[1].base - group[0].base if len(group) > 1 else 0.0
        return max(1.22 * self._usual_pitch(group[-1].size), 1.15 * own)

    def _usual_pitch(self, size: float) -> float:
        return self._pitches.get(round(size), 1.2 * size)

    def _begins(self, group: list[Line], line: Line) -> bool:
        """Tell whether a line begins with a mark or a number of its own, and not with a figure that was wrapped."""
        bullet, number = BULLET.match(line.text), _NUMBERED.match(line.text)
        if not bullet and not number:
            return False
        last = group[-1]
        marked = bool(BULLET.match(group[0].text) or _NUMBERED.match(group[0].text))
        set_apart = len(line.words) > 1 and line.words[1].x0 - line.words[0].x1 > 0.5 * line.size
        level_with_first = abs(line.x0 - group[0].x0) < 3
        if bullet and bullet[0].strip()[-1:] not in ".)":
            dash = bullet[0].strip() in _DASHES and group[0].text[:1] not in _DASHES
            return not dash or set_apart or fits_after(last, line) or bool(_ENDS.search(last.text))
        if number and not bullet and not number["dots"] and not set_apart:
            return False
        if fits_after(last, line) or _ENDS.search(last.text) or set_apart:
            return True
        return marked and level_with_first

    def _flush(self, lines: list[Line], setting: Setting, last: bool = False) -> None:
        if not lines:
            return
        level = self._level(lines[0]) if sum(len(line.text) for line in lines) <= _LONGEST_HEADING else 0
        owners = [owner for line in lines for owner in line.owner]
        if level:
            self._builder.block("heading", _untabbed(setting.boxed(lines)), level)
            self._marks = []
            self._waiting += owners
            return
        if "\t" in lines[0].text:
            self._builder.table([_label_row(lines, owners, setting)])
            return
        owner = owner_text([*self._waiting, *owners], setting)
        self._waiting = []
        raw = setting.boxed(lines)
        cut = last and not _ENDS.search(raw.text)
        bullet = BULLET.match(raw.text)
        if bullet:
            mark, body = raw.cut(bullet.end())
            self._builder.block("item", body, self._depth(lines[0]), mark=mark, owner=owner, cut=cut)
        else:
            if self._marks and lines[0].x0 < self._marks[0] - _LIST_STEP:
                self._marks = []
            self._builder.block("paragraph", raw, owner=owner, cut=cut)

    def _depth(self, line: Line) -> int:
        """Return the level of a list item by how far its mark stands in, compared with the open lists."""
        x = line.x0 - line.left
        while self._marks and x < self._marks[-1] - _LIST_STEP:
            self._marks.pop()
        if not self._marks or x > self._marks[-1] + _LIST_STEP:
            self._marks.append(x)
        return len(self._marks) - 1

    def _entry(self, lines: list[Line], setting: Setting) -> None:
        """Add an entry of a table of contents as a list item, without the dots to its page number."""
        raw = setting.boxed(lines, " ")
        while leader := _LEADER.search(raw.text):
            (title, _), (_, rest) = raw.cut(leader.start()), raw.cut(leader.end())
            raw = title + Boxed(" ") + rest if title.text else rest
        self._builder.block("item", _untabbed(raw), mark="")


def usual_pitches(lines: Sequence[Line]) -> dict[float, float]:
    """Return how far the feet of lines stand apart most often, for each size of letters."""
    counts: Counter[tuple[float, float]] = Counter()
    for last, line in pairwise(lines):
        pitch = line.base - last.base
        if abs(last.size - line.size) < 0.5 and 0.7 * line.size < pitch < 2.2 * line.size and line.left == last.left:
            counts[round(line.size), round(2 * pitch) / 2] += 1
    usual: dict[float, float] = {}
    for (size, pitch), number in counts.most_common():
        if number >= 2:
            usual.setdefault(size, pitch)
    return usual


def _untabbed(text: Boxed) -> Boxed:
    return Boxed(text.text.replace("\t", " "), text.boxes)


def _moved(group: list[Line], line: Line) -> bool:
    """Tell whether a line begins further in than those above it, or further out than a paragraph's second line."""
    if len(group) == 1:
        marked = BULLET.match(group[0].text) or _NUMBERED.match(group[0].text)
        return not marked and line.x0 > group[0].x0 + 0.7 * line.size
    return abs(line.x0 - group[-1].x0) > 0.7 * line.size


def _hangs_from(first: Line, last: Line, line: Line) -> bool:
    """Tell whether a line goes on below the text of a label ("Present:   Names and / more names")."""
    pieces = pieces_of(first.words)
    close = line.base - last.base < 1.5 * line.size
    return len(pieces) == 2 and close and "\t" not in line.text and abs(line.x0 - pieces[1][0].x0) < 3


def _label_row(lines: list[Line], owners: list[Line], setting: Setting) -> list[Boxed]:
    pieces = [line_of(piece) for piece in pieces_of(lines[0].words)]
    cells = [setting.boxed([piece]) for piece in pieces[:-1]]
    cells.append(setting.boxed([pieces[-1], *lines[1:]]))
    return [*cells, owner_text(owners, setting)] if owners else cells


def _contents(lines: Sequence[Line]) -> dict[int, int]:
    """Return the entries of a table of contents, each by its last line and its first: with dots to a page number, or
    a page number apart below the word itself."""
    entries: dict[int, int] = {}
    below, free = False, 0
    for at, line in enumerate(lines):
        leaders = list(_LEADER.finditer(line.text))
        after = line.text[leaders[-1].end() :].strip() if leaders else ""
        title, tab, page = line.text.rpartition("\t")
        dotted = bool(leaders) and leaders[-1].start() > 0 and (not after or bool(_PAGE.fullmatch(after)))
        if dotted or (below and tab and title and _PAGE.fullmatch(page.strip())):
            entries[at] = free if entries and at - free <= 2 and free > min(entries) else at
            free = at + 1
        elif re.fullmatch(r"(?:table of )?contents(?: page)?:?", line.text.strip(), re.I):
            below, free = True, at + 1
        else:
            below = below and not _ENDS.search(line.text)
    return entries
