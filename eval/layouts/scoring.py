"""How faithfully the layout set is read: `python -m eval.layouts.scoring [--split dev|test] [-v] [name ...]`.

With -v every miss is printed: the file, what kind of thing it is, what stands in the paper and what was read.
The dev papers are there to learn from. The test papers have other texts, fonts, margins and lines: nobody looks at
their misses while changing a reader; their figures say what the changes are worth elsewhere.

What is counted, each as right of all:

- cells: a cell's words under the right heading in the row of its neighbours; an empty cell must stay empty
- owners: an item's statements, or its row under the owners' heading, carry exactly the owner that stands beside it;
  an owner given to an item that has none counts as one more, wrong
- colours: a painted cell's colour is part of what was read; a colour said of a cell that has none, or that is there
  for the looks of a heading, counts as one more, wrong
- order: two paragraphs that follow one another in the paper follow one another in what was read, whole
- words: a paragraph's words are there unbroken, with no hyphen of a line's end, mark or neighbour's words in them
- headings: a heading is one; what is taken for a heading and is none counts as one more, wrong (a line without a full
  stop, as "Minutes of the meeting of 3 May", may be either)
- fields: the value stands behind its label
- furniture: no running heads (of papers of several pages), feet and watermarks among the words
"""

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.documents import Document, Statement
from ingest.reading import read

HERE = Path(__file__).parent
MEASURES = ("cells", "owners", "colours", "order", "words", "headings", "fields", "furniture")
_COLOURED = re.compile(r"\s*\((red|amber|green|blue)\)$")
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|\([a-z0-9]{1,3}\)|[a-z][.)])\s+", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked for: whether it was read right, and what was read in its place."""

    measure: str
    right: bool
    expected: str
    got: str = ""


def plain(words: str) -> str:
    """Return words with one kind of space, quotation mark and dash."""
    words = unicodedata.normalize("NFKC", words).translate(str.maketrans("‘’“”–—‐‑", "''\"\"----"))
    return " ".join(words.split())


