"""An answer as text for a terminal or a pipe, within a width."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import count, zip_longest

import tabulate

from yotcli.answer import Answer, Cell, Column, Said, Table, rounded
from yotcli.forms import compact

tabulate.MIN_PADDING = 0  # or headings are set wider than they are
tabulate.PRESERVE_WHITESPACE = True  # or a gap between rows is left out

TONES = {"higher": "\x1b[38;5;33m", "lower": "\x1b[38;5;208m"}  # blue and orange
PROSE = 40  # least width of running text, before labels are broken into lines
BAR = 20  # characters of the longest bar
MOST_LINES = 3  # of a cell; a table that needs more becomes compact, or blocks
LABEL = 24  # greatest width of the labels of a compact table

# A word longer than the width has a line of its own.
wrap = partial(textwrap.wrap, break_long_words=False, break_on_hyphens=False)


def text(answer: Answer, width: int, color: bool, plots: Sequence[str]) -> str:
    """The answer in lines no wider than words allow, with a plot under each table."""
    parts = []
    for place, (table, notes) in enumerate(compact.numbered(answer, "[{}]")):
        parts += [paragraphs([table.title, *table.lead], width)]
        parts += [grid(table, width, color), *plots[place : place + 1]]
        parts += [paragraphs(map(sentence, table.remarks), width)]
        parts += [explained(notes, width)]
    parts += [paragraphs(map(sentence, answer.notes), width)]
    codes = {f"[{code}]": meaning for code, meaning in answer.codes().items()}
    parts += [explained(codes, width), sources(answer, width)]
    return "\n\n".join(part for part in parts if part) + "\n"


def sentence(remark: Said) -> str:
    if isinstance(remark, str) or not remark.see:
        return str(remark)
    return f"{remark.text.removesuffix('.')}; see {remark.see}"


def wrapped(text: str, width: int, mark: str = "") -> list[str]:
    """Lines of whole words, indented after a mark before the first."""
    if 0 < len(mark + text) <= width:
        return [mark + text]  # as most are, and wrapping is slow
    return wrap(mark + text, max(width, 1), subsequent_indent=" " * len(mark))


def paragraphs(lines: Iterable[str], width: int) -> str:
    return "\n".join(part for line in lines for part in wrapped(line, width))


def explained(marks: Mapping[str, str], width: int) -> str:
    """The meaning of the marks in cells."""
    told = (wrapped(marks[mark], width, f"{mark} ") for mark in marks)
    return "\n".join(map("\n".join, told))


def sources(answer: Answer, width: int) -> str:
    if answer.see:
        unbroken = ", ".join(command.replace(" ", "\xa0") for command in answer.see)
        return paragraphs([f"Sources: {unbroken}"], width).replace("\xa0", " ")
    lines = ["Sources"] if answer.sources else []
    for place, source in enumerate(answer.cited(), 1):
        lines += wrapped(str(source), width, f"{place:>2}. ")
        lines += [f"    {source.url}"] if source.url else []
    return "\n".join(lines)


def grid(table: Table, width: int, color: bool) -> str:
    """The rows as a table if it fits, otherwise compact, otherwise in blocks."""
    if not table.rows:
        return ""
    if drawn := side_by_side(table, width, color):
        return drawn
    key, short = compact.compact(table)
    drawn = side_by_side(short, width, color) or side_by_side(
        short, width, color, LABEL
    )
    if not drawn:
        return blocks(with_bars(table), width, color)
    told = {
        f"{letter} ": ", ".join([column.heading, *map(marked, cells)])
        for letter, column, cells in key
    }
    above = filter(None, [explained(told, width), paragraphs(table.key, width)])
    return "\n\n".join(filter(None, ["\n".join(above), drawn]))


def side_by_side(
    table: Table, width: int, color: bool, label: int | None = None
) -> str | None:
    """The table with its columns side by side; none if they do not fit the width."""
    columns = with_bars(table)
    filled = [[each.heading, *map(marked, each.cells)] for each in columns]
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
    text = tabulated(columns, stacked(drawn), "simple")
    return "\n".join(line.rstrip() for line in text.split("\n"))


def stacked(columns: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    """Each column as its heading and one cell of many lines.

    Tabulate looks for a number in every cell, also where it is told to read none.
    """
    headings, *rows = zip(*columns, strict=True)
    parts = [[text.split("\n") for text in row] for row in rows]
    lines = [line for row in parts for line in zip_longest(*row, fillvalue="")]
    return list(zip(headings, map("\n".join, zip(*lines, strict=True)), strict=True))


def tabulated(
    columns: Sequence[Column], texts: Iterable[Iterable[str]], style: str
) -> str:
    """Texts of columns in a style of tabulate's, or plain without headings."""
    headings, *rows = zip(*texts, strict=True)
    is_headed = style == "pipe" or any(headings)
    return tabulate.tabulate(
        rows,
        headings if is_headed else (),
        tablefmt=style if is_headed else "plain",
        disable_numparse=True,  # or 34.0 is printed as 34 and +2 as 2
        colalign=["right" if column.right else "left" for column in columns],
    )


def with_bars(table: Table) -> list[Column]:
    """The columns, with bars for the counts of one of them."""
    columns = list(table.columns)
    if table.bars is not None:
        values = [cell.value for cell in columns[table.bars].cells]
        counts = [value if isinstance(value, int) else 0 for value in values]
        most = max(counts) or 1
        # Any count above 0 has at least one character.
        long = [
            max(int(rounded(Decimal(BAR * each) / most, 0)), min(each, 1))
            for each in counts
        ]
        columns.append(Column("", [Cell("|" + "#" * each) for each in long]))
    return columns


def marked(cell: Cell) -> str:
    return " ".join(filter(None, (str(cell), *cell.notes)))


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

    The first column is broken at the width of a `label` in any case.
    """
    widths = [max(map(len, own)) for own in filled]
    least = [longest_word(own) for own in filled]
    room = width - 2 * (len(filled) - 1)
    shrinking = len(filled) - int(prose)
    if prose:
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
        if is_low(filled[wide], widths[wide] - 1, most):
            widths[wide] -= 1
        else:
            least[wide] = widths[wide]
    if prose:
        widths[-1] = room - sum(widths[:-1])
    return widths


def is_low(texts: Iterable[str], width: int, most: int) -> bool:
    """Whether every text fits in few enough lines of a width."""
    long = {text for text in texts if len(text) > width and text.count(" ") >= most}
    return all(len(wrapped(text, width)) <= most for text in long)


def longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def blocks(columns: Sequence[Column], width: int, color: bool) -> str:
    """Each row as a heading, with a line for each column below it."""
    label = max((len(column.heading) for column in columns[1:]), default=0)
    parts = []
    for name, *row in zip(*(column.cells for column in columns), strict=True):
        lines = wrapped(marked(name), width)
        for column, cell in zip(columns[1:], row, strict=True):
            text = marked(cell)
            if not text:
                continue
            first = f"  {column.heading:<{label}}  " if column.heading else "  "
            room = width - len(first)
            if room < max(longest_word([text]), min(len(text), 16)):
                lines += wrap(f"  {column.heading}", width, subsequent_indent="    ")
                first, room = "    ", width - 4
            value = painted(wrapped(text, room), cell.tone, color)
            lines.append(first + value.replace("\n", "\n" + " " * len(first)))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
