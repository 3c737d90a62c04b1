"""Related papers: found whichever comes in first, the best one answers, and the other again when that is gone."""

import itertools
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from sqlalchemy import select, text

import index.library
from assistant.answer import Answer
from assistant.assistant import Assistant
from index import schema
from index.catalogue import Catalogue
from index.library import Library
from index.likeness import estimated, measured, signature_of
from index.register.people import Register
from index.search import Filters, Search
from index.settings import IndexSettings
from ingest.documents import Document, Page
from ingest.positions import WordBox, pack
from ingest.reading import read
from tests.embedders import LetterEmbedder

Write = Callable[..., Path]
SUBJECTS = (
    "lantern harbour taxi knife burglary hate graffiti bicycle shop youth scooter river market station park".split()
)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.library, "read_all", lambda paths, _: ((path, read(path)) for path in paths))


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    made = Library(IndexSettings(home=home), LetterEmbedder())
    yield made
    made.close()


def items(seed: int = 1, count: int = 20) -> list[str]:
    """Paragraphs of a meeting, other ones for another seed."""
    chance = random.Random(seed)
    return [
        f"The {chance.choice(SUBJECTS)} report by {chance.choice(SUBJECTS)} officers told of {chance.randint(20, 900)}"
        f" {chance.choice(SUBJECTS)} cases in {chance.choice(SUBJECTS)} ward and of {chance.randint(20, 900)} visits."
        for _ in range(count)
    ]


def minutes(day: str, words: list[str], stage: str = "MINUTES") -> list[str]:
    return ["Harbour Safety Board", stage, f"Meeting held on {day} at the Corn Hall", *words]


def as_text(path: Path, lines: list[str]) -> Path:
    path.write_text("\n\n".join(lines) + "\n")
    return path


def as_docx(path: Path, lines: list[str]) -> Path:
    paper = docx.Document()
    paper.add_heading(lines[0], 0)
    for line in lines[1:]:
        paper.add_paragraph(line)
    paper.save(str(path))
    return path


def as_pdf(path: Path, lines: list[str]) -> Path:
    styles = getSampleStyleSheet()
    flow = [Paragraph(lines[0], styles["Title"]), *(Paragraph(line, styles["BodyText"]) for line in lines[1:])]
    SimpleDocTemplate(str(path)).build(flow)
    return path


def links(library: Library) -> set[tuple[str, str, str]]:
    """Every relation as (file, kind, file)."""
    names = {d.id: d.name for d in library.catalogue.documents()}
    rows = library.catalogue.rows(select(schema.relations))
    return {(names[r.document], r.kind, names[r.other]) for r in rows}


def answering(library: Library, words: str = "report officers cases ward visits") -> set[str]:
    """The files that passages come from, the same in all ways of searching."""
    search = Search(library)
    ways = [{p.name for p in way(words, 50)} for way in (search.words, search.meaning, search.hybrid)]
    assert ways[0] == ways[1] == ways[2]
    return ways[0]


# the same paper


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_paper_in_three_formats_is_linked_and_answers_once(
    library: Library, tmp_path: Path, order: tuple[int, ...]
) -> None:
    lines = minutes("3 May 2024", items())
    files = [as_text(tmp_path / "a.txt", lines), as_docx(tmp_path / "b.docx", lines), as_pdf(tmp_path / "c.pdf", lines)]
    assert [r.outcome for r in library.ingest([files[i] for i in order])] == ["added"] * 3
    assert {(frozenset((one, two)), kind) for one, kind, two in links(library)} == {
        (frozenset(pair), "same paper") for pair in itertools.combinations(("a.txt", "b.docx", "c.pdf"), 2)
    }
    assert answering(library) == {"c.pdf"}


