"""One page of HTML that stands alone; templates/ holds how its words are set."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from yotcli import __version__
from yotcli.answer import Answer, Cell, Column, Table
from yotcli.forms import compact
from yotcli.forms.text import longest_word, marked

LETTER, BETWEEN = 0.58, 1  # width of a letter in a wide font, and of a gap, in rem
SMALL = 0.875  # size of all text on a phone
PHONE = 40  # the widest window of a phone, in rem


class Grid(NamedTuple):
    """A table of the page, with the notes that first appear in it."""

    table: Table  # its headings are for people who type no commands
    name: str  # its title, or a name for it without one
    room: int  # width of the table, in rem
    window: int  # the narrowest window it fits, in rem
    groups: list[list[list[Cell]]]  # rows; the first cell is the heading of its row
    notes: dict[str, str]  # by their marks


def html(answer: Answer, chart: str | None) -> str:
    """The page of an answer, with its chart as SVG where it has one."""
    times: Counter[str] = Counter()  # how often each note was referred to
    grids = []
    title = answer.title()
    for table, notes in compact.numbered(answer, "[{}]"):
        title = table.title or title
        columns = [column._replace(heading=column.name()) for column in table.columns]
        named = ", ".join(column.heading for column in columns if column.heading)
        wide = room(columns)
        rows = [[called(cell, times) for cell in row] for row in table.rows]
        edges = [0, *sorted(table.gaps), len(rows)]
        groups = [rows[start:end] for start, end in pairwise(edges) if start < end]
        name = table.title or f"{title}: {named}"
        table = table._replace(columns=columns)
        grids.append(Grid(table, name, wide, window(wide), groups, notes))
    told = {"answer": answer, "grids": grids, "chart": chart, "times": times}
    return filled("page.html.j2", version=__version__, phone=PHONE, **told)


def filled(template: str, **values: object) -> str:
    """A filled template, with values escaped; raises if it asks for another value."""
    templates = Environment(
        loader=PackageLoader("yotcli.forms"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template(template).render(values)


def room(columns: Sequence[Column]) -> int:
    """The width, in rem, at which no word of a table is broken."""
    needs = []
    for column in columns:
        texts = [column.heading, *map(marked, column.cells)]
        needs.append(max(map(len, texts)) if column.right else longest_word(texts))
    return ceil(LETTER * sum(needs) + BETWEEN * (len(needs) - 1))


def window(room: int) -> int:
    """The width, in rem, of the narrowest window with so much room."""
    small = ceil(SMALL * room) + 2
    return small if small <= PHONE else max(room + 3, PHONE + 1)


def called(cell: Cell, times: Counter[str]) -> Cell:
    """A cell whose marks say which reference to a note they are: 3-1 is the second."""
    times.update(cell.notes)
    return cell._replace(
        notes=tuple(f"{note[1:-1]}-{times[note]}" for note in cell.notes)
    )
