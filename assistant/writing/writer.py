"""A selected answer told in prose by a language model: streamed as provisional text, then checked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.answer import Answer
from assistant.checking.check import Checker
from assistant.checking.naming import names
from assistant.checking.statements import statements
from assistant.checking.tokens import tokens
from assistant.sides import sides_of
from assistant.writing.endpoint import ContextTooLong, LanguageModelError
from assistant.writing.fencing import fence, refused_output
from assistant.writing.model import LanguageModel, Likeness
from assistant.writing.pieces import Source, cite, fitted, sources_of
from assistant.writing.prose import checked, says_nothing
from assistant.writing.rewriting import Rewriter
from index.catalogue import Catalogue
from index.search import Passage
from prompts import load

_MOST_STATEMENTS = 12  # a longer list of records is better read as it stands
_MOST_TOKENS = 400
_MOST_REWORDED = 80
_SPARE = 64  # tokens, for what a server puts around a prompt
_OWN_WORDS = "so this answer is in the papers' own words."


class Provisional(str):
    """Text as a language model writes it, not checked yet: what follows in the end may differ."""


class Writer:
    """Has a language model write answers, and lets through what the papers carry."""

    def __init__(self, endpoint: LanguageModel) -> None:
        self._endpoint = endpoint

    def write(
        self, answer: Answer, passages: Sequence[Passage], catalogue: Catalogue, likeness: Likeness
    ) -> Iterator[Provisional | Answer]:
        """Yield the text as it comes, then the checked answer; the selected `answer` itself, with a note, on failure.

        A refusal is returned as it is, and so is a long list.
        """
        if answer.refused or not answer.citations or len(statements(answer.text)) > _MOST_STATEMENTS:
            yield answer
            return
        sources = sources_of(answer, passages)
        name = "over_time" if sides_of(answer.question) else "answer"
        raw, why = "", ""
        try:
            kept = self._fitted(name, answer.question, sources)
            for last in (False, True):
                kept = kept[: (len(kept) + 1) // 2] if last else kept
                prompt = load(name).fill(question=answer.question, evidence=fence([s.piece for s in kept]))
                try:
                    for piece in self._endpoint.stream(prompt, _MOST_TOKENS):
                        raw += piece
                        yield Provisional(piece)
                    break
                except ContextTooLong:
                    if last:
                        raise
            why = refused_output(raw, prompt, answer.question)
        except LanguageModelError as error:
            why = error.words
        if why:
            yield replace(answer, note=f"{why[:1].upper()}{why[1:].rstrip('.')}, {_OWN_WORDS}")
        elif says_nothing(raw):
            yield replace(answer, note=f"The language model did not find the answer in the papers found, {_OWN_WORDS}")
        else:
            yield checked(answer, raw, kept, Checker(likeness), partial(cite, catalogue=catalogue))

    def rewriter(self, likeness: Likeness) -> Rewriter:
        """Return what puts bullets and briefs in plainer words."""
        return Rewriter(self._endpoint, likeness)

    def reworded(self, question: str, history: Sequence[str]) -> str:
        """Return a question in words that need no conversation; "" where the model fails or adds to what was said."""
        said = "\n".join(history[-10:])
        try:
            prompt = load("follow_up").fill(conversation=said, question=question)
            told = " ".join("".join(self._endpoint.stream(prompt, _MOST_REWORDED)).split()).strip("\"'“” ")
        except LanguageModelError:
            return ""
        known = f"{said} {question}"
        added = _named(told) - _named(known) or {t for t in tokens(told) if t.sort != "word"} - set(tokens(known))
        return "" if added or not told or len(told) > 300 else told

    def _fitted(self, name: str, question: str, sources: Sequence[Source]) -> list[Source]:
        around = self._endpoint.tokens(load(name).fill(question=question, evidence=""))
        room = self._endpoint.context - _MOST_TOKENS - _SPARE - around
        return fitted(sources, room, self._endpoint.tokens)


def _named(text: str) -> set[str]:
    return {word for name in names(f"so {text}") for word in name}
