"""The frame of the pages that stand on their own and inside the page alike: the register's and those of evaluation."""

from collections.abc import Sequence

from fastapi.responses import HTMLResponse

from ui.web.source import HEADERS
from ui.web.words import PRODUCT, safe

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
FRAMED = HEADERS | {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin"}


def framed(title: str, body: str, status: int = 200, styles: Sequence[str] = ("/register.css",)) -> HTMLResponse:
    """Return a page with its headers; a tab takes its <main>."""
    links = "".join(f'<link rel="stylesheet" href="{style}">' for style in styles)
    return HTMLResponse(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{safe(title)} – {PRODUCT}</title>{links}</head><body>"
        f'<header><a class="home" href="/">{PRODUCT}</a></header><main class="register">{body}</main></body></html>',
        status,
        headers=FRAMED,
    )
