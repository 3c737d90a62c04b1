"""Agendas, lists of members, contents and plans state no actions."""

from pathlib import Path

import pytest

from ingest.reading import read
from tests.ingest.records.test_actions import HEAD, names

AGENDA = """| Item | Subject | Lead | Time |
|---|---|---|---|
| 1 | Welcome, introductions and apologies from members | Chair | 2.00 |
| 2 | To consider the draft plan for the lower quays | TQ | 2.15 |
| 3 | Any other business that members want to raise here | All | 3.00 |
"""
PAPERS = """| Agenda item | Action | Presenter | Paper |
|---|---|---|---|
| Review of the log and what arose from the last minutes | Agree | TQ | A |
| Update on the summer patrols of the upper harbour | For decision | RO | B |
"""
TOPICS = """| Item | Topic | Lead |
|---|---|---|
| 1 | Update on the summer patrols of the upper harbour | RO |
| 2 | Review of the budget for lights in the lower quays | TQ |
"""
MEMBERS = """| Name | Who they speak for in the board's meetings | Initials |
|---|---|---|
| Tess Quayle | Community safety team of the council of Marlowick | TQ |
| Ravi Ostler | Youth justice team of the council of Marlowick | RO |
"""
CONTENTS = """| Section | Report in this pack of papers | Lead | Page |
|---|---|---|---|
| A | Report of the manager on the budget of last year | TQ | 4 |
| B | Report of the manager on young people at the quays | RO | 9 |
"""


@pytest.mark.parametrize("table", [AGENDA, PAPERS, TOPICS, MEMBERS, CONTENTS])
@pytest.mark.parametrize(
    "before", ["# Harbour Watch Board\n\n", f"{HEAD}## 2 Quays\n\nThe quays were talked about.\n\n"]
)
def test_tables_of_topics_pages_and_people_state_no_actions(tmp_path: Path, before: str, table: str) -> None:
    path = tmp_path / "paper.md"
    path.write_text(before + table, encoding="utf-8")
    assert read(path).records.actions == ()


@pytest.mark.parametrize("heading", ["Agenda", "Contents"])
def test_tables_under_such_a_heading_state_no_actions(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "paper.md"
    path.write_text(
        f"{HEAD}## {heading}\n\n| Lights and the plan to mend them all | RO |\n|---|---|\n", encoding="utf-8"
    )
    assert read(path).records.actions == ()


@pytest.mark.parametrize("third", ["Lead | Time", "Owner | Timescale", "By whom | Paper"])
def test_a_table_of_actions_stays_one_beside_any_column(tmp_path: Path, third: str) -> None:
    path = tmp_path / "paper.md"
    rows = "| 1 | Mend the gate of the lower quay before the regatta | RO | May |\n"
    path.write_text(f"{HEAD}## Agreed\n\n| Item | Action | {third} |\n|---|---|---|---|\n{rows}", encoding="utf-8")
    assert [names(a) for a in read(path).records.actions] == [["Ravi Ostler"]]


def test_what_a_strategy_promises_is_an_action_only_where_somebody_owns_it(tmp_path: Path) -> None:
    path = tmp_path / "strategy.md"
    path.write_text(
        "# Harbour Watch Strategy 2024-2027\n\nThis strategy says what the board wants.\n\n## Priority 1\n\n"
        "### Key actions\n\n- Hold 30 patrols of the quays each year\n- Commission one survey of the piers\n"
        "- Paint the lights (Harbour Council)\n",
        encoding="utf-8",
    )
    document = read(path)
    assert document.kind == "strategy"
    assert [(a.text, names(a)) for a in document.records.actions] == [
        ("Paint the lights (Harbour Council)", ["Harbour Council"])
    ]