def test_the_others_stay_findable_by_name_and_answer_when_the_best_is_gone(library: Library, tmp_path: Path) -> None:
    lines = minutes("3 May 2024", items())
    list(library.ingest([as_text(tmp_path / "a.txt", lines), as_pdf(tmp_path / "b.pdf", lines)]))
    ids = {d.name: d.id for d in library.catalogue.documents()}
    search = Search(library)
    for way in (search.words, search.meaning, search.hybrid):
        found = way("report officers cases", 20, Filters(documents=frozenset([ids["a.txt"]])))
        assert {p.name for p in found} == {"a.txt"}
    library.remove("b.pdf")
    assert answering(library) == {"a.txt"}
    assert links(library) == set()


def test_hidden_passages_take_no_place_in_a_search_by_meaning(library: Library, tmp_path: Path) -> None:
    same = minutes("3 May 2024", items(1, 120))
    copies = [as_text(tmp_path / f"copy-{n}.txt", [*same, f"Copy {'abcde'[n]}."]) for n in range(5)]
    other = as_text(tmp_path / "other.txt", minutes("7 June 2024", items(2, 6)))
    list(library.ingest([*copies, other]))
    assert {p.name for p in Search(library).meaning("officers", 60)} >= {"other.txt"}
    assert len({p.name for p in Search(library).meaning("officers", 60)}) == 2


def test_people_of_a_paper_that_is_there_twice_are_known_once(library: Library, tmp_path: Path) -> None:
    lines = minutes("3 May 2024", ["Present: Jane Barker (Chair), Tom Reed (Clerk)", *items()])
    list(library.ingest([as_text(tmp_path / "a.txt", lines), as_docx(tmp_path / "b.docx", lines)]))
    assert [p.name for p in Register(library.catalogue).people(name="Barker")] == ["Jane Barker"]


def test_minutes_in_a_pack_are_the_minutes_that_stand_alone(
    library: Library, tmp_path: Path, sample_papers: list[Path]
) -> None:
    pack = next(p for p in sample_papers if p.name == "2023-12-06-agenda-pack.pdf")
    document = read(pack)
    inside = next(p for p in document.parts if p.kind == "minutes")
    alone = tmp_path / "september.txt"
    alone.write_text(document.text[inside.start : inside.end])
    list(library.ingest([pack, alone]))
    [row] = library.catalogue.rows(select(schema.relations))
    held = {(document.id, inside.ordinal), (read(alone).id, 0)}
    assert row.kind == "same paper"
    assert {(row.document, row.part), (row.other, row.other_part)} == held
    passages = Search(library).words("third-party reporting centres RESOLVED", 20)
    assert len({(p.document, p.part) for p in passages} & held) == 1
    assert any(p.document == document.id for p in Search(library).words("half-year report domestic abuse", 20))


def test_a_changed_figure_makes_another_paper(library: Library, tmp_path: Path) -> None:
    lines = minutes("3 May 2024", [*items(), "Fines came to 415 pounds."])
    changed = [line.replace("415", "451") for line in lines]
    list(library.ingest([as_text(tmp_path / "a.txt", lines), as_docx(tmp_path / "b.docx", changed)]))
    assert links(library) == set()
    # the words both share are shown from either; only the changed figure must come from each
    assert answering(library, "report officers cases ward visits fines pounds") == {"a.txt", "b.docx"}


def test_other_meetings_of_a_series_are_never_linked(library: Library, tmp_path: Path) -> None:
    boilerplate = [f"Standing item {n}: {line}" for n, line in enumerate(items(1, 40))]
    files = [
        as_text(tmp_path / f"{n}.txt", minutes(f"{n} May 2024", [*boilerplate, *items(n, 2)])) for n in range(3, 9)
    ]
    list(library.ingest(files))
    assert links(library) == set()


def test_a_form_filled_in_for_another_quarter_is_another_paper(library: Library, tmp_path: Path) -> None:
    lines = ["Harbour Safety Board", "Quarterly update, Q1 2023/24", *items(), "There was nothing else to report."]
    other = [line.replace("Q1", "Q2") for line in lines]
    list(library.ingest([as_text(tmp_path / "q1.txt", lines), as_text(tmp_path / "q2.txt", other)]))
    assert links(library) == set()


