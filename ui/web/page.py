"""The page: what stands where, and which handler answers to what. Handlers pass on; they decide nothing on papers."""

import datetime
import logging
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.writing.writer import Provisional
from index.catalogue import CatalogueError
from index.embedding import ModelError
from index.library import FileReport, LibraryBusy
from index.search import Filters, Search
from ui.format import day
from ui.papers import relations
from ui.web import fragments
from ui.web.examples import examples
from ui.web.questions import link_to_form
from ui.web.source import around
from ui.web.uploads import MOST_BYTES, MOST_FILES, SUFFIXES, put_in, take_out
from ui.web.words import PRODUCT, covered, safe

Turns = list[tuple[str, str]]
_EVERY = "All boards"
_EXAMPLES = 4
_BETWEEN_FRAMES = 0.1  # seconds; a browser draws a long answer no faster
_WAITING = '<p class="waiting">Looking through the papers…</p>'
_WELCOME = (
    '<div class="welcome"><h2>Ask about the papers in your own words</h2>'
    "<p>Every statement in an answer shows where it comes from.</p></div>"
)
_REGISTER = '<div class="register-here"><a href="/register">Open the register</a></div>'
_EVALUATE = '<div class="evaluate-here"><a href="/evaluate">Evaluate</a></div>'
_IN_PROSE = "Have a language model write the answers"
_DRAFT = '<div class="draft-here"><a href="/draft">Draft</a></div>'
_CATCHUP = '<div class="catchup-here"><a href="/catchup">Catch-up</a></div>'
_TO_QUESTION = """() => requestAnimationFrame(() => {
  const box = document.querySelector('#chat .panel-wrap')
  const said = [...document.querySelectorAll('#chat .user-row')].at(-1)
  if (said && matchMedia('(max-width: 760px)').matches) said.scrollIntoView()
  else if (said) box.scrollTop += said.getBoundingClientRect().top - box.getBoundingClientRect().top
})"""
_NO_LIMITS = "Limit to a board or dates"
_DATE = '<label class="date"><span>${label}</span><input type="date"></label>'
_DATE_CHANGED = "element.addEventListener('change', event => { props.value = event.target.value })"
_log = logging.getLogger(__name__)


