"""Which areas, inspections and frameworks are on record: yot list."""

from decimal import Decimal

import conftest
import pytest
from conftest import KNOWN, SCORED, STARS, inspection, rate
from told import foot, page, refusal, rows, text

from yotcli.answer import Answer
from yotcli.answers import listing
from yotcli.narrowing import Filter, resolved

HULL = [
    inspection(
        "hull-2009", conftest.OLDER, care="bright", reoffending=rate("50", "40")
    ),
    inspection("hull-2014", care="bright", reoffending=rate("30")),
    inspection("hull-2019", SCORED, overall="bright", score=Decimal(4), is_latest=True),
]
RECORDS = {
    "hull": HULL,
    "york": [inspection("york-2018", SCORED, overall="dim", care="dark")],
    "cardiff": [inspection("cardiff-2020", SCORED, care="dim")],
    "oldtown": [inspection("oldtown-2010", care="dark", work="dim")],
}
FRAMEWORKS = [conftest.OLDER, STARS, SCORED]


def areas(sort: str = "name", **wanted: object) -> Answer:
    asked = resolved(Filter(**wanted), KNOWN.values(), FRAMEWORKS)
    return listing.areas(RECORDS, KNOWN, asked, sort)


def inspections(*names: str, sort: str = "name", **wanted: object) -> Answer:
    asked = resolved(Filter(**wanted), KNOWN.values(), FRAMEWORKS)
    histories = {name: RECORDS.get(name, []) for name in names}
    return listing.inspections(histories, KNOWN, asked, sort, ["Gone."])


def test_each_area_has_a_line_with_its_latest_inspection() -> None:
    answer = areas()

    assert page(answer) == text("""
        Inspections on record: Cardiff, Hull, Old Town and York
        #
        inspection | published | framework | result | on record | inspections>
        cardiff-2020 | 2020 | scored | 1 dim, 1 not known | 1 of 2 | 1
        hull-2019 | 2019 | scored | bright | 0 of 2 | 3
        oldtown-2010 [1] | 2010 | stars | 1 dim, 1 dark, 1 not known | 2 of 3 | 1
        york-2018 | 2018 | scored | dim | 1 of 2 | 1
        [1] oldtown-2010: Former area (now York).
        > Covers 3 of 3 current areas and 1 former one: 6 inspections, 2009 to 2020.
            Coverage is incomplete.
        """)
    assert foot(answer) == ("list/1", "", "", "2020")
    assert rows(answer)[1] == (
        "hull Hull England North E06000010 3 hull-2019 2019 scored bright 4 None"
        " None hull-2019 None bright None 3 3 True 0 of 2 inspectorate"
        " https://example.org/ "
    )
    assert answer.tables[0].columns[2].cells[1].short == "2016"
    assert answer.tables[0].key == ("framework: the year from which it was in force",)


def test_each_inspection_with_a_rating_has_a_line_with_its_rank() -> None:
    answer = areas(criterion="care", rating="Bright")

    assert page(answer) == text("""
        Inspections on record: Hull
        #
        Older: best > bright > dim
        Stars: bright > dim > dark
        Ratings of the two scales are compared by their place, counted from the worst;
            the place stands in brackets.
        inspection | published | framework | care | on record | later inspection
        hull-2009 | 2009 | older | bright (2) | 1 of 2 | hull-2019
        hull-2014 | 2014 | stars | bright (3) | 1 of 3 | hull-2019
        > 2 of 6 inspections.
        > Covers 3 of 3 current areas and 1 former one: 6 inspections, 2009 to 2020.
            Coverage is incomplete.
        """)
    assert rows(answer, "rating", "rank", "ranks") == ["bright 2 3", "bright 3 3"]
    assert page(areas(rating="bright")) == text("""
        Inspections on record: Hull
        #
        inspection | published | overall | on record | later inspection
        hull-2019 | 2019 | bright | 0 of 2 | none on record
        > 1 of 6 inspections.
        > Covers 3 of 3 current areas and 1 former one: 6 inspections, 2009 to 2020.
            Coverage is incomplete.
        """)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"region": "north"}, "hull-2019 oldtown-2010 york-2018"),
        ({"region": "Wales"}, "cardiff-2020"),
        ({"nation": "Wales"}, "cardiff-2020"),
        ({"framework": "stars"}, "hull-2014 oldtown-2010"),
        ({"framework": "Scored"}, "cardiff-2020 hull-2019 york-2018"),
        ({"since": "2019"}, "cardiff-2020 hull-2019"),
        ({"until": "2014"}, "hull-2014 oldtown-2010"),
        ({"rating": "Bright"}, "hull-2019"),
        ({"criterion": "score"}, "hull-2019"),
        ({"criterion": "care", "until": "2015"}, "hull-2009 hull-2014 oldtown-2010"),
        ({"criterion": "care", "latest": True}, "cardiff-2020 oldtown-2010 york-2018"),
        ({"criterion": "care", "rating": "dark"}, "oldtown-2010 york-2018"),
    ],
)
def test_a_list_is_narrowed(wanted: dict[str, object], expected: str) -> None:
    assert areas(**wanted).rows["inspection"] == expected.split()


@pytest.mark.parametrize(
    ("sort", "of_areas", "of_hull"),
    [
        ("name", "cardiff-2020 hull-2019 oldtown-2010 york-2018", "2009 2014 2019"),
        ("date", "cardiff-2020 hull-2019 york-2018 oldtown-2010", "2019 2014 2009"),
        ("rating", "hull-2019 york-2018 cardiff-2020 oldtown-2010", "2019 2009 2014"),
        ("score", "hull-2019 cardiff-2020 oldtown-2010 york-2018", "2019 2009 2014"),
        ("rate", "hull-2014", "2014 2009"),
    ],
)
def test_a_list_is_sorted_in_every_form(sort: str, of_areas: str, of_hull: str) -> None:
    own = [f"hull-{year}" for year in of_hull.split()]

    assert areas(sort).rows["inspection"] == of_areas.split()
    assert inspections("hull", sort=sort).rows["inspection"] == own