def letters(words: str) -> str:
    """Return the letters and figures of words, alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).casefold()


def scored(document: Document, truth: dict[str, Any]) -> Iterator[Found]:
    """Yield everything looked for in a paper that was read."""
    statements = [s for chunk in document.chunks for s in chunk.statements]
    rows = [s for s in statements if s.cells]
    for table in truth["tables"]:
        yield from _table(table, rows, statements)
    yield from _owners(truth["items"], statements)
    stream = list(_stream(document))
    yield from _order(truth["order"], stream)
    yield from _headings(truth["headings"], [words for words in truth["order"] if words[-1] not in ".:;?"], document)
    body = letters(" ".join(stream))
    for label, value in truth["fields"]:
        yield Found("fields", letters(label + value) in body, f"{label}: {value}")
    patterns = [p for place, p in truth["furniture"].items() if place != "head" or len(document.pages) > 1]
    yield from _furniture(patterns, truth["order"], stream)


def _furniture(patterns: list[str], order: list[str], stream: list[str]) -> Iterator[Found]:
    read, written = ("\n".join(plain(words) for words in found) for found in (stream, order))
    for pattern in patterns:
        # a foot that is a number alone would be found in any sentence: it counts where it stands alone on a line
        whole = rf"(?m)^{pattern}$" if pattern == r"\d+" else rf"(?<!\w){pattern}(?!\w)"
        there, own = (re.findall(whole, words) for words in (read, written))
        yield Found("furniture", len(there) <= len(own), f"no {pattern!r}", f"{len(there)} times, as in {there[:1]}")


def _stream(document: Document) -> Iterator[str]:
    """Yield headings, paragraphs and rows in the order in which they were read."""
    for section in document.sections:
        if section.path:
            yield section.path[-1]
        for block in section.blocks:
            yield block.text


def _table(table: dict[str, Any], rows: list[Statement], statements: list[Statement]) -> Iterator[Found]:
    header = [plain(name).casefold() for name in table["header"]]
    read_as = _matched(header, table["rows"], rows)
    painted = {name for row in read_as.values() for name, _ in row.cells if _COLOURED.search(name)}
    yield from (Found("colours", False, f"the heading {name!r}: no colour", name) for name in sorted(painted))
    for number, (expected, colours) in enumerate(zip(table["rows"], table["colours"], strict=True)):
        row = read_as.get(number)
        got = _under(header, row)
        for place, words in enumerate(expected):
            name = f"{table['header'][place] or place} of {expected[table.get('item', 0)][:40]!r}"
            yield Found("cells", _same(words, got[place]), f"{name}: {words!r}", _said(got[place], row))
            if colours[place]:
                yield Found("colours", colours[place] in got[place].lower(), f"{name}: {colours[place]}", got[place])
            elif _COLOURED.search(got[place]) or (not words and got[place]):
                yield Found("colours", False, f"{name}: no colour", got[place])
        if "owner" in table:
            yield _row_owner(expected, table, got, row, statements)


def _matched(header: list[str], expected: list[list[str]], rows: list[Statement]) -> dict[int, Statement]:
    """Give every expected row the row that was read that agrees best with it, each once, the surest pairs first."""
    pairs = [(_agreement(header, cells, row), e, r) for e, cells in enumerate(expected) for r, row in enumerate(rows)]
    found: dict[int, int] = {}
    for agreement, e, r in sorted(pairs, key=lambda pair: -pair[0]):
        if agreement > 0 and e not in found and r not in found.values():
            found[e] = r
    return {e: rows[r] for e, r in found.items()}


def _row_owner(
    expected: list[str], table: dict[str, Any], got: list[str], row: Statement | None, statements: list[Statement]
) -> Found:
    owner, item = expected[table["owner"]], expected[table["item"]]
    right = _same(item, got[table["item"]]) and _names(got[table["owner"]]) == _names(owner)
    if not right and owner:
        beside = [s.owner for s in statements if s.owner and letters(item) == letters(s.text)]
        right = len(beside) == 1 and _names(beside[0]) == _names(owner)
    return Found("owners", right, f"{item[:60]!r}: {owner!r}", _said(got[table["owner"]], row))


def _agreement(header: list[str], expected: list[str], row: Statement) -> float:
    """Tell how well a row agrees with what is expected: cells under their headings first, then words at all."""
    got = _under(header, row)
    cells = sum(bool(words) and _same(words, found) for words, found in zip(expected, got, strict=True))
    whole = letters(row.text)
    return cells + 0.1 * sum(len(words) > 3 and letters(words) in whole for words in expected)


def _under(header: list[str], row: Statement | None) -> list[str]:
    """Return a row's words under each heading; where a table has no headings, its cells in order."""
    if row is None:
        return [""] * len(header)
    if not any(header):
        cells = [words for _, words in row.cells]
        return (cells + [""] * len(header))[: len(header)]
    named = [(plain(_COLOURED.sub("", name)).casefold(), words) for name, words in row.cells]
    return [" ".join(words for name, words in named if name == wanted) for wanted in header]


def _same(expected: str, got: str) -> bool:
    bare = _COLOURED.sub("", got)
    if not expected:
        return not bare or bare in ("red", "amber", "green", "blue")
    return plain(expected) == plain(bare)


def _said(words: str, row: Statement | None) -> str:
    if row is None:
        return f"{words!r} in no row"
    return f"{words!r} in " + " | ".join(f"{name}: {cell}" for name, cell in row.cells)[:200]


def _names(owner: str) -> set[str]:
    return {name for part in re.split(r"[/,;&+\n]|\band\b", _COLOURED.sub("", owner)) if (name := plain(part))}


def _owners(items: list[dict[str, str]], statements: list[Statement]) -> Iterator[Found]:
    for item in items:
        key = letters(_NUMBER.sub("", item["text"]))
        own = [s for s in statements if (said := letters(_NUMBER.sub("", s.text))) and _part_of(said, key)]
        given = {name for s in own for name in _names(s.owner) | _row_owners(s)}
        if item["owner"] or given:
            right = given == _names(item["owner"]) and bool(own)
            got = repr("/".join(sorted(given))) if own else "words not found as they stand"
            yield Found("owners", right, f"{item['text'][-70:]!r}: {item['owner']!r}", got)


def _part_of(said: str, key: str) -> bool:
    """Tell whether a statement is of an item: its words are the item's, or the item's stand whole in it."""
    return (len(said) > 12 and said in key) or said == key or (len(key) > 20 and key in said)


def _row_owners(row: Statement) -> set[str]:
    owned = ("owner", "action", "lead", "by whom", "who")
    return {n for name, words in row.cells if name.casefold() in owned and len(words) < 12 for n in _names(words)}


