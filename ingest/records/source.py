"""What the finders of records look at: one part of a paper, with what is known about it."""

import datetime
from dataclasses import dataclass

from ingest.documents import Block, Part, Person, Section


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One part of a paper: its sections in reading order, the people it names, its board and its day.

    `board` is the one the part itself names, else the document's; `date` that of the part, else of the document.
    Two sources are equal only where they are the same object, so that what was read in one can be kept by it.
    """

    text: str
    part: Part
    sections: tuple[Section, ...]
    people: tuple[Person, ...]
    board: str
    date: datetime.date | None

    @property
    def blocks(self) -> list[Block]:
        """Every block of the part, in reading order."""
        return [block for section in self.sections for block in section.blocks]
