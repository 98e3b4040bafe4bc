"""A table whose inspections have letters for headings, and a key to them."""

from collections.abc import Callable
from typing import NamedTuple

from yotcli.answer import Cell, Column, Table

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Letter(NamedTuple):
    """What a letter stands for: a heading, and cells of rows that are left out."""

    letter: str
    heading: str
    cells: list[Cell]


def compact(
    table: Table, heading: Callable[[Column], str]
) -> tuple[list[Letter], Table]:
    """The key and the table in short forms; the table as it is where it has none.

    Columns of inspections go under letters, rows and columns without a short form out.
    """
    placed = [column for column in table.columns if column.place]
    placed = placed if 1 < len(placed) <= len(LETTERS) else []
    left_out = [
        place
        for place in range(len(table.columns[0].cells))
        if {column.cells[place].short for column in placed} == {""}
    ]
    kept = [place for place in range(len(table.rows)) if place not in left_out]
    key = [
        Letter(letter, heading(column), told(table, column, left_out))
        for letter, column in zip(LETTERS, placed, strict=False)
    ]
    letters = iter(LETTERS)
    columns = [
        column._replace(
            heading=next(letters) if placed and column.place else column.heading,
            cells=[brief(column.cells[place]) for place in kept],
        )
        for column in table.columns
        if placed or {cell.short for cell in column.cells} != {""}
    ]
    gaps = {sum(place < gap for place in kept) for gap in table.gaps} - {0}
    return key, table._replace(columns=columns, gaps=sorted(gaps))


def told(table: Table, column: Column, places: list[int]) -> list[Cell]:
    """The cells of a column in some rows, with the notes on the labels of these."""
    labels = table.columns[0].cells
    cells = [(labels[place], column.cells[place]) for place in places]
    return [cell._replace(notes=(*label.notes, *cell.notes)) for label, cell in cells]


def brief(cell: Cell) -> Cell:
    if cell.value is None or not cell.short:
        return cell
    return cell._replace(value=cell.short)
