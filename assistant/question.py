"""A question becomes a Plan: what kind it is, which partnership, period and dates it is about, what it must find."""

import datetime
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.partnerships import Partnership, named_in, other_place
from assistant.words import STOP, stem, tokens
from ingest.periods import Period, find_dates, find_periods, find_quarters

Kind = Literal[
    "owner", "actions", "status", "figure", "list", "date", "term", "role", "attendance", "decision", "place", "fact"
]

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("term", r"\bstands? for\b|\bmeaning of\b|\bwhat does [\"'‘“]?[A-Z][A-Za-z&/]{1,9}[\"'’”]? mean\b|\bacronym\b|\babbreviation\b|\bin full\b"),
    ("term", r"^(?i:what(?: is|'s|’s| are)) (?:an? |the )?[A-Z][A-Z&/]{1,8}s?\s*\??$"),
    ("attendance", r"\bwho (?:all )?(?:attended|was (?:at|present)|were (?:at|present)|came|sent (?:their )?apologies|gave apologies|apologi[sz]ed)\b"
                   r"|\battendees\b|\battendance at\b|\bapologies (?:were )?(?:received|given|for)\b|\bwho (?:was|were) absent\b"),
    ("owner", r"\bwho(?:se)? (?:is |are |was |were |has |had )?(?:\w+ )?(?:own(?:s|ed|er)?|responsible|tasked|assigned|asked to|charged|down to|to (?!the\b)\w+|taking|leading on|"
              r"supposed to|meant to|going to|due to|agreed to|undertook|actioned|action)\b|\bwho (?:was|were|is|has been) asked\b.{0,40}\bto\b|\bowner of\b|\bwhose (?:action|job|task)\b|\bwho (?:will|would|should|must|needs? to|has to)\b"
              r"|\bassigned to (?:whom|who)\b|\bwho (?:leads|led) on\b|\bwho (?:has|had) the action\b|\baction owner\b"),
    ("actions", r"^(?!.*\bkey actions\b).*\b(?:what|which|list|show|any|all|how many)\b.{0,40}(?<!day of )(?<!days of )\bactions?\b(?! plan| log)|\bactions? (?:assigned|for|of|owned|outstanding|open|does|did|are)\b|\boutstanding actions?\b"
                r"|\bwhat (?:does|did|was|is) .{2,40} (?:asked|need|have|agree|tasked|supposed|required) to do\b"),
    ("role", r"\bwho (?:is|was|are|were)\b|\bwho'?s\b|\bwho (?:chair|chaired|chairs|led|leads|represent\w*|wrote|author\w*|prepared|presented|submitted|drafted)\b|\bname of the\b"),
    ("figure", r"\bhow (?:many|much|often|large|big|long)\b|\bwhat (?:was|is|were|are) the (?:\w+ ){0,4}(?:number|figure|total|rate|percentage|value|cost|budget|amount|balance|target|count|average|"
               r"proportion|caseload|price|size|funding|grant|increase|decrease|reduction|rise|fall|quorum)\b|\bwhat (?:percentage|proportion|number|share)\b|\bwhat figures?\b|\bhow (?:did|has|have) .{2,60} chang\w+ (?:between|from)\b|\bbalance\b|\bRAG\b"),
    ("date", r"^when\b|\bwhen (?:is|was|will|did|were|are|does|do)\b|\b(?:what|which|on what|at which|on which) (?:date|day|month|meeting|year)\b|\bdate of\b|\bdeadline\b"),
    ("decision", r"\bwhat (?:was|were|did|has|had).{0,60}\b(?:resolved?|agreed?|decided?|approved?|decision)\b|\bresolutions?\b|\bdecisions?\b|\bwas .{2,60} (?:agreed|approved)\b"),
    ("status", r"\b(?:has|have|had|did|is|are|was|were)\b.{2,80}\b(?:yet|still|been|completed?|closed|finished|provided|done|happened|resolved|outstanding|received)\b.*\?*$"
               r"|\bhow (?:has|have) .{2,80} changed\b|\bstatus of\b|\bprogress (?:on|with|of|has)\b|\bwhat(?:'s| is| has| was)? (?:happen\w*|become|the (?:latest|position|state|status|outcome))\b|\bwhere (?:are we|does .{2,60} stand)\b|\blatest on\b|\bupdate on\b"),
    ("list", r"\bwhat (?:was|were|has been|is being|is|are being|work was|activit\w+|actions? (?:was|were)) (?:being )?(?:done|carried out|undertaken|delivered|achieved|reported|happening)\b|\bwhat (?:did|does|do|has|have) .{2,60} (?:do|done|doing|deliver\w*|achieve\w*)\b"
             r"|\bactivit(?:y|ies)\b|\blist\b|\bwhat are (?:the|all|our|its|their|\w+['’]s?)\b|\bwhich (?:\w+ ){0,3}(?:are|were|have|agencies|partners|organisations|boroughs|groups|bodies|areas|members)\b|\bpriorit(?:y|ies)\b|\bwhat (?:were|was) the (?:main |key )?(?:activities|achievements|outcomes|points|aims|priorities|objectives|actions|measures)\b"
             r"|\bkey actions\b|\bmembers of\b|\bmembership\b|\bwhat .{0,30}\b(?:aims|objectives|principles|groups|measures|steps|activities)\b"),
    ("place", r"^where\b|\bwhere (?:was|is|were|did|will)\b|\b(?:venue|location)\b"),
)  # fmt: skip

