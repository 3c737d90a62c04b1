"""The dev half of the layout set is read faithfully: every measure of eval/layouts/scoring.py holds its share."""

import pytest

from eval.layouts.scoring import HERE, Found, measure, papers, scored, shares
from ingest.reading import read

HOLDS = {
    "colours": 0.98,
    "cells": 0.93,
    "owners": 0.92,
    "order": 0.97,
    "words": 0.98,
    "headings": 0.88,
    "fields": 0.98,
    "furniture": 0.95,
}


@pytest.fixture(scope="module")
def found() -> dict[str, list[Found]]:
    return measure("dev")


@pytest.mark.parametrize("name", HOLDS)
def test_a_measure_holds_its_share(found: dict[str, list[Found]], name: str) -> None:
    right, everything = shares(found)[name]
    missed = [f"{paper}: {f.expected}; got {f.got}" for paper, one in found.items() for f in one if f.measure == name]
    assert right >= HOLDS[name] * everything, f"{right} of {everything}:\n" + "\n".join(missed[:5])


@pytest.mark.parametrize("producer", ["reportlab", "libreoffice"])
def test_neither_producer_alone_is_learnt(found: dict[str, list[Found]], producer: str) -> None:
    own = shares({paper: one for paper, one in found.items() if producer in paper})
    for name in ("cells", "owners"):
        right, everything = own[name]
        assert right >= (HOLDS[name] - 0.05) * everything, f"{name}: {right} of {everything}"


def test_an_owner_a_cell_and_a_heading_that_are_others_count_as_missed() -> None:
    path, truth = next(papers("dev", ["action-log"]))
    document = read(path)
    table = truth["tables"][0]
    table["rows"][0][table["owner"]] = "QQ"
    truth["headings"].append("Closed business")
    truth["order"].reverse()
    missed = {f.measure for f in scored(document, truth) if not f.right}
    assert missed >= {"cells", "owners", "headings", "order"}


def test_the_papers_are_what_their_sources_and_truths_are_about() -> None:
    for split in ("dev", "test"):
        sources = {path.stem for path in (HERE / "sources" / split).glob("*.txt")}
        built = [path.name for path, _ in papers(split)]
        assert sorted(name for name in built if "-other" not in name) == sorted(
            f"{s}.{by}.pdf" for s in sources for by in ("reportlab", "libreoffice")
        )
