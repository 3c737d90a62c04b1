"""What the report tells of a run, in its order; the templates only lay it out."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.aggregates import Group
from eval.reporting.compared import compared
from eval.reporting.drawing import Bar, counts_bars, stacked, times
from eval.reporting.limits import about, limits
from eval.reporting.measures import groups
from eval.reporting.outcomes import MEANINGS, NAMES, OUTCOMES, REFUSALS, Outcome, refusal_of
from eval.reporting.scored import Beside, Scored
from eval.reporting.wording import SYSTEMS, between, counted, day, kind, percent, reason, seconds
from eval.rows import Row

_MOST_TAGS = 40
_FEW = 10  # questions; fewer say little
_MOST_OPEN = 1_000  # questions that are unfolded while there is no script to fold and unfold them


def told(run: Scored, beside: Sequence[Beside] = ()) -> dict[str, Any]:
    """Return what is told of a run, under the names the templates have for it."""
    outcomes = run.outcomes
    found = Counter(outcomes)
    answering = [run, *(other.run for other in beside if other.run.answers)]
    return {
        "set": run.about.get("set", ""),
        "facts": _facts(run),
        "unfinished": _unfinished(run),
        "lead": _lead(found),
        "likely": _likely(run),
        "outcomes": [
            stacked(f"{each.label}: {counted(len(each.rows), 'question')}", Counter(each.outcomes), NAMES)
            for each in answering
        ],
        "counts": _counts(found, [Counter(other.run.outcomes) if other.run.answers else None for other in beside]),
        "others": [other.run.label for other in beside],
        "outcome_names": [(name, NAMES[name]) for name in OUTCOMES if found[name]],
        "refusal_names": list(REFUSALS.items()),
        "kinds": _weakest_first(_by_kind(run), run.summary.by_kind, {name: kind(name) for name in run.summary.by_kind}),
        "tags": _tag_bars(run),
        "more_tags": _more_tags(run),
        "refusal_words": list(_refusal_words(run)),
        "refusals": _refusals(run.rows),
        "needless": _needless(run),
        "time_words": _time_words(run),
        "times": times([row.seconds for row in run.rows]),
        "measures": groups(run, beside),
        "beside": compared(run, beside),
        "limits": limits(run),
        "about": about(run),
        "kind_choices": [(name, kind(name)) for name in run.summary.by_kind],
        "tag_choices": list(run.summary.by_tag),
        "all_open": len(run.rows) <= _MOST_OPEN,
    }


def _facts(run: Scored) -> list[str]:
    about, rows = run.about, run.rows
    system = str(run.system)
    facts = [f"Questions: {about.get('set') or run.name}"]
    if about.get("split"):
        facts.append(f"the {about['split']} part of the set")
    facts.append(day(str(about.get("started") or "")))
    facts.append(f"Asked: {SYSTEMS.get(system, system)}")
    if isinstance(about.get("documents"), int):
        facts.append(f"{counted(about['documents'], 'paper')} in the library")
    return [fact for fact in [*facts, counted(len(rows), "question"), f"Run: {run.name}"] if fact]


def _unfinished(run: Scored) -> str:
    wanted = run.about.get("questions")
    if run.about.get("finished", True):
        return ""
    of = f" of {wanted:,}" if isinstance(wanted, int) else ""
    return f"{len(run.rows):,}{of} questions were asked so far. Start it again and it goes on from there."


def _lead(found: Counter[Outcome]) -> str:
    total = sum(found.values())
    if not total:
        return "No question was asked."
    if found["unanswered"] == total:
        return f"This system only searches. What it found for {counted(total, 'question')} is measured below."
    return f"{found['right']:,} of {counted(total, 'question')} right: {percent(found['right'] / total)}."


def _likely(run: Scored) -> str:
    own = run.summary.overall.metrics["right"]
    if not own.low < own.high:
        return ""
    return (
        f"If other questions of the same sort were asked, between {between('right', own.low, own.high, ' and ')} would"
        " likely be right (95 times in 100)."
    )


def _counts(found: Counter[Outcome], others: Sequence[Counter[Outcome] | None]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": NAMES[name],
            "meaning": MEANINGS[name],
            "count": _count(found, name),
            "others": ["–" if other is None else _count(other, name) for other in others],
        }
        for name in OUTCOMES
        if found[name] or any(other and other[name] for other in others) or name not in ("failed", "unanswered")
    ]


def _count(found: Counter[Outcome], name: Outcome) -> str:
    return f"{found[name]:,} ({percent(found[name] / (found.total() or 1))})"


# where it fails


def _by_kind(run: Scored) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row, outcome in zip(run.rows, run.outcomes, strict=True):
        found[row.example.kind][outcome] += 1
    return found


def _tag_bars(run: Scored) -> list[Bar]:
    """Return the bars of the tags that most questions have."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row, outcome in zip(run.rows, run.outcomes, strict=True):
        for tag in set(row.example.tags):
            found[tag][outcome] += 1
    most = sorted(found, key=lambda tag: (-found[tag].total(), tag))[:_MOST_TAGS]
    return _weakest_first({tag: found[tag] for tag in most}, run.summary.by_tag, {tag: tag for tag in most})


