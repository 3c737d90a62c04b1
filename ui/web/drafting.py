"""What the Draft tab does for one library: drafts begun, made in the background, changed, and sent as files."""

import datetime
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from fastapi.responses import Response

from assistant.assistant import Assistant
from assistant.drafting import editing, saved
from assistant.drafting.drafting import draft, paper_of
from assistant.drafting.model import Draft
from assistant.drafting.returns import put_in, returned
from assistant.drafting.style import style_of
from assistant.drafting.wanted import wanted
from assistant.partnerships import group_boards
from index.library import FileReport, Library
from ingest.periods import quarter, quarter_of
from ui.web import draft_begin, drafts
from ui.web.exporting import download
from ui.web.working import Busy, Tell, Work, Working, plain

_MOST_YEARS = 20
_SAID = {
    "made": "The draft is made.",
    "again": "Drafted again.",
    "up": "Moved up.",
    "down": "Moved down.",
    "to": "Moved.",
    "drop": "Left out.",
    "back": "Brought back.",
    "edit": "Changed.",
    "undo": "The drafted words are back.",
}
Answered = tuple[str, str]
"""Where to go on, or "" and the page that says why not."""


class Drafting:
    """The drafts of one library."""

    def __init__(self, library: Library, rewriting: Assistant | None = None) -> None:
        self._rewriting = rewriting
        self._library = library
        self._reports: dict[int, Sequence[FileReport]] = {}
        self.working = Working()

    def start(self, problem: str = "") -> str:
        """Return the tab."""
        boards = sorted(p.name for p in group_boards(self._library.catalogue.documents()))
        kept = saved.listed(self._library.home)
        return draft_begin.start(boards, *self._quarters(), kept, self.working.going(), problem)

    def _quarters(self) -> tuple[list[str], str]:
        """Return the quarters from this one back to the oldest paper's, and the one of the newest paper."""
        today = datetime.date.today()
        rows = self._library.catalogue.documents()
        days = [d for row in rows for d in (row.date, row.period_start) if d and d <= today]
        number, year = quarter_of(today)
        first = max(min(days, default=today), today.replace(year=today.year - _MOST_YEARS, day=1))
        found: list[str] = []
        while quarter(number, year).end >= first:
            found.append(quarter(number, year).label)
            number, year = (number - 1, year) if number > 1 else (4, year - 1)
        return found, quarter(*quarter_of(max(days, default=today))).label

    def new(self, board: str, period: str, done: int = 0, problem: str = "", given: Mapping[str, str] = {}) -> str:
        """Return the page of a new draft. Raises DraftError."""
        asked = wanted(self._library, board, period)
        style = style_of(self._library, asked, "")
        rows = self._library.catalogue.documents()
        updates = [(r.name, r.title or r.name) for r in rows if r.kind == "quarterly update" and r.board in asked.names]
        begun = draft_begin.Begun(asked, period, style, returned(self._library, asked), updates)
        return draft_begin.new(
            begun,
            self._reports.get(done, ()),
            problem,
            given.get("text", "").replace("\r", ""),
            given.get("partner", ""),
        )

    def put_in(self, given: Mapping[str, str], files: Sequence[Path], folder: Path) -> Answered:
        """Put in a return in the background; `folder`, which holds its files, is deleted in the end."""
        board, period = given.get("board", ""), given.get("period", "")
        back = f"/draft/new?{urlencode({'board': board, 'period': period})}"
        try:
            wanted(self._library, board, period)
            problem = _missing(given, files)
            if problem:
                shutil.rmtree(folder, ignore_errors=True)
                return "", self.new(board, period, problem=problem, given=given)
            work = self.working.begin(
                "Putting in the return", back, lambda tell: self._put_in(given, files, tell, back)
            )
        except Exception:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return _on(work), ""

    def _put_in(self, given: Mapping[str, str], files: Sequence[Path], tell: Tell, back: str) -> str:
        count = 0

        def seen(report: FileReport) -> None:
            nonlocal count
            count += 1
            tell(f"{count} of {max(count, len(files))} read")

        number = max((w.number for w in [self.working.going()] if w), default=0)
        try:
            tell("Reading")
            board, period, partner = (given.get(name, "") for name in ("board", "period", "partner"))
            self._reports = {number: put_in(self._library, board, period, partner, given.get("text", ""), files, seen)}
        finally:
            for folder in {file.parent.parent for file in files}:
                shutil.rmtree(folder, ignore_errors=True)
        return f"{back}&{urlencode({'done': number})}"

    def make(self, given: Mapping[str, str]) -> Answered:
        """Make a draft in the background."""
        board, period, priority, like = (given.get(name, "") for name in ("board", "period", "priority", "like"))
        asked = wanted(self._library, board, period)
        back = f"/draft/new?{urlencode({'board': board, 'period': period})}"

        def do(tell: Tell) -> str:
            made = draft(self._library, board, period, priority, like, self._writer())
            tell("Keeping the draft")
            kept = saved.begin(self._library.home, made, priority, like)
            return f"/draft/one?id={kept.id}&done=made"

        return _on(self.working.begin(f"Drafting the update of {asked.board}", back, do)), ""

    def _writer(self) -> Callable[[str], str] | None:
        rewriter = self._rewriting.rewriter() if self._rewriting else None
        return rewriter.plainer if rewriter else None

    def again(self, given: Mapping[str, str]) -> Answered:
        """Draft one section again in the background; what was edited stays."""
        identity, number = given.get("id", ""), _number(given.get("section", ""))
        before = saved.load(self._library.home, identity)
        if str(before.revision) != given.get("revision") or not 0 <= number < len(before.draft.sections):
            return "", drafts.one(before, problem=_OVERTAKEN)

        def do(tell: Tell) -> str:
            old = before.draft
            anew = draft(self._library, old.board, old.period, before.priority, before.like, self._writer())
            saved.save(self._library.home, identity, before.revision, editing.regenerated(old, number, anew))
            return f"/draft/one?id={identity}&done=again"

        name = before.draft.sections[number].priority
        return _on(self.working.begin(f"Drafting again: {name}", f"/draft/one?id={identity}", do)), ""

    def one(self, identity: str, done: str = "") -> str:
        """Return the page of a draft. Raises SavedError."""
        return drafts.one(saved.load(self._library.home, identity), _SAID.get(done, ""))

    def change(self, given: Mapping[str, str]) -> Answered:
        """Change a line of a draft and keep it. Raises SavedError where the draft is gone."""
        identity, do = given.get("id", ""), given.get("do", "")
        before = saved.load(self._library.home, identity)
        try:
            changed = _changed(before.draft, given)
            if changed == before.draft:
                return f"/draft/one?id={before.id}", ""
            saved.save(self._library.home, identity, _number(given.get("revision", "")), changed)
        except saved.Overtaken as error:
            return "", drafts.one(saved.load(self._library.home, identity), problem=plain(error))
        except ValueError as error:
            return "", drafts.one(before, problem=f"Nothing was changed: {error}.")
        return f"/draft/one?{urlencode({'id': identity, 'done': do})}", ""

    def delete(self, identity: str) -> str:
        """Delete a draft; return where to go on."""
        saved.delete(self._library.home, identity)
        return "/draft"

    def file(self, identity: str, form: str) -> Response:
        """Return a draft as a file."""
        kept = saved.load(self._library.home, identity).draft
        return download(paper_of(kept), form, f"{kept.board} {kept.period.partition(' (')[0]} draft")

    def plain(self, error: Exception) -> str:
        """Return a failure in words."""
        return str(error) if isinstance(error, Busy) else plain(error)


