"""Follow-ups made stand-alone from the conversation: "And on young people?", "Has he provided it yet?"."""

import re
from collections.abc import Sequence

from assistant.chosen import bare, chosen
from assistant.partnerships import GENERIC, Partnership, named_in
from assistant.subject import without_period
from assistant.vocabulary import STOP
from assistant.words import tokens
from ingest.periods import financial_year, find_periods, find_quarters, quarter_of

_OPENER = re.compile(
    r"^(?:(?:(?:and|but|so|then|or) )?(?:what|how) about|and|also|but|ok(?:ay)?|so|then|or|same for|the same for"
    r"|i mean|i meant|namely)\b[\s,:]*",
    re.I,
)
_ASKING = re.compile(
    r"(?:who|whose|what|which|when|where|why|how|has|have|had|is|are|was|were|did|does|do|can|could|will|would"
    r"|list|show|tell|give)\b",
    re.I,
)
_BACKWARD = re.compile(
    r"\b(?:he|she|they|him|her|them|his|their|it|its|this|that|these|those|there|one|ones"
    r"|the (?:same|action|item|figure|update|group|strategy|meeting|post))\b",
    re.I,
)
_STANDS_FOR = re.compile(
    r"\b(?:it|this|that|these|those|the (?:same|action|item|update))\b"
    r"(?!\s+(?:is|was|were|are)\b.*\b(?:that|who)\b)",
    re.I,
)
_PREPOSITION = r"(?:on|about|for|of|with|in|at|by|to|from|against|regarding)"
_NEXT_QUARTER = re.compile(
    r"\b(?:(?P<back>(?:the )?(?:quarter before(?: that)?|previous quarter|preceding quarter|last quarter))"
    r"|(?:the )?(?:next|following) quarter|(?:the )?quarter after(?: that)?)\b",
    re.I,
)
COMPARED = ", compared with "
_MOST_TURNS, _MOST_LETTERS = 12, 600
_MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_A_MONTH = re.compile(
    rf"(?P<at>{_PREPOSITION} )?(?:the )?(?P<month>{_MONTHS})(?: (?:meeting|minutes|papers?|figures?|update|one))?", re.I
)
_AFTER_THAT = re.compile(r",?\s+(?:(?:after|before|since) (?:that|then|this)|(?:by|until) then)(?=\W*$)", re.I)
_YEARS_ON = re.compile(
    r"\b(?:(?:in )?the same (?:time|quarter|period|month)(?: in| of)? )?(?:in )?(?:the )?"
    r"(?:(?P<back>(?:last|previous|preceding|prior) (?:financial )?year|year (?:before|earlier)(?: that)?)"
    r"|(?:next|following) (?:financial )?year|year after(?: that)?)\b",
    re.I,
)
_THAT_YEAR = re.compile(r"(?:(?:of|in) )?\b(?:that|the same) (?:financial )?year\b", re.I)
_ASKED_PERIOD = re.compile(
    r"\b(?:in|during|for|by|at|since|between|from)?\s*(?:Q[1-4](?:\s+(?:of\s+)?\d{4}(?:[/–-]\d{2,4})?)?"
    rf"|{_MONTHS}(?: \d{{4}})?\s*(?:-|–|to|and|until)\s*{_MONTHS} \d{{4}}"
    r"|(?:19|20)\d\d(?:[/–-]\d{2,4})?|(?:first|second|third|fourth) quarter(?: of \d{4}/\d\d)?"
    r"|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|June|July|August|September|October"
    r"|November|December)(?: \d{4})?)",
    re.I,
)
_PHRASE = re.compile(rf"\b({_PREPOSITION})\s+((?:(?!\b{_PREPOSITION}\b)[^?,.;])+)", re.I)
_TOPIC_HEAD = re.compile(
    r"^(?:please\s+)?(?:(?:who|whose|what|which|when|where|why|how)\b(?:\s+(?:many|much|long|often))?|has|have"
    r"|is|are|was|were|did|does|do|can|could|will|list|show|tell me|give me)\b\s*"
    r"(?:(?:was|were|is|are|has|have|had|did|does|do|will|would|been|being|the|owns?|done|responsible"
    r"|outstanding|action|actions|status|latest|progress|number|people|there)\s+)*"
    rf"(?:(?:asked|tasked|due|meant|supposed|going|agreed)\b.{{0,40}}?\bto\s+\w+\s+)?(?:{_PREPOSITION}\s+)?",
    re.I,
)
_TOPIC_DOER = re.compile(
    r"^(?:he|she|they|it) (?:(?:already|now|ever) )?(?:\w+ed|sent|done|made|taken|given|met)\b\s*", re.I
)
_AT_A_MEETING = re.compile(r"^(?:attended|chaired|chairs|missed|came to|spoke at|present at) (?=the |a |an )", re.I)
_TOPIC_TAIL = re.compile(r"\s+(?:(?:were|was|are|is) there\b|yet\W*$|already\W*$)", re.I)


