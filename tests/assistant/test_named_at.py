"""Who has an action by initials is named in full, and cited where the minutes name them so, with their post."""

from collections.abc import Callable

from assistant.answer import Answer


def test_an_owner_by_initials_is_cited_where_the_paper_names_them(ask: Callable[..., Answer]) -> None:
    answer = ask("Who was asked in September 2023 to provide a breakdown of Domestic Violence Protection Orders?")
    assert "Lorna Whitcombe" in answer.text
    named = [c.quote for c in answer.citations if "Lorna Whitcombe" in c.quote]
    assert named
    assert any("Norvale Police" in quote for quote in named)


def test_who_sent_apologies_is_quoted_with_title(ask: Callable[..., Answer]) -> None:
    answer = ask("Who gave apologies for the meeting of 6 December 2023?")
    assert "Naveed Rahim" in answer.text
    assert any("Inspector Naveed Rahim" in c.quote or "Naveed Rahim" in c.quote for c in answer.citations)
    assert all(c.quote.strip() for c in answer.citations)
