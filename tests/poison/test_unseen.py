"""What readers of a paper do not see is nowhere in the library, in any format."""

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from index.library import Library
from ingest.cleaning import visible
from ingest.readers.pdf_layout import content_of
from ingest.reading import read
from tests.poison.files import BODY
from tests.poison.papers import PAPERS, Poisoned

HIDDEN = [pytest.param(p, id=p.name) for p in PAPERS if not p.visible]
PLAIN = [pytest.param(p, id=p.name) for p in PAPERS if p.visible]


def raw(path: Path) -> str:
    """All that a file holds, unpacked."""
    data = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(path) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    text = data.decode("utf-8", "replace").replace("=\n", "")
    return text + "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) < 0xE007F)


@pytest.fixture(scope="module")
def kept(poisoned_library: Library) -> str:
    """Every value of every table of the library, small letters."""
    with sqlite3.connect(poisoned_library.home / "catalogue.sqlite") as connection:
        return "\n".join(connection.iterdump()).lower()


@pytest.mark.parametrize("paper", HIDDEN)
def test_a_file_holds_what_is_hidden_in_it_and_the_library_does_not(
    paper: Poisoned, poisoned_files: dict[str, Path], kept: str
) -> None:
    assert paper.code in raw(poisoned_files[paper.name])
    assert paper.code.lower() not in kept


@pytest.mark.parametrize("paper", HIDDEN)
def test_the_same_words_in_plain_sight_are_read(paper: Poisoned, tmp_path: Path) -> None:
    assert paper.code in read(paper.twin(tmp_path)).text
    assert paper.code not in repr(read(paper.build(tmp_path)))


@pytest.mark.parametrize("paper", PLAIN)
def test_what_readers_see_is_kept_as_it_stands(paper: Poisoned, kept: str) -> None:
    assert paper.code.lower() in kept


@pytest.mark.parametrize("paper", [p for p in HIDDEN if p.id.startswith(("pdf", "word", "html", "odt", "rtf"))])
def test_the_words_around_what_is_hidden_stay(paper: Poisoned, tmp_path: Path) -> None:
    if paper.name != "pdf invisible alone":
        assert BODY in read(paper.build(tmp_path)).text


def test_officers_are_told_that_words_were_left_out(tmp_path: Path) -> None:
    told = {p.name: read(p.build(tmp_path)).warnings for p in PAPERS if not p.visible}
    silent = {name for name, warnings in told.items() if not any("left out" in w for w in warnings)}
    no_text = (
        "html comment html attributes html template html meta html title word comment word alt text word deleted"
        " word field word link target word property word custom xml pdf annotation pdf metadata rtf annotation"
        " pptx alt text eml headers eml other part pdf off the page"
    )  # what no reader would call the paper's text
    assert all(name in no_text for name in silent)
    assert len(told) - len(silent) > 30


def test_a_layer_is_read_where_it_is_switched_on(tmp_path: Path) -> None:
    import pypdfium2

    layer = next(p for p in PAPERS if p.name == "pdf layer")
    with pypdfium2.PdfDocument(layer.build(tmp_path)) as document:
        page = document[0]
        shown, off = content_of(page), content_of(page, frozenset({"Draft"}))
    assert any(layer.code in word.text for word in shown.words)
    assert not any(layer.code in word.text for word in off.words)


@pytest.mark.parametrize(
    "sign", "\u200b\u200d\u202e\u2066\u2069\u2060\ufeff\u00ad\u061c\u180e\u3164\ufe0f\U000e0041\x1b\x08"
)
def test_signs_without_a_shape_are_taken_out_of_text_and_places_hold(sign: str, tmp_path: Path) -> None:
    for suffix, text in (
        (".txt", "{}"),
        (".md", "{}"),
        (".html", "<body><main><p>{}</p></main></body>"),
        (".csv", "Note\n{}"),
    ):
        path = tmp_path / f"a{suffix}"
        path.write_text(text.format(f"Forty{sign}-two lamps were{sign} mended on Quay Street."), encoding="utf-8")
        paper = read(path)
        assert sign not in repr(paper)
        statements = [s for chunk in paper.chunks for s in chunk.statements]
        assert any("Forty-two lamps were mended" in paper.text[s.start : s.end] for s in statements)


def test_what_has_a_shape_stays() -> None:
    kept = "Café – £12, naïve, Łódź, 日本, 5 ≤ 6, ✓, “quoted”, a\tb\nc\fd\u00a0e"
    assert visible(kept) == kept