_OVERTAKEN = "This draft was changed in another window meanwhile. Here is how it stands now: try again."


def _missing(given: Mapping[str, str], files: Sequence[Path]) -> str:
    if not given.get("text") and not files:
        return "Nothing was put in: paste the words of a return, or choose its files."
    if not given.get("partner"):
        return "Nothing was put in: say which partner this return is from."
    return ""


def _changed(draft: Draft, given: Mapping[str, str]) -> Draft:
    """Return a draft with the change that a form asks for. Raises ValueError for what cannot be."""
    bullet, text = given.get("bullet", ""), given.get("text", "")
    if len(text) > drafts.MOST_TEXT:
        raise ValueError(f"a line may have {drafts.MOST_TEXT:,} characters: shorten it")
    if given.get("do") in ("up", "down", "to") and text:
        draft = _with_words(draft, bullet, text)
    changes: dict[str, Callable[[], Draft]] = {
        "up": lambda: editing.move(draft, bullet, -1),
        "down": lambda: editing.move(draft, bullet, 1),
        "to": lambda: editing.move_to(draft, bullet, _number(given.get("to", ""))),
        "drop": lambda: editing.drop(draft, bullet),
        "back": lambda: editing.bring_back(draft, bullet),
        "edit": lambda: editing.edit(draft, bullet, text),
        "undo": lambda: editing.undo_edit(draft, bullet),
    }
    do = changes.get(given.get("do", ""))
    if do is None:
        raise ValueError("that is no change this page knows")
    return do()


def _with_words(draft: Draft, bullet: str, text: str) -> Draft:
    """Keep words that were typed and not saved before a line was moved."""
    _, held = editing.find(draft, bullet)
    same = "".join(text.split()) == "".join(held.text.split())
    return draft if same else editing.edit(draft, bullet, text)


def _number(words: str) -> int:
    try:
        return int(words[:9])
    except ValueError:
        return -9


def _on(work: Work) -> str:
    return f"/draft/working?work={work.number}"
