"""What later papers say about actions: which action an update is about."""

import re
from dataclasses import dataclass

from index.register.agreeing import headings, labelled, same_owner, words_agree
from index.register.said import Said
from index.register.threads import Link, Thread, Threads
from index.register.wording import Wording, significant, wording
from ingest.dates import spoken

SURE, DOUBTFUL = 0.75, 0.5
_AHEAD = 0.08  # by so much the best has to be better than the next
_WHOLE = 0.7  # share of an action's words in an update on several actions of a minute
_LABEL = 6  # words: more are no label
_LABEL_BASIS = "the label it begins with is said of no other open action"
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
    if same := by_label(update, threads):
        for thread in same:
            score = next((m.score for m in found if m.thread is thread), 0.0)
            threads.add(thread, Link(update, max(score, 0.9), _LABEL_BASIS))
        return
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
    under = threads.under(update.meeting, update.minute) or _numbered(update, words, threads)
    near = {t.number: t for t in [*under, *threads.near(words)]}
    found = [m for t in near.values() if (m := _match(update, words, t, threads, under))]
    return sorted(found, key=lambda m: (-m.score, -m.thread.number))


def _numbered(update: Said, words: Wording, threads: Threads) -> list[Thread]:
    """Return the actions under the number that an update names, where it stands once and its words agree.

    The meeting of an update may be the one whose minutes were before the members, not the one that set the action.
    """
    before = [
        t for t in threads.numbered(update.minute) if not (update.meeting and t.meeting and t.meeting > update.meeting)
    ]
    return [t for t in before if same_owner(update, t) or words_agree(words, t, threads)]


def by_label(update: Said, threads: Threads) -> list[Thread]:
    """Return the action still open whose words hold the whole label that an update begins with, if it is the only one.

    Several actions that a row of a log lists as one count as one.
    """
    about = getattr(update.record, "about", "")
    words = wording(about)
    if update.minute or not 2 <= len(significant(words)) <= _LABEL or _TO_DO.search(about):
        return []
    held = [t for t in threads.near(words) if labelled(words, t) and not t.closed and _before(t, update)]
    rows = [{said.row for said in thread.sure if said.logged} for thread in held]
    return held if len(held) == 1 or (held and set.intersection(*rows)) else []


def _match(update: Said, words: Wording, thread: Thread, threads: Threads, under: list[Thread]) -> _Match | None:
    if not _before(thread, update):
        return None
    known = any(thread is other for other in under)
    if update.meeting and thread.meeting and update.meeting != thread.meeting and not known:
        return None
    likeness = threads.likeness(words, thread)
    told, why = 0.0, []
    whole = False
    if known and thread.meeting:
        whole = max(threads.wordings.inside(own, words) for own in thread.wordings) >= _WHOLE
        told = 0.85 if len(under) == 1 and not _speaks_of_other(update, thread, likeness) else 0.5
        why.append(f"minute {update.minute} of {spoken(thread.meeting)}")
    elif update.meeting and update.meeting == thread.meeting:
        told = 0.3
        why.append(f"meeting of {spoken(update.meeting)}")
    if same_owner(update, thread):
        told = 1 - (1 - told) * 0.85
        why.append("the same owner")
    why.append(f"words {likeness:.2f}")
    return _Match(thread, round(1 - (1 - likeness) * (1 - told), 2), ", ".join(why), whole)


def _before(thread: Thread, update: Said) -> bool:
    """Tell whether an action was known when an update was made, as far as days tell."""
    first = thread.opening.day
    return not first or not update.day or first < update.day or (first == update.day and _earlier(thread, update))


def _earlier(thread: Thread, update: Said) -> bool:
    """Tell whether an action first heard of on the day of an update was set at an earlier meeting."""
    return bool(thread.meeting and update.day and thread.meeting < update.day)


def _speaks_of_other(update: Said, thread: Thread, likeness: float) -> bool:
    """Tell whether an update's reference has words enough to say that it means something else."""
    own = significant(wording(getattr(update.record, "about", "")))
    heading = significant(headings(thread))
    named = bool(heading) and (heading <= own or own <= heading)
    return len(own) >= 3 and likeness < 0.2 and not named


def _tells_what(update: Said) -> bool:
    about = getattr(update.record, "about", "")
    return bool(_TO_DO.search(about)) and len(significant(wording(about))) >= 3


def _day(update: Said) -> str:
    return spoken(update.day) if update.day else "an undated paper"
