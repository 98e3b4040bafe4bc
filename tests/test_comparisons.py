"""Comparisons of invented inspections, as values."""

from decimal import Decimal

import pytest
from conftest import MARKS, PAGE, STARS, criterion, framework, inspection, rate

from yotcli import accounts, comparisons, listings, reoffending
from yotcli.model import (
    Area,
    Average,
    Date,
    Measure,
    Period,
    Series,
    Source,
    YotError,
    steps,
)
from yotcli.tables import Answer, Cell, drawn

HULL = Area("hull", "Hull", (), "England", "North", ("E06000010",), ())
YORK = Area("york", "York", (), "England", "North", (), ())
CARDIFF = Area("cardiff", "Cardiff", (), "Wales", None, (), ())
OLD = Area("old-town", "Old Town", (), "England", "North", (), ("york",))
KNOWN = {area.id: area for area in (HULL, YORK, CARDIFF, OLD)}
PAPER = Source("A story", "A paper", "press", Date("2014-05"), None)

OTHER = framework(
    "other", "best bright dim", criterion("care"), criterion("work"), since=Date("2008")
)
SCORED = framework(
    "scored",
    "bright dim dark",
    criterion("overall"),
    criterion("score", "score", maximum=4),
    criterion("care"),
    criterion("work", only_when_rated=True),
    criterion("rest", forms=("long",)),
    family="Scored",
    points=(2, 1, 0),
    forms={"long": "The long form", "short": "The short form"},
)
SHARES = framework("shares", "bright dim", criterion("care", "percentage"))


def wide(answer: Answer, table: int = 0) -> list[list[str]]:
    rows = answer.tables[table].rows
    return [[drawn(cell) for cell in row] if row else [] for row in rows]


def compared(*inspections: object, base: int = 0) -> Answer:
    return comparisons.compare([[one] for one in inspections], base, None)


def test_steps_count_up_the_scale() -> None:
    assert steps(STARS.rating("dark"), STARS.rating("bright")) == 2
    assert steps(STARS.rating("bright"), STARS.rating("dim")) == -1


def test_steps_of_two_families_are_never_taken() -> None:
    with pytest.raises(YotError, match="cannot be lined up"):
        steps(STARS.rating("dim"), MARKS.rating("dim"))


def test_compare_says_how_far_each_cell_is_from_the_base() -> None:
    hull = inspection("hull-2014", care="dim", work="dim", rest="dim")
    york = inspection("york-2015", care="bright", work="dim", rest="dark")

    answer = compared(hull, york)

    assert answer.tables[0].title == "Stars: bright > dim > dark"
    assert answer.tables[0].columns == ("", "hull-2014", "york-2015")
    assert wide(answer) == [
        ["Published", "2014", "2015"],
        ["Care", "dim", "bright +1"],
        ["Work", "dim", "dim ="],
        ["Rest", "dim", "dark -1"],
    ]
    assert answer.tables[0].remarks == (
        "york-2015 against hull-2014: 1 higher, 1 the same, 1 lower.",
    )
    assert [row.get("steps") for row in answer.rows] == [None, 1, None, 0, None, -1]
    assert [cell.tone for row in answer.tables[0].rows for cell in row or ()][5::3] == [
        "higher",
        None,
        "lower",
    ]


def test_the_base_may_stand_anywhere() -> None:
    hull = inspection("hull-2014", care="dim")
    york = inspection("york-2015", care="bright")

    assert wide(compared(hull, york, base=1))[1] == ["Care", "dim -1", "bright"]


def test_what_is_not_held_is_not_counted_as_the_same() -> None:
    hull = inspection("hull-2014", care="dim", work="dim")
    york = inspection("york-2015", care="dim", not_rated={"work": "no cases"})

    answer = compared(hull, york)

    assert wide(answer)[2] == ["Work", "dim", "[n]"]
    assert answer.tables[0].rows[2] is not None
    assert answer.tables[0].rows[2][2].notes == ("york-2015: Not rated: no cases.",)
    assert answer.tables[0].remarks == (
        "york-2015 against hull-2014: 0 higher, 1 the same, 0 lower, 1 not rated.",
        "1 of 3 criteria is not held for any of these.",
    )
    assert answer.rows[-1]["missing"] == "x"


