"""The priorities that an update or a strategy is built on, each with its aims and the wording that tells of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.documents import Block, Document, Section

_NUMBERED = re.compile(
    r"\W*(?:strategic )?(?:priority|theme|objective|outcome|pillar|strand)(?: area)?"
    r"\s*(?:\d+|[A-E]\b|one|two|three|four|five|six)\b",
    re.I,
)
_LIST = re.compile(r"\b(?:priorities|themes|objectives|outcomes|pillars|strands)\b", re.I)
_AIM = re.compile(r"\W*(?:our |the |strategic )?aims?\b\s*(?::|–|—|-)\s*", re.I)
_BREAKS_OFF = re.compile(r"(?::|\bby|\bto|,)\s*$")
_LEAD = re.compile(
    r"\b(?:q[1-4]|quarter\w*|progress|activity)\b[^.]{0,30}\bupdates?\b|^\W*updates?\W*$"
    r"|what (?:we|the partnership) (?:did|have done)|\bachievements?\b",
    re.I,
)
_DAY_HEAD = re.compile(r"\s*\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+(?:\s+\d{4})?\b")


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority by its heading; `aims` as the paper lists them.

    `wording` is what a strategy says under it, `said` are bullets that earlier updates put under it.
    """

    heading: str
    aims: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()
    said: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The heading without its number: "Safer streets" of "Priority 1 – Safer streets"."""
        return bare(self.heading)


def bare(heading: str) -> str:
    """Return a heading without "Priority 1 –" and the like."""
    return re.sub(rf"{_NUMBERED.pattern}\s*[:.–—\-)]*\s*", "", heading, count=1, flags=re.I).strip() or heading.strip()


def of_update(document: Document) -> list[Priority]:
    """Return the priorities of an update, in order, each with its aims and the bullets it has there."""
    headings = _headings(document)
    found = []
    for heading in headings:
        sections = [s for s in document.sections if heading in s.path]
        spans = [(s.start, s.end) for s in sections]
        said = [a.text for a in document.records.activities if any(b <= a.start < e for b, e in spans)]
        found.append(Priority(heading, tuple(_aims(sections)), (), tuple(said)))
    return found


def _headings(document: Document) -> list[str]:
    """Return the headings that an update has its lists under: numbered priorities, else those above its activities."""
    paths = [s.path for s in document.sections]
    numbered = dict.fromkeys(h for path in paths for h in path if _NUMBERED.match(h))
    if numbered:
        return list(numbered)
    told = {a.start for a in document.records.activities}
    above = [s for s in document.sections if any(s.start <= start < s.end for start in told)]
    plain = [[h for h in s.path if not _LEAD.search(h) and not _DAY_HEAD.match(h)] for s in above]
    return list(dict.fromkeys(path[-1] for path in plain if path and path[-1] != document.title))


def _aims(sections: Iterable[Section]) -> list[str]:
    """Return the aims that stand under a priority: the sentence, and each line of a list that completes it."""
    for section in sections:
        for i, block in enumerate(section.blocks):
            if match := _AIM.match(block.text):
                aim = block.text[match.end() :].strip()
                return [aim, *_listed(section.blocks[i + 1 :])] if _BREAKS_OFF.search(aim) else [aim]
        if section.path and (match := _AIM.match(section.path[-1])):
            aim = section.path[-1][match.end() :].strip()
            return [aim, *_listed(section.blocks)]
    return []


def _listed(blocks: Sequence[Block]) -> list[str]:
    items = []
    for block in blocks:
        if block.kind != "item":
            break
        items.append(block.text)
    return items


def of_strategy(document: Document) -> list[Priority]:
    """Return a strategy's priorities, in order, with aims and what it says under each; [] where it names none."""
    paths = [s.path for s in document.sections]
    headings = list(dict.fromkeys(h for path in paths for h in path if _NUMBERED.match(h)))
    headings = headings or _listed_headings(document) or _tabled(document)
    found: dict[str, Priority] = {}
    for heading in headings:
        name = bare(heading).lower()
        sections = [s for s in document.sections if any(bare(h).lower() == name for h in s.path)]
        blocks = [b for s in sections for b in s.blocks]
        aims = _aims(sections) or [b.text for b in blocks[:1] if b.kind == "paragraph"]
        wording = [b.text for b in blocks if b.text not in aims]
        found.setdefault(name, Priority(heading, tuple(aims), tuple(wording)))
    return list(found.values())


def _listed_headings(document: Document) -> list[str]:
    """Return the headings right below one that says "priorities"."""
    below: dict[str, None] = {}
    for section in document.sections:
        above = next((i for i, h in enumerate(section.path[:-1]) if _LIST.search(h)), None)
        if above is not None:
            below[section.path[above + 1]] = None
    return list(below) if 2 <= len(below) <= 12 else []


def _tabled(document: Document) -> list[str]:
    """Return the priorities that a table lists in a column of that name."""
    column, table, names = -1, 0, []
    for block in (b for s in document.sections for b in s.blocks if b.kind == "row"):
        if block.header:
            titles = [c.text.strip().lower().rstrip("s") for c in block.cells]
            column = next((i for i, t in enumerate(titles) if t in ("priority", "theme", "objective")), -1)
            table = block.table
        elif column >= 0 and block.table == table and column < len(block.cells):
            names.append(block.cells[column].text.strip())
    return [name for name in dict.fromkeys(names) if len(name) > 3]
