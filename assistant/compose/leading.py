"""Who leads on a matter, where the headings of a log name the lead: "Vacant shops – Lead AB"."""

import datetime
import re

from assistant.compose.citing import Citations, as_number, as_of
from assistant.evidence import Evidence
from assistant.question import Plan
from assistant.shares import share, weights_of
from assistant.snapshot import Snapshot
from assistant.words import fold, stems
from index.register.heads import leads_in
from index.register.people import Register
from index.search import Filters, Passage
from ingest.records.record import Owner

_ASKS = re.compile(r"\b(?:lead|leads|leading|led|heads?|headed|heading)\b", re.I)
_UNSAID = stems("lead head heading case work log action go paper data summer going")
_LEAST = 0.6
_REACH = datetime.timedelta(days=550)  # members change: a list further away tells nothing


def compose_lead(
    plan: Plan, evidence: Evidence, register: Register, snapshot: Snapshot, kept: Filters, citations: Citations
) -> str:
    """Return whom the newest heading on the matter names as lead, by full name; "" where no heading names one."""
    if not _ASKS.search(plan.question):
        return ""
    weights = weights_of(plan.terms, snapshot, _UNSAID)
    asked = plan.sitting or plan.period
    headed = [
        (share(weights, stems(heading)), p, heading)
        for p in evidence.passages
        for heading in p.path[-1:]
        if leads_in(heading) and not (asked and p.date and not asked.holds(p.date))
    ]
    near = [(p, heading) for part, p, heading in headed if part >= _LEAST]
    if not near:
        return ""
    passage, heading = max(near, key=lambda f: as_number(f[0]))
    names = [_name(lead, passage, register, kept) for lead in leads_in(heading)]
    return f"{' and '.join(names)}: “{heading}” {citations.cite_heading(passage, heading)} ({as_of(passage)})"


def _name(lead: Owner, passage: Passage, register: Register, kept: Filters) -> str:
    """The name that lists of the time give to letters, with them; the letters alone where lists differ or are mute."""
    found = {
        fold(p.name): p.name
        for p in register.people(initials=lead.stated, filters=kept)
        if not (passage.date and p.date and abs(p.date - passage.date) > _REACH)
    }
    return f"{next(iter(found.values()))} ({lead.stated})" if len(found) == 1 else lead.stated
