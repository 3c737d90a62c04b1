"""Archives and e-mails put in: each paper in them is a paper of its own, and the library follows what they hold."""

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import FileReport, Library
from index.search import Search
from index.settings import IndexSettings
from ingest import containers
from ingest.containers import sound, unpack
from ingest.errors import TooLarge
from tests.embedders import LetterEmbedder
from tests.ingest.bad_files import docx_bytes
from tests.ingest.test_mail import letter


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(IndexSettings(home=tmp_path / "home", seconds_per_file=60), LetterEmbedder())
    yield made
    made.close()


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def put(library: Library, path: Path, members: dict[str, bytes]) -> dict[str, FileReport]:
    path.write_bytes(packed(members))
    return {str(r.path.relative_to(path.parent)): r for r in library.ingest([path])}


def outcomes(reports: dict[str, FileReport]) -> dict[str, str]:
    return {name: report.outcome for name, report in reports.items()}


def text(word: str) -> bytes:
    return f"The Board agreed that the lamps of {word} be mended.".encode()


def test_each_paper_in_an_archive_is_a_paper_of_its_own(library: Library, tmp_path: Path) -> None:
    members = {
        "a.txt": text("Fishgate"),
        "old/b.docx": docx_bytes("The lamps of Saltmarsh shine."),
        "c.txt": text("Quay"),
    }
    members |= {
        "inner.zip": packed({"d.txt": text("Tollgate"), "letter.eml": bytes(letter(attached={"e.txt": text("Moss")}))})
    }
    reports = put(library, tmp_path / "pack.zip", members)
    inner = "pack.zip/inner.zip"
    names = {"pack.zip/a.txt", "pack.zip/old/b.docx", "pack.zip/c.txt", f"{inner}/d.txt", f"{inner}/letter.eml"}
    assert outcomes(reports) == dict.fromkeys([*names, f"{inner}/letter.eml/e.txt"], "added")
    for word, name in (("Saltmarsh", "b.docx"), ("Tollgate", "d.txt"), ("Moss", "e.txt")):
        found = Search(library).words(f"lamps {word}", k=1)[0]
        assert {row.name for row in library.catalogue.documents() if row.id == found.document} == {name}
    kept = {path.suffix for path in (library.home / "papers").iterdir()}
    assert kept == {".txt", ".docx", ".eml"}
    assert not (library.home / "unpacked").exists()


def test_the_same_archive_again_changes_nothing(library: Library, tmp_path: Path) -> None:
    members = {"a.txt": text("Fishgate"), "old/b.txt": text("Saltmarsh")}
    put(library, tmp_path / "pack.zip", members)
    chunks = library.catalogue.chunk_ids()
    again = put(library, tmp_path / "pack.zip", members)
    assert set(outcomes(again).values()) == {"unchanged"}
    assert library.catalogue.chunk_ids() == chunks


def test_a_changed_archive_replaces_and_removes(library: Library, tmp_path: Path) -> None:
    put(library, tmp_path / "pack.zip", {"a.txt": text("Fishgate"), "b.txt": text("Saltmarsh"), "c.txt": text("Quay")})
    reports = put(
        library, tmp_path / "pack.zip", {"a.txt": text("Fishgate"), "b.txt": text("Moss"), "d.txt": text("Pier")}
    )
    assert outcomes(reports) == {
        "pack.zip/a.txt": "unchanged",
        "pack.zip/b.txt": "replaced",
        "pack.zip/d.txt": "added",
        "pack.zip/c.txt": "removed",
    }
    assert reports["pack.zip/c.txt"].detail == "no longer in pack.zip"
    assert {row.name for row in library.catalogue.documents()} == {"a.txt", "b.txt", "d.txt"}
    assert library.vectors.ids() == library.catalogue.chunk_ids()


