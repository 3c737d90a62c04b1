"""What a report cannot show, and how its run was made: said where the figures are read."""

import json
from collections import Counter
from typing import Any

from eval.reporting.scored import Scored
from eval.reporting.wording import counted, kind, listed

_FEW = 10  # questions; fewer say little


def limits(run: Scored) -> list[str]:
    """Return what the figures of a run do not show, a sentence or two each."""
    kinds = Counter(row.example.kind for row in run.rows)
    few = [f"{kind(name).lower()} ({count})" for name, count in sorted(kinds.items()) if count < _FEW]
    split = str(run.about.get("split") or "")
    found = [
        "Whether these are the questions that officers ask. They were written for this set, by somebody who knew what"
        " the papers say; one asked in earnest may be vaguer, longer, or about something nobody thought of.",
        "Whether an answer is understood. It is matched with what the set expects by its words, figures and dates: a"
        " right answer in quite other words can count as partly right or wrong, and one that says the expected words in"
        " the wrong connection can count as right. Read answers below before relying on a figure.",
        "Whether what the set expects is true or complete. A mistake in it counts against the assistant, or for it.",
        "How it does on other papers. The figures hold for the papers that were in the library at the time.",
        "How fast it is elsewhere. The times were taken on the machine named below.",
    ]
    if split != "test":
        found.append(
            "How it does on questions that nobody has looked at while improving it. This run has questions that may"
            " have been used for that; only the part of a set that is kept back, the test part, is free of it."
        )
    if few:
        found.append(
            f"Much about kinds with few questions: {listed(few[:12])}. One answer more or less moves their share by"
            " a tenth or more."
        )
    elif len(run.rows) < 100:
        found.append("Small differences. With fewer than 100 questions, a few points more or less can be chance.")
    return found


def about(run: Scored) -> list[tuple[str, str]]:
    """Return how a run was made, each thing with its name."""
    identity = run.about.get("identity") or {}
    pairs: list[tuple[str, Any]] = [
        ("Run", run.name),
        ("System", run.system),
        ("Question set", run.about.get("set")),
        ("Part of the set", run.about.get("split") or "all of it"),
        ("Questions", counted(len(run.rows), "question")),
        ("Started", run.about.get("started")),
        ("Finished", run.about.get("finished") or "not finished"),
        ("Papers in the library", run.about.get("documents")),
        ("Machine", run.about.get("machine")),
        ("Program", identity.get("program")),
        ("Fingerprint of the set", identity.get("set")),
        ("Fingerprint of the library", identity.get("library")),
        ("Settings", {k: v for k, v in (run.about.get("settings") or {}).items() if k != "home"}),
    ]
    return [(name, _words(value)) for name, value in pairs if value not in (None, "", {}, [])]


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(of)}" for name, of in value.items())
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
