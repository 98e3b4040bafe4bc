"""One page of HTML that stands alone: the tables of an answer and what is said of them.

The words are those of the text; templates/ holds how they are set.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from yotcli import __version__
from yotcli.model import Date
from yotcli.tables import Answer, Cell, Table, Value, cited, drawn, table_notes

HEADINGS = {
    "compare": "Inspections side by side",
    "diff": "From one inspection to the next",
    "rates": "Reoffending rates",
    "show": "What is held",
    "list": "Areas and inspections held",
    "spread": "How ratings are spread",
}
MOST_AREAS = 4  # that a heading names
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

    text: str
    change: str
    tone: str | None
    missing: bool
    figure: bool  # set to the right
    marks: list[Mark]

    @property
    def is_word(self) -> bool:
        """Whether it is a name that is best not broken at its hyphens."""
        return len(self.text) <= LONGEST_WORD and " " not in self.text


class Note(NamedTuple):
    number: int
    text: str
    marks: list[Mark]


class Grid(NamedTuple):
    """A table as it is set, with the notes that appear in it first."""

    title: str
    name: str  # its title, or what it goes by where it has none
    lead: tuple[str, ...]
    headings: list[tuple[str, bool]]  # with whether each stands over figures
    groups: list[list[list[Place]]]  # the first place of a row names it
    remarks: tuple[str, ...]
    notes: list[Note]
    prose: bool


class Link(NamedTuple):
    """A source: what it is of, its linked title, and the rest of its citation."""

    about: str | None
    title: str
    rest: str
    url: str | None  # none where a browser should not follow it


def html(answer: Answer, chart: str | None) -> str:
    """The page of an answer, with its chart as SVG where it has one."""
    return filled(
        "page.html.j2",
        heading=heading(answer),
        grids=grids(answer),
        chart=chart,
        notes=answer.notes,
        codes=answer.codes(),
        sources=[link(one, answer.sources) for one in answer.sources],
        newest=newest(answer.rows),
        version=__version__,
    )


def filled(template: str, **values: object) -> str:
    """A template with its values, escaped; raises where it asks for another."""
    templates = Environment(
        loader=PackageLoader("yotcli"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return templates.get_template(template).render(values)


def heading(answer: Answer) -> str:
    """What the page is about, with the areas where they are few."""
    areas = dict.fromkeys(str(row["area"]) for row in answer.rows if row.get("area"))
    title = HEADINGS[answer.command]
    if not 0 < len(areas) <= MOST_AREAS:
        return title
    return f"{title}: {', '.join(areas)}"


def newest(rows: Sequence[Mapping[str, Value]]) -> Date | None:
    """When the newest of the inspections on the page was published."""
    fields = ("published", "before_published", "after_published")
    dates = [str(row[name]) for row in rows for name in fields if row.get(name)]
    return Date(max(dates)) if dates else None


def grids(answer: Answer) -> list[Grid]:
    numbers = answer.footnotes()
    calls = Counter(note for cell in answer.cells() for note in cell.notes)
    seen: Counter[int] = Counter()  # marks that are set, by note
    told: set[str] = set()
    parts = []
    title = heading(answer)
    for table in answer.tables:
        title = table.title or title
        headings = [
            (name, place in table.figures) for place, name in enumerate(table.columns)
        ]
        named = ", ".join(name for name in table.columns if name)
        fresh = [note for note in table_notes(table) if note not in told]
        told.update(fresh)
        parts.append(
            Grid(
                title=table.title,
                name=table.title or f"{title}: {named}",
                lead=table.lead,
                headings=headings if named else [],
                groups=groups(table, numbers, seen),
                remarks=table.remarks,
                notes=[noted(numbers[note], note, calls[note]) for note in fresh],
                prose=table.prose,
            )
        )
    return parts


def noted(number: int, text: str, calls: int) -> Note:
    marks = [Mark(number, place) for place in range(1, calls + 1)]
    return Note(number, text, marks)


def groups(
    table: Table, numbers: Mapping[str, int], seen: Counter[int]
) -> list[list[list[Place]]]:
    """Rows, parted where the table has a gap."""
    parts: list[list[list[Place]]] = [[]]
    for row in table.rows:
        if row is None:
            parts.append([])
            continue
        parts[-1].append(
            [
                set_cell(cell, place in table.figures, numbers, seen)
                for place, cell in enumerate(row)
            ]
        )
    return [rows for rows in parts if rows]


def set_cell(
    cell: Cell, figure: bool, numbers: Mapping[str, int], seen: Counter[int]
) -> Place:
    return Place(
        text=drawn(Cell(cell.value, cell.missing)),
        change="" if cell.missing else drawn(Cell(change=cell.change)).strip(),
        tone=cell.tone,
        missing=cell.missing is not None,
        figure=figure,
        marks=[next_mark(numbers[note], seen) for note in cell.notes],
    )


def next_mark(note: int, seen: Counter[int]) -> Mark:
    seen[note] += 1
    return Mark(note, seen[note])


def link(
    source: Mapping[str, str | None], sources: Sequence[Mapping[str, str | None]]
) -> Link:
    """A source as the text cites it, behind its inspection where there are several."""
    inspections = {one.get("inspection") for one in sources}
    text = cited(source)
    title = source["title"] or source["publisher"] or ""
    url = source["url"] or ""
    return Link(
        about=source.get("inspection") if len(inspections) > 1 else None,
        title=title,
        rest=text.removeprefix(title),
        url=url if url.startswith(("https://", "http://")) else None,
    )
