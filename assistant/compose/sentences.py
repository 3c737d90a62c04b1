"""An answer of one statement, with the neighbours its wording depends on and an older one beside it."""

import re

from assistant.compose.citing import Citations, as_number, as_of, in_brackets
from assistant.evidence import Candidate
from assistant.question import Plan
from assistant.words import matches, stems
from index.search import Passage
from ingest.documents import Statement

_LEANS = re.compile(
    r"(?:this|these|those|that|it|they|he|she|his|her|their|its|such|however|also|in addition|in response|both"
    r"|there (?:was|were|had|would)"
    r"|the (?:same|latter|former|changes|report|update|meeting|service|group|project|scheme|exercise|programme"
    r"|plan|purpose|aim)"
    r"|three of these|none of)\b",
    re.I,
)
_LONG = 70
_OPEN = ("fact", "decision", "list", "status")
_NEAR = 0.25
_MOST_WORDS = 90
_OPEN_ENDED = re.compile(
    r"^(?:why|how (?!many|much|often|long))"
    r"|\b(?:discussed|said|reported|noted|raised|about|explain|concern\w*|happened)\b",
    re.I,
)
_TELLS = re.compile(r"\b(?:update|progress|outcome|status|comment|response|position)\b", re.I)


def compose_sentences(plan: Plan, good: list[Candidate], citations: Citations) -> str:
    """Return the best statement, cited, and where papers of other dates speak of the same, the older beside it.

    Beside the best statement on an open question stand the next that carry as much of it, within about 90 words.
    """
    best = _newest_of_equals(plan, good)
    text = said(plan, best, citations)
    other = _other_date(best, good) if plan.kind in ("status", "date", "figure", "fact") else None
    if other:
        earlier = as_number(other.passage) < as_number(best.passage)
        told = said(plan, other, citations, dated=False)
        text += f"\n\n{'Earlier' if earlier else 'Later'} ({as_of(other.passage)}): {told}"
    if plan.kind in _OPEN:
        near = [c for c in good if c.score >= best.score - _NEAR]
        text = "\n\n".join([text, *_more(plan, text, [c for c in near if c not in (best, other)], citations)])
    return text


def compose_likely(plan: Plan, likely: list[Candidate], citations: Citations) -> str:
    """Return the likeliest statement, cited, and the next ones within about 90 words where others are as likely."""
    text = said(plan, likely[0], citations)
    return "\n\n".join([text, *_more(plan, text, likely[1:], citations)])


def _more(plan: Plan, text: str, others: list[Candidate], citations: Citations) -> list[str]:
    """Return up to two further statements that say something else, as far as they keep the answer short."""
    told: list[str] = []
    for other in others:
        left = _MOST_WORDS - len(" ".join([text, *told]).split())
        new = all(other.statement.text not in shown for shown in (text, *told))
        if len(told) < 2 and new and len(other.statement.text.split()) <= left:
            told.append(said(plan, other, citations))
    return told


def said(plan: Plan, candidate: Candidate, citations: Citations, dated: bool = True) -> str:
    """Return a statement as it stands, with what it leans on, its citation and its date."""
    passage, at = candidate.passage, candidate.position
    statement = candidate.statement
    if statement.kind == "row" and len(statement.text.split()) > 35:
        return _row_said(plan, candidate, citations)
    shown = _with_neighbours(passage, at)
    if _OPEN_ENDED.search(plan.question):
        shown = _and_on(passage, shown)
    pieces = [passage.statements[i] for i in shown]
    words = " ".join(f"{s.text} {citations.cite(passage, s)}" for s in pieces)
    if statement.kind == "item" and statement.lead.endswith(":") and _needs_lead(plan, statement):
        words = f"{statement.lead} {words}"
    when = as_of(passage) if dated else ""
    return f"{words} ({when})" if when and when not in words else words


def _needs_lead(plan: Plan, statement: Statement) -> bool:
    """Tell whether the line over a list says something that is asked for and that its entry does not say."""
    lead, own = stems(statement.lead), stems(statement.text)
    terms = [term.word for term in plan.terms]
    return len(statement.lead.split()) <= 20 and any(matches(t, lead) and not matches(t, own) for t in terms)


def _and_on(passage: Passage, shown: list[int]) -> list[int]:
    """Go on with the sentences that follow in the same paragraph, to about sixty words."""
    last = shown[-1]
    words = sum(len(passage.statements[i].text.split()) for i in shown)
    while last + 1 < len(passage.statements):
        after = passage.statements[last + 1]
        words += len(after.text.split())
        if words > 60 or after.kind != "sentence" or after.paragraph != passage.statements[last].paragraph:
            break
        last += 1
        shown = [*shown, last]
    return shown[:-1] if len(shown) > 1 and passage.statements[shown[-1]].text.endswith(":") else shown


def _row_said(plan: Plan, candidate: Candidate, citations: Citations) -> str:
    """The cells of a long row that matter: the one that says most of the question, then what became of it."""
    cells = [(n, v) for n, v in candidate.statement.cells if v]
    subject = max(cells, key=lambda cell: sum(matches(t.word, stems(cell[1])) for t in plan.terms))
    others = [c for c in cells if c is not subject]
    told = [c for c in others if _TELLS.search(c[0])] or sorted(others, key=lambda c: -len(c[1]))[:1]
    if plan.kind == "date":
        told = [c for c in others if re.search(r"\bdue\b|deadline|by when|date", c[0], re.I)][:1] + [
            c for c in told if re.search(r"\d", c[1])
        ]
    words = "; ".join(f"{n}: {v}" if n else v for n, v in dict.fromkeys(told))
    mark = citations.cite(candidate.passage, candidate.statement)
    return f"{subject[1].rstrip('.')}. {words} {mark}{in_brackets(as_of(candidate.passage))}"


def _with_neighbours(passage: Passage, at: int) -> list[int]:
    """Positions to show: the statement, the one before where it leans on it, the list after where it opens one."""
    chosen = [at]
    statement = passage.statements[at]
    first = at
    while (
        first > 0 and statement.kind == "sentence" and _LEANS.match(passage.statements[first].text) and at - first < 2
    ):
        before = passage.statements[first - 1]
        if before.kind == "row" or sum(len(passage.statements[i].text.split()) for i in chosen) > _LONG:
            break
        first -= 1
        chosen.insert(0, first)
    if statement.text.endswith(":"):
        for after in range(at + 1, len(passage.statements)):
            if passage.statements[after].kind != "item" or after - at > 12:
                break
            chosen.append(after)
    return chosen


def _newest_of_equals(plan: Plan, good: list[Candidate]) -> Candidate:
    """Among statements that carry as much of the question, the newest; the best-placed where dates tell nothing."""
    top = good[0]
    margin = 0.05 if plan.kind == "decision" else 0.15
    if not as_number(top.passage):
        return top
    equals = [
        c
        for c in good[:40]
        if c.score >= top.score - margin and c.cover >= top.cover - 0.05 and c.own >= top.own - 0.12
    ]
    return max(equals, key=lambda c: (as_number(c.passage), c.score))


def _other_date(best: Candidate, good: list[Candidate]) -> Candidate | None:
    """The best statement of another date that carries as much of the question and says something else."""
    for other in good[:25]:
        apart = as_number(other.passage) not in (0, as_number(best.passage)) and as_number(best.passage)
        if apart and other.cover >= best.cover - 0.03 and other.own >= best.own - 0.1 and other.own > 0.6:
            words, others = set(best.statement.text.lower().split()), set(other.statement.text.lower().split())
            if len(words & others) < 0.8 * len(words | others) and len(other.statement.text.split()) <= _LONG:
                return other
    return None