def test_a_criterion_of_one_framework_is_not_in_both() -> None:
    hull = inspection("hull-2009", OTHER, care="bright")
    york = inspection("york-2015", care="bright", rest="dim")

    answer = compared(hull, york)

    assert answer.tables[0].title == "Stars"
    assert answer.tables[0].lead == (
        "Other: best > bright > dim",
        "Stars: bright > dim > dark",
        "+1 is a step up from hull-2009, = the same",
    )
    assert wide(answer)[1:] == [
        ["Care", "bright (2)", "bright (3) +1"],
        ["Rest", "[z]", "dim (2)"],
    ]
    assert "1 not in both" in answer.tables[0].remarks[0]


def test_forms_and_rare_criteria_decide_on_rows() -> None:
    long = inspection("hull-2019", SCORED, form="long", overall="dim", rest="dim")
    short = inspection("york-2019", SCORED, form="short", overall="dim", care="dim")

    rows = wide(compared(long, short))

    assert [row[0] for row in rows] == ["Published", "Overall", "Care", "Rest"]
    assert rows[-1] == ["Rest", "dim", "[z]"]


def test_scores_and_percentages_are_compared_in_points() -> None:
    hull = inspection("hull-2019", SCORED, overall="dim", score=Decimal(1))
    york = inspection("york-2019", SCORED, overall="dim", score=Decimal(4))
    low = inspection("hull-2012", SHARES, care=Decimal("55.5"))
    high = inspection("york-2012", SHARES, care=Decimal("60"))

    assert wide(compared(hull, york))[2] == ["Score, of 4", "1", "4 +3"]
    assert wide(compared(low, high))[1] == ["Care, %", "55.5", "60 +4.5"]
    assert "0 higher, 0 the same" in compared(hull, york).tables[0].remarks[0]


def test_rates_stand_below_with_their_own_averages() -> None:
    period, before = (
        Period(Date("2013"), Date("2013")),
        Period(Date("2012"), Date("2012")),
    )
    york_rate = rate("45.10", "36.6", period=period, average_period=before)
    hull = inspection("hull-2014", care="dim", reoffending=rate("33.8", "37.9"))
    york = inspection(
        "york-2015",
        care="dim",
        reoffending=york_rate,
        sources=(PAGE, PAPER),
        rests_on={"reoffending": (2,)},
        notes={"reoffending": "A note."},
    )

    answer = compared(hull, york)

    assert wide(answer)[-4:] == [
        [],
        ["Reoffending rate, %", "33.8", "45.10"],
        ["England and Wales average, %", "37.9", "36.6"],
        ["Difference, points", "-4.1", "+8.50"],
    ]
    assert list(answer.footnotes()) == [
        "york-2015: The rate is of 2013, the average printed beside it of 2012."
        " Both are from the press. A note."
    ]
    assert [row["value"] for row in answer.rows[-2:]] == [
        Decimal("-4.1"),
        Decimal("8.50"),
    ]
    assert answer.rows[-1]["unit"] == "percentage points"
    assert answer.rows[-1]["source_kind"] == "press"


def test_compare_makes_a_table_for_each_family_that_two_share() -> None:
    hull = [
        inspection("hull-2012", care="dim"),
        inspection("hull-2019", MARKS, care="top"),
    ]
    york = [
        inspection("york-2013", care="dim"),
        inspection("york-2018", MARKS, care="low"),
    ]
    cardiff = [inspection("cardiff-2019", MARKS, care="dim")] * 2

    answer = comparisons.compare([hull, york, cardiff], 0, None)

    assert [table.title.split(":")[0] for table in answer.tables] == ["Stars", "Marks"]
    assert answer.tables[0].remarks[-1] == (
        "No inspection of this family is held of cardiff."
    )
    assert answer.tables[1].columns[1:] == ("hull-2019", "york-2018", "cardiff-2019")


def test_the_latest_inspection_of_a_family_is_taken() -> None:
    hull = [inspection("hull-2012", care="dim"), inspection("hull-2014", care="dark")]
    york = [inspection("york-2013", care="dim")]

    assert (
        comparisons.compare([hull, york], 0, "Stars").tables[0].columns[1]
        == "hull-2014"
    )