_INTENT: dict[str, str] = {
    "owner": "own owner responsible responsibility action outstanding open lead task assign ask due agree undertake charge supposed meant job update item person",
    "actions": "action outstanding open assign list all task item due owner own ask person need agree minute every each still any",
    "status": "status progress yet still complete completed close closed finish outstanding latest position state update happen done provide provided receive received report outcome become action item",
    "figure": "rag rating worth number figure total many much people person persons value amount count recorded record report reported there time times level average overall long often",
    "list": "do done activity activities list work undertake carry deliver delivered achieve achieved main key happen update progress report reported action all each organisation point current new latest include",
    "date": "date day time take place happen held hold meeting year month deadline schedule plan",
    "term": "stand mean meaning acronym abbreviation full short term",
    "role": "name person position hold held post current new who",
    "attendance": "attend attended attendee present apology apologies absent meeting send sent people who member members receive",
    "decision": "decide decided decision resolve resolved resolution agree agreed approve approved group board meeting take make",
    "place": "place venue location where hold held",
    "fact": "happen say said report about",
}
_OPTIONAL = frozenset(
    ["strategic", "people", "person", "persons", "number", "group", "board", "partnership", "meeting", "paper", "papers", "minutes", "document", "report", "update", "member", "members", "year", "quarter", "month", "period", "area", "borough", "local", "total", "main", "key", "new", "current", "latest", "recent", "most", "newest", "overall", "various", "many", "first", "last", "next", "previous", "committee", "council", "organisation", "agency", "agencies", "team", "service", "services", "record", "recorded", "discuss", "discussed", "mention", "mentioned", "think", "plan", "planned", "tell", "state", "stated", "find", "issue", "issues", "thing", "matter", "part", "use", "used", "held", "hold", "name", "named", "come", "came", "according", "worth", "rating", "see", "receive", "go", "run", "bring", "put", "help", "show", "include", "begin", "start", "end", "become", "cause", "against", "different", "particular", "related", "following", "available", "involved", "involve", "reason", "set", "way", "take", "taken"]
)
_TITLES = frozenset(
    ["chair", "chairman", "strategy", "strategic", "police", "crime", "action", "actions", "plan", "priority", "minute", "item", "matters", "arising", "section"]
)
_LATEST = re.compile(r"\b(?:latest|newest|most recent|current|currently|now|nowadays|today|at present)\b", re.I)
_MEETING_DAY = re.compile(r"\b(?:meeting|minutes|board|panel|group|pack|agenda|papers)\b", re.I)


