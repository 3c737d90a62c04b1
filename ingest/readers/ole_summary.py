"""What the old Office formats say of themselves: the property set that every program of theirs writes alike."""

import struct
from datetime import datetime, timedelta

import olefile

from ingest.readers.rtf_text import page_of_number

_STREAM = "\x05SummaryInformation"
_NAMES = {2: "title", 4: "author", 12: "created", 13: "modified"}
_CODE_PAGE = 1
_BYTES, _UTF16, _TIME = 30, 31, 64
_MOST = 100


def summary_of(container: olefile.OleFileIO) -> tuple[tuple[str, str], ...]:
    """Return the title, author and dates a file carries; damage there costs what is damaged."""
    if not container.exists(_STREAM):
        return ()
    data = bytes(container.openstream(_STREAM).read())
    try:
        (start,) = struct.unpack_from("<I", data, 44)
        (count,) = struct.unpack_from("<I", data, start + 4)
        places = dict(struct.iter_unpack("<II", data[start + 8 : start + 8 + 8 * min(count, _MOST)]))
        page = "cp1252"
        if _CODE_PAGE in places:
            page = page_of_number(struct.unpack_from("<H", data, start + places[_CODE_PAGE] + 4)[0])
    except struct.error:
        return ()
    found = []
    for number, name in _NAMES.items():
        value = _value(data, start + places[number], page) if number in places else ""
        if value:
            found.append((name, value))
    return tuple(found)


def _value(data: bytes, at: int, page: str) -> str:
    """Return a property as words, a date as 2018-03-26, "" for anything else."""
    try:
        kind, length = struct.unpack_from("<II", data, at)
        if kind == _BYTES:
            return data[at + 8 : at + 8 + length].decode(page, "replace").strip("\0 \n")
        if kind == _UTF16:
            return data[at + 8 : at + 8 + 2 * length].decode("utf-16-le", "replace").strip("\0 \n")
        if kind == _TIME:
            (ticks,) = struct.unpack_from("<Q", data, at + 4)
            day = datetime(1601, 1, 1) + timedelta(microseconds=ticks // 10)
            return f"{day:%Y-%m-%d}" if 1980 < day.year < 2200 else ""
    except (struct.error, OverflowError, LookupError):
        return ""
    return ""
