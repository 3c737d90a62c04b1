"""Actions that minutes agree, and rows of logs that list them again: which of them are the same.

Rows of one paper are different actions, however alike their words, unless the words are the very same.
"""

from dataclasses import dataclass

from index.register.agreeing import same_owner, words_agree
from index.register.said import Said
from index.register.text import fold
from index.register.threads import Link, Thread, Threads
from index.register.wording import wording
from ingest.dates import spoken

NUMBERED, SAME_MINUTE, NAMED_MINUTE, SAME_MEETING, NO_MEETING, OTHER_MEETING = 0.0, 0.35, 0.45, 0.6, 0.7, 0.92
_NEARLY = 0.12  # below a bar: told as a doubt
_WHOLE = 0.85  # share of an action's words in a row that lists several at once


@dataclass(frozen=True, slots=True)
class _Bar:
    """How alike a statement and an action must be to be one, for what else agrees; `doubt` is left if they are."""

    least: float
    basis: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Match:
    row: Said
    thread: Thread
    likeness: float
    bar: _Bar

    @property
    def score(self) -> float:
        """Words count for more where minute or meeting agree as well."""
        told = {NUMBERED: 0.8, SAME_MINUTE: 0.5, NAMED_MINUTE: 0.4, SAME_MEETING: 0.3}.get(self.bar.least, 0.0)
        return round(1 - (1 - self.likeness) * (1 - told), 2)


def place_rows(rows: list[Said], threads: Threads) -> None:
    """Put the actions of one paper to those known: the best pairs first, none twice; open what is new."""
    numbered = {row.row: _numbered(row, threads) for row in rows}
    matches = [match for row in rows for match in _matches(row, threads, numbered[row.row])]
    matches.sort(key=lambda m: (-m.score, -m.likeness, -m.thread.number, m.row.ordinal))
    taken: dict[int, str] = {}
    placed: dict[int, _Match] = {}
    for match in matches:
        words = fold(match.row.text)
        fits = match.likeness >= match.bar.least and match.row.row not in placed
        if fits and taken.setdefault(match.thread.number, words) == words:
            placed[match.row.row] = match
    opened: dict[tuple[str, object], Thread] = {}
    for row in rows:
        match_, again = placed.get(row.row), opened.get((fold(row.text), row.meeting))
        if match_:
            _join(match_, threads)
        elif again:
            threads.add(again, Link(row, 1.0, "the same words in the same paper"))
        else:
            near = [m for m in matches if m.row is row and m.thread.number not in taken]
            opened[fold(row.text), row.meeting] = threads.open(row, _perhaps(near))
    for row in rows:
        if len(row.minutes_named) > 1:
            _join_numbers(row, numbered[row.row], threads, taken)
        _join_others(row, threads, taken)


def _matches(row: Said, threads: Threads, numbered: list[tuple[Thread, _Bar]]) -> list[_Match]:
    words = wording(row.text)
    same = [(t, _bar(row, t)) for t in threads.saying(row.text)]
    found = [(t, bar) for t, bar in same if bar and bar.least <= NO_MEETING]
    if not found:
        known = threads.near(words) if row.logged else threads.of_meeting(row.meeting)
        told = row.minutes_named if numbered else frozenset()
        others = (t for t in known if not told & t.minutes)
        found = [*numbered, *((t, bar) for t in others if (bar := _bar(row, t)))]
    return [_Match(row, thread, threads.likeness(words, thread), bar) for thread, bar in found]


def _numbered(row: Said, threads: Threads) -> list[tuple[Thread, _Bar]]:
    """Return the actions that a row names by a minute's number which stands once, as far as its words agree.

    Of several numbers those count of which something is still to be done.
    """
    found = []
    for number in sorted(row.minutes_named) if row.logged else ():
        for thread in threads.under(row.meeting, number) if row.meeting else threads.numbered(number):
            if _bar(row, thread) and (same_owner(row, thread) or words_agree(wording(row.text), thread, threads)):
                found.append((thread, _Bar(NUMBERED, f"minute {number}, which it names")))
    still = [(t, bar) for t, bar in found if not t.closed]
    return still if still and len(row.minutes_named) > 1 else found


def _bar(row: Said, thread: Thread) -> _Bar | None:
    """Return how alike a row and an action must be; None where they cannot be one."""
    first = thread.opening
    if first.day and row.day and first.day > row.day:
        return None
    if (row.paper, row.logged) in thread.papers:
        return None
    meeting = thread.meeting
    if row.meeting and row.meeting == meeting:
        if row.minute in thread.minutes:
            return _Bar(SAME_MINUTE, f"minute {row.minute} of {spoken(meeting)}")
        return _Bar(SAME_MEETING, f"meeting of {spoken(meeting)}")
    if not row.logged:
        return None  # what another meeting agrees is another action
    if row.meeting and first.day and row.meeting > first.day:
        return None  # it was heard of before
    if not row.meeting and (number := next(iter(sorted(row.minutes_named & thread.minutes)), "")):
        return _Bar(NAMED_MINUTE, f"minute {number}, which it names")
    if not row.meeting or not meeting:
        return _Bar(NO_MEETING, "no other day named")
    if first.logged and len(wording(row.text).stems) >= 5:
        doubt = f"papers name different meetings for it: {spoken(meeting)} and {spoken(row.meeting)}"
        return _Bar(OTHER_MEETING, "the same words under another day", doubt)
    return None


def _join(match: _Match, threads: Threads) -> None:
    threads.add(match.thread, Link(match.row, match.score, f"{match.bar.basis}, words {match.likeness:.2f}"))
    if match.bar.doubt:
        match.thread.doubt(match.bar.doubt)


def _join_others(row: Said, threads: Threads, taken: dict[int, str]) -> None:
    """Put a row also to the other actions of its minute whose words all stand in it: it may list several at once."""
    if not row.logged or not row.meeting:
        return
    words = wording(row.text)
    for thread in threads.under(row.meeting, row.minute):
        if thread.number in taken or thread.opening.logged or thread.opening.paper == row.paper:
            continue
        inside = max(threads.wordings.inside(own, words) for own in thread.wordings)
        if inside >= _WHOLE:
            basis = f"minute {row.minute} of {spoken(row.meeting)}, its words stand in the row"
            threads.add(thread, Link(row, round(inside, 2), basis))


def _join_numbers(row: Said, numbered: list[tuple[Thread, _Bar]], threads: Threads, taken: dict[int, str]) -> None:
    """Put a row that names several minutes to the nearest action of each."""
    words = wording(row.text)
    for number in sorted(row.minutes_named):
        own = [(t, bar) for t, bar in numbered if number in t.minutes]
        if own and not any(t.number in taken for t, _ in own):
            thread, bar = max(own, key=lambda o: (threads.likeness(words, o[0]), -o[0].number))
            taken[thread.number] = fold(row.text)
            threads.add(thread, Link(row, 0.8, bar.basis))


def _perhaps(near: list[_Match]) -> list[str]:
    """Return the doubt of an action that is nearly like one that is known."""
    alike = [m for m in near if m.bar.least - _NEARLY <= m.likeness < m.bar.least]
    return [f"perhaps the same as “{alike[0].thread.opening.text[:80]}”"] if alike else []
