"""What every test stands on: invented inspections and a fixed terminal."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from textwrap import dedent, fill

import pytest

from yotcli.answer import Answer, Cell, Table
from yotcli.model import (
    Area,
    Criterion,
    Date,
    Framework,
    Inspection,
    Named,
    Rate,
    Rating,
    Source,
    YotError,
)

PAGE = Source("A publisher", "inspectorate", "A page", None, "https://example.org/")


def criterion(id: str, kind: str = "rating", **fields: object) -> Criterion:
    return Criterion(id, id.title(), kind, **({"counts": True} | fields))


def framework(id: str, scale: str, *criteria: Criterion, **fields: object) -> Framework:
    plain = {
        "name": id.title(),
        "family": "Stars",
        "since": Date("2010"),
        "sources": (PAGE,),
    }
    return Framework(
        id=id,
        scale=tuple(scale.split()),
        criteria={one.id: one for one in criteria},
        **(plain | fields),
    )


STARS = framework(
    "stars", "bright dim dark", criterion("care"), criterion("work"), criterion("rest")
)
MARKS = framework(
    "marks", "top dim low", criterion("care"), family="Marks", since=Date("2018")
)
OLDER = framework(
    "older", "best bright dim", criterion("care"), criterion("work"), since=Date("2008")
)
SCORED = framework(
    "scored",
    "bright dim dark",
    criterion("overall", counts=False),
    criterion("score", "score", maximum=4, counts=False),
    criterion("care"),
    criterion("work", only_when_rated=True),
    criterion("rest", forms=("long",)),
    family="Scored",
    since=Date("2016"),
    points=(2, 1, 0),
    forms={"long": "The long form", "short": "The short form"},
    criteria_called="standards",
)
ALIKE = framework("alike", "bright dim dark", criterion("overall"), family="Alike")
SEEN = framework(
    "seen",
    "bright dim dark",
    *STARS.criteria.values(),
    criterion("reach", "percentage"),
    criteria_called="aspects",
    never_scraped="dark",
)
SHARES = framework(
    "shares", "bright dim", criterion("care", "percentage"), family="Shares"
)
PAPER = Source("A paper", "press", "A story", Date("2014-05"))
TABLE = Source("A scraper", "scraped-table", None, None, "https://example.org/table")
HULL = Area("hull", "Hull", "England", "North", (), ("E06000010",))
YORK = Area("york", "York", "England", "North")
CARDIFF = Area("cardiff", "Cardiff", "Wales")
OLDTOWN = Area("oldtown", "Old Town", "England", "North", successors=("york",))
KNOWN = {area.id: area for area in (HULL, YORK, CARDIFF, OLDTOWN)}


def rate(rate: str, average: str | None = None, **fields: object) -> Rate:
    return Rate(Decimal(rate), None if average is None else Decimal(average), **fields)


def inspection(id: str, framework: Framework = STARS, **fields: object) -> Inspection:
    """An inspection whose keywords are ratings by criterion, or fields by name."""
    area, _, published = id.partition("-")
    plain: dict[str, object] = {"published": Date(published), "sources": (PAGE,)}
    ratings: dict[str, Rating | Decimal] = {}
    for name, value in fields.items():
        if name not in framework.criteria:
            plain[name] = value
        elif isinstance(value, str):
            ratings[name] = framework.rating(value)
        elif isinstance(value, Decimal):
            ratings[name] = value
    plain |= {"ratings": ratings}
    return Inspection(id=id, area=area, framework=framework, **plain)


def history(*inspections: Inspection) -> dict[Named, list[Inspection]]:
    """Inspections by the areas that were named, in the order given."""
    histories: dict[Named, list[Inspection]] = {}
    for each in inspections:
        histories.setdefault(Named(each.area, None), []).append(each)
    return histories


def page(answer: Answer, *tables: int) -> str:
    """What an answer says to people, in plain lines that no form has drawn."""
    numbers = {
        note: place for part in answer.footnotes() for note, place in part.items()
    }
    lines = [answer.title()]
    for place, table in enumerate(answer.tables):
        if place in (tables or [place]):
            lines += lines_of(table, numbers)
    lines += [f"[{number}] {note}" for note, number in numbers.items()]
    lines += [f"> {remark.text}" for remark in answer.notes]
    return "\n".join(fill(line, 80, subsequent_indent="    ") for line in lines)


def lines_of(table: Table, numbers: dict[str, int]) -> Iterator[str]:
    yield f"# {table.title}{' (prose)' * table.prose}{' (bars)' * bool(table.bars)}"
    yield from table.lead
    heads = [each.heading + ">" * each.right for each in table.columns]
    yield " | ".join(heads).strip()
    for place, row in enumerate(table.rows):
        yield from ["..."] * (place in table.gaps)
        yield " | ".join(said(cell, numbers) for cell in row)
    for remark in table.remarks:
        yield f"- {remark.text}" + (f" ({remark.see})" if remark.see else "")


def said(cell: Cell, numbers: dict[str, int]) -> str:
    """A cell with its tone and notes."""
    tone = {"higher": ["^"], "lower": ["v"], None: []}[cell.tone]
    return " ".join([str(cell), *tone, *(f"[{numbers[note]}]" for note in cell.notes)])


def text(block: str) -> str:
    """A block of a test without its indent and the blank line at its end."""
    return dedent(block).strip("\n")


def foot(answer: Answer) -> tuple[object, ...]:
    """What stands below an answer and in its files."""
    sources = [each.inspection for each in answer.sources]
    return answer.command, sources, list(answer.see), answer.newest


def refusal(ask: Callable[..., object], *asked: object, **options: object) -> str:
    """The one line with which a question is refused."""
    with pytest.raises(YotError) as refused:
        ask(*asked, **options)
    return str(refused.value)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty columns without colour, and only the shipped records."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("YOT_RECORDS", "YOT_TRACE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
