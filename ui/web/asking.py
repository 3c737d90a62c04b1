"""A run asked in the background: one at a time, in a thread of its own, so that the page goes on answering."""

import json
import logging
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.asking import Partnership, about, in_library
from eval.errors import EvaluationError, RunError
from eval.examples import Example
from eval.finishing import finish
from eval.runs import Run, ask_all, begin, find, folder_of
from eval.scoring import score
from eval.set_files import SetError
from eval.sets import load
from index.library import Library

_SET = "set.jsonl"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `judged` answers of those `done` can be right or wrong, and `right` of them are.

    `ended` says in words why it is not going on; it is empty while it does.
    """

    run: str
    total: int
    done: int = 0
    judged: int = 0
    right: int = 0
    scoring: bool = False
    stopping: bool = False
    ended: str = ""

    @property
    def going(self) -> bool:
        """Tell whether it is being asked or scored."""
        return not self.ended


class Asking:
    """The run that is asked of a library, and how far it is; safe to use from many windows at once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._progress: Progress | None = None

    @property
    def progress(self) -> Progress | None:
        """How far the run is that is asked, or was asked last."""
        return self._progress

    def begin(self, name: str, set_name: str, examples: Sequence[Example]) -> None:
        """Ask questions in a new run. Raises EvaluationError where it cannot be begun; nothing has happened then."""
        held = in_library(self._library, examples)
        with self._lock:
            self._refuse_a_second()
            folder = folder_of(self._library.home, name)
            if folder.exists():
                raise RunError(f'there is a run called "{name}" already: give this one another name')
            system = Partnership(self._library)
            run = begin(folder, about(self._library, held, system, set_name))
            lines = (json.dumps(example.as_dict(), ensure_ascii=False) + "\n" for example in held)
            (folder / _SET).write_text("".join(lines), "utf-8")
            self._start(run, held, system)

    def go_on(self, name: str) -> None:
        """Ask what a run that was stopped has not asked yet. Raises EvaluationError where that cannot be."""
        run = find(self._library.home, name)
        with self._lock:
            self._refuse_a_second()
            if run.finished:
                raise RunError(f'the run "{name}" is complete')
            held = questions_of(run)
            system = Partnership(self._library)
            try:
                begin(run.folder, about(self._library, held, system, run.about["set"]))
            except RunError as error:
                why = str(error).partition(": ")[0]
                raise RunError(f"{why}: ask all of it again instead") from error
            self._start(run, held, system)

    def stop(self) -> None:
        """Let the run end after the question that is being asked; what was asked stays."""
        with self._lock:
            if self._progress and self._progress.going:
                self._stop.set()
                self._progress = replace(self._progress, stopping=True)

    def _refuse_a_second(self) -> None:
        if self._progress and self._progress.going:
            raise RunError(f'the run "{self._progress.run}" is going on: wait until it has ended, or stop it')

    def _start(self, run: Run, examples: list[Example], system: Partnership) -> None:
        self._stop.clear()
        self._progress = Progress(run.name, len(examples))
        threading.Thread(target=self._run, args=(run, examples, system), name="evaluation", daemon=True).start()

    def _run(self, run: Run, examples: list[Example], system: Partnership) -> None:
        try:
            for row in run.rows():
                self._count(score(row)["right"])
            if not self._stop.is_set():
                for row in ask_all(examples, system, run):
                    self._count(score(row)["right"])
                    if self._stop.is_set():
                        break
            self._tell(scoring=True)
            finish(run)
            self._tell(ended="complete" if run.finished else "stopped")
        except EvaluationError as error:
            self._tell(ended=f"{error}")
        except Exception as error:
            _log.error("the run %s ended", run.name, exc_info=error)
            self._tell(ended="something went wrong; what was asked is kept")

    def _count(self, right: float) -> None:
        with self._lock:
            assert self._progress
            judged = not math.isnan(right)
            now = self._progress
            self._progress = replace(
                now, done=now.done + 1, judged=now.judged + judged, right=now.right + (judged and right >= 1)
            )

    def _tell(self, scoring: bool = False, ended: str = "") -> None:
        with self._lock:
            assert self._progress
            self._progress = replace(self._progress, scoring=scoring, ended=ended)


def questions_of(run: Run) -> list[Example]:
    """Return the questions that a run was begun with. Raises RunError where the page has not kept them."""
    try:
        return load(run.folder / _SET)
    except (OSError, SetError) as error:
        raise RunError(
            f'the questions of "{run.name}" are not kept with it: use the command it was begun with'
        ) from error


def keeps_questions(run: Run) -> bool:
    """Tell whether the questions a run was begun with are kept with it, so that the page can ask them."""
    return (run.folder / _SET).is_file()
