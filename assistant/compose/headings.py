"""The headings of papers that say what a question asks for."""

import re
from dataclasses import dataclass

from assistant.compose.citing import as_number
from assistant.evidence import Evidence
from assistant.question import Plan
from assistant.vocabulary import STOP
from assistant.words import matches, stem, stems, tokens
from index.search import Passage, Search
from ingest.periods import Period, find_periods

_PLAIN = stems("our current main key the update section annual overall local area new list summary all set out")
_NUMBER = re.compile(r"^\W*(?:priority|section|part|appendix|item|theme|objective)?\s*\d+[a-z]?(?:\.\d+)*\W*", re.I)
LABEL = re.compile(r"(priority|objective|theme|outcome|aim|goal|strand|pillar)\s+(\d{1,2}|[A-Z])\b", re.I)
_LABELS = ("priority", "objective", "theme", "outcome", "aim", "goal")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that covers the question: `depth` is its place in the path, `exact` how little else it says."""

    passage: Passage
    depth: int
    exact: float
    period: Period | None

    @property
    def path(self) -> tuple[str, ...]:
        """The headings from the top of the paper down to this one."""
        return self.passage.path[: self.depth]


_PAPERS = stems("strategy plan document paper update report")


def covering_headings(plan: Plan, evidence: Evidence) -> list[Heading]:
    """Return the headings that say every needed word of the question, the most exact and newest first."""
    timely = {c.passage.id: c for c in evidence.candidates if c.timely}
    found: dict[tuple[str, tuple[str, ...]], Heading] = {}
    for passage in evidence.passages:
        titled = stems(f"{passage.title} {passage.part_title}")
        needed = [t for t in plan.terms if t.needed]
        needed = [t for t in needed if not matches(t.word, titled)] or needed
        if passage.id not in timely or not needed:
            continue
        for depth in range(1, len(passage.path) + 1):
            words = passage.path[depth - 1]
            if not LABEL.search(plan.question):
                words = _NUMBER.sub("", words)  # "the priorities" are not what stands under "Priority 1"
            if all(matches(t.word, stems(words)) for t in needed):
                heading = Heading(passage, depth, _exact(plan, words), timely[passage.id].period)
                found.setdefault((passage.document, heading.path), heading)
                break
    asked = stems(plan.question)
    return sorted(
        found.values(),
        key=lambda h: (
            -_own_period(plan, h),
            -round(h.exact, 1),
            -len(asked & stems(" ".join(h.passage.path))),
            -as_number(h.passage),
            h.passage.id,
        ),
    )


def _own_period(plan: Plan, heading: Heading) -> int:
    """2 where the paper itself is an update of the quarter asked about, 1 where only a heading or column is."""
    own = heading.passage.period
    if not (plan.quarter or plan.period) or own is None:
        return 0
    return 2 if own == heading.period and own.label.startswith("Q") else 1


def _exact(plan: Plan, heading: str) -> float:
    """How much of a heading's own wording the question says; labels such as "Priority 4" do not count against it."""
    asked = stems(plan.question) | {stem(w) for p in plan.partnerships for w in p.own}
    words = [w for w in tokens(_NUMBER.sub("", heading)) if w not in STOP]
    rest = [w for w in words if stem(w) not in _PLAIN and not w.isdigit()]
    return sum(matches(w, asked) for w in rest) / len(rest) if rest else 0.0


def _names_period(plan: Plan, passage: Passage) -> bool:
    """Tell whether a paper's title names the years that a question asks about ("the 2020-2023 strategy")."""
    asked = plan.period
    said = find_periods(passage.title) if asked else []
    return asked is not None and any((p.start.year, p.end.year) == (asked.start.year, asked.end.year) for p in said)


def labelled_headings(plan: Plan, evidence: Evidence, search: Search) -> list[Passage]:
    """Return passages under the headings "Priority 1 - ..." of the newest paper that has such, in order of number.

    Empty unless the question asks for the priorities (themes, objectives) themselves.
    """
    needed = [stem(t.word) for t in plan.terms if t.needed and stem(t.word) not in _PAPERS]
    if len(needed) != 1 or needed[0] not in {stem(label) for label in _LABELS}:
        return []
    by_paper: dict[str, dict[tuple[int, str, str], Passage]] = {}
    timely = {c.passage.document for c in evidence.candidates if c.timely}
    for passage in search.with_headings(timely & {p.document for p in evidence.passages}):
        for heading in passage.path:
            match = LABEL.match(heading)
            if match and stem(match[1].lower()) == needed[0] and len(heading) > len(match[0]) + 3:
                place = (len(match[2]), match[2], heading)
                by_paper.setdefault(passage.document, {}).setdefault(place, passage)
    listed = [found for found in by_paper.values() if len(found) >= 2]
    listed = [found for found in listed if _names_period(plan, next(iter(found.values())))] or listed
    if not listed:
        return []
    newest = max(listed, key=lambda found: as_number(next(iter(found.values()))))
    return [newest[place] for place in sorted(newest, key=lambda place: place[:2])]
