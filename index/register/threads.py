"""Actions as they grow, statement by statement, and how they are found again."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.register.said import Paper, Said
from index.register.text import fold
from index.register.wording import WordIndex, Wording, Wordings, wording
from ingest.dates import spoken

_FEW = 10  # of so many numbers of minutes one may stand at two meetings where numbers run on


@dataclass(frozen=True, slots=True)
class Link:
    """A statement held to belong to an action, with why; a doubtful one changes nothing."""

    said: Said
    score: float
    basis: str
    doubtful: bool = False


@dataclass(slots=True)
class Thread:
    """An action as it grows: its links in the order weighed, the wordings it was given."""

    number: int
    opening: Said
    links: list[Link] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    meeting: datetime.date | None = None
    minutes: set[str] = field(default_factory=set)
    papers: set[tuple[Paper, bool]] = field(default_factory=set)

    @property
    def sure(self) -> Iterator[Said]:
        """The statements that certainly belong to it."""
        return (link.said for link in self.links if not link.doubtful)

    @property
    def closed(self) -> bool:
        """Whether the newest certain statement that tells how it stands has it done or superseded."""
        told = [s.status for s in self.sure if s.status != "unknown"]
        return bool(told) and told[-1] in ("done", "superseded")

    def doubt(self, words: str) -> None:
        """Note why it is unsure, once."""
        if words not in self.doubts:
            self.doubts.append(words)


class Threads:
    """The actions of one body so far."""

    def __init__(self, said: Iterable[Said]) -> None:
        self.all: list[Thread] = []
        self.wordings = Wordings(s.text for s in said if s.kind == "action")
        self._index = WordIndex(self.wordings)
        self._same: dict[str, list[Thread]] = defaultdict(list)
        self._meetings: dict[datetime.date, list[Thread]] = defaultdict(list)
        self._minutes: dict[tuple[datetime.date | None, str], list[Thread]] = defaultdict(list)
        self._numbers: dict[str, dict[datetime.date, list[Thread]]] = defaultdict(dict)
        self._restarted: set[str] = set()
        self._rows: dict[tuple[str, int], list[tuple[Thread, Link]]] = defaultdict(list)

    def open(self, said: Said, doubts: Sequence[str] = ()) -> Thread:
        """Begin an action with a statement."""
        thread = Thread(len(self.all), said, doubts=list(doubts))
        self.all.append(thread)
        self.add(thread, Link(said, 1.0, "the first statement of it"))
        return thread

    def add(self, thread: Thread, link: Link) -> None:
        """Let a statement belong to an action; one of an undated paper is doubtful where others have a day."""
        said = link.said
        if not said.day and thread.opening.day:
            link = replace(link, basis=f"{link.basis}; the paper has no date", doubtful=True)
        if said.day and said.after:
            link = replace(link, basis=f"{link.basis}; the paper has no date: made after {spoken(said.day)}")
        thread.links.append(link)
        if said.kind == "action":
            self._rows[said.paper[0], said.ordinal].append((thread, link))
        if link.doubtful or (said.kind == "update" and said is not thread.opening):
            return
        thread.papers.add((said.paper, said.logged))
        if said.meeting and not thread.meeting:
            thread.meeting = said.meeting
            self._meetings[said.meeting].append(thread)
        words = wording(said.text)
        if words not in thread.wordings:
            thread.wordings.append(words)
            self._index.add(thread.number, words)
        if thread not in (same := self._same[fold(said.text)]):
            same.append(thread)
        if said.minute and said.minute not in thread.minutes and said.meeting in (None, thread.meeting):
            thread.minutes.add(said.minute)
            self._minutes[thread.meeting, said.minute].append(thread)
            if thread.meeting:
                days = self._numbers[said.minute]
                days.setdefault(thread.meeting, []).append(thread)
                if len(days) > 1:
                    self._restarted.add(said.minute)

    def saying(self, text: str) -> list[Thread]:
        """Return the actions of which a statement has just these words."""
        return self._same.get(fold(text), [])

    def near(self, words: Wording) -> list[Thread]:
        """Return the actions that share the most rare words."""
        return [self.all[number] for number in self._index.near(words)]

    def of_meeting(self, meeting: datetime.date | None) -> list[Thread]:
        """Return the actions that a meeting set."""
        return self._meetings.get(meeting, []) if meeting else []

    def under(self, meeting: datetime.date | None, minute: str) -> list[Thread]:
        """Return the actions under a minute of a meeting."""
        return self._minutes.get((meeting, minute), []) if minute else []

    def numbered(self, minute: str) -> list[Thread]:
        """Return the actions under a minute's number that one meeting alone has; none where numbers begin anew."""
        days = self._numbers.get(minute, {})
        if len(days) != 1 or len(self._restarted) * _FEW > len(self._numbers):
            return []
        return next(iter(days.values()))

    def of_row(self, document: str, ordinal: int) -> list[tuple[Thread, Link]]:
        """Return the actions that the action of a document with this number was put to."""
        return self._rows.get((document, ordinal), [])

    def likeness(self, words: Wording, thread: Thread) -> float:
        """Return how alike a wording is to the nearest of an action's."""
        return max(self.wordings.likeness(words, own) for own in thread.wordings)
