"""What becomes of a sentence that a language model wrote, by what its evidence says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checking.check import Checker, Piece
from eval.bench_check import likeness

FIGURES = Piece(
    1,
    "Tom Ferrier presented the figures for the year.\nKnife crime: 48 offences (54 in 2022/23).\n"
    "Referrals to the domestic abuse service: 502, against a target of 480.\n"
    "Superintendent Crewe said that the fall in burglary was largely due to Operation Tidemark.",
    place="Minutes of the meeting held on 20 June 2024 · Figures for the year 2023/24",
)
ACTIONS = Piece(
    2,
    "JB to circulate the list of centres. LS to write to the hospital about testing kits by 31 July 2024.",
    place="Minutes of the meeting held on 20 June 2024",
)
OFFICES = Piece(
    3,
    "It was noted that on 12 March 2024 the Board had elected Councillor Helena Strand as Chair and Dilys Arkwright as"
    " Vice-Chair.",
    place="Minutes of the meeting held on 20 June 2024",
)
LOG = Piece(
    4,
    "Ref: SMP/24/02; Action: New information sharing agreement signed by all 11 partners; Owner: TF;"
    " Due: 30 September 2024; Progress: Seven of 11 have signed.; RAG: Amber\n"
    "Ref: SMP/24/03; Action: Pathway for people who report spiking; Owner: FG; Due: 31 July 2024;"
    " Progress: Published on 3 May 2024.; RAG: Complete",
    place="Action log · 2 September 2024",
)
OUTREACH = Piece(
    5,
    "Leah Coster reported that only one of the two outreach workers had been recruited.\n"
    "Work would begin on 2 September 2024 and not on 1 July.",
    place="Outreach at the bus station · 20 June 2024",
)
QUARTER = Piece(
    6,
    "There were 58 residential burglaries, 11 fewer than in the quarter before.\nLosses in the quarter were £41,750.",
    place="Strategy 2020-2023 · Q2 2023/24 (July–September 2023) Update",
)
TOLD = Piece(
    7,
    "RESOLVED that a debrief be brought back.",
    told="The owner of the debrief is Keith Barrow (KB).",
    place="Minutes",
)
PIECES = (FIGURES, ACTIONS, OFFICES, LOG, OUTREACH, QUARTER, TOLD)


@pytest.fixture(scope="module")
def checker(embedder):
    return Checker(likeness(embedder))


RIGHT = [
    ("There were forty-eight knife crime offences.", 1),
    ("Referrals to the domestic abuse service reached 502, exceeding the target of 480.", 1),
    ("Superintendent Crewe attributed the fall in burglary largely to Operation Tidemark.", 1),
    ("JB will circulate the list of centres.", 2),
    ("LS is to write to the hospital about the testing kits by 31st July 2024.", 2),
    ("JB is to circulate the list of centres and LS is to write to the hospital.", 2),
    ("Dilys Arkwright was elected Vice-Chair.", 3),
    ("At the meeting of 20 June 2024, it was noted that Helena Strand had been elected Chair.", 3),
    ("TF owns the information sharing agreement, which is due on 30 September 2024.", 4),
    ("Only one of two outreach workers has been recruited.", 5),
    ("In Q2 2023/24 there were 58 residential burglaries.", 6),
    ("Losses in the quarter came to £41,750.00.", 6),
    ("Keith Barrow is the owner of the debrief.", 7),
]
WRONG = [
    ("There were 54 knife crime offences in 2023/24.", 1),
    ("Referrals to the domestic abuse service reached 480, exceeding the target of 502.", 1),
    ("Referrals to the domestic abuse service came to 502, below the target of 480.", 1),
    ("Superintendent Crewe attributed the rise in burglary to Operation Tidemark.", 1),
    ("Tom Ferrier said that the fall in burglary was due to Operation Tidemark.", 1),
    ("LS will circulate the list of centres.", 2),
    ("JB circulated the list of centres.", 2),
    ("JB is to write to the hospital about testing kits.", 2),
    ("LS is to write to the hospital about testing kits by 31 August 2024.", 2),
    ("Dilys Arkwright was elected Chair.", 3),
    ("Helena Strand was elected Chair on 20 June 2024.", 3),
    ("The new information sharing agreement has been signed by all 11 partners.", 4),
    ("FG owns the information sharing agreement.", 4),
    ("Both outreach workers have been recruited.", 5),
    ("Outreach work will begin on 1 July 2024.", 5),
    ("None of the outreach workers had been recruited.", 5),
    ("There were 58 residential burglaries, 11 more than in the quarter before.", 6),
    ("In Q3 2023/24 there were 58 residential burglaries.", 6),
    ("There were 58 robberies in the quarter.", 6),
    ("Keith Barlow is the owner of the debrief.", 7),
    ("Burglary fell by 12% because of the hot weather in Spain.", 1),
]


@pytest.mark.parametrize(("sentence", "mark"), RIGHT)
def test_what_the_evidence_says_is_kept(checker, sentence, mark):
    verdict = checker.check(sentence, [mark], PIECES)
    assert (verdict.outcome, verdict.why, verdict.text, verdict.marks) == ("kept", "", sentence, (mark,))
    for n, start, end in verdict.spans:
        assert n == mark
        assert PIECES[n - 1].text[start:end].strip()


@pytest.mark.parametrize(("sentence", "mark"), WRONG)
def test_what_it_does_not_say_is_not_shown(checker, sentence, mark):
    verdict = checker.check(sentence, [mark], PIECES)
    assert verdict.outcome in ("replaced", "dropped")
    assert verdict.why
    if verdict.outcome == "replaced":
        (n,) = verdict.marks
        assert verdict.text in " ".join(PIECES[n - 1].text.split())
    else:
        assert (verdict.text, verdict.marks) == ("", ())


def test_marks_are_repaired(checker):
    sentence = "Losses in the quarter were £41,750."
    assert checker.check(sentence, [2], PIECES).marks == (6,)
    assert checker.check(sentence, [2], PIECES).outcome == "repaired"
    assert checker.check(sentence, [], PIECES).marks == (6,)
    assert checker.check(sentence, [99], PIECES).marks == (6,)
    assert checker.check(sentence, [6, 2], PIECES).marks == (6,)


def test_two_pieces_carry_a_sentence_together(checker):
    verdict = checker.check("Losses in the quarter were £41,750, and JB is to circulate the list.", [6, 2], PIECES)
    assert (verdict.outcome, sorted(verdict.marks)) == ("kept", [2, 6])


def test_the_reason_is_in_plain_words(checker):
    assert (
        checker.check("There were 61 knife crime offences.", [1], PIECES).why == "the figure 61 is not in the evidence"
    )
    assert "still to be done" in checker.check("JB circulated the list of centres.", [2], PIECES).why


@pytest.mark.parametrize("sentence", ["Here is what the papers say:", "I hope this helps.", "", " \n", "…", "[1]"])
def test_what_says_nothing_is_dropped_with_a_reason(checker, sentence):
    verdict = checker.check(sentence, [1], PIECES)
    assert verdict.outcome == "dropped"
    assert verdict.why == "it says nothing from the papers"


def test_a_lead_is_judged_by_its_values_and_names(checker):
    assert checker.check("The actions for JB and LS are:", [2], PIECES).outcome == "kept"
    assert checker.check("The actions for JB and Nora Quill are:", [2], PIECES).outcome == "dropped"


@pytest.mark.parametrize(
    "sentence",
    [
        "JB will circulate the list of centres, see https://evil.example/x?q=list.",
        "JB will circulate the list of centres (www.evil.example).",
        "JB will circulate the list of centres: write to jb@evil.example.",
        "JB will circulate the list of centres ![x](https://evil.example/a.png).",
        "JB will circulate the [list](evil) of centres.",
        "JB will circulate the <b>list</b> of centres <img src=x onerror=alert(1)>.",
        "```\nJB will circulate the list of centres\n```",
        '{"tool": "send", "to": "JB"}',
    ],
)
def test_links_addresses_markup_and_code_are_never_shown(checker, sentence):
    assert checker.check(sentence, [2], PIECES).outcome == "dropped"


def test_an_address_that_the_evidence_has_may_be_shown(checker):
    piece = Piece(1, "Comments should be sent to the clerk at clerk@marlowick.example by 3 May 2024.")
    sentence = "Comments should be sent to clerk@marlowick.example by 3 May 2024."
    assert checker.check(sentence, [1], [piece]).outcome == "kept"


def test_what_a_reader_cannot_see_is_taken_out(checker):
    verdict = checker.check("JB will\u200b circulate\x07 the list\u202e of centres.", [2], PIECES)
    assert verdict.text == "JB will circulate the list of centres."


@pytest.mark.parametrize("words", ["x", "a b ", "(", "1, ", "[1] ", "A. ", "<", "not "])
def test_an_endless_sentence_is_dropped(checker, words):
    assert checker.check(words * 20_000, [1], PIECES).outcome == "dropped"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=40))
def test_no_text_fails(checker, sentence, text, place):
    verdict = checker.check(sentence, [1], [Piece(1, text, "", place)])
    assert verdict.why or verdict.outcome == "kept"


def test_without_evidence_nothing_is_shown(checker):
    assert checker.check("JB will circulate the list of centres.", [1], []).outcome == "dropped"


JOINED = Piece(
    1,
    "The Chair welcomed Mara Voss to her first meeting of the Harbour Forum since succeeding Lord Penhallow.",
    place="Minutes of the meeting held on 4 February 2014",
)
GROUP = Piece(
    2,
    "The council will set up by 1 March 2024 a working group on lighting in the parks. The group will report by"
    " 30 June 2024 on what it would cost.",
    place="Strategy 2024-2027",
)
TALK = Piece(3, "It was resolved that Owen Tarrant arrange a talk by the fire service.", place="Minutes, 5 May 2023")
BRIEFED = Piece(
    5, "The Forum was briefed on an inspection that took place in October 2017.", place="Minutes, 19 December 2017"
)
FRONT = Piece(
    4, "Meeting to be held in Committee Room 2, Monday 9 October 2023.", place="Agenda of the Forum, 9 October 2023"
)


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        ("Lord Penhallow joined the Harbour Forum after Mara Voss [1].", (JOINED,)),
        ("Mara Voss was succeeded by Lord Penhallow at the Harbour Forum.", (JOINED,)),
        ("The council will set up a working group on lighting in the parks by 30 June 2024.", (GROUP,)),
        ("The Harbour Forum briefed the council on an inspection that took place in October 2017.", (BRIEFED,)),
        ("An inspection that took place before October 2017 was put to the Forum.", (BRIEFED,)),
        ("Owen Tarrant is now arranging a talk by the fire service.", (TALK,)),
        (
            "Owen Tarrant is to arrange a talk by the fire service, and it is to be held on 9 October 2023.",
            (TALK, FRONT),
        ),
    ],
)
def test_order_times_and_now_are_not_taken_from_beside(checker, sentence, pieces):
    assert checker.check(sentence, [p.n for p in pieces], pieces).outcome in ("dropped", "replaced")


@pytest.mark.parametrize(
    ("sentence", "piece"),
    [
        ("Mara Voss joined the Harbour Forum after Lord Penhallow.", JOINED),
        ("The council will set up a working group on lighting in the parks by 1 March 2024.", GROUP),
        ("The group will report by 30 June 2024 on what it would cost.", GROUP),
    ],
)
def test_the_order_and_the_time_that_stand_there_are_kept(checker, sentence, piece):
    assert checker.check(sentence, [piece.n], [piece]).outcome == "kept"
