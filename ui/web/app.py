"""The server of the page: Gradio on FastAPI, with the routes that open papers, for this machine alone."""

import os
import socket
import threading
import time
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

# Read when gradio is imported: nothing may be sent anywhere.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request, Response
from starlette.middleware.base import RequestResponseEndpoint
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.assistant import Assistant
from index.library import Library
from index.search import Search
from ui.choices import Mistake
from ui.web.catchup import routes as catchup_routes
from ui.web.draft import routes as draft_routes
from ui.web.evaluate import routes as evaluate_routes
from ui.web.page import Page
from ui.web.questioning import routes as question_routes
from ui.web.register import routes as register_routes
from ui.web.source import HEADERS, routes
from ui.web.uploads import MOST_BYTES
from ui.web.words import PRODUCT

_FOLDER = Path(__file__).parent
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32'"
    " fill='%231d3d5c'/%3E%3Cpath d='M8 8h16M8 14h16M8 20h10' stroke='white' stroke-width='3'/%3E%3C/svg%3E"
)
_SCRIPT = """
document.documentElement.lang = "en-GB"
// A message's label would have its HTML read aloud; its words are there to be read themselves.
new MutationObserver(() => document.querySelectorAll("#chat [data-testid][aria-label]").forEach(
  message => message.removeAttribute("aria-label")
)).observe(document, {childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"]})
"""
_PAGES = "".join((_FOLDER / name).read_text(encoding="utf-8") for name in ("inside.js", "evaluate.js", "draft.js"))
_HEAD = f'<link rel="icon" href="{_ICON}"><script>{_SCRIPT}{_PAGES}</script>'


def build(
    library: Library, assistant: Assistant | None = None, host: str = "127.0.0.1", written: bool = False
) -> FastAPI:
    """Return the application for one library; the embedding model is loaded in the background once it starts.

    `written` has a language model write the answers until somebody switches it off on the page, put drafts in plainer
    words and sum briefs up.
    """
    os.environ["GRADIO_TEMP_DIR"] = str(library.home / "uploads" / ".arriving")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=_warm, args=(library,), daemon=True).start()
        yield

    app = FastAPI(title=PRODUCT, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(routes(library))
    app.include_router(register_routes(library))
    app.include_router(evaluate_routes(library))
    app.include_router(question_routes(library))
    assistant = assistant or Assistant(library)
    app.include_router(draft_routes(library, assistant if written else None))
    app.include_router(catchup_routes(assistant, written))
    app.middleware("http")(_guarded)
    if host in _LOCAL:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(_LOCAL))
    page = Page(assistant, written)
    gr.mount_gradio_app(
        app,
        page.blocks,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=MOST_BYTES,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        theme=_theme(),
        css_paths=[_FOLDER / "style.css"],
        head=_HEAD,
    )
    return app


def serve(
    assistant: Assistant, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False, written: bool = False
) -> None:
    """Serve the page until interrupted, and say where it is. Raises Mistake where the address cannot be had."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        why = os.strerror(error.errno).lower() if error.errno and error.errno > 0 else str(error)
        raise Mistake(f"cannot listen on {host}:{port} ({why}): choose another with --port") from error
    page = build(assistant.library, assistant, host, written)
    server = uvicorn.Server(uvicorn.Config(page, host=host, port=port, log_level="warning"))
    threading.Thread(target=_announce, args=(server, f"http://{host}:{port}/", open_browser), daemon=True).start()
    server.run()


async def _guarded(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Give every answer the headers that keep a page to this machine; routes with a policy of their own keep it."""
    response = await call_next(request)
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    for name in ("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"):
        response.headers.setdefault(name, HEADERS[name])
    return response


def _warm(library: Library) -> None:
    if library.catalogue.documents():
        Search(library).hybrid("the partnership", 1)


def _announce(server: uvicorn.Server, address: str, open_browser: bool) -> None:
    while not server.started:
        time.sleep(0.1)
    print(f"The page is at {address} (Ctrl-C stops it).", flush=True)
    if open_browser:
        webbrowser.open(address)


def _theme() -> gr.themes.Base:
    """A plain light theme in the machine's own letters; dark settings are the same as the light ones."""
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.gray,
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_none,
        font=["Arial", "Helvetica", "sans-serif"],
        font_mono=["monospace"],
    )
    theme.set(input_border_width="2px", input_border_color="#0b0c0c", input_background_fill="white")
    theme.set(input_background_fill_focus="white", input_border_color_focus="#0b0c0c", body_text_color="#0b0c0c")
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark"), None))
    return theme
