"""What a turn of a conversation asks: a question, the last answer in another form, a source of it, or nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation
from assistant.followups import COMPARED, counted_on, leans, stand_alone, swapped, without_comparison
from assistant.partnerships import Partnership
from assistant.pointing import about_somebody, asked_of, asked_source, entry_at, named, pointed_at, told_of
from assistant.reshaping import Shape, entries_of, parted, reshaped, wish
from assistant.vocabulary import STOP
from assistant.words import stems
from ingest.dates import spoken

Recall = Callable[[str, Sequence[str]], Answer]
_MOST_LETTERS = 600
_MOST_TURNS, _FURTHER = 12, 4  # how far back a conversation, and what is pointed at, is looked for

_THANKS = r"(?:(?:many )?thanks?(?: you)?(?: (?:very|so) much| a lot)?|cheers|ta|much appreciated)"
_OK = (
    r"(?:ok(?:ay)?|great|good|right|fine|lovely|perfect|brilliant|super|excellent|yes|no|oh|ah|well|all right|i see"
    r"|got it|understood|noted|cool|hello|hi|hey|good (?:morning|afternoon|evening)|bye|goodbye)"
)
_SO_FAR = (
    r"(?:that(?:['’]?s| is) (?:all|it|great|perfect|fine|(?:very )?helpful)|(?:very |that was )?helpful"
    r"|for (?:that|now|this|your help))"
)
_ONLY_POLITE = re.compile(rf"^(?:(?:{_THANKS}|{_OK}|{_SO_FAR})\b[\s,.!–-]*)+\W*$", re.I)
_POLITE_FIRST = re.compile(rf"^(?:(?:{_THANKS}|{_OK})(?=[\s,.!–-])[\s,.!–-]+)+(?:(?:and|but|so|now)\b,? )?(?=\w)", re.I)
_BACK = re.compile(
    r"^(?:and |so |now )?(?:(?:can we |could we |let['’]?s |let us |i(?:['’]d| would) like to )?"
    r"(?:(?:go|going|get|getting|come|coming|turn|turning|jump|switch)\s+)?back (?:to|on)"
    r"|return(?:ing)? to|(?:once )?again on|as (?:to|for)) (?P<what>.+?)"
    r"(?:\s*[:;.,–—-]\s*(?P<asked>(?:and )?\w.*))?$",
    re.I,
)
_FIRST = re.compile(r"^(?:the|my) (?:(?:very )?first|original) (?:question|one|thing)|^the (?:beginning|start)$", re.I)
_BEFORE = re.compile(r"^(?:the|my) (?:last|previous) (?:question|one)|^(?:the one|what i asked) before", re.I)
_NO_TOPIC = stems("action item question first matter one case subject topic point thing figure")
_THAT = r"(?:that|this|it|those|these|them|they|he|she)"
_MORE = r"(?:more|less|fewer|higher|lower|better|worse|up|down|larger|smaller)"
_RISE = r"(?:increase|rise|improvement|decrease|drop|fall|reduction|change)"
_WITH = r"(?:with|to|against|from|beside|next to)"
_COMPARE = re.compile(
    rf"^(?:and |so |but |now )?(?:(?:can you |could you |please )*compare[ds]?(?: {_THAT})? {_WITH}"
    rf"|how (?:does|do|did|would) {_THAT} (?:compare|differ|look|stand|stack up)(?: {_WITH})?"
    rf"|how (?:is|was|are|were) {_THAT} different (?:from|to|in)|(?:in )?compari(?:son|ng) {_WITH}"
    rf"|what (?:is|was|['’]s) the (?:difference|change) (?:from|to|with|between {_THAT} and|on)"
    rf"|how (?:has|have|did) {_THAT} changed? (?:since|from|over)|(?:put|set) {_THAT} (?:beside|against|next to)"
    r"|versus|vs\.?|(?:as )?against|as opposed to|compared (?:with|to)"
    rf"|(?:is|was|are|were) {_THAT} (?:any )?(?:{_MORE}|an? {_RISE})(?: or {_MORE})?"
    r"(?: (?:than|on|from|against|compared (?:with|to)))) (?P<what>[^?]+)\??$",
    re.I,
)
_WHAT = re.compile(r"^(?:that |those |the (?:figure|number|one)s? )?(?:of|for|in|at|on|from|what it was in)\s+", re.I)

_AS_IT_IS = Shape()
_NOTHING_YET = "There is no answer yet to put in another form: please ask a question first."
_NO_SOURCE_YET = "There is no answer yet whose sources could be shown: please ask a question first."
_WELCOME = "You’re welcome. Ask on whenever you like."
_WHAT_NEXT = "What would you like to know from the papers?"


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn comes to: a `question` after others, the `shape` of its answer, or a `source` of that answer.

    `source` is the number of a citation, -1 for all, 0 where none is asked for. `reply` is set where nothing is asked
    that papers could answer.
    """

    question: str
    history: tuple[str, ...] = ()
    shape: Shape = _AS_IT_IS
    source: int = 0
    reply: str = ""

    def shown(self, answer: Answer) -> Answer:
        """Return the answer to the question as this turn wants to see it."""
        answer = reshaped(answer, self.shape)
        return _sources(answer, self.source) if self.source and not answer.refused else answer


