"""The dev half of the layout set is read faithfully: every measure of eval/layouts/scoring.py holds its share."""

import pytest

from eval import raw_words
from eval.layouts.scoring import HERE, Found, measure, papers, scored, shares
from ingest.reading import read

HOLDS = {
    "cells": 0.965,
    "owners": 0.96,
    "colours": 0.98,
    "order": 0.98,
    "words": 0.98,
    "headings": 0.97,
    "fields": 0.98,
    "furniture": 0.98,
}
HOLDS_OTHERWISE = {"cells": 0.35, "owners": 0.45, "order": 0.85, "words": 0.85, "headings": 0.9, "furniture": 0.95}


@pytest.fixture(scope="module")
def found() -> dict[str, list[Found]]:
    return measure("dev")


def missing(found: dict[str, list[Found]], name: str, share: float) -> str:
    """Return "", or the first misses of a measure that does not hold its share."""
    right, everything = shares(found)[name]
    missed = [
        f"{paper}: {f.expected}; got {f.got}"
        for paper, one in found.items()
        for f in one
        if f.measure == name and not f.right
    ]
    return "" if right >= share * everything else "\n".join([f"{right} of {everything}:", *missed[:5]])


@pytest.mark.parametrize("producer", ["reportlab", "libreoffice"])
@pytest.mark.parametrize("name", HOLDS)
def test_a_measure_holds_its_share_whoever_made_the_paper(
    found: dict[str, list[Found]], name: str, producer: str
) -> None:
    own = {paper: one for paper, one in found.items() if f".{producer}." in paper}
    assert not missing(own, name, HOLDS[name])


@pytest.mark.parametrize("name", HOLDS_OTHERWISE)
def test_a_measure_holds_its_share_with_fewer_ruled_lines(found: dict[str, list[Found]], name: str) -> None:
    other = {paper: one for paper, one in found.items() if "-other." in paper}
    assert not missing(other, name, HOLDS_OTHERWISE[name])


def test_an_owner_a_cell_and_a_heading_that_are_others_count_as_missed() -> None:
    path, truth = next(papers("dev", ["action-log"]))
    document = read(path)
    table = truth["tables"][0]
    table["rows"][0][table["owner"]] = "QQ"
    truth["headings"].append("Closed business")
    truth["order"].reverse()
    missed = {f.measure for f in scored(document, truth) if not f.right}
    assert missed >= {"cells", "owners", "headings", "order"}


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_papers_are_those_of_the_sources(split: str) -> None:
    sources = [path.stem for path in (HERE / "sources" / split).glob("*.txt")]
    built = [path.name for path, _ in papers(split) if "-other." not in path.name]
    assert built == sorted(f"{source}.{by}.pdf" for source in sources for by in ("reportlab", "libreoffice"))


def test_a_word_that_is_gone_is_lost_and_one_that_is_parted_or_joined_is_not() -> None:
    words = raw_words.words_of("The Board asked for the long-\nterm plan by ward, and the well being fund")
    assert raw_words.lost(words, "The Board asked for the longterm plan by ward, and the wellbeing fund") == []
    assert raw_words.lost(words, "The Board asked for the long term plan by, and the well being fund") == ["ward"]
    assert raw_words.lost(words, "Board asked for long-term plan by ward, and the well being fund") == ["the", "the"]


def test_no_word_of_a_paper_of_the_set_is_lost() -> None:
    for path, _ in papers("dev", ["action-log", "performance", "margin-initials"]):
        raw = raw_words.raw(path)
        assert raw is not None
        assert raw_words.lost(raw_words.words_of(raw.pages[0]), read(path).text) == []
