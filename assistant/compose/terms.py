"""What an abbreviation stands for, in papers' own words; where they disagree, each of them."""

import re

from assistant.compose.citing import Citations
from assistant.question import Plan
from index.catalogue import Catalogue
from index.register.asking import Asked
from index.register.terms import TermRecord, list_terms
from index.search import Filters


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


def _of(acronym: str, catalogue: Catalogue, asked: Asked) -> TermRecord | None:
    """The term of this very abbreviation; of "DVPOs" that of "DVPO"."""
    records = {t.acronym.casefold(): t for t in list_terms(catalogue, asked).rows}
    return records.get(acronym.casefold()) or records.get(acronym.removesuffix("s").casefold())


def _asked(plan: Plan) -> list[str]:
    shouted = re.findall(r"\b[A-Z][A-Za-z&/]*[A-Z][A-Za-z]*\b|\b[A-Z]{2,8}\b", plan.question)
    return [a for a in dict.fromkeys(shouted) if sum(c.isupper() for c in a) >= 2]
