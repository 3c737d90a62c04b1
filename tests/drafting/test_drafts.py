"""Drafts of the sample board's quarters: style, evidence, places, figures, gaps, and the paper that goes out."""

import datetime
from pathlib import Path

import pytest

from assistant.drafting.drafting import draft, paper_of
from assistant.drafting.model import Draft
from assistant.drafting.wanted import DraftError
from assistant.outgoing.paper import Bullets, Heading, PageBreak, Paragraph
from eval.bench_draft import Hidden, Result, hidden_updates, measure
from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def made(sample_library: Library) -> Draft:
    return draft(sample_library, "Marlowick", "2023/24 Q3")


def test_a_draft_has_the_title_priorities_aims_and_lead_of_the_update_before(sample_library: Library) -> None:
    made = draft(sample_library, "Marlowick", "Q4 2023/24")
    assert made.title.endswith("2023/24 Quarter 4 (January – March 2024) Update")
    assert "2020-2023" in made.title
    assert [s.priority[:10] for s in made.sections] == [f"Priority {n}" for n in range(1, 6)]
    assert all(s.aims and s.lead == "Q4 Update:" for s in made.sections)


def test_without_an_earlier_update_the_priorities_are_those_of_the_strategy_in_force(sample_library: Library) -> None:
    made = draft(sample_library, "Marlowick", "Q2 2021/22")
    assert len(made.sections) == 5
    assert "2020-2023" in made.title


def test_a_strategy_that_began_since_gives_its_priorities_and_the_draft_says_so(sample_library: Library) -> None:
    made = draft(sample_library, "Marlowick", "Q1 2024/25")
    assert len(made.sections) == 4
    assert any(g.sort == "note" and "2024-2027" in g.text for g in made.gaps)


def test_every_bullet_has_its_place_in_a_paper(made: Draft, sample_library: Library) -> None:
    bullets = [b for s in made.sections for b in s.bullets] + list(made.unplaced)
    assert len(bullets) > 25
    assert len({b.id for b in bullets}) == len(bullets)
    for bullet in bullets:
        assert bullet.citations
        for cited in bullet.citations:
            document = sample_library.catalogue.document(cited.document_id)
            assert document is not None
            assert " ".join(document.text[cited.start : cited.end].split()) == cited.quote


def test_what_two_papers_tell_is_one_bullet_with_both_citations(made: Draft) -> None:
    both = [b for s in made.sections for b in s.bullets if "69 cases" in b.text]
    assert len(both) == 1
    assert len({c.document for c in both[0].citations}) == 2


def test_a_draft_promises_nothing_and_lists_no_agenda(made: Draft) -> None:
    texts = " ".join(b.text for s in made.sections for b in s.bullets)
    assert not any(words in texts for words in ("Apologies", "RESOLVED", "would be repeated", "Compiled by"))


def test_figures_stand_beside_target_and_the_quarter_before(made: Draft) -> None:
    sweeps = next(f for f in made.figures if f.name == "Weapons sweeps")
    assert (sweeps.value, sweeps.target, sweeps.previous) == ("7", "24", "8")
    assert sweeps.priority.endswith("Keeping young people safe")
    assert all(f.citations for f in made.figures)


def test_a_draft_says_which_actions_were_due(made: Draft) -> None:
    due = [g for g in made.gaps if g.sort == "action" and "due on 31 October 2023" in g.text]
    assert len(due) == 1
    assert due[0].citations


def test_a_quarter_with_nothing_is_a_draft_that_says_so(sample_library: Library) -> None:
    made = draft(sample_library, "Marlowick", "Q1 2015/16")
    assert not any(s.bullets for s in made.sections)
    assert any(g.sort == "note" and "No paper here says anything" in g.text for g in made.gaps)
    assert sum(g.sort == "priority" for g in made.gaps) == len(made.sections)


def test_one_priority_alone(sample_library: Library) -> None:
    for words in ("2", "Priority 2", "domestic abuse"):
        assert [s.priority for s in draft(sample_library, "Marlowick", "2023/24 Q3", priority=words).sections] == [
            "Priority 2 – Tackling domestic abuse"
        ]


