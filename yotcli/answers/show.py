"""Everything on record about inspections of one area, with the sources."""

from __future__ import annotations

from collections.abc import Sequence

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Citation, Column, Fields, Rows, Table, column
from yotcli.model import Area, Criterion, Inspection, Rate, Source, Value, folded
from yotcli.values import Row

OF_FRAMEWORK = ("Framework", "Form", "Inspected with", "Scale", "Areas selected")
OF_RECORDS = ("Area", "Former area", "On record")  # what no page says as it stands

FIELDS: Fields[Row] = {**values.FIELDS, "text": lambda row: row.text}

Lines = Sequence[tuple[str, Sequence[str]]]  # texts by their label


def show(
    inspections: Sequence[Inspection],
    history: Sequence[Inspection],
    area: Area,
    former: Sequence[str],
    every: bool,
) -> Answer:
    """Everything on inspections of one area, oldest first; `every` adds their run."""
    tables = [run_of(inspections, area)] if every else []
    rows, sources = [], []
    for inspection in inspections:
        lines = described(inspection, area, former)
        tables += [facts(inspection, history, area, lines), rated(inspection)]
        rows += rows_of(inspection, lines)
        sources += cited(inspection)
    return Answer(
        command="show/1",
        title=lambda: f"{area.name}: what is on record",
        rows=Rows(FIELDS, rows),
        tables=tables,
        sources=sources,
        newest=sentences.newest(inspections),
    )


def run_of(inspections: Sequence[Inspection], area: Area) -> Table:
    """The inspections in order of time; their ratings are not compared."""
    count = sentences.plural(len(inspections), "inspection")
    two_scales = sentences.has_two_scales(inspections)
    differ = "; their rating scales differ" if two_scales else ""
    return Table(
        title=f"{area.name}: {count}{differ}",
        columns=[
            column("", [inspection.id for inspection in inspections]),
            column("published", [inspection.published for inspection in inspections]),
            column("framework", [each.framework.name for each in inspections]),
            Column("result", [*map(values.result, inspections)]),
            Column("ratings known", [*map(values.known_cell, inspections)]),
        ],
        remarks=values.order_unknown(inspections, inspections),
    )


def facts(
    inspection: Inspection, history: Sequence[Inspection], area: Area, lines: Lines
) -> Table:
    lead = values.order_unknown(history, history)
    if last := values.later(inspection, history):
        lead = [f"Superseded: {last.id} is a later inspection."]
    notes = inspection.notes
    remarks = [
        f"On {field.replace('_', ' ')}: {text}"
        for field, text in notes.items()
        if field not in (*inspection.framework.criteria, "inspection")
    ]
    return Table(
        title=f"{inspection.id}: {inspection.service or area.name}",
        lead=lead,
        columns=[
            column("", [label for label, _ in lines]),
            column("", ["; ".join(texts) for _, texts in lines]),
        ],
        remarks=[*remarks, *([notes["inspection"]] if "inspection" in notes else [])],
        prose=True,
    )


def described(inspection: Inspection, area: Area, former: Sequence[str]) -> Lines:
    """What is known apart from ratings, by label; labels without text are left out."""
    framework, rate = inspection.framework, inspection.reoffending
    place = ", ".join(filter(None, (area.name, area.region, area.nation)))
    published = filter(None, (str(inspection.published), inspection.published_by))
    total = inspection.recommendations_count
    in_all = None if total is None else f"{total} in all"
    counts = [f"{count} {word}" for word, count in inspection.counts.items()]
    lines: list[tuple[str, Sequence[str | None]]] = [
        ("Headline", [inspection.headline]),
        ("Area", [f"{place} ({', '.join(area.gss)})" if area.gss else place]),
        ("Former area", former),
        ("Framework", [framework.name]),
        ("Form", [inspection.form and framework.forms[inspection.form]]),
        ("Inspected with", framework.inspected_with.get(area.nation, ())),
        ("Scale", [sentences.scale_of(framework)]),
        ("Published", [", by ".join(published)]),
        ("Fieldwork", [inspection.fieldwork and str(inspection.fieldwork)]),
        ("Areas selected", [framework.selection]),
        ("Chosen because", [inspection.chosen_because]),
        ("Follows up", [inspection.follows_up]),
        ("On record", [f"{values.known_of(inspection)} {framework.criteria_called}"]),
        ("Finding", [inspection.findings.get("inspection")]),
        ("Counted", [", ".join(counts)]),
        ("Reoffending", [rate and reoffending(rate)]),
        ("Recommendations", [*inspection.recommendations, in_all]),
    ]
    stated = [(label, [text for text in texts if text]) for label, texts in lines]
    return [(label, texts) for label, texts in stated if texts]


