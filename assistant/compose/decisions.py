"""What a meeting resolved, agreed or approved, word for word."""

from itertools import groupby

from assistant.compose.citing import Citations
from assistant.evidence import Evidence
from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.words import matches, stems
from index.catalogue import Catalogue
from index.register.asking import Asked, Place, Stated, stated
from index.register.nearby import stated_in
from index.search import Filters, Passage
from ingest.dates import spoken
from ingest.records.record import Decision

_MOST = 50
_FEW = 6
_MISSING = 0.2
_NEAR = 0.1


def compose_decision(
    plan: Plan, evidence: Evidence, catalogue: Catalogue, snapshot: Snapshot, kept: Filters, citations: Citations
) -> str:
    """Return the decisions on a subject, the newest first, or all of a meeting; "" where the records hold none."""
    if not any(t.needed for t in plan.terms):
        return _of_meeting(plan, catalogue, kept, citations)
    found = _on_subject(plan, evidence, catalogue, snapshot, kept)
    if not found:
        return ""
    newest, *older = [list(group) for _, group in groupby(found, key=lambda d: d.date)]
    text = _said(newest[:_FEW], citations)
    for earlier in older[:2]:
        text += f"\n\nEarlier: {_said(earlier[:_FEW], citations)}"
    return text


def _of_meeting(plan: Plan, catalogue: Catalogue, kept: Filters, citations: Citations) -> str:
    when = plan.sitting or plan.period
    if when is None:
        return ""
    asked = Asked(boards=kept.boards, since=when.start, as_of=when.end)
    found: list[Stated[Decision]] = sorted(
        stated(catalogue, "decisions", asked), key=lambda d: (d.board, d.date or when.start, d.place.start)
    )
    lines: list[str] = []
    for (board, day), group in groupby(found[:_MOST], key=lambda d: (d.board, d.date)):
        lines.append(f"{board}, {spoken(day)}:" if day else f"{board}:")
        lines += [f"- {_verbatim(decision, citations)}" for decision in group]
    if len(found) > _MOST:
        lines.append(f"These are the first {_MOST} of {len(found):,}; `partnership decisions` lists all.")
    return "\n".join(lines)


def _on_subject(
    plan: Plan, evidence: Evidence, catalogue: Catalogue, snapshot: Snapshot, kept: Filters
) -> list[Stated[Decision]]:
    """The decisions that say what is asked about, themselves or with what stands around them; newest first."""
    weights = {t.word: snapshot.rarity(t.word) for t in plan.terms if t.needed}
    when = plan.sitting or plan.period
    shares: list[tuple[float, Stated[Decision]]] = []
    for decision in stated_in(catalogue, "decisions", [(p.document, p.start, p.end) for p in evidence.passages]):
        if when and not plan.as_of and not (decision.date and when.holds(decision.date)):
            continue
        if kept.until and decision.date and decision.date > kept.until:
            continue
        share = _share(decision, evidence, weights)
        if share:
            shares.append((share, decision))
    top = max((share for share, _ in shares), default=0.0)
    near = [decision for share, decision in shares if share >= top - _NEAR]
    return sorted(near, key=lambda d: (-(d.date.toordinal() if d.date else 0), d.place.document, d.place.start))


def _share(decision: Stated[Decision], evidence: Evidence, weights: dict[str, float]) -> float:
    """The share of the words asked about, those only around the decision for half; 0 where too many are missing."""
    own = stems(f"{decision.record.text} {decision.record.heading} {decision.record.minute}")
    near = own | stems(" ".join(p.text for p in evidence.passages if _holds(p, decision.place)))
    total = sum(weights.values())
    missed = sum(w for word, w in weights.items() if not matches(word, near))
    if missed > _MISSING * total or not any(matches(word, own) for word in weights):
        return 0.0
    return sum(w * (1.0 if matches(word, own) else 0.5) for word, w in weights.items() if matches(word, near)) / total


def _holds(passage: Passage, place: Place) -> bool:
    return passage.document == place.document and passage.start < place.end and passage.end > place.start


def _said(decisions: list[Stated[Decision]], citations: Citations) -> str:
    day, board = decisions[0].date, decisions[0].board
    when = ", ".join(filter(None, (board, spoken(day) if day else "")))
    if len(decisions) == 1:
        return f"{when}: {_verbatim(decisions[0], citations)}"
    return "\n".join([f"{when}:", *(f"- {_verbatim(decision, citations)}" for decision in decisions)])


def _verbatim(decision: Stated[Decision], citations: Citations) -> str:
    record = decision.record
    minute = f"minute {record.minute}: " if record.minute else ""
    return f"{minute}“{record.text}” {citations.cite_record(decision.place, decision.board, decision.date)}"
