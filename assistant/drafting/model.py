"""A draft of a quarterly update as data: what is kept, edited and exported."""

from dataclasses import dataclass

from assistant.answer import Citation


@dataclass(frozen=True, slots=True)
class Bullet:
    """One thing to report, in the papers' words or in plain ones, with every place that tells of it.

    `id` stays the same while a draft is edited. `original` is the text as it was drafted; where `text` is another, a
    person edited it. `score` says how surely it belongs to its priority, 0 to 1; `why` in words. A `dropped` bullet is
    kept out of sight, not lost.
    """

    id: str
    text: str
    original: str
    citations: tuple[Citation, ...]
    agencies: tuple[str, ...] = ()
    score: float = 0.0
    why: str = ""
    dropped: bool = False

    @property
    def edited(self) -> bool:
        """Tell whether a person changed the words."""
        return self.text != self.original


@dataclass(frozen=True, slots=True)
class Section:
    """A priority with its aims, and the bullets under it; `lead` stands above them ("Q3 Update:")."""

    priority: str
    aims: tuple[str, ...]
    lead: str
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure in the period beside its target and the value of the quarter before, as printed; "" where not said."""

    name: str
    value: str
    target: str
    previous: str
    priority: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a reader would miss: `sort` is "priority", "agency", "measure", "action" or "note"."""

    sort: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a board's update for a period. `like` names the paper whose manner it takes, "" for none."""

    board: str
    period: str
    title: str
    sections: tuple[Section, ...]
    unplaced: tuple[Bullet, ...] = ()
    figures: tuple[Figure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    like: str = ""