def reoffending(rate: Rate) -> str:
    """The rate in words, with only what is known."""
    apart = sentences.periods(rate)
    bare_average = rate.average_period and not rate.period
    children, reoffenders = sentences.children(rate), None
    if children is None and rate.reoffenders is not None:
        reoffenders = sentences.plural(rate.reoffenders, "reoffender")
    signed = sentences.signed(rate.difference)
    points = f" ({signed} points)" if signed else ""
    parts = [
        None if rate.rate is None else f"{rate.rate}%",
        reoffenders if children is None else f"{children} children",
        f"period {rate.period}" if rate.period and not apart else None,
        f"average of {rate.average_period}" if bare_average else None,
        rate.measure and f"{rate.measure.replace('-', ' ')} measure",
        None if rate.average is None else f"England and Wales {rate.average}%{points}",
        stated_to_be(rate.against_average, "the average"),
        stated_to_be(rate.previous_year, "the year before"),
        apart,
    ]
    return "; ".join(part for part in parts if part)


def stated_to_be(word: str | None, what: str) -> str | None:
    than = "the same as" if word == "same" else f"{word} than"
    return word and f"stated to be {than} {what}"


def told_of(inspection: Inspection) -> set[str]:
    """What anything is on record of: a rating, a reason for none, or mere words."""
    told = {*inspection.ratings, *inspection.not_rated, *inspection.directions}
    return told.union(inspection.findings, inspection.notes)


def rated(inspection: Inspection) -> Table:
    told = told_of(inspection)
    criteria = values.shown_in(inspection, told)
    known = [criterion for criterion in criteria if criterion.id in told]
    absent = [criterion.label for criterion in criteria if criterion.id not in told]
    called = sentences.singular(inspection.framework.criteria_called)
    columns = [
        column(called, map(values.label, known)),
        Column("rating", [stated(inspection.value(criterion)) for criterion in known]),
    ]
    findings = [inspection.findings.get(criterion.id) for criterion in known]
    if any(findings):
        columns.append(column("finding", findings))
    remark = f"Not available in our sources: {'; '.join(absent)}."
    return Table(columns, remarks=[remark] if absent else [], prose=any(findings))


def stated(value: Value) -> Cell:
    """A rating with the direction that a source gives it."""
    plain = values.cell(value)
    direction = value.inspection.directions.get(value.criterion.id)
    said = direction and f"the inspectors said: {direction} since the last inspection"
    note = sentences.footnote(value.inspection.id, said)
    return plain._replace(notes=(*plain.notes, *note))


def cited(inspection: Inspection) -> list[Citation]:
    """The sources, each with what rests on it, in words."""
    resting = [
        (name.removeprefix("findings.").replace("_", " ").replace("-", " "), places)
        for name, places in inspection.rests_on.items()
    ]
    rests = "everything" if all(1 in places for _, places in resting) else "all else"
    found = []
    for place, page in enumerate(inspection.sources, 1):
        if place > 1:
            first = dict.fromkeys(name for name, own in resting if own[0] == place)
            second = dict.fromkeys(name for name, own in resting if place in own[1:])
            too = [f"{sentences.listed(second)} too"] if second else []
            rests = ", ".join([*first, *too])
        found.append(values.citation(page, inspection.id, rests))
    return found


def rows_of(inspection: Inspection, lines: Lines) -> list[Row]:
    """Ratings with their findings, the rate, and each other fact as a text."""
    criteria = values.shown_in(inspection, told_of(inspection))
    rows = [
        Row(inspection.value(criterion), text=inspection.findings.get(criterion.id))
        for criterion in (*criteria, *values.rate_criteria([inspection]))
    ]
    pages: dict[str, Source | None] = dict.fromkeys(OF_RECORDS)
    pages |= dict.fromkeys(OF_FRAMEWORK, inspection.framework.sources[0])
    for label, texts in lines:
        fact = Criterion(folded(label).replace(" ", "-"), label, "text")
        page = pages.get(label, inspection.source(fact.id.replace("-", "_")))
        value = Value(inspection, fact, None, None, page)
        rows += [Row(value, text=text) for text in texts]
    return rows
