"""What every test stands on: invented inspections and a fixed terminal."""

import shlex
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from invented import Alone, Yot, only_records, records, run
from told import Kept, cases, hold, kept, told

from yotcli import model, naming
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
    areas_in,
)

PAGE = Source("A publisher", "inspectorate", "A page", None, "https://example.org/")


def criterion(id: str, kind: str = "rating", **fields: object) -> Criterion:
    return Criterion(id, id.title(), kind, **({"counts": True} | fields))


def framework(id: str, scale: str, *criteria: Criterion, **fields: object) -> Framework:
    """A framework of the family Stars, in force from 2010, unless told otherwise."""
    plain = {"name": id.title(), "family": "Stars", "since": Date("2010")}
    known = {each.id: each for each in criteria}
    words = tuple(scale.split())
    return Framework(
        **({"id": id, "sources": (PAGE,)} | plain | fields), scale=words, criteria=known
    )


CARE, WORK, REST = map(criterion, ("care", "work", "rest"))
OVERALL = criterion("overall", counts=False)._replace(label="Overall rating")
STARS = framework("stars", "bright dim dark", CARE, WORK, REST)
OLDER = framework("older", "best bright dim", CARE, WORK, since=Date("2008"))
SEEN = framework(
    "seen",
    "bright dim dark",
    *(CARE, WORK, REST, criterion("reach", "percentage")),
    criteria_called="aspects",
    never_scraped="dark",
)
MARKS = framework("marks", "top dim low", CARE, family="Marks", since=Date("2018"))
ALIKE = framework("alike", "bright dim dark", OVERALL, family="Alike")
SHARES = framework(
    "shares", "high low", criterion("care", "percentage"), family="Shares"
)
SCORED = framework(
    "scored",
    "bright dim dark",
    *(OVERALL, criterion("score", "score", maximum=4, counts=False), CARE),
    *(criterion("work", only_when_rated=True), criterion("rest", forms=("long",))),
    family="Scored",
    since=Date("2016"),
    forms={"long": "The long form", "short": "The short form"},
    criteria_called="standards",
)
PAPER = Source("A paper", "press", "A story", Date("2014-05"))
TABLE = Source("A scraper", "scraped-table", None, None, "https://example.org/table")
HULL = Area("hull", "Hull", "England", "North", (), ("E06000010",))
YORK = Area("york", "York", "England", "North")
CARDIFF = Area("cardiff", "Cardiff", "Wales")
OLDTOWN = Area("oldtown", "Old Town", "England", "North", successors=("york",))
FIRST = Area("first", "First Town", "England", "North", successors=("oldtown",))
KNOWN = {area.id: area for area in (HULL, YORK, CARDIFF, OLDTOWN, FIRST)}


def rate(rate: str, average: str | None = None, **fields: object) -> Rate:
    return Rate(Decimal(rate), None if average is None else Decimal(average), **fields)


def inspection(id: str, framework: Framework = STARS, **fields: object) -> Inspection:
    """An inspection whose keywords are ratings by criterion, or fields by name."""
    area = id.split("-")[0]
    plain: dict[str, object] = {"published": areas_in(id).get(area), "sources": (PAGE,)}
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


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty columns without colour, only the shipped records, and nothing cached."""
    monkeypatch.setenv("COLUMNS", "80")
    spelt = naming.fold, naming.plain, naming.words, naming.glued
    for cached in (model.folded, *spelt):
        cached.cache_clear()
    for name in ("YOT_RECORDS", "YOT_TRACE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def yot(capsys: pytest.CaptureFixture[str]) -> Yot:
    """Runs a call, a line or its words, in this process: status, stdout, stderr."""
    return lambda call: run(shlex.split(call) if type(call) is str else call, capsys)


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Alone:
    """Writes the invented records, some changed, in place of those that yot has."""

    def written(changed: Mapping[str, str | None] | None = None) -> Path:
        only_records(records(tmp_path, changed), monkeypatch)
        return tmp_path

    return written


def page_of(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """What a page calls a test, and the page."""
    name = request.path.stem.removeprefix("test_")
    test = request.node.name.removeprefix("test_").replace("_", " ")
    return test, Path(__file__).parent / "told" / f"{name}.md"


@pytest.fixture
def as_kept(request: pytest.FixtureRequest) -> Kept:
    """Holds answers and refusals against the page kept under the name of the test."""
    return lambda *answers: hold(*page_of(request), "\n\n".join(map(told, answers)))


@pytest.fixture
def each_kept(request: pytest.FixtureRequest) -> Kept:
    """Holds what comes of each case on that page, a line each; then any other lines."""
    test, page = page_of(request)

    def held(of: Callable[..., object], *more: str) -> None:
        lines = [
            f"{case!r} => {of(*case) if type(case) is tuple else of(case)}"
            for case in cases(kept(page)[test])
        ]
        hold(test, page, "\n".join([*lines, *more]))

    return held
