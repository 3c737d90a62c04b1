"""Routes of the Evaluate tab: a question set is asked, and what became of it is read, saved and compared."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from eval.comparing import compare
from eval.errors import EvaluationError, RunError
from eval.examples import Example
from eval.finishing import finish, scored
from eval.reporting.compared import compared
from eval.reporting.scored import Beside
from eval.runs import FOLDER, Run, find, name_for
from eval.runs import runs as runs_of
from eval.set_files import SetError
from eval.set_template import write_template
from eval.sets import load
from index.library import Library
from ui.web import evaluations as html
from ui.web.asking import Asking, keeps_questions, questions_of
from ui.web.collected import Collected
from ui.web.forms import fields_of, file_of, from_here
from ui.web.fragments import note
from ui.web.frame import FRAMED, framed
from ui.web.questioning import STYLES
from ui.web.source import HEADERS
from ui.web.uploads import safe_name

_STYLE = Path(__file__).parent / "evaluate.css"
_TOP = '<h1 class="top" tabindex="-1">Evaluate</h1>'
_TOLD = (
    "<p>See how right the answers are, on questions of your own. The assistant is asked each of them, and every answer"
    " is held against what you expect.</p>"
)
_REPORTS = {"html": "text/html", "md": "text/markdown", "csv": "text/csv"}
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def routes(library: Library) -> APIRouter:
    """Return the routes of a library's evaluations."""
    router, here = APIRouter(), _Evaluations(library)

    @router.get("/evaluate.css")
    def style() -> FileResponse:
        return FileResponse(_STYLE, media_type="text/css", headers=HEADERS)

    @router.get("/evaluate")
    def evaluate() -> HTMLResponse:
        return here.page()

    @router.get("/evaluate/progress")
    def progress() -> HTMLResponse:
        return _framed("Progress", html.going(here.asking.progress) if here.asks and here.asking.progress else "")

    @router.get("/evaluate/template.xlsx")
    def template() -> Response:
        return here.template()

    @router.get("/evaluate/report")
    def report(run: str = "", form: str = "html", save: str = "") -> Response:
        return here.report(run, form, bool(save))

    @router.get("/evaluate/compare")
    def comparison(run: str = "", other: str = "") -> Response:
        return here.tried(lambda: here.compared(run, other))

    @router.post("/evaluate/begin")
    async def begin(request: Request) -> Response:
        _from_here(request)
        try:
            fields, name, data = await file_of(request, html.MOST_BYTES)
        except HTTPException as error:
            most = f"A file of questions may have {html.MOST_BYTES // 1_000_000} MB."
            problem = f"{error.detail} {most} Nothing has been asked."
            return await run_in_threadpool(here.page, problem)
        return await run_in_threadpool(here.begin, fields.get("name", ""), name, data)

    @router.post("/evaluate/kept/begin")
    async def begin_kept(request: Request) -> Response:
        await _sent(request)
        return await run_in_threadpool(here.done, here.begin_kept)

    @router.post("/evaluate/again")
    async def again(request: Request) -> Response:
        run = (await _sent(request)).get("run", "")
        return await run_in_threadpool(here.done, lambda: here.again(run))

    @router.post("/evaluate/go-on")
    async def go_on(request: Request) -> Response:
        run = (await _sent(request)).get("run", "")
        return await run_in_threadpool(here.done, lambda: here.asking.go_on(run))

    @router.post("/evaluate/stop")
    async def stop(request: Request) -> Response:
        await _sent(request)
        return await run_in_threadpool(here.done, here.asking.stop)

    return router


async def _sent(request: Request) -> Mapping[str, str]:
    _from_here(request)
    return await fields_of(request, 10_000)


def _from_here(request: Request) -> None:
    if not from_here(request):
        raise HTTPException(403, "Questions are taken from this page alone.")


def _framed(title: str, body: str, status: int = 200) -> HTMLResponse:
    return framed(title, body, status, STYLES)


