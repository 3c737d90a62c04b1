"""Search over the sample papers with the real model: what is findable, what filters keep to, what can't break it."""

import datetime
import random
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Library
from index.search import Filters, Passage, Search, match_expression
from ingest.periods import quarter

SPITEFUL = [
    '" OR NEAR( * AND',
    "hate OR OR crime AND NOT",
    "NEAR(hate crime, 5)",
    'header : "hate',
    "^hate* + crime -",
    "' ; DROP TABLE chunks; --",
    "((((((",
    "\x00\x01\x02\x1f\x7f\x85",
    "\ud800 lone half",
    "{hate} crime}",
    "%_£% _ __ ½ ②",
    "was wurde gegen Hasskriminalität getan?",
    "что сделано",
    "\N{CAT FACE}\u200d\u0301",
    "word " * 2000,
    "anti-social-behaviour/" * 460,
    "x" * 10_000,
]


@pytest.fixture(scope="module")
def search(sample_library: Library) -> Search:
    return Search(sample_library)


def best(search: Search, question: str, k: int = 3) -> str:
    return "\n".join(f"{p.header}\n{p.text}" for p in search.words(question, k))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("evacuate", "evacuation exercise"),  # stemmed
        ("burglaries", "burglary"),
        ("Naveed Rahim", "Naveed Rahim"),
        ("KB/DA", "Exercise Lantern"),
        ("47b", "CHILDREN'S WORKER"),
        ("43a", "43a MINUTES OF THE PREVIOUS MEETING"),
        ("CSP23-017", "CSP23-017"),
        ("third-party", "third-party reporting centres"),
        ("anti-social", "nti-social behaviour"),
        ("£148,500", "£148,500"),
    ],
)
def test_full_text_finds(search: Search, sample_library: Library, question: str, expected: str) -> None:
    assert expected in best(search, question) or expected in best(search, question, 10)
    assert search.words(question)


def test_different_forms_of_a_word_find_the_same(search: Search) -> None:
    found = [{p.id for p in search.words(word, 60)} for word in ("volunteer", "volunteers", "volunteering")]
    assert found[0]
    assert found[0] == found[1] == found[2]


def test_owners_beside_a_minute_are_part_of_what_is_found(search: Search) -> None:
    statements = [s for p in search.words("final arrangements Exercise Lantern confirmed", 8) for s in p.statements]
    assert "KB/DA" in {s.owner for s in statements}


def test_meaning_finds_without_a_shared_word(search: Search) -> None:
    found = "\n".join(p.text for p in search.meaning("young folk carrying blades", 8))
    assert "knife crime" in found.lower()


def test_passages_are_scored_best_first(search: Search) -> None:
    for kind in (search.words, search.meaning, search.hybrid):
        found = kind("domestic abuse referrals in the second quarter", 10)
        scores = [p.score for p in found]
        assert len(found) == 10
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1.0001 for score in scores)
        assert len({p.id for p in found}) == 10


def test_k_is_kept_to(search: Search) -> None:
    assert [len(search.hybrid("hate crime", k)) for k in (1, 3, 7)] == [1, 3, 7]
    assert [p.id for p in search.hybrid("hate crime", 7)][:3] == [p.id for p in search.hybrid("hate crime", 3)]


# filters


def all_kinds(search: Search, filters: Filters) -> list[Passage]:
    question = "hate crime update from the Board"
    found = [p for kind in (search.words, search.meaning, search.hybrid) for p in kind(question, 50, filters)]
    assert found, filters
    return found


def test_a_board_keeps_to_its_papers(search: Search) -> None:
    found = all_kinds(search, Filters(boards=frozenset({"Safer Marlowick Partnership"})))
    assert {p.board for p in found} == {"Safer Marlowick Partnership"}
    assert search.hybrid("hate crime", 5, Filters(boards=frozenset({"Safer Elsewhere Board"}))) == []


def test_a_kind_keeps_to_papers_or_parts_of_it(search: Search, sample_library: Library) -> None:
    found = all_kinds(search, Filters(kinds=frozenset({"minutes"})))
    assert {p.kind for p in found} == {"minutes"}
    assert any(p.name.endswith("agenda-pack.pdf") for p in found)
    assert {p.name for p in all_kinds(search, Filters(kinds=frozenset({"quarterly update"})))} <= {
        "2023-24-q1-update.txt",
        "2023-24-q2-update.docx",
        "2023-24-q3-update.md",
    }


def test_a_document_keeps_to_itself(search: Search, sample_library: Library) -> None:
    ids = {d.name: d.id for d in sample_library.catalogue.documents()}
    wanted = ids["2023-24-q2-update.docx"]
    assert {p.document for p in all_kinds(search, Filters(documents=frozenset({wanted})))} == {wanted}


def days_of(passage: Passage, library: Library) -> list[datetime.date]:
    """The passage's own day (its part's date, else the end of its period) and the date of the paper it stands in."""
    own = passage.date or (passage.period.end if passage.period else None)
    papers = {d.id: d.date for d in library.catalogue.documents()}
    return [day for day in (own, papers[passage.document]) if day]