def parts_of(question: str) -> list[str]:
    """Return the questions in a question: "Who owns X, and why did it change hands?" is two; most are one."""
    pieces = re.split(
        r",?\s+and\s+(?=(?:why|what|when|who|how|which|where|whose|in which|at which|by when|by whom)\b)",
        question,
        maxsplit=1,
        flags=re.I,
    )
    whole = _is_question(pieces[0]) and all(len(p.split()) >= 3 for p in pieces)
    return pieces if whole else [question]


def stand_alone(question: str, history: Sequence[str], partnerships: list[Partnership], goes_on: bool = False) -> str:
    """Return the question in words that need no conversation; unchanged where it needs none already.

    `goes_on` says that it is the second half of the question before it, so that it leans on that in any case.
    """
    question = " ".join(question.split())
    earlier = [turn for turn in history if turn.strip()]
    if not earlier or not question:
        return question
    question, fragment, leaning = _read(question, partnerships)
    if fragment:
        return swapped(question.rstrip("?. "), _resolved(earlier, partnerships), partnerships)
    if goes_on or leaning:
        return _with_topic(question, without_comparison(_resolved(earlier, partnerships)))
    return question


def leans(question: str, partnerships: list[Partnership]) -> bool:
    """Tell whether a question can't be understood without the one before it."""
    return any(_read(question, partnerships)[1:])


def _read(question: str, partnerships: list[Partnership]) -> tuple[str, bool, bool]:
    """A question without its "and", whether it is but a fragment of one, and whether it leans on the one before."""
    opener = _OPENER.match(question)
    rest = _OPENER.sub("", question).strip()
    if opener or _is_fragment(rest, partnerships):
        if not _is_question(rest):
            return rest, True, True
        question = rest[:1].upper() + rest[1:]
    question = _AFTER_THAT.sub("", question)
    goes_on = bool(opener and not _names_its_own(question, partnerships))
    return question, False, goes_on or _points_back(question) or _is_thin(question, partnerships)


def without_comparison(question: str) -> str:
    """Return a stand-alone question without what its answer is to be compared with."""
    head, compared, _ = question.partition(COMPARED)
    return f"{head}?" if compared else question


def _is_thin(question: str, partnerships: list[Partnership]) -> bool:
    """Hardly a word of its own, and no name, period or board: it goes on about what was asked before."""
    own = [t for t in tokens(question) if t not in STOP]
    subject = re.search(r"\b(?:is|are|was|were) the \w+\W*$", question)
    return len(own) <= 1 and not subject and not _names_its_own(question, partnerships)


def _names_its_own(question: str, partnerships: list[Partnership]) -> bool:
    """Tell whether a question has a name, board or period of its own."""
    named = re.search(r"(?<!^)\b[A-Z]", question) or named_in(question, partnerships)
    return bool(named or find_periods(question))


def _resolved(history: Sequence[str], partnerships: list[Partnership]) -> str:
    """The last earlier question, itself made stand-alone as far back as it leans on others."""
    *before, last = history[-_MOST_TURNS:]
    return stand_alone(last[:_MOST_LETTERS], before, partnerships)


def _is_question(text: str) -> bool:
    return bool(_ASKING.match(text))


def _is_fragment(text: str, partnerships: list[Partnership]) -> bool:
    most = 9 if named_in(text, partnerships) else 6
    return not _is_question(text) and len(tokens(text)) <= most


def _points_back(question: str) -> bool:
    """A question leans on the one before when it has a pronoun and hardly anything else to go by."""
    if not _BACKWARD.search(question):
        return False
    own = [t for t in tokens(_BACKWARD.sub(" ", question)) if t not in STOP]
    capital = re.search(r"(?<!^)\b[A-Z][a-z]+ [A-Z]|\b[A-Z]{3,}\b", question)
    return len(own) <= 4 and not capital


def topic_of(question: str) -> str:
    """Return what a question is about, without its question words: "the Community Payback update"."""
    topic = _TOPIC_TAIL.sub("", _TOPIC_DOER.sub("", _TOPIC_HEAD.sub("", question))).strip(" ?.!")
    return topic or question.strip(" ?.!")


def _with_topic(question: str, earlier: str) -> str:
    topic = _AT_A_MEETING.sub("", topic_of(earlier))
    if _STANDS_FOR.search(question):
        return _STANDS_FOR.sub(lambda _: topic, question, count=1)
    return f"{question.rstrip('?. ')}, regarding {topic}?"


