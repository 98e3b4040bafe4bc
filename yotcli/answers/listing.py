"""Which areas and inspections are on record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Remark, Scalar, Table, tidy
from yotcli.model import OVERALL, RATE, SCORE, Area, Inspection, Rating, YotError
from yotcli.narrowing import Filter

NOTHING = "No inspection held fits this."

Histories = Mapping[str, Sequence[Inspection]]  # by area, each oldest first


class Line(NamedTuple):
    """One line of a list: an area, and one of its inspections if it has any."""

    area: Area
    inspection: Inspection | None = None
    history: Sequence[Inspection] = ()
    criterion: str | None = None  # asked for, where it is not the overall rating


def of_inspection(read: Callable[[Inspection], Scalar]) -> Callable[[Line], Scalar]:
    return lambda line: read(line.inspection) if line.inspection else None


FIELDS: Fields[Line] = {
    "area": lambda line: line.area.id,
    "name": lambda line: line.area.name,
    "nation": lambda line: line.area.nation,
    "region": lambda line: line.area.region,
    "gss": lambda line: " ".join(line.area.gss),
    "inspections": lambda line: len(line.history),
    "latest": lambda line: line.history[-1].id if line.history else None,
    "published": of_inspection(lambda inspection: inspection.published.iso),
    "framework": of_inspection(lambda inspection: inspection.framework.id),
    "overall": of_inspection(lambda inspection: word(inspection, OVERALL)),
    "score": of_inspection(lambda inspection: figure(inspection, SCORE)),
    "counts": of_inspection(values.counted_ratings),
    "rate": of_inspection(lambda inspection: inspection.figure(RATE)),
    "inspection": of_inspection(lambda inspection: inspection.id),
    "criterion": lambda line: line.criterion,
    "rating": lambda line: rating(line),
    "figures": of_inspection(values.figures),
}


def word(inspection: Inspection, criterion: str) -> str | None:
    content = inspection.ratings.get(criterion)
    return content.word if isinstance(content, Rating) else None


def figure(inspection: Inspection, criterion: str) -> Decimal | None:
    content = inspection.ratings.get(criterion)
    return content if isinstance(content, Decimal) else None


def rating(line: Line) -> Scalar:
    """What it has of the criterion asked for: a word or a figure."""
    if line.inspection is None:
        return None
    criterion = line.criterion or OVERALL
    return word(line.inspection, criterion) or figure(line.inspection, criterion)


def areas(
    histories: Histories, known: Mapping[str, Area], wanted: Filter, sort: str
) -> Answer:
    """A line for each area, or for each inspection that has a rating asked for."""
    chosen = {
        id: [each for each in history if wanted.has(each)]
        for id, history in histories.items()
        if wanted.has_area(known[id])
    }
    chosen = {id: history for id, history in chosen.items() if history}
    several = not wanted.lists_inspections()
    fitting = [
        each
        for history in chosen.values()
        for each in (history[-1:] if several or wanted.latest else history)
    ]
    inspections = ordered(
        (each for each in fitting if wanted.shows(each)), wanted, sort
    )
    lines = [
        Line(known[each.area], each, histories[each.area], wanted.criterion)
        for each in inspections
    ]
    found = f"{len(lines)} of {sentences.plural(len(fitting), 'inspection')}."
    notes = [NOTHING] if not lines else [] if several else [found]
    within = [area for area in known.values() if wanted.has_area(area)]
    return answer(
        lines,
        [table(lines, wanted, sort)] if lines else [],
        [*notes, coverage(chosen, within)],
    )


def answer(
    lines: Sequence[Line], tables: Sequence[Table], notes: Sequence[str]
) -> Answer:
    inspections = [each.inspection for each in lines if each.inspection]
    return Answer(
        command="list/1",
        title=sentences.titled(
            "Areas and inspections held", [each.area.id for each in lines]
        ),
        rows=tidy(FIELDS, lines),
        tables=tables,
        notes=[Remark(note) for note in notes],
        newest=sentences.newest(inspections),
    )


def ordered(
    inspections: Iterable[Inspection], wanted: Filter, sort: str
) -> list[Inspection]:
    """By name; by date, rating or rate the newest, the best and the lowest first.

    Ratings are in order within a family only, and the newest family comes first.
    """
    named = sorted(inspections, key=lambda each: (each.area, each.published))
    if sort == "date":
        return sorted(named, key=lambda each: each.published, reverse=True)
    if sort == "rating":
        since = {each.framework.family: each.framework.since for each in named}
        criterion = wanted.criterion or OVERALL
        named.sort(key=lambda each: standing(each, criterion), reverse=True)
        return sorted(
            named, key=lambda each: since[each.framework.family], reverse=True
        )
    if sort == "rate":
        return sorted(
            named, key=lambda each: (each.figure(RATE) is None, each.figure(RATE) or 0)
        )
    return named


def standing(inspection: Inspection, criterion: str) -> Decimal:
    """What a criterion is sorted by: a rank or a figure, or less than any."""
    content = inspection.ratings.get(criterion)
    if isinstance(content, Rating):
        return Decimal(content.rank)
    return Decimal(-1) if content is None else content


def table(lines: Sequence[Line], wanted: Filter, sort: str) -> Table:
    """Columns for what was asked, and those of rates and frameworks where needed."""
    inspections = [each.inspection for each in lines if each.inspection]
    several = not wanted.lists_inspections()
    ids = [Cell(each.id) for each in inspections]
    families = {each.framework.family for each in inspections}
    if several:
        counts = [Cell(len(each.history)) for each in lines]
        columns = [Column("latest", ids), Column("held", counts, right=True)]
    else:
        dates = [Cell(each.published) for each in inspections]
        columns = [Column("inspection", ids), Column("published", dates)]
    if len(families) > 1 and (not several or sort == "rating"):
        frameworks = [Cell(each.framework.id) for each in inspections]
        columns.append(Column("framework", frameworks))
    heading = wanted.criterion or ("result" if several else "overall")
    columns.append(Column(heading, [result(each) for each in lines]))
    rates = [each.figure(RATE) for each in inspections]
    if any(rate is not None for rate in rates):
        columns.append(Column("rate, %", [Cell(rate) for rate in rates]))
    return Table(columns=columns)


def result(line: Line) -> Cell:
    if line.criterion is None and line.inspection:
        return values.result(line.inspection)
    return Cell(rating(line))


def coverage(chosen: Histories, known: Collection[Area]) -> str:
    """How much is on record, in one line."""
    every = [each for history in chosen.values() for each in history]
    present = [area for area in known if not area.successors]
    former = [area for area in known if area.successors and area.id in chosen]
    years = [each.published.year for each in every] or [0]
    first, last = min(years), max(years)
    span = f", {first} to {last}" if first < last else f", {first}" if first else ""
    return (
        f"{len(chosen) - len(former)} of {len(present)} present-day areas"
        f" and {len(former)} former,"
        f" {sentences.plural(len(every), 'inspection')}{span};"
        " not every team or inspection is held."
    )


def inspections(
    histories: Sequence[Sequence[Inspection]], known: Mapping[str, Area], wanted: Filter
) -> Answer:
    """A table for each area with a line for each inspection, oldest first."""
    tables, lines = [], []
    for history in histories:
        area = known[history[0].area]
        chosen = [
            each for each in history if wanted.has_area(area) and wanted.has(each)
        ]
        chosen = chosen[-1:] if wanted.latest else chosen
        own = [
            Line(area, each, history, wanted.criterion)
            for each in chosen
            if wanted.shows(each)
        ]
        lines += own
        tables += [of_area(own, wanted)] if own else []
    return answer(lines, tables, [] if tables else [NOTHING])


def of_area(lines: Sequence[Line], wanted: Filter) -> Table:
    area, every = lines[0].area, len(lines[0].history)
    count = sentences.plural(every, "inspection")
    if len(lines) < every:
        count = f"{len(lines)} of {count}"
    now = f" (now {sentences.and_list(area.successors)})" if area.successors else ""
    inspections = [each.inspection for each in lines if each.inspection]
    return Table(
        title=f"{area.name}{now}: {count} held",
        columns=[
            Column("inspection", [Cell(each.id) for each in inspections]),
            Column("published", [Cell(each.published) for each in inspections]),
            Column("framework", [Cell(each.framework.name) for each in inspections]),
            Column(wanted.criterion or "result", [result(each) for each in lines]),
        ],
    )


def refuse_more(names: Sequence[str], wanted: Filter) -> None:
    """Raises YotError where areas without a record are narrowed by more than place."""
    if names or wanted._replace(region=None, nation=None) != Filter():
        raise YotError("--not-held goes with --region and --nation alone")


def without_record(
    having: Collection[str], known: Mapping[str, Area], wanted: Filter
) -> Answer:
    """The present-day areas without an inspection."""
    without = [
        area
        for area in known.values()
        if area.id not in having and not area.successors and wanted.has_area(area)
    ]
    without.sort(key=lambda area: area.name)
    table = Table(
        columns=[
            Column("area", [Cell(area.id) for area in without]),
            Column("name", [Cell(area.name) for area in without]),
            Column("region", [Cell(area.region or area.nation) for area in without]),
        ]
    )
    count = sentences.plural(len(without), "present-day area")
    return answer(
        [Line(area) for area in without],
        [table] if without else [],
        [f"No inspection is held of {count}."],
    )
