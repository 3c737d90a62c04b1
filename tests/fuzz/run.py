"""Reads thousands of spoilt papers of every format: python -m tests.fuzz.run --rounds 50 --seed 1.

Every one must come out as a Document or as an error in words: a crash, a hang or an unforeseen exception is kept in
the folder that is named, and the run fails.
"""

import argparse
import io
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pptx import Presentation

from ingest.documents import Document
from ingest.errors import IngestError, TimedOut
from ingest.opening import Opened
from ingest.worker import read_all
from tests.fuzz.mutations import mutated
from tests.ingest.compound import outlook
from tests.ingest.workbooks import Sheet, workbook

ROOT = Path(__file__).parents[2]
SAMPLES = ("eval/sample/papers/*", "tests/ingest/files/*/*")
SECONDS = 60
_UNFORESEEN = ("stopped without a word", "could not be read (")
_LETTER = (
    b"From: a@b.c\nTo: d@e.f\nSubject: =?utf-8?q?Caf=C3=A9?=\nDate: Tue, 26 Mar 2024 14:30:00 +0000\n"
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    b"--x\nContent-Type: text/plain; charset=utf-8\n\nThe lamps, again.\n"
    b"-----Original Message-----\nFrom: d\nSent: today\n\n> Which lamps?\n"
    b"--x\nContent-Type: text/html\n\n<p>Or <b>these</b></p>\n"
    b"--x\nContent-Disposition: attachment; filename=notes.txt\n\nNotes on the lamps.\n--x--\n"
)


def samples() -> dict[str, bytes]:
    """Return a sound file of every format, by a name."""
    files = sorted(
        path for pattern in SAMPLES for path in ROOT.glob(pattern) if path.suffix != ".py" and path.is_file()
    )
    found = {path.name: path.read_bytes() for path in files}
    found["letter.eml"] = _LETTER
    found["letter.msg"] = outlook("Lamps", "Jo", "Ann", "The lamps, again.", {"notes.txt": b"Notes on the lamps."})
    found["table.csv"] = b'Scheme,Cost,When\nLamps,40,26/03/2018\n"Fence, new",,\n' * 20
    found["book.xlsx"] = workbook(
        {"S": Sheet([["Scheme", "Cost"], ["Lamps", (12, "money")], ["Fence", (None, "red")]])}
    )
    slides, buffer = Presentation(), io.BytesIO()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Lamps", "They are mended"
    slides.save(buffer)
    return found | {"slides.pptx": buffer.getvalue()}


def spoilt(folder: Path, chosen: dict[str, bytes], rounds: int, seed: int) -> Iterator[Path]:
    """Write and yield `rounds` spoilt copies of each file; the same seed gives the same copies."""
    for number in range(rounds):
        for name, data in chosen.items():
            path = folder / f"{number}-{name}"
            path.write_bytes(mutated(data, random.Random(f"{seed} {number} {name}")))
            yield path


def outcomes(paths: Iterator[Path], seconds: float = SECONDS) -> Iterator[tuple[Path, str]]:
    """Yield each file with "read", "refused", "hung" or "unforeseen: ..."; files that went well are deleted."""
    with Opened(seconds) as opened:
        unpacking: list[tuple[Path, str]] = []

        def files() -> Iterator[Path]:
            for path, problem in opened.files(paths):
                if problem is None:
                    yield path
                else:
                    unpacking.append((opened.named(path), outcome(problem)))

        for path, result in read_all(files(), seconds):
            yield opened.named(path), outcome(result)
            if not outcome(result).startswith(("hung", "unforeseen")):
                path.unlink(missing_ok=True)
        yield from unpacking


def outcome(result: Document | IngestError) -> str:
    """Return in a word what became of a file."""
    if isinstance(result, Document):
        return "read"
    if isinstance(result, TimedOut):
        return "hung"
    return f"unforeseen: {result}" if any(words in str(result) for words in _UNFORESEEN) else "refused"


def main() -> int:
    """Print for each format how many were read and refused; 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="spoilt copies of each sample")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="samples whose name ends so: .xlsx")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    counts: dict[str, Counter[str]] = {}
    wrong = 0
    chosen = {name: data for name, data in samples().items() if name.endswith(given.only)}
    for path, word in outcomes(spoilt(folder, chosen, given.rounds, given.seed)):
        counts.setdefault(path.suffix, Counter())[word.split(":")[0]] += 1
        if word.startswith(("hung", "unforeseen")):
            wrong += 1
            print(f"{path}: {word}")
    for ending, counted in sorted(counts.items()):
        print(f"{ending:8}", ", ".join(f"{count} {word}" for word, count in sorted(counted.items())))
    print(f"{sum(c.total() for c in counts.values())} files, {wrong} crashed, hung or went wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
