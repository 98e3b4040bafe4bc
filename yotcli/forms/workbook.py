"""An answer as a workbook, by the UK rules for accessible spreadsheets."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import chain, count
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from yotcli import __version__
from yotcli.answer import Answer, Cell, Table
from yotcli.forms import compact
from yotcli.forms.text import longest_word, wrapped
from yotcli.model import YotError

CREATED = datetime(2000, 1, 1)  # fixed, so that the same answer gives the same bytes
A4, WIDEST, LINE = 9, 60, 15  # paper size; characters of a column; points of a line
LONGEST, LONGEST_URL, DIGITS = 32_767, 2_079, 15  # limits of a cell
ABOUT = "Inspections of youth offending teams in England and Wales: an answer of yot."
NO_VALUE = "[no value]"

Style = Callable[..., Format]  # takes the format of a number, and fields such as bold


class Sheet(NamedTuple):
    """A title in A1, lines below it, and below these at most one table."""

    name: str
    title: str
    lines: Sequence[str] = ()
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()


def workbook(answer: Answer) -> bytes:
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:

        @cache
        def style(shape: str, **fields: bool) -> Format:
            plain = {"text_wrap": True, "valign": "top", "align": "left"}
            made: Format = book.add_format({"num_format": shape} | plain | fields)
            return made

        book.set_properties({"title": answer.title(), "created": CREATED})
        sheets = list(sheets_of(answer))
        produced = f"Produced by yot {__version__}."
        lines = [*answer.age(), produced, *map(str, answer.notes)]
        cover = begun(book, Sheet("Cover", answer.title(), [ABOUT, *lines]))
        for row, sheet in enumerate(sheets, 2 + len(lines)):
            link = f"internal:'{sheet.name}'!A1"
            cover.write_url(row, 0, link, string=f"{sheet.name}: {sheet.title}")
        for sheet in sheets:
            page = begun(book, sheet)
            if sheet.rows:
                write_table(page, sheet, style)
    return file.getvalue()


def sheets_of(answer: Answer) -> Iterator[Sheet]:
    marks: dict[str, str] = {}
    title = answer.title()
    for place, (table, notes) in enumerate(compact.numbered(answer, "[note {}]"), 1):
        marks |= notes
        names = ", ".join(column.name() for column in table.columns if column.heading)
        title = table.title or (f"{title}: {names}" if names else title)
        lines = [*table.lead, *map(str, table.remarks)]
        yield Sheet(f"Table {place}", title, lines, headings(table), table.rows)
    marks |= {f"[{code}]": meaning for code, meaning in answer.codes().items()}
    if marks:
        told = [[Cell(mark), Cell(meaning)] for mark, meaning in marks.items()]
        yield Sheet("Notes", "What marks mean", (), ("Mark", "Meaning"), told)
    if answer.sources:
        cited = [
            (Cell(number), Cell(each), Cell(each.url or "not online", link=each.url))
            for number, each in enumerate(answer.cited(), 1)
        ]
        head = ("Source", "Citation", "Address")
        yield Sheet("Sources", "Where values come from", (), head, cited)
    values = zip(*answer.rows.values(), strict=True)
    tidy = [[Cell(NO_VALUE if v is None else v) for v in row] for row in values]
    lead = f"{NO_VALUE}: the row has nothing here." if tidy else "There are no rows."
    yield Sheet("Data", "The same values, a row each", [lead], list(answer.rows), tidy)


def headings(table: Table) -> list[str]:
    """A heading for each column, no two the same."""
    names: list[str] = []
    for column in table.columns:
        name = column.name() or ("Value" if names else "Name")
        numbered = (f"{name} ({number})" for number in count(2))
        taken = {each.lower() for each in names}
        choice = chain([name], numbered)
        names.append(next(each for each in choice if each.lower() not in taken))
    return names


def begun(book: Workbook, sheet: Sheet) -> Worksheet:
    """A new sheet with the lines above its table."""
    page = book.add_worksheet(sheet.name)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True}))
    for row, line in enumerate(sheet.lines, 1):
        page.write_string(row, 0, line)
    return page


def write_table(page: Worksheet, sheet: Sheet, style: Style) -> None:
    top = 1 + len(sheet.lines)
    head = style("@", bold=True)
    columns = [{"header": name, "header_format": head} for name in sheet.headings]
    options = {"columns": columns, "autofilter": False, "style": "Table Style Light 1"}
    page.add_table(top, 0, top + len(sheet.rows), len(columns) - 1, options)
    heights = [1] * (1 + len(sheet.rows))
    cells = zip(*sheet.rows, strict=True)
    for place, (name, own) in enumerate(zip(sheet.headings, cells, strict=True)):
        texts = [" ".join([str(cell), *cell.notes]) for cell in own]
        for row, (cell, text) in enumerate(zip(own, texts, strict=True), top + 1):
            write(page, (row, place), cell, text, style)
        width = min(max(longest_word([name]), *map(len, texts)), WIDEST)
        page.set_column(place, place, width + 2)
        lines = [len(wrapped(text, width)) for text in (name, *texts)]
        heights = list(map(max, heights, lines))
    for row, height in enumerate(heights, top):
        page.set_row(row, LINE * height)


def write(
    page: Worksheet, place: tuple[int, int], cell: Cell, text: str, style: Style
) -> None:
    """Write a number as a number and all else as text, linked to its page."""
    if len(text) > LONGEST:
        raise YotError("a cell of a workbook cannot hold so long a text")
    shape = number_format(cell, text.removeprefix(cell.words))
    link = cell.link or ""
    is_web = link.startswith(("https://", "http://")) and len(link) <= LONGEST_URL
    is_linked = is_web and cell.code is None
    drawn = style(shape, underline=is_linked)
    if is_linked:
        page.write_url(*place, link, string=text)
    if isinstance(cell.value, bool):
        page.write_boolean(*place, cell.value, drawn)
    elif isinstance(cell.value, int | Decimal) and shape != "@":
        page.write_number(*place, float(cell.value), drawn)
    else:
        page.write_string(*place, text, drawn)


def number_format(cell: Cell, behind: str) -> str:
    """The format of a number with all its digits and its unit; of text, `@`."""
    value = cell.value
    if isinstance(value, bool):
        return "General"
    if not isinstance(value, int | Decimal):
        return "@"
    digits, _, places = format(Decimal(value), "f").lstrip("-").partition(".")
    if len(digits + places) > DIGITS:
        return "@"
    shape = f"0.{'0' * len(places)}" if places else "0"
    return f'{shape}"{behind}"' if behind else shape
