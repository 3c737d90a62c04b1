"""How many records are right: pure functions of the truth about one paper and what was found in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from eval.register_truth import Span, Truth, words_of
from ingest.records.record import Action, Decision, Measure, Meeting, Owner, Update

ALIKE = 90
_TITLES = frozenset("mr mrs ms miss dr prof professor sir lord lady baroness cllr councillor cllrs the".split())


@dataclass(slots=True)
class Score:
    """How many of what was `given` are `right`, of what is `true`; `misses` says which are not."""

    right: int = 0
    given: int = 0
    true: int = 0
    found: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.given if self.given else nan

    @property
    def recall(self) -> float:
        """The share of what is true that was given."""
        return self.found / self.true if self.true else nan

    def add(self, right: bool, given: bool = True, true: bool = True) -> None:
        """Count one thing: whether it was given at all, whether it is in the truth, whether it is right."""
        self.right += right and given
        self.found += right and true
        self.given += given
        self.true += true

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.given + other.given,
            self.true + other.true,
            self.found + other.found,
            self.misses + other.misses,
        )


def alike(found: Span, wordings: Iterable[Span]) -> float:
    """Return how alike a text is to the likest wording, 0 to 100; 0 where one is not half as long as the other."""
    words = words_of(found.text)
    best = 0.0
    for wording in wordings:
        other = words_of(wording.text)
        if 2 * min(len(words), len(other)) >= max(len(words), len(other)):
            best = max(best, token_set_ratio(" ".join(words), " ".join(other)))
    return best


def pair(wanted: Sequence[Truth], found: Sequence[Span]) -> dict[int, int]:
    """Return which of the truth each text found stands for, each once: alike in words, the same place first."""
    likely: list[tuple[bool, bool, float, int, int]] = []
    for t, truth in enumerate(wanted):
        for f, span in enumerate(found):
            ratio = alike(span, truth.spans)
            if ratio >= ALIKE:
                here = any(span.overlaps(s.start, s.end) for s in truth.spans)
                likely.append((here, not truth.optional, ratio, -t, -f))
    pairs: dict[int, int] = {}
    for _, _, _, t, f in sorted(likely, reverse=True):
        if -f not in pairs and -t not in pairs.values():
            pairs[-f] = -t
    return pairs


def score_texts(wanted: Sequence[Truth], found: Sequence[Action | Decision | Update]) -> Score:
    """Score records by their text: what is optional counts neither way."""
    pairs = pair(wanted, [Span(r.text, r.start, r.end) for r in found])
    score = Score()
    for f, record in enumerate(found):
        if f not in pairs:
            score.add(right=False, true=False)
            score.misses.append(f"not in the truth: {record.text[:160]!r}")
        elif not wanted[pairs[f]].optional:
            score.add(right=True)
    for t, truth in enumerate(wanted):
        if not truth.optional and t not in pairs.values():
            score.add(right=False, given=False)
            score.misses.append(f"missed: {start_of(truth)!r}")
    return score


def start_of(truth: Truth) -> str:
    """Return the first words of a row's text, to be told by."""
    if truth.spans:
        return f"{truth.data.get('minute', '')} {truth.spans[0].text[:110]}".strip()
    texts = truth.data.get("texts") or [{"start": truth.data.get("name", "")}]
    return f"{truth.data.get('minute', '')} {texts[0]['start']}".strip()


def names(name: str) -> list[str]:
    """Return a name's words as names are compared: without titles and what stands in brackets."""
    return [word for word in words_of(name.split("(")[0]) if word not in _TITLES]


def same_owner(owner: Owner, truth: dict[str, Any]) -> bool:
    """Tell whether an owner is the one the truth has: by the words it is stated in, or by name."""
    known = [names(n) for n in [*truth["stated"], truth.get("name", "")] if n]
    return any(names(n) in known for n in (owner.stated, owner.name) if names(n))


def right_owners(owners: Sequence[Owner], accepted: Sequence[Sequence[dict[str, Any]]]) -> bool:
    """Tell whether owners are exactly one of the sets that are accepted."""
    return any(len(owners) == len(one) and all(any(same_owner(o, t) for o in owners) for t in one) for one in accepted)


def score_owners(wanted: Sequence[Truth], actions: Sequence[Action]) -> Score:
    """Score the set of owners of each action; one without any counts only where it should have one."""
    pairs = {t: f for f, t in pair(wanted, [Span(r.text, r.start, r.end) for r in actions]).items()}
    score = Score()
    for t, truth in enumerate(wanted):
        if truth.optional:
            continue
        found = actions[pairs[t]].owners if t in pairs else ()
        accepted = truth.data["owners"]
        if not found and [] in accepted:
            continue
        right = right_owners(found, accepted)
        score.add(right, given=bool(found), true=[] not in accepted)
        if not right and t in pairs:
            given = ", ".join(f"{o.stated}={o.name}" if o.name else o.stated for o in found) or "none"
            score.misses.append(f"owners {given}, not {_said(accepted[0])}: {start_of(truth)!r}")
    return score


def _said(owners: Iterable[dict[str, Any]]) -> str:
    return ", ".join(o["stated"][0] for o in owners) or "none"


