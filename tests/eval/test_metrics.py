"""Each metric is a plain function: its values can be worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.statements import Statement, statements
from eval import metrics
from eval.rows import Retrieved


def cite(n, quote, **place):
    return {
        "n": n,
        "document": "a.pdf",
        "title": "",
        "part": "",
        "date": None,
        "page": 1,
        "section": "",
        "quote": quote,
    } | place


def found(*places):
    return [Retrieved(document, page, page, "", "text") for document, page in places]


def test_a_mark_stands_for_its_sentence_and_those_before_it_in_its_line():
    answer = "First thing. Second thing. [1] Third thing [2].\nFourth thing."
    assert statements(answer) == [
        Statement("First thing.", (1,)),
        Statement("Second thing.", (1,)),
        Statement("Third thing.", (2,)),
        Statement("Fourth thing.", ()),
    ]


def test_a_remark_in_brackets_belongs_to_the_sentence_before():
    (one,) = statements("The hall was closed by flooding. [2] (23 January 2025)")
    assert one == Statement("The hall was closed by flooding (23 January 2025).", (2,))


def test_a_quotation_is_not_split():
    (one,) = statements("It was closed on 2 May 2024: “Done. All have signed. Closed.” [1]")
    assert one.marks == (1,)


def test_a_lead_has_the_marks_of_its_entries():
    lead, *entries = statements("Apologies:\n- Ann Lee [1]\n- Bob Day [3]\nOther matters. [4]")
    assert lead == Statement("Apologies:", (1, 3), 2)
    assert [e.marks for e in entries] == [(1,), (3,), (4,)]


def test_a_lead_above_leads_has_the_marks_of_all():
    first, second, *_ = statements("2 actions:\nMay:\n- One [1]\nJune:\n- Two [2]")
    assert (first.marks, second.marks) == ((1, 2), (1,))


def test_a_lead_above_a_line_has_its_marks():
    lead, line = statements("The Board, 4 June 2019, Waste:\nIt was agreed. [2]")
    assert (lead.marks, lead.entries, line.marks) == ((2,), 1, (2,))


@pytest.mark.parametrize(
    "remark",
    [
        "As to “why”: the papers here do not say.",
        "This is from the minutes of 5 of 10 meetings; none here for 20 July 2022.",
        "I looked through 13 papers, from 27 April 2022 to 23 January 2025.",
        "The documents do not mention it.",
    ],
)
def test_what_the_papers_do_not_say_needs_no_citation(remark):
    assert statements(remark) == []
    assert math.isnan(metrics.citation_recall(remark, []))


def test_completeness_is_the_share_of_facts():
    assert metrics.completeness([["61"], ["Ann Lee", "Ms Lee"]], "Ms Lee said 16.") == 0.5
    assert math.isnan(metrics.completeness([], "anything"))


def test_facts_in_looks_into_each_text():
    assert metrics.facts_in([["61"], ["Ann Lee"]], ["there were 61", "Ann", "Lee"]) == 0.5
    assert metrics.facts_in([["61"]], []) == 0


def test_words_are_counted_without_marks():
    assert metrics.word_count("Six members [1] agreed. [2][3]") == 3
    assert metrics.longest([["a"], ["b"]]) == 140


def test_concision_is_the_share_of_words_to_the_point():
    answer = "List:\n- Sixty-one were seen here [1]\n- Nothing else of note at all [2]"
    assert metrics.concision([["61"]], answer) == pytest.approx(4 / 10)
    assert metrics.concision([["62"]], answer) == 0
    assert math.isnan(metrics.concision([], answer))


def test_citation_recall_is_the_share_of_statements_with_a_citation_that_is_there():
    answer = "One thing. [1]\nTwo things. [9]\nThree things."
    assert metrics.citation_recall(answer, [cite(1, "x")]) == pytest.approx(1 / 3)


QUOTE = "Ann Lee will bring 12 new bins to Rye Park by 3 May 2024 at a cost of £1,500."


@pytest.mark.parametrize(
    "statement",
    [
        "Ann Lee will bring twelve bins to Rye Park by 3rd May 2024",
        "Bins cost £1.5k",
        "AL brings the bins",
        "Earlier (2 April 2024): Ann Lee will bring bins",
        "Agreed on 2 April 2024, minute 7: Ann Lee brings bins to Rye Park",
        "Q1: 12 bins",
        "Bins in Q1 2024/25: 12",
    ],
)
def test_cited_text_carries(statement):
    cited = [cite(1, QUOTE, date="2024-04-02", section="7 Waste")]
    assert metrics.citation_precision(f"{statement} [1]", cited, "How many bins in Q1 2024/25?") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "Ann Lee will bring 13 bins to Rye Park",
        "Ann Lee will bring 12 bins to Rye Park by 4 May 2024",
        "Ann Lee will bring bins at a cost of £1,600",
        "Ann Lee will bring 12% of bins",
        "Then Bob Day will bring 12 new bins",
        "The PCSO will bring 12 new bins",
        "A quarrel about dogs ended badly for everybody there",
        "Bins in Q3 2024/25: 12",
    ],
)
def test_cited_text_does_not_carry(statement):
    cited = [cite(1, QUOTE, date="2024-04-02", section="7 Waste")]
    assert metrics.citation_precision(f"{statement} [1]", cited, "How many bins in Q1 2024/25?") == 0


def test_a_name_stands_in_its_initials_and_the_other_way():
    assert metrics.citation_precision("The owner is Ann Lee [1]", [cite(1, "The owner: AL")]) == 1
    assert metrics.citation_precision("AL is the owner [1]", [cite(1, "The owner is Ann Lee")]) == 1
    assert metrics.citation_precision("The owner is Ann Day [1]", [cite(1, "The owner: AL")]) == 0


def test_the_count_of_a_lead_is_that_of_its_entries():
    cited = [cite(1, "Mend the gate"), cite(2, "Paint the gate")]
    assert metrics.citation_precision("2 actions:\n- Mend the gate [1]\n- Paint the gate [2]", cited) == 1
    assert metrics.citation_precision("3 actions:\n- Mend the gate [1]\n- Paint the gate [2]", cited) == pytest.approx(
        2 / 3
    )


def test_a_statement_is_carried_by_its_citations_together():
    cited = [cite(1, "58 burglaries in May"), cite(2, "74 burglaries in June")]
    assert metrics.citation_precision("Burglaries rose from 58 [1] to 74 [2]", cited) == 1
    assert metrics.citation_precision("Burglaries rose from 58 to 74 [1]", cited) == 0


def test_uncited_statements_do_not_count_for_precision():
    assert math.isnan(metrics.citation_precision("A thing. Another.", []))
    assert metrics.citation_precision("Six dogs ran. [1]\nNobody saw 900 cats.", [cite(1, "six dogs ran")]) == 1


def test_the_right_place_is_cited():
    cited = [cite(1, "x", document="b.pdf", page=4, section="3 Police › 3.1 Burglary"), cite(2, "y", page=2)]
    assert metrics.right_document(cited, ["B.pdf", "c.pdf"]) == 1
    assert metrics.right_document(cited, ["c.pdf"]) == 0
    assert math.isnan(metrics.right_document(cited, []))
    assert metrics.right_page(cited, ["b.pdf"], 4) == 1
    assert metrics.right_page(cited, ["b.pdf"], 2) == 0, "page 2 is another paper's"
    assert math.isnan(metrics.right_page(cited, ["b.pdf"], None))
    assert metrics.right_section(cited, ["b.pdf"], "burglary") == 1
    assert metrics.right_section(cited, ["b.pdf"], "hate crime") == 0
    assert math.isnan(metrics.right_section(cited, ["b.pdf"], ""))


def test_retrieval_by_hand():
    passages = found(("x", 1), ("a", 1), ("a", 2), ("y", 1), ("z", 1), ("b", 3))
    scores = metrics.retrieval(passages, ["a", "b"], None)
    assert scores["recall@5"] == 0.5
    assert scores["recall@10"] == 1
    assert scores["precision@5"] == pytest.approx(2 / 5)
    assert scores["mrr"] == 0.5
    best = 1 + 1 / math.log2(3)
    assert scores["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(7)) / best)


def test_a_page_is_wanted_where_one_is_expected():
    passages = [Retrieved("a", 1, 2, "", ""), Retrieved("a", None, None, "", ""), Retrieved("a", 3, 5, "", "")]
    scores = metrics.retrieval(passages, ["a"], 4)
    assert scores["mrr"] == pytest.approx(1 / 3)
    assert scores["precision@5"] == pytest.approx(1 / 5)


def test_nothing_found_is_0_and_nothing_to_find_is_not_defined():
    assert set(metrics.retrieval([], ["a"], None).values()) == {0.0}
    assert all(math.isnan(v) for v in metrics.retrieval(found(("a", 1)), [], None).values())


PLACES = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 3)), max_size=12)


@given(PLACES, st.lists(st.sampled_from("abcd"), min_size=1, max_size=3), st.none() | st.integers(1, 3))
def test_retrieval_is_a_share_and_what_comes_first_never_hurts(places, documents, page):
    scores = metrics.retrieval(found(*places), documents, page)
    assert all(0 <= value <= 1 + 1e-9 for value in scores.values())
    better = metrics.retrieval(found((documents[0], page or 1), *places), documents, page)
    assert all(better[name] >= scores[name] - 1e-9 for name in ("mrr", "precision@5"))


@given(st.text("Ab 12£%.[]():;\n-“”", max_size=80))
def test_citation_metrics_are_shares_of_any_answer(answer):
    cited = [cite(1, "A 12 b"), cite(2, answer)]
    for value in (metrics.citation_precision(answer, cited), metrics.citation_recall(answer, cited)):
        assert math.isnan(value) or 0 <= value <= 1
