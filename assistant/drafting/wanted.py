"""What a draft is wanted of: the board under all its names, and the quarter."""

from dataclasses import dataclass

from sqlalchemy import select

from assistant.partnerships import group_boards, named_in
from index import schema
from index.library import Library
from ingest.periods import Period, find_periods, find_quarters, quarter, quarter_of


class DraftError(Exception):
    """No draft can be made: the text says in one line why, and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A board with all names that papers give it, and the quarter to report on. `alone`: no other board has papers."""

    board: str
    names: frozenset[str]
    period: Period
    alone: bool

    @property
    def before(self) -> Period:
        """The quarter before."""
        number, year = quarter_of(self.period.start)
        return quarter(number - 1, year) if number > 1 else quarter(4, year - 1)


def wanted(library: Library, board: str, period: str) -> Wanted:
    """Return what is wanted, in the papers' terms; DraftError for no such board or no quarter."""
    known = group_boards(library.catalogue.documents())
    if not known:
        raise DraftError("There are no papers of any board here yet: put papers in first.")
    asked = " ".join(board.split())
    exact = [p for p in known if asked.lower() in {name.lower() for name in p.names}]
    found = exact or (named_in(asked, known) if asked else [])
    if not found and asked:
        words = set(asked.lower().split())
        found = [p for p in known if any(words <= set(name.lower().split()) for name in p.names)]
    if len(found) != 1:
        there = "; ".join(sorted(p.name for p in known))
        which = f"No one board here is called “{asked}”" if asked else "No board was named"
        boardless = sum(not row.board for row in library.catalogue.documents())
        papers = "1 paper names" if boardless == 1 else f"{boardless} papers name"
        rest = f" Besides, {papers} no board, and a draft cannot be made of those." if boardless else ""
        raise DraftError(f"{which}. The boards that have papers here are: {there}.{rest}")
    one = found[0]
    b = schema.boards.c
    bodies = select(b.body).where(b.name.in_(one.names))
    names = {row.name for row in library.catalogue.rows(select(b.name).where(b.body.in_(bodies)))}
    return Wanted(one.name, one.names | names, asked_quarter(period), len(known) == 1)


def asked_quarter(words: str) -> Period:
    """Return the quarter that words name ("2023/24 Q3", "October to December 2023"); DraftError where it is none."""
    said = " ".join(words.split())
    for found in find_periods(said):
        exact = quarter(*quarter_of(found.start))
        if (exact.start, exact.end) == (found.start, found.end):
            return exact
    example = "write it as 2023/24 Q3 or as October to December 2023"
    if not said:
        raise DraftError(f"No quarter was named: {example}.")
    if find_quarters(said):
        raise DraftError(f"“{said}” does not say of which year the quarter is: {example}.")
    raise DraftError(f"“{said}” is not a quarter of a year: {example}.")
