"""Tables and lists that set nothing to be done: agendas, contents, lists of members and of who attended."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.documents import Block
from ingest.owners import is_owner
from ingest.records.names import initials_fit, is_listed_name
from ingest.records.source import Source

_HEADING = re.compile(
    r"(?:\d+[.)]?\s*)?(?:the |draft |meeting |today.s |forward )?(?:agenda|(?:table of )?contents|order of business"
    r"|running order|programme|timetable|attendance|attendees|membership|(?:board |core )?members|present"
    r"|in attendance|apologies|those present|contacts?)(?: (?:for|of) .{3,60}|\s*\([^()]*\)|\s+and apologies)?\W*",
    re.I,
)
_AGENDA = re.compile(r"\b(?:agenda|contents|order of business|running order|programme|timetable)\b", re.I)
_TOPICS = re.compile(
    r"(?:start |approx\w* )?times?|timings?|duration|mins|(?:time )?allocated|present(?:er|ers|ed by|ing)|speakers?"
    r"|(?:papers?|enc(?:losures?|s)?|attach(?:ments?|ed)|appendix|annex|pages?)(?: (?:no|number|ref|attached))?"
    r"|agenda items?|(?:purpose|format)(?: of item)?|for (?:information|decision|discussion)|verbal paper",
    re.I,
)
_PEOPLE = re.compile(
    r"(?:organi[sz]ation|agency|role|position|job title|post|representing|representative|present|attended|attendance"
    r"|apologies|members?|telephone|phone|e-?mail|contact(?: details)?)\b.*",
    re.I,
)
_TASKS = re.compile(r"\b(?:due|deadline|status|progress|rag|timescale|by when|target|complet\w+|updates?)\b", re.I)
_ACTION = re.compile(r"(?:\w+ ){0,2}(?:actions?|tasks?)(?: \w+){0,2}", re.I)
_NAMES = re.compile(r"(?:full )?names?(?: of \w+)?", re.I)


def listing_spans(source: Source) -> list[tuple[int, int]]:
    """Return where the tables and lists of a part stand that name topics, pages or people and nothing to be done."""
    spans: list[tuple[int, int]] = []
    for section in source.sections:
        listed = bool(section.path) and len(section.path[-1]) < 90 and bool(_HEADING.fullmatch(section.path[-1]))
        for table, group in groupby(section.blocks, key=lambda b: b.table if b.kind == "row" else 0):
            blocks = list(group)
            if table:
                spans += _in_table(blocks, listed)
            elif listed and _AGENDA.search(section.path[-1]):
                spans += [(b.start, b.end) for b in blocks if b.kind == "item" or b.owner]
    return spans


def _in_table(blocks: Sequence[Block], listed: bool) -> Iterator[tuple[int, int]]:
    """The place of a table that lists topics or people, else of its rows that name somebody beside their initials."""
    heads = [" ".join(re.sub(r"[^\w ]+", " ", c.text).split()) for c in blocks[0].cells]
    if (listed and not _set_tasks(blocks, heads)) or lists_topics(blocks, heads):
        yield blocks[0].start, blocks[-1].end
        return
    yield from ((b.start, b.end) for b in blocks if _names_somebody(b))


def lists_topics(blocks: Sequence[Block], heads: Sequence[str]) -> bool:
    """Tell whether a table's heads are an agenda's or a list of members: times, presenters, papers, posts."""
    if any(len(head) > 40 for head in heads) or _set_tasks(blocks, heads):
        return False
    people = any(_NAMES.fullmatch(head) for head in heads) and any(_PEOPLE.fullmatch(head) for head in heads)
    return people or any(_TOPICS.fullmatch(head) for head in heads)


def _set_tasks(blocks: Sequence[Block], heads: Sequence[str]) -> bool:
    """Tell whether a column is headed as one of actions, with more in it than "Note" or "For decision"."""
    if any(_TASKS.search(head) for head in heads):
        return True
    columns = [i for i, head in enumerate(heads) if _ACTION.fullmatch(head)]
    cells = [b.cells[i].text for b in blocks[1:] for i in columns if i < len(b.cells) and b.cells[i].text]
    return sum(len(cell.split()) > 3 or is_owner(cell) for cell in cells) * 2 > len(cells)


def _names_somebody(row: Block) -> bool:
    """Tell whether a row gives a name with its initials: a row of a list of people."""
    cells = [c.text.strip() for c in row.cells]
    names = [re.split(r"[,(–—\n]|\s-\s", cell)[0].strip() for cell in cells]
    return any(
        initials_fit(given, name)
        for given in cells
        if is_owner(given)
        for name, cell in zip(names, cells, strict=True)
        if cell != given and 1 < len(name.split()) < 6 and is_listed_name(_untitled(name))
    )


def _untitled(name: str) -> str:
    return re.sub(r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Cllr|Councillor|Rev|Supt|Insp|Sgt|PC)\.?\s+)+", "", name)
