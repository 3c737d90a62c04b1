"""How long the register takes: to be worked out for a board, and to answer, with 100,000 actions.

    python -m eval.bench_register_speed [ACTIONS]

Fills a library of its own with invented papers of ten boards, in the real tables: minutes that agree actions, and logs
that list those of the meeting before with an update each.
"""

import datetime
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from index import schema
from index.catalogue import Catalogue
from index.recorded import record_rows
from index.register.actions import list_actions, show_action
from index.register.asking import Asked
from index.register.deriving import derive
from ingest.documents import Document, Part, Person
from ingest.records.record import Action, Owner, Records, Update

BOARDS = 10
MEETINGS = 100
FIRST = datetime.date(2012, 1, 10)
_SYLLABLES = "bar len tor mis ka dro vel ash pin gor ter lim sa no quay fen wick den holm ley ham by".split()
_PROGRESS = (("done", "Complete."), ("open", "In hand."), ("unknown", "Awaiting a reply."))


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured, in milliseconds: the middle and the slowest of several runs, and how many rows came."""

    what: str
    middle: float
    slowest: float
    rows: int


def board_name(number: int) -> str:
    """Return the name of an invented board."""
    return f"{'North South East West Upper Lower Old New Great Little'.split()[number]}mere Safety Board"


def papers_of(number: int, actions: int, chance: random.Random) -> Iterator[Document]:
    """Yield the minutes and logs of a board, with this many actions in all."""
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(3000)]
    members = [f"{chance.choice(vocabulary).title()} {chance.choice(vocabulary).title()}" for _ in range(60)]
    board = board_name(number)
    each = actions // MEETINGS
    last: tuple[Action, ...] = ()
    for meeting in range(MEETINGS):
        day = FIRST + datetime.timedelta(days=30 * meeting)
        agreed = []
        for minute in range(each):
            owner = chance.choice(members)
            text = f"{owner} to {' '.join(chance.choices(vocabulary, k=12))}"
            agreed.append(Action(0, 0, len(text), text, (Owner(owner, owner, "person"),), "agreed", str(minute + 1)))
        present = tuple(Person(name, "", name[0] + name.split()[1][0], 0, 0, 0, True) for name in members[:20])
        yield _paper(f"{number}-{meeting}-minutes", board, day, Records(actions=tuple(agreed)), present)
        if last:
            updates = []
            for i in range(len(last)):
                status, said = chance.choice(_PROGRESS)
                updates.append(Update(0, 0, len(said), said, status, action=i))  # type: ignore[arg-type]
            yield _paper(f"{number}-{meeting}-log", board, day, Records(actions=last, updates=tuple(updates)))
        last = tuple(Action(a.part, a.start, a.end, a.text, a.owners, "log", a.minute, meeting=day) for a in agreed)


def _paper(name: str, board: str, day: datetime.date, records: Records, people: tuple[Person, ...] = ()) -> Document:
    part = Part(0, name, "minutes", 0, 0, day)
    return Document(name, name, name, board, "minutes", day, None, "", (), (part,), (), (), people, records=records)


def store(connection: Connection, documents: list[Document]) -> None:
    """Insert what the register is worked out from."""
    plain = {"text": "", "pages": [], "warnings": [], "kind": "minutes", "added": datetime.datetime(2024, 1, 1)}
    part = {"ordinal": 0, "kind": "minutes", "author": "", "agenda_item": "", "start": 0, "end": 0}
    rows: dict[Any, list[dict[str, Any]]] = {t: [] for t in (schema.documents, schema.parts, schema.people)}
    rows[schema.records] = []
    for d in documents:
        of = {"document": d.id}
        rows[schema.documents].append(
            plain | {"id": d.id, "name": d.name, "title": d.title, "board": d.board, "date": d.date}
        )
        rows[schema.parts].append(of | part | {"title": d.title, "date": d.date})
        for p in d.people:
            named = {"part": 0, "name": p.name, "role": "", "initials": p.initials, "start": 0, "end": 0}
            rows[schema.people].append(of | named | {"attended": True})
        rows[schema.records] += [row | of for row in record_rows(d)]
    for table, some in rows.items():
        connection.execute(insert(table), some)


def timed(what: str, ask: Callable[[], int], runs: int = 15) -> Timing:
    """Measure a question."""
    ask()
    seconds = []
    rows = 0
    for _ in range(runs):
        start = time.perf_counter()
        rows = ask()
        seconds.append((time.perf_counter() - start) * 1000)
    return Timing(what, sorted(seconds)[runs // 2], max(seconds), rows)


def questions(catalogue: Catalogue) -> list[Timing]:
    """Measure the register's questions, each the way the page asks it: fifty rows and how many there are in all."""
    day = FIRST + datetime.timedelta(days=30 * (MEETINGS // 2) + 5)
    some = list_actions(catalogue, Asked(board="Eastmere", as_of=day, limit=1)).rows[0]
    owner, word = some.owners[0].name, some.text.split()[-1]

    def listed(**asked: Any) -> Callable[[], int]:
        return lambda: list_actions(catalogue, Asked(**asked, limit=50)).total

    return [
        timed("open actions of a board, as of a day", listed(board="Eastmere", status="open", as_of=day)),
        timed("open actions of a board, now", listed(board="Eastmere", status="open")),
        timed("all actions of a board", listed(board="Eastmere")),
        timed("open actions of all boards, as of a day", listed(status="open", as_of=day)),
        timed("open actions of all boards, now", listed(status="open")),
        timed("all actions", listed()),
        timed("actions of an owner", listed(owner=owner)),
        timed("open actions of an owner, as of a day", listed(owner=owner, status="open", as_of=day)),
        timed("actions of owners with these initials", listed(owner=owner[0] + owner.split()[1][0])),
        timed("actions with a word", listed(text=word)),
        timed("actions of all boards of a year", listed(since=datetime.date(2018, 1, 1))),
        timed("one action with its history", lambda: len(show_action(catalogue, some.id).history)),  # type: ignore[union-attr]
    ]


def main() -> None:
    """Fill a library, work the register out and ask it."""
    actions = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder) / "catalogue.sqlite")
        chance = random.Random(7)
        seconds = []
        for number in range(BOARDS):
            with catalogue.transaction() as connection:
                store(connection, list(papers_of(number, actions // BOARDS, chance)))
            start = time.perf_counter()
            with catalogue.transaction() as connection:
                derive(connection, {board_name(number)})
            seconds.append(time.perf_counter() - start)
        [held] = catalogue.rows(select(func.count()).select_from(schema.actions))[0]
        [said] = catalogue.rows(select(func.count()).select_from(schema.action_statements))[0]
        print(f"{held:,} actions of {BOARDS} boards, {said:,} statements about them")
        each = f"{actions // BOARDS:,} actions"
        print(
            f"worked out anew, a board of {each}: {sorted(seconds)[BOARDS // 2]:.1f} s, at most {max(seconds):.1f} s\n"
        )
        print("| question, fifty rows and the total | rows in all | ms, middle | ms, slowest |\n|---|--:|--:|--:|")
        for row in questions(catalogue):
            print(f"| {row.what} | {row.rows:,} | {row.middle:.1f} | {row.slowest:.1f} |")
        catalogue.close()


if __name__ == "__main__":
    main()