def swapped(fragment: str, earlier: str, partnerships: list[Partnership]) -> str:
    """Return an earlier question with a fragment ("on young people", "in Q3", "Bexley") in the place of its like."""
    fragment = counted_on(bare(fragment), earlier)
    meant = chosen(fragment, earlier, partnerships)
    if meant:
        return meant
    if find_quarters(fragment) or find_periods(fragment):
        dated = _swap_period(fragment, earlier)
        if dated:
            return dated
    new = named_in(fragment, partnerships)
    earlier = without_comparison(earlier) if new else earlier
    old = named_in(earlier, partnerships)
    rest = [
        t
        for t in tokens(fragment)
        if t not in STOP and not any(t in p.own or t == a.lower() for p in new for a in (p.acronyms or {""}))
    ]
    if new and not [t for t in rest if t not in GENERIC]:
        return _swap_board(fragment, earlier, old, new[0])
    preposition = re.match(rf"({_PREPOSITION})\s+(.*)", fragment, re.I)
    topic = preposition[2] if preposition else fragment
    phrases = [
        m
        for m in _PHRASE.finditer(earlier)
        if not find_quarters(m[2]) and not find_periods(m[2]) and not named_in(m[2], partnerships)
    ]
    alike = [m for m in phrases if preposition and m[1].lower() == preposition[1].lower()]
    alike = (alike or phrases)[:1]
    if alike:
        match = alike[0]
        after = earlier[match.end(2) :]
        return f"{earlier[: match.start(2)]}{topic}{' ' if after[:1].isalnum() else ''}{after}".strip()
    old_topic = topic_of(earlier)
    if old_topic and old_topic in earlier and len(tokens(old_topic)) <= 6:
        return earlier.replace(old_topic, topic, 1)
    return f"{earlier.rstrip('?. ')}, {fragment}?"


def counted_on(fragment: str, earlier: str) -> str:
    """Return a fragment with "the quarter before", "last year" or a bare "Q2" put as of the time asked about before."""
    fragment = _THAT_YEAR.sub(lambda m: _year_of(earlier) or m[0], fragment)
    fragment = _YEARS_ON.sub(lambda m: _years_on(earlier, -1 if m["back"] else 1) or m[0], fragment)
    dated = [p for p in find_periods(earlier) if p.label.startswith("Q")]
    year = dated[0].start.year - (dated[0].start.month < 4) if dated else None
    if month := _A_MONTH.fullmatch(fragment):
        years = [p.start.year for p in find_periods(earlier) if (p.end - p.start).days < 32]
        return f"{month['at'] or ''}{month['month']} {years[0]}" if years else fragment
    alone = re.fullmatch(rf"((?:{_PREPOSITION}\s+)?Q[1-4])", fragment, re.I)
    if alone and year is not None:
        return f"{alone[1]} {_financial(year)}"
    step = _NEXT_QUARTER.search(fragment)
    asked = [q for _, _, q in find_quarters(earlier)] or [quarter_of(p.start)[0] for p in dated]
    if not step or not asked:
        return fragment
    number = asked[0] + (-1 if step["back"] else 1)
    number, shift = (number - 1) % 4 + 1, (number - 1) // 4
    named = f"Q{number} {_financial(year + shift)}" if year is not None else f"Q{number}"
    return fragment[: step.start()] + named + fragment[step.end() :]


def _financial(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _years_on(earlier: str, step: int) -> str:
    """The time asked about before, so many years later; "" where the question named none with its year."""
    for period in find_periods(earlier):
        year = period.start.year + step
        if period.label.startswith("Q"):
            number, first = quarter_of(period.start)
            return f"Q{number} {_financial(first + step)}"
        days = (period.end - period.start).days
        if days < 32:
            return f"{period.start:%B} {year}"
        return _financial(year) if period.start.month == 4 and 360 < days < 370 else str(year)
    return ""


def _year_of(earlier: str) -> str:
    """The financial year of the quarter asked about, else the calendar year of the period."""
    for period in find_periods(earlier):
        if period.label.startswith("Q"):
            return financial_year(quarter_of(period.start)[1]).label
        return str(period.start.year)
    return ""


def _swap_period(fragment: str, earlier: str) -> str:
    """Put a period in the place of the one asked about; "" where the fragment holds more than a period."""
    if [t for t in tokens(without_period(fragment)) if t not in STOP]:
        return ""
    words = fragment if re.match(rf"{_PREPOSITION}\b", fragment, re.I) else f"in {fragment}"
    span = _ASKED_PERIOD.search(earlier)
    if span:
        return f"{earlier[: span.start()].rstrip()} {words}{earlier[span.end() :]}"
    return f"{earlier.rstrip('?. ')} {words}?"


def _swap_board(fragment: str, earlier: str, old: list[Partnership], new: Partnership) -> str:
    if new in old:
        return earlier
    name = re.sub(rf"^{_PREPOSITION}\s+", "", fragment, flags=re.I)
    full = name if set(tokens(name)) & GENERIC or name.isupper() else new.name
    for partnership in old:
        for known in sorted(partnership.names | partnership.acronyms, key=len, reverse=True):
            if known.lower() in earlier.lower():
                return re.sub(re.escape(known), name if known.isupper() else full, earlier, flags=re.I)
        for word in partnership.own:
            renamed = re.sub(rf"\b{word}\b", re.sub(r"['’]s$", "", name), earlier, flags=re.I)
            if renamed != earlier:
                return renamed
    return f"{earlier.rstrip('?. ')} in {new.name}?"
