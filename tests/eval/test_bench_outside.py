"""How the outside sets are put in and measured: on invented sets, and on the real ones where they are."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.answer import Answer, Citation
from eval.dsf_answers import Family
from eval.outside import asking, finding
from eval.outside.__main__ import PROTOCOLS, app
from eval.outside.corpora import BENCH, FOLDERS, Place, corpus, lines
from eval.outside.figures import figures
from index.search import Passage
from tests.conftest import ROOT

TURNS = [
    {"meeting": "parks", "turn": 0, "speaker": "The Chair", "text": "Welcome  to the meeting on parks."},
    {"meeting": "parks", "turn": 1, "speaker": "Ann Bell", "text": "The pond was drained in May. It leaks again."},
    {"meeting": "parks", "turn": 2, "speaker": "Carl Dow", "text": "A new pump is on its way."},
]
PASSAGES = [
    {
        "id": "parks#0", "doc": "parks", "turn_from": 0, "turn_to": 1,
        "text": "The Chair: Welcome to the meeting on parks.\nAnn Bell: The pond was drained in May.",
    },
    {
        "id": "parks#1", "doc": "parks", "turn_from": 1, "turn_to": 2,
        "text": "Ann Bell: It leaks again.\nCarl Dow: A new pump is on its way.",
    },
]  # fmt: skip


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """An invented set of each kind, in the shape of the real ones."""
    folder = tmp_path / "bench"
    both = {way: {"hit@5": 0.5, "ndcg@10": 0.4} for way in ("dense", "bm25")}
    for name, tag in (("dsf", "sections"), ("squad2", "full-index"), ("clapnq", "passages600")):
        _write(folder / FOLDERS[name] / "baseline_results.jsonl", [{"tag": tag, "split": "all", "results": both}])
    dev = {way: {"hit@5": 0.6, "ndcg@10": 0.3} for way in ("dense", "bm25")}
    results = [
        {"tag": tag, "split": split, "results": found}
        for tag in ("corpus-wide", "within-meeting")
        for split, found in (("all", both), ("dev", dev))
    ]
    qmsum = folder / FOLDERS["qmsum"]
    _write(qmsum / "baseline_results.jsonl", results)
    _write(qmsum / "docs.jsonl", PASSAGES)
    _write(qmsum / "turns.jsonl", TURNS)
    asked = {"split": "dev", "answerable": True}
    question = {"id": "q", "meeting": "parks", "question": "What happened to the pond?", "gold_spans": [[1, 1]]}
    _write(qmsum / "questions.jsonl", [asked | question | {"gold": ["parks#0", "parks#1"]}])
    squad2 = folder / FOLDERS["squad2"]
    text = {"Otters": "Otters live in the river Ayton. They eat eels.", "Kites": "Kites nest in tall oaks in March."}
    docs = [{"id": f"{t}#0", "doc": t, "title": f"{t} of Ayton", "text": body} for t, body in text.items()]
    _write(squad2 / "docs.jsonl", docs)
    ask = {
        "Otters": ("Which river do otters live in?", ["the river Ayton"]),
        "Kites": ("Where do kites nest?", ["oak"]),
    }
    rows = [
        asked | {"id": doc, "doc": doc, "question": words, "answers": gold, "gold": [f"{doc}#0"]}
        for doc, (words, gold) in ask.items()
    ]
    _write(squad2 / "questions.jsonl", [*rows, rows[0] | {"id": "no", "answerable": False, "gold": [], "answers": []}])
    clapnq = folder / FOLDERS["clapnq"]
    told = ["Otters live in the river Ayton .", "They eat eels ."]
    _write(clapnq / "docs.jsonl", [{"id": "c0", "title": "Otters", "text": " ".join(told), "sentences": told}])
    row = {"question": "what do otters eat", "answers": ["eels"], "near_passage": "c0"}
    answerable = asked | row | {"id": "1", "gold": ["c0"], "gold_sentences": [[1]]}
    _write(clapnq / "questions.jsonl", [answerable, asked | row | {"id": "2", "gold": [], "answerable": False}])
    minutes = folder / FOLDERS["dsf"]
    led = "The meeting was led by Ann Bell."
    body = f"# Ayton Board meeting, May 7, 2031\n\n{led}\n"
    (minutes / "files").mkdir(parents=True)
    (minutes / "files" / "2031-05-07.md").write_text(body, "utf-8")
    _write(minutes / "docs.jsonl", [{"id": "0", "doc": "2031-05-07", "text": f"header\n{led}"}])
    chair = {"family": "chair_of_meeting", "question": "Who led the Ayton Board meeting on 7 May 2031?"}
    unheld = {"family": "unans_no_meeting", "question": "Who led the Ayton Board meeting on 9 July 2031?"}
    told_rows = [chair | {"id": "a", "answers": ["Ann Bell"], "gold": ["0"], "gold_units": ["2031-05-07"]} | asked]
    _write(minutes / "questions.jsonl", [*told_rows, asked | unheld | {"id": "b", "gold": [], "answerable": False}])
    return folder


def _passage(name: str, start: int, end: int) -> Passage:
    return Passage(
        id=f"{name}{start}", document=name, name=name, title="", board="", kind="", part=0, part_title="", section=0,
        path=(), header="", text="", start=start, end=end, first_page=None, last_page=None, date=None, paper_date=None,
        period=None, statements=(),
    )  # fmt: skip


def test_a_transcript_says_each_turn_once_and_its_passages_are_found_in_it(bench: Path, tmp_path: Path) -> None:
    made = corpus("qmsum", tmp_path / "files", bench)
    (file,) = made.places
    text = (made.folder / file).read_text("utf-8")
    turns = [" ".join(text[t.start : t.end].split()) for t in made.turns[file]]
    assert turns == [f"{t['speaker']}: {' '.join(str(t['text']).split())}" for t in TURNS]
    assert text[made.places[file][0].start :].startswith("Welcome to the meeting")
    assert text[made.places[file][0].start : made.places[file][0].end].endswith("drained in May.")
    assert text[made.places[file][1].start : made.places[file][1].end].startswith("It leaks again.")


def test_other_articles_are_kept_out(bench: Path, tmp_path: Path) -> None:
    made = corpus("squad2", tmp_path / "files", bench, ["Kites"])
    assert [place.id for places in made.places.values() for place in places] == ["Kites#0"]
    assert len(list(made.folder.iterdir())) == 1


def test_gold_words_count_up_to_the_budget_and_in_their_own_meeting_alone() -> None:
    texts = {"a": "one two three four five six", "b": "one two three four five six"}
    gold = [Place("0", 8, 27)]  # "three four five six"
    found = [_passage("b", 0, 13), _passage("a", 4, 18), _passage("a", 19, 27)]
    assert [finding.inside(found, budget, "a", gold, texts) for budget in (3, 4, 5, 6, 7, 8, 99)] == [
        0,
        0,
        1,
        2,
        3,
        4,
        4,
    ]


def test_a_passage_counts_where_it_first_comes(bench: Path, tmp_path: Path) -> None:
    made = corpus("squad2", tmp_path / "files", bench)
    (otters, kites) = made.places
    first, second = made.places[otters][0], made.places[kites][0]
    found = [_passage(kites, second.start, second.start + 9), _passage(otters, first.start, first.end)]
    assert list(finding.ranking([*found, found[0]], made)) == ["Kites#0", "Otters#0"]
    rows = [{"id": "q", "answerable": True, "gold": ["Otters#0"]}, {"id": "r", "answerable": False, "gold": []}]
    scores = finding.measured(lambda row: found, made, rows)
    assert scores["hit@5"] == 1
    assert scores["nDCG@10"] == pytest.approx(0.6309, abs=1e-3)


def _citation(document: str, start: int, end: int) -> Citation:
    return Citation(1, document, "", "", "", "", None, None, "", "", start, end)


def test_a_sentence_is_quoted_where_half_of_it_is_and_quotes_elsewhere_are_wrong(bench: Path, tmp_path: Path) -> None:
    made = corpus("clapnq", tmp_path / "files", bench)
    ((file, (place,)),) = made.places.items()
    told = ["Otters live in the river Ayton .", "They eat eels ."]
    second = place.start + len(told[0]) + 1
    cited = [_citation(file, second, place.end), _citation("other.md", second, place.end)]
    assert asking.sentences(cited, file, place, told, made) == ({1}, 1)
    assert asking.sentences([_citation(file, place.start, place.end)], file, place, told, made) == ({0, 1}, 0)
    assert asking.overlap({1}, 1, {1, 0}) == (0.5, 0.5, 0.5)
    assert asking.overlap({1}, 0, {0}) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "held"),
    [("In the River Ayton. [1]", True), ("In river, Ayton [2]", True), ("In the river Aytons", False), ("", False)],
)
def test_an_answer_holds_a_gold_answer_as_whole_words(text: str, held: bool) -> None:
    assert asking.holds(Answer("", text, "fact"), ["the river Ayton"]) is held


def test_a_refusal_holds_no_gold_answer() -> None:
    assert not asking.holds(Answer("", "the river Ayton", "fact", reason="off_topic"), ["the river Ayton"])


def test_answered_and_refused_are_shares_of_their_own_questions() -> None:
    families = {"owner": Family(4, 2.5, 3, stale=1), "unans_topic": Family(2, 1.0, 1)}
    scores = asking.of_families(families)
    assert scores["answerable: answered"] == 0.75
    assert scores["answerable: score"] == 0.625
    assert scores["unanswerable: refused"] == 0.5


def test_baselines_are_of_the_same_split_else_of_all_and_the_best_is_the_aim(bench: Path) -> None:
    (figure,) = figures("qmsum", 1, {"hit@5": 0.55}, "dev", bench)
    assert (figure.aim, figure.reached) == (0.6, False)
    assert figures("qmsum", 1, {"hit@5": 0.55}, "test", bench)[0].reached
    assert figures("squad2 A", 1, {"answerable: answered": 0.5}, "dev", bench)[0].aim is None
    assert figures("dsf", 1, {"unanswerable: refused": 0.69}, "dev", bench)[0].reached is False


def test_every_set_is_measured_and_told(bench: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["--bench", str(bench), "--cache", str(tmp_path / "cache"), "--json"])
    assert run.exit_code == 0, run.output
    told = json.loads(run.stdout)["figures"]
    assert {f["set"].split()[0] for f in told} == set(PROTOCOLS)
    ours = {(f["set"], f["measure"]): f["ours"] for f in told}
    assert ours["qmsum", "hit@5"] == ours["qmsum", "gold words in 1000"] == 1
    assert ours["squad2", "hit@5"] == 1
    assert ours["dsf", "unanswerable: refused"] == 1
    assert ours["squad2 B", "unanswerable: refused"] == 1


def test_a_set_that_is_not_there_is_told_in_a_line(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["--bench", str(tmp_path / "none"), "--cache", str(tmp_path / "cache")])
    assert run.exit_code == 2
    assert "none" in run.output
    assert "Traceback" not in run.output
    run = CliRunner().invoke(app, ["--sets", "dsf,hats"])
    assert run.exit_code == 2
    assert "hats" in run.output


def test_every_real_passage_stands_where_its_place_says(tmp_path: Path) -> None:
    bench = ROOT / BENCH
    if not bench.is_dir():
        pytest.skip("the outside sets are not on this machine")
    for name in ("qmsum", "squad2", "clapnq"):
        made = corpus(name, tmp_path / name, bench)
        told = {row["id"]: row["text"].split() for row in lines(bench / FOLDERS[name] / "docs.jsonl")}
        for file, places in made.places.items():
            text = (made.folder / file).read_text("utf-8")
            for place in places:
                words, passage = text[place.start : place.end].split(), told.pop(place.id)
                assert words == passage[-len(words) :]
                assert len(passage) - len(words) <= 15  # the name and office of its first speaker
        assert told == {}