class Page:
    """The page of one library; `blocks` is what the server mounts. `written` says how answers are given at first."""

    def __init__(self, assistant: Assistant, written: bool = False) -> None:
        self._assistant = assistant
        self._written = written
        self._library = assistant.library
        self._search = Search(assistant.library)
        with gr.Blocks(title=PRODUCT, analytics_enabled=False, delete_cache=(3600, 3600)) as self.blocks:
            self._banner = gr.HTML(elem_id="banner")
            with gr.Tabs(elem_id="tabs"):
                with gr.Tab("Ask", id="ask"):
                    self._ask_tab()
                with gr.Tab("Search", id="search"):
                    self._search_tab()
                with gr.Tab("Register", id="register") as register:
                    gr.HTML(_REGISTER, elem_id="register-tab")
                    register.select(None, None, None, js="() => window.register.open()")
                with gr.Tab("Draft", id="draft") as draft:
                    gr.HTML(_DRAFT, elem_id="draft-tab")
                    draft.select(None, None, None, js="() => window.draft.open()")
                with gr.Tab("Catch-up", id="catchup") as catchup:
                    gr.HTML(_CATCHUP, elem_id="catchup-tab")
                    catchup.select(None, None, None, js="() => window.catchup.open()")
                with gr.Tab("Evaluate", id="evaluate") as evaluate:
                    gr.HTML(_EVALUATE, elem_id="evaluate-tab")
                    evaluate.select(None, None, None, js="() => window.evaluate.open()")
                with gr.Tab("Papers", id="papers"):
                    self._papers_tab()
            self.blocks.load(self._refresh, None, self._shown(), show_progress="hidden", api_visibility="private")
        self.blocks.queue(default_concurrency_limit=4, api_open=False)

    # layout

    def _ask_tab(self) -> None:
        turns = gr.State([])
        with gr.Row(equal_height=False, elem_id="ask-row"):
            with gr.Column(scale=7, min_width=320):
                with gr.Column() as welcome:
                    gr.HTML(_WELCOME)
                chat = gr.Chatbot(
                    label="Conversation", show_label=False, elem_id="chat", height=None, layout="panel", buttons=[],
                    latex_delimiters=[], sanitize_html=True, allow_tags=False, feedback_options=None, visible=False,
                    group_consecutive_messages=False, allow_file_downloads=False, autoscroll=False,
                )  # fmt: skip
                with gr.Row(elem_id="asking", equal_height=False):
                    box = gr.Textbox(label="Your question", max_lines=6, elem_id="question", scale=5, autofocus=True)
                    ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=0, min_width=110)
                notice = gr.HTML(elem_classes="notice", elem_id="notice")
                written = gr.Checkbox(
                    self._written, label=_IN_PROSE, visible=self._assistant.writer is not None, elem_id="written"
                )
                with gr.Row(elem_id="under", equal_height=False):
                    self._ask_limits = self._limits()
                    clear = gr.Button("New conversation", elem_id="new", elem_classes="quiet", visible=False, scale=0)
                with gr.Column(elem_id="examples") as suggested:
                    gr.HTML('<p class="hint">For example:</p>')
                    self._examples = [gr.Button(visible=False, elem_classes="example") for _ in range(_EXAMPLES)]
            with gr.Column(scale=5, min_width=320, elem_id="beside"):
                sources = gr.HTML(fragments.NO_SOURCES, elem_id="sources")
        outputs = [box, chat, sources, turns, notice, welcome, suggested, clear]
        inputs = [turns, *self._ask_limits, written]
        wire = partial(self._wire, concurrency_limit=4, show_progress="hidden")
        running = [wire(event, self._ask, [box, *inputs], outputs) for event in (box.submit, ask.click)]
        running += [wire(button.click, self._ask, [button, *inputs], outputs) for button in self._examples]
        for event in running:
            event.then(None, None, None, js=_TO_QUESTION)
        chat.change(None, None, None, js=_TO_QUESTION)
        wire(clear.click, self._start_again, None, outputs, cancels=running)

    def _search_tab(self) -> None:
        with gr.Row(elem_id="searching", equal_height=False):
            box = gr.Textbox(label="Words to look for", max_lines=1, elem_id="query", scale=5)
            button = gr.Button("Search", variant="primary", elem_id="search-button", scale=0, min_width=110)
        self._search_limits = self._limits()
        found = gr.HTML(elem_id="found")
        for event in (box.submit, button.click):
            self._wire(event, self._find, [box, *self._search_limits], [found], show_progress="hidden")

    def _limits(self) -> list[Any]:
        with gr.Accordion(_NO_LIMITS, open=False, elem_classes="limits") as fold:
            with gr.Row(equal_height=False):
                board = gr.Dropdown([_EVERY], value=_EVERY, label="Board or partnership", scale=3, min_width=220)
                since, until = _date_box("From"), _date_box("To")
            gr.HTML('<p class="hint">Dates are those of the meeting or the paper. Leave them empty for all dates.</p>')
        limits: list[Any] = [board, since, until]
        for limit in limits:
            self._wire(limit.change, _limited, limits, [fold], show_progress="hidden")
        return limits

    def _papers_tab(self) -> None:
        with gr.Accordion("Add papers", open=not self._library.catalogue.documents(), elem_id="adding"):
            kinds = ", ".join(SUFFIXES)
            limits = f"Up to {MOST_FILES} files at once, {MOST_BYTES // 1_000_000} MB each, ending in {kinds}."
            gr.HTML(f'<p class="hint">{limits}</p>')
            files = gr.File(
                label="Files to add", file_count="multiple", file_types=SUFFIXES, height=150, elem_id="files"
            )  # fmt: skip
            add = gr.Button("Add papers", variant="primary", elem_id="add", scale=0)
            report = gr.HTML(elem_id="report", elem_classes="notice", min_height=48)
        self._table = gr.HTML(elem_id="papers-table")
        with gr.Accordion("Remove a paper", open=False, elem_id="removing"):
            self._paper = gr.Dropdown([], label="Paper to remove", elem_id="paper", filterable=True)
            remove = gr.Button("Remove…", elem_classes="quiet", elem_id="remove")
            with gr.Column(visible=False, elem_id="confirm") as confirm:
                sure = gr.HTML()
                with gr.Row():
                    yes = gr.Button("Yes, remove it", variant="stop", elem_id="yes")
                    no = gr.Button("Keep it", elem_classes="quiet", elem_id="no")
            removed = gr.HTML(elem_classes="notice", elem_id="removed")
        added = self._wire(add.click, self._add, [files], [report, files])
        self._wire(added.then, self._refresh, None, self._shown(), show_progress="hidden")
        self._wire(remove.click, self._confirm, [self._paper], [confirm, sure, removed], show_progress="hidden")
        self._wire(no.click, lambda: gr.Column(visible=False), None, [confirm], show_progress="hidden")
        gone = self._wire(yes.click, self._remove, [self._paper], [confirm, removed])
        self._wire(gone.then, self._refresh, None, self._shown(), show_progress="hidden")

    def _wire(self, event: Any, handler: Any, inputs: Any, outputs: Any, **options: Any) -> Any:
        return event(handler, inputs, outputs, api_visibility="private", **options)

    def _shown(self) -> list[gr.components.Component]:
        """What shows the state of the library, in the order `_refresh` returns it."""
        boards = (self._ask_limits[0], self._search_limits[0])
        return [self._banner, self._table, self._paper, *boards, *self._examples]

    # handlers

    def _refresh(self) -> list[Any]:
        coverage = self._assistant.coverage()
        documents = self._library.catalogue.documents()
        questions = examples(self._library, _EXAMPLES)
        boards = [gr.Dropdown(choices=[_EVERY, *coverage.boards]) for _ in range(2)]
        buttons = [gr.Button(q, visible=True) for q in questions]
        buttons += [gr.Button(visible=False)] * (_EXAMPLES - len(buttons))
        choices = [(f"{d.title or d.name} ({d.name})", d.id) for d in documents]
        return [
            fragments.banner(covered(coverage)),
            fragments.papers(documents, relations(self._library)),
            gr.Dropdown(choices=choices, value=None),
            *boards,
            *buttons,
        ]

    def _ask(
        self, question: str, turns: Turns, board: str, since: str, until: str, written: bool
    ) -> Iterator[tuple[Any, ...]]:
        question = question.strip()
        problem = "" if question else "Type a question first."
        filters, wrong = _filters(board, since, until)
        if problem or wrong:
            yield gr.skip(), gr.skip(), gr.skip(), turns, fragments.note(problem or wrong), *_begun(bool(turns))
            return
        text, provisional, shown_at = "", False, 0.0
        yield "", _chat([*turns, (question, _WAITING)]), fragments.NO_SOURCES, turns, "", *_begun(True)
        try:
            for piece in self._assistant.ask(question, [earlier for earlier, _ in turns], filters, written):
                if isinstance(piece, Answer):
                    wrong = fragments.not_right(link_to_form(question, [earlier for earlier, _ in turns], piece.kind))
                    turns = [*turns, (question, fragments.answered(piece) + wrong)]
                    found = fragments.sources(piece, partial(around, self._library))
                    yield gr.skip(), _chat(turns), found, turns, "", *_begun(True)
                else:
                    unchecked = isinstance(piece, Provisional)
                    text = text + piece if unchecked == provisional else piece
                    provisional = unchecked
                    if time.monotonic() - shown_at > _BETWEEN_FRAMES:
                        shown_at = time.monotonic()
                        shown = fragments.provisional(text) if unchecked else fragments.spoken(text)
                        so_far = _chat([*turns, (question, shown)])
                        yield gr.skip(), so_far, gr.skip(), turns, "", *_begun(True)
        except Exception as error:
            yield question, _chat(turns), gr.skip(), turns, fragments.note(_plain(error)), *_begun(bool(turns))

    def _start_again(self) -> tuple[Any, ...]:
        return "", _chat([]), fragments.NO_SOURCES, [], "", *_begun(False)

    def _find(self, query: str, board: str, since: str, until: str) -> str:
        filters, wrong = _filters(board, since, until)
        if not query.strip() or wrong:
            return fragments.note(wrong or "Type some words to look for first.")
        try:
            return fragments.results(self._search.hybrid(query, 10, filters), query)
        except Exception as error:
            return fragments.note(_plain(error))

    def _add(self, files: list[str] | None, progress: gr.Progress = gr.Progress()) -> tuple[str, None]:
        paths = [Path(file) for file in files or []]
        if not paths:
            return fragments.note("Choose one or more files first."), None

        def seen(count: int, report: FileReport) -> None:
            progress((count, len(paths)), desc=f"Read {report.path.name}", unit="papers")

        progress((0, len(paths)), desc="Reading the papers", unit="papers")
        try:
            return fragments.report(put_in(self._library, paths, seen)), None
        except Exception as error:
            return fragments.note(_plain(error)), None
        finally:
            for path in paths:
                path.unlink(missing_ok=True)

    def _confirm(self, document: str | None) -> tuple[Any, str, str]:
        titles = {d.id: d.title or d.name for d in self._library.catalogue.documents()}
        if document not in titles:
            return gr.Column(visible=False), "", fragments.note("Choose a paper first.")
        words = f"<p>Remove <strong>{safe(titles[document])}</strong>? Answers will no longer use it.</p>"
        return gr.Column(visible=True), words, ""

    def _remove(self, document: str) -> tuple[Any, str]:
        try:
            found = take_out(self._library, document)
            words = "The paper has been removed." if found else "That paper had been removed already."
        except Exception as error:
            words = _plain(error)
        return gr.Column(visible=False), fragments.note(words)


