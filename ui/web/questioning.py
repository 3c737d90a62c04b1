"""Routes of the questions kept from conversations: the form, the list, and the file."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from eval.set_files import SetError
from index.library import Library
from ui.web.collected import Collected
from ui.web.forms import fields_of, from_here
from ui.web.fragments import note
from ui.web.frame import FRAMED, framed
from ui.web.questions import begun, form, given, listing

STYLES = ("/register.css", "/evaluate.css")
_LINES = "application/jsonl"
_MOST_BYTES = 250_000
_BACK = '<p class="back"><a href="/evaluate">Evaluate</a></p>'
_DONE = {"changed": "The changes are saved.", "removed": "The question is removed."}
_KEPT = (
    '<h1 tabindex="-1">The question is kept</h1><p class="count">{} so far.</p>'
    "<p>They can be evaluated, changed and downloaded under Evaluate.</p>"
    '<p><a href="/evaluate/questions">See the questions</a></p>'
)
_T = TypeVar("_T")


def routes(library: Library) -> APIRouter:
    """Return the routes of the questions kept in a library's data folder."""
    router, collected = APIRouter(), Collected(library.home / "evaluations")

    @router.get("/evaluate/questions")
    def questions(done: str = "") -> Response:
        return _readable(lambda: _framed("Questions", _list(collected, note(_DONE.get(done, "")))))

    @router.get("/evaluate/questions.jsonl")
    def file() -> FileResponse:
        if not collected.path.is_file():
            raise HTTPException(404, "No questions are kept yet.")
        return FileResponse(collected.path, media_type=_LINES, filename="questions.jsonl", headers=FRAMED)

    @router.get("/evaluate/question")
    def question(request: Request, id: str = "", question: str = "", kind: str = "") -> Response:
        def shown() -> Response:
            example = collected.find(id) if id else begun(question, kind, request.query_params.getlist("earlier"))
            return _framed("Question", _head(bool(id)) + form(example)) if example else _gone()

        return _readable(shown)

    @router.get("/evaluate/kept")
    def kept() -> Response:
        return _readable(lambda: _framed("Kept", _KEPT.format(counted(len(collected.examples())))))

    @router.post("/evaluate/question")
    async def sent(request: Request) -> Response:
        fields = await _sent(request)
        return await run_in_threadpool(_readable, lambda: _keep(collected, fields))

    @router.post("/evaluate/question/remove")
    async def removed(request: Request) -> Response:
        identity = (await _sent(request)).get("id", "")
        await run_in_threadpool(_readable, lambda: collected.remove(identity))
        return RedirectResponse("/evaluate/questions?done=removed", 303)

    return router


def _readable(make: Callable[[], _T]) -> _T | Response:
    """Return what is made of the questions, or the page that says why they cannot be read."""
    try:
        return make()
    except SetError as error:
        mend = "Mend that line or move the file away; nothing has been changed."
        words = f'{_BACK}<h1 tabindex="-1">Your questions cannot be read</h1>{note(f"{error}. {mend}")}'
        return _framed("Questions", words, 422)


async def _sent(request: Request) -> dict[str, str]:
    if not from_here(request):
        raise HTTPException(403, "Questions are taken from this page alone.")
    return await fields_of(request, _MOST_BYTES)


def _framed(title: str, body: str, status: int = 200) -> HTMLResponse:
    return framed(title, body, status, STYLES)


def _head(there: bool) -> str:
    words = "Change a question" if there else "What should the answer have been?"
    return (_BACK if there else "") + f'<h1 tabindex="-1">{words}</h1>'


def _gone() -> HTMLResponse:
    lost = note("This question is not kept any more. Somebody may have removed it.")
    return _framed("Question", f'{_BACK}<h1 tabindex="-1">Question not found</h1>{lost}', 404)


def _keep(collected: Collected, fields: Mapping[str, str]) -> Response:
    identity = fields.get("id", "")
    was = collected.find(identity) if identity else begun("", fields.get("kind", ""), ())
    if was is None:
        return _gone()
    try:
        example = given(fields, was)
    except ValueError as error:
        return _framed("Question", _head(bool(identity)) + note(str(error)) + form(was, fields), 422)
    if identity and not collected.put(example) and not collected.find(identity):
        return _gone()
    if not identity:
        collected.keep(example)
    return RedirectResponse("/evaluate/questions?done=changed" if identity else "/evaluate/kept", 303)


def _list(collected: Collected, done: str) -> str:
    examples = collected.examples()
    body = f'{_BACK}<h1 tabindex="-1">Questions from conversations</h1>{done}'
    if not examples:
        return body + '<p class="hint">None yet. Choose “Not right?” under an answer.</p>'
    save = '<p class="export"><a href="/evaluate/questions.jsonl" download>Download them</a></p>'
    return f'{body}<div class="above"><p class="count">{counted(len(examples))}</p>{save}</div>{listing(examples)}'


def counted(number: int) -> str:
    """Return how many questions in words."""
    return "1 question" if number == 1 else f"{number:,} questions"