def test_rates_and_scores_are_shown_where_they_are_sorted_by() -> None:
    assert page(inspections("hull", sort="rate")) == text("""
        Inspections on record: Hull
        #
        Stars: bright > dim > dark
        Older: best > bright > dim
        Ratings of the two scales are compared by their place, counted from the worst;
            the place stands in brackets.
        inspection | published | framework | overall | rate, %> | average, %> | on
            record | later inspection
        hull-2014 | 2014 | stars | 1 bright, 2 not known | 30 | [x] | 1 of 3 | hull-2019
        hull-2009 | 2009 | older | 1 bright, 1 not known | 50 | 40 | 1 of 2 | hull-2019
        > Gone.
        """)
    assert page(areas("score", until="2019", framework="scored")) == text("""
        Inspections on record: Hull and York
        #
        inspection | published | result | score> | on record | inspections>
        hull-2019 | 2019 | bright | 4 | 0 of 2 | 3
        york-2018 | 2018 | dim | [x] | 1 of 2 | 1
        > Covers 2 of 3 current areas: 2 inspections, 2018 to 2019. Coverage is
            incomplete.
        """)
    by_rating = "cardiff-2020 york-2018 hull-2014 hull-2009 oldtown-2010"
    assert areas("rating", criterion="care").rows["inspection"] == by_rating.split()


def test_a_line_says_which_inspection_is_later() -> None:
    month = inspection("york-2018-03", SCORED, overall="dim")
    histories = {"york": [*RECORDS["york"], month], "cardiff": [], "oldtown": []}
    answer = listing.inspections(histories, KNOWN, Filter(), "name", ["Gone."])

    assert page(answer) == text("""
        Inspections on record: York
        #
        inspection | published | overall | on record | later inspection
        york-2018 | 2018 | dim | 1 of 2 | order not known
        york-2018-03 | Mar 2018 | dim | 0 of 2 | order not known
        > No inspection of Cardiff or Old Town is on record.
        > Gone.
        """)
    assert answer.rows["latest"] == [None, None]
    latest = listing.areas(histories, KNOWN, Filter(latest=True), "name")
    assert latest.rows["area"] == ["york"]


def test_nothing_that_fits_is_said_in_one_line() -> None:
    for answer in (areas(since="2040"), areas(region="Wales", rating="dark")):
        assert page(answer) == text("""
            Inspections on record: all areas
            > No inspection on record fits this.
            """)
        assert answer.rows["area"] == []
    assert page(inspections("hull", "oldtown", since="2040")) == text("""
        Inspections on record: all areas
        > No inspection on record fits this.
        > Gone.
        """)


def test_nothing_on_record_for_what_was_named_is_refused() -> None:
    asked = KNOWN, Filter(), "name"

    assert refusal(listing.inspections, {"york": [], "hull": []}, *asked, []) == (
        "no inspection of York or Hull is on record"
    )
    assert refusal(listing.inspections, {"york": []}, *asked, ["Gone."]) == (
        "no inspection of York is on record. Gone."
    )


def test_current_areas_without_an_inspection_are_listed() -> None:
    def without(*having: str, **wanted: object) -> Answer:
        return listing.without_record(having, KNOWN, Filter(**wanted))

    assert page(without("hull")) == text("""
        Inspections on record: Cardiff and York
        #
        area | name | region
        cardiff | Cardiff | Wales
        york | York | North
        > 2 current areas have no inspection on record.
        """)
    assert [str(remark) for remark in without("hull", nation="Wales").notes] == [
        "1 current area has no inspection on record."
    ]
    assert page(without("hull", "york", "cardiff")) == text("""
        Inspections on record: all areas
        > Every current area has an inspection on record.
        """)
    assert without("hull").rows["area"] == ["cardiff", "york"]


@pytest.mark.parametrize(
    ("names", "wanted", "sort", "refused"),
    [
        ([], Filter(), "name", False),
        (["hull"], Filter(), "name", True),
        ([], Filter(since="2014"), "name", True),
        ([], Filter(), "date", True),
    ],
)
def test_an_option_works_or_is_refused(
    names: list[str], wanted: Filter, sort: str, refused: bool
) -> None:
    for option, alone in {
        "--frameworks": "--frameworks goes alone",
        "--without-record": "--without-record goes alone and with --region or --nation",
    }.items():
        if refused:
            assert refusal(listing.refuse_more, option, names, wanted, sort) == alone
        else:
            listing.refuse_more(option, names, wanted, sort)


def test_frameworks_are_named_with_their_families_and_criteria() -> None:
    answer = listing.frameworks([STARS, SCORED])

    assert page(answer) == text("""
        Frameworks of inspection
        # stars: Stars
        Family: Stars
        Ratings: bright > dim > dark
        criteria |
        care | Care
        work | Work
        rest | Rest
        # scored: Scored
        Family: Scored
        Ratings: bright > dim > dark
        standards |
        overall | Overall
        score | Score, of 4
        care | Care
        work | Work
        rest | Rest
        > Ratings of frameworks of one family can be compared, of two never.
        """)
    assert rows(answer)[4] == (
        "scored Scored Scored 2016 bright > dim > dark score 2 Score score 4 False "
    )
    assert answer.rows["place"] == [1, 2, 3, 1, 2, 3, 4, 5]
    assert foot(answer) == ("frameworks/1", [], [], None)
