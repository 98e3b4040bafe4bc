"""What changed from one inspection to another, or everywhere: yot diff."""

import conftest
import pytest
from conftest import HULL, KNOWN, YORK, history, inspection
from told import Kept, refusal, remarks_of, rows, tables_of

from yotcli.answer import Answer
from yotcli.answers import diff
from yotcli.model import Date, Inspection
from yotcli.narrowing import Filter

RATED = {"care": "dark", "work": "dim", "rest": "dim"}
BETTER = {"care": "bright", "work": "dark", "rest": "dim"}
DARK, BRIGHT = inspection("hull-2012", **RATED), inspection("hull-2014", **BETTER)
LATER = inspection("hull-2019", conftest.MARKS, care="dim")
AREAS = KNOWN | {"leeds": YORK._replace(id="leeds", name="Leeds")}
UNRATED = dict.fromkeys(("overall", "care"), "Too few cases.")
COUNTED = ["improved", "unchanged", "declined", "higher", "same", "lower", "missing"]


def of_area(*history: Inspection, only_changes: bool = False) -> Answer:
    return diff.of_area(history, HULL, only_changes, ["Gone."])


def of_two(before: Inspection, *after: Inspection) -> Answer:
    areas = [KNOWN[before.area], KNOWN[after[0].area]]
    return diff.of_two([[before], after], areas, False, [])


def test_the_two_latest_of_a_family_stand_side_by_side(as_kept: Kept) -> None:
    scraped = {"sources": (conftest.TABLE,), "care": "bright"}
    before = inspection("hull-2009", conftest.OLDER, work="best", **scraped)
    rated = {"work": "dark", "rest": "dim", "notes": {"work": "Cut off."}}
    after = inspection("hull-2014", conftest.SEEN, **scraped, **rated)

    as_kept(of_area(inspection("hull-2008", conftest.SHARES), before, after, LATER))


def test_only_changes_leaves_out_what_did_not_move() -> None:
    answer = of_area(DARK, BRIGHT, only_changes=True)

    assert rows(answer, "criterion", "change") == ["care,improved", "work,declined"]
    assert not of_area(BRIGHT._replace(id="hull-2013"), BRIGHT).found


def test_it_improved_only_where_it_is_known_to_be_later(each_kept: Kept) -> None:
    def changes(before: str, after: str) -> str:
        answer = of_two(inspection(before, **RATED), inspection(after, **BETTER))
        [table], words = answer.tables, ", ".join(map(str, answer.rows["change"]))
        return " | ".join([table.title, words, *map(str, table.remarks[1:])])

    each_kept(changes)


def test_an_area_neither_improved_nor_declined_where_its_order_is_not_known(
    each_kept: Kept,
) -> None:
    """Of the area, of every area and of two, York the other."""

    def said(ids: str, *later: str) -> str:
        *rated, last = [f"hull-{id}" for id in ids.split()]
        hull = [*(overall(id, "dim") for id in rated), overall(last, "dark")]
        hull += [inspection(id, conftest.MARKS, care="dim") for id in later]
        both = [[overall("york-2015", "dim")], hull]
        two = diff.of_two(both, [YORK, HULL], False, [])
        return " | ".join(map(unsettled, (of_area(*hull), of_all(*hull), two)))

    each_kept(said)


def unsettled(answer: Answer) -> str:
    """The first change of an answer, and which order it says is not known."""
    remarks = map(str, (*answer.tables[0].remarks, *answer.notes))
    said = [remark for remark in remarks if "not known which" in remark]
    return f"{answer.rows['change'][0]}. {' '.join(said)}".strip()


def test_of_two_areas_the_latest_of_a_family_that_both_have_are_taken() -> None:
    york = [inspection("york-2010"), inspection("york-2012", **RATED), LATER]
    answer = diff.of_two([[DARK, BRIGHT], york], [HULL, YORK], True, [])

    assert answer.tables[0].title == "Hull and York, stars: published 2014 and 2012"
    assert rows(answer, "criterion", "change") == ["care,lower", "work,higher"]


def test_what_has_no_pair_is_refused(as_kept: Kept) -> None:
    of_one = refusal(of_area, BRIGHT), refusal(of_area, BRIGHT, LATER)

    as_kept(*of_one, refusal(of_two, BRIGHT, LATER), refusal(of_two, BRIGHT, BRIGHT))


def overall(id: str, word: str | None = None, **fields: object) -> Inspection:
    return inspection(id, conftest.SCORED, overall=word, **fields)


def of_all(*inspections: Inspection, **wanted: object) -> Answer:
    histories = {named.area: every for named, every in history(*inspections).items()}
    return diff.of_all(histories, AREAS, Filter(**wanted))


