"""Inspections side by side, a table for each family that two of them share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Remark, Rows, Said, Table, column
from yotcli.model import Area, Criterion, Inspection, Named, Value, YotError
from yotcli.values import FIELDS, History, Row, by_family

APART = "Ratings in different tables cannot be compared."
WORDS = sentences.BETWEEN_AREAS
MANY = 3  # from so many columns on, counts and origins are rows, not sentences


def compare(
    histories: Mapping[Named, History],
    base: Named | None,
    wanted: str | None,
    only_changes: bool,
    place_of: Callable[[str], str],
    former: Sequence[str],
    of_region: Mapping[str, Sequence[str]],
) -> Answer:
    """A table for each shared family, the oldest first, of the latest inspections.

    `histories` are oldest first; `wanted` is the only family, if the reader named one;
    `former` says what former areas are part of now, `of_region` by family which of the
    others in a region are former ones.
    Raises YotError where no two can be compared, and for a base that is no column.
    """
    having = {name: history for name, history in histories.items() if history}
    absent = [place_of(name.area) for name in histories if name not in having]
    if len(having) < 2 and absent:
        none = f"no inspection of {sentences.listed(absent, 'or')} is on record"
        raise sentences.refused(f"{none}; give two that have one", former)
    under = {name: by_family(history) for name, history in having.items()}
    latest = shared(under, wanted, former)
    tables: list[Table] = []
    rows: list[Row] = []
    for chosen, start in zip(latest, bases(latest, base), strict=True):
        family = start.framework.family
        apart = [having[name][-1] for name in having if family not in under[name]]
        said = [sentences.cannot_be_compared(apart)] if apart else []
        said += of_region.get(family, ())
        table, own_rows = side_by_side(chosen, start, only_changes, place_of, said)
        tables.append(table)
        rows += own_rows
    shown = [inspection for chosen in latest for inspection in chosen]
    families = by_family(shown)
    notes: list[Said] = [APART] if len(tables) > 1 else []
    notes += [f"No inspection of {name} is on record." for name in absent]
    for history in having.values() if wanted is None else ():
        own = [each for each in history if each.framework.family in families]
        if own and (last := values.later(own[-1], history)):
            newer = sentences.cannot_be_compared([last])
            notes.append(Remark(newer, see=f"yot show {last.id}"))
            notes += values.order_unknown(history, history)
        elif own:
            others = [each for each in history if each.framework.family not in families]
            notes += values.unplaced(own[-1], others)
    notes += former
    for family in families:
        for name, history in having.items():
            notes += values.order_unknown(under[name].get(family, ()), history)
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


def still_counted(
    areas: Iterable[Area],
    known: Mapping[str, Area],
    history_of: Callable[[str], History],
) -> tuple[dict[Named, History], dict[str, list[str]]]:
    """The inspections of areas, and by family what is said of former ones."""
    histories: dict[Named, History] = {}
    said: dict[str, list[str]] = {}
    for area in areas:
        history = history_of(area.id)
        for family in by_family(history):
            after, about = values.followed_by(
                area, known, history_of, family, "not shown"
            )
            said.setdefault(family, []).extend(about)
            if after:
                history = [each for each in history if each.framework.family != family]
        if history:
            histories[Named(area.id, None)] = history
    return histories, said


def shared(
    having: Mapping[Named, Mapping[str, History]],
    wanted: str | None,
    former: Sequence[str],
) -> list[History]:
    """The latest of each family that two names share, in their order, oldest first."""
    histories = [[*chain.from_iterable(own.values())] for own in having.values()]
    every = [*chain.from_iterable(histories)]
    tables: list[History] = []
    for family in by_family(sorted(every, key=lambda each: each.framework.since)):
        latest = [own[family][-1] for own in having.values() if family in own]
        chosen = list({each.id: each for each in latest}.values())
        if len(chosen) > 1 and wanted in (None, family):
            tables.append(chosen)
    if tables:
        return tables
    two = "give at least two different areas or inspections"
    under = {name.id: sentences.listed(own) for name, own in having.items()}
    single = [own for own, *others in histories if not others]
    known = dict.fromkeys(
        f"{own.id} ({own.framework.family}: {sentences.scale_of(own.framework)})"
        for own in single
    )
    is_of_one = len({name.area for name in having}) == 1
    are_single = wanted is None and (is_of_one or len(single) == len(having))
    if not having:
        told = f"{two}, or --region"
    elif len(known) > 1 and are_single:
        apart = "under frameworks whose ratings cannot be compared"
        told = f"these were inspected {apart}: {sentences.listed(known)}"
    elif is_of_one and len(known) < 2:
        first, families = next(iter(under.items()))
        told = f"{two}; {first} was inspected under {families}"
    else:
        asked = wanted or "frameworks that can be compared"
        each = "; ".join(f"{id} under {families}" for id, families in under.items())
        told = f"no two of these were inspected under {asked}: {each}"
    raise sentences.refused(told, former)


def bases(tables: Sequence[History], base: Named | None) -> list[Inspection]:
    """The base of each table: the one asked for where it is a column, else the first.

    Raises YotError if it is a column of none.
    """
    fitting = [
        [each for each in chosen if base and base.id in (each.id, each.area)]
        for chosen in tables
    ]
    most = max(map(len, fitting))
    if base and most != 1:
        shown = dict.fromkeys(each.id for chosen in tables for each in chosen)
        wrong = "may be two of" if most else "is not one of"
        told = f"--base {base.id!r} {wrong} those compared"
        raise YotError(f"{told}: {sentences.listed(shown)}")
    return [(own or chosen)[0] for own, chosen in zip(fitting, tables, strict=True)]


def side_by_side(
    inspections: History,
    base: Inspection,
    only_changes: bool,
    place_of: Callable[[str], str],
    said: Sequence[str],
) -> tuple[Table, list[Row]]:
    """A table and its rows; the counts are of all criteria, drawn or not."""
    criteria = values.criteria_of(inspections)
    known = [each for each in criteria if values.is_known(each, inspections)]
    rates = values.rate_criteria(inspections)
    grid: dict[Criterion, list[Row]] = {}
    for criterion in (*criteria, *rates):
        own = [each.value(criterion) for each in inspections]
        differ = len({(value.content, value.missing) for value in own}) > 1
        if differ or not only_changes or criterion in rates:
            first = base.value(criterion)
            from_base = [None if each is base else first for each in inspections]
            grid[criterion] = [*map(Row, own, from_base)]
    shown = [criterion for criterion in known if criterion in grid]
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
    elif counted := counts(base, inspections, known) | origins(every):
        gaps.append(len(labels))
        labels += counted
        rows += counted.values()
        sums = sentences.sums_of(known)
        lost = sentences.never_scraped(value for own in every for value in own)
        remarks = [sums and f"The counts leave out the {sums}."]
        remarks += [lost and f"The scraped table {lost}."]
    framework = inspections[0].framework
    scale = "" if two_scales else f": {sentences.scale_of(framework)}"
    remarks += [*values.folded(inspections, framework.criteria_called), *said]
    table = Table(
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
        remarks=[text for text in remarks if text],
    )
    return table, [row for own in grid.values() for row in own]


def signs(base: Inspection, criteria: Sequence[Criterion]) -> str:
    """The line that explains the signs in the cells: +1, = and points."""
    kinds = {criterion.kind for criterion in criteria}
    figures = [f"{kind}s" for kind in ("score", "percentage") if kind in kinds]
    named = sentences.listed(figures)
    points = f"; {named} show the difference in points" if named else ""
    return f"+1: one step higher than {base.id}; =: the same{points}"


def tally(base: Inspection, other: Inspection, criteria: Sequence[Criterion]) -> str:
    found = values.changes(base, other, criteria, WORDS)
    words = sorted(WORDS, key=lambda word: -found[word])
    said = sentences.counted(found, words, base.framework, criteria)
    return f"{other.id} against {base.id}: {said}" if said else ""


def counts(
    base: Inspection, inspections: History, criteria: Sequence[Criterion]
) -> dict[str, list[Cell]]:
    """Rows that count how the single criteria of each compare with the base."""
    found = [
        None if each is base else values.changes(base, each, criteria, WORDS)
        for each in inspections
    ]
    name = base.framework.criteria_called.capitalize()
    return {
        f"{name} {word}": [Cell("base" if own is None else own[word]) for own in found]
        for word in (*WORDS, *sentences.NOT_COMPARED)
        if any(own[word] for own in found if own)
    }


def origins(every: Sequence[Sequence[Value]]) -> dict[str, list[Cell]]:
    """Rows that count the values from other sources than the inspectorate."""
    found = [sentences.kinds_of(own) for own in every]
    return {
        f"Values from {words}": [
            values.part(f"{kinds[kind]} of {kinds.total()}") for kinds in found
        ]
        for kind, words in sentences.KINDS.items()
        if any(kinds[kind] for kinds in found)
    }
