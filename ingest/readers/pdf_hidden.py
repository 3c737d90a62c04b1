"""The layers of a PDF that are switched off when it is opened, and what stands in them."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2.raw as raw

_MOST = 20  # marks around one piece of text


def layers_off(reader: pypdf.PdfReader) -> frozenset[str]:
    """Return the names of the layers that are not shown."""
    layers = reader.root_object.get("/OCProperties")
    if layers is None:
        return frozenset()
    layers = layers.get_object()
    usual = layers["/D"].get_object()
    if usual.get("/BaseState") == "/OFF":
        shown = set(_names(usual.get("/ON")))
        return frozenset(set(_names(layers.get("/OCGs"))) - shown)
    return frozenset(_names(usual.get("/OFF")))


def _names(layers: Any) -> Iterator[str]:
    for layer in layers.get_object() if layers is not None else ():
        yield str(layer.get_object().get("/Name", ""))


def layers_of(item: Any) -> Iterator[str]:
    """Yield the names of the layers that a piece of text stands in."""
    for number in range(min(raw.FPDFPageObj_CountMarks(item), _MOST)):
        mark = raw.FPDFPageObj_GetMark(item, number)
        if _told(raw.FPDFPageObjMark_GetName, mark) == "OC":
            yield _told(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Name")


def _told(ask: Any, *of: Any) -> str:
    """Return what the library says in UTF-16."""
    buffer, length = (ctypes.c_ushort * 256)(), ctypes.c_ulong()
    found = ask(*of, buffer, ctypes.sizeof(buffer), ctypes.byref(length))
    return bytes(buffer)[: max(0, min(length.value, 512) - 2)].decode("utf-16-le", "replace") if found else ""
