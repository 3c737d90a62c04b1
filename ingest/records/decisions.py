"""Finds the decisions a part states: what was resolved, agreed or approved, apart from the talk before it."""

from ingest.records.minuting import Line, lines_of, words_at
from ingest.records.record import Decision
from ingest.records.resolutions import Resolution, find_resolutions
from ingest.records.source import Source

_KINDS = frozenset({"minutes", "report", "other", "action log"})


def find_decisions(source: Source) -> list[Decision]:
    """Return the decisions of a part, in reading order, each in the words of the resolution."""
    if source.part.kind not in _KINDS:
        return []
    lines = lines_of(source)
    found = [r for r in find_resolutions(source, lines) if r.formal or source.part.kind in ("minutes", "other")]
    return [_decision(source, lines, found, place) for place in range(len(found))]


def _decision(source: Source, lines: list[Line], found: list[Resolution], place: int) -> Decision:
    """The decision with the explanation before it: from the last decision of the item, or its beginning, up to it."""
    one = found[place]
    line = lines[one.line]
    begins = one.line
    while begins and lines[begins - 1].item == line.item:
        begins -= 1
    before = [r.end for r in found[:place] if r.end <= one.start and r.line >= begins]
    since = max([lines[begins].start, *before])
    told = words_at(source, since, one.start)
    explained = len(told.text.strip(" .;:,*#-")) > 12 and not told.text[-14:].lower().startswith("resolved that")
    words = words_at(source, one.start, one.end)
    return Decision(
        part=source.part.ordinal,
        start=words.start,
        end=words.end,
        text=words.text,
        verb=one.verb,
        minute=line.minute,
        heading=line.heading,
        meeting=source.date if source.part.kind == "minutes" else None,
        explained_from=told.start if explained else None,
        explained_to=told.end if explained else None,
    )
