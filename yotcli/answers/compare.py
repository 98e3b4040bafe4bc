"""Inspections side by side, a table for each family that two of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Column, Remark, Table, tidy
from yotcli.model import Criterion, Inspection, Named, YotError
from yotcli.values import FIELDS, Row

History = Sequence[Inspection]


def compare(
    named: Sequence[Named],
    histories: Sequence[History],
    base: Named | None,
    family: str | None,
) -> Answer:
    """The latest inspections of those named, from the oldest shared family on.

    `histories` holds the inspections that each name stands for, oldest first. Raises
    YotError for fewer than two names, a base that is none of them, or nothing shared.
    """
    refuse_same(named, histories)
    first = base_of(named, base)
    tables, rows, shown = [], [], []
    for name in shared_families(histories, family):
        columns = [values.latest_in(history, name) for history in histories]
        chosen = [inspection for inspection in columns if inspection]
        refuse_twice(chosen)
        left_out = [
            history
            for history, latest in zip(histories, columns, strict=True)
            if not latest
        ]
        start = columns[first] or chosen[0]
        tables.append(side_by_side(chosen, start, left_out))
        rows += [
            Row(
                inspection.value(criterion),
                None if inspection is start else start.value(criterion),
            )
            for criterion in values.criteria_of(chosen)
            for inspection in chosen
        ]
        rows += [
            Row(inspection.value(criterion))
            for criterion in values.rate_criteria(chosen)
            for inspection in chosen
        ]
        shown += chosen
    newer = [] if family else [newer_than(shown, history) for history in histories]
    return Answer(
        command="compare/1",
        title=sentences.titled(
            "Inspections side by side", [each.area for each in shown]
        ),
        rows=tidy(FIELDS, rows),
        tables=tables,
        notes=[remark for remark in newer if remark],
        sources=[source for each in shown for source in values.citations(each)],
        see=[f"yot show {each.id}" for each in shown],
        newest=sentences.newest(shown),
    )


def refuse_same(named: Sequence[Named], histories: Sequence[History]) -> None:
    for place, name in enumerate(named):
        if name in named[:place] or len(named) < 2:
            families = sentences.and_list(values.families_of(histories[place]))
            raise YotError(
                f"name two or more to compare, each once; {name.id} has {families}"
            )


def base_of(named: Sequence[Named], base: Named | None) -> int:
    """The place of the name that the others are measured from."""
    if base is None:
        return 0
    areas = [name.area for name in named]
    if base not in named and base.area not in areas:
        raise YotError(f"--base {base.id!r} is none of those to compare")
    return named.index(base) if base in named else areas.index(base.area)


def refuse_twice(inspections: Sequence[Inspection]) -> None:
    for id, count in Counter(each.id for each in inspections).items():
        if count > 1:
            raise YotError(f"{id} is named twice: name two inspections")


def shared_families(histories: Sequence[History], family: str | None) -> list[str]:
    """Families that two of the histories have, the oldest first."""
    since = {
        inspection.framework.family: inspection.framework.since
        for history in histories
        for inspection in reversed(history)
    }
    counts = Counter(
        name for history in histories for name in values.families_of(history)
    )
    shared = [
        name
        for name in sorted(since, key=lambda name: since[name])
        if counts[name] > 1 and family in (None, name)
    ]
    if shared:
        return shared
    if family is None and all(len(history) == 1 for history in histories):
        known = sentences.and_list(
            [
                f"{each.id} ({each.framework.family}:"
                f" {sentences.scale_of(each.framework)})"
                for (each,) in histories
            ]
        )
        raise YotError(f"their scales cannot be lined up: {known}")
    known = "; ".join(
        f"{history[0].area} has {sentences.and_list(values.families_of(history))}"
        for history in histories
    )
    wanted = f"no two have an inspection of {family}" if family else "nothing in common"
    raise YotError(f"{wanted}: {known}")


def newer_than(shown: Sequence[Inspection], history: History) -> Remark | None:
    """Says that the latest inspection of an area is in no table."""
    ids = [each.id for each in history]
    own = [each for each in shown if each.id in ids]
    if not own or own[-1].published >= history[-1].published:
        return None
    return Remark(
        f"{history[-1].id} is newer than {own[-1].id}, but of a family that no other of"
        " these has",
        see=f"yot show {history[-1].id}",
    )


def side_by_side(
    inspections: Sequence[Inspection], base: Inspection, left_out: Sequence[History]
) -> Table:
    criteria = values.criteria_of(inspections)
    known = [each for each in criteria if values.is_known(each, inspections)]
    rates = values.rate_criteria(inspections)
    ranked = sentences.has_two_scales(inspections)
    labels = ["Published", *map(values.label, (*known, *rates))]
    remarks = [
        tally(base, inspection, known)
        for inspection in inspections
        if inspection is not base
    ]
    remarks += values.folded(criteria, known)
    remarks += [absence(history) for history in left_out]
    for inspection in inspections:
        remarks += sentences.second_hand(inspection.value(each) for each in known)
    framework = inspections[0].framework
    scale = "" if ranked else f": {sentences.scale_of(framework)}"
    return Table(
        title=f"{framework.family}{scale}",
        lead=(*sentences.scales(inspections), signs(base, known)),
        columns=[
            Column("", [Cell(label) for label in labels]),
            *(
                column(inspection, base, (*known, *rates), ranked)
                for inspection in inspections
            ),
        ],
        gap=1 + len(known) if rates else None,
        remarks=[Remark(remark) for remark in remarks],
    )


def column(
    inspection: Inspection,
    base: Inspection,
    criteria: Sequence[Criterion],
    ranked: bool,
) -> Column:
    published = Cell(
        inspection.published, notes=sentences.notes(inspection, "published")
    )
    cells = [
        values.cell(
            inspection.value(each),
            None if inspection is base else base.value(each),
            ranked,
        )
        for each in criteria
    ]
    return Column(inspection.id, [published, *cells])


def signs(base: Inspection, criteria: Sequence[Criterion]) -> str:
    """What + and - count in the cells beside the base."""
    figures = any(each.kind != "rating" for each in criteria)
    points = "; figures differ in points" if figures else ""
    return f"+1 is a step up from {base.id}, = the same{points}"


def tally(base: Inspection, other: Inspection, criteria: Sequence[Criterion]) -> str:
    """How many criteria are higher, the same and lower than in the base."""
    words = sentences.BETWEEN_AREAS
    counts = Counter(
        values.change_between(base.value(each), other.value(each), words)
        for each in criteria
        if values.is_single(each)
    )
    aside = values.overall_aside([base, other])
    return f"{other.id} against {base.id}{aside}: {sentences.counted(counts, words)}."


def absence(history: History) -> str:
    """The reason why an inspection is not in the table."""
    if len(history) == 1:
        return f"{history[0].id} is of another family and is not in this table."
    return f"No inspection of this family is held of {history[0].area}."
