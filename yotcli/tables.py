"""A table of values, what is said around it, and both as text and as markdown."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import tabulate

tabulate.MIN_PADDING = 0  # or headings are set wider than they are
tabulate.PRESERVE_WHITESPACE = True  # or a gap between rows is left out

Value = str | int | Decimal | bool | None

HIGHER, LOWER = "\x1b[38;5;33m", "\x1b[38;5;208m"  # blue and orange
TONES = {"higher": HIGHER, "lower": LOWER}
PROSE = 40  # columns that running text wants, before labels are broken into lines
BAR = 20  # characters of the longest bar
MOST_LINES = 2  # of a cell; a table that needs more becomes blocks


class Cell(NamedTuple):
    """What one place of a table holds; drawn by `str`."""

    value: object = None
    missing: str | None = None  # the code of a value that is not held
    change: int | Decimal | None = None  # from the base, up the scale
    tone: str | None = None  # higher or lower, and never the only sign of it
    notes: tuple[str, ...] = ()


Row = tuple[Cell, ...]


class Table(NamedTuple):
    """Rows under headings, with what stands above and below them."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row | None, ...]  # none: a gap between two groups of rows
    lead: tuple[str, ...] = ()  # lines under the title, such as the scale
    remarks: tuple[str, ...] = ()  # lines under the table
    figures: tuple[int, ...] = ()  # columns set to the right
    prose: bool = False  # the last column is running text and may take many lines
    bars: int | None = None  # a column of counts that text draws as bars too


class Answer(NamedTuple):
    """Everything that one command answers, for people and for programs.

    Tables and rows hold the same facts: tables are wide, rows are long and tidy.
    """

    command: str
    tables: tuple[Table, ...]
    fields: tuple[str, ...]  # of the rows, in order
    rows: tuple[Mapping[str, Value], ...]
    legend: Mapping[str, str] = {}  # of missing values
    notes: tuple[str, ...] = ()
    sources: tuple[Mapping[str, str | None], ...] = ()
    see: tuple[str, ...] = ()  # commands that text names in place of the sources
    found: bool = False  # something that --exit-code tells of
    plot: bool = False  # text draws a chart under each table

    def footnotes(self) -> dict[str, int]:
        """Notes of cells and their numbers, in the order in which they appear."""
        notes = (note for cell in self.cells() for note in cell.notes)
        return {note: place for place, note in enumerate(dict.fromkeys(notes), 1)}

    def codes(self) -> dict[str, str]:
        """The part of the legend that the tables need."""
        used = {cell.missing for cell in self.cells()}
        return {code: text for code, text in self.legend.items() if code in used}

    def cells(self) -> Iterator[Cell]:
        for table in self.tables:
            for row in table.rows:
                yield from row or ()


def drawn(cell: Cell) -> str:
    """A cell's value with its distance from the base, without notes."""
    if cell.missing:
        return f"[{cell.missing}]"
    text = "" if cell.value is None else str(cell.value)
    if cell.change is None:
        return text
    return f"{text} {cell.change:+}" if cell.change else f"{text} ="


