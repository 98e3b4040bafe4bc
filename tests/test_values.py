"""Values as rows and cells, the words for them, and what narrows a question."""

from decimal import Decimal

import conftest
import pytest
from conftest import KNOWN, MARKS, OLDER, SCORED, STARS, inspection
from told import Kept, refusal

from yotcli import narrowing, sentences, values
from yotcli.model import Area, Date
from yotcli.narrowing import Filter


def test_one_date_is_before_another_if_all_its_days_are(each_kept: Kept) -> None:
    each_kept(lambda date, other: Date(date).is_before(Date(other)))


def test_the_newest_date_is_as_exact_as_it_is_known(each_kept: Kept) -> None:
    def newest(*dates: str) -> str | None:
        hull = inspection("hull-2014")
        return sentences.newest(hull._replace(published=Date(date)) for date in dates)

    each_kept(newest)


def test_a_report_may_follow_the_fieldwork_by_half_a_year(each_kept: Kept) -> None:
    def may_be_of(published: str, until: str | None) -> bool:
        framework = STARS._replace(since=Date("2010"), until=until and Date(until))
        return framework.may_be_of(Date(published))

    each_kept(may_be_of)


def test_criteria_of_two_frameworks_keep_the_order_of_the_newest() -> None:
    care, work, rest = conftest.CARE, conftest.WORK, conftest.REST
    extra, reach = conftest.criterion("extra"), conftest.SEEN.criteria["reach"]
    caring, since = care._replace(label="Caring"), Date("2001")
    older = conftest.framework("old", "a b c", extra, caring, rest, since=since)
    newer = conftest.framework("new", "a b c", work, care, reach)
    both = [inspection("hull-2002", older), inspection("hull-2014", newer)]

    for order in (both, both[::-1]):
        known = [each.label for each in values.criteria_of(order)]
        assert known == ["Extra", "Work", "Care", "Rest", "Reach"]


def test_ratings_are_counted_by_word_best_first() -> None:
    counted = {"counts": {"dark": 2, "bright": 1}, "not_rated": {"rest": "none"}}
    hull = inspection("hull-2014", care="dark", **counted)
    shares = inspection("hull-2012", conftest.SHARES, care=Decimal("55.5"))
    scored = inspection("hull-2019", SCORED, care="dim", work="dark", overall="bright")

    assert values.counted_ratings(hull) == "1 bright, 2 dark"
    assert values.counted_ratings(scored) == "1 dim, 1 dark, 1 not known"
    unrated = inspection("york-2019", SCORED, not_rated={"overall": "none"})
    results = [str(values.result(each)) for each in (shares, scored, unrated)]
    assert results == ["55.5%", "bright", "[n]"]


@pytest.mark.parametrize(
    ("scale", "own", "short"),
    [
        ("Good > Requires improvement", {"Requires improvement": "RI"}, "G RI"),
        ("Strong > Weak", {"Strong": "W"}, "W We"),
        ("Good enough > Good > Weak", {}, "Goode Good W"),
    ],
)
def test_short_forms_of_a_scale_differ(
    scale: str, own: dict[str, str], short: str
) -> None:
    stars = STARS._replace(scale=tuple(scale.split(" > ")), shorts=own)

    assert " ".join(map(stars.short, stars.scale)) == short


def test_stars_are_named_where_both_frameworks_print_them(as_kept: Kept) -> None:
    hull = inspection("hull-2009", OLDER._replace(stars=True))
    york = inspection("york-2014", STARS._replace(stars=True))

    assert sentences.scales([hull]) == ()
    as_kept(*sentences.scales([hull, york]))


LEEDS = Area("leeds", "Leeds", "England", "North East")
PLACES = [*KNOWN.values(), LEEDS, Area("ely", "Ely", "England", "East of England")]
FRAMEWORKS = [STARS, OLDER, SCORED, MARKS]


def test_any_beginning_of_its_own_is_meant(each_kept: Kept) -> None:
    def meant(what: str, typed: str) -> str:
        asked = narrowing.resolved(Filter(**{what: typed}), PLACES, FRAMEWORKS)
        return str(getattr(asked, what))

    each_kept(meant)


def test_what_is_not_there_is_named(as_kept: Kept) -> None:
    wrong = [
        *({"region": "e"}, {"region": " "}, {"region": "north east north"}),
        *({"nation": "France"}, {"framework": "new"}, {"criterion": "fun"}),
        *({"criterion": "score", "framework": "stars"}, {"rating": "a"}),
        *(
            {"rating": "dim", "framework": "stars"},
            {"criterion": "score", "rating": "dim"},
        ),
        {"since": "2022", "until": "2021-12"},
    ]
    filters = [Filter(**wanted) for wanted in wrong]

    as_kept(
        *(refusal(narrowing.resolved, each, PLACES, FRAMEWORKS) for each in filters)
    )
