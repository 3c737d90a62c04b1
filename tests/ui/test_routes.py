"""The routes that open papers: what they show, what they refuse, and what they allow a browser to do."""

import io
import re
import socket
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import delete, insert, select

from index import schema
from index.library import Library
from ingest.positions import WordBox, pack
from tests.conftest import SAMPLES
from tests.ui.conftest import PACK, UPDATE
from ui.choices import Mistake
from ui.papers import relations
from ui.web import fragments
from ui.web.app import build, serve
from ui.web.drawing import picture
from ui.web.pages import boxes
from ui.web.words import safe


def row(library: Library, name: str) -> Any:
    return library.catalogue.rows(select(schema.documents).where(schema.documents.c.name == name))[0]


def place(library: Library, name: str, words: str) -> tuple[str, int, int]:
    found = row(library, name)
    start = found.text.index(words)
    return found.id, start, start + len(words)


def test_the_cited_characters_are_marked(client: TestClient, library: Library) -> None:
    words = "212 homes in Eastmere and Northgate"
    document, start, end = place(library, "2023-24-q2-update.docx", words)
    page = client.get(f"/source/{document}?start={start}&end={end}")
    assert page.status_code == 200
    assert re.findall(r'<mark id="quote">(.*?)</mark>', page.text) == [words]
    assert row(library, "2023-24-q2-update.docx").board in page.text


def test_a_quote_over_several_blocks_is_marked_in_each_and_found_once(client: TestClient, library: Library) -> None:
    found = row(library, "2023-24-q2-update.docx")
    page = client.get(f"/source/{found.id}?start=0&end=900").text
    assert page.count('id="quote"') == 1
    assert page.count("<mark") > 4


def test_no_word_of_a_paper_is_lost(client: TestClient, library: Library) -> None:
    for name in ("2023-24-q2-update.docx", "2023-12-06-agenda-pack.pdf"):
        found = row(library, name)
        article = client.get(f"/source/{found.id}").text.partition("<article>")[2]
        shown = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), re.sub(r"<p class=\"page\".*?</p>|<[^>]+>", " ", article))
        assert re.findall(r"\w+", shown) == re.findall(r"\w+", found.text)


def test_a_pdf_opens_in_the_browser_at_its_page(client: TestClient, library: Library) -> None:
    found = row(library, "2023-12-06-agenda-pack.pdf")
    third = found.pages[2]
    page = client.get(f"/source/{found.id}?start={third[1] + 5}&end={third[1] + 20}").text
    assert f'href="/original/{found.id}#page=3"' in page
    assert '<p class="page" id="page-3">Page 3</p>' in page
    original = client.get(f"/original/{found.id}")
    assert original.headers["content-type"] == "application/pdf"
    assert original.headers["content-disposition"].startswith("inline")
    assert original.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["hostile.md", "2023-24-q2-update.docx"])
def test_any_other_file_is_downloaded_and_never_shown(client: TestClient, library: Library, name: str) -> None:
    original = client.get(f"/original/{row(library, name).id}")
    assert original.headers["content-disposition"].startswith("attachment")
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in original.headers["content-security-policy"]


@pytest.mark.parametrize("route", ["source", "original", "page"])
@pytest.mark.parametrize(
    "identity", ["..%2f..%2fcatalogue.sqlite", "../catalogue.sqlite", "0" * 31, "0" * 33, "G" * 32, "%00"]
)
def test_what_is_not_an_id_is_refused(client: TestClient, route: str, identity: str) -> None:
    response = client.get(f"/{route}/{identity}" + "/1" * (route == "page"))
    assert response.status_code in (404, 422)
    assert "SQLite format" not in response.text


@pytest.mark.parametrize("route", ["source/{}", "original/{}", "page/{}/1"])
def test_a_paper_that_is_not_there_is_not_found(client: TestClient, route: str) -> None:
    assert client.get("/" + route.format("0" * 32)).status_code == 404


