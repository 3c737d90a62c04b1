"""What is a bullet, and what of a statement's words is left in it."""

import pytest

from assistant.drafting.wording import done, listed, promised, stopped, tells, trimmed


@pytest.mark.parametrize(
    ("text", "bare", "who"),
    [
        ("Members noted that 14 warnings were issued.", "14 warnings were issued.", ""),
        ("It was noted that the award was £1,000 and that a hub closed.", "The award was £1,000 and a hub closed.", ""),
        ("Norvale Police: two knives were found.", "Two knives were found.", "Norvale Police"),
        ("Partner B: two knives were found.", "Two knives were found.", "Partner B"),
        ("Ann Lee (Norvale Police) reported that burglary fell by 3%.", "Burglary fell by 3%.", "Norvale Police"),
        ("1.2 Six visits were made. | AB", "Six visits were made.", ""),
        ("Day of Action - six visits were made", "Day of Action - six visits were made", ""),
        ("This quarter, six visits were made", "Six visits were made", ""),
        ("**Six visits** were made on the 4<sup>th</sup> of May", "Six visits were made on the 4th of May", ""),
        ("9m2 of graffiti removed", "9m2 of graffiti removed", ""),
    ],
)
def test_what_leads_in_is_left_out_and_nothing_else(text: str, bare: str, who: str) -> None:
    assert trimmed(text) == (bare, who)


@pytest.mark.parametrize(
    "text", ["Seven sweeps found four knives.", "Trading Standards answered 33 calls about scams."]
)
def test_what_was_done_tells(text: str) -> None:
    assert tells(f"{text[:-1]} in the ward.", minuted=True)


@pytest.mark.parametrize(
    "text",
    [
        "The Board will hold six sweeps in the spring in Harbour Ward.",
        "RESOLVED that the 6 reports be noted and circulated to members.",
        "Councillor Lee thanked the six officers who had attended the meeting.",
        "They had met 14 people who were released on the day.",
        "Three of the four were adopted by the panel in May.",
        "Compiled by: the Community Safety Team, 14 people were asked",
        "The agencies that took part in the six sweeps were:",
        "The hall is a large building near the old harbour wall.",
    ],
)
def test_promises_the_meeting_itself_and_what_hangs_on_another_sentence_do_not_tell(text: str) -> None:
    assert not tells(text, minuted=True)


def test_a_line_of_a_return_counts_where_it_is_more_than_a_label() -> None:
    assert listed("Four fire safety referrals")
    assert not any(listed(t) for t in ("Referrals", "Contact: ann@place.example for more", "Date: 4 May 2023 or so"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Mill Lane - AB advised that two lamps were mended. CD to chase the third.",
            "Mill Lane - Two lamps were mended.",
        ),
        ("It was noted that six visits were made. A reply was awaited.", "Six visits were made."),
        ("The Treasurer's account stood at £1,204.", ""),
        ("Harbour sign - No further progress was reported.", ""),
        ("A meeting was planned for May. It was felt that it cost too much.", ""),
        ("AB/CD to write to the owner of the six sheds that were lost.", ""),
    ],
)
def test_of_a_minute_only_what_was_done_is_left(text: str, left: str) -> None:
    assert done(trimmed(text)[0]) == left


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("We will fit 40 more alarms in Q4", True),
        ("Next quarter we plan to visit every block. A leaflet is planned.", True),
        ("Six alarms were fitted. We will fit more.", False),
        ("Residents were told that patrols will go on", False),
        ("Four Fire Safety Referrals", False),
        ("Two posts are vacant; interviews will be held in July.", False),
    ],
)
def test_a_promise_is_told_from_what_was_done(text: str, later: bool) -> None:
    assert promised(text) == later


@pytest.mark.parametrize("text", ["Six visits", "Six visits.", "Was it seen?", "Visits, checks,"])
def test_full_stops_are_put_in_or_left_out_once(text: str) -> None:
    for full in (True, False):
        assert stopped(stopped(text, full), full) == stopped(text, full)
    assert stopped(text, True)[-1] in ".?"
