"""Rates of reoffending, each against the average printed beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from math import ceil, floor, log10, sqrt
from typing import NamedTuple

from yotcli.comparisons import KINDS, LEGEND, citation, cohorts, listing, noted, signed
from yotcli.model import (
    NOT_STATED,
    VERDICT_TONES,
    Average,
    Inspection,
    Rate,
    Series,
    Source,
)
from yotcli.tables import Answer, Cell, Row, Table, Value

Z = 1.959964  # the normal quantile of a 95 per cent interval

FIELDS = (
    *("area", "inspection", "published", "period", "measure", "rate", "lower"),
    *("upper", "cohort", "reoffenders", "average", "difference", "verdict"),
    *("least_cohort", "previous_year", "missing", "source_kind"),
)
TITLE = "Reoffending: per cent of children proven to have reoffended; low is good"
CLOSING = (
    "The children each team works with differ, and small cohorts move by chance."
    " Each rate stands against the average printed beside it and no other; points are"
    " the rate less that average."
)
NATIONAL = "england and wales"  # as folded


class Standing(NamedTuple):
    """A rate, where it was printed, and how it stands against its average."""

    rate: Rate
    area: str
    inspection: Inspection | None

    @property
    def name(self) -> str:
        """What heads its row: an inspection that can be typed, else the area."""
        if self.inspection:
            return self.inspection.id
        return self.area

    @property
    def label(self) -> str:
        """Its name, with the cohort where the name alone may be of several rates."""
        if self.inspection or not self.rate.period:
            return self.name
        return f"{self.name} {self.rate.period}"

    @property
    def source(self) -> Source | None:
        if self.inspection:
            return self.inspection.source("reoffending")
        return self.rate.source

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        return interval(self.rate)

    @property
    def verdict(self) -> str | None:
        return verdict(self.rate)


def interval(rate: Rate) -> tuple[Decimal, Decimal] | None:
    """The 95 per cent Wilson interval, in per cent to one place.

    On reoffenders and cohort, or on rate times cohort where only those are known.
    Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953.
    """
    if not rate.cohort or rate.rate is None:
        return None
    share = float(rate.rate) / 100
    if rate.reoffenders is not None:
        share = rate.reoffenders / rate.cohort
    spread = Z * Z / rate.cohort
    middle = (share + spread / 2) / (1 + spread)
    margin = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return per_cent(middle - margin), per_cent(middle + margin)


def per_cent(share: float) -> Decimal:
    return Decimal(f"{abs(100 * share):.1f}")


def verdict(rate: Rate) -> str | None:
    """Better, similar or worse where an interval tests it, else the side it is on."""
    if rate.rate is None or rate.average is None:
        return None
    bounds = interval(rate)
    if bounds is None:
        sides = {-1: "below", 0: "the same", 1: "above"}
        return f"{sides[sign(rate.rate - rate.average)]}, not tested"
    lower, upper = bounds
    if rate.average < lower:
        return "worse"
    return "better" if rate.average > upper else "similar"


def sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def least_cohort(rate: Rate) -> int | None:
    """The least cohort whose 95 per cent interval would clear the gap, to two figures.

    n = z²·a(1−a)/(r−a)², with the average a and the rate r as shares.
    """
    if rate.rate is None or rate.average is None or not rate.difference:
        return None
    average = float(rate.average) / 100
    gap = float(rate.difference) / 100
    least = Z * Z * average * (1 - average) / (gap * gap)
    if least <= 0:
        return None
    scale = 10.0 ** (floor(log10(least)) - 1)
    return ceil(round(least / scale) * scale)


def printed(inspections: Iterable[Inspection]) -> list[Standing]:
    """The rates that inspections print; a direction alone is not one."""
    return [
        Standing(one.reoffending, one.area, one)
        for one in inspections
        if one.reoffending and one.reoffending.rate is not None
    ]


def others(rates: Iterable[Rate], areas: Sequence[str]) -> list[Standing]:
    """Rates that no inspection printed, of some areas or, if none is named, of all."""
    return [
        Standing(rate, rate.area, None)
        for rate in rates
        if rate.area and (not areas or rate.area in areas)
    ]


def narrowed(
    standings: Iterable[Standing], measure: str | None, since: str | None
) -> list[Standing]:
    """Those of a measure whose cohort ends at a date or later."""
    return [
        one
        for one in standings
        if measure in (None, one.rate.measure)
        and (since is None or (one.rate.period and one.rate.period.end.since(since)))
    ]


def rates(standings: Sequence[Standing], without: Sequence[str]) -> Answer:
    """Rates of several areas, the lowest difference first.

    `without` are names of areas that were asked for and have no rate.
    """
    order = sorted(standings, key=by_difference)
    return answer([table(TITLE, order)] if order else [], order, without)


def by_difference(standing: Standing) -> tuple[bool, Decimal, str]:
    """What rates are sorted by: the lowest difference first, none last."""
    difference = standing.rate.difference
    return difference is None, difference or Decimal(0), standing.name


def in_time(standing: Standing) -> tuple[str, str]:
    """What the rates of single areas are sorted by."""
    return standing.area, when(standing)


def by_measure(
    standings: Sequence[Standing],
    series: Series,
    without: Sequence[str],
    order: Callable[[Standing], tuple[object, ...]],
) -> Answer:
    """Rates in a table for each measure, in an order such as `in_time`."""
    tables, shown = [], []
    held = [one.rate.measure for one in standings]
    for measure in dict.fromkeys([*series.measures, *held]):
        chosen = [one for one in standings if one.rate.measure == measure]
        if not chosen:
            continue
        chosen.sort(key=order)
        known = series.measures.get(measure or "")
        name = known.name if known else measure or "measure not stated"
        tables.append(table(f"Reoffending, {name}: per cent; low is good", chosen))
        shown += chosen
    return answer(tables, shown, without)


def when(standing: Standing) -> str:
    if standing.rate.period:
        return standing.rate.period.end.iso
    return standing.inspection.published.iso if standing.inspection else ""


def answer(
    tables: Sequence[Table], order: Sequence[Standing], without: Sequence[str]
) -> Answer:
    closing = [*clear_of_chance(order), CLOSING] if order else []
    if without:
        closing.append(f"No such rate is held of {listing(without)}.")
    if not order and not without:
        closing.append("No rate held fits this.")
    names = [f"yot show {one.inspection.id}" for one in order if one.inspection]
    return Answer(
        command="rates",
        tables=tuple(tables),
        fields=FIELDS,
        rows=tuple(row(one) for one in order),
        legend={NOT_STATED: LEGEND[NOT_STATED]},
        notes=tuple(closing),
        sources=tuple(citations(order)),
        see=tuple(names) if len(names) == len(order) else (),
    )


def clear_of_chance(standings: Iterable[Standing]) -> list[str]:
    """A note on how large a cohort would test each gap that is not tested."""
    least = [
        f"{count} children in {one.label}"
        for one in standings
        if not one.interval and (count := least_cohort(one.rate))
    ]
    if not least:
        return []
    return [
        "Not tested, for want of a cohort: the gap to the average would stand clear of"
        f" a 95 % interval from about {listing(least)}."
    ]


def table(title: str, standings: Sequence[Standing]) -> Table:
    periods = any(one.rate.period for one in standings if not one.inspection)
    columns = ["", *(["cohort of"] if periods else [])]
    columns += ["rate", "95 % interval", "cohort", "average", "points", "verdict"]
    last_year = any(one.rate.previous_year for one in standings)
    columns += ["year on year"] if last_year else []
    first = columns.index("rate")
    return Table(
        title=title,
        columns=tuple(columns),
        rows=tuple(cells(one, periods, last_year) for one in standings),
        figures=(first, first + 2, first + 3, first + 4),
    )


def cells(standing: Standing, periods: bool, last_year: bool) -> Row:
    rate, bounds = standing.rate, standing.interval
    row = [Cell(standing.name, notes=remarks(standing))]
    if periods:
        row.append(held(rate.period))
    row += [
        Cell(rate.rate),
        held(f"{bounds[0]} to {bounds[1]}" if bounds else None),
        held(children(rate)),
        held(rate.average),
        held(signed(rate.difference)),
        judged(rate),
    ]
    if last_year:
        row.append(held(rate.previous_year))
    return tuple(row)


def held(value: object) -> Cell:
    return Cell(value, missing=NOT_STATED if value is None else None)


def children(rate: Rate) -> str | int | None:
    if rate.reoffenders is None or rate.cohort is None:
        return rate.cohort
    return f"{rate.reoffenders} of {rate.cohort}"


def judged(rate: Rate) -> Cell:
    word = verdict(rate)
    missing = NOT_STATED if word is None else None
    return Cell(word, missing=missing, tone=VERDICT_TONES.get(word or ""))


def remarks(standing: Standing) -> tuple[str, ...]:
    """What a reader must know of a rate before setting it beside another."""
    rate, inspection = standing.rate, standing.inspection
    worked = f"worked out here from {rate.reoffenders} of {rate.cohort}"
    second_hand = standing.source and standing.source.kind != "inspectorate"
    return noted(
        standing.label,
        *cohorts(rate),
        worked if rate.worked_from_counts else counts_apart(rate),
        f"from {KINDS[standing.source.kind]}"
        if standing.source and second_hand
        else None,
        rate.note,
        inspection.notes.get("reoffending") if inspection else None,
    )


def counts_apart(rate: Rate) -> str | None:
    """Says that the printed counts make another rate than the one printed."""
    if rate.rate is None or rate.reoffenders is None or not rate.cohort:
        return None
    share = Decimal(100 * rate.reoffenders) / rate.cohort
    if share.quantize(rate.rate) == rate.rate:
        return None
    return f"{rate.reoffenders} of {rate.cohort} is {share:.1f}, not {rate.rate}"


def row(standing: Standing) -> dict[str, Value]:
    rate, bounds = standing.rate, standing.interval
    return {
        "area": standing.area,
        "inspection": standing.inspection.id if standing.inspection else None,
        "published": standing.inspection.published.iso if standing.inspection else None,
        "period": rate.period.iso if rate.period else None,
        "measure": rate.measure,
        "rate": rate.rate,
        "lower": bounds[0] if bounds else None,
        "upper": bounds[1] if bounds else None,
        "cohort": rate.cohort,
        "reoffenders": rate.reoffenders,
        "average": rate.average,
        "difference": rate.difference,
        "verdict": standing.verdict,
        "least_cohort": None if bounds else least_cohort(rate),
        "previous_year": rate.previous_year,
        "missing": NOT_STATED if rate.rate is None else None,
        "source_kind": standing.source.kind if standing.source else None,
    }


def citations(standings: Iterable[Standing]) -> list[dict[str, str | None]]:
    """The source of each rate, once, with the rates that rest on it."""
    resting: dict[Source, list[str]] = {}
    for one in standings:
        if one.source:
            resting.setdefault(one.source, []).append(one.label)
    return [
        citation(source, None, ", ".join(labels)) for source, labels in resting.items()
    ]


def national(series: Series, measure: str | None, since: str | None) -> Answer:
    """The series of England and Wales by measure, the oldest cohort first."""
    tables, shown = [], []
    for id, known in series.measures.items():
        averages = sorted(
            (
                one
                for one in series.averages
                if one.measure == id
                and measure in (None, id)
                and (since is None or one.period.end.since(since))
            ),
            key=lambda one: one.period,
        )
        if not averages:
            continue
        tables.append(
            Table(
                title=f"England and Wales, {known.name}: per cent",
                lead=(known.about,),
                columns=("cohort of", "rate", "reoffenders", "cohort"),
                rows=tuple(average_cells(one) for one in averages),
                figures=(1, 2, 3),
            )
        )
        shown += averages
    sources = {source: None for one in shown for source in one.sources}
    return Answer(
        command="rates",
        tables=tuple(tables),
        fields=FIELDS,
        rows=tuple(average_row(one) for one in shown),
        legend={NOT_STATED: LEGEND[NOT_STATED]},
        notes=(
            "Rates of two measures or two cohorts are not subtracted from one another:"
            " the same year differs by about five points between measures.",
        ),
        sources=tuple(citation(source, None, None) for source in sources),
    )


def average_cells(average: Average) -> Row:
    derived = "worked out from another printed value and a printed change"
    said = noted(
        str(average.period), derived if average.derived else None, average.note
    )
    return (
        Cell(average.period, notes=said),
        held(average.rate),
        held(average.reoffenders),
        held(average.cohort),
    )


def average_row(average: Average) -> dict[str, Value]:
    return {
        "area": "england-and-wales",
        "period": average.period.iso,
        "measure": average.measure,
        "rate": average.rate,
        "cohort": average.cohort,
        "reoffenders": average.reoffenders,
        "missing": NOT_STATED if average.rate is None else None,
        "source_kind": average.sources[0].kind if average.sources else None,
    }
