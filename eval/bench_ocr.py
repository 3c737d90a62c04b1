"""How well pages without a text layer are read: PDFs made into skewed, grainy pictures and read again.

`python -m eval.bench_ocr [--shared FOLDER] [--pages N] [-v]` prints the share of characters that differ from the same
PDF read from its text layer, and for the layout set the share of cells and owners that are right.
"""

import argparse
import io
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from eval.layouts import scoring
from ingest.readers.pdf import read_pdf
from ingest.reading import read

SAMPLES = Path(__file__).parent / "sample" / "papers"
_SKEWS = (0.5, -1.0, 1.5, -2.0, 2.5, -3.0)
_DPI, _JPEG, _GRAIN = 200, 70, 4.0


def scanned(path: Path, to: Path, angle: float, pages: int | None = None, colour: bool = False) -> None:
    """Write the first pages of a PDF as pictures: 200 dots an inch, askew by some degrees, grainy, as JPEGs."""
    out, pictures = pdfium.PdfDocument.new(), []
    grain = np.random.default_rng(len(path.name))
    with pdfium.PdfDocument(path) as source:
        for page in list(source)[:pages]:
            clean = np.asarray(page.render(scale=_DPI / 72).to_pil().convert("RGB" if colour else "L"))
            height, width = clean.shape[:2]
            turning = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
            askew = cv2.warpAffine(clean, turning, (width, height), borderValue=(255,) * 3)
            grainy = np.clip(askew + grain.normal(0, _GRAIN, askew.shape), 0, 255).astype(np.uint8)
            jpeg = io.BytesIO()
            Image.fromarray(grainy).save(jpeg, "JPEG", quality=_JPEG)
            pictures.append((jpeg, page.get_size()))
    for jpeg, size in pictures:
        sheet = out.new_page(*size)
        image = pdfium.PdfImage.new(out)
        image.load_jpeg(jpeg)
        image.set_matrix(pdfium.PdfMatrix().scale(*size))
        sheet.insert_obj(image)
        sheet.gen_content()
    out.save(to)
    out.close()


def plain(text: str) -> str:
    """Return a text with one kind of space, quotation mark, dash and bullet."""
    return " ".join(scoring.plain(text).replace("\uf0b7", "•").split())


def differences(one: str, other: str) -> int:
    """Return how many letters must be put in, left out or changed to make one text the other (Myers 1999)."""
    if not one:
        return len(other)
    places: Counter[str] = Counter()
    for at, letter in enumerate(one):
        places[letter] |= 1 << at
    whole = (1 << len(one)) - 1
    more, fewer, count = whole, 0, len(one)
    for letter in other:
        same = places[letter]
        vertical = same | fewer
        horizontal = (((same & more) + more) ^ more) | same
        up, down = fewer | (~(horizontal | more) & whole), more & horizontal
        count += (up >> len(one) - 1 & 1) - (down >> len(one) - 1 & 1)
        up, down = (up << 1 | 1) & whole, down << 1 & whole
        more, fewer = down | (~(vertical | up) & whole), up & vertical
    return count


def measure(papers: Iterable[Path], layouts: Iterable[str] | None = None, pages: int = 2) -> dict[str, Any]:
    """Return figures by paper: the characters of the first pages and how many differ; right and all of the layout
    set's dev papers (of those named); the seconds a page took."""
    found: dict[str, Any] = {"characters": {}, "layouts": {}, "seconds": 0.0, "pages": 0}
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(papers):
            angle = _SKEWS[number % len(_SKEWS)]
            scan, part = Path(folder) / f"{number}.pdf", Path(folder) / f"{number}-text.pdf"
            scanned(path, scan, angle, pages=pages)
            _first_pages(path, part, pages)
            start = time.perf_counter()
            recognised = read_pdf(scan)
            found["seconds"] += time.perf_counter() - start
            found["pages"] += len(recognised.pages)
            truth, text = plain(read_pdf(part).text), plain(recognised.text)
            found["characters"][path.name] = (differences(truth, text), len(truth), angle)
        for number, (path, truths) in enumerate(scoring.papers("dev", list(layouts) if layouts else None)):
            scan = Path(folder) / path.name
            scanned(path, scan, _SKEWS[number % len(_SKEWS)], colour=True)
            found["layouts"][path.name] = list(scoring.scored(read(scan), truths))
    return found


def _first_pages(path: Path, to: Path, pages: int) -> None:
    with pdfium.PdfDocument(path) as source, pdfium.PdfDocument.new() as part:
        part.import_pages(source, list(range(min(pages, len(source)))))
        part.save(to)


def report(found: dict[str, Any]) -> str:
    """Return the figures as Markdown."""
    lines = ["| paper | askew | characters | differ | share |", "|---|---|---|---|---|"]
    for name, (wrong, of, angle) in found["characters"].items():
        lines.append(f"| {name} | {angle:+.1f}° | {of} | {wrong} | {wrong / of:.2%} |")
    wrong, of = (sum(row[i] for row in found["characters"].values()) for i in (0, 1))
    if of:
        lines.append(f"| all | | {of} | {wrong} | {wrong / of:.2%} |")
        lines.append(f"\n{found['seconds'] / found['pages']:.1f} seconds a page\n")
    return "\n".join([*lines, scoring.report(found["layouts"])])


def main() -> None:
    """Measure the sample papers, PDFs of a folder, and the layout set; print the figures."""
    parser = argparse.ArgumentParser(description="Measure the reading of scanned pages.")
    parser.add_argument("--shared", type=Path, help="a folder of PDFs with text layers to read too")
    parser.add_argument("--pages", type=int, default=2, help="how many pages of each paper")
    parser.add_argument("--layouts", nargs="*", default=None, help="layouts of the set; all where none is named")
    parser.add_argument("-v", action="store_true", help="print every miss in the layout set")
    options = parser.parse_args()
    papers = sorted(SAMPLES.glob("*.pdf")) + (sorted(options.shared.rglob("*.pdf")) if options.shared else [])
    found = measure(papers, options.layouts, options.pages)
    for name, misses in found["layouts"].items():
        for miss in (f for f in misses if options.v and not f.right):
            print(f"{name} {miss.measure}: {miss.expected}\n    got {miss.got}")
    print(report(found))


if __name__ == "__main__":
    main()
