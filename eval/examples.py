"""Question sets: what is asked, and what a right answer says. Sets are read in sets.py."""

import hashlib
from dataclasses import dataclass
from typing import Any, Literal, get_args

from assistant.answer import Reason

Kind = Literal[
    "fact", "figure", "owner", "status", "list", "comparison", "decision", "person", "attendance", "term", "activity",
    "summary", "refusal",
]  # fmt: skip
Split = Literal["dev", "test"]
KINDS: tuple[str, ...] = get_args(Kind)
REASONS: tuple[str, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what is expected of its answer.

    Each of `expected_facts` is given by its wordings, any of which will do. `expected_documents` are file names, any of
    which may be cited; `expected_page` and `expected_section` say where in it. `same_as` names the example that this
    one puts in other words. An example with an `expected_reason` is to be refused.
    """

    id: str
    question: str
    kind: str
    history: tuple[str, ...] = ()
    expected_facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    expected_documents: tuple[str, ...] = ()
    expected_page: int | None = None
    expected_section: str = ""
    expected_reason: Reason | None = None
    same_as: str = ""
    tags: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Tell whether the papers answer it."""
        return self.expected_reason is None

    @property
    def split(self) -> Split:
        """Two in five examples are kept to report on; what is put in other words goes with its original."""
        first = hashlib.sha256((self.same_as or self.id).encode("utf-8", "replace")).digest()[0]
        return "test" if first < 102 else "dev"

    def as_dict(self) -> dict[str, Any]:
        """Return the example as a row of a JSON lines set has it."""
        return {
            "id": self.id,
            "question": self.question,
            "history": list(self.history),
            "kind": self.kind,
            "expected_facts": [list(fact) if len(fact) > 1 else fact[0] for fact in self.expected_facts],
            "forbidden": list(self.forbidden),
            "expected_documents": list(self.expected_documents),
            "expected_page": self.expected_page,
            "expected_section": self.expected_section,
            "expected_reason": self.expected_reason,
            "same_as": self.same_as,
            "tags": list(self.tags),
        }
