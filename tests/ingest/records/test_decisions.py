"""The decisions of minutes, word for word."""

from pathlib import Path

import pytest

from ingest.reading import read
from ingest.records.record import Decision

HEAD = "# Harbour Watch Board\n\nMINUTES of the meeting held on 2 April 2019\n\nPresent: Ida Marsh (Chair)\n\n"


def decisions(folder: Path, text: str) -> tuple[list[Decision], str]:
    path = folder / "minutes.md"
    path.write_text(HEAD + text, encoding="utf-8")
    document = read(path)
    return list(document.records.decisions), document.text


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("RESOLVED that the report be noted.", "resolved"),
        ("RESOLVED that the Clerk write to the Council.", "resolved"),
        ("AGREED that Ida Marsh be elected Chair for two years.", "agreed"),
        ("It was agreed that the quay be swept on Fridays.", "agreed"),
        ("It was unanimously AGREED that the minutes be approved.", "agreed"),
        ("The minutes of the meeting held on 5 March 2019 were approved.", "approved"),
        ("The Board approved the bid of the rowing club.", "approved"),
        ("The Board agreed that four members would be a quorum.", "agreed"),
        ("After some talk, it was decided to close the slipway.", "decided"),
    ],
)
def test_a_decision_is_found_apart_from_the_talk_before_it(tmp_path: Path, sentence: str, verb: str) -> None:
    (found,), text = decisions(tmp_path, f"## 4 QUAY\n\nMembers talked about the quay at some length.\n\n{sentence}\n")
    assert (found.text, found.verb, found.minute, found.heading) == (sentence, verb, "4", "QUAY")
    assert text[found.explained_from : found.explained_to] == "Members talked about the quay at some length."


@pytest.mark.parametrize(
    "sentence",
    [
        "It had been agreed long ago that the quay was old.",
        "The Board agreed it would be useful to know more.",
        "Mr Vane agreed with the Chair.",
        "The wardens were busy, and the firm said it was decided elsewhere to stop.",
        "Has the plan been approved by the Council?",
    ],
)
def test_an_opinion_or_an_older_decision_is_none(tmp_path: Path, sentence: str) -> None:
    assert decisions(tmp_path, f"## 4 QUAY\n\n{sentence}\n")[0] == []


def test_numbered_resolutions_are_decisions_each(tmp_path: Path) -> None:
    body = "## 4 QUAY\n\nThe quay is old.\n\nRESOLVED (1) that the quay be kept;\n\n(2) that a sign be painted.\n"
    found, _ = decisions(tmp_path, body)
    assert [d.text for d in found] == ["RESOLVED (1) that the quay be kept;", "(2) that a sign be painted."]


def test_the_explanation_begins_after_the_decision_before(tmp_path: Path) -> None:
    first, second = (
        "The quay is very old.\n\nRESOLVED that it be kept.",
        "The crane is older still.\n\nRESOLVED that it be sold.",
    )
    body = f"## 4 QUAY\n\n{first}\n\n{second}\n"
    found, text = decisions(tmp_path, body)
    assert [text[d.explained_from : d.explained_to] for d in found] == [
        "The quay is very old.",
        "The crane is older still.",
    ]


def test_items_under_a_heading_of_approvals_are_decisions(tmp_path: Path) -> None:
    found, _ = decisions(
        tmp_path, "## Grants approved\n\n- Rowing club: £300\n- Swimmers: £200\n\n## Other news\n\n- Rain\n"
    )
    assert [(d.text, d.verb) for d in found] == [("Rowing club: £300", "approved"), ("Swimmers: £200", "approved")]
