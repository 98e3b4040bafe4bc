"""What changed from one inspection to another of its family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Remark, Table, tidy
from yotcli.model import Area, Inspection, Value, YotError


class Change(NamedTuple):
    """A criterion before and after, with the word for its change."""

    before: Value
    after: Value
    word: str

    @property
    def steps(self) -> int | Decimal | None:
        return values.distance(self.before, self.after)


FIELDS: Fields[Change] = {
    "area": lambda change: change.after.inspection.area,
    "framework": lambda change: change.after.inspection.framework.id,
    "criterion": lambda change: change.after.criterion.id,
    "label": lambda change: change.after.criterion.label,
    "before_inspection": lambda change: change.before.inspection.id,
    "before_published": lambda change: change.before.inspection.published.iso,
    "before": lambda change: values.words(change.before),
    "before_rank": lambda change: rank(change.before),
    "before_missing": lambda change: change.before.missing,
    "after_inspection": lambda change: change.after.inspection.id,
    "after_published": lambda change: change.after.inspection.published.iso,
    "after": lambda change: values.words(change.after),
    "after_rank": lambda change: rank(change.after),
    "after_missing": lambda change: change.after.missing,
    "steps": lambda change: change.steps,
    "change": lambda change: change.word,
}


def rank(value: Value) -> int | None:
    return value.rating.rank if value.rating else None


def latest_pair(
    history: Sequence[Inspection], area: Area
) -> tuple[Inspection, Inspection]:
    """The two latest inspections of one family, the newest such pair."""
    for place in range(len(history) - 1, 0, -1):
        after = history[place]
        before = values.latest_in(history[:place], after.framework.family)
        if before:
            return before, after
    known = sentences.and_list(
        [f"{each.id} ({each.framework.family})" for each in history]
    )
    if len(history) == 1:
        raise YotError(
            f"only one inspection of {area.name} is held, {known}:"
            f" see yot show {area.id} --all"
        )
    raise YotError(
        f"the inspections of {area.name} are of different families and cannot be lined"
        f" up: {known}; see yot show {area.id} --all"
    )


def of_area(history: Sequence[Inspection], area: Area, only_changes: bool) -> Answer:
    """What changed between the two latest inspections of an area's family.

    `history` is oldest first. Raises YotError where no two are of one family.
    """
    before, after = latest_pair(history, area)
    ids = [each.id for each in history]
    later = history[ids.index(after.id) + 1 :]
    return diff(before, after, later, [area], only_changes)


def of_two(
    histories: Sequence[Sequence[Inspection]], areas: Sequence[Area], only_changes: bool
) -> Answer:
    """What changed from one history to another, by the latest of a shared family.

    Raises YotError where they share none.
    """
    earlier, later = histories
    families = values.families_of(earlier)
    shared = [each for each in later if each.framework.family in families]
    after = (shared or later)[-1]
    before = values.latest_in(earlier, after.framework.family) or earlier[-1]
    return diff(before, after, [], areas, only_changes)


def diff(
    before: Inspection,
    after: Inspection,
    later: Sequence[Inspection],
    areas: Sequence[Area],
    only_changes: bool,
) -> Answer:
    """What changed from one inspection to another.

    `later` are newer inspections of the area that are of other families, and `areas`
    the areas of the two. Raises YotError for two families.
    """
    refuse_apart(before, after)
    both = [before, after]
    in_time = before.area == after.area and before.published <= after.published
    words = sentences.OVER_TIME if in_time else sentences.BETWEEN_AREAS
    criteria = values.criteria_of(both)
    known = [each for each in criteria if values.is_known(each, both)]
    changes = []
    for criterion in criteria:
        from_, to = before.value(criterion), after.value(criterion)
        changes.append(Change(from_, to, values.change_between(from_, to, words)))
    counts = Counter(
        change.word
        for change in changes
        if change.after.criterion in known and values.is_single(change.after.criterion)
    )
    moved = (words[0], words[2])
    shown = [each for each in changes if not only_changes or each.word in moved]
    aside = values.overall_aside(both).removeprefix(", ").capitalize()
    remarks = [
        Remark(f"{aside + ': ' if aside else ''}{sentences.counted(counts, words)}.")
    ]
    remarks += map(Remark, values.folded(criteria, known))
    remarks += [
        Remark(
            f"{each.id} is of another family and is not compared",
            see=f"yot show {each.area} --all",
        )
        for each in later
    ]
    for inspection in both:
        said = sentences.second_hand(inspection.value(each) for each in known)
        remarks += map(Remark, said)
    names = " and ".join(dict.fromkeys(area.name for area in areas))
    family = after.framework.family
    table = Table(
        title=f"{names}, {family[:1].lower()}{family[1:]}:"
        f" published {before.published}, and {after.published}",
        lead=sentences.scales(both) or (sentences.scale_of(after.framework),),
        columns=columns(
            [each for each in shown if each.after.criterion in known],
            both,
            sentences.has_two_scales(both),
        ),
        remarks=remarks,
    )
    return Answer(
        command="diff/1",
        title=sentences.titled(
            "From one inspection to the next", [after.area] if shown else []
        ),
        rows=tidy(FIELDS, shown),
        tables=[table],
        sources=[source for each in both for source in values.citations(each)],
        see=[f"yot show {each.id}" for each in both],
        newest=sentences.newest(both) if shown else None,
        found=any(change.word in moved for change in changes),
    )


def refuse_apart(before: Inspection, after: Inspection) -> None:
    if before.framework.family != after.framework.family:
        raise YotError(
            f"{before.id} is of {before.framework.family} and {after.id} of"
            f" {after.framework.family}: their scales cannot be lined up; see"
            f" yot show {before.id} and yot show {after.id}"
        )
    if before.id == after.id:
        raise YotError(f"{before.id} is named twice: name two inspections")


def columns(
    changes: Sequence[Change], both: Sequence[Inspection], ranked: bool
) -> list[Column]:
    before, after = both
    return [
        Column("", [Cell(values.label(each.after.criterion)) for each in changes]),
        Column(before.id, [values.cell(each.before, None, ranked) for each in changes]),
        Column(
            after.id,
            [values.cell(each.after, None, ranked) for each in changes],
        ),
        Column("change", [changed(each) for each in changes]),
    ]


def changed(change: Change) -> Cell:
    steps = change.steps
    return Cell(
        f"{change.word} {steps:+}" if steps else change.word, tone=values.tone(steps)
    )