@pytest.mark.parametrize("query", ["start=-1", "start=a", "end=99999999999999999999"])
def test_offsets_that_make_no_sense_are_refused(client: TestClient, library: Library, query: str) -> None:
    assert client.get(f"/source/{row(library, 'hostile.md').id}?{query}").status_code == 422


@pytest.mark.parametrize("query", ["start=999999&end=9999999", "start=50&end=10", "part=77"])
def test_offsets_outside_the_paper_show_it_unmarked(client: TestClient, library: Library, query: str) -> None:
    page = client.get(f"/source/{row(library, 'hostile.md').id}?{query}")
    assert page.status_code == 200
    assert "<mark" not in page.text


def test_a_paper_brings_no_element_of_its_own(client: TestClient, library: Library) -> None:
    response = client.get(f"/source/{row(library, 'hostile.md').id}")
    tags = set(re.findall(r"<(\w+)", response.text.partition("<article>")[2]))
    assert tags <= {"p", "ul", "li", "h2", "h3", "h4", "span", "div", "table", "tr", "td", "th"}
    assert "<script" not in response.text
    assert "script-src" not in response.headers["content-security-policy"]
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_every_answer_carries_the_headers_that_keep_the_page_here(client: TestClient) -> None:
    for address in ("/", "/source.css", "/nothing-here"):
        headers = client.get(address).headers
        assert "http" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_another_site_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_the_data_folder_is_not_served(client: TestClient, library: Library) -> None:
    for path in (library.home / "catalogue.sqlite", library.home / "papers"):
        assert client.get(f"/gradio_api/file={path}").status_code in (403, 404)


def test_a_port_that_is_taken_is_said_in_one_line(library: Library) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Mistake, match="choose another with --port"):
        serve(library, port=taken.getsockname()[1])


def quoted(library: Library, name: str, words: str) -> tuple[str, int, int, int]:
    document, start, end = place(library, name, words)
    pages = row(library, name).pages
    return document, start, end, next(number for number, first, last in pages if first <= start < last)


def test_a_cited_page_is_shown_with_the_words_marked(client: TestClient, library: Library) -> None:
    document, start, end, number = quoted(library, PACK, "list of third-party reporting centres")
    page = client.get(f"/source/{document}?start={start}&end={end}")
    assert re.findall(r'<img src="(.*?)"', page.text) == [f"/page/{document}/{number}"]
    [marked] = re.findall(r'<rect x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/>', page.text)
    x, y, width, height = map(int, marked)
    assert 0 < x < x + width < 10_000
    assert 0 < y < y + height < 10_000
    assert 'loading="lazy"' in page.text
    assert "img-src 'self'" in page.headers["content-security-policy"]


def test_the_marked_box_is_where_the_words_are_printed(client: TestClient, library: Library) -> None:
    document, start, end, number = quoted(library, PACK, "list of third-party reporting centres")
    [(x0, top, x1, bottom)] = boxes(library, document, number, start, end)
    with pdfplumber.open(library.home / "papers" / f"{document}.pdf") as paper:
        page = paper.pages[number - 1]
        box = (x0 * page.width - 1, top * page.height - 1, x1 * page.width + 1, bottom * page.height + 1)
        assert page.crop(box).extract_text() == "list of third-party reporting centres"


def test_without_positions_the_page_is_shown_unmarked(own_library: Library, tmp_path: Path) -> None:
    [report] = own_library.ingest([SAMPLES / PACK])
    with own_library.catalogue.transaction() as connection:
        connection.execute(delete(schema.page_words))
    with TestClient(build(own_library), base_url="http://127.0.0.1") as client:
        page = client.get(f"/source/{report.document}?start=10&end=40").text
        assert page.count("<img ") == 1
        assert "<svg" not in page
        assert '<mark id="quote">' in page
        (own_library.home / "papers" / f"{report.document}.pdf").unlink()
        assert "<img " not in client.get(f"/source/{report.document}?start=10&end=40").text
        assert client.get(f"/page/{report.document}/1").status_code == 404


