"""A command that a stranger might add: its answer has all that an answer may have."""

from decimal import Decimal

from yotcli.answer import Answer, Cell, Citation, Column, Remark, Table
from yotcli.charts import Bar, Bars, Line, Panel

SEEN = "hill-2012: Seen twice."
LONG = (
    "A long account, with | a pipe, <b>tags</b>, *stars* and [brackets], that has to"
    " be broken into lines wherever it stands beside anything else at all."
)


def column(heading: str, *values: object, **fields: object) -> Column:
    """A column of cells, or of values that become cells."""
    cells = [value if isinstance(value, Cell) else Cell(value) for value in values]
    return Column(heading, cells, **fields)


def answered(*tables: Table, **fields: object) -> Answer:
    plain = {"command": "moons/1", "title": lambda: "Moons of hill", "rows": {}}
    return Answer(**(plain | {"tables": tables} | fields))


def line(name: str, *figures: str, period: str = "", tone: str = "") -> Line:
    """A rate from its figures: rate, average, lower and upper."""
    rate, average, *bounds = [*map(Decimal, figures), None, None]
    interval = (bounds[0], bounds[1]) if figures[2:] else None
    return Line(name, period, rate, average, interval, tone or None)


RATES = Table(
    title="Rates of moons: per cent",
    columns=[
        column("", Cell("hill-2012", notes=(SEEN,)), "lake-2013", "dale-2014"),
        column("cohort of", "2012", "2013", None),
        column("rate", Decimal("30.50"), 40, None, right=True),
        column("verdict", Cell("worse", tone="lower"), "similar", None),
    ],
)
RATINGS = Table(
    title="Stars: bright > dim > dark",
    lead=["+1 is a step up from hill-2012"],
    columns=[
        column("", "Care | *work*", "Rest", "Reach, %", "Points"),
        column(
            "hill-2012",
            Cell("bright", notes=(SEEN, "hill-2012: Stars < moons.")),
            *(Cell(missing="n"), Decimal("7.0"), 0),
            place=lambda: "Hill, 2 May 2012",
        ),
        column(
            "lake-2013",
            Cell("dim", change=-1, tone="lower", notes=("lake-2013: Late.",)),
            Cell(missing="z"),
            Cell(Decimal("11.1"), change=Decimal("4.1"), tone="higher"),
            Cell(0, change=0),
            place=lambda: "Lake, Feb 2013",
            right=True,
        ),
    ],
    remarks=[
        Remark("One is left out."),
        Remark("dale-2014 has other stars.", "yot show dale --all"),
    ],
    gaps=[2, 3],
)
FACTS = Table(
    [column("", "Headline", "Account"), column("", "Moons shine", LONG)], prose=True
)
EMPTY = Table([column(""), column("rating")], "No moons", remarks=[Remark("None.")])
COUNTS = Table(
    [column("", "bright", "dim", "dark"), column("areas", 1, 40, 0, right=True)], bars=1
)
PANELS = [
    Panel(
        RATES.title,
        [
            line("hill-2012", "30.50", "40", "25", "36.5", period="2012", tone="lower"),
            line("lake-2013", "40", "40", period="2013"),
            line("dale-2014"),
        ],
    ),
    *[Panel("", [])] * 4,
]
RATED = [
    Cell("Outstanding", short="O", change=-1, tone="lower"),
    Cell("Good", short="G", change=0),
    Cell("Requires improvement", short="R", change=1, tone="higher"),
]
LABELS = [
    *("Published", "Overall rating", "Governance and leadership", "Staff"),
    *("Partnerships and services", "Information and facilities", "Assessing"),
    *("Planning", "Implementation and delivery", "Reviewing", "Resettlement"),
    *("Out-of-court disposal policy and provision", "Score"),
]
AREAS = [
    *("Wolverhampton", "Blackburn with Darwen", "Stoke-on-Trent", "Hull", "Dudley"),
    *("Nottinghamshire", "Bath and North East Somerset"),
]


def inspected(area: str, number: int) -> Column:
    """The ratings of an inspection, a note on two of them, and a score."""
    year = 2018 + number % 8
    turns = [RATED[(place + number) % 3] for place in range(8)]
    page = f"https://example.org/{number}"
    cells = [
        Cell(f"{number % 28 + 1} Feb {year}", short="", link=page),
        turns[0]._replace(change=None, tone=None, notes=(f"{area}: As printed.",)),
        *(Cell(missing="x"), Cell(missing="n", notes=(f"{area}: No case.",))),
        *(rated._replace(link=page) for rated in turns),
        Cell(Decimal(20 + number), change=number - 3, link=f"{page}/score"),
    ]
    name = f"{area.lower().replace(' ', '-')}-{year}"
    return Column(name, cells, lambda: f"{area}, {cells[0]}")


def compared(count: int) -> Answer:
    """Inspections side by side, as many as are asked for."""
    areas = [AREAS[place % 7] + " Hill" * (place // 7) for place in range(count)]
    columns = [inspected(area, place) for place, area in enumerate(areas)]
    table = Table(
        [column("", *LABELS), *columns],
        "Youth justice services: Outstanding > Good > Requires improvement",
        lead=["+1: one step higher than the first; =: the same."],
        gaps=[1, 12],
        key=["O Outstanding > G Good > R Requires improvement"],
        remarks=[Remark("Hull is left out. No rating is on record.")],
    )
    sources = [
        Citation(area, f"Report on {area}", "A publisher", kind, None, url, None)
        for place, area in enumerate(areas)
        for kind, url in (
            ("inspectorate", f"https://example.org/{place}"),
            ("scraped-table", f"https://example.org/{place}/score"),
        )
    ]
    return answered(
        table,
        title=lambda: f"{areas[0]} and {count - 1} others compared",
        sources=sources,
        newest="7 Feb 2024",
        as_of=lambda: "22 Nov 2026",
    )


BARS = Bars(
    "Care of 41 areas",
    ["bright > dim > dark", "Some & more are missing."],
    [
        Bar("bright", 1, Decimal(2)),
        Bar("dim", 40, Decimal(98)),
        Bar("dark", 0, Decimal(0)),
    ],
)
ROWS = {
    "area": ["hill", "lake", "-dale"],
    "text": ["=1+1", 'a "b", c\td', None],
    "rate": [Decimal("30.50"), Decimal(-4), None],
    "rank": [3, 0, None],
    "known": [True, False, None],
}
HILL = Citation(
    *("hill-2012", "A page", "A publisher", "press", "May 2012"),
    *("https://example.org/?a=1&b=2", "all else"),
)
LAKE = Citation(
    "lake-2013", None, "Another", "council", None, "javascript:alert(1)", None
)
MOONS = answered(
    *(RATES, RATINGS, FACTS, EMPTY, COUNTS),
    rows=ROWS,
    chart=PANELS,
    notes=[
        Remark("Moons are counted."),
        Remark("There are more of them.", "yot moons --all"),
    ],
    sources=[HILL, LAKE],
    newest="2 Feb 2013",
    found=True,
)


DARK = answered(rows=dict.fromkeys(ROWS, ()), notes=[Remark("No moon fits this.")])


def moons(records: object, names: list[str], dark: bool = False) -> Answer:
    """What the command runs; where it is dark, a note alone."""
    return DARK if dark else MOONS
