"""Which areas, inspections and frameworks are on record: yot list."""

from decimal import Decimal

from conftest import KNOWN, OLDER, SCORED, STARS, history, inspection, rate
from told import Kept, refusal, remarks_of, tables_of

from yotcli.answer import Answer
from yotcli.answers import listing
from yotcli.model import Date, Inspection
from yotcli.narrowing import Filter, resolved

HULL = [
    inspection("hull-2009", OLDER, care="bright", reoffending=rate("50", "40")),
    inspection("hull-2014", care="bright", reoffending=rate("30")),
    inspection("hull-2019", SCORED, overall="bright", score=Decimal(4), is_latest=True),
]
OTHERS = [
    inspection("york-2018", SCORED, overall="dim", care="dark"),
    inspection("cardiff-2020", SCORED, care="dim", notes={"care": "Cut off."}),
    inspection("oldtown-2010", care="dark", work="dim"),
]


def by_area(*inspections: Inspection) -> dict[str, list[Inspection]]:
    return {named.area: every for named, every in history(*inspections).items()}


def listed(
    *inspections: Inspection, sort: str = "name", named: object = None, **wanted: object
) -> Answer:
    frameworks = [OLDER, STARS, SCORED]
    asked = resolved(Filter(**wanted), KNOWN.values(), frameworks)
    records = by_area(*(inspections or (*HULL, *OTHERS)))
    return listing.listing(records, KNOWN, asked, sort, named)


def test_each_area_has_a_line_with_its_latest_inspection(as_kept: Kept) -> None:
    some = listed(*HULL[:1], inspection("first-2014"))
    as_kept(listed(), tables_of(some), tables_of(listed(region="Wales")))


def test_each_inspection_with_a_rating_has_a_line(as_kept: Kept) -> None:
    """Another scale than that of most, and another family, are said in a note."""
    as_kept(listed(criterion="care"), tables_of(listed(rating="bright")))


def test_rates_and_scores_are_shown_where_they_are_sorted_by(as_kept: Kept) -> None:
    scores = listed(*HULL, named=["Gone."], sort="score")
    as_kept(tables_of(listed(sort="rate")), tables_of(scores))


def test_an_order_that_is_not_known_is_said(as_kept: Kept) -> None:
    month = inspection("york-2018-03", SCORED, overall="dim")
    records = by_area(OTHERS[0], month) | {"cardiff": [], "oldtown": []}
    latest = Filter(latest=True)

    one = listed(OTHERS[0], month, inspection("york-2019"), framework="Scored")
    both = listing.listing(records, KNOWN, latest, "name", ["Gone."])
    day = {"published": Date("2018-03-01")}
    twins = listed(inspection("york-2018", **day), inspection("york-2018-03", **day))
    as_kept(both, tables_of(one), tables_of(twins))


def test_a_former_area_has_its_line_whatever_else_is_named() -> None:
    places = by_area(OTHERS[0], inspection("oldtown-2010", care="dark"))
    asked = KNOWN, Filter(latest=True), "name"
    named, every = (listing.listing(places, *asked, said) for said in (["Gone."], None))

    assert named.rows["inspection"] == ["oldtown-2010", "york-2018"]
    assert every.rows["inspection"] == ["york-2018"]


def test_ratings_are_in_order_within_a_family() -> None:
    expected = "cardiff-2020 york-2018 hull-2014 hull-2009 oldtown-2010"

    answer = listed(sort="rating", criterion="care")
    assert answer.rows["inspection"] == expected.split()


def test_lines_without_what_they_are_sorted_by_are_refused() -> None:
    for sort, asked in {"rating": HULL[:2], "score": HULL[:2], "rate": OTHERS}.items():
        assert refusal(listed, *asked, sort=sort) == (
            f"no {sort} is on record to sort these by: leave --sort out"
        )


def test_nothing_that_fits_is_said_in_one_line(as_kept: Kept) -> None:
    dark = listed(region="Wales", rating="dark")
    past = listed(inspection("first-2014"), OTHERS[0], latest=True, until="2015")

    named = listed(named=["Gone."], since="2040")
    as_kept(listed(since="2040"), *map(remarks_of, (dark, past, named)))


def test_how_many_may_lack_a_rating_is_said(as_kept: Kept) -> None:
    """With and without a line, and only of those that could be listed."""
    some = {"named": ["Gone."], "criterion": "care"}
    short = inspection("york-2018", SCORED, form="short")
    both = inspection("york-2019", SCORED), inspection("york-2020", SCORED, care="dim")

    answers = [
        *(listed(*HULL, rating=word, **some) for word in ("dim", "bright")),
        listed(HULL[0], short, criterion="rest"),
        listed(*both, criterion="care", rating="dark", latest=True),
        listed(*HULL, named=[], criterion="care", sort="rate"),
    ]
    as_kept(*map(remarks_of, answers))


def test_current_areas_without_an_inspection_are_listed(as_kept: Kept) -> None:
    def without(*having: str, **wanted: object) -> Answer:
        return listing.without_record(having, KNOWN, Filter(**wanted))

    everywhere = without("hull", "york", "cardiff")
    one = without("hull", nation="England")
    as_kept(without("hull"), remarks_of(one), tables_of(everywhere))


def test_frameworks_are_named_with_their_criteria(as_kept: Kept) -> None:
    as_kept(listing.frameworks([STARS, SCORED]))
