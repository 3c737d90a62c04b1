"""Routes of the register: its lists and their files, and the pages of an action, a person and a figure."""

import datetime
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from index import schema
from index.library import Library
from index.register.actions import show_action
from index.register.asking import Asked
from index.register.corrections import correct, withdraw
from index.register.meetings import covered
from ui import register as files
from ui.web import listing
from ui.web.action import MOST_NAME, MOST_WORDS, action
from ui.web.columns import ordered
from ui.web.figure import figure
from ui.web.forms import fields_of, from_here
from ui.web.fragments import note
from ui.web.frame import FRAMED, framed
from ui.web.kinds import COLUMNS
from ui.web.listing import PAGE, Choice
from ui.web.person import nobody, person
from ui.web.source import HEADERS
from ui.web.words import safe

SORTABLE = {"actions": 1_500}  # records of a kind that are read to be put in another order than their own
_SORTABLE = 5_000  # of any other kind
_STYLE = Path(__file__).parent / "register.css"
_IDENTITY = re.compile(r"[0-9a-z]{1,12}")
_MOST_BYTES = 40_000
_MOST_NAMED = 300  # characters of a name in an address
_KEPT = {"yes": "Your correction is kept, and shown below.", "back": "The correction is taken back."}
_OF_MEETINGS = ("actions", "decisions", "meetings")
_BACK = '<p><a href="/register">All actions</a></p>'
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
        made = _file(kind, ending, files.found(kind, library.catalogue, asked).rows)
        return Response(made, media_type=_TYPES[ending], headers=FRAMED | {"Content-Disposition": named})

    @router.get("/action")
    def one_action(id: str = "", as_of: str = "", kept: str = "") -> HTMLResponse:
        return _action(library, id, as_of, note(_KEPT.get(kept, "")))

    @router.get("/person")
    def one_person(name: str = "", as_of: str = "") -> HTMLResponse:
        name, when = name[:_MOST_NAMED], _day(as_of)
        page = person(library.catalogue, name, when)
        return framed(name, page or nobody(library.catalogue, name, when), 200 if page else 404)

    @router.get("/figure")
    def one_figure(name: str = "", board: str = "", unit: str = "", as_of: str = "") -> HTMLResponse:
        page = figure(library.catalogue, name[:_MOST_NAMED], board[:_MOST_NAMED], unit[:_MOST_NAMED], _day(as_of))
        if page:
            return framed(f"Figure: {name[:80]}", page)
        lost = note("The papers here give no figure of this name for a period.")
        back = '<p><a href="/register?kind=measures">All figures</a></p>'
        return framed("Figure", f'<h1 tabindex="-1">{safe(name[:_MOST_NAMED]) or "Figure"}</h1>{lost}{back}', 404)

    @router.post("/action")
    async def corrected(request: Request) -> Response:
        if not from_here(request):
            raise HTTPException(403, "Corrections are taken from this page alone.")
        return await run_in_threadpool(_correct, library, await fields_of(request, _MOST_BYTES))

    return router


def _day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        return None


# one action, and corrections of it


def _action(library: Library, identity: str, as_of: str = "", done: str = "", status: int = 200) -> HTMLResponse:
    when = _day(as_of)
    record = show_action(library.catalogue, identity, when) if _IDENTITY.fullmatch(identity) else None
    if record is None:
        lost = note("This action is not in the register any more. Its paper may have been replaced or removed.")
        return framed("Not found", f'<h1 tabindex="-1">Action not found</h1>{lost}{_BACK}', 404)
    return framed(f"Action: {record.text[:80]}", action(record, when, done), status)


def _correct(library: Library, given: dict[str, str]) -> Response:
    identity, kind, by = given.get("id", ""), given.get("kind", ""), given.get("by", "")
    value = given.get("value", "").replace("\r\n", "\n")
    if len(value) > MOST_WORDS or len(by) > MOST_NAME or (kind == "owner" and len(value) > MOST_NAME):
        return _action(library, identity, done=note("That is too long: please shorten it."), status=422)
    try:
        if not _IDENTITY.fullmatch(identity):
            raise ValueError("there is no such action")
        if kind == "withdraw":
            number = given.get("correction", "")
            withdraw(library.catalogue, identity, int(number) if number.isdecimal() else 0, by)
        else:
            correct(library.catalogue, identity, kind, value, by, given.get("statement", ""))
    except ValueError as error:
        words = str(error)
        return _action(library, identity, done=note(f"Nothing was changed: {words}."), status=422)
    return RedirectResponse(f"/action?id={identity}&kept={'back' if kind == 'withdraw' else 'yes'}", 303)


# lists


def _list(library: Library, choice: Choice) -> str:
    top = '<h1 class="top" tabindex="-1">Register</h1>' + listing.kinds(choice)
    top += listing.filters(choice, _boards(library, choice))
    try:
        asked = choice.asked()
    except ValueError as error:
        return top + note(str(error))
    records, total = _page(library, choice, asked)
    if total and not records:
        choice = replace(choice, page=-(-total // PAGE))
        records, total = _page(library, choice, asked)
    above = f'<div class="above"><p class="count">{safe(listing.counted(choice, total))}</p>'
    above += f"{listing.exports(choice) if total else ''}</div>{_coverage(library, choice, asked)}"
    most = SORTABLE.get(choice.kind, _SORTABLE)
    if total > most:
        above += f'<p class="hint">Newest first. A list of up to {most:,} can be sorted: choose limits first.</p>'
    return top + above + listing.table(choice, records, total <= most) + listing.pages(choice, total)


def _coverage(library: Library, choice: Choice, asked: Asked) -> str:
    """Say of how many meetings the minutes are here, where that bears on the list."""
    words = covered(library.catalogue, asked).words if choice.kind in _OF_MEETINGS else ""
    return f'<p class="soft">{safe(words[:1].upper() + words[1:])}.</p>' if words else ""


def _page(library: Library, choice: Choice, asked: Asked) -> tuple[Sequence[Any], int]:
    """Return the records of one page, and how many there are on all."""
    first = (choice.page - 1) * PAGE
    page = files.found(choice.kind, library.catalogue, replace(asked, limit=PAGE, offset=first))
    if not choice.sort or page.total > SORTABLE.get(choice.kind, _SORTABLE):
        return page.rows, page.total
    every = files.found(choice.kind, library.catalogue, asked).rows
    return ordered(every, COLUMNS[choice.kind][choice.sort], bool(choice.down))[first : first + PAGE], page.total


def _boards(library: Library, choice: Choice) -> list[str]:
    r, d = schema.records.c, schema.documents.c
    query = select(r.board).distinct().where(r.kind == choice.kind) if choice.kind != "people" else select(d.board)
    return sorted({row[0] for row in library.catalogue.rows(query)} - {""})


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
