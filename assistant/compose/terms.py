"""What letters stand for, in papers' own words (where they disagree, each of them), or whose initials they are."""

import re

from assistant.compose.citing import Citations
from assistant.compose.people import compose_initials
from assistant.question import Plan
from index.catalogue import Catalogue
from index.register.asking import Asked
from index.register.people import Register
from index.register.spelling import spelt_out
from index.register.terms import TermRecord, list_terms
from index.search import Filters, Search

_WHO = re.compile(r"\bwhom?\b(?! or what)", re.I)
_DESCRIBED = re.compile(r"^\W*what(?: is|['’]s| are)\b", re.I)


def asks_for_letters(plan: Plan) -> bool:
    """Tell whether a question asks what letters stand for, so that a sentence that only has them is no answer."""
    return plan.kind == "term" and not _DESCRIBED.match(plan.question)


def compose_letters(
    plan: Plan, register: Register, search: Search, catalogue: Catalogue, filters: Filters, citations: Citations
) -> str:
    """Return what the letters a question names stand for, or whose initials they are; "" where papers tell neither.

    A question that asks who is answered by a person first.
    """
    person = compose_initials(plan, register, search, filters, citations) if _WHO.search(plan.question) else ""
    return (
        person
        or compose_term(plan, catalogue, filters, citations)
        or _spelt_out(plan, search, catalogue, filters, citations)
        or compose_initials(plan, register, search, filters, citations)
    )


def compose_term(plan: Plan, catalogue: Catalogue, kept: Filters, citations: Citations) -> str:
    """Return the expansions that papers give for the abbreviations a question names; "" where none does."""
    scope = Asked(boards=kept.boards, since=kept.since, as_of=kept.until)
    every = Asked(since=kept.since, as_of=kept.until)
    told = []
    for acronym in _asked(plan):
        found = [_of(acronym, catalogue, asked) for asked in (scope, every)]
        record = found[0] or found[1]
        if record:
            words = ", also given as ".join(
                f"{e.words} {citations.cite_record(e.places[0], (*e.boards, '')[0], e.last)}" for e in record.expansions
            )
            told.append(f"{record.acronym} stands for {words}.")
    return "\n".join(told)


def _spelt_out(plan: Plan, search: Search, catalogue: Catalogue, kept: Filters, citations: Citations) -> str:
    """The names written out in the papers that have these initials, where no paper explains the letters."""
    told = []
    for acronym in _asked(plan):
        found = spelt_out(catalogue, acronym, kept.boards)
        passage = search.at(found.document, found.start) if found else None
        if found and passage:
            spot = next((s for s in passage.statements if found.words in " ".join(s.text.split())), None)
            mark = citations.cite(passage, spot) if spot else citations.cite_place(passage, passage.start, passage.end)
            told.append(f"{acronym} seems to stand for {found.words} {mark}, by its initials: no paper here says so.")
    return "\n".join(told)


def _of(acronym: str, catalogue: Catalogue, asked: Asked) -> TermRecord | None:
    """The term of this very abbreviation; of "DVPOs" that of "DVPO"."""
    records = {t.acronym.casefold(): t for t in list_terms(catalogue, asked).rows}
    return records.get(acronym.casefold()) or records.get(acronym.removesuffix("s").casefold())


def _asked(plan: Plan) -> list[str]:
    """The abbreviations in a question; a board's own only where there is no other."""
    shouted = re.findall(r"\b[A-Z][A-Za-z&/]*[A-Z][A-Za-z]*\b|\b[A-Z]{2,8}\b", plan.question)
    found = [a for a in dict.fromkeys(shouted) if sum(c.isupper() for c in a) >= 2]
    boards = {a for p in plan.partnerships for a in p.acronyms}
    return [a for a in found if a not in boards] or found
