"""What comes back from a question: an Answer with its citations, or with the reason why there is none."""

import datetime
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.checking.check import Piece, Verdict
from index.search import Passage

Reason = Literal[
    "not_in_documents", "period_not_covered", "partnership_not_covered", "needs_clarification", "off_topic"
]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement of the answer stands: `start` and `end` are character offsets into the document's text."""

    n: int
    document: str
    document_id: str
    title: str
    board: str
    part: str
    date: datetime.date | None
    page: int | None
    section: str
    quote: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """Return the citation as the batch contract has it."""
        return {
            "n": self.n,
            "document": self.document,
            "title": self.title,
            "part": self.part,
            "date": self.date.isoformat() if self.date else None,
            "page": self.page,
            "section": self.section,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at: how many documents, and the dates they span."""

    documents: int
    first: datetime.date | None
    last: datetime.date | None
    boards: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the coverage as the batch contract has it."""
        return {
            "documents": self.documents,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
        }


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model wrote, unchecked; the evidence it was given; and what the check made of each sentence."""

    text: str
    pieces: tuple[Piece, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer or a refusal. `text` marks each statement with the number of its citation: "... [1]".

    `reason` is set when and only when the assistant refused; `nearest` are then the passages that came closest.
    `question` is the stand-alone wording that was answered, `asked` the words of the user. `note` says how a language
    model's text was checked and cut, or why there is none; `written` is set where there is one.
    """

    question: str
    text: str
    kind: str
    citations: tuple[Citation, ...] = ()
    reason: Reason | None = None
    nearest: tuple[Passage, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(0, None, None))
    asked: str = ""
    seconds: float = 0.0
    note: str = ""
    written: Written | None = None

    @property
    def refused(self) -> bool:
        """Tell whether this is a refusal."""
        return self.reason is not None

    def as_dict(self, identity: str = "") -> dict[str, Any]:
        """Return the answer as the batch contract has it, with its note where it has one."""
        noted = {"note": self.note} if self.note else {}
        return {
            "id": identity,
            "question": self.asked or self.question,
            "answer": self.text,
            "refused": self.refused,
            "reason": self.reason,
            "kind": self.kind,
            "citations": [c.as_dict() for c in self.citations],
            "coverage": self.coverage.as_dict(),
            "seconds": round(self.seconds, 3),
            **noted,
        }