def test_short_papers_are_left_alone(library: Library, tmp_path: Path) -> None:
    lines = ["Harbour Safety Board", "Agenda for the meeting", "1. Welcome", "2. Minutes", "3. Close"]
    list(library.ingest([as_text(tmp_path / "a.txt", lines), as_docx(tmp_path / "b.docx", lines)]))
    assert links(library) == set()


# drafts


def stages() -> tuple[list[str], list[str]]:
    """Draft minutes, and the agreed ones with a few items written anew."""
    own = items()
    agreed = [*own[:15], *items(9, 5), "The board agreed that the beacon be lit on Fridays."]
    draft = [*own, "The board agreed that the beacon be lit on Mondays."]
    return minutes("3 May 2024", draft, "DRAFT MINUTES"), minutes("3 May 2024", agreed, "AGREED MINUTES")


@pytest.mark.parametrize("agreed_first", [False, True])
def test_what_was_agreed_answers_for_its_draft_until_it_is_removed(
    library: Library, tmp_path: Path, agreed_first: bool
) -> None:
    draft, agreed = stages()
    files = [as_docx(tmp_path / "draft.docx", draft), as_text(tmp_path / "agreed.txt", agreed)]
    list(library.ingest(files[::-1] if agreed_first else files))
    assert links(library) == {("draft.docx", "draft of", "agreed.txt")}
    assert answering(library) == {"agreed.txt"}
    library.remove("agreed.txt")
    assert answering(library) == {"draft.docx"}
    list(library.ingest(files))
    assert answering(library) == {"agreed.txt"}


def asked(library: Library, question: str) -> Answer:
    *_, answer = Assistant(library).ask(question)
    assert isinstance(answer, Answer)
    return answer


def test_a_question_about_the_draft_is_answered_from_the_draft(library: Library, tmp_path: Path) -> None:
    draft, agreed = stages()
    list(library.ingest([as_docx(tmp_path / "draft.docx", draft), as_text(tmp_path / "agreed.txt", agreed)]))
    answer = asked(library, "On which day did the board agree that the beacon be lit?")
    assert "Fridays" in answer.text
    assert {c.document for c in answer.citations} == {"agreed.txt"}
    answer = asked(library, "In the draft minutes, on which day did the board agree that the beacon be lit?")
    assert "Mondays" in answer.text
    assert {c.document for c in answer.citations} == {"draft.docx"}


def test_minutes_of_another_board_or_day_are_no_draft(library: Library, tmp_path: Path) -> None:
    draft, agreed = stages()
    another_day = [line.replace("3 May", "10 May") for line in agreed]
    another_board = [line.replace("Harbour Safety Board", "Market Traders Panel") for line in agreed]
    list(
        library.ingest(
            as_text(tmp_path / f"{n}.txt", lines) for n, lines in enumerate((draft, another_day, another_board))
        )
    )
    assert links(library) == set()


# editions


def strategy(years: str, seed: int) -> list[str]:
    return ["Harbour Safety Board", f"Community Safety Strategy {years}", *items(seed)]


def test_editions_of_a_strategy_are_linked_and_both_answer(library: Library, tmp_path: Path) -> None:
    new = as_docx(tmp_path / "new.docx", strategy("2024-2027", 2))
    old = as_text(tmp_path / "old.txt", strategy("2020-2023", 1))
    list(library.ingest([new, old]))
    assert links(library) == {("old.txt", "earlier edition of", "new.docx")}
    assert answering(library) == {"old.txt", "new.docx"}


def test_strategies_on_other_subjects_are_no_editions(library: Library, tmp_path: Path) -> None:
    other = [line.replace("Community Safety", "Domestic Abuse") for line in strategy("2020-2023", 1)]
    list(library.ingest([as_text(tmp_path / "a.txt", strategy("2024-2027", 2)), as_text(tmp_path / "b.txt", other)]))
    assert links(library) == set()


