"""An answer with pipe tables and footnotes, as pandoc and GitHub read them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from yotcli import __version__
from yotcli.answer import Answer, Cell, Citation, Column, Table
from yotcli.forms import compact, text

PAGE = 76  # letters beside each other on a page of paper
MARKUP = re.compile(r"([\\`*_<>|\[\]#~$&{}^@\"']|(?<=-)-|(?<=\.)\.|:(?=[\w+-]+:))")
ORDINAL = r"\(?(\d+|[a-z]|[ivxlcdm]+)(?=[.)](\s|$))"
BLOCK = re.compile(rf"^({ORDINAL}|(?=[-+:%=](\s|$)))", re.IGNORECASE)  # of a list, say

Numbers = Mapping[str, int]  # of notes, or of the addresses of sources


def markdown(answer: Answer) -> str:
    numbers: dict[str, int] = {}
    pages: dict[str, int] = {}
    for place, source in enumerate(answer.sources, 1):
        pages.setdefault(source.url or "", place)
    parts = [f"# {escaped(answer.title())}"]
    for table, fresh in zip(answer.tables, answer.footnotes(), strict=True):
        numbers |= fresh
        parts += [f"## {escaped(table.title)}"] if table.title else []
        parts += [escaped(line) for line in table.lead]
        parts += grid(table, numbers, pages) if table.rows else []
        parts += [escaped(str(remark)) for remark in table.remarks]
    parts += [escaped(str(note)) for note in answer.notes]
    codes = [f"{escaped(f'[{code}]')}: {said}" for code, said in answer.codes().items()]
    parts += bulleted(codes)
    if answer.sources:
        cited = [citation(about, source) for about, source in answer.cited()]
        lines = [f"{place}. {said}" for place, said in enumerate(cited, 1)]
        parts += ["Sources, cited as s1, s2 and so on:", "\n".join(lines)]
    parts.append(escaped(" ".join([*answer.age(), f"Produced by yot {__version__}."])))
    parts += [f"[^{number}]: {escaped(note)}" for note, number in numbers.items()]
    return "\n\n".join(parts) + "\n"


def grid(table: Table, numbers: Numbers, pages: Numbers) -> list[str]:
    """Its rows as a table that a page has room for, else a list for each row."""
    mains = [main_page(column, pages) for column in table.columns]
    columns = columns_of(table, mains, numbers, pages)
    for column, place, main in zip(columns, table.columns, mains, strict=True):
        column.insert(0, escaped(place.name()) + cite(main))
    if widths := fitting(columns, table.prose):
        return [pipes(table, columns, widths)]
    key, short = compact.compact(table, Column.name)
    short = short if key else table
    briefs = columns_of(short, mains, numbers, pages)
    for brief, letter in zip(briefs, short.columns, strict=True):
        brief.insert(0, letter.heading)
    if key and (widths := fitting(briefs)):
        placed = zip(mains, table.columns, strict=True)
        cites = [cite(main) for main, column in placed if column.place]
        lines = map("".join, zip(explained(key, numbers), cites, strict=True))
        scales = map(escaped, table.key)
        return [*bulleted([*lines, *scales]), pipes(short, briefs, widths)]
    if widths := fitting(columns, table.prose, most=PAGE):
        return [pipes(table, columns, widths)]
    return turned(columns)


def main_page(column: Column, pages: Numbers) -> int | None:
    """The source of most values of an inspection, which its heading cites."""
    found = [pages.get(cell.link or "-") for cell in column.cells]
    cited = [page for page in found if page]
    return Counter(cited).most_common(1)[0][0] if column.place and cited else None


def columns_of(
    table: Table, mains: Sequence[int | None], numbers: Numbers, pages: Numbers
) -> list[list[str]]:
    """Cells by column; each cites its source where nothing before it has."""
    columns: list[list[str]] = [[] for _ in table.columns]
    for row in table.rows:
        said = None
        for cell, main, texts in zip(row, mains, columns, strict=True):
            page = None if cell.code else pages.get(cell.link or "-")
            is_new = page not in (main, None) if main else page != said
            texts.append(marked(cell, numbers) + cite(page if is_new else None))
            said = said if main else page or said
    return columns


def cite(page: int | None) -> str:
    return f" (s{page})" if page else ""


def fitting(
    columns: Sequence[Sequence[str]], prose: bool = False, most: int = text.MOST_LINES
) -> list[int] | None:
    """Widths of columns that a page has room for, where words may end in a hyphen."""
    read = [list(map(plain, column)) for column in columns]
    return text.fitting(read, PAGE, prose, most=most)


def plain(markup: str) -> str:
    """What is read of it, with a blank wherever a line may end."""
    return re.sub(r"\\(.)|\[\^(\d+)\]", r"\1\2", markup).replace("-", "- ")


def pipes(table: Table, columns: Sequence[list[str]], widths: Sequence[int]) -> str:
    headings, *rows = zip(*columns, strict=True)
    lines = text.tabulated(table.columns, headings, rows, "pipe").split("\n")
    if max(map(len, lines)) > 72:  # pandoc takes the dashes for widths
        dashes = [
            f"{'-' * (width + 1)}:" if column.right else f":{'-' * (width + 1)}"
            for column, width in zip(table.columns, widths, strict=True)
        ]
        lines[1] = f"|{'|'.join(dashes)}|"
    return "\n".join(lines)


def turned(columns: Sequence[Sequence[str]]) -> list[str]:
    (_, *headings), *rows = zip(*columns, strict=True)
    parts = []
    for label, *row in rows:
        said = zip(headings, row, strict=True)
        lines = [f"{heading}: {cell}" if heading else cell for heading, cell in said]
        parts += [f"**{label}**", *bulleted(lines)]
    return parts


def explained(key: Sequence[compact.Letter], numbers: Numbers) -> Iterator[str]:
    """What each letter stands for, without a date that its heading has."""
    for letter, heading, cells in key:
        told = f"{letter}: {escaped(heading)}"
        for cell in cells:
            marks = marked(cell, numbers)
            known = heading.endswith(str(cell))
            told += marks.removeprefix(escaped(str(cell))) if known else f", {marks}"
        yield told


def bulleted(lines: Sequence[str]) -> list[str]:
    return ["\n".join(f"- {line}" for line in lines)] if lines else []


def marked(cell: Cell, numbers: Numbers) -> str:
    return escaped(str(cell)) + "".join(f"[^{numbers[note]}]" for note in cell.notes)


def citation(about: str, source: Citation) -> str:
    said = escaped(f"{about}: {source}" if about else str(source))
    url = source.url or ""
    is_web = re.fullmatch(r"https?://[^\s<>]+", url)
    return f"{said} {f'<{url}>' if is_web else escaped(url)}".rstrip()


def escaped(text: str) -> str:
    """Text that markdown takes as it stands."""
    return BLOCK.sub(r"\1\\", MARKUP.sub(r"\\\1", text))