def test_nothing_in_common_says_what_each_has() -> None:
    hull, york = inspection("hull-2012", care="dim"), inspection("york-2019", MARKS)
    older = inspection("york-2018", MARKS)

    with pytest.raises(
        YotError, match=r"hull-2012 \(Stars: bright > dim > dark\) and york"
    ):
        compared(hull, york)
    with pytest.raises(
        YotError, match="nothing in common: hull has Stars; york has Marks"
    ):
        comparisons.compare([[hull], [older, york]], 0, None)
    with pytest.raises(YotError, match="no two have an inspection of Marks"):
        comparisons.compare([[hull, hull], [older, york]], 0, "Marks")


def test_one_inspection_twice_is_refused() -> None:
    hull = inspection("hull-2012", care="dim")

    with pytest.raises(YotError, match="hull-2012 is named twice"):
        compared(hull, hull)


def test_values_at_second_hand_are_counted_by_kind() -> None:
    hull = inspection("hull-2012", care="dim")
    york = inspection(
        "york-2012",
        care="dim",
        work="dim",
        sources=(PAGE, PAPER),
        rests_on={"care": (2,)},
    )

    assert compared(hull, york).tables[0].remarks[-1] == (
        "york-2012: of 2 values, 1 from the press."
    )


def test_diff_counts_steps_and_better_is_positive() -> None:
    before = inspection(
        "hull-2012", care="dark", work="dim", notes={"care": "Cut off."}
    )
    after = inspection("hull-2014", care="bright", work="dark", rest="dim")

    answer = comparisons.diff(before, after, [], [HULL, HULL], False)

    assert answer.tables[0].title == "Hull, stars: published 2012, and 2014"
    assert wide(answer) == [
        ["Care", "dark", "bright", "improved +2"],
        ["Work", "dim", "dark", "declined -1"],
        ["Rest", "[x]", "dim", "not known"],
    ]
    assert answer.tables[0].remarks[0] == (
        "1 improved, 0 unchanged, 1 declined, 1 not known."
    )
    assert answer.found
    assert list(answer.footnotes()) == ["hull-2012: Cut off."]
    assert [row["change"] for row in answer.rows] == [
        "improved",
        "declined",
        "not known",
    ]
    assert answer.rows[0]["before_rank"] == 1


def test_diff_without_a_change_finds_nothing() -> None:
    before = inspection("hull-2012", care="dim", work="dim")
    after = inspection("hull-2014", care="dim", rest="dim")

    answer = comparisons.diff(before, after, [], [HULL, HULL], True)

    assert not answer.found
    assert wide(answer) == []
    assert answer.rows == ()
    assert answer.tables[0].remarks[0] == (
        "0 improved, 1 unchanged, 0 declined, 2 not known."
    )


def test_diff_of_two_areas_speaks_of_higher_and_lower() -> None:
    before = inspection("hull-2012", care="dim")
    after = inspection("york-2012", care="bright")

    answer = comparisons.diff(before, after, [], [HULL, YORK], False)

    assert answer.tables[0].title.startswith("Hull and York, stars")
    assert answer.rows[0]["change"] == "higher"


def test_diff_names_later_inspections_of_other_families() -> None:
    before, after = (
        inspection("hull-2012", care="dim"),
        inspection("hull-2013", care="dim"),
    )
    later = inspection("hull-2019", MARKS, care="dim")

    answer = comparisons.diff(before, after, [later], [HULL, HULL], False)

    assert answer.tables[0].remarks[-1] == (
        "hull-2019 is of another family and is not compared: yot show hull --all"
    )


def test_diff_of_two_families_is_refused() -> None:
    with pytest.raises(YotError, match="their scales cannot be lined up"):
        comparisons.diff(
            inspection("hull-2012"),
            inspection("hull-2019", MARKS),
            [],
            [HULL] * 2,
            False,
        )


def test_the_pair_is_the_newest_of_one_family() -> None:
    first, second = inspection("hull-2010"), inspection("hull-2012")
    third, other = inspection("hull-2014"), inspection("hull-2019", MARKS)

    assert comparisons.pair([first, second, third, other], HULL) == (second, third)
    with pytest.raises(YotError, match="different families"):
        comparisons.pair([first, other], HULL)
    with pytest.raises(YotError, match="only one inspection of Hull"):
        comparisons.pair([first], HULL)


