"""Inspections in, tables of values out: side by side, one after another, one alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from yotcli.model import (
    NO_SUCH_CRITERION,
    NOT_RATED,
    NOT_STATED,
    OVERALL,
    SCORE,
    Area,
    Criterion,
    Framework,
    Inspection,
    Rate,
    Rating,
    Source,
    YotError,
    steps,
)
from yotcli.tables import Answer, Cell, Row, Table, Value

LEGEND = {
    NOT_STATED: "not stated in the sources held",
    NO_SUCH_CRITERION: "the framework or its form has no such criterion",
    NOT_RATED: "not rated by the inspectors",
}
FIELDS = (
    *("area", "inspection", "published", "framework", "criterion", "label"),
    *("rating", "value", "unit", "rank", "ranks", "base", "steps", "missing"),
    "source_kind",
)
DIFF_FIELDS = (
    *("area", "framework", "criterion", "label"),
    *("before_inspection", "before_published", "before", "before_rank"),
    *("before_missing", "after_inspection", "after_published", "after"),
    *("after_rank", "after_missing", "steps", "change"),
)

UNRATED, NOT_KNOWN, NOT_IN_BOTH = "not rated", "not known", "not in both"
OVER_TIME = ("improved", "unchanged", "declined")
BETWEEN_AREAS = ("higher", "the same", "lower")
KINDS = {
    "government": "a government page",
    "council": "a council page",
    "press": "the press",
    "scraped-table": "a scraped table",
    "other": "a copy or another page",
}


def compare(
    named: Sequence[Sequence[Inspection]], base: int, family: str | None
) -> Answer:
    """Inspections side by side, a table for each family that two of them share.

    `named` holds, for each name typed, the inspections it stands for, oldest first;
    `base` is the place of the name that the others are measured from. Raises YotError
    where no family is shared or two names stand for one inspection.
    """
    families = shared_families(named, family)
    tables, rows, sources = [], [], []
    shown: list[Inspection] = []
    for name in families:
        columns = [latest_in(history, name) for history in named]
        chosen = [inspection for inspection in columns if inspection]
        refuse_twice(chosen)
        first = columns[base] or chosen[0]
        left_out = [history for history in named if not latest_in(history, name)]
        tables.append(side_by_side(chosen, first, left_out))
        rows += [
            compared_row(inspection, criterion, first)
            for criterion in criteria_of(chosen).values()
            if is_shown(criterion, chosen)
            for inspection in chosen
        ]
        rows += [
            rate_row(inspection, criterion)
            for criterion in rate_criteria(chosen)
            for inspection in chosen
        ]
        shown += chosen
        sources += [one for inspection in chosen for one in sources_of(inspection)]
    newest = [newer(history, shown) for history in named]
    return Answer(
        command="compare",
        tables=tuple(tables),
        fields=FIELDS,
        rows=tuple(rows),
        legend=LEGEND,
        notes=() if family else tuple(note for note in newest if note),
        sources=tuple(sources),
        see=tuple(f"yot show {inspection.id}" for inspection in shown),
    )


def newer(history: Sequence[Inspection], shown: Sequence[Inspection]) -> str:
    """Says that the latest inspection of an area is in no table; else nothing."""
    own = [one for one in shown if one in history]
    if not own or own[-1].published >= history[-1].published:
        return ""
    return (
        f"{history[-1].id} is newer than {own[-1].id}, but of a family that no other of"
        f" these has: yot show {history[-1].id}"
    )


def latest_in(history: Sequence[Inspection], family: str) -> Inspection | None:
    """The last inspection of a family among those in order of time."""
    fitting = [one for one in history if one.framework.family == family]
    return fitting[-1] if fitting else None


def shared_families(
    named: Sequence[Sequence[Inspection]], family: str | None
) -> list[str]:
    """Families that two of the names have, the oldest first."""
    since = {
        inspection.framework.family: inspection.framework.since
        for history in named
        for inspection in reversed(history)
    }
    counts = Counter(
        name for history in named for name in {one.framework.family for one in history}
    )
    shared = [
        name
        for name in sorted(since, key=lambda name: since[name])
        if counts[name] > 1 and family in (None, name)
    ]
    if shared:
        return shared
    if family is None and all(len(history) == 1 for history in named):
        held = listing(
            [
                f"{one.id} ({one.framework.family}: {scale_of(one.framework)})"
                for (one,) in named
            ]
        )
        raise YotError(f"their scales cannot be lined up: {held}")
    held = "; ".join(
        f"{history[0].area} has {listing(families_of(history))}" for history in named
    )
    wanted = f"no two have an inspection of {family}" if family else "nothing in common"
    raise YotError(f"{wanted}: {held}")


def families_of(history: Iterable[Inspection]) -> list[str]:
    return list(dict.fromkeys(one.framework.family for one in history))


def listing(words: Sequence[str]) -> str:
    """Words as a sentence lists them."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def refuse_twice(inspections: Sequence[Inspection]) -> None:
    for inspection, count in Counter(one.id for one in inspections).items():
        if count > 1:
            raise YotError(f"{inspection} is named twice: name two inspections")


