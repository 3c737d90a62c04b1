"""The dev half of the layout set is read faithfully: every measure of eval/layouts/scoring.py holds its share."""

import pytest

from eval.layouts.scoring import Found, measure, shares

HOLDS = {
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
