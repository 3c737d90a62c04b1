"""What can go wrong between the program and a language model, each in one sentence for an officer.

LanguageModelError
    ContextTooLong      less may be sent
    Passing             it may go well a second time
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.writing.settings import WritingSettings

if TYPE_CHECKING:
    from openai import APIStatusError

_TOO_LONG = re.compile(
    r"context[ _](?:length|size|window)|maximum context|too many tokens|(?:prompt|input)\b.{0,40}\btoo long", re.I
)
_LONGEST_WAIT = 5.0


class LanguageModelError(Exception):
    """The language model gave no answer that can be used: `words` say why, in a sentence without its full stop."""

    @property
    def words(self) -> str:
        """The sentence for the officer."""
        return str(self)


class ContextTooLong(LanguageModelError):
    """The prompt is longer than the model can read: a shorter one may go."""


class Passing(LanguageModelError):
    """The service could not be reached or is busy: it may do better after `seconds`."""

    def __init__(self, words: str, seconds: float = 0.5) -> None:
        super().__init__(words)
        self.seconds = seconds


def explained(error: Exception, settings: WritingSettings) -> LanguageModelError:
    """Return what an error of the adapter, or of what is under it, means. Holds no key and no word of a prompt."""
    import httpx
    import openai

    at, check = f"The language model at {settings.host}", "check PARTNERSHIP_LLM_URL"
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, LanguageModelError):
            return cause
        if isinstance(cause, openai.APIStatusError):
            return _refused(cause, at, settings)
    if _any(causes, httpx.ConnectError, httpx.ConnectTimeout):
        return Passing(f"{at} cannot be reached: see that it is running, and {check}")
    if _any(causes, TimeoutError, httpx.TimeoutException):
        return LanguageModelError(f"{at} did not finish within {settings.llm_seconds} seconds")
    if _any(causes, httpx.TransportError, openai.APIConnectionError):
        return Passing(f"{at} broke off the connection")
    if _any(causes, ValueError):  # not UTF-8, or not JSON
        return LanguageModelError(f"{at} sent something that cannot be read: {check}")
    said = " ".join(str(c) for c in causes if isinstance(c, openai.APIError))
    if said:
        return _too_long(at) if _TOO_LONG.search(said) else LanguageModelError(f"{at} reported a failure of its own")
    return LanguageModelError(f"{at} could not be used ({type(error).__name__}): {check} and PARTNERSHIP_LLM_MODEL")


def _refused(error: "APIStatusError", at: str, settings: WritingSettings) -> LanguageModelError:
    status = error.status_code
    if status in (400, 413, 422, 500) and _TOO_LONG.search(f"{error.message} {error.body}"[:5000]):
        return _too_long(at)
    if status == 429 or status >= 500:
        state = "has too much to do" if status == 429 else f"has a failure of its own ({status})"
        return Passing(f"{at} {state}: try again later", _wait(error.response.headers.get("retry-after", "")))
    if status in (401, 403):
        return LanguageModelError(f"{at} refuses the key: check PARTNERSHIP_LLM_KEY")
    if status == 404:
        what = f'does not know the model "{settings.llm_model}"' if settings.llm_model else "has nothing at its address"
        return LanguageModelError(f"{at} {what}: check PARTNERSHIP_LLM_MODEL and PARTNERSHIP_LLM_URL")
    if 300 <= status < 400:
        return LanguageModelError(f"{at} points to another address, which is not followed: check PARTNERSHIP_LLM_URL")
    return LanguageModelError(
        f"{at} refused the request ({status}): check PARTNERSHIP_LLM_URL and PARTNERSHIP_LLM_MODEL"
    )


def _too_long(at: str) -> ContextTooLong:
    return ContextTooLong(f"{at} cannot read so much at once: set PARTNERSHIP_LLM_CONTEXT to what it can, in tokens")


def _wait(retry_after: str) -> float:
    """Return for how many seconds to wait: as long as the service asks for, but not for ever."""
    try:
        return min(max(float(retry_after), 0.0), _LONGEST_WAIT)
    except ValueError:
        return 1.0


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _any(causes: list[BaseException], *kinds: type[BaseException]) -> bool:
    return any(isinstance(cause, kinds) for cause in causes)
