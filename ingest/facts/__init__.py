"""What a paper says about itself, each fact in normal form and with the place that says it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import get_args

from ingest.dates import spoken
from ingest.documents import Block, DocumentKind, Fact, FactName, Reading
from ingest.facts.boards import find_board
from ingest.facts.days import date_from_name, dates_in_text, first_date
from ingest.facts.fields import author_from_properties, find_fields
from ingest.facts.language import find_language
from ingest.facts.lines import Line, fact, last_lines, lines_of, loose_lines, place
from ingest.facts.naming import find_kind, find_title, labelled_title, without_place
from ingest.facts.periods import find_period, period_in_name
from ingest.facts.standing import find_exempt, find_marking, find_status, find_versions
from ingest.packs import is_appendix
from ingest.periods import Period, find_periods

_HEAD = 2500
_ORDER = get_args(FactName)


def find_facts(reading: Reading, blocks: list[Block], name: str, front: list[Block] | None = None) -> tuple[Fact, ...]:
    """Return the facts of a whole paper; `front` holds the first part's blocks where the paper is an agenda pack."""
    text = reading.text
    lines = lines_of(front or blocks, 6000 if front else _HEAD)
    head = "\n".join(line.text for line in (lines_of(blocks, 6000) if front else lines) if not line.listed)
    loose = list(loose_lines(text, blocks, reading.properties))
    title, titled = find_title(blocks, reading.title)
    board = find_board(title, head, "\n".join(block.text for block in blocks))
    above = "" if board else find_board("", "\n".join(line.text for line in loose if line.start < 0), "")
    kind, saying = find_kind(title, name, head, text, front is not None)
    days = dates_in_text(text, title, [*lines, *(line for line in loose if line.start < 0)], kind, name)
    days += [f for f in [date_from_name(name, days, kind)] if f]
    if front is not None:
        day = first_date(days, kind)
        title = f"{board or above} agenda pack" + (f", {spoken(day)}" if day else "")
    source = Line(title, titled[0].start, titled[-1].end) if titled else None
    named = [_named(text, "board", board, source)] if board else []
    named += [Fact("board", above, "running head")] if above else []
    title = without_place(title)
    facts = [
        *([replace(named[0], name="title", value=title)] if front and named else [_titled(title, source)]),
        *named,
        _of_kind(text, kind, saying, [*([source] if source else []), *lines], name),
        *days,
        *find_period(text, title, source, lines, kind),
        *period_in_name(name, kind),
        *find_fields(text, lines[:40]),
        *find_status(text, kind, lines, last_lines(blocks), loose, name),
        *find_versions(text, lines, loose, name),
        *find_marking(text, lines[:20], loose),
        *find_exempt(text, lines, loose),
        *find_language(text, blocks),
    ]
    author = author_from_properties(dict(reading.properties))
    return tuple(sorted([*facts, author] if author else facts, key=lambda f: _ORDER.index(f.name)))


def find_part_facts(text: str, blocks: list[Block], items: dict[str, str], item: str) -> tuple[Fact, ...]:
    """Return the facts of one paper of a pack; `items` are the agenda's titles by number, `item` the paper's own."""
    lines = lines_of(blocks, 1500)
    head = "\n".join(line.text for line in lines)
    labelled = labelled_title(head)
    own, titled = find_title(blocks, "")
    title = labelled or own or items.get(item, "")
    kind, saying = find_kind(title, "", head, "", False)
    if re.search(r"\bminutes of\b.{0,80}\bmeeting\b", head[:400], re.I | re.S):
        kind = "minutes"
    days = dates_in_text(text, title, lines, kind, "")
    if kind == "minutes":
        day = first_date(days, kind)
        title = "Minutes" + (f" of the meeting of {spoken(day)}" if day else "")
    elif not labelled and item in items and not is_appendix(own):
        title = items[item].capitalize() if items[item].isupper() else items[item]
    source = Line(own, titled[0].start, titled[-1].end) if titled else lines[0]
    return (
        _named(text, "title", title, source),
        _of_kind(text, kind, saying, lines, ""),
        *days,
        *find_period(text, title, source, lines, kind),
        *find_fields(text, lines[:30]),
        *find_status(text, kind, lines, last_lines(blocks), [], ""),
        *find_versions(text, lines, [], ""),
        *find_marking(text, lines[:12], []),
        *find_exempt(text, lines, []),
    )


def value_of(facts: Iterable[Fact], name: FactName) -> str:
    """Return the first value of a fact, the one that holds, or ""."""
    return next((f.value for f in facts if f.name == name), "")


def kind_of(facts: Iterable[Fact]) -> DocumentKind:
    """Return the kind of paper the facts tell."""
    said = value_of(facts, "kind")
    kinds: tuple[DocumentKind, ...] = get_args(DocumentKind)
    return next((kind for kind in kinds if kind == said), "other")


def day_of(facts: Iterable[Fact]) -> date | None:
    """Return the day a paper is of: the meeting's for minutes and packs, the paper's own for others."""
    held = list(facts)
    return first_date(held, kind_of(held))


def period_of(facts: Iterable[Fact]) -> Period | None:
    """Return the period a paper covers."""
    return next(iter(find_periods(value_of(facts, "period"))), None)


def _titled(title: str, source: Line | None) -> Fact:
    return Fact("title", title, "text", source.start, source.end) if source else Fact("title", title, "file properties")


def _named(text: str, name: FactName, value: str, source: Line | None) -> Fact:
    """A name with its place: where the words first stand, in capitals or not, else the line it was made from."""
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", value)))
    found = re.search(rf"\b{words}\b", text, re.I) if words else None
    if found:
        return Fact(name, value, "text", *found.span())
    return Fact(name, value, "text", source.start, source.end) if source else Fact(name, value, "file properties")


def _of_kind(text: str, kind: DocumentKind, saying: str, lines: list[Line], name: str) -> Fact:
    for line in lines:
        if saying and saying in line.text:
            return fact(text, "kind", kind, line, saying)
    if saying and saying in re.sub(r"[_\-.]+", " ", name):
        return Fact("kind", kind, "file name")
    line = lines[0]
    return Fact("kind", kind, "text", *place(text, line, line.text))
