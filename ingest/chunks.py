"""Sections become chunks: small enough to be embedded whole, never across a section, a table row never cut."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.cleaning import clean
from ingest.documents import Block, Chunk, Page, Part, Section, Statement, page_at
from ingest.owners import latin
from ingest.periods import Period, find_periods
from ingest.sentences import sentence_spans

MAX_WORDS = 130
_MAX_STATEMENT_WORDS = 220


@dataclass(frozen=True, slots=True)
class Origin:
    """What a chunk says about where it comes from."""

    document: str
    board: str
    title: str
    period: Period | None


def make_chunks(
    text: str, sections: list[Section], parts: list[Part], pages: tuple[Page, ...], origin: Origin
) -> list[Chunk]:
    """Return the chunks of a paper in reading order; put together they hold every statement of every section once."""
    chunks: list[Chunk] = []
    for section in sections:
        part = parts[section.part]
        period = _period(section, part, origin)
        header = _header(section, part, origin)
        for group in _packed(_statements(text, section.blocks)):
            words = "\n".join(s.text for s in group)
            key = f"{origin.document}\0{len(chunks)}\0{header}\0{words}"
            chunks.append(
                Chunk(
                    id=hashlib.sha256(key.encode()).hexdigest()[:32],
                    ordinal=len(chunks),
                    part=section.part,
                    section=section.ordinal,
                    path=section.path,
                    header=header,
                    text=words,
                    start=group[0].start,
                    end=max(s.end for s in group),
                    first_page=page_at(pages, group[0].start),
                    last_page=page_at(pages, max(s.end for s in group) - 1),
                    date=part.date,
                    period=period,
                    statements=tuple(group),
                )
            )
    return chunks


def _header(section: Section, part: Part, origin: Origin) -> str:
    day = f"{part.date.day} {part.date:%B %Y}" if part.date else ""
    title = part.title if part.title.lower() not in (p.lower() for p in section.path) else ""
    paper = title or origin.title
    told = set(re.findall(r"\w+", paper.lower()))
    board, day = ("" if told.issuperset(re.findall(r"\w+", words.lower())) else words for words in (origin.board, day))
    return " · ".join(dict.fromkeys(filter(None, (board, paper, day, *section.path))))


def _period(section: Section, part: Part, origin: Origin) -> Period | None:
    for heading in reversed(section.path):
        quarters = [p for p in find_periods(heading) if p.label.startswith("Q")]
        if quarters:
            return quarters[0]
    return part.period or origin.period


def _statements(text: str, blocks: tuple[Block, ...]) -> list[Statement]:
    statements: list[Statement] = []
    lead, table = "", 0
    header: tuple[str, ...] = ()
    for number, block in enumerate(blocks):
        if block.kind == "row":
            if block.table != table:
                table, header = block.table, ()
            if block.header:
                header = tuple(c.text for c in block.cells)
                if not any(b.kind == "row" and b.table == table and not b.header for b in blocks):
                    statements.append(_row(block, ()))
                continue
            before = blocks[number - 1] if number else None
            statements.append(_row(block, header, before))
        elif block.kind == "item":
            statements += _pieces(text, block, number, lead)
        else:
            statements += _pieces(text, block, number, "")
            ends_open = block.text.endswith((":", "-", "–")) or (
                number + 1 < len(blocks) and blocks[number + 1].kind == "item"
            )
            lead = block.text if ends_open else ""
    return statements


def _row(block: Block, header: tuple[str, ...], before: Block | None = None) -> Statement:
    """A table row as a sentence: each cell after its column's heading.

    A row without a label of its own has it in the header row; where that stands just above, both are one place.
    """
    start = block.start
    cells = [c.text for c in block.cells]
    names = list(header) + [""] * (len(cells) - len(header))
    if header and not cells[0] and len(names[0].split()) >= 3:
        cells[0], names[0] = names[0], ""
        start = before.start if before and before.header else start
    pairs = tuple((names[i], cell) for i, cell in enumerate(cells) if cell)
    words = "; ".join(f"{name.rstrip(' :')}: {cell}" if name else cell for name, cell in pairs)
    return Statement("row", start, block.end, words, cells=pairs, paragraph=-block.table)


def _pieces(text: str, block: Block, number: int, lead: str) -> list[Statement]:
    """The sentences of a paragraph; a list item stays whole unless it is very long."""
    kind = block.kind
    if kind == "item" and len(block.text.split()) <= _MAX_STATEMENT_WORDS:
        return [
            Statement(
                "item", block.start, block.end, block.text, block.level, number, lead=lead, owner=latin(block.owner)
            )
        ]
    raw = text[block.start : block.end]
    spans = [piece for span in sentence_spans(raw) for piece in _split_long(raw, span)]
    found = [
        Statement("sentence", block.start + a, block.start + b, clean(raw[a:b]), block.level, number, lead=lead)
        for a, b in spans
        if clean(raw[a:b])
    ]
    if found and block.owner:
        last = max((i for i, s in enumerate(found) if re.search(r"resolved|agreed|action", s.text, re.I)), default=-1)
        while last >= 0 and last + 1 < len(found) and re.match(r"\(?\d\d?[).]\s", found[last + 1].text):
            last += 1
        s = found[last]
        found[last] = Statement(
            s.kind, s.start, s.end, s.text, s.level, s.paragraph, lead=s.lead, owner=latin(block.owner)
        )
    return found


def _split_long(raw: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut a sentence without an end (a wall of text) at clauses, by LlamaIndex's splitter."""
    body = raw[span[0] : span[1]]
    if len(body.split()) <= _MAX_STATEMENT_WORDS:
        return [span]
    pieces, position = [], 0
    for piece in _splitter().split_text(body):
        at = body.find(piece, position)
        if at < 0:
            return [span]
        pieces.append((span[0] + at, span[0] + at + len(piece)))
        position = at + len(piece)
    return pieces or [span]


@cache
def _splitter() -> Any:
    # late: its import takes two seconds, and few papers need it
    from llama_index.core.node_parser import SentenceSplitter

    return SentenceSplitter(chunk_size=MAX_WORDS, chunk_overlap=0, tokenizer=str.split)


def _packed(statements: list[Statement]) -> list[list[Statement]]:
    """Groups of about MAX_WORDS words, cut between paragraphs where that is possible."""
    lengths = Counter[int]()
    for statement in statements:
        lengths[statement.paragraph] += len(statement.text.split())
    groups: list[list[Statement]] = []
    size = 0
    for statement in statements:
        words = len(statement.text.split())
        starts = bool(groups) and groups[-1][-1].paragraph != statement.paragraph
        ahead = lengths[statement.paragraph] if starts and statement.kind == "sentence" else words
        fresh = not groups or size + words > MAX_WORDS or (size + ahead > MAX_WORDS and ahead <= MAX_WORDS)
        if fresh:
            groups.append([])
            size = 0
        groups[-1].append(statement)
        size += words
    return groups
