"""Rates of reoffending beside their averages: yot rates."""

from decimal import Decimal

import conftest
import pytest
from conftest import CARDIFF, HULL, YORK, inspection, rate
from told import foot, page, refusal, rows, text

from yotcli.answer import Answer
from yotcli.answers import rates
from yotcli.answers.rates import CLOSING, Narrowing, Standing
from yotcli.model import Area, Date, Measure, Named, Period, Rate, Series

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


@pytest.mark.parametrize(
    ("reoffenders", "cohort", "lower", "upper"),
    [
        (93, 206, "38.5", "52.0"),  # as published intervals have it
        (0, 10, "0.0", "27.8"),
        (10, 10, "72.2", "100.0"),
        (14, 46, "19.1", "44.8"),
    ],
)
def test_an_interval_is_wilson_s(
    reoffenders: int, cohort: int, lower: str, upper: str
) -> None:
    counted = rate("50", cohort=cohort, reoffenders=reoffenders)
    share = 100 * Decimal(reoffenders) / cohort
    alone = rate(str(share), cohort=cohort)

    assert Standing(counted, "hull", None).bounds == (Decimal(lower), Decimal(upper))
    assert Standing(alone, "hull", None).bounds == (Decimal(lower), Decimal(upper))


@pytest.mark.parametrize(
    ("known", "verdict", "least"),
    [
        (rate("45.1", "36.6", cohort=206), "worse", None),
        (rate("45.1", "39", cohort=206), "similar", None),
        (rate("30", "39", cohort=206), "better", None),
        (rate("44.1", "32.9", cohort=68, reoffenders=30), "worse", None),
        (rate("33.8", "37.9"), "below, not tested", 540),
        (rate("42.5", "35.4"), "above, not tested", 180),
        (rate("47", "35.8"), "above, not tested", 71),
        (rate("38.0", "38"), "the same, not tested", None),
        (rate("99", "1"), "above, not tested", None),
        (rate("38"), None, None),
        (rate("38", cohort=100), None, None),
        (Rate(average=Decimal(38)), None, None),
    ],
)
def test_a_verdict_is_exact_and_tested_where_the_children_are_known(
    known: Rate, verdict: str | None, least: int | None
) -> None:
    standing = Standing(known, "hull", None)

    assert (standing.verdict, standing.least_cohort) == (verdict, least)


def charted(answer: Answer) -> str:
    """What a chart is drawn from: a line a rate, below the title of its panel."""
    lines = []
    for panel in answer.chart:
        lines.append(panel.title)
        for line in panel.lines:
            bounds = " to ".join(str(bound) for bound in line.interval or ())
            figures = f"{line.rate}, {line.average}, {bounds}, {line.tone}"
            lines.append(f"{line.name} ({line.period}): {figures}")
    return "\n".join(lines)


def of_all(*inspections: object, outside: object = (), **options: object) -> Answer:
    plain = {"narrowing": Narrowing(None, None), "by_measure": False}
    return rates.of_all(inspections, outside, SERIES, **(plain | options))