@dataclass(frozen=True, slots=True)
class Term:
    """A word the evidence must say: `needed` is False for words that papers often leave unsaid."""

    word: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for.

    `quarters` holds 1 to 4 for each quarter named; `reported` is when the paper is from, where a question names that
    beside a quarter ("the Q2 figure reported in December"); `period` is set where the question names it with its year, or names a
    date, month or year. `names` are proper names and acronyms that the evidence must hold.
    """

    question: str
    kind: Kind
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    partnerships: tuple[Partnership, ...] = ()
    elsewhere: str = ""
    quarters: tuple[int, ...] = ()
    period: Period | None = None
    reported: Period | None = None
    meeting_day: datetime.date | None = None
    latest: bool = False

    @property
    def plural(self) -> bool:
        """Tell whether several people or things are asked for."""
        return bool(re.search(r"\b(?:who|what|which) (?:are|were)\b", self.question, re.I))

    @property
    def sitting(self) -> Period | None:
        """The day or month of the meeting a question is about, where it names one."""
        if self.meeting_day:
            return Period(self.meeting_day, self.meeting_day)
        month = self.reported or self.period
        return month if month and (month.end - month.start).days <= 31 else None

    @property
    def quarter(self) -> int:
        """The first quarter named, 0 for none."""
        return self.quarters[0] if self.quarters else 0

    @property
    def topic(self) -> str:
        """The words that say what the question is about."""
        return " ".join(t.word for t in self.terms)


def plan(question: str, partnerships: list[Partnership]) -> Plan:
    """Return the plan of a stand-alone question."""
    named = named_in(question, partnerships)
    outside = re.sub(r"[\"“‘][^\"”’]{12,}[\"”’]", " ", question)  # what is quoted is the subject, not the time
    quarters = find_quarters(outside)
    periods = find_periods(outside)
    days = find_dates(outside)
    kind = _kind(question)
    period = periods[0] if periods else None
    apart = (
        period
        if quarters and period and not period.label.startswith("Q") and (period.end - period.start).days < 40
        else None
    )
    names = _names(question, named)
    return Plan(
        question=question,
        kind=kind,
        terms=_terms(question, kind, named),
        names=names,
        partnerships=tuple(named),
        elsewhere=""
        if named and len(named) == 1 and not _possessive(question)
        else other_place(question, partnerships, areas()),
        quarters=tuple(dict.fromkeys(q for _, _, q in quarters)),
        period=period if period is not apart else None,
        reported=apart,
        meeting_day=days[0][2] if days and _MEETING_DAY.search(question) else None,
        latest=bool(_LATEST.search(question)),
    )


def _possessive(question: str) -> bool:
    return bool(re.search(r"[A-Z]\w+['’]s\b", question))


@cache
def areas() -> frozenset[str]:
    """Return the names of British council areas, in lower case."""
    return frozenset((Path(__file__).parent / "areas.txt").read_text("utf-8").split("\n")) - {""}


def _kind(question: str) -> Kind:
    for kind, pattern in _KINDS:
        flags = 0 if kind == "term" else re.I
        if re.search(pattern, question, flags):
            return kind
    return "fact"


_PERIOD_WORDS = re.compile(
    r"\b(?:(?:at |by )?the (?:end|start|beginning) of(?= (?:the )?(?:Q[1-4]|\d|[A-Z]))|Q\s?[1-4]|(?:first|second|third|fourth|last|this|next|1st|2nd|3rd|4th) quarter|quarter (?:\d|one|two|three|four)|quarter)\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b,?(?: \d{4})?"
    r"|\b(?:19|20)\d\d\s*[/–-]\s*(?:19|20)?\d\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    re.I,
)


def without_period(text: str) -> str:
    """Return a text without its dates, months, years and quarters."""
    return _PERIOD_WORDS.sub(lambda m: m[0] if m[0] == "may" else " ", text)


def _terms(question: str, kind: Kind, named: list[Partnership]) -> tuple[Term, ...]:
    own = {w for p in named for w in p.own} | {a.lower() for p in named for a in p.acronyms}
    whole = {w for p in named for n in p.names for w in re.findall(r"[a-z]+", n.lower())}
    intent = {stem(w) for w in _INTENT[kind].split()}
    found: dict[str, Term] = {}
    text = without_period(question)
    shown = set(re.findall(r"(?<=[\w,;] )[A-Z][a-z]+", text))  # "Will" and "One" within a name are no small words
    if re.search(r"\bnext meeting\b", text, re.I):
        found["next"] = Term("next", True)
        found["meet"] = Term("meeting", True)
    labels = set(
        re.findall(
            r"(?i)\b(?:priority|section|item|objective|theme|minute|appendix|aim|strand|annex)\s+(\d{1,3}[a-z]?)\b",
            text,
        )
    )
    for word in [*labels, *tokens(text)]:
        bare = word.removesuffix("'s").removesuffix("’s")
        if (
            (bare in STOP and bare.title() not in shown)
            or (len(bare) < 2
            and bare not in labels)
            or bare in own
            or stem(bare) in {stem(o) for o in own}
        ):
            continue
        needed = stem(bare) not in intent and bare not in _OPTIONAL and stem(bare) not in {stem(o) for o in _OPTIONAL}
        if named and bare in whole:
            needed = False
        found.setdefault(stem(bare), Term(bare, needed))
    return tuple(found.values())


def _names(question: str, named: list[Partnership]) -> tuple[str, ...]:
    """Proper names and acronyms in the question, its first word and partnerships aside."""
    own = {w.lower() for p in named for n in p.names for w in n.split()} | {
        a.lower() for p in named for a in p.acronyms
    }
    text = without_period(question)
    found: list[str] = []
    for match in re.finditer(
        r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]*(?:\s+(?:(?:of|and|the|for|on|de|y)\s+)?[A-Z][\w’'-]*)*", text
    ):
        words = [w for w in match[0].replace("’s", "").replace("'s", "").split()]
        words = [w for w in words if w.lower() not in own and (w[0].isupper() or w.lower() not in STOP)]
        if words and match.start() > 0 and not all(w.lower() in _OPTIONAL or w.lower() in _TITLES for w in words):
            found.append(" ".join(words))
    first = re.match(r"[A-Z]{2,6}\b", text)
    if first and first[0].lower() not in own:
        found.append(first[0])
    return tuple(dict.fromkeys(found))
