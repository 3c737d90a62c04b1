"""What later papers say about actions: which action an update is about."""

import re
from dataclasses import dataclass

from index.register.said import Said
from index.register.text import fold, shown
from index.register.threads import Link, Thread, Threads
from index.register.wording import Wording, wording

SURE, DOUBTFUL = 0.75, 0.5
_AHEAD = 0.08  # by so much the best has to be better than the next
_WHOLE = 0.7  # share of an action's words in an update on several actions of a minute
_TO_DO = re.compile(r"\b(?:to|would|will|should|must|shall|resolved|agreed|asked|requested)\b\s+\w+", re.I)


@dataclass(frozen=True, slots=True)
class _Match:
    thread: Thread
    score: float
    basis: str
    whole: bool = False


def place_update(update: Said, threads: Threads) -> None:
    """Put an update to the action it is about; one that finds none stands alone if it tells what was to be done."""
    if update.of_row is not None and (rows := threads.of_row(update.paper[0], update.of_row)):
        for thread, link in rows:
            threads.add(thread, Link(update, link.score, "stands in the action's row", link.doubtful))
        return
    found = _matches(update, threads)
    sure = [m for m in found if m.score >= SURE and (m is found[0] or m.whole)]
    if sure and not _ahead(found):
        sure = []
    for match in sure or [m for m in found if m.score >= DOUBTFUL][:1]:
        threads.add(match.thread, Link(update, match.score, match.basis, doubtful=not sure))
    if not sure and _tells_what(update):
        threads.open(update, [f"no paper here agrees it: known from an update of {_day(update)}"])


def _ahead(found: list[_Match]) -> bool:
    """Tell whether the best match is clearly better than others, those whose words it repeats whole aside."""
    rest = [m for m in found[1:] if not (m.whole and found[0].whole)]
    return not rest or found[0].score - rest[0].score >= _AHEAD


def _matches(update: Said, threads: Threads) -> list[_Match]:
    words = wording(update.text)
    under = threads.under(update.meeting, update.minute)
    near = {t.number: t for t in [*under, *threads.near(words)]}
    found = [m for t in near.values() if (m := _match(update, words, t, threads, under))]
    return sorted(found, key=lambda m: (-m.score, -m.thread.number))


def _match(update: Said, words: Wording, thread: Thread, threads: Threads, under: list[Thread]) -> _Match | None:
    first = thread.opening.day
    if first and update.day and not (first < update.day or (first == update.day and _earlier(thread, update))):
        return None
    if update.meeting and thread.meeting and update.meeting != thread.meeting:
        return None
    likeness = threads.likeness(words, thread)
    told, why = 0.0, []
    whole = False
    if thread in under and update.meeting:
        whole = max(threads.wordings.inside(own, words) for own in thread.wordings) >= _WHOLE
        told = 0.85 if len(under) == 1 and not _speaks_of_other(update, likeness) else 0.5
        why.append(f"minute {update.minute} of {shown(update.meeting)}")
    elif update.meeting and update.meeting == thread.meeting:
        told = 0.3
        why.append(f"meeting of {shown(update.meeting)}")
    if _names(update) & {name for said in thread.sure for name in _names(said)}:
        told = 1 - (1 - told) * 0.85
        why.append("the same owner")
    why.append(f"words {likeness:.2f}")
    return _Match(thread, round(1 - (1 - likeness) * (1 - told), 2), ", ".join(why), whole)


def _earlier(thread: Thread, update: Said) -> bool:
    """Tell whether an action first heard of on the day of an update was set at an earlier meeting."""
    return bool(thread.meeting and update.day and thread.meeting < update.day)


def _speaks_of_other(update: Said, likeness: float) -> bool:
    """Tell whether an update's reference has words enough to say that it means something else."""
    record = update.record
    return bool(getattr(record, "about", "")) and len(wording(update.text).stems) >= 4 and likeness < 0.2


def _names(said: Said) -> set[str]:
    return {fold(owner.name or owner.stated) for owner in said.owners if owner.kind != "everyone"}


def _tells_what(update: Said) -> bool:
    about = getattr(update.record, "about", "")
    return bool(_TO_DO.search(about)) and len(wording(about).stems) >= 3


def _day(update: Said) -> str:
    return shown(update.day) if update.day else "an undated paper"