def test_show_tells_everything_and_folds_what_is_not_held() -> None:
    shown = inspection(
        "hull-2014",
        care="dim",
        service="Hull Team",
        headline="A headline",
        findings={"care": "Careful."},
        directions={"care": "unchanged"},
        counts={"dim": 2, "dark": 1},
        recommendations=("One", "Two"),
        recommendations_count=5,
        notes={"published": "Late.", "inspection": "Odd.", "care": "Cut."},
        sources=(PAGE, PAPER),
        rests_on={"care": (2,)},
        reoffending=rate("45", "40", cohort=20, reoffenders=9, previous_year="worse"),
    )

    answer = accounts.show([shown], HULL, False)

    facts = dict(row for row in wide(answer) if row[0])
    assert answer.tables[0].title == "hull-2014: Hull Team"
    assert facts["Area"] == "Hull, North, England (E06000010)"
    assert facts["Counted"] == "2 dim, 1 dark"
    assert facts["Reoffending"] == (
        "45 per cent; 9 of 20 children; England and Wales 40 (+5 points);"
        " said to be worse than the previous year"
    )
    assert facts["Recommendations"] == "One; Two; 5 in all"
    assert answer.tables[0].remarks == ("On published: Late.", "Odd.")
    assert wide(answer, 1) == [["Care", "dim", "Careful."]]
    assert answer.tables[1].remarks == ("Not stated in the sources held: Work; Rest.",)
    assert [source["rests"] for source in answer.sources] == ["all else", "care"]
    assert {"criterion": "headline", "text": "A headline"}.items() <= next(
        row for row in answer.rows if row["criterion"] == "headline"
    ).items()


def test_the_run_through_frameworks_is_shown_without_steps() -> None:
    history = [
        inspection("hull-2014", care="dim"),
        inspection("hull-2019", MARKS, care="top"),
    ]

    answer = accounts.show(history, HULL, True)

    assert wide(answer) == [
        ["hull-2014", "2014", "Stars", "1 dim, 2 not known"],
        ["hull-2019", "2019", "Marks", "1 top"],
    ]


@pytest.mark.parametrize(
    ("reoffenders", "cohort", "expected"),
    [
        (93, 206, ("38.5", "52.0")),  # Portsmouth 2015, as published intervals have it
        (0, 10, ("0.0", "27.8")),
        (10, 10, ("72.2", "100.0")),
        (14, 46, ("19.1", "44.8")),
    ],
)
def test_intervals_are_wilson_s(
    reoffenders: int, cohort: int, expected: tuple[str, str]
) -> None:
    share = f"{100 * reoffenders / cohort:.1f}"

    exact = reoffending.interval(rate(share, cohort=cohort, reoffenders=reoffenders))
    worked = reoffending.interval(rate(share, cohort=cohort))

    assert exact == tuple(map(Decimal, expected))
    assert worked is not None
    assert all(abs(a - b) <= Decimal("0.1") for a, b in zip(exact, worked, strict=True))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (rate("45.1", "36.6", cohort=206), "worse"),
        (rate("45.1", "39", cohort=206), "similar"),
        (rate("30", "39", cohort=206), "better"),
        (rate("33.8", "37.9"), "below, not tested"),
        (rate("40", "37.9"), "above, not tested"),
        (rate("38", "38.0"), "the same, not tested"),
        (rate("38"), None),
        (rate("38", cohort=100), None),
    ],
)
def test_a_verdict_is_tested_only_where_there_is_an_interval(
    one: object, expected: str | None
) -> None:
    assert reoffending.verdict(one) == expected


@pytest.mark.parametrize(
    ("printed", "average", "expected"),
    [
        ("33.8", "37.9", 540),
        ("42.5", "35.4", 170),
        ("47", "35.8", 70),
        ("38", "38", None),
    ],
)
def test_the_least_cohort_has_two_figures(
    printed: str, average: str, expected: int | None
) -> None:
    assert reoffending.least_cohort(rate(printed, average)) == expected


