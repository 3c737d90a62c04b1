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
_TELLING = re.compile(r"[£$€]?\d[\d,.]*|(?<=[a-z,] )[A-Z][\w-]+|[‘“'\"]\w+")
_ENOUGH = 0.6
_MOST = 9
_WORDS = 200


def subject_of(question: str) -> str:
    """Return what a summary is asked of, in the words of a question; "" where none is asked for."""
    found = _FRAME.match(question)
    rest = question[found.end() :].strip() if found else ""
    return rest[:1].upper() + rest[1:] if found and len(rest.split()) >= 2 else ""


def compose_summary(plan: Plan, evidence: Evidence, search: Search, snapshot: Snapshot, citations: Citations) -> str:
    """Return up to eight statements on the subject, of the section that says most of it first; "" where none does."""
    subject = stems(subject_of(plan.question)) - _FILLER
    weights = {t.word: snapshot.rarity(t.word) for t in plan.terms if t.needed and stems(t.word) <= subject}
    lines = _of_section(plan, evidence, search, weights) or _of_several(evidence, weights)
    shown: list[Line] = []
    words = 0
    for line in sorted(lines, key=lambda line: -_tells(line[1])):
        length = len(line[1].text.split())
        if len(shown) < _MOST and words + length <= _WORDS:
            words += length
            shown.append(line)
    shown.sort(key=lambda line: (-as_number(line[0]), line[0].document, line[1].start))
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


def _of_several(evidence: Evidence, weights: dict[str, float]) -> list[Line]:
    """The statements that themselves say enough of the subject, from wherever they stand."""
    found = []
    for c in evidence.candidates:
        said = stems(f"{c.statement.text} {c.statement.lead} {' '.join(c.passage.path)}")
        if c.timely and c.names and _share(weights, said) >= _ENOUGH and len(c.statement.text.split()) > 5:
            found.append((c.passage, c.statement))
    return found


def _tellers(lines: list[Line]) -> list[Line]:
    """Those of a section's statements that tell something by themselves."""
    return [line for line in lines if len(line[1].text.split()) > 5 and not _AIM.match(line[1].text)]


def _tells(statement: Statement) -> int:
    """How much a statement tells for its length: names, figures and what stands in quotes; short before long."""
    said = len(set(_TELLING.findall(statement.text)))
    return min(said, 3) - len(statement.text.split()) // 30


def _share(weights: dict[str, float], said: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if matches(word, said)) / total if total else 0.0


def _place(passage: Passage) -> str:
    whose, when = passage.board or passage.title, as_of(passage)
    return f"{whose}, {when}" if when else whose
