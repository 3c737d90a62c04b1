"""An agenda pack is split into its papers, each with its own title, date, author and agenda item."""

from datetime import date
from pathlib import Path

import pytest

from ingest.documents import Document, Part
from ingest.errors import IngestError
from ingest.reading import read

DECEMBER = "2023-12-06-agenda-pack.pdf"
MARCH = "2024-03-12-agenda-pack.pdf"
BROMLEY = "safer-bromley/002_dcba145223183f72.txt"


@pytest.fixture(scope="module")
def bromley(shared_readings: dict[str, Document | IngestError]) -> Document:
    """The Safer Bromley Partnership's pack of 26 March 2018."""
    document = shared_readings[BROMLEY]
    assert isinstance(document, Document)
    return document


def facts(part: Part) -> tuple[str, str, date | None, str]:
    return part.agenda_item, part.kind, part.date, part.author.split(",")[0]


def test_the_december_pack_falls_into_its_six_papers(sample_documents: dict[str, Document]) -> None:
    pack = sample_documents[DECEMBER]
    assert (pack.kind, pack.date, pack.board) == ("agenda pack", date(2023, 12, 6), "Safer Marlowick Partnership")
    assert [facts(part) for part in pack.parts] == [
        ("", "agenda pack", date(2023, 12, 6), "Hannah Loxley"),
        ("3", "minutes", date(2023, 9, 20), ""),
        ("5", "action log", date(2023, 12, 6), "Hannah Loxley"),
        ("7", "report", date(2023, 11, 20), "Carys Meddings"),
        ("8", "report", date(2023, 11, 22), "Colin Yarde"),
        ("9", "report", date(2023, 11, 17), "Nadia Bright"),
    ]
    titles = [part.title.lower() for part in pack.parts]
    wanted = ["front sheet", "20 september 2023", "matters arising", "domestic abuse", "anti-social", "prevent update"]
    assert all(words in title for words, title in zip(wanted, titles, strict=True)), titles


def test_the_march_pack_falls_into_its_six_papers(sample_documents: dict[str, Document]) -> None:
    pack = sample_documents[MARCH]
    assert [part.agenda_item for part in pack.parts] == ["", "4", "5", "6", "7", "8"]
    assert [part.date for part in pack.parts] == [
        date(2024, 3, 12),
        date(2023, 12, 6),
        date(2024, 3, 12),
        date(2024, 2, 23),
        date(2024, 2, 28),
        date(2024, 2, 26),
    ]
    assert pack.parts[1].title == "Minutes of the meeting of 6 December 2023"


def test_what_a_part_says_stands_in_it(sample_documents: dict[str, Document]) -> None:
    pack = sample_documents[DECEMBER]
    homes = {
        "41 APOLOGIES FOR ABSENCE": 1,
        "Not yet circulated": 2,
        "Two of the four IDVA posts": 3,
        "PSPO": 4,
        "The meeting ended at 11.52 am": 1,
    }
    for words, ordinal in homes.items():
        part = pack.parts[ordinal]
        assert words in pack.text[part.start : part.end].replace("\t", " ").replace("\n", " "), words


def test_a_chunk_of_the_minutes_carries_the_meetings_date_not_the_packs(sample_documents: dict[str, Document]) -> None:
    pack = sample_documents[DECEMBER]
    lantern = [c for c in pack.chunks if "48 RESILIENCE: EXERCISE LANTERN" in c.path]
    assert lantern
    assert {(c.part, c.date) for c in lantern} == {(1, date(2023, 9, 20))}
    owners = [s.owner for c in lantern for s in c.statements if "RESOLVED" in s.text]
    assert owners == ["KB/DA"]


def test_a_part_starts_on_its_own_page(sample_documents: dict[str, Document]) -> None:
    for name in (DECEMBER, MARCH):
        pack = sample_documents[name]
        for part in pack.parts[1:]:
            page = next(p for p in pack.pages if p.start <= part.start < p.end)
            assert pack.text[page.start : part.start].strip() == "", part.title


def test_a_single_paper_is_one_part(sample_documents: dict[str, Document]) -> None:
    singles = [d for name, d in sample_documents.items() if name not in (DECEMBER, MARCH)]
    assert [len(d.parts) for d in singles] == [1] * 11


def test_the_shared_pack_falls_into_its_eight_papers(bromley: Document) -> None:
    assert (bromley.kind, bromley.date) == ("agenda pack", date(2018, 3, 26))
    assert [part.agenda_item for part in bromley.parts] == ["", "3", "5", "7", "9", "12a", "12b", "12d"]
    minutes = bromley.parts[1]
    assert (minutes.kind, minutes.date) == ("minutes", date(2017, 12, 19))
    assert minutes.title == "Minutes of the meeting of 19 December 2017"
    assert bromley.parts[2].title.upper() == "MATTERS ARISING"
    authors = {part.agenda_item: part.author for part in bromley.parts}
    assert authors["5"].startswith("Steve Wood")
    assert authors["7"].startswith("Rob Vale")
    assert authors["12a"].startswith("Victoria Roberts")
    assert authors["12d"].startswith("Peter Sibley")


def test_the_shared_packs_matters_arising_row_names_the_minute_and_its_update(bromley: Document) -> None:
    rows = [s for c in bromley.chunks if c.part == 2 for s in c.statements if s.kind == "row"]
    [row] = [r for r in rows if "Community Payback" in r.text]
    cells = dict(row.cells)
    assert cells["Minute Number/Title"].startswith("Minute 183")
    assert "Mr Spencer" in row.text
    assert row.text.endswith("Awaiting a further update.")


PROSE = "The board heard that burglary had fallen in every ward but one and asked for a note on the last of them."


def test_a_long_appendix_that_begins_a_page_is_a_part_of_its_own(tmp_path: Path) -> None:
    long = "\n\n".join([PROSE] * 8)
    pages = [
        "Harbour Safety Board\n\nAgenda\n\n1. Apologies\n2. Burglary update\n3. Roads update\n4. Any other business",
        f"Agenda Item 2\n\nBurglary update\n\nDate: 5 March 2019\n\n{long}\n\nAppendix C says more.",
        f"Appendix A Figures by ward\n\n{long}",
        long,
        f"APPENDIX B\n\n{PROSE}",
        f"Agenda Item 3\n\nRoads update\n\n{long}",
        f"APPENDIX 1\n\n{PROSE}",
    ]
    path = tmp_path / "pack.txt"
    path.write_text("\f".join(pages), encoding="utf-8")
    pack = read(path)
    assert [(part.agenda_item, part.title) for part in pack.parts] == [
        ("", "Front sheet and agenda"),
        ("2", "Burglary update"),
        ("2", "Appendix A Figures by ward"),
        ("2", "APPENDIX B"),
        ("3", "Roads update"),
    ]
    short = next(section for section in pack.sections if section.path[-1:] == ("APPENDIX 1",))
    assert short.part == 4


def test_an_appendix_of_a_single_paper_is_a_section(tmp_path: Path) -> None:
    long = "\n\n".join([PROSE] * 8)
    path = tmp_path / "report.txt"
    path.write_text(f"Harbour Safety Report\n\n{long}\fAppendix A Figures\n\n{long}\f{long}", encoding="utf-8")
    assert len(read(path).parts) == 1
