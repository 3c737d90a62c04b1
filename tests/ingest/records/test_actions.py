"""The actions of papers: who is to do what by when."""

import datetime
import re
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.documents import Block, Document, Part, Person, Section
from ingest.errors import IngestError
from ingest.reading import read
from ingest.records.actions import find_actions
from ingest.records.dues import due_of
from ingest.records.record import Action
from ingest.records.source import Source

HEAD = """# Harbour Watch Board

MINUTES of the meeting held on Tuesday 2 April 2019

PRESENT:

- Superintendent Ida Marsh (Borough Commander) (Chair)
- Cllr Owen Fairley (Portfolio Holder for Safety)
- Tess Quayle (Community Safety Manager)
- Ravi Ostler (Youth Justice Manager)
- Jon Abel (Marlowick Fire Service)
- Jill Ashby (Marlowick Homes)

"""


def minutes(folder: Path, text: str, name: str = "minutes.md") -> list[Action]:
    path = folder / name
    path.write_text(HEAD + text, encoding="utf-8")
    return list(read(path).records.actions)


def names(action: Action) -> list[str]:
    return [owner.name or owner.stated for owner in action.owners]


@pytest.mark.parametrize(
    ("body", "text", "owners"),
    [
        (
            "RESOLVED that the Borough Commander check the lights in Quay Lane.",
            "the Borough Commander check the lights in Quay Lane.",
            ["Ida Marsh"],
        ),
        (
            "RESOLVED that the report be noted and that a paper on theft be brought to the next meeting by Ms Quayle.",
            "a paper on theft be brought to the next meeting by Ms Quayle.",
            ["Tess Quayle"],
        ),
        (
            "It was agreed that Mr Ostler and Ms Quayle would visit the hostel.",
            "It was agreed that Mr Ostler and Ms Quayle would visit the hostel.",
            ["Ravi Ostler", "Tess Quayle"],
        ),
        (
            "Cllr Fairley undertook to write to the harbour office.",
            "Cllr Fairley undertook to write to the harbour office.",
            ["Cllr Owen Fairley"],
        ),
        (
            "Ms Quayle spoke about the market. She agreed to send the figures to members.",
            "She agreed to send the figures to members.",
            ["Tess Quayle"],
        ),
        (
            "Thanks went to Ravi Ostler (Youth Justice Manager), who agreed to share the slides.",
            "Thanks went to Ravi Ostler (Youth Justice Manager), who agreed to share the slides.",
            ["Ravi Ostler"],
        ),
        ("Action: TQ/RO to count the bins.", "TQ/RO to count the bins.", ["Tess Quayle", "Ravi Ostler"]),
        ("**ACTION 3:** Police to patrol the pier.", "Police to patrol the pier.", ["Police"]),
        (
            "Action: Count the bins (Tess Quayle / Police).",
            "Count the bins (Tess Quayle / Police).",
            ["Tess Quayle", "Police"],
        ),
        ("The gate is broken and will be mended. (Action: JA)", "The gate is broken and will be mended.", ["JA"]),
        ("The sign will be painted in blue. Action: RO", "The sign will be painted in blue.", ["Ravi Ostler"]),
    ],
)
def test_an_action_is_found_in_every_form(tmp_path: Path, body: str, text: str, owners: list[str]) -> None:
    found = minutes(tmp_path, f"## 12 QUAYSIDE\n\nThe quay was talked about.\n\n{body}\n")
    assert [(a.text, names(a)) for a in found] == [(text, owners)]
    assert (found[0].heading, found[0].meeting) == ("QUAYSIDE", datetime.date(2019, 4, 2))


@pytest.mark.parametrize(
    "body",
    [
        "RESOLVED that the report be noted.",
        "RESOLVED that the Chair's update be noted.",
        "It was agreed that the minutes be approved.",
        "The Board was asked to consider the plan.",
        "Action: None",
        "The Board praised the action of the wardens and the agreed plan.",
        "It had been agreed that the wardens were busy.",
    ],
)
def test_what_nobody_has_to_do_is_no_action(tmp_path: Path, body: str) -> None:
    assert minutes(tmp_path, f"## 12 QUAYSIDE\n\n{body}\n") == []


def test_what_is_agreed_in_prose_and_then_resolved_is_one_action(tmp_path: Path) -> None:
    body = (
        "## 7 LIGHTS\n\nIt was agreed that an update on the lights in Quay Lane would be given to the next meeting.\n\n"
        "RESOLVED that an update on the lights in Quay Lane be brought to the next meeting.\n\nTQ\n"
    )
    (action,) = minutes(tmp_path, body)
    assert (action.origin, names(action), action.minute) == ("resolved", ["Tess Quayle"], "7")


