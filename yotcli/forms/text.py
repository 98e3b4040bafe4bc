"""An answer for a terminal or a pipe: its tables and what is said, within a width."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import count

import tabulate

from yotcli.answer import Answer, Cell, Column, Remark, Table, rounded
from yotcli.forms import compact

tabulate.MIN_PADDING = 0  # or headings are set wider than they are
tabulate.PRESERVE_WHITESPACE = True  # or a gap between rows is left out

TONES = {"higher": "\x1b[38;5;33m", "lower": "\x1b[38;5;208m"}  # blue and orange
PROSE = 40  # columns that running text wants, before labels are broken into lines
BAR = 20  # characters of the longest bar
MOST_LINES = 3  # of a cell; a table that needs more becomes compact, or blocks
LABEL = 24  # columns at which the labels of a compact table are broken into lines


def text(answer: Answer, width: int, color: bool, plots: Sequence[str]) -> str:
    """The answer in lines no wider than a width, where its words allow it.

    `plots` are charts that stand under the tables, as many or none.
    """
    numbers: dict[str, int] = {}
    parts: list[str] = []
    footnotes = zip(answer.tables, answer.footnotes(), strict=True)
    for place, (table, fresh) in enumerate(footnotes):
        numbers |= fresh
        parts.append(paragraphs([table.title, *table.lead], width))
        parts.append(grid(table, width, numbers, color))
        parts += plots[place : place + 1]
        parts.append(paragraphs(map(sentence, table.remarks), width))
        parts.append(explained({str(fresh[note]): note for note in fresh}, width))
    parts.append(paragraphs(map(sentence, answer.notes), width))
    parts.append(explained(answer.codes(), width))
    parts.append(sources(answer, width))
    return "\n\n".join(part for part in parts if part) + "\n"


def sentence(remark: Remark) -> str:
    text = str(remark)
    return f"{text.removesuffix('.')}; see {remark.see}" if remark.see else text


def wrapped(text: str, width: int, hang: str = "") -> list[str]:
    """Lines of whole words; a word longer than the width stands alone."""
    return textwrap.wrap(
        text,
        max(width, 1),
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def paragraphs(lines: Iterable[str], width: int) -> str:
    return "\n".join(part for line in lines for part in wrapped(line, width))


def explained(marks: Mapping[str, str], width: int) -> str:
    """What marks in cells mean, each in lines that hang from its mark."""
    return "\n".join(
        line
        for mark, meaning in marks.items()
        for line in hanging(f"[{mark}] ", meaning, width)
    )


def hanging(mark: str, text: str, width: int) -> list[str]:
    return wrapped(mark + text, width, " " * len(mark))


def sources(answer: Answer, width: int) -> str:
    if answer.see:
        unbroken = ", ".join(command.replace(" ", "\xa0") for command in answer.see)
        lines = wrapped(f"Sources: {unbroken}", width)
        return "\n".join(lines).replace("\xa0", " ")
    if not answer.sources:
        return ""
    lines = ["Sources"]
    for place, (about, source) in enumerate(answer.cited(), 1):
        said = f"{about}: {source}" if about else str(source)
        lines += hanging(f"{place:>2}. ", said, width)
        if source.url:
            lines.append(f"    {source.url}")
    return "\n".join(lines)


def grid(table: Table, width: int, numbers: Mapping[str, int], color: bool) -> str:
    """The rows side by side, compact where that is too wide, and else in blocks."""
    if not table.rows:
        return ""
    if drawn := side_by_side(table, width, numbers, color):
        return drawn
    key, short = compact.compact(table, lambda column: column.heading)
    drawn = side_by_side(short, width, numbers, color) or side_by_side(
        short, width, numbers, color, LABEL
    )
    if drawn:
        lines = [part for line in table.key for part in wrapped(line, width)]
        for letter, heading, cells in reversed(key):
            told = ", ".join([heading, *(marked(cell, numbers) for cell in cells)])
            lines[:0] = hanging(f"{letter}  ", told, width)
        lines += [""] if lines else []
        return "\n".join([*lines, drawn])
    return blocks(with_bars(table), width, numbers, color)


def side_by_side(
    table: Table,
    width: int,
    numbers: Mapping[str, int],
    color: bool,
    label: int | None = None,
) -> str | None:
    """Its columns beside each other, none where these do not fit the width."""
    columns = with_bars(table)
    filled = [headed(column, numbers) for column in columns]
    widths = fitting(filled, width, table.prose, label)
    if widths is None:
        return None
    drawn = []
    for column, texts, limit in zip(columns, filled, widths, strict=True):
        tones = [None, *(cell.tone for cell in column.cells)]
        lines = [
            painted(wrapped(text, limit) or [text], tone, color)
            for text, tone in zip(texts, tones, strict=True)
        ]
        for gap in sorted(table.gaps, reverse=True):
            lines.insert(gap + 1, " ")
        drawn.append(lines)
    headings, *rows = zip(*drawn, strict=True)
    is_headed = any(headings)
    style = "simple" if is_headed else "plain"
    text = tabulated(columns, headings if is_headed else (), rows, style)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def headed(column: Column, numbers: Mapping[str, int]) -> list[str]:
    return [column.heading, *(marked(cell, numbers) for cell in column.cells)]


def tabulated(
    columns: Sequence[Column],
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    style: str,
) -> str:
    """A table in one of tabulate's styles."""
    return tabulate.tabulate(
        list(rows),
        headings,
        tablefmt=style,
        disable_numparse=True,  # or 34.0 is printed as 34 and +2 as 2
        colalign=["right" if column.right else "left" for column in columns],
    )


