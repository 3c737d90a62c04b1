"""Routes of the Evaluate tab: a question set is asked, and what became of it is read and compared."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

from index.library import Library
from ui.web.frame import framed
from ui.web.questioning import STYLES
from ui.web.source import HEADERS

_STYLE = Path(__file__).parent / "evaluate.css"


def routes(library: Library) -> APIRouter:
    """Return the routes of a library's evaluations."""
    router = APIRouter()

    @router.get("/evaluate.css")
    def style() -> FileResponse:
        return FileResponse(_STYLE, media_type="text/css", headers=HEADERS)

    @router.get("/evaluate")
    def evaluate() -> HTMLResponse:
        return framed("Evaluate", '<h1 class="top" tabindex="-1">Evaluate</h1>', styles=STYLES)

    return router
