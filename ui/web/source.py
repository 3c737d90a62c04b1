"""Routes that open a paper: its text at the cited words, and the original file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi import Path as Route
from fastapi.responses import FileResponse, HTMLResponse, Response
from sqlalchemy import func, select

from index import schema
from index.library import Library
from index.rows import statements_of
from ingest.documents import Page
from ui.format import day
from ui.papers import INSTEAD, relations
from ui.web.drawing import picture
from ui.web.pages import boxes
from ui.web.rendering import Paper, Rendering, readable
from ui.web.words import PRODUCT, safe

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_PAGE_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FILE_POLICY = _PAGE_POLICY.replace("'self'", "'unsafe-inline'")
_STYLE = Path(__file__).parent / "source.css"
_Identity = Annotated[str, Route(pattern=r"^[0-9a-f]{32}$")]
_Number = Annotated[int, Route(ge=1, le=100_000)]
_MOST_SHOWN = 3  # pages of one quote
_MOST_PAGES = 300
_Offset = Annotated[int, Query(ge=0, le=1_000_000_000)]


def around(library: Library, document: str, start: int, end: int, reach: int = 110) -> tuple[str, str, str]:
    """Return what stands before, in and after the given characters of a paper, on one line."""
    d = schema.documents.c
    first = max(0, start - reach)
    rows = library.catalogue.rows(select(func.substr(d.text, first + 1, end - first + reach)).where(d.id == document))
    text: str = rows[0][0] if rows else ""
    before, quote, after = text[: start - first], text[start - first : end - first], text[end - first :]
    if first:
        before = "… " + before.partition(" ")[2]
    if len(after) == reach:
        after = after.rpartition(" ")[0] + " …"
    return readable(before), readable(quote), readable(after)


def routes(library: Library) -> APIRouter:
    """Return the routes for a library's papers."""
    router = APIRouter()

    @router.get("/source.css")
    def style() -> FileResponse:
        return FileResponse(_STYLE, media_type="text/css", headers=HEADERS)

    @router.get("/source/{document}")
    def source(document: _Identity, start: _Offset = 0, end: _Offset = 0, part: int | None = None) -> HTMLResponse:
        row = _document(library, document)
        page = _page(library, row, start, end, part)
        return HTMLResponse(page, headers=HEADERS | {"Content-Security-Policy": _PAGE_POLICY})

    @router.get("/page/{document}/{number}")
    def page(document: _Identity, number: _Number) -> Response:
        file = _original(library, _document(library, document))
        drawn = picture(file, number) if file and file.suffix == ".pdf" else None
        if drawn is None:
            raise HTTPException(404, "There is no picture of this page.")
        return Response(drawn, media_type="image/png", headers=HEADERS | {"Content-Security-Policy": _FILE_POLICY})

    @router.get("/original/{document}")
    def original(document: _Identity) -> FileResponse:
        row = _document(library, document)
        file = _original(library, row)
        if file is None:
            raise HTTPException(404, "The original file is not kept here.")
        pdf = file.suffix == ".pdf"
        return FileResponse(
            file,
            media_type="application/pdf" if pdf else "application/octet-stream",
            filename=row.name,
            content_disposition_type="inline" if pdf else "attachment",
            headers=HEADERS | {"Content-Security-Policy": _FILE_POLICY},
        )

    return router


def _document(library: Library, identity: str) -> Any:
    rows = library.catalogue.rows(select(schema.documents).where(schema.documents.c.id == identity))
    if not rows:
        raise HTTPException(404, "This paper is not in the library any more.")
    return rows[0]


def _original(library: Library, row: Any) -> Path | None:
    """Return the kept copy of a paper's file, if there is one."""
    file = library.home / "papers" / f"{row.id}{Path(row.name).suffix.lower()}"
    return file if file.is_file() and not file.is_symlink() else None