def _more_tags(run: Scored) -> str:
    more = len(run.summary.by_tag) - _MOST_TAGS
    return f"{counted(more, 'more tag')} with fewer questions: see the CSV file." if more > 0 else ""


def _weakest_first(
    found: Mapping[str, Counter[str]], groups: Mapping[str, Group], labels: Mapping[str, str]
) -> list[Bar]:
    """Return a bar for each group, that with the smallest share right first."""
    order = sorted(found, key=lambda name: (found[name]["right"] / found[name].total(), -found[name].total(), name))
    bars = []
    for name in order:
        counts, own = found[name], groups[name].metrics["right"]
        interval = (own.low, own.high) if own.low < own.high else None
        bars.append(stacked(labels[name], counts, NAMES, _note(counts, interval), interval))
    return bars


def _note(counts: Counter[str], interval: tuple[float, float] | None) -> str:
    total = counts.total()
    words = f"{counts['right']:,} of {total:,} right ({percent(counts['right'] / total)})"
    if interval:
        words += f", likely {between('right', *interval)}"
    return words + ("; few questions" if total < _FEW else "")


# refusals


def _refusal_words(run: Scored) -> Iterator[str]:
    to_refuse = Counter(standing for row in run.rows if (standing := refusal_of(row)))
    total = to_refuse.total()
    if not run.answers:
        yield "This system only searches: it does not refuse."
        return
    if total:
        refused = to_refuse["rightly"] + to_refuse["otherwise"]
        yield (
            f"Of {counted(total, 'question')} that the papers do not answer, {refused:,} ({percent(refused / total)})"
            f" {'was' if refused == 1 else 'were'} refused, {to_refuse['rightly']:,} of them for the right reason."
        )
    else:
        yield "No question of the set is to be refused, so it cannot show whether the assistant refuses what it should."
    answerable = sum(row.example.answerable for row in run.rows)
    needless = run.outcomes.count("needless")
    if answerable:
        yield (
            f"Of {counted(answerable, 'question')} that the papers do answer, {needless:,}"
            f" ({percent(needless / answerable)}) {'was' if needless == 1 else 'were'} refused without need."
        )


def _refusals(rows: Sequence[Row]) -> list[Bar]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if standing := refusal_of(row):
            found[row.example.expected_reason or ""][standing] += 1
    return [
        stacked(reason(name), counts, REFUSALS, f"{counts['rightly']:,} of {counts.total():,} refused for this reason")
        for name, counts in sorted(found.items(), key=lambda entry: -entry[1].total())
    ]


def _needless(run: Scored) -> list[Bar]:
    given = Counter(
        reason(row.reason) for row, outcome in zip(run.rows, run.outcomes, strict=True) if outcome == "needless"
    )
    return counts_bars(given.most_common(), "needless")


# time


def _time_words(run: Scored) -> str:
    taken = [(row.seconds, row.example.id) for row in run.rows if not math.isnan(row.seconds)]
    if not taken:
        return "No time was measured."
    slowest, identity = max(taken)
    return (
        f"Half of the answers came within {seconds(run.summary.p50)}, 95 of 100 within {seconds(run.summary.p95)};"
        f" the slowest took {seconds(slowest)} (question {identity})."
    )