def test_rates_come_lowest_difference_first() -> None:
    standings = reoffending.printed(
        [
            inspection("hull-2014", reoffending=rate("40", "35")),
            inspection("york-2014", reoffending=rate("30", "35", cohort=1000)),
            inspection("cardiff-2014", reoffending=rate("33")),
            inspection("old-town-2014"),
        ]
    )

    answer = reoffending.rates(standings, ["Leeds"])

    assert [row[0] for row in wide(answer)] == [
        "york-2014",
        "hull-2014",
        "cardiff-2014",
    ]
    assert wide(answer)[0] == [
        *("york-2014", "30", "27.2 to 32.9", "1000", "35", "-5", "better")
    ]
    assert answer.notes[0].endswith("from about 350 children in hull-2014.")
    assert answer.notes[-1] == "No such rate is held of Leeds."
    assert answer.rows[2]["verdict"] is None


def test_rates_of_one_area_are_split_by_measure_and_in_time() -> None:
    series = Series({"year": Measure("year", "yearly", None, "All of a year.")}, ())
    period = Period(Date("2012-01"), Date("2012-12"))
    outside = [
        rate("31", measure="year", area="hull", period=period, source=PAPER),
        rate("32", area="hull", source=PAPER, note="Odd.", worked_from_counts=True),
    ]
    inside = inspection("hull-2011", reoffending=rate("30", "35", measure="year"))
    standings = [*reoffending.printed([inside]), *reoffending.others(outside, [])]

    answer = reoffending.by_measure(standings, series, [], reoffending.in_time)

    assert [table.title for table in answer.tables] == [
        "Reoffending, yearly: per cent; low is good",
        "Reoffending, measure not stated: per cent; low is good",
    ]
    assert [row[0] for row in wide(answer)] == ["hull-2011", "hull"]
    assert list(answer.footnotes()) == [
        "hull Jan 2012 to Dec 2012: From the press.",
        "hull: Worked out here from None of None. From the press. Odd.",
    ]


def test_the_national_series_is_by_measure_and_never_subtracted() -> None:
    measures = {"year": Measure("year", "yearly", None, "All of a year.")}
    averages = tuple(
        Average(
            "year",
            Period(Date(year), Date(year)),
            Decimal("35"),
            None,
            None,
            derived,
            None,
            (PAPER,),
        )
        for year, derived in (("2012", True), ("2010", False))
    )

    answer = reoffending.national(Series(measures, averages), None, None)

    assert [row[0] for row in wide(answer)] == ["2010", "2012"]
    assert "difference" not in answer.rows[0]
    assert list(answer.footnotes()) == [
        "2012: Worked out from another printed value and a printed change."
    ]
    assert (
        len(reoffending.national(Series(measures, averages), "year", "2011").rows) == 1
    )


HELD = {
    "hull": [
        inspection("hull-2014", care="dim", reoffending=rate("30")),
        inspection("hull-2019", SCORED, overall="bright", score=Decimal(4)),
    ],
    "york": [inspection("york-2018", SCORED, overall="dim", care="dark")],
    "cardiff": [inspection("cardiff-2020", SCORED, care="dim")],
    "old-town": [inspection("old-town-2010", care="dark", work="dim")],
}


def listed(sort: str = "name", **wanted: object) -> Answer:
    asked = listings.Wanted(**wanted)
    fitting = listings.resolved(asked, KNOWN.values(), [STARS, SCORED])
    return listings.areas(HELD, KNOWN, fitting, sort)


def test_list_has_a_line_for_each_area_and_ends_with_the_coverage() -> None:
    answer = listed()

    assert wide(answer) == [
        ["cardiff-2020", "1", "1 dim, 1 not known"],
        ["hull-2019", "2", "bright"],
        ["old-town-2010", "1", "1 dim, 1 dark, 1 not known"],
        ["york-2018", "1", "dim"],
    ]
    assert answer.notes == (
        "3 of 3 present-day areas and 1 former, 5 inspections, 2010 to 2020; not every"
        " team or inspection is held.",
    )
    assert answer.rows[1]["score"] == Decimal(4)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"region": "north"}, ["hull-2019", "old-town-2010", "york-2018"]),
        ({"region": "Wales"}, ["cardiff-2020"]),
        ({"nation": "Wales"}, ["cardiff-2020"]),
        ({"framework": "stars"}, ["hull-2014", "old-town-2010"]),
        ({"framework": "Scored"}, ["cardiff-2020", "hull-2019", "york-2018"]),
        ({"since": "2019"}, ["cardiff-2020", "hull-2019"]),
        ({"until": "2014"}, ["hull-2014", "old-town-2010"]),
        ({"rating": "Bright"}, ["hull-2019"]),
        (
            {"criterion": "care"},
            ["cardiff-2020", "hull-2014", "old-town-2010", "york-2018"],
        ),
        (
            {"criterion": "care", "latest": True},
            ["cardiff-2020", "old-town-2010", "york-2018"],
        ),
        ({"criterion": "care", "rating": "dark"}, ["old-town-2010", "york-2018"]),
    ],
)
def test_list_is_narrowed(wanted: dict[str, object], expected: list[str]) -> None:
    assert [row[0] for row in wide(listed(**wanted))] == expected


