"""How things look in the terminal, and as JSON."""

import datetime
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.dates import spoken

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from index.library import FileReport
    from index.search import Passage
    from ui.doctor import Check

_OUTCOMES = {
    "added": "green",
    "replaced": "green",
    "unchanged": "dim",
    "same as": "dim",
    "removed": "yellow",
    "failed": "bold red",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNFOLDED = 10_000
_NARROW = 120

Line = tuple[int, Text]  # how far it is indented, and what it says


def console(stderr: bool = False) -> Console:
    """Return a console that changes nothing in what it prints, and folds lines only for the width of a terminal."""
    found = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not found.is_terminal:
        found.width = _UNFOLDED
    return found


def print_lines(lines: "Iterable[Line]") -> None:
    """Print lines, each with all its folds indented."""
    target = console()
    for indent, text in lines:
        for fold in text.wrap(target, target.width - indent) or [text]:
            target.print(Text(" " * indent), fold, sep="", soft_wrap=True)


def plain(text: str) -> str:
    """Return text without control characters, so that no paper can steer the terminal."""
    return _CONTROL.sub("", text)


def sound(text: str) -> str:
    """Return text that can be stored and printed: halves of characters become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON line at once."""
    sys.stdout.write(sound(json.dumps(value, ensure_ascii=False)) + "\n")
    sys.stdout.flush()


def day(value: datetime.date | None) -> str:
    """Return a date as a person writes it."""
    return spoken(value) if value else ""


def iso(value: datetime.date | None) -> str | None:
    """Return a date as a machine reads it."""
    return value.isoformat() if value else None


# putting papers in


def report_line(report: "FileReport") -> Text:
    """Return what became of one file."""
    line = Text(f"{report.outcome:<10} ", style=_OUTCOMES[report.outcome], end="")
    line = Text.assemble(line, plain(str(report.path)))
    if report.outcome in ("added", "replaced") and report.title:
        line.append(f"  {plain(report.title)}", style="dim")
    if report.detail:
        line.append((" " if report.outcome == "same as" else ": ") + plain(report.detail))
    return line


def report_dict(report: "FileReport") -> dict[str, Any]:
    """Return what became of one file, for JSON."""
    return {
        "path": str(report.path),
        "outcome": report.outcome,
        "detail": report.detail,
        "document": report.document,
        "title": report.title,
    }


# documents


def document_dict(row: Any) -> dict[str, Any]:
    """Return a document's facts, for JSON."""
    return {
        "id": row.id,
        "document": row.name,
        "title": row.title,
        "board": row.board,
        "kind": row.kind,
        "date": iso(row.date),
        "period": row.period_label,
        "from": iso(row.period_start),
        "to": iso(row.period_end),
        "chunks": row.chunks,
        "sources": row.copies,
        "warnings": list(row.warnings),
    }


def documents_table(rows: Sequence[Any], relations: dict[str, list[str]], width: int) -> Table:
    """Return the table of documents, each with what it is to others; in a narrow terminal in fewer columns."""
    narrow = width < _NARROW
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Date", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    for name in ("Paper",) if narrow else ("Board", "Title", "File"):
        table.add_column(name, overflow="fold")
    for row in rows:
        when = iso(row.date) or (row.period_label or "").partition(" (")[0]
        about = [Text(plain(cell)) for cell in (when, row.kind, row.board, row.title, row.name)]
        lines = [about[-1], *(Text(plain(line), style="dim") for line in relations.get(row.id, ()))]
        if narrow:
            below = Text(" · ").join(piece for piece in (about[2], lines[0]) if piece)
            below.stylize("dim")
            table.add_row(*about[:2], Text("\n").join([about[3], below, *lines[1:]]))
        else:
            table.add_row(*about[:4], Text("\n").join(lines))
    return table


# passages


def passage_dict(rank: int, passage: "Passage") -> dict[str, Any]:
    """Return a passage, for JSON."""
    return {
        "rank": rank,
        "score": round(passage.score, 4),
        "document": passage.name,
        "title": passage.title,
        "board": passage.board,
        "kind": passage.kind,
        "part": passage.part_title,
        "date": iso(passage.date),
        "page": passage.first_page,
        "section": " › ".join(passage.path),
        "text": passage.text,
    }


def place(title: str, part: str, date: datetime.date | None, page: int | None, section: str) -> str:
    """Return where something stands, in a line."""
    pieces = (title, part if part != title else "", day(date), f"page {page}" if page else "", section)
    return plain(", ".join(piece for piece in pieces if piece))


def passage_lines(rank: int, passage: "Passage", words: str) -> list[Line]:
    """Return a passage as its place and its text, with the words that were searched for marked."""
    where = place(passage.title, passage.part_title, passage.date, passage.first_page, " › ".join(passage.path))
    return [
        (0, Text(f"{rank}. {where}", style="bold")),
        (3, Text(plain(passage.name), style="dim")),
        *((3, line) for line in marked(plain(passage.text), words).split("\n")),
        (0, Text()),
    ]


def marked(text: str, words: str) -> Text:
    """Return text in which the words of a search stand out, in any of their forms."""
    import snowballstemmer

    from index.search import match_expression

    stem = snowballstemmer.stemmer("porter").stemWord
    wanted = {stem(word) for word in re.findall(r"\w+", match_expression(words).lower()) if word != "or"}
    result = Text(text)
    for match in re.finditer(r"\w+", text):
        if stem(match[0].lower()) in wanted:
            result.stylize("bold yellow", match.start(), match.end())
    return result


# answers


def citation_lines(citations: "Iterable[Citation]") -> "Iterator[Line]":
    """Yield citations: each place and its file once, and under it the numbered words that stand there."""

    def standing(c: "Citation") -> tuple[str, str]:
        return place(c.title, c.part, c.date, c.page, c.section), c.document

    for (where, name), group in groupby(citations, standing):
        yield 0, Text.assemble(where, (f" ({plain(name)})", "dim"))
        for c in group:
            quote = " ".join(plain(c.quote).split())
            yield 4, Text.assemble((f"[{c.n}] ", "bold cyan"), (f"“{quote}”", "italic"))


def answer_lines(answer: "Answer") -> list[Line]:
    """Return what stands under an answer: its citations, or the nearest passages under a refusal."""
    lines = [(0, Text(answer.note, style="dim")), (0, Text())] if answer.note else []
    lines += citation_lines(answer.citations)
    if answer.refused and answer.nearest:
        lines.append((0, Text("The nearest passages:", style="dim")))
        for p in answer.nearest[:3]:
            where = place(p.title, p.part_title, p.date, p.first_page, " › ".join(p.path))
            lines.append((4, Text(f"{where} ({plain(p.name)})", style="dim")))
    return lines


def print_streamed(events: "Iterable[str | Answer]") -> "Answer":
    """Print an answer's text as it comes; returns the finished answer."""
    from assistant.writing.writer import Provisional

    finished: Answer | None = None
    with waiting("Looking through the papers") as stop:
        for event in events:
            if isinstance(event, Provisional):  # a terminal cannot take it back: what is checked follows
                continue
            if isinstance(event, str):
                stop()
                sys.stdout.write(plain(event))
                sys.stdout.flush()
            else:
                finished = event
    sys.stdout.write("\n\n" if finished and (finished.citations or finished.nearest) else "\n")
    sys.stdout.flush()
    assert finished is not None
    return finished


@contextmanager
def waiting(words: str) -> "Iterator[Callable[[], None]]":
    """Show that something is going on while somebody watches, until it is done or the function given is called."""
    watched = console(stderr=True)
    if not (watched.is_terminal and sys.stdout.isatty()):
        yield lambda: None
        return
    with watched.status(words) as status:
        yield status.stop


# the doctor


def check_line(check: "Check") -> Text:
    """Return one check as a tick or a cross, what was looked at, and what was found."""
    mark, style = ("✓", "green") if check.well else ("✗", "bold red")
    return Text.assemble((mark, style), f" {check.name:<16}", plain(check.words))
