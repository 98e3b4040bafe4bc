"""Charts of rates and of spreads of ratings, as SVG and in plain characters.

They draw the rows of an answer, in the order of its tables, with the digits of the
record; what the figures are of is not known here.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from yotcli.model import VERDICT_TONES, YotError
from yotcli.tables import Answer, Row, Table, Value, drawn

STEPS = (1, 2, 5, 10, 20, 25, 50)  # per cent between two ticks
RATE, AVERAGE, BOTH, FROM, TO, BETWEEN = "o", "|", "*", "[", "]", "-"
MEANINGS = {
    RATE: "rate",
    AVERAGE: "average printed beside it",
    BOTH: "both",
    FROM: "95 % interval",
}

WIDTH, NARROW = 600, 480  # of rates and of bars, in units of the SVG
LETTER = 7.6  # a little more than a letter takes in the widest of the fonts
LONGEST = 30  # letters of a name, before it is broken into lines
PITCH, LEADING = 30, 16  # from row to row, from line to line of one name
FIGURE = 66  # width of a column of figures


class Line(NamedTuple):
    """One rate on the axis, with what stands beside it."""

    name: str
    period: str  # of its cohort, empty where the table has no column for it
    rate: Decimal | None
    average: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    tone: str | None  # higher or lower, where the rate was tested

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.name, self.period) if part)

    def names(self) -> list[str]:
        """Its name in lines that fit a chart; its period begins another."""
        return [
            *textwrap.wrap(self.name, LONGEST),
            *textwrap.wrap(self.period, LONGEST),
        ]

    def figures(self) -> list[Decimal]:
        both = [self.rate, self.average]
        return [*(one for one in both if one is not None), *(self.interval or ())]


class Panel(NamedTuple):
    """The rates of one table."""

    title: str
    lines: tuple[Line, ...]


class Rows(NamedTuple):
    """A panel with the heights in an SVG at which its parts stand."""

    title: list[str]  # in lines
    top: int
    lines: list[tuple[Line, int]]
    bottom: int


class Axis(NamedTuple):
    """Per cent from one round value to another."""

    low: int
    high: int
    step: int

    def ticks(self) -> list[int]:
        return list(range(self.low, self.high + 1, self.step))

    def share(self, figure: Decimal | int) -> float:
        """How far along the axis a figure stands, from 0 to 1."""
        return float(figure - self.low) / (self.high - self.low)


def svg(answer: Answer) -> str | None:
    """The chart of an answer, none where it has nothing to draw."""
    if answer.command == "rates":
        return rates_svg(panels(answer))
    if answer.command == "spread":
        lead = [line for table in answer.tables for line in table.lead]
        return spread_svg(answer.rows, lead)
    return None


def only_svg(answer: Answer) -> str:
    """The chart as a file of its own; raises YotError where there is none."""
    chart = svg(answer)
    if chart is None:
        raise YotError("there is no chart of this: rates and spread have one")
    return chart


def panels(answer: Answer) -> list[Panel]:
    """The rows of an answer on rates, parted as its tables are."""
    rows = iter(answer.rows)
    return [
        Panel(
            table.title,
            tuple(line(table, one, next(rows)) for one in table.rows if one),
        )
        for table in answer.tables
    ]


def line(table: Table, cells: Row, row: Mapping[str, Value]) -> Line:
    lower, upper = figure(row, "lower"), figure(row, "upper")
    return Line(
        name=drawn(cells[0]),
        period=period(table, cells),
        rate=figure(row, "rate"),
        average=figure(row, "average"),
        interval=None if lower is None or upper is None else (lower, upper),
        tone=VERDICT_TONES.get(str(row.get("verdict"))),
    )


def period(table: Table, cells: Row) -> str:
    """What the table says of the cohort in a column after its names."""
    if "cohort of" not in table.columns[1:]:
        return ""
    cell = cells[table.columns.index("cohort of")]
    return "" if cell.missing else drawn(cell)


def figure(row: Mapping[str, Value], field: str) -> Decimal | None:
    value = row.get(field)
    return value if isinstance(value, Decimal) else None


def axis(lines: Iterable[Line], most: int) -> Axis | None:
    """The narrowest round axis of at most so many steps; none without a figure."""
    figures = [one for each in lines for one in each.figures()]
    if not figures:
        return None
    for step in STEPS:
        low = step * floor(min(figures) / step)
        high = max(step * ceil(max(figures) / step), low + step)
        if high - low <= step * most:
            return Axis(low, high, step)
    return Axis(0, 100, 50)


def plots(answer: Answer, width: int) -> list[str]:
    """The chart of each table of an answer on rates, in plain characters."""
    return [plot(panel.lines, width) for panel in panels(answer)]


def plot(lines: Sequence[Line], width: int) -> str:
    """A line for each rate, the scale and what the marks mean, within a width."""
    longest = max((len(one.label) for one in lines), default=0)
    margin = min(longest, max(2 * width // 5, 1))
    room = width - margin - 2
    scale = axis(lines, max(min(room // 6, 8), 2))
    if scale is None:
        return ""
    steps = len(scale.ticks()) - 1
    room = steps * max((room - 1) // steps, 1) + 1  # so that all steps are as long
    marked = [marks(one, scale, room) for one in lines]
    parts = []
    for one, drawing in zip(lines, marked, strict=True):
        first, *rest = textwrap.wrap(one.label, margin) or [""]
        parts += [f"{first:<{margin}}  {drawing}".rstrip(), *rest]
    parts += [" " * (margin + 2) + one for one in ruler(scale, room)]
    used = "".join(marked)
    legend = [f"{mark} {text}" for mark, text in MEANINGS.items() if mark in used]
    legend = [one.replace(FROM, FROM + BETWEEN + TO, 1) for one in legend]
    return "\n".join([*parts, *textwrap.wrap(f"{', '.join(legend)}; per cent", width)])


def marks(line: Line, axis: Axis, room: int) -> str:
    """The marks of one rate, each in its column; the rate covers what it meets."""
    if line.rate is None:
        return "not stated"
    columns = [" "] * room
    if line.interval:
        first, last = (column(one, axis, room) for one in line.interval)
        columns[first : last + 1] = BETWEEN * (last + 1 - first)
        columns[first], columns[last] = FROM, TO
    if line.average is not None:
        columns[column(line.average, axis, room)] = AVERAGE
    place = column(line.rate, axis, room)
    columns[place] = BOTH if columns[place] == AVERAGE else RATE
    return "".join(columns).rstrip()


def column(figure: Decimal | int, axis: Axis, room: int) -> int:
    return round(axis.share(figure) * (room - 1))


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


def rates_svg(panels: Sequence[Panel]) -> str | None:
    """Rates over one axis, a panel for each table; none where no figure is held."""
    every = [one for panel in panels for one in panel.lines]
    scale = axis(every, 8)
    if scale is None:
        return None
    averages = any(one.average is not None for one in every)
    laid = rows_of(panels)
    return filled(
        "rates.svg.j2",
        width=WIDTH,
        height=laid[-1].bottom + 30,
        scale=scale,
        left=beside([name for one in every for name in one.names()]),
        right=WIDTH - 2 * FIGURE - 14,
        figure=FIGURE,
        pitch=PITCH,
        leading=LEADING,
        panels=laid,
        averages=averages,
        intervals=any(one.interval for one in every),
        missing=any(
            one.rate is None or (averages and one.average is None) for one in every
        ),
        spoken="; ".join(spoken(one) for one in every),
    )


def rows_of(panels: Sequence[Panel]) -> list[Rows]:
    """Panels one below the other; a single one goes by the title of the chart."""
    laid, top = [], 54
    for panel in panels:
        title = textwrap.wrap(panel.title, 72) if len(panels) > 1 else []
        top += 14 + LEADING * len(title)
        place, lines = top + 12, []
        for one in panel.lines:
            lines.append((one, place))
            place += PITCH + LEADING * (len(one.names()) - 1)
        laid.append(Rows(title, top, lines, place))
        top = place + 34
    return laid


def beside(names: Sequence[str]) -> int:
    """Where a chart begins that has these names to its left."""
    return round(LETTER * max((len(name) for name in names), default=0)) + 20


def spoken(line: Line) -> str:
    """One rate in words, for who cannot see the chart."""
    words = [f"{line.label} {line.rate if line.rate is not None else 'not stated'}"]
    if line.interval:
        words.append("interval {} to {}".format(*line.interval))
    if line.average is not None:
        words.append(f"average {line.average}")
    return ", ".join(words)


def spread_svg(rows: Sequence[Mapping[str, Value]], lead: Sequence[str]) -> str | None:
    """A bar for each rating, best first, under what must be known of them.

    None where nothing is rated.
    """
    counts = [count for row in rows if isinstance(count := row["areas"], int)]
    if not any(counts):
        return None
    return filled(
        "spread.svg.j2",
        width=NARROW,
        pitch=PITCH + 4,
        left=beside([str(row["rating"]) for row in rows]),
        leading=LEADING,
        most=max(counts),
        rows=rows,
        said=[part for line in lead for part in textwrap.wrap(line, 64)],
    )


def filled(template: str, **values: object) -> str:
    from yotcli import page  # with Jinja2, which the plot does without

    return page.filled(template, **values)