def criteria_of(inspections: Sequence[Inspection]) -> dict[str, Criterion]:
    """The criteria of all their frameworks, in published order."""
    order: list[str] = []
    known: dict[str, Criterion] = {}
    frameworks = {one.framework.id: one.framework for one in inspections}
    newest_first = sorted(frameworks.values(), key=lambda one: one.since, reverse=True)
    for framework in newest_first:
        place = 0
        for id, criterion in framework.criteria.items():
            if id in known:
                place = order.index(id) + 1
                continue
            known[id] = criterion
            order.insert(place, id)
            place += 1
    return {id: known[id] for id in order}


def is_shown(criterion: Criterion, inspections: Sequence[Inspection]) -> bool:
    """Whether a criterion concerns any of them at all."""
    if criterion.only_when_rated:
        return any(criterion.id in one.ratings for one in inspections)
    return any(one.missing(criterion.id) != NO_SUCH_CRITERION for one in inspections)


def is_held(criterion: Criterion, inspections: Sequence[Inspection]) -> bool:
    return any(
        one.missing(criterion.id) not in (NOT_STATED, NO_SUCH_CRITERION)
        for one in inspections
    )


def is_single(criterion: Criterion) -> bool:
    """Whether it stands for itself and does not sum up others."""
    return criterion.id not in (OVERALL, SCORE)


def side_by_side(
    inspections: Sequence[Inspection],
    base: Inspection,
    left_out: Sequence[Sequence[Inspection]],
) -> Table:
    criteria = [
        one for one in criteria_of(inspections).values() if is_shown(one, inspections)
    ]
    held = [one for one in criteria if is_held(one, inspections)]
    ranked = has_two_scales(inspections)
    rows: list[Row | None] = [
        (
            Cell("Published"),
            *(
                Cell(one.published, notes=notes(one, "published"))
                for one in inspections
            ),
        )
    ]
    rows += [
        (Cell(label(one)), *(cell(each, one, base, ranked) for each in inspections))
        for one in held
    ]
    if figures := rate_rows(inspections):
        rows += [None, *figures]
    remarks = [
        tally(one, base, [each for each in held if is_single(each)])
        for one in inspections
        if one is not base
    ]
    remarks += folded_note(criteria, held)
    remarks += [absence(history) for history in left_out]
    remarks += [
        line for one in inspections for line in second_hand(one, [c.id for c in held])
    ]
    return Table(
        title=title(inspections),
        lead=(*scales(inspections), signs(base, held)),
        columns=("", *(one.id for one in inspections)),
        rows=tuple(rows),
        remarks=tuple(remarks),
    )


def absence(history: Sequence[Inspection]) -> str:
    """Why one of those named is not in a table."""
    if len(history) == 1:
        return f"{history[0].id} is of another family and is not in this table."
    return f"No inspection of this family is held of {history[0].area}."


def signs(base: Inspection, criteria: Sequence[Criterion]) -> str:
    """What + and - count in the cells beside the base."""
    figures = any(one.kind != "rating" for one in criteria)
    points = "; figures differ in points" if figures else ""
    return f"+1 is a step up from {base.id}, = the same{points}"


