"""What an abbreviation stands for, in a paper's own words."""

import re

from assistant.compose.citing import Citations
from assistant.question import Plan
from index.search import Filters, Search
from ingest.documents import Statement

_JOINING = frozenset(["of", "and", "the", "for", "in", "on", "to", "with", "a", "at", "by"])


def compose_term(plan: Plan, search: Search, filters: Filters, citations: Citations) -> str:
    """Return the expansion that papers give for the abbreviation a question names; "" where none does."""
    for acronym in _asked(plan):
        found: dict[str, str] = {}
        for passage in search.words(f'"{acronym}"', 40, filters):
            for statement in passage.statements:
                expansion = _beside(acronym, statement) or _expansion_in(acronym, statement.text)
                if expansion and expansion.lower() not in (f.lower() for f in found):
                    found[expansion] = citations.cite(passage, statement)
            if len(found) >= 2:
                break
        if found:
            return f"{acronym} stands for " + ", also given as ".join(f"{e} {mark}" for e, mark in found.items()) + "."
    return ""


def _beside(acronym: str, statement: Statement) -> str:
    """The cell after the one that holds the abbreviation alone."""
    cells = [v for _, v in statement.cells]
    return cells[cells.index(acronym) + 1] if acronym in cells[:-1] else ""


def _asked(plan: Plan) -> list[str]:
    shouted = re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b|\b[A-Z]{2,8}\b", plan.question)
    return [a for a in dict.fromkeys(shouted) if sum(c.isupper() for c in a) >= 2]


def _expansion_in(acronym: str, text: str) -> str:
    """Return the words an acronym is short for: "Expanded Words (EW)" or "EW (Expanded Words)", else ""."""
    after = re.search(rf"\b{re.escape(acronym)}s?\s*(?:\(|[-–=:]\s|stands for\s)([A-Z][^()\n;.]{{3,90}})", text)
    if after and (fitted := _fitted(acronym, after[1].split(), from_start=True)):
        return fitted
    before = re.search(
        rf"([^()\n;.]{{3,120}}?)\s*[\"“(]+\s*(?:the\s+)?[\"“'‘]?{re.escape(acronym)}s?[\"”'’]?\s*\)", text
    )
    return _fitted(acronym, before[1].split(), from_start=False) if before else ""


def _fitted(acronym: str, words: list[str], from_start: bool) -> str:
    """The run of words whose first letters spell the acronym, small words aside."""
    letters = [c.lower() for c in acronym if c.isalnum()]
    lengths = range(2, min(len(words), 2 * len(letters) + 2) + 1)
    for length in lengths:
        run = words[:length] if from_start else words[-length:]
        for pieces in (run, [p for w in run for p in re.split(r"[-/]", w) if p]):
            initials = [w.strip("'‘“\"")[:1].lower() for w in pieces if w.lower() not in _JOINING]
            every = [w.strip("'‘“\"")[:1].lower() for w in pieces]
            if letters in (initials, every) and run[0].lower() not in _JOINING:
                return " ".join(run).strip(" ,'‘’“”\"")
    return ""