def test_each_numbered_resolution_is_an_action_with_the_owner_beside_it(tmp_path: Path) -> None:
    body = (
        "## 8 BINS\n\nRESOLVED that:\n\n1- A list of the bins is brought to the next meeting.\n\nTQ/RO\n\n"
        "2- Marlowick Homes is invited to take part.\n\n## 9 NEXT\n\n3- Nothing was said.\n"
    )
    first, second = minutes(tmp_path, body)
    assert (first.text, names(first)) == (
        "A list of the bins is brought to the next meeting.",
        ["Tess Quayle", "Ravi Ostler"],
    )
    assert (second.text, second.owners) == ("Marlowick Homes is invited to take part.", ())


@pytest.mark.parametrize("line", ["Tess: {}", "[Tess Quayle] {}", "Tess Quayle - {}", "{} (Tess Quayle)", "TQ: {}"])
def test_a_list_of_actions_names_its_owners(tmp_path: Path, line: str) -> None:
    found = minutes(tmp_path, f"## Action items\n\n- {line.format('Write to the bus company')}\n")
    assert [names(a) for a in found] == [["Tess Quayle"]]
    assert found[0].text.startswith("Write to the bus company")


def test_a_list_under_a_label_without_words_is_its_actions(tmp_path: Path) -> None:
    found = minutes(
        tmp_path,
        "## 5 BOATS\n\nBoats were talked about.\n\nActions:\n\n- RO to buy rope.\n- TQ to sell it.\n\nThe end.\n",
    )
    assert [(a.text, names(a)) for a in found] == [
        ("RO to buy rope.", ["Ravi Ostler"]),
        ("TQ to sell it.", ["Tess Quayle"]),
    ]


def test_a_table_of_actions_gives_owner_and_words(tmp_path: Path) -> None:
    rows = "| Mend the harbour gate before the regatta | RO |\n| Ask for quotes for paint | |\n"
    table = f"| Action | Lead |\n|---|---|\n{rows}"
    found = minutes(tmp_path, f"## Agreed\n\n{table}")
    assert (found[0].text, names(found[0])) == ("Mend the harbour gate before the regatta", ["Ravi Ostler"])
    assert all(a.owners or a.doubts for a in found)


def test_initials_of_nobody_present_are_kept_with_a_doubt(tmp_path: Path) -> None:
    (action,) = minutes(
        tmp_path, "## 3 KEYS\n\nRESOLVED that new keys be cut.\n\nRESOLVED that locks be replaced.\n\nQX\n"
    )[-1:]
    (owner,) = action.owners
    assert (owner.stated, owner.name) == ("QX", "")
    assert owner.doubt


def test_initials_of_two_people_are_kept_with_a_doubt_that_names_both(tmp_path: Path) -> None:
    (action,) = minutes(tmp_path, "## 3 KEYS\n\nAction: JA to cut the keys.\n")
    (owner,) = action.owners
    assert (owner.stated, owner.name) == ("JA", "")
    assert "Jon Abel" in owner.doubt
    assert "Jill Ashby" in owner.doubt


@pytest.mark.parametrize(
    ("body", "owners"),
    [
        ("Action: Tess / Ravi to write to the bus firm.", ["Tess Quayle", "Ravi Ostler"]),
        ("Action: TQ to mend the gate. Ravi Ostler to bring the paint.", ["Tess Quayle", "Ravi Ostler"]),
        ("Action: TQ to mend the gate. The gate is to be blue.", ["Tess Quayle"]),
    ],
)
def test_every_owner_that_an_action_names_is_told(tmp_path: Path, body: str, owners: list[str]) -> None:
    (action,) = minutes(tmp_path, f"## 3 KEYS\n\n{body}\n")
    assert names(action) == owners