@pytest.mark.parametrize(
    ("sort", "first"),
    [("date", "cardiff-2020"), ("rating", "hull-2019"), ("name", "cardiff-2020")],
)
def test_list_is_sorted(sort: str, first: str) -> None:
    assert wide(listed(sort))[0][0] == first


def test_the_lowest_rate_comes_first() -> None:
    assert wide(listed("rate", until="2014"))[0] == [
        *("hull-2014", "2", "1 dim, 2 not known", "30")
    ]


def test_nothing_that_fits_is_said_in_one_line() -> None:
    answer = listed(since="2040")

    assert answer.tables == ()
    assert answer.notes[0] == "No inspection held fits this."


def test_areas_that_are_not_held_are_listed() -> None:
    answer = listings.not_held(["hull"], KNOWN, listings.Wanted(nation="England"))

    assert wide(answer) == [["york", "York", "North"]]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"region": "South"}, "no region is named 'South'; there are North and Wales"),
        ({"nation": "France"}, "no nation is named 'France'"),
        (
            {"framework": "old"},
            "no framework is named 'old'; there are stars and scored",
        ),
        ({"criterion": "fun"}, "no criterion is named 'fun'"),
        ({"rating": "top"}, "no rating is named 'top'; there are bright, dim and dark"),
        ({"rating": "dim", "framework": "stars"}, "no overall rating is 'dim'"),
    ],
)
def test_what_is_not_there_is_named(wanted: dict[str, str], message: str) -> None:
    with pytest.raises(YotError, match=message):
        listings.resolved(listings.Wanted(**wanted), KNOWN.values(), [STARS, SCORED])


def spread(of: str | None = None, **wanted: object) -> Answer:
    asked = listings.Wanted(**wanted)
    fitting = listings.resolved(asked, KNOWN.values(), [STARS, SCORED])
    return listings.spread(HELD, KNOWN, [STARS, SCORED], fitting, of)


def test_spread_counts_the_latest_inspection_of_each_area() -> None:
    answer = spread(of="hull")

    assert [row[:3] for row in wide(answer)] == [
        ["bright", "1", "50 %"],
        ["dim", "1", "50 %"],
        ["dark", "0", "0 %"],
    ]
    assert answer.tables[0].remarks == (
        "Shares are of the 2 areas whose rating is held; the newest report is of 2020.",
        "Of 1 further area an inspection is held but not this rating.",
        "Hull (hull-2019): bright, as are 0 of 1 others; none is higher and 1 is"
        " lower.",
    )


def test_spread_takes_the_family_with_most_areas() -> None:
    assert spread(criterion="care").tables[0].title.startswith("Care, Scored")
    assert spread(criterion="care", framework="stars").rows[0]["of"] == 2


def test_spread_refuses_what_it_cannot_count() -> None:
    with pytest.raises(YotError, match="score is not a rating"):
        spread(criterion="score")
    with pytest.raises(
        YotError, match="stars has no overall rating: name a criterion, of care"
    ):
        spread(framework="stars")
    with pytest.raises(
        YotError, match="no rating of overall in Scored is held of Cardiff"
    ):
        spread(of="cardiff")
    with pytest.raises(YotError, match="no inspection of Stars with care fits"):
        spread(criterion="care", framework="stars", nation="Wales")


def test_a_cell_is_drawn_with_its_distance() -> None:
    assert drawn(Cell("good", change=-1)) == "good -1"
    assert drawn(Cell("good", change=0)) == "good ="
    assert drawn(Cell(missing="x")) == "[x]"
    assert drawn(Cell(Decimal("33.80"))) == "33.80"
