"""Which action of the register a question means: the one that says what the question says, if it is sure."""

import re
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import token_set_ratio

from assistant.evidence import Evidence
from assistant.likeliest import likeliest
from assistant.question import Plan
from assistant.shares import weights_of
from assistant.snapshot import Snapshot
from assistant.words import fold, matches, stems, tokens
from index.catalogue import Catalogue
from index.register.actions import ActionRecord, show_action
from index.register.nearby import actions_in
from index.search import Filters

_MOST = 6
_LEAST = 0.62  # of the weight of a question's words
_MISSING = 0.2
_NEAR = 0.06  # actions whose shares differ less are equally near
_SAME = 85  # of 100: how alike the words of an action are that was agreed again
_UNSAID = stems("date deadline due change changed history owner hand hands first originally before over time plan")
_FEW = 3  # more are no answer
_OF_ACTIONS = ("owner", "status")
_PAST = re.compile(r"\b(?:was|were|did|had|said|took|taken|got|agreed|offered|promised|undertook)\b", re.I)
_REFERENCE = re.compile(r"[a-z]{1,6}[/-]?\d+(?:[-/.]\d+)+")


@dataclass(frozen=True, slots=True)
class Meant:
    """The actions a question may mean: one where it is sure, two or more where they are equally near, else none.

    `before` are older actions in the same words as the one that is meant.
    """

    actions: tuple[ActionRecord, ...] = ()
    before: tuple[ActionRecord, ...] = ()


def meant(plan: Plan, evidence: Evidence, catalogue: Catalogue, snapshot: Snapshot, kept: Filters) -> Meant:
    """Return which actions a question means, as they stood on the last day that counts, or at the time it names."""
    exact = _in_its_words(plan, evidence, catalogue, snapshot, kept) if plan.kind in _OF_ACTIONS else Meant()
    if len(exact.actions) == 1 or (exact.actions and plan.history):
        return replace(exact, actions=_then(plan, exact.actions, catalogue))
    near = tuple(likeliest(plan, evidence, catalogue, snapshot, kept)) or exact.actions[:_FEW]
    return Meant(_then(plan, near, catalogue))


def _then(plan: Plan, actions: tuple[ActionRecord, ...], catalogue: Catalogue) -> tuple[ActionRecord, ...]:
    """Actions as the papers of the time asked for tell: of one set then, only who owned it at first is asked so."""
    asked = plan.sitting or plan.period
    if asked is None or plan.as_of or plan.history:
        return actions
    shown: list[ActionRecord] = []
    for action in actions:
        set_then = action.meeting and asked.holds(action.meeting)
        back = _PAST.search(plan.question) and plan.kind != "status" if set_then else True
        then = show_action(catalogue, action.id, asked.end) if back else None
        shown.append(then or action)
    return tuple(shown)


def _in_its_words(plan: Plan, evidence: Evidence, catalogue: Catalogue, snapshot: Snapshot, kept: Filters) -> Meant:
    """The actions that hold nearly all words of a question."""
    terms = [t for t in plan.terms if not stems(t.word) <= _UNSAID]
    weights = weights_of(terms, snapshot)
    stretches = [(p.document, p.start, p.end) for p in evidence.passages]
    shares = {i: _share(plan, words, weights) for i, words in actions_in(catalogue, stretches).items()}
    best = sorted((i for i in shares if shares[i] >= _LEAST), key=lambda i: (-shares[i], i))[:_MOST]
    found = [(shares[i], action) for i in best if (action := show_action(catalogue, i, kept.until))]
    found = [(s, a) for s, a in found if not kept.boards or a.board in kept.boards]
    found = _of_the_time(plan, found)
    if not found:
        return Meant()
    found = [(s + _own_share(plan, a, weights), a) for s, a in found]
    top = max(s for s, _ in found)
    near = [a for s, a in sorted(found, key=lambda f: -f[0]) if s >= top - _NEAR]
    near = [a for a in near if a.owners or a.meeting] or near  # what a strategy means to do is nobody's yet
    newest = max(near, key=lambda a: (a.meeting.toordinal() if a.meeting else 0, a.id))
    alike = [a for a in near if token_set_ratio(fold(a.text), fold(newest.text)) >= _SAME]
    if len(alike) == len(near):
        return Meant((newest,), tuple(a for a in alike if a.id != newest.id))
    return Meant(tuple(near))


def _share(plan: Plan, words: str, weights: dict[str, float]) -> float:
    """The weighted share of a question's words that an action and what is said about it hold; 0 where names miss."""
    said = fold(words)
    if any(reference in said.split() for reference in _REFERENCE.findall(plan.question.lower())):
        return 2.0
    present = stems(words)
    needed = {t.word: weights[t.word] for t in plan.terms if t.needed and t.word in weights}
    missed = sum(w for word, w in needed.items() if not matches(word, present))
    if not needed or missed > _MISSING * sum(needed.values()):
        return 0.0
    if not all(_named(name, said, present) for name in plan.names):
        return 0.0
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if matches(word, present)) / total if total else 0.0


def _named(name: str, said: str, present: frozenset[str]) -> bool:
    words = [w for w in tokens(name) if len(w) > 1]
    return fold(name) in said or all(matches(w, present) for w in words[-1:])


def _own_share(plan: Plan, action: ActionRecord, weights: dict[str, float]) -> float:
    """A third more for what the action itself says: a word in an update of another matter tells less."""
    own = stems(f"{action.text} {action.heading} {action.minute}")
    total = sum(weights.values())
    said = sum(w for word, w in weights.items() if matches(word, own)) / total if total else 0.0
    quoted = 0.5 if len(action.text) > 25 and fold(action.text).strip(" .") in fold(plan.question) else 0.0
    return 0.35 * said + quoted


def _of_the_time(plan: Plan, found: list[tuple[float, ActionRecord]]) -> list[tuple[float, ActionRecord]]:
    """Those agreed at the time a question names, else those a paper of that time reports on."""
    asked = plan.sitting or plan.period
    if asked is None or plan.as_of:
        return found
    agreed = [f for f in found if f[1].meeting and asked.holds(f[1].meeting)]
    return agreed or [f for f in found if any(s.date and asked.holds(s.date) for s in f[1].history)]
