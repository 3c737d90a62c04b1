"""How often a wrong sentence is caught and a right one lost, on pairs made by rule from the shared papers.

`python -m eval.bench_check [-v]` prints the shares by kind and split; -v lists what went wrong on the dev half.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from assistant.checking.check import Checker, Verdict
from eval.check_pairs import Pair, pairs, papers
from index.embedding import SentenceEmbedder, Vectors

PAPERS = Path(__file__).parent.parent.parent / "shared" / "documents"
_SHOWN = ("kept", "repaired")


def likeness(embedder: SentenceEmbedder) -> Callable[[str, Iterable[str]], list[float]]:
    """Return the cosine of a text with others, each text embedded once."""
    vectors: dict[str, Vectors] = {}

    def vector(text: str) -> Vectors:
        if text not in vectors:
            vectors[text] = embedder.embed([text])[0]
        return vectors[text]

    return lambda text, others: [float(vector(text) @ vector(other)) for other in others]


def judged(checker: Checker, of: Sequence[Pair]) -> list[tuple[Pair, Verdict]]:
    """Return each pair with what became of its sentence."""
    return [(pair, checker.check(pair.sentence, pair.marks, pair.pieces)) for pair in of]


def good(pair: Pair, verdict: Verdict) -> bool:
    """Tell whether a right sentence is shown, or a wrong one is not."""
    return (verdict.outcome in _SHOWN) == pair.right


def shares(results: Sequence[tuple[Pair, Verdict]]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return by split ("dev", "test", "all") and "caught" or "dropped" how many of how many."""
    found: Counter[tuple[str, str]] = Counter()
    totals: Counter[tuple[str, str]] = Counter()
    for pair, verdict in results:
        what = "dropped" if pair.right else "caught"
        for split in (pair.split, "all"):
            totals[split, what] += 1
            found[split, what] += verdict.outcome not in _SHOWN
    return {key: (found[key], total) for key, total in totals.items()}


def table(results: Sequence[tuple[Pair, Verdict]]) -> str:
    """Return the shares by kind and split as a table."""
    kinds = list(dict.fromkeys((p.right, p.kind) for p, _ in sorted(results, key=lambda r: (r[0].right, r[0].kind))))
    lines = [f"{'':34}{'dev':>14}{'test':>14}"]
    for right, kind in kinds:
        row = f"{'right: ' if right else 'wrong: '}{kind:27}"
        for split in ("dev", "test"):
            of = [
                v.outcome not in _SHOWN for p, v in results if p.kind == kind and p.right == right and p.split == split
            ]
            row += f"{sum(of):>7} /{len(of):>4}  " if of else f"{'-':>14}"
        lines.append(row)
    for (split, what), (number, total) in sorted(shares(results).items()):
        lines.append(f"{split}: {what} {number} of {total}, {number / total:.3f}")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and with -v what went wrong on the dev half."""
    results = judged(Checker(likeness(SentenceEmbedder())), pairs(papers(PAPERS)))
    if "-v" in sys.argv:
        for pair, verdict in results:
            if pair.split == "dev" and not good(pair, verdict):
                print(f"{'right' if pair.right else 'WRONG'} {pair.kind} [{verdict.outcome}: {verdict.why}]")
                print(f"   {pair.sentence}\n   {pair.pieces[0].text!r}"[:900])
    print(table(results))


if __name__ == "__main__":
    main()
