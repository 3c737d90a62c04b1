"""Papers with records built by hand, put into a library of the test's own."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import index.library
from index.library import Library
from index.settings import IndexSettings
from ingest.documents import Document, Person
from ingest.reading import read
from ingest.records.record import Action, Owner, Records, Update
from tests.embedders import LetterEmbedder

BOARD = "Harbour Safety Board"
DAY = datetime.date


def action(text: str, owner: str | Owner | Sequence[Owner] = (), **more: object) -> Action:
    """An action; an owner that is given as words is a person of that name."""
    owners = (Owner(owner, owner, "person"),) if isinstance(owner, str) else owner
    return Action(0, 0, 0, text, (owners,) if isinstance(owners, Owner) else tuple(owners), **more)  # type: ignore[arg-type]


def row(text: str, meeting: datetime.date | None, owner: str | Owner | Sequence[Owner] = (), **more: object) -> Action:
    """An action as a log lists it."""
    return action(text, owner, origin="log", meeting=meeting, **more)


def update(text: str, status: str = "unknown", **more: object) -> Update:
    """What a paper says about an action."""
    return Update(0, 0, 0, text, status, **more)  # type: ignore[arg-type]


def person(name: str, role: str = "", initials: str = "", attended: bool = True) -> Person:
    """Somebody whom a paper lists."""
    given = initials or "".join(word[0] for word in name.split())
    return Person(name, role, given, 0, 0, 0, attended)


class Papers:
    """Writes papers and puts them in; each holds the records it is given, at the places where their words stand."""

    def __init__(self, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.library = library
        self.folder = folder
        self._read: dict[Path, Document] = {}
        monkeypatch.setattr(index.library, "read_all", lambda paths, _: ((path, self._read[path]) for path in paths))

    def write(
        self,
        name: str,
        day: datetime.date | None,
        actions: Sequence[Action] = (),
        updates: Sequence[Update] = (),
        people: Sequence[Person] = (),
        board: str = BOARD,
    ) -> Path:
        """Write a paper; it is not in the library yet."""
        path = self.folder / f"{name}.txt"
        path.write_text("\n\n".join([name, str(day), board, *(r.text for r in (*actions, *updates))]) + "\n")
        document = read(path)
        placed = [
            replace(r, start=(at := document.text.index(r.text)), end=at + len(r.text)) for r in (*actions, *updates)
        ]
        records = Records(actions=tuple(placed[: len(actions)]), updates=tuple(placed[len(actions) :]))  # type: ignore[arg-type]
        parts = tuple(replace(part, date=day, facts=()) for part in document.parts)
        given = {"title": name, "board": board, "date": day, "parts": parts, "people": tuple(people)}
        self._read[path] = replace(document, records=records, **given)  # type: ignore[arg-type]
        return path

    def put(self, *paths: Path) -> None:
        """Put papers in, in the order given."""
        reports = list(self.library.ingest(paths))
        assert {r.outcome for r in reports} <= {"added", "replaced"}, reports

    def add(self, name: str, day: datetime.date | None, *rest: object, **more: object) -> Path:
        """Write a paper and put it in."""
        path = self.write(name, day, *rest, **more)  # type: ignore[arg-type]
        self.put(path)
        return path


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    made = Library(IndexSettings(home=home), LetterEmbedder())
    yield made
    made.close()


@pytest.fixture
def papers(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Papers:
    folder = tmp_path / "papers"
    folder.mkdir()
    return Papers(folder, library, monkeypatch)
