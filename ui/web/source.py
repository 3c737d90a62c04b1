"""Routes that open a paper: its text at the cited words, and the original file."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi import Path as Route
from fastapi.responses import FileResponse, HTMLResponse
from sqlalchemy import func, select

from index import schema
from index.library import Library
from index.rows import statements_of
from ingest.documents import Page
from ui.format import day
from ui.web.rendering import Paper, Rendering, readable
from ui.web.words import PRODUCT, safe

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_PAGE_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_FILE_POLICY = _PAGE_POLICY.replace("'self'", "'unsafe-inline'")
_STYLE = Path(__file__).parent / "source.css"
_Identity = Annotated[str, Route(pattern=r"^[0-9a-f]{32}$")]
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

    @router.get("/original/{document}")
    def original(document: _Identity) -> FileResponse:
        row = _document(library, document)
        suffix = Path(row.name).suffix.lower()
        file = library.home / "papers" / f"{document}{suffix}"
        if not file.is_file() or file.is_symlink():
            raise HTTPException(404, "The original file is not kept here.")
        pdf = suffix == ".pdf"
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
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title} – {PRODUCT}</title><link rel="stylesheet" href="/source.css"></head><body>'
        f'<header><a class="home" href="/">{PRODUCT}</a></header><main><h1>{title}</h1>'
        f'<p class="facts">{shown}</p><p class="links">{jump}'
        f'<a href="/original/{row.id}{fragment}">{"Open" if pdf else "Download"} the original file</a></p>'
        f"<article>{Rendering(paper, start, end).html()}</article></main></body></html>"
    )
