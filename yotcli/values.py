"""The values of inspections, as rows of programs and as cells of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import sentences
from yotcli.answer import Cell, Citation, Column, Fields
from yotcli.model import (
    DIFFERENCE,
    NO_SUCH_CRITERION,
    NOT_RATED,
    NOT_STATED,
    OF_RATES,
    OVERALL,
    RATE,
    Criterion,
    Framework,
    Inspection,
    Source,
    Value,
    steps,
)


class Row(NamedTuple):
    """A value, what it is measured from, and what is said of it in words."""

    value: Value
    base: Value | None = None
    text: str | None = None


FIELDS: Fields[Row] = {
    "area": lambda row: row.value.inspection.area,
    "inspection": lambda row: row.value.inspection.id,
    "published": lambda row: row.value.inspection.published.iso,
    "framework": lambda row: row.value.inspection.framework.id,
    "criterion": lambda row: row.value.criterion.id,
    "label": lambda row: row.value.criterion.label,
    "rating": lambda row: row.value.rating.word if row.value.rating else None,
    "value": lambda row: row.value.figure,
    "unit": lambda row: unit(row.value),
    "rank": lambda row: row.value.rating.rank if row.value.rating else None,
    "ranks": lambda row: row.value.rating.ranks if row.value.rating else None,
    "base": lambda row: row.base.inspection.id if row.base else None,
    "steps": lambda row: distance(row.base, row.value) if row.base else None,
    "missing": lambda row: row.value.missing,
    "source_kind": lambda row: source_kind(row.value),
    "source_url": lambda row: source_url(row.value),
    "is_latest": lambda row: row.value.inspection.is_latest,
}


def source_kind(value: Value) -> str | None:
    return value.source.kind if value.source else None


def source_url(value: Value) -> str | None:
    return value.source.url if value.source else None


def unit(value: Value) -> str | None:
    """What a figure counts; of a rate also where it is missing."""
    if value.criterion in OF_RATES:
        return "per cent" if value.criterion.kind == "rate" else "percentage points"
    if value.figure is None:
        return None
    maximum = value.criterion.maximum
    return "per cent" if maximum is None else f"of {maximum}"


def label(criterion: Criterion) -> str:
    """What heads the row of a criterion, with what its figures count."""
    if criterion.kind == "score":
        return f"{criterion.label}, of {criterion.maximum}"
    sign = {"percentage": ", %", "rate": ", %", "points": ", points"}
    return criterion.label + sign.get(criterion.kind, "")


def distance(base: Value, other: Value) -> int | Decimal | None:
    """Steps up the scale or points from the base, where both are known."""
    if base.criterion in OF_RATES:
        return None  # each belongs with its own average
    if base.rating and other.rating:
        return steps(base.rating, other.rating)
    if base.figure is not None and other.figure is not None:
        return other.figure - base.figure
    return None


def tone(change: int | Decimal | None) -> str | None:
    if not change:
        return None
    return "higher" if change > 0 else "lower"


def cell(value: Value, base: Value | None = None, ranked: bool = False) -> Cell:
    """A value with its notes and, from a base, how far it stands from it."""
    if value.criterion in OF_RATES:
        return rate_cell(value)
    change = distance(base, value) if base else None
    return Cell(
        words(value, ranked),
        missing=value.missing or NOT_STATED,
        change=change,
        tone=tone(change),
        notes=sentences.notes(value.inspection, value.criterion.id),
        short=short(value, ranked),
        link=source_url(value),
    )


def rate_cell(value: Value) -> Cell:
    if value.criterion == DIFFERENCE:
        return Cell(sentences.signed(value.figure))
    return Cell(
        value.figure,
        notes=sentences.rate_notes(value.inspection) if value.source else (),
        link=source_url(value),
    )


def words(value: Value, ranked: bool = False) -> str | Decimal | None:
    """The rating, with its place where two scales meet, or the figure."""
    if value.rating is None:
        return value.figure
    rank = f" ({value.rating.rank})" if ranked else ""
    return f"{value.rating.word}{rank}"


def short(value: Value, ranked: bool) -> str | None:
    if value.rating is None:
        return None
    short = value.inspection.framework.short(value.rating.word)
    return f"{short}{value.rating.rank}" if ranked else short


def change_between(before: Value, after: Value, in_words: Sequence[str]) -> str:
    """The word for a change; `in_words` are those for up, none and down."""
    missing = (before.missing, after.missing)
    if NO_SUCH_CRITERION in missing:
        return sentences.NOT_IN_BOTH
    if NOT_RATED in missing:
        return sentences.UNRATED
    change = distance(before, after)
    if change is None:
        return sentences.NOT_KNOWN
    up, same, down = in_words
    return up if change > 0 else down if change < 0 else same


def criteria_of(inspections: Sequence[Inspection]) -> list[Criterion]:
    """The criteria that concern any of them, in published order.

    One that two frameworks have is that of the newest.
    """
    order: list[str] = []
    known: dict[str, Criterion] = {}
    frameworks = {each.framework.id: each.framework for each in inspections}
    newest_first = sorted(
        frameworks.values(), key=lambda framework: framework.since, reverse=True
    )
    for framework in newest_first:
        place = 0
        for id, criterion in framework.criteria.items():
            if id in known:
                place = order.index(id) + 1
                continue
            known[id] = criterion
            order.insert(place, id)
            place += 1
    return [known[id] for id in order if is_shown(known[id], inspections)]


def is_shown(criterion: Criterion, inspections: Iterable[Inspection]) -> bool:
    """Whether a criterion concerns any of them at all."""
    every = [inspection.value(criterion) for inspection in inspections]
    if criterion.only_when_rated:
        return any(value.content is not None for value in every)
    return any(value.missing != NO_SUCH_CRITERION for value in every)


def is_known(criterion: Criterion, inspections: Iterable[Inspection]) -> bool:
    """Whether any of them has a value of it, or a reason not to rate it."""
    return any(
        inspection.value(criterion).missing in (None, NOT_RATED)
        for inspection in inspections
    )


def folded(
    criteria: Sequence[Criterion], known: Sequence[Criterion], framework: Framework
) -> list[str]:
    """Says how many single criteria have no row, as no rating of them is on record."""
    single = [each.id for each in criteria if each.is_single]
    absent = set(single) - {each.id for each in known}
    called = framework.criteria_called
    if not absent:
        return []
    if len(absent) == len(single):
        return [f"No ratings of single {called} are on record."]
    are = "is" if len(absent) == 1 else "are"
    return [
        f"{len(absent)} of {len(single)} {called} {are} not shown: no ratings are on"
        " record."
    ]


def known_of(inspection: Inspection) -> str:
    """How much of an inspection is on record: "12 of 13"."""
    single = [each for each in criteria_of([inspection]) if each.is_single]
    known = [each for each in single if is_known(each, [inspection])]
    return f"{len(known)} of {len(single)}"


def known_cell(inspection: Inspection) -> Cell:
    known = known_of(inspection)
    return Cell(known, short=known.replace(" of ", "/"))


def marks_of(inspections: Sequence[Inspection]) -> dict[str, str]:
    """A note for each framework whose ratings cannot be read like those of most."""
    counts = Counter(each.framework.family for each in inspections)
    most = max(counts, key=lambda family: counts[family], default="")
    usual = [each for each in inspections if each.framework.family == most]
    scale = Counter(each.framework.scale for each in usual).most_common(1)
    marks = {}
    for framework in sentences.frameworks_of(inspections):
        scales = f"{framework.name} ({sentences.scale_of(framework)})"
        if framework.family != most:
            marks[framework.id] = (
                f"{scales}: not to be compared with ratings of {most}."
            )
        elif framework.scale != scale[0][0]:
            marks[framework.id] = f"{scales}: another scale than that of the others."
    return marks


def rivals(inspection: Inspection, history: Iterable[Inspection]) -> list[Inspection]:
    """Those of its history of which it is not known whether they came later."""
    return [
        each
        for each in history
        if each.id != inspection.id
        and not each.published.is_before(inspection.published)
        and not inspection.published.is_before(each.published)
    ]


def rate_criteria(inspections: Iterable[Inspection]) -> tuple[Criterion, ...]:
    """The rate, the average and their difference, where any has a rate."""
    if all(inspection.figure(RATE) is None for inspection in inspections):
        return ()
    return OF_RATES


def families_of(inspections: Iterable[Inspection]) -> list[str]:
    return list(dict.fromkeys(each.framework.family for each in inspections))


def latest_in(history: Sequence[Inspection], family: str) -> Inspection | None:
    """The last inspection of a family among those in order of time."""
    fitting = [each for each in history if each.framework.family == family]
    return fitting[-1] if fitting else None


def result(inspection: Inspection) -> Cell:
    """The overall rating, or how many ratings of each word are known."""
    overall = inspection.framework.criteria.get(OVERALL)
    if overall and inspection.value(overall).rating:
        return cell(inspection.value(overall))._replace(notes=(), short=None)
    return Cell(counted_ratings(inspection) or figures(inspection))


def figures(inspection: Inspection) -> str | None:
    """The percentages that are known, in published order."""
    known = [
        f"{inspection.ratings[criterion.id]}%"
        for criterion in inspection.framework.criteria.values()
        if criterion.kind == "percentage" and criterion.id in inspection.ratings
    ]
    return ", ".join(known) or None


def counted_ratings(inspection: Inspection) -> str | None:
    """Ratings by word, best first, and how many are not known."""
    counts = rating_counts(inspection)
    if not counts:
        return None
    unknown = len(counted_criteria(inspection)) - sum(counts.values())
    parts = [f"{count} {word}" for word, count in counts.items()]
    parts += [f"{unknown} {sentences.NOT_KNOWN}"] if unknown > 0 else []
    return ", ".join(parts)


def rating_counts(inspection: Inspection) -> dict[str, int]:
    """Ratings by word: those a page counts, or those known where they are more."""
    criteria = counted_criteria(inspection)
    known = Counter(
        rating.word
        for criterion in criteria
        if (rating := inspection.value(criterion).rating)
    )
    counts = {
        word: max(inspection.counts.get(word, 0), known[word])
        for word in inspection.framework.scale
    }
    return {word: count for word, count in counts.items() if count}


def counted_criteria(inspection: Inspection) -> list[Criterion]:
    """What an inspection rates, or what of it counts towards the overall rating."""
    rated = [
        criterion
        for criterion in inspection.framework.criteria.values()
        if criterion.kind == "rating"
        and criterion.id != OVERALL
        and is_shown(criterion, [inspection])
        and criterion.id not in inspection.not_rated
    ]
    return [criterion for criterion in rated if criterion.counts] or rated


def citations(
    inspection: Inspection, rests: Sequence[str] | None = None
) -> list[Citation]:
    """The sources of an inspection, in their order, with what rests on each."""
    return [
        citation(source, inspection.id, rests[place] if rests else None)
        for place, source in enumerate(inspection.sources)
    ]


def citation(source: Source, inspection: str | None, rests: str | None) -> Citation:
    return Citation(
        inspection=inspection,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        date=str(source.date) if source.date else None,
        url=source.url,
        rests=rests,
    )


def side(
    inspection: Inspection, place_of: Callable[[str], str], cells: Sequence[Cell]
) -> Column:
    """One inspection side by side with others, headed by what can be typed."""
    return Column(
        inspection.id,
        cells,
        lambda: f"{place_of(inspection.area)}, {inspection.published}",
    )


def superseded(inspection: Inspection, history: Sequence[Inspection]) -> list[str]:
    """Says that a later inspection of the area is on record, or may be."""
    last = history[-1]
    if inspection.published.is_before(last.published):
        return [f"Superseded: {last.id} is a later inspection."]
    if rivals_of := rivals(inspection, history):
        return [sentences.order_unknown([inspection, *rivals_of])]
    return []
