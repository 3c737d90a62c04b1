"""Briefs over the papers: everything cited and carried, the newest on top, nothing twice, as long as asked for."""

import datetime
import re
from itertools import pairwise

import pytest
from sqlalchemy import select

from assistant.assistant import Assistant
from assistant.briefing import BriefError, brief
from assistant.outgoing.paper import Bullets, Chart, Heading, Line, Paper, Table
from eval.bench_brief import WORDS_A_PAGE, facts, lines_of, missing, uncarried, unsourced, words_of
from index import schema
from index.library import Library
from index.settings import IndexSettings
from ingest.dates import find_dates

ASKED: list[dict[str, object]] = [
    {},
    {"pages": 1},
    {"pages": 3},
    {"topic": "Exercise Lantern"},
    {"topic": "third-party reporting centres"},
    {"since": "last meeting"},
    {"since": datetime.date(2023, 12, 31)},
    {"person": "Tom Ferrier"},
]


def told(paper: Paper, heading: str) -> list[Line]:
    """Return the bullets, and the rows as their first cells, below a heading."""
    found: list[Line] = []
    below = False
    for block in paper.blocks:
        if isinstance(block, Heading):
            below = block.text.startswith(heading)
        elif below:
            found += [entry[0] for entry in lines_of(block)] if isinstance(block, Bullets | Table) else []
    return found


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_every_entry_is_cited_and_its_words_stand_in_the_papers(marlowick: Assistant, asked: dict[str, object]) -> None:
    paper = brief(marlowick, **asked)  # type: ignore[arg-type]
    assert unsourced(paper) == 0
    count, wrong = uncarried(paper)
    assert count >= 5
    assert not wrong


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_citations_are_numbered_as_they_come_and_quote_the_papers(
    marlowick: Assistant, asked: dict[str, object]
) -> None:
    paper = brief(marlowick, **asked)  # type: ignore[arg-type]
    marks = [n for block in paper.blocks for entry in lines_of(block) for line in entry for n in line.marks]
    charts = [n for block in paper.blocks if isinstance(block, Chart) for n in block.marks]
    assert [c.n for c in paper.citations] == list(range(1, len(paper.citations) + 1))
    assert set(marks + charts) == {c.n for c in paper.citations}
    if not charts:
        assert list(dict.fromkeys(marks)) == [c.n for c in paper.citations]
    rows = marlowick.library.catalogue.rows(select(schema.documents.c.id, schema.documents.c.text))
    texts = {row.id: " ".join(row.text.split()) for row in rows}
    assert all(c.quote in texts[c.document_id] for c in paper.citations)


@pytest.mark.parametrize("topic", sorted({f.topic for f in facts() if f.papers == "sample"}))
def test_a_timeline_has_everything_that_was_found_by_hand(marlowick: Assistant, topic: str) -> None:
    wanted = [f for f in facts() if f.topic == topic]
    assert missing(brief(marlowick, topic=topic), wanted) == []


def test_a_timeline_has_the_newest_on_top_and_nothing_twice(marlowick: Assistant) -> None:
    lines = told(brief(marlowick, topic="third-party reporting centres"), "Timeline")
    days = [found[0][2] for line in lines if (found := find_dates(line.strong))]
    assert len(days) > 6
    assert all(later >= earlier for later, earlier in pairwise(days))
    assert len({line.text for line in lines}) == len(lines)
    agreed = [line for line in lines if "brought up to date and circulated" in line.text]
    assert len(agreed) == 1
    assert len(agreed[0].marks) == 2  # the decision and the action are one, with both places


def test_what_changed_is_named(marlowick: Assistant) -> None:
    changed = told(brief(marlowick, topic="third-party reporting centres"), "What changed")
    assert any(re.search(r"20 September 2023: open; .*: reported complete", line.strong) for line in changed)
    assert any("passed to Nadia Bright" in line.text for line in changed)


