"""How the ratings of one criterion are spread over areas, within one family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import sentences, values
from yotcli.answer import (
    Answer,
    Bar,
    Bars,
    Cell,
    Column,
    Fields,
    Remark,
    Table,
    rounded,
    tidy,
)
from yotcli.model import OVERALL, Area, Framework, Inspection, Value, YotError
from yotcli.narrowing import Filter

TITLE = "How ratings are distributed across areas"

Histories = Mapping[str, Sequence[Inspection]]  # by area, each oldest first


class Place(NamedTuple):
    """Where one area stands: how many others are higher, the same and lower."""

    area: Area
    value: Value
    higher: int
    same: int
    lower: int

    def __str__(self) -> str:
        others = self.higher + self.same + self.lower
        word = values.words(self.value)
        areas = "area" if others == 1 else "areas"
        return (
            f"{self.area.name} ({self.value.inspection.id}): {word}. Of the {others}"
            f" other {areas}, {are(self.same)} also {word},"
            f" {are(self.higher)} higher and {are(self.lower)} lower."
        )


def are(count: int) -> str:
    return {0: "none is", 1: "1 is"}.get(count, f"{count} are")


class Share(NamedTuple):
    """One rating, and how many of the rated areas have it; or the place of an area."""

    framework: Framework
    criterion: str
    label: str
    words: str  # of two scales, each its own
    rank: int
    areas: int | None
    of: int
    place: Place | None = None

    @property
    def share(self) -> Decimal | None:
        if self.areas is None:
            return None
        return rounded(Decimal(100 * self.areas) / (self.of or 1), 0)


FIELDS: Fields[Share] = {
    "framework": lambda share: share.framework.id,
    "criterion": lambda share: share.criterion,
    "label": lambda share: share.label,
    "rating": lambda share: share.words,
    "rank": lambda share: share.rank,
    "ranks": lambda share: len(share.framework.scale),
    "areas": lambda share: share.areas,
    "of": lambda share: share.of,
    "share": lambda share: share.share,
    "missing": lambda share: None,
    "area": lambda share: share.place and share.place.area.id,
    "inspection": lambda share: share.place and share.place.value.inspection.id,
    "higher": lambda share: share.place and share.place.higher,
    "same": lambda share: share.place and share.place.same,
    "lower": lambda share: share.place and share.place.lower,
    "source_kind": lambda share: share.place and values.source_kind(share.place.value),
    "source_url": lambda share: share.place and values.source_url(share.place.value),
}


def spread(
    histories: Histories,
    known: Mapping[str, Area],
    frameworks: Sequence[Framework],
    wanted: Filter,
    of: str | None,
) -> Answer:
    """How many areas have each rating, by their latest inspection of the family.

    Shares are of the ratings known; `of` is an area whose place is told. Raises
    YotError where the family has no such criterion or the area no such inspection.
    """
    criterion = wanted.criterion or OVERALL
    family = family_asked(histories, frameworks, wanted, criterion)
    if of is not None:
        refuse_absent(known[of], histories, known, wanted)
    latest, left_out = latest_of_areas(histories, known, wanted, family, criterion)
    if not latest:
        nothing = Remark("No rating on record fits this.")
        return Answer("spread/1", lambda: TITLE, tidy(FIELDS, []), notes=[nothing])
    newest = max((each.framework for each in latest), key=lambda each: each.since.iso)
    about = newest.criteria[criterion]
    every = [each.value(about) for each in latest]
    rated = [value for value in every if value.rating]
    shares = shares_of(rated, latest, newest, criterion)
    places = [] if of is None else [place_of(known[of], rated, family, about.label)]
    lead = (
        *(sentences.scales(latest) or (sentences.scale_of(newest),)),
        *caveats(rated),
    )
    remarks = [
        *remarks_on(latest, rated, histories),
        *left_out,
        *map(str, places),
        *(newer(place, histories) for place in places),
    ]
    rows = [
        *shares,
        *(
            shares[0]._replace(
                words=place.value.rating.word if place.value.rating else "",
                rank=rank_of(place.value),
                areas=None,
                of=len(rated) - 1,
                place=place,
            )
            for place in places
        ),
    ]
    percent = [f"{each.share}%" for each in shares]
    return Answer(
        command="spread/1",
        title=lambda: f"{about.label}: {TITLE[:1].lower()}{TITLE[1:]}",
        rows=tidy(FIELDS, rows),
        tables=[
            Table(
                title=f"{about.label}, {family}: the latest inspection of each area",
                lead=lead,
                columns=[
                    Column("", [Cell(each.words) for each in shares]),
                    Column("areas", [Cell(each.areas) for each in shares], right=True),
                    Column("share", [Cell(share) for share in percent], right=True),
                ],
                remarks=[Remark(text) for text in remarks if text],
                bars=1,
            )
        ],
        chart=Bars(
            title=f"{about.label} of {len(rated)} areas",
            lead=lead,
            bars=[
                Bar(each.words, each.areas or 0, each.share or Decimal(0))
                for each in shares
            ],
        ),
        sources=[
            values.citation(value.source, value.inspection.id, None)
            for value in rated
            if value.source
        ],
        see=("yot list", "yot show of each area"),
        newest=sentences.newest(latest),
    )


def latest_of_areas(
    histories: Histories,
    known: Mapping[str, Area],
    wanted: Filter,
    family: str,
    criterion: str,
) -> tuple[list[Inspection], list[str]]:
    """The latest inspection of each area in a family, and why others are left out.

    A former area counts until one of its successors has an inspection in the family;
    one of which the latest cannot be told is left out.
    """
    latest, left_out = [], []
    for id, history in histories.items():
        fitting = [each for each in history if each.framework.family == family]
        if not fitting or not wanted.has_area(known[id]):
            continue
        last, rivals = fitting[-1], values.rivals(fitting[-1], fitting)
        after = [
            known[successor].name
            for successor in known[id].successors
            if values.latest_in(histories.get(successor, ()), family)
        ]
        if after:
            have = "has" if len(after) == 1 else "have"
            left_out.append(
                f"{known[id].name} is a former area and not counted:"
                f" {sentences.and_list(after)} {have} been inspected."
            )
        elif rivals:
            unknown = sentences.order_unknown([last, *rivals])
            left_out.append(f"{known[id].name} is not counted. {unknown}")
        elif criterion in last.framework.criteria:
            latest.append(last)
            if known[id].successors:
                left_out.append(f"{known[id].name} is a former area.")
    return latest, left_out


def shares_of(
    rated: Sequence[Value],
    latest: Sequence[Inspection],
    newest: Framework,
    criterion: str,
) -> list[Share]:
    """A share for each rank, the best first."""
    counts = Counter(rank_of(value) for value in rated)
    two_scales = sentences.has_two_scales(latest)
    return [
        Share(
            framework=newest,
            criterion=criterion,
            label=newest.criteria[criterion].label,
            words=f"{words} ({rank})" if two_scales else words,
            rank=rank,
            areas=counts[rank],
            of=len(rated),
        )
        for rank, words in ranks(latest).items()
    ]


def rank_of(value: Value) -> int:
    return value.rating.rank if value.rating else 0


def ranks(inspections: Iterable[Inspection]) -> dict[int, str]:
    """The words of each rank, the best first: of several scales, each its own."""
    words: dict[int, dict[str, None]] = {}
    frameworks = {each.framework.id: each.framework for each in inspections}
    for framework in frameworks.values():
        for word in framework.scale:
            words.setdefault(framework.rating(word).rank, {})[word] = None
    return {rank: " / ".join(words[rank]) for rank in sorted(words, reverse=True)}


def family_asked(
    histories: Histories,
    frameworks: Sequence[Framework],
    wanted: Filter,
    criterion: str,
) -> str:
    """The family asked for, else the one with the criterion and the most areas."""
    asked = [
        each for each in frameworks if wanted.framework in (None, each.id, each.family)
    ]
    having = [each for each in asked if criterion in each.criteria]
    if any(each.criteria[criterion].kind != "rating" for each in having):
        raise YotError(f"{criterion} is not a rating: name a criterion that is")
    if not having:
        ids = dict.fromkeys(id for each in asked for id in each.criteria)
        raise YotError(
            f"{wanted.framework} has no overall rating: name a criterion, of"
            f" {sentences.and_list(list(ids))}"
        )
    return max(
        dict.fromkeys(each.family for each in having),
        key=lambda family: sum(
            values.latest_in(history, family) is not None
            for history in histories.values()
        ),
    )


def caveats(rated: Sequence[Value]) -> list[str]:
    """What a scraped table does to the shares, said before them."""
    scraped = sum(value.is_scraped for value in rated)
    if not scraped:
        return []
    come = "comes" if scraped == 1 else "come"
    said = f"{scraped} of these {len(rated)} ratings {come} from a scraped table"
    lost = sentences.never_scraped(rated)
    if not lost:
        return [f"{said}."]
    return [f"{said}, which {lost}: the shares lean towards the other ratings."]


def remarks_on(
    latest: Sequence[Inspection], rated: Sequence[Value], histories: Histories
) -> list[str]:
    remarks = [
        f"Shares are of the {sentences.plural(len(rated), 'area')} with a rating on"
        f" record; the newest report is from {sentences.newest(latest)}."
    ]
    unrated = len(latest) - len(rated)
    if unrated:
        have = "area has" if unrated == 1 else "areas have"
        remarks.append(f"{unrated} more {have} an inspection but no rating on record.")
    later = sum(
        each.published.is_before(histories[each.area][-1].published) for each in latest
    )
    if later:
        have = "area has" if later == 1 else "areas have"
        remarks.append(
            f"{later} {have} a newer inspection under a different framework."
        )
    return remarks


def refuse_absent(
    area: Area, histories: Histories, known: Mapping[str, Area], wanted: Filter
) -> None:
    """Raises YotError for an area outside the region or without an inspection."""
    if not wanted.has_area(area):
        raise YotError(f"{area.name} is not in {wanted.region}")
    if area.id not in histories:
        raise YotError(f"no inspection of {area.name} is on record")


def place_of(area: Area, rated: Sequence[Value], family: str, label: str) -> Place:
    own = next((each for each in rated if each.inspection.area == area.id), None)
    if own is None:
        former = f"; it is a former area, now {sentences.and_list(area.successors)}"
        raise YotError(
            f"{area.name} has no {label.lower()} that counts in {family}"
            f"{former if area.successors else ''}"
        )
    others = [rank_of(each) for each in rated if each is not own]
    higher = sum(rank > rank_of(own) for rank in others)
    same = others.count(rank_of(own))
    return Place(area, own, higher, same, len(others) - higher - same)


def newer(place: Place, histories: Histories) -> str | None:
    last = histories[place.area.id][-1]
    if not place.value.inspection.published.is_before(last.published):
        return None
    return f"{last.id} is newer, but was inspected under a different framework."
