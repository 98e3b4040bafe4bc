"""Reoffending rates, each compared with the average printed beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor, sqrt
from typing import NamedTuple

from yotcli import answer, model, sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Rows, Table, attributes, column
from yotcli.charts import Line, Panel
from yotcli.model import Area, Inspection, Named, Rate, Series, Source, YotError
from yotcli.narrowing import Filter

Z = Decimal("1.959964")  # the normal quantile of a 95% interval
NATIONAL = "england-and-wales"

TITLE = "Reoffending: per cent of children proven to have reoffended; lower is better"
CLOSING = (
    "The children each team works with differ, and small numbers move by chance. Each"
    " rate is compared only with the average printed beside it; points = rate minus"
    " average."
)
NATIONAL_RATE = "national rate"
ABOUT_NATIONAL = (
    f"{NATIONAL_RATE}: the rate of England and Wales for the same measure and period;"
    " no difference is worked out from it"
)
SELDOM = ("period", "year before", NATIONAL_RATE)  # left out without a note
SHORT_VERDICTS = ('"above average" and "below average": significance unknown',)
UNTESTED = (
    "Where significance is unknown, the number of children is not known and the gap is"
    " not tested. A gap of this size would be statistically significant at the 95%"
    " level (taking the average as exact) with about"
)
NEVER_SUBTRACTED = (
    "Rates of two measures or two periods are not subtracted from one another: the same"
    " year differs by about five points between measures."
)
NOTHING = "No rate on record fits this."


class Standing(NamedTuple):
    """A rate, where it was printed, and how it compares with its average."""

    rate: Rate
    inspection: Inspection | None = None
    national_rate: Decimal | None = None  # of the same measure and period
    former: str | None = None  # what its area is part of now, if it is a former one

    @property
    def area(self) -> str:
        return self.rate.area or NATIONAL

    @property
    def name(self) -> str:
        """The heading of its row: the inspection, else the area."""
        return self.inspection.id if self.inspection else self.area

    @property
    def label(self) -> str:
        """Its name, with the period if the area may have several rates."""
        period = "" if self.inspection else self.rate.period or ""
        return f"{self.name} {period}".rstrip()

    @property
    def published(self) -> str | None:
        return self.inspection and self.inspection.published.iso

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """The 95% interval of a local rate, in per cent to one place.

        Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953.
        """
        if self.rate.area is None or self.tested is None:
            return None
        share, cohort = self.tested
        square = float(Z) ** 2 / cohort
        middle = (float(share) + square / 2) / (1 + square)
        root = sqrt(float(share * (1 - share)) * square + square * square / 4)
        reach = root / (1 + square)
        lower, upper = Decimal(100 * (middle - reach)), Decimal(100 * (middle + reach))
        return answer.rounded(lower, 1), answer.rounded(upper, 1)

    @property
    def tested(self) -> tuple[Fraction, int] | None:
        """The share of reoffenders and the size of the cohort, where both are known."""
        rate = self.rate
        if not rate.cohort or rate.rate is None:
            return None
        if rate.reoffenders is not None:
            return Fraction(rate.reoffenders, rate.cohort), rate.cohort
        return Fraction(rate.rate) / 100, rate.cohort

    @property
    def verdict(self) -> str | None:
        """Better, similar or worse if tested, otherwise above or below average."""
        average, difference = self.rate.average, self.rate.difference
        if average is None or difference is None:
            return None
        if self.tested is None:
            side = "above" if difference > 0 else "below"
            return f"{side if difference else 'the same'}, not tested"
        share, cohort = self.tested
        gap = share - Fraction(average) / 100
        if cohort * gap**2 <= variance(average):
            return "similar"
        return "worse" if gap > 0 else "better"

    @property
    def is_as_printed(self) -> bool:
        """Whether the rounded bounds show the average inside or outside as it is."""
        if self.bounds is None or self.rate.average is None:
            return True
        (lower, upper), average = self.bounds, self.rate.average
        if self.verdict == "similar":
            return lower < average < upper
        return not lower <= average <= upper

    @property
    def least_cohort(self) -> int | None:
        """The least number of children at which the gap would be significant.

        It is rounded up to two figures.
        """
        if self.rate.average is None or not self.rate.difference or self.tested:
            return None
        gap = Fraction(self.rate.difference) / 100
        least = floor(variance(self.rate.average) / gap**2) + 1
        unit = 10 ** max(len(str(least)) - 2, 0)
        return -(-least // unit) * unit if least > 1 else None


FIELDS: Fields[Standing] = {
    "area": lambda standing: standing.area,
    "inspection": lambda standing: standing.inspection and standing.inspection.id,
    "published": lambda standing: standing.published,
    "period": lambda standing: standing.rate.period and standing.rate.period.iso,
    **attributes("rate.measure", "rate.rate"),
    "lower": lambda standing: standing.bounds and standing.bounds[0],
    "upper": lambda standing: standing.bounds and standing.bounds[1],
    **attributes("rate.cohort", "rate.reoffenders", "rate.average", "rate.difference"),
    **attributes("verdict", "least_cohort", "rate.previous_year"),
    "missing": lambda standing: "x" if standing.rate.rate is None else None,
    "source_kind": lambda standing: standing.rate.sources[0].kind,
    "source_url": lambda standing: standing.rate.sources[0].url,
    "national_rate": lambda standing: standing.national_rate,
}


def variance(average: Decimal) -> Fraction:
    """z²·a(1−a), a as a share; a is outside the interval where n·(r−a)² is more."""
    share = Fraction(average) / 100
    return Fraction(Z) ** 2 * share * (1 - share)


def printed(inspections: Iterable[Inspection]) -> list[Standing]:
    """The rates printed with inspections, with what others have in their own fields."""
    return [
        Standing(
            inspection.reoffending._replace(
                area=inspection.area,
                note=inspection.notes.get("reoffending"),
                sources=(inspection.source("reoffending"),),
            ),
            inspection,
        )
        for inspection in inspections
        if inspection.reoffending
    ]


def on_record(
    inspections: Iterable[Inspection],
    rates: Iterable[Rate],
    known: Mapping[str, Area],
    series: Series,
) -> list[Standing]:
    """The rates of inspections, and others; a direction alone is not a rate."""
    cohort = slice(1, 3)  # of a key: the days of the period, and the measure
    national = {each.key[cohort]: each.rate for each in series.averages}
    former = {id: sentences.former(area, known) for id, area in known.items()}
    return [
        each._replace(
            national_rate=national.get(each.rate.key[cohort]),
            former=former.get(each.area),
        )
        for each in (*printed(inspections), *map(Standing, rates))
        if each.rate.rate is not None
    ]


def refuse_unknown(measure: str | None, series: Series) -> None:
    if measure not in (None, *series.measures):
        known = ", ".join(series.measures)
        raise YotError(f"no measure is named {measure!r}; there are {known}")


def of_all(
    inspections: Iterable[Inspection],
    rates: Iterable[Rate],
    known: Mapping[str, Area],
    series: Series,
    wanted: Filter,
    by_measure: bool,
) -> Answer:
    """The rates printed with inspections and some others, lowest difference first."""
    every = on_record(inspections, rates, known, series)
    fitting = [each for each in every if wanted.has_rate(each.rate)]
    standings = sorted(fitting, key=by_difference)
    parts: Parts = [(table(TITLE, standings), standings)] if standings else []
    if by_measure or wanted.measure:
        parts = parted(standings, series)
    return answered(parts, wanted.kept_out(standing.rate for standing in every))


def of_named(
    histories: Mapping[Named, Sequence[Inspection]],
    rates: Iterable[Rate],
    known: Mapping[str, Area],
    series: Series,
    wanted: Filter,
    former: Sequence[str],
) -> Answer:
    """The rates of what was named, by measure, in time; raises YotError without any."""
    areas = [name.area for name in histories if not name.inspection]
    inspections = {each.id: each for own in histories.values() for each in own}
    others = [rate for rate in rates if rate.area in areas]
    every = on_record(inspections.values(), others, known, series)
    having = {id for standing in every for id in (standing.area, standing.name)}
    absent = [name for name in histories if name.id not in having]
    without = [name.inspection or known[name.area].name for name in absent]
    none = f"rate of {sentences.listed(without, 'or')} is on record"
    if len(without) == len(histories):
        raise sentences.refused(f"no {none}; see yot rates --all", former)
    fitting = [each for each in every if wanted.has_rate(each.rate)]
    notes = [f"No {none}."] if without else []
    notes += wanted.kept_out(standing.rate for standing in every)
    parts = parted(sorted(fitting, key=in_time), series)
    return answered(parts, [*notes, *former])


def by_difference(standing: Standing) -> tuple[bool, Decimal, str]:
    """The lowest difference first, none last."""
    difference = standing.rate.difference
    return difference is None, difference or Decimal(0), standing.name


def in_time(standing: Standing) -> tuple[str, str]:
    period = standing.rate.period
    return standing.area, period.end.last if period else standing.published or ""


Parts = Sequence[tuple[Table, Sequence[Standing]]]  # and the rates in it


def parted(standings: Sequence[Standing], series: Series) -> Parts:
    """A table of rates for each measure, in the order given."""
    by_measure: dict[str | None, list[Standing]] = {id: [] for id in series.measures}
    for standing in standings:
        by_measure.setdefault(standing.rate.measure, []).append(standing)
    parts = []
    for id, own in by_measure.items():
        known = series.measures.get(id or "")
        name = known.name if known else id or "measure not stated"
        title = f"Reoffending, {name}: per cent; lower is better"
        parts += [(table(title, own), own)] if own else []
    return parts


def answered(parts: Parts, notes: Sequence[str], closing: str = CLOSING) -> Answer:
    order = [standing for _, standings in parts for standing in standings]
    inspections = [standing.inspection for standing in order if standing.inspection]
    names = [f"yot show {inspection.id}" for inspection in inspections]
    resting: dict[Source, list[str]] = {}
    for standing in order:
        for source in standing.rate.sources:
            resting.setdefault(source, []).append(standing.label)
    return Answer(
        command="rates/1",
        title=lambda: "Reoffending rates",
        rows=Rows(FIELDS, order),
        tables=[table for table, _ in parts],
        chart=[panel(table.title, standings) for table, standings in parts],
        notes=[*untested(order), closing if order else NOTHING, *notes],
        sources=[
            values.citation(source, None, ", ".join(labels))
            for source, labels in resting.items()
        ],
        see=names if len(names) == len(order) else (),
        newest=sentences.newest(inspections),
    )


def untested(standings: Iterable[Standing]) -> list[str]:
    """Says from how many children on each untested gap would be significant."""
    least = {each.label: each.least_cohort for each in standings if each.least_cohort}
    told = sentences.listed((f"{least[name]} ({name})" for name in least), "or")
    first = told.replace(" (", " children or more in the cohort (", 1)
    return [f"{UNTESTED} {first}."] if least else []


def periods(standings: Sequence[Standing]) -> list[model.Period | None]:
    """The period of each rate, or none where only printed rates have one."""
    shown = any(each.rate.period for each in standings if not each.inspection)
    return [each.rate.period if shown else None for each in standings]


def table(title: str, standings: Sequence[Standing]) -> Table:
    """A table of rates. A line names the columns left out because all is unknown."""
    rates = [standing.rate for standing in standings]
    national = [standing.national_rate for standing in standings]
    bounds = [standing.bounds for standing in standings]
    gaps = [rate.difference for rate in rates]
    columns = [
        Column("", [named(standing) for standing in standings]),
        column("period", periods(standings)),
        column("rate", [rate.rate for rate in rates], right=True),
        column("95% interval", [ends and f"{ends[0]} to {ends[1]}" for ends in bounds]),
        column("children", [sentences.children(rate) for rate in rates], right=True),
        column("average", [rate.average for rate in rates], right=True),
        column("points", [sentences.signed(gap) for gap in gaps], right=True),
        Column("verdict", [verdict_cell(standing) for standing in standings]),
        column("year before", [rate.previous_year for rate in rates]),
        column(NATIONAL_RATE, national, right=True),
    ]
    empty = [each.heading for each in columns if all(cell.code for cell in each.cells)]
    absent = [heading for heading in empty if heading not in SELDOM]
    said = f"Not available for any of these: {sentences.listed(absent)}."
    undated = Counter(each.area for each in standings if not each.rate.period)
    no_trend = "several rates without a period; their order is not known."
    more = [f"{area}: {no_trend}" for area, count in undated.items() if count > 1]
    return Table(
        [column for column in columns if column.heading not in empty],
        title,
        lead=[] if NATIONAL_RATE in empty else [ABOUT_NATIONAL],
        remarks=[said, *more] if absent else more,
        key=() if "verdict" in empty else SHORT_VERDICTS,
    )


def panel(title: str, standings: Sequence[Standing]) -> Panel:
    """A line for each rate; the name of a national rate is its period."""
    lines = []
    for standing, period in zip(standings, periods(standings), strict=True):
        rate, when = standing.rate, str(period or "")
        names = (standing.name, when) if rate.area else (when, "")
        tone = model.VERDICT_TONES.get(standing.verdict or "")
        lines.append(Line(*names, rate.rate, rate.average, standing.bounds, tone))
    return Panel(title, lines)


def verdict_cell(standing: Standing) -> Cell:
    word = standing.verdict or ""
    side = word.removesuffix(", not tested")
    if side == word:
        return Cell(standing.verdict, tone=model.VERDICT_TONES.get(word))
    short = f"{side} as average" if side == "the same" else f"{side} average"
    return Cell(f"{short}; significance unknown", short=short)


def named(standing: Standing) -> Cell:
    """Its name, with a note of all that is to be known of the rate."""
    rate = standing.rate
    worked = f"worked out here from {rate.reoffenders} of {rate.cohort}"
    side = "inside" if standing.verdict == "similar" else "outside"
    exactly = f"before rounding, the average of {rate.average} is {side} the interval"
    notes = sentences.footnote(
        standing.label,
        standing.former,
        sentences.periods(rate),
        worked if rate.worked_from_counts else sentences.counts_apart(rate),
        None if standing.is_as_printed else exactly,
        sentences.from_kind(rate.sources[0]),
        rate.note,
    )
    return Cell(standing.name, notes=notes, link=rate.sources[0].url)


def national(series: Series, wanted: Filter) -> Answer:
    """The series of England and Wales by measure, the oldest cohort first."""
    parts: list[tuple[Table, list[Standing]]] = []
    for id, measure in series.measures.items():
        own = [average for average in series.averages if average.measure == id]
        rates = sorted(filter(wanted.has_rate, own), key=lambda rate: rate.period or ())
        columns = [
            Column("period", [dated(rate) for rate in rates]),
            column("rate", [rate.rate for rate in rates], right=True),
            column("reoffenders", [rate.reoffenders for rate in rates], right=True),
            column("children", [rate.cohort for rate in rates], right=True),
        ]
        title = f"England and Wales, {measure.name}: per cent"
        table = Table(columns, title, [measure.about])
        parts += [(table, [*map(Standing, rates)])] if rates else []
    found = answered(parts, [], NEVER_SUBTRACTED)
    return found._replace(
        title=lambda: "Reoffending rates of England and Wales",
        sources=[source._replace(rests=None) for source in found.sources],
    )


def dated(rate: Rate) -> Cell:
    worked = "worked out from another printed value and a printed change"
    said = worked if rate.derived else None
    notes = sentences.footnote(str(rate.period), said, rate.note)
    return Cell(rate.period, notes=notes)
