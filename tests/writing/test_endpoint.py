"""Asking a language model: whatever its service does, there is an answer or one sentence that says why not."""

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.writing.endpoint import ContextTooLong, Endpoint, LanguageModelError
from assistant.writing.plain import Plain
from assistant.writing.settings import WritingSettings
from tests.writing.fake_endpoint import FakeEndpoint

ANSWER = "The board met on 26 March 2018 [1]. It agreed £5,000 [2]."
KEY = "sk-very-secret"


def endpoint(fake: FakeEndpoint, seconds: int = 20, **more: object) -> Endpoint:
    given = {"llm_model": "fake", "llm_key": KEY, "llm_seconds": seconds, **more}
    return Endpoint(WritingSettings(llm_url=fake.url, **given))  # type: ignore[arg-type]


def asked(fake: FakeEndpoint, seconds: int = 20, most: int = 100) -> str:
    return "".join(endpoint(fake, seconds).stream("What was agreed?", most))


def test_the_answer_comes_as_it_is_written() -> None:
    with FakeEndpoint(ANSWER) as fake:
        pieces = list(endpoint(fake).stream("What was agreed?", 100))
    assert "".join(pieces) == ANSWER
    assert len(pieces) > 5
    (chat,) = fake.chats
    assert chat.prompt == "What was agreed?"
    assert chat.body["max_tokens"] == 100
    assert chat.body["temperature"] == 0
    assert chat.body["model"] == "fake"


def test_the_key_goes_to_the_service_and_nothing_about_this_computer_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "elsewhere")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")
    with FakeEndpoint(ANSWER) as fake:
        asked(fake)
    headers = {name.lower(): value for name, value in fake.chats[0].headers.items()}
    assert headers["authorization"] == f"Bearer {KEY}"
    assert set(headers) <= {
        "authorization", "host", "accept", "accept-encoding", "content-type", "content-length", "connection",
    }  # fmt: skip


def test_no_key_sends_none() -> None:
    with FakeEndpoint(ANSWER) as fake:
        list(endpoint(fake, llm_key="").stream("What?", 50))
    assert "Authorization" not in fake.chats[0].headers


def test_a_proxy_of_the_system_is_not_used_for_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with FakeEndpoint(ANSWER) as fake:
        assert asked(fake) == ANSWER


@pytest.mark.parametrize(
    ("how", "words", "times"),
    [
        ("400", "refused the request (400)", 1),
        ("401", "refuses the key", 1),
        ("403", "refuses the key", 1),
        ("404", 'does not know the model "fake"', 1),
        ("429", "too much to do", 2),
        ("500", "failure of its own (500)", 2),
        ("503", "failure of its own (503)", 2),
        ("dies", "stopped in the middle", 1),
        ("cut", "stopped in the middle", 1),
        ("dies-early", "broke off", 2),
        ("interrupted", "broke off its answer", 2),
        ("garbage", "cannot be read", 1),
        ("latin1", "cannot be read", 1),
        ("half", "cannot be read", 1),
        ("mid-error", "failure of its own", 1),
        ("empty", "answered nothing", 1),
        ("html", "A web page answers", 1),
        ("toolcall", "answered nothing", 1),
        ("think-only", "nothing but its reasoning", 1),
        ("redirect", "points to another address", 1),
    ],
)
def test_what_the_service_does_wrong_is_one_sentence(how: str, words: str, times: int) -> None:
    with FakeEndpoint(ANSWER, how) as fake, pytest.raises(LanguageModelError) as caught:
        asked(fake)
    assert words in caught.value.words
    assert "\n" not in caught.value.words
    assert KEY not in caught.value.words
    assert len(fake.chats) == times


def test_a_prompt_too_long_is_told_from_other_refusals() -> None:
    with FakeEndpoint(ANSWER, "toolong") as fake, pytest.raises(ContextTooLong):
        asked(fake)


def test_a_service_that_fails_once_is_asked_again() -> None:
    with FakeEndpoint(ANSWER, "once") as fake:
        assert asked(fake) == ANSWER
    assert len(fake.chats) == 2


def test_a_long_retry_after_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("assistant.writing.endpoint.time.sleep", waits.append)
    for retry_after in ("3", "9999", "Wed, 21 Oct 2037 07:28:00 GMT", "-4"):
        with FakeEndpoint(ANSWER, "429", retry_after=retry_after) as fake, pytest.raises(LanguageModelError):
            asked(fake, seconds=100)
    assert waits == [3.0, 5.0, 1.0, 0.0]


@pytest.mark.parametrize("how", ["hangs", "hangs-mid", "slow"])
def test_a_service_that_hangs_is_left_in_time_and_its_connection_closed(how: str) -> None:
    before = threading.active_count()
    began = time.monotonic()
    with FakeEndpoint(ANSWER, how) as fake, pytest.raises(LanguageModelError, match="within 1 seconds"):
        asked(fake, seconds=1)
    assert time.monotonic() - began < 30
    assert len(fake.chats) == 1
    for _ in range(100):
        if threading.active_count() <= before:
            break
        time.sleep(0.1)
    assert threading.active_count() <= before


def test_an_endless_answer_is_cut() -> None:
    with FakeEndpoint(ANSWER, "endless") as fake:
        assert ANSWER in asked(fake, most=30)
        assert len(asked(fake, most=30)) < 1000


