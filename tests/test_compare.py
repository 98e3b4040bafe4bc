"""Inspections side by side: yot compare."""

from collections import defaultdict
from decimal import Decimal
from itertools import starmap

import conftest
from conftest import KNOWN, MARKS, SEEN, SHARES, STARS, history, inspection, rate
from told import Kept, refusal, remarks_of, rows, tables_of

from yotcli.answer import Answer
from yotcli.answers import compare
from yotcli.model import Inspection, Named

DIM = inspection("hull-2014", care="dim", work="dim", rest="dim")
EARLIER = inspection("hull-2012", care="bright")
MIXED = inspection("york-2015", care="bright", work="dim", rest="dark")
MARKED = [inspection("hull-2019", MARKS), inspection("york-2019", MARKS)]


def compared(*inspections: Inspection, **options: object) -> Answer:
    plain = {"base": None, "wanted": None, "only_changes": False}
    plain |= {"histories": history(*inspections), "former": [], "of_region": {}}
    return compare.compare(**(plain | options), place_of=lambda area: KNOWN[area].name)


def test_two_inspections_stand_side_by_side(as_kept: Kept) -> None:
    dim = {"care": "dim", "work": "dim", "reach": Decimal("55.5")}
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

    hull = inspection("hull-2014", SEEN, **dim, reoffending=rate("33.8", "37.9"))
    as_kept(compared(hull, york))


def test_from_three_columns_on_counts_and_origins_are_rows(as_kept: Kept) -> None:
    older = inspection("cardiff-2009", conftest.OLDER, care="bright", work="best")
    lost = {"sources": (conftest.TABLE,), "work": "dim", "not_rated": {"care": "None."}}

    town = inspection("oldtown-2014", SEEN, **lost)
    answer = compared(DIM, MIXED, older, town)
    as_kept(tables_of(answer), ", ".join(answer.see))


def test_a_table_without_a_rating_has_no_gap_below_its_dates() -> None:
    unrated = [inspection(id) for id in ("hull-2012", "york-2012", "cardiff-2012")]
    [table] = compared(*unrated).tables

    assert (len(table.rows), table.gaps) == (1, [])


def test_scores_are_compared_in_points_and_not_counted(as_kept: Kept) -> None:
    scored = {"overall": "dim", "score": Decimal(4)}
    hull = inspection("hull-2019", conftest.SCORED, **scored, form="long", care="dark")
    york = inspection("york-2019", conftest.SCORED, **(scored | {"score": Decimal(1)}))
    cardiff = inspection("cardiff-2018", conftest.SCORED, **scored, form="short")

    as_kept(remarks_of(compared(hull, york)), compared(hull, york, cardiff))


def test_each_family_that_two_share_has_a_table_of_their_latest(as_kept: Kept) -> None:
    hull = [EARLIER, DIM, inspection("hull-2019", MARKS)]
    york = [
        MIXED,
        inspection("york-2018", MARKS),
        inspection("york-2020", conftest.SCORED),
    ]
    cardiff = [inspection("cardiff-2017", MARKS), inspection("cardiff-2019", MARKS)]
    apart = inspection("oldtown-2017", SHARES)
    answer = compared(*hull, *york, *cardiff, apart)
    only = compared(*hull, *york, wanted="Marks")

    as_kept(tables_of(answer), ", ".join(answer.see), tables_of(only))


def test_a_base_is_used_in_the_table_that_has_it() -> None:
    both = DIM, MIXED, *MARKED
    answer = compared(*both, base=Named("york", "york-2019"))

    assert dict.fromkeys(rows(answer, "inspection", "base")) == dict.fromkeys(
        ["hull-2014,", "york-2015,hull-2014", "hull-2019,york-2019", "york-2019,"]
    )
    assert refusal(compared, *both, base=Named("york", "york-2014")) == (
        "--base 'york-2014' is not one of those compared: hull-2014, york-2015,"
        " hull-2019 and york-2019"
    )


def test_only_changes_leaves_out_rows_in_which_all_are_alike(as_kept: Kept) -> None:
    same, rated = DIM._replace(id="york-2014", area="york"), {"reoffending": rate("30")}
    alike = compared(DIM, same, only_changes=True)
    but_rates = compared(DIM._replace(**rated), same, only_changes=True)

    as_kept(
        compared(DIM, MIXED, only_changes=True), remarks_of(alike), tables_of(but_rates)
    )


def test_what_stands_in_no_table_is_noted(as_kept: Kept) -> None:
    """An area without an inspection, a former one, and an order that is not known."""
    month = inspection("hull-2014-03", care="bright")
    histories = history(EARLIER, DIM, month, MIXED) | {Named("cardiff", None): []}
    gone = {"Stars": ["Old Town is a former area and not shown."], "Marks": ["Lost."]}

    former = ["Old Town is a former area."]
    answer = compared(histories=histories, former=former, of_region=gone)
    later = inspection("hull-2014-05", MARKS)
    two = [inspection("hull-2018", MARKS), inspection("hull-2018-05", SHARES)]
    others = (compared(DIM, *own, MIXED) for own in ([later], [later, MARKED[1]], two))
    as_kept(tables_of(answer), *map(remarks_of, others))


def test_what_cannot_be_compared_is_refused(each_kept: Kept) -> None:
    """An area and its only inspection are one."""
    [marked, other], york = MARKED, inspection("york-2015")
    own = {"hull": [marked], "hull-2019": [marked], "cardiff": []}
    own |= {"york": [york, other], "york-2015": [york], "york-2019": [other]}
    own["oldtown"] = [inspection("oldtown-2014"), inspection("oldtown-2018", SHARES)]

    def refused(*names: str) -> str:
        named = {
            Named(id.split("-")[0], id if "-" in id else None): own[id] for id in names
        }
        return refusal(compared, histories=named, former=["Gone.", "Lost."])

    each_kept(refused)


def test_a_former_area_of_a_region_stays_until_a_successor_is_inspected() -> None:
    ids = [("first-2012", STARS), ("first-2018", MARKS), ("york-2015", STARS)]
    ids += [("hull-2014", STARS), ("hull-2018", MARKS), ("hull-2019", STARS)]
    known = history(*starmap(inspection, ids))
    histories = defaultdict(list, {name.area: own for name, own in known.items()})

    areas = [KNOWN["first"], KNOWN["york"], KNOWN["hull"]]
    added, about = compare.still_counted(areas, KNOWN, histories.__getitem__)

    shown = [each.id for own in added.values() for each in own]
    said = "First Town is a former area and not shown: York has been inspected."
    in_time = ["hull-2014", "hull-2018", "hull-2019"]
    assert shown == ["first-2018", "york-2015", *in_time]
    assert about["Stars"] == [said]
    assert about["Marks"] == ["First Town is a former area (now York)."]