def test_without_a_quote_every_page_can_be_unfolded(client: TestClient, library: Library) -> None:
    found = row(library, PACK)
    page = client.get(f"/source/{found.id}").text
    assert page.count("<img ") == len(found.pages)
    assert "<details" in page
    assert "<details open" not in page


def test_a_page_is_a_picture_of_modest_size(client: TestClient, library: Library) -> None:
    drawn = client.get(f"/page/{row(library, PACK).id}/1")
    assert drawn.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(drawn.content)) as image:
        assert image.width == 1200
        assert image.convert("L").getextrema() == (0, 255)


@pytest.mark.parametrize("number", ["0", "-1", "12", "99999", "1.5", "x", "100001", "..%2f..%2fcatalogue.sqlite"])
def test_a_page_that_is_not_there_has_no_picture(client: TestClient, library: Library, number: str) -> None:
    assert client.get(f"/page/{row(library, PACK).id}/{number}").status_code in (404, 422)


def test_a_paper_of_another_format_has_no_pictures(client: TestClient, library: Library) -> None:
    found = row(library, UPDATE)
    assert client.get(f"/page/{found.id}/1").status_code == 404
    assert "<img " not in client.get(f"/source/{found.id}?start=10&end=40").text


def test_a_huge_page_is_drawn_small(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    sheet = Canvas(str(path), pagesize=(14_000, 200))
    sheet.drawString(10, 10, "wide")
    sheet.showPage()
    sheet.setPageSize((10, 14_000))
    sheet.drawString(1, 10, "long")
    sheet.save()
    for number in (1, 2):
        drawn = picture(path, number)
        assert drawn is not None
        with Image.open(io.BytesIO(drawn)) as image:
            assert image.width * image.height <= 4_100_000


def test_what_cannot_be_drawn_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing else")
    assert picture(path, 1) is None


def test_words_on_a_line_are_one_box_and_lines_are_not(own_library: Library, tmp_path: Path) -> None:
    def line(start: int, top: float) -> list[WordBox]:
        return [WordBox(start + 5 * n, start + 5 * n + 4, 0.1 * n, top, 0.1 * n + 0.09, top + 0.02) for n in range(4)]

    path = tmp_path / "a.txt"
    path.write_text("Minutes of the Quiet Board, 3 May 2024\n\nThe board agreed to meet on Mondays.")
    [report] = own_library.ingest([path])
    words = {"document": report.document, "page": 1, "words": pack(line(0, 0.1) + line(20, 0.15))}
    with own_library.catalogue.transaction() as connection:
        connection.execute(insert(schema.page_words), words)
    found = boxes(own_library, report.document, 1, 5, 30)
    assert found == [pytest.approx(box, abs=1e-4) for box in ((0.1, 0.1, 0.39, 0.12), (0.0, 0.15, 0.19, 0.17))]


def test_related_papers_are_named_with_a_link(own_library: Library, tmp_path: Path) -> None:
    words = " ".join(f"In matter {n} the board heard of lantern number {n * 7} on quay {n + 2}." for n in range(30))
    for name, stage in (("draft.txt", "DRAFT MINUTES"), ("agreed.txt", "AGREED MINUTES")):
        (tmp_path / name).write_text(f"Harbour Board\n\n{stage}\n\nMeeting held on 3 May 2024\n\n{words}\n")
    draft, agreed = own_library.ingest([tmp_path / "draft.txt", tmp_path / "agreed.txt"])
    with TestClient(build(own_library), base_url="http://127.0.0.1") as client:
        page = client.get(f"/source/{draft.document}").text
        assert re.search(rf'This is a draft of <a href="/source/{agreed.document}\?part=0#part-0">', page)
        assert "what became of the draft" in client.get(f"/source/{agreed.document}").text
    table = fragments.papers(own_library.catalogue.documents(), relations(own_library))
    assert f"a draft of {safe('agreed.txt')}" in table
