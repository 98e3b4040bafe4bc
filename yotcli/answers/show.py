"""Everything on record about inspections of an area, and what each value rests on."""

from __future__ import annotations

from collections.abc import Sequence

from yotcli import sentences, values
from yotcli.answer import Answer, Cell, Column, Fields, Remark, Table, tidy
from yotcli.model import Area, Criterion, Inspection, Rate, Value, folded
from yotcli.values import Row

FIELDS: Fields[Row] = {**values.FIELDS, "text": lambda row: row.text}


def show(
    inspections: Sequence[Inspection],
    history: Sequence[Inspection],
    area: Area,
    former: Sequence[str],
    every: bool,
) -> Answer:
    """Everything on inspections of one area, oldest first; `every` adds their run.

    `history` is all there is of the area, and `former` says what a former area is
    part of now.
    """
    tables = [run_of(inspections, area)] if every else []
    for inspection in inspections:
        lines = described(inspection, area, former)
        tables += [facts(inspection, history, area, lines), rated(inspection)]
    return Answer(
        command="show/1",
        title=lambda: f"{area.name}: what is on record",
        rows=tidy(
            FIELDS, [row for each in inspections for row in rows_of(each, area, former)]
        ),
        tables=tables,
        sources=[
            source
            for each in inspections
            for source in values.citations(each, resting(each))
        ],
        newest=sentences.newest(inspections),
    )


def run_of(inspections: Sequence[Inspection], area: Area) -> Table:
    """The inspections in order of time, without setting their scales side by side."""
    count = sentences.plural(len(inspections), "inspection")
    scales = {each.framework.scale for each in inspections}
    differ = "; their rating scales differ" if len(scales) > 1 else ""
    rivals = values.rivals(inspections[-1], inspections)
    unknown = sentences.order_unknown([inspections[-1], *rivals])
    return Table(
        title=f"{area.name}: {count}{differ}",
        columns=[
            Column("", [Cell(each.id) for each in inspections]),
            Column("published", [Cell(each.published) for each in inspections]),
            Column("framework", [Cell(each.framework.name) for each in inspections]),
            Column("result", [values.result(each) for each in inspections]),
            Column("on record", [values.known_cell(each) for each in inspections]),
        ],
        remarks=[Remark(unknown)] if rivals else [],
    )


def facts(
    inspection: Inspection,
    history: Sequence[Inspection],
    area: Area,
    lines: Sequence[tuple[str, Sequence[str]]],
) -> Table:
    reading = [
        f"On {key.replace('_', ' ')}: {text}"
        for key, text in inspection.notes.items()
        if key not in inspection.framework.criteria and key != "inspection"
    ]
    if "inspection" in inspection.notes:
        reading.append(inspection.notes["inspection"])
    return Table(
        title=f"{inspection.id}: {inspection.service or area.name}",
        lead=values.superseded(inspection, history),
        columns=[
            Column("", [Cell(label) for label, _ in lines]),
            Column("", [Cell("; ".join(texts)) for _, texts in lines]),
        ],
        remarks=[Remark(text) for text in reading],
        prose=True,
    )


