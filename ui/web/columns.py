"""What the pages of the register are made of: columns that sort, and links to sources, people and one another."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from index.register.asking import Place
from ingest.records.record import Owner
from ui.web import fragments
from ui.web.words import safe, source_link

_NUMBERS = re.compile(r"(\d+)")
Cell = Callable[[Any, str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """`cell` makes the HTML of a record as of a day, as it stands in an address; `key` what to sort by, None last."""

    cell: Cell
    key: Callable[[Any], Any] | None = None
    css: str = ""
    label: bool = True


def ordered(records: Sequence[Any], column: Column, down: bool) -> list[Any]:
    """Return records in the order of a column; those that have nothing there stand last either way."""
    assert column.key is not None
    keyed = [(column.key(record), record) for record in records]
    known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=down)
    return [record for _, record in known] + [record for key, record in keyed if key is None]


def natural(text: str) -> tuple[tuple[int, int, str], ...] | None:
    """Return what words are sorted by, numbers in them as numbers; None for no words."""
    pieces = _NUMBERS.split(text.strip().casefold())
    return tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in pieces) if text.strip() else None


# links


def to(path: str, words: str, css: str = "", **given: str) -> str:
    """Return a link to another page of the register; `words` are HTML already, what is empty is left out."""
    query = urlencode({name: value for name, value in given.items() if value})
    return f'<a{f" class={css}" if css else ""} href="{safe(f"{path}?{query}")}">{words}</a>'


def opened(place: Place, words: str = "") -> str:
    """Return a link that opens a paper at the words of a record, named for its part and page."""
    shown = words or safe(place_named(place))
    return fragments.link(source_link(place.document, place.start, place.end), shown)


def place_named(place: Place) -> str:
    """Return a place in a few words: "Minutes of the Board, page 20"."""
    title = place.part_title or place.title or place.name
    return title + (f", page {place.page}" if place.page else "")


def owners(found: Sequence[Owner], as_of: str = "", board: str = "") -> str:
    """Return owners as HTML, people as links to their page, each doubt beside its owner."""
    return "<br>".join(_owner(o, as_of) for o in found) or '<span class="soft">not recorded</span>'


def _owner(owner: Owner, as_of: str) -> str:
    name = safe(owner.name or owner.stated)
    shown = to("/person", name, name=owner.name, as_of=as_of) if owner.kind == "person" and owner.name else name
    if owner.name and owner.stated and owner.stated.casefold() != owner.name.casefold():
        shown += f' <span class="soft">({safe(owner.stated)})</span>'
    return shown + (f'<span class="doubt">{safe(owner.doubt)}</span>' if owner.doubt else "")


def state(status: str, words: str = "") -> str:
    """Return a status as a coloured word, with what else is said of it beside it."""
    name = {"unknown": "not recorded"}.get(status, status)
    rest = words.removeprefix(name).lstrip(", ")
    more = f'<span class="under">{safe(rest)}</span>' if rest else ""
    return f'<span class="state {safe(status)}">{safe(name.capitalize())}</span>{more}'


def under(*facts: str) -> str:
    """Return facts in small letters under what a cell says."""
    known = " · ".join(safe(fact) for fact in facts if fact)
    return f'<span class="under">{known}</span>' if known else ""


def cut(words: str) -> str:
    """Return words that show no more than their first lines in a table."""
    return f'<span class="cut">{words}</span>'


def plain_table(name: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return a table that is not sorted: cells by the name of their column, `columns` with the style of each."""
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(
        "<tr>"
        + "".join(_cell(n, column, css, row[column]) for n, (column, css) in enumerate(columns.items()))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{safe(name)}">'
        f'<table class="cards still"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(number: int, column: str, css: str, words: str) -> str:
    label = f' data-label="{column}"' if number else ""
    return f'<td class="{css}{"" if words else " none"}"{label}>{words or "–"}</td>'
