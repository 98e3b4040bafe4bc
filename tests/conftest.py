"""What every test stands on: invented inspections and a fixed terminal."""

from decimal import Decimal

import pytest

from yotcli.model import Criterion, Date, Framework, Inspection, Rate, Rating, Source

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


def rate(rate: str, average: str | None = None, **fields: object) -> Rate:
    return Rate(Decimal(rate), None if average is None else Decimal(average), **fields)


def inspection(id: str, framework: Framework = STARS, **fields: object) -> Inspection:
    """An inspection whose keywords are ratings by criterion, or fields by name."""
    area, _, year = id.rpartition("-")
    plain: dict[str, object] = {"published": Date(year), "sources": (PAGE,)}
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


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty columns without colour, and only the shipped records."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("YOT_RECORDS", "YOT_TRACE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
