"""One page of HTML that stands alone: the tables of an answer and what is said of them.

The words are those of the text; templates/ holds how they are set.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from yotcli import __version__
from yotcli.answer import Answer, Cell, Table
from yotcli.forms.text import headed, longest_word

LONGEST_WORD = 28  # letters that stay on one line
LETTER, BETWEEN = 0.58, 1  # rem that a letter takes in a wide font, and a gap
SMALL = 0.875  # of the type in a window that is a phone's
PHONE = 40  # rem up to which a window is one
PORTRAIT, LANDSCAPE = 52, 78  # rem that a printed page has room for


Mark = tuple[int, int]  # where a note is called for: its number, and which time


class Place(NamedTuple):
    """A cell as it is set."""

    cell: Cell
    heading: str
    right: bool
    marks: list[Mark]

    @property
    def is_word(self) -> bool:
        """Whether it is a name that is best not broken at its hyphens."""
        return len(self.cell.words) <= LONGEST_WORD and " " not in self.cell.words


class Grid(NamedTuple):
    """A table as it is set, with the notes that appear in it first."""

    table: Table
    name: str  # its title, or what it goes by where it has none
    room: int  # rem that it takes side by side
    window: int  # rem of the narrowest window that has as many
    headings: list[tuple[str, bool]]  # with whether each is set to the right
    groups: list[list[list[Place]]]  # the first place of a row names it
    notes: dict[str, int]  # with their numbers


def html(answer: Answer, chart: str | None) -> str:
    """The page of an answer, with its chart as SVG where it has one."""
    marks: dict[str, list[Mark]] = defaultdict(list)  # of later tables too, by note
    laid = grids(answer, marks)
    return filled(
        "page.html.j2",
        heading=answer.title(),
        grids=laid,
        chart=chart,
        notes=answer.notes,
        codes=answer.codes(),
        marks=marks,
        sources=answer.cited(),
        web_address=web_address,
        age=answer.age(),
        version=__version__,
        windows=sorted({grid.window for grid in laid}),
        phone=PHONE,
        landscape=any(grid.room > PORTRAIT for grid in laid),
        most=LANDSCAPE,
    )


def filled(template: str, **values: object) -> str:
    """A template with its values, escaped; raises where it asks for another."""
    templates = Environment(
        loader=PackageLoader("yotcli.forms"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template(template).render(values)


def grids(answer: Answer, marks: Mapping[str, list[Mark]]) -> list[Grid]:
    """The tables of an answer; adds the places where each note is called for."""
    numbers: dict[str, int] = {}
    parts = []
    title = answer.title()
    for table, fresh in zip(answer.tables, answer.footnotes(), strict=True):
        numbers |= fresh
        title = table.title or title
        names = [column.name() for column in table.columns]
        named = ", ".join(name for name in names if name)
        right = [column.right for column in table.columns]
        wide = room(table, numbers)
        parts.append(
            Grid(
                table=table,
                name=table.title or f"{title}: {named}",
                room=wide,
                window=window(wide),
                headings=list(zip(names, right, strict=True)) if named else [],
                groups=groups(table, names, numbers, marks),
                notes=fresh,
            )
        )
    return parts


def room(table: Table, numbers: Mapping[str, int]) -> int:
    """Rem that a table needs so that no word in it is broken."""
    named = [column._replace(heading=column.name()) for column in table.columns]
    needs = [
        max(map(len, texts)) if column.right else longest_word(texts)
        for column in named
        for texts in [headed(column, numbers)]
    ]
    return ceil(LETTER * sum(needs) + BETWEEN * (len(needs) - 1))


def window(room: int) -> int:
    """Rem of the narrowest window with so much room, beside its margins."""
    small = ceil(SMALL * room) + 2
    return small if small <= PHONE else max(room + 3, PHONE + 1)


def groups(
    table: Table,
    names: Sequence[str],
    numbers: Mapping[str, int],
    marks: Mapping[str, list[Mark]],
) -> list[list[list[Place]]]:
    """Rows, parted where the table has a gap; adds the marks of their cells."""
    rows = [
        [
            Place(cell, name, column.right, set_marks(cell, numbers, marks))
            for cell, name, column in zip(row, names, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    edges = [0, *sorted(table.gaps), len(rows)]
    return [rows[start:end] for start, end in pairwise(edges) if start < end]


def set_marks(
    cell: Cell, numbers: Mapping[str, int], marks: Mapping[str, list[Mark]]
) -> list[Mark]:
    for note in cell.notes:
        marks[note].append((numbers[note], len(marks[note]) + 1))
    return [marks[note][-1] for note in cell.notes]


def web_address(url: str | None) -> str | None:
    """An address that a browser should follow."""
    return url if url and url.startswith(("https://", "http://")) else None