@dataclass(slots=True)
class _Asked:
    question: str
    shape: Shape


def turn_of(question: str, history: Sequence[str], partnerships: list[Partnership], recall: Recall) -> Turn:
    """Return what a turn asks after the earlier turns of a conversation.

    `recall` answers a question after others: it is called only where a turn points into an answer ("the second one").
    """
    asked = _questions(history)
    if len(question) > _MOST_LETTERS:
        return Turn(question, tuple(a.question for a in asked))
    question = " ".join(question.split())
    if question and _ONLY_POLITE.match(question):
        thanked = re.search(r"\bthank|\bta\b|cheers|appreciated|helpful", question, re.I)
        return Turn(question, reply=_WELCOME if thanked else _WHAT_NEXT)
    question = _POLITE_FIRST.sub("", question)
    wanted, source = wish(question), asked_source(question)
    if not asked and (wanted is not None or source):
        return Turn(question, reply=_NO_SOURCE_YET if source else _NOTHING_YET)
    if wanted is None and not source:
        text, own = parted(question)
        asked.append(_Asked(text, own or _AS_IT_IS))
    thread = _Thread(partnerships, recall)
    last = thread.settled(asked)
    shape = asked[-1].shape if wanted is None else asked[-1].shape.then(wanted)
    return replace(last, shape=shape, source=source or last.source)


def _questions(history: Sequence[str]) -> list[_Asked]:
    """The questions of a conversation, each with the form that was last wanted for its answer."""
    asked: list[_Asked] = []
    for turn in history:
        turn = _POLITE_FIRST.sub("", " ".join(turn.split())[:_MOST_LETTERS])
        wanted = wish(turn)
        if not turn or _ONLY_POLITE.match(turn) or asked_source(turn):
            continue
        if wanted is None:
            text, own = parted(turn)
            asked.append(_Asked(text, own or _AS_IT_IS))
        elif asked:
            asked[-1].shape = asked[-1].shape.then(wanted)
    return asked