def test_somebody_named_after_a_month_has_initials_too(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(HEAD.replace("Jill", "June") + "## 3 KEYS\n\nAction: JA to cut the keys.\n", encoding="utf-8")
    (action,) = read(path).records.actions
    assert action.owners[0].name == ""
    assert "June Ashby" in action.owners[0].doubt


def test_one_owner_beside_several_resolutions_is_each_ones_with_a_doubt(tmp_path: Path) -> None:
    resolved = "(1) a list be brought to the next meeting; (2) new keys be cut; and (3) the report be noted."
    found = minutes(tmp_path, f"## 3 KEYS\n\nRESOLVED that {resolved}\n\nTQ\n")
    assert [names(a) for a in found] == [["Tess Quayle"], ["Tess Quayle"]]
    assert all("two resolutions" in a.owners[0].doubt for a in found)


def test_the_owner_beside_is_that_of_the_one_resolution_left_open(tmp_path: Path) -> None:
    resolved = "(1) Mr Ostler bring a list to the next meeting; and (2) new keys be cut."
    found = minutes(tmp_path, f"## 3 KEYS\n\nRESOLVED that {resolved}\n\nTQ\n")
    assert [(names(a), a.owners[0].doubt) for a in found] == [(["Ravi Ostler"], ""), (["Tess Quayle"], "")]


def test_initials_spelt_out_in_the_action_itself_mean_that_person(tmp_path: Path) -> None:
    (action,) = minutes(tmp_path, "## 3 KEYS\n\nRESOLVED that the reply TQ/RO be sent to the Board via Rita Orme.\n")
    assert names(action) == ["Tess Quayle", "Rita Orme"]
    assert "Ravi Ostler" in action.owners[1].doubt


def test_an_action_cut_by_a_page_break_is_whole(tmp_path: Path) -> None:
    cut = "RESOLVED that the Borough Commander write to the harbour office about the\n\nkeys of the lower gate."
    body = f"## 3 KEYS\n\n{cut}\n"
    (action,) = minutes(tmp_path, body)
    assert action.text.endswith("about the keys of the lower gate.")


@pytest.mark.parametrize(
    ("first", "rest", "whole"),
    [
        ("RESOLVED that the keys be sent to the office by", "Ms Quayle before May.", True),
        ("Action: TQ to write to the office in", "Quay Lane about the gate.", True),
        ("Action: TQ to write to the office.", "Quay Lane was closed.", False),
        ("Action: TQ to write to the office", "Action: RO to mend the gate", False),
    ],
)
def test_an_action_goes_on_at_the_top_of_the_next_page_with_a_name(first: str, rest: str, whole: bool) -> None:
    text = f"{first}\n\f{rest}"
    blocks = tuple(
        Block("paragraph", text.index(words), text.index(words) + len(words), words) for words in (first, rest)
    )
    part = Part(0, "Minutes", "minutes", 0, len(text), datetime.date(2019, 4, 2))
    person = Person("Tess Quayle", "Manager", "TQ", 0, 0, 1, attended=True)
    section = Section(0, 0, ("3 KEYS",), blocks, 0, len(text))
    found = find_actions(Source(text, part, (section,), (person,), "Harbour Watch Board", part.date))
    assert any(rest in a.text for a in found if first[-12:] in a.text) is whole
    assert names(found[0]) == ["Tess Quayle"]


def test_a_day_that_cannot_be_is_kept_as_stated_with_a_doubt(tmp_path: Path) -> None:
    (action,) = minutes(tmp_path, "## 3 KEYS\n\nAction: TQ to cut the keys by 31 June 2019.\n")
    assert (action.due, action.due_date) == ("by 31 June 2019", None)
    assert "31 June 2019" in action.doubts[0]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("report back by 3 May.", "by 3 May", "2019-05-03"),
        ("report back by Friday 12 July 2019", "by Friday 12 July 2019", "2019-07-12"),
        ("finish by the end of July with care", "by the end of July", "2019-07-31"),
        ("finish by 3 February", "by 3 February", "2020-02-03"),
        ("be brought to the next meeting", "to the next meeting", ""),
        ("be brought to the meeting on March 8th 2020, and", "to the meeting on March 8th 2020", "2020-03-08"),
        ("answer within two weeks", "within two weeks", ""),
        ("write to the harbour office", "", ""),
        ("led by Mr March of the office", "", ""),
    ],
)
def test_when_an_action_is_due(text: str, words: str, day: str) -> None:
    due = due_of(text, datetime.date(2019, 4, 2))
    assert (due.words, str(due.day or "")) == (words, day)


def test_an_action_of_every_sample_and_shared_paper_stands_in_it(
    sample_documents: dict[str, Document], shared_readings: dict[str, Document | IngestError]
) -> None:
    held_out = "open-data-user-group"
    read_ones = [d for p, d in shared_readings.items() if isinstance(d, Document) and not p.startswith(held_out)]
    for document in [*sample_documents.values(), *read_ones]:
        for action in document.records.actions:
            part = document.parts[action.part]
            assert part.start <= action.start < action.end <= part.end, (document.name, action.text)
            stands = re.sub(r"\W", "", clean(document.text[action.start : action.end]))
            if action.origin != "log":
                assert stands == re.sub(r"\W", "", action.text), document.name