def test_dates_keep_to_what_was_met_or_told_between_them(search: Search, sample_library: Library) -> None:
    since, until = datetime.date(2023, 11, 1), datetime.date(2024, 3, 31)
    found = all_kinds(search, Filters(since=since, until=until))
    for passage in found:
        days = days_of(passage, sample_library)
        assert max(days) >= since, passage
        assert min(days) <= until, passage
    assert {"2023-12-06-agenda-pack.pdf", "2024-03-12-agenda-pack.pdf"} <= {p.name for p in found}
    assert not {"2025-01-23-minutes.html", "2022-04-27-minutes.txt"} & {p.name for p in found}


def test_a_period_keeps_to_what_lies_in_it_or_covers_it(search: Search) -> None:
    wanted = quarter(2, 2023)
    found = all_kinds(search, Filters(period=wanted))
    assert "2023-24-q2-update.docx" in {p.name for p in found}
    assert not {"2023-24-q1-update.txt", "2023-24-q3-update.md"} & {p.name for p in found}
    for passage in found:
        inside = passage.date is not None and wanted.holds(passage.date)
        assert inside or (passage.period is not None and passage.period.overlaps(wanted)), passage


def test_filters_add_up(search: Search, sample_library: Library) -> None:
    filters = Filters(kinds=frozenset({"minutes"}), since=datetime.date(2024, 4, 1))
    assert {p.name for p in all_kinds(search, filters)} == {"2024-06-20-minutes.docx", "2025-01-23-minutes.html"}


# duplicates and fusion


def test_words_that_are_nearly_the_same_are_shown_once(search: Search) -> None:
    found = search.hybrid("Strategic Board members superintendent chair vice-chair", 30)
    words = [set("".join(c if c.isalnum() else " " for c in p.text.lower()).split()) for p in found]
    for i, own in enumerate(words):
        for other in words[:i]:
            if len(own) > 4:
                assert len(own & other) < 0.9 * len(own | other)


def test_fused_order_does_not_depend_on_the_order_of_its_input(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "Who is to circulate the list of reporting centres?"
    words = search._word_scores(question, 60, Filters())
    meaning = search._vector_scores(question, 60, Filters())
    tied = dict.fromkeys(list(words)[:20], 0.5)
    shuffle = random.Random(3).sample
    for by_words, by_meaning in ((words, meaning), (tied, {})):
        orders = set()
        for _ in range(5):
            mixed = [dict(shuffle(sorted(scores.items()), len(scores))) for scores in (by_words, by_meaning)]
            monkeypatch.setattr(search, "_word_scores", lambda *_, given=mixed[0]: given)
            monkeypatch.setattr(search, "_vector_scores", lambda *_, given=mixed[1]: given)
            orders.add(tuple(p.id for p in search.hybrid(question, 20)))
        assert len(orders) == 1
        assert len(orders.pop()) > 10


def test_asking_again_gives_the_same(search: Search) -> None:
    first = search.hybrid("What did the Board resolve about CCTV?", 10)
    assert search.hybrid("What did the Board resolve about CCTV?", 10) == first


# around a passage


def test_sections_and_neighbours_stand_in_reading_order(search: Search) -> None:
    [passage] = search.words("Exercise Lantern Quayside multi-agency evacuation", 1)
    section = search.section(passage)
    assert passage.id in {p.id for p in section}
    assert {(p.document, p.section) for p in section} == {(passage.document, passage.section)}
    around = search.near(passage, 2, 2)
    starts = [p.start for p in around]
    assert starts == sorted(starts)
    assert len(around) == 5
    assert around[2].id == passage.id


def test_a_quote_can_be_cut_from_the_stored_text(search: Search, sample_library: Library) -> None:
    from sqlalchemy import select

    from index import schema
    from ingest.cleaning import clean

    texts = dict(sample_library.catalogue.rows(select(schema.documents.c.id, schema.documents.c.text)))
    for passage in search.hybrid("domestic abuse", 20):
        for statement in passage.statements:
            if statement.kind != "row":
                cut = clean(texts[passage.document][statement.start : statement.end])
                assert "".join(cut.split()) == "".join(statement.text.split())


# questions that could break it


@pytest.mark.parametrize("question", ["", " ", "\n\t", "?!", "the of and", '""'])
def test_a_question_without_words_finds_nothing_by_words(search: Search, question: str) -> None:
    assert search.words(question) == []


@pytest.mark.parametrize("question", SPITEFUL, ids=[repr(q[:16]) for q in SPITEFUL])
def test_no_question_breaks_it(search: Search, question: str) -> None:
    for kind in (search.words, search.hybrid):
        assert len(kind(question, 5)) <= 5


def test_operators_are_words_like_others(search: Search) -> None:
    assert [p.id for p in search.words('"hate" NEAR( crime')][:3] == [p.id for p in search.words("hate near crime")][:3]
    assert search.words("NOT hate AND crime", 3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(question=st.text(max_size=300) | st.text(string.printable, max_size=6000))
def test_any_text_is_searched_by_words(search: Search, question: str) -> None:
    assert len(search.words(question, 3)) <= 3


@given(question=st.text(max_size=300) | st.text("abc-/ .'\"", min_size=3000, max_size=6000))
@settings(max_examples=60, deadline=None)
def test_a_match_expression_has_its_quotes_in_pairs(question: str) -> None:
    assert match_expression(question).count('"') % 2 == 0
