"""An answer as markdown with pipe tables and footnotes, for pandoc and GitHub."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from yotcli import __version__
from yotcli.answer import Answer, Cell, Citation, Column, Table
from yotcli.forms import compact, text

PAGE = 76  # characters in a line of a printed page
MARKUP = re.compile(r"([\\`*_<>|\[\]#~$&{}^@\"']|(?<=-)-|(?<=\.)\.|:(?=[\w+-]+:))")
ORDINAL = r"\(?(\d+|[a-z]|[ivxlcdm]+)(?=[.)](\s|$))"
BLOCK = re.compile(rf"^({ORDINAL}|(?=[-+:%=](\s|$)))", re.IGNORECASE)  # of a list, say

Pages = Mapping[str, str]  # how sources are cited, by their addresses


def markdown(answer: Answer) -> str:
    pages: dict[str, str] = {}
    for place, source in enumerate(answer.sources, 1):
        pages.setdefault(source.url or "", f" (s{place})")
    parts, marks = [f"# {escaped(answer.title())}"], dict[str, str]()
    for table, notes in compact.numbered(answer, "[^{}]"):
        marks |= notes
        parts += [f"## {escaped(table.title)}"] if table.title else []
        parts += map(escaped, table.lead)
        parts += grid(table, pages) if table.rows else []
        parts += [escaped(str(remark)) for remark in table.remarks]
    parts += [escaped(str(note)) for note in answer.notes]
    codes = [f"{escaped(f'[{code}]')}: {said}" for code, said in answer.codes().items()]
    parts += bulleted(codes)
    if answer.sources:
        lines = [f"{n}. {citation(each)}" for n, each in enumerate(answer.cited(), 1)]
        parts += ["Sources, cited as s1, s2 and so on:", "\n".join(lines)]
    parts.append(escaped(" ".join([*answer.age(), f"Produced by yot {__version__}."])))
    parts += [f"{mark}: {escaped(note)}" for mark, note in marks.items()]
    return "\n\n".join(parts) + "\n"


def grid(table: Table, pages: Pages) -> list[str]:
    """The rows as a table if it fits a page, otherwise as a list for each row."""
    mains = [main_page(column, pages) for column in table.columns]
    placed = list(zip(table.columns, mains, strict=True))
    headings = [escaped(column.name()) + main for column, main in placed]
    columns = columns_of(table, headings, mains, pages)
    if widths := fitting(columns, table.prose):
        return [pipes(table, columns, widths)]
    key, short = compact.compact(table)
    if key:
        letters = [column.heading for column in short.columns]
        briefs = columns_of(short, letters, mains, pages)
        if widths := fitting(briefs):
            cites = [main for column, main in placed if column.place]
            lines = map("".join, zip(map(explained, key), cites, strict=True))
            above = bulleted([*lines, *map(escaped, table.key)])
            return [*above, pipes(short, briefs, widths)]
    if widths := fitting(columns, table.prose, most=PAGE):
        return [pipes(table, columns, widths)]
    return turned(columns)


def main_page(column: Column, pages: Pages) -> str:
    """The page that most values of a column come from; its heading cites it."""
    found = Counter(pages.get(cell.link or "-", "") for cell in column.cells)
    del found[""]
    return found.most_common(1)[0][0] if column.place and found else ""


def columns_of(
    table: Table, headings: Iterable[str], mains: Sequence[str], pages: Pages
) -> list[list[str]]:
    """Texts by column; each cites its source unless its heading does."""
    columns = [[heading] for heading in headings]
    for row in table.rows:
        said = ""
        for cell, main, texts in zip(row, mains, columns, strict=True):
            page = "" if cell.code else pages.get(cell.link or "-", "")
            texts.append(marked(cell) + ("" if page == (main or said) else page))
            said = said if main else page or said
    return columns


def fitting(
    columns: Sequence[Sequence[str]], prose: bool = False, most: int = text.MOST_LINES
) -> list[int] | None:
    """Widths of columns that fit a page; lines may break after hyphens."""
    read = [list(map(plain, column)) for column in columns]
    return text.fitting(read, PAGE, prose, most=most)


def plain(markup: str) -> str:
    """The visible text of a cell, with a blank wherever a line may break."""
    return re.sub(r"\\(.)|\[\^(\d+)\]", r"\1\2", markup).replace("-", "- ")


def pipes(table: Table, columns: Sequence[list[str]], widths: Sequence[int]) -> str:
    lines = text.tabulated(table.columns, columns, "pipe").split("\n")
    if max(map(len, lines)) > 72:  # pandoc reads widths from the dashes
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


def explained(key: compact.Letter) -> str:
    """The meaning of a letter, without a date that its heading has."""
    letter, column, cells = key
    heading = column.name()
    told = f"{letter}: {escaped(heading)}"
    for cell in cells:
        known = heading.endswith(str(cell))
        told += "".join(cell.notes) if known else f", {marked(cell)}"
    return told


def bulleted(lines: Sequence[str]) -> list[str]:
    return ["\n".join(f"- {line}" for line in lines)] if lines else []


def marked(cell: Cell) -> str:
    return escaped(str(cell)) + "".join(cell.notes)


def citation(source: Citation) -> str:
    url = source.url or ""
    is_web = re.fullmatch(r"https?://[^\s<>]+", url)
    return f"{escaped(str(source))} {f'<{url}>' if is_web else escaped(url)}".rstrip()


def escaped(text: str) -> str:
    """Text with every character escaped that markdown acts on."""
    return BLOCK.sub(r"\1\\", MARKUP.sub(r"\\\1", text))
