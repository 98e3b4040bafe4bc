"""The workbook of an invented answer, read back as another program reads it."""

import io
import sys
from decimal import Decimal

import pytest
from invented_command import DARK, MOONS, answered, column, compared
from told import Kept

from yotcli.answer import Answer, Cell, Table
from yotcli.forms import drawn
from yotcli.model import YotError

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
pytest.importorskip("xlsxwriter", reason="needs xlsxwriter")


def book(answer: Answer) -> "openpyxl.Workbook":
    return openpyxl.load_workbook(io.BytesIO(drawn(answer, "xlsx", 80, False)))


def told(cell: "openpyxl.cell.Cell") -> str:
    """The value of a cell, the shape of a number, and where a link leads."""
    said = "" if cell.value is None else str(cell.value)
    if cell.data_type == "n" and said and cell.number_format != "0":
        said += f" as {cell.number_format}"
    link = cell.hyperlink and (cell.hyperlink.location or cell.hyperlink.target)
    return f"{said} @{link}" if link else said


def test_every_sheet_says_what_the_answer_says(as_kept: Kept) -> None:
    """Cells by row, with the shapes of numbers, links, and what is a table."""
    lines = []
    for sheet in book(MOONS).worksheets:
        tables = [table.ref for table in sheet.tables.values()]
        lines.append(" ".join(["#", sheet.title, *tables]))
        lines += [" | ".join(map(told, row)).rstrip(" |") for row in sheet.iter_rows()]

    as_kept("\n".join(lines))


@pytest.mark.parametrize("answer", [MOONS, compared(7), DARK])
def test_no_cell_of_a_table_is_empty_or_merged_and_no_name_is_long(
    answer: Answer,
) -> None:
    for sheet in book(answer).worksheets:
        assert len(sheet.title) <= 31
        assert not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            cells = [cell.value for row in sheet[table.ref] for cell in row]
            assert not {None, ""} & set(cells)
            assert table.headerRowCount == 1


CELLS = [
    *(Cell(Decimal("33.80")), Cell(Decimal("-4.1"), notes=("A.",))),
    *(Cell(Decimal("11.1"), change=Decimal("4.1")), Cell(3, change=0, notes=("A.",))),
    *(Cell(1234), Cell(Decimal("1E+3")), Cell(Decimal("0.1234567890123456"))),
    *(Cell(10**15), Cell("=1+1"), Cell("33.80"), Cell(missing="n", notes=("A.",))),
]


def test_a_number_is_one_and_reads_as_it_was_printed(as_kept: Kept) -> None:
    sheet = book(answered(Table([column("", *CELLS)])))["Table 1"]

    read = [
        f"{cell.value!r} as {cell.data_type} {cell.number_format}"
        for cell in sheet["A"][2:]
    ]
    as_kept("\n".join(read))


def test_a_value_leads_to_the_page_it_rests_on() -> None:
    page, too_long = "https://example.org/a?b=c", f"https://example.org/{'a' * 2080}"
    cells = [Cell(1, link=page), Cell("good", link=page), Cell(None, link=page)]
    cells += [Cell(1, link=too_long), Cell("good", link="javascript:x")]
    sheet = book(answered(Table([column("", *cells)])))["Table 1"]

    links = [cell.hyperlink and cell.hyperlink.target for cell in sheet["A"][2:]]
    assert links == [page, page, None, None, None]
    assert [cell.value for cell in sheet["A"][2:]] == [1, "good", "[x]", 1, "good"]


def test_headings_differ() -> None:
    table = Table([column(name, 1) for name in ("", "", "rate", "Rate", "rate")])

    headings = [cell.value for cell in book(answered(table))["Table 1"][2]]
    assert headings == ["Name", "Value", "rate", "Rate (2)", "rate (3)"]


def test_a_text_longer_than_a_cell_is_refused() -> None:
    answer = answered(Table([column("", "x" * 32_768)]))

    with pytest.raises(YotError, match="cannot hold so long a text"):
        drawn(answer, "xlsx", 80, False)


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert drawn(MOONS, "xlsx", 80, False) == drawn(MOONS, "xlsx", 20, True)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "yotcli.forms.workbook")
    monkeypatch.delattr("yotcli.forms.workbook")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(YotError, match=r"needs XlsxWriter: install yot\[xlsx\], or"):
        drawn(MOONS, "xlsx", 80, False)
