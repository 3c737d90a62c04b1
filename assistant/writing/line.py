"""One connection to a language model: it takes so many bytes and no more, and can be cut at any time from outside."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

import httpx

from assistant.writing.faults import LanguageModelError
from assistant.writing.settings import WritingSettings

Said = TypeVar("Said")

_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")
_CONNECT_SECONDS = 5.0


class Line:
    """`client` asks the service with the key; its answers end after `most_bytes`, and no redirect is followed.

    A model on this computer is asked without the system's proxy. `overlong` tells that more came than was allowed.
    """

    def __init__(self, settings: WritingSettings, seconds: float, most_bytes: int) -> None:
        self.overlong = False
        self._key, self._most = settings.llm_key.get_secret_value(), most_bytes
        self._cut = threading.Event()
        self._stream: Any = None
        self.client = httpx.Client(
            timeout=httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
            trust_env=settings.leaves_machine,
            follow_redirects=False,
            event_hooks={"request": [self._prepared], "response": [self._counted]},
        )

    def cut(self) -> None:
        """End the connection: whoever waits for the next byte stops waiting, and the service stops writing."""
        self._cut.set()
        connection = self._stream.get_extra_info("socket") if self._stream is not None else None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def heard(self, so_far: int) -> bool:
        """Take note of how many bytes have come; tell whether to go on listening."""
        self.overlong = so_far > self._most
        return not self.overlong and not self._cut.is_set()

    def _prepared(self, request: httpx.Request) -> None:
        """Send these headers and no others: nothing about this computer, and nothing from OPENAI_* variables."""
        kept = {
            name: request.headers[name]
            for name in ("host", "content-type", "content-length")
            if name in request.headers
        }
        request.headers = httpx.Headers({**kept, "Accept": "*/*", "Accept-Encoding": "identity"})
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        request.extensions["trace"] = self._trace

    def _trace(self, event: str, facts: dict[str, Any]) -> None:
        if event in _CONNECTED:
            self._stream = facts["return_value"]
            if self._cut.is_set():
                self.cut()

    def _counted(self, response: httpx.Response) -> None:
        if response.is_success and "html" in response.headers.get("content-type", ""):
            where = response.url.netloc.decode("ascii", "replace")
            raise LanguageModelError(f"A web page answers at {where}, not a language model: check PARTNERSHIP_LLM_URL")
        response.stream = _Counted(response.stream, self)


class _Counted(httpx.SyncByteStream):
    def __init__(self, stream: Any, line: Line) -> None:
        self._stream, self._line = stream, line

    def __iter__(self) -> Iterator[bytes]:
        so_far = 0
        for content in self._stream:
            so_far += len(content)
            if not self._line.heard(so_far):
                return
            yield content

    def close(self) -> None:
        self._stream.close()


class _End(Generic[Said]):
    """The last thing a worker says: why it ended, None where all was said."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error


def listening(line: Line, work: Callable[[], Iterable[Said]], deadline: float) -> Iterator[Said]:
    """Yield what `work` yields, which runs beside. Raises what it raises, and at the deadline TimeoutError.

    The line is cut in the end, and when nobody listens any more.
    """
    said: queue.SimpleQueue[Said | _End[Said]] = queue.SimpleQueue()

    def speak() -> None:
        try:
            with line.client:
                for item in work():
                    said.put(item)
            said.put(_End(None))
        except Exception as error:
            said.put(_End(error))

    threading.Thread(target=speak, daemon=True, name="language model").start()
    try:
        while True:
            try:
                item = said.get(timeout=max(deadline - time.monotonic(), 0.0))
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
            if time.monotonic() > deadline:
                raise TimeoutError
    finally:
        line.cut()
