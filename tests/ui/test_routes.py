"""The routes that open papers: what they show, what they refuse, and what they allow a browser to do."""

import re
import socket
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from index import schema
from index.library import Library
from ui.choices import Mistake
from ui.web.app import serve


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


@pytest.mark.parametrize("route", ["source", "original"])
@pytest.mark.parametrize(
    "identity", ["..%2f..%2fcatalogue.sqlite", "../catalogue.sqlite", "0" * 31, "0" * 33, "G" * 32, "%00"]
)
def test_what_is_not_an_id_is_refused(client: TestClient, route: str, identity: str) -> None:
    response = client.get(f"/{route}/{identity}")
    assert response.status_code in (404, 422)
    assert "SQLite format" not in response.text


@pytest.mark.parametrize("route", ["source", "original"])
def test_a_paper_that_is_not_there_is_not_found(client: TestClient, route: str) -> None:
    assert client.get(f"/{route}/{'0' * 32}").status_code == 404


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