def test_like_takes_another_paper_s_manner(sample_library: Library) -> None:
    made = draft(sample_library, "Marlowick", "2023/24 Q3", like="2023-24-q1-update.txt")
    assert made.title.startswith("SAFER MARLOWICK")
    assert made.like.startswith("SAFER MARLOWICK")


@pytest.mark.parametrize(
    ("board", "period", "priority", "like", "says"),
    [
        ("Nowhere", "Q3 2023/24", "", "", "Safer Marlowick Partnership"),
        ("", "Q3 2023/24", "", "", "Safer Marlowick Partnership"),
        ("Marlowick", "Q5", "", "", "2023/24 Q3"),
        ("Marlowick", "Q3 2023/24", "9", "", "Priority 2"),
        ("Marlowick", "Q3 2023/24", "", "no-such-file.docx", "no-such-file.docx"),
        ("Marlowick", "Q3 2023/24", "", "update", "names"),
    ],
)
def test_what_cannot_be_drafted_is_refused_in_one_plain_line(
    board: str, period: str, priority: str, like: str, says: str, sample_library: Library
) -> None:
    with pytest.raises(DraftError) as error:
        draft(sample_library, board, period, priority, like)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_library_without_papers_is_refused(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    library = Library(IndexSettings(home=tmp_path / "empty"), embedder)
    with pytest.raises(DraftError, match="put papers in"):
        draft(library, "Marlowick", "Q3 2023/24")
    library.close()


def test_a_writer_rewrites_every_bullet_and_sources_stay(made: Draft, sample_library: Library) -> None:
    shouted = draft(sample_library, "Marlowick", "2023/24 Q3", writer=str.upper)
    assert [b.text for s in shouted.sections for b in s.bullets] == [
        b.text.upper() for s in made.sections for b in s.bullets
    ]
    assert not any(b.edited for s in shouted.sections for b in s.bullets)


def test_the_paper_ends_with_a_checklist_on_a_page_of_its_own(made: Draft) -> None:
    paper = paper_of(made)
    end = next(i for i, block in enumerate(paper.blocks) if isinstance(block, PageBreak))
    assert paper.blocks[end + 1] == Heading("Checklist")
    below = [line.text for b in paper.blocks[end:] if isinstance(b, Bullets) for line in b.lines]
    assert below == [
        g.text for sort in ("priority", "agency", "measure", "action", "note") for g in made.gaps if g.sort == sort
    ]


def test_every_bullet_of_the_paper_carries_marks_of_its_citations(made: Draft) -> None:
    paper = paper_of(made)
    end = next(i for i, block in enumerate(paper.blocks) if isinstance(block, PageBreak))
    aims = {aim for s in made.sections for aim in s.aims}
    lines = [line for b in paper.blocks[:end] if isinstance(b, Bullets) for line in b.lines if line.text not in aims]
    assert len(lines) == sum(len(s.bullets) for s in made.sections) + len(made.unplaced)
    assert all(line.marks for line in lines)
    assert [c.n for c in paper.citations] == list(range(1, len(paper.citations) + 1))
    used = list(dict.fromkeys(m for line in lines for m in line.marks))
    assert used == sorted(used) or any(isinstance(b, Paragraph) for b in paper.blocks)


@pytest.fixture(scope="module")
def hidden_quarter() -> Hidden:
    return next(h for h in hidden_updates([SAMPLES]) if h.quarter == 3)


@pytest.fixture(scope="module")
def drafted_again(
    hidden_quarter: Hidden, tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder
) -> tuple[Result, Draft]:
    result, made, _ = measure(hidden_quarter, 1, tmp_path_factory.mktemp("hidden"), embedder)
    return result, made


def test_a_hidden_update_is_drafted_again_from_returns(drafted_again: tuple[Result, Draft]) -> None:
    result, _ = drafted_again
    assert result.right / result.bullets >= 0.85
    assert result.merged / result.doubled >= 0.9
    assert (result.wrongly_merged, result.lost, result.without_source) == (0, 0, 0)


def test_who_reported_stays_with_a_merged_bullet(drafted_again: tuple[Result, Draft]) -> None:
    _, made = drafted_again
    merged = [b for s in made.sections for b in s.bullets if len({c.document for c in b.citations}) > 1]
    assert merged


def test_five_hundred_bullets_are_all_in_the_draft(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    lines = [f"- {n} visits were made to homes in ward {n % 20 + 1}" for n in range(10, 510)]
    head = [
        "Norvale Police: return to the Safer Marlowick Partnership for Q3 2023/24",
        "",
        "Date: 31 December 2023",
        "",
    ]
    (tmp_path / "return.txt").write_text("\n".join([*head, "What we did this quarter", "", *lines]), encoding="utf-8")
    library = Library(IndexSettings(home=tmp_path / "home"), embedder)
    papers = [SAMPLES / "2023-24-q2-update.docx", tmp_path / "return.txt"]
    assert [r.outcome for r in library.ingest(papers)] == ["added", "added"]
    made = draft(library, "Marlowick", "2023/24 Q3")
    library.close()
    told = {int(b.text.split()[0]) for b in [*(b for s in made.sections for b in s.bullets), *made.unplaced]}
    assert told == set(range(10, 510))
    assert all(
        c.date and c.date <= datetime.date(2024, 3, 31) for s in made.sections for b in s.bullets for c in b.citations
    )


def test_short_titled_lines_of_a_return_stay_and_promises_are_not_placed(
    tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    title = "Norvale Fire Service: return to the Safer Marlowick Partnership for Q3 2023/24"
    lines = ["Six Home Safety Referrals", "Staff Training Completed", "We will fit 40 alarms in February."]
    (tmp_path / "return.txt").write_text("\n\n".join([title, "Date: 31 December 2023", *lines]), encoding="utf-8")
    library = Library(IndexSettings(home=tmp_path / "home"), embedder)
    papers = [SAMPLES / "2023-24-q2-update.docx", tmp_path / "return.txt"]
    assert [r.outcome for r in library.ingest(papers)] == ["added", "added"]
    made = draft(library, "Marlowick", "2023/24 Q3")
    library.close()
    placed = {b.text.rstrip(".") for s in made.sections for b in s.bullets}
    apart = {b.text.rstrip("."): b.why for b in made.unplaced}
    assert placed | set(apart) == {line.rstrip(".") for line in lines}
    assert "later" in apart["We will fit 40 alarms in February"]
    assert all("later" not in why for text, why in apart.items() if not text.startswith("We will"))


def test_of_two_strategies_in_force_the_newer_holds_and_the_draft_says_so(
    tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    first = SAMPLES / "safer-marlowick-strategy-2020-2023.md"
    words = first.read_text(encoding="utf-8").replace("2023", "2025").replace("2020", "2022")
    (tmp_path / "safer-marlowick-strategy-2022-2025.md").write_text(words, encoding="utf-8")
    library = Library(IndexSettings(home=tmp_path / "home"), embedder)
    papers = [first, tmp_path / "safer-marlowick-strategy-2022-2025.md"]
    assert [r.outcome for r in library.ingest(papers)] == ["added", "added"]
    made = draft(library, "Marlowick", "2022/23 Q3")
    library.close()
    assert "2022-2025" in made.title
    notes = [g.text for g in made.gaps if g.sort == "note"]
    assert any(n.startswith("Two strategies are in force") and "2020-2023" in n for n in notes)


def test_a_request_for_no_board_says_which_papers_name_none(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    (tmp_path / "note.txt").write_text("A note\n\nSix lamps were mended in May 2023.", encoding="utf-8")
    library = Library(IndexSettings(home=tmp_path / "home"), embedder)
    papers = [SAMPLES / "2023-24-q2-update.docx", tmp_path / "note.txt"]
    assert [r.outcome for r in library.ingest(papers)] == ["added", "added"]
    with pytest.raises(DraftError, match="1 paper names no board"):
        draft(library, "Elsewhere", "2023/24 Q3")
    library.close()
