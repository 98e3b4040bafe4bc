"""What the charts of answers show: rates on an axis, and counts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple


class Line(NamedTuple):
    """One rate on an axis, with its average and its interval, in per cent."""

    name: str
    period: str  # of its cohort; empty if the name says it
    rate: Decimal | None
    average: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    tone: str | None  # higher or lower, where the rate was tested


class Panel(NamedTuple):
    """The rates of one table."""

    title: str
    lines: Sequence[Line]


class Bar(NamedTuple):
    """One rating: how many areas have it, and their share in per cent."""

    label: str
    number: int
    share: Decimal


class Bars(NamedTuple):
    """A chart of counts, one bar a rating, the best first."""

    title: str
    lead: Sequence[str]
    bars: Sequence[Bar]