def wrapped(text: str, width: int, hang: str = "") -> list[str]:
    """Lines of whole words; a word longer than the width stands alone."""
    return textwrap.wrap(
        text,
        max(width, 1),
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def text(answer: Answer, width: int, color: bool, plots: Sequence[str]) -> str:
    """The answer for a terminal or a pipe of a width in characters.

    `plots` are charts that stand under the tables, as many or none.
    """
    numbers = answer.footnotes()
    parts: list[str] = []
    told: set[str] = set()
    for place, table in enumerate(answer.tables):
        head = [line for line in (table.title, *table.lead) if line]
        parts.append("\n".join(line for one in head for line in wrapped(one, width)))
        parts.append(grid(table, width, numbers, color))
        parts += plots[place : place + 1]
        parts.append(paragraphs(table.remarks, width))
        notes = [note for note in table_notes(table) if note not in told]
        told.update(notes)
        parts.append(
            "\n".join(
                line
                for note in notes
                for line in hanging(f"[{numbers[note]}] ", note, width)
            )
        )
    parts.append(paragraphs(answer.notes, width))
    parts.append(
        "\n".join(
            line
            for code, meaning in answer.codes().items()
            for line in hanging(f"[{code}] ", meaning, width)
        )
    )
    parts.append(sources(answer, width))
    return "\n\n".join(part for part in parts if part) + "\n"


def paragraphs(lines: Sequence[str], width: int) -> str:
    return "\n".join(part for line in lines for part in wrapped(line, width))


def hanging(mark: str, text: str, width: int) -> list[str]:
    return wrapped(mark + text, width, " " * len(mark))


def sources(answer: Answer, width: int) -> str:
    if answer.see:
        unbroken = ", ".join(one.replace(" ", "\xa0") for one in answer.see)
        lines = wrapped(f"Sources: {unbroken}", width)
        return "\n".join(lines).replace("\xa0", " ")
    if not answer.sources:
        return ""
    lines = ["Sources"]
    for place, source in enumerate(answer.sources, 1):
        said = about(source, answer.sources) + cited(source)
        lines += hanging(f"{place:>2}. ", said, width)
        if source["url"]:
            lines.append(f"    {source['url']}")
    return "\n".join(lines)


def cited(source: Mapping[str, str | None]) -> str:
    """A source in words: what it is, who published it and when, what rests on it."""
    words = ", ".join(
        part for part in (source["title"], source["publisher"], source["date"]) if part
    )
    rests = f": {source['rests']}" if source["rests"] else ""
    return f"{words} ({source['kind']}){rests}"


def about(
    source: Mapping[str, str | None], sources: Sequence[Mapping[str, str | None]]
) -> str:
    """The inspection that a source is of, where sources are of several."""
    several = len({one["inspection"] for one in sources}) > 1
    return f"{source['inspection']}: " if several and source["inspection"] else ""


def table_notes(table: Table) -> list[str]:
    notes = (note for row in table.rows for cell in row or () for note in cell.notes)
    return list(dict.fromkeys(notes))


def grid(table: Table, width: int, numbers: Mapping[str, int], color: bool) -> str:
    """The rows side by side where they fit the width, else one block for each."""
    if not table.rows:
        return ""
    table = with_bars(table)
    rows = [
        [marked(cell, numbers) for cell in row] if row else [" "] * len(table.columns)
        for row in table.rows
    ]
    tones = [
        [cell.tone for cell in row] if row else [None] * len(table.columns)
        for row in table.rows
    ]
    widths = fitting(table, rows, width)
    if widths is None:
        return blocks(table, rows, tones, width, color)
    cells = [
        [
            painted(wrapped(text, limit) or [text], tone, color)
            for text, limit, tone in zip(row, widths, toned, strict=True)
        ]
        for row, toned in zip(rows, tones, strict=True)
    ]
    headings = [
        "\n".join(wrapped(heading, limit))
        for heading, limit in zip(table.columns, widths, strict=True)
    ]
    lines = tabulate.tabulate(
        cells,
        headings if any(headings) else (),
        tablefmt="simple" if any(headings) else "plain",
        disable_numparse=True,  # or 34.0 is printed as 34 and +2 as 2
        colalign=[
            "right" if place in table.figures else "left"
            for place in range(len(table.columns))
        ],
    )
    return "\n".join(line.rstrip() for line in lines.split("\n"))


def with_bars(table: Table) -> Table:
    """The table with one more column, of bars as long as the counts of another."""
    if table.bars is None:
        return table
    counts = [row[table.bars].value if row else 0 for row in table.rows]
    most = max((count for count in counts if isinstance(count, int)), default=0) or 1
    rows = [
        (*row, Cell(bar(count, most))) if row and isinstance(count, int) else row
        for row, count in zip(table.rows, counts, strict=True)
    ]
    return table._replace(columns=(*table.columns, ""), rows=tuple(rows))


def bar(count: int, most: int) -> str:
    """A bar on its axis; what is there at all shows."""
    return "|" + "#" * max(round(BAR * count / most), min(count, 1))


def marked(cell: Cell, numbers: Mapping[str, int]) -> str:
    marks = [f"[{numbers[note]}]" for note in cell.notes]
    return " ".join(part for part in (drawn(cell), *marks) if part)


def painted(lines: Sequence[str], tone: str | None, color: bool) -> str:
    if not color or tone is None:
        return "\n".join(lines)
    return "\n".join(f"{TONES[tone]}{line}\x1b[0m" for line in lines)


def fitting(
    table: Table, rows: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """Widths of columns that fit, none where cells would take too many lines."""
    columns = [list(column) for column in zip(table.columns, *rows, strict=True)]
    widths = [max(len(cell) for cell in column) for column in columns]
    room = width - 2 * (len(columns) - 1)
    shrinking = len(columns)
    if table.prose:
        shrinking -= 1
        longest = max(len(word) for cell in columns[-1] for word in cell.split())
        widths[-1] = min(widths[-1], max(PROSE, longest))
    least = [longest_word(column) for column in columns]
    while sum(widths) > room:
        slack = [widths[place] - least[place] for place in range(shrinking)]
        wide = slack.index(max(slack))
        if slack[wide] == 0:
            return None
        widths[wide] -= 1
        lines = max(len(wrapped(cell, widths[wide])) for cell in columns[wide])
        if lines > MOST_LINES:
            widths[wide] += 1
            least[wide] = widths[wide]
    if table.prose:
        widths[-1] = room - sum(widths[:-1])
    return widths


def longest_word(cells: Iterable[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=0)


def blocks(
    table: Table,
    rows: Sequence[Sequence[str]],
    tones: Sequence[Sequence[str | None]],
    width: int,
    color: bool,
) -> str:
    """Each row as a heading with a line for each column below it."""
    label = max((len(heading) for heading in table.columns[1:]), default=0)
    parts = []
    for row, toned in zip(rows, tones, strict=True):
        if not any(text.strip() for text in row):
            continue
        lines = wrapped(row[0], width)
        for heading, text, tone in zip(
            table.columns[1:], row[1:], toned[1:], strict=True
        ):
            if not text:
                continue
            first = f"  {heading:<{label}}  " if heading else "  "
            room = width - len(first)
            if room < max(longest_word([text]), min(len(text), 16)):
                lines.extend(wrapped(f"  {heading}", width, "    "))
                first, room = "    ", width - 4
            value = painted(wrapped(text, room), tone, color).split("\n")
            lines.append(first + value[0])
            lines += [" " * len(first) + line for line in value[1:]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def markdown(answer: Answer) -> str:
    """The answer with pipe tables and footnotes, as pandoc and GitHub read them."""
    numbers = answer.footnotes()
    parts = []
    for table in answer.tables:
        parts += [f"## {escaped(table.title)}"] if table.title else []
        parts += [escaped(line) for line in table.lead]
        cells = [
            [
                escaped(drawn(cell)) + "".join(f"[^{numbers[n]}]" for n in cell.notes)
                for cell in row
            ]
            for row in table.rows
            if row
        ]
        if cells:
            parts.append(
                tabulate.tabulate(
                    cells,
                    [escaped(heading) for heading in table.columns],
                    tablefmt="pipe",
                    disable_numparse=True,
                    colalign=[
                        "right" if place in table.figures else "left"
                        for place in range(len(table.columns))
                    ],
                )
            )
        parts += [escaped(line) for line in table.remarks]
    parts += [escaped(note) for note in answer.notes]
    if codes := answer.codes():
        parts.append(
            "\n".join(f"- {escaped(f'[{code}]')} {codes[code]}" for code in codes)
        )
    if answer.sources:
        bullets = [
            bullet(about(one, answer.sources) + cited(one), one["url"])
            for one in answer.sources
        ]
        parts.append("\n".join(["Sources:", "", *bullets]))
    parts += [f"[^{number}]: {escaped(note)}" for note, number in numbers.items()]
    return "\n\n".join(parts) + "\n"


def bullet(text: str, url: str | None) -> str:
    return f"- {escaped(text)} <{url}>" if url else f"- {escaped(text)}"


def escaped(text: str) -> str:
    """Text that markdown takes as it stands."""
    return re.sub(r"([\\`*_<>|\[\]#~$&])", r"\\\1", text)
