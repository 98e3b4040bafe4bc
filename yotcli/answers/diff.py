"""What changed from one inspection to another of its family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from yotcli import answer, model, sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Rows, Table, column
from yotcli.model import OVERALL, Area, Criterion, Inspection, Named, Value, YotError
from yotcli.narrowing import Filter
from yotcli.values import History

Words = tuple[str, str, str]  # for a change up, none, and down


class Change(NamedTuple):
    """A criterion before and after, with the word for its change."""

    before: Value
    after: Value
    word: str | None
    counts: Mapping[str, int] = {}  # of criteria by word, if there is no overall rating
    reason: str = sentences.NOT_KNOWN  # why there is no word

    @property
    def steps(self) -> int | Decimal | None:
        """How far it moved; nothing if the standards differ."""
        return values.distance(self.before, self.after) if self.word else None

    @property
    def size(self) -> int | Decimal:
        """Its steps, or how many more criteria went up than down."""
        up, _, down = [*self.counts.values()] or (0, 0, 0)
        return self.steps or up - down


CODE_OF = {
    sentences.UNRATED: model.NOT_RATED,
    sentences.NOT_KNOWN: model.NOT_STATED,
    sentences.NOT_IN_BOTH: model.NO_SUCH_CRITERION,
}
FIELDS: Fields[Change] = {
    "area": lambda change: change.after.inspection.area,
    "framework": lambda change: change.after.inspection.framework.id,
    "criterion": lambda change: change.after.criterion.id,
    "label": lambda change: change.after.criterion.label,
    "before_inspection": lambda change: change.before.inspection.id,
    "before_published": lambda change: change.before.inspection.published.iso,
    "before": lambda change: values.words(change.before),
    "before_rank": lambda change: values.rank(change.before),
    "before_missing": lambda change: change.before.missing,
    "after_inspection": lambda change: change.after.inspection.id,
    "after_published": lambda change: change.after.inspection.published.iso,
    "after": lambda change: values.words(change.after),
    "after_rank": lambda change: values.rank(change.after),
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
    "missing": lambda change: None if change.word else CODE_OF[change.reason],
    "higher": lambda change: change.counts.get("higher"),
    "same": lambda change: change.counts.get("the same"),
    "lower": lambda change: change.counts.get("lower"),
}


def with_pair(history: History) -> History:
    """The inspections of the family of the newest two of one family; none without."""
    for own in values.by_family(reversed(history)).values():
        if len(own) > 1:
            return own[::-1]
    return ()


def pair_unknown(own: History, history: History) -> list[str]:
    """Says that it is not known which two of some inspections are the latest.

    `history` has every inspection of their area.
    """
    before, what = values.undecided(own[:-1]), f"the last before {own[-1].id}"
    return values.order_unknown(own, history) or values.not_known_which(before, what)


def refuse_with_names(named: Sequence[Named], typed: Filter) -> None:
    """Raises YotError for more than two names, one inspection alone, or a filter."""
    if typed != Filter():
        raise YotError("--region, --framework and --since go without names")
    if len(named) > 2:
        raise YotError("name one area, or two inspections")
    if len(named) == 1 and named[0].inspection:
        raise YotError(f"name a second inspection, or the area {named[0].area}")


def of_area(
    history: History, area: Area, only_changes: bool, former: Sequence[str]
) -> Answer:
    """What changed between the two latest of one family; YotError where no two are."""
    own = with_pair(history)
    see = f"yot show {area.id} --all"
    if not own:
        families = [f"{each.id} ({with_overall(each)})" for each in history]
        none = (
            f"the inspections of {area.name} were under frameworks whose ratings cannot"
            " be compared:"
        )
        if len(history) == 1:
            none = f"only one inspection of {area.name} is on record,"
        known = f"{none} {sentences.listed(families)}; see {see}"
        raise sentences.refused(known, former)
    *_, before, after = own
    unknown = pair_unknown(own, history)
    remarks: list[answer.Said] = [
        answer.Remark(sentences.cannot_be_compared([each]), see)
        for each in history
        if after.published.is_before(each.published)
        and each.framework.family != after.framework.family
    ]
    remarks += [*unknown, *values.unplaced(after, history), *former]
    return diff(before, after, words_of(not unknown), [area], only_changes, remarks)


def with_overall(inspection: Inspection) -> str:
    """The family of an inspection and, where it has one, its overall rating."""
    overall = inspection.rating(OVERALL)
    family = inspection.framework.family
    return f"{family}: {overall.word}" if overall else family


def of_two(
    histories: Sequence[History],
    areas: Sequence[Area],
    only_changes: bool,
    former: Sequence[str],
) -> Answer:
    """What changed between the latest of a family that both have, else YotError."""
    earlier, later = map(values.by_family, histories)
    shared = [each for each in histories[1] if each.framework.family in earlier]
    after = (shared or histories[1])[-1]
    family = after.framework.family
    before = earlier.get(family, histories[0])[-1]
    if not shared:
        told = (
            f"{before.id} ({before.framework.family}) and {after.id}"
            f" ({after.framework.family}) were inspected under frameworks whose ratings"
            f" cannot be compared; see yot show {before.id} and yot show {after.id}"
        )
        raise sentences.refused(told, former)
    if before.id == after.id:
        two = f"give two different inspections; both are {before.id}"
        raise sentences.refused(two, former)
    own = earlier[family], later[family]
    unknown = map(values.order_unknown, own, histories)
    remarks = [text for said in unknown for text in said]
    is_of_one = before.area == after.area
    may_be_later = values.may_be_later
    unsure = may_be_later(before, after) or may_be_later(after, before)
    if is_of_one and unsure and not remarks:
        remarks = values.not_known_which(sorted([before.id, after.id]), "the later")
    for inspection, history in zip((before, after), histories, strict=True):
        remarks += values.unplaced(inspection, history)
    words = words_of(is_of_one and before.published.is_before(after.published))
    return diff(before, after, words, areas, only_changes, [*remarks, *former])


def words_of(is_in_time: bool) -> Words:
    """The words for up, none and down; "improved" needs a known order of time."""
    return sentences.OVER_TIME if is_in_time else sentences.BETWEEN_AREAS


def diff(
    before: Inspection,
    after: Inspection,
    words: Words,
    areas: Sequence[Area],
    only_changes: bool,
    remarks: Sequence[answer.Said],
) -> Answer:
    """The answer on two inspections of one family."""
    both, framework = [before, after], after.framework
    criteria = values.criteria_of(both)
    known = [each for each in criteria if values.is_known(each, both)]
    pairs = [(before.value(each), after.value(each)) for each in criteria]
    changes = [Change(*pair, values.change_between(*pair, words)) for pair in pairs]
    found = values.changes(before, after, known, words)
    counted = sentences.counted(found, words, framework, known)
    every = [[each.value(criterion) for criterion in known] for each in both]
    if only_changes:
        changes = [change for change in changes if change.word in MOVED]
    drawn = [change for change in changes if change.after.criterion in known]
    cell = partial(values.cell, ranked=sentences.has_two_scales(both))
    names = " and ".join(dict.fromkeys(area.name for area in areas))
    family = f"{framework.family[:1].lower()}{framework.family[1:]}"
    place_of = {area.id: area.name for area in areas}.__getitem__
    date = str(before.published)
    first = f"{date}," if " and " in date else date  # between 2022 and 2024, and …
    table = Table(
        title=f"{names}, {family}: published {first} and {after.published}",
        lead=sentences.scales(both) or (sentences.scale_of(framework),),
        columns=[
            column("", [values.label(change.after.criterion) for change in drawn]),
            values.side(before, place_of, [cell(change.before) for change in drawn]),
            values.side(after, place_of, [cell(change.after) for change in drawn]),
            Column("change", [changed(change) for change in drawn]),
        ],
        key=sentences.short_scales(both),
        remarks=[
            *filter(None, [counted]),
            *values.folded(both, framework.criteria_called),
            *remarks,
            *sentences.second_hand(every),
        ],
    )
    return Answer(
        command="diff/1",
        title=lambda: f"{names}: from one inspection to the next",
        rows=Rows(FIELDS, changes),
        tables=[table],
        sources=values.citations(both),
        see=sentences.see_of(both),
        newest=sentences.newest(both),
        found=any(change.word in MOVED for change in changes),
    )


def changed(change: Change) -> Cell:
    """The change with its steps, or how many criteria improved and declined."""
    steps = f" {change.steps:+}" if change.steps else ""
    moved = [f"{count} {word}" for word, count in change.counts.items() if count]
    words = ", ".join(moved) or (change.word and change.word + steps)
    return Cell(words, CODE_OF[change.reason], tone=values.tone(change.size))


MOVED = ("improved", "declined", "higher", "lower")
ORDER = ("declined", "improved", "unchanged", *sentences.BETWEEN_AREAS, None)
CRITERIA = Criterion("criteria", "Net of the criteria", "rating")
APART = "The words look alike but rate different things, so no change is worked out."


def of_all(
    histories: Mapping[str, History], known: Mapping[str, Area], wanted: Filter
) -> Answer:
    """The change of every area, those that declined first."""
    changes, apart, without, older = [], [], 0, 0
    unknown: list[str] = []
    for id, history in histories.items():
        if not wanted.has_area(known[id]):
            continue
        fitting = [*filter(wanted.has_framework, history)]
        own = with_pair(fitting)
        pair = (own or fitting)[-2:]
        scales = {each.framework.scale for each in pair}
        if not own and (len(pair) < 2 or len(scales) > 1):
            without += 1
        elif any(map(wanted.has, values.last_of(own or fitting))):
            before, after = pair
            said = pair_unknown(own or fitting, history)
            unknown += said
            if own:
                changes.append(overall_change(before, after, words_of(not said)))
                unknown += values.unplaced(after, history)
            else:
                overall = after.framework.criteria.get(OVERALL, CRITERIA)
                both = before.value(overall), after.value(overall)
                apart.append(Change(*both, None, reason=sentences.NOT_IN_BOTH))
        else:
            older += 1
    changes.sort(key=in_groups)
    tables = [table_of_pairs(changes, histories, known)] if changes else []
    if apart:
        title = "Areas whose two latest inspections had different standards"
        tables.append(Table(dated_columns(apart, known), title, [APART]))
    notes = [] if tables else ["No two inspections on record fit this."]
    if changes and apart:
        more = sentences.plural(len(apart), "more area", "more areas")
        notes.append(f"{more} had different standards each time (second table).")
    if tables and without:
        have = sentences.plural(without, "more area has", "more areas have")
        under = f"under {wanted.framework}" if wanted.framework else ""
        notes.append(f"{have} no two inspections {under or 'that can be compared'}.")
    if tables and older and wanted.since:
        have = sentences.plural(older, "more area has", "more areas have")
        date = model.Date(wanted.since)
        notes.append(f"{have} two inspections, both published before {date}.")
    notes += unknown
    shown = [value for change in (*changes, *apart) for value in change[:2]]
    return Answer(
        command="diff/1",
        title=lambda: "Who improved and who declined",
        rows=Rows(FIELDS, [*changes, *apart]),
        tables=tables,
        notes=notes,
        sources=values.cited(shown),
        see=["yot diff NAME", "yot show NAME --all"] if tables else (),
        newest=sentences.newest(value.inspection for value in shown),
        found=any(change.word in MOVED for change in changes),
    )


def overall_change(before: Inspection, after: Inspection, words: Words) -> Change:
    """The change of the overall rating or, where there is none, of the criteria."""
    both = before, after
    if overall := after.framework.criteria.get(OVERALL):
        first, last = (each.value(overall) for each in both)
        word = values.change_between(first, last, words)
        if word in words:
            return Change(first, last, word)
        return Change(first, last, None, reason=word)
    first, last = (Value(each, CRITERIA, None, None, each.sources[0]) for each in both)
    found = values.changes(before, after, values.criteria_of(both), words)
    change = Change(first, last, None, {word: found[word] for word in words})
    up, same, down = words
    word = up if change.size > 0 else down if change.size < 0 else same
    if found.keys() == {sentences.UNRATED}:
        return change._replace(reason=sentences.UNRATED)
    return change._replace(word=word) if any(change.counts.values()) else change


def in_groups(change: Change) -> tuple[bool, bool, int, Decimal, str]:
    """Declined, improved, unchanged; within each, the largest change first.

    Pairs without an overall rating come last.
    """
    return (
        change.word is None,
        bool(change.counts),
        ORDER.index(change.word),
        -abs(Decimal(change.size)),
        change.after.inspection.area,
    )


def table_of_pairs(
    changes: Sequence[Change],
    histories: Mapping[str, History],
    known: Mapping[str, Area],
) -> Table:
    columns = dated_columns(changes, known)
    columns.append(Column("change", [changed(change) for change in changes]))
    last = [change.after.inspection for change in changes]
    later = [newer(each, histories[each.area]) for each in last]
    if any(later):
        cells = [each or Cell("none") for each in later]
        columns.append(Column("since then, different standards", cells))
    counts = Counter(change.word or change.reason for change in changes)
    others = (*sentences.BETWEEN_AREAS, *CODE_OF)
    parts = ", ".join(sentences.tallied(counts, ORDER[:3], others).values())
    return Table(
        title="Who declined and who improved: each area's two latest inspections whose"
        " ratings can be compared",
        lead=scales_of(changes),
        columns=columns,
        remarks=[f"{sentences.plural(len(changes), 'area')}: {parts}."],
    )


def newer(inspection: Inspection, history: History) -> Cell | None:
    """The last inspection of another family, if it is or may be later."""
    family = inspection.framework.family
    others = [each for each in history if each.framework.family != family]
    last = values.later(inspection, others) if others else None
    if last and not values.undecided(others):
        return dated(last)
    unsure = last or values.unplaced(inspection, others)
    return Cell("order not known") if unsure else None


def dated_columns(changes: Sequence[Change], known: Mapping[str, Area]) -> list[Column]:
    """Each area, with a note if it is a former one, and its two overall ratings."""
    pairs = [(each.before.inspection, each.after.inspection) for each in changes]
    areas = [known[after.area] for _, after in pairs]
    former = [(area.name, sentences.former(area, known)) for area in areas]
    return [
        Column("", [Cell(each[0], notes=sentences.footnote(*each)) for each in former]),
        Column("before", [dated(before, after) for before, after in pairs]),
        Column("after", [dated(after, before) for before, after in pairs]),
    ]


def scales_of(changes: Sequence[Change]) -> list[str]:
    """A line for each family: its newest scale, or what is counted without a rating."""
    frameworks = sentences.frameworks_of(change.after.inspection for change in changes)
    frameworks.sort(key=lambda framework: framework.since)
    newest = {framework.family: framework for framework in frameworks}
    return [
        f"{family}: {sentences.scale_of(framework)}"
        if OVERALL in framework.criteria
        else f"{family}: no overall rating; {framework.criteria_called} that changed"
        for family, framework in reversed(newest.items())
    ]


def dated(inspection: Inspection, other: Inspection | None = None) -> Cell:
    """The overall rating of an inspection, or its ratings by word, with its date.

    A note names the scale where that of the other one is not the same.
    """
    framework, cell = inspection.framework, values.result(inspection)
    notes: tuple[str, ...] = ()
    if other and other.framework.scale != framework.scale:
        notes = (f"{framework.name}: {sentences.scale_of(framework)}.",)
    unrated = sentences.UNRATED if cell.code == model.NOT_RATED else "rating not known"
    words = unrated if cell.code else str(cell)
    return cell._replace(value=f"{words}, {inspection.published}", notes=notes)
