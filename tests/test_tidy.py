"""The rows of an invented answer, read back as programs read them."""

import csv
import io
import json
from decimal import Decimal

import pytest
from invented_command import MOONS, ROWS

from yotcli.forms import drawn


@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_spreadsheet_reads_every_cell_and_calculates_none(
    format: str, delimiter: str
) -> None:
    page = io.StringIO(drawn(MOONS, format, 80, False))

    assert list(csv.reader(page, delimiter=delimiter)) == [
        ["area", "text", "rate", "rank", "known"],
        ["hill", "'=1+1", "30.50", "3", "true"],
        ["lake", 'a "b", c\td', "-4", "0", "false"],
        ["'-dale", "", "", "", ""],
    ]


def test_json_and_json_lines_hold_the_rows_as_they_are() -> None:
    read = json.JSONDecoder(parse_float=Decimal).decode
    rows = [
        dict(zip(ROWS, row, strict=True)) for row in zip(*ROWS.values(), strict=True)
    ]

    assert read(drawn(MOONS, "json", 80, False))["rows"] == rows
    assert [read(row) for row in drawn(MOONS, "jsonl", 80, False).splitlines()] == rows
