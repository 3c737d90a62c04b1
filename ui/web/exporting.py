"""A paper that goes out, as a file that a browser saves."""

from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import HTTPException
from fastapi.responses import Response

from assistant.outgoing.paper import Paper
from assistant.outgoing.saving import save
from ui.web.frame import FRAMED
from ui.web.uploads import safe_name

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


def download(paper: Paper, form: str, name: str) -> Response:
    """Return a paper as a Word or Markdown file of a name. Raises HTTPException for another form."""
    if form not in _TYPES:
        raise HTTPException(404, "There is no such file.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{form}"
        save(paper, path)
        made = path.read_bytes()
    plain = safe_name(name.replace("/", "-")).encode("ascii", "ignore").decode().replace('"', "") or "paper"
    named = {"Content-Disposition": f'attachment; filename="{plain[:100]}.{form}"'}
    return Response(made, media_type=_TYPES[form], headers=FRAMED | named)
