"""How the ratings of one criterion are spread over areas, within one family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import sentences, values
from yotcli.answer import (
    Answer,
    Bar,
    Bars,
    Fields,
    Remark,
    Rows,
    Table,
    column,
    rounded,
)
from yotcli.model import OVERALL, Area, Framework, Inspection, Value, YotError
from yotcli.narrowing import Filter, criteria_of, under

TITLE = "How ratings are distributed across areas"

Histories = Mapping[str, Sequence[Inspection]]  # by area, each oldest first


class Place(NamedTuple):
    """Where one area stands: how many others are higher, the same and lower."""

    area: Area
    value: Value
    word: str  # of two scales, with its place
    higher: int
    same: int
    lower: int

    def __str__(self) -> str:
        others = sentences.plural(self.higher + self.same + self.lower, "other area")
        return (
            f"{self.area.name} ({self.value.inspection.id}): {self.word}. Of the"
            f" {others}, {are(self.same)} also {self.word},"
            f" {are(self.higher)} higher and {are(self.lower)} lower."
        )


def are(count: int) -> str:
    return {0: "none is", 1: "1 is"}.get(count, f"{count} are")


class Share(NamedTuple):
    """One rating, and how many of the rated areas have it; or the place of an area."""

    framework: Framework
    criterion: str
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
    "label": lambda share: share.framework.criteria[share.criterion].label,
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
    if not any(criterion in inspection.ratings for inspection in latest):
        nothing = [
            Remark(text) for text in ("No rating on record fits this.", *left_out)
        ]
        return Answer("spread/1", lambda: TITLE, Rows(FIELDS, []), notes=nothing)
    used = sentences.frameworks_of(latest)
    newest = max(used, key=lambda framework: framework.since.iso)
    about = newest.criteria[criterion]
    every = [inspection.value(about) for inspection in latest]
    rated = [value for value in every if value.rating]
    shares = shares_of(rated, latest, newest, criterion)
    scales = sentences.scales(latest) or (sentences.scale_of(newest),)
    lead = [*scales, *caveats(rated)]
    remarks = [*remarks_on(latest, rated, histories), *left_out]
    rows = list(shares)
    if of is not None:
        place = place_of(known[of], rated, family, about.label, known)
        rank, of_others = rank_of(place.value), len(rated) - 1
        rows.append(Share(newest, criterion, place.word, rank, None, of_others, place))
        remarks += [str(place), *newer(place.value.inspection, histories)]
    table = Table(
        title=f"{about.label}, {family}: the latest inspection of each area",
        lead=lead,
        columns=[
            column("", [share.words for share in shares]),
            column("areas", [share.areas for share in shares], right=True),
            column("share", [f"{share.share}%" for share in shares], right=True),
        ],
        remarks=[Remark(text) for text in remarks],
        bars=1,
    )
    bars = [
        Bar(share.words, share.areas or 0, share.share or Decimal(0))
        for share in shares
    ]
    return Answer(
        command="spread/1",
        title=lambda: f"{about.label}: {TITLE[:1].lower()}{TITLE[1:]}",
        rows=Rows(FIELDS, rows),
        tables=[table],
        chart=Bars(f"{about.label} of {len(rated)} areas", lead, bars),
        sources=values.cited(rated),
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
        area = known[id]
        fitting = [each for each in history if each.framework.family == family]
        if not fitting or not wanted.has_area(area):
            continue
        last = fitting[-1]
        after = [
            known[successor].name
            for successor in area.successors
            if values.latest_in(histories.get(successor, ()), family)
        ]
        if after:
            have = "has" if len(after) == 1 else "have"
            left_out.append(
                f"{area.name} is a former area and not counted:"
                f" {sentences.listed(after)} {have} been inspected."
            )
        elif unknown := values.order_unknown(last, fitting):
            left_out.append(f"{area.name} is not counted. {unknown[0]}")
        elif criterion in last.framework.criteria:
            latest.append(last)
            if area.successors:
                left_out.append(f"{area.name} is a former area.")
    return latest, left_out


def shares_of(
    rated: Sequence[Value],
    latest: Sequence[Inspection],
    newest: Framework,
    criterion: str,
) -> list[Share]:
    """A share for each rank, the best first, with the words of each scale."""
    counts = Counter(map(rank_of, rated))
    two_scales = sentences.has_two_scales(latest)
    words: dict[int, dict[str, None]] = {}
    for framework in sentences.frameworks_of(latest):
        for word in framework.scale:
            words.setdefault(framework.rating(word).rank, {})[word] = None
    return [
        Share(
            framework=newest,
            criterion=criterion,
            words=" / ".join(words[rank]) + (f" ({rank})" if two_scales else ""),
            rank=rank,
            areas=counts[rank],
            of=len(rated),
        )
        for rank in sorted(words, reverse=True)
    ]


def rank_of(value: Value) -> int:
    return values.rank(value) or 0


def family_asked(
    histories: Histories,
    frameworks: Sequence[Framework],
    wanted: Filter,
    criterion: str,
) -> str:
    """The family asked for, else the one with the criterion and the most areas."""
    asked = under(wanted.framework, frameworks)
    having = [framework for framework in asked if criterion in framework.criteria]
    if any(framework.criteria[criterion].kind != "rating" for framework in having):
        raise YotError(f"{criterion} is not a rating: name a criterion that is")
    if not having:
        raise YotError(
            f"{wanted.framework} has no overall rating: name a criterion, of"
            f" {sentences.listed(criteria_of(asked))}"
        )
    areas = Counter(
        family for own in histories.values() for family in {*values.families_of(own)}
    )
    return max((framework.family for framework in having), key=lambda own: areas[own])


def caveats(rated: Sequence[Value]) -> list[str]:
    """What a scraped table does to the shares, said before them."""
    scraped = sum(value.is_scraped for value in rated)
    if not scraped:
        return []
    come = "comes" if scraped == 1 else "come"
    said = f"{scraped} of these {len(rated)} ratings {come} from a scraped table"
    lost = sentences.never_scraped(rated)
    leaning = f", which {lost}: the shares lean towards the other ratings"
    return [f"{said}{leaning if lost else ''}."]


def remarks_on(
    latest: Sequence[Inspection], rated: Sequence[Value], histories: Histories
) -> list[str]:
    remarks = [
        f"Shares are of the {sentences.plural(len(rated), 'area')} with a rating on"
        f" record; the newest report is from {sentences.newest(latest)}."
    ]
    if unrated := len(latest) - len(rated):
        have = sentences.plural(unrated, "more area has", "more areas have")
        remarks.append(f"{have} an inspection but no rating on record.")
    if later := sum(len(newer(inspection, histories)) for inspection in latest):
        have = sentences.plural(later, "area has", "areas have")
        remarks.append(f"{have} a newer inspection under a different framework.")
    return remarks


def refuse_absent(
    area: Area, histories: Histories, known: Mapping[str, Area], wanted: Filter
) -> None:
    """Raises YotError for an area outside the region or without an inspection."""
    if not wanted.has_area(area):
        raise YotError(f"{area.name} is not in {wanted.region}")
    if area.id not in histories:
        none = f"no inspection of {area.name} is on record"
        raise YotError(f"{none}{now_part_of(area, known)}")


def now_part_of(area: Area, known: Mapping[str, Area]) -> str:
    names = sentences.listed([known[id].name for id in area.successors if id in known])
    return f"; it is a former area, now {names}" if names else ""


def place_of(
    area: Area,
    rated: Sequence[Value],
    family: str,
    label: str,
    known: Mapping[str, Area],
) -> Place:
    own = [value for value in rated if value.inspection.area == area.id]
    if not own:
        rating = label.lower() if "rating" in label else f"rating of {label}"
        none = f"{area.name} has no {rating} that counts in {family}"
        raise YotError(f"{none}{now_part_of(area, known)}")
    rank = rank_of(own[0])
    two_scales = sentences.has_two_scales([value.inspection for value in rated])
    word = str(values.words(own[0], two_scales))
    others = [rank_of(value) for value in rated if value is not own[0]]
    higher, same = sum(other > rank for other in others), others.count(rank)
    return Place(area, own[0], word, higher, same, len(others) - higher - same)


def newer(inspection: Inspection, histories: Histories) -> list[str]:
    last = histories[inspection.area][-1]
    if not inspection.published.is_before(last.published):
        return []
    return [f"{last.id} is newer, but was inspected under a different framework."]
