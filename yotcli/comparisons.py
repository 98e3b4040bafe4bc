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
SHOW_FIELDS = (*FIELDS, "text")

NOT_KNOWN, NOT_IN_BOTH = "not known", "not in both"
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
        left_out = [
            history[0].area for history in named if not latest_in(history, name)
        ]
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
    return Answer(
        command="compare",
        tables=tuple(tables),
        fields=FIELDS,
        rows=tuple(rows),
        legend=LEGEND,
        sources=tuple(sources),
        see=tuple(f"yot show {inspection.id}" for inspection in shown),
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
    if all(len(history) == 1 for history in named):
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
    inspections: Sequence[Inspection], base: Inspection, left_out: Sequence[str]
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
    if any(one.reoffending and one.reoffending.rate for one in inspections):
        rows += [None, *rate_rows(inspections)]
    remarks = [
        tally(one, base, [each for each in held if is_single(each)])
        for one in inspections
        if one is not base
    ]
    remarks += folded_note(criteria, held)
    if left_out:
        remarks.append(f"No inspection of this family is held of {listing(left_out)}.")
    remarks += [
        line for one in inspections for line in second_hand(one, [c.id for c in held])
    ]
    return Table(
        title=title(inspections),
        lead=scales(inspections),
        columns=("", *(one.id for one in inspections)),
        rows=tuple(rows),
        remarks=tuple(remarks),
    )


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
    words = "; ".join(part.rstrip(".") for part in said if part)
    return (f"{about}: {words}.",) if words else ()


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
    """Says that counts leave the rating out that sums up the others."""
    has_overall = any(OVERALL in one.ratings for one in inspections)
    return ", the overall rating aside" if has_overall else ""


def counted(counts: Mapping[str, int], words: Sequence[str]) -> str:
    parts = [f"{counts.get(word, 0)} {word}" for word in words]
    parts += [
        f"{counts[word]} {word}"
        for word in (NOT_KNOWN, NOT_IN_BOTH)
        if counts.get(word)
    ]
    return ", ".join(parts)


def change_between(
    before: Inspection,
    after: Inspection,
    criterion: Criterion,
    words: tuple[str, str, str],
) -> str:
    """The word for a change; `words` are those for up, none and down."""
    if NO_SUCH_CRITERION in (before.missing(criterion.id), after.missing(criterion.id)):
        return NOT_IN_BOTH
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
    if not any(one.reoffending and one.reoffending.rate for one in inspections):
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
            signed = (
                f"{figure:+}" if criterion.id == "difference" and figure else figure
            )
            has_notes = figure is not None and criterion.id != "difference"
            cells.append(
                Cell(
                    signed,
                    missing=NOT_STATED if figure is None else None,
                    notes=rate_notes(inspection) if has_notes else (),
                )
            )
        unit = "points" if criterion.id == "difference" else "%"
        rows.append((Cell(f"{criterion.label}, {unit}"), *cells))
    return rows


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
        {
            "inspection": inspection.id,
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind,
            "date": str(source.date) if source.date else None,
            "url": source.url,
            "rests": rests[place] if rests else None,
        }
        for place, source in enumerate(inspection.sources)
    ]


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
    words = OVER_TIME if before.area == after.area else BETWEEN_AREAS
    criteria = [one for one in criteria_of(both).values() if is_shown(one, both)]
    held = [one for one in criteria if is_held(one, both)]
    changes = {one.id: change_between(before, after, one, words) for one in criteria}
    counts = Counter(changes[one.id] for one in criteria if is_single(one))
    ranked = has_two_scales(both)
    rows = [
        (
            Cell(label(one)),
            cell(before, one, before, ranked),
            cell(after, one, after, ranked),
            changed(before, after, one, changes[one.id]),
        )
        for one in held
        if not (only_changes and changes[one.id] == words[1])
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
        rows=tuple(diff_row(before, after, one, changes[one.id]) for one in criteria),
        legend=LEGEND,
        sources=tuple(one for each in both for one in sources_of(each)),
        see=(f"yot show {before.id}", f"yot show {after.id}"),
        found=any(changes[one.id] in (words[0], words[2]) for one in criteria),
    )


