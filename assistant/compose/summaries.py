"""A short summary: the statements of the section or period that is asked about, each cited."""

import re
from itertools import groupby

from assistant.compose.citing import Citations, as_number, as_of
from assistant.evidence import Evidence
from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.timing import period_fit
from assistant.words import matches, stems
from index.search import Passage, Search
from ingest.documents import Statement

Line = tuple[Passage, Statement]

_FRAME = re.compile(
    r"^(?:(?:can|could|would) you )?(?:please )?"
    r"(?:(?:give|write|let|send)(?: me| us)?(?: have)? )?"
    r"(?:(?:an?|the|your) )?(?:(?:short|brief|quick|one-paragraph|concise) )?"
    r"(?:sum(?:s|med)? up|summar(?:y|ise|ize)|overview|gist|digest|round-?up|main points|recap|outline)"
    r"(?: of| on)?[\s,:]*",
    re.I,
)
_FILLER = stems(
    "what was were did do done does is are had has heard hear learned learnt learn discuss discussed said say told tell"
    " happened happen about meeting board panel group between from the a of on in and at to its their by work"
)
_AIM = re.compile(r"(?:aims?|objectives?|agenda item|action)\b", re.I)
_ENOUGH = 0.6
_MOST = 9
_WORDS = 200
_WHOLE = 300
_SOME = 3


def subject_of(question: str) -> str:
    """Return what a summary is asked of, in the words of a question; "" where none is asked for."""
    found = _FRAME.match(question)
    rest = question[found.end() :].strip() if found else ""
    return rest[:1].upper() + rest[1:] if found and len(rest.split()) >= 2 else ""


def compose_summary(plan: Plan, evidence: Evidence, search: Search, snapshot: Snapshot, citations: Citations) -> str:
    """Return up to eight statements on the subject, of the section that says most of it first; "" where none does."""
    subject = stems(subject_of(plan.question)) - _FILLER
    weights = {t.word: snapshot.rarity(t.word) for t in plan.terms if t.needed and stems(t.word) <= subject}
    lines = _of_section(plan, evidence, search, weights) or _of_place(evidence, search, weights)
    shown = _shortened(lines)
    shown.sort(key=_when)
    told: list[str] = []
    for place, group in groupby(shown, key=lambda line: _place(line[0])):
        told.append(f"{place}:")
        told += [f"- {s.text} {citations.cite(p, s)}" for p, s in group]
    return "\n".join(told)


def _of_section(plan: Plan, evidence: Evidence, search: Search, weights: dict[str, float]) -> list[Line]:
    """The statements of the time asked for under the heading that says what is asked about, in reading order."""
    for candidate in evidence.candidates[:12]:
        path = candidate.passage.path
        named = [n for n in range(1, len(path) + 1) if _share(weights, stems(path[n - 1])) >= _ENOUGH]
        if candidate.timely and named:
            lines = [(p, s) for p in search.under(candidate.passage, path[: named[0]]) for s in p.statements]
            return _tellers([(p, s) for p, s in lines if period_fit(plan, p, s)[1]])
    return []


def _of_place(evidence: Evidence, search: Search, weights: dict[str, float]) -> list[Line]:
    """The statements of the place where most is said of the subject, else those that say enough, wherever they are."""
    found: dict[tuple[str, int], list[Line]] = {}
    for c in evidence.candidates:
        said = stems(f"{c.statement.text} {c.statement.lead} {' '.join(c.passage.path)}")
        if c.timely and c.names and _share(weights, said) >= _ENOUGH:
            found.setdefault((c.passage.document, c.passage.section), []).append((c.passage, c.statement))
    if not found:
        return []
    most = max(len(lines) for lines in found.values())
    if most < _SOME:
        return _tellers([line for lines in found.values() for line in lines])
    place = min((lines for lines in found.values() if len(lines) * 2 >= most), key=lambda lines: _when(lines[0]))
    first = min(s.start for _, s in place)
    return _tellers([(p, s) for p in search.section(place[0][0]) for s in p.statements if s.start >= first])


def _when(line: Line) -> tuple[int, str, int]:
    """Sorts the newest paper first, each in reading order: what comes first introduces the subject."""
    return -as_number(line[0]), line[0].document, line[1].start


def _shortened(lines: list[Line]) -> list[Line]:
    """All the lines where they are few, else the first of them."""
    if sum(len(s.text.split()) for _, s in lines) <= _WHOLE and len(lines) <= _MOST + 4:
        return list(lines)
    shown: list[Line] = []
    words = 0
    for line in lines:
        length = len(line[1].text.split())
        if len(shown) < _MOST and words + length <= _WORDS:
            words += length
            shown.append(line)
    return shown


def _tellers(lines: list[Line]) -> list[Line]:
    """Those of a section's statements that tell something by themselves."""
    return [line for line in lines if len(line[1].text.split()) > 5 and not _AIM.match(line[1].text)]


def _share(weights: dict[str, float], said: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if matches(word, said)) / total if total else 0.0


def _place(passage: Passage) -> str:
    whose, when = passage.board or passage.title, as_of(passage)
    return f"{whose}, {when}" if when else whose
