"""How well the register follows actions over papers: which statements it holds together, and how each stands now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.register_scores import Score, alike, start_of
from eval.register_truth import Span, Truth
from index.register.actions import ActionRecord


@dataclass(frozen=True, slots=True)
class Row:
    """A statement in the truth: where it stands, and in which actions of the register it was found."""

    paper: str
    date: str
    truth: Truth
    held: frozenset[str]

    @property
    def threads(self) -> frozenset[str]:
        """The actions it is about, as the truth has them."""
        return frozenset(self.truth.data.get("about") or [self.truth.data.get("thread", "")])


def rows(paper: str, date: str, document: str, wanted: Iterable[Truth], register: Sequence[ActionRecord]) -> list[Row]:
    """Return a paper's rows that belong to a thread, with the actions of the register that hold each."""
    statements = [
        (action.id, Span(s.text, s.place.start, s.place.end))
        for action in register
        for s in action.history
        if s.place.document == document and not s.doubtful and not s.wrong
    ]
    found: list[Row] = []
    for truth in wanted:
        if truth.data.get("thread") or truth.data.get("about"):
            spans = (*truth.spans, *truth.row)
            held = [i for i, span in statements if any(span.overlaps(s.start, s.end) for s in spans)]
            if truth.data["kind"] == "action":
                near = [i for i, span in statements if i in held and alike(span, truth.spans) >= 60]
                held = near or held
            found.append(Row(paper, date, truth, frozenset(held)))
    return found


def score_links(found: Sequence[Row]) -> Score:
    """Score each row of a later paper: is it held with an older row about the same action, and no other?"""
    score = Score()
    for row in found:
        for thread in row.threads:
            before = _older(row, [r for r in found if thread in r.threads])
            if before:
                right = any(row.held & r.held for r in before)
                score.true += 1
                score.found += right
                if not right:
                    score.misses.append(f"{row.paper}: not linked to {before[-1].date}: {start_of(row.truth)!r}")
        for action in sorted(row.held):
            before = _newest(_older(row, [r for r in found if action in r.held]))
            if before:
                right = any(row.threads & r.threads for r in before)
                score.given += 1
                score.right += right
                if not right:
                    wrong = f"{before[0].date} {start_of(before[0].truth)!r}"
                    score.misses.append(f"{row.paper}: wrongly linked to {wrong}: {start_of(row.truth)!r}")
    return score


def _older(row: Row, others: Iterable[Row]) -> list[Row]:
    """Return those rows that stand in an older paper, oldest first."""
    older = [r for r in others if (r.date, r.paper) < (row.date, row.paper) and r.paper != row.paper]
    return sorted(older, key=lambda r: (r.date, r.paper))


def _newest(found: Sequence[Row]) -> list[Row]:
    """Return those rows that stand in the newest paper."""
    return [r for r in found if (r.date, r.paper) == (found[-1].date, found[-1].paper)]


def score_statuses(found: Sequence[Row], register: Sequence[ActionRecord]) -> Score:
    """Score how each action stands after the newest paper that tells; "unknown" is not given."""
    states = {action.id: action for action in register}
    threads: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        for thread in row.threads:
            threads[thread].append(row)
    score = Score()
    for group in threads.values():
        telling = [r for r in group if r.truth.data.get("status")]
        if not telling:
            continue
        newest = max((r.date, r.paper) for r in telling)
        last = [r for r in telling if (r.date, r.paper) == newest]
        accepted = {status for r in last for status in r.truth.data["status"]}
        held = [i for r in (last if last[0].truth.data["kind"] == "action" else group) for i in sorted(r.held)]
        own = [i for r in group for i in sorted(r.held) if r.truth.data["kind"] == "action"]
        identity = next((i for i in held if i in own), None)
        said = states[identity].status if identity else "unknown"
        right = said in accepted
        score.add(right, given=said != "unknown", true="unknown" not in accepted)
        if not right:
            score.misses.append(
                f"{last[0].paper}: stands as {said}, not {sorted(accepted)}: {start_of(last[0].truth)!r}"
            )
    return score
