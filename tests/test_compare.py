"""Inspections side by side: yot compare."""

from decimal import Decimal

import conftest
import pytest
from conftest import KNOWN, MARKS, SEEN, history, inspection, rate
from told import foot, page, refusal, rows, text

from yotcli.answer import Answer
from yotcli.answers import compare
from yotcli.model import Inspection, Named

DIM = inspection("hull-2014", care="dim", work="dim", rest="dim")
EARLIER = inspection("hull-2012", care="bright")
MIXED = inspection("york-2015", care="bright", work="dim", rest="dark")


def compared(*inspections: Inspection, **options: object) -> Answer:
    plain = {"base": None, "families": [], "only_changes": False, "former": []}
    plain["histories"] = history(*inspections)
    return compare.compare(**(plain | options), place_of=lambda area: KNOWN[area].name)


def test_two_inspections_stand_side_by_side() -> None:
    dim = {"care": "dim", "work": "dim", "reach": Decimal("55.5")}
    hull = inspection("hull-2014", SEEN, **dim, reoffending=rate("33.8", "37.9"))
    york = inspection(
        "york-2015",
        SEEN,
        care="bright",
        reach=Decimal(60),
        not_rated={"work": "no cases"},
        reoffending=rate("45.10", "36.6"),
        notes={"reoffending": "a note", "published": "By the paper."},
        sources=(conftest.PAGE, conftest.PAPER, conftest.TABLE),
        rests_on={"reoffending": (2,), "care": (3,)},
    )
    answer = compared(hull, york)

    assert page(answer) == text("""
        Hull and York compared
        # Stars: bright > dim > dark
        +1: one step higher than hull-2014; =: the same; percentages show the difference
            in points
        | hull-2014 | york-2015
        Published | 2014 | 2015 [1]
        Care | dim | bright +1 ^
        Work | dim | [n] [2]
        Reach, % | 55.5 | 60 +4.5 ^
        ...
        Reoffending rate, % | 33.8 | 45.10 [3]
        England and Wales average, % | 37.9 | 36.6 [3]
        Difference, points | -4.1 | +8.50
        - york-2015 against hull-2014: 2 aspects higher, none the same, none lower, 1
            not rated.
        - york-2015: 1 of 2 values comes from a scraped table, which never shows "dark"
            for a single aspect.
        - 1 of 4 aspects is not shown: no ratings are on record.
        [1] york-2015: By the paper.
        [2] york-2015: Not rated: no cases.
        [3] york-2015: Both are from the press. A note.
        """)
    assert rows(answer, "value", "unit", "base", "steps")[-8:] == [
        "55.5 per cent None None",
        "60 per cent hull-2014 4.5",
        "33.8 per cent None None",
        "45.10 per cent hull-2014 None",
        "37.9 per cent None None",
        "36.6 per cent hull-2014 None",
        "-4.1 percentage points None None",
        "8.50 percentage points hull-2014 None",
    ]
    assert foot(answer) == (
        "compare/1",
        "hull-2014 york-2015 york-2015 york-2015",
        "yot show hull-2014, yot show york-2015",
        "2015",
    )
    published, care = answer.tables[0].columns[1].cells[:2]
    assert (published.short, care.short, care.link) == ("", "di", conftest.PAGE.url)
    assert [column.name() for column in answer.tables[0].columns[1:]] == [
        "Hull, 2014",
        "York, 2015",
    ]


def test_from_three_columns_on_counts_and_origins_are_rows() -> None:
    older = inspection("cardiff-2009", conftest.OLDER, care="bright", work="best")
    lost = inspection(
        "oldtown-2014",
        SEEN,
        work="dim",
        sources=(conftest.TABLE,),
        not_rated={"care": "None."},
    )
    answer = compared(DIM, MIXED, older, lost)

    assert page(answer) == text("""
        Hull, York, Cardiff and Old Town compared
        # Stars
        Stars: bright > dim > dark
        Older: best > bright > dim
        Seen: bright > dim > dark
        Ratings of the two scales are compared by their place, counted from the worst;
            the place stands in brackets.
        +1: one step higher than hull-2014; =: the same
        | hull-2014 | york-2015 | cardiff-2009 | oldtown-2014
        Published | 2014 | 2015 | 2009 | 2014
        Care | dim (2) | bright (3) +1 ^ | bright (2) = | [n] [1]
        Work | dim (2) | dim (2) = | best (3) +1 ^ | dim (2) =
        Rest | dim (2) | dark (1) -1 v | [z] | [x]
        ...
        Criteria higher | base | 1 | 1 | 0
        Criteria the same | base | 1 | 1 | 1
        Criteria lower | base | 1 | 0 | 0
        Criteria not rated | base | 0 | 0 | 1
        Criteria not known | base | 0 | 0 | 1
        Criteria not in both | base | 0 | 1 | 0
        Values from a scraped table | 0 of 3 | 0 of 3 | 0 of 2 | 1 of 1
        - The scraped table never shows "dark" for a single aspect.
        - 1 of 4 criteria is not shown: no ratings are on record.
        [1] oldtown-2014: Not rated: None.
        """)
    assert [cell.short for cell in answer.tables[0].rows[-1][3:]] == ["0/2", "1/1"]


