"""What changed from one inspection to another, or everywhere: yot diff."""

import conftest
import pytest
from conftest import HULL, KNOWN, YORK, history, inspection
from told import foot, page, refusal, rows, text

from yotcli.answer import Answer
from yotcli.answers import diff
from yotcli.model import Inspection, Named
from yotcli.narrowing import Filter

RATED, BETTER = (
    {"care": "dark", "work": "dim", "rest": "dim"},
    {"care": "bright", "work": "dark", "rest": "dim"},
)
DARK, BRIGHT = inspection("hull-2012", **RATED), inspection("hull-2014", **BETTER)
LATER = inspection("hull-2019", conftest.MARKS, care="dim")


def of_area(*history: Inspection, only_changes: bool = False) -> Answer:
    return diff.of_area(history, HULL, only_changes)


def of_two(before: Inspection, after: Inspection) -> Answer:
    areas = [KNOWN[before.area], KNOWN[after.area]]
    return diff.of_two([[before], [after]], areas, False)


def test_the_two_latest_of_a_family_are_set_side_by_side() -> None:
    scraped = {"sources": (conftest.TABLE,), "care": "bright"}
    first = inspection("hull-2008", conftest.SHARES)
    before = inspection("hull-2009", conftest.OLDER, work="best", **scraped)
    rated = {"work": "dark", "rest": "dim", "notes": {"work": "Cut off."}}
    after = inspection("hull-2014", conftest.SEEN, **scraped, **rated)
    answer = of_area(first, before, after, LATER)

    assert page(answer) == text("""
        Hull: from one inspection to the next
        # Hull, stars: published 2009, and 2014
        Older: best > bright > dim
        Seen: bright > dim > dark
        Ratings of the two scales are compared by their place, counted from the worst;
            the place stands in brackets.
        | hull-2009 | hull-2014 | change
        Care | bright (2) | bright (3) | improved +1 ^
        Work | best (3) | dark (1) [1] | declined -2 v
        Rest | [z] | dim (2) | not in both
        - 1 aspect improved, none unchanged, 1 declined, 1 not in both.
        - 1 of 4 aspects is not shown: no ratings are on record.
        - hull-2019 was inspected under a framework whose ratings cannot be compared
            with these. (yot show hull --all)
        - hull-2009: 2 of 2 values come from a scraped table.
        - hull-2014: 3 of 3 values come from a scraped table, which never shows "dark"
            for a single aspect.
        [1] hull-2014: Cut off.
        """)
    assert foot(answer) == (
        "diff/1",
        "hull-2009 hull-2014",
        "yot show hull-2009, yot show hull-2014",
        "2014",
    )
    assert answer.found
    assert answer.tables[0].key[1] == "b bright > di dim > da dark"
    assert answer.tables[0].columns[1].name() == "Hull, 2009"


def test_only_changes_leaves_out_what_did_not_move() -> None:
    same = BRIGHT._replace(id="hull-2013")

    answer = of_area(DARK, BRIGHT, only_changes=True)

    assert rows(answer, "criterion", "change") == ["care improved", "work declined"]
    assert not of_area(same, BRIGHT).found


@pytest.mark.parametrize(
    ("before", "after", "words", "unknown"),
    [
        ("hull-2021", "hull-2022", ["improved", "declined", "unchanged"], False),
        ("hull-2022", "hull-2022-03", ["higher", "lower", "the same"], True),
        ("hull-2022-03", "hull-2022", ["higher", "lower", "the same"], True),
        ("hull-2021-02", "hull-2022", ["improved", "declined", "unchanged"], False),
        ("hull-2022", "hull-2021", ["higher", "lower", "the same"], False),
        ("hull-2022", "york-2022", ["higher", "lower", "the same"], False),
    ],
)
def test_it_improved_only_where_it_is_known_to_be_later(
    before: str, after: str, words: list[str], unknown: bool
) -> None:
    answer = of_two(inspection(before, **RATED), inspection(after, **BETTER))
    said = [str(remark) for remark in answer.tables[0].remarks[1:]]

    assert answer.rows["change"] == words
    assert said == [
        "It is not known which of hull-2022 and hull-2022-03 is the latest."
    ] * (unknown)