class _Thread:
    """Puts in words of its own what a question points at in the answers before it."""

    def __init__(self, partnerships: list[Partnership], recall: Recall) -> None:
        self._partnerships = partnerships
        self._recall = recall
        self._boards = frozenset(w for p in partnerships for w in p.own)

    def settled(self, asked: list[_Asked]) -> Turn:
        """Return the last question and those before it, settled as far back as it leans on them."""
        first = len(asked) - 1
        while first > 0 and len(asked) - first < _MOST_TURNS and self._leans(asked[first].question):
            first -= 1
        texts = [a.question for a in asked]
        turn = Turn(texts[-1], tuple(texts[:-1]))
        for at in range(first, len(asked)):
            turn = self._settled(texts[at], tuple(texts[:at]), asked[at - 1].shape) if at else Turn(texts[0])
            texts[at] = texts[at - 1] if turn.reply else turn.question
        return turn

    def _leans(self, question: str) -> bool:
        special = _BACK.match(question) or _COMPARE.match(question) or pointed_at(question) or about_somebody(question)
        return bool(special) or leans(question, self._partnerships)

    def _settled(self, question: str, before: tuple[str, ...], shape: Shape) -> Turn:
        """A question after others, with what it points at put in words; `shape` is that of the answer before it."""
        whole = Turn(question, before)
        if back := _BACK.match(question):
            return replace(whole, question=self._back(back, before) or question)
        if against := _COMPARE.match(question):
            return replace(whole, question=self._against(against["what"], before))
        if found := pointed_at(question):
            return self._pointed(whole, found, shape)
        if asked := about_somebody(question):
            name = self._somebody(before)
            return replace(whole, question=asked.replace("{}", name)) if name else whole
        return whole

    def _alone(self, before: tuple[str, ...]) -> str:
        return stand_alone(before[-1], before[:-1], self._partnerships)

    def _back(self, back: re.Match[str], before: tuple[str, ...]) -> str:
        """The question about what was spoken of earlier; "" where nothing such was."""
        what = back["what"].rstrip("?.! ")
        wanted = stems(what) - _NO_TOPIC - stems(" ".join(STOP))
        at = 0 if _FIRST.match(what) else len(before) - 1 if _BEFORE.match(what) else -1
        if at < 0 and wanted:
            shares = [len(wanted & stems(turn)) for turn in before]
            at = shares.index(max(shares)) if max(shares) * 2 > len(wanted) else -1
        if at < 0:
            return f"{back['asked']}" if back["asked"] and not leans(back["asked"], self._partnerships) else ""
        base = without_comparison(self._alone(before[: at + 1]))
        if not back["asked"]:
            return base
        own = stems(back["asked"]) - stems(" ".join(STOP))
        bare = len(own) <= 2 and not own & wanted and not re.search(r"\d|\w [A-Z]", back["asked"])
        return stand_alone(back["asked"], [base], self._partnerships, goes_on=bare)

    def _against(self, what: str, before: tuple[str, ...]) -> str:
        bare = _WHAT.sub("", what.strip(" .!"))
        for at in range(len(before), max(0, len(before) - _FURTHER), -1):  # a side is not set beside itself
            head = without_comparison(self._alone(before[:at]))
            what = counted_on(bare, head)
            if swapped(what, head, self._partnerships) != head:
                break
        if re.fullmatch(r"(?:the|its|their) targets?", what, re.I):
            return head
        return f"{head.rstrip('?. ')}{COMPARED}{what}?"

    def _pointed(self, turn: Turn, found: re.Match[str], shape: Shape) -> Turn:
        before = turn.history
        for form in (shape, *[_AS_IT_IS] * (_FURTHER - 1)):
            answer = reshaped(self._recall(before[-1], before[:-1]), form)
            entries = [] if answer.refused else entries_of(answer)
            if entries or len(before) == 1:
                break
            before = before[:-1]
        if not entries:
            return turn
        entry = entry_at(found, entries)
        if not entry:
            return replace(turn, reply=f"The last list has {len(entries)} entries; please say which of them you mean.")
        asked = asked_of(turn.question, found, entry, answer.kind)
        if asked:
            return replace(turn, question=asked)
        mark = re.search(r"\[(\d+)\]", entry)
        return Turn(before[-1], before[:-1], source=int(mark[1]) if mark else 0)

    def _somebody(self, before: tuple[str, ...]) -> str:
        """The person last spoken of: named in a question, or by the answer to one."""
        for at in range(len(before) - 1, max(-1, len(before) - 1 - _FURTHER), -1):
            if name := named(before[at], self._boards):
                return name
            answer = self._recall(before[at], before[:at])
            if not answer.refused and (name := told_of(answer, self._boards)):
                return name
        return ""


def _sources(answer: Answer, number: int) -> Answer:
    """What an answer cites, in the papers' own words; each source keeps the number it had."""
    kept = tuple(c for c in answer.citations if number in (-1, c.n))
    if not kept:
        many = len(answer.citations)
        there = f"the sources [1] to [{many}]" if many > 1 else "one source, [1]" if many else "no source"
        text = f"The last answer has {there}; there is no [{number}]."
        return replace(answer, text=text, citations=(), reason="needs_clarification")
    lines = [f"{_place(c)}: “{c.quote}” [{c.n}]" for c in kept]
    text = (
        f"Source {number}, {lines[0]}"
        if number > 0
        else "\n".join(["The sources of that are:", *(f"- {x}" for x in lines)])
    )
    return replace(answer, text=text, citations=kept)


def _place(citation: Citation) -> str:
    page = f"page {citation.page}" if citation.page else ""
    day = spoken(citation.date) if citation.date else ""
    said = citation.title or citation.document
    for words in (citation.part, day, citation.section.rpartition(" › ")[2].rstrip(": "), page):
        said += f", {words}" if words and words.lower() not in said.lower() else ""
    return said
