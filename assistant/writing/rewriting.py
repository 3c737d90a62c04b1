"""Bullets in plainer words, and summaries, by a language model: only what the check lets through is used."""

from collections.abc import Sequence

from assistant.checking.check import Checker, Piece
from assistant.checking.naming import names
from assistant.checking.statements import statements
from assistant.checking.tokens import covers, tokens
from assistant.writing.endpoint import LanguageModelError
from assistant.writing.fencing import fence, harmless, refused_output
from assistant.writing.model import LanguageModel, Likeness
from assistant.writing.prose import lines_of, says_nothing
from prompts import load

_MOST_BULLET, _MOST_SUMMARY = 160, 300  # tokens
_GOOD = ("kept", "repaired")


class Rewriter:
    """Puts what papers say in plainer words."""

    def __init__(self, model: LanguageModel, likeness: Likeness) -> None:
        self._model = model
        self._checker = Checker(likeness)

    def plainer(self, bullet: str) -> str:
        """Return a bullet in plainer words; as it is where the model fails, adds to it or leaves a fact out."""
        raw = self._asked(load("draft").fill(bullet=harmless(bullet)), _MOST_BULLET, bullet)
        said = [s.text for line in lines_of(raw) for s in line.said]
        verdicts = [self._checker.check(text, (1,), [Piece(1, bullet)]) for text in said]
        told = " ".join(v.text for v in verdicts)
        whole = bool(verdicts) and all(v.outcome in _GOOD for v in verdicts) and _says_all(bullet, told)
        return told if whole else bullet

    def summary(self, subject: str, texts: Sequence[str]) -> list[tuple[str, tuple[int, ...]]]:
        """Return sentences that sum texts up, each with the places (from 0) of those that carry it; none on failure."""
        pieces = [Piece(n, text) for n, text in enumerate(texts, 1)]
        around = self._model.tokens(load("brief").fill(subject=subject, evidence=""))
        room = self._model.context - _MOST_SUMMARY - around
        while pieces and self._model.tokens(fence(pieces)) > room:
            pieces.pop()
        if not pieces:
            return []
        prompt = load("brief").fill(subject=harmless(subject), evidence=fence(pieces))
        raw = self._asked(prompt, _MOST_SUMMARY, subject)
        if says_nothing(raw):
            return []
        checked = [self._checker.check(s.text, s.marks, pieces) for line in lines_of(raw) for s in line.said]
        return [(v.text, tuple(n - 1 for n in v.marks)) for v in checked if v.outcome in _GOOD]

    def _asked(self, prompt: str, most_tokens: int, own: str) -> str:
        """What the model writes to a prompt; "" where it fails or its output is refused whole."""
        try:
            raw = "".join(self._model.stream(prompt, most_tokens))
        except LanguageModelError:
            return ""
        return "" if refused_output(raw, prompt, own) else raw


def _says_all(bullet: str, told: str) -> bool:
    """Tell whether a text has every value and name of a bullet."""
    said = tokens(told)
    words = {token.what for token in said if token.sort == "word"}
    values = [token for token in tokens(bullet) if token.sort != "word"]
    valued = all(any(covers(value, token) for token in said) for value in values)
    return valued and all(words.issuperset(name) for name in names(" ".join(s.text for s in statements(bullet))))