def has_two_scales(inspections: Sequence[Inspection]) -> bool:
    return len({one.framework.scale for one in inspections}) > 1


def title(inspections: Sequence[Inspection]) -> str:
    framework = inspections[0].framework
    if has_two_scales(inspections):
        return framework.family
    return f"{framework.family}: {scale_of(framework)}"


def scales(inspections: Sequence[Inspection]) -> tuple[str, ...]:
    """A line for each scale, where a table stands over two of one family."""
    if not has_two_scales(inspections):
        return ()
    frameworks = {one.framework.id: one.framework for one in inspections}
    return tuple(f"{one.name}: {scale_of(one)}" for one in frameworks.values())


def scale_of(framework: Framework) -> str:
    return " > ".join(framework.scale)


def label(criterion: Criterion) -> str:
    if criterion.kind == "percentage":
        return f"{criterion.label}, %"
    if criterion.kind == "score":
        return f"{criterion.label}, of {criterion.maximum}"
    return criterion.label


def distance(
    base: Inspection, other: Inspection, criterion: str
) -> int | Decimal | None:
    """Steps up the scale or points from the base, where both are held."""
    from_, to = base.ratings.get(criterion), other.ratings.get(criterion)
    if isinstance(from_, Rating) and isinstance(to, Rating):
        return steps(from_, to)
    if isinstance(from_, Decimal) and isinstance(to, Decimal):
        return to - from_
    return None


def cell(
    inspection: Inspection, criterion: Criterion, base: Inspection, ranked: bool
) -> Cell:
    change = None
    if inspection is not base:
        change = distance(base, inspection, criterion.id)
    return Cell(
        value=worded(inspection, criterion.id, ranked),
        missing=inspection.missing(criterion.id),
        change=change,
        tone=tone(change),
        notes=notes(inspection, criterion.id),
    )


def worded(
    inspection: Inspection, criterion: str, ranked: bool
) -> str | Decimal | None:
    value = inspection.ratings.get(criterion)
    if isinstance(value, Rating):
        return f"{value.word} ({value.rank})" if ranked else value.word
    return value


def tone(change: int | Decimal | None) -> str | None:
    if not change:
        return None
    return "higher" if change > 0 else "lower"


def notes(inspection: Inspection, value: str) -> tuple[str, ...]:
    """What a reader must know of a criterion or a field, behind the inspection's id."""
    reason = inspection.not_rated.get(value)
    return noted(
        inspection.id,
        f"not rated: {reason}" if reason else None,
        inspection.notes.get(value),
    )


def noted(about: str, *said: str | None) -> tuple[str, ...]:
    """One note of all that is said of an inspection or an area; none where nothing."""
    sentences = [part[:1].upper() + part[1:].rstrip(".") for part in said if part]
    return (f"{about}: {'. '.join(sentences)}.",) if sentences else ()


def tally(
    inspection: Inspection, base: Inspection, criteria: Sequence[Criterion]
) -> str:
    """How many criteria are higher, the same and lower than in the base."""
    counts = Counter(
        change_between(base, inspection, one, BETWEEN_AREAS) for one in criteria
    )
    aside = overall_aside([base, inspection])
    return (
        f"{inspection.id} against {base.id}{aside}: {counted(counts, BETWEEN_AREAS)}."
    )


def overall_aside(inspections: Sequence[Inspection]) -> str:
    """Says that counts leave out what sums up the other ratings."""
    has_overall = any(OVERALL in one.ratings for one in inspections)
    return ", the overall rating and score aside" if has_overall else ""


def counted(counts: Mapping[str, int], words: Sequence[str]) -> str:
    parts = [f"{counts.get(word, 0)} {word}" for word in words]
    others = (UNRATED, NOT_KNOWN, NOT_IN_BOTH)
    parts += [f"{counts[word]} {word}" for word in others if counts.get(word)]
    return ", ".join(parts)


def change_between(
    before: Inspection,
    after: Inspection,
    criterion: Criterion,
    words: tuple[str, str, str],
) -> str:
    """The word for a change; `words` are those for up, none and down."""
    missing = (before.missing(criterion.id), after.missing(criterion.id))
    if NO_SUCH_CRITERION in missing:
        return NOT_IN_BOTH
    if NOT_RATED in missing:
        return UNRATED
    change = distance(before, after, criterion.id)
    if change is None:
        return NOT_KNOWN
    up, same, down = words
    return up if change > 0 else down if change < 0 else same


