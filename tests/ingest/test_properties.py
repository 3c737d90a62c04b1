"""What holds of every paper: places lie in the text, quotes stand where they say, nothing is lost or told twice."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.documents import Chunk, Document, Statement
from ingest.errors import IngestError
from ingest.reading import read

COLOURS = ("red", "amber", "green", "blue")
READABLE = (".txt", ".md", ".html", ".pdf", ".docx")


@pytest.fixture(scope="module", params=["sample", "shared"])
def papers(request: pytest.FixtureRequest) -> dict[str, Document]:
    """Name to paper; the same tests hold for both collections."""
    if request.param == "sample":
        return dict(request.getfixturevalue("sample_documents"))
    found: dict[str, Document | IngestError] = request.getfixturevalue("shared_readings")
    return {name: document for name, document in found.items() if isinstance(document, Document)}


def squeezed(words: str) -> str:
    """Words without spaces: what a line break or a doubled space can't change."""
    return "".join(words.split())


def statements(document: Document) -> Iterator[tuple[Chunk, Statement]]:
    for chunk in document.chunks:
        for statement in chunk.statements:
            yield chunk, statement


def test_every_format_is_among_the_samples(sample_documents: dict[str, Document]) -> None:
    assert {Path(name).suffix for name in sample_documents} == set(READABLE)


def test_every_shared_paper_is_read(shared_readings: dict[str, Document | IngestError]) -> None:
    assert {n: str(e) for n, e in shared_readings.items() if isinstance(e, IngestError)} == {}


def test_every_place_lies_in_the_text(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        length = len(document.text)
        blocks = [block for section in document.sections for block in section.blocks]
        cells = [cell for block in blocks for cell in block.cells]
        own = [s for _, s in statements(document)]
        places = [
            *document.pages,
            *document.parts,
            *document.sections,
            *blocks,
            *cells,
            *document.chunks,
            *own,
            *document.people,
        ]
        wrong = [p for p in places if not 0 <= p.start <= p.end <= length]
        assert not wrong, (name, wrong[:3])


def test_what_is_quoted_stands_where_it_says(papers: dict[str, Document]) -> None:
    """A sentence or item is its place's own words, without markup; a row's every cell stands in its place.

    Only the label of a row that has none may come from the table's header row, and a cell's colour is said in words.
    """
    for name, document in papers.items():
        for chunk, statement in statements(document):
            verbatim = clean(document.text[statement.start : statement.end])
            if statement.kind != "row":
                assert squeezed(verbatim) == squeezed(statement.text), (name, statement)
                continue
            heads = {b.cells[0].text for b in document.sections[chunk.section].blocks if b.header}
            for position, (_, cell) in enumerate(statement.cells):
                missing = [w for w in cell.split() if w not in verbatim and w.strip("()") not in COLOURS]
                assert not missing or (position == 0 and cell in heads), (name, statement)


def test_blocks_say_what_stands_at_their_place(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        for section in document.sections:
            for block in section.blocks:
                if block.kind != "row":
                    verbatim = clean(document.text[block.start : block.end])
                    assert squeezed(verbatim) == squeezed(block.text), (name, block)


def test_chunks_put_together_are_the_sections(papers: dict[str, Document]) -> None:
    """Every word of every section's blocks is in exactly one statement; a table's header row may only head cells."""
    for name, document in papers.items():
        for section in document.sections:
            own = [s for c in document.chunks if c.section == section.ordinal for s in c.statements]
            ends = [0, *(s.end for s in own)]
            assert all(s.start >= end for s, end in zip(own, ends, strict=False)), (name, section.path)
            for block in section.blocks:
                inside = [s for s in own if block.start < s.end <= block.end]
                if block.header and not inside:
                    continue
                told = "".join(squeezed(document.text[max(s.start, block.start) : s.end]) for s in inside)
                assert told == squeezed(document.text[block.start : block.end]), (name, block)


def test_sections_hold_every_block_once_and_in_order(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        blocks = [block for section in document.sections for block in section.blocks]
        assert all(a.end <= b.start for a, b in pairwise(blocks)), name
        assert [s.ordinal for s in document.sections] == list(range(len(document.sections)))


def test_a_chunk_stays_inside_its_section_and_part(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        for chunk in document.chunks:
            section, part = document.sections[chunk.section], document.parts[chunk.part]
            assert section.part == chunk.part == part.ordinal, name
            assert section.start <= chunk.start < chunk.end <= section.end, (name, chunk)
            assert part.start <= chunk.start < chunk.end <= part.end, (name, chunk)
            assert all(chunk.start <= s.start < s.end <= chunk.end for s in chunk.statements), (name, chunk)
            assert chunk.text == "\n".join(s.text for s in chunk.statements)


def test_no_table_row_is_cut(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        blocks = [b for s in document.sections for b in s.blocks]
        rows = {(b.start, b.end) for b in blocks if b.kind == "row"}
        headed = {(a.start, b.end) for a, b in pairwise(blocks) if a.header and b.kind == "row"}
        told = [(s.start, s.end) for _, s in statements(document) if s.kind == "row"]
        assert len(told) == len(set(told)), name
        assert set(told) <= rows | headed, name


def test_parts_stand_one_after_another(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        assert document.parts
        assert all(a.end <= b.start for a, b in pairwise(document.parts)), name


def test_pages_cover_the_text(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        if not document.pages:
            continue
        ends = [0, *(p.end for p in document.pages)]
        assert [p.start for p in document.pages] == ends[:-1], name
        assert ends[-1] == len(document.text), name
        assert [p.number for p in document.pages] == list(range(1, len(document.pages) + 1)), name


def test_every_quote_stands_on_the_page_it_claims(papers: dict[str, Document]) -> None:
    for name, document in papers.items():
        for chunk in document.chunks:
            if not document.pages:
                assert chunk.first_page is None
                assert chunk.last_page is None
                continue
            assert chunk.first_page is not None
            assert chunk.last_page is not None
            first, last = document.pages[chunk.first_page - 1], document.pages[chunk.last_page - 1]
            assert first.start <= chunk.start < first.end, (name, chunk.id)
            assert last.start < chunk.end <= last.end, (name, chunk.id)


def test_every_pdf_has_pages(papers: dict[str, Document]) -> None:
    assert all(document.pages for name, document in papers.items() if name.endswith(".pdf"))


def test_ids_tell_chunks_apart(papers: dict[str, Document]) -> None:
    ids = [chunk.id for document in papers.values() for chunk in document.chunks]
    by_content = {document.id: len(document.chunks) for document in papers.values()}
    assert len(set(ids)) == sum(by_content.values())


def test_reading_again_gives_the_same(sample_papers: list[Path], sample_documents: dict[str, Document]) -> None:
    for path in sample_papers:
        assert read(path) == sample_documents[path.name]