def test_of_two_areas_the_latest_of_a_family_that_both_have_are_taken() -> None:
    york = [inspection("york-2010"), inspection("york-2012"), LATER]
    answer = diff.of_two([[DARK, BRIGHT], york], [HULL, YORK], False)

    assert answer.tables[0].title == "Hull and York, stars: published 2014, and 2012"


def test_the_pair_is_the_newest_of_one_family() -> None:
    second, other = inspection("hull-2013"), inspection("hull-2017", conftest.SCORED)

    assert diff.latest_pair([DARK, second, BRIGHT, LATER]) == (second, BRIGHT)
    assert diff.latest_pair([DARK, LATER, BRIGHT]) == (DARK, BRIGHT)
    assert diff.latest_pair([BRIGHT, LATER, other]) is None


def test_what_has_no_pair_is_refused() -> None:
    assert refusal(of_area, BRIGHT) == (
        "only one inspection of Hull is on record, hull-2014 (Stars); see yot show"
        " hull --all"
    )
    assert refusal(of_area, BRIGHT, LATER) == (
        "the inspections of Hull were under frameworks whose ratings cannot be"
        " compared: hull-2014 (Stars) and hull-2019 (Marks); see yot show hull"
        " --all"
    )
    assert refusal(of_two, BRIGHT, LATER) == (
        "hull-2014 (Stars) and hull-2019 (Marks) were inspected under frameworks"
        " whose ratings cannot be compared; see yot show hull-2014 and yot show"
        " hull-2019"
    )
    assert refusal(of_two, BRIGHT, BRIGHT) == (
        "give two different inspections; both are hull-2014"
    )


def test_an_option_works_or_is_refused() -> None:
    hull, full = Named("hull", None), Named("hull", "hull-2014")

    assert refusal(diff.refuse_without_names, True) == (
        "--only-changes goes with an area or two inspections"
    )
    assert refusal(diff.refuse_with_names, [hull], Filter(since="2014")) == (
        "--region, --framework and --since go without names"
    )
    assert refusal(diff.refuse_with_names, [hull, full, full], Filter()) == (
        "name one area, or two inspections"
    )
    assert refusal(diff.refuse_with_names, [full], Filter()) == (
        "name a second inspection, or the area hull"
    )
    diff.refuse_without_names(False)
    diff.refuse_with_names([hull], Filter())
    diff.refuse_with_names([full, full], Filter())


def overall(id: str, word: str | None) -> Inspection:
    return inspection(id, conftest.SCORED, overall=word)


def of_all(*inspections: Inspection, **wanted: object) -> Answer:
    histories = {named.area: every for named, every in history(*inspections).items()}
    return diff.of_all(histories, KNOWN, Filter(**wanted))


CHANGED = [
    *(overall("oldtown-2016", None), overall("oldtown-2018", "dim")),
    *(DARK, BRIGHT, overall("hull-2019", "dim")),
    *(overall("cardiff-2016", "dark"), overall("cardiff-2018", "dim")),
    *(overall("york-2016", "bright"), overall("york-2020-05", "dark")),
]


def test_those_that_declined_come_first_and_those_without_one_rating_last() -> None:
    answer = of_all(*CHANGED)

    assert page(answer) == text("""
        Who improved and who declined
        # Who declined and who improved: each area's two latest inspections whose
            ratings can be compared
        Scored: bright > dim > dark
        Stars: no overall rating; criteria that changed
        | before | after | change | since then, different standards
        York | bright, 2016 | dark, May 2020 | declined -2 v | none on record
        Cardiff | dark, 2016 | dim, 2018 | improved +1 ^ | none on record
        Hull | 2 dim, 1 dark, 2012 | 1 bright, 1 dim, 1 dark, 2014 | 1 improved, 1
            unchanged, 1 declined | dim, 2019
        Old Town | [x], 2016 | dim, 2018 | [x] | none on record
        - 4 areas: 1 declined, 1 improved, 1 unchanged, 1 not known.
        """)
    assert rows(answer, "change", "steps", "missing", "improved", "declined") == [
        "declined -2 None None None",
        "improved 1 None None None",
        "unchanged None None 1 1",
        "None None x None None",
    ]
    assert foot(answer) == (
        "diff/1",
        "york-2016 york-2020-05 cardiff-2016 cardiff-2018 oldtown-2018",
        "yot diff NAME, yot show NAME --all",
        "May 2020",
    )
    assert answer.found


