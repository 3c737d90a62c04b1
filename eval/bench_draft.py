"""How well a hidden update is drafted again from partner returns: `python -m eval.bench_draft`.

For each quarterly update of the real and the sample papers: a library of its board's other papers, and the update's own
bullets, shuffled and without their priorities, as the returns of three partners; about a third of them a second time
in another partner's words. Drafted, and compared with where the update has each bullet.

Where a board has no other update and no strategy for the quarter, its priorities and aims are given, without bullets.
"""

import random
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from assistant.drafting.drafting import draft
from assistant.drafting.model import Bullet, Draft
from assistant.drafting.priorities import Priority, bare, of_update
from eval.rewording import reworded
from index.embedding import SentenceEmbedder
from index.library import Library, files_under
from index.settings import IndexSettings
from ingest.documents import Document
from ingest.errors import IngestError
from ingest.periods import Period
from ingest.reading import read

SAMPLE = Path(__file__).parent / "sample" / "papers"
SHARED = Path(__file__).parent.parent.parent / "shared" / "documents"
PARTNERS = ("Partner A", "Partner B", "Partner C")
_AS_TEXT = re.compile(r"update|quarter|^\d{3}_", re.I)


@dataclass(frozen=True, slots=True)
class Hidden:
    """An update that is hidden: `others` are the board's papers that stay; `template` tells that aims are given."""

    name: str
    path: Path
    document: Document
    priorities: tuple[Priority, ...]
    others: tuple[Path, ...]
    template: bool

    @property
    def split(self) -> str:
        """The dev quarters are those that the weights were set on."""
        return "dev" if self.quarter in (1, 2) else "test"

    @property
    def quarter(self) -> int:
        """The number of the quarter."""
        assert self.document.period is not None
        return int(self.document.period.label[1])


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one hidden update: counts, and the seconds of the draft."""

    name: str
    split: str
    bullets: int
    right: int
    unplaced: int
    doubled: int
    merged: int
    wrongly_merged: int
    lost: int
    without_source: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Said:
    """A bullet as a return has it: its number in the update, and whether it is the reworded copy."""

    number: int
    text: str
    copy: bool


def hidden_updates(folders: Sequence[Path]) -> list[Hidden]:
    """Return the updates below folders, each with the other papers of its folder."""
    found: list[Hidden] = []
    for folder in folders:
        paths = sorted(files_under([folder]))
        updates = {path: document for path in paths if _AS_TEXT.search(path.name) and (document := _update(path))}
        for path, document in updates.items():
            assert document.period is not None
            others = tuple(p for p in paths if p != path)
            name = f"{document.board}, {document.period.label.split(' (')[0]}"
            known = len(updates) > 1
            found.append(Hidden(name, path, document, tuple(of_update(document)), others, not known))
    return found


def _update(path: Path) -> Document | None:
    try:
        document = read(path)
    except IngestError:
        return None
    return document if document.kind == "quarterly update" and document.period else None


def returns_of(hidden: Hidden, seed: int) -> tuple[list[list[Said]], list[str]]:
    """Return the bullets of a hidden update, shuffled, as three partners' returns, and the heading of each bullet."""
    draw = random.Random(seed)
    bullets = [(text, p.heading) for p in hidden.priorities for text in p.said]
    returns: list[list[Said]] = [[] for _ in PARTNERS]
    order = list(range(len(bullets)))
    draw.shuffle(order)
    for place, number in enumerate(order):
        text, _ = bullets[number]
        home = place % len(PARTNERS)
        returns[home].append(Said(number, text, False))
        if place % 3 == 0:
            other = (home + 1) % len(PARTNERS)
            returns[other].append(Said(number, reworded(text, draw), True))
    for one in returns:
        draw.shuffle(one)
    return returns, [heading for _, heading in bullets]


def paper_of(said: Sequence[Said], partner: str, hidden: Hidden) -> str:
    """Return a partner's return as plain text: whose, for whom, of which quarter, and its bullets."""
    period = hidden.document.period
    assert period is not None
    head = [f"{partner}: return to {hidden.document.board} for {_spoken(period)}", "", f"Date: {_day(period)}", ""]
    return "\n".join([*head, "What we did this quarter", "", *(f"- {one.text}" for one in said), ""])


def _spoken(period: Period) -> str:
    return period.label


def _day(period: Period) -> str:
    return f"{period.end.day} {period.end:%B %Y}"


def template_of(hidden: Hidden) -> str:
    """Return the head of a hidden update, its priorities and their aims, without a bullet."""
    lines = ["Strategy in force: priorities and aims", ""]
    for p in hidden.priorities:
        lines += ["", p.heading, "", f"Aim: {p.aims[0]}" if p.aims else "", *(f"- {aim}" for aim in p.aims[1:])]
    return "\n".join([f"{hidden.document.board} Strategy", "", *lines, ""])


