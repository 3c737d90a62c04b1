"""Routes of the Draft tab: a draft is begun, made in the background, edited line by line, and saved as a file."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.assistant import Assistant
from assistant.drafting.returns import FOLDER, MOST_FILES
from index.library import Library
from ui.web import draft_begin as html
from ui.web.drafting import Drafting
from ui.web.forms import fields_of, files_of, from_here
from ui.web.frame import framed
from ui.web.source import HEADERS

STYLES = ("/register.css", "/evaluate.css", "/draft.css")
_STYLE = Path(__file__).parent / "draft.css"
_MOST_BYTES = 200_000
_MOST_SENT = 300_000_000


def routes(library: Library, rewriting: Assistant | None = None) -> APIRouter:
    """Return the routes of a library's drafts; `rewriting` has its language model put bullets in plainer words."""
    router, here = APIRouter(), Drafting(library, rewriting)

    @router.get("/draft.css")
    def style() -> FileResponse:
        return FileResponse(_STYLE, media_type="text/css", headers=HEADERS)

    @router.get("/draft")
    def start() -> HTMLResponse:
        return _framed("Draft", here.start())

    @router.get("/draft/new")
    def new(board: str = "", period: str = "", done: int = 0) -> Response:
        return _tried(here, lambda: _framed("New draft", here.new(board, period, done)))

    @router.get("/draft/progress")
    def progress(work: int = 0) -> HTMLResponse:
        found = here.working.find(work)
        going = html.going(found) if found and found.going else ""
        return _framed("Progress", going)

    @router.get("/draft/working")
    def working(work: int = 0) -> Response:
        found = here.working.find(work)
        if found is None:
            return RedirectResponse("/draft", 303)
        if found.result:
            return RedirectResponse(found.result, 303)
        return _framed(found.words, html.ended(found) if found.problem else html.working(found))

    @router.get("/draft/one")
    def one(id: str = "", done: str = "") -> Response:
        return _tried(here, lambda: _framed("Draft", here.one(id, done)))

    @router.get("/draft/file")
    def file(id: str = "", form: str = "") -> Response:
        return _tried(here, lambda: here.file(id, form))

    _changing(router, library, here)
    return router


def _changing(router: APIRouter, library: Library, here: Drafting) -> None:
    """Add the routes that take forms."""

    @router.post("/draft/returns")
    async def returns(request: Request) -> Response:
        _from_here(request)
        inside = library.home / FOLDER
        inside.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".arriving-", dir=inside))
        try:
            fields, files = await files_of(request, folder, _MOST_SENT, MOST_FILES)
        except HTTPException as error:
            shutil.rmtree(folder, ignore_errors=True)
            most = f"A return may have {MOST_FILES} files, {_MOST_SENT // 1_000_000} MB in all."
            return _framed("Draft", here.start(f"{error.detail} {most} Nothing has been put in."), 422)
        return await run_in_threadpool(_tried, here, lambda: _answered(*here.put_in(fields, files, folder)))

    @router.post("/draft/make")
    async def make(request: Request) -> Response:
        fields = await _sent(request)
        return await run_in_threadpool(_tried, here, lambda: _answered(*here.make(fields)))

    @router.post("/draft/again")
    async def again(request: Request) -> Response:
        fields = await _sent(request)
        return await run_in_threadpool(_tried, here, lambda: _answered(*here.again(fields)))

    @router.post("/draft/change")
    async def change(request: Request) -> Response:
        fields = await _sent(request)
        return await run_in_threadpool(_tried, here, lambda: _answered(*here.change(fields)))

    @router.post("/draft/delete")
    async def delete(request: Request) -> Response:
        identity = (await _sent(request)).get("id", "")
        return await run_in_threadpool(_tried, here, lambda: _answered(here.delete(identity), ""))


async def _sent(request: Request) -> dict[str, str]:
    _from_here(request)
    return await fields_of(request, _MOST_BYTES)


def _from_here(request: Request) -> None:
    if not from_here(request):
        raise HTTPException(403, "Drafts are taken from this page alone.")


def _framed(title: str, body: str, status: int = 200) -> HTMLResponse:
    return framed(title, body, status, STYLES)


def _answered(address: str, page: str) -> Response:
    """Go on to an address, or show the page that says why not."""
    return RedirectResponse(address, 303) if address else _framed("Draft", page, 422)


def _tried(here: Drafting, make: Callable[[], Response]) -> Response:
    """Return what is made, or the tab with why it cannot be."""
    try:
        return make()
    except HTTPException:
        raise
    except Exception as error:
        return _framed("Draft", here.start(here.plain(error)), 422)
