"""read(path) -> Document: the stages of reading in a row."""

from datetime import date
from pathlib import Path

from ingest import facts
from ingest.chunks import Origin, make_chunks
from ingest.documents import Block, Document, DocumentKind, Part, Reading
from ingest.errors import EmptyDocument, IngestError, UnreadableDocument, Vanished
from ingest.formats import identify
from ingest.records.people import find_people
from ingest.structure import PartSpan, agenda, sections, split_parts, structured


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


def _understood(reading: Reading, identity: str, name: str, warnings: tuple[str, ...] = ()) -> Document:
    """Return the Document a reading amounts to: headings, parts, sections, facts, chunks, people."""
    blocks = structured(reading.text, list(reading.blocks))
    spans = split_parts(blocks, reading.pages)
    is_pack = len(spans) > 1
    head = facts.head_of(blocks, 6000 if is_pack else 1500)
    title = facts.find_title(blocks, reading.title)
    board = facts.find_board(title, head, reading.text)
    kind = facts.find_kind(title, name, head, reading.text, is_pack)
    day = facts.find_date(title, head, name, kind)
    if is_pack:
        day = _pack_date(blocks, spans) or day
        title = f"{board} agenda pack" + (f", {day.day} {day:%B %Y}" if day else "")
    period = facts.find_period(title, head, kind)
    parts = [_part(i, span, blocks, title, kind, day, is_pack) for i, span in enumerate(spans)]
    found = sections(blocks, spans)
    chunks = make_chunks(reading.text, found, parts, reading.pages, Origin(identity, board, title, period))
    people = [p for i, span in enumerate(spans) for p in find_people(blocks[span.first : span.last], i)]
    return Document(
        id=identity,
        name=name,
        title=title,
        board=board,
        kind=kind,
        date=day,
        period=period,
        text=reading.text,
        pages=reading.pages,
        parts=tuple(parts),
        sections=tuple(found),
        chunks=tuple(chunks),
        people=tuple(people),
        warnings=reading.warnings + warnings,
    )


def _part(
    number: int, span: PartSpan, blocks: list[Block], title: str, kind: DocumentKind, day: date | None, is_pack: bool
) -> Part:
    if is_pack and number:
        return _pack_part(number, span, blocks[span.first : span.last], agenda(blocks), day)
    own = blocks[span.first : span.last]
    author = facts.find_author(facts.head_of(own, 1500))
    return Part(0, "Front sheet and agenda" if is_pack else title, kind, own[0].start, own[-1].end, day, author)


def _pack_part(number: int, span: PartSpan, own: list[Block], items: dict[str, str], day: date | None) -> Part:
    head = facts.head_of(own, 1500)
    named = facts.labelled_title(head)
    name = named or facts.find_title(own, "") or items.get(span.agenda_item, "")
    part_kind = facts.find_kind(name, "", head, "", False)
    if facts.find_meeting_date(head[:400]) and "minutes" in head[:400].lower():
        part_kind = "minutes"
    own_day = facts.find_meeting_date(head[:400]) if part_kind == "minutes" else facts.labelled_date(head)
    item = span.agenda_item or _matching_item(name, items)
    if not named and item in items and part_kind != "minutes":
        name = items[item].capitalize() if items[item].isupper() else items[item]
    if part_kind == "minutes":
        name = "Minutes" + (f" of the meeting of {own_day.day} {own_day:%B %Y}" if own_day else "")
    return Part(
        ordinal=number,
        title=name,
        kind=part_kind,
        start=own[0].start,
        end=own[-1].end,
        date=own_day or day,
        author=facts.find_author(head),
        agenda_item=item,
        period=facts.find_period(name, head, part_kind),
    )


def _matching_item(name: str, items: dict[str, str]) -> str:
    words = {w for w in name.lower().split() if len(w) > 3}
    best, score = "", 0.5
    for number, title in items.items():
        other = {w for w in title.lower().split() if len(w) > 3}
        shared = len(words & other) / max(1, min(len(words), len(other)))
        if shared > score:
            best, score = number, shared
    return best


def _pack_date(blocks: list[Block], spans: list[PartSpan]) -> date | None:
    return facts.find_meeting_date("\n".join(b.text for b in blocks[: spans[1].first]))