def test_a_new_member_reads_priorities_people_decisions_actions_and_gaps(marlowick: Assistant) -> None:
    paper = brief(marlowick)
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert [h.split(",")[0] for h in headings] == [
        "What Safer Marlowick Partnership is",
        "Priorities 2024–2027",
        "Who is who",
        "Decisions",
        "Open actions",
        "What keeps coming back",
        "Figures over time",
        "Acronyms",
        "The papers this is from",
    ]
    assert [line.note for line in told(paper, "Priorities")[:4]] == ["New"] * 4
    assert told(paper, "Who is who")[0].text == "Councillor Helena Strand"
    assert all(len(block.points) >= 3 for block in paper.blocks if isinstance(block, Chart))
    assert "none here for 26 January 2022" in " ".join(
        line.text for block in paper.blocks for entry in lines_of(block) for line in entry
    )


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_length_is_kept_and_what_is_left_out_is_counted(marlowick: Assistant, pages: int) -> None:
    whole, short = brief(marlowick), brief(marlowick, pages=pages)
    assert words_of(whole) > 3 * WORDS_A_PAGE >= pages * WORDS_A_PAGE >= words_of(short) > pages * 150
    last = [line.text for block in short.blocks for entry in lines_of(block) for line in entry][-1]
    assert re.match(r"Left out to keep the length asked for: \d+ ", last)
    sentences = {line.text for block in whole.blocks for entry in lines_of(block) for line in entry}
    decisions = told(short, "Decisions")
    assert decisions
    assert {line.text for line in decisions} <= sentences


def test_what_is_new_is_younger_than_the_day(marlowick: Assistant) -> None:
    since = datetime.date(2024, 3, 31)
    paper = brief(marlowick, since="2024-03-31")
    days = [find_dates(line.strong)[0][2] for line in told(paper, "New decisions")]
    assert len(days) > 5
    assert all(day > since for day in days)
    assert any("information sharing agreement" in line.text for line in told(paper, "Actions closed"))
    assert told(paper, "Overdue")
    moved = told(paper, "Figures that moved")
    assert any(line.note == "down" and line.strong.startswith("Knife crime") for line in moved)


def test_a_day_after_the_newest_paper_says_that_nothing_is_new(marlowick: Assistant) -> None:
    paper = brief(marlowick, since=datetime.date(2030, 1, 1))
    assert [b.text for b in paper.blocks if isinstance(b, Heading)] == ["Nothing new", "Overdue"]


def test_a_person_has_roles_meetings_and_actions(marlowick: Assistant) -> None:
    paper = brief(marlowick, person="Ferrier")
    assert paper.title == "Tom Ferrier"
    assert [line.text for line in told(paper, "Roles")][:2] == [
        "Community Safety Manager.",
        "Interim Community Safety Manager.",
    ]
    assert told(paper, "Meetings")[0].strong == "Came to 2 meetings"
    assert len(told(paper, "Open actions")) == 2
    assert len(told(paper, "Actions done")) == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"board": "Atlantis"}, 'no board is called "Atlantis"; there are: Safer Marlowick Partnership'),
        ({"topic": "unicorns"}, 'the papers of Safer Marlowick Partnership say nothing of "unicorns"'),
        ({"topic": "?!"}, 'say nothing of "?!"'),
        ({"person": "Nobody Atall"}, 'name nobody called "Nobody Atall"'),
        ({"since": "the day before"}, '"the day before" is not a date'),
        ({"since": "2024", "topic": "crime"}, "a brief is about one thing"),
        ({"pages": 0}, "a brief cannot be kept to 0 pages"),
    ],
)
def test_what_cannot_be_briefed_is_told_in_one_line(marlowick: Assistant, asked: dict[str, object], said: str) -> None:
    with pytest.raises(BriefError) as error:
        brief(marlowick, **asked)  # type: ignore[arg-type]
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_library_without_papers_says_so(tmp_path_factory: pytest.TempPathFactory, marlowick: Assistant) -> None:
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("empty")), marlowick.library.embedder)
    with pytest.raises(BriefError, match="no papers are in the library yet"):
        brief(Assistant(library))
    library.close()


@pytest.mark.parametrize("topic", sorted({f.topic for f in facts() if f.board.startswith("Safer Bromley")}))
def test_real_timelines_are_complete_and_carried(bromley: Assistant, topic: str) -> None:
    paper = brief(bromley, topic=topic)
    assert missing(paper, [f for f in facts() if f.topic == topic]) == []
    assert uncarried(paper)[1] == ()


def test_a_real_brief_is_carried(bromley: Assistant) -> None:
    count, wrong = uncarried(brief(bromley))
    assert count > 100
    assert len(wrong) <= 0.03 * count