def test_an_archive_that_fails_takes_nothing_out(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    put(library, path, {"a.txt": text("Fishgate")})
    path.write_bytes(path.read_bytes()[:60])
    assert [r.outcome for r in library.ingest([path])] == ["failed"]
    assert {row.name for row in library.catalogue.documents()} == {"a.txt"}


@pytest.mark.parametrize("whole", [True, False])
def test_an_archive_is_removed_by_its_name_or_path(library: Library, tmp_path: Path, whole: bool) -> None:
    put(library, tmp_path / "pack.zip", {"a.txt": text("Fishgate"), "b.txt": text("Saltmarsh")})
    put(library, tmp_path / "other.zip", {"b.txt": text("Saltmarsh"), "c.txt": text("Quay")})
    assert library.remove(str(tmp_path / "pack.zip") if whole else "pack.zip")
    assert {row.name for row in library.catalogue.documents()} == {"b.txt", "c.txt"}  # b.txt came in the other, too
    assert not library.remove("pack.zip")


def test_a_letter_takes_what_came_with_it_along(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(bytes(letter(attached={"notes.txt": text("Fishgate")})))
    assert [r.outcome for r in library.ingest([path])] == ["added", "added"]
    assert library.remove("letter.eml")
    assert library.catalogue.documents() == []


def test_names_that_climb_or_start_at_the_root_stay_inside(library: Library, tmp_path: Path) -> None:
    names = ["../../up.txt", "/root.txt", "C:\\drive.txt", "a/../../b.txt", "..\\win.txt"]
    reports = put(library, tmp_path / "pack.zip", {name: text(f"Lane{i}") for i, name in enumerate(names)})
    found = {"pack.zip/up.txt", "pack.zip/root.txt", "pack.zip/drive.txt", "pack.zip/a/b.txt", "pack.zip/win.txt"}
    assert outcomes(reports) == dict.fromkeys(found, "added")
    assert not list(tmp_path.parent.glob("up.txt"))


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "\\\\server\\x", "C:\\x", "./x", "x\x00y", "...", "a" * 400 + ".txt"]
)
def test_sound_names_never_leave_their_folder(name: str) -> None:
    assert ".." not in sound(name).split("/")
    assert not sound(name).startswith("/")
    assert "\0" not in sound(name)
    assert all(len(piece.encode()) <= 255 for piece in sound(name).split("/"))


def test_litter_and_links_are_left_out(library: Library, tmp_path: Path) -> None:
    members = {
        "__MACOSX/._a.txt": b"x",
        ".hidden.txt": b"x",
        "~$a.docx": b"x",
        "d/.DS_Store": b"x",
        "d/Thumbs.db": b"x",
    }
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "pack.zip"
    path.write_bytes(packed({"a.txt": text("Fishgate")} | members))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    reports = {r.path.name: r for r in library.ingest([path])}
    assert {name: r.outcome for name, r in reports.items()} == {"a.txt": "added", "link.txt": "failed"}
    assert "link to another file" in reports["link.txt"].detail


def test_what_cannot_be_read_has_its_line_and_the_rest_goes_in(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(
        packed(
            {
                "locked.txt": text("A"),
                "a.txt": text("Fishgate"),
                "broken.docx": b"PK\x03\x04",
                "b.jpg": b"\xff\xd8\xff\0",
            }
        )
    )
    data = bytearray(path.read_bytes())
    for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[at] |= 1  # says that the first member has a password
    path.write_bytes(data)
    reports = {r.path.name: r for r in library.ingest([path])}
    assert reports["a.txt"].outcome == "added"
    assert "needs a password" in reports["locked.txt"].detail
    assert "damaged" in reports["broken.docx"].detail
    assert "pictures (.jpg) are not read" in reports["b.jpg"].detail


def test_an_archive_without_papers_says_so(library: Library, tmp_path: Path) -> None:
    assert [r.detail for r in put(library, tmp_path / "pack.zip", {"__MACOSX/x": b"x"}).values()] == [
        "no papers are packed in it: put the papers in themselves"
    ]


def test_a_bomb_stops_at_its_limit(library: Library, tmp_path: Path) -> None:
    reports = put(library, tmp_path / "pack.zip", {f"{i}.txt": bytes(9_000_000) for i in range(40)})
    assert [r.outcome for r in reports.values()] == ["failed"]
    assert "unpacks to more than" in reports["pack.zip"].detail
    assert not (library.home / "unpacked").exists()


def test_too_many_members_and_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_MEMBERS", 20)
    path = tmp_path / "many.zip"
    path.write_bytes(packed({f"{i}.txt": b"x" for i in range(30)}))
    (tmp_path / "1").mkdir()
    with pytest.raises(TooLarge, match="more than 20 files"):
        unpack(path, tmp_path / "1")
    data = packed({"deepest.txt": b"x"})
    for _ in range(9):
        data = packed({"inner.zip": data, "beside.txt": b"x"})
    path.write_bytes(data)
    (tmp_path / "2").mkdir()
    members = unpack(path, tmp_path / "2").members
    assert [m.name.count("/") for m in members if m.file] == [3, 2, 1, 0]
    assert ["packed 4 deep" in str(m.problem) for m in members if m.problem] == [True]


def test_a_quine_of_archives_ends(tmp_path: Path) -> None:
    """Each archive holds ten times the one below; what is unpacked altogether is counted."""
    data = bytes(5_000_000)
    for _ in range(3):
        data = packed({f"{i}.zip": data for i in range(30)})
    path = tmp_path / "bomb.zip"
    path.write_bytes(data)
    with pytest.raises(TooLarge):
        unpack(path, tmp_path)
