"""Everything held on an inspection: what was found, and what each value rests on."""

from __future__ import annotations

from collections.abc import Sequence

from yotcli.comparisons import (
    FIELDS,
    LEGEND,
    cell,
    cohorts,
    is_held,
    is_shown,
    label,
    rate_criteria,
    rate_row,
    result,
    scale_of,
    sources_of,
    tidy,
)
from yotcli.model import NOT_STATED, Area, Criterion, Inspection, Rate, folded
from yotcli.tables import Answer, Cell, Table, Value

SHOW_FIELDS = (*FIELDS, "text")


def show(inspections: Sequence[Inspection], area: Area, all_held: bool) -> Answer:
    """Everything held on inspections of one area, oldest first."""
    tables = [run_of(inspections, area)] if all_held else []
    for inspection in inspections:
        tables += [facts(inspection, area), rated(inspection)]
    return Answer(
        command="show",
        tables=tuple(tables),
        fields=SHOW_FIELDS,
        rows=tuple(row for one in inspections for row in show_rows(one, area)),
        legend=LEGEND,
        sources=tuple(
            source for one in inspections for source in sources_of(one, resting(one))
        ),
    )


def run_of(inspections: Sequence[Inspection], area: Area) -> Table:
    return Table(
        title=f"{area.name}: {len(inspections)} inspections, their scales not lined up",
        columns=("", "published", "framework", "result"),
        rows=tuple(
            (Cell(one.id), Cell(one.published), Cell(one.framework.name), result(one))
            for one in inspections
        ),
    )


def facts(inspection: Inspection, area: Area) -> Table:
    lines = [
        (Cell(label), Cell("; ".join(texts)))
        for label, texts in described(inspection, area)
    ]
    reading = [
        f"On {key.replace('_', ' ')}: {text}"
        for key, text in inspection.notes.items()
        if key not in inspection.framework.criteria and key != "inspection"
    ]
    if "inspection" in inspection.notes:
        reading.append(inspection.notes["inspection"])
    return Table(
        title=f"{inspection.id}: {inspection.service or area.name}",
        columns=("", ""),
        rows=tuple(lines),
        remarks=tuple(reading),
        prose=True,
    )


def described(inspection: Inspection, area: Area) -> list[tuple[str, list[str]]]:
    """What is held beside ratings, by label; a label without texts is left out."""
    framework = inspection.framework
    place = ", ".join(part for part in (area.name, area.region, area.nation) if part)
    published = str(inspection.published)
    if inspection.published_by:
        published += f", by {inspection.published_by}"
    recommendations = list(inspection.recommendations)
    if inspection.recommendations_count is not None:
        recommendations.append(f"{inspection.recommendations_count} in all")
    counts = inspection.counts.items()
    lines: list[tuple[str, Sequence[str | None]]] = [
        ("Headline", [inspection.headline]),
        ("Area", [f"{place} ({', '.join(area.gss)})" if area.gss else place]),
        ("Former area, now", [", ".join(area.successors) or None]),
        ("Framework", [framework.name]),
        ("Form", [framework.forms[inspection.form] if inspection.form else None]),
        ("Scale", [scale_of(framework)]),
        ("Published", [published]),
        ("Fieldwork", [str(inspection.fieldwork) if inspection.fieldwork else None]),
        ("Chosen because", [inspection.chosen_because]),
        ("Follows up", [inspection.follows_up]),
        ("Finding", [inspection.findings.get("inspection")]),
        ("Counted", [", ".join(f"{count} {word}" for word, count in counts) or None]),
        ("Reoffending", [reoffending(inspection.reoffending)]),
        ("Recommendations", recommendations),
    ]
    stated = [(label, [text for text in texts if text]) for label, texts in lines]
    return [(label, texts) for label, texts in stated if texts]


def reoffending(rate: Rate | None) -> str | None:
    """The rate in words, with only what is held."""
    if rate is None:
        return None
    parts = []
    if rate.rate is not None:
        parts.append(f"{rate.rate} per cent")
    if rate.reoffenders is not None and rate.cohort is not None:
        parts.append(f"{rate.reoffenders} of {rate.cohort} children")
    if rate.period:
        parts.append(f"children of {rate.period}")
    if rate.average is not None:
        points = "" if rate.rate is None else f" ({rate.difference:+} points)"
        parts.append(f"England and Wales {rate.average}{points}")
    if rate.against_average:
        parts.append(f"said to be {against(rate.against_average, 'the average')}")
    if rate.previous_year:
        parts.append(f"said to be {against(rate.previous_year, 'the previous year')}")
    parts += cohorts(rate)
    return "; ".join(parts) or None


def against(word: str, what: str) -> str:
    return f"the same as {what}" if word == "same" else f"{word} than {what}"


def rated(inspection: Inspection) -> Table:
    criteria = shown(inspection)
    held = [
        one
        for one in criteria
        if is_held(one, [inspection])
        or one.id in inspection.findings
        or one.id in inspection.notes
    ]
    absent = [one.label for one in criteria if one not in held]
    remarks = (
        [f"Not stated in the sources held: {'; '.join(absent)}."] if absent else []
    )
    findings = any(one.id in inspection.findings for one in held)
    rows = [
        (
            Cell(label(one)),
            stated(inspection, one),
            *([finding(inspection, one.id)] if findings else []),
        )
        for one in held
    ]
    return Table(
        title="",
        columns=("criterion", "rating", "finding")[: 3 if findings else 2],
        rows=tuple(rows),
        remarks=tuple(remarks),
        prose=findings,
    )


def finding(inspection: Inspection, criterion: str) -> Cell:
    text = inspection.findings.get(criterion)
    return Cell(text, missing=None if text else NOT_STATED)


def stated(inspection: Inspection, criterion: Criterion) -> Cell:
    """A rating with the direction that a source gives it."""
    plain = cell(inspection, criterion, inspection, ranked=False)
    direction = inspection.directions.get(criterion.id)
    if direction is None or plain.missing:
        return plain
    said = f"said to be {direction} since the inspection before"
    return Cell(plain.value, notes=(*plain.notes, f"{inspection.id}: {said}."))


def resting(inspection: Inspection) -> list[str]:
    """What rests on each source, in words."""
    resting = [
        [
            value.removeprefix("findings.").replace("_", " ").replace("-", " ")
            for value, places in inspection.rests_on.items()
            if place in places
        ]
        for place in range(1, len(inspection.sources) + 1)
    ]
    resting[0].append("all else" if len(resting) > 1 else "everything")
    return [", ".join(dict.fromkeys(words)) for words in resting]


def show_rows(inspection: Inspection, area: Area) -> list[dict[str, Value]]:
    """Ratings with their findings, the rate, and each other fact as a text."""
    rows = [
        tidy(inspection, one) | {"text": inspection.findings.get(one.id)}
        for one in shown(inspection)
    ]
    rows += [rate_row(inspection, one) for one in rate_criteria([inspection])]
    about: dict[str, Value] = {
        "area": inspection.area,
        "inspection": inspection.id,
        "published": inspection.published.iso,
        "framework": inspection.framework.id,
    }
    rows += [
        about
        | {"criterion": folded(name).replace(" ", "-"), "label": name, "text": text}
        for name, texts in described(inspection, area)
        for text in texts
    ]
    return rows


def shown(inspection: Inspection) -> list[Criterion]:
    """The criteria that its framework and form have, in published order."""
    criteria = inspection.framework.criteria.values()
    return [one for one in criteria if is_shown(one, [inspection])]