def _date_box(label: str) -> gr.HTML:
    """A field for a date as the browser has it: typed or picked, in the order of day, month and year."""
    return gr.HTML("", label=label, html_template=_DATE, js_on_load=_DATE_CHANGED, apply_default_css=False)


def _limited(board: str, since: str, until: str) -> Any:
    """Say on the fold what the questions are limited to."""
    filters, wrong = _filters(board, since, until)
    dates = [f"{word} {day(date)}" for word, date in (("from", filters.since), ("to", filters.until)) if date]
    limits = ", ".join([*filters.boards, *dates])
    return gr.Accordion(label=wrong or (f"Limited to: {limits}" if limits else _NO_LIMITS))


def _begun(begun: bool) -> tuple[Any, ...]:
    """Show the welcome and the examples before a conversation, and the way to a new one during it."""
    return gr.Column(visible=not begun), gr.Column(visible=not begun), gr.Button(visible=begun)


def _chat(turns: Turns) -> Any:
    said: list[Any] = []
    for question, answer in turns:
        said += [{"role": "user", "content": fragments.asked(question)}, {"role": "assistant", "content": answer}]
    return gr.Chatbot(value=said, visible=bool(said))


def _filters(board: str, since: str, until: str) -> tuple[Filters, str]:
    """Return the filters chosen, and what is wrong with them, if anything is."""
    try:
        first, last = (datetime.date.fromisoformat(value) if value else None for value in (since, until))
    except ValueError:
        return Filters(), "Write dates as day, month and year."
    if first and last and first > last:
        return Filters(), "The first date is after the last one: swap them."
    return Filters(boards=frozenset([board] if board and board != _EVERY else []), since=first, until=last), ""


def _plain(error: Exception) -> str:
    """Return one line for a person; what nobody expected goes to the log in full."""
    if isinstance(error, LibraryBusy | ModelError | CatalogueError):
        words = str(error)
        return f"{words[:1].upper()}{words[1:]}."
    _log.error("a request to the page failed", exc_info=error)
    return "Something went wrong. Nothing has been lost: please try again."
