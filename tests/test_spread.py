"""How the ratings of one criterion are spread over areas: yot spread."""

import conftest
from conftest import KNOWN, MARKS, OLDER, SCORED, STARS, history, inspection
from told import Kept, refusal, remarks_of, rows, tables_of

from yotcli.answer import Answer
from yotcli.answers import spread as room
from yotcli.model import Area, Inspection, Named
from yotcli.narrowing import Filter, resolved

FRAMEWORKS = [OLDER, STARS, SCORED, MARKS]
TOWNS = {
    id: Area(id, id.title(), "England", "South") for id in ("leeds", "bury", "bath")
}


def spread(
    *inspections: Inspection,
    of: str | None = None,
    its: str | None = None,
    former: object = (),
    **wanted: str,
) -> Answer:
    histories = {named.area: every for named, every in history(*inspections).items()}
    known = KNOWN | TOWNS
    asked = resolved(Filter(**wanted), known.values(), FRAMEWORKS)
    named = of and Named(of, its)
    return room.spread(histories, known, FRAMEWORKS, asked, named, former)


def overall(id: str, word: str | None = None, **fields: object) -> Inspection:
    return inspection(id, SCORED, overall=word, **fields)


RATED = [
    *(inspection("hull-2014", care="dim"), overall("hull-2016", "dark")),
    *(
        overall("hull-2019", "bright"),
        inspection("hull-2022", conftest.ALIKE, overall="bright"),
    ),
    *(overall("york-2018", "dim"), overall("cardiff-2020")),
    *(overall("leeds-2018", "bright"), overall("bury-2019", "bright")),
    *(overall("bath-2017"), inspection("bath-2022", MARKS)),
]


def test_the_latest_inspection_of_each_area_is_counted(as_kept: Kept) -> None:
    as_kept(spread(*RATED, of="hull"))


def test_shares_are_rounded_half_up() -> None:
    words = {f"a{place}": "dim" if place else "bright" for place in range(8)}
    records = {id: [overall(f"{id}-2019", word)] for id, word in words.items()}
    known = {id: Area(id, id, "Wales") for id in words}
    answer = room.spread(records, known, [SCORED], Filter(), None, ())

    assert [*map(str, answer.rows["share"])] == ["13", "88", "0"]


def test_two_scales_of_a_family_show_the_place_of_each_rating(as_kept: Kept) -> None:
    lost = {"care": "bright", "sources": (conftest.TABLE,)}
    scraped = [
        inspection(id, conftest.SEEN, **lost) for id in ("york-2014", "oldtown-2009")
    ]
    older = inspection("hull-2009", OLDER, care="bright")
    cardiff = inspection("cardiff-2014", care="dim")

    answer = spread(older, *scraped, cardiff, criterion="care", of="york")
    as_kept(tables_of(answer), "\n".join(rows(answer, "framework", "rating")))


def test_a_former_area_counts_until_a_successor_is_inspected(as_kept: Kept) -> None:
    old, york = overall("oldtown-2017", "dark"), overall("york-2018", "dim")
    alone = spread(old, overall("hull-2018", "dim"), inspection("york-2019", MARKS))

    gone = {"of": "oldtown", "former": ["Old Town is a former area, now York."]}
    first = spread(overall("first-2017", "dark"), york)
    counted = map(remarks_of, (alone, spread(old, york), first))
    as_kept(*counted, refusal(spread, old, york, **gone))


def test_a_single_other_area_is_told_in_plain_words(each_kept: Kept) -> None:
    def said(other: str | None) -> str:
        york = overall("york-2018", other)
        answer = spread(overall("hull-2018", "bright"), york, of="hull")
        return str(answer.tables[0].remarks[-1])

    each_kept(said)


def test_an_area_of_which_the_latest_is_not_known_is_not_counted(as_kept: Kept) -> None:
    """One that may be newer under another framework is said."""
    rivals = [overall("hull-2018", "dim"), overall("hull-2018-05", "dark")]
    every = *rivals, overall("york-2018", "dim")
    month = inspection("york-2018-05", MARKS, care="dim")

    newer = inspection("york-2019", MARKS), inspection("york-2019-05", STARS)
    york = (spread(*RATED, *own, of="york") for own in ([month], newer))

    as_kept(
        *map(remarks_of, (spread(*every), *york)),
        refusal(spread, *every, of="hull"),
    )


def test_what_a_form_does_not_rate_is_not_missing() -> None:
    answer = spread(
        inspection("hull-2019", SCORED, form="long", rest="dim"),
        *(inspection("york-2019", SCORED, form="short"), overall("bury-2019")),
        inspection("leeds-2019", SCORED, form="long", not_rated={"rest": "no cases"}),
        criterion="rest",
    )
    more = "1 more area has an inspection but no rating on record."
    assert answer.tables[0].remarks[1] == more


def test_another_inspection_than_the_one_that_counts_is_refused() -> None:
    rows = spread(*RATED, of="york", its="york-2018").rows
    assert rows == spread(*RATED, of="york").rows
    assert refusal(spread, *RATED, of="hull", its="hull-2016") == (
        "hull-2016 does not count here: the latest of Hull that does is hull-2019"
    )


def test_the_family_is_the_one_asked_for_or_that_of_most_areas(each_kept: Kept) -> None:
    cardiff = overall("cardiff-2020", "dim", care="dim")
    others = [each for each in RATED if each.area != "cardiff"]

    def titled(asked: dict[str, str]) -> str:
        answer = spread(*others, cardiff, **asked)
        return f"{answer.tables[0].title}, of {answer.rows['of'][0]}"

    each_kept(titled)


def test_nothing_that_fits_is_said_in_one_line(as_kept: Kept) -> None:
    nothing = spread(*RATED, criterion="care", framework="stars", region="Wales")

    assert nothing.chart is not None  # its drawing says the same
    as_kept(nothing, remarks_of(spread(*RATED, region="Wales")))


def test_what_cannot_be_counted_is_refused(as_kept: Kept) -> None:
    wrong = [
        *({"criterion": "score"}, {"framework": "stars"}, {"of": "cardiff"}),
        *({"of": "oldtown"}, {"of": "cardiff", "region": "North"}),
    ]

    as_kept(*(refusal(spread, *RATED, **asked) for asked in wrong))
