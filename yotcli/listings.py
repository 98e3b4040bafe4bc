"""Which areas and inspections are held, and how ratings are spread over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli.comparisons import (
    LEGEND,
    citation,
    counted_ratings,
    figures,
    latest_in,
    listing,
    plural,
    result,
    scale_of,
    scales,
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
    *("inspection", "criterion", "rating", "figures"),
)
SPREAD_FIELDS = (
    *("framework", "criterion", "label", "rating", "rank", "ranks", "areas"),
    *("of", "share", "missing"),
)
NOTHING = "No inspection held fits this."


class Wanted(NamedTuple):
    """What a listing is narrowed to; none of a field: all of it."""

    region: str | None = None  # or the nation of an area without one
    nation: str | None = None
    framework: str | None = None  # or a family of them
    since: str | None = None
    until: str | None = None
    rating: str | None = None  # folded
    criterion: str | None = None
    latest: bool = False

    def lists_inspections(self) -> bool:
        return self.rating is not None or self.criterion is not None

    def has_area(self, area: Area) -> bool:
        region = area.region or area.nation
        return self.nation in (None, area.nation) and self.region in (None, region)

    def has(self, inspection: Inspection) -> bool:
        framework, published = inspection.framework, inspection.published
        return (
            self.framework in (None, framework.id, framework.family)
            and (self.since is None or published.since(self.since))
            and (self.until is None or published.until(self.until))
        )

    def shows(self, inspection: Inspection) -> bool:
        return not self.lists_inspections() or self.rates(inspection)

    def rates(self, inspection: Inspection) -> bool:
        """Whether it has the rating asked for; without a criterion, overall."""
        value = inspection.ratings.get(self.criterion or OVERALL)
        if self.rating is None:
            return value is not None
        return isinstance(value, Rating) and folded(value.word) == self.rating


def resolved(
    wanted: Wanted, areas: Collection[Area], frameworks: Sequence[Framework]
) -> Wanted:
    """What was typed as what the records call it, without case and punctuation.

    Raises YotError for a region, a framework, a criterion or a word not there.
    """
    regions = sorted({area.region or area.nation for area in areas})
    nations = sorted({area.nation for area in areas})
    ids = [one.id for one in frameworks]
    families = list(dict.fromkeys(one.family for one in frameworks))
    framework = meant("framework", wanted.framework, ids, families)
    criteria = dict.fromkeys(id for one in frameworks for id in one.criteria)
    criterion = meant("criterion", wanted.criterion, list(criteria))
    fitting = [
        one
        for one in frameworks
        if framework in (None, one.id, one.family)
        and (criterion is None or criterion in one.criteria)
    ]
    if not fitting:
        raise YotError(f"{framework} has no criterion {criterion!r}")
    words = dict.fromkeys(word for one in fitting for word in one.scale)
    rating = meant("rating", wanted.rating, list(words))
    overall = {w for one in fitting if OVERALL in one.criteria for w in one.scale}
    if rating and not criterion and folded(rating) not in map(folded, overall):
        raise YotError(
            f"no overall rating is {rating!r}: its frameworks rate criteria only; name"
            " one with --criterion"
        )
    return wanted._replace(
        region=meant("region", wanted.region, regions),
        nation=meant("nation", wanted.nation, nations),
        framework=framework,
        criterion=criterion,
        rating=folded(rating) if rating else None,
    )


def meant(
    what: str, typed: str | None, words: Sequence[str], others: Sequence[str] = ()
) -> str | None:
    if typed is None:
        return None
    for word in (*words, *others):
        if folded(word) == folded(typed):
            return word
    raise YotError(f"no {what} is named {typed!r}; there are {listing(words)}")


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
    several = not wanted.lists_inspections()
    fitting = [
        one
        for history in chosen.values()
        for one in (history[-1:] if several or wanted.latest else history)
    ]
    lines = [one for one in fitting if wanted.shows(one)]
    found = f"{len(lines)} of {plural(len(fitting), 'inspection')}."
    notes = [NOTHING] if not lines else [] if several else [found]
    within = {id: area for id, area in known.items() if wanted.has_area(area)}
    lines = ordered(lines, wanted, sort)
    return Answer(
        command="list",
        tables=(table(lines, held, wanted, sort),) if lines else (),
        fields=FIELDS,
        rows=tuple(row(one, held[one.area], known[one.area], wanted) for one in lines),
        legend=LEGEND,
        notes=(*notes, coverage(chosen, within)),
    )


def ordered(lines: Iterable[Inspection], wanted: Wanted, sort: str) -> list[Inspection]:
    """By name; by date, rating or rate the newest, the best and the lowest first.

    Ratings are in order within a family only, and the newest family comes first.
    """
    named = sorted(lines, key=lambda one: (one.area, one.published))
    if sort == "date":
        return sorted(named, key=lambda one: one.published, reverse=True)
    if sort == "rating":
        since = {one.framework.family: one.framework.since for one in named}
        criterion = wanted.criterion or OVERALL
        named.sort(key=lambda one: standing(one, criterion), reverse=True)
        return sorted(named, key=lambda one: since[one.framework.family], reverse=True)
    if sort == "rate":
        return sorted(named, key=lambda one: (rate(one) is None, rate(one) or 0))
    return named


def standing(inspection: Inspection, criterion: str) -> Decimal:
    """What a criterion is sorted by: a rank or a figure, or less than any."""
    value = inspection.ratings.get(criterion)
    if isinstance(value, Rating):
        return Decimal(value.rank)
    return Decimal(-1) if value is None else value


def rate(inspection: Inspection) -> Decimal | None:
    return inspection.reoffending.rate if inspection.reoffending else None


def table(
    lines: Sequence[Inspection],
    held: Mapping[str, Sequence[Inspection]],
    wanted: Wanted,
    sort: str,
) -> Table:
    """Columns for what was asked, and those of rates and frameworks where needed."""
    several = not wanted.lists_inspections()
    rated = any(rate(one) is not None for one in lines)
    families = {one.framework.family for one in lines}
    mixed = len(families) > 1 and (not several or sort == "rating")
    columns = [
        "latest" if several else "inspection",
        "held" if several else "published",
    ]
    columns += ["framework"] if mixed else []
    columns += [wanted.criterion or ("result" if several else "overall")]
    columns += ["rate, %"] if rated else []
    return Table(
        title="",
        columns=tuple(columns),
        rows=tuple(
            (
                Cell(one.id),
                Cell(len(held[one.area]) if several else one.published),
                *([Cell(one.framework.id)] if mixed else []),
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
        "counts": counted_ratings(inspection),
        "rate": rate(inspection),
        "inspection": inspection.id,
        "criterion": wanted.criterion,
        "rating": chosen.word if isinstance(chosen, Rating) else chosen,
        "figures": figures(inspection),
    }


def coverage(
    chosen: Mapping[str, Sequence[Inspection]], known: Mapping[str, Area]
) -> str:
    """How much is held, in one line."""
    every = [one for history in chosen.values() for one in history]
    present = [area for area in known.values() if not area.successors]
    former = [id for id in chosen if known[id].successors]
    years = [one.published.year for one in every] or [0]
    first, last = min(years), max(years)
    span = f", {first} to {last}" if first < last else f", {first}" if first else ""
    return (
        f"{len(chosen) - len(former)} of {len(present)} present-day areas and"
        f" {len(former)} former, {plural(len(every), 'inspection')}{span}; not every"
        " team or inspection is held."
    )


def inspections(
    histories: Sequence[Sequence[Inspection]], known: Mapping[str, Area], wanted: Wanted
) -> Answer:
    """A table for each area with a line for each inspection, oldest first."""
    tables, rows = [], []
    for history in histories:
        area = known[history[0].area]
        chosen = [one for one in history if wanted.has_area(area) and wanted.has(one)]
        chosen = [
            one
            for one in (chosen[-1:] if wanted.latest else chosen)
            if wanted.shows(one)
        ]
        tables += [of_area(chosen, len(history), area, wanted)] if chosen else []
        rows += [row(one, history, area, wanted) for one in chosen]
    return Answer(
        command="list",
        tables=tuple(tables),
        fields=FIELDS,
        rows=tuple(rows),
        legend=LEGEND,
        notes=() if tables else (NOTHING,),
    )


def of_area(
    chosen: Sequence[Inspection], held: int, area: Area, wanted: Wanted
) -> Table:
    count = plural(held, "inspection")
    if len(chosen) < held:
        count = f"{len(chosen)} of {count}"
    now = f" (now {listing(area.successors)})" if area.successors else ""
    return Table(
        title=f"{area.name}{now}: {count} held",
        columns=("inspection", "published", "framework", wanted.criterion or "result"),
        rows=tuple(
            (
                Cell(one.id),
                Cell(one.published),
                Cell(one.framework.name),
                criterion_cell(one, wanted.criterion),
            )
            for one in chosen
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
        and (one := latest_in(history, family)) is not None
        and criterion in one.framework.criteria
    ]
    if not latest:
        raise YotError(f"no inspection of {family} with {criterion} fits this")
    rated = [one for one in latest if criterion in one.ratings]
    counts = Counter(rank_of(one, criterion) for one in rated)
    newest = max((one.framework for one in latest), key=lambda one: one.since)
    label = newest.criteria[criterion].label
    steps = ranks(latest)
    bars = Table(
        title=f"{label}, {family}: the latest inspection of this family of each area",
        lead=(
            *(scales(latest) or (scale_of(newest),)),
            *caveats(rated, criterion),
        ),
        columns=("", "areas", "share"),
        rows=tuple(
            (
                Cell(words),
                Cell(counts[rank]),
                Cell(f"{share(counts[rank], len(rated))} %"),
            )
            for rank, words in steps.items()
        ),
        remarks=tuple(spread_remarks(latest, rated, held, known)),
        figures=(1, 2),
        bars=1,
    )
    if of is not None:
        place = place_of(of, held, rated, criterion, family, known, wanted)
        bars = bars._replace(remarks=(*bars.remarks, place))
    return Answer(
        command="spread",
        tables=(bars,),
        fields=SPREAD_FIELDS,
        rows=tuple(
            {
                "framework": newest.id,
                "criterion": criterion,
                "label": label,
                "rating": words,
                "rank": rank,
                "ranks": len(newest.scale),
                "areas": counts[rank],
                "of": len(rated),
                "share": share(counts[rank], len(rated)),
                "missing": None,
            }
            for rank, words in steps.items()
        ),
        sources=tuple(citation(one.source(criterion), one.id, None) for one in rated),
        see=("yot list", "yot show of each area"),
    )


def rank_of(inspection: Inspection, criterion: str) -> int:
    value = inspection.ratings[criterion]
    return value.rank if isinstance(value, Rating) else 0


def ranks(inspections: Iterable[Inspection]) -> dict[int, str]:
    """The words of each rank, the best first: of several scales, each its own."""
    words: dict[int, dict[str, None]] = {}
    for framework in {one.framework.id: one.framework for one in inspections}.values():
        for word in framework.scale:
            rank = framework.rating(word).rank
            words.setdefault(rank, {})[word] = None
    return {rank: " / ".join(words[rank]) for rank in sorted(words, reverse=True)}


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
        if criterion in one.criteria and wanted.framework in (None, one.id, one.family)
    ]
    if any(one.criteria[criterion].kind != "rating" for one in having):
        raise YotError(f"{criterion} is not a rating: name a criterion that is")
    if not having:
        asked = [one for one in frameworks if wanted.framework in (one.id, one.family)]
        ids = listing(list(dict.fromkeys(id for one in asked for id in one.criteria)))
        raise YotError(
            f"{wanted.framework} has no overall rating: name a criterion, of {ids}"
        )
    return max(
        dict.fromkeys(one.family for one in having),
        key=lambda family: sum(
            latest_in(history, family) is not None for history in held.values()
        ),
    )


def share(count: int, of: int) -> Decimal:
    return Decimal(f"{100 * count / of:.0f}") if of else Decimal(0)


def caveats(rated: Sequence[Inspection], criterion: str) -> list[str]:
    """What a scraped table does to the shares, said before them."""
    scraped = sum(one.source(criterion).kind == "scraped-table" for one in rated)
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


def spread_remarks(
    latest: Sequence[Inspection],
    rated: Sequence[Inspection],
    held: Mapping[str, Sequence[Inspection]],
    known: Mapping[str, Area],
) -> list[str]:
    newest = max(one.published for one in latest)
    remarks = [
        f"Shares are of the {plural(len(rated), 'area')} whose rating is held; the"
        f" newest report is of {newest}."
    ]
    unrated = len(latest) - len(rated)
    if unrated:
        remarks.append(
            f"Of {plural(unrated, 'further area')} an inspection is held but not this"
            " rating."
        )
    later = sum(held[one.area][-1].published > one.published for one in latest)
    if later:
        remarks.append(
            f"Of {plural(later, 'area')} a newer inspection of another family is held."
        )
    former = [known[one.area].name for one in rated if known[one.area].successors]
    if former:
        are = "a former area" if len(former) == 1 else "former areas"
        remarks.append(
            f"{listing(former)} {'is' if len(former) == 1 else 'are'} {are}."
        )
    return remarks


def place_of(
    of: str,
    held: Mapping[str, Sequence[Inspection]],
    rated: Sequence[Inspection],
    criterion: str,
    family: str,
    known: Mapping[str, Area],
    wanted: Wanted,
) -> str:
    """Where one area stands among the others, in words."""
    if not wanted.has_area(known[of]):
        raise YotError(f"{of} is not in {wanted.region}")
    if of not in held:
        raise YotError(f"no inspection of {known[of].name} is held")
    own = next((one for one in rated if one.area == of), None)
    if own is None:
        raise YotError(
            f"no rating of {criterion} in {family} is held of {known[of].name}"
        )
    rank = rank_of(own, criterion)
    others = [rank_of(one, criterion) for one in rated if one.area != of]
    same = others.count(rank)
    higher = sum(other > rank for other in others)
    lower = len(others) - same - higher
    rating = own.ratings[criterion]
    word = rating.word if isinstance(rating, Rating) else rating
    last = held[of][-1]
    later = f" {last.id} is newer, of another family." if last != own else ""
    return (
        f"{known[of].name} ({own.id}): {word}, as {'is' if same == 1 else 'are'} {same}"
        f" of {len(others)} others; {none_or(higher)} higher and"
        f" {none_or(lower)} lower.{later}"
    )


def none_or(count: int) -> str:
    return {0: "none is", 1: "1 is"}.get(count, f"{count} are")
