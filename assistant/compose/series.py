"""Figures from the register of measures: of one period, of several, and how they changed; the newest paper's holds."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.citing import Citations
from assistant.evidence import Candidate, Evidence, figures_in
from assistant.question import Plan
from assistant.vocabulary import INTENT, STOP
from assistant.words import matches, stem, stems, tokens
from index.catalogue import Catalogue
from index.register.asking import Asked, Stated
from index.register.measures import Point, Series, normal_name, series
from index.register.nearby import stated_in
from index.search import Filters
from ingest.dates import spoken
from ingest.periods import Period, find_periods, find_quarters, quarter_of
from ingest.records.record import Measure

_CHANGE = re.compile(
    r"\b(?:chang\w*|higher|lower|compare[ds]?|rise|rose|risen|fall|fell|fallen|grow|grew|grown|increased?|decreased?"
    r"|dropped|improved|worsened|(?:gone|go|went) (?:up|down)|trend|more than|fewer than|less than|over time)\b",
    re.I,
)
_TARGET = re.compile(r"\btargets?\b", re.I)
_UNSAID = stems(f"{INTENT['figure']} rise rose fall fell grow increase decrease trend annual yearly quarterly target")
_MOST = 24
_NAMES = 3


def compose_figures(plan: Plan, evidence: Evidence, catalogue: Catalogue, kept: Filters, citations: Citations) -> str:
    """Return the figure a question asks for, or how it changed; "" where no figure surely is the one meant."""
    asked = Asked(boards=kept.boards, as_of=_known_by(plan, kept), since=kept.since)
    for name in _names(plan, evidence, catalogue, asked):
        found = [s for s in series(catalogue, asked, name) if normal_name(s.name) == normal_name(name)]
        told = [(one, points) for s in found if (points := _asked_points(plan, one := _reported(plan, s, evidence)))]
        if told:
            return _told(plan, *told[0], citations) if len(told) == 1 else ""
    return ""


def changes(plan: Plan) -> bool:
    """Tell whether a question asks how something changed from one time to another."""
    several = len(_periods(plan)) > 1 or len(plan.quarters) > 1
    return bool(_CHANGE.search(plan.question)) and (several or plan.history or plan.since is not None)


def tells_all(plan: Plan, candidate: Candidate) -> bool:
    """Tell whether a statement gives two figures and names, with its headings, every period that is compared."""
    if len(figures_in(candidate.statement.text)) < 2:
        return False
    words = f"{' '.join(candidate.passage.path)} {candidate.statement.lead} {candidate.statement.text}"
    said = find_periods(words)
    numbers = {q for _, _, q in find_quarters(words)}
    return set(plan.quarters) <= numbers and all(
        any(_same_span(p, asked) for p in said) for asked in _periods(plan) if not asked.label.startswith("Q")
    )


def _known_by(plan: Plan, kept: Filters) -> datetime.date | None:
    days = [day for day in (kept.until, plan.reported.end if plan.reported else None) if day]
    return min(days, default=None)


def _reported(plan: Plan, one: Series, evidence: Evidence) -> Series:
    """The figure as papers of the time gave it that a question names beside the quarter."""
    when = plan.reported
    if when is None:
        return one
    days = {p.document: (p.date, p.paper_date) for p in evidence.passages}
    papers = {document for document, found in days.items() if any(day and when.holds(day) for day in found)}
    return replace(one, points=tuple(p for p in one.points if p.place.document in papers))


def _names(plan: Plan, evidence: Evidence, catalogue: Catalogue, asked: Asked) -> list[str]:
    """The names of figures that say all that is asked about, those that say the least else first."""
    wanted = [t.word for t in plan.terms if t.needed and stem(t.word) not in _UNSAID]
    if not wanted:
        return []
    stretches = [(p.document, p.start, p.end) for p in evidence.passages]
    extra: dict[str, tuple[int, int]] = {}
    for one in stated_in(catalogue, "measures", stretches):
        fit = _fit(one, wanted, plan)
        if fit is not None:
            name = normal_name(one.record.name)
            extra[name] = min(extra.get(name, fit), fit)
    return sorted(extra, key=lambda n: (extra[n], n))[:_NAMES]


def _fit(one: Stated[Measure], wanted: Sequence[str], plan: Plan) -> tuple[int, int] | None:
    """How many wanted words only the table or paper says, and how many the name says beside them; None if one fails."""
    name = stems(one.record.name)
    around = name | stems(f"{one.record.table} {one.place.part_title}")
    if not all(matches(word, around) for word in wanted):
        return None
    outside = sum(not matches(word, name) for word in wanted)
    if outside == len(wanted):
        return None
    said = stems(plan.question) | _UNSAID | {stem(w) for p in plan.partnerships for w in p.own}
    own = {stem(w) for w in re.findall(r"[a-z]+", one.board.lower())}
    beside = [w for w in tokens(one.record.name) if w not in STOP and not matches(w, said | own)]
    return outside, len(beside)


def _told(plan: Plan, one: Series, points: list[Point], citations: Citations) -> str:
    if _TARGET.search(plan.question):
        return _aimed(one, points, citations)
    if changes(plan):
        return _changed(one, points, citations)
    if len(points) == 1:
        return _figure(one, points[0], citations)
    return f"{_name(one)}:\n" + "\n".join(f"- {_point(p, citations)}" for p in points)


def _periods(plan: Plan) -> list[Period]:
    return list(dict.fromkeys(find_periods(plan.question)))


def _asked_points(plan: Plan, one: Series) -> list[Point]:
    """The points a question asks for, by period; none where one of them is missing."""
    if _TARGET.search(plan.question):
        return [p for p in one.points if p.target and (not plan.period or p.period.overlaps(plan.period))]
    chosen = _of_periods(plan, one)
    if not changes(plan):
        return chosen
    if len(chosen) < 2 and ((plan.history and not (plan.period or plan.quarters)) or plan.since):
        lengths = [p.length for p in one.points]
        usual = max(dict.fromkeys(lengths), key=lengths.count, default=None)
        chosen = [p for p in one.points if p.length == usual and not (plan.since and p.period.start < plan.since)]
    return chosen[-_MOST:] if len(chosen) > 1 and len({p.length for p in chosen}) == 1 else []


def _of_periods(plan: Plan, one: Series) -> list[Point]:
    """The points of the periods a question names; a quarter without its year is the newest year's that has all."""
    dated = [] if plan.reported else _periods(plan)
    exact = [point for period in dated for point in one.points if _same_span(point.period, period)]
    named = set(plan.quarters)
    if not named or len(exact) >= max(len(dated), len(named)):
        return sorted(exact, key=lambda p: p.period) if len(exact) == len(dated) else []
    years = {quarter_of(p.start)[1] for p in dated if p.label.startswith("Q")} or {
        p.start.year for p in dated if (p.end - p.start).days in (364, 365) and p.start.month == 4
    }
    by_year: dict[int, list[Point]] = {}
    for point in one.points:
        number, year = quarter_of(point.period.start)
        if point.length == "quarter" and number in named and (not years or year in years):
            by_year.setdefault(year, []).append(point)
    full = [year for year, points in by_year.items() if len(points) == len(named)]
    return sorted(by_year[max(full)], key=lambda p: p.period) if full else []


