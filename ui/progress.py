"""A line for every file that is put in, and a bar while somebody watches."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ui import format

if TYPE_CHECKING:
    from index.library import FileReport


def shown(reports: "Iterable[FileReport]", total: int, as_json: bool) -> "Iterator[FileReport]":
    """Pass reports on, each one printed as it comes."""
    console = format.console()
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    quiet = as_json or not console.is_terminal or not total
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("", total=total)
        for report in reports:
            if as_json:
                format.print_json(format.report_dict(report))
            else:
                console.print(format.report_line(report), soft_wrap=True)
            progress.advance(task)
            yield report