def test_who_stops_listening_ends_the_connection() -> None:
    with FakeEndpoint(ANSWER, "endless") as fake:
        answer = endpoint(fake).stream("What?", 1000)
        next(answer)
        assert isinstance(answer, Iterator)
        answer.close()  # type: ignore[attr-defined]
        workers = [t for t in threading.enumerate() if t.name == "language model"]
        for worker in workers:
            worker.join(10)
        assert not any(worker.is_alive() for worker in workers)


def test_nobody_there_is_said() -> None:
    with FakeEndpoint() as fake:
        gone = endpoint(fake)
    with pytest.raises(LanguageModelError, match="cannot be reached"):
        list(gone.stream("What?", 50))


def test_reasoning_is_left_out() -> None:
    with FakeEndpoint(ANSWER, "think") as fake:
        assert asked(fake) == ANSWER


def test_neither_the_key_nor_the_prompt_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    for how in ("", "401", "500", "garbage"):
        with FakeEndpoint(ANSWER, how) as fake:
            try:
                list(endpoint(fake).stream("the secret prompt", 50))
            except LanguageModelError:
                assert how
    assert KEY not in caplog.text
    assert "the secret prompt" not in caplog.text


def test_several_threads_ask_at_once() -> None:
    with FakeEndpoint(lambda prompt: f"About {prompt} [1].") as fake:
        one, found = endpoint(fake), {}
        threads = [
            threading.Thread(target=lambda n=n: found.update({n: "".join(one.stream(str(n), 50))})) for n in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert found == {n: f"About {n} [1]." for n in range(6)}


@pytest.mark.parametrize(
    ("says", "other", "context"),
    [
        ({"max_model_len": 8192}, {}, 8192),
        ({}, {"/props": {"default_generation_settings": {"n_ctx": 2048}}}, 2048),
        ({}, {"/api/ps": {"models": [{"name": "fake", "context_length": 3000}]}}, 3000),
        ({"meta": {"n_ctx_train": 32768}}, {}, 4096),  # what it was trained with is not what it was started with
        ({"max_model_len": "many"}, {"/props": [], "/api/ps": {"models": "none"}}, 4096),
        ({}, {}, 4096),
    ],
)
def test_how_much_is_read_at_once_is_asked_of_the_service(
    says: dict[str, object], other: dict[str, object], context: int
) -> None:
    with FakeEndpoint(ANSWER, says=says, other=other) as fake:
        assert endpoint(fake).context == context
        assert endpoint(fake, llm_context=1000).context == 1000
        found = endpoint(fake).probe()
    assert (found.context, found.context_told) == (context, context != 4096)
    assert (found.model, found.leaves_machine) == ("fake", False)


def test_a_service_that_says_nothing_of_itself_is_assumed_to_read_what_is_set() -> None:
    with FakeEndpoint(misbehave="hangs") as fake:
        assert endpoint(fake, seconds=1).context == 4096


def test_the_only_model_needs_no_name_and_of_several_one_must_be_named() -> None:
    with FakeEndpoint(ANSWER, model="only") as fake:
        assert "".join(endpoint(fake, llm_model="").stream("What?", 50)) == ANSWER
        assert fake.chats[0].body["model"] == "only"
        fake.models.append({"id": "other"})
        with pytest.raises(LanguageModelError, match="only, other"):
            list(endpoint(fake, llm_model="").stream("What?", 50))


def test_a_count_of_tokens_is_not_too_low() -> None:
    """The numbers are what Qwen 2.5 counts."""
    with FakeEndpoint() as fake:
        count = endpoint(fake).tokens
    assert count("The board met on 26 March 2018 [1].") >= 16
    assert count("£196,854 on 12/03/2018") >= 19
    assert count("x9" * 300) >= 600
    assert count("a" * 5000) >= 625
    assert count("\n" * 400) >= 50
    assert 3400 <= count("The partnership agreed on 26 March 2018 that it would. " * 200) <= 3400 * 1.5
    assert count("") <= 4


def test_only_whole_blocks_are_left_out_however_the_text_is_cut() -> None:
    text = "<think>no</think>Fewer than <5% [1]. <Tool_Call>{}</tool_call>a < b > c \x1b[31mred\u202e\u200b.\ud83d <thi"
    for size in range(1, 20):
        plain = Plain()
        taken = "".join(plain.take(text[at : at + size]) for at in range(0, len(text), size)) + plain.end()
        assert taken == "Fewer than <5% [1]. a < b > c [31mred.\ufffd <thi"


def test_nothing_is_fetched_to_count_or_to_ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The adapter brings a tokenizer that downloads its words on first use: it must never come to that."""

    def refused(*words: object, **more: object) -> None:
        raise AssertionError("an encoding was asked for")

    monkeypatch.setattr("tiktoken.encoding_for_model", refused)
    monkeypatch.setattr("tiktoken.get_encoding", refused)
    with FakeEndpoint(ANSWER) as fake:
        assert asked(fake) == ANSWER
        endpoint(fake).tokens(ANSWER)


def test_a_model_elsewhere_may_use_the_proxy_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.writing.line import Line

    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    line = Line(WritingSettings(llm_url="https://models.example.gov.uk/v1", llm_key=KEY), 1, 1000)
    with line.client, pytest.raises((httpx.ProxyError, httpx.ConnectError)):  # the proxy is not there
        line.client.get("https://models.example.gov.uk/v1/models")
