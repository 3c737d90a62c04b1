"""Where a part stands among others of its kind: whose it is, when it is from, and how final it is."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from ingest.documents import Part

_EDITED = re.compile(
    r"\b(?:strateg(?:y|ies)|strategic plan|plan|terms of reference|constitution|policy|framework|protocol|charter)\b",
    re.I,
)
_SERIES = re.compile(
    r"\b(?:q[1-4]|quarter\w*|months?|weekly|monthly|minutes|report|statement|update|log|agenda)\b", re.I
)
_STAGE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|draft|final|revised|updated|refresh(?:ed)?|reviewed|new|agreed|approved|published|edition|for publication"
    r"|version \w+|v ?\d[\d.]*|first|second|third|the|from|to|until|and|dated?)\b|[\W\d_]+",
    re.I,
)
_FINAL = re.compile(r"\b(?:final|agreed|approved|confirmed|signed|adopted|published|ratified)\b", re.I)
_OF_A_MEETING = ("minutes", "action log")


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides between two parts; `name` is the title without its dates and stages, `board` is in plain form."""

    document: str
    part: int
    kind: str
    board: str
    name: str
    date: datetime.date | None
    period: tuple[datetime.date, datetime.date] | None
    status: str
    version: tuple[int, ...]
    alone: bool
    paged: bool
    recognised: bool

    @property
    def key(self) -> tuple[str, int]:
        """The document and the part."""
        return self.document, self.part

    @property
    def is_draft(self) -> bool:
        """Tell whether it says that it is a draft."""
        return "draft" in self.status.lower()

    @property
    def is_final(self) -> bool:
        """Tell whether it says that it is the final or agreed one."""
        return not self.is_draft and bool(_FINAL.search(self.status))

    def stage_of(self, other: "Standing") -> bool:
        """Tell whether both may be stages of one paper: of the same meeting, or of the same name."""
        if self.kind != other.kind or self.board != other.board:
            return False
        if self.kind in _OF_A_MEETING:
            return self.date is not None and self.date == other.date
        return bool(self.name) and self.name == other.name

    def is_later_than(self, other: "Standing") -> bool:
        """Tell whether it says that it is a later stage than the other."""
        return (self.is_final and not other.is_final) or bool(other.version and other.version < self.version)

    def _years(self) -> tuple[int, int]:
        """The years its period spans: whether these are calendar or financial years makes no edition."""
        assert self.period
        return self.period[0].year, self.period[1].year

    def older_than(self, other: "Standing") -> int:
        """Return 1 for an older edition, -1 for a newer one, and 0 where the papers do not say."""
        if self.is_draft != other.is_draft and self.period and self.period == other.period:
            return 0
        if self.period and other.period and (own := self._years()) != (its := other._years()):
            if own[0] <= its[0] and own[1] <= its[1]:
                return 1
            return -1 if own[0] >= its[0] and own[1] >= its[1] else 0
        for said, other_said in ((self.date, other.date), (self.version, other.version)):
            if said and other_said and said != other_said:
                return 1 if said < other_said else -1  # type: ignore[operator]
        return 0


def standing_of(row: Any) -> Standing:
    """Return the standing of a part's row, joined with what its document says."""
    alone = row.parts == 1
    periods = (
        (row.period_start, row.period_end),
        *(((row.paper_period_start, row.paper_period_end),) if alone else ()),
    )
    said = {f["name"]: f["value"] for f in reversed([*row.facts, *(row.paper_facts if alone else ())])}
    return Standing(
        document=row.document,
        part=row.ordinal,
        kind=row.kind,
        board=plain(row.board),
        name=_name(row.title),
        date=row.date or _day(said.get("report date", "")),
        period=next((period for period in periods if period[0]), None),
        status=said.get("status", ""),
        version=tuple(int(n) for n in re.findall(r"\d+", said.get("version", ""))),
        alone=alone,
        paged=bool(row.pages),
        recognised=bool(row.recognised),
    )


def order(standing: Standing) -> tuple[Any, ...]:
    """Return what sorts parts that say the same: the one to answer comes last."""
    s = standing
    stage = (not s.is_draft, s.is_final, s.version)
    return *stage, not s.recognised, s.date or datetime.date.min, s.alone, s.paged, s.document, s.part


def same_period(one: Standing, two: Standing) -> bool:
    """Tell whether two parts may be of the same time: neither their meetings nor their periods differ."""
    if one.period and two.period and one.period != two.period:
        return False
    meetings = one.kind in _OF_A_MEETING or two.kind in _OF_A_MEETING
    return not (meetings and one.date and two.date and one.date != two.date)


def edition_of(part: Part, board: str) -> str | None:
    """Return what every edition of a strategy, plan or terms of reference is called; None for other papers."""
    if not _EDITED.search(part.title) or _SERIES.search(part.title) or part.kind in _OF_A_MEETING:
        return None
    name = _name(part.title)
    return f"{plain(board)}: {name}" if name else None


def plain(board: str) -> str:
    """Return a board's name in lower case without its article and marks."""
    return " ".join(re.findall(r"\w+", board.lower().removeprefix("the ")))


def _day(value: str) -> datetime.date | None:
    """Return the day of a fact, the first of a month where it names no more."""
    return datetime.date.fromisoformat(f"{value}-01"[:10]) if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", value) else None


def _name(title: str) -> str:
    return " ".join(_STAGE.sub(" ", title.lower()).split())