def _order(order: list[str], stream: list[str]) -> Iterator[Found]:
    whole = letters(" ".join(stream))
    said = plain(" ".join(stream))
    places, last = [], 0
    for words in order:
        key = letters(_NUMBER.sub("", words))
        at = whole.find(key, last)
        at = at if at >= 0 else whole.find(key)
        places.append((at, at + len(key)))
        last = max(last, at + len(key))
        bare = plain(_NUMBER.sub("", words))
        yield Found("words", bare in said, words[:70], _instead(bare, said))
    for (one, two), (a, b) in zip(pairwise(places), pairwise(order), strict=True):
        right = one[0] >= 0 and two[0] >= 0 and two[0] >= one[1]
        got = "the other way round" if min(one[0], two[0]) >= 0 else "one is not there whole"
        yield Found("order", right, f"{a[:40]!r} then {b[:40]!r}", got)


def _instead(words: str, said: str) -> str:
    """Return what was read after the longest beginning of some words that was read."""
    pieces = words.split(" ")
    for length in range(len(pieces) - 1, 2, -1):
        start = said.find(" ".join(pieces[:length]))
        if start >= 0:
            end = start + len(" ".join(pieces[:length]))
            return f"... {said[max(start, end - 20) : end]}|{said[end : end + 50]} ..."
    return "nothing that begins so"


def _headings(headings: list[str], either: list[str], document: Document) -> Iterator[Found]:
    found = _both(name for section in document.sections for name in section.path)
    for name in headings:
        right = bool(_both([name]) & found)
        yield Found("headings", right, name, "" if right else "not a heading")
    wanted = _both([*headings, *either])
    for section in document.sections:
        if section.path and not _both(section.path[-1:]) & wanted:
            yield Found("headings", False, "no heading", section.path[-1][:80])


def _both(names: Iterable[str]) -> set[str]:
    """Return names as they stand and without the number before them."""
    return {key for name in names for key in (letters(name), letters(_NUMBER.sub("", name))) if key}


def papers(split: str, names: list[str] | None = None) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the PDFs of a split with their truths."""
    for path in sorted((HERE / "papers" / split).glob("*.pdf")):
        name = path.name.split(".")[0]
        if not names or name in names or path.name in names:
            yield path, json.loads((HERE / "truths" / split / f"{name}.json").read_text("utf-8"))


def measure(split: str, names: list[str] | None = None) -> dict[str, list[Found]]:
    """Read a split's papers and return what was looked for in each."""
    return {path.name: list(scored(read(path), truth)) for path, truth in papers(split, names)}


def shares(found: dict[str, list[Found]]) -> dict[str, tuple[int, int]]:
    """Return right and all of each measure over papers."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in (f for found_in_one in found.values() for f in found_in_one):
        counts[one.measure][0] += one.right
        counts[one.measure][1] += 1
    return {name: (counts[name][0], counts[name][1]) for name in MEASURES if name in counts}


def report(found: dict[str, list[Found]]) -> str:
    """Return the figures as a Markdown table: every paper that has a miss, and all together."""
    lines = [f"| | {' | '.join(MEASURES)} |", "|---" * (len(MEASURES) + 1) + "|"]
    for name, one in [*found.items(), (f"all {len(found)} papers", [f for part in found.values() for f in part])]:
        got = shares({name: one})
        cells = [f"{got[m][0]}/{got[m][1]}" if m in got else "" for m in MEASURES]
        if any(not f.right for f in one) or name.startswith("all"):
            lines.append(f"| {name} | {' | '.join(cells)} |")
    totals = shares(found)
    share = [f"{100 * totals[m][0] / totals[m][1]:.1f} %" if m in totals else "" for m in MEASURES]
    lines.append(f"| share | {' | '.join(share)} |")
    return "\n".join(lines)


def main() -> None:
    """Score a split and print it."""
    parser = argparse.ArgumentParser(description="Score the reading of the layout set.")
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("-v", action="store_true", help="print every miss")
    parser.add_argument("names", nargs="*", help="layouts or files; all where none is named")
    options = parser.parse_args()
    found = measure(options.split, options.names)
    for name, one in found.items():
        for miss in (f for f in one if options.v and not f.right):
            print(f"{name} {miss.measure}: {miss.expected}\n    got {miss.got}")
    print(report(found))


if __name__ == "__main__":
    main()
