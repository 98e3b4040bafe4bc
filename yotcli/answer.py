"""What a command is and what it returns: tables, rows, notes and sources.

It knows nothing of inspections, and no form needs to know the command.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:  # few commands have charts, and each of these classes takes time
    from yotcli.charts import Bars, Panel

Scalar = str | int | Decimal | bool | None
Late = Callable[[], str]  # text that some formats need, and that takes a file to read

Row = TypeVar("Row")
Fields = Mapping[str, Callable[[Row], Scalar]]  # in the order of csv and json

CODES = {
    "x": "not available in our sources",
    "z": "not part of this framework or form",
    "n": "not rated by the inspectors",
}


class Cell(NamedTuple):
    """One cell of a table; `str` draws it without its notes."""

    value: object = None  # none if it is missing; the code below is shown then
    missing: str = "x"  # the code shown if the value is none
    change: int | Decimal | None = None  # difference from the base; 0 is drawn as "="
    tone: str | None = None  # higher or lower; drawn as colour, never as the only sign
    notes: tuple[str, ...] = ()
    short: str | None = None  # where columns are narrow; empty: leave the row out
    link: str | None = None  # the page that the value rests on

    @property
    def code(self) -> str | None:
        return self.missing if self.value is None else None

    @property
    def words(self) -> str:
        """The value, or its code in brackets if it is missing."""
        return f"[{self.missing}]" if self.value is None else str(self.value)

    @property
    def step(self) -> str:
        """The distance from the base: +1, -4.1, = or nothing."""
        if self.value is None or self.change is None:
            return ""
        return f"{self.change:+}" if self.change else "="

    def __str__(self) -> str:
        return f"{self.words} {self.step}".rstrip()


class Column(NamedTuple):
    """Cells under a heading."""

    heading: str  # of an inspection, the name that people can type
    cells: Sequence[Cell]
    place: Late | None = None  # an inspection's area and date, for other formats
    right: bool = False  # set to the right

    def name(self) -> str:
        """Its heading in formats for people who do not type commands."""
        return self.place() if self.place else self.heading


class Remark(NamedTuple):
    """A sentence, and a command that tells more; only text prints the command."""

    text: str
    see: str | None = None

    def __str__(self) -> str:
        """The sentence without the command, as in every format but text."""
        return self.text


Said = str | Remark


class Table(NamedTuple):
    """Columns, with the lines above and below them."""

    columns: Sequence[Column]
    title: str = ""
    lead: Sequence[str] = ()  # lines under the title, such as the scale
    remarks: Sequence[Said] = ()  # lines under the table
    gaps: Sequence[int] = ()  # rows that have a blank line before them
    key: Sequence[str] = ()  # the meaning of short forms, a line for each scale
    prose: bool = False  # the last column is running text and may take many lines
    bars: int | None = None  # a column of counts that text draws as bars too

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        return list(zip(*(column.cells for column in self.columns), strict=True))

    def cells(self) -> Iterator[Cell]:
        """Its cells in the order in which they are read."""
        return (cell for row in self.rows for cell in row)


class Citation(NamedTuple):
    """A source, and what of an answer rests on it; drawn by `str`."""

    inspection: str | None
    title: str | None
    publisher: str
    kind: str
    date: str | None
    url: str | None
    rests: str | None

    def __str__(self) -> str:
        words = ", ".join(filter(None, (self.title, self.publisher, self.date)))
        about = f"{self.inspection}: " if self.inspection else ""
        rests = f": {self.rests}" if self.rests else ""
        return f"{about}{words} ({self.kind}){rests}"


class Answer(NamedTuple):
    """Everything that one command answers, for people and for programs.

    Tables and rows hold the same facts: tables are wide, rows are long and tidy.
    """

    command: str  # and the version of its fields: compare/1
    title: Late  # of a page
    rows: Mapping[str, Sequence[Scalar]]  # by field; its keys are the header
    tables: Sequence[Table] = ()
    chart: "Sequence[Panel] | Bars | None" = None  # a panel for each table, or bars
    notes: Sequence[Said] = ()
    sources: Sequence[Citation] = ()
    see: Sequence[str] = ()  # commands that text names in place of the sources
    newest: str | None = None  # when the newest report shown was published
    as_of: Late | None = None  # the day up to which pages were read
    found: bool = False  # whether to end with status 1
    plot: bool = False  # text draws a chart under each table

    def footnotes(self) -> list[str]:
        """The notes of its tables, each once, in the order in which they are read."""
        cells = (cell for table in self.tables for cell in table.cells())
        return [*dict.fromkeys(note for cell in cells for note in cell.notes)]

    def codes(self) -> dict[str, str]:
        """The meaning of each code for a missing value that its tables use."""
        used = {cell.code for table in self.tables for cell in table.cells()}
        return {code: meaning for code, meaning in CODES.items() if code in used}

    def cited(self) -> list[Citation]:
        """Its sources, which name their inspections only if there are several."""
        if len({source.inspection for source in self.sources}) > 1:
            return list(self.sources)
        return [source._replace(inspection=None) for source in self.sources]

    def age(self) -> list[str]:
        """Sentences at the foot that say how old the records are."""
        shown = [f"Newest report shown: {self.newest}."] if self.newest else []
        day = self.as_of() if self.as_of else ""
        return [*shown, f"Pages read up to {day}."] if day else shown


class Report(NamedTuple):
    """The text of a command that prints no tables."""

    text: str
    found: bool = False  # whether to end with status 1
    said: str | None = None  # beside it, on standard error


class Command(NamedTuple):
    """A command: its function, the names it takes, and what its help says."""

    run: Callable[..., Answer | Report]  # of records, names and options
    help: str
    examples: tuple[str, str]  # what is typed after its name
    least: int = 0
    most: int | None = None  # none: any number
    metavar: str = "[NAME...]"
    about: str = "Areas or inspections."  # the help of its names
    completes: str = "names"  # the kind of words that complete a NAME
    is_written: bool = False  # takes -o though it answers with no tables

    def takes(self, names: Sequence[str]) -> bool:
        most = len(names) if self.most is None else self.most
        return self.least <= len(names) <= most


def attributes(*paths: str) -> "dict[str, attrgetter[Scalar]]":
    """Fields that show attributes of a row under their own names."""
    return {path.rpartition(".")[2]: attrgetter(path) for path in paths}


def column(heading: str, values: Iterable[object], right: bool = False) -> Column:
    """A column of values without notes."""
    return Column(heading, [Cell(value) for value in values], right=right)


class Rows(Mapping[str, Sequence[Scalar]], Generic[Row]):
    """Rows as their fields, each with a value a row, worked out when it is asked for.

    The fields stay where there are no rows; text, which draws none, pays for none.
    """

    def __init__(self, fields: Fields[Row], rows: Iterable[Row]):
        self.fields, self.rows = fields, list(rows)

    def __getitem__(self, name: str) -> list[Scalar]:
        return [self.fields[name](row) for row in self.rows]

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


def rounded(number: Decimal | int, places: int) -> Decimal:
    """A number rounded to decimal places; a half is rounded away from zero."""
    numerator, denominator = number.as_integer_ratio()
    whole = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return Decimal(whole if numerator >= 0 else -whole).scaleb(-places)
