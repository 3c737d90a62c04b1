"""What the columns of an action log or a matters-arising table hold, told by their heads or by their cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.dates import find_dates
from ingest.owners import is_owner, may_name_owner
from ingest.records.statuses import is_status

Role = Literal["ref", "minute", "subject", "action", "owner", "due", "raised", "done", "update", "status"]

_HEADS: dict[Role, str] = {
    "ref": """(?:action |item |log |serial |task )?(?:ref(?:erence)?|no|number|id|num)(?: (?:no|number))?
        |#|s/?n|ser|ap|action #""",
    "minute": "(?:minute|min|agenda)(?: item)?(?: (?:no|number|ref|reference))?|minutes? ref(?:erence)?",
    "subject": "subject|title|topics?|issues?|area|theme|heading|items?|matter|context|recommendation|workstream",
    "action": """(?:agreed |required |new |outstanding |open |proposed |key |previous |completed |closed )?actions?
        (?: (?:points?|required|agreed|items?|description|details?|needed|to be taken|completed|closed|arising))?
        |(?:sub )?tasks?|what(?: needs to be done)?|matters? arising|description(?: of action)?|commitments?
        |resolutions?|resolved|details? of action|summary of action|agreed|what was agreed|action resolved
        |actions? from (?:last|previous) meeting|actions? outstanding""",
    "owner": """(?:action |task |lead )?(?:owners?|leads?|officers?|holder)(?: (?:officer|person|agency|name|partner))?
        |(?:by )?whom?|responsib(?:le|ility)(?: (?:officer|person|lead|of|for|organisation|agency))?|resp
        |(?:for )?actions? (?:by|for|owners?|leads?|officer|with|required by)|initials|led by|assigned(?: to)?
        |lead (?:organisation|responsibility)
        |(?:person|officer|member|party|agency|who is) responsible|(?:allocated|delegated) to|owned by|assignee
        |accountable(?: officer)?|for""",
    "due": """(?:action |task )?(?:due|target|completion|end|finish|review)(?: completion)?(?: date)?|due by
        |dead ?lines?(?: date)?|(?:by )?when|time ?(?:scales?|frames?|lines?)|date (?:due|required)|by date
        |(?:complete|completed|action|actioned|required) by(?: date)?|for completion by
        |(?:expected|planned|estimated) (?:completion|date|finish)(?: date)?""",
    "raised": """(?:date |meeting |originating |original )?(?:raised|meeting|opened|set|agreed|identified|logged)
        (?: (?:date|on|at))?|dates?(?: (?:of meeting|of minute|added|assigned|given|of action))?
        |meeting (?:date|of)|origin|source|date of action""",
    "done": """(?:date |actual )?(?:completed?|done|closed|completion)(?: (?:date|on|y n|yes no))?
        |date of completion""",
    "update": """(?:latest |current |status |progress |action |officer )?
        (?:progress|updates?|position|comments?|follow ?up|responses?|situation)
        (?: (?:report|update|made|to date|notes?|since last meeting|and comments?|against action|on actions?))?
        |(?:further |any )?(?:notes?|remarks)|outcomes?|results?|actions? taken(?: to date)?|what (?:has )?happened
        |where (?:are we|we are)(?: now)?""",
    "status": """(?:current |action |rag |completion |progress )?(?:status|rag|rating|state)(?: (?:rag|status|rating))?
        |r a g|brag|open closed|colour|traffic light""",
}
_ROLES = [(role, re.compile(re.sub(r"\n\s+", "", pattern))) for role, pattern in _HEADS.items()]
_LOOSE: list[tuple[Role, re.Pattern[str]]] = [
    (
        "owner",
        re.compile(
            r"(?:\w+ ){0,4}(?:owners?|responsib\w+|by whom|(?:actioned|led|done|undertaken) by|assigned to)(?: \w+)?"
        ),
    ),
    (
        "due",
        re.compile(r"(?:\w+ ){0,3}(?:deadlines?|due|timescales?|target date|by when|completion date)(?: \w+){0,2}"),
    ),
    ("update", re.compile(r"(?:\w+ ){0,3}(?:progress|updates?|position|comments?|notes|follow up)(?: \w+){0,2}")),
    ("status", re.compile(r"(?:\w+ ){0,2}(?:status|rag)(?: \w+){0,2}")),
    ("action", re.compile(r"(?:\w+ ){0,2}actions?(?: \w+){0,2}")),
]
_UPDATED = re.compile(
    r"(?:progress|updates?|position|status)(?: \w+){0,3} (?:as )?(?:at|on|for|as of|from|to) .*|.* updates?"
)
GRADE = re.compile(r"(?:very )?(?:high|medium|low|yes|no|critical|urgent|routine)", re.I)
_CLOSING = re.compile(r"\b(?:completed|closed|discharged|complete)\b", re.I)
REF = re.compile(r"(?:(?:minute|min|item|action|ref|no)\.?\s*)?#?(?:[A-Z]{1,6}[/.\- ]?)?\d[\w./-]{0,12}", re.I)


@dataclass(frozen=True, slots=True)
class Layout:
    """The roles of each column of a log; `arising` where its rows repeat resolutions and tell what became of them.

    `closed` is True where the heads say that the actions are completed, `guessed` where there are no heads.
    """

    columns: tuple[frozenset[Role], ...]
    arising: bool = False
    closed: bool = False
    guessed: bool = False

    def has(self, *roles: Role) -> bool:
        """Tell whether any column has one of the roles."""
        return any(role in column for column in self.columns for role in roles)

    def places(self, role: Role) -> list[int]:
        """Return the columns of a role, those of no other role first."""
        return sorted((i for i, c in enumerate(self.columns) if role in c), key=lambda i: len(self.columns[i]))


