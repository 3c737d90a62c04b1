"""What is needed of a language model."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

Likeness = Callable[[str, Iterable[str]], list[float]]
"""How near each of some texts is to one in meaning, -1 to 1."""


class LanguageModel(Protocol):
    """What writes: an Endpoint."""

    @property
    def context(self) -> int:
        """How many tokens it reads and writes together."""

    def tokens(self, text: str) -> int:
        """Return how many tokens a text takes."""

    def stream(self, prompt: str, most_tokens: int) -> Iterator[str]:
        """Yield its answer as it comes. Raises LanguageModelError."""
