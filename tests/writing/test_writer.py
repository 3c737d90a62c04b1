"""Answers in prose: what a language model writes reaches the reader only as far as the papers carry it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.writing.endpoint import Endpoint
from assistant.writing.settings import WritingSettings
from assistant.writing.writer import Provisional, Writer
from index.library import Library
from tests.writing.fake_endpoint import NO_ANSWER, FakeEndpoint

HATE_CRIME = "What was done on hate crime in Q2 2023/24?"
OWNER = "Who owns the action on the list of third-party reporting centres?"


def written(library: Library, fake: FakeEndpoint, question: str, *history: str, **settings: Any) -> list[Any]:
    """What is yielded for a question whose answer the fake model writes."""
    chosen = WritingSettings(llm_url=fake.url, llm_model="fake", llm_key=SecretStr("secret-key"), **settings)
    return list(Assistant(library, Writer(Endpoint(chosen))).ask(question, history, written=True))


def last(library: Library, fake: FakeEndpoint, question: str, *history: str, **settings: Any) -> Answer:
    answer = written(library, fake, question, *history, **settings)[-1]
    assert isinstance(answer, Answer)
    return answer


def selected(library: Library, question: str, *history: str) -> Answer:
    answer = list(Assistant(library).ask(question, history))[-1]
    assert isinstance(answer, Answer)
    return answer


def words_of(prompt: str) -> list[tuple[int, str]]:
    """The pieces of evidence in a prompt, each with its number."""
    found = re.findall(r"<source (\d+)>\n(.*?)\n</source \1>", prompt, re.S)
    return [(int(n), re.search(r"Words: (.*)", body)[1].split("; ")[0]) for n, body in found]  # type: ignore[index]


def faithful(prompt: str) -> str:
    """A model that tells each of the first three pieces in its own words, with its number."""
    return " ".join(f"{words.rstrip('.')} [{n}]." for n, words in words_of(prompt)[:3])


def test_what_the_papers_carry_is_written_and_cited(sample_library: Library) -> None:
    with FakeEndpoint(faithful) as fake:
        events = written(sample_library, fake, HATE_CRIME)
    answer = events[-1]
    provisional = "".join(e for e in events if isinstance(e, Provisional))
    assert provisional == faithful(fake.chats[0].prompt)
    assert answer.note.startswith("Written by a language model")
    assert answer.written
    assert [v.outcome for v in answer.written.verdicts] == ["kept"] * 3
    marks = [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)]
    assert marks == [1, 2, 3] == [c.n for c in answer.citations]
    assert "61 hate crimes" in answer.text
    assert "".join(e for e in events[:-1] if not isinstance(e, Provisional)) == answer.text


def test_a_changed_figure_is_not_shown(sample_library: Library) -> None:
    def lies(prompt: str) -> str:
        return faithful(prompt).replace("61", "67")

    with FakeEndpoint(lies) as fake:
        answer = last(sample_library, fake, HATE_CRIME)
    assert "67" not in answer.text
    assert "1 sentence" in answer.note


def test_a_swapped_owner_is_not_shown(sample_library: Library) -> None:
    with FakeEndpoint("Helena Strand owns the action on the list of third-party reporting centres [1].") as fake:
        answer = last(sample_library, fake, OWNER)
    assert "Helena Strand" not in answer.text
    assert answer.text == selected(sample_library, OWNER).text
    assert "papers' own words" in answer.note


def test_an_answer_without_the_owner_is_not_given(sample_library: Library) -> None:
    with FakeEndpoint("The list of third-party reporting centres was to be brought up to date [4].") as fake:
        answer = last(sample_library, fake, OWNER)
    assert "Nadia Bright" in answer.text


@pytest.mark.parametrize(
    "says",
    [
        "The partnership does excellent work for residents.",
        "See https://example.org/x?d=61 for more [1].",
        "<script>alert(1)</script> There were 61 hate crimes [1].",
        '{"name": "send", "arguments": {"to": "x"}}',
        "As an AI language model I think the Mayor owns it [1].",
        "[1] [2] [3]",
        "```python\nprint('x')\n```",
    ],
)
def test_what_no_paper_says_leaves_the_selected_answer(sample_library: Library, says: str) -> None:
    with FakeEndpoint(says) as fake:
        answer = last(sample_library, fake, HATE_CRIME)
    assert answer.text == selected(sample_library, HATE_CRIME).text
    assert answer.note


def test_a_wrong_mark_is_mended(sample_library: Library) -> None:
    def swapped(prompt: str) -> str:
        (_, one), (_, other), *_ = words_of(prompt)
        return f"{one.rstrip('.')} [2]. {other.rstrip('.')} [1]."

    with FakeEndpoint(swapped) as fake:
        answer = last(sample_library, fake, HATE_CRIME)
    assert answer.written
    assert [v.outcome for v in answer.written.verdicts] == ["repaired", "repaired"]
    first = answer.text.split(" [1]")[0]
    assert first[:30] in answer.citations[0].quote


@pytest.mark.parametrize(
    "misbehave",
    "dies dies-early hangs hangs-mid garbage latin1 endless empty html half slow toolcall think-only redirect cut"
    " mid-error 400 401 403 404 429 500 503 toolong".split(),
)
def test_however_the_model_fails_there_is_an_answer(sample_library: Library, misbehave: str) -> None:
    with FakeEndpoint(faithful, misbehave) as fake:
        answer = last(sample_library, fake, HATE_CRIME, llm_seconds=2)
    assert answer.text == selected(sample_library, HATE_CRIME).text or misbehave in ("endless", "cut")
    assert "61 hate crimes" in answer.text
    assert answer.note
    assert "secret-key" not in answer.note
    assert "Traceback" not in answer.note


def test_no_server_at_all(sample_library: Library) -> None:
    with FakeEndpoint() as fake:
        url = fake.url
    settings = WritingSettings(llm_url=url, llm_model="fake")
    *_, answer = Assistant(sample_library, Writer(Endpoint(settings))).ask(HATE_CRIME, written=True)
    assert isinstance(answer, Answer)
    assert answer.text == selected(sample_library, HATE_CRIME).text
    assert answer.note


def test_a_model_that_finds_nothing_leaves_the_selected_answer(sample_library: Library) -> None:
    with FakeEndpoint(NO_ANSWER) as fake:
        answer = last(sample_library, fake, HATE_CRIME)
    assert "61 hate crimes" in answer.text
    assert "did not find" in answer.note


@pytest.mark.parametrize("question", ["What is the capital of France?", "What was done on hate crime in Q4 2023/24?"])
def test_a_refusal_stays_one_and_no_model_is_asked(sample_library: Library, question: str) -> None:
    with FakeEndpoint("Paris is the capital of France [1].") as fake:
        answer = last(sample_library, fake, question)
        assert answer.refused
        assert not fake.chats


def test_only_what_fits_the_context_is_sent(sample_library: Library) -> None:
    with FakeEndpoint(faithful) as fake:
        last(sample_library, fake, HATE_CRIME, llm_context=4096)
        last(sample_library, fake, HATE_CRIME, llm_context=1024)
    wide, narrow = (len(words_of(asked.prompt)) for asked in fake.chats)
    assert wide > narrow >= 1


def test_a_prompt_that_is_too_long_is_sent_once_more_with_less(sample_library: Library) -> None:
    with FakeEndpoint(faithful, "toolong") as fake:
        last(sample_library, fake, HATE_CRIME)
    first, second = (len(asked.prompt) for asked in fake.chats)
    assert second < first


def test_the_papers_own_marks_are_no_citations(sample_library: Library) -> None:
    with FakeEndpoint(faithful) as fake:
        last(sample_library, fake, HATE_CRIME)
    prompt = fake.chats[0].prompt
    assert [n for n, _ in words_of(prompt)] == list(range(1, len(words_of(prompt)) + 1))


def rewording(asked: str) -> Callable[[str], str]:
    return lambda prompt: asked if "Rewritten question" in prompt else faithful(prompt)


def test_a_follow_up_that_rules_cannot_place_is_reworded(sample_library: Library) -> None:
    history = [HATE_CRIME]
    vague = "Same again please but the three months afterwards?"
    told = "What was done on hate crime in Q2 2023/24?"
    if not selected(sample_library, vague, *history).refused:
        pytest.skip("the rules understand this follow-up by now")
    with FakeEndpoint(rewording(told)) as fake:
        answer = last(sample_library, fake, vague, *history)
    assert not answer.refused
    assert answer.question == told


def test_a_rewording_may_add_no_name_or_figure(sample_library: Library) -> None:
    writer_says = "Who stole £500 from Gerald Blackadder?"
    with FakeEndpoint(rewording(writer_says)) as fake:
        chosen = WritingSettings(llm_url=fake.url, llm_model="fake")
        assert Writer(Endpoint(chosen)).reworded("And who else?", ["Who chairs the board?"]) == ""


def test_a_written_answer_is_kept_in_mind_for_another_form_and_for_its_sources(sample_library: Library) -> None:
    def second_first(prompt: str) -> str:
        (_, one), (_, other), *_ = words_of(prompt)
        return f"{other.rstrip('.')} [2]. {one.rstrip('.')} [1]."

    with FakeEndpoint(second_first) as fake:
        settings = WritingSettings(llm_url=fake.url, llm_model="fake")
        assistant = Assistant(sample_library, Writer(Endpoint(settings)))
        turns = [HATE_CRIME, "as bullet points", "what does source 1 say?"]
        answers = []
        for n, turn in enumerate(turns):
            *_, answer = assistant.ask(turn, turns[:n], written=True)
            assert isinstance(answer, Answer)
            answers.append(answer)
        assert len(fake.chats) == 1
    first, bullets, source = answers
    assert bullets.text.count("\n- ") + bullets.text.startswith("- ") == 2
    assert [c.quote for c in bullets.citations] == [c.quote for c in first.citations]
    assert first.citations[0].quote[:40] in source.text
