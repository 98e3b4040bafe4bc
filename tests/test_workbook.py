"""The workbook of an invented answer, read back as another program reads it."""

import io
import sys
from decimal import Decimal

import pytest
from invented_command import MOONS, answered, column, compared, moons

from yotcli.answer import Answer, Cell, Table
from yotcli.forms import drawn
from yotcli.model import YotError

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
pytest.importorskip("xlsxwriter", reason="needs xlsxwriter")


def book(answer: Answer) -> "openpyxl.Workbook":
    return openpyxl.load_workbook(io.BytesIO(drawn(answer, "xlsx", 80, False)))


def values(sheet: "openpyxl.worksheet.worksheet.Worksheet") -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


MOONS_BOOK = book(MOONS)


def test_the_cover_says_what_it_is_how_old_and_leads_to_every_sheet() -> None:
    first, *others = MOONS_BOOK.worksheets
    lines = [row[0] for row in values(first)]

    assert first.title == "Cover"
    assert lines[0] == "Moons of hill"
    assert lines[2:6] == [
        *("Newest report shown: 2 Feb 2013.", "Produced by yot 0.1.0."),
        *("Moons are counted.", "There are more of them."),
    ]
    assert lines[6:] == [f"{sheet.title}: {sheet['A1'].value}" for sheet in others]
    links = [cell.hyperlink.location for cell in first["A"] if cell.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in others]


def test_a_sheet_has_one_table_with_headings_below_its_title() -> None:
    sheet = MOONS_BOOK["Table 2"]

    assert values(sheet) == [
        ["Stars: bright > dim > dark", None, None],
        ["+1 is a step up from hill-2012", None, None],
        ["One is left out.", None, None],
        ["dale-2014 has other stars.", None, None],
        ["Name", "Hill, 2 May 2012", "Lake, Feb 2013"],
        ["Care | *work*", "bright [note 1] [note 2]", "dim -1 [note 3]"],
        ["Rest", "[n]", "[z]"],
        ["Reach, %", 7, 11.1],
        ["Points", 0, 0],
    ]
    assert [table.ref for table in sheet.tables.values()] == ["A5:C9"]


@pytest.mark.parametrize("answer", [MOONS, compared(7), moons(None, [], dark=True)])
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


@pytest.mark.parametrize(
    ("cell", "value", "shape"),
    [
        (Cell(Decimal("33.80")), 33.8, "0.00"),
        (Cell(Decimal("-4.1"), notes=("A.",)), -4.1, '0.0" [note 1]"'),
        (Cell(Decimal("11.1"), change=Decimal("4.1")), 11.1, '0.0" +4.1"'),
        (Cell(3, change=0, notes=("A.",)), 3, '0" = [note 1]"'),
        (Cell(1234), 1234, "0"),
        (Cell(Decimal("1E+3")), 1000, "0"),
        (Cell(Decimal("0.1234567890123456")), "0.1234567890123456", "@"),
        (Cell(10**15), "1000000000000000", "@"),
        (Cell("=1+1"), "=1+1", "@"),
        (Cell("33.80"), "33.80", "@"),
        (Cell(None, missing="n", notes=("A.",)), "[n] [note 1]", "@"),
    ],
)
def test_a_number_is_one_and_reads_as_it_was_printed(
    cell: Cell, value: object, shape: str
) -> None:
    read = book(answered(Table([column("", cell)])))["Table 1"]["A3"]

    assert (read.value, read.number_format) == (value, shape)
    assert read.data_type == ("s" if shape == "@" else "n")


def test_rows_are_tidy_with_values_of_their_kinds() -> None:
    assert values(MOONS_BOOK["Data"])[2:] == [
        ["area", "text", "rate", "rank", "known"],
        ["hill", "=1+1", 30.5, 3, True],
        ["lake", 'a "b", c\td', -4, 0, False],
        ["-dale", *["[no value]"] * 4],
    ]
    assert MOONS_BOOK["Data"]["C4"].number_format == "0.00"
    assert MOONS_BOOK["Data"]["B4"].data_type == "s"


def test_notes_codes_and_sources_have_their_sheets() -> None:
    assert values(MOONS_BOOK["Notes"])[1:6] == [
        ["Mark", "Meaning"],
        ["[note 1]", "hill-2012: Seen twice."],
        ["[note 2]", "hill-2012: Stars < moons."],
        ["[note 3]", "lake-2013: Late."],
        ["[x]", "not available in our sources"],
    ]
    assert values(MOONS_BOOK["Sources"])[3] == [
        *(2, "lake-2013: Another (council)", "javascript:alert(1)"),
    ]


@pytest.mark.parametrize(
    ("link", "follows"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        *((f"https://example.org/{'a' * 2080}", None), ("javascript:x", None)),
    ],
)
def test_a_value_leads_to_the_page_it_rests_on(link: str, follows: str | None) -> None:
    cells = [Cell(1, link=link), Cell("good", link=link), Cell(None, link=link)]
    sheet = book(answered(Table([column("", *cells)])))["Table 1"]

    links = [cell.hyperlink and cell.hyperlink.target for cell in sheet["A"][2:]]
    assert links == [follows, follows, None]
    assert values(sheet)[2:4] == [[1], ["good"]]


def test_headings_differ() -> None:
    table = Table([column(name, 1) for name in ("", "", "rate", "Rate", "rate")])

    assert values(book(answered(table))["Table 1"])[1] == [
        *("Name", "Value", "rate", "Rate (2)", "rate (3)"),
    ]


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
