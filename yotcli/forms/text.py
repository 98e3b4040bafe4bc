"""An answer as text for a terminal or a pipe, within a width."""

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
PROSE = 40  # least width of running text, before labels are broken into lines
BAR = 20  # characters of the longest bar
MOST_LINES = 3  # of a cell; a table that needs more becomes compact, or blocks
LABEL = 24  # greatest width of the labels of a compact table


def text(answer: Answer, width: int, color: bool, plots: Sequence[str]) -> str:
    """The answer in lines of at most a width; only single words may be wider.

    `plots` has a chart for each table, or nothing.
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
    """Lines of whole words; a word longer than the width has a line of its own."""
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
    """The meaning of marks in cells; lines after the first are indented."""
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
    """The rows as a table if it fits, otherwise compact, otherwise in blocks."""
    if not table.rows:
        return ""
    columns = with_bars(table)
    texts = [[marked(cell, numbers) for cell in column.cells] for column in columns]
    widths = fitting(headed(columns, texts), width, table.prose)
    if widths:
        return side_by_side(columns, texts, widths, table.gaps, color)
    return compacted(table, width, numbers, color) or blocks(
        columns, texts, width, color
    )


def compacted(
    table: Table, width: int, numbers: Mapping[str, int], color: bool
) -> str | None:
    """The compact table below its key; none if it does not fit the width."""
    found = compact.compact(table, lambda column: column.heading)
    if not found:
        return None
    key, short = found
    columns = with_bars(short)
    texts = [[marked(cell, numbers) for cell in column.cells] for column in columns]
    filled = headed(columns, texts)
    widths = fitting(filled, width) or fitting(filled, width, label=LABEL)
    if not widths:
        return None
    lines = []
    for letter, heading, cells in key:
        told = ", ".join([heading, *(marked(cell, numbers) for cell in cells)])
        lines += hanging(f"{letter}  ", told, width)
    lines += [part for line in table.key for part in wrapped(line, width)]
    lines += [""] if lines else []
    return "\n".join([*lines, side_by_side(columns, texts, widths, short.gaps, color)])


def headed(
    columns: Sequence[Column], texts: Sequence[Sequence[str]]
) -> list[list[str]]:
    return [[column.heading, *own] for column, own in zip(columns, texts, strict=True)]


def side_by_side(
    columns: Sequence[Column],
    texts: Sequence[Sequence[str]],
    widths: Sequence[int],
    gaps: Sequence[int],
    color: bool,
) -> str:
    cells = [
        [
            painted(wrapped(text, limit) or [text], cell.tone, color)
            for cell, text in zip(column.cells, own, strict=True)
        ]
        for column, own, limit in zip(columns, texts, widths, strict=True)
    ]
    for own in cells:
        for gap in sorted(gaps, reverse=True):
            own.insert(gap, " ")
    headings = [
        "\n".join(wrapped(column.heading, limit))
        for column, limit in zip(columns, widths, strict=True)
    ]
    style = "simple" if any(headings) else "plain"
    lines = tabulated(columns, headings if any(headings) else (), cells, style)
    return "\n".join(line.rstrip() for line in lines.split("\n"))


def tabulated(
    columns: Sequence[Column],
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    style: str,
) -> str:
    """Cells by column as a table in one of tabulate's styles."""
    return tabulate.tabulate(
        list(zip(*cells, strict=True)),
        headings,
        tablefmt=style,
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
        columns.append(Column("", [Cell(bar(count, most)) for count in counts]))
    return columns


def bar(count: int, most: int) -> str:
    """A bar; any count above 0 has at least one character."""
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
    """Widths of columns that fit; none if a cell would take more lines than `most`.

    `label` is the greatest width of the first column.
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
    """Whether every text fits in few enough lines of a width."""
    return all(len(wrapped(text, width)) <= most for text in texts)


def longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def blocks(
    columns: Sequence[Column],
    texts: Sequence[Sequence[str]],
    width: int,
    color: bool,
) -> str:
    """Each row as a heading, with a line for each column below it."""
    label = max((len(column.heading) for column in columns[1:]), default=0)
    parts = []
    for place, name in enumerate(texts[0]):
        lines = wrapped(name, width)
        for column, own in zip(columns[1:], texts[1:], strict=True):
            text = own[place]
            if not text:
                continue
            first = f"  {column.heading:<{label}}  " if column.heading else "  "
            room = width - len(first)
            if room < max(longest_word([text]), min(len(text), 16)):
                lines += wrapped(f"  {column.heading}", width, "    ")
                first, room = "    ", width - 4
            tone = column.cells[place].tone
            value = painted(wrapped(text, room), tone, color).split("\n")
            lines.append(first + value[0])
            lines += [" " * len(first) + line for line in value[1:]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