def with_bars(table: Table) -> list[Column]:
    """The columns with one more, of bars as long as the counts of another."""
    columns = list(table.columns)
    if table.bars is not None:
        values = [cell.value for cell in columns[table.bars].cells]
        counts = [value if isinstance(value, int) else 0 for value in values]
        most = max(counts) or 1
        columns.append(Column("", [Cell(bar(count, most)) for count in counts]))
    return columns


def bar(count: int, most: int) -> str:
    """A bar on its axis; what is there at all shows."""
    long = rounded(Decimal(BAR * count) / most, 0)
    return "|" + "#" * max(int(long), min(count, 1))


def marked(cell: Cell, numbers: Mapping[str, int]) -> str:
    marks = [f"[{numbers[note]}]" for note in cell.notes]
    return " ".join(part for part in (str(cell), *marks) if part)


def painted(lines: Sequence[str], tone: str | None, color: bool) -> str:
    if not color or tone is None:
        return "\n".join(lines)
    return "\n".join(f"{TONES[tone]}{line}\x1b[0m" for line in lines)


def fitting(
    filled: Sequence[Sequence[str]],
    width: int,
    prose: bool = False,
    label: int | None = None,
    most: int = MOST_LINES,
) -> list[int] | None:
    """Widths of columns that fit, none where cells would take more lines than `most`.

    `label` is the width at which the first column is broken into lines in any case.
    """
    widths = [max(len(text) for text in own) for own in filled]
    least = [longest_word(own) for own in filled]
    room = width - 2 * (len(filled) - 1)
    shrinking = len(filled)
    if prose:
        shrinking -= 1
        widths[-1] = min(widths[-1], max(PROSE, least[-1]))
    if label:
        limits = count(max(label, least[0]))
        low = next(limit for limit in limits if is_low(filled[0], limit, most))
        widths[0] = min(widths[0], low)
    while sum(widths) > room:
        slack = [widths[place] - least[place] for place in range(shrinking)]
        wide = slack.index(max(slack))
        if slack[wide] == 0:
            return None
        widths[wide] -= 1
        if not is_low(filled[wide], widths[wide], most):
            widths[wide] += 1
            least[wide] = widths[wide]
    if prose:
        widths[-1] = room - sum(widths[:-1])
    return widths


def is_low(texts: Iterable[str], width: int, most: int) -> bool:
    """Whether none of the texts takes too many lines of a width."""
    return all(len(wrapped(text, width)) <= most for text in texts)


def longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def blocks(
    columns: Sequence[Column], width: int, numbers: Mapping[str, int], color: bool
) -> str:
    """Each row as a heading with a line for each column below it."""
    label = max((len(column.heading) for column in columns[1:]), default=0)
    parts = []
    for name, *row in zip(*(column.cells for column in columns), strict=True):
        lines = wrapped(marked(name, numbers), width)
        for column, cell in zip(columns[1:], row, strict=True):
            text = marked(cell, numbers)
            if not text:
                continue
            first = f"  {column.heading:<{label}}  " if column.heading else "  "
            room = width - len(first)
            if room < max(longest_word([text]), min(len(text), 16)):
                lines += wrapped(f"  {column.heading}", width, "    ")
                first, room = "    ", width - 4
            value = painted(wrapped(text, room), cell.tone, color).split("\n")
            lines.append(first + value[0])
            lines += [" " * len(first) + line for line in value[1:]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
