"""Plan -> Evidence: the statements that may answer, each weighed by how much of the question it carries."""

import re
from dataclasses import dataclass, field, replace

from assistant.question import Plan
from assistant.shares import weights_of
from assistant.snapshot import Snapshot
from assistant.subject import Term
from assistant.timing import period_fit
from assistant.words import matches, phrase_alternatives, stems, tokens
from index.search import Filters, Passage, Search
from ingest.documents import Statement
from ingest.periods import Period

_POOL = 30
_LEADERS = re.compile(r"\.{5,}\s*\d+|(?:\s\.){5,}")  # a line of a table of contents
_NUMBER = re.compile(
    r"(?<![\w/])£?\d[\d,.]*(?:%|k|m|bn)?\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|nil|none|red|amber|green)\b",
    re.I,
)
_DECIDED = re.compile(r"\b(?:resolved|agreed|approved|decided|recommended)\b", re.I)
_TASK = re.compile(
    r"^action\b"
    r"|\b(?:resolved|agreed|undertook|actioned"
    r"|to (?:provide|circulate|arrange|bring|report|check|contact|send|update)|would|will)\b",
    re.I,
)
_WHEN = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:19|20)\d\d\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    re.I,
)
_NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+|\b(?:Mr|Mrs|Ms|Dr|Cllr|Councillor) [A-Z]")
_NOT_FIGURES = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"|\b(?:19|20)\d\d(?:/\d\d)?\b"
    r"|\b(?:minute|item|section|paragraph|appendix|priority|page|q)\s*\d+\w?(?:\.\d+)*|^\W*\d+(?:\.\d+)+\s"
    r"|^\W*\d+[.)]\s",
    re.I,
)
_DRAFT = re.compile(r"\bdrafts?\b", re.I)
_FINAL = re.compile(r"\b(?:final|agreed|approved)\b", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement and how well it fits the plan.

    `cover` is the share of the question's weight found in the statement with its headings and neighbours, `own` in the
    statement alone; `names` tells whether every proper name is there; `period` is the period it is about where the
    question asks for one, `timely` whether that is the one asked for. `missing` is the share of the needed words'
    weight that neither the statement nor its headings say (nor, but for figures, its neighbours).
    """

    passage: Passage
    position: int
    cover: float
    own: float
    names: bool
    timely: bool
    period: Period | None
    score: float = 0.0
    missing: float = 0.0

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.passage.statements[self.position]

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from other statements."""
        return self.passage.document, self.statement.start


@dataclass(slots=True)
class Evidence:
    """Candidates, best first, and the passages they came from."""

    candidates: list[Candidate] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


def filters_for(plan: Plan, given: Filters) -> Filters:
    """Return the user's filters, narrowed to the partnership and the day the question names; drafts if it asks so."""
    boards = frozenset(n for p in plan.partnerships for n in p.names)
    if boards and given.boards:
        boards = boards & given.boards or given.boards
    drafts = bool(_DRAFT.search(plan.question)) and not _FINAL.search(plan.question)
    until = min((day for day in (given.until, plan.as_of) if day), default=None)
    return replace(given, boards=boards or given.boards, until=until, drafts=given.drafts or drafts)


def _query_words(plan: Plan) -> str:
    """The words to search for: the question's own and their usual other wordings."""
    extra = " ".join(phrase_alternatives(plan.topic))
    return f"{plan.question} {extra}" if extra else plan.question


def gather(plan: Plan, search: Search, snapshot: Snapshot, filters: Filters, by_meaning: bool = False) -> Evidence:
    """Return the statements of the best passages, weighed; by full text alone, or by meaning as well."""
    words = _query_words(plan)
    found = search.hybrid(words, _POOL, filters) if by_meaning else search.words(words, _POOL, filters)
    asked = plan.sitting or plan.period
    if asked:
        then = replace(filters, since=asked.start, until=asked.end)
        found = _merged(search.words(words, 12, then), found)
    weights = weights_of(plan.terms, snapshot)
    candidates = [c for p in found for c in _weigh(plan, p, weights)]
    candidates.sort(key=lambda c: (-c.score, c.key))
    return Evidence(candidates, found)


def _merged(first: list[Passage], second: list[Passage]) -> list[Passage]:
    seen = {p.id for p in first}
    return first + [p for p in second if p.id not in seen]


def _weigh(plan: Plan, passage: Passage, weights: dict[str, float]) -> list[Candidate]:
    """Return a candidate for each statement of a passage."""
    path = stems(" ".join((*passage.path, passage.part_title)))
    whole = stems(passage.text) | path
    title = stems(f"{passage.title} {passage.header} {passage.board}")
    named = f"{passage.text} {passage.header}"
    names = all(_has_name(name, named) for name in plan.names)
    found = []
    for position, statement in enumerate(passage.statements):
        if _LEADERS.search(statement.text):
            continue
        own = stems(statement.text)
        around = _around(passage, position)
        levels = ((1.0, own), (0.9, path | stems(statement.lead)), (0.7, around), (0.5, whole), (0.4, title))
        cover = _share(plan.terms, weights, levels)
        alone = _share(plan.terms, weights, levels[:1])
        period, timely = period_fit(plan, passage, statement)
        verbatim = 0.2 if any(" " in n and n.lower() in statement.text.lower() for n in plan.names) else 0.0
        score = verbatim + cover + 0.35 * alone + 0.15 * passage.words_score + (0.25 if timely else -0.4)
        present = own | path | stems(statement.lead) | title
        missing = _missing(plan.terms, weights, present if plan.kind == "figure" else present | around)
        found.append(
            Candidate(passage, position, cover, alone, names, timely, period, score + _fit(plan, statement), missing)
        )
    return found


def _around(passage: Passage, position: int) -> frozenset[str]:
    near = passage.statements[max(0, position - 1) : position + 2]
    return frozenset().union(*(stems(s.text) for s in near))


def _share(
    terms: tuple[Term, ...], weights: dict[str, float], levels: tuple[tuple[float, frozenset[str]], ...]
) -> float:
    total = sum(weights.values())
    if not total:
        return 0.0
    got = 0.0
    for term in terms:
        got += weights[term.word] * next((level for level, present in levels if matches(term.word, present)), 0.0)
    return got / total


def _missing(terms: tuple[Term, ...], weights: dict[str, float], present: frozenset[str]) -> float:
    needed = [t.word for t in terms if t.needed]
    total = sum(weights[w] for w in needed)
    return sum(weights[w] for w in needed if not matches(w, present)) / total if total else 0.0


def _has_name(name: str, text: str) -> bool:
    """Tell whether a text holds a proper name: its last word and half of the others, or its initials."""
    present = stems(text)
    words = [w for w in tokens(name) if len(w) > 1]
    if not words:
        return True
    here = [matches(w, present) for w in words]
    initials = "".join(w[0] for w in name.split() if w[0].isupper())
    if len(words) > 1 and re.search(rf"\b{re.escape(initials)}\b", text):
        return True
    return here[-1] and sum(here) * 2 >= len(here)


def figures_in(text: str) -> list[str]:
    """Return the figures a text states, years and numbers of minutes aside."""
    return _NUMBER.findall(_NOT_FIGURES.sub(" ", text))


def has_date(text: str) -> bool:
    """Tell whether a text names a day, month or year."""
    return bool(_WHEN.search(text))


def _fit(plan: Plan, statement: Statement) -> float:
    """Return a small bonus for a statement of the shape the question asks for."""
    text = statement.text
    if plan.kind == "figure":
        money = (
            0.35
            if re.search(r"\bhow much\b|\bcosts?\b|\bworth\b", plan.question, re.I) and re.search(r"[£$€]\s?\d", text)
            else 0.0
        )
        return 0.3 + money if figures_in(text) else -0.2
    if plan.kind == "date":
        return 0.25 if has_date(text) else -0.1
    if plan.kind == "decision":
        return 0.3 if _DECIDED.search(text) else 0.0
    if plan.kind in ("owner", "actions"):
        return 0.3 if statement.owner or statement.kind == "row" or _TASK.search(text) else 0.0
    if plan.kind in ("role", "attendance"):
        field = re.match(r"([A-Z][\w ]{2,30}):\s+\S", text)
        labelled = field and stems(field[1]) <= stems(plan.question)
        return (0.2 if _NAME.search(text) else 0.0) + (0.4 if labelled else 0.0)
    return 0.0
