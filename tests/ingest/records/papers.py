"""Invented papers of an invented partnership, written in many formats with the same tables in them."""

import csv
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from ingest.documents import Document
from ingest.reading import read
from ingest.records.finding import sources_of
from ingest.records.logged import log_actions
from ingest.records.record import Action, Update
from ingest.records.source import Source
from ingest.records.updates import find_updates
from tests.ingest.workbooks import Sheet, workbook

Rows = Sequence[Sequence[str]]
TITLE = "Wexcombe Safety Partnership: action log"
DAY = "As at 4 March 2024"


def html(path: Path, title: str, intro: str, rows: Rows) -> None:
    """Write a web page with a table."""
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    path.write_text(f"<html><body><h1>{title}</h1><p>{intro}</p><table>{body}</table></body></html>")


def docx_(path: Path, title: str, intro: str, rows: Rows) -> None:
    """Write a Word document with a table."""
    document = docx.Document()
    document.add_heading(title, 1)
    document.add_paragraph(intro)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(str(path))


def csv_(path: Path, title: str, intro: str, rows: Rows) -> None:
    """Write a file of values apart by commas, without title."""
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)


def xlsx(path: Path, title: str, intro: str, rows: Rows) -> None:
    """Write a workbook whose first sheet has a title, a line and a table."""
    path.write_bytes(workbook({"Log": Sheet([[title], [intro], *(list(row) for row in rows)])}))


def pdf(path: Path, title: str, intro: str, rows: Rows) -> None:
    """Write a PDF with a ruled table, its head repeated on no page."""
    style = getSampleStyleSheet()
    cells = [[Paragraph(escape(c), style["BodyText"]) for c in row] for row in rows]
    widths = [max(50, min(260, 14 * max(len(word) for r in rows for word in [r[i][:20]]))) for i in range(len(rows[0]))]
    scale = 750 / sum(widths)
    table = Table(cells, colWidths=[w * scale for w in widths], splitInRow=0)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    story: list[Flowable] = [Paragraph(title, style["Heading1"]), Paragraph(intro, style["BodyText"]), Spacer(1, 12)]
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([*story, table])


WRITERS: dict[str, Callable[[Path, str, str, Rows], None]] = {
    "html": html,
    "docx": docx_,
    "csv": csv_,
    "xlsx": xlsx,
    "pdf": pdf,
}


def written(folder: Path, suffix: str, rows: Rows, title: str = TITLE, intro: str = DAY) -> Document:
    """Write a paper with one table and read it."""
    path = folder / f"wexcombe-action-log.{suffix}"
    WRITERS[suffix](path, title, intro, rows)
    return read(path)


def text(folder: Path, words: str, name: str = "wexcombe.md") -> Document:
    """Write words to a file and read it."""
    path = folder / name
    path.write_text(words)
    return read(path)


def sources(document: Document) -> list[Source]:
    """The parts of a document as the finders see them."""
    return sources_of(document.text, document.parts, document.sections, document.people, document.board)


def actions_in(document: Document) -> list[Action]:
    """The actions in the logs of a document."""
    return [action for source in sources(document) for action in log_actions(source)]


def updates_in(document: Document) -> tuple[list[Action], list[Update]]:
    """The actions in the logs of a document with the updates that stand anywhere in it."""
    actions: list[Action] = []
    updates: list[Update] = []
    for source in sources(document):
        own = log_actions(source)
        updates += find_updates(source, own, len(actions))
        actions += own
    return actions, updates
