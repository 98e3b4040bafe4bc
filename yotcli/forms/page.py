"""One page of HTML that stands alone: the tables of an answer and what is said of them.

The words are those of the text; templates/ holds how they are set.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from yotcli import __version__
from yotcli.answer import Answer, Cell, Citation, Table

LONGEST_WORD = 28  # letters that stay on one line


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
    right: bool
    marks: list[Mark]

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
    return filled(
        "page.html.j2",
        heading=answer.title(),
        grids=grids(answer),
        chart=chart,
        notes=answer.notes,
        codes=answer.codes(),
        sources=[link(about, source) for about, source in answer.cited()],
        newest=answer.newest,
        version=__version__,
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
        parts.append(
            Grid(
                table=table,
                name=table.title or f"{title}: {named}",
                headings=list(zip(names, right, strict=True)) if named else [],
                groups=groups(table, numbers, marks),
                notes=[Note(fresh[note], note, marks[note]) for note in fresh],
            )
        )
    return parts


def groups(
    table: Table, numbers: Mapping[str, int], marks: Mapping[str, list[Mark]]
) -> list[list[list[Place]]]:
    """Rows, parted where the table has a gap; adds the marks of their cells."""
    rows = [
        [
            Place(cell, column.right, set_marks(cell, numbers, marks))
            for cell, column in zip(row, table.columns, strict=True)
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
    url = source.url or ""
    return Link(
        about=about,
        title=title,
        rest=str(source).removeprefix(title),
        url=url if url.startswith(("https://", "http://")) else None,
    )
