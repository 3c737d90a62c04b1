"""On pairs made by rule from real papers, wrong sentences are caught and right ones kept."""

from assistant.checking.check import Checker
from eval.bench_check import good, judged, likeness, shares, table
from eval.check_pairs import pairs, papers


def test_wrong_sentences_are_caught_and_right_ones_kept(shared_documents, embedder):
    of = pairs(papers(shared_documents))
    assert len(of) >= 300
    assert sum(p.right for p in of) * 2 == len(of)
    assert len({p.kind for p in of if not p.right}) >= 12
    results = judged(Checker(likeness(embedder)), of)
    found = shares(results)
    for split in ("dev", "test", "all"):
        caught, wrong = found[split, "caught"]
        dropped, right = found[split, "dropped"]
        missed = [p.sentence for p, v in results if not p.right and not good(p, v)]
        assert caught / wrong >= 0.95, f"{table(results)}\n" + "\n".join(missed)
        assert dropped / right <= 0.05, table(results)
