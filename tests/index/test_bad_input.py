"""Whatever is put in: each file has its line in the report, the rest goes in, nothing stored before is lost."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import MAX_HASHED, FileReport, Library, files_under
from index.search import Search
from index.settings import IndexSettings
from ingest.errors import IngestError, Vanished
from ingest.formats import MAX_BYTES
from ingest.readers import READERS
from ingest.reading import read
from tests.embedders import LetterEmbedder
from tests.ingest.bad_files import docx_bytes, make_bad, make_good, pdf_bytes
from tests.ingest.workbooks import Sheet, workbook

EARLIER = "The minutes that were put in before mention Exercise Lantern."


class Ingested:
    """A library into which an early paper went, then every bad and every good file in one go."""

    def __init__(self, folder: Path) -> None:
        papers = folder / "papers"
        papers.mkdir()
        self.bad = make_bad(papers)
        self.good = make_good(papers)
        early = folder / "early.txt"
        early.write_text(EARLIER)
        self.library = Library(IndexSettings(home=folder / "home", seconds_per_file=60), LetterEmbedder())
        assert [r.outcome for r in self.library.ingest([early])] == ["added"]
        order = sorted([*self.bad, *self.good], key=lambda path: path.name[::-1])
        self.reports = {report.path: report for report in self.library.ingest(order)}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ingested]:
    made = Ingested(tmp_path_factory.mktemp("bad"))
    yield made
    made.library.close()


def plain(report: FileReport) -> bool:
    """One line in words, which says what to do after a colon, or names the formats."""
    words = report.detail
    odd = ("Error", "Traceback", "\n", "Exception", "0x", "<")
    return 10 < len(words) < 200 and not any(mark in words for mark in odd)


def test_every_file_has_one_line_in_the_report(ingested: Ingested) -> None:
    assert set(ingested.reports) == {*ingested.bad, *ingested.good}


def test_every_bad_file_fails_with_its_reason_in_plain_words(ingested: Ingested) -> None:
    for path, words in ingested.bad.items():
        report = ingested.reports[path]
        assert report.outcome == "failed", report
        assert words in report.detail, report
        assert plain(report), report


def test_every_good_file_goes_in_whatever_its_name(ingested: Ingested) -> None:
    for path, word in ingested.good.items():
        report = ingested.reports[path]
        assert report.outcome == "added", report
        found = Search(ingested.library).words(f"lamps {word}", k=1)
        assert [p.document for p in found] == [report.document], report


def test_a_wrong_ending_is_a_warning(ingested: Ingested) -> None:
    warned = {p.name: r.detail for p, r in ingested.reports.items() if "read as that" in r.detail}
    assert set(warned) == {"pdf-inside.txt", "page-inside.pdf", "word-inside.txt"}
    assert warned["pdf-inside.txt"] == "named .txt but is .pdf: read as that"


def test_what_was_stored_before_is_still_there(ingested: Ingested) -> None:
    assert [p.text for p in Search(ingested.library).words("Exercise Lantern minutes", k=1)] == [EARLIER]
    assert len(ingested.library.catalogue.documents()) == 1 + len(ingested.good)
    assert ingested.library.vectors.ids() == ingested.library.catalogue.chunk_ids()


def test_bad_files_again_change_nothing(ingested: Ingested) -> None:
    kept = sorted(path.name for path in (ingested.library.home / "papers").iterdir())
    chunks = ingested.library.catalogue.chunk_ids()
    again = list(ingested.library.ingest([*[*ingested.bad][:3], *ingested.good]))
    assert [r.outcome for r in again if r.path in ingested.good] == ["unchanged"] * len(ingested.good)
    assert [r.outcome for r in again if r.path in ingested.bad] == ["failed"] * 3
    assert ingested.library.catalogue.chunk_ids() == chunks
    assert sorted(path.name for path in (ingested.library.home / "papers").iterdir()) == kept


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_HASHED == MAX_BYTES
    large = tmp_path / "large.pdf"
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    opened: list[str] = []
    open_before = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *a, **k: (opened.append(self.name), open_before(self, *a, **k))[1])
    library = Library(IndexSettings(home=tmp_path / "home"), LetterEmbedder())
    assert library._if_known(large) is None
    with pytest.raises(IngestError, match="the limit is 100 MB"):
        read(large)
    assert "large.pdf" not in opened
    library.close()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"Some words to read."),
        ("a.md", b"Some words to read."),
        ("a.html", b"<p>Some words to read.</p>"),
        ("a.pdf", pdf_bytes("Some words to read.")),
        ("a.docx", docx_bytes("Some words to read.")),
        ("a.csv", b"Some,words\nto,read"),
        ("a.xlsx", workbook({"S": Sheet([["Some words to read."]])})),
        ("a.eml", b"From: a\nTo: b\n\nSome words to read."),
    ],
)
def test_a_file_that_vanishes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    reader = READERS[path.suffix]
    assert read(path).chunks
    monkeypatch.setitem(READERS, path.suffix, lambda p: (p.unlink(), reader(p))[1])
    with pytest.raises(Vanished, match="no longer there"):
        read(path)


def test_a_file_that_vanishes_between_listing_and_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Words of the paper {name} that the Board took as read.")
    library = Library(IndexSettings(home=tmp_path / "home"), LetterEmbedder())
    known = library._if_known

    def deleting(path: Path) -> FileReport | None:
        report = known(path)
        if path.name == "b.txt":
            path.unlink()
        return report

    monkeypatch.setattr(library, "_if_known", deleting)
    reports = list(library.ingest(files_under([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"])))
    assert [(r.path.name, r.outcome) for r in reports if r.outcome != "failed"] == [
        ("a.txt", "added"),
        ("c.txt", "added"),
    ]
    assert ["no longer there" in r.detail for r in reports if r.outcome == "failed"] == [True]
    library.close()


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "b/.x.txt", "b/~$open.docx", "c.pdf/in.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    found = [str(p.relative_to(tmp_path)) for p in files_under([tmp_path])]
    assert found == ["a.txt", "b/1.txt", "b/2.txt", "c.pdf/in.txt"]
    assert [p.name for p in files_under([tmp_path / "b" / "2.txt", tmp_path / "none.txt"])] == ["2.txt", "none.txt"]


@pytest.mark.skipif(os.name != "posix", reason="folders are closed by other means here")
def test_a_folder_without_permission_has_its_line(tmp_path: Path) -> None:
    closed = tmp_path / "b-closed"
    for name in ("a-open/1.txt", "b-closed/2.txt", "c-open/3.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("words")
    for parent in [tmp_path, *tmp_path.parents][:3]:
        os.chmod(parent, 0o755)
    closed.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # permissions do not bind the superuser
    try:
        found = list(files_under([tmp_path]))
    finally:
        os.seteuid(user)
    closed.chmod(0o755)
    assert [str(p.relative_to(tmp_path)) for p in found] == ["a-open/1.txt", "b-closed", "c-open/3.txt"]
