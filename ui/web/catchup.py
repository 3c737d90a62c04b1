"""Routes of the Catch-up tab: what brings somebody up to date, at an address that can be passed on, and as a file."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.briefing import BriefError, brief
from assistant.outgoing.paper import Paper
from assistant.partnerships import group_boards
from index.library import Library
from ui.web import outgoing
from ui.web.exporting import download
from ui.web.fragments import link, note
from ui.web.frame import framed
from ui.web.source import HEADERS
from ui.web.words import safe, source_link
from ui.web.working import plain

STYLES = ("/register.css", "/evaluate.css", "/outgoing.css")
_LENGTHS = {"1": "One page", "3": "Three pages", "": "Everything"}
_MOST = 200  # characters of what is asked for
_SINCE = "last meeting"
_TOP = '<h1 class="top" tabindex="-1">Catch-up</h1>'
_TOLD = (
    "<p>Bring somebody up to date from the papers: a new member, on a topic or a person, or since a meeting. Leave the"
    " topic, the person and the day empty for a new member of the board.</p>"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for, as it stands in the address."""

    board: str = ""
    topic: str = ""
    person: str = ""
    since: str = ""
    pages: str = "3"
    asked: str = ""

    def address(self, path: str = "/catchup", **more: str) -> str:
        """Return the address of this choice, as HTML."""
        given = {"board": self.board, "topic": self.topic, "person": self.person, "since": self.since}
        given = {name: value for name, value in given.items() if value} | {"pages": self.pages, "asked": "yes"}
        return safe(f"{path}?{urlencode(given | more)}")


def routes(assistant: Assistant, written: bool = False) -> APIRouter:
    """Return the routes of a library's briefs; `written` ones are summed up by the assistant's language model."""
    router, library = APIRouter(), assistant.library

    @router.get("/outgoing.css")
    def style() -> FileResponse:
        return FileResponse(outgoing.STYLE, media_type="text/css", headers=HEADERS)

    @router.get("/catchup")
    def catchup(
        board: str = "", topic: str = "", person: str = "", since: str = "", pages: str = "3", asked: str = ""
    ) -> HTMLResponse:
        choice = _choice(board, topic, person, since, pages, asked)
        if not (choice.asked or choice.topic or choice.person or choice.since or choice.board):
            return framed("Catch-up", _form(library, choice, True), 200, STYLES)
        try:
            paper = _made(assistant, choice, written)
        except Exception as error:
            return framed("Catch-up", _form(library, choice, True, _problem(error)), 422, STYLES)
        return framed(paper.title, _form(library, choice, False) + _shown(paper, choice), 200, STYLES)

    @router.get("/catchup/file")
    def file(
        board: str = "", topic: str = "", person: str = "", since: str = "", pages: str = "3", form: str = ""
    ) -> Response:
        choice = _choice(board, topic, person, since, pages, "yes")
        try:
            paper = _made(assistant, choice, written)
        except Exception as error:
            return framed("Catch-up", _form(library, choice, True, _problem(error)), 422, STYLES)
        return download(paper, form, paper.title)

    return router


def _choice(board: str, topic: str, person: str, since: str, pages: str, asked: str) -> Choice:
    board, topic, person, since = (" ".join(one.split())[:_MOST] for one in (board, topic, person, since))
    return Choice(board, topic, person, since, pages if pages in _LENGTHS else "3", asked)


def _made(assistant: Assistant, choice: Choice, written: bool) -> Paper:
    since: str | datetime.date | None = choice.since or None
    pages = int(choice.pages) if choice.pages else None
    rewriter = assistant.rewriter() if written else None
    return brief(assistant, choice.board, since, choice.topic, choice.person, pages, rewriter)


def _problem(error: Exception) -> str:
    if not isinstance(error, BriefError):
        return plain(error)
    words = str(error)
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")


def _shown(paper: Paper, choice: Choice) -> str:
    saves = "".join(
        f' <a href="{choice.address("/catchup/file", form=form)}" download>{words}</a>'
        for form, words in (("docx", "Word"), ("md", "Markdown"))
    )
    above = (
        f'<div class="above"><p class="count">{len(paper.citations):,} sources</p><p class="export">Save as{saves}'
        f" {link(choice.address(), 'To pass on')}</p></div>"
    )
    return above + outgoing.html(paper, _link)


def _link(citation: Citation) -> str:
    return source_link(citation.document_id, citation.start, citation.end)


def _form(library: Library, choice: Choice, top: bool, problem: str = "") -> str:
    """Return the choice as a form; `top` where no brief with a heading of its own stands under it."""
    boards = sorted(p.name for p in group_boards(library.catalogue.documents()))
    if not boards:
        return f"{_TOP}{note('No papers of any board are here yet. Add some under Papers first.')}"
    every = [("", "All boards"), *((name, name) for name in boards)]
    if choice.board and choice.board not in boards:
        every.append((choice.board, choice.board))
    lengths = _options(_LENGTHS.items(), choice.pages)
    fields = (
        f'<label class="wide">Board or partnership<select name="board">{_options(every, choice.board)}</select></label>'
        + "".join(
            f'<label{css}>{label}<input name="{name}" value="{safe(value)}" maxlength="{_MOST}" autocomplete="off"'
            f' dir="auto"{more}></label>'
            for css, label, name, value, more in (
                ("", "Topic", "topic", choice.topic, ""),
                ("", "Person", "person", choice.person, ""),
                ("", "New since", "since", choice.since, f' list="days" placeholder="{_SINCE}"'),
            )
        )
        + f'<datalist id="days"><option value="{_SINCE}"></datalist>'
        f'<label>Length<select name="pages">{lengths}</select></label>'
    )
    return (
        f"{_TOP if top else ''}{_TOLD if top else ''}{note(problem)}"
        f'<form class="filters" action="/catchup"><input type="hidden" name="asked" value="yes">{fields}'
        '<span class="done"><button>Show</button></span></form>'
    )


def _options(choices: Iterable[tuple[str, str]], chosen: str) -> str:
    return "".join(
        f'<option value="{safe(value)}"{" selected" if value == chosen else ""}>{safe(words)}</option>'
        for value, words in choices
    )
