"""What became of one question of a run: what the assistant said, kept so that it can be scored again."""

from dataclasses import dataclass
from typing import Any

from eval.examples import Example


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was found, in the order of `Row.retrieved`: best first."""

    document: str
    first_page: int | None
    last_page: int | None
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """An example with its actual answer. `citations` are as the batch contract has them ("n", "document", "quote"…).

    `retrieved` is what a search for the question finds, `context` the text that was put before the reader (the quotes
    an answer cites; for a baseline the passages it hands to its language model). `error` says why there is no answer
    where the assistant failed; the rest is then empty. A baseline without a language model has no answer either:
    `answered` is then false and only retrieval is scored.
    """

    example: Example
    answer: str = ""
    reason: str | None = None
    kind: str = ""
    citations: tuple[dict[str, Any], ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    context: tuple[str, ...] = ()
    seconds: float = 0.0
    error: str = ""
    answered: bool = True

    @property
    def refused(self) -> bool:
        """Tell whether the answer is a refusal."""
        return self.reason is not None
