"""The assistant: from a question to a cited answer."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer import Answer, Coverage, Reason
from assistant.choosing import choice, days_meant
from assistant.comparison import compared
from assistant.compose import Sources, compose, needs_choice, records_only
from assistant.compose.citing import Citations
from assistant.compose.sentences import compose_likely
from assistant.conversation import Turn, turn_of
from assistant.evidence import Evidence, filters_for, gather
from assistant.followups import parts_of, stand_alone
from assistant.likelihood import likely
from assistant.partnerships import named_in
from assistant.question import Plan, plan
from assistant.refusals import is_general, looked_at, nearest, reason_for, wording
from assistant.sittings import at_its_day
from assistant.snapshot import Snapshot
from assistant.sufficiency import carries, speaks_of
from assistant.unsaid import unsaid
from assistant.wanted import owner_asked
from assistant.words import stems
from index.library import Library
from index.register.actions import list_actions
from index.register.asking import Asked
from index.register.people import Register
from index.search import Filters, Passage, Search
from ingest.dates import spoken
from ingest.periods import Period, find_periods

if TYPE_CHECKING:
    from assistant.writing.rewriting import Rewriter
    from assistant.writing.writer import Writer

MAX_QUESTION = 2000
_ASKING = stems("who what when where why how which did does do is was were it they he she the a this that")
_REWORDED = ("not_in_documents", "needs_clarification", "off_topic")
_MOST_WRITTEN = 200  # answers of a language model kept in mind
_PASSAGES = 3  # put before a language model, beside what the answer cites
_NO_WORDS = "Please ask a question in words: for example, who owns an action, or what was done in a quarter."


class Assistant:
    """Answers questions from a library's papers and refuses what they do not say."""

    def __init__(self, library: Library, writer: "Writer | None" = None) -> None:
        self.library = library
        self.writer = writer
        self._written: dict[tuple[object, ...], Answer] = {}
        register = Register(library.catalogue)
        self._sources = Sources(Search(library), register, library.catalogue)
        self._snapshot: Snapshot | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The library as it is now."""
        if self._snapshot is None or self._snapshot.generation != self.library.catalogue.get_state("generation"):
            self._snapshot = Snapshot(self.library)
        return self._snapshot

    def coverage(self, filters: Filters = Filters()) -> Coverage:
        """Return what is there to be looked at."""
        return self.snapshot.coverage(filters)

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters = Filters(), written: bool = False
    ) -> Iterator[str | Answer]:
        """Yield the answer's text as it comes, then the finished Answer.

        `history` holds the earlier questions of the conversation, oldest first. `filters.until` is the day as of which
        records answer: only what papers stated up to then counts, and what held on it is current. Where it is to be
        `written`, the text comes first as `Provisional` pieces, and then again as far as the check lets it through.
        """
        started = time.perf_counter()
        told = partial(self._told, filters)
        turn = turn_of(_printable(question), history, self.snapshot.partnerships, told)
        answer = self._replied(turn) if turn.reply else told(turn.question, turn.history)
        if written and self.writer and not turn.reply:
            for event in self._in_prose(self.writer, turn, answer, filters):
                if isinstance(event, Answer):
                    answer = event
                else:
                    yield event
        answer = replace(turn.shown(answer), asked=question, seconds=time.perf_counter() - started)
        yield from re.findall(r"\S+\s*|\s+", answer.text)
        yield answer

    def _in_prose(self, writer: "Writer", turn: Turn, answer: Answer, filters: Filters) -> Iterator[str | Answer]:
        """Yield what a language model makes of an answer; of a refused follow-up, of its answer in other words.

        What it wrote before is not written again: what was cited then stays citable, and may be put in another form.
        """
        key = (self.snapshot.generation, filters, turn.question, turn.history)
        if key in self._written or turn.source:
            yield self._written.get(key, answer)
            return
        if answer.refused and turn.history and answer.reason in _REWORDED:
            told = writer.reworded(turn.question, turn.history)
            again = self._answer(told, (), filters) if told else answer
            answer = answer if again.refused else again
        passages = [] if answer.refused else self.passages(answer.question, (), filters, _PASSAGES)
        for event in writer.write(answer, passages, self.library.catalogue, self.snapshot.likeness):
            if isinstance(event, Answer) and event.written:
                if len(self._written) >= _MOST_WRITTEN:
                    self._written.clear()
                self._written[key] = event
            yield event

    def rewriter(self) -> "Rewriter | None":
        """Return what puts bullets and briefs in plainer words; None without a language model."""
        return self.writer.rewriter(self.snapshot.likeness) if self.writer else None

    def passages(
        self, question: str, history: Sequence[str] = (), filters: Filters = Filters(), k: int = 10
    ) -> list[Passage]:
        """Return the k passages a search finds for a question made stand-alone, best first, within what it names."""
        snapshot = self.snapshot
        turn = turn_of(_printable(question), history, snapshot.partnerships, partial(self._told, filters))
        asked = self._planned(stand_alone(turn.question, turn.history, snapshot.partnerships), filters)
        kept = filters_for(asked, filters)
        return gather(asked, self._sources.search, snapshot, kept, by_meaning=True).passages[:k]

    def _told(self, filters: Filters, question: str, history: Sequence[str]) -> Answer:
        """The answer to a question after others; what it compares side by side."""
        boards = self.snapshot.partnerships
        alone = stand_alone(_printable(question)[:MAX_QUESTION], history, boards)
        answer = self._answer(question, history, filters)
        return compared(alone, answer, lambda q: self._answer(q, (), filters), boards)

    def _replied(self, turn: Turn) -> Answer:
        return Answer(turn.question, turn.reply, "other", (), "needs_clarification", (), self.coverage())

    def _answer(self, question: str, history: Sequence[str], filters: Filters) -> Answer:
        words = _printable(question)
        if not re.search(r"[^\W\d_]{2}" if not history else r"\w{2}", words):
            return self._unasked(words, _NO_WORDS)
        if len(words) > MAX_QUESTION:
            asked_for = f"That is {len(words):,} characters long; please ask in fewer than {MAX_QUESTION:,}."
            return self._unasked(words[:200], asked_for)
        citations = Citations(self.library.catalogue)
        first, *more = parts_of(words)
        answer = self._one(first, history, filters, citations)
        for part in more if not answer.refused else []:
            other = self._one(part, [answer.question], filters, citations, goes_on=True)
            if other.refused and stems(part) - _ASKING <= stems(answer.text):
                continue
            text = f"As to “{part.rstrip('?')}”: the papers here do not say." if other.refused else other.text
            answer = replace(answer, question=words, text=f"{answer.text}\n\n{text}", citations=citations.made())
        return answer

    def _one(
        self, words: str, history: Sequence[str], filters: Filters, citations: Citations, goes_on: bool = False
    ) -> Answer:
        """Answer a question of one part."""
        snapshot = self.snapshot
        alone = stand_alone(words, history, snapshot.partnerships, goes_on)
        asked = self._planned(alone, filters)
        kept = filters_for(asked, filters)
        if not snapshot.documents:
            return self._refusal(asked, "not_in_documents", Evidence(), kept)
        back = self._to_be_said(asked, kept, opening=not history and not goes_on)
        if back and (board := self._spoken_about(history)):
            asked = self._planned(f"{alone.rstrip('?. ')} at {board}?", filters)
            kept = filters_for(asked, filters)
            back = self._to_be_said(asked, kept, opening=False)
        if back:
            return Answer(asked.question, back, asked.kind, (), "needs_clarification", (), self.coverage(kept))
        if asked.elsewhere and not self._spoken_of(asked, kept):
            return self._refusal(asked, "partnership_not_covered", Evidence(), kept)
        if self._no_such_meeting(asked, kept):
            why: Reason = "partnership_not_covered" if asked.elsewhere else "period_not_covered"
            return self._refusal(asked, why, gather(asked, self._sources.search, snapshot, kept), kept)
        evidence = Evidence()
        if asked.kind in ("actions", "term"):  # these need no evidence where records answer
            text = compose(asked, evidence, self._sources, snapshot, kept, citations)
            if text:
                return Answer(asked.question, text, asked.kind, citations.made(), coverage=self.coverage(kept))
        for by_meaning in (False, True):
            evidence = gather(asked, self._sources.search, snapshot, kept, by_meaning)
            back = needs_choice(asked, evidence, self._sources.search, snapshot)
            if back:
                return Answer(asked.question, back, asked.kind, (), "needs_clarification", (), self.coverage(kept))
            text = compose(asked, evidence, self._sources, snapshot, kept, citations)
            if text:
                return Answer(asked.question, text, asked.kind, citations.made(), coverage=self.coverage(kept))
            if is_general(asked) or records_only(asked) or not _worth_meaning(evidence):
                break
        told = [c for c in evidence.candidates if carries(asked, replace(c, timely=True))]
        near = max((c.cover for c in evidence.candidates), default=0.0)
        reason = reason_for(asked, snapshot, told, near, kept)
        if reason != "period_not_covered" and not (is_general(asked) or records_only(asked) or asked.elsewhere):
            good = likely(asked, evidence, snapshot)
            if good:
                text = compose_likely(asked, good, citations)
                return Answer(asked.question, text, asked.kind, citations.made(), coverage=self.coverage(kept))
        return self._refusal(asked, reason, evidence, kept)

    def _by_use(self, asked: Plan) -> Plan:
        """Where two partnerships share initials, keep the one whose papers write them."""
        shared = [
            a
            for a in re.findall(r"\b[A-Z]{3,6}\b", asked.question)
            if sum(a in p.acronyms for p in asked.partnerships) > 1
        ]
        if not shared:
            return asked
        boards = {p.board for p in self._sources.search.words(f'"{shared[0]}"', 10) if shared[0] in p.text}
        kept = tuple(p for p in asked.partnerships if p.names & boards)
        return replace(asked, partnerships=kept or asked.partnerships)

    def _planned(self, alone: str, filters: Filters) -> Plan:
        """The plan of a stand-alone question; a day without its year is that of a meeting of the boards it is about."""
        snapshot = self.snapshot
        asked = self._by_use(plan(alone, snapshot.partnerships, snapshot.meetings))
        kept = filters_for(asked, filters)
        if kept.boards:
            own = snapshot.meetings & snapshot.days_of(Filters(boards=kept.boards))
            asked = self._by_use(plan(alone, snapshot.partnerships, own))
        days = {day for _, day in days_meant(asked, snapshot, kept)}
        if len(days) == 1:
            day = days.pop()
            return replace(asked, meeting_day=day, period=Period(day, day, spoken(day)))
        return at_its_day(asked, snapshot)

    def _spoken_about(self, history: Sequence[str]) -> str:
        """The board, and the time, that the conversation was last about; "" where it named no board or several."""
        for turn in reversed(history):
            if named := named_in(turn, self.snapshot.partnerships):
                when = "".join(f" in {period.label}" for period in find_periods(turn)[:1])
                return f"{named[0].name}{when}" if len(named) == 1 else ""
        return ""

    def _to_be_said(self, asked: Plan, kept: Filters, opening: bool) -> str:
        """The question to put back where one leaves open what, or whose papers, it is about; "" where it does not."""
        if is_general(asked):
            return ""
        sources, snapshot = self._sources, self.snapshot
        missing = unsaid(asked, snapshot, self.coverage(kept).boards) if opening else ""
        return missing or choice(asked, snapshot, sources.register, sources.search, kept)

    def _spoken_of(self, asked: Plan, kept: Filters) -> bool:
        """Tell whether papers say enough of a body or place that has no papers of its own here."""
        if asked.acts_elsewhere:
            return speaks_of(asked, self._sources.search, kept)
        name = asked.elsewhere.lower()
        return any(name in p.text.lower() for p in self._sources.search.words(asked.elsewhere, 8, kept))

    def _no_such_meeting(self, asked: Plan, kept: Filters) -> bool:
        """Tell whether a question is about a meeting on a day from which there is no paper."""
        if asked.meeting_day is None or not re.search(r"\b(?:meeting|minutes)\b", asked.question, re.I):
            return False
        return asked.meeting_day not in self.snapshot.days_of(replace(kept, since=None, until=None))

    def _refusal(self, asked: Plan, reason: Reason, evidence: Evidence, kept: Filters) -> Answer:
        coverage = self.coverage(replace(kept, boards=frozenset()) if reason == "partnership_not_covered" else kept)
        text = wording(reason, asked, coverage, self._idle(asked, kept))
        return Answer(asked.question, text, asked.kind, (), reason, nearest(asked, evidence.passages), coverage)

    def _idle(self, asked: Plan, kept: Filters) -> str:
        """The name of somebody whose actions are asked for and who owns none."""
        owner = owner_asked(asked) if asked.kind == "actions" else ""
        owned = owner and list_actions(self.library.catalogue, Asked(owner=owner, boards=kept.boards, limit=1)).total
        return "" if owned else owner

    def _unasked(self, words: str, text: str) -> Answer:
        coverage = self.coverage()
        return Answer(words, f"{text} {looked_at(coverage)}", "other", (), "needs_clarification", (), coverage)


def _printable(question: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in question).split())


def _worth_meaning(evidence: Evidence) -> bool:
    """Vectors may find what words did not where the words came near, or found nothing at all."""
    best = max((c.cover for c in evidence.candidates), default=0.0)
    return best >= 0.35 or not evidence.candidates
