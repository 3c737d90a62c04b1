"""What people say in a meeting that they will do for it, and what only sounds like it."""

from pathlib import Path

import pytest

from tests.ingest.records.test_actions import minutes, names


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("Ravi Ostler will send the figures to members.", ["Ravi Ostler"]),
        ("RO to circulate the paper by Friday.", ["Ravi Ostler"]),
        ("TQ/RO to meet and agree a plan.", ["Tess Quayle", "Ravi Ostler"]),
        ("The Chair will write to the council.", ["Ida Marsh"]),
        ("Secretariat to book the hall.", ["Secretariat"]),
        ("Members to send comments to the Clerk.", ["everyone"]),
        ("Ms Quayle said she would find out who owns the gate.", ["Tess Quayle"]),
        ("The gate is broken and TQ will report it.", ["Tess Quayle"]),
        ("As the gate is broken, TQ would report it.", ["Tess Quayle"]),
        ("Lights: TQ to get a price.", ["Tess Quayle"]),
        ("It was noted that Mr Ostler would chase the reply.", ["Ravi Ostler"]),
        ("Mr Ostler has the list and will forward it.", ["Ravi Ostler"]),
        ("Marlowick Homes will provide the Board with figures.", ["Marlowick Homes"]),
        ("An update will be provided by TQ at the next meeting.", ["Tess Quayle"]),
        ("Ms Quayle took an action to speak to the landlord.", ["Tess Quayle"]),
        ("The Chair requested that Ms Quayle prepare a summary.", ["Tess Quayle"]),
        ("The Board asked the police to provide a breakdown.", ["police"]),
        ("Tess Quayle offered to draft a reply.", ["Tess Quayle"]),
        ("Ms Quayle agreed to present the figures at the next meeting.", ["Tess Quayle"]),
    ],
)
def test_what_somebody_there_takes_on_in_passing_is_an_action(tmp_path: Path, sentence: str, owners: list[str]) -> None:
    found = minutes(tmp_path, f"## 12 QUAYSIDE\n\nThe quay was talked about at some length. {sentence}\n")
    assert [(a.text, names(a)) for a in found] == [(sentence, owners)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cllr Fairley will retire in May.",
        "The scheme will run until June 2020.",
        "The Home Office will publish a strategy in May.",
        "The Minister will write to all councils.",
        "Marlowick Homes will build 30 houses.",
        "Marlowick Homes will provide 30 places.",
        "Mr Ostler said that the police would respond to every call.",
        "If asked, Ms Quayle would send the list.",
        "Ms Quayle asked whether Mr Ostler would send the list.",
        "Mr Ostler explained how Ms Quayle would present the data each year.",
        "Ms Quayle would like to thank everyone.",
        "Ms Quayle was pleased to present the award.",
        "Ms Quayle was invited to present the report.",
        "Mr Ostler used to organise the fair.",
        "Ms Quayle reported that a firm had offered to paint the gate.",
        "Mr Ostler agreed to disagree.",
        "Residents would send letters every week.",
    ],
)
def test_the_plans_of_others_and_what_only_may_be_are_no_actions(tmp_path: Path, sentence: str) -> None:
    assert minutes(tmp_path, f"## 12 QUAYSIDE\n\nThe quay was talked about at some length. {sentence}\n") == []


def test_a_promise_that_is_resolved_below_is_one_action(tmp_path: Path) -> None:
    body = (
        "## 7 LIGHTS\n\nTess Quayle would ask what the new lights in Quay Lane cost.\n\n"
        "RESOLVED that a price for the new lights in Quay Lane be obtained.\n\nTQ\n"
    )
    (action,) = minutes(tmp_path, body)
    assert (action.origin, names(action)) == ("resolved", ["Tess Quayle"])
