"""Which areas and inspections are held, and how ratings are spread over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli.comparisons import (
    LEGEND,
    listing,
    plural,
    rating_counts,
    result,
    scale_of,
    sources_of,
)
from yotcli.model import (
    NOT_STATED,
    OVERALL,
    SCORE,
    Area,
    Framework,
    Inspection,
    Rating,
    YotError,
    folded,
)
from yotcli.tables import Answer, Cell, Table, Value

FIELDS = (
    *("area", "name", "nation", "region", "gss", "inspections", "latest"),
    *("published", "framework", "overall", "score", "counts", "rate"),
    *("inspection", "criterion", "rating"),
)
SPREAD_FIELDS = (
    *("framework", "criterion", "label", "rating", "rank", "ranks", "areas"),
    *("of", "share", "missing"),
)
SORTS = ("name", "date", "rating", "rate")
NOTHING = "No inspection held fits this."
BAR = 20  # characters of the longest bar


class Wanted(NamedTuple):
    """What a listing is narrowed to; none of a field: all of it."""

    region: str | None = None
    nation: str | None = None
    framework: str | None = None
    since: str | None = None
    until: str | None = None
    rating: str | None = None
    criterion: str | None = None
    latest: bool = False

    def lists_inspections(self) -> bool:
        return self.rating is not None or self.criterion is not None

    def has_area(self, area: Area) -> bool:
        return matches(self.nation, area.nation) and matches(
            self.region, area.region or area.nation
        )

    def has_time(self, inspection: Inspection) -> bool:
        published = inspection.published.iso
        since, until = self.since or "", self.until or "9"
        return published[: len(since)] >= since and published[: len(until)] <= until

    def has(self, inspection: Inspection) -> bool:
        framework = inspection.framework
        return self.has_time(inspection) and matches(
            self.framework, framework.id, framework.family
        )

    def shows(self, inspection: Inspection) -> bool:
        return not self.lists_inspections() or self.rates(inspection)

    def rates(self, inspection: Inspection) -> bool:
        """Whether it has the rating asked for; without a criterion, overall."""
        value = inspection.ratings.get(self.criterion or OVERALL)
        if self.rating is None:
            return value is not None
        return isinstance(value, Rating) and matches(self.rating, value.word)


def matches(wanted: str | None, *words: str | None) -> bool:
    if wanted is None:
        return True
    return folded(wanted) in [folded(word) for word in words if word]


def refuse_unknown(
    wanted: Wanted, areas: Iterable[Area], frameworks: Sequence[Framework]
) -> None:
    """Raises YotError for a region, a framework, a criterion or a word not there."""
    regions = sorted({area.region or area.nation for area in areas})
    one_of("region", wanted.region, regions)
    one_of("nation", wanted.nation, ["England", "Wales"])
    one_of(
        "framework",
        wanted.framework,
        [one.id for one in frameworks],
        families(frameworks),
    )
    one_of("criterion", wanted.criterion, criteria(frameworks))
    fitting = [
        one
        for one in frameworks
        if matches(wanted.framework, one.id, one.family)
        and (wanted.criterion is None or wanted.criterion in one.criteria)
    ]
    words = list(dict.fromkeys(word for one in fitting for word in one.scale))
    one_of("rating", wanted.rating, words)
    overall = {w for one in fitting if OVERALL in one.criteria for w in one.scale}
    if wanted.rating and not wanted.criterion and not matches(wanted.rating, *overall):
        raise YotError(
            f"no overall rating is {wanted.rating!r}: its frameworks rate criteria"
            " only; name one with --criterion"
        )


def one_of(
    what: str, wanted: str | None, known: Sequence[str], others: Sequence[str] = ()
) -> None:
    if not matches(wanted, *known, *others):
        raise YotError(f"no {what} is named {wanted!r}; there are {listing(known)}")


def families(frameworks: Iterable[Framework]) -> list[str]:
    return list(dict.fromkeys(one.family for one in frameworks))


def criteria(frameworks: Iterable[Framework]) -> list[str]:
    return list(dict.fromkeys(id for one in frameworks for id in one.criteria))


def areas(
    held: Mapping[str, Sequence[Inspection]],
    known: Mapping[str, Area],
    wanted: Wanted,
    sort: str,
) -> Answer:
    """A line for each area, or for each inspection that has a rating asked for.

    `held` are the inspections of each area, oldest first.
    """
    chosen = {
        id: [one for one in history if wanted.has(one)]
        for id, history in held.items()
        if wanted.has_area(known[id])
    }
    chosen = {id: history for id, history in chosen.items() if history}
    lines = [history[-1] for history in chosen.values()]
    if wanted.lists_inspections():
        every = [one for history in chosen.values() for one in history]
        lines = [
            one for one in (lines if wanted.latest else every) if wanted.rates(one)
        ]
    within = {id: area for id, area in known.items() if wanted.has_area(area)}
    return answer(ordered(lines, known, sort), chosen, within, wanted)


def ordered(
    lines: Iterable[Inspection], known: Mapping[str, Area], sort: str
) -> list[Inspection]:
    """By name; by date, rating or rate the newest, the best and the lowest first."""
    named = sorted(lines, key=lambda one: (known[one.area].name, one.published))
    if sort == "date":
        return sorted(named, key=lambda one: one.published, reverse=True)
    if sort == "rating":
        return sorted(named, key=lambda one: (one.framework.family, -rank(one)))
    if sort == "rate":
        return sorted(named, key=lambda one: rate(one) or Decimal(101))
    return named


def rank(inspection: Inspection) -> int:
    overall = inspection.ratings.get(OVERALL)
    return overall.rank if isinstance(overall, Rating) else 0


def rate(inspection: Inspection) -> Decimal | None:
    return inspection.reoffending.rate if inspection.reoffending else None


def answer(
    lines: Sequence[Inspection],
    chosen: Mapping[str, Sequence[Inspection]],
    known: Mapping[str, Area],
    wanted: Wanted,
) -> Answer:
    notes = [] if lines else [NOTHING]
    notes.append(coverage(chosen, known))
    return Answer(
        command="list",
        tables=(table(lines, chosen, wanted),) if lines else (),
        fields=FIELDS,
        rows=tuple(
            row(one, chosen[one.area], known[one.area], wanted) for one in lines
        ),
        legend=LEGEND,
        notes=tuple(notes),
    )


def table(
    lines: Sequence[Inspection],
    chosen: Mapping[str, Sequence[Inspection]],
    wanted: Wanted,
) -> Table:
    """Columns for what was asked; that of rates only where one is held."""
    several = not wanted.lists_inspections()
    rated = any(rate(one) is not None for one in lines)
    columns = [
        "latest" if several else "inspection",
        "held" if several else "published",
    ]
    columns += [wanted.criterion or ("result" if several else "overall")]
    columns += ["rate, %"] if rated else []
    return Table(
        title="",
        columns=tuple(columns),
        rows=tuple(
            (
                Cell(one.id),
                Cell(len(chosen[one.area]) if several else one.published),
                criterion_cell(one, wanted.criterion),
                *([rate_cell(one)] if rated else []),
            )
            for one in lines
        ),
        figures=(1,) if several else (),
    )


def criterion_cell(inspection: Inspection, criterion: str | None) -> Cell:
    if criterion is None:
        return result(inspection)
    value = inspection.ratings[criterion]
    return Cell(value.word if isinstance(value, Rating) else value)


def rate_cell(inspection: Inspection) -> Cell:
    figure = rate(inspection)
    return Cell(figure, missing=NOT_STATED if figure is None else None)


def row(
    inspection: Inspection,
    history: Sequence[Inspection],
    area: Area,
    wanted: Wanted,
) -> dict[str, Value]:
    overall = inspection.ratings.get(OVERALL)
    score = inspection.ratings.get(SCORE)
    chosen = inspection.ratings.get(wanted.criterion or OVERALL)
    counts = rating_counts(inspection)
    return {
        "area": area.id,
        "name": area.name,
        "nation": area.nation,
        "region": area.region,
        "gss": " ".join(area.gss),
        "inspections": len(history),
        "latest": history[-1].id,
        "published": inspection.published.iso,
        "framework": inspection.framework.id,
        "overall": overall.word if isinstance(overall, Rating) else None,
        "score": score if isinstance(score, Decimal) else None,
        "counts": ", ".join(f"{count} {word}" for word, count in counts.items())
        or None,
        "rate": rate(inspection),
        "inspection": inspection.id,
        "criterion": wanted.criterion,
        "rating": chosen.word if isinstance(chosen, Rating) else chosen,
    }


def coverage(
    chosen: Mapping[str, Sequence[Inspection]], known: Mapping[str, Area]
) -> str:
    """How much is held, in one line."""
    every = [one for history in chosen.values() for one in history]
    present = [area for area in known.values() if not area.successors]
    former = [id for id in chosen if known[id].successors]
    years = [one.published.year for one in every]
    span = f", {min(years)} to {max(years)}" if years else ""
    return (
        f"{len(chosen) - len(former)} of {len(present)} present-day areas and"
        f" {len(former)} former, {plural(len(every), 'inspection')}{span}; not every"
        " team or inspection is held."
    )


def inspections(
    histories: Sequence[Sequence[Inspection]], known: Mapping[str, Area], wanted: Wanted
) -> Answer:
    """A table for each area with a line for each inspection, oldest first."""
    chosen = [
        [one for one in history if wanted.has(one) and wanted.shows(one)]
        for history in histories
    ]
    tables = [of_area(one, known[one[0].area]) for one in chosen if one]
    return Answer(
        command="list",
        tables=tuple(tables),
        fields=FIELDS,
        rows=tuple(
            row(one, history, known[one.area], wanted)
            for history, fitting in zip(histories, chosen, strict=True)
            for one in fitting
        ),
        legend=LEGEND,
        notes=() if tables else (NOTHING,),
    )


def of_area(history: Sequence[Inspection], area: Area) -> Table:
    return Table(
        title=f"{area.name}: {plural(len(history), 'inspection')} held",
        columns=("inspection", "published", "framework", "result"),
        rows=tuple(
            (Cell(one.id), Cell(one.published), Cell(one.framework.name), result(one))
            for one in history
        ),
    )


def not_held(held: Iterable[str], known: Mapping[str, Area], wanted: Wanted) -> Answer:
    """The present-day areas of which no inspection is held."""
    taken = set(held)
    without = sorted(
        (
            area
            for area in known.values()
            if area.id not in taken and not area.successors and wanted.has_area(area)
        ),
        key=lambda area: area.name,
    )
    table = Table(
        title="",
        columns=("area", "name", "region"),
        rows=tuple(
            (Cell(one.id), Cell(one.name), Cell(one.region or one.nation))
            for one in without
        ),
    )
    count = plural(len(without), "present-day area")
    return Answer(
        command="list",
        tables=(table,) if without else (),
        fields=FIELDS,
        rows=tuple(
            {
                "area": area.id,
                "name": area.name,
                "nation": area.nation,
                "region": area.region,
                "gss": " ".join(area.gss),
                "inspections": 0,
            }
            for area in without
        ),
        notes=(f"No inspection is held of {count}.",),
    )


def spread(
    held: Mapping[str, Sequence[Inspection]],
    known: Mapping[str, Area],
    frameworks: Sequence[Framework],
    wanted: Wanted,
    of: str | None,
) -> Answer:
    """How the ratings of one criterion are spread over areas, within one family.

    Each area counts once, by its latest inspection of the family; shares are of the
    ratings held. `of` is an area whose place is told. Raises YotError where the family
    has no such criterion or the area no such inspection.
    """
    criterion = wanted.criterion or OVERALL
    family = spread_family(held, frameworks, wanted, criterion)
    latest = [
        one
        for id, history in held.items()
        if wanted.has_area(known[id])
        and (one := latest_of(history, family)) is not None
        and criterion in one.framework.criteria
    ]
    if not latest:
        raise YotError(f"no inspection of {family} with {criterion} fits this")
    newest = max((one.framework for one in latest), key=lambda one: one.since)
    rated = [
        rating
        for one in latest
        if isinstance(rating := one.ratings.get(criterion), Rating)
    ]
    counts = Counter(rating.word for rating in rated)
    most = max(counts.values(), default=0)
    label = newest.criteria[criterion].label
    bars = Table(
        title=f"{label}, {family}: the latest inspection of each area held",
        lead=(scale_of(newest),),
        columns=("", "areas", "share", ""),
        rows=tuple(
            (
                Cell(word),
                Cell(counts[word]),
                Cell(f"{share(counts[word], len(rated))} %"),
                Cell("|" + "#" * round(BAR * counts[word] / (most or 1))),
            )
            for word in newest.scale
        ),
        remarks=tuple(
            spread_remarks(latest, rated, family, held, of, criterion, known)
        ),
        figures=(1, 2),
    )
    return Answer(
        command="spread",
        tables=(bars,),
        fields=SPREAD_FIELDS,
        rows=tuple(
            {
                "framework": newest.id,
                "criterion": criterion,
                "label": label,
                "rating": word,
                "rank": newest.rating(word).rank,
                "ranks": len(newest.scale),
                "areas": counts[word],
                "of": len(rated),
                "share": share(counts[word], len(rated)),
                "missing": None,
            }
            for word in newest.scale
        ),
        sources=tuple(source for one in latest for source in sources_of(one)[:1]),
        see=("yot list", "yot show of each area"),
    )


def spread_family(
    held: Mapping[str, Sequence[Inspection]],
    frameworks: Sequence[Framework],
    wanted: Wanted,
    criterion: str,
) -> str:
    """The family asked for, else the one with the criterion and the most areas."""
    having = [
        one
        for one in frameworks
        if criterion in one.criteria and matches(wanted.framework, one.id, one.family)
    ]
    if any(one.criteria[criterion].kind != "rating" for one in having):
        raise YotError(f"{criterion} is not a rating: name a criterion that is")
    if not having:
        raise YotError(f"{wanted.framework} has no criterion {criterion!r}")
    return max(
        families(having),
        key=lambda family: sum(
            latest_of(history, family) is not None for history in held.values()
        ),
    )


def latest_of(history: Sequence[Inspection], family: str) -> Inspection | None:
    fitting = [one for one in history if one.framework.family == family]
    return fitting[-1] if fitting else None


def share(count: int, of: int) -> Decimal:
    return Decimal(f"{100 * count / of:.0f}") if of else Decimal(0)


def spread_remarks(
    latest: Sequence[Inspection],
    rated: Sequence[Rating],
    family: str,
    held: Mapping[str, Sequence[Inspection]],
    of: str | None,
    criterion: str,
    known: Mapping[str, Area],
) -> list[str]:
    newest = max(one.published for one in latest)
    remarks = [
        f"Shares are of the {len(rated)} areas whose rating is held; the newest report"
        f" is of {newest}."
    ]
    if len(rated) < len(latest):
        remarks.append(
            f"Of {plural(len(latest) - len(rated), 'further area')} an inspection is"
            " held but not this rating."
        )
    scraped = sum(
        one.source(criterion).kind == "scraped-table"
        for one in latest
        if criterion in one.ratings
    )
    if scraped and criterion != OVERALL:
        remarks.append(
            f"{scraped} of these ratings rest on a scraped table that lost a"
            " grade of the standards, so the shares lean towards the other grades."
        )
    if of is not None:
        remarks.append(place_of(of, latest, criterion, family, known))
    return remarks


def place_of(
    of: str,
    latest: Sequence[Inspection],
    criterion: str,
    family: str,
    known: Mapping[str, Area],
) -> str:
    """Where one area stands among the others, in words."""
    own = next((one for one in latest if one.area == of), None)
    rating = own.ratings.get(criterion) if own else None
    if own is None or not isinstance(rating, Rating):
        raise YotError(f"no rating of {criterion} in {family} is held of {of}")
    others = [
        value.rank
        for one in latest
        if one.area != of and isinstance(value := one.ratings.get(criterion), Rating)
    ]
    same = others.count(rating.rank)
    higher = sum(rank > rating.rank for rank in others)
    lower = len(others) - same - higher
    return (
        f"{known[of].name} ({own.id}): {rating.word}, as {'is' if same == 1 else 'are'}"
        f" {same} of {len(others)} others; {none_or(higher)} higher and"
        f" {none_or(lower)} lower."
    )


def none_or(count: int) -> str:
    return {0: "none is", 1: "1 is"}.get(count, f"{count} are")