def test_rates_come_lowest_difference_first() -> None:
    bound = rate("44.1", "32.9", cohort=68, reoffenders=30, previous_year="worse")
    york = {"measure": "year", "period": YEAR, "average_period": EARLIER, "cohort": 900}
    answer = of_all(
        inspection("hull-2014", reoffending=bound, sources=PAPER),
        inspection("york-2014", reoffending=rate("30", "35", **york)),
        inspection("york-2015", reoffending=rate("33")),
        inspection("hull-2015", reoffending=rate("35", "38.0")),
        inspection("cardiff-2014", reoffending=rate("35", "38.0")),
        inspection("cardiff-2015", reoffending=rate("35", "35")),
        inspection("hull-2016", reoffending=Rate(previous_year="worse")),
    )

    assert page(answer) == text("""
        Reoffending rates
        # Reoffending: per cent of children proven to have reoffended; lower is better
        national rate: of England and Wales, for the same measure and period; it stands
            beside the local rate and is not what the rate is compared with
        | rate> | 95% interval | children> | average> | points> | verdict | against the
            year before | national rate>
        york-2014 [1] | 30 | 27.1 to 33.1 | 900 | 35 | -5 | better ^ | [x] | 36.0
        cardiff-2014 | 35 | [x] | [x] | 38.0 | -3.0 | below average; significance
            unknown | [x] | [x]
        hull-2015 | 35 | [x] | [x] | 38.0 | -3.0 | below average; significance unknown |
            [x] | [x]
        cardiff-2015 | 35 | [x] | [x] | 35 | 0 | the same as average; significance
            unknown | [x] | [x]
        hull-2014 [2] | 44.1 | 32.9 to 55.9 | 30 of 68 | 32.9 | +11.2 | worse v | worse
            | [x]
        york-2015 | 33 | [x] | [x] | [x] | [x] | [x] | [x] | [x]
        [1] york-2014: The rate covers Jan 2012 to Dec 2012, the average printed beside
            it Jan 2011 to Dec 2011.
        [2] hull-2014: Before rounding, the average of 32.9 is outside the interval.
            From the press.
        > The number of children is not known, so these gaps are not tested. A gap of
            this size would be statistically significant at the 95% level (taking the
            average as exact) with about 1100 children or more in the cohort
            (cardiff-2014) or 1100 (hull-2015).
        > The children each team works with differ, and small numbers move by chance.
            Each rate is compared only with the average printed beside it; points = rate
            minus average.
        """)
    assert foot(answer) == (
        "rates/1",
        "None None",
        "yot show york-2014, yot show cardiff-2014, yot show hull-2015, yot show cardiff-2015, yot show hull-2014, yot show york-2015",
        "2015",
    )
    assert charted(answer) == text("""
        Reoffending: per cent of children proven to have reoffended; lower is better
        york-2014 (): 30, 35, 27.1 to 33.1, higher
        cardiff-2014 (): 35, 38.0, , None
        hull-2015 (): 35, 38.0, , None
        cardiff-2015 (): 35, 35, , None
        hull-2014 (): 44.1, 32.9, 32.9 to 55.9, lower
        york-2015 (): 33, None, , None
        """)
    assert answer.tables[0].key == ("above or below average: significance unknown",)


def test_rates_outside_inspections_have_periods_and_notes() -> None:
    counted = {"cohort": 68, "reoffenders": 30, "period": YEAR, "measure": "year"}
    answer = of_all(
        inspection("hull-2014", reoffending=rate("44", measure="other")),
        outside=[
            rate(
                "44.1", area="hull", sources=PAPER, **counted, worked_from_counts=True
            ),
            rate("44", area="york", sources=PAPER, **counted, note="odd"),
            rate("44.12", area="cardiff", sources=(conftest.PAGE,), **counted),
            rate("40", area="cardiff", sources=(conftest.PAGE,)),
            rate("9", period=YEAR),
        ],
        by_measure=True,
    )

    assert page(answer) == text("""
        Reoffending rates
        # Reoffending, yearly: per cent; lower is better
        national rate: of England and Wales, for the same measure and period; it stands
            beside the local rate and is not what the rate is compared with
        | period | rate> | 95% interval | children> | average> | points> | verdict |
            national rate>
        cardiff | Jan 2012 to Dec 2012 | 44.12 | 32.9 to 55.9 | 30 of 68 | [x] | [x] |
            [x] | 36.0
        hull [1] | Jan 2012 to Dec 2012 | 44.1 | 32.9 to 55.9 | 30 of 68 | [x] | [x] |
            [x] | 36.0
        york [2] | Jan 2012 to Dec 2012 | 44 | 32.9 to 55.9 | 30 of 68 | [x] | [x] | [x]
            | 36.0
        # Reoffending, measure not stated: per cent; lower is better
        | rate> | 95% interval | children> | average> | points> | verdict
        cardiff | 40 | [x] | [x] | [x] | [x] | [x]
        # Reoffending, other: per cent; lower is better
        | rate> | 95% interval | children> | average> | points> | verdict
        hull-2014 | 44 | [x] | [x] | [x] | [x] | [x]
        [1] hull Jan 2012 to Dec 2012: Worked out here from 30 of 68. From the press.
        [2] york Jan 2012 to Dec 2012: From the press. Odd.
        > The children each team works with differ, and small numbers move by chance.
            Each rate is compared only with the average printed beside it; points = rate
            minus average.
        """)
    assert charted(answer) == text("""
        Reoffending, yearly: per cent; lower is better
        cardiff (Jan 2012 to Dec 2012): 44.12, None, 32.9 to 55.9, None
        hull (Jan 2012 to Dec 2012): 44.1, None, 32.9 to 55.9, None
        york (Jan 2012 to Dec 2012): 44, None, 32.9 to 55.9, None
        Reoffending, measure not stated: per cent; lower is better
        cardiff (): 40, None, , None
        Reoffending, other: per cent; lower is better
        hull-2014 (): 44, None, , None
        """)