# what holds at any time


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), max_size=12))
def test_one_of_the_copies_answers_whatever_comes_and_goes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, int]]
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    draft, agreed = stages()
    papers = [as_text(folder / f"{n}.txt", [*(draft if n < 2 else agreed), f"Copy {'abcd'[n]}."]) for n in range(4)]
    papers.append(as_text(folder / "4.txt", minutes("7 June 2024", items(5))))
    library = Library(IndexSettings(home=folder / "home"), LetterEmbedder())
    here: set[int] = set()
    for comes, n in steps:
        if comes:
            list(library.ingest([papers[n]]))
            here.add(n)
        else:
            library.remove(papers[n].name)
            here.discard(n)
        best = max(here - {4}, key=lambda k: (k >= 2, read(papers[k]).id), default=None)
        assert answering(library) == {f"{k}.txt" for k in {best, *(here & {4})} if k is not None}
    library.close()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abcdef 12\n", min_size=300, max_size=2000), st.randoms())
def test_a_signature_tells_how_many_words_two_texts_share(words: str, chance: random.Random) -> None:
    pieces = words.split()
    cut = pieces[: chance.randint(0, len(pieces))]
    one, two = signature_of(words), signature_of(" ".join(cut))
    if one and two:
        true = measured(words, " ".join(cut)).words
        assert estimated(one, [two, one]) == pytest.approx([true, 1.0], abs=0.25)


def test_order_and_layout_make_no_difference_to_a_signature() -> None:
    words = " ".join(items()).split()
    assert signature_of(" ".join(words)) == signature_of("\n".join(words[::-1]).upper().replace(".", " . "))
    assert signature_of("far too short") is None


# what is kept


def test_a_document_comes_back_as_it_was_read(
    library: Library, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch, sample_documents: dict[str, Document]
) -> None:
    monkeypatch.setattr(index.library, "read_all", lambda paths, _: ((p, sample_documents[p.name]) for p in paths))
    list(library.ingest(sample_papers))
    for document in sample_documents.values():
        kept = library.catalogue.document(document.id)
        assert kept is not None
        for name in ("title", "text", "pages", "parts", "sections", "people", "facts", "warnings", "period", "date"):
            assert getattr(kept, name) == getattr(document, name), (document.name, name)


def test_words_and_confidence_of_a_page_are_kept(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = pack([WordBox(0, 7, 0.1, 0.2, 0.3, 0.25)])

    def with_boxes(path: Path) -> Document:
        from dataclasses import replace

        document = read(path)
        return replace(document, pages=(Page(1, 0, 20, boxes, 0.93), Page(2, 20, len(document.text))))

    monkeypatch.setattr(index.library, "read_all", lambda paths, _: ((path, with_boxes(path)) for path in paths))
    [report] = library.ingest([as_text(tmp_path / "a.txt", minutes("3 May 2024", items()))])
    kept = library.catalogue.document(report.document)
    assert kept is not None
    assert [(p.words, p.confidence) for p in kept.pages] == [(boxes, 0.93), (b"", None)]
    library.remove("a.txt")
    for table in (schema.page_words, schema.structures, schema.relations):
        assert library.catalogue.rows(select(table)) == []


def test_a_catalogue_of_the_version_before_is_upgraded_in_place(library: Library, tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    paper = as_text(tmp_path / "a.txt", minutes("3 May 2024", items()))
    list(library.ingest([paper]))
    config = Config()
    config.set_main_option("script_location", str(Path(index.__file__).parent / "migrations"))
    with library.catalogue.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    tables = {r.name for r in library.catalogue.rows(text("SELECT name FROM sqlite_master"))}
    assert "relations" not in tables
    library.close()
    Catalogue(library.home / "catalogue.sqlite").close()
    again = Library(library.settings, LetterEmbedder())
    assert [r.outcome for r in again.ingest([paper])] == ["unchanged"]
    assert {p.name for p in Search(again).hybrid("report officers", 5)} == {"a.txt"}
    list(again.ingest([as_docx(tmp_path / "b.docx", minutes("7 June 2024", items(3)))]))
    assert len(again.catalogue.documents()) == 2
    again.close()
