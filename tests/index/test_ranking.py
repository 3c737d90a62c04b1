"""What a search weighs beside the scores of chunks."""

from pathlib import Path

import pytest

from index.embedding import SentenceEmbedder
from index.library import Library
from index.ranking import coverage, in_place
from index.search import Search
from index.settings import IndexSettings

PAPERS = {
    "pond": "# Ayton Parks Board\n\nThe pond was drained by the wardens.\n",
    "gate": "# Ayton Parks Board\n\nThe gate was painted by the wardens.\n",
    "names": "# Ayton Parks Board\n\nBell.\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Library:
    """Three short papers of one board."""
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        Path(folder / f"{name}.md").write_text(text, "utf-8")
    held = Library(IndexSettings(home=tmp_path_factory.mktemp("home")), embedder)
    assert [r.outcome for r in held.ingest(sorted(folder.iterdir()))] == ["added"] * 3
    return held


def _covered(library: Library, *terms: str) -> dict[str, float]:
    ids = {p.id: p.name for p in Search(library).words("Ayton", 10)}
    return {ids[i]: share for i, share in coverage(library.catalogue, list(terms), sorted(ids)).items()}


def test_what_stands_in_header_or_text_is_covered(library: Library) -> None:
    assert _covered(library, '"ayton"', '"drain"')["pond.md"] == pytest.approx(1)
    assert _covered(library, '"ayton"') == {"pond.md": 1, "gate.md": 1, "names.md": 1}


def test_rare_words_weigh_more_than_those_everywhere(library: Library) -> None:
    shares = _covered(library, '"ayton"', '"pond"', '"wardens"')
    assert shares["names.md"] < shares["gate.md"] < shares["pond.md"] == pytest.approx(1)
    assert shares["gate.md"] < 0.5


def test_a_word_that_no_paper_says_is_covered_nowhere(library: Library) -> None:
    shares = _covered(library, '"pond"', '"submarine"')
    assert 0 < shares["pond.md"] < 0.5
    assert shares["gate.md"] == 0


def test_nothing_asked_or_nothing_found_is_no_mistake(library: Library) -> None:
    assert set(_covered(library).values()) == {0.0}
    assert coverage(library.catalogue, ['"pond"'], []) == {}
    assert coverage(library.catalogue, ['"pond"'], ["no such chunk"]) == {"no such chunk": 0.0}


def test_the_passage_that_covers_the_question_comes_before_a_shorter_one(library: Library) -> None:
    found = Search(library).hybrid("What did the Ayton Parks Board say in 2031 of the pond the wardens drained?", 3)
    assert found[0].name == "pond.md"
    assert all(0 <= p.score <= 1 for p in found)


def test_a_chunk_beside_a_better_one_comes_in_behind_it(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    said = " ".join(f"Turn {n} of the debate was long and went on about nothing much." for n in range(40))
    text = f"# Ayton\n\n## Debate\n\n{said} Zebras cross. {said}\n\n## Close\n\nThe chair closed the meeting.\n"
    (tmp_path / "debate.md").write_text(text, "utf-8")
    (tmp_path / "other.md").write_text("# Ayton\n\nA note about kites.\n", "utf-8")
    held = Library(IndexSettings(home=tmp_path / "home"), embedder)
    list(held.ingest([tmp_path / "debate.md", tmp_path / "other.md"]))
    search = Search(held)
    best = search.words("zebras", 1)[0]
    beside = {p.id for p in search.near(best) if p.section == best.section} - {best.id}
    assert len(beside) == 2
    found = in_place(held.catalogue, {best.id: 0.8})
    assert set(found) == {best.id, *beside}
    assert all(0 < found[i] < found[best.id] <= 1 for i in beside)
    last = search.words("chair closed", 1)[0]
    assert set(in_place(held.catalogue, {last.id: 0.8})) == {last.id}
    assert in_place(held.catalogue, {}) == {}
    other = search.words("kites", 1)[0]
    both = in_place(held.catalogue, {best.id: 0.5, last.id: 0.3, other.id: 0.5})
    assert both[best.id] > both[other.id]  # more was found of its paper
