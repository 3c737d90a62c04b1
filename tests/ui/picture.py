"""Makes docs/page.png, the picture of the page in the README: python -m tests.ui.picture [question]."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from index.library import Library
from index.settings import IndexSettings
from tests.conftest import ROOT, SAMPLES
from tests.ui.conftest import CHROMIUM, listening
from ui.web.app import build

QUESTION = "What was done on hate crime in Q2 2023/24?"


def main(question: str) -> None:
    """Ask a question of the sample papers on a page of their own and keep what it looks like."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = Library(IndexSettings(home=Path(folder)))
        list(library.ingest(sorted(SAMPLES.iterdir())))
        server, thread, port = listening(build(library))
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        page.goto(f"http://127.0.0.1:{port}/")
        page.get_by_label("Your question").fill(question)
        page.locator("#ask-button").click()
        page.locator("#sources .card").first.wait_for(timeout=60_000)
        page.wait_for_timeout(1500)
        (ROOT / "docs").mkdir(exist_ok=True)
        page.screenshot(path=ROOT / "docs" / "page.png")
        browser.close()
        server.should_exit = True
        thread.join(20)
        library.close()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or QUESTION)
