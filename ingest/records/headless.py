"""guessed_layout(rows, source): what the columns of a log without heads hold, told by all that stands in them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.dates import find_dates
from ingest.owners import is_owner, may_name_owner
from ingest.records.columns import GRADE, REF, Layout, Role
from ingest.records.leads import lead_of
from ingest.records.owning import owners_of
from ingest.records.source import Source
from ingest.records.statuses import is_status, status_of

_VERBS = """accept add address adopt advertise advise agree amend analyse announce apply appoint approach arrange ask
    assess assign attend audit bid bring build buy calculate call cancel capture carry chase check circulate clarify
    clean clear close collate collect commission communicate compile complete conduct confirm consider consult contact
    continue coordinate co-ordinate create decide define deliver deploy design develop discuss disseminate distribute
    draft draw email enable engage engender ensure escalate establish examine expand explore extend feed fill finalise
    find fit fix follow forward get give help hold identify implement improve include incorporate increase inform
    initiate install introduce investigate invite issue keep launch lead liaise link list look lobby maintain make map
    meet mend monitor move nominate note notify obtain offer open order organise paint pass pay phone pick plan plant
    prepare present press print produce progress promote propose provide publicise publish purchase pursue put raise
    recruit redraft refer register remind remove repair replace reply report repost request research resend resolve
    respond revise review revisit roll run schedule scope scrutinise secure seek send set share sign source speak
    start submit suggest supply support survey take talk test track train transfer try undertake update upload use
    verify visit work write"""
_ASKED = re.compile(
    rf"\W*(?:action:\s*)?(?:to |please |re-?)?(?:{'|'.join(_VERBS.split())})\b(?!['’]s| (?:is|was|has|have|had|are)\b)",
    re.I,
)
_DOING = re.compile(
    r"(?:[^\s.;:]+ ){1,9}?(?:to|will|should|shall|must) (?:\w+ly )?(?:be \w+|(?!the\b|be\b)[a-z]+)",
    re.I,
)
_BECAME = re.compile(
    r"\b(?:has|have|had|was|were|is|are|been|being|sent|held|met|wrote|written|received|agreed|took)\b|\b\w{3,}ed\b",
    re.I,
)
_GROUPING = re.compile(
    r"\W*(?:(?:new|ongoing|outstanding|completed?|closed|open|carried forward|previous|old|current|standing) )?"
    r"(?:actions?|matters|items)(?: (?:points?|arising|completed?|closed|outstanding|ongoing))?\W*$"
    r"|(?!.*\bto\b)(?=.*\d).*\b(?:actions?|meeting|minutes)\b",
    re.I,
)
_PROSE = 3.0
"""Words a cell: a column of fewer on average holds names, days or numbers."""


def names_meeting(words: str) -> bool:
    """Tell whether a row of these words alone groups the rows below: "Actions from 12 June meeting", "Closed"."""
    days = find_dates(words)
    bare = words
    for start, end, _ in reversed(days):
        bare = bare[:start] + bare[end:]
    return len(words) <= 120 and (bool(_GROUPING.match(words)) or bool(days and not bare.strip(" .,:()–—-")))


@dataclass(frozen=True, slots=True)
class _Column:
    """The filled cells of a column, with how many of them fit a kind."""

    place: int
    cells: Sequence[str]
    rows: int

    def share(self, fits: Callable[[str], bool]) -> float:
        """Return which part of the filled cells fits."""
        return sum(map(fits, self.cells)) / len(self.cells) if self.cells else 0.0

    def most(self, fits: Callable[[str], bool]) -> bool:
        """Tell whether three in four of the filled cells fit, where no fewer than a third are filled."""
        return self.share(fits) >= 0.75 and len(self.cells) * 3 >= self.rows

    @property
    def words(self) -> float:
        """The words of a cell, on average."""
        return sum(len(c.split()) for c in self.cells) / len(self.cells) if self.cells else 0.0


def guessed_layout(rows: Sequence[Sequence[str]], source: Source) -> Layout | None:
    """Return the layout of a log without heads from what stands in its cells; None where that is not sure."""
    width = max((len(row) for row in rows), default=0)
    body = [row for row in rows if len(row) == width and not _is_group(row)]
    if not 2 <= width <= 9 or len(body) < 2:
        return None
    columns = [_Column(i, [row[i] for row in body if row[i].strip(" -–—.")], len(body)) for i in range(width)]
    roles: dict[int, Role] = {c.place: role for c in columns if (role := _short_role(c, source))}
    prose = [c for c in columns if c.place not in roles and c.words >= _PROSE]
    most = max((c.share(is_doing) for c in prose), default=0.0)
    action = next((c for c in prose if c.share(is_doing) >= 0.6 * most), None)  # progress, right of it, is future too
    if action is None:
        return None
    roles[action.place] = "action"
    for column in columns:
        if column.place not in roles and (role := _beside(column, action, roles)):
            roles[column.place] = role
    layout = Layout(tuple(frozenset({roles[i]} if i in roles else ()) for i in range(width)), guessed=True)
    return layout if _is_sure(layout, action, columns) else None


def goes_on(layout: Layout, rows: Sequence[Sequence[str]], source: Source) -> bool:
    """Tell whether rows on another page are of a guessed layout: their owners, statuses and actions stand in it."""
    told = [row for row in rows if len(row) == len(layout.columns) and not _is_group(row)]
    fits = [row for row in told if _fits(layout, row, source)]
    return bool(fits) and len(fits) * 3 >= 2 * len(told)


def is_head(layout: Layout, row: Sequence[str]) -> bool:
    """Tell whether the first row of a guessed layout is one of heads that nobody knows: few words, none of a kind."""
    if any(len(c.split()) > 3 or re.search(r"\d", c) or is_status(c) or is_owner(c) for c in row):
        return False
    return len([c for c in row if c]) > 1 and not is_doing(row[layout.places("action")[0]])


def is_doing(words: str) -> bool:
    """Tell whether words say what is to be done: "Write to the Board", "The clerk to write", "AB will write"."""
    return is_asked(words) or bool(_DOING.match(words))


def is_asked(words: str) -> bool:
    """Tell whether words begin with what somebody is asked to do: "Write to the Board", "The clerk to write"."""
    return bool(_ASKED.match(words)) or bool(lead_of(words))


def _is_progress(words: str) -> bool:
    return is_status(words) or status_of(words) != "unknown" or bool(_BECAME.search(words))


def _is_group(row: Sequence[str]) -> bool:
    filled = {c for c in row if c.strip()}
    return len(filled) == 0 or (len(filled) == 1 and names_meeting(next(iter(filled))))


def _short_role(column: _Column, source: Source) -> Role | None:
    """The role of a column whose cells are all of one kind, wherever it stands."""
    if column.most(is_status):
        return "status"
    if column.most(lambda c: bool(find_dates(c)) and len(c) <= 40):
        return "due" if column.place else "raised"
    if not column.place and column.most(lambda c: bool(REF.fullmatch(c))):
        return "ref"
    if column.most(lambda c: is_owner(c) or may_name_owner(c)) and column.share(lambda c: _is_owned(c, source)) >= 0.5:
        return "owner"
    return None


def _is_owned(words: str, source: Source) -> bool:
    """Tell whether a cell names somebody for sure: initials, a person, a role or a body."""
    return is_owner(words) or any(o.kind != "unknown" for o in owners_of(words, source))


def _beside(column: _Column, action: _Column, roles: dict[int, Role]) -> Role | None:
    """The role of a column that its place beside the action tells: a name after it, a subject before, its progress."""
    after = column.place > action.place
    if not after:
        return "subject" if column.words < action.words else None
    named = column.most(lambda c: may_name_owner(c) and not is_status(c) and not GRADE.fullmatch(c))
    if named and "owner" not in roles.values() and column.words < _PROSE:
        return "owner"
    return "update" if column.share(_is_progress) >= 0.5 else None


def _is_sure(layout: Layout, action: _Column, columns: Sequence[_Column]) -> bool:
    """Tell whether the roles come out clearly: the fewer columns speak for a log, the more actions must read so."""
    doing = action.share(is_doing)
    told = [c for c in columns if layout.columns[c.place] & {"update", "status"}]
    acting = max((c.share(lambda words: is_doing(words) and not _is_progress(words)) for c in told), default=0.0)
    if acting > doing / 2 or len(action.cells) * 2 < action.rows:
        return False
    speaking = sum(layout.has(role) for role in ("owner", "status", "update", "due"))
    if speaking > 1 or (speaking and layout.has("ref", "raised")):
        return doing >= 0.25
    return bool(speaking) and doing >= 0.5 and doing * len(action.cells) >= 2


def _fits(layout: Layout, row: Sequence[str], source: Source) -> bool:
    cells = {role: row[layout.places(role)[0]] for role in ("action", "owner", "status", "update") if layout.has(role)}
    owned = _is_owned(cells.get("owner", ""), source) or bool(cells.get("update") and _is_progress(cells["update"]))
    return len(cells["action"].split()) >= _PROSE and (
        is_doing(cells["action"]) or owned or is_status(cells.get("status", ""))
    )