def described(
    inspection: Inspection, area: Area, former: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """What is known beside ratings, by label; a label without texts is left out."""
    framework = inspection.framework
    place = ", ".join(part for part in (area.name, area.region, area.nation) if part)
    published = str(inspection.published)
    if inspection.published_by:
        published += f", by {inspection.published_by}"
    recommendations = list(inspection.recommendations)
    if inspection.recommendations_count is not None:
        recommendations.append(f"{inspection.recommendations_count} in all")
    counts = inspection.counts.items()
    called = framework.criteria_called
    lines: list[tuple[str, Sequence[str | None]]] = [
        ("Headline", [inspection.headline]),
        ("Area", [f"{place} ({', '.join(area.gss)})" if area.gss else place]),
        ("Former area", former),
        ("Framework", [framework.name]),
        ("Form", [framework.forms[inspection.form] if inspection.form else None]),
        ("Inspected with", framework.inspected_with.get(area.nation, ())),
        ("Scale", [sentences.scale_of(framework)]),
        ("Published", [published]),
        ("Fieldwork", [str(inspection.fieldwork) if inspection.fieldwork else None]),
        ("Areas selected", [framework.selection]),
        ("Chosen because", [inspection.chosen_because]),
        ("Follows up", [inspection.follows_up]),
        ("On record", [f"{values.known_of(inspection)} {called}"]),
        ("Finding", [inspection.findings.get("inspection")]),
        ("Counted", [", ".join(f"{count} {word}" for word, count in counts) or None]),
        ("Reoffending", [reoffending(inspection.reoffending)]),
        ("Recommendations", recommendations),
    ]
    stated = [(label, [text for text in texts if text]) for label, texts in lines]
    return [(label, texts) for label, texts in stated if texts]


def reoffending(rate: Rate | None) -> str | None:
    """The rate in words, with only what is known."""
    if rate is None:
        return None
    parts = []
    if rate.rate is not None:
        parts.append(f"{rate.rate}%")
    if rate.reoffenders is not None and rate.cohort is not None:
        parts.append(f"{rate.reoffenders} of {rate.cohort} children")
    if rate.period and not sentences.periods(rate):
        parts.append(f"period {rate.period}")
    if rate.average is not None:
        points = "" if rate.rate is None else f" ({rate.difference:+} points)"
        parts.append(f"England and Wales {rate.average}%{points}")
    if rate.against_average:
        parts.append(f"stated to be {against(rate.against_average, 'the average')}")
    if rate.previous_year:
        parts.append(f"stated to be {against(rate.previous_year, 'the year before')}")
    parts += sentences.periods(rate)
    return "; ".join(parts) or None


def against(word: str, what: str) -> str:
    return f"the same as {what}" if word == "same" else f"{word} than {what}"


def rated(inspection: Inspection) -> Table:
    criteria = values.criteria_of([inspection])
    known = [
        each
        for each in criteria
        if values.is_known(each, [inspection])
        or each.id in inspection.findings
        or each.id in inspection.notes
    ]
    ids = [criterion.id for criterion in known]
    absent = [each.label for each in criteria if each.id not in ids]
    columns = [
        Column(
            sentences.singular(inspection.framework.criteria_called),
            [Cell(values.label(each)) for each in known],
        ),
        Column("rating", [stated(inspection.value(each)) for each in known]),
    ]
    findings = [inspection.findings.get(each.id) for each in known]
    if any(findings):
        columns.append(Column("finding", [Cell(text) for text in findings]))
    remark = f"Not available in our sources: {'; '.join(absent)}."
    return Table(
        columns=columns, remarks=[Remark(remark)] if absent else [], prose=any(findings)
    )


def stated(value: Value) -> Cell:
    """A rating with the direction that a source gives it."""
    plain = values.cell(value)
    direction = value.inspection.directions.get(value.criterion.id)
    if direction is None or value.missing:
        return plain
    said = f"the inspectors said: {direction} since the last inspection"
    return plain._replace(
        notes=(*plain.notes, *sentences.footnote(value.inspection.id, said))
    )


def resting(inspection: Inspection) -> list[str]:
    """What rests on each source, in words."""
    resting = [
        [
            name.removeprefix("findings.").replace("_", " ").replace("-", " ")
            for name, places in inspection.rests_on.items()
            if place in places
        ]
        for place in range(1, len(inspection.sources) + 1)
    ]
    resting[0] = ["all else" if len(resting) > 1 else "everything"]
    return [", ".join(dict.fromkeys(words)) for words in resting]


def rows_of(inspection: Inspection, area: Area, former: Sequence[str]) -> list[Row]:
    """Ratings with their findings, the rate, and each other fact as a text."""
    rows = [
        Row(inspection.value(each), text=inspection.findings.get(each.id))
        for each in values.criteria_of([inspection])
    ]
    rows += [Row(inspection.value(each)) for each in values.rate_criteria([inspection])]
    rows += [
        Row(Value(inspection, fact(label), None, None, None), text=text)
        for label, texts in described(inspection, area, former)
        for text in texts
    ]
    return rows


def fact(label: str) -> Criterion:
    return Criterion(folded(label).replace(" ", "-"), label, "text")
