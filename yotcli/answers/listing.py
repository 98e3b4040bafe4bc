"""Which areas, inspections and frameworks are on record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import model, sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Rows, Table, attributes, column
from yotcli.model import RATE, Area, Criterion, Framework, Inspection, Value, YotError
from yotcli.narrowing import Filter

OVERALL = Criterion(model.OVERALL, "", "rating")  # also of frameworks that have none
WITHIN = (
    "Ratings can be compared within a family of frameworks, never between two families."
)
ALL_INSPECTED = "Every current area has an inspection on record."
FIGURES: Mapping[str, Mapping[str, Criterion]] = {  # by what lines are sorted by
    "score": {"score": Criterion(model.SCORE, "", "score")},
    "rate": {"rate, %": RATE, "average, %": model.AVERAGE},
}

Histories = Mapping[str, Sequence[Inspection]]  # by area, each oldest first


class Line(NamedTuple):
    """One line of a list: an inspection among those of its area."""

    area: Area
    inspection: Inspection
    history: Sequence[Inspection]
    total: int  # of all inspections of the area
    criterion: str | None  # the one asked for; none for the overall rating
    rivals: Sequence[str] = ()  # not listed, though they may be as late

    @property
    def value(self) -> Value:
        """The value of the criterion asked for, or of the overall rating."""
        asked = OVERALL._replace(id=self.criterion or model.OVERALL)
        criteria = self.inspection.framework.criteria
        return self.inspection.value(criteria.get(asked.id, asked))


OF_AREA: Fields[Area] = {
    "area": lambda area: area.id,
    **attributes("name", "nation", "region"),
    "gss": lambda area: " ".join(area.gss),
    "inspections": lambda area: 0,  # an area without an inspection
    "successors": lambda area: " ".join(area.successors),
}
FIELDS: Fields[Line] = {
    "area": lambda line: line.area.id,
    **attributes("area.name", "area.nation", "area.region"),
    "gss": lambda line: " ".join(line.area.gss),
    "inspections": lambda line: line.total,
    "latest": lambda line: latest_id(line.history),
    "published": lambda line: line.inspection.published.iso,
    "framework": lambda line: line.inspection.framework.id,
    "overall": lambda line: values.words(line.inspection.value(OVERALL)),
    "score": lambda line: line.inspection.score,
    "counts": lambda line: values.counted_ratings(line.inspection),
    "rate": lambda line: line.inspection.figure(RATE),
    "inspection": lambda line: line.inspection.id,
    "criterion": lambda line: line.criterion,
    "rating": lambda line: values.words(line.value),
    "figures": lambda line: values.figures(line.inspection),
    "rank": lambda line: values.rank(line.value),
    "ranks": lambda line: values.ranks(line.value),
    "is_latest": lambda line: line.inspection.is_latest,
    "known": lambda line: values.known_of(line.inspection),
    "source_kind": lambda line: values.source_kind(line.value),
    "source_url": lambda line: values.source_url(line.value),
    "successors": lambda line: " ".join(line.area.successors),
}


def latest_id(history: Sequence[Inspection]) -> str | None:
    """The latest inspection of an area, where the order of time is known."""
    return None if values.undecided(history) else history[-1].id


def listing(
    histories: Histories,
    known: Mapping[str, Area],
    wanted: Filter,
    sort: str,
    former: Sequence[str] | None,
    dates: Mapping[str, Mapping[str, model.Date]] = {},
) -> Answer:
    """A list of areas, or of the inspections of named areas or with a rating.

    `former` says what former areas are part of now; none of it: no area was named.
    `dates` are of all inspections, where histories have only those that may be latest.
    Raises YotError where none of those named has an inspection.
    """
    absent = [known[id].name for id, history in histories.items() if not history]
    none = f"inspection of {sentences.listed(absent, 'or')} is on record"
    notes = [*([f"No {none}."] if absent else []), *(former or ())]
    if absent and len(absent) == len(histories):
        raise sentences.refused(f"no {none}", former or ())
    several = former is None and not (wanted.rating or wanted.criterion)
    chosen = {
        id: [inspection for inspection in history if wanted.has(inspection)]
        for id, history in histories.items()
        if wanted.has_area(known[id])
    }
    every = []
    for id, history in chosen.items():
        if several and sort == "rate":
            history = [*filter(has_rate, history)] or history
        own = history[-1:] if several else history
        total = len(dates.get(id, histories[id]))
        unsure = values.undecided(history) if several and history else []
        rivals = [id for id in unsure if id != own[-1].id]
        every += [
            Line(known[id], each, histories[id], total, wanted.criterion, rivals)
            for each in own
        ]
    if wanted.latest:
        every = [
            line for line in every if not values.later(line.inspection, line.history)
        ]
    if wanted.latest and former is None:
        every = [line for line in every if not is_followed(line.area, histories, known)]
    fitting = [line for line in every if wanted.shows(line.inspection)]
    lines = ordered(fitting, sort)
    if sort == "rate":
        every = [line for line in every if has_rate(line.inspection)]
    published = {
        id: [*dates[id].values()] if dates else [each.published for each in history]
        for id, history in chosen.items()
        if history
    }
    unknown = not_known(every) if wanted.rating or wanted.criterion else []
    if not lines:
        notes = [" ".join(["No inspection on record fits this.", *unknown]), *notes]
    elif former is None:
        count = sentences.plural(sum(map(len, published.values())), "inspection")
        counted = [] if several and sort != "rate" else [f"{len(lines)} of {count}."]
        within = filter(wanted.has_area, known.values())
        notes = [*counted, *unknown, coverage(published, count, within)]
    else:
        notes += unknown
        if left := len(fitting) - len(lines):
            are = sentences.plural(left, "inspection is", "inspections are")
            notes.append(f"{are} left out, without a rate.")
    return Answer(
        command="list/1",
        title=lambda: title_of(line.area for line in lines),
        rows=Rows(FIELDS, lines),
        tables=[table(lines, several, sort, known)] if lines else [],
        notes=notes,
        newest=sentences.newest(line.inspection for line in lines),
    )


def has_rate(inspection: Inspection) -> bool:
    return inspection.figure(RATE) is not None


def is_followed(area: Area, histories: Histories, known: Mapping[str, Area]) -> bool:
    """Whether an inspection of what the area is now is on record."""
    after = model.successors_of(area, known)
    return any(histories.get(each.id) for each in after)


def ordered(lines: Iterable[Line], sort: str) -> list[Line]:
    """By name, or the newest, best or lowest first; ratings by family, newest first.

    By rate, those without one are left out.
    Raises YotError where no line has what they would be sorted by.
    """
    named = sorted(lines, key=lambda line: line.area.id)
    if sort == "name":
        return named
    frameworks = sentences.frameworks_of(line.inspection for line in named)
    frameworks.sort(key=lambda framework: framework.since.iso)
    since = {framework.family: framework.since.iso for framework in frameworks}

    def place(line: Line) -> tuple[str, str, Decimal]:
        inspection, value = line.inspection, line.value
        family = inspection.framework.family
        first, second, figure = {
            "date": (*model.days_of(inspection.published.iso), None),
            "rating": (since[family], family, values.rank(value) or value.figure),
            "score": ("", "", inspection.score),
            "rate": ("", "", inspection.figure(RATE)),
        }[sort]
        return first, second, Decimal(-1 if figure is None else figure)

    if named and sort != "date" and all(place(line)[2] < 0 for line in named):
        raise YotError(f"no {sort} is on record to sort these by: leave --sort out")
    if sort == "rate":
        named = [line for line in named if has_rate(line.inspection)]
    return sorted(named, key=place, reverse=sort != "rate")


def table(
    lines: Sequence[Line], several: bool, sort: str, known: Mapping[str, Area]
) -> Table:
    """Columns for what was asked, and those needed to tell the lines apart."""
    inspections = [line.inspection for line in lines]
    marks = values.marks_of(inspections)
    result = lines[0].criterion or ("result" if several else "overall")
    columns = [
        Column("inspection", [named(line, known) for line in lines]),
        column("published", [inspection.published for inspection in inspections]),
        Column(result, [rated(line, marks) for line in lines], right=result == "score"),
    ]
    for heading, criterion_of in FIGURES.get(sort, {}).items():
        found = [each.value(criterion_of) for each in inspections]
        cells = [Cell(each.figure, each.missing or model.NOT_STATED) for each in found]
        columns.append(Column(heading, cells, right=True))
    columns.append(Column("ratings known", [*map(values.known_cell, inspections)]))
    later = [later_of(line) for line in lines]
    if not several or any(later):
        columns.append(column("later inspection", [id or "none" for id in later]))
    if several:
        counts = [Cell(line.total, short="") for line in lines]
        columns.append(Column("inspections", counts, right=True))
    # One column where what is asked for is what lines are sorted by.
    return Table([*{column.heading: column for column in columns}.values()])


def named(line: Line, known: Mapping[str, Area]) -> Cell:
    """The inspection, with a note if its area is a former one, or others as late."""
    id, rivals = line.inspection.id, sentences.listed(line.rivals, "or")
    late = f"may be before or after {rivals}" if rivals else None
    former = sentences.former(line.area, known)
    return Cell(id, notes=sentences.footnote(id, former, late))


def rated(line: Line, marks: Mapping[str, str]) -> Cell:
    """The rating asked for, with a note if its framework is not that of most lines."""
    cell = values.cell(line.value) if line.criterion else values.result(line.inspection)
    mark = marks.get(line.inspection.framework.id)
    return cell._replace(notes=(mark,) if mark else (), short=None)


def later_of(line: Line) -> str | None:
    """The latest inspection of its area, if that is another one."""
    if last := values.later(line.inspection, line.history):
        return last.id
    unsure = (values.may_be_later(each, line.inspection) for each in line.history)
    return "order not known" if any(unsure) else None


def not_known(lines: Iterable[Line]) -> list[str]:
    """Says how many inspections may lack the rating asked for, and one reason why."""
    asked = [line.value for line in lines]
    missing = [value for value in asked if value.missing == model.NOT_STATED]
    if not missing:
        return []
    have = sentences.plural(len(missing), "inspection has", "inspections have")
    lost = sentences.never_scraped(asked)
    source = f"; some ratings come from a scraped table, which {lost}" if lost else ""
    return [f"{have} nothing on record for {missing[0].criterion.label}{source}."]


def coverage(
    published: Mapping[str, Sequence[model.Date]], count: str, areas: Iterable[Area]
) -> str:
    dates = [date for own in published.values() for date in own]
    current = {area.id for area in areas if not area.successors}
    having, former = len(published.keys() & current), len(published.keys() - current)
    first = min(date.year for date in dates)
    last = max(int(date.last[:4]) for date in dates)
    span = f"{first} to {last}" if first < last else f"{first}"
    ones = f" and {sentences.plural(former, 'former one')}" if former else ""
    incomplete = " Coverage is incomplete." if having < len(current) else ""
    every = sentences.plural(len(current), "current area")
    return f"Covers {having} of {every}{ones}: {count}, {span}.{incomplete}"


def without_record(
    having: Collection[str], known: Mapping[str, Area], wanted: Filter
) -> Answer:
    current = [area for area in known.values() if not area.successors]
    fitting = [area for area in current if wanted.has_area(area)]
    absent = [area for area in fitting if area.id not in having]
    without = sorted(absent, key=lambda area: area.name)
    nothing: Fields[Area] = dict.fromkeys(FIELDS, lambda area: None)
    columns = [
        column("area", [area.id for area in without]),
        column("name", [area.name for area in without]),
        column("region", [area.place for area in without]),
    ]
    have = sentences.plural(len(without), "current area has", "current areas have")
    return Answer(
        command="list/1",
        title=lambda: title_of(without),
        rows=Rows({**nothing, **OF_AREA}, without),
        tables=[Table(columns)] if without else [],
        notes=[f"{have} no inspection on record." if without else ALL_INSPECTED],
    )


def title_of(areas: Iterable[Area]) -> str:
    named = sentences.some((area.name for area in areas), "all areas")
    return f"Inspections on record: {named}"


class Part(NamedTuple):
    """One criterion of a framework."""

    framework: Framework
    place: int
    criterion: Criterion


FRAMEWORK_FIELDS: Fields[Part] = {
    "framework": lambda part: part.framework.id,
    **attributes("framework.name", "framework.family"),
    "in_force_from": lambda part: part.framework.since.iso,
    "scale": lambda part: sentences.scale_of(part.framework),
    "criterion": lambda part: part.criterion.id,
    **attributes("place", "criterion.label", "criterion.kind"),
    **attributes("criterion.maximum", "criterion.counts"),
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
    tables = []
    for framework in known:
        ids = column(framework.criteria_called, framework.criteria)
        labels = column("", map(values.label, framework.criteria.values()))
        family = f"Family: {framework.family}"
        lead = [family, f"Ratings: {sentences.scale_of(framework)}"]
        title = f"{framework.id}: {framework.name}"
        tables.append(Table([ids, labels], title, lead))
    return Answer(
        command="frameworks/1",
        title=lambda: "Frameworks of inspection",
        rows=Rows(FRAMEWORK_FIELDS, parts(known)),
        tables=tables,
        notes=[WITHIN],
    )
