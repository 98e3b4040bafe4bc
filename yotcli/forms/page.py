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
from yotcli.answer import Answer, Cell, Citation, Table
from yotcli.forms.text import longest_word

LONGEST_WORD = 28  # letters that stay on one line
LETTER, BETWEEN = 0.58, 1  # rem that a letter takes in a wide font, and a gap
SMALL = 0.875  # of the type of headings, and of all in a window that is a phone's
PHONE = 40  # rem up to which a window is one
PORTRAIT, LANDSCAPE = 52, 78  # rem that a printed page has room for


class Mark(NamedTuple):
    """A place where a note is called for, to link to and back from."""

    note: int
    place: int  # among the marks of its note

    @property
    def id(self) -> str:
        return f"mark-{self.note}-{self.place}"


class Place(NamedTuple):
    """A cell as it is set."""

    cell: Cell
    heading: str
    right: bool
    marks: list[Mark]

    @property
    def url(self) -> str | None:
        """The page that its value rests on, where a browser should follow it."""
        return None if self.cell.code else web_address(self.cell.link)

    @property
    def room(self) -> float:
        """Rem that it needs at least."""
        marks = "".join(f" [{mark.note}]" for mark in self.marks)
        words = f"{self.cell}{marks}"
        return LETTER * (len(words) if self.right else longest_word([words]))

    @property
    def is_word(self) -> bool:
        """Whether it is a name that is best not broken at its hyphens."""
        return len(self.cell.words) <= LONGEST_WORD and " " not in self.cell.words


class Note(NamedTuple):
    number: int
    text: str
    marks: list[Mark]


class Grid(NamedTuple):
    """A table as it is set, with the notes that appear in it first."""

    table: Table
    name: str  # its title, or what it goes by where it has none
    room: int  # rem that it takes side by side
    window: int  # rem of the narrowest window that has as many
    headings: list[tuple[str, bool]]  # with whether each is set to the right
    groups: list[list[list[Place]]]  # the first place of a row names it
    notes: list[Note]


class Link(NamedTuple):
    """A source: what it is of, its linked title, and the rest of its citation."""

    about: str
    title: str
    rest: str
    url: str | None  # none where a browser should not follow it


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


def grids(answer: Answer) -> list[Grid]:
    numbers: dict[str, int] = {}
    marks: dict[str, list[Mark]] = defaultdict(list)  # of later tables too, by note
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
    """Rem that a table needs so that no word in it is broken."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    needs: list[float] = [
        max([SMALL * LETTER * longest_word([name]), *(place.room for place in column)])
        for name, column in zip(names, columns, strict=True)
    ]
    return ceil(sum(needs) + BETWEEN * len(needs))


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
        marks[note].append(Mark(numbers[note], len(marks[note]) + 1))
    return [marks[note][-1] for note in cell.notes]


def link(about: str, source: Citation) -> Link:
    """A source as the text cites it, behind its inspection where there are several."""
    title = source.title or source.publisher
    return Link(
        about=about,
        title=title,
        rest=str(source).removeprefix(title),
        url=web_address(source.url),
    )


def web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None
