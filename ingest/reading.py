"""read(path) -> Document: the stages of reading in a row."""

import re
from dataclasses import replace
from pathlib import Path

from ingest.chunks import Origin, make_chunks
from ingest.cleaning import visible
from ingest.documents import Document, Reading
from ingest.errors import EmptyDocument, IngestError, UnreadableDocument, Vanished
from ingest.facts import day_of, find_facts, kind_of, period_of, value_of
from ingest.facts.disagreements import disagreements
from ingest.formats import identify
from ingest.packs import split_parts
from ingest.parts import make_parts
from ingest.records.finding import find_records
from ingest.records.people import find_people
from ingest.structure import sections, structured

_LONGEST_TITLE = 200
_MARKS = re.compile(r"[<>{}\[\]`|\\]|://")


def read(path: Path) -> Document:
    """Read a file into a Document. Raises IngestError, whose text says what happened and what to do next."""
    try:
        data_id, reader, warnings = identify(path)
        reading = reader(path)
    except IngestError:
        raise
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise Vanished("the file is no longer there, or may not be opened: check it and put it in again") from error
    except (OSError, RecursionError, MemoryError) as error:
        raise UnreadableDocument("the file could not be read to its end: check it and put it in again") from error
    if not any(len(block.text.strip()) > 1 for block in reading.blocks):
        raise EmptyDocument("the file holds no text: put in a copy that has")
    return _understood(reading, data_id, path.name, warnings)


def _borne_out(title: str, text: str, name: str) -> str:
    """Return the title that a file gives itself where it is short and its words stand in the paper or its name."""
    words = re.findall(r"\w+", title.lower())
    held = set(re.findall(r"[^\W_]+", f"{text} {name}".lower()))
    known = sum(word in held for word in words)
    return title if len(title) <= _LONGEST_TITLE and not _MARKS.search(title) and known >= 0.7 * len(words) else ""


def _understood(reading: Reading, identity: str, name: str, warnings: tuple[str, ...] = ()) -> Document:
    """Return the Document a reading amounts to: headings, parts, sections, facts, chunks, people, records."""
    reading = replace(reading, title=_borne_out(visible(reading.title), reading.text, name))
    blocks = structured(reading.text, list(reading.blocks))
    spans = split_parts(reading.text, blocks, reading.pages)
    front = blocks[spans[0].first : spans[0].last] if len(spans) > 1 else None
    facts = find_facts(reading, blocks, name, front)
    title, board, period = value_of(facts, "title"), value_of(facts, "board"), period_of(facts)
    parts = make_parts(reading.text, blocks, spans, facts)
    found = sections(blocks, spans)
    chunks = make_chunks(reading.text, found, parts, reading.pages, Origin(identity, board, title, period))
    people = [p for i, span in enumerate(spans) for p in find_people(blocks[span.first : span.last], i, reading.text)]
    return Document(
        id=identity,
        name=name,
        title=title,
        board=board,
        kind=kind_of(facts),
        date=day_of(facts),
        period=period,
        text=reading.text,
        pages=reading.pages,
        parts=tuple(parts),
        sections=tuple(found),
        chunks=tuple(chunks),
        people=tuple(people),
        warnings=reading.warnings + warnings + disagreements(facts),
        facts=facts,
        records=find_records(reading.text, parts, found, people, board),
    )