def _paper(library: Library, row: Any) -> Paper:
    c, p = schema.chunks.c, schema.parts.c
    chunks = library.catalogue.rows(select(c.path, c.statements).where(c.document == row.id).order_by(c.ordinal))
    parts = library.catalogue.rows(select(p.ordinal, p.start).where(p.document == row.id))
    return Paper(
        text=row.text,
        pages=[Page(*page) for page in row.pages],
        headings={readable(name).strip(): min(depth, 4) for k in chunks for depth, name in enumerate(k.path, start=2)},
        statements=[statement for chunk in chunks for statement in statements_of(chunk)],
        parts={part.ordinal: part.start for part in parts},
    )


def _page(library: Library, row: Any, start: int, end: int, part: int | None) -> str:
    paper = _paper(library, row)
    if part is not None and end <= start:
        start = end = paper.parts.get(part, 0)
    number = next((p.number for p in paper.pages if p.start <= start < p.end), None) if end > start else None
    pdf = row.name.lower().endswith(".pdf")
    fragment = f"#page={number}" if pdf and number else ""
    facts = [row.board, day(row.date), row.period_label or "", f"page {number}" if number else ""]
    shown = "".join(f"<span>{safe(fact)}</span>" for fact in facts if fact)
    title = safe(row.title or row.name)
    jump = '<a href="#quote">Go to the quoted words</a>' if end > start else ""
    pictures = _pictures(library, row, paper.pages, start, end) if pdf and _original(library, row) else ""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title} – {PRODUCT}</title><link rel="stylesheet" href="/source.css"></head><body>'
        f'<header><a class="home" href="/">{PRODUCT}</a></header><main{_CLASS if number and pictures else ""}>'
        f'<h1>{title}</h1><p class="facts">{shown}</p>{_related(library, row.id)}<p class="links">{jump}'
        f'<a href="/original/{row.id}{fragment}">{"Open" if pdf else "Download"} the original file</a></p>'
        f"{pictures}<article>{Rendering(paper, start, end).html()}</article></main></body></html>"
    )


_CLASS = ' class="beside"'


def _pictures(library: Library, row: Any, pages: Sequence[Page], start: int, end: int) -> str:
    """Return the pages that the quoted words stand on, these marked; without a quote all pages, folded up."""
    quoted = [p.number for p in pages if p.start < end and start < p.end] if end > start else []
    sheets = "".join(_sheet(library, row, number, start, end) for number in quoted[:_MOST_SHOWN])
    if sheets:
        return f'<section class="sheets" aria-label="The page itself">{sheets}</section>'
    if end > start or not pages:
        return ""
    every = "".join(_sheet(library, row, p.number, 0, 0) for p in pages[:_MOST_PAGES])
    return f'<details class="sheets"><summary>See the pages as they were printed</summary>{every}</details>'


def _sheet(library: Library, row: Any, number: int, start: int, end: int) -> str:
    found = boxes(library, row.id, number, start, end) if end > start else []
    marks = "".join(
        f'<rect x="{10_000 * x0:.0f}" y="{10_000 * y0:.0f}" width="{10_000 * (x1 - x0):.0f}"'
        f' height="{10_000 * (y1 - y0):.0f}"/>'
        for x0, y0, x1, y1 in found
    )
    svg = f'<svg viewBox="0 0 10000 10000" preserveAspectRatio="none" aria-hidden="true">{marks}</svg>' if marks else ""
    what = f"Page {number} of {row.title or row.name}" + (", the quoted words marked" if marks else "")
    return (
        f'<figure><div class="sheet"><img src="/page/{row.id}/{number}" alt="{safe(what)}" loading="lazy">{svg}</div>'
        f"<figcaption>Page {number}</figcaption></figure>"
    )


def _related(library: Library, document: str) -> str:
    """Return a line for each paper that is the same, a draft or an edition of this one, with a link to it."""
    lines = []
    for relation in relations(library, document):
        own = f"{safe(relation['title'])}: " if relation["title"] else ""
        name = safe(relation["other_title"] or relation["other_document"])
        other = f'<a href="/source/{relation["other"]}?part={relation["other_part"]}#part-{relation["other_part"]}">'
        instead = INSTEAD if relation["quoted_instead"] else ""
        lines.append(f"<li>{own or 'This is '}{relation['relation']} {other}{name}</a>{instead}</li>")
    return f'<ul class="related">{"".join(lines)}</ul>' if lines else ""