CHANGED = [
    *(overall("oldtown-2016"), overall("oldtown-2018", "dim")),
    *(DARK, inspection("hull-2014", **RATED | {"care": "bright"})),
    *(overall("hull-2019", "dim"), overall("york-2016", "dark")),
    *(overall("york-2018", "dim"), overall("cardiff-2016", "bright")),
    overall("cardiff-2020-05", "dark"),
    *(overall("first-2016", "dim"), overall("first-2018", not_rated=UNRATED)),
]


def test_those_that_declined_come_first_and_the_unknown_last(as_kept: Kept) -> None:
    as_kept(of_all(*CHANGED))


def test_different_standards_have_no_change(as_kept: Kept) -> None:
    alike = inspection("york-2025", conftest.ALIKE, overall="dim")
    apart = [overall("york-2016", "bright"), alike, DARK, LATER]
    alone = inspection("cardiff-2014")
    month = inspection("york-2016-03", conftest.ALIKE, overall="dim")
    past, unsure = of_all(*apart, since="2026"), of_all(apart[0], month)

    both = of_all(*apart), of_all(*apart, alone)
    as_kept(both[0], remarks_of(both[1]), past, tables_of(unsure))


def test_what_may_be_later_is_said_beside_a_pair() -> None:
    month = inspection("hull-2014-05", conftest.MARKS, care="dim")
    one, every = of_area(DARK, BRIGHT, month), of_all(DARK, BRIGHT, month)
    said = "It is not known whether hull-2014-05 is later than hull-2014."

    assert one.tables[0].remarks[-2:] == [said, "Gone."]
    assert every.notes == [said]
    assert str(every.tables[0].rows[0][-1]) == "order not known"
    two = of_two(inspection("york-2013", **RATED), BRIGHT, month)
    assert two.tables[0].remarks[-1] == said

    rivals = (
        month._replace(published=Date("2018")),
        inspection("hull-2018", conftest.ALIKE),
    )
    newer = of_all(DARK, BRIGHT, *rivals).tables[0].rows[0][-1]
    assert str(newer) == "order not known"


def test_an_area_whose_newest_report_may_be_of_the_dates_asked_for_is_kept() -> None:
    rivals = overall("hull-2020-2024", "dim"), overall("hull-2022", "dark")
    said = "It is not known which of hull-2020-2024 and hull-2022 is the latest."
    kept, left = of_all(*rivals, since="2023"), of_all(*rivals, since="2025")

    assert kept.notes == [said]
    assert left.notes == ["No two inspections on record fit this."]


@pytest.mark.parametrize(
    ("day", "date"),
    [
        *(("2014-05-06", "2014-05-06"), ("2015-02-28", "2015-02")),
        *(("2016-02-29", "2016-02"), ("2014-09-30", "2014-09"), ("2014-12-31", "2014")),
    ],
)
def test_on_the_last_day_that_a_date_may_be_it_is_not_later(
    day: str, date: str
) -> None:
    marked = inspection("hull-2014-05", conftest.MARKS, published=Date(date))
    bright = BRIGHT._replace(published=Date(day))
    same = bright._replace(id="hull-2014-05")

    assert of_area(DARK, bright, marked).tables[0].remarks[-1:] == ["Gone."]
    assert of_all(DARK, bright, marked).notes == []
    assert "not known" not in str(of_two(bright, same).tables[0].remarks)


def test_every_area_is_counted_once(each_kept: Kept) -> None:
    def said(wanted: dict[str, str]) -> str:
        answer = of_all(*CHANGED, inspection("leeds-2012"), **wanted)
        return remarks_of(answer).replace("\n", " ")

    each_kept(said)


def test_a_newer_inspection_of_the_family_is_not_of_different_standards() -> None:
    newer = inspection("hull-2015", conftest.SEEN)
    answer = of_all(DARK, BRIGHT, newer, framework="stars")
    headings = [column.heading for column in answer.tables[0].columns]

    assert headings == ["", "before", "after", "change"]


def test_the_net_of_the_criteria_stands_for_an_overall_rating(as_kept: Kept) -> None:
    many = {"care": "dark", "work": "dark", "rest": "bright"}
    older = {"care": "bright", "work": "bright"}
    answer = of_all(
        *(
            inspection("oldtown-2009", conftest.OLDER, **older),
            inspection("oldtown-2010", **older),
        ),
        *(inspection("cardiff-2012"), inspection("cardiff-2014", care="dim")),
        *(inspection("hull-2012", **many), inspection("hull-2014", care="bright")),
        *(inspection("york-2012", **many), inspection("york-2014", rest="dark")),
        *(inspection("first-2012", **BETTER), inspection("first-2012-03", **RATED)),
        *(
            inspection(f"leeds-{year}", conftest.MARKS, not_rated=UNRATED)
            for year in (2018, 2019)
        ),
    )

    as_kept(tables_of(answer), "\n".join(rows(answer, "area", *COUNTED)))
