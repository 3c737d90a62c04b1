"""The papers of an agenda pack, each with what it says about itself; a single paper is one part."""

from datetime import date

from ingest.documents import Block, Fact, Part
from ingest.facts import day_of, find_part_facts, kind_of, period_of, value_of
from ingest.facts.boards import other_board
from ingest.packs import PartSpan, agenda


def make_parts(text: str, blocks: list[Block], spans: list[PartSpan], facts: tuple[Fact, ...]) -> list[Part]:
    """Return the parts of a paper in order; `facts` are the whole paper's, and its first part's."""
    title = "Front sheet and agenda" if len(spans) > 1 else value_of(facts, "title")
    parts = [_part(0, title, blocks[spans[0].first : spans[0].last], facts)]
    items = agenda(text, blocks) if len(spans) > 1 else {}
    for number, span in enumerate(spans[1:], 1):
        own = blocks[span.first : span.last]
        told = find_part_facts(text, own, items, span.agenda_item)
        board = other_board([b.text for b in own[:6]], value_of(facts, "board")) if kind_of(told) == "minutes" else ""
        told = (*told, Fact("board", board, "text", own[0].start, own[0].end)) if board else told
        title = value_of(told, "title")
        item = span.agenda_item or _matching_item(title, items)
        parts.append(_part(number, title, own, told, item, day_of(facts)))
    return parts


def _part(
    number: int, title: str, own: list[Block], facts: tuple[Fact, ...], item: str = "", day: date | None = None
) -> Part:
    stated = [fact for fact in facts if fact.source == "text"]
    return Part(
        ordinal=number,
        title=title,
        kind=kind_of(facts),
        start=own[0].start,
        end=own[-1].end,
        date=day_of(facts) or day,
        author=value_of(stated, "author") or value_of(facts, "contact") or value_of(facts, "author"),
        agenda_item=item,
        period=period_of(facts) if number else None,
        facts=facts,
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
