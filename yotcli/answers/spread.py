"""How the ratings of one criterion are distributed across areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import model, sentences, values
from yotcli.answer import Answer, Fields, Rows, Table, column, rounded
from yotcli.charts import Bar, Bars
from yotcli.model import OVERALL, Area, Framework, Inspection, Named, Value, YotError
from yotcli.narrowing import Filter, criteria_of, under

TITLE = "How ratings are distributed across areas"

Histories = Mapping[str, Sequence[Inspection]]  # by area, each oldest first


def are(count: int) -> str:
    return {0: "none is", 1: "1 is"}.get(count, f"{count} are")


class Share(NamedTuple):
    """One rating, and how many of the rated areas have it, or of those but one."""

    framework: Framework
    criterion: str
    words: str  # of two scales, each its own
    rank: int
    areas: int
    of: int
    place: Value | None = None  # the rating of the one area, beside all others
    others: Mapping[str, int] = {}  # how many are higher, the same and lower

    @property
    def share(self) -> Decimal:
        return rounded(Decimal(100 * self.areas) / self.of, 0)


FIELDS: Fields[Share] = {
    "framework": lambda share: share.framework.id,
    "criterion": lambda share: share.criterion,
    "label": lambda share: share.framework.criteria[share.criterion].label,
    "rating": lambda share: share.words,
    "rank": lambda share: share.rank,
    "ranks": lambda share: len(share.framework.scale),
    "areas": lambda share: None if share.place else share.areas,
    "of": lambda share: share.of,
    "share": lambda share: None if share.place else share.share,
    "missing": lambda share: None,
    "area": lambda share: share.place and share.place.inspection.area,
    "inspection": lambda share: share.place and share.place.inspection.id,
    "higher": lambda share: share.others.get("higher"),
    "same": lambda share: share.others.get("same"),
    "lower": lambda share: share.others.get("lower"),
    "source_kind": lambda share: share.place and values.source_kind(share.place),
    "source_url": lambda share: share.place and values.source_url(share.place),
}


def spread(
    histories: Histories,
    known: Mapping[str, Area],
    frameworks: Sequence[Framework],
    wanted: Filter,
    named: Named | None,
    former: Sequence[str],
) -> Answer:
    """How many areas have each rating, by their latest inspection of the family.

    Shares are of the ratings known; the place of a named area is told, `former` says
    what it is part of now. Raises YotError where the family has no such criterion, the
    area no such inspection, or another one counts than the one named.
    """
    criterion = wanted.criterion or OVERALL
    of = named and named.area
    family = family_asked(histories, frameworks, wanted.framework, criterion)
    if of is not None and not wanted.has_area(known[of]):
        raise YotError(f"{known[of].name} is not in {wanted.region}")
    if of is not None and of not in histories:
        none = f"no inspection of {known[of].name} is on record"
        raise sentences.refused(none, former)
    wanted = wanted._replace(framework=family, criterion=criterion)
    latest, said = latest_of_areas(histories, known, wanted)
    of_areas = [text for about in said.values() for text in about]
    asked = [each.value(each.framework.criteria[criterion]) for each in latest]
    unknown = sum(value.missing == model.NOT_STATED for value in asked)
    if not any(criterion in inspection.ratings for inspection in latest):
        have = sentences.plural(unknown, "area has", "areas have")
        some = f" {have} an inspection but no rating on record." if unknown else ""
        nothing = [f"No rating on record fits this.{some}", *of_areas]
        rows: Rows[Share] = Rows(FIELDS, [])
        return Answer("spread/1", lambda: TITLE, rows, chart=(), notes=nothing)
    used = sentences.frameworks_of(latest)
    newest = max(used, key=lambda framework: framework.since.iso)
    about = newest.criteria[criterion]
    every = {value.inspection.area: value for value in asked}
    rated = {area: value for area, value in every.items() if value.rating}
    counts = Counter(map(values.rank, rated.values()))
    shares = [
        Share(newest, criterion, words, rank, counts[rank], len(rated))
        for rank, words in ranks(latest).items()
    ]
    bars = [Bar(share.words, share.areas, share.share) for share in shares]
    areas = sentences.plural(len(rated), "area")
    scales = sentences.scales(latest) or (sentences.scale_of(newest),)
    lead = [*scales, *caveats(rated.values())]
    having = [value.inspection for value in rated.values()]
    remarks = [*remarks_on(latest, having, histories, unknown), *of_areas]
    places: list[Share] = []
    if of is not None:
        area = known[of]
        if of not in rated:
            label = about.label
            rating = label.lower() if "rating" in label else f"rating of {label}"
            none = f"{area.name} has no {rating} that counts in {family}"
            why = () if of in every else said.get(of, ())
            raise sentences.refused(none, [*why, *former])
        value, inspection = rated[of], rated[of].inspection
        if named and named.inspection not in (None, inspection.id):
            latest_is = f"the latest of {area.name} that does is {inspection.id}"
            raise YotError(f"{named.inspection} does not count here: {latest_is}")
        word = str(values.words(value, sentences.has_two_scales(latest)))
        row = next(share for share in shares if share.rank == values.rank(value))
        above = sum(share.areas for share in shares if share.rank > row.rank)
        count, same = len(rated) - 1, row.areas - 1
        others = {"higher": above, "same": same, "lower": count - above - same}
        places = [row._replace(words=word, of=count, place=value, others=others)]
        remarks.append(
            f"{area.name} ({inspection.id}): {word}. {among_others(others, row.words)}."
        )
        if last := values.later(inspection, histories[of]):
            newer = "is newer, but was inspected under a different framework"
            overall = last.rating(OVERALL)
            result = f" (overall rating: {overall.word})" if overall else ""
            remarks.append(f"{last.id} {newer}{result}.")
            remarks += values.order_unknown(histories[of], histories[of])
        else:
            remarks += values.unplaced(inspection, histories[of])
    table = Table(
        title=f"{about.label}, {family}: the latest inspection of each area",
        lead=lead,
        columns=[
            column("", [share.words for share in shares]),
            column("areas", [share.areas for share in shares], right=True),
            column("share", [f"{share.share}%" for share in shares], right=True),
        ],
        remarks=remarks,
        bars=1,
    )
    return Answer(
        command="spread/1",
        title=lambda: f"{about.label}: {TITLE.lower()}",
        rows=Rows(FIELDS, [*shares, *places]),
        tables=[table],
        chart=Bars(f"{about.label} of {areas}", lead, bars),
        sources=values.cited(rated.values()),
        see=("yot list", "yot show NAME"),
        newest=sentences.newest(having),
    )


def among_others(others: Mapping[str, int], words: str) -> str:
    """How many others are higher, the same and lower."""
    of, (higher, same, lower) = sum(others.values()), others.values()
    if of > 1:
        counts = (
            f"{are(same)} also {words}, {are(higher)} higher and {are(lower)} lower"
        )
        return f"Of the {of} other areas, {counts}"
    how = f"also {words}" if same else "higher" if higher else "lower"
    return f"The other area is {how}" if of else "No other area has a rating on record"


def latest_of_areas(
    histories: Histories, known: Mapping[str, Area], wanted: Filter
) -> tuple[list[Inspection], dict[str, list[str]]]:
    """The latest inspection of each area in a family, and what is said of each.

    A former area counts until one of its successors has an inspection in the family;
    one of which the latest cannot be told is left out.
    """
    latest: list[Inspection] = []
    said: dict[str, list[str]] = {}
    within = {id: [*filter(wanted.has_framework, own)] for id, own in histories.items()}
    for id, fitting in within.items():
        area = known[id]
        if not fitting or not wanted.has_area(area):
            continue
        last, unknown = fitting[-1], values.order_unknown(fitting, histories[id])
        after, about = values.followed_by(
            area, known, within.get, last.framework.family, "not counted"
        )
        if after:
            said[id] = about
        elif unknown:
            said[id] = [f"{area.name} is not counted. {unknown[0]}"]
        elif wanted.criterion in last.framework.criteria:
            said[id] = about
            latest.append(last)
    return latest, said


def ranks(latest: Sequence[Inspection]) -> dict[int, str]:
    """The words for each rank, the best first; each scale has its own word."""
    words: dict[int, dict[str, None]] = {}
    for framework in sentences.frameworks_of(latest):
        for word in framework.scale:
            words.setdefault(framework.rating(word).rank, {})[word] = None
    aside = " ({})" if sentences.has_two_scales(latest) else ""
    best_first = sorted(words, reverse=True)
    return {rank: " / ".join(words[rank]) + aside.format(rank) for rank in best_first}


def family_asked(
    histories: Histories,
    frameworks: Sequence[Framework],
    asked: str | None,
    criterion: str,
) -> str:
    """The family asked for, else the one with the criterion and the most areas."""
    fitting = under(asked, frameworks)
    having = [framework for framework in fitting if criterion in framework.criteria]
    if any(framework.criteria[criterion].kind != "rating" for framework in having):
        raise YotError(f"{criterion} is not a rating: name a criterion that is")
    if not having:
        raise YotError(
            f"{asked} has no overall rating: name a criterion, of"
            f" {sentences.listed(criteria_of(fitting))}"
        )
    areas = Counter(
        family for own in histories.values() for family in values.by_family(own)
    )
    return max((framework.family for framework in having), key=lambda own: areas[own])


def caveats(rated: Collection[Value]) -> list[str]:
    """Says, above the table, how the scraped table affects the shares."""
    scraped = sum(value.is_scraped for value in rated)
    if not scraped:
        return []
    come = "comes" if scraped == 1 else "come"
    said = f"{scraped} of these {len(rated)} ratings {come} from a scraped table"
    lost = sentences.never_scraped(rated)
    leaning = f", which {lost}: the shares lean towards the other ratings"
    return [f"{said}{leaning if lost else ''}."]


def remarks_on(
    latest: Sequence[Inspection],
    rated: Sequence[Inspection],
    histories: Histories,
    unknown: int,
) -> list[str]:
    """Says how many areas are counted and of how many something else is on record."""
    remarks = [
        f"Shares are of the {sentences.plural(len(rated), 'area')} with a rating on"
        f" record; the newest report is from {sentences.newest(rated)}."
    ]
    if unknown:
        have = sentences.plural(unknown, "more area has", "more areas have")
        remarks.append(f"{have} an inspection but no rating on record.")
    later = [each for each in latest if values.later(each, histories[each.area])]
    newer = "a newer inspection under a different framework"
    if later:
        have = sentences.plural(len(later), "area has", "areas have")
        remarks.append(f"{have} {newer}.")
    others = [each for each in latest if each not in later]
    unsure = [each for each in others if values.unplaced(each, histories[each.area])]
    if unsure:
        have = f"{sentences.plural(len(unsure), 'area')} may have"
        remarks.append(f"{have} {newer}: the order is not known.")
    return remarks
