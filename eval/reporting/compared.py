"""Two runs question by question, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.comparing import Change
from eval.reporting.measures import difference_words
from eval.reporting.outcomes import NAMES, outcome_of
from eval.reporting.scored import Beside, Scored
from eval.reporting.wording import counted, listed, percent

_MOST = 500  # questions listed as better or as worse


@dataclass(frozen=True, slots=True)
class Entry:
    """A question that changed; `number` is its place among the questions of this run."""

    number: int
    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Those that got better, or worse."""

    title: str
    entries: tuple[Entry, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is told of one comparison."""

    name: str
    words: list[str]
    changes: list[Changes]


def compared(run: Scored, beside: Sequence[Beside]) -> list[Compared]:
    """Return what is told of each run beside this one."""
    numbers = {row.example.id: number for number, row in enumerate(run.rows, 1)}
    return [
        Compared(
            other.run.label,
            list(_words(run, other)),
            [
                _listed(title, changes, numbers)
                for title, changes in (("Got worse", other.comparison.worse), ("Got better", other.comparison.better))
                if changes
            ],
        )
        for other in beside
    ]


def _words(run: Scored, other: Beside) -> Iterator[str]:
    found = other.comparison
    total = len(found.better) + len(found.worse) + found.same
    if not other.run.answers or not run.answers:
        only = run.label if other.run.answers else other.run.label
        yield f"{only} only searches, so they are compared by how much of what is expected stands in what they found."
    yield (
        f"Of {counted(total, 'question')} asked in both, {len(found.better):,} got better, {len(found.worse):,} got"
        f" worse and {found.same:,} stayed the same."
    )
    wanted = "right" if run.answers and other.run.answers else "facts_in_context"
    for difference in found.differences:
        if difference.metric == wanted:
            what = "Right" if wanted == "right" else "Of the expected facts, found"
            yield (
                f"{what}: {percent(difference.after)} here, {percent(difference.before)} there"
                f" ({difference_words(difference).rstrip('.')}). {_by_chance(difference.p)}"
            )
    left = [
        (len(found.missing), f"asked only of {other.run.label}"),
        (len(found.added), f"asked only of {run.label}"),
        (len(found.changed), "changed in the set between the two"),
    ]
    if any(count for count, _ in left):
        told = listed([f"{count:,} {words}" for count, words in left if count])
        yield f"Left out of the comparison: {told}."


def _by_chance(p: float) -> str:
    if p >= 0.995:
        return "There is no difference to speak of."
    often = "fewer than 1" if p < 0.005 else "about 1" if p < 0.015 else f"about {p * 100:.0f}"
    words = f"Chance alone would make a difference this large in {often} of 100 such comparisons"
    return f"{words}: it is very likely real." if p < 0.05 else f"{words}, so it may mean nothing."


def _listed(title: str, changes: Sequence[Change], numbers: Mapping[str, int]) -> Changes:
    entries = tuple(
        Entry(numbers.get(change.after.example.id, 0), change.after.example.question, _became(change))
        for change in changes[:_MOST]
    )
    more = len(changes) - _MOST
    return Changes(f"{title} ({len(changes):,})", entries, f"and {more:,} more: see the CSV file" if more > 0 else "")


def _became(change: Change) -> str:
    before = NAMES[outcome_of(change.before, change.before_scores)]
    after = NAMES[outcome_of(change.after, change.after_scores)]
    if before != after:
        return f"{before} → {after}"
    return f"{after} in both, but not to the same degree"
