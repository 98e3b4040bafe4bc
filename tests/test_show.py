"""Everything on record about an inspection: yot show."""

from decimal import Decimal

import conftest
import pytest
from conftest import HULL, PAGE, PAPER, inspection, rate
from told import Kept, rows, tables_of

from yotcli import values
from yotcli.answer import Answer
from yotcli.answers import show
from yotcli.model import Date, Inspection, Period, Rate


def shown(*inspections: Inspection, every: bool = False, **options: object) -> Answer:
    plain = {"history": inspections, "area": HULL, "former": []}
    return show.show(inspections, **(plain | options), every=every)


def test_everything_on_record_is_told(as_kept: Kept) -> None:
    full = inspection(
        "hull-2019",
        conftest.SCORED._replace(
            selection="In turn.",
            inspected_with={"England": ("One", "Two"), "Wales": ("X",)},
        ),
        overall="dim",
        care="dim",
        form="long",
        published_by="A. Reader",
        service="Hull Team",
        headline="A headline",
        chosen_because="Its turn.",
        fieldwork=Period(Date("2019-01"), Date("2019-02")),
        follows_up="hull-2014",
        findings={"care": "Careful.", "rest": "Restful.", "inspection": "All told."},
        directions={"care": "unchanged", "rest": "declined"},
        counts={"dim": 2, "dark": 1},
        not_rated={"work": "no cases"},
        recommendations=("One", "Two"),
        recommendations_count=5,
        notes={"published_by": "Late.", "inspection": "Odd.", "score": "Cut."},
        sources=(PAGE, PAPER),
        rests_on={
            "ratings": (2,),
            "care": (2,),
            "findings.care": (2,),
            "published_by": (1, 2),
        },
        reoffending=rate("45", "40.5", cohort=20, reoffenders=9),
    )

    as_kept(shown(full, former=["Old Town is a former area."]))


def test_what_is_not_known_is_left_out(as_kept: Kept) -> None:
    bare = HULL._replace(region=None, gss=())

    as_kept(tables_of(shown(inspection("hull-2014", care="dim"), area=bare)))


@pytest.mark.parametrize("field", ["findings", "directions", "notes"])
def test_what_is_told_of_a_criterion_is_shown_without_its_rating(field: str) -> None:
    hull = inspection("hull-2019", conftest.SCORED, **{field: {"work": "improved"}})

    assert "improved" in str(shown(hull).tables[1]).lower()
    assert values.known_of(hull) == "0 of 2"  # as without the words


def test_the_run_through_frameworks_stands_before_each(as_kept: Kept) -> None:
    first = inspection("hull-2012-2014", care="dim")
    marked = inspection("hull-2017-2018", conftest.MARKS, care="top")
    last = inspection("hull-2019", conftest.SCORED, overall="dim", care="dark")

    answer = shown(first, marked, last, every=True)
    rests = [
        f"{source.inspection} rests on {source.rests}" for source in answer.sources
    ]
    ids = dict.fromkeys(rows(answer, "inspection"))
    as_kept(tables_of(answer), "\n".join(rests), f"rows of {', '.join(ids)}")


def test_what_is_superseded_says_so_where_the_order_is_known(each_kept: Kept) -> None:
    def said(id: str, other: str) -> str:
        history = sorted(map(inspection, (id, other)), key=lambda each: each.id)
        lead = shown(inspection(id), history=history).tables[0].lead
        run = shown(*history, every=True).tables[0].remarks
        return f"{lead}, of all: {[*map(str, run)]}"

    each_kept(said)


def test_only_what_is_known_of_a_rate_is_said(as_kept: Kept) -> None:
    year, before = (Period(Date(year), Date(year)) for year in ("2013", "2012"))

    as_kept(
        show.reoffending(Rate(previous_year="same", against_average="worse")),
        show.reoffending(rate("45", "45.0", period=year, cohort=9, measure="a-year")),
        show.reoffending(rate("30", "40", period=year, average_period=before)),
        show.reoffending(Rate(average=Decimal(40), average_period=before)),
        show.reoffending(rate("0.0", "40", cohort=20, reoffenders=0)),
        show.reoffending(Rate(reoffenders=9)),
    )