class _Evaluations:
    """What the routes answer for one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._collected = Collected(library.home / FOLDER)
        self.asking = Asking(library)

    @property
    def asks(self) -> bool:
        """Tell whether a run is going on."""
        return bool(self._asked_now)

    @property
    def _asked_now(self) -> str:
        """The name of the run that is going on."""
        progress = self.asking.progress
        return progress.run if progress and progress.going else ""

    def _find(self, name: str) -> Run:
        """Return a run that can be read. Raises EvaluationError where there is none, or it is still being asked."""
        if name and name == self._asked_now:
            raise RunError(f'the run "{name}" is still being asked: wait until it has ended, or stop it')
        return find(self._library.home, name)

    def page(self, problem: str = "", name: str = "") -> HTMLResponse:
        """Return the tab: what is going on, how to ask a set, and the runs; with what is wrong, if anything is."""
        progress, busy = self.asking.progress, self.asks
        top = note(problem) or (html.ended(progress) if progress and not busy else "")
        doing = html.going(progress) if progress and busy else html.begin(name)
        try:
            kept = html.collected(len(self._collected.examples()), busy)
        except EvaluationError as error:
            kept = note(f"{error}.")
        listed = html.runs([_listed(run) for run in runs_of(self._library.home) if run.name != self._asked_now], busy)
        return _framed("Evaluate", f"{_TOP}{_TOLD}{top}{doing}{kept}{listed}", 422 if problem else 200)

    def tried(self, make: Callable[[], Response]) -> Response:
        """Return what is made, or the tab with why it cannot be."""
        try:
            return make()
        except EvaluationError as error:
            return self.page(_sentence(error))

    def done(self, act: Callable[[], None]) -> Response:
        """Do something and return to the tab, or say there why it cannot be done."""

        def acted() -> Response:
            act()
            return RedirectResponse("/evaluate", 303)

        return self.tried(acted)

    def begin(self, name: str, file: str, data: bytes) -> Response:
        """Ask the questions of a file that was sent; a mistake in it is said and nothing else happens."""
        try:
            if not file or not data:
                raise RunError("choose a file of questions first")
            examples = self._read(safe_name(file), data)
            self.asking.begin(name or name_for(Path(file)), Path(safe_name(file)).stem, examples)
        except EvaluationError as error:
            return self.page(f"{_sentence(error)} Nothing has been asked.", name)
        return RedirectResponse("/evaluate", 303)

    def _read(self, name: str, data: bytes) -> list[Example]:
        if not self._library.catalogue.documents():
            raise RunError("there are no papers to ask about yet: add some under Papers first")
        folder = self._library.home / FOLDER
        folder.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".arriving-") as arriving:
            path = Path(arriving) / name
            path.write_bytes(data)
            examples = load(path)
        if len(examples) > html.MOST_QUESTIONS:
            raise RunError(f"the file holds {len(examples):,} questions, more than {html.MOST_QUESTIONS:,}: split it")
        return examples

    def begin_kept(self) -> None:
        """Ask the questions kept from conversations."""
        examples = self._collected.examples()
        if not examples:
            raise RunError("no questions are kept yet: choose “Not right?” under an answer")
        self.asking.begin(name_for(Path("conversations")), "Questions from conversations", examples)

    def again(self, name: str) -> None:
        """Ask the questions of a run in a new one."""
        run = find(self._library.home, name)
        self.asking.begin(name_for(Path(str(run.about["set"]))), str(run.about["set"]), questions_of(run))

    def template(self) -> Response:
        """Return the workbook to fill in."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "questions.xlsx"
            write_template(path)
            made = path.read_bytes()
        named = {"Content-Disposition": 'attachment; filename="questions.xlsx"'}
        return Response(made, media_type=_EXCEL, headers=FRAMED | named)

    def report(self, name: str, form: str, save: bool) -> Response:
        """Return the report of a run, to be read or to be saved; it is made first where that has not been done."""
        if form not in _REPORTS:
            raise HTTPException(404, "There is no such report.")
        try:
            run = self._find(name)
            path = run.folder / f"report.{form}"
            if not path.is_file():
                finish(run)
        except EvaluationError as error:
            return _framed("Report", f'{html.BACK}<h1 tabindex="-1">No report</h1>{note(_sentence(error))}', 404)
        return FileResponse(
            path,
            media_type=_REPORTS[form],
            filename=f"{run.name}.{form}",
            content_disposition_type="attachment" if save or form != "html" else "inline",
            headers=HEADERS | {"Content-Security-Policy": _report_policy()},
        )

    def compared(self, name: str, other: str) -> Response:
        """Return what got better and worse in a run since another, both scored by the same measures."""
        if name == other:
            raise RunError("choose two different runs to compare")
        new, old = self._find(name), self._find(other)
        after, before = scored(new), scored(old)
        found = compare(new, old)
        [told] = compared(after, [Beside(before, found)])
        return _framed("Compared", html.comparison(name, other, told, found))


def _listed(run: Run) -> html.Listed:
    about, right, asked = run.about, None, 0
    try:
        summary = run.summary()
        right, asked = summary.overall.metrics["right"], summary.overall.rows
    except (EvaluationError, ValueError, KeyError, TypeError):  # not scored yet, or by an older version
        asked = len(run.asked())
    return html.Listed(
        run.name, str(about.get("set") or ""), run.about["started"], int(about.get("questions") or 0), asked,
        run.finished, right, keeps_questions(run),
    )  # fmt: skip


def _sentence(error: EvaluationError) -> str:
    """Return what is wrong as a sentence; one about a set begins with the name of its file."""
    words = str(error)
    begin = words if isinstance(error, SetError) else words[:1].upper() + words[1:]
    return begin if begin.endswith(("?", ".")) else f"{begin}."


def _report_policy() -> str:
    """Allow a report its own style and script, and nothing else; not even what this server knows of the browser."""
    script = files("eval.reporting").joinpath("report.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts"
    )
