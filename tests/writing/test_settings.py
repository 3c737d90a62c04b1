"""Which language model may write: settings from the environment and from the file that other settings share."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.writing.settings import WritingSettings
from index.settings import KEYS, IndexSettings
from ui.failures import explained


def test_no_model_is_set_and_answers_are_selected() -> None:
    settings = WritingSettings()
    assert not settings.configured
    assert not settings.leaves_machine
    assert settings.answers == "selected"


def test_the_file_holds_what_either_part_of_the_program_reads_and_nothing_else(home: Path) -> None:
    assert set(WritingSettings.model_fields) | set(IndexSettings.model_fields) == KEYS
    home.mkdir()
    file = home / "partnership.toml"
    file.write_text('llm_url = "http://127.0.0.1:1/v1"\nanswers = "written"\nllm_context = 900\nseconds_per_file = 7\n')
    settings = WritingSettings()
    assert (settings.configured, settings.answers, settings.llm_context) == (True, "written", 900)
    assert settings.context_set
    assert IndexSettings().seconds_per_file == 7
    file.write_text('llm_modle = "x"\n')
    for kind in (WritingSettings, IndexSettings):
        with pytest.raises(ValidationError, match="llm_modle"):
            kind()


def test_the_environment_wins_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    (home / "partnership.toml").write_text('llm_model = "file"\nllm_seconds = 9\n')
    monkeypatch.setenv("PARTNERSHIP_LLM_MODEL", "environment")
    settings = WritingSettings()
    assert (settings.llm_model, settings.llm_seconds) == ("environment", 9)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        (" https://models.example.gov.uk/v1/ ", "https://models.example.gov.uk/v1"),
        ("http://localhost:8080/v1/chat/completions", "http://localhost:8080/v1"),
        ("https://models.example.gov.uk/llm/api", "https://models.example.gov.uk/llm/api"),
    ],
)
def test_an_address_is_taken_as_people_write_it(given: str, url: str) -> None:
    assert WritingSettings(llm_url=given).llm_url == url


@pytest.mark.parametrize(
    "url",
    ["localhost:11434", "ftp://h/v1", "file:///etc/passwd", "http://", "http://a b/v1", "http://u:sk-secret@h/v1",
     "http://h:99999/v1", "http://[::1/v1", "http://h/v1?key=sk-secret", "http://h/v1#a", "/v1", "http://h\n.x/v1"],
)  # fmt: skip
def test_a_malformed_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        WritingSettings(llm_url=url)
    words = explained(caught.value)
    assert words is not None
    assert "llm_url: the address" in words
    assert "sk-secret" not in words + str(caught.value)


@pytest.mark.parametrize("key", ["sk secret", "sk-sécret", "sk\nsecret"])
def test_a_key_that_cannot_be_one_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(ValidationError) as caught:
        WritingSettings(llm_key=key)  # type: ignore[arg-type]
    assert key not in str(caught.value) + str(explained(caught.value))


def test_a_key_is_never_shown() -> None:
    settings = WritingSettings(llm_url="http://h/v1", llm_key=" sk-secret\n")  # type: ignore[arg-type]
    assert "sk-secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    assert settings.llm_key.get_secret_value() == "sk-secret"


@pytest.mark.parametrize(
    ("host", "leaves"),
    [("localhost", False), ("127.0.0.1", False), ("127.9.9.9", False), ("[::1]", False), ("[::ffff:127.0.0.1]", False),
     ("LOCALHOST", False), ("192.168.1.4", True), ("localhost.example.org", True), ("127.0.0.1.example.org", True),
     ("models.example.gov.uk", True), ("10.0.0.1", True)],
)  # fmt: skip
def test_whether_words_leave_this_computer_is_told_by_the_host(host: str, leaves: bool) -> None:
    assert WritingSettings(llm_url=f"http://{host}:8080/v1").leaves_machine is leaves


@pytest.mark.parametrize(("name", "value"), [("llm_seconds", 0), ("llm_context", 10), ("answers", "invented")])
def test_values_that_cannot_be_are_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=name):
        WritingSettings(**{name: value})  # type: ignore[arg-type]
