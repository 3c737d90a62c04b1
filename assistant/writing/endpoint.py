"""A language model at any OpenAI-compatible address, by LlamaIndex's adapter: asked, but not waited for too long."""

import importlib
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.writing import counting
from assistant.writing.faults import ContextTooLong, LanguageModelError, Passing, explained
from assistant.writing.plain import Plain
from assistant.writing.settings import WritingSettings

if TYPE_CHECKING:
    from assistant.writing.line import Line
    from assistant.writing.server import Told

__all__ = ["ContextTooLong", "Endpoint", "Found", "LanguageModelError"]

_CHARACTERS_A_TOKEN = 10
_BYTES_A_TOKEN = 4096  # what one token is wrapped in when it is sent
_BYTES_ABOUT = 1_000_000
_SECONDS_ABOUT = 5.0
_SECONDS_KNOWN = 60.0  # then it is asked again: services are restarted, and models loaded
_TRIAL = "Write the twelve months of the year in order, separated by commas, and nothing else."
_TRIAL_TOKENS = 256


@dataclass(frozen=True, slots=True)
class Found:
    """What trying a language model showed; `context` is in tokens, and `context_told` says that the service told it."""

    model: str
    context: int
    context_told: bool
    tokens_per_second: float
    leaves_machine: bool


class Endpoint:
    """The configured language model. Nothing is sent before it is asked; several threads may ask at once."""

    def __init__(self, settings: WritingSettings) -> None:
        self._settings = settings
        self._told: Told | None = None
        self._asked = -_SECONDS_KNOWN
        self._asking = threading.Lock()

    def prepare(self) -> None:
        """Load what asking needs, which takes seconds, beside what else is done. Nothing is sent."""
        threading.Thread(target=_adapter_class, daemon=True, name="language model").start()

    @property
    def context(self) -> int:
        """How many tokens the model reads and writes at once: as set, else as the service says, else the default."""
        return self._told_context() or self._settings.llm_context

    def tokens(self, text: str) -> int:
        """Return how many tokens a text is: a count that is never too low in practice."""
        return counting.tokens(text)

    def stream(self, prompt: str, most_tokens: int) -> Iterator[str]:
        """Yield the model's answer as it comes, without its reasoning. Raises LanguageModelError, within `llm_seconds`.

        An answer that does not end is cut. A service that is busy or cannot be reached is tried once more.
        """
        _adapter_class()
        deadline = time.monotonic() + self._settings.llm_seconds
        for last in (False, True):
            come = False
            try:
                for text in self._plain(prompt, most_tokens, deadline):
                    come = True
                    yield text
                return
            except Passing as fault:
                if come:
                    at = self._settings.host
                    raise LanguageModelError(
                        f"The language model at {at} stopped in the middle of its answer"
                    ) from fault
                if last:
                    raise
                time.sleep(max(0.0, min(fault.seconds, deadline - time.monotonic())))

    def probe(self) -> Found:
        """Try the model with a short question. Raises LanguageModelError where it does not answer."""
        began, first, pieces, text = time.monotonic(), 0.0, 0, ""
        for piece in self.stream(_TRIAL, _TRIAL_TOKENS):
            first = first or time.monotonic()
            pieces, text = pieces + 1, text + piece
        ended = time.monotonic()
        written = max(pieces - 1, len(text) / 6)  # some services send several tokens at a time
        speed = written / max(ended - (first if pieces > 1 else began), 0.001)
        self._asked = -_SECONDS_KNOWN  # some tell of a model only once it is loaded
        told = self._told_context() is not None
        return Found(self._model(), self.context, told, speed, self._settings.leaves_machine)

    def _model(self) -> str:
        if self._settings.llm_model:
            return self._settings.llm_model
        about = self._about() or self._ask(self._settings.llm_seconds)  # one that is writing may not answer till then
        if not about.models:
            raise LanguageModelError("The language model has no name that its service tells: set PARTNERSHIP_LLM_MODEL")
        if len(about.models) > 1:
            there = ", ".join(about.models[:8])
            raise LanguageModelError(f"Set PARTNERSHIP_LLM_MODEL to one of the models that are there: {there}")
        return about.models[0]

    def _told_context(self) -> int | None:
        about = None if self._settings.context_set else self._about()
        return about.context if about else None

    def _about(self) -> "Told | None":
        """Return what the service says of itself, asked for now and then; None where it says nothing in time."""
        with self._asking:
            if time.monotonic() - self._asked >= _SECONDS_KNOWN:
                try:
                    self._told = self._ask(min(_SECONDS_ABOUT, self._settings.llm_seconds))
                except Exception as error:
                    self._told = None
                    logging.getLogger(__name__).debug("the language model's service said nothing of itself: %r", error)
                self._asked = time.monotonic()
            return self._told

    def _ask(self, seconds: float) -> "Told":
        from assistant.writing.line import Line, listening
        from assistant.writing.server import told

        line = Line(self._settings, seconds, _BYTES_ABOUT)
        (about,) = listening(line, lambda: [told(line.client, self._settings)], time.monotonic() + seconds)
        return about

    def _plain(self, prompt: str, most_tokens: int, deadline: float) -> Iterator[str]:
        from assistant.writing.line import Line, listening

        plain, size, come = Plain(), 0, ""
        try:
            model = self._model()
            line = Line(
                self._settings, max(deadline - time.monotonic(), 0.1), _BYTES_ABOUT + most_tokens * _BYTES_A_TOKEN
            )
            for piece in listening(line, lambda: self._pieces(line, model, prompt, most_tokens), deadline):
                size += len(piece)
                shown = plain.take(piece) if come else plain.take(piece).lstrip()
                if shown:
                    come = "some"
                    yield shown
                if size > most_tokens * _CHARACTERS_A_TOKEN:
                    break
        except LanguageModelError:
            raise
        except Exception as error:
            raise explained(error, self._settings) from error
        rest = plain.end() if come else plain.end().lstrip()
        if rest:
            yield rest
        elif not come:
            thought = " but its reasoning" if size else ""
            raise LanguageModelError(f"The language model {model} answered nothing{thought}")

    def _pieces(self, line: "Line", model: str, prompt: str, most_tokens: int) -> Iterator[str]:
        finished = False
        for response in self._adapter(line, model, most_tokens).stream_chat(_messages(prompt)):
            choices = getattr(response.raw, "choices", None)
            finished = finished or bool(choices and choices[0].finish_reason)
            if response.delta:
                yield response.delta
        if not finished and not line.overlong:  # llama-cpp-python breaks an answer off for another, with [DONE] alone
            raise Passing(f"The language model at {self._settings.host} broke off its answer")

    def _adapter(self, line: "Line", model: str, most_tokens: int) -> Any:
        """Return the adapter for one answer. The key is on the line: the adapter's events tell its arguments."""
        from llama_index.core.callbacks import CallbackManager

        return _adapter_class()(
            model=model,
            api_base=self._settings.llm_url,
            api_key="none",
            http_client=line.client,
            is_chat_model=True,
            context_window=self._settings.llm_context,
            max_tokens=most_tokens,
            temperature=0.0,
            max_retries=0,
            timeout=float(self._settings.llm_seconds),
            callback_manager=CallbackManager([]),
        )


def _adapter_class() -> Any:
    """Load the adapter. What is under it would otherwise log addresses, and prompts where OPENAI_LOG is set."""
    from llama_index.llms.openai_like import OpenAILike

    importlib.import_module("openai.resources.chat.completions")  # the first question would wait for it
    for name in ("openai", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return OpenAILike


def _messages(prompt: str) -> Any:
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    return [ChatMessage(role=MessageRole.USER, content=prompt)]