def layout_of(heads: Sequence[str], below: Sequence[Sequence[str]]) -> Layout | None:
    """Return the layout of a log from its column heads and the cells below them; None where they head no log."""
    if any(len(head) > 70 for head in heads) or len(heads) < 2:
        return None
    columns = [_roles(head) for head in heads]
    named = sum(bool(c) for c in columns)
    if named < 2 or sum(bool(h) and not c for h, c in zip(heads, columns, strict=True)) > named:
        return None
    columns = _settled(list(columns), heads, below)
    layout = Layout(
        tuple(columns),
        any("matter" in h.lower() for h, c in zip(heads, columns, strict=True) if "action" in c),
        any(_CLOSING.search(h) for h, c in zip(heads, columns, strict=True) if "action" in c),
    )
    if layout.has("owner"):
        layout = Layout(layout.columns, False, layout.closed)
    if not layout.has("action"):
        return None
    return layout if layout.has("owner", "due", "update", "status", "done") else None


def _guessed(cells: Sequence[str], place: int, rows: int) -> Role | None:
    """The role of a column whose cells are all of one kind."""

    def most(fits: Sequence[bool]) -> bool:
        return bool(fits) and sum(fits) * 4 >= 3 * len(fits) and len(fits) * 2 >= rows

    if most([is_status(c) for c in cells]):
        return "status"
    if most([bool(find_dates(c)) and len(c) <= 40 for c in cells]):
        return "due" if place else "raised"
    if most([bool(REF.fullmatch(c)) for c in cells]):
        return "ref" if not place else None
    named = [is_owner(c) or (1 < len(c) <= 30 and may_name_owner(c) and not GRADE.fullmatch(c)) for c in cells]
    if place and most(named):
        return "owner"
    return None


def _unheaded(cells: Sequence[str], after: bool, columns: Sequence[frozenset[Role]], rows: int) -> list[Role]:
    """The role of a column without a head, from its cells: owners where no other has them, notes after the action."""
    role = _guessed(cells, 1, rows)
    if role == "owner":
        return [] if any("owner" in c for c in columns) else ["owner"]
    return ["update"] if after and not role and sum(map(len, cells)) > 25 * len(cells) > 0 else []


def _roles(head: str) -> frozenset[Role]:
    """The roles a head gives its column: of the whole, else of its pieces ("Progress / RAG", "By whom and when")."""
    whole = re.sub(r"[^a-z0-9#/&, ]+", " ", re.sub(r"\([^)]*\)?", " ", head.lower()))
    role = role_of(whole)
    if role:
        return frozenset({role})
    found = [role_of(piece) for piece in re.split(r"[/&,]|\band\b", whole)]
    if found[0] or found[-1]:
        return frozenset(r for r in found if r)
    loose = _loosely(re.sub(r"[^a-z0-9 ]+", " ", whole))
    return frozenset({loose} if loose else ())


@cache
def role_of(words: str) -> Role | None:
    """Return the role of a column with this head, None where it tells none."""
    words = " ".join(re.sub(r"[^a-z0-9# ]+", " ", words.lower()).split())
    words = re.sub(r"^(?:the|date of) (?=\w)|\bthe ", "", words)
    for role, pattern in _ROLES:
        if pattern.fullmatch(words):
            return role
    return "update" if words and _UPDATED.fullmatch(words) else None


def _loosely(words: str) -> Role | None:
    """Return the role that a word in a longer head tells: "Team owner", "To be actioned by", "Status progress"."""
    return next((role for role, pattern in _LOOSE if pattern.fullmatch(" ".join(words.split()))), None)


def _settled(
    columns: list[frozenset[Role]], heads: Sequence[str], below: Sequence[Sequence[str]]
) -> list[frozenset[Role]]:
    """The roles once the cells are looked at: "Action" above initials heads owners, a subject may be the action."""
    acting = [i for i, c in enumerate(columns) if c == {"action"}]
    wide = [row for row in below if len(row) == len(columns)]
    for i in acting if not any("owner" in c for c in columns) else ():
        cells = [row[i] for row in wide if row[i]]
        wordier = any(len(" ".join(r[:i])) > 3 * len(r[i]) for r in wide)
        if wordier and cells and all(is_owner(c) or (len(c) <= 30 and may_name_owner(c)) for c in cells):
            columns[i] = frozenset({"owner"})
    if not any("action" in c for c in columns):
        stood = [i for i, c in enumerate(columns) if "subject" in c]
        follows = any(c & {"update", "status", "done"} for c in columns)
        owned = any(c & {"owner", "due"} for c in columns)
        if stood and follows and owned:
            columns[stood[-1]] = columns[stood[-1]] | {"action"}
    acts = [i for i, c in enumerate(columns) if "action" in c]
    for i, head in enumerate(heads):
        if acts and not head and wide:
            columns[i] = frozenset(_unheaded([row[i] for row in wide if row[i]], i > acts[-1], columns, len(wide)))
    told = [i for i, c in enumerate(columns) if c == {"update"}]
    for i in told:
        cells = [row[i] for row in wide if row[i]]
        if len(told) > 1 and cells and sum(map(is_status, cells)) * 3 >= 2 * len(cells):
            columns[i] = frozenset({"status"})
    for i, column in enumerate(columns):
        if acts and column == {"subject"} and i > acts[-1]:  # "Issues" beside the status names no subject
            columns[i] = frozenset()
    return columns
