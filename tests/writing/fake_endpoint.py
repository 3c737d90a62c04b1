"""A language model that is none: a server on loopback that answers as told, or misbehaves as told."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

NO_ANSWER = "NOT IN THE DOCUMENTS"
STATUS = {
    "400": (400, "no such parameter"),
    "401": (401, "Incorrect API key provided: {key}"),
    "403": (403, "key {key} may not"),
    "404": (404, "no such model"),
    "429": (429, "too many requests"),
    "500": (500, "out of order"),
    "503": (503, "loading model"),
    "toolong": (400, "This model's maximum context length is 64 tokens. However, you requested 90 tokens."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came: `prompt` is the last message of a chat."""

    path: str
    prompt: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)


class FakeEndpoint:
    """An OpenAI-compatible API at `url` while the block runs; `answer` is a text, or makes one from the prompt.

    `misbehave` is a key of STATUS or: dies, dies-early (before any text), hangs, hangs-mid, garbage, latin1, endless,
    empty, html, half, slow (a comment now and then, no text), once (500 the first time), toolcall, think, think-only,
    redirect, interrupted (for another request), cut (ends without saying so), mid-error (an error in the stream).
    `says` is added to the model in /v1/models, `other` holds answers by path.
    """

    def __init__(
        self,
        answer: str | Callable[[str], str] = NO_ANSWER,
        misbehave: str = "",
        *,
        model: str = "fake",
        says: dict[str, Any] | None = None,
        other: dict[str, Any] | None = None,
        retry_after: str = "0",
    ) -> None:
        self.answer, self.misbehave, self.retry_after = answer, misbehave, retry_after
        self.models = [{"id": model, "object": "model", **(says or {})}]
        self.other = other or {}
        self.requests: list[Asked] = []
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.fake = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The address for PARTNERSHIP_LLM_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def chats(self) -> list[Asked]:
        """The requests for an answer, in order."""
        return [asked for asked in self.requests if asked.path.endswith("/chat/completions")]

    def text(self, prompt: str) -> str:
        """The answer to a prompt."""
        return self.answer if isinstance(self.answer, str) else self.answer(prompt)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    fake: FakeEndpoint

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers hang up in these tests: that is not worth a word."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *words: Any) -> None:
        """Be quiet."""

    def do_GET(self) -> None:
        fake = self.server.fake
        fake.requests.append(Asked(self.path, headers=dict(self.headers)))
        if fake.misbehave == "hangs":
            fake.closing.wait()
        elif self.path == "/v1/models":
            self._json(200, {"object": "list", "data": fake.models})
        elif self.path in fake.other:
            self._json(200, fake.other[self.path])
        else:
            self._json(404, {"error": "not here"})

    def do_POST(self) -> None:
        fake = self.server.fake
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = body["messages"][-1]["content"]
        fake.requests.append(Asked(self.path, prompt, dict(self.headers), body))
        how = fake.misbehave
        if how == "once":
            how = "500" if len(fake.chats) == 1 else ""
        if how in STATUS:
            status, words = STATUS[how]
            key = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self._json(status, {"error": {"message": words.format(key=key)}}, {"Retry-After": fake.retry_after})
        elif how == "redirect":
            self._send(307, b"", "text/plain", {"Location": "http://192.0.2.7/v1/chat/completions?token=secret"})
        elif how == "html":
            self._send(200, b"<html><body>Please log in</body></html>", "text/html")
        elif how == "hangs":
            fake.closing.wait()
        elif not body.get("stream"):
            message = {"role": "assistant", "content": fake.text(prompt)}
            self._json(200, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})
        else:
            self._stream(how, fake.text(prompt))

    def _stream(self, how: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        words = [w + " " for w in text.split(" ")]
        words[-1] = words[-1][:-1]
        special = getattr(self, "_" + how.replace("-", "_"), None)
        if special is None:
            self._say(*words)
            self._end()
        else:
            special(words)

    def _dies(self, words: list[str]) -> None:
        self._say(*words[: max(1, len(words) // 2)])
        self._hang_up()

    def _dies_early(self, words: list[str]) -> None:
        self._hang_up()

    def _hangs_mid(self, words: list[str]) -> None:
        self._say(words[0])
        self.server.fake.closing.wait()

    def _slow(self, words: list[str]) -> None:
        while not self.server.fake.closing.wait(0.1):
            self._write(b": still here\n\n")

    def _garbage(self, words: list[str]) -> None:
        self._write(b"data: \x00\x01}{ not json\n\ndata: [[[\n\n")
        self._finish()

    def _latin1(self, words: list[str]) -> None:
        self._write('data: {"choices": [{"index": 0, "delta": {"content": "café £5"}}]}\n\n'.encode("latin-1"))
        self._end()

    def _half(self, words: list[str]) -> None:
        self._say(words[0])
        self._write(b'data: {"choices": [{"index": 0, "delta": {"con\n\n')
        self._finish()

    def _cut(self, words: list[str]) -> None:
        self._say(*words[: max(1, len(words) // 2)])
        self._finish()

    def _interrupted(self, words: list[str]) -> None:
        self._delta({"role": "assistant"})
        self._write(b"data: [DONE]\n\n")
        self._finish()

    def _mid_error(self, words: list[str]) -> None:
        self._say(words[0])
        self._write(b'data: {"error": {"message": "out of memory", "code": 500}}\n\n')
        self._finish()

    def _endless(self, words: list[str]) -> None:
        while not self.server.fake.closing.is_set():
            self._say(*words, " ")

    def _empty(self, words: list[str]) -> None:
        self._end()

    def _toolcall(self, words: list[str]) -> None:
        call = {"index": 0, "id": "1", "type": "function", "function": {"name": "send", "arguments": '{"to": "x"}'}}
        self._delta({"role": "assistant", "content": None, "tool_calls": [call]})
        self._end("tool_calls")

    def _think(self, words: list[str]) -> None:
        self._say("<th", "ink>\nThe offi", "cer asks. </thi", "nk>\n\n", *words)
        self._end()

    def _think_only(self, words: list[str]) -> None:
        self._say("<think>", "Let me think of it again. ")
        self._end("length")

    def _say(self, *pieces: str) -> None:
        for piece in pieces:
            self._delta({"content": piece})

    def _delta(self, delta: dict[str, Any], finish: str | None = None) -> None:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        self._write(b"data: " + json.dumps({**chunk, "choices": choices}).encode() + b"\n\n")

    def _end(self, finish: str = "stop") -> None:
        self._delta({}, finish)
        self._write(b"data: [DONE]\n\n")
        self._finish()

    def _write(self, content: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))
        self.wfile.flush()

    def _finish(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True

    def _json(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(value).encode(), "application/json", headers)

    def _send(self, status: int, content: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
