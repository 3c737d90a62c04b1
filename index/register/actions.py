"""The register of actions: each with its owner and status as of a day, and every statement about it."""

import datetime
from dataclasses import dataclass

from index.catalogue import Catalogue
from index.register.asking import Asked, Listing, Place
from ingest.records.record import Owner, Status


@dataclass(frozen=True, slots=True)
class ActionStatement:
    """One statement of an action, or about it: `kind` is "agreed", "listed" (again) or "update".

    `score` (0 to 1) and `basis` ("minute 183 of 19 December 2017, words 0.82") say why it is held to belong to the
    action; a `doubtful` one does not change owner or status. `wrong` tells that a person called the link wrong.
    """

    key: str
    kind: str
    text: str
    date: datetime.date | None
    status: Status
    owners: tuple[Owner, ...]
    moved_to: tuple[Owner, ...]
    place: Place
    score: float = 1.0
    basis: str = ""
    doubtful: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says against the papers: `kind` is "status", "owner", "link" or "note"."""

    kind: str
    value: str
    statement: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An action with who owns it and how it stands as of the day asked, and its history, oldest first."""

    id: str
    board: str
    text: str
    owners: tuple[Owner, ...]
    status: Status
    since: datetime.date | None
    minute: str
    heading: str
    meeting: datetime.date | None
    due: str
    due_date: datetime.date | None
    history: tuple[ActionStatement, ...]
    corrections: tuple[Correction, ...] = ()
    doubts: tuple[str, ...] = ()


def list_actions(catalogue: Catalogue, asked: Asked) -> Listing[ActionRecord]:
    """Return the actions asked for, the newest meeting first."""
    return Listing()


def show_action(catalogue: Catalogue, identity: str, as_of: datetime.date | None = None) -> ActionRecord | None:
    """Return one action by its id (or the first letters of it where no other begins so)."""
    return None
