"""A figure over time as a picture, for papers that cannot draw one, and as a sentence for who cannot see it."""

import io
import itertools
import math
import textwrap
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from assistant.outgoing.paper import Chart
from assistant.outgoing.sources import plain

WIDTH_CM = 16.0
_WIDE, _HIGH = 1280, 520  # pixels of the picture: 200 to the inch on paper
_FINER = 2  # times as large while it is drawn, so that its lines are smooth
_RIGHT, _TOP, _BOTTOM = 1240, 40, 420
_LETTERS, _LETTER = 24, 13.4  # high, and usually wide
_FACES = ("Arial.ttf", "arial.ttf", "LiberationSans-Regular.ttf", "DejaVuSans.ttf")
_INK, _GREY, _LINE, _TARGET = "#1a1a1a", "#d0d4da", "#1f4e79", "#b45309"
_TICKS = 4


def shown(value: float, unit: str) -> str:
    """Return a value as a person writes it: 1,204, 85%, £2.5."""
    number = f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
    if unit.strip() in ("%", "per cent", "percent"):
        return f"{number}%"
    return f"£{number}".replace("£-", "-£") if unit.strip() == "£" else number


def headed(chart: Chart) -> str:
    """Return what stands above a chart: its title, and what is counted where the figures do not show it."""
    title, unit = plain(chart.title), plain(chart.unit)
    return title if not unit or unit in ("%", "per cent", "percent", "£") else f"{title} ({unit})"


def told(chart: Chart) -> str:
    """Return all that a chart shows in words: "Title. 2022/23 Q1: 14 (target 20); 2022/23 Q2: 17"."""
    figures = (
        f"{plain(label)}: {shown(value, chart.unit)}"
        + (f" (target {shown(target, chart.unit)})" if target is not None else "")
        for label, value, target in chart.points
    )
    return f"{headed(chart)}. " + "; ".join(figures)


def ticks(values: Sequence[float]) -> list[float]:
    """Return round numbers that span the values: from nought, unless they differ by little of what they are."""
    low, high = min(values), max(values)
    if low >= 0 and high - low > 0.25 * high:
        low = 0.0
    if high == low:
        low, high = min(0.0, low), max(0.0, high) or 1.0
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * n, 10) for n in range(first, last + 1)]


def picture(chart: Chart) -> bytes:
    """Return a chart with at least one point as a PNG: the figures joined by a line, each target a stroke."""
    image = Image.new("RGB", (_WIDE * _FINER, _HIGH * _FINER), "white")
    _Drawing(chart, ImageDraw.Draw(image)).draw()
    held = io.BytesIO()
    image.resize((_WIDE, _HIGH), Image.Resampling.LANCZOS).save(held, "PNG", optimize=True)
    return held.getvalue()


class _Drawing:
    """A chart on its way to paper; places are in pixels of the finished picture."""

    def __init__(self, chart: Chart, pen: ImageDraw.ImageDraw) -> None:
        self._chart, self._pen = chart, pen
        values = [v for _, value, target in chart.points for v in (value, target) if v is not None]
        self._ticks = ticks(values)
        self._left = 40 + _LETTER * max(len(shown(tick, chart.unit)) for tick in self._ticks)
        self._step = (_RIGHT - self._left) / len(chart.points)
        self._font = _font()

    def draw(self) -> None:
        """Draw the grid, the targets, the line and its points, and the periods below."""
        for tick in self._ticks:
            self._stroke([(self._left, self._down(tick)), (_RIGHT, self._down(tick))], _GREY, 2)
            self._write(self._left - 14, self._down(tick), shown(tick, self._chart.unit), "rm")
        for n, (_, _, target) in enumerate(self._chart.points):
            if target is not None:
                y, reach = self._down(target), self._step / 2
                self._stroke([(self._across(n) - reach, y), (self._across(n) + reach, y)], _TARGET, 5)
        places = [(self._across(n), self._down(value)) for n, (_, value, _) in enumerate(self._chart.points)]
        for pair in itertools.pairwise(places):
            self._stroke(list(pair), _LINE, 5)
        every = self._every()
        for n, ((x, y), (label, value, _)) in enumerate(zip(places, self._chart.points, strict=True)):
            self._dot(x, y)
            if (len(places) - 1 - n) % every == 0:  # so that the newest has its figure
                self._write(x, y - 14, shown(value, self._chart.unit), "mb")
                self._period(x, plain(label), every)
        if any(target is not None for _, _, target in self._chart.points):
            self._stroke([(_RIGHT - 120, 16), (_RIGHT - 84, 16)], _TARGET, 5)
            self._write(_RIGHT - 74, 16, "Target", "lm")

    def _across(self, n: int) -> float:
        return self._left + self._step * (n + 0.5)

    def _down(self, value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP - 30) * (value - self._ticks[0]) / (self._ticks[-1] - self._ticks[0])

    def _every(self) -> int:
        """Return of how many points one has its period and figure told, for the longest word to have its space."""
        words = [word for label, _, _ in self._chart.points for word in plain(label).split()]
        longest = min(max(map(len, words), default=0), 12) + 1
        return max(1, math.ceil(longest * _LETTER / self._step))

    def _period(self, x: float, label: str, every: int) -> None:
        letters = max(4, int(self._step * every / _LETTER) - 1)
        for n, fold in enumerate(textwrap.wrap(label, letters, max_lines=3, placeholder="…")):
            self._write(x, _BOTTOM + 14 + 28 * n, fold, "ma")

    def _stroke(self, places: list[tuple[float, float]], colour: str, width: int) -> None:
        self._pen.line([(x * _FINER, y * _FINER) for x, y in places], fill=colour, width=width * _FINER)

    def _dot(self, x: float, y: float) -> None:
        self._pen.ellipse([(v * _FINER) for v in (x - 8, y - 8, x + 8, y + 8)], fill=_LINE, outline="white", width=2)

    def _write(self, x: float, y: float, words: str, anchor: str) -> None:
        place = (x * _FINER, y * _FINER)
        self._pen.text(place, words, _INK, self._font, anchor, stroke_width=4, stroke_fill="white")


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the paper's letters, or the nearest that this computer has."""
    for face in _FACES:
        try:
            return ImageFont.truetype(face, _LETTERS * _FINER)
        except OSError:
            continue
    return ImageFont.load_default(_LETTERS * _FINER)