def score_people(wanted: Sequence[Truth], actions: Sequence[Action]) -> Score:
    """Score the names that stand for owners, where the paper itself tells them; a name it does not tell is wrong."""
    pairs = {t: f for f, t in pair(wanted, [Span(r.text, r.start, r.end) for r in actions]).items()}
    score = Score()
    for t, truth in enumerate(wanted):
        if truth.optional:
            continue
        found = actions[pairs[t]].owners if t in pairs else ()
        known = {o["stated"][0]: o for one in truth.data["owners"] for o in one}
        for owner in found:
            match = next((o for o in known.values() if same_owner(owner, o)), None)
            told = match.get("name", "") if match else ""
            if owner.kind == "person" and names(owner.name) and (told or names(owner.name) != names(owner.stated)):
                right = names(owner.name) == names(told)
                score.add(right, true=False)
                if not right:
                    score.misses.append(
                        f"{owner.stated} is {told or 'not told'}, not {owner.name}: {start_of(truth)!r}"
                    )
        for o in truth.data["owners"][0]:
            if o.get("name") and not o.get("elsewhere"):
                right = any(names(owner.name) == names(o["name"]) for owner in found)
                score.true += 1
                score.found += right
                if not right and t in pairs:
                    score.misses.append(f"{o['stated'][0]} not resolved to {o['name']}: {start_of(truth)!r}")
    return score


def score_attendance(wanted: Sequence[Truth], meetings: Sequence[Meeting]) -> Score:
    """Score who attended, with their standing."""
    score = Score(true=sum(not t.optional for t in wanted))
    left = list(wanted)
    for attendee in [a for meeting in meetings for a in meeting.attendees]:
        match = next((t for t in left if names(t.data["name"]) == names(attendee.name)), None)
        right = bool(match) and attendee.standing in (match.data["standing"] if match else ())
        if match and right:
            left.remove(match)
        if match and match.optional:
            continue
        score.add(right, true=False)
        score.found += right
        if not right:
            score.misses.append(f"{attendee.name} {attendee.standing}: {'wrong standing' if match else 'not listed'}")
    score.misses += [f"missed: {t.data['name']} {t.data['standing'][0]}" for t in left if not t.optional]
    return score


def score_measures(wanted: Sequence[Truth], measures: Sequence[Measure]) -> Score:
    """Score the figures of tables: name, period and value all right. A target's own cell counts neither way."""
    score = Score(true=len(wanted))
    left = list(wanted)
    for measure in measures:
        if measure.prose or words_of(measure.column)[:1] == ["target"]:
            continue
        match = next((t for t in left if _same_figure(measure, t.data)), None)
        score.add(match is not None, true=False)
        if match:
            left.remove(match)
            score.found += 1
        else:
            when = measure.period.label if measure.period else measure.stated_period
            score.misses.append(f"not in the truth: {measure.name!r} {when!r} {measure.value!r}")
    score.misses += [f"missed: {t.data['name']} {t.data['period']} {t.data['values'][0]!r}" for t in left]
    return score


def score_targets(wanted: Sequence[Truth], measures: Sequence[Measure]) -> Score:
    """Score the target of every figure that was found."""
    return _matched(
        wanted,
        measures,
        lambda m, t: (words_of(m.target) == words_of(t.get("target", "")), bool(m.target), bool(t.get("target"))),
    )


def _matched(
    wanted: Sequence[Truth],
    measures: Sequence[Measure],
    judge: Callable[[Measure, dict[str, Any]], tuple[bool, bool, bool]],
) -> Score:
    score = Score()
    for truth in wanted:
        match = next((m for m in measures if not m.prose and _same_figure(m, truth.data)), None)
        right, given, true = judge(match, truth.data) if match else (False, False, bool(truth.data.get("target")))
        if given or true:
            score.add(right, given, true)
    return score


def _same_figure(measure: Measure, truth: dict[str, Any]) -> bool:
    names_alike = max(
        token_set_ratio(" ".join(words_of(n)), " ".join(words_of(truth["name"]))) for n in (measure.name, measure.row)
    )
    if names_alike < ALIKE or words_of(measure.value) not in [words_of(v) for v in truth["values"]]:
        return False
    if measure.period:
        return (measure.period.start.isoformat(), measure.period.end.isoformat()) == (truth["start"], truth["end"])
    return words_of(truth["period"]) == words_of(measure.stated_period)[:2]


def score_row_statuses(wanted: Sequence[Truth], actions: Sequence[Action], updates: Sequence[Update]) -> Score:
    """Score what the update of each row of a log says of its status; "unknown" is not given."""
    pairs = {t: f for f, t in pair(wanted, [Span(r.text, r.start, r.end) for r in actions]).items()}
    score = Score()
    for t, truth in enumerate(wanted):
        if not truth.data.get("status"):
            continue
        of_row = [u for u in updates if t in pairs and u.action == pairs[t]]
        of_row = of_row or [u for u in updates if any(s.overlaps(u.start, u.end) for s in (*truth.spans, *truth.row))]
        said = of_row[0].status if of_row else "unknown"
        right = said in truth.data["status"]
        score.add(right, given=said != "unknown", true="unknown" not in truth.data["status"])
        if not right:
            score.misses.append(f"row says {said}, not {truth.data['status'][0]}: {start_of(truth)!r}")
    return score
