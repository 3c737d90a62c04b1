"""What a browser sends with a form: its fields and its file, taken from our own pages alone and only up to a size."""

import shutil
from collections.abc import AsyncGenerator
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from ui.web.uploads import safe_name

_FIELD = 4_000_000  # bytes of one field
_NO_FORM = "That is no form of this page."


def from_here(request: Request) -> bool:
    """Tell whether a form was sent by a page of this very server, as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin") == f"{request.url.scheme}://{request.headers.get('host')}"


async def fields_of(request: Request, most: int) -> dict[str, str]:
    """Return a form's fields, each once. Raises HTTPException for more than `most` bytes and for what is no form."""
    body = b"".join([piece async for piece in _up_to(request, most)])
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError as error:
        raise HTTPException(422, _NO_FORM) from error
    return {name: values[0].strip() for name, values in fields.items()}


async def file_of(request: Request, most: int) -> tuple[dict[str, str], str, bytes]:
    """Return the fields of a form with one file, the file's name and what it holds; nothing where none was chosen.

    Raises HTTPException for more than `most` bytes and for what is no such form.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(422, _NO_FORM)
    try:
        form = await MultiPartParser(request.headers, _up_to(request, most), max_files=1, max_fields=10).parse()
    except (MultiPartException, KeyError) as error:
        raise HTTPException(422, _NO_FORM) from error
    fields = {name: value.strip() for name, value in form.multi_items() if isinstance(value, str)}
    file = next((value for value in form.values() if isinstance(value, UploadFile)), None)
    held = await file.read() if file else b""
    await form.close()
    return fields, (file.filename or "") if file else "", held


async def files_of(request: Request, folder: Path, most: int, most_files: int) -> tuple[dict[str, str], list[Path]]:
    """Return the fields of a form with several files, and the files, kept in a folder under the names they came with.

    Raises HTTPException for more than `most` bytes or files and for what is no such form.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(422, _NO_FORM)
    sent = _up_to(request, most)
    try:
        parser = MultiPartParser(request.headers, sent, max_files=most_files, max_fields=20, max_part_size=_FIELD)
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise HTTPException(422, _NO_FORM if "many files" not in str(error) else f"{error}") from error
    fields = {name: value.strip() for name, value in form.multi_items() if isinstance(value, str)}
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]
    kept = []
    for number, file in enumerate(files):
        kept.append(folder / str(number) / safe_name(file.filename or ""))
        kept[-1].parent.mkdir(parents=True)
        await run_in_threadpool(_copy, file, kept[-1])
    await form.close()
    return fields, kept


def _copy(file: UploadFile, target: Path) -> None:
    with target.open("wb") as stream:
        shutil.copyfileobj(file.file, stream)


async def _up_to(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """Yield what is sent; what is too long is read to its end unkept, as a browser listens only then."""
    count = 0
    async for piece in request.stream():
        count += len(piece)
        if count <= most:
            yield piece
    if count > most:
        raise HTTPException(413, "That is too long.")
