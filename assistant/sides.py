"""The sides of a question that compares two times or things, each put as a question of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followups import COMPARED, counted_on, swapped, without_comparison
from assistant.partnerships import Partnership, named_in
from ingest.dates import MONTH
from ingest.periods import Period, find_periods, find_quarters, quarter, quarter_of

_YEAR = r"(?:19|20)\d\d"
_RANGE = rf"{MONTH}\s*[-–—]\s*{MONTH},?\s+{_YEAR}|(?<!from )(?<!between )\b{MONTH} to {MONTH},?\s+{_YEAR}"
_TIME = re.compile(
    rf"(?P<range>\b(?:{_RANGE}))"
    rf"|(?P<quarter>\b(?:Q[1-4]|(?:first|second|third|fourth) quarter)(?:,? (?:of )?{_YEAR}(?:\s?[/–-]\s?\d{{2,4}})?)?)"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?:{MONTH}),?\s+{_YEAR}\b"
    rf"|(?P<years>\b{_YEAR}\s?[/–-]\s?(?:{_YEAR}|\d\d)\b)|(?P<year>\b{_YEAR}\b)"
    rf"|(?<=[a-z] )(?P<month>(?=[A-Z])(?:{MONTH}))\b",
    re.I,
)
_STEPS = re.compile(
    rf"\b(?:over|across|in|for|during|through|of) (?:each of )?(?:the )?(?:\w+ )?(?P<unit>quarters)\b[^?]{{0,12}}?"
    rf"\b(?:from|between|of)\s+(?P<span>(?:{MONTH})(?: {_YEAR})? (?:to|and|until) (?:{MONTH}) {_YEAR})",
    re.I,
)
_COMPARES = re.compile(
    r"\b(?:chang\w*|differ\w*|compar\w*|rise|rose|risen|fall|fell|fallen|gr[eo]wn?|increased?|decreased?|dropped"
    r"|improved|worsened|up or down|(?:gone|go|went) (?:up|down)|more|fewer|less|higher|lower|better|worse|than"
    r"|no longer)\b",
    re.I,
)
_CUT = re.compile(
    r"\s*\b(?:(?:(?:was|were|is|are|had|has|have)(?: not|n't)? )?(?:no longer|dropped|missing|left out|gone|new)"
    r"|than|differs?(?:ed)? from|different from|compared? (?:with|to)|from (?:that|those))\b",
    re.I,
)
_AND = re.compile(r",?\s+(?:and|but)\s+(?P<rest>(?P<first>by|in|for|at|on|to|as of|how|what|which)\b)", re.I)
_JOINED = re.compile(
    r"\s*(?:[-–—]|,?\s*\b(?:and|or|to|until|versus|vs\.?)\b)\s*(?:(?:in|for|during|at|on|by)\s+)?(?:the\s+)?", re.I
)
_BEFORE = re.compile(
    r"\s*\b(?:(?:over|during) the period )?(?:from|between|in|for|during|over|at|since)?\s*(?:the\s+)?$", re.I
)
_LIKE = re.compile(r"\b(?:one|ones|that|those|how|what|which)\b", re.I)
_ASIDE = re.compile(r",?\s+and (?:from what to what|by how (?:much|many|far)|(?:in )?which (?:way|direction))\b", re.I)
_ASKED_CHANGE = re.compile(
    r"^how (do|does|did|has|have) (.+?)"
    r"(?: (?:chang|differ|compar|develop|mov|vari|far)\w*| (?:go|gone)(?: up| down)?)?$",
    re.I,
)
_ASKED_MORE = re.compile(
    r"^(?:did|has|have) (.+?) (have|had|get|see|receive|record)(?:ed)? (?:more|fewer|less) (.+)$", re.I
)
_ASKED_WAY = re.compile(
    r"^(?:did|has|have|was|were|is|are) (.+?) (?:(?:go|gone|went) )?(?:up or down|up|down|rise or fall|rise|risen|fall"
    r"|fallen|increased?|decreased?|higher or lower|higher|lower|more|fewer)$",
    re.I,
)
_THINGS = re.compile(
    r"^how (?P<do>do|does|did) (?P<one>.+?) (?:differ|compare|vary) (?:from|with|to) (?P<other>.+?)"
    r"(?P<tail>, [^?]+)?\W*$"
    r"|^what (?P<is>is|are|was|were) the differences? between (?P<first>.+?) and (?P<second>.+?)(?P<end>, [^?]+)?\W*$",
    re.I,
)
_MOST = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One of the times or things that are compared: its name and the question it answers."""

    label: str
    question: str


