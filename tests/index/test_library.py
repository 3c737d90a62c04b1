"""Papers added, replaced, linked and removed; the same again changes nothing; a damaged catalogue says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

import index.library
from index import schema
from index.catalogue import Catalogue, CatalogueError
from index.embedding import SentenceEmbedder
from index.library import Library
from index.search import Search
from index.settings import IndexSettings
from ingest.reading import read
from tests.embedders import LetterEmbedder


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.library, "read_all", lambda paths, _: ((path, read(path)) for path in paths))


@pytest.fixture
def letters() -> LetterEmbedder:
    return LetterEmbedder()


@pytest.fixture
def library(home: Path, letters: LetterEmbedder) -> Iterator[Library]:
    made = Library(IndexSettings(home=home), letters)
    yield made
    made.close()


def write(path: Path, *sections: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    words = "\n\n".join(f"## {i}. Item {i}\n\n{words}" for i, words in enumerate(sections, 1))
    path.write_text(f"# Minutes of the Harbour Board\n\nPresent: Jane Barker (Chair)\n\n{words}\n")
    return path


def outcomes(library: Library, *paths: Path) -> list[str]:
    return [report.outcome for report in library.ingest(paths)]


def counts(library: Library) -> dict[str, int]:
    tables = (schema.documents, schema.sources, schema.parts, schema.chunks, schema.people, schema.embeddings)
    found = {t.name: library.catalogue.rows(select(func.count()).select_from(t))[0][0] for t in tables}
    found["full text"] = library.catalogue.rows(text("SELECT count(*) FROM chunks_text"))[0][0]
    return found | {"vectors": library.vectors.count(), "copies": len(copies(library))}


def copies(library: Library) -> list[str]:
    return sorted(path.name for path in (library.home / "papers").glob("*"))


def test_a_second_ingest_changes_nothing(library: Library, letters: LetterEmbedder, sample_papers: list[Path]) -> None:
    assert set(outcomes(library, *sample_papers)) == {"added"}
    before, embedded = counts(library), len(letters.texts)
    generation = library.catalogue.get_state("generation")
    dump = [row for t in (schema.documents, schema.chunks) for row in library.catalogue.rows(select(t))]
    assert set(outcomes(library, *sample_papers)) == {"unchanged"}
    assert counts(library) == before
    assert before["vectors"] == before["chunks"] == before["full text"] > 100
    assert before["copies"] == len(sample_papers)
    assert len(letters.texts) == embedded
    assert library.catalogue.get_state("generation") == generation
    assert [row for t in (schema.documents, schema.chunks) for row in library.catalogue.rows(select(t))] == dump


def test_a_report_names_the_paper(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "The lamps were lit.")
    [report] = library.ingest([path])
    assert (report.path, report.outcome, report.title) == (path, "added", "Minutes of the Harbour Board")
    assert report.document == read(path).id


def test_a_changed_file_replaces_what_it_held(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "The lanterns were lit.", "Taxis came.")
    outcomes(library, path)
    before = counts(library)
    write(path, "The beacons were lit.", "Taxis came.")
    assert outcomes(library, path) == ["replaced"]
    assert counts(library) == before
    search = Search(library)
    assert "beacons" in search.words("beacons")[0].text
    assert search.words("lanterns") == []
    assert library.vectors.ids() == library.catalogue.chunk_ids()
    assert [Path(name).stem for name in copies(library)] == [read(path).id]


def test_only_changed_chunks_are_embedded_again(library: Library, letters: LetterEmbedder, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "The lanterns were lit.", "Taxis came.", "Nobody spoke.")
    outcomes(library, path)
    letters.texts.clear()
    write(path, "The lanterns were lit.", "Taxis went.", "Nobody spoke.")
    outcomes(library, path)
    assert ["Taxis went." in words for words in letters.texts] == [True]


def test_the_same_content_under_two_names_is_one_paper(library: Library, tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "The lamps were lit."), tmp_path / "copy.txt"
    shutil.copy(first, second)
    assert outcomes(library, first) == ["added"]
    before = counts(library)
    [report] = library.ingest([second])
    assert (report.outcome, report.detail) == ("same as", "a.txt")
    assert counts(library) == before | {"sources": 2}
    assert outcomes(library, first, second) == ["unchanged", "unchanged"]


def test_two_like_files_and_one_file_twice_in_one_go(library: Library, tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "The lamps were lit."), tmp_path / "copy.txt"
    shutil.copy(first, second)
    assert outcomes(library, first, second, first) == ["added", "same as", "unchanged"]
    assert counts(library)["documents"] == 1


def test_a_linked_paper_stays_until_its_last_file_goes(library: Library, tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "The lamps were lit."), tmp_path / "copy.txt"
    shutil.copy(first, second)
    outcomes(library, first, second)
    assert library.remove(str(second.resolve()))
    assert [d.name for d in library.catalogue.documents()] == ["a.txt"]
    assert len(copies(library)) == 1
    assert library.remove(str(first.resolve()))
    assert library.catalogue.documents() == []
    assert copies(library) == []


def test_a_file_that_becomes_a_copy_of_another_gives_up_its_own_paper(library: Library, tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "The lamps were lit."), write(tmp_path / "b.txt", "Taxis came.")
    outcomes(library, first, second)
    shutil.copy(first, second)
    assert outcomes(library, second) == ["same as"]
    assert [d.name for d in library.catalogue.documents()] == ["a.txt"]
    assert library.vectors.ids() == library.catalogue.chunk_ids()
    assert len(copies(library)) == 1


@pytest.mark.parametrize("by", ["name", "path", "id"])
def test_a_removed_paper_leaves_nothing_behind(library: Library, tmp_path: Path, by: str) -> None:
    stays = write(tmp_path / "stays.txt", "Taxis came to the Quayside.")
    outcomes(library, stays)
    before = counts(library)
    goes = write(tmp_path / "goes.txt", "The lanterns were lit.", "Nobody spoke.")
    outcomes(library, goes)
    assert counts(library) != before
    assert library.remove({"name": "goes.txt", "path": str(goes.resolve()), "id": read(goes).id}[by])
    assert counts(library) == before
    assert Search(library).words("lanterns") == []
    assert {p.name for p in Search(library).meaning("lanterns lit")} == {"stays.txt"}
    assert [Path(name).stem for name in copies(library)] == [read(stays).id]
    assert outcomes(library, goes) == ["added"]


def test_removing_what_is_not_there_tells_so(library: Library, tmp_path: Path) -> None:
    outcomes(library, write(tmp_path / "a.txt", "The lamps were lit."))
    before = counts(library)
    assert not library.remove("b.txt")
    assert not library.remove("")
    assert counts(library) == before


def test_copies_are_kept_only_if_wanted(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "The lamps were lit.")
    list(library.ingest([path], keep_copies=False))
    assert copies(library) == []
    other = write(tmp_path / "b.TXT", "Taxis came.")
    list(library.ingest([other]))
    assert copies(library) == [read(other).id + ".txt"]
    assert (library.home / "papers" / copies(library)[0]).read_bytes() == other.read_bytes()


def test_stopping_half_way_keeps_what_was_reported(library: Library, tmp_path: Path) -> None:
    papers = [write(tmp_path / f"{n}.txt", f"Paper {n} was read.") for n in range(3)]
    reports = library.ingest(papers)
    assert next(reports).outcome == "added"
    reports.close()  # type: ignore[attr-defined]
    assert [d.name for d in library.catalogue.documents()] == ["0.txt"]
    assert outcomes(library, *papers) == ["unchanged", "added", "added"]
    assert library.vectors.ids() == library.catalogue.chunk_ids()


def test_another_model_embeds_everything_again_and_the_old_vectors_go(library: Library, tmp_path: Path) -> None:
    outcomes(library, write(tmp_path / "a.txt", "The lamps were lit."))
    other = LetterEmbedder()
    other.name = "other/model"
    changed = Library(IndexSettings(home=library.home), other)
    assert {p.name for p in Search(changed).meaning("lamps")} == {"a.txt"}
    assert [c.name for c in changed.vectors._client.list_collections()] == ["chunks-other-model"]
    assert changed.vectors.ids() == changed.catalogue.chunk_ids()
    assert other.texts
    changed.close()


@pytest.mark.parametrize("damage", ["junk", "cut", "folder"])
def test_a_damaged_catalogue_is_one_plain_line(library: Library, tmp_path: Path, damage: str) -> None:
    outcomes(library, *[write(tmp_path / f"{n}.txt", f"Paper {n} was read. " * 300) for n in range(20)])
    library.catalogue.rows(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    library.close()
    path = library.home / "catalogue.sqlite"
    whole = path.read_bytes()
    for beside in library.home.glob("catalogue.sqlite-*"):
        beside.unlink()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"junk" * 9000 if damage == "junk" else whole[: len(whole) // 2])

    def use() -> None:
        opened = Library(IndexSettings(home=library.home), LetterEmbedder())
        opened.catalogue.documents()
        opened.catalogue.rows(select(schema.chunks))

    plain = r"^the catalogue .*catalogue\.sqlite (is damaged|cannot be opened).*:"
    with pytest.raises(CatalogueError, match=plain) as caught:
        use()
    assert "\n" not in str(caught.value)


def test_a_catalogue_of_a_newer_version_is_left_alone(library: Library, home: Path) -> None:
    with library.catalogue.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = (home / "catalogue.sqlite").read_bytes()
    with pytest.raises(CatalogueError, match="newer version of this program: update it"):
        Catalogue(home / "catalogue.sqlite")
    assert (home / "catalogue.sqlite").read_bytes() == before


def test_settings_come_from_the_environment_and_unknown_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERSHIP_HOME", "/somewhere")
    monkeypatch.setenv("PARTNERSHIP_SECONDS_PER_FILE", "7")
    assert (str(IndexSettings().home), IndexSettings().seconds_per_file) == ("/somewhere", 7)
    monkeypatch.setenv("PARTNERSHIP_SECONDS_PER_FILE", "0")
    with pytest.raises(ValueError, match="seconds_per_file"):
        IndexSettings()
    with pytest.raises(ValueError, match="colour"):
        IndexSettings(colour="red", seconds_per_file=1)  # type: ignore[call-arg]


def test_vectors_have_length_one_and_tell_meaning(embedder: SentenceEmbedder) -> None:
    vectors = embedder.embed(
        ["hate crime was reported", "offences motivated by prejudice", "the date of the next meeting"]
    )
    assert vectors.shape == (3, 384)
    assert (vectors**2).sum(axis=1) == pytest.approx([1, 1, 1], abs=0.01)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_a_removed_paper_leaves_no_embedding_behind(library: Library, tmp_path: Path) -> None:
    stays, goes = tmp_path / "stays.txt", tmp_path / "goes.txt"
    stays.write_text("The panel agreed a plan for the harbour.", "utf-8")
    goes.write_text("The board met in the corn hall in May.", "utf-8")
    list(library.ingest([stays, goes]))
    count = select(func.count()).select_from(schema.embeddings)
    before = library.catalogue.rows(count)[0][0]
    assert library.remove("goes.txt")
    assert library.catalogue.rows(count)[0][0] == before - 1