def lowered(family: str) -> str:
    return family[:1].lower() + family[1:]


def changed(
    before: Inspection, after: Inspection, criterion: Criterion, change: str
) -> Cell:
    moved = distance(before, after, criterion.id)
    return Cell(f"{change} {moved:+}" if moved else change, tone=tone(moved))


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


def show(inspections: Sequence[Inspection], area: Area, all_held: bool) -> Answer:
    """Everything held on inspections of one area, oldest first."""
    tables = [run_of(inspections, area)] if all_held else []
    for inspection in inspections:
        tables += [facts(inspection, area), rated(inspection)]
    return Answer(
        command="show",
        tables=tuple(tables),
        fields=SHOW_FIELDS,
        rows=tuple(row for one in inspections for row in show_rows(one, area)),
        legend=LEGEND,
        sources=tuple(
            source for one in inspections for source in sources_of(one, resting(one))
        ),
    )


def run_of(inspections: Sequence[Inspection], area: Area) -> Table:
    return Table(
        title=f"{area.name}: {len(inspections)} inspections, their scales not lined up",
        columns=("", "published", "framework", "result"),
        rows=tuple(
            (Cell(one.id), Cell(one.published), Cell(one.framework.name), result(one))
            for one in inspections
        ),
    )


def result(inspection: Inspection) -> Cell:
    """The overall rating, or how many ratings of each word are held."""
    overall = inspection.ratings.get(OVERALL)
    if isinstance(overall, Rating):
        return Cell(overall.word)
    counts = rating_counts(inspection)
    if counts:
        return Cell(", ".join(f"{count} {word}" for word, count in counts.items()))
    figures = [one for one in inspection.ratings.values() if isinstance(one, Decimal)]
    if figures:
        return Cell(", ".join(f"{figure}%" for figure in figures))
    return Cell(missing=NOT_STATED)


def rating_counts(inspection: Inspection) -> dict[str, int]:
    """Counts of ratings by word, best first: of those held, else of those counted."""
    held = Counter(
        rating.word
        for criterion, rating in inspection.ratings.items()
        if isinstance(rating, Rating) and criterion != OVERALL
    )
    counts = inspection.counts if inspection.counts else held
    return {
        word: counts[word] for word in inspection.framework.scale if counts.get(word)
    }


def facts(inspection: Inspection, area: Area) -> Table:
    lines = [
        (Cell(label), Cell("; ".join(texts)))
        for label, texts in described(inspection, area)
    ]
    reading = [
        f"On {key.replace('_', ' ')}: {text}"
        for key, text in inspection.notes.items()
        if key not in inspection.framework.criteria and key != "inspection"
    ]
    if "inspection" in inspection.notes:
        reading.append(inspection.notes["inspection"])
    return Table(
        title=f"{inspection.id}: {inspection.service or area.name}",
        columns=("", ""),
        rows=tuple(lines),
        remarks=tuple(reading),
        prose=True,
    )


def described(inspection: Inspection, area: Area) -> list[tuple[str, list[str]]]:
    """What is held beside ratings, by label; a label without texts is left out."""
    framework = inspection.framework
    place = ", ".join(part for part in (area.name, area.region, area.nation) if part)
    published = str(inspection.published)
    if inspection.published_by:
        published += f", by {inspection.published_by}"
    recommendations = list(inspection.recommendations)
    if inspection.recommendations_count is not None:
        recommendations.append(f"{inspection.recommendations_count} in all")
    counts = inspection.counts.items()
    lines: list[tuple[str, Sequence[str | None]]] = [
        ("Headline", [inspection.headline]),
        ("Area", [f"{place} ({', '.join(area.gss)})" if area.gss else place]),
        ("Framework", [framework.name]),
        ("Form", [framework.forms[inspection.form] if inspection.form else None]),
        ("Scale", [scale_of(framework)]),
        ("Published", [published]),
        ("Fieldwork", [str(inspection.fieldwork) if inspection.fieldwork else None]),
        ("Chosen because", [inspection.chosen_because]),
        ("Follows up", [inspection.follows_up]),
        ("Finding", [inspection.findings.get("inspection")]),
        ("Counted", [", ".join(f"{count} {word}" for word, count in counts) or None]),
        ("Reoffending", [reoffending(inspection.reoffending)]),
        ("Recommendations", recommendations),
    ]
    stated = [(label, [text for text in texts if text]) for label, texts in lines]
    return [(label, texts) for label, texts in stated if texts]


