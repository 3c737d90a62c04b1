"""Write the PDFs and truths of the layout set from its sources: `python -m eval.layouts.build [name ...]`.

Every source in `sources/<split>/` becomes two PDFs, one by reportlab and one by LibreOffice (which only building
needs), and one truth: what stands in both, wherever their lines and pages break. In the dev half, every source is
also written in another look (fonts, sizes, margins, fewer ruled lines) by one of the two, in turns.
"""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.layouts import by_libreoffice, by_reportlab
from eval.layouts.source import Paper, Piece, load

HERE = Path(__file__).parent
_OTHER_FONTS = {"sans": "other", "serif": "sans", "narrow": "serif", "vera": "serif", "other": "sans"}
_OTHER_LINES = {"grid": "rows", "rows": "header", "outer": "rows", "header": "grid", "none": "header"}


def truth(paper: Paper) -> dict[str, Any]:
    """Return what a faithful reading of a paper holds."""
    flow = list(_flow(paper.pieces))
    tables = [_table(p) for p in flow if p.kind == "table"]
    body = [p for p in flow if p.kind in ("heading", "paragraph", "item")]
    items = [{"text": _plain(p.text), "owner": _owner(p.owner)} for p in body if p.kind != "heading"]
    order = [_plain(words) for p in flow for words in _words(p)]
    return {
        "order": order,
        "headings": [p.text for p in body if p.kind == "heading"],
        "items": items if any(item["owner"] for item in items) else [],
        "tables": tables,
        "fields": [[a.text, b.text] for p in flow if p.kind == "fields" for a, b in p.rows],
        "furniture": {n: _pattern(paper.look[n]) for n in ("head", "foot", "watermark") if n in paper.look},
    }


def _flow(pieces: list[Piece]) -> list[Piece]:
    return [inner for p in pieces for inner in (_flow(p.pieces) if p.kind == "minutes" else [p])]


def _words(piece: Piece) -> list[str]:
    if piece.kind == "table":
        rows = piece.rows if piece.options.get("header") == "no" else piece.rows[1:]
        return [max((c.text for c in row), key=len) for row in rows]
    return [piece.text] if piece.text else []


def _table(piece: Piece) -> dict[str, Any]:
    kept = [row for row in piece.rows if len(row) == len(piece.rows[0])]
    rows = [[_plain(cell.text) for cell in row] for row in kept]
    headed = piece.options.get("header") != "no"
    numbers: dict[str, Any] = {name: int(piece.options[name]) for name in ("owner", "item") if name in piece.options}
    return {
        "header": rows[0] if headed else [""] * len(rows[0]),
        "rows": rows[1:] if headed else rows,
        "colours": [[cell.colour for cell in row] for row in (kept[1:] if headed else kept)],
        **numbers,
    }


def _plain(words: str) -> str:
    return words.replace("~", "").replace("//", " ")


def _owner(owner: str) -> str:
    return owner.replace("//", "/")


def _pattern(words: str) -> str:
    return re.escape(" ".join(words.split())).replace(r"\{page\}", r"\d+").replace(r"\{pages\}", r"\d+")


def otherwise(paper: Paper) -> Paper:
    """Return a paper in another look."""
    look = paper.look | {"font": _OTHER_FONTS[paper.look.get("font", "sans")]}
    look |= {"size": str(paper.number("size", 10.5) * 0.93), "side": str(paper.number("side", 2.2) + 0.35)}
    pieces = [
        replace(p, options=p.options | {"lines": _OTHER_LINES[p.options.get("lines", "grid")]})
        if p.kind in ("table", "fields")
        else p
        for p in paper.pieces
    ]
    return Paper(paper.name, look, pieces)


def main(names: list[str]) -> None:
    """Build the papers named, or all."""
    office = []
    for split in ("dev", "test"):
        papers, truths = HERE / "papers" / split, HERE / "truths" / split
        for folder in (papers, truths):
            folder.mkdir(parents=True, exist_ok=True)
        for number, source in enumerate(sorted((HERE / "sources" / split).glob("*.txt"))):
            if names and source.stem not in names:
                continue
            paper = load(source)
            by_reportlab.write(paper, papers / f"{paper.name}.reportlab.pdf")
            office.append((paper, papers / f"{paper.name}.libreoffice.pdf"))
            if split == "dev" and number % 2:
                office.append((otherwise(paper), papers / f"{paper.name}.libreoffice-other.pdf"))
            elif split == "dev":
                by_reportlab.write(otherwise(paper), papers / f"{paper.name}.reportlab-other.pdf")
            (truths / f"{paper.name}.json").write_text(
                json.dumps(truth(paper), indent=1, ensure_ascii=False) + "\n", "utf-8"
            )
    by_libreoffice.write(office)


if __name__ == "__main__":
    main(sys.argv[1:])
