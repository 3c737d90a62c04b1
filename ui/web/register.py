"""Routes of the register: its lists and their files, and the pages of an action, a person and a figure."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from sqlalchemy import func, select

from index import schema
from index.library import Library
from index.register.actions import list_actions
from index.register.asking import Asked, Listing, conditions, stated
from ui import register as files
from ui.web import listing
from ui.web.columns import COLUMNS, ordered
from ui.web.fragments import note
from ui.web.listing import PAGE, Choice
from ui.web.source import HEADERS
from ui.web.words import PRODUCT, safe

SORTABLE = 3_000  # records that are read to be put in another order than their own
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
_HEADERS = HEADERS | {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin"}
_STYLE = Path(__file__).parent / "register.css"
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def routes(library: Library) -> APIRouter:
    """Return the routes of a library's register."""
    router = APIRouter()

    @router.get("/register.css")
    def style() -> FileResponse:
        return FileResponse(_STYLE, media_type="text/css", headers=HEADERS)

    @router.get("/register")
    def register(request: Request) -> HTMLResponse:
        choice = Choice.of(dict(request.query_params))
        return framed(f"Register: {listing.NAMES[choice.kind].lower()}", _list(library, choice))

    @router.get("/register/{kind}.{ending}")
    def file(request: Request, kind: str, ending: str) -> Response:
        choice = Choice.of(dict(request.query_params) | {"kind": kind})
        if choice.kind != kind or ending not in _TYPES:
            raise HTTPException(404, "There is no such list.")
        try:
            asked = choice.asked()
        except ValueError as error:
            raise HTTPException(422, str(error)) from error
        named = f'attachment; filename="{kind}.{ending}"'
        made = _file(kind, ending, found(library, kind, asked).rows)
        return Response(made, media_type=_TYPES[ending], headers=_HEADERS | {"Content-Disposition": named})

    return router


def framed(title: str, body: str, status: int = 200) -> HTMLResponse:
    """Return a page of the register; the tab takes its <main>."""
    return HTMLResponse(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{safe(title)} – {PRODUCT}</title><link rel="stylesheet" href="/register.css"></head><body>'
        f'<header><a class="home" href="/">{PRODUCT}</a></header><main class="register">{body}</main></body></html>',
        status,
        headers=_HEADERS,
    )


def found(library: Library, kind: str, asked: Asked) -> Listing[Any]:
    """Return the records of a kind that are asked for."""
    if kind == "actions":
        return list_actions(library.catalogue, asked)
    r = schema.records.c
    total = library.catalogue.rows(select(func.count()).where(r.kind == kind, *conditions(asked)))[0][0]
    return Listing(tuple(stated(library.catalogue, kind, asked)), total)


def _list(library: Library, choice: Choice) -> str:
    top = f'<h1 tabindex="-1">Register</h1>{listing.kinds(choice)}{listing.filters(choice, _boards(library, choice))}'
    try:
        asked = choice.asked()
    except ValueError as error:
        return top + note(str(error))
    records, total = _page(library, choice, asked)
    above = f'<div class="above"><p class="count">{safe(listing.counted(choice, total))}</p>'
    above += f"{listing.exports(choice) if total else ''}</div>"
    if total > SORTABLE:
        above += f'<p class="hint">Newest first. Lists of up to {SORTABLE:,} can be sorted by their column heads.</p>'
    return top + above + listing.table(choice, records, total <= SORTABLE) + listing.pages(choice, total)


def _page(library: Library, choice: Choice, asked: Asked) -> tuple[Sequence[Any], int]:
    """Return the records of one page, and how many there are on all."""
    first = (choice.page - 1) * PAGE
    page = found(library, choice.kind, replace(asked, limit=PAGE, offset=first))
    if not choice.sort or page.total > SORTABLE:
        return page.rows, page.total
    every = found(library, choice.kind, asked).rows
    return ordered(every, COLUMNS[choice.kind][choice.sort], bool(choice.down))[first : first + PAGE], page.total


def _boards(library: Library, choice: Choice) -> list[str]:
    r = schema.records.c
    rows = library.catalogue.rows(select(r.board).distinct().where(r.kind == choice.kind, r.board != ""))
    return sorted(row[0] for row in rows)


def _file(kind: str, ending: str, records: Sequence[Any]) -> bytes:
    if ending == "json":
        return json.dumps([files.dict_of(kind, record) for record in records], ensure_ascii=False, indent=1).encode()
    columns, rows = files.columns_of(kind), files.rows_of(kind, records)
    if ending == "xlsx":
        book = io.BytesIO()
        files.write_xlsx(book, columns, rows)
        return book.getvalue()
    text = io.StringIO(newline="")
    files.write_csv(text, columns, rows)
    return text.getvalue().encode("utf-8-sig")