def test_scores_are_compared_in_points_and_not_counted() -> None:
    long = {"overall": "dim", "score": Decimal(1), "form": "long"}
    hull = inspection("hull-2019", conftest.SCORED, **long)
    york = inspection("york-2019", conftest.SCORED, overall="dim", score=Decimal(4))

    assert page(compared(hull, york)) == text("""
        Hull and York compared
        # Scored: bright > dim > dark
        +1: one step higher than hull-2019; =: the same; scores show the difference in
            points
        | hull-2019 | york-2019
        Published | 2019 | 2019
        Overall | dim | dim =
        Score, of 4 | 1 | 4 +3 ^
        - york-2019 against hull-2019: none higher, none the same, none lower (overall
            rating and score not counted).
        - No ratings of single standards are on record.
        """)


def test_each_family_that_two_share_has_a_table_of_their_latest_in_it() -> None:
    hull = [inspection("hull-2012", care="dim"), DIM, inspection("hull-2019", MARKS)]
    york = [
        MIXED,
        inspection("york-2018", MARKS),
        inspection("york-2020", conftest.SCORED),
    ]
    cardiff = [inspection("cardiff-2017", MARKS), inspection("cardiff-2019", MARKS)]
    answer = compared(
        *hull, *york, *cardiff, inspection("oldtown-2017", conftest.SHARES)
    )

    assert page(answer) == text("""
        Hull, York and Cardiff compared
        # Stars: bright > dim > dark
        +1: one step higher than hull-2014; =: the same
        | hull-2014 | york-2015
        Published | 2014 | 2015
        Care | dim | bright +1 ^
        Work | dim | dim =
        Rest | dim | dark -1 v
        - york-2015 against hull-2014: 1 criterion higher, 1 the same, 1 lower.
        - oldtown-2017 was inspected under a framework whose ratings cannot be compared
            with these.
        - cardiff has no inspection in this table.
        # Marks: top > dim > low
        +1: one step higher than hull-2019; =: the same
        | hull-2019 | york-2018 | cardiff-2019
        Published | 2019 | 2018 | 2019
        - No ratings of single criteria are on record.
        - oldtown-2017 was inspected under a framework whose ratings cannot be compared
            with these.
        > york-2020 was inspected under a framework whose ratings cannot be compared
            with these.
        """)
    assert answer.see == ["yot show NAME"]
    assert answer.notes[0].see == "yot show york-2020"
    only = compared(*hull, *york, families=["Marks"])
    assert [table.title for table in only.tables] == ["Marks: top > dim > low"]


def test_another_base_is_measured_from() -> None:
    answer = compared(DIM, MIXED, base=Named("york", None))

    assert rows(answer, "inspection", "base", "steps") == [
        "hull-2014 york-2015 -1",
        "york-2015 None None",
        "hull-2014 york-2015 0",
        "york-2015 None None",
        "hull-2014 york-2015 1",
        "york-2015 None None",
    ]


def test_only_changes_leaves_out_rows_in_which_all_are_alike() -> None:
    answer = compared(DIM, MIXED, only_changes=True)

    assert answer.rows["criterion"] == ["care", "care", "rest", "rest"]
    assert len(answer.tables[0].rows) == 3


def test_an_area_may_stand_there_twice_but_an_inspection_once() -> None:
    full = {Named("hull", each.id): [each] for each in (DIM, EARLIER)}
    answer = compared(histories=full | history(EARLIER, DIM))

    assert [each.heading for each in answer.tables[0].columns] == [
        *("", "hull-2014", "hull-2012")
    ]


def test_areas_without_an_inspection_and_former_ones_are_noted() -> None:
    histories = history(DIM, MIXED) | {Named("cardiff", None): []}
    answer = compared(histories=histories, former=["Old Town is a former area."])

    assert [str(remark) for remark in answer.notes] == [
        *("No inspection of Cardiff is on record.", "Old Town is a former area.")
    ]


def test_none_is_the_latest_where_the_order_is_not_known() -> None:
    month = inspection("hull-2014-03", care="bright")

    answer = compared(EARLIER, DIM, month, MIXED)

    assert [str(remark) for remark in answer.notes] == [
        "It is not known which of hull-2014 and hull-2014-03 is the latest."
    ]


def test_what_cannot_be_compared_is_refused() -> None:
    alone = history(DIM) | {Named("york", None): []}
    marked = inspection("york-2019", MARKS)
    both = [DIM, inspection("york-2018", conftest.SHARES), marked]

    assert refusal(compared, DIM) == (
        "give at least two different areas or inspections; hull was inspected under"
        " Stars"
    )
    assert refusal(compared, histories=alone, former=["Gone."]) == (
        "no inspection of York is on record; give two that have one. Gone."
    )
    assert refusal(compared, DIM, marked) == (
        "these were inspected under frameworks whose ratings cannot be compared:"
        " hull-2014 (Stars: bright > dim > dark) and york-2019 (Marks: top > dim > low)"
    )
    assert refusal(compared, *both, families=["Marks"], former=["Gone."]) == (
        "no two have an inspection of Marks: hull has Stars; york has Shares and"
        " Marks. Gone."
    )


@pytest.mark.parametrize("base", ["cardiff-2014", "york-2014", "york-2015-03"])
def test_a_base_that_is_no_column_is_refused(base: str) -> None:
    named = Named(base.partition("-")[0], base)

    assert refusal(compared, DIM, MIXED, base=named) == (
        f"--base {base!r} is none of the columns of Stars: hull-2014 and york-2015"
    )
