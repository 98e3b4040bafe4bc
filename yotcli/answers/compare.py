"""Inspections side by side, a table for each family that two of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Remark, Rows, Table, column
from yotcli.model import Criterion, Inspection, Named, Value, YotError
from yotcli.values import FIELDS, Row

History = Sequence[Inspection]

MANY = 3  # from so many columns on, counts and origins are rows, not sentences


def compare(
    histories: Mapping[Named, History],
    base: Named | None,
    family: str | None,
    only_changes: bool,
    place_of: Callable[[str], str],
    former: Sequence[str],
) -> Answer:
    """A table for each shared family, the oldest first, of the latest inspections.

    `histories` are oldest first; `family` is the only one wanted, if the reader named
    one; `former` says what former areas are part of now.
    Raises YotError where no two can be compared, and for a base that is no column.
    """
    having = {name: history for name, history in histories.items() if history}
    absent = [place_of(name.area) for name in histories if name not in having]
    if len(having) < 2 and absent:
        none = f"no inspection of {sentences.listed(absent, 'or')} is on record"
        raise YotError(" ".join([f"{none}; give two that have one.", *former]))
    if len(having) < 2:
        raise YotError(different_ones(having))
    tables: list[Table] = []
    rows: list[Row] = []
    shown: list[Inspection] = []
    for chosen in shared(having, family, former):
        start = base_of(chosen, base)
        criteria = drawn = values.criteria_of(chosen)
        if only_changes:
            drawn = [criterion for criterion in criteria if differs(criterion, chosen)]
        left_out = [own[-1] for own in having.values() if not among(own, chosen)]
        apart = [Remark(sentences.cannot_be_compared(left_out))] if left_out else []
        grid = {}
        for criterion in (*drawn, *values.rate_criteria(chosen)):
            first = start.value(criterion)
            own = [inspection.value(criterion) for inspection in chosen]
            from_base = [None if value.inspection is start else first for value in own]
            grid[criterion] = [*map(Row, own, from_base)]
        table = side_by_side(chosen, start, criteria, grid, place_of)
        tables.append(table._replace(remarks=[*table.remarks, *apart]))
        rows += [row for own in grid.values() for row in own]
        shown += chosen
    notes = [Remark(f"No inspection of {name} is on record.") for name in absent]
    if family is None:
        notes += [note for own in having.values() for note in newer(shown, own)]
    notes += map(Remark, former)
    notes += [
        Remark(unknown)
        for inspection in shown
        for name, history in having.items()
        if name.id == inspection.area
        for unknown in values.order_unknown(inspection, history)
    ]
    areas = [inspection.area for inspection in shown]
    return Answer(
        command="compare/1",
        title=lambda: f"{sentences.some(map(place_of, areas), 'Inspections')} compared",
        rows=Rows(FIELDS, rows),
        tables=tables,
        notes=notes,
        sources=values.citations(shown),
        see=sentences.see_of(shown),
        newest=sentences.newest(shown),
    )


def shared(
    having: Mapping[Named, History], wanted: str | None, former: Sequence[str]
) -> list[History]:
    """The latest of each family that two names share, in their order, oldest first."""
    since = {
        inspection.framework.family: inspection.framework.since
        for history in having.values()
        for inspection in reversed(history)
    }
    tables: list[History] = []
    for family in sorted(since, key=lambda family: since[family]):
        latest = [values.latest_in(history, family) for history in having.values()]
        chosen = list({each.id: each for each in latest if each}.values())
        if len(chosen) > 1 and wanted in (None, family):
            tables.append(chosen)
    if tables:
        return tables
    if wanted is None and all(len(history) == 1 for history in having.values()):
        frameworks = {own[0].id: own[0].framework for own in having.values()}
        known = [
            f"{id} ({framework.family}: {sentences.scale_of(framework)})"
            for id, framework in frameworks.items()
        ]
        raise YotError(
            "these were inspected under frameworks whose ratings cannot be compared:"
            f" {sentences.listed(known)}"
        )
    if len({name.area for name in having}) == 1:
        raise YotError(different_ones(having))
    under = "; ".join(
        f"{name.id} under {sentences.listed(values.families_of(history))}"
        for name, history in having.items()
    )
    asked = wanted or "frameworks that can be compared"
    none = f"no two of these were inspected under {asked}: {under}."
    raise YotError(" ".join([none, *former]))


def different_ones(having: Mapping[Named, History]) -> str:
    told = "give at least two different areas or inspections"
    for name, history in having.items():
        families = sentences.listed(values.families_of(history))
        return f"{told}; {name.id} was inspected under {families}"
    return f"{told}, or --region"


def base_of(chosen: History, base: Named | None) -> Inspection:
    if base is None:
        return chosen[0]
    fitting = [each for each in chosen if base.id in (each.id, each.area)]
    if len(fitting) != 1:
        ids = sentences.listed(inspection.id for inspection in chosen)
        wrong = "is not one of" if not fitting else "may be two of"
        raise YotError(f"--base {base.id!r} {wrong} those compared: {ids}")
    return fitting[0]


def among(history: History, chosen: History) -> list[Inspection]:
    """The chosen inspections of a history."""
    ids = [inspection.id for inspection in history]
    return [inspection for inspection in chosen if inspection.id in ids]


def differs(criterion: Criterion, inspections: History) -> bool:
    """Whether the inspections differ on a criterion."""
    every = [inspection.value(criterion) for inspection in inspections]
    return len({(value.content, value.missing) for value in every}) > 1


def newer(shown: History, history: History) -> list[Remark]:
    """Says which areas have a later inspection that is not in a table."""
    own = among(history, shown)
    last = values.later(own[-1], history) if own else None
    if last is None:
        return []
    return [Remark(sentences.cannot_be_compared([last]), see=f"yot show {last.id}")]


def side_by_side(
    inspections: History,
    base: Inspection,
    criteria: Sequence[Criterion],
    grid: Mapping[Criterion, Sequence[Row]],
    place_of: Callable[[str], str],
) -> Table:
    """A table of the criteria in the grid; the counts are of all criteria."""
    known = [each for each in criteria if values.is_known(each, inspections)]
    shown = [criterion for criterion in known if criterion in grid]
    rates = values.rate_criteria(inspections)
    two_scales = sentences.has_two_scales(inspections)
    labels = ["Published", *map(values.label, (*shown, *rates))]
    dates = [
        (each.published, sentences.notes(each, "published")) for each in inspections
    ]
    rows = [[Cell(date, notes=notes, short="") for date, notes in dates]]
    rows += [
        [values.cell(row.value, row.base, two_scales) for row in grid[criterion]]
        for criterion in (*shown, *rates)
    ]
    gaps = [1 + len(shown)] if rates else []
    every = [[each.value(criterion) for criterion in known] for each in inspections]
    remarks = []
    if known and not shown:
        remarks = ["All ratings are alike." if rates else "All are alike."]
    elif len(inspections) < MANY:
        remarks = [tally(base, each, known) for each in inspections if each is not base]
        remarks += sentences.second_hand(every)
    else:
        gaps.append(len(labels))
        counted = counts(base, inspections, known) | origins(every)
        labels += counted
        rows += counted.values()
        told = [value for own in every for value in own]
        remarks = sentences.about_counts(known, told) if counted else []
    framework = inspections[0].framework
    scale = "" if two_scales else f": {sentences.scale_of(framework)}"
    remarks += values.folded(criteria, known, framework)
    return Table(
        title=f"{framework.family}{scale}",
        lead=(*sentences.scales(inspections), signs(base, shown)),
        columns=[
            column("", labels),
            *(
                values.side(inspection, place_of, cells)
                for inspection, *cells in zip(inspections, *rows, strict=True)
            ),
        ],
        gaps=gaps,
        key=sentences.short_scales(inspections),
        remarks=[Remark(text) for text in remarks if text],
    )


def signs(base: Inspection, criteria: Sequence[Criterion]) -> str:
    """The line that explains the signs in the cells: +1, = and points."""
    kinds = {criterion.kind for criterion in criteria}
    figures = {"score": "scores", "percentage": "percentages"}
    named = sentences.listed(name for kind, name in figures.items() if kind in kinds)
    points = f"; {named} show the difference in points" if named else ""
    return f"+1: one step higher than {base.id}; =: the same{points}"


def changes(
    base: Inspection, other: Inspection, criteria: Sequence[Criterion]
) -> Counter[str]:
    """How many single criteria are higher, the same and lower than in the base."""
    words = sentences.BETWEEN_AREAS
    return Counter(
        values.change_between(base.value(criterion), other.value(criterion), words)
        for criterion in criteria
        if criterion.is_single
    )


def tally(base: Inspection, other: Inspection, criteria: Sequence[Criterion]) -> str:
    found = changes(base, other, criteria)
    words = sorted(sentences.BETWEEN_AREAS, key=lambda word: -found[word])
    said = sentences.counted(found, words, base.framework, criteria)
    return f"{other.id} against {base.id}: {said[:1].lower()}{said[1:]}" if said else ""


def counts(
    base: Inspection, inspections: History, criteria: Sequence[Criterion]
) -> dict[str, list[Cell]]:
    """Rows that count how the single criteria of each compare with the base."""
    found = [
        None if inspection is base else changes(base, inspection, criteria)
        for inspection in inspections
    ]
    called = base.framework.criteria_called.capitalize()
    return {
        f"{called} {word}": [
            Cell("base" if own is None else own[word]) for own in found
        ]
        for word in (*sentences.BETWEEN_AREAS, *sentences.NOT_COMPARED)
        if any(own[word] for own in found if own)
    }


def origins(every: Sequence[Sequence[Value]]) -> dict[str, list[Cell]]:
    """Rows that count the values from other sources than the inspectorate."""
    found = [
        Counter(value.source.kind for value in own if value.source) for own in every
    ]
    return {
        f"Values from {words}": [
            Cell(
                f"{kinds[kind]} of {kinds.total()}",
                short=f"{kinds[kind]}/{kinds.total()}",
            )
            for kinds in found
        ]
        for kind, words in sentences.KINDS.items()
        if any(kinds[kind] for kinds in found)
    }
