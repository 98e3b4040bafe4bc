"""Inspections side by side, a table for each family that two of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Column, Remark, Table, tidy
from yotcli.model import Criterion, Inspection, Named, YotError
from yotcli.values import FIELDS, Row

History = Sequence[Inspection]

MANY = 3  # columns, from which on counts and origins are rows and not sentences


def compare(
    histories: Mapping[Named, History],
    base: Named | None,
    families: Sequence[str],
    is_picked: bool,
    only_changes: bool,
    place_of: Callable[[str], str],
    former: Sequence[str],
) -> Answer:
    """The latest inspections of those named, from the oldest shared family on.

    `histories` holds the inspections that each name stands for, oldest first; of
    `families` only some are wanted, if any are named, and `is_picked` says that the
    reader did so. `place_of` gives an area its full name, and `former` says what former
    areas are part of now. Raises YotError for fewer than two names with an inspection,
    a base that is no column, or nothing shared.
    """
    having = {name: history for name, history in histories.items() if history}
    refuse_fewer(histories, having, place_of, former)
    tables: list[Table] = []
    rows: list[Row] = []
    shown: list[Inspection] = []
    for chosen in shared(having, families, former):
        start = base_of(chosen, base)
        criteria = values.criteria_of(chosen)
        drawn = [each for each in criteria if not only_changes or differs(each, chosen)]
        absent = [own[-1] for own in having.values() if not among(own, chosen)]
        table = side_by_side(chosen, start, criteria, drawn, place_of)
        if absent:
            remark = Remark(sentences.cannot_be_compared(absent))
            table = table._replace(remarks=[*table.remarks, remark])
        tables.append(table)
        rows += [
            Row(
                inspection.value(criterion),
                None if inspection is start else start.value(criterion),
            )
            for criterion in (*drawn, *values.rate_criteria(chosen))
            for inspection in chosen
        ]
        shown += chosen
    notes = [
        Remark(f"No inspection of {place_of(name.area)} is on record.")
        for name in histories
        if name not in having
    ]
    if not is_picked:
        notes += [each for own in having.values() for each in newer(shown, own)]
    notes += map(Remark, former)
    notes += [
        Remark(sentences.order_unknown([each, *rivals]))
        for each in shown
        for name, history in having.items()
        if name.id == each.area and (rivals := values.rivals(each, history))
    ]
    return Answer(
        command="compare/1",
        title=lambda: sentences.compared([place_of(each.area) for each in shown]),
        rows=tidy(FIELDS, rows),
        tables=tables,
        notes=notes,
        sources=[source for each in shown for source in values.citations(each)],
        see=sentences.see_of(shown),
        newest=sentences.newest(shown),
    )


def refuse_fewer(
    histories: Mapping[Named, History],
    having: Mapping[Named, History],
    place_of: Callable[[str], str],
    former: Sequence[str],
) -> None:
    if len(having) > 1:
        return
    absent = [place_of(name.area) for name in histories if name not in having]
    if absent:
        none = f"no inspection of {sentences.or_list(absent)} is on record"
        raise YotError(" ".join([f"{none}; give two that have one.", *former]))
    raise YotError(different_ones(having))


def shared(
    having: Mapping[Named, History], families: Sequence[str], former: Sequence[str]
) -> list[History]:
    """The latest inspections of each family that two areas share, oldest family first.

    Each is in the order of the names, and none stands there twice.
    """
    since = {
        inspection.framework.family: inspection.framework.since
        for history in having.values()
        for inspection in reversed(history)
    }
    tables: list[History] = []
    for name in sorted(since, key=lambda name: since[name]):
        latest = [values.latest_in(history, name) for history in having.values()]
        chosen = list({each.id: each for each in latest if each}.values())
        if len(chosen) > 1 and (name in families or not families):
            tables.append(chosen)
    if tables:
        return tables
    if all(len(history) == 1 for history in having.values()):
        each_of = [
            f"{each.id} ({each.framework.family}: {sentences.scale_of(each.framework)})"
            for (each,) in having.values()
        ]
        raise YotError(
            "these were inspected under frameworks whose ratings cannot be compared:"
            f" {sentences.and_list(list(dict.fromkeys(each_of)))}"
        )
    if len({name.area for name in having}) == 1:
        raise YotError(different_ones(having))
    each_under = "; ".join(
        f"{name.id} under {sentences.and_list(values.families_of(history))}"
        for name, history in having.items()
    )
    wanted = "no two of these were inspected under frameworks that can be compared"
    raise YotError(" ".join([f"{wanted}: {each_under}.", *former]))


def different_ones(having: Mapping[Named, History]) -> str:
    told = "give at least two different areas or inspections"
    for name, history in having.items():
        families = sentences.and_list(values.families_of(history))
        return f"{told}; {name.id} was inspected under {families}"
    return f"{told}, or --region"


def base_of(chosen: History, base: Named | None) -> Inspection:
    """The inspection that the others of a table are measured from."""
    if base is None:
        return chosen[0]
    fitting = [each for each in chosen if base.id in (each.id, each.area)]
    if len(fitting) != 1:
        ids = sentences.and_list([each.id for each in chosen])
        raise YotError(f"--base {base.id!r} is not one of those compared: {ids}")
    return fitting[0]


def among(history: History, chosen: History) -> bool:
    ids = [each.id for each in chosen]
    return any(each.id in ids for each in history)


def differs(criterion: Criterion, inspections: History) -> bool:
    """Whether not all of them say the same of a criterion."""
    every = [inspection.value(criterion) for inspection in inspections]
    return len({(value.content, value.missing) for value in every}) > 1


def newer(shown: History, history: History) -> list[Remark]:
    """Says that the latest inspection of an area is in no table."""
    last = history[-1]
    own = [each for each in shown if among([each], history)]
    if not own or not own[-1].published.is_before(last.published):
        return []
    return [Remark(sentences.cannot_be_compared([last]), see=f"yot show {last.id}")]


def side_by_side(
    inspections: History,
    base: Inspection,
    criteria: Sequence[Criterion],
    drawn: Sequence[Criterion],
    place_of: Callable[[str], str],
) -> Table:
    """A table of the criteria that are `drawn`, which counts all of them."""
    known = [each for each in criteria if values.is_known(each, inspections)]
    shown = [each for each in known if each in drawn]
    rates = values.rate_criteria(inspections)
    two_scales = sentences.has_two_scales(inspections)
    labels = ["Published", *map(values.label, (*shown, *rates))]
    columns = [
        values.side(
            each,
            place_of,
            [
                Cell(
                    each.published, notes=sentences.notes(each, "published"), short=""
                ),
                *cells(each, base, (*shown, *rates), two_scales),
            ],
        )
        for each in inspections
    ]
    gaps = [1 + len(shown)] if rates else []
    if len(inspections) < MANY:
        remarks = [tally(base, each, known) for each in inspections if each is not base]
        for each in inspections:
            remarks += sentences.second_hand([each.value(one) for one in known])
    else:
        counted = counts(base, inspections, known) | origins(inspections, known)
        gaps.append(len(labels))
        labels += counted
        columns = [
            column._replace(
                cells=[*column.cells, *(row[place] for row in counted.values())]
            )
            for place, column in enumerate(columns)
        ]
        remarks = sentences.about_counts(
            known, [each.value(one) for each in inspections for one in known]
        )
    framework = inspections[0].framework
    scale = "" if two_scales else f": {sentences.scale_of(framework)}"
    return Table(
        title=f"{framework.family}{scale}",
        lead=(*sentences.scales(inspections), signs(base, shown)),
        columns=[Column("", [Cell(label) for label in labels]), *columns],
        gaps=gaps,
        key=sentences.short_scales(inspections),
        remarks=[
            Remark(text)
            for text in (*remarks, *values.folded(criteria, known, framework))
            if text
        ],
    )


def cells(
    inspection: Inspection,
    base: Inspection,
    criteria: Sequence[Criterion],
    two_scales: bool,
) -> list[Cell]:
    return [
        values.cell(
            inspection.value(each),
            None if inspection is base else base.value(each),
            two_scales,
        )
        for each in criteria
    ]


def signs(base: Inspection, criteria: Sequence[Criterion]) -> str:
    """What + and - count in the cells beside the base."""
    kinds = {each.kind for each in criteria}
    figures = {"score": "scores", "percentage": "percentages"}
    named = sentences.and_list(
        [name for kind, name in figures.items() if kind in kinds]
    )
    points = f"; {named} show the difference in points" if named else ""
    return f"+1: one step higher than {base.id}; =: the same{points}"


def changes(
    base: Inspection, other: Inspection, criteria: Sequence[Criterion]
) -> Counter[str]:
    """How many single criteria are higher, the same and lower than in the base."""
    return Counter(
        values.change_between(
            base.value(each), other.value(each), sentences.BETWEEN_AREAS
        )
        for each in criteria
        if each.is_single
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
    found = {each.id: changes(base, each, criteria) for each in inspections}
    words = (*sentences.BETWEEN_AREAS, *sentences.NOT_COMPARED)
    others = [each.id for each in inspections if each is not base]
    called = base.framework.criteria_called.capitalize()
    return {
        f"{called} {word}": [
            Cell("base") if each is base else Cell(found[each.id][word])
            for each in inspections
        ]
        for word in words
        if any(found[id][word] for id in others)
    }


def origins(
    inspections: History, criteria: Sequence[Criterion]
) -> dict[str, list[Cell]]:
    """Rows that count the values that come from other than the inspectorate."""
    kinds = {
        each.id: Counter(
            value.source.kind for one in criteria if (value := each.value(one)).source
        )
        for each in inspections
    }
    return {
        f"Values from {words}": [
            Cell(
                f"{kinds[each.id][kind]} of {kinds[each.id].total()}",
                short=f"{kinds[each.id][kind]}/{kinds[each.id].total()}",
            )
            for each in inspections
        ]
        for kind, words in sentences.KINDS.items()
        if any(found[kind] for found in kinds.values())
    }
