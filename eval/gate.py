"""A gate: floors and ceilings that a run has to keep to, from a TOML file.

`right = 0.8` is a floor, `wrong_refusals = { at_most = 0.04 }` a ceiling; they are about all questions, or under
`[kind.owner]`, `[tag.table]`, `[reason.off_topic]` or `[split.test]` about those alone.
"""

import math
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from rapidfuzz.process import extractOne

from eval.aggregates import Estimate, Group, Refusals, Summary
from eval.errors import GateError
from eval.examples import KINDS, REASONS
from eval.scoring import AMOUNTS, METRICS

_OF_REFUSING = ("refusal_precision", "refusal_recall")
_OF_ALL = (*METRICS, *_OF_REFUSING, "wrong_refusals", "same_outcome", "same_facts", "p50", "p95")
_GROUPS = {"kind": KINDS, "tag": (), "reason": REASONS, "split": ("dev", "test")}
_BETTER_LOW = ("wrong_refusals", "failed", "refused", "p50", "p95", *AMOUNTS)
_UNBOUNDED = ("p50", "p95", *AMOUNTS)
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Bound:
    """What a metric has to be, of all questions or of those of a group: ("kind", "owner")."""

    metric: str
    at_least: float = -math.inf
    at_most: float = math.inf
    group: tuple[str, str] = ("", "")

    @property
    def what(self) -> str:
        """The metric and the questions it is about, as the gate's file names them."""
        return f"{self.metric} of {'.'.join(self.group)}" if self.group[0] else self.metric

    @property
    def wanted(self) -> str:
        """What is wanted, in words."""
        low = f"at least {self.at_least:g}" if self.at_least > -math.inf else ""
        high = f"at most {self.at_most:g}" if self.at_most < math.inf else ""
        return " and ".join(filter(None, (low, high)))


@dataclass(frozen=True, slots=True)
class Failure:
    """A bound that a run does not keep to; what is not defined keeps to nothing."""

    bound: Bound
    measured: float

    def __str__(self) -> str:
        measured = "nothing to measure it by" if math.isnan(self.measured) else f"{self.measured:.3f} measured"
        return f"{self.bound.what}: {self.bound.wanted} wanted, {measured}"


def load(path: Path) -> list[Bound]:
    """Return the bounds of a gate's file. Raises GateError."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GateError(f"{path.name} is not TOML ({error})") from error
    bounds = list(_bounds(path.name, given))
    if not bounds:
        raise GateError(f"{path.name} holds no floor: write a line such as right = 0.8")
    return bounds


def failures(bounds: list[Bound], summary: Summary) -> list[Failure]:
    """Return the bounds that a run does not keep to, in the order of the file."""
    found = ((bound, _measured(bound, summary)) for bound in bounds)
    return [Failure(bound, value) for bound, value in found if not _kept(bound, value)]


def _kept(bound: Bound, value: float) -> bool:
    return bound.at_least - _ROUNDING <= value <= bound.at_most + _ROUNDING


def _bounds(file: str, given: dict[str, Any]) -> Iterator[Bound]:
    for name, value in given.items():
        if name not in _GROUPS:
            yield _bound(file, name, value, ("", ""))
            continue
        for member, wanted in _table(file, name, value).items():
            if _GROUPS[name] and member not in _GROUPS[name]:
                _unknown(file, f"{name}.{member}", [f"{name}.{known}" for known in _GROUPS[name]])
            for metric, bound in _table(file, f"{name}.{member}", wanted).items():
                yield _bound(file, metric, bound, (name, member))


def _table(file: str, name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise GateError(
            f"{file}, {name}: write the floors of a group under a heading of their own, such as [kind.owner]"
        )
    return value


def _bound(file: str, metric: str, value: Any, group: tuple[str, str]) -> Bound:
    known = (*METRICS, *_OF_REFUSING) if group[0] == "reason" else METRICS if group[0] else _OF_ALL
    if metric not in known:
        _unknown(file, metric, [*known, *(() if group[0] else _GROUPS)])
    given = value if isinstance(value, dict) else {"at_least": value}
    if not isinstance(value, dict) and metric in _BETTER_LOW:
        raise GateError(f"{file}, {metric}: it is better low; write {metric} = {{ at_most = {value} }}")
    for name, number in given.items():
        if name not in ("at_least", "at_most"):
            _unknown(file, name, ["at_least", "at_most"])
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            raise GateError(f"{file}, {metric}: {number} is not a number")
        if metric not in _UNBOUNDED and not 0 <= number <= 1:
            raise GateError(f"{file}, {metric}: {number} is not between 0 and 1; 80 % is 0.8")
    if not given:
        raise GateError(f"{file}, {metric}: give at_least or at_most")
    return Bound(metric, **given, group=group)


def _unknown(file: str, name: str, known: list[str]) -> NoReturn:
    near = extractOne(name, known, score_cutoff=60)
    hint = f'is "{near[0]}" meant?' if near else f"there are: {', '.join(known)}"
    raise GateError(f'{file}: "{name}" is not known; {hint}')


def _measured(bound: Bound, summary: Summary) -> float:
    by, member = bound.group
    if by:
        if bound.metric in _OF_REFUSING:
            return _refusing(bound.metric, summary.refusals_by_reason.get(member, Refusals()))
        groups: dict[str, Group] = getattr(summary, f"by_{by}")
        return groups[member].metrics[bound.metric].mean if member in groups else math.nan
    if bound.metric in _OF_REFUSING:
        return _refusing(bound.metric, summary.refusals)
    if bound.metric in ("same_outcome", "same_facts"):
        found: Estimate = getattr(summary.consistency, bound.metric)
        return found.mean
    if bound.metric in METRICS:
        return summary.overall.metrics[bound.metric].mean
    value = getattr(summary, bound.metric)
    return value.mean if isinstance(value, Estimate) else float(value)


def _refusing(metric: str, refusals: Refusals) -> float:
    return (refusals.precision if metric == "refusal_precision" else refusals.recall).mean
