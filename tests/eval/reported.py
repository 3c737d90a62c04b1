"""Runs to report on, made by hand, and how their reports are read."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from eval.aggregates import aggregate
from eval.comparing import Change, Comparison, Difference
from eval.examples import Example
from eval.report import CSV, HTML
from eval.reporting.scored import Beside, Scored
from eval.rows import Row
from eval.scoring import score

QUAY = (("Ida Fenn", "I. Fenn"), ("quay",))
LAMPS = Example("lamps", "Who mends the lamps?", "owner", expected_facts=QUAY, tags=("quay",))
BOATS = Example("boats", "How many boats came?", "figure", expected_facts=(("12",),), forbidden=("13 geese",))
MOON = Example("moon", "Who owns the moon?", "refusal", expected_reason="not_in_documents", tags=("far",))
CITED = {
    "n": 1,
    "document": "minutes.docx",
    "title": "Minutes",
    "part": "",
    "date": "2018-03-26",
    "page": 3,
    "section": "Lighting",
    "quote": "Ida Fenn to mend the quay lamps.",
}
ROWS = {
    "right": Row(LAMPS, "Ida Fenn mends them at the quay. [1]", citations=(CITED,), seconds=0.2),
    "partly": Row(replace(LAMPS, id="lamps2"), "Ida Fenn does. [1]", citations=(CITED,), seconds=0.3),
    "wrong": Row(BOATS, "14 boats came, and 13 geese. [1]", citations=(CITED,), seconds=0.1),
    "needless": Row(replace(BOATS, id="boats2"), "The papers do not say.", reason="off_topic", seconds=1.5),
    "unsupported": Row(MOON, "Ida Fenn does. [1]", citations=(CITED,), seconds=0.1),
    "failed": Row(replace(LAMPS, id="lamps3"), error="ValueError: the lamp went out"),
    "unanswered": Row(replace(LAMPS, id="lamps4"), answered=False),
}
REFUSED = Row(replace(MOON, id="moon2"), "The papers do not say.", reason="not_in_documents", seconds=0.1)
OTHERWISE = Row(replace(MOON, id="moon3"), "That is outside these papers.", reason="off_topic", seconds=0.1)
HOSTILE = (
    "<script>window.stolen = 1</script>",
    "\"><img src=x onerror=alert(1)> ' onmouseover='alert(2)",
    "</style></title></textarea></script><svg onload=alert(3)>",
    "{{ 7 * 7 }} {% for x in y %} ${7} [x](javascript:alert(4)) ![p](http://192.0.2.1/p.png) | a | `b` **c** # d",
    '=HYPERLINK("http://192.0.2.1","x")',
    "-->]]><!-- end",
    "\x00\x1b[2J\x08nul \ud800 half \u202egnp.exe\u202c \u2066in\u2069 \ufeffmark\u200b \U000e0041tag",
)


def run_of(rows: Sequence[Row], name: str = "june", **about: Any) -> Scored:
    """Return a run of rows, scored."""
    scores = [score(row) for row in rows]
    told = {
        "identity": {"system": "partnership", "set": "5e7", "library": "11b", "program": "0.1.0"},
        "set": "questions.yaml",
        "split": "",
        "questions": len(rows),
        "documents": 13,
        "started": "2026-11-22T05:51:00+00:00",
        "finished": "2026-11-22T05:52:00+00:00",
        "settings": {"embedding_model": "small", "home": "/somewhere/private"},
        "machine": {"cores": 2},
    }
    return Scored(name, told | about, rows, scores, aggregate(rows, scores))


def beside(run: Scored, other: Scored) -> Beside:
    """Set a run beside another of the same examples: right or not is all that is compared."""
    changes = {True: list[Change](), False: list[Change]()}
    for before, after, old, new in zip(other.rows, run.rows, other.scores, run.scores, strict=True):
        if old["right"] != new["right"]:
            changes[new["right"] > old["right"]].append(Change(before, after, old, new))
    better, worse = tuple(changes[True]), tuple(changes[False])
    difference = Difference("right", 0.2, 0.4, len(run.rows), len(better), len(worse), 0.03)
    same = len(run.rows) - len(better) - len(worse)
    return Beside(other, Comparison(better, worse, same, ("gone",), (), (), (difference,)))


def parsed(folder: Path) -> BeautifulSoup:
    """Return the HTML file as a browser takes it."""
    return BeautifulSoup((folder / HTML).read_bytes().decode("utf-8"), "lxml")


def words(tag: Tag | BeautifulSoup | None) -> str:
    """Return the words of a part of the page."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def question(page: BeautifulSoup, identity: str) -> Tag:
    """Return what is shown of a question."""
    found = [q for q in page.select(".question") if words(q.summary).endswith(f" {identity}")]
    assert len(found) == 1
    return found[0]


def table(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the CSV file."""
    with (folder / CSV).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def everywhere(text: str) -> tuple[Scored, list[Beside]]:
    """Return a run with a text in every field that comes from elsewhere, beside another."""
    example = Example(
        text,
        text,
        text,
        history=(text, text),
        expected_facts=((text, text), (text,)),
        forbidden=(text,),
        expected_documents=(text,),
        expected_page=3,
        expected_section=text,
        same_as=text,
        tags=(text,),
    )
    cited = dict.fromkeys(CITED, text) | {"n": 1}
    refused = replace(example, expected_reason=text)  # type: ignore[arg-type]
    rows = [
        Row(example, text, kind=text, citations=(cited, cited | {"n": text, "page": text})),
        Row(refused, text, reason=text, kind=text),
        Row(example, error=text),
    ]
    about = {"set": text, "split": text, "started": text, "settings": {text: text}, "machine": {text: text}}
    run = run_of(rows, text, **about, identity={"system": text, "set": text, "library": text, "program": text})
    first, second, third = zip(rows, run.scores, strict=True)
    changes = (Change(second[0], first[0], second[1], first[1]), Change(third[0], first[0], third[1], first[1]))
    return run, [Beside(run, Comparison(changes[:1], changes[1:], 1, (text,), (), (), ()))]
