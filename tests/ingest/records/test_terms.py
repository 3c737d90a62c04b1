"""Acronyms and what papers say they stand for."""

from pathlib import Path

import pytest

from ingest.documents import Document
from ingest.errors import IngestError
from ingest.reading import read


def terms(folder: Path, body: str) -> list[tuple[str, str]]:
    """The terms of a report with these words."""
    path = folder / "report.md"
    path.write_text(f"# Report on Wexcombe\n\n{body}\n", encoding="utf-8")
    return [(t.acronym, t.expansion) for t in read(path).records.terms]


@pytest.mark.parametrize(
    ("words", "acronym", "expansion"),
    [
        ("A Domestic Violence Protection Order (DVPO) was served.", "DVPO", "Domestic Violence Protection Order"),
        ("A DVPO (Domestic Violence Protection Order) was served.", "DVPO", "Domestic Violence Protection Order"),
        ("BCU stands for Borough Command Unit.", "BCU", "Borough Command Unit"),
        ("- MARAC – Multi-Agency Risk Assessment Conference", "MARAC", "Multi-Agency Risk Assessment Conference"),
        ("the Office of National Statistics (ONS) said so", "ONS", "Office of National Statistics"),
        ("work on violence against women and girls (VAWG)", "VAWG", "violence against women and girls"),
        ("the Mayor's Office for Policing and Crime (MOPAC)", "MOPAC", "Mayor's Office for Policing and Crime"),
        ("two public space wardens (PSWs) came", "PSW", "public space wardens"),
        ("the Department for Transport (DfT) paid", "DfT", "Department for Transport"),
        ("HM Revenue and Customs (HMRC) wrote", "HMRC", "HM Revenue and Customs"),
        ("| Term | Meaning |\n|---|---|\n| ASB | anti-social behaviour |", "ASB", "anti-social behaviour"),
    ],
)
def test_an_acronym_is_read_with_its_words(tmp_path: Path, words: str, acronym: str, expansion: str) -> None:
    assert terms(tmp_path, words) == [(acronym, expansion)]


@pytest.mark.parametrize(
    "words",
    [
        "Mrs Anna Field (AF) told the Board so.",
        "Present: Anna Field (AF), Brian Stone (BS)",
        "Anna Field (AF) would write.",
        "The benches by the harbour (ASB) were painted.",
        "The meeting (see Appendix B) was held in May (UK).",
        "NOTE: the new order took effect.",
    ],
)
def test_initials_of_people_and_other_brackets_are_no_terms(tmp_path: Path, words: str) -> None:
    assert terms(tmp_path, words) == []


def test_disagreements_are_kept(tmp_path: Path) -> None:
    body = "The Public Spaces Protection Order (PSPO) holds.\n\nPSPO stands for Public Space Protection Order."
    assert [e for _, e in terms(tmp_path, body)] == ["Public Spaces Protection Order", "Public Space Protection Order"]


def test_every_real_term_stands_in_its_place(shared_readings: dict[str, Document | IngestError]) -> None:
    found = 0
    for document in shared_readings.values():
        for term in document.records.terms if isinstance(document, Document) else ():
            words = " ".join(document.text[term.start : term.end].split())
            assert term.acronym in words
            assert term.expansion in words
            found += 1
    assert found > 150
