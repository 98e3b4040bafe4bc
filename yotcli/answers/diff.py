"""What changed from one inspection to another of its family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Remark, Table, tidy
from yotcli.model import (
    NO_SUCH_CRITERION,
    NOT_STATED,
    OVERALL,
    Area,
    Criterion,
    Inspection,
    Named,
    Value,
    YotError,
)
from yotcli.narrowing import Filter


class Change(NamedTuple):
    """A criterion before and after, with the word for its change."""

    before: Value
    after: Value
    word: str | None
    counts: Mapping[str, int] = {}  # of criteria by word, where there is no one rating
    missing: str = NOT_STATED  # the code of why there is no word

    @property
    def inspections(self) -> tuple[Inspection, Inspection]:
        return self.before.inspection, self.after.inspection

    @property
    def steps(self) -> int | Decimal | None:
        """How far it moved, unless it stands between different standards."""
        if self.missing == NO_SUCH_CRITERION:
            return None
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
    "before_framework": lambda change: change.before.inspection.framework.id,
    "after_framework": lambda change: change.after.inspection.framework.id,
    "before_source_url": lambda change: values.source_url(change.before),
    "after_source_url": lambda change: values.source_url(change.after),
    "improved": lambda change: change.counts.get("improved"),
    "unchanged": lambda change: change.counts.get("unchanged"),
    "declined": lambda change: change.counts.get("declined"),
    "missing": lambda change: None if change.word else change.missing,
}


def rank(value: Value) -> int | None:
    return value.rating.rank if value.rating else None


def latest_pair(history: Sequence[Inspection]) -> tuple[Inspection, Inspection] | None:
    """The two latest inspections of one family, the newest such pair."""
    for place in range(len(history) - 1, 0, -1):
        after = history[place]
        before = values.latest_in(history[:place], after.framework.family)
        if before:
            return before, after
    return None


def refuse_no_pair(history: Sequence[Inspection], area: Area) -> YotError:
    known = sentences.and_list(
        [f"{each.id} ({each.framework.family})" for each in history]
    )
    see = f"see yot show {area.id} --all"
    if len(history) == 1:
        return YotError(
            f"only one inspection of {area.name} is on record, {known}; {see}"
        )
    return YotError(
        f"the inspections of {area.name} were under frameworks whose ratings cannot be"
        f" compared: {known}; {see}"
    )


def refuse_without_names(only_changes: bool) -> None:
    if only_changes:
        raise YotError("--only-changes goes with an area or two inspections")


def refuse_with_names(named: Sequence[Named], typed: Filter) -> None:
    """Raises YotError for more than two names, one inspection alone, or a filter."""
    if typed != Filter():
        raise YotError("--region, --framework and --since go without names")
    if len(named) > 2:
        raise YotError("name one area, or two inspections")
    if len(named) == 1 and named[0].inspection:
        raise YotError(f"name a second inspection, or the area {named[0].area}")


def of_area(history: Sequence[Inspection], area: Area, only_changes: bool) -> Answer:
    """What changed between the two latest inspections of an area's family.

    `history` is oldest first. Raises YotError where no two are of one family.
    """
    pair = latest_pair(history)
    if pair is None:
        raise refuse_no_pair(history, area)
    before, after = pair
    later = [each for each in history if after.published.is_before(each.published)]
    remarks = [
        Remark(sentences.cannot_be_compared([each]), see=f"yot show {area.id} --all")
        for each in later
        if each.framework.family != after.framework.family
    ]
    family = [
        each for each in history if each.framework.family == after.framework.family
    ]
    if rivals := values.rivals(after, family):
        remarks.append(Remark(sentences.order_unknown([after, *rivals])))
    return diff(before, after, [area], only_changes, remarks)


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
    refuse_apart(before, after)
    remarks = []
    if before.area == after.area and values.rivals(after, [before]):
        remarks.append(Remark(sentences.order_unknown([before, after])))
    return diff(before, after, areas, only_changes, remarks)


def refuse_apart(before: Inspection, after: Inspection) -> None:
    if before.framework.family != after.framework.family:
        raise YotError(
            f"{before.id} ({before.framework.family}) and {after.id}"
            f" ({after.framework.family}) were inspected under frameworks whose ratings"
            f" cannot be compared; see yot show {before.id} and yot show {after.id}"
        )
    if before.id == after.id:
        raise YotError(f"give two different inspections; both are {before.id}")


def changes_of(before: Inspection, after: Inspection) -> list[Change]:
    """The change of each criterion, improved or declined only where time is known."""
    words = words_of(before, after)
    pairs = [
        (before.value(each), after.value(each))
        for each in values.criteria_of([before, after])
    ]
    return [
        Change(first, last, values.change_between(first, last, words))
        for first, last in pairs
    ]


def words_of(before: Inspection, after: Inspection) -> tuple[str, str, str]:
    in_time = before.area == after.area and before.published.is_before(after.published)
    return sentences.OVER_TIME if in_time else sentences.BETWEEN_AREAS


def diff(
    before: Inspection,
    after: Inspection,
    areas: Sequence[Area],
    only_changes: bool,
    remarks: Sequence[Remark],
) -> Answer:
    """What changed between two inspections of one family, of these areas."""
    both = [before, after]
    changes = changes_of(before, after)
    criteria = [change.after.criterion for change in changes]
    known = [each for each in criteria if values.is_known(each, both)]
    ids = [criterion.id for criterion in known]
    words = words_of(before, after)
    moved = (words[0], words[2])
    shown = [each for each in changes if not only_changes or each.word in moved]
    counts = Counter(
        str(change.word)
        for change in changes
        if change.after.criterion.is_single and change.after.criterion.id in ids
    )
    framework = after.framework
    said = [
        sentences.counted(counts, words, framework, known),
        *values.folded(criteria, known, framework),
    ]
    second_hand = [
        text
        for inspection in both
        for text in sentences.second_hand([inspection.value(each) for each in known])
    ]
    names = " and ".join(dict.fromkeys(area.name for area in areas))
    family = f"{framework.family[:1].lower()}{framework.family[1:]}"
    table = Table(
        title=f"{names}, {family}: published {before.published} and {after.published}",
        lead=sentences.scales(both) or (sentences.scale_of(framework),),
        columns=columns(
            [change for change in shown if change.after.criterion.id in ids],
            both,
            areas,
        ),
        key=sentences.short_scales(both),
        remarks=[*map(Remark, filter(None, said)), *remarks, *map(Remark, second_hand)],
    )
    return Answer(
        command="diff/1",
        title=lambda: f"{names}: from one inspection to the next",
        rows=tidy(FIELDS, shown),
        tables=[table],
        sources=[source for each in both for source in values.citations(each)],
        see=sentences.see_of(both),
        newest=sentences.newest(both),
        found=any(change.word in moved for change in changes),
    )


def columns(
    changes: Sequence[Change], both: Sequence[Inspection], areas: Sequence[Area]
) -> list[Column]:
    before, after = both
    names = {area.id: area.name for area in areas}
    two_scales = sentences.has_two_scales(both)
    befores = [values.cell(each.before, None, two_scales) for each in changes]
    afters = [values.cell(each.after, None, two_scales) for each in changes]
    return [
        Column("", [Cell(values.label(each.after.criterion)) for each in changes]),
        values.side(before, names.__getitem__, befores),
        values.side(after, names.__getitem__, afters),
        Column("change", [changed(each) for each in changes]),
    ]


def changed(change: Change) -> Cell:
    steps = change.steps
    return Cell(
        f"{change.word} {steps:+}" if steps else change.word, tone=values.tone(steps)
    )


MOVED = ("improved", "declined", "higher", "lower")
CRITERIA = Criterion("criteria", "Net of the criteria", "rating")
DIFFERENT = (
    "The words look alike but rate different things, so no change is worked out."
)


def of_all(
    histories: Mapping[str, Sequence[Inspection]],
    known: Mapping[str, Area],
    wanted: Filter,
) -> Answer:
    """The change of every area, those that declined first.

    `histories` are by area, each oldest first.
    """
    pairs, apart, without = [], [], 0
    for id, history in histories.items():
        fitting = [each for each in history if wanted.has_framework(each)]
        pair = latest_pair(fitting)
        last = fitting[-2:]
        if not wanted.has_area(known[id]):
            continue
        if pair:
            if wanted.has(pair[1]):
                pairs.append((overall_change(*pair), history))
        elif len(last) > 1 and last[0].framework.scale == last[1].framework.scale:
            if wanted.has(last[1]):
                apart.append(different(*last))
        else:
            without += 1
    pairs.sort(key=in_groups)
    changes = [change for change, _ in pairs]
    names = [known[change.after.inspection.area].name for change in (*changes, *apart)]
    tables = []
    if pairs:
        tables.append(table_of_pairs(pairs, names))
    if apart:
        tables.append(table_apart(apart, names[len(pairs) :]))
    notes = [] if tables else ["No two inspections on record fit this."]
    if tables and without:
        have = "area has" if without == 1 else "areas have"
        notes.append(f"{without} more {have} no two inspections that can be compared.")
    every = [*changes, *apart]
    inspections = [each for change in every for each in change.inspections]
    return Answer(
        command="diff/1",
        title=lambda: "Who improved and who declined",
        rows=tidy(FIELDS, every),
        tables=tables,
        notes=[Remark(note) for note in notes],
        sources=[
            values.citation(value.source, value.inspection.id, None)
            for change in every
            for value in (change.before, change.after)
            if value.source
        ],
        see=["yot diff NAME", "yot show NAME --all"] if tables else (),
        newest=sentences.newest(inspections),
        found=any(change.word in MOVED for change in changes),
    )


def overall_change(before: Inspection, after: Inspection) -> Change:
    """The change of the overall rating or, where there is none, of the criteria."""
    if OVERALL in after.framework.criteria:
        criterion = after.framework.criteria[OVERALL]
        first, last = before.value(criterion), after.value(criterion)
        word = values.change_between(first, last, words_of(before, after))
        return Change(first, last, None if word in sentences.NOT_COMPARED else word)
    up, same, down = words_of(before, after)
    counts = Counter(change.word for change in changes_of(before, after))
    net = counts[up] - counts[down]
    word = up if net > 0 else down if net < 0 else same
    return Change(
        before.value(CRITERIA),
        after.value(CRITERIA),
        word if counts[up] + counts[same] + counts[down] else None,
        {word: counts[word] for word in (up, same, down)},
    )


def different(before: Inspection, after: Inspection) -> Change:
    """Two overall ratings of different standards, whose change is not worked out."""
    criterion = after.framework.criteria.get(OVERALL, CRITERIA)
    return Change(
        before.value(criterion), after.value(criterion), None, missing=NO_SUCH_CRITERION
    )


def in_groups(
    pair: tuple[Change, Sequence[Inspection]],
) -> tuple[bool, bool, int, Decimal, str]:
    """Declined, improved, unchanged; the largest change first, no one rating last."""
    change, _ = pair
    _, same, _ = sentences.OVER_TIME
    words = ("declined", "improved", same, *sentences.BETWEEN_AREAS)
    group = words.index(change.word) if change.word else len(words)
    net = [change.counts.get(word, 0) for word in sentences.OVER_TIME]
    size = Decimal(change.steps or net[0] - net[2])
    return (
        change.word is None,
        bool(change.counts),
        group,
        -abs(size),
        change.after.inspection.area,
    )


def table_of_pairs(
    pairs: Sequence[tuple[Change, Sequence[Inspection]]], names: Sequence[str]
) -> Table:
    changes = [change for change, _ in pairs]
    later = [newer(change.after.inspection, history) for change, history in pairs]
    columns = [
        Column("", [Cell(name) for name in names[: len(pairs)]]),
        Column("before", [dated(change.before) for change in changes]),
        Column("after", [dated(change.after) for change in changes]),
        Column("change", [net_cell(change) for change in changes]),
    ]
    if any(later):
        cells = [dated(value) if value else Cell("none") for value in later]
        columns.append(Column("since then, different standards", cells))
    counts = Counter(change.word or sentences.NOT_KNOWN for change in changes)
    words = ("declined", "improved", "unchanged", *sentences.BETWEEN_AREAS)
    parts = [
        f"{counts[word]} {word}"
        for word in (*words, sentences.NOT_KNOWN)
        if counts[word]
    ]
    return Table(
        title="Who declined and who improved: each area's two latest inspections whose"
        " ratings can be compared",
        lead=scales_of(changes),
        columns=columns,
        remarks=[
            Remark(f"{sentences.plural(len(pairs), 'area')}: {', '.join(parts)}.")
        ],
    )


def scales_of(changes: Sequence[Change]) -> list[str]:
    """The scale of each framework, or what stands for an overall rating in it."""
    frameworks = sentences.frameworks_of(
        [change.after.inspection for change in changes]
    )
    newest_first = sorted(frameworks, key=lambda each: each.since, reverse=True)
    scales = {each.family: sentences.scale_of(each) for each in reversed(newest_first)}
    return [
        f"{each.family}: {scales[each.family]}"
        if OVERALL in each.criteria
        else f"{each.family}: no overall rating; {each.criteria_called} that changed"
        for each in {framework.family: framework for framework in newest_first}.values()
    ]


def dated(value: Value) -> Cell:
    """The overall rating of an inspection, or its ratings by word, with its date."""
    result = values.result(value.inspection)
    published = value.inspection.published
    return result._replace(
        value=f"{result}, {published}",
        short=result.short and f"{result.short}, {published.year}",
    )


def net_cell(change: Change) -> Cell:
    """The word for a change with its steps, or how many criteria changed how."""
    if not change.counts or change.word is None:
        return changed(change)
    moved = [f"{count} {word}" for word, count in change.counts.items() if count]
    net = list(change.counts.values())
    return Cell(", ".join(moved), tone=values.tone(net[0] - net[2]))


def newer(inspection: Inspection, history: Sequence[Inspection]) -> Value | None:
    """The overall rating of a later inspection that no change can be worked out to."""
    last = history[-1]
    if not inspection.published.is_before(last.published):
        return None
    return last.value(last.framework.criteria.get(OVERALL, CRITERIA))


def table_apart(changes: Sequence[Change], names: Sequence[str]) -> Table:
    return Table(
        title="Areas whose two latest inspections had different standards",
        lead=[DIFFERENT],
        columns=[
            Column("", [Cell(name) for name in names]),
            Column("before", [dated(change.before) for change in changes]),
            Column("after", [dated(change.after) for change in changes]),
        ],
    )
