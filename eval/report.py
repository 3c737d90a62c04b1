"""The report of a run: an HTML file that needs nothing else, the same in Markdown, and a CSV file of every question."""

import base64
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from eval.reporting.asked import Asked, asked
from eval.reporting.outcomes import NAMES
from eval.reporting.page import told
from eval.reporting.plain import cut, in_markdown, shown
from eval.reporting.scored import Beside, Scored
from eval.reporting.table import write_csv
from eval.rows import Row

HTML, MARKDOWN, CSV = "report.html", "report.md", "report.csv"
_LONGEST_BEFORE = 1_000  # characters of what another run answered
_MOST_IN_MARKDOWN = 200  # questions that are not right


def write(run: Scored, folder: Path, beside: Sequence[Beside] = ()) -> list[Path]:
    """Write report.html, report.md and report.csv of a run into a folder, and return where they are.

    `beside` are runs that it is set against: the first that answers is told of at each question that changed. A file
    that is there already is replaced whole. Nothing that a paper, a set or an answer holds is markup or a formula.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page = told(run, beside)
    writers: dict[str, Callable[[IO[str]], None]] = {
        HTML: partial(_write_html, page, run, beside),
        MARKDOWN: partial(_write_markdown, page, run),
        CSV: partial(write_csv, run),
    }
    for name, write_to in writers.items():
        part = folder / f"{name}.part"
        encoding = "utf-8-sig" if name == CSV else "utf-8"  # Excel knows UTF-8 in a CSV file by its mark alone
        with part.open("w", encoding=encoding, newline="" if name == CSV else "\n") as stream:
            write_to(stream)
        os.replace(part, folder / name)
    return [folder / name for name in writers]


def _write_html(page: Mapping[str, Any], run: Scored, beside: Sequence[Beside], stream: IO[str]) -> None:
    environment = _environment(shown, autoescape=True)
    css, script = (_source(environment, name) for name in ("report.css", "report.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    answering = next((other for other in beside if other.run.answers), None)
    chunks = environment.get_template(HTML).generate(
        page,
        css=Markup(css),
        script=Markup(script),
        script_hash=f"sha256-{digest}",
        changed=answering.run.label if answering else "",
        questions=_questions(run, answering),
    )
    stream.writelines(chunks)


def _write_markdown(page: Mapping[str, Any], run: Scored, stream: IO[str]) -> None:
    pairs = list(zip(run.rows, run.outcomes, strict=True))
    failed = [(row.example, NAMES[outcome]) for row, outcome in pairs if outcome not in ("right", "unanswered")]
    environment = _environment(in_markdown, autoescape=False)
    more = max(0, len(failed) - _MOST_IN_MARKDOWN)
    chunks = environment.get_template(MARKDOWN).generate(page, failed=failed[:_MOST_IN_MARKDOWN], more=more)
    stream.writelines(chunks)


def _environment(plain: Callable[[str], str], autoescape: bool) -> Environment:
    """Return where templates come from; every word put into one goes through `plain` first."""

    def finalize(value: Any) -> Any:
        return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=PackageLoader("eval", "reporting"),
        autoescape=autoescape,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _questions(run: Scored, other: Beside | None) -> Iterator[Asked]:
    changes: dict[str, tuple[str, str]] = {}
    if other:
        for change, found in (("better", other.comparison.better), ("worse", other.comparison.worse)):
            changes |= {each.after.example.id: (change, _before(each.before)) for each in found}
    for number, (row, score) in enumerate(zip(run.rows, run.scores, strict=True), 1):
        yield asked(number, row, score, *changes.get(row.example.id, ("", "")))


def _before(row: Row) -> str:
    return cut(row.answer or row.error or "no answer", _LONGEST_BEFORE)
