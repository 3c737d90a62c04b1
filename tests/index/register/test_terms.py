"""Acronyms in the register: each once, with every wording papers give."""

from pathlib import Path

from index.library import Library
from index.register.asking import Asked
from index.register.terms import list_terms


def paper(folder: Path, name: str, day: str, words: str) -> Path:
    path = folder / f"{name}.md"
    path.write_text(f"# Wexcombe Safety Board: report {name}\n\nReport date: {day}\n\n{words}\n")
    return path


def test_wordings_that_differ_are_kept_newest_first(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    papers = [
        paper(folder, "one", "4 May 2020", "The National Policing Agency (NPA) wrote of its plans for the harbour."),
        paper(folder, "two", "4 May 2021", "The National Ports Agency (NPA) came to see the boats at the quay."),
        paper(folder, "three", "4 May 2022", "Public Space Orders (PSOs) were made, and the lamps were lit again."),
        paper(folder, "four", "4 May 2023", "A public space order (PSO) was ended when the fair had gone away."),
    ]
    assert {r.outcome for r in library.ingest(papers)} == {"added"}
    listing = list_terms(library.catalogue, Asked())
    assert [t.acronym for t in listing.rows] == ["NPA", "PSO"]
    assert [e.words for e in listing.rows[0].expansions] == ["National Ports Agency", "National Policing Agency"]
    (order,) = listing.rows[1].expansions
    assert len(order.places) == 2
    assert [t.acronym for t in list_terms(library.catalogue, Asked(text="ports")).rows] == ["NPA"]
