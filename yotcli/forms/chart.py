"""Charts of rates and of counts, as SVG and in plain characters."""

import textwrap
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from yotcli.answer import Answer, rounded
from yotcli.charts import Bars, Line, Panel

STEPS = (1, 2, 5, 10, 20, 25, 50)  # per cent between two ticks
MEANINGS = {  # of the marks of a plot; of an interval's the first
    "o": "o rate",
    "|": "| average printed beside it",
    "*": "* both",
    "[": "[-] 95% interval",
}

WIDTH = 600  # of rates, in units of the SVG
LETTER = 7.6  # a little more than a letter takes in the widest of the fonts
LONGEST = 30  # letters of a name, before it is broken into lines
PITCH, LEADING = 30, 16  # between rows, and between the lines of one name


class Rows(NamedTuple):
    """A panel in an SVG, with the heights of its parts."""

    title: list[str]  # in lines
    top: int
    rows: list[tuple[Line, list[str], int]]  # with the lines of its name, and its top
    bottom: int


class Axis(NamedTuple):
    """Per cent from one round value to another."""

    low: int
    high: int
    step: int

    def ticks(self) -> list[int]:
        return list(range(self.low, self.high + 1, self.step))

    def share(self, figure: Decimal | int) -> Decimal:
        """The position of a figure on the axis, from 0 to 1."""
        return Decimal(figure - self.low) / (self.high - self.low)


def names(line: Line) -> list[str]:
    """Its name in lines that fit a chart; the period is on a line of its own."""
    return [*textwrap.wrap(line.name, LONGEST), *textwrap.wrap(line.period, LONGEST)]


def axis(lines: Iterable[Line], most: int) -> Axis | None:
    """The narrowest axis with round ends and few steps; none without a figure."""
    shown = [(line.rate, line.average, *(line.interval or ())) for line in lines]
    figures = [figure for own in shown for figure in own if figure is not None]
    if not figures:
        return None
    for step in STEPS:
        low = step * floor(min(figures) / step)
        high = max(step * ceil(max(figures) / step), low + step)
        if high - low <= step * most:
            break
    return Axis(low, high, step)


def plots(answer: Answer, width: int) -> list[str]:
    """The rates of each table of an answer, in plain characters."""
    panels = () if isinstance(answer.chart, Bars) else answer.chart or ()
    return [plot(panel.lines, width) for panel in panels]


def plot(lines: Sequence[Line], width: int) -> str:
    """A line for each rate, the scale and what the marks mean, within a width."""
    labels = [", ".join(filter(None, (line.name, line.period))) for line in lines]
    margin = min(max(map(len, labels), default=0), max(2 * width // 5, 1))
    room = width - margin - 2
    scale = axis(lines, max(min(room // 6, 8), 2))
    if scale is None:
        return ""
    steps = len(scale.ticks()) - 1
    room = steps * max((room - 1) // steps, 1) + 1  # so that all steps are equal
    marked = [marks(line, scale, room) for line in lines]
    parts = []
    for label, drawing in zip(labels, marked, strict=True):
        first, *rest = textwrap.wrap(label, margin) or [""]
        parts += [f"{first:<{margin}}  {drawing}".rstrip(), *rest]
    parts += [" " * (margin + 2) + part for part in ruler(scale, room)]
    used = "".join(marked)
    legend = ", ".join(text for mark, text in MEANINGS.items() if mark in used)
    return "\n".join([*parts, *textwrap.wrap(f"{legend}; per cent", width)])


def marks(line: Line, axis: Axis, room: int) -> str:
    """The marks of one rate by column; the rate covers other marks."""
    if line.rate is None:
        return "not available"
    columns = [" "] * room
    if line.interval:
        first, last = (column(end, axis, room) for end in line.interval)
        columns[first : last + 1] = "-" * (last + 1 - first)
        columns[first], columns[last] = "[", "]"
    if line.average is not None:
        columns[column(line.average, axis, room)] = "|"
    place = column(line.rate, axis, room)
    columns[place] = "*" if columns[place] == "|" else "o"
    return "".join(columns).rstrip()


def column(figure: Decimal | int, axis: Axis, room: int) -> int:
    return int(rounded(axis.share(figure) * (room - 1), 0))


def ruler(axis: Axis, room: int) -> list[str]:
    """The scale below the rates: a tick over each of its values."""
    line, values = ["-"] * room, [" "] * room
    for tick in axis.ticks():
        place = column(tick, axis, room)
        line[place] = "+"
        text = str(tick)
        start = min(max(place - (len(text) - 1) // 2, 0), room - len(text))
        values[start : start + len(text)] = text
    return ["".join(line), "".join(values).rstrip()]


def svg(chart: Sequence[Panel] | Bars | None) -> str | None:
    """The chart of an answer; none if there is nothing to draw."""
    template = "bars.svg.j2" if isinstance(chart, Bars) else "rates.svg.j2"
    drawn = bars_of(chart) if isinstance(chart, Bars) else rates_of(chart or ())
    if not drawn:
        return None
    from yotcli.forms import page  # with Jinja2, which the plot does without

    return page.filled(template, leading=LEADING, pitch=PITCH, **drawn)


def words(answer: Answer) -> str | None:
    """What an answer says in which nothing fits what was asked; none with tables."""
    if answer.chart is None or answer.tables:
        return None
    return svg(Bars(answer.title(), [*map(str, answer.notes)], ()))


def rates_of(panels: Sequence[Panel]) -> dict[str, object]:
    """Rates over one axis, a panel for each table; empty without a figure."""
    lines = [line for panel in panels for line in panel.lines]
    scale = axis(lines, 8)
    left = beside(name for line in lines for name in names(line))
    drawn = {"lines": lines, "left": left, "width": WIDTH, "scale": scale}
    return drawn | {"panels": rows_of(panels)} if scale else {}


def rows_of(panels: Sequence[Panel]) -> list[Rows]:
    """Panels one below the other; a single one has no title of its own."""
    laid, top = [], 54
    for panel in panels:
        title = textwrap.wrap(panel.title, 72) if len(panels) > 1 else []
        top += 14 + LEADING * len(title)
        place, rows = top + 12, []
        for line in panel.lines:
            rows.append((line, names(line), place))
            place += PITCH + LEADING * (len(names(line)) - 1)
        laid.append(Rows(title, top, rows, place))
        top = place + 34
    return laid


def beside(names: Iterable[str]) -> int:
    """The left edge of a chart, to the right of these names."""
    return round(LETTER * max(map(len, names), default=0)) + 20


def bars_of(chart: Bars) -> dict[str, object]:
    """A bar for each rating, if any, under what is said; empty if all are 0."""
    most = max((bar.number for bar in chart.bars), default=0)
    left = beside(bar.label for bar in chart.bars)
    said = [part for line in chart.lead for part in textwrap.wrap(line, 64)]
    drawn = {"chart": chart, "left": left, "most": most, "said": said}
    return drawn if most or not chart.bars else {}