def test_different_standards_have_no_change() -> None:
    alike = inspection("york-2025", conftest.ALIKE, overall="dim")
    apart = [overall("york-2016", "bright"), alike, DARK, LATER]
    answer = of_all(*apart, inspection("cardiff-2014"))

    assert page(answer) == text("""
        Who improved and who declined
        # Areas whose two latest inspections had different standards
        Different standards: the words look alike, but what they rate differs, so no
            change is worked out.
        | before | after
        York | bright, 2016 | dim, 2025
        > 2 more areas have no two inspections that can be compared.
        """)
    assert rows(answer, "steps", "missing") == ["None z"]
    assert not answer.found
    assert page(of_all(*apart, since="2026")) == text("""
        Who improved and who declined
        > No two inspections on record fit this.
        """)


@pytest.mark.parametrize(
    ("wanted", "areas"),
    [
        ({"region": "North"}, ["york", "hull", "oldtown"]),
        ({"region": "Wales"}, ["cardiff"]),
        ({"framework": "Scored"}, ["york", "cardiff", "oldtown"]),
        ({"framework": "stars"}, ["hull"]),
        ({"since": "2018"}, ["york", "cardiff", "oldtown"]),
        ({"since": "2021"}, []),
    ],
)
def test_who_changed_is_narrowed(wanted: dict[str, str], areas: list[str]) -> None:
    assert of_all(*CHANGED, **wanted).rows["area"] == areas


def test_the_largest_change_of_a_group_comes_first() -> None:
    answer = of_all(
        *(overall("cardiff-2016", "dim"), overall("cardiff-2018", "dim")),
        *(overall("oldtown-2018", "dark"), overall("oldtown-2018-05", "dim")),
        *(overall("hull-2016", "dim"), overall("hull-2018", "bright")),
        *(overall("york-2016", "dark"), overall("york-2018", "bright")),
    )

    assert answer.rows["area"] == ["york", "hull", "cardiff", "oldtown"]
    assert (
        page(answer).splitlines()[-1] == "- 4 areas: 2 improved, 1 unchanged, 1 higher."
    )


def test_the_net_of_the_criteria_stands_for_an_overall_rating() -> None:
    many = {"care": "dark", "work": "dark", "rest": "bright"}
    answer = of_all(
        *(inspection("cardiff-2012"), inspection("cardiff-2014", care="dim")),
        *(inspection("hull-2012", **many), inspection("hull-2014", care="bright")),
        *(inspection("york-2012", **many), inspection("york-2014", rest="dark")),
    )

    assert page(answer) == text("""
        Who improved and who declined
        # Who declined and who improved: each area's two latest inspections whose
            ratings can be compared
        Stars: no overall rating; criteria that changed
        | before | after | change
        York | 1 bright, 2 dark, 2012 | 1 dark, 2 not known, 2014 | 1 declined v
        Hull | 1 bright, 2 dark, 2012 | 1 bright, 2 not known, 2014 | 1 improved ^
        Cardiff | [x], 2012 | 1 dim, 2 not known, 2014 | [x]
        - 3 areas: 1 declined, 1 improved, 1 not known.
        """)
    assert rows(answer, "change", "improved", "unchanged", "declined") == [
        "declined 0 0 1",
        "improved 1 0 0",
        "None 0 0 0",
    ]
