"""The two models that find and read lines of text on a picture: PP-OCR's, which lie in the rapidocr package.

They are run by onnxruntime directly, so nothing is looked up or downloaded, and so that every letter comes with its
place and how sure the model is of it.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import cv2
import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from cv2.typing import MatLike
from numpy.typing import NDArray

Picture = MatLike
"""Grey levels, or blue, green and red, of the pixels of a picture, row by row from the top."""

_THREADS = 2
_LONGEST = 1600  # pixels of a page's longer side, for finding lines
_SURE, _LIKELY = 0.3, 0.5  # of a pixel to be text, and of a line, as in PP-OCR
_GROW = 1.6  # the model marks the core of a line; as in PP-OCR
_HEIGHT, _NARROWEST = 48, 96  # pixels that the reading model takes
_WIDEST = 4000
_LETTERS = (
    {chr(c) for c in (*range(0x21, 0x7F), *range(0xA1, 0x180))} | set("–—‘’“”•…€™≤≥−→←↑↓►▶■□▪●○✓✔✗✘☐☑☒☺♦➢➤ŵŷẁẃẅỳ")
) - set("\xad¨´¸¦ĸŀĿŉſˆ")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter read, the middle of it as a fraction of the line's width, and how sure the model is (0 to 1).

    `gap` is how sure the model is that a space stands between the letter before and this one.
    """

    text: str
    at: float
    confidence: float
    gap: float


def find_lines(grey: Picture) -> list[tuple[int, int, int, int]]:
    """Return the boxes (left, top, right, bottom, in pixels) of lines of text on an upright page."""
    height, width = grey.shape
    shrink = min(1.0, _LONGEST / max(height, width))
    w, h = (max(32, round(side * shrink / 32) * 32) for side in (width, height))
    small = cv2.cvtColor(cv2.resize(grey, (w, h), interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2BGR)
    likely = _run(_finder(), small)[0, 0]
    mask = cv2.dilate((likely > _SURE).astype(np.uint8), np.ones((2, 2), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    boxes = []
    for label, (x, y, dx, dy, _) in enumerate(stats):
        if label == 0 or min(dx, dy) < 3:
            continue
        here = np.s_[y : y + dy, x : x + dx]
        if likely[here][labels[here] == label].mean() < _LIKELY:
            continue
        grow = dx * dy * _GROW / (2 * (dx + dy))
        left, top, right, bottom = x - grow, y - grow, x + dx + grow, y + dy + grow
        box = left * width / w, top * height / h, right * width / w, bottom * height / h
        boxes.append((max(0, int(box[0])), max(0, int(box[1])), min(width, round(box[2])), min(height, round(box[3]))))
    return boxes


def read_line(grey: Picture) -> list[Letter]:
    """Return the letters on the picture of one line, left to right, without spaces."""
    height, width = grey.shape
    wide = min(_WIDEST, max(1, round(width * _HEIGHT / height)))
    picture = np.full((_HEIGHT, max(_NARROWEST, wide)), 127, np.uint8)
    picture[:, :wide] = cv2.resize(grey, (wide, _HEIGHT), interpolation=cv2.INTER_LINEAR)
    reader, letters = _reader()
    likely = _run(reader, cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))[0]
    steps = len(likely) * wide / picture.shape[1]
    return _letters(likely, letters, steps)


def _letters(likely: NDArray[np.float32], letters: list[tuple[int, str]], steps: float) -> list[Letter]:
    """Take the likeliest letter of every step; a letter that goes on over several steps is one."""
    columns = [0, *(number for number, _ in letters), likely.shape[1] - 1]  # none of them first, the space last
    likely = likely[:, columns]
    best = likely.argmax(axis=1)
    found: list[Letter] = []
    gap, last, first_step = 0.0, 0, 0
    for step, choice in enumerate(best.tolist()):
        sure = float(likely[step, choice])
        if choice in (0, len(columns) - 1):
            gap = max(gap, float(likely[step, -1]))
        elif choice == last:
            before = found[-1]
            middle = ((first_step + step) / 2 + 0.5) / steps
            found[-1] = Letter(before.text, middle, max(before.confidence, sure), before.gap)
        else:
            found.append(Letter(letters[choice - 1][1], (step + 0.5) / steps, sure, gap))
            gap, first_step = 0.0, step
        last = choice
    return found


def _run(session: Any, picture: Picture) -> NDArray[np.float32]:
    values = (picture.transpose(2, 0, 1)[np.newaxis].astype(np.float32) / 255 - 0.5) / 0.5
    result: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: values})[0]
    return result


def _session(kind: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.enable_cpu_mem_arena = False  # it would keep the memory of the largest page
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # a thread that waits lets others work
    folder = files("rapidocr") / "models"
    path = min((p for p in folder.iterdir() if f"_{kind}_" in p.name and p.name.endswith(".onnx")), key=str)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def _finder() -> Any:
    return _session("det")


@cache
def _reader() -> tuple[Any, list[tuple[int, str]]]:
    """Return the reading model and the letters of ours among those it knows, each with its number."""
    session = _session("rec")
    known = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, [(number, letter) for number, letter in enumerate(known, 1) if letter in _LETTERS]