def of_named(*asked: tuple[Area, str | None], **options: object) -> Answer:
    known = [
        inspection("hull-2014", reoffending=rate("40", "35", measure="year")),
        inspection("hull-2010", reoffending=rate("42", "35", measure="year")),
        inspection("cardiff-2014"),
    ]
    outside = [
        rate("31", measure="month", area="hull", period=YEAR, sources=PAPER),
        rate("41", measure="year", area="hull", period=YEAR, sources=PAPER),
    ]
    plain = {"narrowing": Narrowing(None, None), "former": []}
    return rates.of_named(
        [
            (
                Named(area.id, id),
                [one for one in known if (id or area.id) in one.id],
                area,
            )
            for area, id in asked
        ],
        outside,
        SERIES,
        **(plain | options),
    )


def test_rates_of_an_area_come_by_measure_and_in_time() -> None:
    answer = of_named((HULL, None), (HULL, "hull-2014"), (CARDIFF, None))

    assert answer.rows["rate"] == [Decimal(rate) for rate in ("42", "41", "40", "31")]
    assert [table.title for table in answer.tables] == [
        "Reoffending, yearly: per cent; lower is better",
        "Reoffending, monthly: per cent; lower is better",
    ]
    assert str(answer.notes[-1]) == "No rate of Cardiff is on record."
    assert of_named((HULL, "hull-2014")).rows["inspection"] == ["hull-2014"]


@pytest.mark.parametrize(
    ("measure", "since", "rates", "note"),
    [
        (None, None, ["42", "41", "40", "31"], CLOSING),
        ("month", None, ["31"], CLOSING),
        (None, "2012-12", ["41", "31"], "2 rates without a known period are"),
        (None, "2013", [], "2 rates without a known period are"),
        ("month", "2012", ["31"], CLOSING),
        ("month", "2013", [], "No rate on record fits this."),
    ],
)
def test_rates_that_since_leaves_out_for_want_of_a_period_are_counted(
    measure: str | None, since: str | None, rates: list[str], note: str
) -> None:
    narrowing = Narrowing(measure, since)
    answer = of_named((HULL, None), narrowing=narrowing)
    york = inspection("york-2014", reoffending=rate("1"))
    kept_out = of_all(york, narrowing=narrowing).notes[-1].text

    assert answer.rows["rate"] == [Decimal(rate) for rate in rates]
    assert answer.notes[-1].text == note.replace(
        "known period are", "known period are left out by --since."
    )
    if since and not measure:
        assert kept_out == "1 rate without a known period is left out by --since."


def test_nothing_on_record_for_what_was_named_is_refused() -> None:
    assert refusal(of_named, (CARDIFF, None)) == "no rate of Cardiff is on record"
    asked = (YORK, None), (CARDIFF, "cardiff-2014")
    assert refusal(of_named, *asked, former=["Gone."]) == (
        "no rate of York or cardiff-2014 is on record. Gone."
    )
    assert refusal(rates.refuse_unknown, "day", SERIES) == (
        "no measure is named 'day'; there are year, month"
    )
    rates.refuse_unknown("month", SERIES)


def test_the_national_series_stands_by_measure_and_is_not_subtracted() -> None:
    answer = rates.national(SERIES, Narrowing(None, None))

    assert page(answer) == text("""
        Reoffending rates of England and Wales
        # England and Wales, yearly: per cent
        All of a year.
        period | rate> | reoffenders> | children>
        Jan 2010 to Dec 2010 [1] | 35 | [x] | [x]
        Jan 2011 to Dec 2011 | [x] | [x] | [x]
        Jan 2012 to Dec 2012 | 36.0 | 18 | 50
        [1] Jan 2010 to Dec 2010: Worked out from another printed value and a printed
            change. Odd.
        > Rates of two measures or two periods are not subtracted from one another: the
            same year differs by about five points between measures.
        """)
    assert foot(answer) == ("rates/1", "None None", "", None)
    assert charted(answer) == text("""
        England and Wales, yearly: per cent
        Jan 2010 to Dec 2010 (): 35, None, , None
        Jan 2011 to Dec 2011 (): None, None, , None
        Jan 2012 to Dec 2012 (): 36.0, None, , None
        """)
    assert rows(answer, "area", "rate", "lower", "difference")[2:] == [
        "england-and-wales 36.0 None None"
    ]
    since = Narrowing("year", "2012"), Narrowing("month", None)
    assert [rates.national(SERIES, each).rows["rate"] for each in since] == [
        [Decimal("36.0")],
        [],
    ]