def folded_note(criteria: Sequence[Criterion], held: Sequence[Criterion]) -> list[str]:
    single = [one for one in criteria if is_single(one)]
    absent = [one for one in single if one not in held]
    if not absent:
        return []
    if len(absent) == len(single):
        return [f"None of the {len(single)} criteria is held for any of these."]
    are = "is" if len(absent) == 1 else "are"
    return [f"{len(absent)} of {len(single)} criteria {are} not held for any of these."]


def second_hand(inspection: Inspection, values: Sequence[str]) -> list[str]:
    """A line that counts the values that rest on no inspectorate page."""
    kinds = Counter(
        inspection.source(value).kind for value in values if value in inspection.ratings
    )
    parts = [
        f"{kinds[kind]} from {text}" for kind, text in KINDS.items() if kinds[kind]
    ]
    if not parts:
        return []
    return [f"{inspection.id}: of {plural(kinds.total(), 'value')}, {listing(parts)}."]


def plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def rate_criteria(inspections: Sequence[Inspection]) -> list[Criterion]:
    """The rate, the average and their difference, which stand below the criteria."""
    rates = [one.reoffending.rate for one in inspections if one.reoffending]
    if all(rate is None for rate in rates):
        return []
    return [
        rate_criterion("reoffending-rate", "Reoffending rate"),
        rate_criterion("england-and-wales-average", "England and Wales average"),
        rate_criterion("difference", "Difference"),
    ]


def rate_criterion(id: str, label: str) -> Criterion:
    return Criterion(id, label, "percentage", None, False, (), False)


def rate_figures(rate: Rate | None) -> dict[str, Decimal | None]:
    if rate is None:
        return {}
    return {
        "reoffending-rate": rate.rate,
        "england-and-wales-average": rate.average,
        "difference": rate.difference,
    }


def rate_rows(inspections: Sequence[Inspection]) -> list[Row]:
    rows = []
    for criterion in rate_criteria(inspections):
        cells = []
        for inspection in inspections:
            figure = rate_figures(inspection.reoffending).get(criterion.id)
            has_notes = figure is not None and criterion.id != "difference"
            cells.append(
                Cell(
                    signed(figure) if criterion.id == "difference" else figure,
                    missing=NOT_STATED if figure is None else None,
                    notes=rate_notes(inspection) if has_notes else (),
                )
            )
        unit = "points" if criterion.id == "difference" else "%"
        rows.append((Cell(f"{criterion.label}, {unit}"), *cells))
    return rows


def signed(difference: Decimal | None) -> str | None:
    if difference is None:
        return None
    return f"{difference:+}" if difference else "0"


def rate_notes(inspection: Inspection) -> tuple[str, ...]:
    said = [] if inspection.reoffending is None else cohorts(inspection.reoffending)
    kind = inspection.source("reoffending").kind
    if kind != "inspectorate":
        said.append(f"both are from {KINDS[kind]}")
    return noted(inspection.id, *said, inspection.notes.get("reoffending"))


def cohorts(rate: Rate) -> list[str]:
    """Says that the rate and the average beside it are of different children."""
    if rate.period is None or rate.average_period in (None, rate.period):
        return []
    return [
        f"the rate is of {rate.period}, the average printed beside it of"
        f" {rate.average_period}"
    ]


def tidy(inspection: Inspection, criterion: Criterion) -> dict[str, Value]:
    """The fields of one value that every command names alike."""
    fields: dict[str, Value] = {
        "area": inspection.area,
        "inspection": inspection.id,
        "published": inspection.published.iso,
        "framework": inspection.framework.id,
        "criterion": criterion.id,
        "label": criterion.label,
        "missing": inspection.missing(criterion.id),
    }
    value = inspection.ratings.get(criterion.id)
    if value is not None:
        fields["source_kind"] = inspection.source(criterion.id).kind
    if isinstance(value, Rating):
        fields |= {"rating": value.word, "rank": value.rank, "ranks": value.ranks}
    elif value is not None:
        fields |= {"value": value, "unit": unit(criterion)}
    return fields