def reoffending(rate: Rate | None) -> str | None:
    """The rate in words, with only what is held."""
    if rate is None:
        return None
    parts = []
    if rate.rate is not None:
        parts.append(f"{rate.rate} per cent")
    if rate.reoffenders is not None and rate.cohort is not None:
        parts.append(f"{rate.reoffenders} of {rate.cohort} children")
    if rate.period:
        parts.append(f"children of {rate.period}")
    if rate.average is not None:
        points = "" if rate.rate is None else f" ({rate.difference:+} points)"
        parts.append(f"England and Wales {rate.average}{points}")
    if rate.against_average:
        parts.append(f"said to be {against(rate.against_average, 'the average')}")
    if rate.previous_year:
        parts.append(f"said to be {against(rate.previous_year, 'the previous year')}")
    parts += cohorts(rate)
    return "; ".join(parts) or None


def against(word: str, what: str) -> str:
    return f"the same as {what}" if word == "same" else f"{word} than {what}"


def rated(inspection: Inspection) -> Table:
    criteria = [
        one
        for one in inspection.framework.criteria.values()
        if is_shown(one, [inspection])
    ]
    held = [
        one
        for one in criteria
        if is_held(one, [inspection])
        or one.id in inspection.findings
        or one.id in inspection.notes
    ]
    absent = [one.label for one in criteria if one not in held]
    remarks = (
        [f"Not stated in the sources held: {'; '.join(absent)}."] if absent else []
    )
    findings = any(one.id in inspection.findings for one in held)
    rows = [
        (
            Cell(label(one)),
            stated(inspection, one),
            *([finding(inspection, one.id)] if findings else []),
        )
        for one in held
    ]
    return Table(
        title="",
        columns=("criterion", "rating", "finding")[: 3 if findings else 2],
        rows=tuple(rows),
        remarks=tuple(remarks),
        prose=findings,
    )


def finding(inspection: Inspection, criterion: str) -> Cell:
    text = inspection.findings.get(criterion)
    return Cell(text, missing=None if text else NOT_STATED)


def stated(inspection: Inspection, criterion: Criterion) -> Cell:
    """A rating with the direction that a source gives it."""
    plain = cell(inspection, criterion, inspection, ranked=False)
    direction = inspection.directions.get(criterion.id)
    if direction is None or plain.missing:
        return plain
    said = f"said to be {direction} since the inspection before"
    return Cell(plain.value, notes=(*plain.notes, f"{inspection.id}: {said}."))


def resting(inspection: Inspection) -> list[str]:
    """What rests on each source, in words."""
    resting = [
        [
            value.removeprefix("findings.").replace("_", " ").replace("-", " ")
            for value, places in inspection.rests_on.items()
            if place in places
        ]
        for place in range(1, len(inspection.sources) + 1)
    ]
    resting[0].append("all else" if len(resting) > 1 else "everything")
    return [", ".join(dict.fromkeys(words)) for words in resting]


def show_rows(inspection: Inspection, area: Area) -> list[dict[str, Value]]:
    """Ratings with their findings, the rate, and each other fact as a text."""
    criteria = [
        one
        for one in inspection.framework.criteria.values()
        if is_shown(one, [inspection])
    ]
    rows = [
        tidy(inspection, one) | {"text": inspection.findings.get(one.id)}
        for one in criteria
    ]
    rows += [rate_row(inspection, one) for one in rate_criteria([inspection])]
    for label, texts in described(inspection, area):
        fact = Criterion(
            label.lower().replace(" ", "-"), label, "", None, False, (), False
        )
        for text in texts:
            rows.append(tidy(inspection, fact) | {"text": text, "missing": None})
    return rows
