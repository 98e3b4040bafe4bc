"""Which areas, inspections and frameworks are on record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Remark, Scalar, Table, tidy
from yotcli.model import (
    AVERAGE,
    OVERALL,
    RATE,
    SCORE,
    Area,
    Criterion,
    Framework,
    Inspection,
    Rating,
    Value,
    YotError,
)
from yotcli.narrowing import Filter

NOTHING = "No inspection on record fits this."
NONE_LATER = "none"
ABSENT = Criterion(OVERALL, "", "rating")  # of frameworks without an overall rating

Histories = Mapping[str, Sequence[Inspection]]  # by area, each oldest first


class Line(NamedTuple):
    """One line of a list: an area, and one of its inspections if it has any."""

    area: Area
    inspection: Inspection | None = None
    history: Sequence[Inspection] = ()
    criterion: str | None = None  # asked for, where it is not the overall rating

    @property
    def value(self) -> Value | None:
        """What the inspection has of the criterion asked for, or overall."""
        if self.inspection is None:
            return None
        criteria = self.inspection.framework.criteria
        return self.inspection.value(criteria.get(self.criterion or OVERALL, ABSENT))


def of_inspection(read: Callable[[Inspection], Scalar]) -> Callable[[Line], Scalar]:
    return lambda line: read(line.inspection) if line.inspection else None


def of_value(read: Callable[[Value], Scalar]) -> Callable[[Line], Scalar]:
    return lambda line: read(line.value) if line.value else None


FIELDS: Fields[Line] = {
    "area": lambda line: line.area.id,
    "name": lambda line: line.area.name,
    "nation": lambda line: line.area.nation,
    "region": lambda line: line.area.region,
    "gss": lambda line: " ".join(line.area.gss),
    "inspections": lambda line: len(line.history),
    "latest": lambda line: latest_id(line.history),
    "published": of_inspection(lambda inspection: inspection.published.iso),
    "framework": of_inspection(lambda inspection: inspection.framework.id),
    "overall": of_inspection(lambda inspection: overall(inspection)),
    "score": of_inspection(lambda inspection: score(inspection)),
    "counts": of_inspection(values.counted_ratings),
    "rate": of_inspection(lambda inspection: inspection.figure(RATE)),
    "inspection": of_inspection(lambda inspection: inspection.id),
    "criterion": lambda line: line.criterion,
    "rating": of_value(values.words),
    "figures": of_inspection(values.figures),
    "rank": of_value(lambda value: value.rating.rank if value.rating else None),
    "ranks": of_value(lambda value: value.rating.ranks if value.rating else None),
    "is_latest": of_inspection(lambda inspection: inspection.is_latest),
    "known": of_inspection(values.known_of),
    "source_kind": of_value(values.source_kind),
    "source_url": of_value(values.source_url),
    "successors": lambda line: " ".join(line.area.successors),
}


def latest_id(history: Sequence[Inspection]) -> str | None:
    """The latest inspection of an area, where the order of time is known."""
    if not history or values.rivals(history[-1], history):
        return None
    return history[-1].id


def overall(inspection: Inspection) -> str | None:
    content = inspection.ratings.get(OVERALL)
    return content.word if isinstance(content, Rating) else None


def score(inspection: Inspection) -> Decimal | None:
    content = inspection.ratings.get(SCORE)
    return content if isinstance(content, Decimal) else None


def listing(
    histories: Histories,
    known: Mapping[str, Area],
    wanted: Filter,
    sort: str,
    former: Sequence[str] | None,
) -> Answer:
    """A line for each area, or for each inspection of areas named or of a rating.

    `former` says what former areas are part of now; none of it: no area was named.
    Raises YotError where none of those named has an inspection.
    """
    is_named = former is not None
    absent = [known[id].name for id, history in histories.items() if not history]
    notes = [f"No inspection of {sentences.or_list(absent)} is on record."]
    notes = [*(notes if absent else []), *(former or ())]
    if is_named and len(absent) == len(histories):
        raise YotError(" ".join(notes).rstrip(".").replace("No ", "no ", 1))
    several = not (is_named or wanted.lists_inspections())
    chosen = {
        id: [each for each in history if wanted.has(each)]
        for id, history in histories.items()
        if wanted.has_area(known[id])
    }
    every = [
        Line(known[id], each, histories[id], wanted.criterion)
        for id, history in chosen.items()
        for each in last_of(history, several, sort)
    ]
    lines = ordered([line for line in every if fits(line, wanted)], sort)
    if not lines:
        return answer([], [], [NOTHING, *notes])
    if not is_named:
        count = f"{len(lines)} of {sentences.plural(len(every), 'inspection')}."
        within = [area for area in known.values() if wanted.has_area(area)]
        is_whole = several and sort != "rate"
        notes = [*([] if is_whole else [count]), coverage(chosen, within)]
    return answer(lines, [table(lines, wanted.criterion, several, sort, known)], notes)


def last_of(
    history: Sequence[Inspection], several: bool, sort: str
) -> Sequence[Inspection]:
    """The inspections of an area to be listed: all, those with a rate, or the last."""
    if sort == "rate":
        history = [each for each in history if each.figure(RATE) is not None]
    return history[-1:] if several else history


def fits(line: Line, wanted: Filter) -> bool:
    """Whether it has the rating asked for, and is the latest where that is asked."""
    if line.inspection is None or not wanted.shows(line.inspection):
        return False
    published = line.inspection.published
    later = (published.is_before(each.published) for each in line.history)
    return not (wanted.latest and any(later))


def ordered(lines: Iterable[Line], sort: str) -> list[Line]:
    """By name; by date, rating, score or rate the newest, best and lowest first.

    Ratings are in order within a family only, and the newest family comes first.
    """
    named = sorted(lines, key=lambda line: (line.area.id, in_order(line)))
    match sort:
        case "date":
            return sorted(named, key=in_order, reverse=True)
        case "rating":
            return sorted(named, key=by_rating(named), reverse=True)
        case "score":
            return sorted(named, key=lambda line: by_figure(line, score), reverse=True)
        case "rate":
            return sorted(named, key=lambda line: by_figure(line, rate_of))
    return named


def in_order(line: Line) -> tuple[str, str]:
    return (
        sentences.in_order(line.inspection.published) if line.inspection else ("", "")
    )


def by_rating(lines: Sequence[Line]) -> Callable[[Line], tuple[str, str, Decimal]]:
    """What ratings are sorted by: the age of their family, then their place in it."""
    since: dict[str, str] = {}
    for framework in sentences.frameworks_of(inspections_of(lines)):
        newest = max(since.get(framework.family, ""), framework.since.iso)
        since[framework.family] = newest

    def key(line: Line) -> tuple[str, str, Decimal]:
        if line.value is None:
            return "", "", Decimal(-1)
        family = line.value.inspection.framework.family
        rating, figure = line.value.rating, line.value.figure
        place = Decimal(rating.rank) if rating else figure
        return since[family], family, Decimal(-1) if place is None else place

    return key


def inspections_of(lines: Iterable[Line]) -> list[Inspection]:
    return [line.inspection for line in lines if line.inspection]


def by_figure(line: Line, read: Callable[[Inspection], Decimal | None]) -> Decimal:
    figure = read(line.inspection) if line.inspection else None
    return Decimal(-1) if figure is None else figure


def rate_of(inspection: Inspection) -> Decimal | None:
    return inspection.figure(RATE)


def table(
    lines: Sequence[Line],
    criterion: str | None,
    several: bool,
    sort: str,
    known: Mapping[str, Area],
) -> Table:
    """Columns for what was asked, and those that tell the lines apart."""
    inspections = inspections_of(lines)
    marks = values.marks_of(inspections)
    heading = criterion or ("result" if several else "overall")
    columns = {
        "inspection": [named(line, known) for line in lines],
        "published": [Cell(each.published) for each in inspections],
        heading: [result(line, marks) for line in lines],
    }
    if sort == "score":
        columns["score"] = [Cell(score(each)) for each in inspections]
    if sort == "rate":
        columns["rate, %"] = [Cell(each.figure(RATE)) for each in inspections]
        columns["average, %"] = [Cell(each.figure(AVERAGE)) for each in inspections]
    columns["on record"] = [values.known_cell(each) for each in inspections]
    later = [later_of(line) for line in lines]
    if not several or any(cell.value != NONE_LATER for cell in later):
        columns["later inspection"] = later
    if several:
        columns["inspections"] = [Cell(len(line.history), short="") for line in lines]
    figures = ("score", "rate, %", "average, %", "inspections")
    return Table(
        columns=[
            Column(name, columns[name], right=name in figures) for name in columns
        ],
    )


def named(line: Line, known: Mapping[str, Area]) -> Cell:
    """The inspection, with a note where its area is a former one."""
    inspection = line.inspection
    if inspection is None:
        return Cell()
    former = ""
    if line.area.successors:
        names = [known[id].name for id in line.area.successors if id in known]
        former = f"former area (now {sentences.and_list(names)})"
    return Cell(inspection.id, notes=sentences.footnote(inspection.id, former))


def result(line: Line, marks: Mapping[str, str]) -> Cell:
    """The rating asked for, with a note where its framework is not that of most."""
    if line.inspection is None or line.value is None:
        return Cell()
    cell = values.result(line.inspection)
    if line.criterion or line.value.rating:
        cell = values.cell(line.value)
    mark = marks.get(line.inspection.framework.id)
    return cell._replace(notes=(mark,) if mark else (), short=None)


def later_of(line: Line) -> Cell:
    """The latest inspection of its area where it is a later one."""
    if line.inspection is None:
        return Cell()
    last = line.history[-1]
    if line.inspection.published.is_before(last.published):
        return Cell(last.id)
    if values.rivals(line.inspection, line.history):
        return Cell("order not known")
    return Cell(NONE_LATER)


def coverage(chosen: Histories, known: Collection[Area]) -> str:
    """How much is on record, in one line."""
    chosen = {id: history for id, history in chosen.items() if history}
    every = [each for history in chosen.values() for each in history]
    present = [area for area in known if not area.successors]
    former = [area for area in known if area.successors and area.id in chosen]
    years = [each.published.year for each in every]
    first, last = min(years), max(int(each.published.last[:4]) for each in every)
    span = f"{first} to {last}" if first < last else f"{first}"
    ones = (
        " and 1 former one" if len(former) == 1 else f" and {len(former)} former ones"
    )
    return (
        f"Covers {len(chosen) - len(former)} of {len(present)} current areas"
        f"{ones if former else ''}:"
        f" {sentences.plural(len(every), 'inspection')}, {span}. Coverage is"
        " incomplete."
    )


def refuse_more(option: str, names: Sequence[str], wanted: Filter, sort: str) -> None:
    """Raises YotError where an option that lists no inspections comes with more."""
    if names or sort != "name" or wanted != Filter():
        also = " and with --region or --nation" if option == "--without-record" else ""
        raise YotError(f"{option} goes alone{also}")


def without_record(
    having: Collection[str], known: Mapping[str, Area], wanted: Filter
) -> Answer:
    """The current areas without an inspection."""
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
    have = "area has" if len(without) == 1 else "areas have"
    return answer(
        [Line(area) for area in without],
        [table] if without else [],
        [f"{len(without) or 'No'} current {have} no inspection on record."]
        if without
        else ["Every current area has an inspection on record."],
    )


def answer(
    lines: Sequence[Line], tables: Sequence[Table], notes: Sequence[str]
) -> Answer:
    inspections = inspections_of(lines)
    areas = sentences.some([each.area.name for each in lines], "all areas")
    return Answer(
        command="list/1",
        title=lambda: f"Inspections on record: {areas}",
        rows=tidy(FIELDS, lines),
        tables=tables,
        notes=[Remark(note) for note in notes],
        newest=sentences.newest(inspections),
    )


class Part(NamedTuple):
    """One criterion of a framework."""

    framework: Framework
    place: int
    criterion: Criterion


FRAMEWORK_FIELDS: Fields[Part] = {
    "framework": lambda part: part.framework.id,
    "name": lambda part: part.framework.name,
    "family": lambda part: part.framework.family,
    "in_force_from": lambda part: part.framework.since.iso,
    "scale": lambda part: sentences.scale_of(part.framework),
    "criterion": lambda part: part.criterion.id,
    "place": lambda part: part.place,
    "label": lambda part: part.criterion.label,
    "kind": lambda part: part.criterion.kind,
    "maximum": lambda part: part.criterion.maximum,
    "counts": lambda part: part.criterion.counts,
    "forms": lambda part: " ".join(part.criterion.forms),
}


def parts(frameworks: Iterable[Framework]) -> list[Part]:
    return [
        Part(framework, place, criterion)
        for framework in frameworks
        for place, criterion in enumerate(framework.criteria.values(), 1)
    ]


def frameworks(known: Sequence[Framework]) -> Answer:
    """The frameworks, the oldest first, with what --framework and --criterion take."""
    return Answer(
        command="frameworks/1",
        title=lambda: "Frameworks of inspection",
        rows=tidy(FRAMEWORK_FIELDS, parts(known)),
        tables=[
            Table(
                title=f"{framework.id}: {framework.name}",
                lead=(
                    f"Family: {framework.family}",
                    f"Ratings: {sentences.scale_of(framework)}",
                ),
                columns=[
                    Column(
                        framework.criteria_called,
                        [Cell(criterion) for criterion in framework.criteria],
                    ),
                    Column(
                        "",
                        [
                            Cell(values.label(each))
                            for each in framework.criteria.values()
                        ],
                    ),
                ],
            )
            for framework in known
        ],
        notes=[
            Remark(
                "Ratings can be compared within a family of frameworks, never between"
                " two families."
            )
        ],
    )