def unit(criterion: Criterion) -> str:
    return f"of {criterion.maximum}" if criterion.kind == "score" else "per cent"


def compared_row(
    inspection: Inspection, criterion: Criterion, base: Inspection
) -> dict[str, Value]:
    fields = tidy(inspection, criterion)
    if inspection is not base:
        fields["base"] = base.id
        fields["steps"] = distance(base, inspection, criterion.id)
    return fields


def rate_row(inspection: Inspection, criterion: Criterion) -> dict[str, Value]:
    figure = rate_figures(inspection.reoffending).get(criterion.id)
    points = criterion.id == "difference"
    return tidy(inspection, criterion) | {
        "value": figure,
        "unit": "percentage points" if points else "per cent",
        "missing": NOT_STATED if figure is None else None,
        "source_kind": None
        if figure is None
        else inspection.source("reoffending").kind,
    }


def sources_of(
    inspection: Inspection, rests: Sequence[str] = ()
) -> list[dict[str, str | None]]:
    return [
        citation(source, inspection.id, rests[place] if rests else None)
        for place, source in enumerate(inspection.sources)
    ]


def citation(
    source: Source, inspection: str | None, rests: str | None
) -> dict[str, str | None]:
    """A source as answers carry it, with what rests on it in words."""
    return {
        "inspection": inspection,
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind,
        "date": str(source.date) if source.date else None,
        "url": source.url,
        "rests": rests,
    }


def pair(history: Sequence[Inspection], area: Area) -> tuple[Inspection, Inspection]:
    """The two latest inspections of one family, the newest such pair."""
    for after in reversed(history):
        earlier = [
            one
            for one in history[: history.index(after)]
            if one.framework.family == after.framework.family
        ]
        if earlier:
            return earlier[-1], after
    held = listing([f"{one.id} ({one.framework.family})" for one in history])
    if len(history) == 1:
        raise YotError(
            f"only one inspection of {area.name} is held, {held}:"
            f" see yot show {area.id} --all"
        )
    raise YotError(
        f"the inspections of {area.name} are of different families and cannot be lined"
        f" up: {held}; see yot show {area.id} --all"
    )


def two(
    before: Sequence[Inspection], after: Sequence[Inspection]
) -> tuple[Inspection, Inspection]:
    """One inspection of each history, the latest of a family that both have."""
    families = families_of(before)
    shared = [one for one in after if one.framework.family in families]
    last = (shared or after)[-1]
    return latest_in(before, last.framework.family) or before[-1], last


def diff(
    before: Inspection,
    after: Inspection,
    later: Sequence[Inspection],
    areas: Sequence[Area],
    only_changes: bool,
) -> Answer:
    """What changed from one inspection to another of its family.

    `later` are newer inspections of the area that are of other families, and `areas`
    the areas of the two. Raises YotError for two families.
    """
    if before.framework.family != after.framework.family:
        raise YotError(
            f"{before.id} is of {before.framework.family} and {after.id} of"
            f" {after.framework.family}: their scales cannot be lined up; see"
            f" yot show {before.id} and yot show {after.id}"
        )
    both = [before, after]
    refuse_twice(both)
    in_time = before.area == after.area and before.published <= after.published
    words = OVER_TIME if in_time else BETWEEN_AREAS
    criteria = [one for one in criteria_of(both).values() if is_shown(one, both)]
    held = [one for one in criteria if is_held(one, both)]
    changes = {one.id: change_between(before, after, one, words) for one in criteria}
    counts = Counter(changes[one.id] for one in held if is_single(one))
    moved = (words[0], words[2])
    shown = [one for one in criteria if not only_changes or changes[one.id] in moved]
    ranked = has_two_scales(both)
    rows = [
        (
            Cell(label(one)),
            cell(before, one, before, ranked),
            cell(after, one, after, ranked),
            changed(before, after, one, changes[one.id]),
        )
        for one in shown
        if one in held
    ]
    aside = overall_aside(both).removeprefix(", ").capitalize()
    remarks = [f"{aside + ': ' if aside else ''}{counted(counts, words)}."]
    remarks += folded_note(criteria, held)
    remarks += [
        f"{one.id} is of another family and is not compared: yot show {one.area} --all"
        for one in later
    ]
    remarks += [line for one in both for line in second_hand(one, [c.id for c in held])]
    names = [area.name for area in areas]
    family = after.framework.family
    dates = f"published {before.published}, and {after.published}"
    table = Table(
        title=f"{' and '.join(dict.fromkeys(names))}, {lowered(family)}: {dates}",
        lead=scales(both) or (scale_of(after.framework),),
        columns=("", before.id, after.id, "change"),
        rows=tuple(rows),
        remarks=tuple(remarks),
    )
    return Answer(
        command="diff",
        tables=(table,),
        fields=DIFF_FIELDS,
        rows=tuple(diff_row(before, after, one, changes[one.id]) for one in shown),
        legend=LEGEND,
        sources=tuple(one for each in both for one in sources_of(each)),
        see=(f"yot show {before.id}", f"yot show {after.id}"),
        found=any(change in moved for change in changes.values()),
    )


