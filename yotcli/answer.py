"""What a command is and returns: tables for people, rows for programs, what is said.

An answer knows nothing of inspections, and no form asks which command it draws.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

Scalar = str | int | Decimal | bool | None
Late = Callable[[], str]  # words that not every form asks for, and that cost a file

Row = TypeVar("Row")
Fields = Mapping[str, Callable[[Row], Scalar]]  # in the order of csv and json

CODES = {
    "x": "not available in our sources",
    "z": "not part of this framework or form",
    "n": "not rated by the inspectors",
}


class Cell(NamedTuple):
    """What one place of a table holds; drawn by `str`, without its notes."""

    value: object = None  # none: missing, so that no cell is empty
    missing: str = "x"  # the code that stands for a value of none
    change: int | Decimal | None = None  # from the base; 0 is drawn as "="
    tone: str | None = None  # higher or lower, and never the only sign of it
    notes: tuple[str, ...] = ()
    short: str | None = None  # where columns are narrow; empty: leave the row out
    link: str | None = None  # the page that the value rests on

    @property
    def code(self) -> str | None:
        return self.missing if self.value is None else None

    @property
    def words(self) -> str:
        """The value, or the code that stands for it."""
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

    heading: str  # what can be typed, where it names an inspection
    cells: Sequence[Cell]
    place: Late | None = None  # an inspection's area and date, for who does not type
    right: bool = False  # set to the right

    def name(self) -> str:
        """Its heading in forms for people who type no commands."""
        return self.place() if self.place else self.heading


class Remark(NamedTuple):
    """A sentence, and the command that tells more, which only text prints."""

    text: str
    see: str | None = None

    def __str__(self) -> str:
        """The sentence alone, as all forms but text have it."""
        return self.text


class Table(NamedTuple):
    """Columns side by side, with what stands above and below them."""

    columns: Sequence[Column]
    title: str = ""
    lead: Sequence[str] = ()  # lines under the title, such as the scale
    remarks: Sequence[Remark] = ()  # lines under the table
    gaps: Sequence[int] = ()  # rows before which a blank line stands
    key: Sequence[str] = ()  # what the short forms of its cells mean, a line a scale
    prose: bool = False  # the last column is running text and may take many lines
    bars: int | None = None  # a column of counts that text draws as bars too

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        return list(zip(*(column.cells for column in self.columns), strict=True))

    def cells(self) -> Iterator[Cell]:
        """Its cells in the order in which they are read."""
        return (cell for row in self.rows for cell in row)


class Line(NamedTuple):
    """One rate on an axis, with its average and its interval, in per cent."""

    name: str
    period: str  # of its cohort; empty where the name tells it
    rate: Decimal | None
    average: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    tone: str | None  # higher or lower, where the rate was tested


class Panel(NamedTuple):
    """The rates of one table."""

    title: str
    lines: Sequence[Line]


class Bar(NamedTuple):
    """One rating with how many have it, and their share in per cent."""

    label: str
    number: int
    share: Decimal


class Bars(NamedTuple):
    """A chart of counts, one bar a rating, the best first."""

    title: str
    lead: Sequence[str]
    bars: Sequence[Bar]


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
        rests = f": {self.rests}" if self.rests else ""
        return f"{words} ({self.kind}){rests}"


class Answer(NamedTuple):
    """Everything that one command answers, for people and for programs.

    Tables and rows hold the same facts: tables are wide, rows are long and tidy.
    """

    command: str  # with the version of its fields: compare/1
    title: Late  # of a page
    rows: Mapping[str, Sequence[Scalar]]  # by field; its keys are the header
    tables: Sequence[Table] = ()
    chart: Sequence[Panel] | Bars | None = None  # a panel for each table, or bars
    notes: Sequence[Remark] = ()
    sources: Sequence[Citation] = ()
    see: Sequence[str] = ()  # commands that text names in place of the sources
    newest: str | None = None  # when the newest report shown was published
    as_of: Late | None = None  # the day up to which pages were read
    found: bool = False  # something that status 1 tells of
    plot: bool = False  # text draws a chart under each table

    def footnotes(self) -> list[dict[str, int]]:
        """For each table the notes that no table before it has, with their numbers."""
        numbers: dict[str, int] = {}
        parts = []
        for table in self.tables:
            fresh: dict[str, int] = {}
            for note in (note for cell in table.cells() for note in cell.notes):
                if note not in numbers:
                    fresh[note] = numbers[note] = len(numbers) + 1
            parts.append(fresh)
        return parts

    def codes(self) -> dict[str, str]:
        """What the codes of missing values mean that its tables use."""
        used = {cell.code for table in self.tables for cell in table.cells()}
        return {code: meaning for code, meaning in CODES.items() if code in used}

    def cited(self) -> list[tuple[str, Citation]]:
        """Its sources, each behind its inspection where they are of several."""
        several = len({source.inspection for source in self.sources}) > 1
        return [
            (source.inspection or "" if several else "", source)
            for source in self.sources
        ]

    def age(self) -> list[str]:
        """How old what is shown is, in sentences that stand at its foot."""
        shown = [f"Newest report shown: {self.newest}."] if self.newest else []
        day = self.as_of() if self.as_of else ""
        return [*shown, f"Pages read up to {day}."] if day else shown


class Report(NamedTuple):
    """What a command prints that answers with no tables."""

    text: str
    found: bool = False  # something that status 1 tells of
    said: str | None = None  # beside it, on standard error


class Command(NamedTuple):
    """A command: its function, the names it takes, and what its help says."""

    run: Callable[..., Answer | Report]  # of records, names and options
    help: str
    examples: tuple[str, str]
    least: int = 0
    most: int | None = None  # none: any number
    metavar: str = "[NAME...]"
    about: str = "Areas or inspections."  # the help of its names
    completes: str | None = "names"  # what a shell completes its names with
    is_written: bool = False  # takes -o though it answers with no tables

    def takes(self, names: Sequence[str]) -> bool:
        most = len(names) if self.most is None else self.most
        return self.least <= len(names) <= most


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
    """A number with so many decimal places; a half is rounded away from zero."""
    numerator, denominator = number.as_integer_ratio()
    whole = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return Decimal(whole if numerator >= 0 else -whole).scaleb(-places)
