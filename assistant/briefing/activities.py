"""What was done about a topic, as quarterly updates list it: lines that name it, and the days listed below them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.briefing.scope import Scope
from assistant.briefing.topics import Topic
from index.register.asking import Place, Stated
from ingest.records.record import Activity

_MOST = 60  # words of what was done on one day
Done = Stated[Activity]


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day listed below a line that names a topic; `place` holds the day's heading too."""

    day: str
    text: str
    place: Place
    first: Done


def activities_about(scope: Scope, topic: Topic) -> Iterator[Done | Day]:
    """Yield the activities that name a topic, and each day with what was done listed below one of them."""
    by_paper: dict[str, list[Done]] = defaultdict(list)
    for one in scope.activities:
        by_paper[one.place.document].append(one)
    for own in by_paper.values():
        own.sort(key=lambda one: one.place.start)
        at = 0
        while at < len(own):
            record = own[at].record
            named = topic.named(record.text)
            if named or topic.named(record.priority):
                yield own[at]
            at += 1
            if named and not record.dates:
                run = _under_days(own, at)
                yield from _days(own, at, at + run)
                at += run


def _under_days(own: Sequence[Done], at: int) -> int:
    """Return how many activities from here on stand below the heading of a day, under the same priority."""
    count = 0
    for one in own[at:]:
        days = one.record.dates
        if not days or days[0] in one.record.text or one.record.priority != own[at - 1].record.priority:
            break
        count += 1
    return count


def _days(own: Sequence[Done], first: int, last: int) -> Iterator[Day]:
    at = first
    while at < last:
        end = at
        while end < last and own[end].record.dates == own[at].record.dates:
            end += 1
        start = max(own[at].place.start - 200, own[at - 1].place.end)
        place = replace(own[at].place, start=start, end=own[end - 1].place.end)
        yield Day(own[at].record.dates[0], _told([one.record for one in own[at:end]]), place, own[at])
        at = end


def _told(done: Sequence[Activity]) -> str:
    """Return in one sentence where, and what was done, as far as it is not too long."""
    shared = [place for place in done[0].places if all(place in one.places for one in done)]
    said = f"{shared[0]}: " if shared else ""
    for count, one in enumerate(done):
        words = one.text.strip(" .;")
        if count and len(f"{said}{words}".split()) > _MOST:
            return f"{said}; and {len(done) - count} more things."
        said += f"; {words}" if count else words
    return f"{said}."