def lowered(family: str) -> str:
    return family[:1].lower() + family[1:]


def changed(
    before: Inspection, after: Inspection, criterion: Criterion, change: str
) -> Cell:
    by = distance(before, after, criterion.id)
    return Cell(f"{change} {by:+}" if by else change, tone=tone(by))


def diff_row(
    before: Inspection, after: Inspection, criterion: Criterion, change: str
) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "area": after.area,
        "framework": after.framework.id,
        "criterion": criterion.id,
        "label": criterion.label,
        "steps": distance(before, after, criterion.id),
        "change": change,
    }
    for side, inspection in (("before", before), ("after", after)):
        value = inspection.ratings.get(criterion.id)
        fields |= {
            f"{side}_inspection": inspection.id,
            f"{side}_published": inspection.published.iso,
            side: value.word if isinstance(value, Rating) else value,
            f"{side}_rank": value.rank if isinstance(value, Rating) else None,
            f"{side}_missing": inspection.missing(criterion.id),
        }
    return fields


def result(inspection: Inspection) -> Cell:
    """The overall rating, or how many ratings of each word are held."""
    overall = inspection.ratings.get(OVERALL)
    if isinstance(overall, Rating):
        return Cell(overall.word)
    text = counted_ratings(inspection) or figures(inspection)
    return Cell(text, missing=None if text else NOT_STATED)


def figures(inspection: Inspection) -> str | None:
    """The percentages held, in published order."""
    criteria = inspection.framework.criteria
    held = [
        f"{inspection.ratings[id]} %"
        for id, criterion in criteria.items()
        if criterion.kind == "percentage" and id in inspection.ratings
    ]
    return ", ".join(held) or None


def counted_ratings(inspection: Inspection) -> str | None:
    """Ratings by word, best first, and how many are not known; none where none is."""
    counts = rating_counts(inspection)
    if not counts:
        return None
    unknown = len(counted_criteria(inspection)) - sum(counts.values())
    parts = [f"{count} {word}" for word, count in counts.items()]
    return ", ".join([*parts, *([f"{unknown} {NOT_KNOWN}"] if unknown > 0 else [])])


def rating_counts(inspection: Inspection) -> dict[str, int]:
    """Ratings by word: those a page counts, or those held where they are more."""
    held = Counter(
        rating.word
        for id in counted_criteria(inspection)
        if isinstance(rating := inspection.ratings.get(id), Rating)
    )
    counts = {
        word: max(inspection.counts.get(word, 0), held[word])
        for word in inspection.framework.scale
    }
    return {word: count for word, count in counts.items() if count}


def counted_criteria(inspection: Inspection) -> list[str]:
    """What an inspection rates, or what of it counts towards the overall rating."""
    rated = [
        one
        for one in inspection.framework.criteria.values()
        if one.kind == "rating"
        and one.id != OVERALL
        and is_shown(one, [inspection])
        and one.id not in inspection.not_rated
    ]
    return [one.id for one in rated if one.counts] or [one.id for one in rated]
