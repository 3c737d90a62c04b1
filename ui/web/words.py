"""Words for the page: coverage and reasons in plain English, and text made safe to show."""

import re

from assistant.answer import Coverage, Reason

PRODUCT = "Partnership assistant"
REASONS: dict[Reason, str] = {
    "not_in_documents": "No answer in the papers",
    "period_not_covered": "Time not covered",
    "partnership_not_covered": "Partnership not covered",
    "needs_clarification": "Please say a little more",
    "off_topic": "Outside these papers",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"[&<>\"'\\`*_{}\[\]()#+!|~$:@-]")


def safe(text: str) -> str:
    """Return text that shows as it is written wherever HTML or Markdown is read: no character of it is markup."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", _CONTROL.sub(" ", text))


def covered(coverage: Coverage) -> str:
    """Return one sentence on what is covered: 70 papers of 7 boards, from June 2010 to September 2023."""
    if not coverage.documents:
        return "No papers yet. Add some under Papers."
    papers = "1 paper" if coverage.documents == 1 else f"{coverage.documents} papers"
    boards = coverage.boards
    of = f" of {len(boards)} boards" if boards else ""
    if len(boards) == 1:
        of = f" of the {boards[0].removeprefix('The ')}"
    span = ""
    if coverage.first and coverage.last:
        span = f", from {coverage.first:%B %Y} to {coverage.last:%B %Y}"
    return f"{papers}{of}{span}"


def source_link(document: str, start: int, end: int) -> str:
    """Return the address that opens a paper at the given characters."""
    return f"/source/{document}?start={start}&amp;end={end}#quote"
