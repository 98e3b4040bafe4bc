"""An answer as one HTML page without other files.

The words are those of the text format; templates/ has the layout.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from yotcli import __version__
from yotcli.answer import Answer, Cell, Citation, Table
from yotcli.forms.text import longest_word

LONGEST_WORD = 28  # letters that stay on one line
LETTER, BETWEEN = 0.58, 1  # width of a letter in a wide font, and of a gap, in rem
SMALL = 0.875  # size of headings, and of all text on a phone
PHONE = 40  # the widest window of a phone, in rem
PORTRAIT, LANDSCAPE = 52, 78  # room on a printed page, in rem


class Mark(NamedTuple):
    """A place that refers to a note, with links both ways."""

    note: int
    place: int  # among the marks of its note

    @property
    def id(self) -> str:
        return f"mark-{self.note}-{self.place}"


class Place(NamedTuple):
    """A cell of the page."""

    cell: Cell
    heading: str
    right: bool
    marks: list[Mark]

    @property
    def url(self) -> str | None:
        """The page that its value comes from, if a browser may follow the link."""
        return None if self.cell.code else web_address(self.cell.link)

    @property
    def room(self) -> float:
        """The least width it needs, in rem."""
        marks = "".join(f" [{mark.note}]" for mark in self.marks)
        words = f"{self.cell}{marks}"
        return LETTER * (len(words) if self.right else longest_word([words]))

    @property
    def is_word(self) -> bool:
        """Whether it is a name that should not be broken at its hyphens."""
        return len(self.cell.words) <= LONGEST_WORD and " " not in self.cell.words


class Note(NamedTuple):
    number: int
    text: str
    marks: list[Mark]


class Grid(NamedTuple):
    """A table of the page, with the notes that first appear in it."""

    table: Table
    name: str  # its title, or a name for it without one
    room: int  # width of the table, in rem
    window: int  # the narrowest window it fits, in rem
    headings: list[tuple[str, bool]]  # and whether each is aligned to the right
    groups: list[list[list[Place]]]  # the first place of a row names it
    notes: list[Note]


class Link(NamedTuple):
    """A source: what rests on it, its linked title, and the rest of its citation."""

    about: str
    title: str
    rest: str
    url: str | None  # none if a browser should not follow it


def html(answer: Answer, chart: str | None) -> str:
    """The page of an answer, with its chart as SVG where it has one."""
    laid = grids(answer)
    return filled(
        "page.html.j2",
        heading=answer.title(),
        grids=laid,
        chart=chart,
        notes=answer.notes,
        codes=answer.codes(),
        sources=[link(about, source) for about, source in answer.cited()],
        age=answer.age(),
        version=__version__,
        windows=sorted({grid.window for grid in laid}),
        phone=PHONE,
        landscape=any(grid.room > PORTRAIT for grid in laid),
        most=LANDSCAPE,
    )


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


def grids(answer: Answer) -> list[Grid]:
    numbers: dict[str, int] = {}
    marks: dict[str, list[Mark]] = defaultdict(list)  # by note, of later tables too
    parts = []
    title = answer.title()
    for table, fresh in zip(answer.tables, answer.footnotes(), strict=True):
        numbers |= fresh
        title = table.title or title
        names = [column.name() for column in table.columns]
        named = ", ".join(name for name in names if name)
        right = [column.right for column in table.columns]
        rows = groups(table, names, numbers, marks)
        wide = room(names, [row for group in rows for row in group])
        parts.append(
            Grid(
                table=table,
                name=table.title or f"{title}: {named}",
                room=wide,
                window=window(wide),
                headings=list(zip(names, right, strict=True)) if named else [],
                groups=rows,
                notes=[Note(fresh[note], note, marks[note]) for note in fresh],
            )
        )
    return parts


def room(names: Sequence[str], rows: Sequence[Sequence[Place]]) -> int:
    """The width, in rem, at which no word of a table is broken."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    needs: list[float] = [
        max([SMALL * LETTER * longest_word([name]), *(place.room for place in column)])
        for name, column in zip(names, columns, strict=True)
    ]
    return ceil(sum(needs) + BETWEEN * len(needs))


def window(room: int) -> int:
    """The width, in rem, of the narrowest window with so much room."""
    small = ceil(SMALL * room) + 2
    return small if small <= PHONE else max(room + 3, PHONE + 1)


def groups(
    table: Table,
    names: Sequence[str],
    numbers: Mapping[str, int],
    marks: Mapping[str, list[Mark]],
) -> list[list[list[Place]]]:
    """Rows in groups, split where the table has a gap; adds the marks of cells."""
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
        marks[note].append(Mark(numbers[note], len(marks[note]) + 1))
    return [marks[note][-1] for note in cell.notes]


def link(about: str, source: Citation) -> Link:
    """A source as text cites it, after its inspection if there are several."""
    title = source.title or source.publisher
    return Link(
        about=about,
        title=title,
        rest=str(source).removeprefix(title),
        url=web_address(source.url),
    )


def web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None