def sides_of(question: str, partnerships: Sequence[Partnership] = ()) -> tuple[Side, ...]:
    """Return the sides a question compares, in its order; none where it compares nothing.

    A side with no label has none in the question: it is what was asked about, of whatever board and time that was.
    """
    plain = _ASIDE.sub("", question).rstrip("? .")
    return _set_beside(plain, list(partnerships)) or _steps(plain) or _times(plain) or _things(plain)


def _set_beside(question: str, partnerships: list[Partnership]) -> tuple[Side, ...]:
    """ "How many wardens are there in Harbour, compared with Tallow" has the same question for a side each."""
    head, compared, others = question.partition(COMPARED)
    if not compared:
        return ()
    named = re.split(r",? and (?=\S)|, ", others)
    if len(named) > 1 and not all(_is_time(n) or named_in(n, partnerships) for n in named):
        named = [others]
    head = f"{head}?"
    told = [without_comparison(swapped(counted_on(o, head), head, partnerships)) for o in named[: _MOST - 1]]
    first = _label(head, named[0], told[0], partnerships)
    return (Side(first, head), *(Side(other, one) for other, one in zip(named, told, strict=False)))


def _label(head: str, other: str, swap: str, partnerships: list[Partnership]) -> str:
    """What tells the first side from another: its time, its board, else the words that the other's stand in for."""
    if _is_time(other):
        time, period = _TIME.search(head), next(iter(find_periods(head)), None)
        return (period.label.partition(" (")[0] if period else "") or (time[0] if time else "")
    if named_in(other, partnerships) or re.fullmatch(r"(?:[A-Z][\w'’-]*\W*)+", other):
        return ", ".join(p.name for p in named_in(head, partnerships))
    one, two = head.rstrip("?").split(), swap.rstrip("?").split()
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    return " ".join(one)


def _is_time(words: str) -> bool:
    timed = find_periods(words) or find_quarters(words) or re.search(r"\b(?:year|quarter|month)\b", words, re.I)
    return bool(timed)


def _steps(question: str) -> tuple[Side, ...]:
    """ "Over the three quarters from July 2013 to March 2014" has a side for each quarter."""
    found = _STEPS.search(question)
    span = next(iter(find_periods(found["span"])), None) if found else None
    if not found or span is None:
        return ()
    parts = [f"{_first_month(p)} to {_last_month(p)}" for p in _quarters(span)]
    head, tail = _neutral(question[: found.start()].rstrip()), question[found.end() :]
    return tuple(Side(p, f"{head} in {p}{tail}?") for p in parts) if 1 < len(parts) <= _MOST else ()


def _quarters(span: Period) -> list[Period]:
    number, year = quarter_of(span.start)
    found = []
    while (one := quarter(number, year)).end <= span.end:
        found.append(one)
        number, year = (number + 1, year) if number < 4 else (1, year + 1)
    return found


def _first_month(period: Period) -> str:
    return period.start.strftime("%B")


def _last_month(period: Period) -> str:
    return period.end.strftime("%B %Y")