def _same_span(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _name(one: Series) -> str:
    return one.name[:1].upper() + one.name[1:]


def _figure(one: Series, point: Point, citations: Citations) -> str:
    text = f"{_name(one)}, {_label(point)}: {point.value} {_mark(point.stated, citations)}"
    text += f" Target: {point.target}." if point.target else ""
    text += f" (from the paper of {spoken(point.stated.date)})" if point.stated.date else ""
    return " ".join([text, *_replaced(point, citations), *_notes(one, point)])


def _point(point: Point, citations: Citations) -> str:
    return " ".join([f"{_label(point)}: {point.value} {_mark(point.stated, citations)}", *_replaced(point, citations)])


def _label(point: Point) -> str:
    return point.period.label or point.stated.record.stated_period


def _replaced(point: Point, citations: Citations) -> list[str]:
    """What the figure replaces: what older papers gave for the same period."""
    older = {one.record.value: one for one in reversed(point.replaced)}
    told = [
        f"{value}{f', given on {spoken(o.date)}' if o.date else ''} {_mark(o, citations)}" for value, o in older.items()
    ]
    said = [f"It replaces {'; '.join(told)}."] if told else []
    return said + [f"Unsure: {'; '.join(point.doubts)}." for _ in point.doubts[:1]]


def _notes(one: Series, point: Point) -> list[str]:
    """The sentences of the note under the table that name the period or say that a figure is not final."""
    note = point.stated.record.note
    quarters = {q for _, _, q in find_quarters(_label(point))}
    kept = []
    for sentence in re.split(r"(?<=\.)\s+", note):
        of = {q for _, _, q in find_quarters(sentence)}
        about = stems(sentence) & stems(one.name) or not of
        if (of & quarters and about) or (
            not of and re.search(r"\b(?:provisional|estimate\w*|revised)\b", sentence, re.I)
        ):
            kept.append(sentence)
    return [f"Note: {' '.join(kept)}"] if kept else []


def _changed(one: Series, points: list[Point], citations: Citations) -> str:
    """How a figure went from the first to the last of some periods of one length, with those between."""
    first, *between, last = points
    start = f"{first.value} in {_label(first)} {_mark(first.stated, citations)}"
    end = f"{last.value} in {_label(last)} {_mark(last.stated, citations)}"
    text = f"{_name(one)} {_moved(one, first, last, start, end)}"
    text += f" Target: {last.target}." if last.target else ""
    text = " ".join([text, *dict.fromkeys(said for p in (first, last) for said in _replaced(p, citations))])
    return "\n".join([text, *(f"- {_point(p, citations)}" for p in between)])


def _moved(one: Series, first: Point, last: Point, start: str, end: str) -> str:
    if first.number is None or last.number is None:
        return f"went from {start} to {end}."
    step = round(last.number - first.number, 4)
    if step == 0:
        return f"did not change: {start}, {end}."
    size = f"{abs(step):,.10g}"
    size = f"£{size}" if one.unit == "£" else f"{size} percentage points" if one.unit == "%" else size
    verb, beside = ("rose", "more") if step > 0 else ("fell", "less" if one.unit else "fewer")
    return f"{verb} from {start} to {end}: {size} {beside}."


def _aimed(one: Series, points: list[Point], citations: Citations) -> str:
    """The newest target of the time asked for, with what it was before."""
    newest = max(points, key=lambda p: (p.period.end, p.stated.date or datetime.date.min))
    text = f"{_name(one)}, target: {newest.target} {_mark(newest.stated, citations)} ({_label(newest)})"
    older = [p for p in points if p.target != newest.target and p.period.end < newest.period.start]
    if older:
        before = max(older, key=lambda p: p.period.end)
        text += f" Before: {before.target} {_mark(before.stated, citations)} ({_label(before)})"
    return text


def _mark(one: Stated[Measure], citations: Citations) -> str:
    return citations.cite_record(one.place, one.board, one.date)
