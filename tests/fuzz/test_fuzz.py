"""A short, seeded portion of `make fuzz`: spoilt papers of every format are read or refused in words."""

from pathlib import Path

import pytest

from ingest.readers import READERS
from tests.fuzz.run import outcomes, samples, spoilt

SMALL = {name: data for name, data in samples().items() if len(data) < 100_000}


def test_every_format_has_a_sample() -> None:
    endings = {Path(name).suffix for name in samples()}
    assert set(READERS) - endings <= {".markdown", ".htm", ".tsv", ".mhtml"}  # read as others are


@pytest.mark.parametrize("seed", [1, 2])
def test_spoilt_papers_are_read_or_refused_in_words(tmp_path: Path, seed: int) -> None:
    found = list(outcomes(spoilt(tmp_path, SMALL, 2, seed)))
    assert {word for _, word in found} <= {"read", "refused"}
    assert len(found) >= 2 * len(SMALL)


def test_the_same_seed_spoils_alike(tmp_path: Path) -> None:
    chosen = {"book.xlsx": samples()["book.xlsx"], "letter.eml": samples()["letter.eml"]}
    (tmp_path / "again").mkdir()
    first = [path.read_bytes() for path in spoilt(tmp_path, chosen, 3, 5)]
    assert first == [path.read_bytes() for path in spoilt(tmp_path / "again", chosen, 3, 5)]
    assert len(set(first)) == 6
