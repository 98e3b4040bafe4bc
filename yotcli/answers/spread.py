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
    tidy,
)
from yotcli.model import OVERALL, Area, Framework, Inspection, Value, YotError
from yotcli.narrowing import Filter

Histories = Mapping[str, Sequence[Inspection]]  # by area, each oldest first


class Share(NamedTuple):
    """One rating, and how many of the rated areas have it."""

    framework: Framework
    criterion: str
    label: str
    words: str  # of two scales, each its own
    rank: int
    areas: int
    of: int

    @property
    def share(self) -> Decimal:
        return Decimal(f"{100 * self.areas / self.of:.0f}") if self.of else Decimal(0)


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
    latest = [
        inspection
        for id, history in histories.items()
        if wanted.has_area(known[id])
        and (inspection := values.latest_in(history, family)) is not None
        and criterion in inspection.framework.criteria
    ]
    if not latest:
        raise YotError(f"no inspection of {family} with {criterion} fits this")
    newest = max((each.framework for each in latest), key=lambda each: each.since)
    every = [each.value(newest.criteria[criterion]) for each in latest]
    rated = [value for value in every if value.content is not None]
    shares = shares_of(rated, latest, newest, criterion)
    lead = (
        *(sentences.scales(latest) or (sentences.scale_of(newest),)),
        *caveats(rated, criterion),
    )
    label = newest.criteria[criterion].label
    remarks = remarks_on(latest, rated, histories, known)
    if of is not None:
        remarks.append(place_of(known[of], histories, rated, family, wanted))
    percent = [f"{each.share} %" for each in shares]
    return Answer(
        command="spread/1",
        title="How ratings are spread",
        rows=tidy(FIELDS, shares),
        tables=[
            Table(
                title=f"{label}, {family}: the latest inspection of this family of each"
                " area",
                lead=lead,
                columns=[
                    Column("", [Cell(each.words) for each in shares]),
                    Column("areas", [Cell(each.areas) for each in shares], right=True),
                    Column("share", [Cell(share) for share in percent], right=True),
                ],
                remarks=[Remark(text) for text in remarks],
                bars=1,
            )
        ],
        chart=Bars(
            title=f"{label} of {len(rated)} areas",
            lead=lead,
            bars=[Bar(each.words, each.areas, each.share) for each in shares],
        ),
        sources=[
            values.citation(value.source, value.inspection.id, None)
            for value in rated
            if value.source
        ],
        see=("yot list", "yot show of each area"),
    )


def shares_of(
    rated: Sequence[Value],
    latest: Sequence[Inspection],
    newest: Framework,
    criterion: str,
) -> list[Share]:
    """A share for each rank, the best first."""
    counts = Counter(rank_of(value) for value in rated)
    return [
        Share(
            framework=newest,
            criterion=criterion,
            label=newest.criteria[criterion].label,
            words=words,
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


def caveats(rated: Sequence[Value], criterion: str) -> list[str]:
    """What a scraped table does to the shares, said before them."""
    scraped = sum(
        value.source is not None and value.source.kind == "scraped-table"
        for value in rated
    )
    if not scraped:
        return []
    are = "is" if scraped == 1 else "are"
    said = f"{scraped} of these {len(rated)} ratings {are} from a scraped table"
    if criterion == OVERALL:
        return [f"{said}."]
    return [
        f"{said} that lost a whole grade: what it lost is missing here, and the shares"
        " lean towards the other grades."
    ]


def remarks_on(
    latest: Sequence[Inspection],
    rated: Sequence[Value],
    histories: Histories,
    known: Mapping[str, Area],
) -> list[str]:
    remarks = [
        f"Shares are of the {sentences.plural(len(rated), 'area')} whose rating is"
        f" held; the newest report is of {sentences.newest(latest)}."
    ]
    unrated = len(latest) - len(rated)
    if unrated:
        remarks.append(
            f"Of {sentences.plural(unrated, 'further area')} an inspection is held but"
            " not this rating."
        )
    later = sum(histories[each.area][-1].published > each.published for each in latest)
    if later:
        remarks.append(
            f"Of {sentences.plural(later, 'area')} a newer inspection of another family"
            " is held."
        )
    areas = [known[value.inspection.area] for value in rated]
    former = [area.name for area in areas if area.successors]
    if former:
        are = "is a former area" if len(former) == 1 else "are former areas"
        remarks.append(f"{sentences.and_list(former)} {are}.")
    return remarks


def place_of(
    area: Area,
    histories: Histories,
    rated: Sequence[Value],
    family: str,
    wanted: Filter,
) -> str:
    """Where one area stands among the others, in words."""
    if not wanted.has_area(area):
        raise YotError(f"{area.id} is not in {wanted.region}")
    if area.id not in histories:
        raise YotError(f"no inspection of {area.name} is held")
    own = next((each for each in rated if each.inspection.area == area.id), None)
    if own is None or own.rating is None:
        criterion = wanted.criterion or OVERALL
        raise YotError(f"no rating of {criterion} in {family} is held of {area.name}")
    others = [rank_of(each) for each in rated if each.inspection.area != area.id]
    same = others.count(own.rating.rank)
    higher = sum(rank > own.rating.rank for rank in others)
    lower = len(others) - same - higher
    last = histories[area.id][-1]
    newer = last.id != own.inspection.id
    later = f" {last.id} is newer, of another family." if newer else ""
    return (
        f"{area.name} ({own.inspection.id}): {own.rating.word}, as"
        f" {'is' if same == 1 else 'are'} {same} of {len(others)} others;"
        f" {none_or(higher)} higher and {none_or(lower)} lower.{later}"
    )


def none_or(count: int) -> str:
    return {0: "none is", 1: "1 is"}.get(count, f"{count} are")