def measure(hidden: Hidden, seed: int, folder: Path, embedder: SentenceEmbedder) -> tuple[Result, Draft, list[str]]:
    """Hide an update, draft its quarter again and compare; returns also the draft and what went wrong, in lines."""
    returns, headings = returns_of(hidden, seed)
    library = Library(IndexSettings(home=folder / "home"), embedder)
    like = ""
    files = list(hidden.others)
    for partner, said in zip(PARTNERS, returns, strict=True):
        files.append(folder / f"{partner}.txt")
        files[-1].write_text(paper_of(said, partner, hidden), encoding="utf-8")
    if hidden.template:
        files.append(folder / "priorities.txt")
        files[-1].write_text(template_of(hidden), encoding="utf-8")
        like = "priorities.txt"
    for _ in library.ingest(files):
        pass
    assert hidden.document.period is not None
    started = time.perf_counter()
    made = draft(library, hidden.document.board, hidden.document.period.label, like=like)
    seconds = time.perf_counter() - started
    library.close()
    result, wrong = compared(hidden, returns, headings, made)
    return Result(seconds=seconds, name=hidden.name, split=hidden.split, **result), made, wrong


def compared(
    hidden: Hidden, returns: Sequence[Sequence[Said]], headings: Sequence[str], made: Draft
) -> tuple[dict[str, int], list[str]]:
    """Return the counts of a draft beside the hidden update, and what went wrong, in lines."""
    every = [said for one in returns for said in one]
    shown = [(s.priority, b) for s in made.sections for b in s.bullets] + [("", b) for b in made.unplaced]
    of: dict[int, list[Bullet]] = {i: [] for i in range(len(headings))}
    placed: dict[int, str] = {}
    wrong: list[str] = []
    mixed = 0
    for heading, bullet in shown:
        numbers = {said.number for said in every if _told_in(said, bullet)}
        mixed += len(numbers) > 1 and len({_plain(e.text) for e in every if e.number in numbers and not e.copy}) > 1
        for number in numbers:
            of[number].append(bullet)
            placed[number] = heading
    lost = [said for said in every if not of[said.number]]
    wrong += [f"lost: {said.text}" for said in lost if not said.copy]
    right = 0
    for number, heading in enumerate(headings):
        same = bare(placed.get(number, "")).lower() == bare(heading).lower()
        right += same
        if not same and of[number]:
            where, first = placed[number] or "unplaced", of[number][0]
            wrong.append(f"{heading[:30]} -> {where[:30]} ({first.score}, {first.why}): {first.text[:90]}")
    doubled = [said.number for said in every if said.copy]
    apart = [n for n in doubled if len({b.id for b in of[n]}) > 1]
    wrong += [f"not merged: {' || '.join(b.text[:110] for b in of[n])}" for n in apart]
    counts = {
        "bullets": len(headings),
        "right": right,
        "unplaced": sum(1 for n in range(len(headings)) if of[n] and not placed[n]),
        "doubled": len(doubled),
        "merged": len(doubled) - len(apart),
        "wrongly_merged": mixed,
        "lost": len({said.number for said in lost}),
        "without_source": sum(not b.citations for _, b in shown),
    }
    return counts, wrong


def _told_in(said: Said, bullet: Bullet) -> bool:
    """Tell whether a line of a return is what a bullet says or cites."""
    words = _plain(said.text)
    return words in _plain(bullet.text) or any(
        words in _plain(c.quote) or _plain(c.quote) in words for c in bullet.citations
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9£%]+", text.lower()))


def table(results: Sequence[Result]) -> Table:
    """Return results as a table, a row for each hidden update and one for each split."""
    shown = Table(
        *("update", "split", "bullets", "placed right", "not placed", "doubles merged", "wrongly merged", "lost"),
        *("no source", "seconds"),
        title="A hidden update drafted again from partner returns",
    )
    groups = [(r.name, [r]) for r in results]
    groups += [(f"all {split}", [r for r in results if r.split == split]) for split in ("dev", "test")]
    for name, rows in groups:
        if not rows:
            continue
        bullets, doubled = sum(r.bullets for r in rows), sum(r.doubled for r in rows)
        shown.add_row(
            name,
            rows[0].split,
            str(bullets),
            f"{sum(r.right for r in rows) / bullets:.3f}",
            str(sum(r.unplaced for r in rows)),
            f"{sum(r.merged for r in rows) / doubled:.3f}" if doubled else "–",
            str(sum(r.wrongly_merged for r in rows)),
            str(sum(r.lost for r in rows)),
            str(sum(r.without_source for r in rows)),
            f"{sum(r.seconds for r in rows) / len(rows):.1f}",
        )
    return shown


def main(
    seed: Annotated[int, typer.Option(help="how the bullets are shuffled and reworded")] = 1,
    wrongs: Annotated[bool, typer.Option("--wrongs", help="print what went wrong, line by line")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Measure drafts of hidden updates: placed right, duplicates merged, nothing lost, every bullet with a source."""
    folders = [SAMPLE, *(sorted(p for p in SHARED.iterdir() if p.is_dir()) if SHARED.is_dir() else [])]
    embedder = SentenceEmbedder()
    results = []
    console = Console(width=150)
    for hidden in hidden_updates(folders):
        with tempfile.TemporaryDirectory() as folder:
            result, _, wrong = measure(hidden, seed, Path(folder), embedder)
        results.append(result)
        if wrongs:
            console.print(f"\n{hidden.name}", *wrong, sep="\n  ", markup=False)
    if as_json:
        console.print_json(data=[asdict(r) for r in results])
    else:
        console.print(table(results))


if __name__ == "__main__":
    typer.run(main)
