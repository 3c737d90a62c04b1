"""LibreOffice, where it is installed, as a second reader of old and damaged files."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SECONDS = 60


@contextmanager
def converted(path: Path) -> Iterator[Path | None]:
    """Yield a copy of a file in Word's present format, None where LibreOffice is not installed or cannot read it.

    It runs with a profile of its own, without a window and for a minute at most; the copy is gone afterwards.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copy = folder / ("paper" + path.suffix.lower())
        shutil.copyfile(path, copy)
        (folder / "out").mkdir()
        _run([program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
              "--convert-to", "docx", "--outdir", str(folder / "out"), str(copy)])  # fmt: skip
        made = folder / "out" / "paper.docx"
        yield made if made.exists() else None


def _run(command: list[str]) -> None:
    """Run a program in a group of its own, and end the whole group when its time is up."""
    with suppress(OSError):
        process = subprocess.Popen(  # noqa: S603 - a fixed command; its only variable words are paths of our own making
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
