"""Rates of reoffending, each against the average printed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor, sqrt
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
    rounded,
    tidy,
)
from yotcli.model import (
    Area,
    Inspection,
    Measure,
    Named,
    Period,
    Rate,
    Series,
    Source,
    YotError,
)

Z = Decimal("1.959964")  # the normal quantile of a 95% interval
TONES = {"better": "higher", "worse": "lower"}  # a low rate is good
NATIONAL = "england-and-wales"

TITLE = "Reoffending: per cent of children proven to have reoffended; lower is better"
CLOSING = (
    "The children each team works with differ, and small numbers move by chance. Each"
    " rate is compared only with the average printed beside it; points = rate minus"
    " average."
)
NATIONAL_RATE = (
    "national rate: of England and Wales, for the same measure and period; it stands"
    " beside the local rate and is not what the rate is compared with"
)
SELDOM = ("period", "year before", "national rate")  # columns nobody misses
SHORT_VERDICTS = ("above or below average: significance unknown",)
NEVER_SUBTRACTED = (
    "Rates of two measures or two periods are not subtracted from one another: the same"
    " year differs by about five points between measures."
)


class Standing(NamedTuple):
    """A rate, where it was printed, and how it compares with its average."""

    rate: Rate
    area: str
    inspection: Inspection | None
    national: Rate | None = None  # of the same measure and period

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
        """The interval of a local rate, in per cent to one place."""
        if self.area == NATIONAL or self.tested is None:
            return None
        lower, upper = interval(*self.tested)
        return rounded(Decimal(100 * lower), 1), rounded(Decimal(100 * upper), 1)

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
        """Better, similar or worse where it can be tested, else the side it is on."""
        rate, average = self.rate.rate, self.rate.average
        if rate is None or average is None:
            return None
        if self.tested is None:
            side = (
                "above" if rate > average else "below" if rate < average else "the same"
            )
            return f"{side}, not tested"
        share, cohort = self.tested
        if not is_clear(share - Fraction(average) / 100, average, cohort):
            return "similar"
        return "worse" if share > Fraction(average) / 100 else "better"

    @property
    def least_cohort(self) -> int | None:
        """The least cohort at which an untested gap would be clear, to two figures."""
        if self.rate.average is None or not self.rate.difference or self.tested:
            return None
        least = (
            floor(
                spread(self.rate.average) / (Fraction(self.rate.difference) / 100) ** 2
            )
            + 1
        )
        unit = 10 ** max(len(str(least)) - 2, 0)
        return -(-least // unit) * unit if least > 1 else None

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
    "least_cohort": lambda standing: standing.least_cohort,
    "previous_year": lambda standing: standing.rate.previous_year,
    "missing": lambda standing: "x" if standing.rate.rate is None else None,
    "source_kind": lambda standing: standing.source and standing.source.kind,
    "source_url": lambda standing: standing.source and standing.source.url,
    "national_rate": lambda standing: standing.national and standing.national.rate,
}


def spread(average: Decimal) -> Fraction:
    """z²·a(1−a), with the average a as a share."""
    share = Fraction(average) / 100
    return Fraction(Z) ** 2 * share * (1 - share)


def is_clear(gap: Fraction, average: Decimal, cohort: int) -> bool:
    """Whether the average lies outside the 95% interval of a rate, worked exactly.

    It does where n·(r−a)² > z²·a(1−a), which Wilson's interval comes from.
    """
    return cohort * gap**2 > spread(average)


def interval(share: Fraction, cohort: int) -> tuple[float, float]:
    """The 95% interval of a share, as shares.

    Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953.
    """
    square = float(Z) ** 2 / cohort
    middle = (float(share) + square / 2) / (1 + square)
    margin = sqrt(float(share * (1 - share)) * square + square * square / 4) / (
        1 + square
    )
    return max(middle - margin, 0), min(middle + margin, 1)


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
    """Which rates are wanted: of a measure, of periods that end at a date or later."""

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

    def kept_out(self, standings: Iterable[Standing]) -> list[str]:
        """Says how many rates a date leaves out because their period is not known."""
        rates = [each.rate for each in standings if each.rate.period is None]
        count = sum(self.measure in (None, rate.measure) for rate in rates)
        if self.since is None or not count:
            return []
        are = "is" if count == 1 else "are"
        rates_ = sentences.plural(count, "rate")
        return [f"{rates_} without a known period {are} left out by --since."]


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
    every = [*printed(inspections), *local(rates)]
    standings = narrowing.fitting(beside_national(every, series))
    standings.sort(key=by_difference)
    parts: list[Titled] = [(TITLE, standings)] if standings else []
    if by_measure or narrowing.measure:
        parts = parted(standings, series)
    return answer(parts, narrowing.kept_out(every))


def of_named(
    asked: Sequence[tuple[Named, Sequence[Inspection], Area]],
    rates: Iterable[Rate],
    series: Series,
    narrowing: Narrowing,
    former: Sequence[str],
) -> Answer:
    """The rates of areas or inspections that were named, by measure, in time.

    Raises YotError where none of them has a rate; else a note lists those without.
    """
    areas = [name.area for name, _, _ in asked if not name.inspection]
    inspections = {each.id: each for _, history, _ in asked for each in history}
    every = printed(inspections.values())
    every += local(rate for rate in rates if rate.area in areas)
    having = {id for each in every for id in (each.area, each.name)}
    without = [
        name.inspection or area.name for name, _, area in asked if name.id not in having
    ]
    if len(without) == len(asked):
        none = f"no rate of {sentences.or_list(without)} is on record"
        raise YotError(". ".join([none, *former]))
    standings = narrowing.fitting(beside_national(every, series))
    notes = (
        [f"No rate of {sentences.or_list(without)} is on record."] if without else []
    )
    parts = parted(sorted(standings, key=in_time), series)
    return answer(parts, [*notes, *narrowing.kept_out(every), *former])


def beside_national(standings: Iterable[Standing], series: Series) -> list[Standing]:
    """Each with the national rate of the same measure and period, if on record."""
    national: dict[tuple[str | None, Period | None], Rate] = {
        (each.measure, each.period): each
        for each in series.averages
        if each.period and each.rate is not None
    }
    return [
        each._replace(national=national.get((each.rate.measure, each.rate.period)))
        for each in standings
    ]


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
            parts.append((f"Reoffending, {name}: per cent; lower is better", chosen))
    return parts


def answer(parts: Sequence[Titled], notes: Sequence[str]) -> Answer:
    """Tables of rates, with what is said of those that are in none."""
    order = [standing for _, chosen in parts for standing in chosen]
    closing = [*untested(order), CLOSING] if order else ["No rate on record fits this."]
    inspections = [each.inspection for each in order if each.inspection]
    names = [f"yot show {each.id}" for each in inspections]
    return Answer(
        command="rates/1",
        title=lambda: "Reoffending rates",
        rows=tidy(FIELDS, order),
        tables=[table(title, chosen) for title, chosen in parts],
        chart=[Panel(title, lines(chosen)) for title, chosen in parts],
        notes=[Remark(text) for text in (*closing, *notes)],
        sources=citations(order),
        see=names if len(names) == len(order) else (),
        newest=sentences.newest(inspections),
    )


def untested(standings: Iterable[Standing]) -> list[str]:
    """Says how many children it would take to test each gap that is not tested."""
    least = {each.label: each.least_cohort for each in standings if each.least_cohort}
    if not least:
        return []
    first, *others = [f"{count} ({label})" for label, count in least.items()]
    first = first.replace(" (", " children or more in the cohort (", 1)
    return [
        "Where significance is unknown, the number of children is not known and the gap"
        " is not tested. A gap of this size would be statistically significant at the"
        " 95% level (taking the average as exact) with about"
        f" {sentences.or_list([first, *others])}."
    ]


def has_periods(standings: Iterable[Standing]) -> bool:
    return any(each.rate.period for each in standings if not each.inspection)


def table(title: str, standings: Sequence[Standing]) -> Table:
    """A table without the columns in which nothing is known, which a line names."""
    rates = [each.rate for each in standings]
    columns = {
        "": [name_cell(each) for each in standings],
        "period": [Cell(rate.period) for rate in rates],
        "rate": [Cell(rate.rate) for rate in rates],
        "95% interval": [Cell(spoken(each.bounds)) for each in standings],
        "children": [Cell(children(rate)) for rate in rates],
        "average": [Cell(rate.average) for rate in rates],
        "points": [Cell(sentences.signed(rate.difference)) for rate in rates],
        "verdict": [verdict_cell(each) for each in standings],
        "year before": [Cell(rate.previous_year) for rate in rates],
        "national rate": [
            Cell(each.national and each.national.rate) for each in standings
        ],
    }
    if not has_periods(standings):
        del columns["period"]
    known = {
        name: cells
        for name, cells in columns.items()
        if any(cell.code is None for cell in cells)
    }
    absent = [name for name in columns if name not in (*known, *SELDOM)]
    remark = f"Not available for any of these: {sentences.and_list(absent)}."
    figures = ("rate", "children", "average", "points", "national rate")
    return Table(
        title=title,
        lead=[NATIONAL_RATE] if "national rate" in known else [],
        columns=[Column(name, known[name], right=name in figures) for name in known],
        remarks=[Remark(remark)] if absent else [],
        key=SHORT_VERDICTS if "verdict" in known else (),
    )


def name_cell(standing: Standing) -> Cell:
    link = standing.source.url if standing.source else None
    return Cell(standing.name, notes=rate_notes(standing), link=link)


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


def verdict_cell(standing: Standing) -> Cell:
    word = standing.verdict
    if word is None:
        return Cell()
    side = word.removesuffix(", not tested")
    if side != word:
        short = f"{side} as average" if side == "the same" else f"{side} average"
        return Cell(f"{short}; significance unknown", short=short)
    return Cell(word, tone=TONES.get(word))


def rate_notes(standing: Standing) -> tuple[str, ...]:
    """Notes on how to read a rate."""
    rate, inspection = standing.rate, standing.inspection
    worked = f"worked out here from {rate.reoffenders} of {rate.cohort}"
    return sentences.footnote(
        standing.label,
        *sentences.periods(rate),
        worked if rate.worked_from_counts else counts_apart(rate),
        at_bound(standing),
        sentences.from_kind(standing.source),
        rate.note,
        inspection.notes.get("reoffending") if inspection else None,
    )


def at_bound(standing: Standing) -> str | None:
    """Says on which side the average is, where the printed bound is the same."""
    if standing.bounds is None or standing.rate.average not in standing.bounds:
        return None
    side = "inside" if standing.verdict == "similar" else "outside"
    average = standing.rate.average
    return f"before rounding, the average of {average} is {side} the interval"


def counts_apart(rate: Rate) -> str | None:
    """Says that the printed counts make another rate than the one printed."""
    if rate.rate is None or rate.reoffenders is None or not rate.cohort:
        return None
    share = Decimal(100 * rate.reoffenders) / rate.cohort
    places = -int(rate.rate.as_tuple().exponent)
    if rounded(share, places) == rate.rate:
        return None
    worked = rounded(share, max(places, 1))
    return f"{rate.reoffenders} of {rate.cohort} is {worked}, not {rate.rate}"


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
        title=lambda: "Reoffending rates of England and Wales",
        rows=tidy(FIELDS, shown),
        tables=tables,
        chart=panels,
        notes=[Remark(NEVER_SUBTRACTED if shown else "No rate on record fits this.")],
        sources=[values.citation(source, None, None) for source in sources],
    )


def national_table(title: str, measure: Measure, averages: Sequence[Rate]) -> Table:
    figures = {
        "rate": [Cell(each.rate) for each in averages],
        "reoffenders": [Cell(each.reoffenders) for each in averages],
        "children": [Cell(each.cohort) for each in averages],
    }
    return Table(
        title=title,
        lead=(measure.about,),
        columns=[
            Column("period", [period_cell(each) for each in averages]),
            *(Column(name, cells, right=True) for name, cells in figures.items()),
        ],
    )


def period_cell(average: Rate) -> Cell:
    derived = "worked out from another printed value and a printed change"
    said = sentences.footnote(
        str(average.period), derived if average.derived else None, average.note
    )
    return Cell(average.period, notes=said)
