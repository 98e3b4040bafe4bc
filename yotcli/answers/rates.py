"""Rates of reoffending, each against the average printed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil, floor, log10, sqrt
from typing import NamedTuple

from yotcli import sentences, values
from yotcli.answer import (
    Answer,
    Cell,
    Citation,
    Column,
    Fields,
    Line,
    Panel,
    Remark,
    Table,
    tidy,
)
from yotcli.model import (
    Area,
    Inspection,
    Measure,
    Named,
    Rate,
    Series,
    Source,
    YotError,
)

Z = 1.959964  # the normal quantile of a 95 per cent interval
TONES = {"better": "higher", "worse": "lower"}  # a low rate is good
NATIONAL = "england-and-wales"

TITLE = "Reoffending: per cent of children proven to have reoffended; low is good"
CLOSING = (
    "The children each team works with differ, and small cohorts move by chance."
    " Each rate stands against the average printed beside it and no other; points are"
    " the rate less that average."
)
NEVER_SUBTRACTED = (
    "Rates of two measures or two cohorts are not subtracted from one another:"
    " the same year differs by about five points between measures."
)


class Standing(NamedTuple):
    """A rate, where it was printed, and how it stands against its average."""

    rate: Rate
    area: str
    inspection: Inspection | None

    @property
    def name(self) -> str:
        """What heads its row: an inspection that can be typed, else the area."""
        return self.inspection.id if self.inspection else self.area

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
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """The interval of a local rate; a national one is set against no average."""
        return None if self.area == NATIONAL else interval(self.rate)

    @property
    def verdict(self) -> str | None:
        return verdict(self.rate)

    @property
    def published(self) -> str | None:
        return self.inspection.published.iso if self.inspection else None


FIELDS: Fields[Standing] = {
    "area": lambda standing: standing.area,
    "inspection": lambda standing: standing.inspection and standing.inspection.id,
    "published": lambda standing: standing.published,
    "period": lambda standing: standing.rate.period and standing.rate.period.iso,
    "measure": lambda standing: standing.rate.measure,
    "rate": lambda standing: standing.rate.rate,
    "lower": lambda standing: standing.bounds and standing.bounds[0],
    "upper": lambda standing: standing.bounds and standing.bounds[1],
    "cohort": lambda standing: standing.rate.cohort,
    "reoffenders": lambda standing: standing.rate.reoffenders,
    "average": lambda standing: standing.rate.average,
    "difference": lambda standing: standing.rate.difference,
    "verdict": lambda standing: standing.verdict,
    "least_cohort": lambda standing: least_cohort(standing.rate),
    "previous_year": lambda standing: standing.rate.previous_year,
    "missing": lambda standing: "x" if standing.rate.rate is None else None,
    "source_kind": lambda standing: standing.source and standing.source.kind,
}


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
        above, below = rate.rate > rate.average, rate.rate < rate.average
        return f"{'above' if above else 'below' if below else 'the same'}, not tested"
    lower, upper = bounds
    if rate.average < lower:
        return "worse"
    return "better" if rate.average > upper else "similar"


def least_cohort(rate: Rate) -> int | None:
    """The least cohort whose interval would clear an untested gap, to two figures.

    n = z²·a(1−a)/(r−a)², with the average a and the rate r as shares.
    """
    if rate.average is None or not rate.difference or interval(rate):
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
        Standing(each.reoffending, each.area, each)
        for each in inspections
        if each.reoffending and each.reoffending.rate is not None
    ]


def local(rates: Iterable[Rate]) -> list[Standing]:
    """Rates that no inspection printed."""
    return [Standing(rate, rate.area, None) for rate in rates if rate.area]


class Narrowing(NamedTuple):
    """Which rates are wanted: of a measure, of cohorts that end at a date or later."""

    measure: str | None
    since: str | None

    def has(self, rate: Rate) -> bool:
        if self.measure not in (None, rate.measure):
            return False
        if self.since is None:
            return True
        return rate.period is not None and rate.period.end.since(self.since)

    def fitting(self, standings: Iterable[Standing]) -> list[Standing]:
        return [each for each in standings if self.has(each.rate)]


def refuse_unknown(measure: str | None, series: Series) -> None:
    if measure is not None and measure not in series.measures:
        known = ", ".join(series.measures)
        raise YotError(f"no measure is named {measure!r}; there are {known}")


def of_all(
    inspections: Iterable[Inspection],
    rates: Iterable[Rate],
    series: Series,
    narrowing: Narrowing,
    by_measure: bool,
) -> Answer:
    """The rates printed with inspections and some others, lowest difference first."""
    standings = narrowing.fitting([*printed(inspections), *local(rates)])
    standings.sort(key=by_difference)
    if by_measure or narrowing.measure:
        return answer(parted(standings, series), [])
    return answer([(TITLE, standings)] if standings else [], [])


def of_named(
    asked: Sequence[tuple[Named, Sequence[Inspection], Area]],
    rates: Iterable[Rate],
    series: Series,
    narrowing: Narrowing,
) -> Answer:
    """The rates of areas or inspections that were named, by measure, in time.

    Raises nothing for a name without a rate: a note lists those.
    """
    areas = [name.area for name, _, _ in asked if not name.inspection]
    standings = printed(each for _, history, _ in asked for each in history)
    standings += local(rate for rate in rates if rate.area in areas)
    tables = parted(sorted(narrowing.fitting(standings), key=in_time), series)
    having = {
        id
        for _, chosen in tables
        for standing in chosen
        for id in (standing.area, standing.name)
    }
    without = [
        name.inspection or area.name for name, _, area in asked if name.id not in having
    ]
    return answer(tables, without)


def by_difference(standing: Standing) -> tuple[bool, Decimal, str]:
    """The lowest difference first, none last."""
    difference = standing.rate.difference
    return difference is None, difference or Decimal(0), standing.name


def in_time(standing: Standing) -> tuple[str, str]:
    return standing.area, when(standing)


def when(standing: Standing) -> str:
    if standing.rate.period:
        return standing.rate.period.end.iso
    return standing.published or ""


Titled = tuple[str, Sequence[Standing]]


def parted(standings: Sequence[Standing], series: Series) -> list[Titled]:
    """Rates by measure, each part with its title and in the order given."""
    parts: list[Titled] = []
    measures = [each.rate.measure for each in standings]
    for measure in dict.fromkeys([*series.measures, *measures]):
        chosen = [each for each in standings if each.rate.measure == measure]
        if chosen:
            known = series.measures.get(measure or "")
            name = known.name if known else measure or "measure not stated"
            parts.append((f"Reoffending, {name}: per cent; low is good", chosen))
    return parts


def answer(parts: Sequence[Titled], without: Sequence[str]) -> Answer:
    """Tables of rates, with the names that were asked for and have none."""
    order = [standing for _, chosen in parts for standing in chosen]
    closing = [*clear_of_chance(order), CLOSING] if order else []
    if without:
        closing.append(f"No such rate is held of {sentences.and_list(without)}.")
    if not order and not without:
        closing.append("No rate held fits this.")
    inspections = [each.inspection for each in order if each.inspection]
    names = [f"yot show {each.id}" for each in inspections]
    return Answer(
        command="rates/1",
        title=sentences.titled("Reoffending rates", [each.area for each in order]),
        rows=tidy(FIELDS, order),
        tables=[table(title, chosen) for title, chosen in parts],
        chart=[Panel(title, lines(chosen)) for title, chosen in parts],
        notes=[Remark(text) for text in closing],
        sources=citations(order),
        see=names if len(names) == len(order) else (),
        newest=sentences.newest(inspections),
    )


def clear_of_chance(standings: Iterable[Standing]) -> list[str]:
    """A note on how large a cohort would test each gap that is not tested."""
    least = [
        f"{count} children in {each.label}"
        for each in standings
        if (count := least_cohort(each.rate))
    ]
    if not least:
        return []
    return [
        "Not tested, for want of a cohort: the gap to the average would stand clear of"
        f" a 95 % interval from about {sentences.and_list(least)}."
    ]


def has_periods(standings: Iterable[Standing]) -> bool:
    return any(each.rate.period for each in standings if not each.inspection)


def table(title: str, standings: Sequence[Standing]) -> Table:
    rates = [each.rate for each in standings]
    columns = [
        Column("", [Cell(each.name, notes=rate_notes(each)) for each in standings])
    ]
    if has_periods(standings):
        columns.append(Column("cohort of", [Cell(rate.period) for rate in rates]))
    columns += [
        Column("rate", [Cell(rate.rate) for rate in rates], right=True),
        Column("95 % interval", [Cell(spoken(interval(rate))) for rate in rates]),
        Column("cohort", [Cell(children(rate)) for rate in rates], right=True),
        Column("average", [Cell(rate.average) for rate in rates], right=True),
        Column(
            "points",
            [Cell(sentences.signed(rate.difference)) for rate in rates],
            right=True,
        ),
        Column("verdict", [verdict_cell(rate) for rate in rates]),
    ]
    if any(rate.previous_year for rate in rates):
        directions = [Cell(rate.previous_year) for rate in rates]
        columns.append(Column("year on year", directions))
    return Table(title=title, columns=columns)


def lines(standings: Sequence[Standing]) -> list[Line]:
    periods = has_periods(standings)
    return [
        line(each, each.name, str(each.rate.period or "") if periods else "")
        for each in standings
    ]


def line(standing: Standing, name: str, period: str) -> Line:
    return Line(
        name=name,
        period=period,
        rate=standing.rate.rate,
        average=standing.rate.average,
        interval=standing.bounds,
        tone=TONES.get(standing.verdict or ""),
    )


def spoken(bounds: tuple[Decimal, Decimal] | None) -> str | None:
    return f"{bounds[0]} to {bounds[1]}" if bounds else None


def children(rate: Rate) -> str | int | None:
    if rate.reoffenders is None or rate.cohort is None:
        return rate.cohort
    return f"{rate.reoffenders} of {rate.cohort}"


def verdict_cell(rate: Rate) -> Cell:
    word = verdict(rate)
    return Cell(word, tone=TONES.get(word or ""))


def rate_notes(standing: Standing) -> tuple[str, ...]:
    """Notes on how to read a rate."""
    rate, inspection = standing.rate, standing.inspection
    worked = f"worked out here from {rate.reoffenders} of {rate.cohort}"
    return sentences.footnote(
        standing.label,
        *sentences.cohorts(rate),
        worked if rate.worked_from_counts else counts_apart(rate),
        sentences.from_kind(standing.source),
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


def citations(standings: Iterable[Standing]) -> list[Citation]:
    """The source of each rate, once, with the rates that rest on it."""
    resting: dict[Source, list[str]] = {}
    for each in standings:
        if each.source:
            resting.setdefault(each.source, []).append(each.label)
    return [
        values.citation(source, None, ", ".join(labels))
        for source, labels in resting.items()
    ]


def national(series: Series, narrowing: Narrowing) -> Answer:
    """The series of England and Wales by measure, the oldest cohort first."""
    tables, panels = [], []
    shown: list[Standing] = []
    for id, measure in series.measures.items():
        averages = sorted(
            (
                each
                for each in series.averages
                if each.measure == id and narrowing.has(each)
            ),
            key=lambda average: average.period or (),
        )
        if averages:
            title = f"England and Wales, {measure.name}: per cent"
            standings = [Standing(each, NATIONAL, None) for each in averages]
            shown += standings
            tables.append(national_table(title, measure, averages))
            panels.append(
                Panel(
                    title,
                    [line(each, str(each.rate.period), "") for each in standings],
                )
            )
    sources = dict.fromkeys(source for each in shown for source in each.rate.sources)
    return Answer(
        command="rates/1",
        title=sentences.titled("Reoffending rates", [each.area for each in shown]),
        rows=tidy(FIELDS, shown),
        tables=tables,
        chart=panels,
        notes=[Remark(NEVER_SUBTRACTED)],
        sources=[values.citation(source, None, None) for source in sources],
    )


def national_table(title: str, measure: Measure, averages: Sequence[Rate]) -> Table:
    figures = {
        "rate": [Cell(each.rate) for each in averages],
        "reoffenders": [Cell(each.reoffenders) for each in averages],
        "cohort": [Cell(each.cohort) for each in averages],
    }
    return Table(
        title=title,
        lead=(measure.about,),
        columns=[
            Column("cohort of", [cohort_cell(each) for each in averages]),
            *(Column(name, cells, right=True) for name, cells in figures.items()),
        ],
    )


def cohort_cell(average: Rate) -> Cell:
    derived = "worked out from another printed value and a printed change"
    said = sentences.footnote(
        str(average.period), derived if average.derived else None, average.note
    )
    return Cell(average.period, notes=said)
