"""Questions on a board's minutes, answered by the assistant and judged by the measures of that set's own README.

Owners must be the exact set of names, a list of actions is judged by its F1, a sum or a day must be the first the
answer gives, and what the minutes do not say must be refused. An answer is stale where it gives what was true before.
"""

import json
import re
import tempfile
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from assistant.answer import Answer
from assistant.assistant import Assistant
from eval.register_truth import words_of
from index.library import Library, files_under
from index.settings import IndexSettings
from ingest.dates import find_dates

FOLDER = Path(__file__).parent.parent.parent / "shared" / "bench" / "dsf_board_minutes"
_MONEY = re.compile(r"(?:[A-Z]{3}\s*)?[$€£]\s?[\d,]+(?:\.\d+)?")
_MARK = re.compile(r"\s*\[\d+\]")
_LISTS = ("actions_of_person_at_meeting", "actions_of_person_in_year")
_NAMED = ("owner_of_action", "chair_of_meeting")
_DATED = ("corporate_member_date", "grant_date")


@dataclass(slots=True)
class Family:
    """How the questions of one kind went: `score` adds up what each answer is worth, 0 to 1."""

    questions: int = 0
    score: float = 0.0
    answered: int = 0
    cited: int = 0
    first_cited: int = 0
    stale: int = 0
    misses: list[str] = field(default_factory=list)


def ask_all(split: str, folder: Path = FOLDER) -> dict[str, Family]:
    """Put the minutes into a library, ask every question of a split and judge the answers."""
    with tempfile.TemporaryDirectory() as home:
        library = Library(IndexSettings(home=Path(home)))
        list(library.ingest(files_under([folder / "files"]), keep_copies=False))
        families = ask_of(Assistant(library), split, folder)
        library.close()
    return families


def ask_of(assistant: Assistant, split: str, folder: Path = FOLDER) -> dict[str, Family]:
    """Ask an assistant that has the minutes every question of a split and judge the answers."""
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    people = {name for row in rows for name in _people_of(row)}
    balances = {money(a) for row in rows if row["family"].startswith("balance") for a in row["answers"]}
    families: dict[str, Family] = defaultdict(Family)
    for row in rows:
        if row["split"] == split:
            *_, answer = assistant.ask(row["question"])
            assert isinstance(answer, Answer)
            judge(families[row["family"]], row, answer, people, balances)
    return dict(families)


def judge(family: Family, row: dict[str, Any], answer: Answer, people: set[str], balances: set[str]) -> None:
    """Add what one answer is worth to its family."""
    family.questions += 1
    family.answered += not answer.refused
    worth = worth_of(row, answer, people)
    family.score += worth
    if row["answerable"] and not answer.refused:
        cited = [Path(citation.document).stem in row["gold_units"] for citation in answer.citations]
        family.cited += any(cited)
        family.first_cited += any(cited[:1])
        old = {money(a) for a in row.get("stale_answers", [])}
        if row["family"].startswith("balance"):
            old |= balances - {money(a) for a in row["answers"]}
        family.stale += money(answer.text) in old - {money(a) for a in row["answers"]}
    if worth < 1:
        said = "refused" if answer.refused else answer.text[:200].replace("\n", " / ")
        family.misses.append(f"{row['question']} | want {row['answers']} | got {said}")


def worth_of(row: dict[str, Any], answer: Answer, people: set[str]) -> float:
    """Return what an answer is worth: 1 where right, a list's F1, 0 where wrong or refused without need."""
    if not row["answerable"]:
        return float(answer.refused)
    if answer.refused:
        return 0.0
    if row["family"] in _LISTS:
        return list_f1(items_of(answer.text), row["answers"])
    if row["family"] in _NAMED:
        return float(named(answer.text, row["question"], people) == set(row["answers"]))
    if row["family"] in _DATED:
        days = find_dates(answer.text)
        wanted = find_dates(row["answers"][0])
        return float(bool(days) and bool(wanted) and days[0][2] == wanted[0][2])
    return float(money(answer.text) == money(row["answers"][0]))


def money(text: str) -> str:
    """Return the first sum of money in a text in normal form ("$1500"), or ""."""
    found = _MONEY.search(text)
    return re.sub(r"^[A-Z]{3}\s*|[,\s]|\.0+$", "", found[0]) if found else ""


def items_of(text: str) -> list[str]:
    """Return the entries of a list in an answer, or its lines where it has none."""
    lines = [_MARK.sub("", line).strip() for line in text.splitlines()]
    entries = [line.lstrip("-•* ") for line in lines if re.match(r"[-•*] ", line)]
    return entries or [line for line in lines if line]


def list_f1(given: list[str], wanted: list[str]) -> float:
    """Return the F1 of a list: an entry is right where its words are those of one wanted, each counted once."""
    left = list(wanted)
    for entry in given:
        match = next((w for w in left if token_set_ratio(*(" ".join(words_of(t)) for t in (entry, w))) >= 90), None)
        if match is not None:
            left.remove(match)
    right = len(wanted) - len(left)
    return 2 * right / (len(given) + len(wanted)) if given or wanted else 1.0


def named(text: str, question: str, people: set[str]) -> set[str]:
    """Return the people an answer names, by full name or first name; the action that was asked about is left out."""
    text = _plain(text)
    for quote in re.findall(r"\"([^\"]+)\"", _plain(question)):
        text = text.replace(quote, " ")
    full = {name for name in people if re.search(rf"\b{re.escape(_plain(name))}\b", text)}
    for name in full:
        text = text.replace(_plain(name), " ")
    known = {name.split()[0] for name in full}
    others = {name: _plain(name.split()[0]) for name in people if name.split()[0] not in known}
    return full | {name for name, first in others.items() if re.search(rf"\b{re.escape(first)}\b", text)}


def _plain(text: str) -> str:
    """Return a text without accents: one board spells a member's name both ways."""
    letters = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _people_of(row: dict[str, Any]) -> list[str]:
    named_in = row["answers"] if row["family"] in _NAMED else []
    return [*named_in, *([row["person"]] if row.get("person") else [])]