def _times(question: str) -> tuple[Side, ...]:
    found = list(_TIME.finditer(question))
    if len({m[0].lower() for m in found}) < 2:
        return ()
    one, other = found[0], next(m for m in found if m[0].lower() != found[0][0].lower())
    first, second = _with_year(one, other), _with_year(other, one)
    between = question[one.end() : other.start()]
    conjunct = _AND.search(question, one.end(), other.start() + 1)
    if conjunct and not _JOINED.fullmatch(between):
        return _conjoined(question, one, other, conjunct)
    if not (conjunct or _COMPARES.search(question) or re.search(r"\bor\b", between)):
        return ()
    if _JOINED.fullmatch(between):
        before = question[: one.start()]
        head, tail = _neutral(_BEFORE.sub("", before)), question[other.end() :]
        return tuple(Side(t, f"{head} in {t}{tail}?") for t in (first, second))
    cut = _CUT.search(question, one.end(), other.start())
    if cut is None:
        return ()
    before = question[: one.start()]
    joint = _BEFORE.search(before)
    at = joint.start() if joint else one.start()
    head, rest = _neutral(before[:at]), question[one.end() : cut.start()]
    return tuple(Side(t, f"{head}{before[at:]}{t}{rest}?") for t in (first, second))


def _with_year(time: re.Match[str], other: re.Match[str]) -> str:
    """A month named without its year is of the year that the other names."""
    year = re.search(_YEAR, other[0])
    return f"{time[0]} {year[0]}" if time["month"] and year else time[0]


def _conjoined(question: str, one: re.Match[str], other: re.Match[str], conjunct: re.Match[str]) -> tuple[Side, ...]:
    """ "... in the June draft, and in the final of October": the second side says anew what differs."""
    head, rest = question[: conjunct.start()], question[conjunct.start("rest") :]
    first, second = _with_year(one, other), _with_year(other, one)
    swapped = head[: one.start()] + second + head[one.end() :]
    same = [m for m in re.finditer(rf"\b{conjunct['first']}\b", head, re.I) if m.start() < one.start()]
    if same and not _LIKE.search(rest):
        swapped = head[: same[-1].start()] + rest
    return Side(first, f"{head}?"), Side(second, f"{swapped}?")


def _neutral(head: str) -> str:
    """The beginning of a question for one side: what the thing was, not how it changed."""
    head = _ASKED_CHANGE.sub(lambda m: f"What {'are' if m[1].lower() in ('do', 'does') else 'was'} {m[2]}", head)
    head = _ASKED_MORE.sub(r"How many \3 did \1 \2", head)
    head = _ASKED_WAY.sub(r"How many \1", head)
    head = re.sub(r"^(what (?:is|was|were|are)) the (?:difference|change) (?:between|in) ", r"\1 ", head, flags=re.I)
    return re.sub(r"^were there (?:more|fewer) ", "How many ", head, flags=re.I)


def _things(question: str) -> tuple[Side, ...]:
    found = _THINGS.match(question)
    if not found:
        return ()
    one, other = found["one"] or found["first"], found["other"] or found["second"]
    tail = found["tail"] or found["end"] or ""
    verb = {"do": "are", "does": "is", "did": "was"}.get((found["do"] or "").lower(), found["is"] or "is")
    second = _in_full(one, other)
    return Side(one, f"What {verb} {one}{tail}?"), Side(second, f"What {verb} {second}{tail}?")


def _in_full(one: str, other: str) -> str:
    """ "The American one" beside "the British way of opening data" is the American way of opening data."""
    short = re.match(r"(?:the )?(.+?) ones?$", other, re.I)
    if short and re.match(r"(the|an?) \S+ ", one, re.I):
        return re.sub(r"^(the|an?) \S+ ", lambda m: f"{m[1]} {short[1]} ", one, flags=re.I)
    owner = re.match(r"(?:(?:that|those) of )?(.+?)(?:['’]s?)?$", other)
    if owner and re.search(r"\w['’]s\b", one) and len(owner[1].split()) <= 3:
        return re.sub(r"\b[\w-]+(?= \w+| ?)['’]s\b", f"{owner[1]}'s", one, count=1)
    return other
