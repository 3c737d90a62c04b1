"""Reading in a process of its own: a file may hang or kill its reader, and costs that reader only."""

import os
import signal
from pathlib import Path

import pytest

from ingest import worker
from ingest.documents import Document
from ingest.errors import EmptyDocument, TimedOut, UnreadableDocument
from ingest.worker import read_all
from tests.ingest.serving import serve


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_serve", serve)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_results_come_in_order_and_one_reader_reads_them_all() -> None:
    paths = [Path("a"), Path("fails"), Path("b")]
    found = list(read_all(paths, 60))
    assert [path for path, _ in found] == paths
    assert [type(result) for _, result in found] == [Document, EmptyDocument, Document]
    readers = {result.text for _, result in found if isinstance(result, Document)}
    assert len(readers) == 1
    assert not alive(int(readers.pop()))


def test_a_file_that_hangs_is_given_up_and_the_rest_goes_on() -> None:
    found = dict(read_all([Path("a"), Path("hangs"), Path("b")], 1))
    assert isinstance(found[Path("a")], Document)
    assert isinstance(found[Path("b")], Document)
    error = found[Path("hangs")]
    assert isinstance(error, TimedOut)
    assert str(error) == "reading took longer than 1 seconds: split the file, or raise seconds_per_file"
    assert found[Path("a")].text != found[Path("b")].text  # another process


def test_a_long_paper_has_its_time_for_each_page() -> None:
    assert isinstance(dict(read_all([Path("pages")], 1))[Path("pages")], Document)
    assert isinstance(dict(read_all([Path("pages, then hangs")], 1))[Path("pages, then hangs")], TimedOut)


def test_a_reader_that_is_killed_costs_its_file_alone() -> None:
    found = list(read_all([Path("a"), Path("dies"), Path("dies too"), Path("b")], 60))
    assert [type(result) for _, result in found] == [Document, UnreadableDocument, UnreadableDocument, Document]
    assert "probably damaged" in str(found[1][1])


def test_a_reader_lost_between_two_files_is_started_again() -> None:
    reading = read_all([Path("a"), Path("b"), Path("c")], 60)
    first = next(reading)[1]
    assert isinstance(first, Document)
    process = int(first.text)
    os.kill(process, signal.SIGKILL)
    results = [result for _, result in reading]
    assert isinstance(results[-1], Document)
    assert results[-1].text != first.text


def test_stopping_half_way_ends_the_reader() -> None:
    reading = read_all([Path("a"), Path("b"), Path("c")], 60)
    first = next(reading)[1]
    assert isinstance(first, Document)
    assert alive(int(first.text))
    reading.close()  # type: ignore[attr-defined]
    assert not alive(int(first.text))
