"""Work that takes a while, done in the background one piece at a time, so that the page goes on answering."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from ui.failures import explained

Tell = Callable[[str], None]
_log = logging.getLogger(__name__)


class Busy(Exception):
    """Other work is going on: the text says which."""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work: `words` say what is done, `said` how far it is, `back` is where it was asked for.

    Once it has ended, `result` is the address of what came of it, or `problem` says why nothing did.
    """

    number: int
    words: str
    back: str
    begun: float
    said: str = ""
    result: str = ""
    problem: str = ""

    @property
    def going(self) -> bool:
        """Tell whether it is still being done."""
        return not self.result and not self.problem

    @property
    def seconds(self) -> int:
        """How long it has been going on."""
        return int(time.monotonic() - self.begun)


class Working:
    """The work that is going on, and what was done last; safe to use from many windows at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._work: dict[int, Work] = {}

    def begin(self, words: str, back: str, do: Callable[[Tell], str]) -> Work:
        """Do something in the background; `do` returns the address of what came of it. Raises Busy."""
        with self._lock:
            last = max(self._work.values(), key=lambda w: w.number, default=None)
            if last and last.going:
                raise Busy(f"Something else is still going on ({last.words}): wait until it has ended, then try again.")
            work = Work((last.number if last else 0) + 1, words, back, time.monotonic())
            self._work = {n: w for n, w in self._work.items() if n > work.number - 20} | {work.number: work}
        threading.Thread(target=self._do, args=(work, do), name="drafting", daemon=True).start()
        return work

    def find(self, number: int) -> Work | None:
        """Return a piece of work, None for one long done."""
        return self._work.get(number)

    def going(self) -> Work | None:
        """Return the work that is going on, if any is."""
        return next((work for work in self._work.values() if work.going), None)

    def _do(self, work: Work, do: Callable[[Tell], str]) -> None:
        try:
            result, problem = do(lambda words: self._change(work, said=words)), ""
        except Exception as error:
            result, problem = "", plain(error)
        self._change(work, result=result, problem=problem)

    def _change(self, work: Work, said: str = "", result: str = "", problem: str = "") -> None:
        with self._lock:
            self._work[work.number] = replace(work, said=said, result=result, problem=problem)


def plain(error: Exception) -> str:
    """Return a failure as one sentence for a person; what nobody expected goes to the log in full."""
    words = explained(error)
    if words is None:
        _log.error("a request to the page failed", exc_info=error)
        return "Something went wrong. Nothing has been lost: please try again."
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")
