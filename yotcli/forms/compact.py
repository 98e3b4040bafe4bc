"""Prepares tables for the formats: numbers notes, and gives columns letters."""

from collections.abc import Iterator

from yotcli.answer import Answer, Cell, Column, Table

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Letter = tuple[str, Column, list[Cell]]  # with its column, and cells left out


def numbered(answer: Answer, mark: str) -> Iterator[tuple[Table, dict[str, str]]]:
    """Each table with its marks, and by mark the notes that first appear in it."""
    marks = {note: mark.format(n) for n, note in enumerate(answer.footnotes(), 1)}
    left = dict(marks)
    for table in answer.tables:
        notes = (note for cell in table.cells() for note in cell.notes)
        own = {left.pop(note): note for note in notes if note in left}
        columns = [
            column._replace(cells=[with_marks(cell, marks) for cell in column.cells])
            for column in table.columns
        ]
        yield table._replace(columns=columns), own


def with_marks(cell: Cell, marks: dict[str, str]) -> Cell:
    if not cell.notes:
        return cell  # most have none
    return cell._replace(notes=tuple(marks[note] for note in cell.notes))


def compact(table: Table) -> tuple[list[Letter], Table]:
    """The key and the table in short forms, without what has none."""
    placed = [column for column in table.columns if column.place]
    placed = placed if 1 < len(placed) <= len(LETTERS) else []
    labels, rows = table.columns[0].cells, range(len(table.rows))
    kept = [row for row in rows if {each.cells[row].short for each in placed} != {""}]
    key: list[Letter] = []
    columns = []
    for column in table.columns:
        cells = column.cells
        if placed and column.place:
            letter = LETTERS[len(key)]
            notes = [(*labels[row].notes, *cells[row].notes) for row in rows]
            left = [row for row in rows if row not in kept]
            told = [cells[row]._replace(notes=notes[row]) for row in left]
            key.append((letter, column, told))
            column = column._replace(heading=letter)
        elif not placed and {cell.short for cell in cells} == {""}:
            continue
        columns.append(column._replace(cells=[brief(cells[row]) for row in kept]))
    gaps = {sum(row < gap for row in kept) for gap in table.gaps} - {0}
    return key, table._replace(columns=columns, gaps=sorted(gaps))


def brief(cell: Cell) -> Cell:
    is_short = cell.short and cell.value is not None
    return cell._replace(value=cell.short) if is_short else cell
