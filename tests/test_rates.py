"""Rates of reoffending beside their averages: yot rates."""

from decimal import Decimal

import conftest
from conftest import CARDIFF, HULL, KNOWN, inspection, rate
from told import Kept, remarks_of, tables_of

from yotcli.answer import Answer
from yotcli.answers import rates
from yotcli.answers.rates import Standing
from yotcli.model import Area, Date, Measure, Named, Period, Rate, Series
from yotcli.narrowing import Filter

YEAR, EARLIER, LAST = (
    Period(Date(f"{year}-01"), Date(f"{year}-12")) for year in (2012, 2011, 2010)
)
PAPER = (conftest.PAPER,)
NATIONAL = [
    rate("36.0", measure="year", period=YEAR, cohort=50, reoffenders=18, sources=PAPER),
    rate("35", measure="year", period=LAST, derived=True, note="odd", sources=PAPER),
    Rate(measure="year", period=EARLIER, sources=(conftest.PAGE,)),
]
SERIES = Series(
    {
        "year": Measure("year", "yearly", "All of a year."),
        "month": Measure("month", "monthly", "All of a month."),
    },
    tuple(NATIONAL),
)


def test_a_verdict_is_exact_and_tested_where_the_children_are_known(
    each_kept: Kept,
) -> None:
    """By Wilson's interval; of 93 in 206 it is as published intervals have it."""

    def told(rate: str | None, average: str | None, *children: int) -> str:
        cohort, reoffenders = [*children, None, None][:2]
        known = [each and Decimal(each) for each in (rate, average)]
        counted = {"cohort": cohort, "reoffenders": reoffenders}
        standing = Standing(Rate(*known, **counted, area="hull"))
        interval = " to ".join(map(str, standing.bounds or ()))
        return f"{standing.verdict}; {interval}; least cohort {standing.least_cohort}"

    each_kept(told)


def of_all(*inspections: object, outside: object = (), **options: object) -> Answer:
    plain = {"wanted": Filter(), "by_measure": False}
    return rates.of_all(inspections, outside, KNOWN, SERIES, **(plain | options))


def test_rates_come_lowest_difference_first(as_kept: Kept) -> None:
    """The period of a year is the same in every spelling."""
    year = {"measure": "year", "average_period": YEAR}
    whole = year | {"period": Period(Date("2012"), Date("2012"))}
    days = year | {"period": Period(Date("2012-01-01"), Date("2012-12-31"))}
    counted = {"cohort": 68, "reoffenders": 30, "previous_year": "worse"}
    york = {"measure": "year", "period": YEAR, "average_period": EARLIER, "cohort": 900}
    known = {
        "hull-2014": rate("44.1", "32.9", **counted, **whole),
        "hull-2016": rate("38.1", "20.8", cohort=21, reoffenders=8, **days),
        "york-2014": rate("30", "35", **york),
        "york-2015": rate("33"),
        "york-2016": rate("13", "13", cohort=16, reoffenders=2),
        "york-2017": rate("37", "36", cohort=8, reoffenders=3),
        "york-2018": rate("42", "32.29", cohort=88, reoffenders=37),
        "hull-2015": rate("35", "38.0"),
        "cardiff-2014": rate("35", "38.0"),
        "cardiff-2015": rate("35", "35"),
        "cardiff-2016": Rate(previous_year="worse"),
        "first-2015": rate("36", "38.0"),
    }
    notes = {"sources": PAPER, "notes": {"reoffending": "As printed."}}

    printed = [inspection(id, reoffending=of, **notes) for id, of in known.items()]
    as_kept(of_all(*printed))


def test_rates_outside_inspections_have_periods_and_notes(as_kept: Kept) -> None:
    year = {"cohort": 68, "reoffenders": 30, "period": YEAR, "measure": "year"}
    outside = [
        rate("44.1", area="hull", sources=PAPER, **year, worked_from_counts=True),
        rate("44", area="york", sources=PAPER, **year, note="odd"),
        rate("44.12", "50", area="cardiff", sources=(conftest.PAGE,), **year),
        rate("40", area="cardiff", sources=(conftest.PAGE,)),
    ]
    other = inspection("hull-2014", reoffending=rate("44", measure="other"))

    rates_of_all = of_all(other, outside=outside, by_measure=True)
    as_kept(rates_of_all, remarks_of(of_all()))


def of_named(*asked: tuple[Area, str | None], **options: object) -> Answer:
    known = [
        inspection("hull-2014", reoffending=rate("40", "35", measure="year")),
        inspection("hull-2010", reoffending=rate("42", "35", measure="month")),
        inspection("cardiff-2014"),
    ]
    outside = [
        rate("31", measure="month", area="hull", period=YEAR, sources=PAPER),
        rate("41", measure="year", area="hull", period=YEAR, sources=PAPER),
    ]
    plain = {"wanted": Filter(), "former": []}
    named = {
        Named(area.id, id): [each for each in known if (id or area.id) in each.id]
        for area, id in asked
    }
    return rates.of_named(named, outside, KNOWN, SERIES, **(plain | options))


def test_rates_of_an_area_come_by_measure_and_in_time(as_kept: Kept) -> None:
    several = of_named((HULL, None), (HULL, "hull-2014"), (CARDIFF, None))

    as_kept(several, tables_of(of_named((HULL, "hull-2014"))))


def test_rates_without_a_period_that_since_leaves_out_are_counted(
    each_kept: Kept,
) -> None:
    def said(measure: str | None) -> str:
        wanted = Filter(measure=measure, since="2012-12")
        answer = of_named((HULL, None), wanted=wanted)
        return f"{', '.join(map(str, answer.rows['rate']))}. {answer.notes[-1]}"

    each_kept(said)


def test_the_national_series_stands_by_measure_and_is_not_subtracted(
    as_kept: Kept,
) -> None:
    year, month = Filter(measure="year", since="2012"), Filter(measure="month")

    every, since, none = (
        rates.national(SERIES, wanted) for wanted in (Filter(), year, month)
    )
    as_kept(every, tables_of(since), remarks_of(none))
